"""Readings of tables of codes: what is said, on which side, by whom, and what goes unsaid."""

from __future__ import annotations

import pandas as pd

from analys.language import _, plural
from analys.readings.groups import commonest, widest
from analys.readings.phrases import (
    among,
    brief,
    by_unit,
    clauses,
    each_of,
    in_turn,
    labels,
    on_side,
    quoted,
    sentences,
    some,
    top,
)
from analys.table import Table
from analys.wording import counted, fraction, listing, number, out_of

LIST = 4  # codes, besides the commonest, that a sentence can hold
EACH = 2  # codes of which a sentence can say how many mention them in each group


def mentions(table: Table) -> str:
    """Which code most units mention, how many mention the others, and who is silent."""
    if table.absent:
        return ""
    best = top(table.frame)
    if best.empty:
        return by_unit(
            table.unit,
            _("Ingen av de tillfrågade kommunerna tar upp något av detta."),
            _("Ingen av de tillfrågade intervjuerna tar upp något av detta."),
        )
    if "facet" in table.frame:
        return _mentions_by_group(table)
    names = {
        "what": labels(best),
        "most": out_of(int(best["cases"].iloc[0]), table.n, table.unit),
        "rest": _following(table.frame, best),
    }
    said = plural("{what} tas upp i {most}{rest}.", "{what} tas upp i {most}{rest}.", len(best))
    said = said.format(**names)
    return sentences(said, _never(table.frame), _silent(table))


def _following(rows: pd.DataFrame, best: pd.DataFrame) -> str:
    """The other codes that anyone mentions, with how many do; empty where none is."""
    rest = rows[~rows.index.isin(best.index) & (rows["cases"] > 0)]
    if rest.empty:
        return ""
    rest = rest.sort_values("cases", ascending=False, kind="stable")
    by_count = rest.groupby("cases", sort=False)["label"]
    said = [
        (_("{name} i {n} vardera") if len(those) > 1 else _("{name} i {n}")).format(
            name=some([quoted(label) for label in those], few=LIST), n=number(int(str(cases)))
        )
        for cases, those in by_count
    ]
    return f"; {clauses(said)}" if len(said) < len(rest) else f", {some(said, few=LIST)}"


def _never(rows: pd.DataFrame) -> str:
    """The codes that nobody mentions, in any group."""
    counts = rows.groupby("label", sort=False)["cases"].max()
    never = [quoted(label) for label in counts.index[counts == 0]]
    return _("Ingen nämner {names}.").format(names=some(never, "or")) if never else ""


def _silent(table: Table) -> str:
    """How many mention none of several codes."""
    silent = table.n - int(table.facts.get("units", table.n))
    if not silent or len(table.frame) == 1:
        return ""
    said = plural(
        "{silent} tar inte upp något av det.", "{silent} tar inte upp något av det.", silent
    )
    return said.format(silent=out_of(silent, table.n, table.unit))


def _mentions_by_group(table: Table) -> str:
    """Of one or two codes how many mention each, of many which is commonest; then the contrast."""
    rows, groups = _named(table), table.legend["facet"]
    if rows["name"].nunique() > EACH:
        said = [commonest(rows, groups, table.unit)]
    else:
        said = [_in_each(table, str(name), part) for name, part in rows.groupby("name", sort=False)]
    return sentences(*said, widest(rows, groups, table.unit) if len(said) == 1 else "")


def _named(table: Table) -> pd.DataFrame:
    """The rows as `commonest` and `widest` have them."""
    return table.frame.assign(name=table.frame["label"].map(quoted), part=table.frame["cases"])


def _in_each(table: Table, name: str, rows: pd.DataFrame) -> str:
    """How many mention one code in each group where anyone was asked."""
    if not rows["part"].sum():
        return _("Ingen nämner {names}.").format(names=name)
    rows = rows[rows["asked"] > 0]
    groups = [among(group, table.legend["facet"][group]) for group in rows["facet"]]
    shares = in_turn(zip(rows["part"], rows["asked"], strict=True), table.unit)
    said = [f"{share} {group}" for share, group in zip(shares, groups, strict=True)]
    return _("{what} tas upp i {most}.").format(what=name, most=listing(said))


def arguments(table: Table) -> str:
    """The strongest argument of each side or group, and how many bring up both sides."""
    if table.absent:
        return ""
    best = {side: top(table.frame[table.frame["side"] == side]) for side in table.legend["side"]}
    if all(rows.empty for rows in best.values()):
        return _("Inget argument framförs av någon.")
    if "facet" in table.frame:
        rows, groups = _named(table), table.legend["facet"]
        said = [commonest(rows, groups, table.unit), widest(rows, groups, table.unit)]
    else:
        said = [_strongest(table, *best.values())]
    return sentences(*said, _both(table), _askew(table))


