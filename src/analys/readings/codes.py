"""Readings of tables of codes: what is said, on which side, by whom, and who breaks the pattern."""

from __future__ import annotations

import pandas as pd

from analys.readings.phrases import (
    clauses,
    count,
    each_of,
    labels,
    on_side,
    quoted,
    short,
    some,
    top,
)
from analys.table import UNITS, Table
from analys.wording import counted, fraction, listing, lower_first, number, out_of, upper_first


def none_of(unit: str) -> str:
    """Nobody."""
    return f"ingen av de tillfrågade {UNITS[unit][1]}na"


def mentions(table: Table) -> str:
    """Which code most units mention, how many mention the others, and which nobody does."""
    if table.absent:
        return ""
    if "facet" in table.frame:
        return _mentions_by_group(table)
    best = top(table.frame)
    if best.empty:
        return f"{upper_first(none_of(table.unit))} tar upp något av detta."
    most = out_of(int(best["cases"].iloc[0]), table.n, table.unit)
    said = f"{labels(best)} tas upp i {most}"
    return f"{said}{_following(table.frame, best)}. {_never(table.frame)}".rstrip()


def _following(rows: pd.DataFrame, best: pd.DataFrame) -> str:
    rest = rows[~rows.index.isin(best.index) & (rows["cases"] > 0)]
    rest = rest.sort_values("cases", ascending=False, kind="stable")
    if rest.empty:
        return ""
    named = [
        f"{quoted(label)} i {number(cases)}"
        for label, cases in zip(rest["label"], rest["cases"], strict=True)
    ]
    return f", {some(named)}"


def _never(rows: pd.DataFrame) -> str:
    never = rows[rows["cases"] == 0]
    return f"Ingen nämner {labels(never, 'or')}." if len(never) else ""


def _mentions_by_group(table: Table) -> str:
    """Each code in each group, by interviews."""
    said = []
    for label, part in table.frame.groupby("label", sort=False):
        groups = listing(
            f"{out_of(row['interviews'], row['interviews_asked'], 'interview')} med "
            f"{lower_first(table.legend['facet'][row['facet']])}"
            for row in part.to_dict("records")
        )
        said.append(f"{quoted(label)} nämns i {groups}.")
    return " ".join(said)


def arguments(table: Table) -> str:
    """The strongest argument of each side, and how many bring up both."""
    if table.absent:
        return ""
    if "facet" in table.frame:
        return _arguments_by_group(table)
    sides = clauses(_on_one_side(table, side, name) for side, name in table.legend["side"].items())
    return f"Oftast hörs {sides}. {_both(table)}"


def _on_one_side(table: Table, side: str, name: str) -> str:
    best = top(table.frame[table.frame["side"] == side])
    if best.empty:
        return f"inget {on_side(name)}"
    said = each_of(best, int(best["cases"].iloc[0]), table.n, table.unit)
    if list(best["label"]) == [name]:
        return f"{quoted(name)} {said}"
    return f"{on_side(name)}: {labels(best)} {said}"


def _both(table: Table) -> str:
    only = [
        f"i {number(table.facts[key])} bara {quoted(short(name))}"
        for key, name in zip(
            ("only_first", "only_second"), table.legend["side"].values(), strict=True
        )
        if table.facts[key]
    ]
    rest = f", {listing(only)}" if only else ""
    return (
        f"Argument på båda sidor hörs i {out_of(table.facts['both'], table.n, table.unit)}{rest}."
    )


def _arguments_by_group(table: Table) -> str:
    """The commonest argument of each group, and how many bring up both sides."""
    said = []
    for facet, name in table.legend["facet"].items():
        best = top(table.frame[table.frame["facet"] == facet])
        if len(best):
            cases, asked = int(best["cases"].iloc[0]), int(best["asked"].iloc[0])
            of = each_of(best, cases, asked, table.unit)
            said.append(f"bland {lower_first(name)} är {labels(best)} {of}")
    if not said:
        return "Inget argument framförs av någon."
    return f"Vanligast {'; '.join(said)}. {_both(table)}"


def shares(table: Table) -> str:
    """What each group speaks of, as fractions."""
    if table.absent:
        return ""
    said = []
    for group, name in table.legend["group"].items():
        best = top(table.frame[table.frame["group"] == group], "interviews")
        if len(best):
            what = listing(quoted(str(label).lower()) for label in best["category_name"])
            part, of = int(best["interviews"].iloc[0]), int(best["of"].iloc[0])
            said.append(
                f"bland {lower_first(name)} är {what} {each_of(best, part, of, 'interview')}"
            )
    speaking = out_of(table.facts["speaking"], table.facts["asked"], "interview")
    told = f"{speaking} tar upp det ena, det andra eller båda."
    return f"Vanligast {'; '.join(said)}. {told}" if said else told


