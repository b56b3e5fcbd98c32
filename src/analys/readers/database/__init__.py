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


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database read-only and immutable: nothing is written, no lock and no journal made.

    Rows come as `sqlite3.Row`, so that columns are taken by name.

    Raises
    ------
    MaterialError
        If it cannot be opened, or turns out to be damaged while it is read; if its write-ahead log
        holds what the file does not, which an immutable reader would miss.

    """
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        advice = "Close the tool that has it open; then the log is written into it."
        raise MaterialError(
            Problem(path.name, "", "all of it in one file", f"more in {log.name}", advice)
        )
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
