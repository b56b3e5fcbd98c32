"""What a study holds beside frames and texts, as values that JSON knows, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from itertools import repeat
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np


def plain(value: Any) -> Any:  # noqa: ANN401 - anything that a study holds
    """Dataclasses as mappings, tuples as lists, days as text.

    >>> plain((date(2011, 3, 1), None))
    ['2011-03-01', None]
    """
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def made(kind: Any, value: Any) -> Any:  # noqa: ANN401 - as annotations have it
    """The value of an annotated kind that `plain` gave so.

    >>> made(tuple[date | None, ...], ["2011-03-01", None])
    (datetime.date(2011, 3, 1), None)
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else made(inner[0], value)
    if origin is tuple:
        kinds = repeat(inner[0]) if inner[-1] is Ellipsis else inner
        return tuple(made(of, part) for of, part in zip(kinds, value, strict=False))
    if origin is list:
        return [made(inner[0], part) for part in value]
    if origin in (dict, Mapping):
        return {name: made(inner[1], part) for name, part in value.items()}
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = hints_of(kind)
        return kind(**{name: made(hints[name], part) for name, part in value.items()})
    return value


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """What the fields of a dataclass are annotated as."""
    return get_type_hints(kind)
