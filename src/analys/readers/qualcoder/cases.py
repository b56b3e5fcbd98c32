"""Cases of a QualCoder project, the files or parts of files of each, and attributes of both."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import rows
from analys.readers.qualcoder.codings import STALE
from analys.readers.qualcoder.places import Places
from analys.readers.qualcoder.sources import Sources

Value = tuple[str, str, str, str]


def cases_frame(tables: Tables) -> pd.DataFrame:
    """Build `cases`."""
    found = [
        (key, name or None, memo or None)
        for key, name, memo in tables.rows("cases", "caseid", "name", "memo")
    ]
    tables.once("cases", [row[0] for row in found])
    return rows("cases", found)


def case_sources_frame(
    tables: Tables, cases: set[str], sources: Sources, places: Places
) -> pd.DataFrame:
    """Build `case_sources`, each once; a part that is the whole text has no positions."""
    found = []
    for _, case, fid, start, end in tables.rows(
        "case_text", "id", "caseid", "fid", numbers=("pos0", "pos1")
    ):
        if case not in cases or fid not in sources.names:
            tables.skip("links between cases and files", STALE)
            continue
        found.append((case, fid, *places.part(fid, start, end)))
    return rows("case_sources", list(dict.fromkeys(found)))


def attributes_frame(tables: Tables, cases: set[str], sources: Sources) -> pd.DataFrame:
    """Build `attributes`; QualCoder keeps an empty value where none was given, which is none."""
    types = dict(tables.rows("attribute_type", "name", "valuetype"))
    tables.skip(
        "memos of attributes",
        "an attribute has no place for them",
        tables.count("attribute_type", "WHERE memo <> ''")
        if tables.has("attribute_type", "memo")
        else 0,
    )
    found = list(_values(tables, {"case": cases, "file": set(sources.key)}))
    numeric = {name for name, type_ in types.items() if (type_ or "").casefold() == "numeric"}
    return typed_frame(found, numeric, tables)


def typed_frame(found: list[Value], numeric: set[str], tables: Tables) -> pd.DataFrame:
    """Build `attributes` from values; a numeric one is whole where all of its values are."""
    broken = {name for _, _, name, value in found if name in numeric and not _is_number(value)}
    tables.seen["attributes are numeric but hold words; they are taken as text"] += len(broken)
    parted = {name for _, _, name, value in found if not value.strip().lstrip("+-").isdecimal()}

    def type_of(name: str) -> str:
        if name not in numeric or name in broken:
            return "text"
        return "float" if name in parted else "integer"

    return rows(
        "attributes",
        [(kind, owner, name, value, type_of(name)) for kind, owner, name, value in found],
    )


def _values(tables: Tables, owners: dict[str, set[str]]) -> Iterator[Value]:
    kinds = {"case": "case", "file": "source"}
    for _, name, kind, value, owner in tables.rows(
        "attribute", "attrid", "name", "attr_type", "value", "id"
    ):
        if not (value or "").strip():
            continue
        if kind not in kinds:
            tables.skip(f"values of a {kind or 'nameless kind'}", "a value is of a case or a file")
        elif owner not in owners[kind]:
            tables.skip(f"values of a {kind}", STALE)
        else:
            yield kinds[kind], owner, name or "", value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return "_" not in value
