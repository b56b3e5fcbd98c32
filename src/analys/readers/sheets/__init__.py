"""A table of coded segments, as coding tools and people write it: CSV or an Excel workbook.

A row is one code on one segment, or several codes on it, one a line of the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers.dates import moments
from analys.readers.frames import empty
from analys.readers.headings import OWN
from analys.readers.held_texts import HeldTexts
from analys.readers.options import DEFAULT, Options
from analys.readers.problems import Problems
from analys.readers.project import Project, ReadingReport
from analys.readers.sheets.columns import Columns, find_columns, fits
from analys.readers.sheets.frames import (
    case_frames,
    coders_frame,
    codes_frame,
    codings_frame,
    groups_frame,
    memos_frame,
    sources_frame,
)
from analys.readers.sheets.passages import Document, Passage, documents_of
from analys.readers.sheets.places import Placed, place
from analys.readers.sheets.report import fill_report
from analys.readers.sheets.rows import QUALCODER, Rows, read_rows
from analys.readers.tabular import Grid, check_widths, read_grid

_VARIABLES = ("FileVar_", "CaseVar_")


def read(path: Path, options: Options = DEFAULT) -> Project:
    """Read a table of coded segments.

    Where the texts are at hand (`options.texts`, a folder of NAME.txt), each quote is placed in
    the text of its document; else a document's text is composed of its segments.

    Parameters
    ----------
    path
        A CSV file or a workbook.
    options
        Its `columns` say which heading stands over what (see `columns.COLUMNS`) and go
        before what is known of tools' exports; `positions` says that beginnings and ends are
        positions and in which unit.

    Raises
    ------
    MaterialError
        If the table cannot be read, or its document, code or quote cannot be found.
    ParameterError
        If `options.positions` names no known unit.

    """
    grid = read_grid(path, lambda head: fits(head, options.columns), options.limits)
    problems = Problems(path.name)
    columns = find_columns(grid.head, grid.line, options.columns, problems)
    problems.raise_any()
    check_widths(grid.head, grid.rows, problems)
    problems.raise_any()
    columns = _without_shifted(columns, grid, path)
    found = read_rows(grid.rows, columns)
    if not found.codings:
        raise _none(path, found)
    documents, of_coding = documents_of(found.codings)
    placed = place(documents, path.name, options)
    return _project(path, grid, columns, found, documents, of_coding, placed)


def _without_shifted(columns: Columns, grid: Grid, path: Path) -> Columns:
    """Leave out QualCoder's categories where its CSV shifts variables into their columns."""
    variables = any(name.startswith(_VARIABLES) for name in grid.head)
    if columns.tool != QUALCODER or not variables or path.suffix.casefold() == ".xlsx":
        return columns
    at = {name: each for name, each in columns.at.items() if name != "category"}
    told = "categories left out, for QualCoder's CSV mixes them with variables"
    return Columns(at, columns.tool, [*columns.settled, told])


def _none(path: Path, found: Rows) -> MaterialError:
    said = f"{len(found.incomplete)} that lack one of them" if found.incomplete else "none"
    if found.other:
        said = f"{found.other} on pictures and sound"
    expected = "rows with a document, a code and a quote"
    return MaterialError(Problem(path.name, "", expected, said, "Export the coded segments."))


def _project(
    path: Path,
    grid: Grid,
    columns: Columns,
    found: Rows,
    documents: Sequence[Document],
    of_coding: Sequence[tuple[int, Passage]],
    placed: Placed,
) -> Project:
    sources = [documents[at].source for at, _ in of_coding]
    created, unread = moments([coding.values.get("created", "") for coding in found.codings])
    passages = [passage for _, passage in of_coding]
    codings = codings_frame(found.codings, sources, passages, created, placed)
    cases, case_sources = case_frames(found.codings, sources)
    heading = grid.head[columns.at["group"][0]] if "group" in columns.at else ""
    exporter = "unknown" if columns.tool == OWN else columns.tool
    project = Project(
        path=path,
        sources=sources_frame(documents, placed),
        codes=codes_frame(found.codings),
        coders=coders_frame(codings),
        codings=codings,
        cases=cases,
        case_sources=case_sources,
        attributes=groups_frame(documents, heading),
        memos=memos_frame(found.codings, codings),
        links=empty("links"),
        report=ReadingReport(path.name, exporter, placed.unit),
        text=HeldTexts(path.name, placed.texts),
    )
    project.report.settled = [*grid.settled, *columns.settled, *placed.settled]
    fill_report(project, found, documents, placed, unread)
    return project
