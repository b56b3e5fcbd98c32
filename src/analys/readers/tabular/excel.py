"""A table in an Excel workbook: the rows of its sheets, every cell as text."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from analys.errors import MaterialError, Problem
from analys.readers.archive import LIMITS, MIB, Archive, Limits
from analys.readers.tabular.text import Row

SMALLER = Limits(members=10_000, member_bytes=256 * MIB, total_bytes=512 * MIB)
"""A workbook's shared texts are held in memory, so less is opened where nobody asks for more."""

ROWS = 1_048_576
"""What Excel itself can hold; a file that claims more is not from there."""

_DAMAGED = "Open it in Excel or LibreOffice and save it anew as .xlsx, or as CSV (UTF-8)."


def sheets(path: Path, limits: Limits = LIMITS) -> list[tuple[str, list[Row]]]:
    """Read the name and the rows of each sheet; each row has the line it stands on, from 1.

    A whole number is written without ".0", a day as YYYY-MM-DD, a moment as YYYY-MM-DD HH:MM:SS, a
    truth as true or false, a formula as its last value.

    Raises
    ------
    MaterialError
        If the file is damaged, or hostile: too large unpacked, with entities of its own, or with
        more rows than Excel has.

    """
    # Slow to import, and few materials have a workbook.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check(path, SMALLER if limits == LIMITS else limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and rules that openpyxl does not know
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return [(sheet.title, list(_rows(path, sheet))) for sheet in book.worksheets]
        finally:
            book.close()
    except (
        InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError,
        IndexError, AttributeError, OverflowError, EOFError, OSError, zlib.error,
    ) as error:  # fmt: skip
        found = f"one that cannot be read ({type(error).__name__}: {error})"
        raise MaterialError(Problem(path.name, "", "an Excel workbook", found, _DAMAGED)) from None


def _check(path: Path, limits: Limits) -> None:
    """Refuse what should not reach the reader of workbooks, which trusts its file."""
    with Archive(path, limits) as archive:
        for name in archive.names():
            with archive.open(name) as stream:
                head = stream.read(4096).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                found = f"{name} with a document type of its own"
                raise MaterialError(
                    Problem(path.name, "", "a workbook as Excel writes it", found, _DAMAGED)
                )


def _rows(path: Path, sheet: object) -> Iterator[Row]:
    sheet.reset_dimensions()  # type: ignore[attr-defined] # what a file says of its size can lie
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    for line, row in enumerate(rows, 1):
        if line > ROWS:
            found = f"more in sheet {sheet.title!r}"  # type: ignore[attr-defined]
            raise MaterialError(Problem(path.name, "", f"at most {ROWS:,} rows", found, _DAMAGED))
        cells = [written(value) for value in row]
        if any(cells):
            yield line, cells


def written(value: object) -> str:
    """Write a cell's value as text.

    Examples
    --------
    >>> [written(value) for value in (3.0, 1.5, None, True, datetime(2010, 9, 19))]
    ['3', '1.5', '', 'true', '2010-09-19']

    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case datetime():
            whole = value.time() == time()
            return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
    return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n")
