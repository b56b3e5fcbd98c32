"""Coded passages in their plainest form, read a column at a time.

Nearly all of a large project is passages, each with codings of one code and nothing else. A block
of such is cut at its quotation marks: every other piece is a value then, and the pieces between
are a handful of different strings, which say what each value is. So the work is done on whole
columns. What is not plain to the letter is left to the parser, which knows all of XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analys.readers.positions import Ints
from analys.readers.refi.columns import CODINGS, SELECTIONS, TEXT, guids, known
from analys.readers.refi.steps import (
    ALLOWED,
    CODE,
    CODING,
    MODIFIED,
    NAMES,
    OUTSIDE,
    PASSAGE,
    SAME,
    step_of,
)

Bools = NDArray[np.bool_]
_MOST_DIGITS = 15
_ENTITIES = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&apos;": "'",
    "&#9;": "\t",
    "&#10;": "\n",
    "&#13;": "\r",
    "&amp;": "&",  # last, for what it leaves is no entity again
}
_WRONG = re.compile(f"&(?!{'|'.join(entity[1:] for entity in _ENTITIES)})")


@dataclass(frozen=True)
class Block:
    """Passages as columns, and their codings; `owner` is the passage of each, by its number."""

    selections: dict[str, pa.Array]
    codings: dict[str, pa.Array]
    owner: Ints

    def tables(self, source: int, first: int) -> tuple[pa.Table, pa.Table]:
        """Make rows for `Columns`, of this source, numbering the passages from `first`."""
        owner = pa.array(self.owner + first)
        selections = {**self.selections, "source": _all(source, len(self.selections["guid"]))}
        codings = {**self.codings, "source": _all(source, len(owner)), "selection": owner}
        return _table(selections, SELECTIONS), _table(codings, CODINGS)


class _NotPlainError(Exception):
    pass


def read_blocks(blocks: Sequence[bytes]) -> list[Block | None]:
    """Read blocks, each from a `<PlainTextSelection` to a `</PlainTextSelection>`.

    Returns
    -------
    The columns of each block, or None where it is not plain: then it may be anything, even no XML.
    """
    if not blocks:
        return []
    try:
        texts = _texts(blocks)
        pieces = pc.split_pattern(texts, '"')
        plain = np.diff(pieces.offsets.to_numpy()) % 2 == 0
        if plain.all():
            pairs = _Pairs(pieces)
            plain = pairs.plain(texts)
            if plain.all():
                return list(_blocks(pairs, _ampersands(texts)))
    except (pa.ArrowInvalid, _NotPlainError):  # no UTF-8, or no numbers
        return [None] * len(blocks)
    rest = iter(read_blocks([block for block, good in zip(blocks, plain, strict=True) if good]))
    return [next(rest) if good else None for good in plain]


def _texts(blocks: Sequence[bytes]) -> pa.Array:
    """Make texts of the blocks, each with a mark behind it, so that its pieces come in pairs."""
    ends = np.cumsum([0, *(len(block) + 1 for block in blocks)])
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b'"'.join([*blocks, b""]))]
    return pa.Array.from_buffers(pa.large_binary(), len(blocks), buffers).cast(TEXT)


class _Pairs:
    """Pieces two and two: markup, and the value that follows it (of a block's last: none).

    `kind` numbers the markup of each pair, `element` says in whose attributes its value stands,
    `name` of which attribute it is; `bounds` are where the blocks begin.
    """

    def __init__(self, pieces: pa.LargeListArray) -> None:
        self._pieces = pieces.values
        self.bounds: Ints = pieces.offsets.to_numpy() // 2
        markup = self._pieces.take(pa.array(np.arange(0, len(self._pieces), 2)))
        coded = markup.dictionary_encode()
        self.kind: Ints = coded.indices.to_numpy()
        steps = [step_of(each) for each in coded.dictionary.to_pylist()]
        self._before, self._after, names, self._structure = np.array(steps, np.int16).T.copy()
        # An element lasts until the next one opens.
        opens = np.where(self._after[self.kind] == SAME, 0, np.arange(len(self.kind)))
        self.element = self._after[self.kind[np.maximum.accumulate(opens)]]
        self.name = names[self.kind]

    def plain(self, texts: pa.Array) -> Bools:
        """Tell which blocks hold passages, codings and codes, in their places, and no more."""
        starts, ends = self.bounds[:-1], self.bounds[1:] - 1
        before = np.concatenate([[OUTSIDE], self.element[:-1]])
        before[starts] = OUTSIDE
        needed = self._before[self.kind]
        fits = (needed == before) | (needed == SAME)
        fits[starts] &= needed[starts] == OUTSIDE
        fits &= ALLOWED[self.element, self.name]
        left = self.element == OUTSIDE
        good: Bools = np.logical_and.reduceat(fits, starts) & left[ends]
        good &= np.add.reduceat(left, starts, dtype=np.int64) == 1
        structure = np.add.reduceat(self._structure[self.kind], starts, dtype=np.int64)
        good &= structure == _structure(texts)
        return good

    def values(self, pairs: Ints) -> pa.Array:
        """Take the values of these pairs."""
        return self._pieces.take(pa.array(2 * pairs + 1))

    def opened(self, element: int) -> Ints:
        """Number the elements of a kind; each pair has the number of the last that opened."""
        rows: Ints = np.cumsum(self._after[self.kind] == element) - 1
        return rows


class _Values:
    """The values of plain pairs, those of one attribute of one element after another.

    `passage` and `coding` number the passage and the coding that each pair is of.
    """

    def __init__(self, pairs: _Pairs) -> None:
        self.passage, self.coding = pairs.opened(PASSAGE), pairs.opened(CODING)
        key = (pairs.element * len(NAMES) + pairs.name).astype(np.int8)
        self._order = np.argsort(key, kind="stable")
        self._ends = np.cumsum(np.bincount(key, minlength=len(ALLOWED) * len(NAMES)))
        self._values = pairs.values(self._order)

    def column(self, element: int, name: str) -> pa.Array:
        """Give the values of an attribute, a row an element; null where it has none."""
        key = element * len(NAMES) + NAMES.index(name)
        mine = slice(int(self._ends[key - 1]), int(self._ends[key]))
        rows = self.passage if element == PASSAGE else self.coding
        n, row = int(rows[-1]) + 1, rows[self._order[mine]]
        if (np.diff(row) <= 0).any():  # the same attribute twice
            raise _NotPlainError
        if len(row) == n:
            return self._values[mine]
        where = np.full(n, -1)
        where[row] = np.arange(mine.start, mine.stop)
        return self._values.take(pa.array(where, mask=where < 0))


def _structure(texts: pa.Array) -> Ints:
    """Count what no value may hold: `<` and control characters; -1 where a block is no XML."""
    counts = []
    for data in _bytes(texts):
        n = np.count_nonzero(data < 32) + np.count_nonzero(data == ord("<"))
        strange = (data == 0xEF).any() and _strange(data.tobytes())
        counts.append(-1 if strange else n)
    return np.array(counts)


def _strange(data: bytes) -> bool:
    """Tell whether UTF-8 holds what is no character, U+FFFE or U+FFFF."""
    return b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data


def _blocks(pairs: _Pairs, escaped: int) -> Iterator[Block]:
    """Make columns of plain blocks, in which `&` stands `escaped` times."""
    values = _Values(pairs)
    selections = {
        "guid": guids(values.column(PASSAGE, "guid")),
        "start": _numbers(values.column(PASSAGE, "startPosition")),
        "end": _numbers(values.column(PASSAGE, "endPosition")),
        "user": known(guids(values.column(PASSAGE, "creatingUser"))),
        "created": values.column(PASSAGE, "creationDateTime"),
        "name": _unescaped(values.column(PASSAGE, "name"), escaped),
    }
    codings = {
        "guid": guids(values.column(CODING, "guid")),
        "code": guids(values.column(CODE, "targetGUID")),
        "user": known(guids(values.column(CODING, "creatingUser"))),
        "created": values.column(CODING, "creationDateTime"),
    }
    for name in MODIFIED:  # not used, but it must be there once at most
        values.column(PASSAGE, name)
    passages, coded = values.passage, values.coding
    owner = passages[np.flatnonzero(np.diff(coded, prepend=-1))]
    for start, end in zip(pairs.bounds[:-1].tolist(), pairs.bounds[1:].tolist(), strict=True):
        first = int(passages[start])
        rows = slice(first, int(passages[end - 1]) + 1)
        mine = slice(int(coded[start]) + 1, int(coded[end - 1]) + 1)
        yield Block(
            {name: column[rows] for name, column in selections.items()},
            {name: column[mine] for name, column in codings.items()},
            owner[mine] - first,
        )


def _numbers(column: pa.Array) -> pa.Array:
    short = pc.less_equal(pc.binary_length(column), _MOST_DIGITS)
    if column.null_count or not pc.all(pc.and_(pc.ascii_is_decimal(column), short)).as_py():
        raise _NotPlainError
    return column.cast(pa.int64())


def _ampersands(texts: pa.Array) -> int:
    return sum(int(np.count_nonzero(data == ord("&"))) for data in _bytes(texts))


def _unescaped(column: pa.Array, escaped: int) -> pa.Array:
    """Resolve entities, of which `escaped` must stand here: they are read in names alone."""
    if not escaped:
        return column
    offsets = _offsets(column)
    names = np.frombuffer(column.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    at = np.flatnonzero(names == ord("&")) + offsets[0]
    rows = np.unique(np.searchsorted(offsets, at, side="right")) - 1
    # No value holds a control character, so that NUL can stand between them.
    told = "\x00".join(column.take(pa.array(rows)).to_pylist())
    if len(at) != escaped or _WRONG.search(told):
        raise _NotPlainError
    for entity, character in _ENTITIES.items():
        told = told.replace(entity, character)
    values = told.split("\x00")
    some = np.zeros(len(column), np.bool_)
    some[rows] = True
    return pc.replace_with_mask(column, pa.array(some), pa.array(values, TEXT))


def _bytes(texts: pa.Array) -> Iterator[NDArray[np.uint8]]:
    """Look at the bytes of each text; what is made of them then stays small, and near."""
    data = np.frombuffer(texts.buffers()[2], np.uint8)
    for start, end in pairwise(_offsets(texts).tolist()):
        yield data[start:end]


def _offsets(texts: pa.Array) -> Ints:
    offsets = np.frombuffer(texts.buffers()[1], np.int64)
    return offsets[texts.offset : texts.offset + len(texts) + 1]


def _all(value: int, n: int) -> pa.Array:
    return pa.array(np.full(n, value, np.int64))


def _table(columns: dict[str, pa.Array], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_arrays([columns[field.name] for field in schema], schema=schema)
