"""What is written beside the texts of a QualCoder project: memos, annotations, the journal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import rows
from analys.readers.qualcoder.codings import STALE, Codings
from analys.readers.qualcoder.places import Places
from analys.readers.qualcoder.sources import Sources
from analys.readers.quoted_passages import Placed

Memo = tuple[str, str | None, int | None, int | None, str, str | None]


def memos_frame(
    tables: Tables, sources: Sources, codings: Codings, placed: Placed, places: Places
) -> pd.DataFrame:
    """Build `memos`: of the project, of files, of codings; annotations; entries of the journal."""
    found = [
        *of_project(tables),
        *_of_sources(tables),
        *of_codings(codings, placed),
        *_annotations(tables, sources, places),
        *_of_parts(tables, sources, places),
        *_journal(tables),
    ]
    return rows("memos", found)


def of_codings(codings: Codings, placed: Placed) -> Iterator[Memo]:
    """Give the memos of codings, each at its passage."""
    stored = codings.stored
    for at, memo in enumerate(codings.memo):
        if memo:
            place = int(placed.start[at]), int(placed.end[at])
            key = f"memo of coding {stored.key[at]}"
            yield key, stored.source[at], *place, memo, codings.coder[at]


def of_project(tables: Tables) -> Iterator[Memo]:
    """Give the memo of the project itself."""
    for _, memo in tables.rows("project", "", "memo"):
        if memo:
            yield "memo of the project", None, None, None, memo, None


def _of_sources(tables: Tables) -> Iterator[Memo]:
    for key, memo, owner in tables.rows("source", "id", "memo", "owner"):
        if memo:
            yield f"memo of file {key}", key, None, None, memo, owner or None


def _annotations(tables: Tables, sources: Sources, places: Places) -> Iterator[Memo]:
    found = tables.rows("annotation", "anid", "fid", "memo", "owner", numbers=("pos0", "pos1"))
    for key, fid, memo, owner, start, end in found:
        if fid not in sources.names:
            tables.skip("annotations", STALE)
        elif memo:
            place = places.passage(fid, start, end)
            yield f"annotation {key}", fid, *place, memo, owner or None


def _of_parts(tables: Tables, sources: Sources, places: Places) -> Iterator[Memo]:
    found = tables.rows("case_text", "id", "fid", "memo", "owner", numbers=("pos0", "pos1"))
    for key, fid, memo, owner, start, end in found:
        if memo and fid in sources.names:
            place = places.part(fid, start, end)
            yield f"memo of part {key} of a case", fid, *place, memo, owner or None


def _journal(tables: Tables) -> Iterator[Memo]:
    for key, name, entry, owner in tables.rows("journal", "jid", "name", "jentry", "owner"):
        text = "\n\n".join(filter(None, (name, entry)))
        if text:
            yield f"journal {key}", None, None, None, text, owner or None
