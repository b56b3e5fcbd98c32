"""Rows of a coding tool's database, whatever columns its version has.

A tool adds columns from version to version, and people open old projects with new programs. So no
version number is believed: a column that is not there reads as missing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from analys.errors import MaterialError, Problem
from analys.readers.database import columns
from analys.readers.problems import Problems
from analys.readers.project import Skipped

_MEND = "Open the project in its tool, mend that row, and close it again."


class Tables:
    """The tables of one open database, and what is met while they are read.

    Attributes
    ----------
    skipped
        (what, why) -> how many were not used.
    seen
        Departures that did not prevent reading, and how often they were met.
    """

    def __init__(self, database: sqlite3.Connection, file: str) -> None:
        self.file = file
        self.problems = Problems(file)
        self.skipped: Counter[tuple[str, str]] = Counter()
        self.seen: Counter[str] = Counter()
        self._database = database
        self._columns = columns(database)

    def has(self, table: str, *names: str) -> bool:
        """Tell whether the table is there, with these columns."""
        return table in self._columns and self._columns[table] >= set(names)

    def require(self, tool: str, needed: Mapping[str, tuple[str, ...]]) -> None:
        """Refuse a database that lacks what no version of the tool lacks.

        Raises
        ------
        MaterialError
            With every table and column that is missing.

        """
        for table, names in needed.items():
            missing = sorted(set(names) - self._columns.get(table, set()))
            if table not in self._columns:
                self.problems.add(f"table {table}", f"a table of {tool}", "none of that name")
            elif missing:
                self.problems.add(f"table {table}", "its columns", f"no {', '.join(missing)}")
        self.problems.raise_any()

    def rows(
        self, table: str, key: str, *texts: str, numbers: tuple[str, ...] = (), where: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a table in the order of their key; none where there is no such table.

        A row is its key, then `texts` (str or None), then `numbers` (int, or None for what is no
        number). Where the table has no such key, the number of the row stands for it.

        Raises
        ------
        MaterialError
            If a text is not UTF-8.

        """
        if table not in self._columns:
            return
        sort = f'"{key}"' if key in self._columns[table] else "rowid"
        cells = [f"CAST({sort} AS TEXT)"]
        cells += [self._cell(table, name, 'CAST("{0}" AS TEXT)') for name in texts]
        whole = "CASE WHEN typeof(\"{0}\") IN ('integer', 'real') THEN CAST(\"{0}\" AS INTEGER) END"
        cells += [self._cell(table, name, whole) for name in numbers]
        # Every name in it is ours; nothing of it comes from the file.
        query = f'SELECT {", ".join(cells)} FROM "{table}" {where} ORDER BY {sort}'  # noqa: S608
        last = "the first row"
        try:
            for row in self._database.execute(query):
                last = f"after row {row[0]}"
                yield tuple(row)
        except sqlite3.OperationalError as error:
            if "decode" not in str(error).casefold():
                raise
            problem = Problem(self.file, f"table {table}, {last}", "text in UTF-8", "other bytes")
            raise MaterialError(problem) from error

    def count(self, table: str, where: str = "") -> int:
        """Count the rows of a table; 0 where there is no such table."""
        if table not in self._columns:
            return 0
        query = f'SELECT count(*) FROM "{table}" {where}'  # noqa: S608 - the names are ours
        return int(self._database.execute(query).fetchone()[0])

    def skip(self, what: str, why: str, n: int = 1) -> None:
        """Count what is not used."""
        if n:
            self.skipped[what, why] += n

    def once(self, table: str, keys: list[str]) -> None:
        """Note as problems the keys of a table that stand there twice."""
        for key, n in Counter(keys).items():
            if n > 1:
                self.problems.add(f"table {table}", "each id once", f"{key} {n} times", _MEND)

    def told(self) -> tuple[list[Skipped], list[str]]:
        """Give what was skipped and the warnings, as a report holds them."""
        skipped = [Skipped(what, n, why) for (what, why), n in self.skipped.items()]
        return skipped, [f"{n} {what}." for what, n in self.seen.items() if n]

    def _cell(self, table: str, name: str, form: str) -> str:
        return form.format(name) if name in self._columns[table] else "NULL"
