"""Long-stayers: which municipalities have one, and whether they sit alone or in a pair."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.holders import sat_together, spells_seen
from analys.tables.posts import SOURCE, dated, heads, years_told
from analys.tables.tenures import band_names, bands, none

NONE_LONG = N_("Ingen kso eller kc i materialet har suttit minst {years} år.")
HEADINGS = {
    "partner": N_("I par med"),
    "together_length": N_("År tillsammans"),
    "tie_name": N_("Ensam eller i par"),
}
TIES = {
    "pair": N_("i ett par som sitter kvar"),
    "broken": N_("i ett par som brutits"),
    "alone": N_("ensam"),
}


def tenure_groups(study: Study, *, at_least: float | None = None) -> dict[str, list[str]]:
    """The municipalities by how long the kso or kc who has sat longest there now has sat.

    Parameters
    ----------
    at_least
        Two groups, those of so many years and those of fewer; else the codebook's bands.

    Returns
    -------
    `{label: municipalities}` in the order of the bands, empty ones too, and last, if there are
    any, those where nobody is known to sit now.
    """
    seen = spells_seen(study)
    longest = seen[seen["censored"]].groupby("case")["years"].max()
    declared, names = bands(study), band_names(study)
    if at_least is not None:
        years = years_told(at_least)
        declared = {"short": 0, "long": at_least}
        names = {
            "short": _("under {years} år").format(years=years),
            "long": _("{years} år eller mer").format(years=years),
        }
    band = dict(zip(longest.index, tenure.band(longest, declared), strict=True))
    cases = list(study.cases["case"])
    groups = {names[key]: [case for case in cases if band.get(case) == key] for key in declared}
    unknown = [case for case in cases if case not in band]
    return {**groups, **({_("ingen känd tid på posten"): unknown} if unknown else {})}


def long_stayers(study: Study, *, at_least: float | None = None, together: float = 7.0) -> Table:
    """Those who have sat long, and whether they did so in a pair.

    Parameters
    ----------
    at_least
        Years that make a long-stayer; the lower bound of the codebook's last band but one where
        not told.
    together
        Years with one and the same kso or kc that make a pair.

    Returns
    -------
    A row a long-stayer: `post`, `case`, `person`, `start`, `end` (NaT: still there), `exit`,
    `years`, `running`, `partner` (with whom that one sits in a pair, else sat longest; NA: with
    nobody), `together` (years, 0 with nobody), `tie` ("pair": still
    running, "broken", "alone"); those still there first, then by years. `n` counts all spells.
    `facts`: `at_least`, `together`, `stayers`, `running`, `cases`, `pair`, `broken`, `alone`,
    and `running_pair` and so on among those still there.
    """
    least = list(bands(study).values())[-2] if at_least is None else at_least
    seen = spells_seen(study)
    if seen.empty:
        return none(study, "spell")
    rows = seen[seen["years"] >= least].rename(columns={"censored": "running"})
    rows = _tied(rows, sat_together(study), together)
    rows = rows.sort_values(["running", "years", "case"], ascending=[False, False, True])
    rows = rows.reset_index(drop=True)
    told = dated(study, rows).assign(
        tie_name=rows["tie"].map({key: _(name) for key, name in TIES.items()}),
        together_length=rows["together"].round(1),
    )
    columns = ("case", "post", "from", "to", "length", "tie_name", "partner", "together_length")
    return Table(
        told,
        unit="spell",
        n=len(seen),
        headings=heads(rows, *columns, more=HEADINGS),
        measure=_("Kso och kc som suttit minst {years} år").format(years=years_told(least)),
        absent=None if len(rows) else _(NONE_LONG).format(years=years_told(least)),
        facts={"at_least": least, "together": together, **_ties(rows)},
        source=_(SOURCE),
    )


def _tied(rows: pd.DataFrame, pairs: pd.DataFrame, together: float) -> pd.DataFrame:
    """Adds with whom each sat longest, and what became of that pair."""
    sides = [
        pairs.assign(
            post=post, person=pairs[post], partner=pairs[other], own=pairs[f"{post}_start"]
        )
        for post, other in (("kso", "kc"), ("kc", "kso"))
    ]
    both = pd.concat(sides)
    both = both.assign(now=both["running"] & (both["years"] >= together))
    both = both.sort_values(["now", "years"], ascending=False, kind="stable")
    both = both.drop_duplicates(["case", "post", "person", "own"])
    both = both.rename(columns={"years": "together", "running": "going"})
    keys = ["case", "post", "person", "start"]
    both = both.drop(columns="start").rename(columns={"own": "start"})
    rows = rows.merge(both[[*keys, "partner", "together", "going"]], on=keys, how="left")
    rows = rows.assign(together=rows["together"].fillna(0.0))
    long = rows["together"] >= together
    going = rows["going"].fillna(False).astype(bool)
    tie = pd.Series("alone", rows.index).mask(long, "broken").mask(long & going, "pair")
    return rows.assign(tie=tie).drop(columns="going")


def _ties(rows: pd.DataFrame) -> Mapping[str, int]:
    now = rows[rows["running"]]
    all_, running = rows["tie"].value_counts(), now["tie"].value_counts()
    return {
        "stayers": len(rows),
        "running": len(now),
        "cases": rows["case"].nunique(),
        **{key: int(all_.get(key, 0)) for key in TIES},
        **{f"running_{key}": int(running.get(key, 0)) for key in TIES},
    }
