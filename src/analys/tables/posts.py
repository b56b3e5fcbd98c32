"""Tables of time in post: spells, pairs, departures and tenure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analys import tenure
from analys.study import Study
from analys.table import Table

POSTS = {"kso": "kso", "kc": "kc"}
ABSENT = "Materialet saknar tider på posten för kso och kc, så frågan kan inte besvaras."
NO_EVENTS = "Materialet saknar händelser."
NONE_HAPPENED = "Ingen händelse är känd i de aktuella kommunerna."
NONE_CHOSEN = "Ingen av de aktuella kommunerna har tider på posten för kso och kc."
GRACE = pd.Timedelta(days=120)  # an election comes some months before the shift takes effect
LEFT_WITHIN = 24  # months in which the other's leaving counts as following


def spells(study: Study, cases: Sequence[str] | None = None) -> Table:
    """Who sat as kso and kc, from when to when, in some municipalities.

    Returns
    -------
    A row a spell: `case`, `post`, `person`, `start`, `end` (NaT: still there), `censored`, `until`,
    `years`; in the order of the material's municipalities.
    """
    rows = study.spells if cases is None else study.spells[study.spells["case"].isin(cases)]
    rows = tenure.observed(rows, study.observed_until) if len(rows) else rows
    rows = rows.sort_values(["case", "post", "start"], kind="stable", ignore_index=True)
    return Table(
        _dated(rows),
        unit="case",
        n=rows["case"].nunique(),
        headings=_headings(rows, "case", "post", "person", "from", "to", "length", "exit"),
        measure="Tid på posten för kso och kc",
        absent=None if len(rows) else ABSENT if study.spells.empty else NONE_CHOSEN,
        legend={"post": POSTS},
        facts={"running": int(rows["censored"].sum()) if len(rows) else 0, "spells": len(rows)},
    )


HEADINGS = {
    "case": "Kommun",
    "post": "Post",
    "person": "Person",
    "from": "Från",
    "to": "Till",
    "length": "År",
    "exit": "Avgång",
    "kso": "kso",
    "kc": "kc",
    "who": "Slutade först",
    "after": "Den andra slutade inom 24 månader",
}
LEAVERS = {"kso": "kso", "kc": "kc", "both": "båda samma dag"}


def _headings(rows: pd.DataFrame, *names: str) -> dict[str, str]:
    return {name: HEADINGS[name] for name in names} if len(rows) else {}


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the columns that are read: days as text, lengths with one decimal."""
    if rows.empty:
        return rows
    still = "sitter kvar"
    return rows.assign(
        **{
            "from": rows["start"].dt.strftime("%Y-%m-%d"),
            "to": rows["end"].dt.strftime("%Y-%m-%d").fillna(still),
            "length": rows["years"].round(1),
        }
    )


def events(study: Study, cases: Sequence[str] | None = None) -> Table:
    """What happened to the municipalities: a row an event, `case`, `date`, `kind`, `text`."""
    rows = study.events if cases is None else study.events[study.events["case"].isin(cases)]
    return Table(
        rows.reset_index(drop=True),
        unit="case",
        n=rows["case"].nunique(),
        headings={"case": "Kommun", "date": "Datum", "kind": "Händelse", "text": "Vad"},
        absent=None if len(rows) else NO_EVENTS if study.events.empty else NONE_HAPPENED,
    )


def pairs(study: Study, *, at_least: float = 0.0) -> Table:
    """The kso and kc who sat longest together in each municipality.

    Parameters
    ----------
    at_least
        Only pairs of so many years.

    Returns
    -------
    A row a municipality: `case`, `kso`, `kc`, `start`, `end`, `years`, `running`, `first_left`,
    `left`, `exit`, `other_end`; longest first. `facts`: `cases` with spells at all.
    """
    if study.spells.empty:
        empty = pd.DataFrame(columns=["case", "start", "end", "years"])
        return Table(empty, unit="case", n=0, absent=ABSENT)
    found = tenure.pairs(study.spells, study.observed_until)
    n = study.spells["case"].nunique()
    longest = found.sort_values(["years", "case"], ascending=[False, True]).drop_duplicates("case")
    rows = longest[longest["years"] >= at_least].reset_index(drop=True)
    rows = rows.assign(end=rows["end"].mask(rows["running"]))
    return Table(
        _dated(rows).assign(end=longest["end"].iloc[: len(rows)].array),
        unit="case",
        n=n,
        headings=_headings(rows, "case", "kso", "kc", "from", "to", "length"),
        measure="Det par av kso och kc som suttit längst tillsammans i varje kommun",
        absent=None if len(rows) else _no_pair(len(found), at_least),
        facts={"cases": n, "running": int(rows["running"].sum())},
    )


def _no_pair(pairs: int, at_least: float) -> str:
    if not pairs:
        return "Ingen kso och kc i materialet har suttit samtidigt."
    return f"Inget par har suttit minst {at_least:.0f} år tillsammans."


