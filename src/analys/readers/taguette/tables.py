"""The tables of a Taguette database, checked, of the one project in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analys.errors import MaterialError, Problem
from analys.readers.archive import MIB, Limits
from analys.readers.database import columns
from analys.readers.package import decoded
from analys.readers.positions import Ints
from analys.readers.problems import Problems

_NEEDED = {
    "projects": {"id", "name"},
    "documents": {"id", "project_id", "name", "contents"},
    "highlights": {"id", "document_id", "start_offset", "end_offset"},
    "highlight_tags": {"highlight_id", "tag_id"},
    "tags": {"id", "project_id", "path"},
}
_LARGEST = 1 << 62


@dataclass(frozen=True)
class Highlights:
    """The highlights of one document: columns of one length, by where they stand."""

    ids: list[int]
    start: Ints
    end: Ints
    snippets: list[str | None]


@dataclass(frozen=True)
class Document:
    """A document as it is stored; `contents` is HTML."""

    key: int
    name: str
    description: str
    contents: str


class Tables:
    """Reads the rows of the one project of a database that has documents.

    Raises
    ------
    MaterialError
        If tables or columns are missing, or if not one project has documents.

    """

    def __init__(
        self, database: sqlite3.Connection, file: str, limits: Limits, problems: Problems
    ) -> None:
        self._database, self._file, self._limits = database, file, limits
        self._problems = problems
        self.columns = columns(database)
        self._check()
        self.key, self.name, self.empty = self._project()

    def rows(self, statement: str, *values: object) -> Iterator[sqlite3.Row]:
        """Rows of a statement."""
        return iter(self._database.execute(statement, values))

    def has(self, table: str, column: str) -> bool:
        """Tell whether this version of the database has a column."""
        return column in self.columns.get(table, ())

    def documents(self) -> Iterator[Document]:
        """Read the documents one after the other, in the order in which they were added."""
        told = "description" if self.has("documents", "description") else "''"
        statement = (
            f"SELECT id, name, {told}, length(CAST(contents AS BLOB)) AS size "  # noqa: S608
            "FROM documents WHERE project_id = ? ORDER BY id"
        )
        for key, name, description, size in self.rows(statement, self.key):
            place = f"document {name!r}"
            if not isinstance(key, int):
                self._problems.add(place, "a whole number as its id", repr(key))
                continue
            if size is None:
                self._problems.add(place, "a document with its text", "none")
                continue
            if size > self._limits.member_bytes:
                expected = f"at most {self._limits.member_bytes // MIB:,} MiB"
                self._problems.add(place, expected, f"{size / MIB:,.0f} MiB")
                continue
            html = contents(self._database, key, self._file)
            yield Document(key, str(name), str(description or ""), html or "")

    def highlights(self, document: Document) -> Highlights:
        """Read the highlights of a document; one whose positions are no numbers is a problem."""
        snippet = "snippet" if self.has("highlights", "snippet") else "NULL"
        statement = (
            f"SELECT id, start_offset, end_offset, {snippet} FROM highlights "  # noqa: S608
            "WHERE document_id = ? ORDER BY start_offset, end_offset, id"
        )
        good = []
        for key, start, end, quote in self.rows(statement, document.key):
            if all(isinstance(at, int) and abs(at) < _LARGEST for at in (start, end)):
                good.append((key, start, end, None if quote is None else str(quote)))
            else:
                place = f"document {document.name!r}, highlight {key}"
                self._problems.add(place, "whole numbers as its positions", f"{start!r} to {end!r}")
        ids, starts, ends, quotes = zip(*good, strict=True) if good else ((), (), (), ())
        return Highlights(
            list(ids), np.array(starts, np.int64), np.array(ends, np.int64), list(quotes)
        )

    def _check(self) -> None:
        for table, needed in _NEEDED.items():
            if missing := sorted(needed - self.columns.get(table, set())):
                what = f"the columns {', '.join(missing)}" if table in self.columns else "the table"
                self._problems.add(
                    f"table {table}",
                    what,
                    "none",
                    "Open the project in a current Taguette and export it again.",
                )
        self._problems.raise_any()

    def _project(self) -> tuple[int, str, list[str]]:
        """The key and name of the project to read, and the names of those without documents."""
        found = list(
            self.rows(
                "SELECT id, name, EXISTS (SELECT 1 FROM documents WHERE project_id = projects.id) "
                "FROM projects ORDER BY id"
            )
        )
        full = [each for each in found if each[2]] or found[:1]
        if len(full) == 1:
            return full[0][0], str(full[0][1]), [str(each[1]) for each in found if not each[2]]
        names = ", ".join(repr(str(each[1])) for each in full) or "none"
        advice = "Open it in Taguette and export the one you want (Project info, Export project)."
        if full:
            advice += " To keep who coded, delete the others from a copy of the database instead."
        raise MaterialError(
            Problem(self._file, "", "one project with documents", f"{len(full)}: {names}", advice)
        )


def contents(database: sqlite3.Connection, key: int, file: str) -> str | None:
    """Read the HTML of a document by its id, or None where there is none."""
    row = database.execute("SELECT contents FROM documents WHERE id = ?", (key,)).fetchone()
    if row is None or row[0] is None:
        return None
    return decoded(row[0], file, f"document {key}") if isinstance(row[0], bytes) else str(row[0])
