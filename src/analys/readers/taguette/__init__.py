"""Taguette: the export of a project (`.sqlite3`), or the database of the program itself.

Documents are HTML, and positions are counted in UTF-8 bytes over its text nodes.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analys.readers.database import opened
from analys.readers.frames import empty, rows
from analys.readers.options import DEFAULT, Options
from analys.readers.positions import UNIT_NAMES, UTF_8, checked_unit
from analys.readers.problems import Problems
from analys.readers.project import Project, ReadingReport, Skipped
from analys.readers.taguette.codings import Codings
from analys.readers.taguette.passages import PassageReader, Texts
from analys.readers.taguette.tables import Tables
from analys.readers.taguette.tags import codes_frame, parts

_NAMED = 5


def read(path: Path, options: Options = DEFAULT) -> Project:
    """Read a Taguette database that holds one project with documents.

    A highlight with several tags is a coding for each. Who put a tag stands in the log of a
    server's database; the export of a project, and a program with one user, write `admin` for
    everybody, so such codings name no coder. Texts are laid out to be read, as `html_text` has it.

    Parameters
    ----------
    path
        The `.sqlite3`.
    options
        Its `positions` say what the file's positions are counted in; None is UTF-8 bytes.

    Raises
    ------
    MaterialError
        If the file is damaged or contradicts itself, or holds several projects with documents.
    ParameterError
        If `positions` is no known unit.

    """
    unit = UTF_8 if options.positions is None else checked_unit(options.positions)
    problems = Problems(path.name)
    with opened(path) as database:
        tables = Tables(database, path.name, options.limits, problems)
        texts = Texts(path)
        reader = PassageReader(tables, texts, unit, problems)
        reader.read()
        problems.raise_any()
        codings = Codings(tables, reader.passages)
        report = ReadingReport(path.name, "Taguette", unit)
        reader.agreement.fill(report, reader.fit)
        memos = _memos(tables, reader)
    project = Project(
        path=path,
        sources=_sources(reader, texts),
        codes=codes_frame(codings.tags),
        coders=rows("coders", [(login, login) for login in codings.logins]),
        codings=codings.frame(),
        cases=empty("cases"),
        case_sources=empty("case_sources"),
        attributes=empty("attributes"),
        memos=memos,
        links=empty("links"),
        report=report,
        text=texts,
    )
    _report(project, tables, reader, codings)
    return project


def _sources(reader: PassageReader, texts: Texts) -> pd.DataFrame:
    found = [
        (key, name, "text", None, length, texts.hashes[key])
        for key, name, _, length in reader.sources
    ]
    return rows("sources", found)


def _memos(tables: Tables, reader: PassageReader) -> pd.DataFrame:
    """The descriptions of the project and of its documents."""
    found: list[tuple[str | None, ...]] = []
    if tables.has("projects", "description"):
        statement = "SELECT description FROM projects WHERE id = ?"
        for (told,) in tables.rows(statement, tables.key):
            found += [("project", None, None, None, str(told), None)] if told else []
    found += [
        (f"document {key}", key, None, None, description, None)
        for key, _, description, _ in reader.sources
        if description
    ]
    return rows("memos", found)


def _report(project: Project, tables: Tables, reader: PassageReader, codings: Codings) -> None:
    report, found = project.report, project.codings
    skipped = codings.lost_tags + codings.lost_highlights
    report.counts = {
        "sources": len(project.sources),
        "texts": len(project.sources),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": len(reader.passages),
        "codings": len(found),
        "codings skipped": skipped,
        "cases": 0,
        "attributes": 0,
        "memos": len(project.memos),
        "links": 0,
    }
    report.skipped = _skipped(reader, codings)
    told = reader.seen + codings.log.seen
    report.warnings = [f"{n} {what}." for what, n in told.items()]
    if n := report.quotes_checked - report.quotes_agreeing:
        report.warnings.append(
            f"{n} of {report.quotes_checked} stored quotes disagree with the text at their "
            f"positions, counted in {UNIT_NAMES[report.position_unit]}; `positions` sets another "
            "unit."
        )
    report.without_coder = int(found["coder"].isna().sum())
    report.settled = _settled(tables, codings)


def _skipped(reader: PassageReader, codings: Codings) -> list[Skipped]:
    named = [f"{each.document}, {each.start} to {each.end}" for each in codings.untagged[:_NAMED]]
    where = "; ".join(named) + (" …" if len(codings.untagged) > _NAMED else "")
    found = [
        Skipped("highlights without a tag", len(codings.untagged), f"nothing codes them: {where}"),
        Skipped("highlights", codings.lost_documents, "their document is not there"),
        Skipped("codings", codings.lost_highlights, "their highlight is not there"),
        Skipped("codings", codings.lost_tags, "their tag is not there"),
        Skipped("pictures in documents", reader.pictures, "Taguette does not keep them"),
    ]
    return [each for each in found if each.n]


def _settled(tables: Tables, codings: Codings) -> list[str]:
    log = codings.log
    found = [f"The project is {tables.name!r}."]
    if tables.empty:
        names = ", ".join(map(repr, tables.empty))
        found.append(f"Left out are projects without documents: {names}.")
    if log.anonymous:
        found.append("The file names no coder: Taguette writes admin for everybody in it.")
    elif log.imported:
        found.append(
            "The project was imported into this database; who coded before that is not known."
        )
    whole = [tag.path for tag in codings.tags if len(parts(tag.path)) <= tag.path.count(".")]
    if whole:
        names = ", ".join(map(repr, whole[:_NAMED])) + (" …" if len(whole) > _NAMED else "")
        found.append(f"A dot that is not between two names is part of the name: {names}.")
    return found
