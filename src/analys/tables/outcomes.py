"""Municipalities by how things turned out there, and by what went before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import ALONE, Frame, behind, frame_of, heading, measure, under
from analys.tables.meeting import met_behind, met_in

NO_CASES = N_("Ingen kommun i materialet är aktuell.")


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
    where none was asked). `facts`: municipalities a code of outcome, and `unclear` if any is. There
    is nothing to show where the study has just one municipality. The basis goes by `case` and
    `condition`.
    """
    frame = frame_of(study, dilemma, cases)
    there = frame.interviews["case"].dropna().drop_duplicates()
    found = {code: _of_cases(study.coded([code]), frame) for code in [*outcome, *conditions]}
    told = {
        code: codings.groupby("case")["interview"].nunique().reindex(there, fill_value=0)
        for code, codings in found.items()
    }
    outcomes = pd.DataFrame({code: told[code] for code in outcome})
    tied = outcomes.max(axis=1) == outcomes.min(axis=1)
    which = outcomes.idxmax(axis=1).mask(tied, "unclear")
    asked = set(there)
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
        labels["unclear"] = _("Utfallet framgår inte")
    table["condition_name"] = table["condition"].map(study.labels(conditions))
    table["outcome_name"] = table["outcome"].map(labels)
    stand = [found[condition].assign(condition=condition) for condition in conditions]
    return Table(
        table,
        unit="case",
        n=len(cases),
        headings={
            "case": _("Kommun"),
            "outcome_name": _("Utfall"),
            "condition_name": _("Faktor"),
            "interviews": _("Intervjuer som berättar om faktorn"),
        },
        measure=_("Faktorn finns där minst en intervju berättar om den"),
        interviews=len(frame.interviews),
        not_asked=tuple(case for case in study.not_asked(dilemma) if case in cases),
        absent=frame.absent or _why_not(study, cases),
        legend={"condition": study.labels(conditions), "outcome": labels},
        facts={code: outcome_of.count(code) for code in labels},
        basis=behind(pd.concat(stand), "case", "condition"),
    )


def _of_cases(codings: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """The codings of the interviews asked, where it is known of which municipality they are."""
    asked = codings["interview"].isin(frame.interviews["interview"])
    return codings[asked].dropna(subset="case")


def _why_not(study: Study, cases: Sequence[str]) -> str | None:
    if frame_of(study, None).alone:
        return _(ALONE)
    return None if cases else _(NO_CASES)


def effects_by_case(study: Study, strains: Sequence[str], effects: Sequence[str]) -> Table:
    """Which effect each strain is told to have had in each municipality.

    Parameters
    ----------
    strains, effects
        Codes; the effect of a strain is what is told in the same passage.

    Returns
    -------
    A row a strain and municipality: `row` (the strain), `column` (the municipality; the interview
    where none is named or there is just one), `effect` (the one that most interviews tell of;
    "several" where tied, "none" where the strain is told without any, NA where it is not told),
    `value` (the interviews that tell of that effect, or of any of those tied; 0 where there is
    none, NA where no interview has been read), `told` (interviews that tell of the strain; NA
    likewise). `facts`: cells of each effect, of "several" and "none". The basis goes by `row` and
    `column` and holds what meets.
    """
    frame = frame_of(study, None)
    columns = list(study.cases["case"]) if frame.unit == "case" else list(frame.units)
    grid = pd.MultiIndex.from_product([list(strains), columns], names=["row", "column"])
    told = under(study, frame, strains, "row").rename(columns={"unit": "column"})
    told_by = told.groupby(["row", "column"])["interview"].nunique().reindex(grid, fill_value=0)
    met, which = _strongest(met_in(study, frame, strains, effects, "passage"))
    table = pd.DataFrame({"told": told_by.astype("Int64")}).join(which)
    table["effect"] = table["effect"].mask(table["effect"].isna() & (table["told"] > 0), "none")
    table = table.reset_index()
    read = table["column"].isin(frame.units)
    table["value"] = table["value"].fillna(0).astype("Int64").where(read)
    table["told"] = table["told"].where(read)
    labels = study.labels(effects) | {"several": _("flera"), "none": _("ingen påverkan nämns")}
    table["row_name"] = table["row"].map(study.labels(strains))
    table["effect_name"] = table["effect"].map(labels)
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={
            "row_name": _("Påfrestning"),
            "column": heading(frame.unit, 1),
            "told": _("Intervjuer som tar upp påfrestningen"),
            "effect_name": _("Påverkan"),
            "value": _("Intervjuer som berättar om den påverkan"),
        },
        measure=measure(
            frame.unit,
            _("Den påverkan som flest intervjuer nämner i samma avsnitt, per kommun"),
            _("Den påverkan som intervjun nämner i samma avsnitt"),
        ),
        absent=frame.absent,
        legend={
            "row": study.labels(strains),
            "column": {column: column for column in columns},
            "effect": labels,
        },
        facts={effect: int((table["effect"] == effect).sum()) for effect in labels},
        across=frame.unit,
        basis=met_behind(met, "row", "column"),
    )


def _strongest(met: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The effect that most interviews of each unit tell of, for each strain.

    Returns
    -------
    The meetings with that effect (with any of those tied), and by strain and unit (`row`,
    `column`) its `effect` and `value`, how many interviews.
    """
    met = met.rename(columns={"column": "effect", "unit": "column"})
    keys = ["row", "column"]
    counts = met.groupby([*keys, "effect"])["interview"].nunique().rename("n").reset_index()
    most = counts[counts["n"] == counts.groupby(keys)["n"].transform("max")]
    kept = met.merge(most[[*keys, "effect"]], on=[*keys, "effect"])
    which = kept.groupby(keys).agg(effect=("effect", "first"), value=("interview", "nunique"))
    tied = most.groupby(keys).size() > 1
    which["effect"] = which["effect"].mask(tied, "several")
    return kept, which
