"""Readings of tables of majority shifts: who had one, and who was there before and after."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analys.language import _
from analys.readings.phrases import FEW, count, some
from analys.table import Table
from analys.wording import counted, day, fraction, listing, number, out_of


def shifts(table: Table) -> str:
    """Who had a majority shift, who was new after it, and whether the kc stayed."""
    if table.absent:
        return ""
    rows = table.frame.to_dict("records")
    which = some([f"{row['case']} ({_when(row)})" if _when(row) else row["case"] for row in rows])
    if table.n == 1:
        said = _("Majoritetsskifte: {which}.").format(which=which)
    else:
        share = out_of(table.facts["shifted"], table.n, "case")
        said = _("{share} har haft ett majoritetsskifte: {which}.").format(share=share, which=which)
    parts = [said, _untold(table), _renewed(table), _kc_stayed(table)]
    return " ".join(part for part in parts if part)


def _when(row: dict[Any, Any]) -> str:
    """The day of a shift and its rules, as far as they are known."""
    parts = ["" if pd.isna(row["date"]) else day(row["date"].date())]
    parts.append("" if pd.isna(row["rule"]) else row["rule"])
    return ", ".join(part for part in parts if part)


def _untold(table: Table) -> str:
    unknown = int(table.facts["unknown"])
    if not unknown:
        return ""
    return _("Om {cases} säger materialet ingenting.").format(cases=counted(unknown, "case"))


def _renewed(table: Table) -> str:
    """Who was new after the shifts, out of those where it is known."""
    facts = table.facts
    if not facts["kso_known"] or not facts["kc_known"]:
        return ""
    if facts["shifts"] == 1:
        return _one_renewed(kso=bool(facts["kso_new"]), kc=bool(facts["kc_new"]))
    return _("Efter skiftet är kso ny i {kso} fall och kc i {kc}.").format(
        kso=fraction(facts["kso_new"], facts["kso_known"]),
        kc=fraction(facts["kc_new"], facts["kc_known"]),
    )


def _one_renewed(*, kso: bool, kc: bool) -> str:
    if kso and kc:
        return _("Efter skiftet är både kso och kc nya.")
    if kso or kc:
        new, same = ("kso", "kc") if kso else ("kc", "kso")
        return _("Efter skiftet är {new} ny och {same} densamma.").format(new=new, same=same)
    return _("Efter skiftet är både kso och kc desamma.")


def _kc_stayed(table: Table) -> str:
    """Whether the kc from before was there 24 months after the shift."""
    facts = {name: int(value) for name, value in table.facts.items()}
    known = facts["kc_stayed"] + facts["kc_left"] + facts["kc_open"]
    if not known:
        return ""
    if facts["shifts"] == 1:
        answer = table.frame["kc_stay"].iloc[0]
        return _("Kc kvar 24 månader efter skiftet: {answer}.").format(answer=answer)
    names = {"stayed": _none(facts["kc_stayed"]), "left": _none(facts["kc_left"])}
    if facts["kc_open"]:
        return _(
            "Av de kc som satt före skiftet var {stayed} kvar efter 24 månader, {left} hade "
            "slutat, och för {open} är det för tidigt att säga."
        ).format(**names, open=number(facts["kc_open"]))
    return _(
        "Av de kc som satt före skiftet var {stayed} kvar efter 24 månader, och {left} hade slutat."
    ).format(**names)


def _none(n: int) -> str:
    return count(n, _("ingen"))


def worn_in(table: Table) -> str:
    """How long the old kso and kc had worked together when the shift came, and who was new then."""
    if table.absent:
        return table.absent
    sat = _how_long(table.frame)
    known = int(table.facts["new_known"])
    if not known:
        return sat
    if len(table.frame) == 1:
        return f"{sat} " + _("Efter skiftet: {new}.").format(new=table.frame["new_name"].iloc[0])
    after = _(
        "Efter skiftet är båda nya i {both} par, bara kso i {kso} och bara kc i {kc}."
    ).format(
        both=fraction(table.facts["new_both"], known),
        kso=number(table.facts["new_kso"]),
        kc=number(table.facts["new_kc"]),
    )
    return f"{sat} {after}"


def _how_long(rows: pd.DataFrame) -> str:
    """How long each pair had sat together, or from how long to how long where there are many."""
    if len(rows) <= FEW:
        said = listing(_together(row) for row in rows.to_dict("records"))
        return _("När skiftet kom hade kso och kc suttit ihop i {years}.").format(years=said)
    return _(
        "När skiftet kom hade kso och kc suttit ihop i {least} till {most} år ({n} par, median "
        "{median})."
    ).format(
        least=number(rows["years"].min(), 1),
        most=number(rows["years"].max(), 1),
        n=number(len(rows)),
        median=number(rows["years"].median(), 1),
    )


def _together(row: dict[Any, Any]) -> str:
    return _("{years} år ({case}: kso {kso} år på posten, kc {kc})").format(
        years=number(row["years"], 1),
        case=row["case"],
        kso=number(row["kso_years"], 1),
        kc=number(row["kc_years"], 1),
    )
