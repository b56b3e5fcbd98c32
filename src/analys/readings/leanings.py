"""Readings of tables of two things: who speaks of which, which way units lean, who goes against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.language import _, plural
from analys.readings.groups import commonest, widest
from analys.readings.phrases import by_unit, clauses, count, quoted, sentences, some
from analys.table import Table
from analys.wording import counted, fraction, listing, lower_first, number, out_of, upper_first

NAMED = 4  # units that a sentence can name beside their number


def which(n: int, cases: Sequence[str]) -> str:
    """How many, and which they are where they are few and all known.

    >>> which(2, ["K02", "K05"]), which(2, [])
    ('2 (K02 och K05)', '2')
    """
    return f"{number(n)} ({listing(cases)})" if 0 < n == len(cases) <= NAMED else count(n)


def shares(table: Table) -> str:
    """What each group speaks of most, where they differ, and how many say nothing."""
    if table.absent:
        return ""
    speaking, asked = int(table.facts["speaking"]), int(table.facts["asked"])
    if not speaking:
        return _("Av {asked} tar ingen upp det ena eller det andra.").format(
            asked=counted(asked, "interview")
        )
    rows = table.frame.assign(
        name=[quoted(lower_first(name)) for name in table.frame["category_name"]],
        facet=table.frame["group"],
        part=table.frame["interviews"],
        asked=table.frame["of"],
    )
    groups = table.legend["group"]
    told = plural(
        "{speaking} tar upp det ena, det andra eller båda.",
        "{speaking} tar upp det ena, det andra eller båda.",
        speaking,
    ).format(speaking=out_of(speaking, asked, "interview"))
    nobody = _("{group} tar ingen upp det")
    return sentences(
        commonest(rows, groups, "interview", nobody), widest(rows, groups, "interview"), told
    )


def balance(table: Table) -> str:
    """How many units lean each way, and which they are where they are few."""
    if table.absent:
        return ""
    facts = {name: int(n) for name, n in table.facts.items()}
    if facts["silent"] == table.n:
        return _nobody(table.unit)
    named = _by_leaning(table)
    first, second = (quoted(lower_first(name)) for name in table.legend["mark"].values())
    said = by_unit(
        table.unit,
        _("I {n} talar fler intervjuer om {first} än om {second}; i {other} är det tvärtom."),
        _("Bara {first} tas upp i {n}, bara {second} i {other}."),
    ).format(
        n=out_of(facts["first"], table.n, table.unit),
        first=first,
        second=second,
        other=which(facts["second"], named["second"]),
    )
    return sentences(said, _rest(table, facts, named))


def _rest(table: Table, facts: Mapping[str, int], named: Mapping[str, Sequence[str]]) -> str:
    """How many lean neither way, and how many say nothing; empty where there is none of either."""
    even, silent = facts["even"], facts["silent"]
    said = []
    if even:
        both = by_unit(
            table.unit,
            plural("{n} väger jämnt", "{n} väger jämnt", even),
            plural("{n} tar upp båda", "{n} tar upp båda", even),
        )
        said.append(both.format(n=which(even, named["even"])))
    if silent:
        neither = plural("{n} tar inte upp någotdera", "{n} tar inte upp någotdera", silent)
        said.append(neither.format(n=which(silent, named["silent"])))
    return f"{upper_first(listing(said))}." if said else ""


def _by_leaning(table: Table) -> dict[str, list[str]]:
    """The municipalities of each leaning; those not asked have none."""
    nobody: dict[str, list[str]] = {side: [] for side in ("first", "second", "even", "silent")}
    if table.unit != "case":
        return nobody
    for row in table.frame.dropna(subset=["first", "second"]).to_dict("records"):
        first, second = row["first"], row["second"]
        even = "even" if first else "silent"
        nobody["first" if first > second else "second" if second > first else even].append(
            row["case"]
        )
    return nobody


def _nobody(unit: str) -> str:
    return by_unit(
        unit,
        _("Ingen av de tillfrågade kommunerna tar upp någotdera."),
        _("Ingen av de tillfrågade intervjuerna tar upp någotdera."),
    )


def negative_cases(table: Table) -> str:
    """Which way most lean, and which go against them, lean neither way or say nothing."""
    if table.absent:
        return ""
    facts = {name: int(n) for name, n in table.facts.items()}
    if facts["silent"] == table.n:
        return _nobody(table.unit)
    named = {side: list(table.frame.loc[table.frame["leaning"] == side, "case"]) for side in facts}
    sides = table.legend["side"]
    parts = [
        plural("{n} åt {side}", "{n} åt {side}", facts[side]).format(
            n=which(facts[side], named[side]), side=quoted(name)
        )
        for side, name in sides.items()
    ]
    said = _("Av {all} lutar {sides}.").format(
        all=counted(table.n, table.unit), sides=listing(parts)
    )
    none = "" if len(table.frame) else _("Ingen bryter mönstret.")
    return sentences(said, _rest(table, facts, named), none)


def contrast(table: Table) -> str:
    """Which codes go rather with the one, which with the other, which with both or neither."""
    if table.absent:
        return ""
    one, other = list(table.legend["group"])[:2]
    counts = table.frame.pivot_table(
        index="label", columns="group", values="cases", sort=False, aggfunc="sum"
    )
    alike = counts[counts[one] == counts[other]]
    both, neither = alike[alike[one] > 0], alike[alike[one] == 0]
    named = [
        _("{name} i {n}").format(name=quoted(label), n=number(int(n)))
        for label, n in both[one].items()
    ]
    never = [quoted(label) for label in neither.index]
    leaning = [_leaning(table, counts, one, other), _leaning(table, counts, other, one)]
    if len(alike) == len(counts):
        leaning = [_("Inget nämns oftare med det ena än med det andra.")]
    return sentences(
        *leaning,
        _("Lika ofta med båda: {names}.").format(names=some(named)) if named else "",
        _("Inte med någotdera: {names}.").format(names=some(never)) if never else "",
    )


def _leaning(table: Table, counts: pd.DataFrame, one: str, other: str) -> str:
    """The codes that more units tell of with the one than with the other, the clearest first."""
    names = {
        key: quoted(lower_first(table.legend["group"][group]))
        for key, group in (("one", one), ("other", other))
    }
    gap = counts[one] - counts[other]
    order = gap[gap > 0].sort_values(ascending=False, kind="stable").index
    more = counts.loc[order]
    if more.empty:
        return _("Inget nämns oftare med {one} än med {other}.").format(**names)
    said: list[str] = []
    for label, n, m in zip(order, more[one], more[other], strict=True):
        most = number(n) if said else out_of(n, table.n, table.unit)
        said.append(_("{code} ({n} mot {m})").format(code=quoted(label), n=most, m=number(m)))
    return _("Oftare med {one} än med {other} nämns {codes}.").format(
        **names, codes=some(said, few=NAMED)
    )


def two_by_two(table: Table) -> str:
    """How many can be placed, and how many of those with either answer have the second as well."""
    if table.absent:
        return ""
    cells = table.frame.set_index(["row", "column"])
    placed = int(cells["count"].sum())
    if not placed:
        return _("Ingen kan placeras: intervjuerna säger inte entydigt det ena eller det andra.")
    said = _("{placed} kan placeras.").format(placed=out_of(placed, table.n, table.unit))
    rows = [_of_answer(table, cells.loc[[row]]) for row in table.legend["row"]]
    return sentences(said, f"{upper_first(clauses(rows))}.")


def _of_answer(table: Table, cells: pd.DataFrame) -> str:
    """Of the units with one answer to the first question, those with a yes to the second."""
    (row, _column), whole = cells.index[0], int(cells["count"].sum())
    names = {
        "row": quoted(lower_first(table.legend["row"][row])),
        "column": quoted(lower_first(table.legend["column"]["yes"])),
    }
    if not whole:
        return _("ingen har {row}").format(**names)
    yes = cells.loc[(row, "yes")]
    cases = [name for name in str(yes["names"]).split(", ") if name]
    few = table.unit == "case" and 0 < len(cases) <= NAMED
    part = fraction(int(yes["count"]), whole)
    said = _("av dem med {row} har {part} också {column}").format(**names, part=part)
    return f"{said} ({listing(cases)})" if few else said
