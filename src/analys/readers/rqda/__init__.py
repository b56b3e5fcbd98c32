"""An RQDA project (`.rqda`): one database, whose tables QualCoder's grew from.

Nothing is ever removed from it: a row is alive while its `status` is 1. Its window counts code
points.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analys.readers.archive import Limits
from analys.readers.database import opened
from analys.readers.database.rows import Tables
from analys.readers.frames import empty, rows
from analys.readers.held_texts import HeldTexts
from analys.readers.options import Options
from analys.readers.positions import CODE_POINT, checked_unit
from analys.readers.project import Project, ReadingReport
from analys.readers.qualcoder.cases import typed_frame
from analys.readers.qualcoder.codes import Node, code_key, tree_frame
from analys.readers.qualcoder.codings import Codings, add_coding, codings_frame, without_boms
from analys.readers.qualcoder.places import Places
from analys.readers.qualcoder.report import coders_frame, fill_report
from analys.readers.qualcoder.sources import Sources, add_source, sources_frame
from analys.readers.quoted_passages import Placing
from analys.readers.rqda.notes import memos_frame

ALIVE = "WHERE status = 1"
NEEDED = {
    "source": ("id", "name", "file", "status"),
    "freecode": ("id", "name", "status"),
    "coding": ("cid", "fid", "seltext", "selfirst", "selend", "owner", "status"),
}
_DATE = "%a %b %d %H:%M:%S %Y"
_GONE = "what they belong to is deleted"


def read(path: Path, options: Options) -> Project:
    """Read an RQDA project.

    Parameters
    ----------
    path
        The database.
    options
        Its `positions` say what all positions are counted in; None lets the stored quotes tell.

    Raises
    ------
    MaterialError
        If the database is damaged, lacks a table or contradicts itself.
    ParameterError
        If `positions` is no known unit.

    """
    asked = None if options.positions is None else checked_unit(options.positions)
    with opened(path) as database:
        tables = Tables(database, path.name)
        tables.require("RQDA", NEEDED)
        return _project(path, tables, asked, options.limits)


def _project(path: Path, tables: Tables, asked: str | None, limits: Limits) -> Project:
    sources = _sources(tables)
    codes = _codes(tables)
    codings = _codings(tables, sources, set(codes.loc[codes["codable"], "code_id"]))
    tables.problems.raise_any()
    placing = Placing(codings.stored, sources.texts, sources.names, asked, limits)
    placed = placing.place(tables.problems)
    unit = placed.unit if asked or placed.shown else None
    places = Places(tables, sources, unit, CODE_POINT)
    without_boms(placed, codings.stored, sources)
    cases = _cases(tables)
    keys = set(cases["case_id"])
    memos = memos_frame(tables, sources, codings, placed, places)
    project = Project(
        path=path,
        sources=sources_frame(sources),
        codes=codes,
        coders=coders_frame(codings, memos),
        codings=codings_frame(codings, placed, tables, _DATE),
        cases=cases,
        case_sources=_case_sources(tables, keys, sources, places),
        attributes=_attributes(tables, keys, sources),
        memos=memos,
        links=empty("links"),
        report=ReadingReport(path.name, "RQDA", placed.unit, settled=placed.settled),
        text=HeldTexts(path.name, sources.clean()),
    )
    tables.problems.raise_any()
    fill_report(project, codings.skipped, tables, placing, placed)
    return project


def _sources(tables: Tables) -> Sources:
    found = list(tables.rows("source", "id", "name", "file", where=ALIVE))
    tables.once("source", [row[0] for row in found])
    sources = Sources()
    for key, name, text in found:
        add_source(sources, tables, key, name, "text", text)
    pictures = tables.count("image", ALIVE) if tables.has("image", "status") else 0
    tables.skip("pictures", "only texts are read", pictures)
    groups = tables.count("filecat", ALIVE) if tables.has("filecat", "status") else 0
    tables.skip("categories of files", "a source stands in none", groups)
    return sources


def _codes(tables: Tables) -> pd.DataFrame:
    """Build `codes`; a code that stands in several categories is put in the first."""
    categories = list(tables.rows("codecat", "catid", "name", "memo", where=ALIVE))
    codes = list(tables.rows("freecode", "id", "name", "memo", "color", where=ALIVE))
    tables.once("codecat", [row[0] for row in categories])
    tables.once("freecode", [row[0] for row in codes])
    alive = {row[0] for row in categories}
    above: dict[str, str] = {}
    for _, cid, catid in tables.rows("treecode", "", "cid", "catid", where=ALIVE):
        if cid is None or catid not in alive:
            continue
        if above.setdefault(cid, f"catid:{catid}") != f"catid:{catid}":
            tables.seen["codes stand in a further category; the first is taken"] += 1
    nodes = [
        Node(f"catid:{key}", None, name or "", None, memo or None, codable=False)
        for key, name, memo in categories
    ]
    nodes += [
        Node(code_key(key), above.get(key), name or "", color or None, memo or None, codable=True)
        for key, name, memo, color in codes
    ]
    return tree_frame({node.key: node for node in nodes}, tables)


def _codings(tables: Tables, sources: Sources, codes: set[str]) -> Codings:
    codings = Codings()
    found = tables.rows(
        "coding", "", "cid", "fid", "seltext", "owner", "date", "memo",
        numbers=("selfirst", "selend"), where=ALIVE,
    )  # fmt: skip
    for row in found:
        add_coding(codings, tables, sources, codes, row)
    others = {
        "coding2": ("codings of the second round", "RQDA keeps them apart"),
        "imageCoding": ("codings on areas of pictures", "only codings on text are read"),
    }
    for table, (what, why) in others.items():
        n = tables.count(table, ALIVE) if tables.has(table, "status") else 0
        codings.skipped += n
        tables.skip(what, why, n)
    told = "codings are by 'default', RQDA's name for whoever gave none"
    tables.seen[told] += codings.coder.count("default")
    return codings


def _cases(tables: Tables) -> pd.DataFrame:
    found = [
        (key, name or None, memo or None)
        for key, name, memo in tables.rows("cases", "id", "name", "memo", where=ALIVE)
    ]
    tables.once("cases", [row[0] for row in found])
    return rows("cases", found)


def _case_sources(
    tables: Tables, cases: set[str], sources: Sources, places: Places
) -> pd.DataFrame:
    found = []
    for _, case, fid, start, end in tables.rows(
        "caselinkage", "", "caseid", "fid", numbers=("selfirst", "selend"), where=ALIVE
    ):
        if case in cases and fid in sources.names:
            found.append((case, fid, *places.part(fid, start, end)))
        else:
            tables.skip("links between cases and files", _GONE)
    return rows("case_sources", list(dict.fromkeys(found)))


def _attributes(tables: Tables, cases: set[str], sources: Sources) -> pd.DataFrame:
    classes = tables.rows("attributes", "name", "class", where=ALIVE)
    numeric = {name for name, kind in classes if kind == "numeric"}
    owners = {"case": ("caseAttr", "caseID", cases),
              "source": ("fileAttr", "fileID", set(sources.key))}  # fmt: skip
    found = []
    for kind, (table, column, known) in owners.items():
        alive = ALIVE if tables.has(table, "status") else ""
        for _, name, value, owner in tables.rows(
            table, "", "variable", "value", column, where=alive
        ):
            if not (value or "").strip():
                continue
            if owner in known:
                found.append((kind, owner, name or "", value))
            else:
                tables.skip(f"values of a {kind}", _GONE)
    return typed_frame(found, numeric, tables)
