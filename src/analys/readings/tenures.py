"""Readings of tables of how long kso and kc sit."""

from __future__ import annotations

from analys.language import _
from analys.readings.posts import years
from analys.table import Table
from analys.wording import fraction, listing, number


def tenures(table: Table) -> str:
    """How many of those who sit now have sat long, and the longest."""
    if table.absent:
        return ""
    of = table.frame.groupby("group", sort=False)["of"].max()
    sit = {str(post): int(n) for post, n in of.items()}
    there = [post for post, n in sit.items() if n]
    lengths = {post: number(table.facts[f"longest_{post}"], 1) for post in sit}
    if not there:
        return _("Ingen sitter kvar på någon av posterna.")
    if max(sit.values()) == 1:
        said = [_("{post} {years} år").format(post=post, years=lengths[post]) for post in there]
        return _("Hittills har {posts} suttit på posten.").format(posts=listing(said))
    longest = max(there, key=lambda post: table.facts[f"longest_{post}"])
    return _(
        "Hittills har {shares} suttit {least} år eller mer; längst har en {post} suttit, "
        "{years} år."
    ).format(
        shares=listing(
            f"{fraction(table.facts[f'long_{post}'], sit[post])} {post}" for post in there
        ),
        least=years(table.facts["long_from"]),
        post=longest,
        years=lengths[longest],
    )


def stays(table: Table) -> str:
    """After how many years half have left, with those still there counted as such."""
    if table.absent:
        return ""
    known, unknown = [], []
    for post in table.legend["group"]:
        n, median = int(table.facts[f"spells_{post}"]), table.facts[f"median_{post}"]
        names = {"post": post, "ended": fraction(table.facts[f"ended_{post}"], n)}
        if n and median == median:  # NaN: half have not left yet
            told = _("{years} år för {post} ({ended} tider är avslutade)")
            known.append(told.format(years=number(median, 1), **names))
        elif n:
            told = _("För {post} går ingen median att ange: {ended} tider är avslutade.")
            unknown.append(told.format(**names))
    said = _("Medianen när de som sitter kvar räknas in är {medians}.")
    return " ".join([*([said.format(medians=listing(known))] if known else []), *unknown])


def long_stayers(table: Table) -> str:
    """How many long-stayers sit now, and how many of them have done so in a pair."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    parts = [_now(table, facts), _gone(facts)]
    return " ".join(part for part in parts if part)


def _now(table: Table, facts: dict[str, int]) -> str:
    names = {"least": years(table.facts["at_least"]), "together": years(table.facts["together"])}
    if not facts["running"]:
        return _("Ingen långsittare, med minst {least} år på posten, sitter kvar.").format(
            least=names["least"]
        )
    if facts["running"] == 1:
        row = table.frame[table.frame["running"].astype(bool)].iloc[0]
        return _(
            "En långsittare, med minst {least} år på posten, sitter nu: {post} i {case}, "
            "{years} år, {tie}."
        ).format(
            least=names["least"],
            post=row["post"],
            case=row["case"],
            years=number(row["years"], 1),
            tie=row["tie_name"],
        )
    paired = facts["running_pair"] + facts["running_broken"]
    names["n"] = number(facts["running"])
    if not paired:
        return _(
            "Av {n} långsittare som sitter nu, med minst {least} år på posten, har ingen suttit "
            "minst {together} år i ett par."
        ).format(**names)
    names |= {"paired": number(paired), "still": number(facts["running_pair"])}
    if not facts["running_pair"]:
        names.pop("still")
        return _(
            "Av {n} långsittare som sitter nu, med minst {least} år på posten, har {paired} suttit "
            "minst {together} år i ett par, men ingen av dem gör det ännu."
        ).format(**names)
    return _(
        "Av {n} långsittare som sitter nu, med minst {least} år på posten, har {paired} suttit "
        "minst {together} år i ett par, och {still} av dem gör det ännu."
    ).format(**names)


def _gone(facts: dict[str, int]) -> str:
    """Those who sat as long and have left."""
    gone = facts["stayers"] - facts["running"]
    if not gone:
        return ""
    paired = facts["pair"] + facts["broken"] - facts["running_pair"] - facts["running_broken"]
    return _("Av dem som redan slutat satt {paired} så länge i ett par.").format(
        paired=fraction(paired, gone)
    )
