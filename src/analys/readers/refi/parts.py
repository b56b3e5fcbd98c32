"""What a REFI-QDA file holds, as the file has it: column lists in which nothing is resolved yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from analys.readers.refi.columns import CODINGS, SELECTIONS, Columns

WHOLE = -1
"""In place of a selection: the whole source is meant. In place of a source: none."""


@dataclass
class Source:
    """A source as the file has it.

    `content` is a text that stands in the XML, `part_of` the GUID of what a transcript is of.
    """

    guid: str
    name: str | None
    kind: str
    path: str | None
    formatted: bool
    content: str | None = None
    part_of: str | None = None


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


class Link(NamedTuple):
    """A link as the file has it; `origin` and `target` are GUIDs of anything."""

    guid: str
    name: str | None
    origin: str
    target: str


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
    selections: Columns = field(default_factory=lambda: Columns(SELECTIONS))
    codings: Columns = field(default_factory=lambda: Columns(CODINGS))
    notes: list[Note] = field(default_factory=list)
    note_places: list[tuple[str, int, int]] = field(default_factory=list)
    """(note, source, selection)"""
    descriptions: list[tuple[str, int, int, str, str | None]] = field(default_factory=list)
    """(guid of what is described, source, selection, text, user)"""
    links: list[Link] = field(default_factory=list)
    sets: list[tuple[str, list[str], int]] = field(default_factory=list)
    """(name, sources, other members)"""
    elsewhere: dict[str, int] = field(default_factory=dict)
    """passage that is not of a text -> its source"""
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(what, why) -> how many"""
    skipped_codings: int = 0
    bare: list[str] = field(default_factory=list)
    """passages with neither code, note nor description"""
    unplaced: list[str] = field(default_factory=list)
    """the transcript's name, for each of its passages without points of the text"""
    unplaced_codings: int = 0
    timed: int = 0
    """points of transcripts that say when they are spoken"""
