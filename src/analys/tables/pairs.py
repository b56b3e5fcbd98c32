"""Tables of kso and kc as pairs: how long they sat together, and what came when one left."""

from __future__ import annotations

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.holders import sat_together
from analys.tables.posts import ABSENT, SOURCE, dated, exit_names, heads, years_told

LEFT_WITHIN = 24  # months in which the other's leaving counts as following
COLUMNS = ["case", "kso", "kc", "start", "end", "years", "running", "first_left", "exit"]
NEVER_MET = N_("Ingen kso och kc i materialet har suttit samtidigt.")
LEAVERS = {"kso": "kso", "kc": "kc", "both": N_("båda samma dag")}
AFTER = {"yes": N_("ja"), "no": N_("nej"), "open": N_("ännu ovisst")}
HEADINGS = {
    "who": N_("Slutade först"),
    "first_how": N_("Hur den slutade"),
    "after": N_("Den andra slutade inom 24 månader"),
    "other_how": N_("Hur den andra slutade"),
    "state_name": N_("Läge"),
}
STATES = {
    "running": N_("båda sitter kvar"),
    "kso": N_("kso slutade först"),
    "kc": N_("kc slutade först"),
    "both": N_("båda slutade samma dag"),
}


def pairs(study: Study, *, at_least: float = 0.0, every: bool = False) -> Table:
    """The kso and kc who sat longest together in each municipality, or all that sat so long.

    Parameters
    ----------
    at_least
        Only pairs of so many years.
    every
        All such pairs, not only the longest of each municipality.

    Returns
    -------
    A row a municipality (or a pair): `case`, `kso`, `kc`, `start`, `end` (the last day observed
    where they still sit), `years`, `running`, `first_left`, `left`, `exit`, `other_end`,
    `other_exit`; longest first. `facts`: `cases` with spells at all, `pairs` that there were,
    `running` among the rows.
    """
    if study.spells.empty:
        return _none(_(ABSENT), "case")
    found = sat_together(study)
    by_length = found.sort_values(["years", "case"], ascending=[False, True], kind="stable")
    rows = by_length if every else by_length.drop_duplicates("case")
    rows = rows[rows["years"] >= at_least].reset_index(drop=True)
    told = dated(study, rows.assign(end=rows["end"].mask(rows["running"])))
    n = study.spells["case"].nunique()
    return Table(
        told.assign(end=rows["end"]),
        unit="pair" if every else "case",
        n=len(found) if every else n,
        headings=heads(rows, "case", "kso", "kc", "from", "to", "length"),
        measure=_what(at_least) if every else _(LONGEST),
        absent=None if len(rows) else _no_pair(len(found), at_least),
        facts={"cases": n, "pairs": len(found), "running": int(rows["running"].sum())},
        source=_(SOURCE),
    )


LONGEST = N_("Det par av kso och kc som suttit längst tillsammans i varje kommun")


def _none(why: str, unit: str) -> Table:
    return Table(pd.DataFrame(columns=COLUMNS), unit=unit, n=0, absent=why, source=_(SOURCE))


def _what(at_least: float) -> str:
    if not at_least:
        return _("Par av kso och kc som suttit samtidigt")
    return _("Par av kso och kc som suttit minst {years} år tillsammans").format(
        years=years_told(at_least)
    )


def _no_pair(pairs: int, at_least: float) -> str:
    if not pairs:
        return _(NEVER_MET)
    return _("Inget par har suttit minst {years} år tillsammans.").format(
        years=years_told(at_least)
    )


def departures(study: Study, *, at_least: float = 7.0) -> Table:
    """What became of the other when one of a pair left, and whether they chose to or had to.

    Parameters
    ----------
    at_least
        Only pairs that had sat so many years together.

    Returns
    -------
    A row a pair that was broken: `case`, `kso`, `kc`, `years`, `first_left`, `left`, `exit`,
    `other_end`, `other_exit`, `followed` (the other left within 24 months; NA where fewer months
    than that have been observed and the other is still there), `departure` and `other_departure`
    ("chosen", "forced", "natural", "unknown" as `tenure.DEPARTURES` has it; NA where the other has
    not left). Where both left on one day the first is the kso.
    `facts`: `pairs`, `broken`; `first_chosen` and so on, of those who left first; `followed`, and
    `followed_chosen` and so on among them; `open` (too early to say); `kso_left` (pairs where the
    kso left first), `kc_stayed`, `kc_followed` and `kc_open` among those.
    """
    if study.spells.empty:
        return _none(_(ABSENT), "pair")
    found = sat_together(study)
    long = found[found["years"] >= at_least]
    rows = long[~long["running"]].reset_index(drop=True)
    until = tenure.last_day(study.spells, study.observed_until)
    rows = _followed(rows, until)
    least = years_told(at_least)
    absent = _("Inget par som suttit minst {years} år har brutits.").format(years=least)
    measure = _("Brutna par, av alla som suttit minst {years} år tillsammans")
    return Table(
        _told(study, rows),
        unit="pair",
        n=len(long),
        headings=heads(
            rows,
            *("case", "from", "to", "length", "who", "first_how", "after", "other_how"),
            more=HEADINGS,
        ),
        measure=measure.format(years=least),
        absent=None if len(rows) else absent,
        facts={"at_least": at_least, "pairs": len(long), **_facts(rows)},
        source=_(SOURCE),
    )


