"""Municipalities grouped by their pairs and long-stayers, and what is known of each by a word."""

from __future__ import annotations

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.tables.holders import sat_together, spells_seen
from analys.tables.pairs import STATES
from analys.tables.posts import years_told
from analys.tables.stayers import long_stayers
from analys.wording import listing, number

PAIRED = N_("långsittare i par")
ALONE = N_("långsittare, inte i par")
NO_STAYER = N_("ingen långsittare")


def _pairs(study: Study) -> pd.DataFrame:
    """The longest pair of each municipality that has had any, the longest first."""
    if study.spells.empty:
        return pd.DataFrame(columns=["case", "years", "first_left"])
    found = sat_together(study)
    longest = found.sort_values("years", ascending=False, kind="stable").drop_duplicates("case")
    return longest[longest["case"].isin(study.cases["case"])]


def years_together(study: Study) -> dict[str, float]:
    """The years of the longest pair of each municipality that has had one, the most first."""
    longest = _pairs(study)
    return dict(zip(longest["case"], longest["years"].astype(float), strict=True))


def pair_groups(study: Study, *, at_least: float = 7.0) -> dict[str, list[str]]:
    """The municipalities with and without a pair of kso and kc who sat so many years together."""
    years = years_together(study)
    told = {"years": years_told(at_least)}
    cases = list(study.cases["case"])
    return {
        _("par i minst {years} år").format(**told): [
            case for case in cases if years.get(case, 0.0) >= at_least
        ],
        _("inget så långt par").format(**told): [
            case for case in cases if years.get(case, 0.0) < at_least
        ],
    }


def tie_groups(study: Study, *, together: float = 7.0) -> dict[str, list[str]]:
    """The municipalities by whether a long-stayer sits there now, and has done so in a pair.

    Returns
    -------
    `{label: municipalities}`, empty ones too. A pair counts also where it has been broken since;
    where several long-stayers sit in a municipality, one in a pair is enough.
    """
    table = long_stayers(study, together=together)
    now = table.frame if table.absent else table.frame[table.frame["running"].astype(bool)]
    paired = set() if now.empty else set(now.loc[now["tie"] != "alone", "case"])
    sitting = set() if now.empty else set(now["case"])
    cases = list(study.cases["case"])
    return {
        _(PAIRED): [case for case in cases if case in paired],
        _(ALONE): [case for case in cases if case in sitting - paired],
        _(NO_STAYER): [case for case in cases if case not in sitting],
    }


def pair_told(study: Study) -> dict[str, str]:
    """The longest pair of each municipality in words: 20,0 år, kso slutade först."""
    longest = _pairs(study)
    states = longest["first_left"].astype("object").fillna("running")
    told = _("{years}\N{NO-BREAK SPACE}år, {state}")
    return {
        str(case): told.format(years=number(years, 1), state=_(STATES[state]))
        for case, years, state in zip(longest["case"], longest["years"], states, strict=True)
    }


def posts_told(study: Study) -> dict[str, str]:
    """How long those who sit now have sat in each municipality: kso 1,9 år och kc 21,9 år."""
    if study.spells.empty:
        return {}
    seen = spells_seen(study)
    now = seen[seen["censored"] & seen["case"].isin(study.cases["case"])]
    now = now.sort_values("post", ascending=False, kind="stable")
    told = _("{post} {years} år")
    return {
        str(case): listing(
            told.format(post=post, years=number(years, 1)).replace(" ", "\N{NO-BREAK SPACE}")
            for post, years in zip(part["post"], part["years"], strict=True)
        )
        for case, part in now.groupby("case")
    }


def committees_told(study: Study) -> dict[str, str]:
    """The committee structure of each municipality where it is known, in the language spoken."""
    values = study.codebook.attributes["case"]["committees"].values
    known = study.cases.dropna(subset="committees")
    return {
        str(case): values[value][study.language]
        for case, value in zip(known["case"], known["committees"], strict=True)
    }