def balance(table: Table) -> str:
    """How many units lean each way."""
    if table.absent:
        return ""
    first, second = (quoted(name.lower()) for name in table.legend["mark"].values())
    facts = table.facts
    leaning = (
        f"I {out_of(facts['first'], table.n, table.unit)} talar fler intervjuer om {first} än om "
        f"{second}, i {count(facts['second'])} är det tvärtom"
    )
    rest = [f"{number(facts['even'])} väger jämnt"] * bool(facts["even"])
    rest += [f"{number(facts['silent'])} tar inte upp det"] * bool(facts["silent"])
    return f"{clauses([leaning, listing(rest)])}."


def contrast(table: Table) -> str:
    """Which codes go with the first rather than the second, and which the other way."""
    if table.absent:
        return ""
    groups = list(table.legend["group"].items())[:2]
    said = clauses([_leaning(table, *groups), _leaning(table, *reversed(groups))])
    return f"{said}." if said else "Ingen av dem skiljer det ena från det andra."


def _leaning(table: Table, one: tuple[str, str], other: tuple[str, str]) -> str:
    """The codes that go most clearly with one rather than the other; empty where none does."""
    rows = table.frame.set_index(["group", "code"])["cases"]
    gap = rows.loc[one[0]] - rows.loc[other[0]]
    if gap.empty or gap.max() <= 0:
        return ""
    names = table.frame.drop_duplicates("code").set_index("code")["label"]
    said = [
        f"{quoted(names[code])} nämns ihop med {quoted(one[1].lower())} i "
        f"{out_of(int(rows.loc[one[0]][code]), table.n, table.unit)} och med "
        f"{quoted(other[1].lower())} i {count(int(rows.loc[other[0]][code]))}"
        for code in gap.index[gap == gap.max()]
    ]
    return clauses(said)


def met(table: Table) -> str:
    """Which codes are mentioned together with the one code that the table is about."""
    if table.absent:
        return ""
    (name,) = table.legend["group"].values()
    best = top(table.frame)
    if best.empty:
        return f"Ingen nämner något av detta i samma avsnitt som {quoted(name.lower())}."
    of = each_of(best, int(best["cases"].iloc[0]), table.n, table.unit)
    said = f"I samma avsnitt som {quoted(name.lower())} nämns oftast {labels(best)} {of}"
    never = table.frame[table.frame["cases"] == 0]
    rest = f" Aldrig där: {labels(never, 'or')}." if len(never) else ""
    return f"{said}{_following(table.frame, best)}.{rest}"


def two_by_two(table: Table) -> str:
    """How many units each combination has."""
    if table.absent:
        return ""
    rows = table.frame[table.frame["count"] > 0].sort_values(
        "count", ascending=False, kind="stable"
    )
    if rows.empty:
        return "Ingen kan placeras: intervjuerna säger inte entydigt det ena eller det andra."
    said = clauses(
        f"{number(row['count'])} {lower_first(row['row_name'])} "
        f"{'och' if row['row'] == row['column'] else 'men'} {lower_first(row['column_name'])}"
        for row in rows.to_dict("records")
    )
    return f"{out_of(int(rows['count'].sum()), table.n, table.unit)} kan placeras: {said}."


def negative_cases(table: Table) -> str:
    """How many lean each way, how many neither, and how many say nothing."""
    if table.absent:
        return ""
    first, second = (quoted(name) for name in table.legend["side"].values())
    facts = table.facts
    if facts["silent"] == table.n:
        return f"{upper_first(none_of(table.unit))} tar upp någotdera."
    return (
        f"Av {counted(table.n, table.unit)} lutar {count(facts['first'])} åt {first} och "
        f"{count(facts['second'])} åt {second}; {count(facts['even'])} väger jämnt, och "
        f"{count(facts['silent'])} saknar båda."
    )


def code_use(table: Table) -> str:
    """How much of the code system is in use."""
    rows = table.frame[table.frame["part"] != "own"]
    used = fraction(int(rows["used"].sum()), int(rows["codes"].sum()))
    foreign = table.facts["foreign"]
    own = f"; {counted(int(foreign), 'code')} i filen finns inte i kodboken" if foreign else ""
    return f"{used} koder i kodboken används{own}."


def own_codes(table: Table) -> str:
    """How many codings stand under codes of the project's own."""
    if table.absent:
        return ""
    return (
        f"{counted(table.n, 'code')} i filen finns inte i kodboken, med "
        f"{counted(int(table.facts['codings']), 'coding')}, och står kvar under sitt eget namn."
    )
