"""From the parts of a REFI-QDA file to the frames of sources, codes, coders and codings."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analys.readers.frames import DATE, STEP, frame, rows
from analys.readers.positions import Ints
from analys.readers.refi.columns import TEXT
from analys.readers.refi.parts import WHOLE, Parts
from analys.readers.refi.passages import Passages
from analys.readers.refi.references import References


def sources_frame(parts: Parts, passages: Passages) -> pd.DataFrame:
    """Build `sources`; a nameless one is called by its file."""
    return frame(
        "sources",
        {
            "source": [source.guid for source in parts.sources],
            "name": [source.name or _file_name(source.path) for source in parts.sources],
            "kind": [source.kind for source in parts.sources],
            "part_of": [source.part_of for source in parts.sources],
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
        path = code.name if above is None else f"{above}{STEP}{code.name}"
        paths[code.guid] = path
        codable = (code.codable or "true").strip().lower() not in ("false", "0")
        found.append(
            (code.guid, code.parent, code.name, path, code.color, code.description, codable)
        )
    return rows("codes", found)


def codings_frame(parts: Parts, passages: Passages, references: References) -> pd.DataFrame:
    """Build `codings`; a coding without coder or date takes those of its passage."""
    codings, selections, seen = parts.codings, parts.selections, references.seen
    at, owner = codings.numbers("selection"), codings.numbers("source")
    code, guids = codings.texts("code"), codings.texts("guid")
    marked = taken(selections.texts("user"), at)
    coder = _filled(codings.texts("user"), marked, "coder", seen)
    dates = _filled(codings.texts("created"), taken(selections.texts("created"), at), "date", seen)

    def place(row: int) -> str:
        source = parts.sources[owner[row]]
        return f"source {source.name or source.guid!r}, coding {guids[row].as_py()}"

    references.check("code", code, references.codes, place)
    references.check("user", coder, references.coders, place)
    references.check("user", marked, references.coders, place)
    return frame(
        "codings",
        {
            "coding": text(_ids(guids, seen)),
            "source": text(taken(pa.array(references.source_ids, TEXT), owner)),
            "start": masked(passages.start, at),
            "end": masked(passages.end, at),
            "code_id": text(code),
            "coder": text(coder),
            "selection_coder": text(marked),
            "created": _dates(dates, seen),
            "quote": text(taken(passages.quotes, at)),
        },
    )


def text(column: pa.Array) -> pd.Series:
    """Make a column of text of a frame."""
    return pd.Series(column, dtype="str")


def taken(column: pa.Array, at: Ints) -> pa.Array:
    """Take the values at these rows; row `WHOLE` gives null."""
    if len(at) == len(column) and (at == np.arange(len(at))).all():
        return column
    return column.take(pa.array(at, mask=at == WHOLE))


def masked(column: Ints, at: Ints) -> pd.Series:
    """Take whole numbers at these rows; row `WHOLE` gives NA."""
    return pd.Series(pd.arrays.IntegerArray(np.append(column, 0)[at], at == WHOLE))


def _filled(column: pa.Array, other: pa.Array, what: str, seen: Counter[str]) -> pa.Array:
    """Fill what is missing from `other`, and count what was and what could not be."""
    filled = pc.coalesce(column, other)
    missing = filled.null_count
    seen[f"codings name no {what}; that of their passage is taken"] += column.null_count - missing
    seen[f"codings have no {what}"] += missing
    return filled


def _ids(guids: pa.Array, seen: Counter[str]) -> pa.Array:
    """Give the codings' GUIDs; one that is missing or taken gets a number behind."""
    if pc.count_distinct(guids).as_py() == len(guids) and pc.index(guids, "").as_py() < 0:
        return guids
    met: Counter[str] = Counter()
    ids, given = [], guids.to_pylist()
    for key in given:
        met[key] += 1
        ids.append(f"{key or 'coding'}#{met[key]}" if met[key] > 1 or not key else key)
    numbered = sum(mine != key for mine, key in zip(ids, given, strict=True))
    seen["codings have no GUID of their own; they are numbered"] += numbered
    return pa.array(ids, TEXT)


def _dates(values: pa.Array, seen: Counter[str]) -> pd.Series:
    try:
        return pd.Series(values.cast(pa.timestamp("us", "UTC")).to_pandas(), dtype=DATE)
    except pa.ArrowInvalid:  # it reads the standard's own form alone
        given = text(values)
    dates = pd.to_datetime(given, utc=True, format="ISO8601", errors="coerce")
    seen["dates cannot be read"] += int((given.notna() & dates.isna()).sum())
    return dates.dt.as_unit("us")


def _file_name(path: str | None) -> str | None:
    return path.replace("\\", "/").rpartition("/")[2] or None if path else None
