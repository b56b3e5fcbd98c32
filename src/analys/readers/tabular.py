"""Tables of text: a CSV file as it stands, before any column is given a meaning."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analys.errors import MaterialError, Problem
from analys.readers.problems import Problems

DELIMITERS = ",;\t"
ADVICE = "Is there a delimiter within a cell? Put such cells in quotation marks."


def read_table(path: Path) -> pd.DataFrame:
    """Every cell of a CSV file as text, empty cells as NA.

    The delimiter (comma, semicolon or tab) is the commonest in the heading; the encoding is UTF-8,
    or Windows-1252 where the bytes are not UTF-8 (as Swedish Excel writes). Empty rows, and columns
    with neither heading nor content, are passed over.

    Returns
    -------
    A row a row of the file; the index counts its lines from 0 below the heading, so that row 0
    begins on line 2 of the file, empty rows and rows of several lines included.

    Raises
    ------
    MaterialError
        If the file is empty or no text, if a heading is doubled or wanting, or if a row has more
        cells than the heading.

    """
    rows = _rows(path)
    if not rows or not any(cell.strip() for cell in rows[0][1]):
        raise MaterialError(Problem(path.name, "line 1", "a row of headings", "nothing"))
    head = _trimmed(rows[0][1])
    body = [(line, _trimmed(row)) for line, row in rows[1:]]
    body = [(line, row) for line, row in body if row]
    _check_shape(path, head, body)
    padded = [row + [""] * (len(head) - len(row)) for _, row in body]
    frame = pd.DataFrame(padded, [line - 2 for line, _ in body], head, dtype="str")
    return frame.loc[:, [bool(name) for name in head]].replace("", pd.NA)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows with the line that each begins on."""
    text = _decode(path)
    heading = text.splitlines()[0] if text else ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=heading.count))
    rows, line = [], 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        expected, advice = "cells of text", "Is a quotation mark not closed?"
        raise MaterialError(
            Problem(path.name, f"line {line}", expected, str(error), advice)
        ) from None
    return rows


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if b"\0" in raw:
        found = "a zip file" if raw.startswith(b"PK") else "bytes that are no such text"
        expected, advice = "text in UTF-8 or Windows-1252", "Save the table as CSV (UTF-8)."
        raise MaterialError(Problem(path.name, "", expected, found, advice))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _trimmed(row: list[str]) -> list[str]:
    """The cells without the space around them and without empty ones at the end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _check_shape(path: Path, head: list[str], body: list[tuple[int, list[str]]]) -> None:
    problems = Problems(path.name)
    for name in sorted({name for name in head if name and head.count(name) > 1}):
        problems.add("line 1", "each heading once", f"{name!r} again")
    for at, name in enumerate(head):
        if not name and any(row[at : at + 1] not in ([], [""]) for _, row in body):
            problems.add(f"line 1, column {at + 1}", "a heading", "nothing above cells with text")
    for line, row in body:
        if len(row) > len(head):
            problems.add(f"line {line}", f"{len(head)} cells", f"{len(row)} cells", ADVICE)
    problems.raise_any()
