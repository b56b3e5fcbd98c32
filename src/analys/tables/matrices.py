"""Tables with two ways in: codes that meet, and what is brought up where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    Frame,
    Grouping,
    behind,
    by_unit,
    fractions,
    frame_of,
    grouped,
    heading,
    measure,
    said,
    tallied,
)
from analys.tables.meeting import both, met_behind, met_in, unmet


def crossing(
    study: Study,
    rows: Sequence[str],
    columns: Sequence[str],
    dilemma: str | None = None,
    *,
    heads: tuple[str, str],
    relation: str = "passage",
    cases: Iterable[str] | None = None,
) -> Table:
    """In how many municipalities each code of one list meets each of another.

    Parameters
    ----------
    heads
        What the rows and the columns are, as headings (Swedish).
    relation
        "passage", "interview" or "case", as in `cooccurrence.meetings`.
    cases
        Only these municipalities, where given.

    Returns
    -------
    A row a pair of codes, those that never meet too: `row`, `column`, `value` (units), `interviews`
    (interviews in which they meet; with relation "case", those with the row's code where the
    municipality has both). `facts`: `pairs` (pairs that meet at all), `units` (units with any
    meeting). With relation "case" there is nothing to show where no municipality is named, or just
    one. The basis goes by `row` and `column` and holds both codings that meet.
    """
    frame = frame_of(study, dilemma, cases)
    met = met_in(study, frame, rows, columns, relation)
    counts = tallied(met, ["row", "column"], value="unit", interviews="interview")
    grid = pd.MultiIndex.from_product([list(rows), list(columns)], names=["row", "column"])
    table = counts.reindex(grid, fill_value=0).reset_index().astype({"value": "Int64"})
    labels = {code: study.short(code) for code in [*rows, *columns]}
    beside = {"interviews": heading("interview")} if frame.unit == "case" else {}
    return Table(
        table.assign(
            row_name=table["row"].map(labels),
            column_name=table["column"].map(labels),
        ),
        unit=frame.unit,
        n=frame.n,
        headings={
            "row_name": _(heads[0]),
            "column_name": _(heads[1]),
            "value": heading(frame.unit),
            **beside,
        },
        measure=both(frame.unit, relation),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=unmet(frame, relation),
        legend={
            "row": {code: labels[code] for code in rows},
            "column": {code: labels[code] for code in columns},
        },
        facts={"pairs": int((table["value"] > 0).sum()), "units": met["unit"].nunique()},
        across=frame.unit,
        basis=met_behind(met, "row", "column"),
    )


def by_dilemma(
    study: Study,
    codes: Sequence[str],
    *,
    heads: tuple[str, str],
    relation: str = "passage",
    by: Grouping | None = None,
) -> Table:
    """In how many municipalities each of some codes meets each dilemma, where it was asked about.

    Parameters
    ----------
    heads, relation
        As in `crossing`.
    by
        As in `mentions`: a row for each group as well, with the group's own numbers.

    Returns
    -------
    A row a dilemma and code (and group): `row` (the dilemma), `column` (the code), `facet` (with
    `by`), `value` (units in which they meet; NA where no interview was asked about the dilemma),
    `asked` (units asked), `interviews` (in which they meet), `interviews_asked`. `facts`: `pairs`
    (rows where they meet). The basis goes by `row`, `column` (and `facet`).
    """
    everyone = frame_of(study, None)
    groups = grouped(study, by)
    keys = ["row", "column", "facet"] if groups else ["row", "column"]
    dilemmas = {dilemma: study.short(dilemma) for dilemma in study.codebook.dilemmas}
    parts = [_of_dilemma(study, dilemma, codes, relation, groups) for dilemma in dilemmas]
    rows = pd.concat([each for each, _met in parts], ignore_index=True)
    met = pd.concat([each for _rows, each in parts], ignore_index=True)
    counts = tallied(met, keys, value="unit", interviews="interview")
    table = rows.join(counts, on=keys)
    for column in counts:
        table[column] = table[column].fillna(0).astype("Int64").where(table["asked"] > 0)
    table["row_name"] = table["row"].map(dilemmas)
    table["column_name"] = table["column"].map(study.labels(codes))
    table["value_of"] = fractions(table["value"].fillna(0), table["asked"])
    table["value_of"] = table["value_of"].where(table["asked"] > 0, _("ingen tillfrågad"))
    group = {}
    if groups:
        table["group"] = table["facet"].map(groups[1])
        group = {"group": _("Grupp")}
    beside = {"interviews": heading("interview")} if everyone.unit == "case" else {}
    return Table(
        table,
        unit=everyone.unit,
        n=everyone.n,
        headings={
            "row_name": _(heads[0]),
            "column_name": _(heads[1]),
            **group,
            "value_of": heading(everyone.unit),
            **beside,
        },
        measure=both(everyone.unit, relation),
        interviews=len(everyone.interviews),
        absent=unmet(everyone, relation),
        legend={
            "row": dilemmas,
            "column": study.labels(codes),
            **({"facet": groups[1]} if groups else {}),
        },
        facts={"pairs": int((table["value"] > 0).sum()), "units": met["unit"].nunique()},
        across=everyone.unit,
        basis=met_behind(met, *keys),
    )


def _of_dilemma(
    study: Study,
    dilemma: str,
    codes: Sequence[str],
    relation: str,
    groups: tuple[pd.Series, Mapping[str, str]] | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row a code (and group) with who was asked, and the meetings with the dilemma there."""
    frame = frame_of(study, dilemma)
    met = met_in(study, frame, [dilemma], codes, relation)
    asked = frame.interviews
    rows = pd.DataFrame({"row": dilemma, "column": list(codes)})
    if not groups:
        return rows.assign(asked=frame.n, interviews_asked=len(asked)), met
    group_of, names = groups
    met = met.assign(facet=met["interview"].map(group_of)).dropna(subset="facet")
    asked = asked.assign(facet=asked["interview"].map(group_of))
    whole = tallied(asked, "facet", asked=frame.unit, interviews_asked="interview")
    rows = rows.merge(pd.DataFrame({"facet": list(names)}), how="cross").join(whole, on="facet")
    columns = ["asked", "interviews_asked"]
    rows[columns] = rows[columns].fillna(0).astype(int)
    return rows, met


