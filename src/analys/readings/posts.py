"""Readings of tables of pairs: how long they sat together, and what came when one left."""

from __future__ import annotations

import pandas as pd

from analys.language import _
from analys.readings.phrases import count
from analys.table import Table
from analys.wording import fraction, listing, number, upper_first

OTHER = {"kso": "kc", "kc": "kso"}
FORCED, CHOSEN, NATURAL, UNCLEAR = "forced", "chosen", "natural", "unknown"


def years(value: float) -> str:
    """A limit of years, with a decimal only where it has one."""
    return number(value, 0 if value == int(value) else 1)


def pairs(table: Table) -> str:
    """Who sat longest together, and how many of the pairs still do."""
    if table.absent:
        return ""
    longest = table.frame.iloc[0]
    names = {"case": longest["case"], "years": number(longest["years"], 1)}
    if longest["running"]:
        said = _("Längst tillsammans satt paret i {case}: {years} år; det sitter ännu.")
    else:
        said = _("Längst tillsammans satt paret i {case}: {years} år; det är brutet.")
    said = said.format(**names)
    running = table.facts["running"]
    if len(table.frame) == 1:
        return said
    if table.unit == "pair":
        still = fraction(running, len(table.frame))
        return f"{said} " + _("Av paren sitter {still} ännu.").format(still=still)
    still = fraction(running, table.facts["cases"])
    return f"{said} " + _("Av kommunernas längsta par sitter {still} ännu.").format(still=still)


def paired(table: Table) -> str:
    """How many pairs sat long, and how it stands with those."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    names = {"pairs": number(facts["pairs"]), "years": years(table.facts["at_least"])}
    if not facts["long"]:
        return _("Av {pairs} par har inget suttit minst {years} år tillsammans.").format(**names)
    states = {
        "running": _("{n} sitter kvar"),
        "kso": _("i {n} slutade kso först"),
        "kc": _("i {n} slutade kc först"),
        "both": _("i {n} slutade båda samma dag"),
    }
    said = listing(
        text.format(n=number(facts[f"long_{state}"]))
        for state, text in states.items()
        if facts[f"long_{state}"]
    )
    return _("Av {pairs} par har {long} suttit minst {years} år tillsammans: {states}.").format(
        **names, long=number(facts["long"]), states=said
    )


def departures(table: Table) -> str:
    """How often the kc followed when the kso left, and whether they chose to or had to."""
    if table.absent:
        return table.absent
    facts = {name: int(value) for name, value in table.facts.items()}
    least = years(table.facts["at_least"])
    if len(table.frame) == 1:
        return _only_one(table, least)
    parts = [_after_kso(facts, least), _followers(facts), _first(facts)]
    return " ".join(part for part in parts if part)


def _only_one(table: Table, least: str) -> str:
    """What became of the one pair that was broken."""
    row = table.frame.iloc[0]
    names = {"years": least, "case": row["case"]}
    if row["first_left"] == "both":
        said = _(
            "Ett par som suttit minst {years} år har brutits, i {case}: båda slutade samma dag."
        )
        return said.format(**names)
    said = _(
        "Ett par som suttit minst {years} år har brutits, i {case}: {first} slutade först, {how}."
    ).format(**names, first=row["first_left"], how=row["first_how"])
    other = OTHER[row["first_left"]]
    if pd.isna(row["followed"]):
        rest = _("Om {other} följer efter inom 24 månader är för tidigt att säga.")
        return f"{said} {rest.format(other=other)}"
    if row["followed"]:
        rest = _("{other} följde efter inom 24 månader, {how}.")
        return f"{said} {upper_first(rest.format(other=other, how=row['other_how']))}"
    rest = _("{other} satt kvar i minst 24 månader till.")
    return f"{said} {upper_first(rest.format(other=other))}"


def _after_kso(facts: dict[str, int], least: str) -> str:
    """What the kc did where the kso left first."""
    said = _("Av {pairs} par som suttit minst {years} år har {broken} brutits").format(
        pairs=number(facts["pairs"]), years=least, broken=number(facts["broken"])
    )
    if not facts["kso_left"]:
        return _("{said}; i inget av dem slutade kso först.").format(said=said)
    names = {
        "said": said,
        "kso": number(facts["kso_left"]),
        "followed": count(facts["kc_followed"], _("inget")),
        "stayed": count(facts["kc_stayed"], _("inget")),
        "open": number(facts["kc_open"]),
    }
    if facts["kc_open"]:
        return _(
            "{said}; i {kso} slutade kso först, och då följde kc efter inom 24 månader i "
            "{followed}, satt kvar i {stayed}, och i {open} är det för tidigt att säga."
        ).format(**names)
    names.pop("open")
    return _(
        "{said}; i {kso} slutade kso först, och då följde kc efter inom 24 månader i {followed} "
        "och satt kvar i {stayed}."
    ).format(**names)


def _followers(facts: dict[str, int]) -> str:
    """How many of those who followed were forced to; not said again where nobody did."""
    followed, forced = facts["followed"], facts[f"followed_{FORCED}"]
    if not followed and facts["kso_left"] == facts["broken"]:
        return ""
    if not followed:
        return _("I inget av {broken} brutna par följde den andra efter inom 24 månader.").format(
            broken=number(facts["broken"])
        )
    names = {
        "part": fraction(followed, facts["broken"]),
        "forced": count(forced, _("inget")),
        "unclear": number(facts[f"followed_{UNCLEAR}"]),
    }
    if facts[f"followed_{UNCLEAR}"]:
        return _(
            "I {part} brutna par följde den andra efter inom 24 månader, i {forced} av dem "
            "tvingad; i {unclear} är det oklart."
        ).format(**names)
    names.pop("unclear")
    return _(
        "I {part} brutna par följde den andra efter inom 24 månader, i {forced} av dem tvingad."
    ).format(**names)


def _first(facts: dict[str, int]) -> str:
    """How those who left first did so."""
    ways = {
        CHOSEN: _("självmant i {n}"),
        FORCED: _("tvingad i {n}"),
        NATURAL: _("av naturliga skäl i {n}"),
        UNCLEAR: _("av oklara skäl i {n}"),
    }
    said = listing(
        text.format(n=number(facts[f"first_{way}"]))
        for way, text in ways.items()
        if facts[f"first_{way}"]
    )
    return _("Den som slutade först gjorde det {ways}.").format(ways=said)
