"""A project of a given size for the benchmarks, written by our own exporter: Swedish talk, made up.

Run with a number of codings and a path; in a process of its own, so that what it takes of memory
is not counted as anyone's reading.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import chain
from pathlib import Path
from random import Random
from uuid import UUID

import pandas as pd

from analys.export import write_qdpx
from analys.readers import read
from analys.readers.frames import empty, frame, rows
from analys.readers.package import digest
from analys.readers.project import Project, ReadingReport

DEMO = Path(__file__).parents[1] / "data" / "demo" / "intervjuer.qdpx"
EACH = 500
"""Codings in a source, as of an interview of an hour that was coded line by line."""

SENTENCES = 700
BEGUN = pd.Timestamp("2011-03-01T08:00:00", tz="UTC")
SPOKEN = """
    nämnden förvaltningen kommunen beslutet budgeten ordföranden tjänstemannen politikern mötet
    frågan ärendet ansvaret rollen dialogen förtroendet majoriteten oppositionen kansliet
    gränsen samtalet uppdraget medborgaren skolan äldreomsorgen planen året kvällen vi man jag
    hon han de det som att och men för när där då ju nog ganska mycket lite aldrig alltid ofta
    egentligen faktiskt naturligtvis säger tycker får blir går tar ger vet måste kan ska skulle
    hade öppet tydligt svårt enkelt nära långt själva över under mellan åt också så här
"""
WORDS = SPOKEN.split()
EMOJI = ("🙂", "👍", "🤷", "😅")


def make(path: Path, codings: int) -> None:
    """Write a project with so many codings, `EACH` a source; the same number gives the same bytes.

    Codes, coders and municipalities are those of the demonstration.
    """
    demo = read(DEMO)
    keys = [_guid(Random(f"source {n}")) for n in range(-(-codings // EACH))]
    texts = [spoken(key) for key in keys]
    cases = demo.cases["case_id"].tolist()
    sources = [
        (key, f"Intervju {n:04}", "text", None, len(text), digest(text))
        for n, (key, text) in enumerate(zip(keys, texts, strict=True))
    ]
    made = Project(
        path=path,
        sources=rows("sources", sources),
        codes=demo.codes,
        coders=demo.coders,
        codings=_codings(demo, keys, codings),
        cases=demo.cases,
        case_sources=rows(
            "case_sources",
            [(cases[n % len(cases)], key, None, None) for n, key in enumerate(keys)],
        ),
        attributes=empty("attributes"),
        memos=empty("memos"),
        links=empty("links"),
        report=ReadingReport(path.name, demo.report.exporter, "code point"),
        text=spoken,
    )
    write_qdpx(made, path)


@lru_cache(maxsize=1)
def spoken(source: str) -> str:
    """The text of a source, made from its id: a sentence a line, some with an emoji."""
    random = Random(source)
    lines = []
    for _ in range(SENTENCES):
        words = random.choices(WORDS, k=random.randint(6, 24))
        if random.random() < 0.02:  # as in notes from a chat; they tell UTF-16 from code points
            words.append(random.choice(EMOJI))
        lines.append(f"{' '.join(words).capitalize()}.\n")
    return "".join(lines)


def _codings(demo: Project, keys: list[str], n: int) -> pd.DataFrame:
    random = Random(n)
    places = list(chain.from_iterable(_places(key) for key in keys))[:n]
    codes = demo.codes.loc[demo.codes["codable"], "code_id"].tolist()
    coders = random.choices(demo.coders["coder_id"].tolist(), k=n)
    seconds = sorted(random.choices(range(90 * 86_400), k=n))
    source, start, end = map(list, zip(*places, strict=True))
    return frame(
        "codings",
        {
            "coding": [_guid(random) for _ in range(n)],
            "source": source,
            "start": start,
            "end": end,
            "code_id": random.choices(codes, k=n),
            "coder": coders,
            "selection_coder": coders,
            "created": pd.Series(BEGUN + pd.to_timedelta(seconds, unit="s")),
            "quote": [None] * n,
        },
    )


def _places(source: str) -> list[tuple[str, int, int]]:
    """Passages of one or two sentences; one in ten is coded twice."""
    random = Random(f"places {source}")
    begins = [0]
    for line in spoken(source).splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    first = random.sample(range(SENTENCES - 1), k=EACH - EACH // 10)
    first += random.sample(first, k=EACH // 10)
    lengths = {at: random.choice((1, 1, 1, 2)) for at in first}
    return [(source, begins[at], begins[at + lengths[at]] - 1) for at in sorted(first)]


def _guid(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


if __name__ == "__main__":
    make(Path(sys.argv[2]), int(sys.argv[1]))
