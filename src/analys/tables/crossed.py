"""Codes that meet, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import Grouping, fractions, frame_of, grouped, tallied
from analys.tables.matrices import crossing
from analys.tables.meeting import met_behind, met_in

KEYS = ["row", "column", "facet"]


def crossing_by(
    study: Study,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    heads: tuple[str, str],
    by: Grouping = "role_group",
    relation: str = "passage",
) -> Table:
    """In how many municipalities each code of one list meets each of another, in each group.

    Parameters
    ----------
    heads, relation
        As in `crossing`.
    by
        As in `mentions`; as `crossing` where the material does not know the groups.

    Returns
    -------
    A row a pair of codes and a group: as `crossing`, with `facet`, `asked` (units with an interview
    in the group) and `interviews_asked`. `facts`: `pairs` (rows where they meet), `units`. The
    basis goes by `row`, `column` and `facet`.
    """
    whole = crossing(study, rows, columns, heads=heads, relation=relation)
    groups = grouped(study, by)
    if groups is None:
        return whole
    group_of, names = groups
    frame = frame_of(study, None)
    met = met_in(study, frame, rows, columns, relation)
    met = met.assign(facet=met["interview"].map(group_of)).dropna(subset="facet")
    asked = frame.interviews.assign(facet=frame.interviews["interview"].map(group_of))
    size = tallied(asked, "facet", asked=frame.unit, interviews_asked="interview")
    grid = whole.frame[["row", "column", "row_name", "column_name"]]
    table = grid.merge(pd.DataFrame({"facet": list(names)}), how="cross").join(size, on="facet")
    counts = tallied(met, KEYS, value="unit", interviews="interview")
    table = table.join(counts, on=KEYS)
    numbers = ["asked", "interviews_asked", "value", "interviews"]
    table[numbers] = table[numbers].fillna(0).astype("Int64")
    table["group"] = table["facet"].map(names)
    table["value_of"] = fractions(table["value"], table["asked"])
    headings = dict(whole.headings)
    counted = {"value_of": headings.pop("value")}
    beside = {"interviews": headings.pop("interviews")} if "interviews" in headings else {}
    return replace(
        whole,
        frame=table,
        headings={**headings, "group": _("Grupp"), **counted, **beside},
        legend={**whole.legend, "facet": names},
        facts={"pairs": int((table["value"] > 0).sum()), "units": met["unit"].nunique()},
        basis=met_behind(met, *KEYS),
    )