def _followed(rows: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Adds whether the other followed, and why each left."""
    limit = rows["left"] + pd.DateOffset(months=LEFT_WITHIN)
    followed = (rows["other_end"] <= limit).astype("boolean")
    open_ = rows["other_end"].isna() & (limit > until)
    other = tenure.departure(rows["other_exit"]).mask(rows["other_end"].isna())
    return rows.assign(
        followed=followed.mask(open_),
        departure=tenure.departure(rows["exit"]),
        other_departure=other,
    )


def _told(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the columns that are read."""
    other = how(study, rows["other_departure"], rows["other_exit"])
    after = rows["followed"].map({True: "yes", False: "no"}).fillna("open")
    return dated(study, rows).assign(
        who=rows["first_left"].map({key: _(name) for key, name in LEAVERS.items()}),
        first_how=how(study, rows["departure"], rows["exit"]),
        after=after.map({key: _(name) for key, name in AFTER.items()}),
        other_how=other.mask(rows["other_end"].isna(), _("sitter kvar")),
    )


def how(study: Study, departures: pd.Series, exits: pd.Series) -> pd.Series:
    """Whether it was chosen or forced, with the material's own word: tvingat (fick gå)."""
    values = study.codebook.attributes["spell"]["departure"].values
    kinds = departures.map({kind: text[study.language] for kind, text in values.items()})
    with_word = kinds + " (" + exit_names(study, exits) + ")"
    return with_word.where(exits.notna(), kinds).astype("str")


def _facts(rows: pd.DataFrame) -> dict[str, int]:
    followed = rows["followed"].fillna(False).astype(bool)
    first = rows["departure"].value_counts()
    after = rows.loc[followed, "other_departure"].value_counts()
    after_kso = rows.loc[rows["first_left"] == "kso", "followed"]
    return {
        "broken": len(rows),
        **{f"first_{kind}": int(first.get(kind, 0)) for kind in tenure.DEPARTURES},
        "followed": int(followed.sum()),
        **{f"followed_{kind}": int(after.get(kind, 0)) for kind in tenure.DEPARTURES},
        "open": int(rows["followed"].isna().sum()),
        "kso_left": len(after_kso),
        "kc_followed": int(after_kso.sum()),
        "kc_stayed": int((~after_kso).sum()),
        "kc_open": int(after_kso.isna().sum()),
    }


def paired(study: Study, *, at_least: float = 7.0) -> Table:
    """Every pair of kso and kc by how long they sat together and how it stands with them.

    Parameters
    ----------
    at_least
        From how many years on `facts` counts a pair as long.

    Returns
    -------
    A row a pair: `group` ("running", "kso", "kc", "both": who left first, with its legend, empty
    ones too), `case`, `kso`, `kc`, `start`, `end`, `years`, `running`; longest first in each
    group. `facts`: `pairs`, `cases`, `at_least`, `long`, and `long_running`, `long_kso` and so on.
    """
    if study.spells.empty:
        return _none(_(ABSENT), "pair")
    found = sat_together(study)
    states = {key: _(name) for key, name in STATES.items()}
    rows = found.assign(group=found["first_left"].fillna("running"))
    rows = rows.assign(
        state_name=rows["group"].map(states),
        end=rows["end"].mask(rows["running"]),
        order=rows["group"].map({key: at for at, key in enumerate(STATES)}),
    )
    rows = rows.sort_values(["order", "years", "case"], ascending=[True, False, True])
    rows = rows.drop(columns="order").reset_index(drop=True)
    long = rows.loc[rows["years"] >= at_least, "group"].value_counts()
    return Table(
        dated(study, rows),
        unit="pair",
        n=len(rows),
        headings=heads(rows, "case", "from", "to", "length", "state_name", more=HEADINGS),
        measure=_what(0),
        absent=None if len(rows) else _(NEVER_MET),
        legend={"group": states},
        facts={
            "pairs": len(rows),
            "cases": rows["case"].nunique(),
            "at_least": at_least,
            "long": int(long.sum()),
            **{f"long_{key}": int(long.get(key, 0)) for key in STATES},
        },
        source=_(SOURCE),
    )