def by_case(study: Study, rows: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> Table:
    """How many interviews of each municipality bring up each of some things.

    Parameters
    ----------
    rows
        `{id: codes}` of each row; an id that is a dilemma counts only interviews asked about it.
    labels
        What the rows are called.

    Returns
    -------
    A row a thing and municipality: `row`, `column` (the municipality; the interview where none is
    named or there is just one), `value` (interviews; NA where none was asked), `asked` (interviews
    asked). The basis goes by `row` and `column`.
    """
    frame = frame_of(study, None)
    named = said({key: labels[key] for key in rows})
    parts = [_row_by_case(study, frame, key, codes) for key, codes in rows.items()]
    table = pd.concat([part for part, _codings in parts], ignore_index=True)
    found = pd.concat([codings for _part, codings in parts], ignore_index=True)
    beside = {"asked": _("Tillfrågade intervjuer")} if frame.unit == "case" else {}
    return Table(
        table.assign(row_name=table["row"].map(named)),
        unit="interview",
        n=len(frame.interviews),
        headings={
            "row_name": _("Tema"),
            "column": heading(frame.unit, 1),
            "value": heading("interview"),
            **beside,
        },
        measure=measure(
            frame.unit,
            _("Antal intervjuer som tar upp det, per kommun"),
            _("Om intervjun tar upp det (1) eller inte (0)"),
        ),
        across=frame.unit,
        absent=frame.absent,
        legend={"row": named, "column": {unit: unit for unit in frame.units}},
        facts={"units": frame.n},
        basis=behind(found, "row", "column"),
    )


def _row_by_case(
    study: Study, everyone: Frame, key: str, codes: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row of `by_case`, and the codings behind it."""
    frame = frame_of(study, key if key in study.codebook.dilemmas else None)
    found = by_unit(study, frame, codes)
    index = pd.Index(everyone.units, name="column")
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    asked = asked.reindex(index, fill_value=0).astype("Int64")
    value = found.groupby("unit")["interview"].nunique()
    value = value.reindex(index, fill_value=0).astype("Int64").where(asked > 0)
    row = pd.DataFrame({"row": key, "value": value, "asked": asked}).reset_index()
    return row, found.rename(columns={"unit": "column"}).assign(row=key)
