"""One thing, another, or both: how interviews divide, and what goes with which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    labelled,
    said,
)
from analys.tables.meeting import WHERE, both, met_behind, met_in, unmet
from analys.wording import percent_of

ALL = "all"


def shares(
    study: Study,
    dilemma: str | None,
    first: Sequence[str],
    second: Sequence[str],
    names: Mapping[str, str],
    *,
    by: Grouping = "role_group",
) -> Table:
    """How many interviews speak of the first only, of both, or of the second only.

    Parameters
    ----------
    dilemma
        Only interviews asked about it count; all where None.
    names
        What the categories `first`, `both` and `second` are called.
    by
        As in `mentions`. Where the material does not know the groups there is one, all.

    Returns
    -------
    A row a group and category, empty ones too: `group`, `category`, `interviews`, `units` (units
    that they stand for), `of` (interviews of the group that speak of either), `cases` (units that
    those stand for), `asked` (interviews of the group that were asked). Counts interviews, which a
    person gives one of. `facts`: `speaking`, `asked`. The basis goes by `group` and `category`.
    """
    frame = frame_of(study, dilemma)
    everyone = pd.Series(ALL, index=study.interviews["interview"])
    group_of, groups = grouped(study, by) or (everyone, {ALL: _("Alla intervjuer")})
    categories = said(names)
    talk = _categories(study, frame, first, second)
    talk["group"] = talk["interview"].map(group_of)
    asked = frame.interviews["interview"].map(group_of).value_counts()
    rows = [_share(talk, group, category, asked) for group in groups for category in categories]
    columns = ["group", "category", "interviews", "units", "of", "cases", "asked"]
    table = pd.DataFrame(rows, columns=columns)
    table["group_name"] = table["group"].map(groups)
    table["category_name"] = table["category"].map(categories)
    table["interviews_of"] = [
        percent_of(part, of) for part, of in zip(table["interviews"], table["of"], strict=True)
    ]
    found = by_unit(study, frame, [*first, *second]).merge(
        talk.dropna(subset="group")[["interview", "group", "category"]], on="interview"
    )
    within = {"units": _("i antal kommuner")} if frame.unit == "case" else {}
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={
            "group_name": _("Grupp"),
            "category_name": _("Tar upp"),
            "interviews_of": _("Intervjuer av dem som tar upp det"),
            **within,
            "asked": _("Tillfrågade intervjuer"),
        },
        measure=_("Antal intervjuer som tar upp det ena, det andra eller båda"),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"group": groups, "category": categories},
        facts={"speaking": len(talk), "asked": len(frame.interviews)},
        across=frame.unit,
        basis=behind(found, "group", "category"),
    )


def _categories(
    study: Study, frame: Frame, first: Sequence[str], second: Sequence[str]
) -> pd.DataFrame:
    """A row an interview that speaks of either: `interview`, `unit`, `category`."""
    sides = [by_unit(study, frame, codes) for codes in (first, second)]
    there = [set(side["interview"]) for side in sides]
    units = pd.concat(sides).drop_duplicates("interview")[["interview", "unit"]]
    in_first, in_second = (units["interview"].isin(some) for some in there)
    category = pd.Series("both", index=units.index)
    category[in_first & ~in_second] = "first"
    category[~in_first & in_second] = "second"
    return units.assign(category=category)


def _share(
    talk: pd.DataFrame, group: str, category: str, asked: pd.Series
) -> tuple[str, str, int, int, int, int, int]:
    those = talk[talk["group"] == group]
    these = those[those["category"] == category]
    return (
        group,
        category,
        len(these),
        these["unit"].nunique(),
        len(those),
        those["unit"].nunique(),
        int(asked.get(group, 0)),
    )


def contrast(
    study: Study,
    dilemma: str,
    codes: Sequence[str],
    against: Mapping[str, str],
    *,
    relation: str = "passage",
) -> Table:
    """In how many municipalities each of some codes meets one code, and another.

    Parameters
    ----------
    against
        `{code: label}` of the two or three codes that are met.
    relation
        As in `cooccurrence.meetings`.

    Returns
    -------
    A row a code and a code met: `code`, `label`, `group` (the code met), `cases`, `asked`. The
    basis goes by `code` and `group` and holds both that meet.
    """
    frame = frame_of(study, dilemma)
    groups = said(against)
    met = met_in(study, frame, codes, groups, relation)
    met = met.rename(columns={"row": "code", "column": "group"})
    cases = met.groupby(["code", "group"])["unit"].nunique().rename("cases")
    table = labelled(study, codes).merge(pd.DataFrame({"group": list(groups)}), how="cross")
    table = table.join(cases, on=["code", "group"]).assign(asked=frame.n)
    table["cases"] = table["cases"].fillna(0).astype(int)
    table["group_name"] = table["group"].map(groups)
    table["cases_of"] = fractions(table["cases"], table["asked"])
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "label": _("Kod"),
            "group_name": _(WHERE[relation]),
            "cases_of": heading(frame.unit),
        },
        measure=both(frame.unit, relation),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=unmet(frame, relation),
        legend={"group": groups},
        across=frame.unit,
        basis=met_behind(met, "code", "group"),
    )
