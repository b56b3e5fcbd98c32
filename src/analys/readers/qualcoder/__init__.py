"""A QualCoder project: the database `data.qda`, alone or in the folder `NAME.qda`.

Versions 8 to 17 of the database are read alike; what a version has is seen by its columns.
QualCoder's window counts UTF-16 units and a CRLF as one, its search and other programs code points,
all in the same columns; so each coding's stored quote tells how its place is counted
(`quoted_passages`).
"""

from __future__ import annotations

from pathlib import Path

from analys.readers.archive import Limits
from analys.readers.database import opened
from analys.readers.database.rows import Tables
from analys.readers.frames import empty
from analys.readers.held_texts import HeldTexts
from analys.readers.options import Options
from analys.readers.positions import UTF_16_CRLF_1, checked_unit
from analys.readers.project import Project, ReadingReport
from analys.readers.qualcoder.cases import attributes_frame, case_sources_frame, cases_frame
from analys.readers.qualcoder.codes import codes_frame
from analys.readers.qualcoder.codings import codings_frame, read_codings, without_boms
from analys.readers.qualcoder.notes import memos_frame
from analys.readers.qualcoder.places import Places
from analys.readers.qualcoder.report import coders_frame, fill_report
from analys.readers.qualcoder.sources import read_sources, sources_frame
from analys.readers.quoted_passages import Placing
from analys.readers.sniff import data_file

NEEDED = {
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name"),
    "code_text": ("cid", "fid", "seltext", "pos0", "pos1", "owner"),
}
"""What every version has."""


def read(path: Path, options: Options) -> Project:
    """Read a QualCoder project.

    Parameters
    ----------
    path
        The folder `NAME.qda`, or the database in it, which is called by its folder.
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
    data = data_file(path)
    named = data.parent if data.name == "data.qda" and data.parent.suffix == ".qda" else path
    with opened(data) as database:
        tables = Tables(database, named.name)
        tables.require("QualCoder", NEEDED)
        return _project(named, tables, asked, options.limits)


def _project(path: Path, tables: Tables, asked: str | None, limits: Limits) -> Project:
    sources = read_sources(tables)
    codes = codes_frame(tables)
    codings = read_codings(tables, sources, set(codes.loc[codes["codable"], "code_id"]))
    tables.problems.raise_any()
    placing = Placing(codings.stored, sources.texts, sources.names, asked, limits)
    placed = placing.place(tables.problems)
    places = Places(tables, sources, placed.unit if asked or placed.shown else None, UTF_16_CRLF_1)
    without_boms(placed, codings.stored, sources)
    cases = cases_frame(tables)
    keys = set(cases["case_id"])
    memos = memos_frame(tables, sources, codings, placed, places)
    project = Project(
        path=path,
        sources=sources_frame(sources),
        codes=codes,
        coders=coders_frame(codings, memos),
        codings=codings_frame(codings, placed, tables),
        cases=cases,
        case_sources=case_sources_frame(tables, keys, sources, places),
        attributes=attributes_frame(tables, keys, sources),
        memos=memos,
        links=empty("links"),
        report=ReadingReport(path.name, _exporter(tables), placed.unit, settled=placed.settled),
        text=HeldTexts(path.name, sources.clean()),
    )
    tables.problems.raise_any()
    _skip_rest(tables)
    fill_report(project, codings.skipped, tables, placing, placed)
    return project


def _exporter(tables: Tables) -> str:
    """Name the program as the project does ("QualCoder 3.5")."""
    about = next((row[1] for row in tables.rows("project", "", "about")), None)
    return about if about and about.startswith("QualCoder") else "QualCoder"


def _skip_rest(tables: Tables) -> None:
    tables.skip("graphs", "drawings are not read", tables.count("graph"))
    tables.skip("lines of references", "bibliographies are not read", tables.count("ris"))
