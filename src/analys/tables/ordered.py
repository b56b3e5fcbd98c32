"""A case-ordered matrix: what is told in each municipality, those of the longest pairs first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    Frame,
    behind,
    frame_of,
    heading,
    measure,
    said,
    under,
)
from analys.tables.ties import years_together
from analys.wording import number

NO_PAIR = N_("inget par")


def by_pair(
    study: Study,
    dilemma: str,
    groups: Mapping[str, Sequence[str]],
    *,
    at_least: float = 7.0,
) -> Table:
    """How many interviews tell of each code in each municipality, by its longest pair's years.

    The municipalities stand in the order of how long one and the same kso and kc have sat there, so
    that what goes with long pairs gathers at one end: a case-ordered matrix (Miles and Huberman
    1994).

    Parameters
    ----------
    dilemma
        Only interviews asked about it count.
    groups
        `{what they are (Swedish): codes}`, in the order of the rows.
    at_least
        Years that make a pair long, for `facts`.

    Returns
    -------
    A row a code and municipality: `row` (the code), `rowgroup`, `column` (the municipality, in
    falling order of years, those without a pair last; an interview where no municipality is named
    or there is just one), `value` (interviews; NA where none was asked), `asked` (interviews
    asked). `facts`: `at_least`; `long` and `short` (units asked with a pair of so many years, and
    the others; interviews are all short); for each group `long_1`, `short_1`, `long_2`, … (units
    that tell of any of its codes). The basis goes by `row` and `column`.
    """
    frame = frame_of(study, dilemma)
    called = said({f"group_{at}": name for at, name in enumerate(groups, 1)})
    parts = dict(zip(called, groups.values(), strict=True))
    group_of = {code: group for group, codes in parts.items() for code in codes}
    labels = {code: study.short(code) for code in group_of}
    years = years_together(study) if frame.unit == "case" else {}
    columns = _columns(frame, years)
    found = under(study, frame, group_of, "row").rename(columns={"unit": "column"})
    long = {unit for unit in frame.units if years.get(unit, 0.0) >= at_least}
    within = {"asked": _("Tillfrågade intervjuer")} if frame.unit == "case" else {}
    cells = _cells(frame, list(group_of), list(columns), found)
    return Table(
        cells.assign(
            rowgroup=cells["row"].map(group_of),
            group_name=cells["row"].map(group_of).map(called),
            row_name=cells["row"].map(labels),
            column_name=cells["column"].map(columns),
        ),
        unit="interview",
        n=len(frame.interviews),
        headings={
            "group_name": _("Slag"),
            "row_name": _("Tema"),
            "column_name": heading(frame.unit, 1),
            "value": heading("interview"),
            **within,
        },
        measure=measure(
            frame.unit,
            _("Antal intervjuer som tar upp det, per kommun, den med det längsta paret först"),
            _("Om intervjun tar upp det (1) eller inte (0)"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"row": labels, "column": columns, "rowgroup": called},
        facts={
            "at_least": at_least,
            "long": len(long),
            "short": frame.n - len(long),
            **_facts(found.assign(group=found["row"].map(group_of)), list(called), long),
        },
        across=frame.unit,
        basis=behind(found, "row", "column"),
    )


def _columns(frame: Frame, years: Mapping[str, float]) -> dict[str, str]:
    """The units in their order and what they are called: K07, 20 years."""
    units = [*frame.units, *frame.not_asked]
    if not years:
        return {unit: unit for unit in units}
    told = _("{case} {years}\N{NO-BREAK SPACE}år")
    return {
        unit: told.format(case=unit, years=number(years[unit], 1))
        if unit in years
        else f"{unit} {_(NO_PAIR)}"
        for unit in sorted(units, key=lambda unit: -years.get(unit, 0.0))
    }


def _cells(
    frame: Frame, rows: Sequence[str], columns: Sequence[str], found: pd.DataFrame
) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([rows, columns], names=["row", "column"])
    counts = found.groupby(["row", "column"])["interview"].nunique()
    cells = counts.reindex(grid, fill_value=0).rename("value").reset_index()
    asked = cells["column"].map(frame.interviews.groupby(frame.unit)["interview"].nunique())
    cells["asked"] = asked.fillna(0).astype("Int64")
    return cells.assign(value=cells["value"].astype("Int64").where(cells["asked"] > 0))


def _facts(found: pd.DataFrame, groups: Sequence[str], long: set[str]) -> dict[str, int]:
    """The units of long pairs, and the others, that tell of anything in each group."""
    facts = {}
    for at, group in enumerate(groups, 1):
        told = set(found.loc[found["group"] == group, "column"])
        facts[f"long_{at}"] = len(told & long)
        facts[f"short_{at}"] = len(told - long)
    return facts
