"""Opening an SQLite database that a coding tool wrote: for reading only, whoever has it open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from analys.errors import MaterialError, Problem
from analys.readers.archive import unreadable

_DAMAGED = "The file is damaged or cut short: copy it again, with its tool closed."

_HOT = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""How a journal begins that has not been undone or done with."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database read-only and immutable: nothing is written, no lock and no journal made.

    Rows come as `sqlite3.Row`, so that columns are taken by name.

    Raises
    ------
    MaterialError
        If it cannot be opened, or turns out to be damaged while it is read; if a log beside it
        holds what the file does not, which an immutable reader would miss.

    """
    _refuse_open(path)
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        path.open("rb").close()
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.row_factory = sqlite3.Row
            yield database
    except sqlite3.Error as error:
        found = f"a damaged SQLite database ({error})"
        raise MaterialError(
            Problem(path.name, "", "a readable database", found, _DAMAGED)
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _refuse_open(path: Path) -> None:
    """Refuse a database with a write-ahead log, or with a journal of what is only half written."""
    log, journal = (path.with_name(f"{path.name}-{end}") for end in ("wal", "journal"))
    try:
        if log.is_file() and log.stat().st_size:
            beside = log
        elif journal.is_file() and _begins_hot(journal):
            beside = journal
        else:
            return
    except OSError as error:
        raise unreadable(path, error) from error
    advice = "Close the tool that has it open; then the log is written into it."
    raise MaterialError(
        Problem(path.name, "", "all of it in one file", f"more in {beside.name}", advice)
    )


def _begins_hot(journal: Path) -> bool:
    with journal.open("rb") as stream:
        return stream.read(len(_HOT)) == _HOT


def columns(database: sqlite3.Connection) -> dict[str, set[str]]:
    """`{table: names of its columns}`; what a version of a tool has is told by its columns."""
    names = [
        str(row["name"])
        for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return {
        name: {
            str(row["name"])
            for row in database.execute("SELECT name FROM pragma_table_info(?)", (name,))
        }
        for name in names
    }
