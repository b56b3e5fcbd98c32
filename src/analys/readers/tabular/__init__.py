"""Tables of text: a CSV file or a workbook as it stands, before any column is given a meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analys.errors import MaterialError, Problem
from analys.readers.archive import LIMITS, Limits, is_zip
from analys.readers.problems import Problems
from analys.readers.tabular import excel as tabular_excel
from analys.readers.tabular.text import Row, delimited

ADVICE = "Is there a delimiter within a cell? Put such cells in quotation marks."
NEAR_TOP = 20
"""Rows among which headings are looked for, for reports begin with lines about themselves."""

Fits = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Grid:
    """A heading and the rows below it, cells without the space around them.

    Attributes
    ----------
    head
        The headings; "" over a column without one. One may stand twice.
    line
        The line of the file, or row of the sheet, that the heading stands on.
    rows
        Each with the line it begins on; as many cells as the heading, or fewer where the last are
        empty, or more where the file is at fault.
    settled
        What was settled by looking: delimiter, encoding, sheet.
    """

    head: list[str]
    line: int
    rows: list[Row]
    settled: list[str]


def read_grid(path: Path, fits: Fits, limits: Limits = LIMITS) -> Grid:
    """Read the table of a file whose headings fit, from its first rows or one of its sheets.

    Where no row fits, the grid under the first row that is not empty is given.

    Raises
    ------
    MaterialError
        If the file is empty, damaged, hostile or no text, or if several sheets fit.

    """
    grids = [
        _under_headings(rows, settled, fits) for settled, rows in _tables(path, limits) if rows
    ]
    fitting = [grid for grid in grids if fits(grid.head)]
    if len(fitting) > 1:
        found = " and ".join(grid.settled[-1] for grid in fitting)
        advice = "Keep one in the workbook, or put their rows into one sheet."
        raise MaterialError(Problem(path.name, "", "one sheet of coded segments", found, advice))
    if not grids:
        raise MaterialError(Problem(path.name, "line 1", "a row of headings", "nothing"))
    return (fitting or grids)[0]


def read_table(path: Path) -> pd.DataFrame:
    """Read every cell of a CSV file, or of a workbook's first sheet, as text; empty cells as NA.

    The delimiter (comma, semicolon or tab) is the commonest in the heading; the encoding is UTF-8,
    UTF-16 with a BOM, or Windows-1252 where the bytes are not UTF-8 (as Swedish Excel writes).
    Empty rows, and columns with neither heading nor content, are passed over.

    Returns
    -------
    A row a row of the file; the index counts its lines from 0 below the heading, so that row 0
    begins on line 2 of the file, empty rows and rows of several lines included.

    Raises
    ------
    MaterialError
        If the file is empty, damaged or no text, if a heading is doubled or wanting, or if a row
        has more cells than the heading.

    """
    rows = next((rows for _, rows in _tables(path, LIMITS) if rows), [])
    if not rows or rows[0][0] != 1 or not any(rows[0][1]):
        raise MaterialError(Problem(path.name, "line 1", "a row of headings", "nothing"))
    head, body = rows[0][1], rows[1:]
    _check_shape(path, head, body)
    padded = [row + [""] * (len(head) - len(row)) for _, row in body]
    frame = pd.DataFrame(padded, [line - 2 for line, _ in body], head, dtype="str")
    return frame.loc[:, [bool(name) for name in head]].replace("", pd.NA)


def check_widths(head: Sequence[str], body: Sequence[Row], problems: Problems) -> None:
    """Note the rows that have more cells than the heading."""
    for line, row in body:
        if len(row) > len(head):
            problems.add(f"line {line}", f"{len(head)} cells", f"{len(row)} cells", ADVICE)


def _tables(path: Path, limits: Limits) -> list[tuple[list[str], list[Row]]]:
    """Each table of a file: what was settled, and its trimmed rows without the empty ones."""
    if is_zip(path):
        found = [([f"sheet {name!r}"], rows) for name, rows in tabular_excel.sheets(path, limits)]
    else:
        rows, settled = delimited(path, limits)
        found = [(settled, rows)]
    return [(settled, _filled(rows)) for settled, rows in found]


def _filled(rows: Sequence[Row]) -> list[Row]:
    trimmed = [(line, _trimmed(row)) for line, row in rows]
    return [(line, row) for line, row in trimmed if row]


def _under_headings(rows: list[Row], settled: list[str], fits: Fits) -> Grid:
    at = next((at for at, (_, row) in enumerate(rows[:NEAR_TOP]) if fits(row)), 0)
    line, head = rows[at]
    told = [f"headings on line {line}"] if at else []
    return Grid(head, line, rows[at + 1 :], [*told, *settled])


def _trimmed(row: list[str]) -> list[str]:
    """The cells without the space around them and without empty ones at the end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _check_shape(path: Path, head: list[str], body: list[Row]) -> None:
    problems = Problems(path.name)
    for name in sorted({name for name in head if name and head.count(name) > 1}):
        problems.add("line 1", "each heading once", f"{name!r} again")
    for at, name in enumerate(head):
        if not name and any(row[at : at + 1] not in ([], [""]) for _, row in body):
            problems.add(f"line 1, column {at + 1}", "a heading", "nothing above cells with text")
    check_widths(head, body, problems)
    problems.raise_any()
