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
from functools import partial
from itertools import chain
from pathlib import Path

from analys import codebook as codebooks
from analys.demo import bank as banks
from analys.demo import choice, coders, files, meetings, posts, readme, scaled
from analys.demo.patterns import WHERE
from analys.demo.plan import DOUBLE_CODED, MUNICIPALITIES, SEED
from analys.demo.talk import compose
from analys.demo.transcript import Filling, Shelf, Talk
from analys.errors import ParameterError, Problem
from analys.places import project_root

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

    Raises
    ------
    ParameterError
        If there is to be no municipality or no coding.
    MaterialError
        If the bank of utterances has a fault, or the folder cannot be written.
    """
    if cases < 1 or (codings is not None and codings < 1):
        found = f"{cases} municipalities and {codings} codings"
        raise ParameterError(Problem("demo", "cases and codings", "at least one of each", found))
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    planted = cases == len(MUNICIPALITIES) and codings is None
    made = demonstration(rng) if planted else scaled.benchmark(cases, codings, rng)
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
    consents = iter(meetings.consents(len(talks), rng))
    return [
        meetings.record(
            person, place, talks[person.interview].text, visited[n // 2], next(consents), rng
        )
        for place, visited in zip(MUNICIPALITIES, days, strict=True)
        for n, person in enumerate(casts[place.case])
    ]


def _marks(talks: dict[str, Talk], rng: random.Random) -> list[coders.Mark]:
    """What the first coder marked in all interviews and the second in some."""
    clock = coders.Clock(datetime(2011, 10, 10), 150, rng)
    first = {name: list(coders.first(name, talk, clock, rng)) for name, talk in talks.items()}
    single = [marks for name, marks in first.items() if name not in DOUBLE_CODED]
    certain = {(_case(mark), mark.code) for marks in single for mark in marks}
    clock = coders.Clock(datetime(2011, 11, 7), 240, rng)
    second: list[coders.Mark] = []
    for name in DOUBLE_CODED:
        case = _case(first[name][0])
        second += coders.second(
            first[name],
            talks[name],
            allowed=partial(_allowed, case),
            # What nobody else in the municipality says must survive the consensus.
            needed=lambda mark: (_case(mark), mark.code) not in certain,
            clock=clock,
            rng=rng,
        )
    return coders.in_order([*chain.from_iterable(first.values()), *second])


def _case(mark: coders.Mark) -> str:
    return mark.interview.partition("-")[0]


def _allowed(case: str, code: str) -> bool:
    return case in WHERE[code]
