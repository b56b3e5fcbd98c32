"""The codings behind a table's numbers: what a page lists under a figure, and what a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from analys.display import FRACTION, Evidence, Links
from analys.language import _, plural
from analys.markup import passage, talk
from analys.quoting import within
from analys.study import Study
from analys.table import Table
from analys.wording import counted, number

A_GROUP = 12  # codings of a group that a page lists
AN_ITEM = 150  # codings of an item that a page lists
GROUPS = 150  # groups of an item that a page lists
FILED = 100_000  # rows that the file holds
LONGEST = 700  # characters of a quote that a page shows
AROUND = 70  # characters of context on either side
COLUMNS = (
    "interview", "case", "role", "start", "end", "code", "label", "coder", "quote", "coding",
)  # fmt: skip


def evidence(study: Study, table: Table, stem: str) -> Evidence:
    """The codings behind a table, by its rows.

    Parameters
    ----------
    stem
        The item's; anchors begin with it.
    """
    if table.absent or table.basis is None:
        source = table.source if not table.absent else ""
        said = _("Underlag: {source}.").format(source=source)
        return Evidence(f'<p class="source">{escape(said)}</p>' if source else "")
    rows = _rows(study, table)
    if rows.empty:
        return Evidence(f'<p class="source">{escape(_("Underlag: inga kodningar."))}</p>')
    positions = list(dict.fromkeys(rows["row"]))
    names = _names(table, positions)
    links = {
        at: (f"u-{stem}-{at}", names[at]) if listed < GROUPS else (f"u-{stem}", names[at])
        for listed, at in enumerate(positions)
    }
    filed = rows.head(FILED).assign(row=rows["row"] + 1)
    filed.insert(1, "what", filed["row"].sub(1).map(names))
    return Evidence(_html(study, rows, links, stem), filed, links)


def _rows(study: Study, table: Table) -> pd.DataFrame:
    """The codings behind each row of the table, in its order and that of the talk."""
    basis, keys = table.basis, table.keys
    assert basis is not None
    frame = table.frame[keys].assign(position=range(len(table.frame)))
    placed = basis.merge(frame, on=keys) if keys else basis.assign(position=0)
    placed = placed[["position", "coding"]].rename(columns={"position": "row"})
    columns = ["coding", "interview", "case", "start", "end", "code", "coder", "quote"]
    found = placed.merge(study.all_codings[columns], on="coding")
    found["role"] = found["interview"].map(study.interviews.set_index("interview")["role"])
    found["label"] = found["code"].map(study.labels(found["code"].unique()))
    order = ["row", "case", "interview", "start", "end", "code"]
    found = found.sort_values(order, kind="stable", ignore_index=True)
    return found[["row", *COLUMNS]]


def _names(table: Table, positions: list[int]) -> dict[int, str]:
    """What each row is called: its shown texts that are no numbers, with points between."""
    shown = table.shown().iloc[positions]
    worded = [
        name
        for name in shown
        if not pd.api.types.is_numeric_dtype(shown[name])
        and not shown[name].astype("str").str.fullmatch(FRACTION).any()
        and shown[name].astype("str").str.len().max() <= 90
    ]
    return {
        at: " · ".join(str(row[name]) for name in worded if pd.notna(row[name]))
        for at, row in zip(positions, shown.to_dict("records"), strict=True)
    }


def _html(study: Study, rows: pd.DataFrame, links: Links, stem: str) -> str:
    listed = list(links)[:GROUPS]
    most = max(1, min(A_GROUP, AN_ITEM // len(listed)))
    chosen = _spread(rows[rows["row"].isin(listed)], most)
    told = study.in_context(chosen, AROUND)
    told["row"] = chosen["row"].array
    several = rows.groupby("row")["code"].nunique().gt(1)
    sizes = rows["row"].value_counts()
    groups = "".join(
        _group(study, told[told["row"] == at], *links[at], int(sizes[at]), bool(several[at]), stem)
        for at in listed
    )
    left = len(links) - len(listed)
    rest = _("Ytterligare {n} rader står i {file}.").format(n=number(left), file=file_of(stem))
    more = f'<p class="limit">{escape(rest)}</p>' if left else ""
    cut = _("I {file} står de {n} första raderna av {all}.")
    if len(rows) > FILED:
        said = cut.format(file=file_of(stem), n=number(FILED), all=number(len(rows)))
        more += f'<p class="limit">{escape(said)}</p>'
    return (
        f'<details class="data evidence" id="u-{stem}"><summary>{escape(_summary(rows))}</summary>'
        f"{groups}{more}</details>"
    )


def _summary(rows: pd.DataFrame) -> str:
    codings = counted(rows["coding"].nunique(), "coding")
    interviews = counted(rows["interview"].nunique(), "interview")
    cases = rows["case"].dropna().nunique()
    if not cases:
        return _("Underlag: {codings} i {interviews}").format(
            codings=codings, interviews=interviews
        )
    return _("Underlag: {codings} i {interviews} i {cases}").format(
        codings=codings, interviews=interviews, cases=counted(cases, "case")
    )


def _spread(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many of each group: the first of every municipality before the second of any."""
    turn = rows.groupby(["row", "case"], dropna=False).cumcount()
    first = rows.assign(turn=turn).sort_values(["row", "turn"], kind="stable")
    kept = first[first.groupby("row").cumcount() < most]
    return rows.loc[sorted(kept.index)]


def _group(
    study: Study,
    rows: pd.DataFrame,
    anchor: str,
    name: str,
    size: int,
    several: bool,
    stem: str,
) -> str:
    lines = "".join(_line(study, row, several) for row in rows.to_dict("records"))
    left = size - len(rows)
    told = plural("… och {n} till, i {file}.", "… och {n} till, i {file}.", left)
    told = told.format(n=number(left), file=file_of(stem))
    more = f'<li class="limit">{escape(told)}</li>' if left else ""
    head = " – ".join(part for part in (name, counted(size, "coding")) if part)
    return (
        f'<section class="group" id="{anchor}" tabindex="-1"><p class="head">{escape(head)}</p>'
        f"<ul>{lines}{more}</ul></section>"
    )


def _line(study: Study, row: Mapping[object, object], several: bool) -> str:
    before, quote, after = within(str(row["before"]), str(row["quote"]), str(row["after"]))
    cut = quote if len(quote) <= LONGEST else f"{quote[:LONGEST].rpartition(' ')[0]} …"
    said = f"{escape(before)}<mark>{escape(cut)}</mark>{escape(after)}"
    roles = study.codebook.roles
    role = study.label(str(row["role"])) if row["role"] in roles else ""
    label = str(row["label"]) if several else ""
    where = place(row)
    link = passage(str(row["interview"]), str(row["coding"]))
    rest = "".join(f" · {escape(part)}" for part in (role, label, str(row["coder"])) if part)
    return (
        f'<li><p class="words"{talk(study.language)}>{said}</p>'
        f'<p class="where"><a href="{escape(link)}">{escape(where)}</a>{rest}</p></li>'
    )


def place(row: Mapping[object, object]) -> str:
    """Where a coding stands: K03-2, tecken 1 204–1 377; a whole interview by its name alone."""
    start, end = row["start"], row["end"]
    if pd.isna(start) or pd.isna(end):  # type: ignore[call-overload]
        return _("{interview}, hela intervjun").format(interview=row["interview"])
    return _("{interview}, tecken {start}–{end}").format(
        interview=row["interview"],
        start=number(int(str(start)) + 1),
        end=number(int(str(end))),
    )


def file_of(stem: str) -> str:
    """The file that holds all of it."""
    return f"{stem}.underlag.csv"