def _strongest(table: Table, first: pd.DataFrame, second: pd.DataFrame) -> str:
    """The commonest argument of either side."""
    one, other = (
        _on_one_side(table, best, name)
        for best, name in zip((first, second), table.legend["side"].values(), strict=True)
    )
    return _("Oftast hörs {one}; {other}.").format(one=one, other=other)


def _on_one_side(table: Table, best: pd.DataFrame, name: str) -> str:
    """The commonest arguments of a side; an argument called as its side stands alone."""
    if best.empty:
        return _("inget {side}").format(side=on_side(name))
    most = f"{labels(best)} {each_of(best, int(best['cases'].iloc[0]), table.n, table.unit)}"
    if list(best["label"]) == [name]:
        return most
    if on_side(name)[:1] == name[:1].lower():
        return _("{side} {what}").format(side=on_side(name), what=most)
    return _("{what} under {side}").format(side=quoted(name), what=most)


def _both(table: Table) -> str:
    """How many bring up arguments of both sides, of one alone, of none."""
    facts = table.facts
    parts = [
        _("i {n} bara {side}").format(n=number(facts[key]), side=quoted(brief(name)))
        for key, name in zip(
            ("only_first", "only_second"), table.legend["side"].values(), strict=True
        )
        if facts[key]
    ]
    neither = table.n - int(facts["both"] + facts["only_first"] + facts["only_second"])
    parts += [_("i {n} ingendera").format(n=number(neither))] * bool(neither)
    both = out_of(facts["both"], table.n, table.unit)
    if not parts:
        return _("Båda sidorna hörs i {both}.").format(both=both)
    return _("Båda sidorna hörs i {both}, {rest}.").format(both=both, rest=listing(parts))


def _askew(table: Table) -> str:
    """The arguments that read against the side that they stand on."""
    if "valence" not in table.frame:
        return ""
    reads = {"first": "pro", "second": "con"}
    rows = table.frame[table.frame["cases"] > 0].drop_duplicates("code")
    against = rows[rows["side"].map(reads) != rows["valence"]]
    templates = {
        "con": _("{labels} står {side} men läses som nackdel."),
        "pro": _("{labels} står {side} men läses som fördel."),
    }
    return sentences(
        *(
            templates[str(valence)].format(
                labels=labels(part), side=on_side(table.legend["side"][str(side)])
            )
            for (side, valence), part in against.groupby(["side", "valence"], sort=False)
        )
    )


def met(table: Table) -> str:
    """Which codes are mentioned together with the one code that the table is about."""
    if table.absent:
        return ""
    (name,) = table.legend["group"].values()
    best = top(table.frame)
    if best.empty:
        return _("Ingen nämner något av detta ihop med {name}.").format(name=quoted(name))
    names = {
        "name": quoted(name),
        "what": labels(best),
        "of": each_of(best, int(best["cases"].iloc[0]), table.n, table.unit),
        "rest": _following(table.frame, best),
    }
    said = _("Ihop med {name} nämns oftast {what} {of}{rest}.").format(**names)
    never = table.frame[table.frame["cases"] == 0]
    rest = _("Aldrig ihop med det: {names}.").format(names=labels(never)) if len(never) else ""
    return sentences(said, rest)


def code_use(table: Table) -> str:
    """How much of the code system is in use."""
    rows = table.frame[table.frame["part"] != "own"]
    used = fraction(int(rows["used"].sum()), int(rows["codes"].sum()))
    said = _("{used} koder i kodboken används.").format(used=used)
    foreign = int(table.facts["foreign"])
    return sentences(said, _foreign(foreign) if foreign else "")


def _foreign(n: int) -> str:
    said = plural(
        "{codes} i filen finns inte i kodboken.", "{codes} i filen finns inte i kodboken.", n
    )
    return said.format(codes=counted(n, "code"))


def own_codes(table: Table) -> str:
    """How many codings stand under codes of the project's own."""
    if table.absent:
        return ""
    codings = int(table.facts["codings"])
    under = plural(
        "{codings} står kvar under sitt eget namn.",
        "{codings} står kvar under deras egna namn.",
        table.n,
    ).format(codings=counted(codings, "coding"))
    return sentences(_foreign(table.n), under)
