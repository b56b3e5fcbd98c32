"""Tables of text: a CSV file as it stands, before any column is given a meaning."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analys.errors import MaterialError, Problem

DELIMITERS = ",;\t"


def read_table(path: Path) -> pd.DataFrame:
    """Every cell of a CSV file as text, empty cells as NA; row 0 is line 2 of the file.

    The delimiter (comma, semicolon or tab) is the commonest in the heading; the encoding is UTF-8,
    or Windows-1252 where the bytes are not UTF-8 (as Swedish Excel writes).

    Raises
    ------
    MaterialError
        If the file is empty, a heading is doubled or a row has more cells than the heading.

    """
    text = _decode(path)
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows or not any(rows[0]):
        raise MaterialError(Problem(path.name, "line 1", "a row of headings", "nothing"))
    head = [name.strip() for name in rows[0]]
    body = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    _check_shape(path, head, body)
    padded = [row + [""] * (len(head) - len(row)) for row in body]
    frame = pd.DataFrame(padded, columns=head, dtype="str")
    return frame.replace("", pd.NA)


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _check_shape(path: Path, head: list[str], body: list[list[str]]) -> None:
    doubled = sorted({name for name in head if head.count(name) > 1})
    problems = [
        Problem(path.name, "line 1", "each heading once", f"{name!r} again") for name in doubled
    ]
    problems += [
        Problem(
            path.name,
            f"line {number}",
            f"{len(head)} cells",
            f"{len(row)} cells",
            "Is there a delimiter within a cell? Put such cells in quotation marks.",
        )
        for number, row in enumerate(body, start=2)
        if len(row) > len(head)
    ]
    if problems:
        raise MaterialError(problems)
