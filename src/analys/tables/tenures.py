"""Tables of how long kso and kc sit: in bands, spell by spell, and what to read them against."""

from __future__ import annotations

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.holders import spells_seen
from analys.tables.posts import ABSENT, POSTS, SOURCE, TOO_LATE, dated, heads
from analys.wording import number

# Mean years of Swedish chief executives in post as surveys have found them: context, not material.
SURVEYS = {1995: 7.0, 2015: 5.0, 2020: 4.0}  # that of 1995 just over seven
HEADINGS = {
    "group": N_("Post"),
    "band_name": N_("Tid hittills"),
    "value": N_("Personer"),
    "of": N_("av"),
}


def bands(study: Study) -> dict[str, float]:
    """The bands of years in post with their lower bounds, as the codebook declares them."""
    declared = study.codebook.attributes["spell"]["years"]
    return dict(zip(declared.values, [0, *declared.bounds], strict=True))


def band_names(study: Study) -> dict[str, str]:
    """What the bands are called in the language spoken."""
    values = study.codebook.attributes["spell"]["years"].values
    return {band: text[study.language] for band, text in values.items()}


def none(study: Study, unit: str) -> Table:
    """A table that says why there are no spells to count."""
    why = ABSENT if study.spells.empty else TOO_LATE
    return Table(pd.DataFrame(), unit=unit, n=0, absent=_(why), source=_(SOURCE))


def tenures(study: Study) -> Table:
    """How long those who sit now have sat, in bands.

    Returns
    -------
    A row a post and band, empty ones too: `group` (post), `band`, `value` (persons), `of` (persons
    in that post now). Running spells are counted by their length so far. `facts`: the longest's
    years, `longest_kso` and `longest_kc`; `long_from`, the lower bound of the last band but one,
    and `long_kso` and `long_kc`, who have sat so long.
    """
    seen = spells_seen(study)
    if seen.empty:
        return none(study, "person")
    declared, names = bands(study), band_names(study)
    now = seen[seen["censored"]]
    now = now.assign(band=tenure.band(now["years"], declared))
    counts = now.groupby(["post", "band"]).size()
    grid = pd.MultiIndex.from_product([POSTS, declared], names=["group", "band"])
    rows = counts.reindex(grid, fill_value=0).rename("value").reset_index()
    rows["of"] = rows["group"].map(now["post"].value_counts()).fillna(0).astype(int)
    rows["band_name"] = rows["band"].map(names)
    long_from = list(declared.values())[-2]
    long = now[now["years"] >= long_from]["post"].value_counts()
    longest = now.groupby("post")["years"].max()
    return Table(
        rows,
        unit="person",
        n=len(now),
        headings=heads(rows, "group", "band_name", "value", "of", more=HEADINGS),
        measure=_("Antal personer på posten nu, efter hur länge de hittills suttit"),
        legend={"band": names, "group": POSTS},
        facts={
            "long_from": long_from,
            **{f"longest_{post}": float(longest.get(post, 0)) for post in POSTS},
            **{f"long_{post}": int(long.get(post, 0)) for post in POSTS},
        },
        source=_(SOURCE),
    )


def stays(study: Study) -> Table:
    """Every spell by its length, with how long it takes until half have left.

    Those still there are censored, not short: the median is Kaplan and Meier's, which counts them
    for as long as they were followed (`tenure.kaplan_meier`). It takes for granted that the spells
    were followed from their beginning and none left out for being short.

    Returns
    -------
    A row a spell: `group` (post, with its legend), `case`, `person`, `start`, `end` (NaT: still
    there), `exit`, `years` (so far, for those), `running`; kso before kc, longest first. `facts` of
    each post: `spells_kso`, `ended_kso`, `median_kso` (NaN where half have not left yet).
    """
    seen = spells_seen(study)
    if seen.empty:
        return none(study, "spell")
    rows = seen.rename(columns={"post": "group", "censored": "running"})
    rows = rows.assign(order=rows["group"].map({post: at for at, post in enumerate(POSTS)}))
    rows = rows.sort_values(["order", "years", "case"], ascending=[True, False, True])
    rows = rows.drop(columns="order").reset_index(drop=True)
    facts: dict[str, float] = {}
    for post in POSTS:
        of_post = rows[rows["group"] == post]
        curve = tenure.kaplan_meier(of_post["years"], ~of_post["running"])
        facts[f"spells_{post}"] = len(of_post)
        facts[f"ended_{post}"] = int((~of_post["running"]).sum())
        facts[f"median_{post}"] = tenure.median(curve)
    headings = heads(rows, "group", "case", "from", "to", "length", "exit_name", more=HEADINGS)
    return Table(
        dated(study, rows),
        unit="spell",
        n=len(rows),
        headings=headings,
        measure=_("Tider på posten efter hur länge de varat"),
        legend={"group": POSTS},
        facts=facts,
        source=_(SOURCE),
    )


def landmarks(study: Study, found: Table | None = None) -> Table:
    """What to read lengths in post against: the bands, the medians and what surveys have found.

    Parameters
    ----------
    found
        The `stays` that the medians are of; without it there are the bands alone.

    Returns
    -------
    A row a landmark: `kind` ("band", "median", "survey"), `group` (post; NA: all), `years` (a
    band's lower bound), `label`. The surveys' means are of chief executives, and context only.
    """
    names = band_names(study)
    rows: list[tuple[str, str | None, float, str]]
    rows = [("band", None, start, names[band]) for band, start in bands(study).items()]
    if found is not None and not found.absent:
        medians = {post: found.facts[f"median_{post}"] for post in POSTS}
        rows += [
            ("median", post, years, _("median {years} år").format(years=number(years, 1)))
            for post, years in medians.items()
            if years == years  # NaN: half have not left yet
        ]
        rows += [("survey", "kc", years, str(year)) for year, years in SURVEYS.items()]
    frame = pd.DataFrame(rows, columns=["kind", "group", "years", "label"])
    return Table(frame, unit="spell", n=len(found.frame) if found else 0, source=_(SOURCE))
