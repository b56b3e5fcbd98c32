"""The texts of a study in one Parquet file, a few read at a time when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

TOGETHER = 1 << 20  # characters that are read at once
SCHEMA = pa.schema([("text", pa.large_string())])


def write(path: Path, texts: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Write texts, given as `(interview, text)`; those that are empty are left out.

    Returns
    -------
    A row a text: `interview`, `group` and `at` (the row group it stands in and its place there,
    from 0), `sha256` of it in UTF-8.
    """
    rows: list[tuple[str, int, int, str]] = []
    options = {"compression": "zstd", "use_dictionary": False, "write_statistics": False}
    with path.open("wb") as stream, pq.ParquetWriter(stream, SCHEMA, **options) as writer:
        for group, some in enumerate(_groups(texts)):
            writer.write_table(pa.table([[text for _, text in some]], schema=SCHEMA))
            rows += [(name, group, at, _hash(text)) for at, (name, text) in enumerate(some)]
    types = {"interview": "str", "group": "int64", "at": "int64", "sha256": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _groups(texts: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    group: list[tuple[str, str]] = []
    size = 0
    for name, text in texts:
        if not text:
            continue
        group.append((name, text))
        size += len(text)
        if size >= TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class Texts:
    """`Study.text` of a kept study: each text is checked when it is read.

    Parameters
    ----------
    path
        The file, open for as long as the study is: whoever removes it takes nothing from here.
    held
        What `write` gave.
    otherwise
        Gives a text that is not in the file as it was written.
    """

    def __init__(self, path: Path, held: pd.DataFrame, otherwise: Callable[[str], str]) -> None:
        self._file = pq.ParquetFile(path)
        columns = (held[name].tolist() for name in ("interview", "group", "at", "sha256"))
        self._places = {name: place for name, *place in zip(*columns, strict=True)}
        self._otherwise = otherwise
        self._last: tuple[int, list[str]] = (-1, [])

    def __call__(self, interview: str) -> str:
        """Give an interview's text, empty where it has none."""
        if interview not in self._places:
            return ""
        group, at, expected = self._places[interview]
        try:
            text = self._group(group)[at]
            found = _hash(text)
        except Exception:  # a damaged file fails in many ways, all alike here
            found = ""
        return text if found == expected else self._otherwise(interview)

    def _group(self, group: int) -> list[str]:
        if self._last[0] != group:
            read = self._file.read_row_group(group, use_threads=False)
            self._last = group, read.column(0).to_pylist()
        return self._last[1]
