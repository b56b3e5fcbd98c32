"""The pieces that a REFI-QDA document is written of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import pandas as pd

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SPECIAL = re.compile('[&<>"\t\n\r]')
_IN_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_TEXT = {"\r": "&#13;"}


def guid_of(kind: str, key: str) -> str:
    """Return the id itself where it is a GUID; else one made from it and the kind of thing.

    Examples
    --------
    >>> guid_of("code", "GZ") == guid_of("code", "GZ") != guid_of("source", "GZ")
    True

    """
    lower = key.lower()
    return lower if _GUID.fullmatch(lower) else str(uuid5(NAMESPACE_URL, f"{kind} {key}"))


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows as tuples with the columns' names, None where a value is missing."""
    return frame.astype(object).where(frame.notna(), None).itertuples()


def attribute(name: str, value: str | None) -> str:
    """Write an attribute with the space before it; nothing for None."""
    if value is None:
        return ""
    if _SPECIAL.search(value):
        value = escape(value, _IN_ATTRIBUTE)
    return f' {name}="{value}"'


def element(name: str, text: str | None) -> str:
    """Write an element with a text; nothing for None."""
    return "" if text is None else f"<{name}>{escape(text, _IN_TEXT)}</{name}>"


def reference(name: str, kind: str, key: str) -> str:
    """Write an element that points to a thing."""
    return f'<{name} targetGUID="{guid_of(kind, key)}"/>'


def user(key: str | None) -> str:
    """Write who made a thing, as an attribute; nothing for None."""
    return "" if key is None else f' creatingUser="{guid_of("coder", key)}"'
