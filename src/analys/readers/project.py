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
        "code point", "utf-16" or "code point, CRLF as one": what the file's positions were counted
        in. Positions in a `Project` are always code points.
    counts
        How many of each kind were read: "sources", "codes", "coders", "codings", …
    skipped
        What was not used.
    warnings
        Departures from the standard that did not prevent reading, one a kind, with counts.
    quotes_checked, quotes_agreeing
        Stored quotes compared with the text cut at the stored positions, and how many agreed.

    """

    file: str
    exporter: str
    position_unit: str
    counts: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    quotes_checked: int = 0
    quotes_agreeing: int = 0


@dataclass(frozen=True)
class Project:
    """One tool's project. Ids are the file's own (GUIDs in lower case, without braces).

    Frames (missing is NA; strings are pandas `str`)
    ------------------------------------------------
    sources
        a source: `source`, `name`, `kind` (text, pdf, picture, audio, video), `characters`
        (code points, NA without text), `sha256` of its text in UTF-8 (NA without text)
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
        a source, or part of one, that belongs to a case: `case_id`, `source`
    attributes
        a value of a variable: `owner_kind` (case, source), `owner`, `name`, `value` (str), `type`
        (text, boolean, integer, float, date, datetime)
    memos
        a note on a project, source or passage: `memo`, `source`, `start`, `end`, `text`, `coder`
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
    report: ReadingReport
    text: Callable[[str], str]
    """The full text of a source by its id, without a BOM and with its own line ends.

    It is read when asked for.
    """
