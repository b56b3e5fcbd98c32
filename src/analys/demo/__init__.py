"""The demonstration: a synthetic material with planted patterns, made from a seed.

No real municipality, person or interview is in it. `make` writes the files that a real project has,
so that everything downstream meets nothing that it would not meet in earnest.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analys import codebook as codebooks
from analys.demo import bank as banks
from analys.demo import choice, coders, files, meetings, posts, readme
from analys.demo.plan import DOUBLE_CODED, MUNICIPALITIES, SEED, WHERE, Municipality
from analys.demo.talk import Filling, Shelf, Talk, compose
from analys.material import project_root

__all__ = ["Summary", "make"]


@dataclass(frozen=True)
class Summary:
    """What was made."""

    folder: Path
    seed: int
    cases: int
    interviews: int
    codings: int
    characters: int


def make(
    folder: Path, *, seed: int = SEED, cases: int = len(MUNICIPALITIES), codings: int | None = None
) -> Summary:
    """Make a synthetic material in a folder, over what is there.

    Parameters
    ----------
    folder
        Where the material's files are to stand. It is written beside and moved into place whole.
    seed
        The same seed gives the same bytes.
    cases, codings
        How many municipalities and codings. Ten and whatever the plan gives is the demonstration
        with its planted patterns; anything else is a material for benchmarks.
    """
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    made = demonstration(rng)
    _place(made, folder, seed)
    return Summary(
        folder,
        seed,
        len(made.municipalities),
        len(made.interviews),
        len(made.marks),
        sum(len(each.text) for each in made.interviews),
    )


def _place(made: files.Made, folder: Path, seed: int) -> None:
    """Write to a folder beside, then put it in the place of the one that was there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    codebook = codebooks.read(project_root() / "data" / "codebook.yaml")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        files.write(made, new, codebook)
        (new / "README.md").write_text(readme.text(made, seed), encoding="utf-8", newline="\n")
        if folder.exists():
            shutil.move(folder, Path(scratch) / "old")
        shutil.move(new, folder)


def demonstration(rng: random.Random) -> files.Made:
    """The ten municipalities of the plan."""
    bank = banks.read()
    shelf, used = Shelf(rng), Counter[str]()
    casts = {each.case: choice.cast(each, bank, used, rng) for each in MUNICIPALITIES}
    talks: dict[str, Talk] = {}
    for each in MUNICIPALITIES:
        shelf.turn()
        filling = Filling(bank.places[each.case], rng)
        for person in casts[each.case]:
            talks[person.interview] = compose(person, bank.frame, filling, shelf, rng)
    return files.Made(
        municipalities=MUNICIPALITIES,
        interviews=_interviews(casts, talks, rng),
        marks=_marks(talks, rng),
        spells=[spell for each in MUNICIPALITIES for spell in posts.spells(each)],
        events=[event for each in MUNICIPALITIES for event in posts.events(each)],
    )


def _interviews(
    casts: dict[str, list[choice.Cast]], talks: dict[str, Talk], rng: random.Random
) -> list[files.Interview]:
    days = meetings.days(len(casts), rng)
    consents = meetings.consents(len(talks), rng)
    found = []
    for municipality, visited in zip(MUNICIPALITIES, days, strict=True):
        for n, person in enumerate(casts[municipality.case]):
            text = talks[person.interview].text
            found.append(
                files.Interview(
                    interview=person.interview,
                    case=municipality.case,
                    role=person.role,
                    block=meetings.block(person.role, municipality.rule_2010, rng),
                    date=visited[n // 2],
                    minutes=meetings.minutes(len(text), rng),
                    asked=" ".join(person.asked),
                    quote_consent=consents[len(found)],
                    text=text,
                )
            )
    return found


def _marks(talks: dict[str, Talk], rng: random.Random) -> list[coders.Mark]:
    """What the first coder marked in all interviews and the second in some."""
    clock = coders.Clock(datetime(2011, 10, 10), 150, rng)  # noqa: DTZ001 - the clock sets UTC
    first = {name: list(coders.first(name, talk, clock, rng)) for name, talk in talks.items()}
    said = Counter((mark.interview[:3], mark.code) for marks in first.values() for mark in marks)
    clock = coders.Clock(datetime(2011, 11, 7), 240, rng)  # noqa: DTZ001
    second = [
        coders.second(
            first[name],
            talks[name],
            allowed=lambda code, case=name[:3]: case in WHERE[code],
            needed=lambda mark: said[mark.interview[:3], mark.code] == 1,
            clock=clock,
            rng=rng,
        )
        for name in DOUBLE_CODED
    ]
    all_marks = [mark for marks in (*first.values(), *second) for mark in marks]
    return coders.in_text_order(coders.without_doubles(all_marks))


def _pattern(municipality: Municipality) -> str:
    return municipality.pattern
