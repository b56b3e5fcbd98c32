"""Readings of tables of time in post."""

from __future__ import annotations

from analys.readings.phrases import count, some
from analys.table import Table
from analys.wording import fraction, listing, number


def worn_in(table: Table) -> str:
    """How long the old kso and kc had worked together when the shift came."""
    if table.absent:
        return table.absent
    said = some(
        [f"{number(row['years'], 1)} år ({row['case']})" for row in table.frame.to_dict("records")]
    )
    return f"När skiftet kom hade kso och kc suttit ihop i {said}."


def pairs(table: Table) -> str:
    """Who sat longest together, and how many of the longest pairs still do."""
    if table.absent:
        return ""
    longest = table.frame.iloc[0]
    state = "det sitter ännu" if longest["running"] else "det är brutet"
    still = fraction(int(table.facts["running"]), int(table.facts["cases"]))
    return (
        f"Längst tillsammans satt paret i {longest['case']}: {number(longest['years'], 1)} år; "
        f"{state}. Av kommunernas längsta par sitter {still} ännu."
    )


def departures(table: Table) -> str:
    """How often the kc followed when the kso left."""
    if table.absent:
        return table.absent
    facts = {name: int(value) for name, value in table.facts.items()}
    least = f"minst {number(facts['at_least'])} år"
    broken = f"har {number(facts['broken'])} brutits"
    said = f"Av {number(facts['pairs'])} par som suttit {least} {broken}"
    if not facts["kso_left"]:
        return f"{said}; i inget av dem slutade kso först."
    ends = [
        f"följde kc efter inom 24 månader i {count(facts['kc_followed'], 'inget')}",
        f"satt kvar i {count(facts['kc_stayed'], 'inget')}",
    ]
    later = f", och i {number(facts['kc_open'])} är det för tidigt att säga"
    unsure = later if facts["kc_open"] else ""
    ends_said = ", ".join(ends) if unsure else listing(ends)
    return f"{said}; i {number(facts['kso_left'])} slutade kso först, och då {ends_said}{unsure}."


def tenures(table: Table) -> str:
    """How many have sat long, and the longest."""
    if table.absent:
        return ""
    names = list(table.legend["band"])
    rows = table.frame[table.frame["band"].isin(names[2:])]
    said = listing(
        f"{fraction(int(part['value'].sum()), int(part['of'].max()))} {post}"
        for post, part in rows.groupby("group", sort=False)
    )
    longest = max(("kso", "kc"), key=lambda post: table.facts[f"longest_{post}"])
    years = number(table.facts[f"longest_{longest}"], 1)
    least = names[2].partition("–")[0]
    far = f"längst har en {longest} suttit, {years} år"
    return f"Hittills har {said} suttit {least} år eller mer; {far}."
