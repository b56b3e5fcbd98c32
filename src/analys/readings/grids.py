"""Readings of tables with two ways in: what meets, where, and with which outcome."""

from __future__ import annotations

from analys.readings.phrases import quoted, some, top
from analys.table import UNITS, Table
from analys.wording import counted, fraction, listing, lower_first, number, out_of, upper_first


def crossing(table: Table) -> str:
    """Which pairs meet in most units, and how many pairs meet at all."""
    if table.absent:
        return ""
    best = top(table.frame, "value")
    if best.empty:
        return "Inget av paren förekommer i materialet."
    there = f"{fraction(int(table.facts['pairs']), len(table.frame))} möjliga par förekommer."
    most = int(best["value"].iloc[0])
    if most == 1 and len(best) > 1:
        return f"Inget par förekommer i fler än {out_of(1, table.n, table.unit)}. {there}"
    pairs = [
        f"{quoted(row['row_name'])} ihop med {quoted(row['column_name'])}"
        for row in best.to_dict("records")
    ]
    shown = [*pairs[:3], *([f"{number(len(pairs) - 3)} par till"] if len(pairs) > 3 else [])]
    return f"Oftast nämns {listing(shown)}: i {out_of(most, table.n, table.unit)}. {there}"


def together(table: Table) -> str:
    """Which two different things meet in most units, and how many never do."""
    if table.absent:
        return ""
    order = list(table.legend["row"])
    rows = table.frame
    rows = rows[rows["row"].map(order.index) < rows["column"].map(order.index)]
    best = top(rows, "value")
    if best.empty:
        return "Inga två av dem tas upp i samma avsnitt."
    pairs = [
        f"{lower_first(row['row_name'])}–{lower_first(row['column_name'])}"
        for row in best.to_dict("records")
    ]
    most = out_of(int(best["value"].iloc[0]), table.n, table.unit)
    never = fraction(int((rows["value"] == 0).sum()), len(rows))
    return f"Oftast i samma avsnitt: {some(pairs)}, i {most}. {never} par möts aldrig där."


def by_case(table: Table) -> str:
    """In how many of the units asked each thing is brought up."""
    if table.absent:
        return ""
    rows = table.frame
    there = rows[rows["value"].fillna(0) > 0].groupby("row")["column"].nunique()
    asked = rows[rows["value"].notna()].groupby("row")["column"].nunique()
    said = listing(
        f"{quoted(name)} i {fraction(int(there.get(row, 0)), int(asked[row]))}"
        for row, name in table.legend["row"].items()
        if row in asked
    )
    units = upper_first(UNITS[table.across][1])
    return f"{units} där det tas upp, av dem där det frågades: {said}."


def configurations(table: Table) -> str:
    """How many have each outcome, and which conditions go with one outcome alone."""
    if table.absent:
        return ""
    outcomes = {key: name for key, name in table.legend["outcome"].items() if table.facts.get(key)}
    counts = listing(
        f"{number(table.facts[key])} utfallet {quoted(name)}" for key, name in outcomes.items()
    )
    said = [f"Av {counted(table.n, 'case')} har {counts}."]
    clear = [key for key in outcomes if key != "unclear"]
    if len(clear) > 1:
        said += [_only(table, key) for key in clear]
    silent = table.frame.groupby("condition_name", sort=False)["interviews"].sum()
    never = [quoted(name) for name in silent.index[silent == 0]]
    said.append(f"Ingen berättar om {some(never, 'eller')}." if never else "")
    return " ".join(part for part in said if part)


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
    where = f"I alla med utfallet {quoted(table.legend['outcome'][outcome])}"
    return f"{where}, och bara där, hörs {some(only)}."
