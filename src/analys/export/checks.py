"""What a `Project` must be for REFI-QDA to hold it."""

from __future__ import annotations

import re
from itertools import count

import pandas as pd

from analys.readers.problems import Problems
from analys.readers.project import Project

TYPES = {
    "text": "Text",
    "boolean": "Boolean",
    "integer": "Integer",
    "float": "Float",
    "date": "Date",
    "datetime": "DateTime",
}
"""Type of an attribute -> of a variable in the standard."""

ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
"""What XML 1.0 cannot hold, even escaped."""

_ILLEGAL = re.compile(ILLEGAL)

DEEPEST = 150

_REFERENCES = (
    ("codes", "parent", "codes", "code_id"),
    ("codings", "source", "sources", "source"),
    ("codings", "code_id", "codes", "code_id"),
    ("codings", "coder", "coders", "coder_id"),
    ("codings", "selection_coder", "coders", "coder_id"),
    ("case_sources", "case_id", "cases", "case_id"),
    ("case_sources", "source", "sources", "source"),
    ("memos", "source", "sources", "source"),
    ("memos", "coder", "coders", "coder_id"),
)
_WRITTEN = (
    ("sources", "name"),
    ("codes", "name"),
    ("codes", "description"),
    ("coders", "name"),
    ("cases", "name"),
    ("cases", "description"),
    ("attributes", "name"),
    ("attributes", "value"),
    ("memos", "text"),
)
_IDS = (("sources", "source"), ("codes", "code_id"), ("coders", "coder_id"), ("cases", "case_id"))
_NEEDED = (("codings", "coding"), ("codings", "source"), ("codings", "code_id"), ("codes", "name"))


def check_exportable(project: Project) -> None:
    """Check ids, references, positions and characters.

    Raises
    ------
    MaterialError
        With all that does not fit.

    """
    problems = Problems(project.path.name)
    for table, column in (*_IDS, ("codings", "coding")):
        _check_unique(_column(project, table, column), f"{table}.{column}", problems)
    for table, column in _NEEDED:
        n = int(_column(project, table, column).isna().sum())
        if n:
            problems.add(f"{table}.{column}", "a value in each row", f"{n} without")
    for table, column, other, key in _REFERENCES:
        known = _column(project, other, key)
        _check_known(_column(project, table, column), known, f"{table}.{column}", problems)
    for kind, table, key in (("case", "cases", "case_id"), ("source", "sources", "source")):
        owners = project.attributes.loc[project.attributes["owner_kind"] == kind, "owner"]
        _check_known(owners, _column(project, table, key), f"attributes.owner ({kind})", problems)
    types = pd.Series(list(TYPES), dtype="str")
    _check_known(project.attributes["type"], types, "attributes.type", problems)
    for table, column in _WRITTEN:
        _check_characters(_column(project, table, column), f"{table}.{column}", problems)
    _check_colors(project, problems)
    _check_depth(project, problems)
    _check_positions(project, problems)
    problems.raise_any()


def _column(project: Project, table: str, column: str) -> pd.Series:
    frame: pd.DataFrame = getattr(project, table)
    return frame[column]


def _check_unique(ids: pd.Series, place: str, problems: Problems) -> None:
    for key in ids[ids.duplicated()].unique():
        problems.add(place, "each id once", f"{key} again")


def _check_known(keys: pd.Series, known: pd.Series, place: str, problems: Problems) -> None:
    for key in keys[keys.notna() & ~keys.isin(known)].unique():
        problems.add(place, "one that is there", repr(key))


def _check_characters(values: pd.Series, place: str, problems: Problems) -> None:
    for value in filter(_ILLEGAL.search, values.dropna().unique()):
        problems.add(place, "text without control characters", repr(value[:60]))


def _check_colors(project: Project, problems: Problems) -> None:
    colors = project.codes["color"].dropna()
    for color in colors[~colors.str.fullmatch("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")]:
        problems.add("codes.color", "#RRGGBB", repr(color))


def _check_depth(project: Project, problems: Problems) -> None:
    """Follow each code up; one that goes round in a circle never ends."""
    above = project.codes["parent"].fillna("")
    parents = dict(zip(project.codes["code_id"], above, strict=True))
    depths: dict[str, int] = {}
    for code in parents:
        way: list[str] = []
        at = code
        while at in parents and at not in depths and len(way) <= DEEPEST:
            way.append(at)
            at = parents[at]
        depths.update(zip(reversed(way), count(depths.get(at, 0) + 1), strict=False))
        if depths.get(code, 0) > DEEPEST:
            problems.add("codes.parent", f"a tree at most {DEEPEST} deep", f"deeper at {code}")
            return


def _check_positions(project: Project, problems: Problems) -> None:
    lengths = project.sources.set_index("source")["characters"]
    lengths = lengths[~lengths.index.duplicated()]
    for table, key in (("codings", "coding"), ("memos", "memo")):
        frame: pd.DataFrame = getattr(project, table)
        placed = frame[frame["start"].notna() | frame["end"].notna()]
        ends = placed["source"].map(lengths).astype("Int64")
        right = (
            (placed["start"] >= 0) & (placed["start"] <= placed["end"]) & (placed["end"] <= ends)
        )
        wrong = placed[~right.fillna(False)]
        columns = (wrong[column].tolist() for column in (key, "source", "start", "end"))
        for row, source, start, end in zip(*columns, strict=True):
            found = f"{start} to {end} in source {source}"
            place = f"{table}, {row}"
            problems.add(place, "0 <= start <= end <= the text's characters", found)
