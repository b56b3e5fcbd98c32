"""From the parts of a REFI-QDA file to the frames of sources, codes, coders and codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pandas as pd

from analys.readers.frames import frame, rows
from analys.readers.positions import Ints
from analys.readers.refi_parts import WHOLE, Parts
from analys.readers.refi_passages import Passages
from analys.readers.refi_references import References

PATH = " > "
_T = TypeVar("_T")


def sources_frame(parts: Parts, passages: Passages) -> pd.DataFrame:
    """Build `sources`; a nameless one is called by its file."""
    return frame(
        "sources",
        {
            "source": [source.guid for source in parts.sources],
            "name": [source.name or _file_name(source.path) for source in parts.sources],
            "kind": [source.kind for source in parts.sources],
            "part_of": [None] * len(parts.sources),
            "characters": passages.characters,
            "sha256": passages.sha256,
        },
    )


def codes_frame(parts: Parts) -> pd.DataFrame:
    """Build `codes`; a code that does not say is codable."""
    paths: dict[str | None, str] = {}
    found = []
    for code in parts.codes:
        above = paths.get(code.parent)
        path = code.name if above is None else f"{above}{PATH}{code.name}"
        paths[code.guid] = path
        codable = (code.codable or "true").strip().lower() not in ("false", "0")
        found.append(
            (code.guid, code.parent, code.name, path, code.color, code.description, codable)
        )
    return rows("codes", found)


def codings_frame(parts: Parts, passages: Passages, references: References) -> pd.DataFrame:
    """Build `codings`; a coding without coder or date takes those of its passage."""
    codings, selections, seen = parts.codings, parts.selections, references.seen
    at = np.array(codings.selection, np.int64)
    marked = taken(selections.user, at)
    coder = _filled(codings.user, marked, "coder", seen)
    dates = _filled(codings.created, taken(selections.created, at), "date", seen)

    def place(row: int) -> str:
        source = parts.sources[codings.source[row]]
        return f"source {source.name or source.guid!r}, coding {codings.guid[row]}"

    references.check("code", codings.code, references.codes, place)
    references.check("user", coder, references.coders, place)
    references.check("user", marked, references.coders, place)
    return frame(
        "codings",
        {
            "coding": _ids(codings.guid, seen),
            "source": taken(references.source_ids, np.array(codings.source, np.int64)),
            "start": masked(passages.start, at),
            "end": masked(passages.end, at),
            "code_id": codings.code,
            "coder": coder,
            "selection_coder": marked,
            "created": _dates(dates, seen),
            "quote": taken(passages.quotes, at),
        },
    )


def taken(column: Sequence[_T | None], at: Ints) -> list[_T | None]:
    """Take the values at these rows; row `WHOLE` gives None."""
    # The last value stands for WHOLE, which is -1.
    values: list[_T | None] = np.array([*column, None], dtype=object)[at].tolist()
    return values


def masked(column: Ints, at: Ints) -> pd.Series:
    """Take whole numbers at these rows; row `WHOLE` gives NA."""
    return pd.Series(pd.arrays.IntegerArray(np.append(column, 0)[at], at == WHOLE))


def _filled(
    column: list[str | None], other: list[str | None], what: str, seen: Counter[str]
) -> list[str | None]:
    """Fill what is missing from `other`, and count what was and what could not be."""
    filled = [mine or theirs for mine, theirs in zip(column, other, strict=True)]
    missing = filled.count(None)
    seen[f"codings name no {what}; that of their passage is taken"] += column.count(None) - missing
    seen[f"codings have no {what}"] += missing
    return filled


def _ids(guids: list[str], seen: Counter[str]) -> list[str]:
    """Give the codings' GUIDs; one that is missing or taken gets a number behind."""
    if len(set(guids)) == len(guids) and "" not in guids:
        return guids
    met: Counter[str] = Counter()
    ids = []
    for key in guids:
        met[key] += 1
        ids.append(f"{key or 'coding'}#{met[key]}" if met[key] > 1 or not key else key)
    numbered = sum(mine != given for mine, given in zip(guids, ids, strict=True))
    seen["codings have no GUID of their own; they are numbered"] += numbered
    return ids


def _dates(values: list[str | None], seen: Counter[str]) -> pd.Series:
    given = pd.Series(values, dtype="str")
    dates = pd.to_datetime(given, utc=True, format="ISO8601", errors="coerce")
    seen["dates cannot be read"] += int((given.notna() & dates.isna()).sum())
    return dates.dt.as_unit("us")


def _file_name(path: str | None) -> str | None:
    return path.replace("\\", "/").rpartition("/")[2] or None if path else None
