"""The table of how worn in kso and kc were with each other when the majority shifted."""

from __future__ import annotations

import pandas as pd

from analys import tenure
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.holders import GRACE, after, sat_together, spells_seen
from analys.tables.posts import ABSENT, SHIFT, SOURCE, dated, heads

UNDATED = N_("Inget majoritetsskifte finns bland händelserna.")
NO_PAIR = N_("Inget par av kso och kc satt när majoriteten skiftade.")
HEADINGS = {
    "length": N_("År tillsammans"),
    "kso_length": N_("År som kso"),
    "kc_length": N_("År som kc"),
    "new_name": N_("Efter skiftet"),
}
NEW = {
    "both": N_("båda nya"),
    "kso": N_("ny kso, samma kc"),
    "kc": N_("samma kso, ny kc"),
    "neither": N_("samma par"),
}


def at_shift(study: Study) -> Table:
    """The kso and kc who sat when the majority last shifted, and how long they had worked together.

    Returns
    -------
    A row a municipality with a dated shift and a pair at that time: `case`, `date`, `kso`, `kc`,
    `start`, `end`, `years` (together until the shift, or until one of them left in the months
    before it), `kso_years` and `kc_years` (of each in the post then), `new` ("both", "kso", "kc",
    "neither": who had been replaced some months after; NA where that is not known); longest first.
    `n` counts municipalities with a dated shift. `facts`: `new_both` and so on, `new_known`.
    """
    events = study.events[study.events["kind"] == SHIFT]
    if study.spells.empty or events.empty:
        why = ABSENT if study.spells.empty else UNDATED
        empty = pd.DataFrame(columns=["case", "start", "end", "years"])
        return Table(empty, unit="case", n=0, absent=_(why), source=_(SOURCE))
    last = events.sort_values("date").drop_duplicates("case", keep="last")[["case", "date"]]
    rows = _pair_then(study, last)
    counts = rows["new"].value_counts()
    named = rows["new"].map({key: _(name) for key, name in NEW.items()}).fillna(_("okänt"))
    rows = dated(study, rows).assign(
        kso_length=rows["kso_years"].round(1), kc_length=rows["kc_years"].round(1), new_name=named
    )
    columns = ("case", "kso", "kc", "from", "to", "length", "kso_length", "kc_length", "new_name")
    return Table(
        rows,
        unit="case",
        n=len(last),
        headings=heads(rows, *columns, more=HEADINGS),
        measure=_("Kso och kc som satt när majoriteten skiftade, och åren tillsammans dittills"),
        absent=None if len(rows) else _(NO_PAIR),
        facts={
            **{f"new_{key}": int(counts.get(key, 0)) for key in NEW},
            "new_known": int(rows["new"].notna().sum()),
        },
        source=_(SOURCE),
    )


def _pair_then(study: Study, last: pd.DataFrame) -> pd.DataFrame:
    """The pair of each shift, the latest before it and of several the longest, up to the shift."""
    found = sat_together(study).merge(last, on="case")
    sat = (found["start"] < found["date"]) & (found["end"] >= found["date"] - GRACE)
    rows = found[sat]
    rows = rows.assign(end=rows[["end", "date"]].min(axis=1))
    rows = rows.assign(years=tenure.years_between(rows["start"], rows["end"]))
    rows = rows.sort_values(["end", "years"], ascending=False, kind="stable").drop_duplicates(
        "case"
    )
    rows = rows.sort_values(["years", "case"], ascending=[False, True], ignore_index=True)
    for post in ("kso", "kc"):
        until = rows[[f"{post}_end", "date"]].min(axis=1)
        rows[f"{post}_years"] = tenure.years_between(rows[f"{post}_start"], until)
    return rows.assign(new=_new(study, rows))


def _new(study: Study, rows: pd.DataFrame) -> pd.Series:
    """Which of each pair had been replaced some months after the shift; NA where not known."""
    seen = spells_seen(study)
    there = {post: after(rows, seen[seen["post"] == post]) for post in ("kso", "kc")}
    kso, kc = (there[post] != rows[post] for post in ("kso", "kc"))
    new = pd.Series("neither", rows.index).mask(kso, "kso").mask(kc, "kc").mask(kso & kc, "both")
    return new.mask(there["kso"].isna() | there["kc"].isna())
