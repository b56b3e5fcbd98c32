"""Readings of what comes when a pair is parted, and of what is told where pairs sat long."""

from __future__ import annotations

from analys.language import _
from analys.readings.phrases import clauses, quoted
from analys.readings.posts import years
from analys.table import Table
from analys.wording import counted, fraction, listing, out_of, upper_first


def partings(table: Table) -> str:
    """How often the other left within 24 months, by the years that the two had sat together."""
    if table.absent:
        return ""
    parts = [_of_band(table, band, name) for band, name in table.legend["band"].items()]
    known = [part for part in parts if part]
    told = _("{other} slutade inom 24 månader efter {first} i {parts}.")
    said = told.format(**table.legend["post"], parts=listing(known))
    early = sum(int(table.facts[f"open_{band}"]) for band in table.legend["band"])
    rest = _("För {pairs} är det för tidigt att säga.").format(pairs=counted(early, "pair"))
    return " ".join([*([upper_first(said)] if known else []), *([rest] if early else [])])


def _of_band(table: Table, band: str, name: str) -> str:
    """Those of a band that left, of those where it is known; empty where it is of none."""
    left = table.facts[f"left_{band}"]
    known = left + table.facts[f"stayed_{band}"]
    told = _("{part} som suttit {band} tillsammans")
    return told.format(part=out_of(left, known, "pair"), band=name) if known else ""


def by_pair(table: Table) -> str:
    """In how many municipalities each group is told, where a pair sat long and elsewhere."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    names = list(table.legend["rowgroup"].values())
    if table.across != "case" or not facts["long"] or not facts["short"]:
        n, unit = facts["long"] + facts["short"], table.across
        told = _("{group} tas upp i {part}")
        said = clauses(
            told.format(
                group=quoted(name), part=out_of(facts[f"long_{at}"] + facts[f"short_{at}"], n, unit)
            )
            for at, name in enumerate(names, 1)
        )
        return f"{said}."
    told = _("{group} tas upp där i {long}, i övriga i {short}")
    said = clauses(
        told.format(
            group=quoted(name),
            long=fraction(facts[f"long_{at}"], facts["long"]),
            short=fraction(facts[f"short_{at}"], facts["short"]),
        )
        for at, name in enumerate(names, 1)
    )
    begin = _("I {n} har ett par suttit minst {years} år. {groups}.")
    having = out_of(facts["long"], facts["long"] + facts["short"], "case")
    return begin.format(n=having, years=years(table.facts["at_least"]), groups=said)
