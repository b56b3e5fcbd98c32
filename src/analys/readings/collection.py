"""Readings of tables of how the material came about."""

from __future__ import annotations

from analys.language import _, plural
from analys.readings.phrases import quoted
from analys.table import Table
from analys.wording import counted, fraction, listing, lower_first, number, out_of, upper_first

ALIKE = 0.1  # a share that differs by less is as in the country


def flow(table: Table) -> str:
    """How many of the planned interviews were held, coded and coded by two."""
    if table.absent:
        return ""
    rows = table.frame.set_index("stage")["interviews"]
    held, coded, twice = (int(rows[stage]) for stage in ("held", "coded", "double"))
    first = counted(held, "interview")
    if "planned" in rows:
        first = out_of(held, int(rows["planned"]), "interview")
        said = _("{held} som planerades har genomförts").format(held=first)
    else:
        said = plural("{held} har genomförts", "{held} har genomförts", held).format(held=first)
    part = _("{n} är kodade").format(n=fraction(coded, held))
    done = _("alla är kodade") if coded == held else part
    both = _("{n} av två kodare").format(n=number(twice)) if twice else _("ingen av två kodare")
    return _("{said}; {done}, {both}.").format(said=said, done=done, both=both)


def sample(table: Table) -> str:
    """Which kind of municipality the material has most too many of, and too few."""
    if table.absent:
        return ""
    said, alike = [], []
    for attribute, name in table.legend["attribute"].items():
        rows = table.frame[table.frame["attribute"] == attribute]
        if rows.empty:
            continue
        by_gap = rows.sort_values("gap", kind="stable").to_dict("records")
        least, most = by_gap[0], by_gap[-1]
        if most["gap"] < ALIKE:
            alike.append(lower_first(name))
        else:
            text = _(
                "{attribute}: fler {most} ({n_most} mot landets {country_most}) och färre {least} "
                "({n_least} mot {country_least}) än i landet"
            ).format(
                attribute=name,
                most=quoted(most["label"]),
                n_most=most["cases_of"],
                country_most=most["country_share"],
                least=quoted(least["label"]),
                n_least=least["cases_of"],
                country_least=least["country_share"],
            )
            said.append(text)
    if alike:
        text = _("till {attributes} fördelar sig materialet ungefär som landet")
        said.append(text.format(attributes=listing(alike)))
    return ". ".join(map(upper_first, said)) + "."


def lengths(table: Table) -> str:
    """How long the interviews were, and how much talk that makes."""
    if table.absent:
        return ""
    facts = table.facts
    said = _(
        "Intervjuerna varade {least}–{most} minuter, hälften minst {median}; tillsammans "
        "{hours} timmars samtal."
    ).format(
        least=number(facts["least"]),
        most=number(facts["most"]),
        median=number(facts["median"]),
        hours=number(facts["total"] / 60),
    )
    if not facts["unknown"]:
        return said
    unknown = counted(facts["unknown"], "interview")
    return f"{said} " + _("För {unknown} saknas uppgift.").format(unknown=unknown)


def checklist(table: Table) -> str:
    """How many items the material fills in, and how many only the group can."""
    if table.absent:
        return ""
    of = len(table.frame)
    return _(
        "Av {of} punkter fylls {material} i ur materialet, {group} har gruppen fyllt i och "
        "{missing} återstår för gruppen."
    ).format(
        of=number(of),
        material=number(table.facts["material"]),
        group=number(table.facts["group"]),
        missing=number(table.facts["missing"]),
    )
