"""What a REFI-QDA file holds, as the file has it: column lists in which nothing is resolved yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

WHOLE = -1
"""In place of a selection: the whole source is meant. In place of a source: none."""


@dataclass
class Source:
    """A source as the file has it; `content` is a text that stands in the XML."""

    guid: str
    name: str | None
    kind: str
    path: str | None
    formatted: bool
    content: str | None = None


@dataclass
class Code:
    """A node of the code tree as the file has it; `parent` is a GUID."""

    guid: str
    parent: str | None
    name: str
    color: str | None
    codable: str | None
    description: str | None = None


@dataclass
class Selections:
    """Passages, a list a column; `source` is the number of the source in `Parts.sources`."""

    guid: list[str] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    user: list[str | None] = field(default_factory=list)
    created: list[str | None] = field(default_factory=list)
    name: list[str | None] = field(default_factory=list)


@dataclass
class Codings:
    """Codes put on passages, a list a column; `selection` is a number or `WHOLE`."""

    guid: list[str] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    selection: list[int] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    user: list[str | None] = field(default_factory=list)
    created: list[str | None] = field(default_factory=list)


@dataclass
class Case:
    """A case as the file has it; `given` are (variable, type, value)."""

    guid: str
    name: str | None
    description: str | None
    sources: list[str]
    selections: list[str]
    given: list[tuple[str, str, str]]


@dataclass
class Note:
    """A note as the file has it."""

    guid: str
    name: str | None
    description: str | None
    content: str | None
    path: str | None
    user: str | None


@dataclass
class Parts:
    """All that a project or codebook holds, by kind, in the order of the file."""

    root: str = ""
    namespace: str = ""
    origin: str = ""
    sections: list[str] = field(default_factory=list)
    users: list[tuple[str, str | None]] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    source_values: list[tuple[int, str, str, str]] = field(default_factory=list)
    selections: Selections = field(default_factory=Selections)
    codings: Codings = field(default_factory=Codings)
    notes: list[Note] = field(default_factory=list)
    note_places: list[tuple[str, int, int]] = field(default_factory=list)
    """(note, source, selection)"""
    descriptions: list[tuple[str, int, int, str, str | None]] = field(default_factory=list)
    """(guid of what is described, source, selection, text, user)"""
    links: list[tuple[str, str]] = field(default_factory=list)
    sets: list[tuple[str, list[str], int]] = field(default_factory=list)
    """(name, sources, other members)"""
    elsewhere: dict[str, int] = field(default_factory=dict)
    """passage that is not of a text -> its source"""
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(what, why) -> how many"""
    skipped_codings: int = 0
    transcripts: list[str] = field(default_factory=list)


def guid(value: str | None) -> str:
    """Write a GUID as all are keyed: in lower case, without braces; "" if there is none."""
    return (value or "").strip().strip("{}").lower()
