"""Quotes as columns, beside those that a file stores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analys.readers.refi.columns import TEXT

_ELLIPSIS = "…"


def column(quotes: Sequence[bytes]) -> pa.Array:
    """Make a column of text of bytes that are UTF-8."""
    offsets = np.cumsum([0, *map(len, quotes)], dtype=np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(quotes))]
    return pa.Array.from_buffers(TEXT, len(quotes), buffers)


def agree_at_once(names: pa.Array, quotes: pa.Array, shortest: int) -> NDArray[np.bool_]:
    """Tell which stored names are their quote, or its beginning with an ellipsis behind.

    Of the others some may agree as well, once spaces are left out. A name below `shortest` counts
    as none.
    """
    agrees: NDArray[np.bool_] = _true(pc.equal(names, quotes))
    rest = np.flatnonzero(~agrees & _true(pc.ends_with(names, _ELLIPSIS)))
    told, cut = (each.take(pa.array(rest)).to_pylist() for each in (names, quotes))
    agrees[rest] = [quote.startswith(name[:-1]) for name, quote in zip(told, cut, strict=True)]
    return agrees & _true(pc.greater_equal(pc.utf8_length(names), max(shortest, 1)))


def _true(column: pa.Array) -> NDArray[np.bool_]:
    """Tell where a column is true; null is not."""
    values: NDArray[np.bool_] = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return values.copy()
