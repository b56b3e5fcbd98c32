"""What reporting checklists ask for and the material can say by itself."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from analys.language import _, plural
from analys.study import Study
from analys.table import Table
from analys.tables.collection import flow, lengths
from analys.tables.files import UNKNOWN, tool_of
from analys.tables.material import coders
from analys.wording import counted, fraction, listing, number, upper_first

ORIGINS = ("report", "derived", "added")


@cache
def _items() -> dict[str, dict[str, str]]:
    text = files("analys.tables").joinpath("checklist.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def checklist(study: Study) -> Table:
    """The items of COREQ and SRQR that a project of this kind can fill in, and what it says.

    Returns
    -------
    A row an item: `item` ("COREQ 12"), `label`, `says`, `by` ("material": computed; "group": the
    group's own words, from `reporting` in material.yaml; "missing": only the group can say it).
    `facts`: how many of each.
    """
    said = _said(study)
    own = study.collection.reporting
    rows = []
    for item, about in _items().items():
        computed = said.get(about.get("from", ""), "")
        parts = [part for part in (computed, own.get(item, "")) if part]
        by = "group" if item in own else "material" if computed else "missing"
        rows.append((item, about[study.language], " ".join(parts), by))
    known = set(_items())
    rows += [(item, "", text, "group") for item, text in own.items() if item not in known]
    names = {
        "material": _("ur materialet"),
        "group": _("gruppens egna ord"),
        "missing": _("fylls i av gruppen"),
    }
    table = pd.DataFrame(rows, columns=["item", "label", "says", "by"])
    table["by_name"] = table["by"].map(names)
    return Table(
        table,
        unit="interview",
        n=len(study.interviews),
        headings={
            "item": _("Punkt"),
            "label": _("Vad"),
            "says": _("Vad projektet kan säga"),
            "by_name": _("Varifrån"),
        },
        measure=_("Punkter ur COREQ och SRQR, och vad materialet säger om dem"),
        legend={"by": names},
        facts={by: int((table["by"] == by).sum()) for by in names},
        source=_("materialets tabeller, kodboken och filernas egna uppgifter"),
    )


def _said(study: Study) -> dict[str, str]:
    """What the project says of itself, by name; empty where it knows nothing."""
    return {
        "selection": study.codebook.study.design.text[study.language] + ".",
        "context": study.codebook.study.design.text[study.language] + ".",
        "size": _size(study),
        "lost": _lost(study),
        "roles": _roles(study),
        "asked": _asked(study),
        "texts": _texts(study),
        "minutes": _minutes(study),
        "coders": _coders(study),
        "double": _double(study),
        "tree": _tree(study),
        "origin": _origin(study),
        "software": _software(study),
        "quotes": _("Varje citat står med intervjuns nummer, roll och plats i texten."),
        "trail": _("Varje tal i rapporten kan följas till sina kodningar under Underlag."),
        "major": listing(study.label(dilemma) for dilemma in study.codebook.dilemmas) + ".",
        "minor": _("Varje dilemma har ett avsnitt om negativa fall; koder som ingen använt visas."),
        "consent": _consent(study),
    }


def _size(study: Study) -> str:
    held = counted(len(study.interviews), "interview")
    where = study.interviews["case"].nunique()
    if not where:
        return f"{held}."
    return _("{held} i {where}.").format(held=held, where=counted(where, "case"))


def _lost(study: Study) -> str:
    stages = flow(study).frame.set_index("stage")
    if "planned" not in stages.index:
        return ""
    held, planned = stages["interviews"].astype(int)[["held", "planned"]]
    why = str(stages.loc["held", "why"])
    told = _("{held} planerade intervjuer genomfördes").format(held=fraction(held, planned))
    return f"{told} ({why})." if why else f"{told}."


def _roles(study: Study) -> str:
    counts = study.interviews["role"].value_counts()
    there = [role for role in study.codebook.roles if counts.get(role)]
    if not there:
        return ""
    said = listing(f"{study.label(role)} {number(int(counts[role]))}" for role in there)
    return f"{upper_first(said)}."


def _asked(study: Study) -> str:
    if not study.records_asked:
        return _("Vad som frågades är inte antecknat.")
    said = _("Vilka av de {n} dilemmana som det frågades om är antecknat för varje intervju.")
    return said.format(n=number(len(study.codebook.dilemmas)))


def _texts(study: Study) -> str:
    texts = study.interviews["characters"].notna()
    return _("{n} intervjuer finns som text, tillsammans {characters} tecken.").format(
        n=fraction(int(texts.sum()), len(texts)),
        characters=number(int(study.interviews["characters"].fillna(0).sum())),
    )


def _minutes(study: Study) -> str:
    table = lengths(study)
    if table.absent:
        return ""
    facts = table.facts
    return _("{least}–{most} minuter, median {median}; tillsammans {hours} timmar.").format(
        least=number(facts["least"]),
        most=number(facts["most"]),
        median=number(facts["median"]),
        hours=number(facts["total"] / 60),
    )


def _coders(study: Study) -> str:
    n = len(study.coders)
    return plural("{n} kodare.", "{n} kodare.", n).format(n=number(n)) if n else ""


def _double(study: Study) -> str:
    twice, of = int(coders(study).facts["double"]), len(study.read)
    if not twice:
        return ""
    return _("{n} kodade intervjuer är kodade av minst två.").format(n=fraction(twice, of))


def _tree(study: Study) -> str:
    book = study.codebook
    return _("{codes} i {dilemmas} dilemman och {groups} tvärgående grupper.").format(
        codes=counted(len(book.codes), "code"),
        dilemmas=number(len(book.dilemmas)),
        groups=number(len(book.groups)),
    )


def _origin(study: Study) -> str:
    counts = study.codes["origin"].value_counts()
    of = {origin: number(int(counts.get(origin, 0))) for origin in ORIGINS}
    return _(
        "Av kodbokens noder står {report} i lägesbilden, {derived} följer av den och {added} är "
        "våra."
    ).format(**of)


def _software(study: Study) -> str:
    known = {report.exporter for report in study.reports} - {UNKNOWN}
    return _("{tools}; kodbok {version}; tabeller och figurer med analys.").format(
        tools=listing(sorted(map(tool_of, known))) or _("okänt"), version=study.codebook.version
    )


def _consent(study: Study) -> str:
    counts = study.interviews["quote_consent"].value_counts()
    if counts.empty:
        return ""
    values = study.codebook.attributes["interview"]["quote_consent"].values
    said = listing(
        f"{text[study.language]} {number(int(counts.get(value, 0)))}"
        for value, text in values.items()
    )
    return _(
        "Samtycke till citat: {said}. Den som sagt nej citeras inte i text eller tabeller; i den "
        "interna utgåvan står yttrandena under Underlag och i intervjuerna."
    ).format(said=said)
