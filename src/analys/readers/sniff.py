"""What a file is, by its content; names lie, and mail programs change them."""

from __future__ import annotations

from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers import database
from analys.readers.archive import LIMITS, Archive, Limits, is_zip, unreadable
from analys.readers.xmlstream import root_of

REFI = "refi"
TAGUETTE = "taguette"
QUALCODER = "qualcoder"
RQDA = "rqda"
MAXQDA = "maxqda"
SQLITE = "sqlite"
EXCEL = "excel"
OLE = "ole"
TABLE = "table"

_SQLITE = b"SQLite format 3\x00"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAGUETTE_ID = 1416066164
_HEAD = 4096
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TABLES = {QUALCODER: {"code_name", "source"}, RQDA: {"freecode"}, MAXQDA: {"Codewords"}}


def kind_of(path: Path, limits: Limits = LIMITS) -> str:
    """Name the kind of a file, one of the constants of this module.

    Raises
    ------
    MaterialError
        If it cannot be opened, or is of no kind that holds coded interviews.

    """
    if data_file(path) != path:
        return QUALCODER
    head = _head(path)
    if not head:
        raise _unknown(path, "an empty file")
    if head.startswith(_SQLITE):
        return _database(path, head)
    if head.startswith(_OLE):
        return OLE
    if is_zip(path):
        return _zip(path, limits)
    if _looks_like_xml(head):
        return _xml(path)
    utf_16 = head.startswith(_BOMS[1:])
    if (utf_16 or b"\x00" not in head) and any(mark in head for mark in (b",", b";", b"\t")):
        return TABLE
    raise _unknown(path, "something else")


def data_file(path: Path) -> Path:
    """Give the file that holds the project: for the folder `NAME.qda` of QualCoder its database.

    Any other path is given as it is.
    """
    inner = path / "data.qda"
    try:
        return inner if inner.is_file() else path
    except (OSError, ValueError):  # a name that no file can have
        return path


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error


def _looks_like_xml(head: bytes) -> bool:
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"").lstrip().startswith(b"<")


def _xml(path: Path) -> str:
    with path.open("rb") as stream:
        root = root_of(stream, path.name)
    if root.name in ("Project", "CodeBook"):
        return REFI
    raise _unknown(path, f"XML with the root element <{root.name}>")


def _zip(path: Path, limits: Limits) -> str:
    with Archive(path, limits) as archive:
        if archive.find("xl/workbook.xml"):
            return EXCEL
        if any(name.casefold().endswith(".qde") for name in archive.names()):
            return REFI
        some = ", ".join(archive.names()[:3]) or "nothing"
    raise _unknown(path, f"a zip without a *.qde (it holds {some})")


def _database(path: Path, head: bytes) -> str:
    if int.from_bytes(head[68:72], "big") == _TAGUETTE_ID:
        return TAGUETTE
    with database.opened(path) as connection:
        tables = set(database.columns(connection))
    return next((kind for kind, needed in _TABLES.items() if needed <= tables), SQLITE)


def _unknown(path: Path, found: str) -> MaterialError:
    advice = "Export the project as REFI-QDA (.qdpx) from your coding tool."
    return MaterialError(Problem(path.name, "", "a file of a coding tool", found, advice))
