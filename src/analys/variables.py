"""What a tool's project says of its cases and sources, as columns of a study.

Tools let a project have variables of any name. Those that go by the name of a column of ours, or by
its name in the codebook, in Swedish or English, tell of municipalities and interviews where no
table does. A value that cannot be read so is left out and told of: a free variable is no fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from analys import schemas
from analys.codebook import Codebook
from analys.codemap import folded
from analys.readers.project import Project

ALSO = {"case": ("kommun", "municipality"), "interview": ("intervju",)}
DAY = r"(\d{4}-\d\d-\d\d)(?:[T ].*|Z|[+-]\d\d:\d\d)?"
SHOWN = 3  # values told of a variable that cannot be read


@dataclass(frozen=True)
class Told:
    """What the variables of one kind of owner say.

    Attributes
    ----------
    values
        A row an owner (its id in the project is the index), the study's columns in their types.
    used
        Of each row of `Project.attributes`, by its index, whether its value stands in `values`.
    warnings
        What could not be read, a line a column.
    """

    values: pd.DataFrame
    used: pd.Series
    warnings: tuple[str, ...]


def of_cases(project: Project, codebook: Codebook) -> Told:
    """What the project's variables say of its cases, by `case_id`."""
    return _told(project, codebook, "case", "cases")


def of_sources(project: Project, codebook: Codebook, cases: pd.DataFrame | None = None) -> Told:
    """What the project's variables say of its sources, by `source`.

    Where a table of municipalities is given, no other may be named.
    """
    known = () if cases is None else cases["case"].tolist()
    return _told(project, codebook, "source", "interviews", known)


def _told(
    project: Project, codebook: Codebook, kind: str, table: str, cases: Sequence[str] = ()
) -> Told:
    columns = [each for each in schemas.declared(codebook)[table] if each.name != "source"]
    named = "case" if kind == "case" else "interview"
    headings = _headings(columns, codebook.attributes[named])
    rows = project.attributes[project.attributes["owner_kind"] == kind]
    rows = rows.assign(
        column=rows["name"].map(lambda name: headings.get(folded(name)), na_action="ignore"),
        value=rows["value"].str.strip().where(lambda values: values != ""),
    ).dropna(subset=["column", "value"])
    first = rows.drop_duplicates(["owner", "column"])
    wide = first.pivot(index="owner", columns="column", values="value")  # noqa: PD010 - as they are
    raw = wide.reindex(columns=[each.name for each in columns]).astype("str")
    for column in columns:
        if column.name not in wide:
            continue
        words = _words(column, codebook)
        raw[column.name] = raw[column.name].map(partial(_read, column, words), na_action="ignore")
    if len(cases):
        raw["case"] = raw["case"].where(raw["case"].isin(cases))
    typed = schemas.readable(raw, columns)
    there = {(owner, name) for name in typed for owner in typed.index[typed[name].notna()]}
    pairs = zip(first.index, first["owner"], first["column"], strict=True)
    used = pd.Series(False, project.attributes.index)
    used[[row for row, *pair in pairs if tuple(pair) in there]] = True
    return Told(typed, used, tuple(_warned(rows[~used[rows.index]], kind)))


def _headings(
    columns: Sequence[schemas.Column], attributes: Mapping[str, object]
) -> dict[str, str]:
    """`{folded heading: column}`: our name goes before a name that the codebook gives."""
    found = {folded(column.name): column.name for column in columns}
    for column in columns:
        text = getattr(attributes.get(column.name), "text", None)
        names = (text.sv, text.en) if text else ()
        for name in (*names, *ALSO.get(column.name, ())):
            found.setdefault(folded(name), column.name)
    return found


def _words(column: schemas.Column, codebook: Codebook) -> dict[str, str]:
    """`{folded word: value}` of a column whose values are listed, in either language."""
    if not column.values:
        return {}
    words = {folded(value): value for value in column.values}
    parts: dict[str, object] = {**codebook.roles} if column.name == "role" else {}
    for variables in codebook.attributes.values():
        if column.name in variables:
            parts |= variables[column.name].values
    for value in column.values:
        text = getattr(parts.get(value), "text", parts.get(value))
        for language in ("sv", "en") if text else ():
            words.setdefault(folded(text[language]), value)  # type: ignore[index]
    return words


def _read(column: schemas.Column, words: Mapping[str, str], value: str) -> str:
    """The value as a table of ours would have it, where a tool writes it otherwise."""
    if column.kind == "day":
        day = pd.Series([value]).str.extract(f"^{DAY}$")[0]
        return value if day.isna()[0] else str(day[0])
    if column.many:
        return " ".join(words.get(folded(each), each) for each in value.replace(",", " ").split())
    return words.get(folded(value), value)


def _warned(rows: pd.DataFrame, kind: str) -> list[str]:
    """A line for each column of which values are left out."""
    lines = []
    for column, values in rows.groupby("column", sort=True)["value"]:
        some = ", ".join(map(repr, list(dict.fromkeys(values))[:SHOWN]))
        lines.append(
            f"{len(values)} values of {column} ({kind}s) are left out: {some} cannot be read, or "
            "another value goes before."
        )
    return lines
