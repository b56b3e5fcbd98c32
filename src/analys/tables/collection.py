"""Tables of how the material came about: who was reached, and how like the country it is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import yaml

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.wording import fraction, unit_name, upper_first

COMPARED = ("size", "region")


def flow(study: Study) -> Table:
    """How many interviews were planned, held, coded and coded by two, each out of the one before.

    Returns
    -------
    A row a stage that the material knows of: `stage` (planned, held, coded, double), `label`,
    `interviews`, `cases` (municipalities; NA for what was planned), `lost` (interviews that fell
    away since the stage before; NA for the first and for double coding, which loses none), `why`.
    `facts`: `declined`, where told.
    """
    held, read = study.interviews, study.asked()
    coders = study.all_codings.groupby("interview")["coder"].nunique()
    twice = held[held["interview"].isin(coders.index[coders > 1])]
    planned, declined = study.collection.planned, study.collection.declined
    told = planned is not None and planned >= len(held) and not study.chosen
    stages: list[tuple[str, str, int, object]] = [
        ("held", _("genomförda"), len(held), held["case"].nunique()),
        ("coded", _("kodade"), len(read), read["case"].nunique()),
        ("double", _("kodade av två"), len(twice), twice["case"].nunique()),
    ]
    if told:
        stages.insert(0, ("planned", _("planerade"), int(planned or 0), pd.NA))
    rows = pd.DataFrame(stages, columns=["stage", "label", "interviews", "cases"])
    lost = rows["interviews"].shift() - rows["interviews"]
    rows["lost"] = lost.mask(rows["stage"] == "double").astype("Int64")
    rows["cases"] = rows["cases"].astype("Int64")
    fell = int(rows["lost"].iloc[1]) if told else 0
    rows["why"] = rows["stage"].map(
        {"held": _fell_away(fell, declined or 0), "coded": _("ännu inte kodade")}
    )
    rows["why"] = rows["why"].where(rows["lost"].fillna(0) > 0, "").astype("str")
    nowhere = held["case"].isna().all()
    return Table(
        rows,
        unit="interview",
        n=int(rows["interviews"].iloc[0]),
        headings={
            "label": _("Steg"),
            "interviews": _("Intervjuer"),
            **({} if nowhere else {"cases": _("i antal kommuner")}),
            "lost": _("Bortfall sedan steget före"),
            "why": _("Varför"),
        },
        measure=_("Antal intervjuer i varje steg"),
        absent=None if len(held) else _("Materialet har inga intervjuer."),
        legend={"stage": dict(zip(rows["stage"], rows["label"], strict=True))},
        facts={"declined": declined} if told and declined is not None else {},
        source=_("intervjutabellen, material.yaml och vilka intervjuer som är kodade"),
    )


def _fell_away(lost: int, declined: int) -> str:
    """Why planned interviews were not held: some said no, others came to nothing."""
    rest = lost - declined
    parts = [_("{n} tackade nej").format(n=declined)] if declined else []
    parts += [_("{n} blev inte av").format(n=rest)] if rest > 0 else []
    return ", ".join(parts)


@cache
def _country() -> dict[str, Any]:
    text = files("analys.tables").joinpath("country.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def sample(study: Study) -> Table:
    """The material's municipalities by size and region, beside all of the country's.

    Returns
    -------
    A row a value of an attribute, those without a municipality too: `attribute` (size, region),
    `value`, `label`, `cases`, `of` (municipalities whose value is known), `country`, `country_of`
    (the country's 290; about, for sizes), `gap` (the material's share less the country's). There is
    nothing to show where neither is known, nor for a single municipality.
    """
    country = _country()
    rows = [
        row
        for name in COMPARED
        if study.cases[name].notna().any()
        for row in _compared(study, name, country[name])
    ]
    columns = ["attribute", "value", "label", "cases", "of", "country", "country_of"]
    table = pd.DataFrame(rows, columns=columns)
    table["gap"] = table["cases"] / table["of"] - table["country"] / table["country_of"]
    pairs = table.to_dict("records")
    table["cases_of"] = [fraction(row["cases"], row["of"]) for row in pairs]
    table["country_share"] = [
        ("≈ " if row["attribute"] in country["about"] else "")
        + fraction(row["country"], row["country_of"])
        for row in pairs
    ]
    names = {
        name: study.codebook.attributes["case"][name].text[study.language] for name in COMPARED
    }
    table["attribute_name"] = table["attribute"].map(names)
    return Table(
        table,
        unit="case",
        n=len(study.cases),
        headings={
            "attribute_name": _("Egenskap"),
            "label": _("Värde"),
            "cases_of": upper_first(unit_name("case")),
            "country_share": _("Landets kommuner"),
        },
        measure=_("Andel av materialets kommuner och av landets"),
        note=_(
            "Landets siffror är från {year} och sammanhang, inte material; storlekarna är "
            "ungefärliga."
        ).format(year=country["year"]),
        absent=_incomparable(study, len(rows)),
        legend={"attribute": names},
        source=_("kommuntabellen"),
    )


def _compared(study: Study, name: str, country: dict[str, int]) -> list[tuple[Any, ...]]:
    known = study.cases[name].dropna()
    values = study.codebook.attributes["case"][name].values
    total = sum(country.values())
    return [
        (name, value, text[study.language], int((known == value).sum()), len(known), there, total)
        for value, text in values.items()
        if (there := country.get(value)) is not None
    ]


def _incomparable(study: Study, rows: int) -> str | None:
    if not rows:
        return _("Materialet saknar uppgift om kommunernas storlek och läge.")
    return _("En ensam kommun kan inte jämföras med landet.") if len(study.cases) == 1 else None


def lengths(study: Study) -> Table:
    """How long each interview was, by role.

    Returns
    -------
    A row an interview whose length is known: `interview`, `case`, `role`, `label` (the role),
    `value` (minutes). `facts`: `total` (minutes in all), `median`, `least`, `most`, `unknown`
    (interviews without a length).
    """
    roles = {role: upper_first(study.label(role)) for role in study.codebook.roles}
    known = study.interviews.dropna(subset=["minutes", "role"])
    rows = known[["interview", "case", "role", "minutes"]].rename(columns={"minutes": "value"})
    rows = rows.sort_values(["role", "value", "interview"], ignore_index=True)
    minutes = rows["value"].astype(float)
    return Table(
        rows.assign(label=rows["role"].map(roles)),
        unit="interview",
        n=len(study.interviews),
        headings={"interview": _("Intervju"), "label": _("Roll"), "value": _("Minuter")},
        measure=_("Varje intervjus längd i minuter, efter roll"),
        absent=None if len(rows) else _("Materialet saknar uppgift om intervjuernas längd."),
        legend={"role": roles},
        facts={
            "total": float(minutes.sum()),
            "median": float(minutes.median()) if len(rows) else 0.0,
            "least": float(minutes.min()) if len(rows) else 0.0,
            "most": float(minutes.max()) if len(rows) else 0.0,
            "unknown": len(study.interviews) - len(rows),
        },
        source=_("intervjutabellen"),
    )
