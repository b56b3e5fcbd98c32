"""Readings of tables of how things turned out: what goes with which outcome, and what against."""

from __future__ import annotations

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import by_unit, clauses, each_of, quoted, sentences, some, top
from analys.table import Table
from analys.wording import counted, listing, number, upper_first

UNCLEAR, SEVERAL, NONE = "unclear", "several", "none"
FEW = 2  # units that go against the rest and may be named beside it


def configurations(table: Table) -> str:
    """How many have each outcome, which conditions go with one alone, and which tell nothing."""
    if table.absent:
        return ""
    outcomes = {key: name for key, name in table.legend["outcome"].items() if table.facts.get(key)}
    counts = listing(_having(table, key, name) for key, name in outcomes.items())
    said = [_("Av {cases} har {outcomes}.").format(cases=counted(table.n, "case"), outcomes=counts)]
    clear = [key for key in outcomes if key != UNCLEAR]
    if len(clear) > 1:
        only = [_only(table, key) for key in clear]
        said += only if any(only) else [_("Inget villkor skiljer utfallen helt åt.")]
        said.append(_on_both(table, clear))
    silent = table.frame.groupby("condition_name", sort=False)["interviews"].sum()
    never = [quoted(name) for name in silent.index[silent == 0]]
    said.append(_("Ingen berättar om {names}.").format(names=some(never, "or")) if never else "")
    return sentences(*said)


def _having(table: Table, outcome: str, name: str) -> str:
    """How many have an outcome, and which they are."""
    n = int(table.facts[outcome])
    cases = list(table.frame.loc[table.frame["outcome"] == outcome, "case"].drop_duplicates())
    said = plural("{n} utfallet {outcome} ({cases})", "{n} utfallet {outcome} ({cases})", n)
    return said.format(n=number(n), outcome=quoted(name), cases=some(cases))


def _only(table: Table, outcome: str) -> str:
    """The conditions that all units with an outcome have, and none with another."""
    rows = table.frame
    these = rows[(rows["outcome"] == outcome) & rows["present"].notna()]
    others = rows[rows["outcome"] != outcome]
    always = these.groupby("condition_name", sort=False)["present"].all()
    elsewhere = others.groupby("condition_name", sort=False)["present"].any()
    only = [quoted(name) for name in always.index[always] if not elsewhere.get(name, False)]
    if not only:
        return ""
    said = _("I alla med utfallet {outcome}, och bara där, hörs {names}.")
    return said.format(outcome=quoted(table.legend["outcome"][outcome]), names=some(only))


def _on_both(table: Table, outcomes: list[str]) -> str:
    """The conditions that some units with each outcome have."""
    rows = table.frame[table.frame["present"].fillna(value=False).astype(bool)]
    sides = rows[rows["outcome"].isin(outcomes)].groupby("condition_name", sort=False)
    both = [quoted(name) for name, part in sides if part["outcome"].nunique() == len(outcomes)]
    if not both:
        return ""
    return _("Vilket utfallet än blev hörs {names}.").format(names=some(both))


def effects_by_case(table: Table) -> str:
    """Which effect goes with each strain, where it does not, and where none is told of."""
    if table.absent:
        return ""
    told = table.frame[table.frame["told"].fillna(0) > 0]
    if told.empty:
        return _("Ingen berättar om någon av påfrestningarna.")
    said = [
        _strain(table, name, told[told["row"] == strain])
        for strain, name in table.legend["row"].items()
    ]
    return sentences(f"{upper_first(clauses(said))}.", _unclear(told, table.across))


def _unclear(told: pd.DataFrame, unit: str) -> str:
    """In how many cells as many tell of different effects, and in how many nobody of any."""
    counts = {each: int((told["effect"] == each).sum()) for each in (SEVERAL, NONE)}
    rest = [_("delad i {n}").format(n=number(counts[SEVERAL]))] * bool(counts[SEVERAL])
    rest += [_("onämnd i {n}").format(n=number(counts[NONE]))] * bool(counts[NONE])
    if not rest:
        return ""
    said = by_unit(
        unit,
        _("Av {n} fall (en påfrestning i en kommun) är påverkan {what}."),
        _("Av {n} fall (en påfrestning i en intervju) är påverkan {what}."),
    )
    return said.format(n=number(len(told)), what=listing(rest))


def _strain(table: Table, name: str, rows: pd.DataFrame) -> str:
    """One strain: its commonest effect and those, if few, with another."""
    if rows.empty:
        return _("{strain} tas inte upp").format(strain=quoted(name))
    clear = rows[~rows["effect"].isin([SEVERAL, NONE])]
    counts = clear["effect"].value_counts(sort=False).rename("n").reset_index()
    best = top(counts, "n")
    effects = table.legend["effect"]
    if best.empty:
        return _("efter {strain} ingen entydig påverkan {of}").format(
            strain=quoted(name), of=each_of(rows.iloc[:1], len(rows), len(rows), table.across)
        )
    most = int(best["n"].iloc[0])
    said = _("efter {strain} oftast {effects} {of}")
    if 2 * most <= len(rows):
        said = _("efter {strain} blandat, oftast {effects} {of}")
    told = said.format(
        strain=quoted(name),
        effects=some([quoted(effects[each]) for each in effects if each in set(best["effect"])]),
        of=each_of(best, most, len(rows), table.across),
    )
    against = clear[~clear["effect"].isin(best["effect"])]
    if 2 * most <= len(rows) or not 0 < len(against) <= FEW:
        return told
    other = [
        _("{name} i {n}").format(name=quoted(effects[str(effect)]), n=some(list(cases)))
        for effect, cases in against.groupby("effect", sort=False)["column"]
    ]
    return _("{said}, men {other}").format(said=told, other=listing(other))
