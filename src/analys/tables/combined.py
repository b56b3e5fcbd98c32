"""Dilemmas that meet, one way at a time, and those that interviews bring up together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import behind, fractions, frame_of, heading, tallied
from analys.tables.cooccurring import KEYS, NOBODY, cooccurring
from analys.wording import listing

STATES = ("told", "silent", "not_asked")


def directed(
    study: Study,
    names: Sequence[str] | None = None,
    *,
    relation: str = "passage",
    unit: str = "interview",
) -> Table:
    """How much of each dilemma meets each other: a share of the one's interviews at a time.

    Parameters
    ----------
    names, relation, unit
        As in `cooccurring`.

    Returns
    -------
    A row an ordered pair: `row` (the one), `column` (the other), `value` (units where they meet; NA
    where no interview was asked about both), `of` (units that bring up the one, of those asked
    about both), `share` (NA where `of` is 0). `facts` as in `cooccurring`. The basis goes by `row`
    and `column` and holds the codings that meet.
    """
    pairs = cooccurring(study, names, relations=[relation], unit=unit)
    rows = pd.concat([_one_way(pairs.frame, "12"), _one_way(pairs.frame, "21")])
    labels = dict(pairs.legend["first"])
    order = {name: at for at, name in enumerate(labels)}
    rows = rows.sort_values(list(KEYS), key=lambda column: column.map(order), ignore_index=True)
    rows["row_name"], rows["column_name"] = rows["row"].map(labels), rows["column"].map(labels)
    said = pd.Series(fractions(rows["value"].fillna(0), rows["of"]), rows.index, dtype="str")
    rows["value_of"] = said.where(rows["value"].notna(), _(NOBODY))
    stand = pd.DataFrame(pairs.basis)[["coding", "row"]].rename(columns={"row": "pair"})
    return replace(
        pairs,
        frame=rows,
        headings={
            "row_name": _("Av dem som tar upp"),
            "column_name": _("möter"),
            "value_of": heading(unit),
        },
        legend={"row": labels, "column": labels},
        basis=behind(stand.merge(rows[["pair", *KEYS]], on="pair"), *KEYS),
    )


def _one_way(pairs: pd.DataFrame, way: str) -> pd.DataFrame:
    """The pairs from the first to the second ("12") or the other way ("21")."""
    one, other = ("first", "second") if way == "12" else ("second", "first")
    return pd.DataFrame(
        {
            "pair": pairs["row"],
            "row": pairs[one],
            "column": pairs[other],
            "value": pairs["value"],
            "of": pairs[f"n{way[0]}"],
            "share": pairs[f"share_{way[0]}"],
        }
    )


def combinations(study: Study, names: Sequence[str] | None = None) -> Table:
    """Which dilemmas the interviews bring up together, and how many bring up just those.

    Parameters
    ----------
    names
        Dilemmas; all where not given.

    Returns
    -------
    A row a combination that some interview has, the commonest first: `set` (the ids with spaces
    between; empty where none is brought up), `size` (how many dilemmas), `interviews` (with just
    that combination), `cases` (municipalities that they are of), and a column a dilemma with one of
    `STATES`: "told", "silent" where some of those interviews was asked and does not bring it up,
    "not_asked" where none was. `facts`: of each dilemma the interviews that bring it up, and after
    `asked_` those asked. The basis goes by `set`.
    """
    names = list(study.codebook.dilemmas) if names is None else list(names)
    frame = frame_of(study, None)
    labels = {name: study.short(name) for name in names}
    told, asked, found = _told_and_asked(study, names)
    sets = told.apply(lambda row: " ".join(name for name in names if row[name]), axis=1)
    sets = sets.reindex(told.index, fill_value="").astype("str")
    about = frame.interviews.assign(set=sets.to_numpy())
    per = tallied(about, "set", interviews="interview", cases="case")
    table = per.loc[_falling(per, names)].reset_index().astype({"set": "str"})
    table["size"] = [len(each.split()) for each in table["set"]]
    for name in names:
        table[name] = _states(table["set"], name, asked[name].groupby(sets).any())
    table["name"] = [
        listing(labels[name] for name in each.split()) or _("inget av dem") for each in table["set"]
    ]
    cases = {"cases": heading("case")} if frame.unit == "case" else {}
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={"name": _("Tar upp"), "interviews": heading("interview"), **cases},
        measure=_("Antal intervjuer som tar upp just de dilemmana och inga andra"),
        absent=frame.absent,
        legend={"set_of": labels},
        facts={name: int(told[name].sum()) for name in names}
        | {f"asked_{name}": int(asked[name].sum()) for name in names},
        across=frame.unit,
        basis=behind(found.assign(set=found["interview"].map(sets)), "set"),
    )


def _told_and_asked(
    study: Study, names: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Whether each interview brings up each dilemma; whether it was asked; the codings of those."""
    interviews = pd.Index(frame_of(study, None).interviews["interview"])
    told, asked, found = {}, {}, []
    for name in names:
        there = frame_of(study, name).interviews["interview"]
        codings = study.coded([name])
        found.append(codings[codings["interview"].isin(there)])
        asked[name] = interviews.isin(there)
        told[name] = interviews.isin(found[-1]["interview"])
    whole = pd.concat([study.codings.iloc[:0], *found])
    return pd.DataFrame(told, interviews), pd.DataFrame(asked, interviews), whole


def _falling(per: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """The combinations by falling number of interviews; of those alike the smallest first."""
    place = {name: at for at, name in enumerate(names)}
    return sorted(
        per.index,
        key=lambda each: (
            -per.loc[each, "interviews"],
            len(each.split()),
            [place[name] for name in each.split()],
        ),
    )


def _states(sets: pd.Series, name: str, asked: pd.Series) -> list[str]:
    """Of a dilemma in each combination: brought up, silent, or nobody asked."""
    return [
        "told" if name in each.split() else "silent" if asked[each] else "not_asked"
        for each in sets
    ]
