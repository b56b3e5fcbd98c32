"""A table in a text file: which encoding and delimiter it was written with, and its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers.archive import LIMITS, MIB, Limits, raised, unreadable

DELIMITERS = ",;\t"
DELIMITER_NAMES = {",": "delimiter ,", ";": "delimiter ;", "\t": "delimiter tab"}
LONGEST_CELL = 4 * MIB
"""Characters of one cell: well above a whole interview."""

Row = tuple[int, list[str]]
"""A row and the line it begins on."""

UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_COMMA = re.compile(r"[-+]?\d+,\d+")
_NUMBER = re.compile(r"[-+]?\d+(,\d+)?")


def decoded(path: Path, limits: Limits = LIMITS) -> tuple[str, str]:
    """Read a text file whose encoding nobody told: `(text, name of the encoding)`.

    UTF-8 with a BOM or without; UTF-16 with one; Windows-1252 where the bytes are not UTF-8, as
    Swedish Excel writes. The BOM is no part of the text; line ends are the file's own.

    Raises
    ------
    MaterialError
        If it cannot be opened, is too large, or is none of these.

    """
    try:
        size = path.stat().st_size
        if size > limits.member_bytes:
            expected, found = f"at most {limits.member_bytes // MIB:,} MiB", f"{size // MIB:,} MiB"
            advice = raised("member_mib", size // MIB + 1)
            raise MaterialError(Problem(path.name, "", expected, found, advice))
        raw = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if raw.startswith(_UTF_16_MARKS):
        return _utf_16(path, raw), UTF_16
    if b"\0" in raw:
        expected = "text in UTF-8, UTF-16 or Windows-1252"
        advice = "Save the table as CSV (UTF-8)."
        raise MaterialError(Problem(path.name, "", expected, "bytes that are no such text", advice))
    try:
        return raw.decode("utf-8-sig"), UTF_8
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), WINDOWS


def _utf_16(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        found, advice = f"bytes at {error.start:,} that are not", "Save it as UTF-8."
        raise MaterialError(Problem(path.name, "", "UTF-16", found, advice)) from None


def delimited(path: Path, limits: Limits) -> tuple[list[Row], list[str]]:
    """Read the rows of a delimited file, each with the line it begins on, and what was settled.

    The delimiter (comma, semicolon or tab) is the commonest in the first line that has one.

    Raises
    ------
    MaterialError
        As `decoded`, or if a quotation mark is never closed.

    """
    text, encoding = decoded(path, limits)
    heads = (line for line in text.splitlines()[:50] if any(mark in line for mark in DELIMITERS))
    delimiter = max(DELIMITERS, key=next(heads, "").count)
    rows = _rows(path, text, delimiter)
    settled = [DELIMITER_NAMES[delimiter], f"encoding {encoding}"]
    if delimiter != "," and decimal_comma([row for _, row in rows[1:]]):
        settled.append("decimal comma")
    return rows, settled


def _rows(path: Path, text: str, delimiter: str) -> list[Row]:
    """Parse strictly, which tells marks that never close; else as Excel does, which takes more."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        return _parsed(path, text, delimiter, strict=True) or _parsed(
            path, text, delimiter, strict=False
        )
    finally:
        csv.field_size_limit(before)


def _parsed(path: Path, text: str, delimiter: str, *, strict: bool) -> list[Row]:
    """The rows, or none where a mark stands in the midst of a cell and `strict` forbids it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows, line = [], 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        if strict and "end of data" not in str(error):
            return []
        expected, advice = "cells of text", "Is a quotation mark not closed?"
        raise MaterialError(
            Problem(path.name, f"line {line}", expected, str(error), advice)
        ) from None
    return rows


def decimal_comma(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a column holds nothing but numbers, some with a comma.

    Examples
    --------
    >>> decimal_comma([["Ja, 1,5", "0,5"], ["Nej", "12"]])
    True
    >>> decimal_comma([["1,5"], ["1,5 meter"]])
    False

    """
    width = max(map(len, rows), default=0)
    columns = ([row[at].strip() for row in rows if row[at : at + 1]] for at in range(width))
    return any(
        any(map(_COMMA.fullmatch, cells)) and all(_NUMBER.fullmatch(cell) for cell in cells if cell)
        for cells in columns
    )
