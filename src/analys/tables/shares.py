"""One thing, another, or both: how interviews and municipalities divide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.cooccurrence import meetings
from analys.study import Study
from analys.table import UNITS, Table
from analys.tables.base import Frame, by_unit, facets, frame_of, labelled, unmet
from analys.tables.mentions import both, fractions, heading, leanings

ALL = "all"


def shares(
    study: Study,
    dilemma: str | None,
    first: Sequence[str],
    second: Sequence[str],
    names: Mapping[str, str],
    *,
    by: str = "role_group",
) -> Table:
    """How many interviews speak of the first only, of both, or of the second only.

    Parameters
    ----------
    dilemma
        Only interviews asked about it count; all where None.
    names
        What the categories `first`, `both` and `second` are called.
    by
        "role_group" or "committees". Where the material does not know the groups there is one, all.

    Returns
    -------
    A row a group and category, empty ones too: `group`, `category`, `interviews`, `units` (units
    that they stand for), `of` (interviews of the group that speak of either), `cases` (units that
    those stand for), `asked` (interviews of the group that were asked). Counts interviews, which a
    person gives one of. `facts`: `speaking`, `asked`.
    """
    frame = frame_of(study, dilemma)
    group_of, groups = facets(study, by)
    if group_of.isna().all():
        group_of, groups = pd.Series(ALL, index=group_of.index), {ALL: "Alla intervjuer"}
    talk = _categories(study, frame, first, second)
    talk["group"] = talk["interview"].map(group_of)
    asked = frame.interviews["interview"].map(group_of).value_counts()
    rows = [_share(talk, group, category, asked) for group in groups for category in names]
    columns = ["group", "category", "interviews", "units", "of", "cases", "asked"]
    table = pd.DataFrame(rows, columns=columns)
    table["group_name"] = table["group"].map(groups)
    table["category_name"] = table["category"].map(names)
    table["interviews_of"] = fractions(table["interviews"], table["of"])
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={
            "group_name": "Grupp",
            "category_name": "Tar upp",
            "interviews_of": "Intervjuer av dem som tar upp det",
            "units": f"i antal {UNITS[frame.unit][1]}",
            "asked": "Tillfrågade intervjuer",
        },
        measure="Antal intervjuer som tar upp det ena, det andra eller båda",
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"group": groups, "category": dict(names)},
        facts={"speaking": len(talk), "asked": len(frame.interviews)},
    )


def _categories(
    study: Study, frame: Frame, first: Sequence[str], second: Sequence[str]
) -> pd.DataFrame:
    """A row an interview that speaks of either: `interview`, `unit`, `category`."""
    sides = [by_unit(study.coded(codes), frame) for codes in (first, second)]
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


def balance(
    study: Study,
    dilemma: str,
    first: Sequence[str],
    second: Sequence[str],
    names: Mapping[str, str],
) -> Table:
    """How many interviews of each municipality speak of the first and of the second.

    Returns
    -------
    A row a municipality, those not asked too: `case`, `first`, `second` (interviews; NA where not
    asked), `of` (interviews asked). `facts`: how many lean each way (`first`, `second`, `even`,
    `silent`).
    """
    frame = frame_of(study, dilemma)
    rows = leanings(study, dilemma, first, second)
    counts = rows["leaning"].value_counts()
    per = ", per kommun" if frame.unit == "case" else ""
    silent = pd.DataFrame({"case": list(frame.not_asked)}, dtype="str")
    rows = pd.concat([rows.drop(columns="leaning"), silent], ignore_index=True)
    rows = rows.astype({"first": "Int64", "second": "Int64", "of": "Int64"})
    return Table(
        rows.sort_values("case", kind="stable", ignore_index=True),
        unit=frame.unit,
        n=frame.n,
        headings={
            "case": UNITS[frame.unit][0].capitalize(),
            "first": f"Intervjuer: {names['first']}",
            "second": f"Intervjuer: {names['second']}",
            "of": "Tillfrågade intervjuer",
        },
        measure=f"Antal intervjuer som tar upp det ena och det andra{per}",
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"mark": {"first": names["first"], "second": names["second"]}},
        facts={name: int(counts.get(name, 0)) for name in ("first", "second", "even", "silent")},
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
    A row a code and a code met: `code`, `label`, `group` (the code met), `cases`, `asked`.
    """
    frame = frame_of(study, dilemma)
    rows = []
    for group in against:
        other = by_unit(study.coded([group]), frame)
        for code in codes:
            met = meetings(by_unit(study.coded([code]), frame), other, relation)
            rows.append((code, group, met["unit_a"].nunique(), frame.n))
    columns = ["code", "group", "cases", "asked"]
    table = labelled(study, codes).merge(pd.DataFrame(rows, columns=columns), on="code")
    table["group_name"] = table["group"].map(dict(against))
    table["cases_of"] = fractions(table["cases"], table["asked"])
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "label": "Kod",
            "group_name": "I samma avsnitt som",
            "cases_of": heading(frame.unit),
        },
        measure=both(frame.unit, relation),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=unmet(frame, relation),
        legend={"group": dict(against)},
    )


def two_by_two(
    study: Study,
    dilemma: str,
    row: Sequence[str],
    column: Sequence[str],
    names: Mapping[str, Mapping[str, str]],
) -> Table:
    """Municipalities by two yes-or-no questions, each told by more interviews one way.

    Parameters
    ----------
    row, column
        The code for yes and the code for no.
    names
        `{"row": {"yes": …, "no": …}, "column": {…}}`.

    Returns
    -------
    Four rows: `row`, `column` ("yes", "no"), `count`, `names` (ids of the units, with commas).
    Units where either is silent or as many interviews say yes as no stand in the `note`, and are
    counted in `facts["unclear"]`.
    """
    frame = frame_of(study, dilemma)
    answers = {}
    for axis, (yes, no) in (("row", row), ("column", column)):
        told = leanings(study, dilemma, [yes], [no]).set_index("case")["leaning"]
        answers[axis] = told.map({"first": "yes", "second": "no"})
    both = pd.DataFrame(answers)
    unclear = list(both.index[both.isna().any(axis=1)])
    cells = [_cell(both, at, across) for at in names["row"] for across in names["column"]]
    table = pd.DataFrame(cells, columns=["row", "column", "count", "names"])
    table["row_name"] = table["row"].map(dict(names["row"]))
    table["column_name"] = table["column"].map(dict(names["column"]))
    basis = "vad flest av deras intervjuer säger" if frame.unit == "case" else "vad de säger"
    note = f"Ej entydigt eller ingen uppgift: {', '.join(unclear)}." if unclear else ""
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "row_name": "Det ena",
            "column_name": "Det andra",
            "count": heading(frame.unit),
            "names": "Vilka",
        },
        measure=f"Antal {UNITS[frame.unit][1]} efter {basis}",
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        note=note,
        legend={"row": dict(names["row"]), "column": dict(names["column"])},
        facts={"unclear": len(unclear)},
    )


def _cell(both: pd.DataFrame, row: str, column: str) -> tuple[str, str, int, str]:
    those = both.index[(both["row"] == row) & (both["column"] == column)]
    return row, column, len(those), ", ".join(those)
