"""Readings of document portraits: what comes up early in the talk, and what late."""

from __future__ import annotations

import pandas as pd

from analys.language import _
from analys.readings.phrases import quoted, some
from analys.table import Table
from analys.wording import counted, number


def portraits(table: Table) -> str:
    """Which dilemma comes up earliest and which latest: the middle of its talk, at the median."""
    if table.absent:
        return ""
    middles = _middles(table)
    if len(middles) < 2:
        return _("Färre än två dilemman är kodade, så ingen ordning kan läsas ut.")
    at = middles["at"]
    early, late = (_named(table, middles[at == end]) for end in (at.min(), at.max()))
    if early == late:
        return _("Alla kodade dilemman ligger lika långt in i samtalet.")
    if table.n == 1:
        template = _("Tidigast i samtalet ligger {early} och senast {late}.")
        return template.format(early=early, late=late)
    return _(
        "Tidigast, vid medianen över de intervjuer som tar upp det, ligger {early}: {first} "
        "procent in i samtalet. Senast ligger {late}: {last} procent in."
    ).format(early=early, late=late, first=number(100 * at.min()), last=number(100 * at.max()))


def _middles(table: Table) -> pd.DataFrame:
    """How far into the talk each dilemma's middle lies (`at`), the median of the `interviews`.

    An interview's middle is the mean of its stretches' middles, by their length.
    """
    dilemmas = list(table.legend["part"])[: int(table.facts["dilemmas"])]
    rows = table.frame[table.frame["part"].isin(dilemmas)].dropna(subset=["start", "end"])
    weight = (rows["end"] - rows["start"]).clip(lower=1e-9)
    weighed = rows.assign(weight=weight, moment=weight * (rows["start"] + rows["end"]) / 2)
    sums = weighed.groupby(["interview", "part"])[["moment", "weight"]].sum()
    middles = (sums["moment"] / sums["weight"]).groupby("part")
    return pd.DataFrame({"at": middles.median(), "interviews": middles.size()})


def _named(table: Table, middles: pd.DataFrame) -> str:
    """Some dilemmas, each with the number of interviews that bring it up, if there are several."""
    named = {part: quoted(table.legend["part"][str(part)]) for part in middles.index}
    if table.n == 1:
        return some(list(named.values()))
    return some(
        [
            f"{name} ({counted(int(middles.loc[part, 'interviews']), 'interview')})"
            for part, name in named.items()
        ]
    )
