"""The columns and types of a `Project`'s frames, in one place for every reader and writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

STEP = " > "
"""What stands between the names in a code's path."""

DATE = "datetime64[us, UTC]"

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "sources": {
        "source": "str",
        "name": "str",
        "kind": "str",
        "part_of": "str",
        "characters": "Int64",
        "sha256": "str",
    },
    "codes": {
        "code_id": "str",
        "parent": "str",
        "name": "str",
        "path": "str",
        "color": "str",
        "description": "str",
        "codable": "bool",
    },
    "coders": {"coder_id": "str", "name": "str"},
    "codings": {
        "coding": "str",
        "source": "str",
        "start": "Int64",
        "end": "Int64",
        "code_id": "str",
        "coder": "str",
        "selection_coder": "str",
        "created": DATE,
        "quote": "str",
    },
    "cases": {"case_id": "str", "name": "str", "description": "str"},
    "case_sources": {"case_id": "str", "source": "str", "start": "Int64", "end": "Int64"},
    "attributes": {
        "owner_kind": "str",
        "owner": "str",
        "name": "str",
        "value": "str",
        "type": "str",
    },
    "memos": {
        "memo": "str",
        "source": "str",
        "start": "Int64",
        "end": "Int64",
        "text": "str",
        "coder": "str",
    },
    "links": {
        "link": "str",
        "name": "str",
        "origin_kind": "str",
        "origin": "str",
        "target_kind": "str",
        "target": "str",
    },
}
"""Frame -> column -> dtype. What a row and a column is stands in `Project`."""


def frame(name: str, columns: Mapping[str, Sequence[Any] | pd.Series]) -> pd.DataFrame:
    """Build frame `name` of a `Project` from whole columns, with its declared columns and types.

    A column is a list (None is missing) or a Series; all are of one length.

    Raises
    ------
    ValueError
        If the columns are not those of the frame.

    Examples
    --------
    >>> frame("coders", {"coder_id": ["a"], "name": [None]}).to_dict("list")
    {'coder_id': ['a'], 'name': [nan]}

    """
    declared = COLUMNS[name]
    if set(columns) != set(declared):
        raise ValueError(f"{name}: columns {sorted(columns)} are not {sorted(declared)}")
    return pd.DataFrame(
        {column: pd.Series(columns[column], dtype=dtype) for column, dtype in declared.items()}
    )


def empty(name: str) -> pd.DataFrame:
    """Build frame `name` without rows."""
    return frame(name, {column: [] for column in COLUMNS[name]})


def rows(name: str, records: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Build frame `name` from rows in the declared order of columns; for frames of few rows."""
    columns = list(zip(*records, strict=True)) or [() for _ in COLUMNS[name]]
    return frame(name, dict(zip(COLUMNS[name], map(list, columns), strict=True)))
