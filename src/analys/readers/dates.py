"""The moments of a column, as tools write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

_DOTTED = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}),?")
_SLASHED = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4}),?")


def utc(written: Sequence[str | None], form: str = "ISO8601") -> tuple[pd.Series, int]:
    """Read moments of one form: the moments in UTC, and how many cannot be read.

    A moment without a zone is taken as UTC; None and what cannot be read are NaT.

    Examples
    --------
    >>> utc(["2024-05-01 10:00", None, "igår"])
    (0   2024-05-01 10:00:00+00:00
    1                         NaT
    2                         NaT
    dtype: datetime64[us, UTC], 1)

    """
    given = pd.Series(list(written), dtype="str")
    read = pd.to_datetime(given, utc=True, format=form, errors="coerce").dt.as_unit("us")
    return read, int((given.notna() & read.isna()).sum())


def moments(written: Sequence[str]) -> tuple[pd.Series, int]:
    """Read the moments of a column in whatever order days and months stand, as `utc` does.

    With dots days come first; with slashes a number above
    12 anywhere in the column tells, and where none does the column is not read.

    Examples
    --------
    >>> moments(["01.05.2024 10:00", ""])[0].dt.strftime("%Y-%m-%d").tolist()
    ['2024-05-01', nan]
    >>> moments(["5/13/2024 1:30 PM", "5/1/2024"])[0].dt.strftime("%d.%m %H:%M").tolist()
    ['13.05 13:30', '01.05 00:00']
    >>> moments(["1/5/2024"])[1]
    1

    """
    iso = [_DOTTED.sub(r"\3-\2-\1", text) for text in written]
    pairs = [(int(match[1]), int(match[2])) for text in iso if (match := _SLASHED.match(text))]
    days_first = any(first > 12 for first, _ in pairs)
    months_first = any(second > 12 for _, second in pairs)
    if days_first != months_first:
        order = r"\3-\2-\1" if days_first else r"\3-\1-\2"
        iso = [_SLASHED.sub(order, text) for text in iso]
    read, _ = utc([text if re.match(r"\d{4}", text) else None for text in iso], "mixed")
    return read, sum(map(bool, written)) - int(read.notna().sum())
