"""Tables with two ways in: codes that meet, and who says what where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analys.cooccurrence import meetings
from analys.study import Study
from analys.table import UNITS, Table
from analys.tables.base import Frame, by_unit, frame_of, unmet
from analys.tables.mentions import both, heading


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
    meeting). With relation "case" there is nothing to show where no municipality is named.
    """
    frame = frame_of(study, dilemma, cases)
    met = _met(study, frame, rows, columns, relation)
    grouped = met.groupby(["row", "column"])
    counts = grouped.agg(value=("unit", "nunique"), interviews=("interview", "nunique"))
    grid = pd.MultiIndex.from_product([list(rows), list(columns)], names=["row", "column"])
    table = counts.reindex(grid, fill_value=0).reset_index().astype({"value": "Int64"})
    labels = {code: study.short(code) for code in [*rows, *columns]}
    return _grid(
        table.assign(
            row_name=table["row"].map(labels),
            column_name=table["column"].map(labels),
        ),
        frame,
        {code: labels[code] for code in rows},
        {code: labels[code] for code in columns},
        heads,
        both(frame.unit, relation),
        absent=unmet(frame, relation),
        facts={"pairs": int((table["value"] > 0).sum()), "units": met["unit"].nunique()},
    )


def _met(
    study: Study, frame: Frame, rows: Sequence[str], columns: Sequence[str], relation: str
) -> pd.DataFrame:
    """A row a meeting: `row`, `column`, `unit`, `interview` (the row's)."""
    left = _under(study, frame, rows).rename(columns={"under": "row"})
    right = _under(study, frame, columns).rename(columns={"under": "column"})
    met = meetings(left, right, relation)
    met = met.rename(columns={"unit_a": "unit", "interview_a": "interview"})
    return met[["row", "column", "unit", "interview"]]


def _under(study: Study, frame: Frame, codes: Sequence[str]) -> pd.DataFrame:
    """The codings of each code and of those below it: `under` is the code asked for."""
    columns = ["interview", "case", "unit", "start", "end"]
    found = [by_unit(study.coded([code]), frame)[columns].assign(under=code) for code in codes]
    return pd.concat(found, ignore_index=True)


def _grid(
    table: pd.DataFrame,
    frame: Frame,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    heads: tuple[str, str],
    counted: str,
    absent: str | None,
    facts: Mapping[str, int],
) -> Table:
    beside = {"interviews": "Intervjuer"} if frame.unit == "case" else {}
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "row_name": heads[0],
            "column_name": heads[1],
            "value": heading(frame.unit),
            **beside,
        },
        measure=counted,
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=absent,
        legend={"row": dict(rows), "column": dict(columns)},
        facts=facts,
    )


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
    A row a thing and municipality: `row`, `column` (the municipality), `value` (interviews; NA
    where none was asked), `asked` (interviews asked).
    """
    frame = frame_of(study, None)
    table = pd.concat([_row_by_case(study, key, codes) for key, codes in rows.items()])
    units = {unit: unit for unit in frame.units}
    return Table(
        table.assign(row_name=table["row"].map(dict(labels))).reset_index(drop=True),
        unit="interview",
        n=len(frame.interviews),
        headings={
            "row_name": "Tema",
            "column": UNITS[frame.unit][0].capitalize(),
            "value": "Intervjuer",
            "asked": "Tillfrågade intervjuer",
        },
        measure="Antal intervjuer som tar upp det, per kommun",
        across=frame.unit,
        absent=frame.absent,
        legend={"row": dict(labels), "column": units},
        facts={"units": frame.n},
    )


def _row_by_case(study: Study, key: str, codes: Sequence[str]) -> pd.DataFrame:
    everyone = frame_of(study, None)
    frame = frame_of(study, key if key in study.codebook.dilemmas else None)
    found = by_unit(study.coded(codes), frame).groupby("unit")["interview"].nunique()
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    index = pd.Index(everyone.units, name="column")
    asked = asked.reindex(index, fill_value=0).astype("Int64")
    value = found.reindex(index, fill_value=0).astype("Int64").where(asked > 0)
    return pd.DataFrame({"row": key, "value": value, "asked": asked}).reset_index()


def configurations(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
) -> Table:
    """Which conditions were there in each municipality, sorted on the outcome.

    Parameters
    ----------
    outcome
        The codes of the outcome and of its opposite. A municipality has the one that more of its
        interviews tell of.
    cases
        The municipalities that could have had either.

    Returns
    -------
    A row a municipality and condition: `case`, `condition`, `present` (whether any interview tells
    of it; NA where none was asked), `interviews` (how many), `outcome` (a code, or "unclear", also
    where none was asked). `facts`: municipalities a code of outcome, and `unclear` if any is.
    """
    frame = frame_of(study, dilemma, cases)
    told = {code: _interviews(study, frame, code) for code in [*outcome, *conditions]}
    outcomes = pd.DataFrame({code: told[code] for code in outcome})
    tied = outcomes.max(axis=1) == outcomes.min(axis=1)
    which = outcomes.idxmax(axis=1).mask(tied, "unclear")
    asked = set(frame.units)
    order = {code: at for at, code in enumerate([*outcome, "unclear"])}
    rows = [
        (case, condition, told[condition].get(case, 0), which.get(case, "unclear"), case in asked)
        for case in sorted(cases, key=lambda case: (order[which.get(case, "unclear")], case))
        for condition in conditions
    ]
    table = pd.DataFrame(rows, columns=["case", "condition", "interviews", "outcome", "asked"])
    table["present"] = (table["interviews"] > 0).astype("boolean").where(table["asked"])
    labels = study.labels(outcome)
    outcome_of = [which.get(case, "unclear") for case in cases]
    if "unclear" in outcome_of:
        labels["unclear"] = "Utfallet framgår inte"
    table["condition_name"] = table["condition"].map(study.labels(conditions))
    table["outcome_name"] = table["outcome"].map(labels)
    return Table(
        table,
        unit="case",
        n=len(cases),
        headings={
            "case": "Kommun",
            "outcome_name": "Utfall",
            "condition_name": "Faktor",
            "interviews": "Intervjuer som berättar om faktorn",
        },
        measure="Faktorn finns där minst en intervju berättar om den",
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent or (None if cases else "Ingen kommun i materialet är aktuell."),
        legend={"condition": study.labels(conditions), "outcome": labels},
        facts={code: outcome_of.count(code) for code in labels},
    )


def _interviews(study: Study, frame: Frame, code: str) -> pd.Series:
    """Interviews a unit that tell of a code; 0 where none does."""
    found = by_unit(study.coded([code]), frame).groupby("unit")["interview"].nunique()
    return found.reindex(list(frame.units), fill_value=0)
