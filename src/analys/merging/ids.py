"""Ids of several files side by side: those that mean different things are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Taken:
    """The ids of one kind that are in use."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def new(self, id_: str, file: int) -> str:
        """The id itself where it is free, else one made of it and the file's number."""
        made, n = id_, file
        while made in self._ids:
            made, n = f"{id_}-{n}", n + 1
        self._ids.add(made)
        return made


def is_guid(id_: str) -> bool:
    """Whether an id is the same thing wherever it stands; "1" is something else in each file."""
    return bool(GUID.fullmatch(id_))


def mapped(ids: pd.Series, of: Mapping[str, str]) -> pd.Series:
    """Ids as they are now; those that name nothing stay, missing ones are missing."""
    return ids.map(of).astype("str").fillna(ids)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame by their columns; missing is None."""
    names = [str(name) for name in frame]
    values = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    return [dict(zip(names, row, strict=True)) for row in values]


def combined(parts: Iterable[pd.DataFrame], like: pd.DataFrame) -> pd.DataFrame:
    """Frames of one kind below each other, with the columns and types of `like`."""
    found = [part for part in parts if len(part)]
    if not found:
        return like.iloc[:0].reset_index(drop=True)
    return pd.concat(found, ignore_index=True)[list(like)].astype(like.dtypes.to_dict())
