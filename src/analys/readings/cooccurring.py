"""Readings of what meets: pair by pair, one way at a time, and all together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import among, by_unit, clauses, sentences, some, top
from analys.table import Table
from analys.wording import fraction, listing, lower_first, number, out_of, upper_first

MORE = 3  # pairs that a sentence can hold
APART = 0.1  # two shares that differ by less are nearly the same
CLOSE, INTERVIEW = ("span", "passage", "paragraphs"), "interview"


def cooccurring(table: Table) -> str:
    """Which two meet most by the first relation, what meets nothing, and what a wider one adds."""
    if table.absent:
        return ""
    relations = list(table.legend["column"])
    rows = table.frame[table.frame["column"] == relations[0]].dropna(subset="value")
    if rows.empty:
        return _("Ingen tillfrågades om två av dem.")
    where = table.legend["column"][relations[0]]
    if len(relations) == 1 and not (rows["value"] > 0).any():
        return _("Inga två av dem möts {where}.").format(where=where)
    met = int((rows["value"] > 0).sum())
    if len(relations) > 1:
        return sentences(_steps(table), _wider(table, relations, met))
    there = plural(
        "{pairs} möjligt par möts {where}.", "{pairs} möjliga par möts {where}.", len(rows)
    )
    return sentences(
        _("Oftast möts {pairs}.").format(pairs=_strongest(rows, table.unit)),
        there.format(pairs=fraction(met, len(rows)), where=where),
        _alone(table, rows),
    )


def _steps(table: Table) -> str:
    """How many pairs meet by each relation."""
    rows = table.frame.dropna(subset="value")
    part = (rows["value"] > 0).groupby(rows["column"]).sum()
    whole = rows.groupby("column").size()
    said = [
        _("{where} {of}").format(
            where=where,
            of=fraction(part[each], whole[each]) if at == 0 else number(part[each]),
        )
        for at, (each, where) in enumerate(table.legend["column"].items())
    ]
    return _("Par av dilemman som möts: {steps}.").format(steps=listing(said))


def _strongest(rows: pd.DataFrame, unit: str) -> str:
    """The pairs that meet in the largest share of the units asked, with their fractions."""
    rows = rows.assign(part=(rows["value"] / rows["asked"]).astype(float).round(9))
    ranked = rows[rows["value"] > 0].sort_values("part", ascending=False, kind="stable")
    shown = ranked.head(MORE).to_dict("records")
    said = [
        _("{pair} i {of}").format(
            pair=_pair(row),
            of=out_of(row["value"], row["asked"], unit)
            if at == 0
            else fraction(row["value"], row["asked"]),
        )
        for at, row in enumerate(shown)
    ]
    return listing(said)


def _pair(row: Mapping[Hashable, Any]) -> str:
    return f"{lower_first(row['first_name'])}–{lower_first(row['second_name'])}"


def _alone(table: Table, rows: pd.DataFrame) -> str:
    """What meets none of the others there."""
    met = rows[rows["value"] > 0]
    there = set(met["first"]) | set(met["second"])
    asked = set(rows["first"]) | set(rows["second"])
    alone = [
        lower_first(name)
        for key, name in table.legend["first"].items()
        if key in asked and key not in there
    ]
    if not alone:
        return ""
    said = plural(
        "{names} möter inget av de andra.", "{names} möter inget av de andra.", len(alone)
    )
    return upper_first(said.format(names=some(alone)))


def _wider(table: Table, relations: list[str], met: int) -> str:
    """How many more meet in the same interview, where passages are what tells things apart."""
    if relations[0] not in CLOSE or INTERVIEW not in relations:
        return ""
    rows = table.frame[table.frame["column"] == INTERVIEW].dropna(subset="value")
    wide = int((rows["value"] > 0).sum())
    full = int((rows["value"] == rows["asked"]).sum())
    if wide <= met or 2 * full < wide:
        return ""
    said = _(
        "I samma intervju möts {full} av paren överallt där båda frågades: det säger mer om "
        "intervjuguiden än om dilemmana."
    )
    return said.format(full=number(full))


def directed(table: Table) -> str:
    """Of what the largest share meets something else, and where the two ways differ most."""
    if table.absent:
        return ""
    rows = table.frame.dropna(subset="share")
    rows = rows.assign(part=rows["share"].astype(float).round(9))
    best = top(rows, "part")
    if best.empty:
        return _("Inget av dem möter något av de andra.")
    first = best.to_dict("records")[0]
    said = _(
        "Tätast är bandet från {one} till {other}: i {of} som tar upp det första kommer det andra "
        "upp i samma avsnitt."
    )
    strongest = said.format(
        one=lower_first(first["row_name"]),
        other=lower_first(first["column_name"]),
        of=out_of(first["value"], first["of"], table.unit),
    )
    return sentences(strongest, _lopsided(rows, table.unit))


def _lopsided(rows: pd.DataFrame, unit: str) -> str:
    """The pair whose two ways differ most, if by a tenth."""
    ways = {(row["row"], row["column"]): row for row in rows.to_dict("records")}
    both = [(row, ways[at[::-1]]) for at, row in ways.items() if at[::-1] in ways]
    one, other = max(both, key=lambda pair: pair[0]["part"] - pair[1]["part"])
    if one["part"] - other["part"] < APART:
        return _("Åt andra hållet är andelarna nästan desamma för alla par.")
    said = _("Mest olika åt de två hållen är {one}–{other}: {there} mot {back} åt andra hållet.")
    return said.format(
        one=lower_first(one["row_name"]),
        other=lower_first(one["column_name"]),
        there=out_of(one["value"], one["of"], unit),
        back=fraction(other["value"], other["of"]),
    )


def combinations(table: Table) -> str:
    """The commonest combination, how many interviews bring up all, and how many combinations."""
    if table.absent:
        return ""
    rows = table.frame
    best = rows.iloc[0]
    most = out_of(int(best["interviews"]), table.n, "interview")
    names = table.legend["set_of"]
    whole = len(names)
    if not best["size"]:
        first = _("Vanligast är att inget av dem tas upp: i {most}.").format(most=most)
    else:
        first = _("Vanligast är {names}: i {most}.").format(
            names=listing(lower_first(names[each]) for each in str(best["set"]).split()), most=most
        )
    every = int(rows.loc[rows["size"] == whole, "interviews"].sum())
    said = _("Alla {n} tas upp i {every}.") if every else _("Ingen tar upp alla {n}.")
    said = said.format(n=number(whole), every=out_of(every, table.n, "interview"))
    there = plural("I allt finns {n} kombination.", "I allt finns {n} kombinationer.", len(rows))
    return sentences(
        first,
        said if best["size"] not in {0, whole} else "",
        there.format(n=number(len(rows))),
        _never_asked(table),
    )


def _never_asked(table: Table) -> str:
    """What fewer than half were asked about, which holds its combinations down."""
    asked = {key: int(table.facts[f"asked_{key}"]) for key in table.legend["set_of"]}
    few = [
        _("{name} ({of})").format(
            name=lower_first(name), of=out_of(asked[key], table.n, "interview")
        )
        for key, name in table.legend["set_of"].items()
        if 0 < 2 * asked[key] < table.n
    ]
    none = [lower_first(name) for key, name in table.legend["set_of"].items() if not asked[key]]
    return sentences(
        _("Få tillfrågades om {names}.").format(names=some(few)) if few else "",
        _("Ingen tillfrågades om {names}.").format(names=some(none, "or")) if none else "",
    )


def chemistry(table: Table) -> str:
    """In which dilemmas the chemistry is said to carry or to overturn, and in which neither."""
    if table.absent:
        return ""
    rows = table.frame[table.frame["asked"] > 0]
    rows = rows.assign(part=(rows["passage"] / rows["asked"]).astype(float).round(9))
    said = [
        _way(rows[rows["column"] == key], name, table.unit)
        for key, name in table.legend["column"].items()
    ]
    sums = rows.groupby("row", sort=False)[["passage", "interview"]].sum()
    far = sums.index[(sums["passage"] == 0) & (sums["interview"] > 0)]
    apart = [lower_first(table.legend["row"][each]) for each in far]
    both = _both_ways(table, rows)
    return sentences(
        upper_first(f"{clauses(said)}."),
        both,
        _("Bara på annat håll i samma intervju: {names}.").format(names=some(apart))
        if apart
        else "",
    )


def _way(rows: pd.DataFrame, name: str, unit: str) -> str:
    """Where one thing is said of the chemistry, the dilemmas where most do first."""
    best = top(rows, "part")
    if best.empty:
        return _("att {name} sägs inte i samma avsnitt som något dilemma").format(
            name=lower_first(name)
        )
    told = [
        _("{name} ({of})").format(
            name=lower_first(row["row_name"]), of=out_of(row["passage"], row["asked"], unit)
        )
        for row in best.to_dict("records")
    ]
    return _("att {name} sägs oftast i samband med {rows}").format(
        name=lower_first(name), rows=some(told)
    )


def _both_ways(table: Table, rows: pd.DataFrame) -> str:
    """In how many dilemmas both are said."""
    told = rows[rows["passage"] > 0].groupby("row")["column"].nunique()
    both = int((told == len(table.legend["column"])).sum())
    said = by_unit(
        table.unit,
        _("Bådadera hörs i {part} dilemman, fast inte alltid i samma kommun."),
        _("Bådadera hörs i {part} dilemman, fast inte alltid i samma intervju."),
    )
    return said.format(part=fraction(both, rows["row"].nunique())) if both else ""


def chemistry_by(table: Table) -> str:
    """In how many dilemmas each group says each thing of the chemistry."""
    if table.absent or "facet" not in table.frame:
        return ""
    rows = table.frame[table.frame["asked"] > 0]
    told = rows[rows["value"] > 0].groupby(["column", "facet"])["row"].nunique()
    whole = rows.groupby("facet")["row"].nunique()
    said = [
        _("att {name} sägs {where}").format(
            name=lower_first(name),
            where=listing(
                _("{group} i {of} dilemman").format(
                    group=among(group, label),
                    of=fraction(told.get((key, group), 0), whole.get(group, 0)),
                )
                for group, label in table.legend["facet"].items()
            ),
        )
        for key, name in table.legend["column"].items()
    ]
    return upper_first(f"{clauses(said)}.")
