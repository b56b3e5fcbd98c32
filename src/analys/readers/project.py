"""What every reader gives: one tool's coded project, raw, not yet keyed to the codebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Skipped:
    """Something a file holds that the reader could not use: what, how many, and why."""

    what: str
    n: int
    why: str


@dataclass(frozen=True)
class Mismatch:
    """A stored quote that is not what the text says at its place (code points, half-open)."""

    place: str
    start: int
    end: int
    stored: str
    cut: str


@dataclass
class ReadingReport:
    """What was read from a file, what was not, and how far its positions can be trusted.

    Attributes
    ----------
    file
        The name of the file that was read (no folder).
    exporter
        The program that wrote it, as it names itself ("NVivo", "ATLAS.ti 8.4"); "unknown" if it
        does not.
    position_unit
        What the file's positions were counted in, one of `positions.UNITS`; "none" where it holds
        no positions. Positions in a `Project` are always code points.
    counts
        How many of each kind were read: "sources", "codes", "coders", "codings", …
    skipped
        What was not used.
    warnings
        Departures from the standard that did not prevent reading, one a kind, with counts.
    quotes_checked, quotes_agreeing
        Stored quotes compared with the text cut at the stored positions, and how many agreed.
    mismatches
        The first three that did not agree.
    fits
        How many would agree in each unit; filled where too few do, to name the one that fits best.
    accepted
        Whether too few agreed and the user took the file all the same.
    settled
        What the reader settled by looking, in words: delimiter, encoding, which heading is what.
    without_coder
        Codings that name no coder, for the tool does not say who made them.
    composed
        Sources whose texts are not with the file and were put together of its quotes, one a
        paragraph: lengths and places in such a text are not those of the interview.

    """

    file: str
    exporter: str
    position_unit: str
    counts: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    quotes_checked: int = 0
    quotes_agreeing: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)
    fits: dict[str, int] = field(default_factory=dict)
    accepted: bool = False
    settled: list[str] = field(default_factory=list)
    without_coder: int = 0
    composed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """One tool's project. Ids are the file's own (GUIDs in lower case, without braces).

    Frames (missing is NA; strings are pandas `str`)
    ------------------------------------------------
    sources
        a source: `source`, `name`, `kind` (text, pdf, picture, audio, video, transcript), `part_of`
        (of a transcript: the source it transcribes, else NA), `characters` (code points, NA without
        text), `sha256` of its text in UTF-8 (NA without text)
    codes
        a code: `code_id`, `parent` (code_id, NA at the root), `name`, `path` (names from the root,
        joined by " > "), `color`, `description`, `codable`; in the order of the file, parents first
    coders
        a coder: `coder_id`, `name`
    codings
        one code put on one passage by one coder: `coding` (id), `source`, `start`, `end` (code
        points, half-open; NA where the whole source is coded), `code_id`, `coder` (who put the
        code), `selection_coder` (who marked the passage), `created` (UTC, NaT if unknown), `quote`
    cases
        a case: `case_id`, `name` (NA if nameless), `description`
    case_sources
        a source, or part of one (`start` and `end` are NA where all of it is meant), that belongs
        to a case: `case_id`, `source`, `start`, `end`
    attributes
        a value of a variable: `owner_kind` (case, source), `owner`, `name`, `value` (str), `type`
        (text, boolean, integer, float, date, datetime)
    memos
        a note on a project, source or passage: `memo`, `source`, `start`, `end`, `text`, `coder`
    links
        a link between two things that are not a note and its place: `link`, `name`, `origin_kind`,
        `origin`, `target_kind`, `target` (kinds: code, case, source, selection, memo, coding,
        other; ids of that kind's frame, for a selection "SOURCE START END")
    """

    path: Path
    sources: pd.DataFrame
    codes: pd.DataFrame
    coders: pd.DataFrame
    codings: pd.DataFrame
    cases: pd.DataFrame
    case_sources: pd.DataFrame
    attributes: pd.DataFrame
    memos: pd.DataFrame
    links: pd.DataFrame
    report: ReadingReport
    text: Callable[[str], str]
    """The full text of a source by its id, without a BOM and with its own line ends.

    It is read when asked for.
    """
    beside: frozenset[Path] = frozenset()
    """Files that it was looked for in beside `path`, whether they were there or not."""
