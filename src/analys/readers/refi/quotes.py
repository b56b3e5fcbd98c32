"""Quotes as columns, beside those that a file stores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analys.readers.refi.columns import TEXT

_ELLIPSIS = "…".encode()


def column(quotes: Sequence[bytes]) -> pa.Array:
    """Make a column of text of bytes that are UTF-8."""
    offsets = np.cumsum([0, *map(len, quotes)], dtype=np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(quotes))]
    return pa.Array.from_buffers(TEXT, len(quotes), buffers)


def agree_at_once(names: pa.Array, quotes: Sequence[bytes], shortest: int) -> NDArray[np.bool_]:
    """Tell which stored names are their quote, or its beginning with an ellipsis behind.

    Of the others some may agree as well, once spaces are left out. A name below `shortest` counts
    as none.
    """
    given = pc.fill_null(names.cast(pa.large_binary()), b"").to_pylist()
    agrees = [
        name == quote or (name.endswith(_ELLIPSIS) and quote.startswith(name[:-3]))
        for name, quote in zip(given, quotes, strict=True)
    ]
    long = pc.fill_null(pc.greater_equal(pc.utf8_length(names), max(shortest, 1)), False)
    both: NDArray[np.bool_] = np.array(agrees, np.bool_) & long.to_numpy(zero_copy_only=False)
    return both
