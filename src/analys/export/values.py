"""Values of variables as REFI-QDA has them, each of the type that its variable can keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analys.export.checks import TYPES
from analys.export.elements import attribute, element, guid_of, rows
from analys.readers.project import Project

_FITS = {
    "boolean": "true|false|0|1",
    "integer": r"[+-]?\d+",
    "float": r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?",
    "date": r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?",
    "datetime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}
"""What the standard lets stand as a value of each type; a text may be anything."""


def typed(project: Project) -> pd.DataFrame:
    """The attributes that have a value; a variable with one that does not fit its type is text."""
    found = project.attributes.dropna(subset=["value"]).copy()
    for (name, kind), values in found.groupby(["name", "type"])["value"]:
        pattern = _FITS.get(str(kind))
        if pattern and not all(re.fullmatch(pattern, value) for value in values):
            found.loc[(found["name"] == name) & (found["type"] == kind), "type"] = "text"
    return found


def variables(attributes: pd.DataFrame) -> Iterator[str]:
    """Write each variable once."""
    for row in rows(attributes.drop_duplicates(["name", "type"])):
        key, kind = _guid(row.name, row.type), TYPES[row.type]
        yield f'<Variable guid="{key}"{attribute("name", row.name)} typeOfVariable="{kind}"/>\n'


def values_of(attributes: pd.DataFrame, kind: str) -> dict[str, list[str]]:
    """`{owner: its values}` of all cases, or of all sources."""
    values: dict[str, list[str]] = {}
    for row in rows(attributes[attributes["owner_kind"] == kind]):
        pointer = f'<VariableRef targetGUID="{_guid(row.name, row.type)}"/>'
        value = element(f"{TYPES[row.type]}Value", row.value)
        told = f"<VariableValue>{pointer}{value}</VariableValue>\n"
        values.setdefault(row.owner, []).append(told)
    return values


def _guid(name: str, type_: str) -> str:
    return guid_of("variable", f"{type_} {name}")
