"""Tables of the two posts: who held them from when to when, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.holders import sat_together
from analys.wording import counted, listing, number

POSTS = {"kso": "kso", "kc": "kc"}
SHIFT = "majoritetsskifte"  # the kind of event
SOURCE = N_("tider på posten")
ABSENT = N_("Materialet saknar tider på posten för kso och kc, så frågan kan inte besvaras.")
NONE_CHOSEN = N_("Ingen av de aktuella kommunerna har tider på posten för kso och kc.")
TOO_LATE = N_("Alla kända tider på posten börjar efter den sista dagen som materialet täcker.")
NO_EVENTS = N_("Materialet saknar händelser.")
NONE_HAPPENED = N_("Ingen händelse är känd i de aktuella kommunerna.")
HEADINGS = {
    "case": N_("Kommun"),
    "post": N_("Post"),
    "person": N_("Person"),
    "from": N_("Från"),
    "to": N_("Till"),
    "length": N_("År"),
    "exit_name": N_("Avgång"),
    "kso": "kso",
    "kc": "kc",
}
NAMED = 6  # municipalities that a note names; more are counted
DRAWN = 40  # municipalities that a figure of spells has room for


def spells(
    study: Study,
    cases: Sequence[str] | None = None,
    *,
    longest_first: bool = False,
    around: float | None = None,
    most: int = DRAWN,
) -> Table:
    """Who sat as kso and kc, from when to when, in some municipalities.

    Parameters
    ----------
    longest_first
        Whether the municipalities stand by the longest time that one kso and one kc sat together,
        instead of in the material's order.
    around
        Only what falls within so many years before and after a majority shift in them: from the
        first shift's to the last one's. Without such events, as without this, all of it.
    most
        Only the first so many municipalities are drawn; the note says so.

    Returns
    -------
    A row a spell: `case`, `post`, `person`, `start`, `end` (NaT: still there), `exit`, `censored`,
    `until`, `years` (whole spells, also where they reach out of the window). `legend["case"]` has
    the municipalities to draw, those without spells too. `facts`: `spells`, `running`, and with a
    window its `first_day` and `last_day` as ordinals of days.
    """
    of_cases = study.spells if cases is None else study.spells[study.spells["case"].isin(cases)]
    rows = tenure.observed(of_cases, study.observed_until) if len(of_cases) else of_cases
    window = _window(study, cases, rows, around) if len(rows) else {}
    if window:
        last = rows["end"].fillna(rows["until"]).map(pd.Timestamp.toordinal)
        first = rows["start"].map(pd.Timestamp.toordinal)
        rows = rows[(first <= window["last_day"]) & (last >= window["first_day"])]
    order = _order(study, cases, longest_first=longest_first and len(rows) > 0)
    rows = _sorted(rows, order)
    return Table(
        dated(study, rows),
        unit="case",
        n=rows["case"].nunique(),
        headings=heads(rows, "case", "post", "person", "from", "to", "length", "exit_name"),
        measure=_("Tid på posten för kso och kc"),
        absent=None if len(rows) else _(why_none(study, of_cases)),
        note=_note(order, rows, most, longest_first=longest_first) if len(rows) else "",
        legend={"post": POSTS, "case": {case: case for case in order[:most]}},
        facts={
            "running": int(rows["censored"].sum()) if len(rows) else 0,
            "spells": len(rows),
            **window,
        },
        source=_(SOURCE),
    )


def _window(
    study: Study, cases: Sequence[str] | None, rows: pd.DataFrame, around: float | None
) -> dict[str, int]:
    """The days from before the first shift to after the last, as far as spells are known."""
    shifts = study.events[study.events["kind"] == SHIFT]
    days = (shifts if cases is None else shifts[shifts["case"].isin(cases)])["date"]
    if around is None or days.empty:
        return {}
    months = pd.DateOffset(months=round(12 * around))
    first = max(days.min() - months, rows["start"].min())
    last = min(days.max() + months, rows["until"].max())
    return {"first_day": first.toordinal(), "last_day": last.toordinal()} if first < last else {}


def _order(study: Study, cases: Sequence[str] | None, *, longest_first: bool) -> list[str]:
    """The municipalities of a table in the order of its rows."""
    there = list(dict.fromkeys([*study.cases["case"], *study.spells["case"]]))
    order = [case for case in there if cases is None or case in set(cases)]
    if not longest_first:
        return order
    longest = sat_together(study).groupby("case")["years"].max()
    return sorted(order, key=lambda case: -longest.get(case, 0.0))


def _sorted(rows: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Spells by municipality, post and day, kso before kc."""
    places = {case: at for at, case in enumerate(order)}
    by = rows.assign(
        _case=rows["case"].map(places),
        _post=rows["post"].map({p: at for at, p in enumerate(POSTS)}),
    )
    by = by.sort_values(["_case", "_post", "start", "person"], kind="stable", ignore_index=True)
    return by.drop(columns=["_case", "_post"])


