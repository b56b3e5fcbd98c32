"""Tables of so many municipalities that they are counted instead of shown one by one.

What 290 rows or columns say is how many of them are alike. Each function gives a table for a heat
map whose numbers are municipalities; it is None where that would be no clearer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analys.language import _
from analys.table import Table
from analys.wording import counted, unit_name

MANY = 60  # rows or columns; more are counted
SINGLE = 12  # rows, at most, of a dumbbell that has no more than 0 and 1 to show
MOST = 12  # the highest count that has a column of its own
NOBODY = "?"  # the column of those who were not asked; no id of a category


def by_value(table: Table) -> Table | None:
    """Count the columns of a heat map by their value in each row."""
    if len(table.legend["column"]) <= MANY:
        return None
    keys = [name for name in ("facet", "rowgroup", "row") if name in table.frame]
    return _counted(table, keys, table.legend)


def by_count(table: Table) -> Table | None:
    """Count the bars of `columns` by what each group has in them."""
    if table.frame["label"].nunique() <= MANY:
        return None
    rows = {"row": table.legend["group"]}
    values = table.frame.pivot_table("value", "label", "group", "sum", fill_value=0)
    long = values.reindex(columns=list(rows["row"]), fill_value=0).melt(var_name="row")
    return _counted(replace(table, frame=long, headings={}, basis=None), ["row"], rows)


def by_kind(table: Table, column: str, empty: str) -> Table | None:
    """Count the columns of a grid of categories by the category they have in each row.

    `empty` is what a cell that has none says; those not asked have no value.
    """
    if len(table.legend["column"]) <= MANY:
        return None
    kinds = table.frame[column].astype("str").fillna("")
    kinds = kinds.mask(table.frame["value"].isna(), NOBODY)
    named = {**table.legend[column], "": empty, NOBODY: _("inte tillfrågad")}
    there = {kind: label for kind, label in named.items() if (kinds == kind).any()}
    return _spread(table, ["row"], table.legend, kinds, there)


def by_pair(table: Table) -> Table | None:
    """Count the rows of a dumbbell by their two counts: the first across, the second down."""
    pairs = table.frame[["second", "first"]].dropna().astype(int)
    single = table.frame["of"].max() == 1
    if len(table.frame) <= (SINGLE if single else MANY) or pairs.empty or pairs.max().max() > MOST:
        return None
    told = _yes_or_no if single else _in_so_many
    values = range(2 if single else int(pairs.max().max()) + 1)
    found = pairs.value_counts()
    rows = [(str(one), str(two), int(found.get((one, two), 0))) for one in values for two in values]
    legend = {
        name: {str(n): told(table.legend["mark"][mark], n) for n in values}
        for name, mark in (("row", "second"), ("column", "first"))
    }
    frame = pd.DataFrame(rows, columns=["row", "column", "value"])
    return Table(frame, table.unit, len(pairs), legend=legend, note=_told(table.unit))


def _in_so_many(name: str, n: int) -> str:
    return _("{name} i {interviews}").format(name=name, interviews=counted(n, "interview"))


def _yes_or_no(name: str, n: int) -> str:
    return (_("{name}: ja") if n else _("{name}: nej")).format(name=name)


def _told(unit: str) -> str:
    return _("Siffran är antalet {unit}").format(unit=unit_name(unit))


def _counted(
    table: Table, keys: list[str], legend: Mapping[str, Mapping[str, str]]
) -> Table | None:
    """Count by keys and value; a value is a column, and so are those who were not asked."""
    values = table.frame["value"]
    if values.isna().all() or values.max() > MOST:
        return None
    named = {str(value): counted(value, table.unit) for value in range(int(values.max()) + 1)}
    if values.isna().any():
        named[NOBODY] = _("inte tillfrågad")
    columns = values.map(lambda value: NOBODY if pd.isna(value) else str(int(value)))
    return _spread(table, keys, legend, columns, named)


def _spread(
    table: Table,
    keys: list[str],
    legend: Mapping[str, Mapping[str, str]],
    columns: pd.Series,
    named: Mapping[str, str],
) -> Table:
    """Count by keys and the columns that the rows belong in, each named, zeros too."""
    found = table.frame[keys].assign(column=columns).value_counts()
    rows = table.frame[keys].drop_duplicates()
    grid = rows.merge(pd.DataFrame({"column": list(named)}), how="cross")
    grid["value"] = [int(found.get(each, 0)) for each in grid.itertuples(index=False, name=None)]
    kept = {name: legend[name] for name in keys}
    note = _told(table.across)
    return Table(grid, table.across, table.n, legend={**kept, "column": dict(named)}, note=note)
