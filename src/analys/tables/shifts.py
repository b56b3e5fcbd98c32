"""Tables of majority shifts: who had one, who sat then, and whether they were there afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analys import tenure
from analys.language import N_, _, plural
from analys.study import Study
from analys.table import Table
from analys.tables.holders import after, before, meeting, spells_seen
from analys.tables.posts import SHIFT, heads
from analys.wording import number

FORMED = pd.Timedelta(days=183)  # so long after an election a new rule is that election's
STAYED = 24  # months after the shift
ELECTIONS = {
    "rule_2006": pd.Timestamp("2006-09-17"),
    "rule_2010": pd.Timestamp("2010-09-19"),
}
UNKNOWN = N_("Materialet säger inte om någon kommun haft ett majoritetsskifte.")
NONE = N_("Inget majoritetsskifte är känt i de aktuella kommunerna.")
HEADINGS = {
    "day": N_("Från och med"),
    "rule": N_("Styre"),
    "kso_before": N_("Kso före"),
    "kso_after": N_("Kso efter"),
    "kc_before": N_("Kc före"),
    "kc_after": N_("Kc efter"),
    "kso_change": N_("Kso efter skiftet"),
    "kc_change": N_("Kc efter skiftet"),
    "kc_stay": N_("Kc kvar 24 månader efter skiftet"),
}
CHANGES = {True: N_("ny"), False: N_("samma")}


def shifted(study: Study) -> list[str]:
    """The municipalities that had a majority shift, by their own table or by their events."""
    by_table = study.cases.loc[study.cases["shift"].fillna(False).astype(bool), "case"]
    by_event = study.events.loc[study.events["kind"] == SHIFT, "case"]
    found = set(by_table) | set(by_event)
    return [case for case in study.cases["case"] if case in found]


def shifts(study: Study, *, persons: bool = True) -> Table:
    """The majority shifts, and whether kso and kc were the same before and after.

    Parameters
    ----------
    persons
        Whether a reader is shown who they were, or only if they changed.

    Returns
    -------
    A row a shift, or a municipality whose own table alone says that it had one: `case`, `date`
    (first day of the new rule; NaT where no event tells), `rule_from` and `rule_to` (ids of the
    codebook; known for shifts at the elections of 2006 and 2010, else NA), `text` (the event's),
    `kso_before`, `kso_after`, `kc_before`, `kc_after` (persons: who sat last before it, and who sat
    120 days after it or at the end of observation), `kso_new`, `kc_new`, `kc_end` (when the kc from
    before left), `kc_stayed` (more than 24 months; NA where not known yet), `months` (of those, so
    far); what is not known is NA. By date, undated last. `n` counts all municipalities; `facts`:
    `shifts`, `shifted` (municipalities), `without`, `unknown` (not told of), `undated`, `kso_new`
    out of `kso_known`, `kc_new` out of `kc_known`, `kc_stayed`, `kc_left`, `kc_open`.
    """
    seen = spells_seen(study)
    rows = _with_kc(_with_posts(_rules(study, _rows(study)), seen), seen)
    had = set(rows["case"])
    unknown = int((study.cases["shift"].isna() & ~study.cases["case"].isin(had)).sum())
    n = len(study.cases)
    posts = ("kso_before", "kso_after", "kc_before", "kc_after")
    told = posts if persons else ("kso_change", "kc_change")
    return Table(
        _told(study, rows),
        unit="case",
        n=n,
        headings=heads(rows, "case", "day", "rule", *told, "kc_stay", more=HEADINGS),
        measure=_("Majoritetsskiften, och vilka som var kso och kc före och efter"),
        absent=None if len(rows) else _(UNKNOWN if unknown == n else NONE),
        facts={
            "shifts": len(rows),
            "shifted": len(had),
            "without": n - len(had) - unknown,
            "unknown": unknown,
            "undated": int(rows["date"].isna().sum()),
            **_changes(rows),
        },
        source=_("kommunernas uppgifter, händelser och tider på posten"),
    )


def _rows(study: Study) -> pd.DataFrame:
    """A row a shift: those of the events, then the municipalities without one that had one."""
    events = study.events[study.events["kind"] == SHIFT].sort_values(["date", "case"])
    undated = [case for case in shifted(study) if case not in set(events["case"])]
    rest = pd.DataFrame({"case": undated}).astype({"case": "str"})
    rows = pd.concat([events[["case", "date", "text"]], rest], ignore_index=True)
    return rows.astype({"date": "datetime64[us]", "text": "str"})


def _rules(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Adds from which rule to which, where the elections of 2006 and 2010 tell."""
    rules = study.cases.set_index("case")[list(ELECTIONS)]
    first, last = (rows["case"].map(rules[name]) for name in ELECTIONS)
    at_first, at_last = (rows["date"].between(day, day + FORMED) for day in ELECTIONS.values())
    at_last |= rows["date"].isna()
    one, other = ELECTIONS.values()
    between = (rows["date"] > one + FORMED) & (rows["date"] < other)
    moved = rows["case"].isin(rows.loc[between, "case"])
    return rows.assign(
        rule_from=first.where(at_last & ~moved).astype("str"),
        rule_to=last.where(at_last, first.where(at_first)).astype("str"),
    )


def _with_posts(rows: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Adds who sat before and after."""
    for post in ("kso", "kc"):
        held = seen[seen["post"] == post]
        old, then = before(rows, held), after(rows, held)
        new = (old != then).astype("boolean").mask(old.isna() | then.isna())
        rows = rows.assign(**{f"{post}_before": old, f"{post}_after": then, f"{post}_new": new})
    return rows


def _with_kc(rows: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Adds when the kc from before the shift left, and whether that was after 24 months."""
    both = meeting(rows, seen[seen["post"] == "kc"])
    same = both["person"] == both["row"].map(rows["kc_before"])
    both = both[same & (both["start"] < both["date"])].sort_values("start")
    both = both.drop_duplicates("row", keep="last").set_index("row").reindex(rows.index)
    limit = rows["date"] + pd.DateOffset(months=STAYED)
    running, last = both["end"].isna(), both["last"]
    stayed = (last > limit) | (running & (last >= limit))
    unknown = last.isna() | (running & (last < limit))
    months = 12 * tenure.years_between(rows["date"], last).clip(lower=0)
    return rows.assign(
        kc_end=both["end"],
        kc_stayed=stayed.astype("boolean").mask(unknown),
        months=(months + 1e-9).floordiv(1).astype("Int64"),
    )


def _changes(rows: pd.DataFrame) -> dict[str, int]:
    stayed = rows["kc_stayed"].astype("boolean")
    return {
        "kso_new": int(rows["kso_new"].astype("boolean").sum()),
        "kso_known": int(rows["kso_new"].notna().sum()),
        "kc_new": int(rows["kc_new"].astype("boolean").sum()),
        "kc_known": int(rows["kc_new"].notna().sum()),
        "kc_stayed": int(stayed.sum()),
        "kc_left": int((~stayed).sum()),
        "kc_open": int((stayed.isna() & rows["months"].notna()).sum()),
    }


def _told(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the columns that are read."""
    if rows.empty:
        return rows
    values = study.codebook.attributes["case"]["rule_2010"].values
    names = {value: text[study.language] for value, text in values.items()}
    changes = {change: _(name) for change, name in CHANGES.items()}
    return rows.assign(
        day=rows["date"].dt.strftime("%Y-%m-%d"),
        rule=pd.Series([_rule(row, names) for row in records(rows)], rows.index, dtype="str"),
        kso_change=rows["kso_new"].map(changes),
        kc_change=rows["kc_new"].map(changes),
        kc_stay=[_stay(row) for row in records(rows)],
    )


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as mappings."""
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _rule(row: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """From which rule to which, as far as it is known; else the event's own words."""
    old, new = (names.get(str(row[name])) for name in ("rule_from", "rule_to"))
    if old and new:
        return _("från {before} till {after}").format(before=old, after=new)
    if isinstance(row["text"], str):
        return row["text"]
    return _("till {after}").format(after=new) if new else None


def _stay(row: Mapping[str, Any]) -> str:
    """How long the kc from before the shift stayed after it."""
    months = row["months"]
    if not isinstance(months, int):
        return _("okänt")
    if row["kc_stayed"] is True:
        return _("ja")
    said = number(months)
    if pd.isna(row["kc_stayed"]):
        text = plural(
            "ännu ovisst, {n} månad hittills", "ännu ovisst, {n} månader hittills", months
        )
        return text.format(n=said)
    if row["kc_end"] < row["date"]:
        return _("nej, slutade före skiftet")
    return plural("nej, slutade efter {n} månad", "nej, slutade efter {n} månader", months).format(
        n=said
    )
