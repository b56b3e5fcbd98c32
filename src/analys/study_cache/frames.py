"""A study's frames as Parquet, each in a file of its own, and back with the same types."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROWS_FOR_THREADS = 50_000  # from here on several threads are worth starting


def packed(frame: pd.DataFrame) -> bytes:
    """A frame as the bytes of a Parquet file; the same frame gives the same bytes.

    Raises
    ------
    ValueError
        If a column has no type that Parquet knows, so that it might come back as another.
    """
    untyped = [name for name, dtype in frame.dtypes.items() if dtype == "object"]
    if untyped:
        raise ValueError(f"columns {untyped} are of any type")
    sink = pa.BufferOutputStream()
    table = pa.Table.from_pandas(frame, nthreads=1)
    pq.write_table(table, sink, compression="zstd", write_statistics=False)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pd.DataFrame:
    """The frame that such bytes hold."""
    file = pq.ParquetFile(pa.BufferReader(data))
    many = file.metadata.num_rows >= ROWS_FOR_THREADS
    frame: pd.DataFrame = file.read(use_threads=many).to_pandas(use_threads=many)
    return frame


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two frames are alike in every value, order, type and missing value."""
    return (
        one.equals(other)
        and list(one.dtypes.items()) == list(other.dtypes.items())
        and one.columns.identical(other.columns)
        and type(one.index) is type(other.index)
        and one.index.identical(other.index)
    )
