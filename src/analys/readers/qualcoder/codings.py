"""The codings of a QualCoder project: who put which code where, and the memo of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.dates import utc
from analys.readers.frames import frame
from analys.readers.positions import BOM
from analys.readers.qualcoder.codes import code_key
from analys.readers.qualcoder.sources import Sources
from analys.readers.quoted_passages import Placed, Stored

STALE = "they are left of something deleted"
_SPEAKERS = "\N{PUSHPIN} Speaker coding"


@dataclass
class Codings:
    """Codings on text whose file and code are there, in whole columns."""

    stored: Stored = field(default_factory=Stored)
    code: list[str] = field(default_factory=list)
    coder: list[str | None] = field(default_factory=list)
    date: list[str | None] = field(default_factory=list)
    memo: list[str | None] = field(default_factory=list)
    skipped: int = 0


def read_codings(tables: Tables, sources: Sources, codes: set[str]) -> Codings:
    """Read table `code_text`; the other codings, and those that dangle, are counted."""
    codings = Codings(skipped=_other(tables))
    rows = tables.rows(
        "code_text", "ctid", "cid", "fid", "seltext", "owner", "date", "memo", "important",
        numbers=("pos0", "pos1"),
    )  # fmt: skip
    for *row, important, start, end in rows:
        if add_coding(codings, tables, sources, codes, (*row, start, end)) and important == "1":
            tables.skip("marks that a coding is important", "a coding has no place for them")
    tables.once("code_text", codings.stored.key)
    _warn_of_coders(tables, codings)
    return codings


def add_coding(
    codings: Codings, tables: Tables, sources: Sources, codes: set[str], row: tuple[Any, ...]
) -> bool:
    """Add (key, code, file, quote, coder, date, memo, start, end); tell whether it was added."""
    key, cid, fid, quote, owner, date, memo, start, end = row
    left = _left_out(fid, code_key(cid or ""), sources, codes)
    if left:
        codings.skipped += 1
        tables.skip(*left)
        return False
    if start is None or end is None:
        place = f"source {sources.names[fid]!r}, coding {key}"
        tables.problems.add(place, "two whole numbers as its place", "something else")
        return False
    stored = codings.stored
    stored.key.append(key)
    stored.source.append(fid)
    stored.start.append(start)
    stored.end.append(end)
    stored.quote.append(quote)
    codings.code.append(code_key(cid))
    codings.coder.append(owner or None)
    codings.date.append(date or None)
    codings.memo.append(memo or None)
    return True


def codings_frame(
    codings: Codings, placed: Placed, tables: Tables, form: str = "ISO8601"
) -> pd.DataFrame:
    """Build `codings`.

    A date is the local time of the coder's computer without its zone; it is taken as UTC.
    """
    created, unread = utc(codings.date, form)
    tables.seen["dates cannot be read"] += unread
    return frame(
        "codings",
        {
            "coding": codings.stored.key,
            "source": codings.stored.source,
            "start": pd.Series(placed.start),
            "end": pd.Series(placed.end),
            "code_id": codings.code,
            "coder": codings.coder,
            "selection_coder": codings.coder,
            "created": created,
            "quote": placed.quotes,
        },
    )


def without_boms(placed: Placed, stored: Stored, sources: Sources) -> None:
    """Let places count from the text's first character where a BOM stands before it."""
    begin = np.array([sources.begin[source] for source in stored.source], np.int64)
    placed.start = np.maximum(placed.start - begin, 0)
    placed.end = np.maximum(placed.end - begin, 0)
    for row in np.flatnonzero(begin).tolist():
        placed.quotes[row] = placed.quotes[row].removeprefix(BOM)


def _left_out(
    fid: str | None, code: str, sources: Sources, codes: set[str]
) -> tuple[str, str] | None:
    if fid not in sources.names:
        return "codings on deleted files", STALE
    if code not in codes:
        return "codings with deleted codes", STALE
    if fid not in sources.texts:
        return "codings on files without a text", "a passage needs a text"
    return None


def _other(tables: Tables) -> int:
    """Count the codings on what is no text, and their memos."""
    others = {
        "code_image": "codings on areas of pictures and pages",
        "code_av": "codings on stretches of audio and video",
    }
    for table, what in others.items():
        tables.skip(what, "only codings on text are read", tables.count(table))
        if tables.has(table, "memo"):
            n = tables.count(table, "WHERE memo <> ''")
            tables.skip("memos of codings on pictures, audio and video", "so are these", n)
    return sum(map(tables.count, others))


def _warn_of_coders(tables: Tables, codings: Codings) -> None:
    rows = tables.rows("coder_names", "name", numbers=("visibility",))
    hidden = {name for name, visible in rows if visible == 0} - {_SPEAKERS}
    told = "codings are by coders that are hidden in QualCoder; they are read"
    tables.seen[told] += sum(coder in hidden for coder in codings.coder)
    told = f"codings are by no person: QualCoder marks speakers as {_SPEAKERS!r}"
    tables.seen[told] += codings.coder.count(_SPEAKERS)
