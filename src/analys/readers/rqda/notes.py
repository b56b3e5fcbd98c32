"""What is written beside the texts of an RQDA project: memos, annotations, the journal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import rows
from analys.readers.qualcoder.codings import Codings
from analys.readers.qualcoder.notes import Memo, of_codings, of_project
from analys.readers.qualcoder.places import Places
from analys.readers.qualcoder.sources import Sources
from analys.readers.quoted_passages import Placed

_ALIVE = "WHERE status = 1"


def memos_frame(
    tables: Tables, sources: Sources, codings: Codings, placed: Placed, places: Places
) -> pd.DataFrame:
    """Build `memos`: of the project, of files, of codings; annotations; entries of the journal."""
    found = [
        *of_project(tables),
        *_of_sources(tables),
        *of_codings(codings, placed),
        *_annotations(tables, sources, places),
        *_journal(tables),
    ]
    return rows("memos", found)


def _of_sources(tables: Tables) -> Iterator[Memo]:
    for key, memo, owner in tables.rows("source", "id", "memo", "owner", where=_ALIVE):
        if memo:
            yield f"memo of file {key}", key, None, None, memo, owner or None


def _annotations(tables: Tables, sources: Sources, places: Places) -> Iterator[Memo]:
    found = tables.rows(
        "annotation", "", "fid", "annotation", "owner", numbers=("position",), where=_ALIVE
    )
    for key, fid, text, owner, at in found:
        if fid not in sources.names:
            tables.skip("annotations", "their file is deleted")
        elif text:
            yield f"annotation {key}", fid, *places.passage(fid, at, at), text, owner or None


def _journal(tables: Tables) -> Iterator[Memo]:
    for key, name, entry, owner in tables.rows(
        "journal", "", "name", "journal", "owner", where=_ALIVE
    ):
        text = "\n\n".join(filter(None, (name, entry)))
        if text:
            yield f"journal {key}", None, None, None, text, owner or None
