"""The headings that tools and people write over their columns, in Swedish, English and German.

They stand in `headings.csv`, a row a heading: the subject of its table (segments, cases, …), our
name of the column, the tool that writes it ("own table" where people do), its language, itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SEGMENTS = "segments"
OWN = "own table"


@dataclass(frozen=True)
class Heading:
    """A known heading and what it stands over."""

    subject: str
    name: str
    tool: str
    language: str
    heading: str


@cache
def known(subject: str) -> tuple[Heading, ...]:
    """List the known headings of one subject, those of tools first."""
    text = files("analys.readers").joinpath("headings.csv").read_text(encoding="utf-8")
    rows = [Heading(**row) for row in csv.DictReader(text.splitlines())]
    return tuple(row for row in rows if row.subject == subject)


def plain(heading: str) -> str:
    """Make a heading comparable: no capitals, one space or none between words.

    Examples
    --------
    >>> plain(" Document  Name:")
    'document name'

    """
    return " ".join(heading.casefold().replace("_", " ").split()).removesuffix(":").strip()


@dataclass(frozen=True)
class Dialect:
    """A tool and the language it was set to."""

    tool: str
    language: str

    def __str__(self) -> str:
        return f"{self.tool}, {self.language}"


def dialects(head: Iterable[str], subject: str = SEGMENTS) -> dict[Dialect, dict[str, list[int]]]:
    """Tell for each dialect which columns it names: `{our name: columns}`; the fullest first.

    Columns are numbered from 0; a dialect that names none of them is left out.
    """
    at: dict[str, list[int]] = {}
    for column, heading in enumerate(head):
        at.setdefault(plain(heading), []).append(column)
    found: dict[Dialect, dict[str, list[int]]] = {}
    for each in known(subject):
        if columns := at.get(plain(each.heading)):
            named = found.setdefault(Dialect(each.tool, each.language), {})
            named.setdefault(each.name, []).extend(columns)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def canonical(columns: Sequence[str], subject: str) -> Mapping[str, str]:
    """Give our names for a table's own headings, where they are known: `{heading: our name}`.

    A heading that is ours already, or that two columns would share, is left as it is.

    Parameters
    ----------
    columns
        The headings as they stand.
    subject
        Which table it is: "cases", "interviews", "spells", "events" or "codes".

    Examples
    --------
    >>> canonical(["Kommun", "Befolkning", "region", "övrigt"], "cases")
    {'Kommun': 'case', 'Befolkning': 'population'}

    """
    ours = {each.name for each in known(subject)}
    named: dict[str, str] = {}
    names = {plain(each.heading): each.name for each in known(subject)}
    for heading in columns:
        name = names.get(plain(heading), heading.strip().casefold())
        if heading not in ours and name in ours:
            named[heading] = name
    taken = [*named.values(), *(heading for heading in columns if heading in ours)]
    return {heading: name for heading, name in named.items() if taken.count(name) == 1}
