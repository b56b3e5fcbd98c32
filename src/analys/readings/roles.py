"""Readings of tables of roles: who states a norm, and who tells of whose overstepping."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import clauses, quoted, sentences
from analys.table import Table
from analys.wording import counted, fraction, lower_first, number, out_of, upper_first


def norm_practice(table: Table) -> str:
    """For each norm: who states it, how many of them tell of its breach, and who else does."""
    if table.absent:
        return ""
    norms = (table.frame[table.frame["norm"] == norm] for norm in table.legend["norm"])
    return sentences(*(_norm(rows, table.legend["group"]) for rows in norms))


def _norm(rows: pd.DataFrame, groups: Mapping[str, str]) -> str:
    """The groups together, and each in brackets; a person is in one group only."""
    asked, stated, telling, only = (
        int(rows[column].sum()) for column in ("asked", "interviews", "telling", "only")
    )
    names = {
        "norm": quoted(rows["norm_name"].iloc[0]),
        "practice": quoted(rows["practice_name"].iloc[0]),
        "stated": out_of(stated, asked, "interview"),
        "groups": _each(rows, groups),
        "telling": number(telling),
        "only": number(only),
    }
    if not stated and not only:
        return _("Varken {norm} eller {practice} tas upp av någon.").format(**names)
    if not stated:
        return _("Ingen uttrycker {norm}, men i {only} berättas om {practice}.").format(
            **names | {"only": out_of(only, asked, "interview")}
        )
    said = _("{norm} uttrycks i {stated} ({groups}).").format(**names)
    return f"{said} {_breach(telling, only).format(**names)}"


def _breach(telling: int, only: int) -> str:
    """Who tells of the practice: those who state the norm, others, both or nobody."""
    if telling and only:
        return plural(
            "I {telling} av dem berättas också om {practice}, i {only} annan utan att "
            "normen uttrycks.",
            "I {telling} av dem berättas också om {practice}, i {only} andra utan att "
            "normen uttrycks.",
            only,
        )
    if telling:
        return _("I {telling} av dem berättas också om {practice}, men inte i någon annan.")
    if only:
        return plural(
            "I ingen av dem berättas om {practice}, men i {only} annan, där normen inte uttrycks.",
            "I ingen av dem berättas om {practice}, men i {only} andra, där normen inte uttrycks.",
            only,
        )
    return _("Ingen berättar om {practice}.")


def _each(rows: pd.DataFrame, groups: Mapping[str, str]) -> str:
    """How many of each group: politiker 9 av 28, tjänstemän 5 av 28."""
    return ", ".join(
        f"{lower_first(groups[row['group']])} {fraction(row['interviews'], row['asked'])}"
        for row in rows.to_dict("records")
    )


def overstepping(table: Table) -> str:
    """Whether each group tells more of its own overstepping or of the other's, and who of none."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    said = clauses(_whose(facts, group, name) for group, name in table.legend["whose"].items())
    asked = sum(facts[f"{group}_asked"] for group in table.legend["whose"])
    telling = sum(
        facts[f"{group}_{whose}"]
        for group in table.legend["whose"]
        for whose in ("own", "both", "other")
    )
    if not telling:
        return _(
            "Ingen berättar om något steg över gränsen, varken i den egna gruppen eller i "
            "den andra."
        )
    silent = out_of(asked - telling, asked, "interview")
    rest = _("I {silent} berättas inte om något steg över gränsen.").format(silent=silent)
    return sentences(f"{upper_first(said)}.", rest if asked > telling else "")


def _whose(facts: Mapping[str, int], group: str, name: str) -> str:
    """One group: whose overstepping it tells of in more interviews."""
    own = facts[f"{group}_own"] + facts[f"{group}_both"]
    other = facts[f"{group}_other"] + facts[f"{group}_both"]
    if not own and not other:
        said = _("{group} berättar inte om något steg över gränsen ({own} av {asked})")
    elif own == other:
        said = _(
            "{group} berättar i lika många intervjuer om den egna gruppens steg över gränsen "
            "som om den andras ({own} av {asked})"
        )
    elif own > other:
        said = _(
            "{group} berättar i fler intervjuer om steg över gränsen i den egna gruppen än i den "
            "andra ({own} mot {other} av {asked})"
        )
    else:
        said = _(
            "{group} berättar i fler intervjuer om steg över gränsen i den andra gruppen än i den "
            "egna ({other} mot {own} av {asked})"
        )
    return said.format(
        group=lower_first(name),
        own=number(own),
        other=number(other),
        asked=counted(facts[f"{group}_asked"], "interview"),
    )
