"""Time in post: spells, the pairs that they make, and what happened when one left."""

from __future__ import annotations

from datetime import date

import pandas as pd

BANDS = {"0–3 år": 0, "4–8 år": 4, "9–15 år": 9, "16+ år": 16}


def last_day(spells: pd.DataFrame, until: date | None) -> pd.Timestamp:
    """The last day of observation: as told, or the latest date among the spells."""
    return pd.Timestamp(until or spells[["start", "end"]].max().max())


def years_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Years by the calendar, so that nine from one 1 January to another are nine.

    >>> day = pd.Series(pd.to_datetime(["2002-01-01"]))
    >>> years_between(day, day + pd.DateOffset(years=9)).tolist()
    [9.0]
    """
    months = 12 * (end.dt.year - start.dt.year) + end.dt.month - start.dt.month
    years: pd.Series = (months + (end.dt.day - start.dt.day) / 31) / 12
    return years


def observed(spells: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """Spells with their length as far as they were followed; those that began later are left out.

    Parameters
    ----------
    spells
        A row a person's time in a post: `case`, `post`, `person`, `start`, `end` (NaT: still
        there).
    until
        The last day of observation; the latest date among the spells where not given.

    Returns
    -------
    The spells with `censored` (still running on that day), `until` (that day) and `years` (so far,
    for those).
    """
    day = last_day(spells, until)
    spells = spells[spells["start"] <= day]
    censored = spells["end"].isna() | (spells["end"] > day)
    last = spells["end"].where(~censored, day)
    years = years_between(spells["start"], last)
    return spells.assign(
        end=spells["end"].mask(censored), censored=censored, until=day, years=years
    )


def pairs(spells: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """Each kso and kc who sat at the same time, and how long together.

    Returns
    -------
    A row a pair: `case`, `kso`, `kc` (persons), `start`, `end` (of the time together), `years`,
    `running` (both still there), `first_left` ("kso", "kc", "both" on the same day, NA if running),
    `left` (the day), `exit` (how that one left), `other_end` (when the other left, NaT if still
    there).
    """
    seen = observed(spells, until)
    seen = seen.assign(last=seen["end"].where(~seen["censored"], seen["until"]))
    kso, kc = (seen[seen["post"] == post] for post in ("kso", "kc"))
    both = kso.merge(kc, on="case", suffixes=("_kso", "_kc"))
    start = both[["start_kso", "start_kc"]].max(axis=1)
    end = both[["last_kso", "last_kc"]].min(axis=1)
    kso_stays, kc_stays = both["censored_kso"], both["censored_kc"]
    # One who left on the last day observed left before the one who is still there.
    kso_first = (both["last_kso"] < both["last_kc"]) | (kc_stays & ~kso_stays)
    kc_first = (both["last_kc"] < both["last_kso"]) | (kso_stays & ~kc_stays)
    running = kso_stays & kc_stays
    first = pd.Series("both", both.index).mask(kso_first, "kso").mask(kc_first, "kc")
    result = pd.DataFrame(
        {
            "case": both["case"],
            "kso": both["person_kso"],
            "kc": both["person_kc"],
            "start": start,
            "end": end,
            "years": years_between(start, end),
            "running": running,
            "first_left": first.mask(running),
            "left": end.mask(running),
            "exit": both["exit_kso"].where(~kc_first, both["exit_kc"]).mask(running),
            "other_end": both["end_kc"].where(~kc_first, both["end_kso"]),
        }
    )
    return result[end > start].reset_index(drop=True)


def band(years: pd.Series) -> pd.Series:
    """The band of a length in whole years lived: 0–3, 4–8, 9–15, 16+ years."""
    edges = [*BANDS.values(), float("inf")]
    return pd.cut(years, edges, right=False, labels=list(BANDS)).astype("str")