def at_shift(study: Study) -> Table:
    """The kso and kc who sat when the majority last shifted, and how long they had worked together.

    Returns
    -------
    A row a municipality with a shift and a pair at that time: `case`, `kso`, `kc`, `start`, `end`,
    `years` (until the shift, or until one of them left in the months before it).
    """
    empty = pd.DataFrame(columns=["case", "start", "end", "years"])
    shifts = study.events[study.events["kind"] == "majoritetsskifte"]
    if study.spells.empty or shifts.empty:
        why = ABSENT if study.spells.empty else "Inget majoritetsskifte finns bland händelserna."
        return Table(empty, unit="case", n=0, absent=why)
    found = tenure.pairs(study.spells, study.observed_until)
    last = shifts.sort_values("date").drop_duplicates("case", keep="last")[["case", "date"]]
    both = found.merge(last, on="case")
    sat = (both["start"] < both["date"]) & (both["end"] >= both["date"] - GRACE)
    nearest = both[sat].sort_values(["end", "years"], ascending=False)
    rows = nearest.drop_duplicates("case")
    end = rows[["end", "date"]].min(axis=1)
    rows = rows.assign(end=end, years=tenure.years_between(rows["start"], end))
    rows = rows.sort_values("years", ascending=False, ignore_index=True)
    return Table(
        _dated(rows),
        unit="case",
        n=shifts["case"].nunique(),
        headings=_headings(rows, "case", "kso", "kc", "from", "to", "length"),
        measure="Kso och kc som satt när majoriteten skiftade, och åren tillsammans dittills",
        absent=None if len(rows) else "Inget par av kso och kc satt när majoriteten skiftade.",
    )


def departures(study: Study, *, at_least: float = 7.0) -> Table:
    """What became of the other when one of a pair left.

    Parameters
    ----------
    at_least
        Only pairs that had sat so many years together.

    Returns
    -------
    A row a pair that was broken: `case`, `kso`, `kc`, `years`, `first_left`, `left`, `exit`,
    `other_end`, `followed` (the other left within 24 months; NA where fewer months than that have
    been observed and the other is still there), `after` (Swedish). `facts`: `kso_left` (pairs where
    the kso left first), `kc_stayed` and `kc_followed` among those, `kc_open`.
    """
    if study.spells.empty:
        return Table(pd.DataFrame(), unit="case", n=0, absent=ABSENT)
    found = tenure.pairs(study.spells, study.observed_until)
    long = found[(found["years"] >= at_least)]
    rows = long[~long["running"]].reset_index(drop=True)
    until = tenure.last_day(study.spells, study.observed_until)
    limit = rows["left"] + pd.DateOffset(months=LEFT_WITHIN)
    followed = (rows["other_end"] <= limit).astype("boolean")
    open_ = rows["other_end"].isna() & (limit > until)
    rows["followed"] = followed.mask(open_)
    rows["after"] = rows["followed"].map({True: "ja", False: "nej"}).fillna("ännu ovisst")
    rows["who"] = rows["first_left"].map(LEAVERS)
    after_kso = rows[rows["first_left"] == "kso"]["followed"]
    return Table(
        _dated(rows),
        unit="pair",
        n=len(long),
        headings=_headings(rows, "case", "from", "to", "length", "who", "exit", "after"),
        measure=f"Par som suttit minst {at_least:.0f} år tillsammans och där någon slutat",
        absent=None if len(rows) else f"Inget par som suttit minst {at_least:.0f} år har brutits.",
        facts={
            "at_least": at_least,
            "pairs": len(long),
            "broken": len(rows),
            "kso_left": len(after_kso),
            "kc_followed": int(after_kso.sum()),
            "kc_stayed": int((~after_kso).sum()),
            "kc_open": int(after_kso.isna().sum()),
        },
    )


def tenures(study: Study) -> Table:
    """How long those who sit now have sat, in bands.

    Returns
    -------
    A row a post and band, empty ones too: `group` (post), `band`, `value` (persons), `of` (persons
    in that post now). Running spells are counted by their length so far. `facts`: the longest's
    years, `longest_kso` and `longest_kc`.
    """
    if study.spells.empty:
        return Table(pd.DataFrame(), unit="person", n=0, absent=ABSENT)
    seen = tenure.observed(study.spells, study.observed_until)
    now = seen[seen["censored"]].assign(band=lambda rows: tenure.band(rows["years"]))
    counts = now.groupby(["post", "band"]).size()
    grid = pd.MultiIndex.from_product([POSTS, tenure.BANDS], names=["group", "band"])
    rows = counts.reindex(grid, fill_value=0).rename("value").reset_index()
    rows["of"] = rows["group"].map(now["post"].value_counts()).fillna(0).astype(int)
    longest = now.groupby("post")["years"].max()
    return Table(
        rows,
        unit="person",
        n=len(now),
        headings={"group": "Post", "band": "Tid hittills", "value": "Personer", "of": "av"},
        measure="Antal personer på posten nu, efter hur länge de hittills suttit",
        legend={"band": {name: name for name in tenure.BANDS}, "group": POSTS},
        facts={f"longest_{post}": float(longest.get(post, 0)) for post in POSTS},
    )


def shifted(study: Study) -> list[str]:
    """The municipalities that had a majority shift, by their own table or by their events."""
    by_table = study.cases.loc[study.cases["shift"].fillna(False).astype(bool), "case"]
    by_event = study.events.loc[study.events["kind"] == "majoritetsskifte", "case"]
    found = set(by_table) | set(by_event)
    return [case for case in study.cases["case"] if case in found]
