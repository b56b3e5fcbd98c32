"""Time in post: spells, the pairs that they make, how long they last, and how they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd

PERSON = ["case", "post", "person"]
DAY = pd.Timedelta(days=1)
NEVER = pd.Timestamp("9000-01-01")

# How a spell ended, as materials write it, and whether it was chosen, forced or natural. Whatever
# else they write, or nothing, is unknown: nobody's reasons are guessed at.
DEPARTURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "chosen": (
            "avgick",
            "annat uppdrag",
            "annat arbete",
            "annan tjänst",
            "nytt arbete",
            "nytt jobb",
            "ny tjänst",
            "egen begäran",
            "på egen begäran",
            "sade upp sig",
        ),
        "forced": (
            "fick gå",
            "val",
            "valförlust",
            "förlorade valet",
            "majoritetsskifte",
            "avsatt",
            "avskedad",
            "entledigad",
            "omplacerad",
            "petad",
            "uppsagd",
            "utköpt",
        ),
        "natural": ("pension", "ålder", "sjukdom", "dödsfall", "avled", "avliden"),
        "unknown": (),
    }
)
KIND = {how: kind for kind, hows in DEPARTURES.items() for how in hows}


def departure(exits: pd.Series) -> pd.Series:
    """Whether each left by choice, was forced, left for natural reasons, or nobody knows.

    Case and surplus spaces do not matter; what is not among `DEPARTURES`, or missing, is unknown.

    >>> departure(pd.Series(["Fick  gå", "pension", "osäkert", None])).tolist()
    ['forced', 'natural', 'unknown', 'unknown']
    """
    told = exits.astype("object").map(lambda how: " ".join(str(how).split()).casefold())
    return told.map(KIND).fillna("unknown").astype("str")


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


def joined(spells: pd.DataFrame) -> pd.DataFrame:
    """Spells where what one person held in a post without a day between is one.

    A material may have a row a term of office: one who was elected anew has not left. The first
    row stays, with the latest end and the exit of the last.
    """
    if not spells.duplicated(PERSON).any():
        return spells
    rows = spells.assign(last=spells["end"].fillna(NEVER)).sort_values(
        [*PERSON, "start", "last"], kind="stable"
    )
    people = [rows[name] for name in PERSON]
    reached = rows["last"].groupby(people).cummax()
    begins = ~(rows["start"] <= reached.groupby(people).shift() + DAY)
    rows = rows.assign(run=begins.cumsum())
    first = rows.drop_duplicates("run")
    last = rows.sort_values(["run", "last"], kind="stable").drop_duplicates("run", keep="last")
    whole = first.assign(end=last["end"].array, exit=last["exit"].array)
    return whole.drop(columns=["last", "run"])


def observed(spells: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """Spells with their length as far as they were followed; those that began later are left out.

    Parameters
    ----------
    spells
        A row a person's time in a post: `case`, `post`, `person`, `start`, `end` (NaT: still
        there), `exit`.
    until
        The last day of observation; the latest date among the spells where not given.

    Returns
    -------
    The spells, `joined`, with `censored` (still running on that day), `until` (that day) and
    `years` (so far, for those).
    """
    day = last_day(spells, until)
    spells = joined(spells)
    spells = spells[spells["start"] <= day].sort_index(kind="stable")
    censored = spells["end"].isna() | (spells["end"] > day)
    last = spells["end"].where(~censored, day)
    return spells.assign(
        end=spells["end"].mask(censored),
        exit=spells["exit"].mask(censored),
        censored=censored,
        until=day,
        years=years_between(spells["start"], last),
    )


def pairs(spells: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """Each kso and kc who sat at the same time, and how long together.

    Returns
    -------
    A row a pair: `case`, `kso`, `kc` (persons), `start`, `end` (of the time together), `years`,
    `running` (both still there), `first_left` ("kso", "kc", "both" on the same day, NA if running),
    `left` (the day), `exit` (how that one left; the kso's where both did), `other_end` (when the
    other left, NaT if still there), `other_exit` (how), `kso_start`, `kso_end`, `kc_start`,
    `kc_end` (of each one's own time).
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
            "other_exit": both["exit_kc"].where(~kc_first, both["exit_kso"]),
            "kso_start": both["start_kso"],
            "kso_end": both["end_kso"],
            "kc_start": both["start_kc"],
            "kc_end": both["end_kc"],
        }
    )
    return result[end > start].reset_index(drop=True)


def band(years: pd.Series, bands: Mapping[str, float]) -> pd.Series:
    """The band of a length in whole years lived, by the bands' lower bounds, lowest first.

    >>> band(pd.Series([3.99, 4.0, 30.0]), {"0–3": 0, "4–8": 4, "9+": 9}).tolist()
    ['0–3', '4–8', '9+']
    """
    edges = [*bands.values(), float("inf")]
    return pd.cut(years, edges, right=False, labels=list(bands)).astype("str")


def kaplan_meier(years: pd.Series, ended: pd.Series) -> pd.DataFrame:
    """The share still in post after so many years, with those still there as censored.

    The product-limit estimate (Kaplan and Meier 1958). It takes for granted that those who are
    still there are like the others, and that spells are followed from their beginning.

    Parameters
    ----------
    years
        How long each was followed; none missing, none below zero.
    ended
        Whether it ended then; if not, it was still running.

    Returns
    -------
    A row a length that occurs: `years`, `at_risk` (followed so long), `ended` (then), `censored`
    (still running then), `survival` (share still there just after).

    Raises
    ------
    ValueError
        If a length is missing or below zero.

    >>> curve = kaplan_meier(pd.Series([1, 2, 2, 3]), pd.Series([True, True, False, False]))
    >>> curve["survival"].tolist()
    [0.75, 0.5, 0.5]
    """
    if not (years >= 0).all():
        wrong = years[~(years >= 0)]
        raise ValueError(
            f"row {wrong.index[0]}: expected years of 0 or more; found {wrong.iloc[0]}"
        )
    frame = pd.DataFrame({"years": years, "ended": ended.astype(bool), "n": 1})
    counts = frame.groupby("years", as_index=False).sum()
    at_risk = counts["n"][::-1].cumsum()[::-1]
    return pd.DataFrame(
        {
            "years": counts["years"],
            "at_risk": at_risk,
            "ended": counts["ended"],
            "censored": counts["n"] - counts["ended"],
            "survival": (1 - counts["ended"] / at_risk).cumprod(),
        }
    )


def median(curve: pd.DataFrame) -> float:
    """After how many years half of them had left, by a `kaplan_meier` curve; NaN if not yet.

    >>> median(kaplan_meier(pd.Series([1, 2, 3]), pd.Series([True, False, True])))
    3.0
    """
    half = curve.loc[curve["survival"] <= 0.5 + 1e-9, "years"]
    return float(half.iloc[0]) if len(half) else float("nan")