def why_none(study: Study, of_cases: pd.DataFrame) -> str:
    """Why there are no spells to count: none at all, none of these municipalities, or too late."""
    if study.spells.empty:
        return ABSENT
    return NONE_CHOSEN if of_cases.empty else TOO_LATE


def _note(order: Sequence[str], rows: pd.DataFrame, most: int, *, longest_first: bool) -> str:
    """Which municipalities have no spells known, and how many there is no room to draw."""
    said = []
    if len(order) > most:
        cut = (
            _("Bilden visar de {drawn} av {cases} där samma par suttit längst.")
            if longest_first
            else _("Bilden visar de {drawn} första av {cases}.")
        )
        said.append(cut.format(drawn=number(most), cases=counted(len(order), "case")))
    missing = [case for case in order if case not in set(rows["case"])]
    if missing:
        named = listing(missing) if len(missing) <= NAMED else counted(len(missing), "case")
        said.append(_("Tider på posten saknas för {cases}.").format(cases=named))
    return " ".join(said)


def heads(rows: pd.DataFrame, *names: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The headings of some columns in the language spoken; none where there are no rows.

    `more` has marked headings that are one table's own.
    """
    known = {**HEADINGS, **(more or {})}
    return {name: _(known[name]) for name in names} if len(rows) else {}


def dated(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the columns that are read: days and exits as text, lengths with one decimal."""
    if rows.empty:
        return rows
    told = rows.assign(
        **{
            "from": rows["start"].dt.strftime("%Y-%m-%d"),
            "to": rows["end"].dt.strftime("%Y-%m-%d").fillna(_("sitter kvar")),
            "length": rows["years"].round(1),
        }
    )
    return told.assign(exit_name=exit_names(study, rows["exit"])) if "exit" in rows else told


def years_told(years: float) -> str:
    """A limit of years, with a decimal only where it has one."""
    return number(years, 0 if years == int(years) else 1)


def exit_names(study: Study, exits: pd.Series) -> pd.Series:
    """How they left in the language spoken where the codebook knows the words, else as written."""
    values = study.codebook.attributes["spell"]["exit"].values
    names = {value: text[study.language] for value, text in values.items()}
    return exits.map(lambda how: names.get(how, how)).astype("str")


def events(study: Study, cases: Sequence[str] | None = None) -> Table:
    """What happened to the municipalities: a row an event, `case`, `date`, `kind`, `text`."""
    rows = study.events if cases is None else study.events[study.events["case"].isin(cases)]
    values = study.codebook.attributes["event"]["kind"].values
    names = {value: text[study.language] for value, text in values.items()}
    headings = {
        "case": _("Kommun"),
        "date": _("Datum"),
        "kind_name": _("Händelse"),
        "text": _("Vad"),
    }
    return Table(
        rows.assign(kind_name=rows["kind"].map(names)).reset_index(drop=True),
        unit="case",
        n=rows["case"].nunique(),
        headings=headings,
        absent=None if len(rows) else _(NO_EVENTS if study.events.empty else NONE_HAPPENED),
        source=_("händelser"),
    )
