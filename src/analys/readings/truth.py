"""Readings of truth tables and of what they boil down to: careful ones, as cases are few."""

from __future__ import annotations

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import clauses, quoted, some
from analys.table import Table
from analys.wording import counted, fraction, number, out_of

SURE = 1 - 1e-9  # a consistency that counts as whole
SELDOM = 5  # fits of noise in a hundred
FEW = 3  # models that a sentence can hold


def truth_table(table: Table) -> str:
    """How many configurations the municipalities have, and whether any has both outcomes."""
    if table.absent:
        return ""
    facts = table.facts
    there = _("{cases} har {observed} möjliga kombinationer av villkoren.").format(
        cases=counted(table.n, "case"), observed=fraction(facts["observed"], len(table.frame))
    )
    clash = int(facts["contradictions"])
    if not clash:
        return f"{there} {_('Ingen kombination finns med båda utfallen.')}"
    both = table.frame[table.frame["contradiction"]]
    told = plural(
        "{n} kombination finns med båda utfallen: {names}.",
        "{n} kombinationer finns med båda utfallen: {names}.",
        clash,
    ).format(n=number(clash), names="; ".join(both["names"]))
    return f"{there} {told}"


def necessity(table: Table) -> str:
    """What all with an outcome have, and what all with its opposite have."""
    if table.absent:
        return ""
    said = [_necessary(table, side, name) for side, name in table.legend["outcome"].items()]
    warning = _("Att något alltid finns med gör det inte till en orsak.")
    return f"{' '.join(said)} {warning}"


def _necessary(table: Table, side: str, name: str) -> str:
    rows = table.frame[table.frame["outcome"] == side]
    sure = rows[rows["consistency"] >= SURE]
    if sure.empty:
        return _("Inget villkor delas av alla med utfallet {outcome}.").format(outcome=quoted(name))
    told = [
        _("{name} (relevans {ron})").format(name=row["name"], ron=row["ron_told"])
        for row in sure.sort_values("ron", ascending=False, kind="stable").to_dict("records")
    ]
    return _("I {cases} med utfallet {outcome} gäller {names}.").format(
        cases=out_of(int(sure["both"].iloc[0]), int(sure["with_outcome"].iloc[0]), "case"),
        outcome=quoted(name),
        names=some(told),
    )


def solutions(table: Table) -> str:
    """The shortest solutions for each outcome, and how well noise would have done."""
    if table.absent:
        return ""
    said = [_shortest(table, side, name) for side, name in table.legend["outcome"].items()]
    return " ".join([*said, _noise(table)])


def _shortest(table: Table, side: str, name: str) -> str:
    rows = table.frame[(table.frame["outcome"] == side) & (table.frame["kind"] == "parsimonious")]
    if rows["model"].max() == 0:
        return _("För {outcome} finns ingen lösning utan motsägelse.").format(outcome=quoted(name))
    models = [_joined(part) for _model, part in rows.groupby("model", sort=True)]
    more = len(models) - FEW
    shown = models[:FEW] + ([_("{n} till").format(n=number(more))] if more > 0 else [])
    covered = rows.groupby("model")["both"].max().max()
    told = plural(
        "Kortast uttryckt räcker {models} för {outcome} ({cases}).",
        "Kortast uttryckt räcker endera av {n} lika bra modeller för {outcome} ({cases}): "
        "{models}.",
        len(models),
    )
    return told.format(
        n=number(len(models)),
        models="; ".join(shown),
        outcome=quoted(name),
        cases=out_of(int(covered), int(rows["with_outcome"].iloc[0]), "case"),
    )


def _joined(rows: pd.DataFrame) -> str:
    """The terms of one model."""
    return _(" eller ").join(rows.loc[rows["term"] != "all", "expression"])


def _noise(table: Table) -> str:
    """How easily chance has such a fit; that it does not makes nothing a cause either."""
    times = round(100 * table.facts["noise"])
    often = _(
        "Med {cases} och {conditions} villkor passar också rent brus lika bra i {times} av 100 "
        "försök: läs det inte som orsak."
    )
    seldom = _(
        "Med {cases} och {conditions} villkor passar rent brus utan motsägelse i {times} av 100 "
        "försök, men ett mönster säger ändå inte vad som är orsak."
    )
    clean = not table.facts["contradictions"]
    return (often if times >= SELDOM and clean else seldom).format(
        cases=counted(table.n, "case"),
        conditions=number(table.facts["conditions"]),
        times=number(times),
    )


def robustness(table: Table) -> str:
    """How often the shortest solution changes when a case goes or a cell is turned."""
    if table.absent:
        return ""
    rows = table.frame[table.frame["kind"] == "parsimonious"].set_index("check")
    left, turned, result = (
        fraction(int(rows["part"][check]), int(rows["whole"][check]))
        for check in ("left_out", "condition", "outcome")
    )
    changes = _(
        "Den kortaste lösningen ändras om en kommun utgår i {left} fall, om ett villkor vänds i "
        "{turned} och om ett utfall vänds i {result}."
    ).format(left=left, turned=turned, result=result)
    return f"{changes} {_noise(table)}"


def matched_pairs(table: Table) -> str:
    """How many pairs there are, and in which conditions they differ."""
    if table.absent:
        return ""
    counts = table.frame.groupby("label", sort=False).size()
    counts = counts.sort_values(ascending=False, kind="stable")
    where = clauses(
        _("{name} i {n}").format(name=quoted(name), n=counted(int(n), "pair"))
        for name, n in counts.items()
    )
    told = _("{pairs} med olika utfall skiljer sig i ett enda villkor: {where}.").format(
        pairs=out_of(table.facts["pairs"], table.facts["possible"], "pair"), where=where
    )
    twins = int(table.facts["twins"])
    if not twins:
        return told
    alike = _("Olika utfall fast inget villkor skiljer kommunerna åt: {pairs}.")
    return f"{told} {alike.format(pairs=counted(twins, 'pair'))}"
