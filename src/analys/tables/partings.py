"""What the other of a pair did when one left, by how long the two had sat together."""

from __future__ import annotations

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import fractions
from analys.tables.holders import sat_together
from analys.tables.pairs import LEFT_WITHIN
from analys.tables.posts import ABSENT, SOURCE, heads

BANDS = {"0–3": 0.0, "4–6": 4.0, "7–": 7.0}  # a pair of seven years or more is a long one
NAMES = {"0–3": N_("0–3 år"), "4–6": N_("4–6 år"), "7–": N_("7 år eller mer")}
MEASURES = {
    "kso": N_("Antal par där kso slutade först, efter vad kc gjorde inom 24 månader"),
    "kc": N_("Antal par där kc slutade först, efter vad kso gjorde inom 24 månader"),
}
NOBODY = {
    "kso": N_("I inget par i materialet har kso slutat före kc."),
    "kc": N_("I inget par i materialet har kc slutat före kso."),
}
OTHER = {"kso": "kc", "kc": "kso"}
OUTCOMES = {
    "stayed": N_("satt kvar"),
    "own": N_("slutade självmant eller av naturliga skäl"),
    "forced": N_("slutade tvingad"),
    "unclear": N_("slutade, oklart hur"),
    "open": N_("för tidigt att säga"),
}
OUTCOME = {"chosen": "own", "natural": "own", "forced": "forced", "unknown": "unclear"}
HEADINGS = {
    "label": N_("År tillsammans"),
    "outcome": N_("Den andra inom 24 månader"),
    "value_of": N_("Par"),
}


def partings(study: Study, *, first: str = "kso") -> Table:
    """Whether the other stayed or left within 24 months when one left, by years together.

    Pairs of few years are what those of many are to be read against: that a kc leaves soon after
    a kso of twenty years says little if they leave as often after one of two.

    Parameters
    ----------
    first
        Who left first, "kso" or "kc"; pairs where both left on one day are not counted.

    Returns
    -------
    A row a band of years together (`BANDS`) and outcome, empty ones
    too: `band`, `label` (of the band), `group` (the outcome: "stayed", "own" for left by choice or
    for natural reasons, "forced", "unclear", "open" where fewer than 24 months have been observed
    and the other is still there), `value` (pairs), `of` (pairs of the band). Outcomes that no pair
    had are left out of the legend where it is "unclear" or "open". `legend["post"]` says who is
    the `first` and who the `other`. `facts`: `pairs` (where that one
    left first), and for each band `stayed_0–3`, `left_0–3`, `open_0–3` and so on.

    Raises
    ------
    ValueError
        If `first` is neither post.
    """
    if first not in MEASURES:
        raise ValueError(f"first={first!r} is not one of {', '.join(MEASURES)}")
    if study.spells.empty:
        return _nothing(_(ABSENT))
    found = sat_together(study)
    rows = found[found["first_left"] == first]
    if rows.empty:
        return _nothing(_(NOBODY[first]))
    until = tenure.last_day(study.spells, study.observed_until)
    rows = rows.assign(band=tenure.band(rows["years"], BANDS), group=_outcomes(rows, until))
    seldom = {"unclear", "open"} - set(rows["group"])
    outcomes = {key: _(name) for key, name in OUTCOMES.items() if key not in seldom}
    table = _counted(rows, list(BANDS), list(outcomes))
    names = {band: _(name) for band, name in NAMES.items()}
    return Table(
        table.assign(label=table["band"].map(names), outcome=table["group"].map(outcomes)),
        unit="pair",
        n=len(rows),
        headings=heads(table, *HEADINGS, more=HEADINGS),
        measure=_(MEASURES[first]),
        legend={"group": outcomes, "band": names, "post": {"first": first, "other": OTHER[first]}},
        facts={"pairs": len(rows), **_facts(table)},
        source=_(SOURCE),
    )


def _nothing(why: str) -> Table:
    return Table(pd.DataFrame(), unit="pair", n=0, absent=why, source=_(SOURCE))


def _outcomes(rows: pd.DataFrame, until: pd.Timestamp) -> pd.Series:
    """What the other did within 24 months, as far as was observed."""
    limit = rows["left"] + pd.DateOffset(months=LEFT_WITHIN)
    how = tenure.departure(rows["other_exit"]).map(OUTCOME)
    unseen = rows["other_end"].isna() & (limit > until)
    return how.where(rows["other_end"] <= limit, "stayed").mask(unseen, "open")


def _counted(rows: pd.DataFrame, declared: list[str], outcomes: list[str]) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([declared, outcomes], names=["band", "group"])
    counts = rows.groupby(["band", "group"]).size().reindex(grid, fill_value=0)
    table = counts.rename("value").reset_index()
    table["of"] = table.groupby("band")["value"].transform("sum")
    return table.assign(value_of=fractions(table["value"], table["of"]))


def _facts(table: pd.DataFrame) -> dict[str, int]:
    facts = {}
    for band, part in table.groupby("band", sort=False):
        count = part.set_index("group")["value"]
        left = count.reindex(["own", "forced", "unclear"], fill_value=0)
        facts[f"stayed_{band}"] = int(count["stayed"])
        facts[f"left_{band}"] = int(left.sum())
        facts[f"open_{band}"] = int(count.get("open", 0))
    return facts
