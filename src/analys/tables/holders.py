"""Who held a post around a day: the last before it, and who was there some months later."""

from __future__ import annotations

import pandas as pd

from analys import tenure
from analys.study import Study
from analys.tables.once import once

GRACE = pd.Timedelta(days=120)  # an election comes some months before the shift takes effect


@once
def spells_seen(study: Study) -> pd.DataFrame:
    """The study's spells as `tenure.observed` has them."""
    return tenure.observed(study.spells, study.observed_until)


@once
def sat_together(study: Study) -> pd.DataFrame:
    """The study's pairs of kso and kc as `tenure.pairs` has them."""
    return tenure.pairs(study.spells, study.observed_until)


def meeting(rows: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Each shift with each spell of its municipality; `last` is the last day known of a spell."""
    last = held["end"].fillna(held["until"])
    spells = held.assign(last=last)[["case", "person", "start", "end", "last", "until"]]
    return rows[["case", "date"]].reset_index(names="row").merge(spells, on="case")


def before(rows: pd.DataFrame, held: pd.DataFrame) -> pd.Series:
    """Who sat last before each shift; of several, the one who had sat longest."""
    both = meeting(rows, held)
    both = both[(both["start"] < both["date"]) & (both["last"] >= both["date"] - GRACE)]
    both = both.assign(last=both[["last", "date"]].min(axis=1))
    both = both.sort_values(["last", "start"], ascending=[False, True], kind="stable")
    return both.drop_duplicates("row").set_index("row")["person"].reindex(rows.index)


def after(rows: pd.DataFrame, held: pd.DataFrame) -> pd.Series:
    """Who sat some months after each shift; of several, the one who came last."""
    both = meeting(rows, held)
    then = (both["date"] + GRACE).where(both["date"] + GRACE < both["until"], both["until"])
    sat = (both["start"] <= then) & (both["last"] >= then) & (both["date"] <= both["until"])
    both = both[sat].sort_values("start", ascending=False, kind="stable")
    return both.drop_duplicates("row").set_index("row")["person"].reindex(rows.index)
