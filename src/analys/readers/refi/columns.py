"""Columns of a REFI-QDA file that grow, row by row or a whole stretch at once.

A large project has a million passages; as Arrow's columns they take a fifth of the memory that
Python's strings would, and no time to make a frame of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analys.readers.positions import Ints

TEXT = pa.large_string()
SELECTIONS = pa.schema(
    [
        ("guid", TEXT),
        ("source", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("user", TEXT),
        ("created", TEXT),
        ("name", TEXT),
    ]
)
"""A passage a row; `source` is the number of the source in `Parts.sources`."""

CODINGS = pa.schema(
    [
        ("guid", TEXT),
        ("source", pa.int64()),
        ("selection", pa.int64()),
        ("code", TEXT),
        ("user", TEXT),
        ("created", TEXT),
    ]
)
"""A code put on a passage a row; `selection` is the passage's number, or `WHOLE`."""


class Columns:
    """A table that grows; what is asked of it is of all rows so far."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._rows: list[Sequence[Any]] = []
        self._tables: list[pa.Table] = []
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def add(self, *row: object) -> None:
        """Add one row, its values in the order of the schema."""
        self._rows.append(row)
        self._n += 1

    def extend(self, table: pa.Table) -> None:
        """Add the rows of a table with the columns of the schema."""
        self._settle()
        self._tables.append(table)
        self._n += len(table)

    def texts(self, name: str) -> pa.LargeStringArray:
        """Give a column of text; missing is null."""
        chunks = self._table.column(name).chunks
        return chunks[0] if len(chunks) == 1 else pa.chunked_array(chunks, TEXT).combine_chunks()

    def numbers(self, name: str) -> Ints:
        """Give a column of whole numbers, of which none is missing."""
        numbers: Ints = self._table.column(name).to_numpy()
        return numbers

    @property
    def _table(self) -> pa.Table:
        self._settle()
        if len(self._tables) > 1:
            self._tables = [pa.concat_tables(self._tables).combine_chunks()]
        return self._tables[0] if self._tables else self.schema.empty_table()

    def _settle(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(columns, self.schema, strict=True)
            ]
            self._tables.append(pa.Table.from_arrays(arrays, schema=self.schema))
            self._rows = []


def guid(value: str | None) -> str:
    """Write a GUID as all are keyed: in lower case, without braces; "" if there is none."""
    return (value or "").strip().strip("{}").lower()


def guids(column: pa.Array) -> pa.Array:
    """Write GUIDs as `guid` does, "" where there is none, a whole column at once."""
    if _tidy(column):
        return pc.ascii_lower(column)
    if not pc.all(pc.string_is_ascii(column)).as_py():
        return pa.array([guid(value) for value in column.to_pylist()], TEXT)
    trimmed = pc.ascii_trim(pc.ascii_trim_whitespace(column), "{}")
    return pc.fill_null(pc.ascii_lower(trimmed), "")


def _tidy(column: pa.Array) -> bool:
    """Tell whether all are 36 ASCII characters without braces or spaces around, as most are."""
    n = len(column)
    if not n or column.null_count or not pc.all(pc.equal(pc.binary_length(column), 36)).as_py():
        return False
    start = np.frombuffer(column.buffers()[1], np.int64)[column.offset]
    data = np.frombuffer(column.buffers()[2], np.uint8)[start : start + 36 * n].reshape(n, 36)
    ends = data[:, ::35]
    return bool((data < 128).all() and (ends >= ord("0")).all() and (ends <= ord("z")).all())


def known(column: pa.Array) -> pa.Array:
    """Put null in place of ""."""
    return pc.if_else(pc.equal(column, ""), None, column)
