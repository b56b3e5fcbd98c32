"""The codings behind a table's numbers: what a page lists under a figure, and what a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from analys.basis import Basis, basis_of
from analys.display import Evidence, Links, is_fraction
from analys.language import _, plural
from analys.markup import passage, talk
from analys.quoting import within
from analys.study import Study
from analys.table import Table
from analys.tables.once import once
from analys.wording import counted, number

A_GROUP = 12  # codings of a group that a page lists
AN_ITEM = 150  # codings of an item that a page lists
GROUPS = 150  # groups of an item that a page lists
FILED = 100_000  # rows that the file holds
LONGEST = 700  # characters of a quote that a page shows
A_NAME = 90  # characters of a shown text that names a row
AROUND = 70  # characters of context on either side


class Line(NamedTuple):
    """A coding as a page lists it: `COLUMNS`; `start` and `end` are NA for a whole interview."""

    interview: str
    case: Any
    role: Any
    start: Any
    end: Any
    code: str
    label: str
    coder: str
    quote: Any
    coding: str


COLUMNS = Line._fields


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
    behind = basis_of(study, table)
    if not len(behind.rows):
        return Evidence(f'<p class="source">{escape(_("Underlag: inga kodningar."))}</p>')
    names = _names(table, list(behind.sizes))
    links = {
        at: (f"u-{stem}-{at}" if listed < GROUPS else f"u-{stem}", name)
        for listed, (at, name) in enumerate(names.items())
    }
    filed = _told(study, behind.first(FILED))
    filed.insert(1, "what", filed["row"].map(names))
    html = _html(study, behind, links, stem)
    return Evidence(html, filed.assign(row=filed["row"] + 1), links)


def _told(study: Study, behind: Basis) -> pd.DataFrame:
    """The codings in full: a row each, `row` (of the table) and `COLUMNS`."""
    found = _in_full(study).iloc[behind.codings].reset_index(drop=True)
    found.insert(0, "row", behind.rows)
    return found


@once
def _in_full(study: Study) -> pd.DataFrame:
    """All codings of a study, with the role of who speaks and the label of the code."""
    found = study.all_codings
    role_of = study.interviews.set_index("interview")["role"]
    labels = study.labels(found["code"].unique())
    found = found.assign(role=found["interview"].map(role_of), label=found["code"].map(labels))
    return found[list(COLUMNS)]


def _names(table: Table, positions: list[int]) -> dict[int, str]:
    """What each row is called: its shown texts that are no numbers, with points between."""
    shown = table.shown().iloc[positions]
    texts = [shown[name].tolist() for name in shown if _is_worded(shown[name])]
    return {
        at: " · ".join(str(each) for each in row if pd.notna(each))
        for at, *row in zip(positions, *texts, strict=True)
    }


def _is_worded(values: pd.Series) -> bool:
    """Whether a column is of texts that can name a row: no numbers, and none of them long."""
    if pd.api.types.is_numeric_dtype(values):
        return False
    return not any(is_fraction(each) or len(each) > A_NAME for each in map(str, values.tolist()))


def _html(study: Study, behind: Basis, links: Links, stem: str) -> str:
    listed = list(links)[:GROUPS]
    most = max(1, min(A_GROUP, AN_ITEM // len(listed)))
    lines = _lines(study, behind.spread(listed, most))
    groups = "".join(
        _group(study, lines[at], links[at], behind.sizes[at], at in behind.several, stem)
        for at in listed
    )
    left = len(links) - len(listed)
    rest = _("Ytterligare {n} rader står i {file}.").format(n=number(left), file=file_of(stem))
    more = f'<p class="limit">{escape(rest)}</p>' if left else ""
    cut = _("I {file} står de {n} första raderna av {all}.")
    if len(behind.rows) > FILED:
        said = cut.format(file=file_of(stem), n=number(FILED), all=number(len(behind.rows)))
        more += f'<p class="limit">{escape(said)}</p>'
    summary = escape(_summary(behind))
    return (
        f'<details class="data evidence" id="u-{stem}"><summary>{summary}</summary>'
        f"{groups}{more}</details>"
    )


def _summary(behind: Basis) -> str:
    n_codings, n_interviews, n_cases = behind.distinct()
    codings, interviews = counted(n_codings, "coding"), counted(n_interviews, "interview")
    if not n_cases:
        return _("Underlag: {codings} i {interviews}").format(
            codings=codings, interviews=interviews
        )
    return _("Underlag: {codings} i {interviews} i {cases}").format(
        codings=codings, interviews=interviews, cases=counted(n_cases, "case")
    )


def _lines(study: Study, behind: Basis) -> dict[int, list[Line]]:
    """The codings of each row as they are listed."""
    told = _told(study, behind)
    found: dict[int, list[Line]] = {}
    for row, *line in zip(*(told[name].tolist() for name in told), strict=True):
        found.setdefault(row, []).append(Line(*line))
    return found


def _group(
    study: Study, lines: Sequence[Line], link: tuple[str, str], size: int, several: bool, stem: str
) -> str:
    anchor, name = link
    shown = "".join(_line(study, line, several) for line in lines)
    left = size - len(lines)
    told = plural("… och {n} till, i {file}.", "… och {n} till, i {file}.", left)
    told = told.format(n=number(left), file=file_of(stem))
    more = f'<li class="limit">{escape(told)}</li>' if left else ""
    head = " – ".join(part for part in (name, counted(size, "coding")) if part)
    return (
        f'<section class="group" id="{anchor}" tabindex="-1"><p class="head">{escape(head)}</p>'
        f"<ul>{shown}{more}</ul></section>"
    )


def _line(study: Study, line: Line, several: bool) -> str:
    before, after = study.around(line.interview, line.start, line.end, AROUND)
    before, quote, after = within(before, str(line.quote), after)
    cut = quote if len(quote) <= LONGEST else f"{quote[:LONGEST].rpartition(' ')[0]} …"
    said = f"{escape(before)}<mark>{escape(cut)}</mark>{escape(after)}"
    role = study.label(line.role) if line.role in study.codebook.roles else ""
    notes = (role, line.label if several else "", line.coder)
    rest = "".join(f" · {escape(str(note))}" for note in notes if note)
    link = passage(line.interview, line.coding)
    return (
        f'<li><p class="words"{talk(study.language)}>{said}</p>'
        f'<p class="where"><a href="{escape(link)}">{escape(place(line))}</a>{rest}</p></li>'
    )


def place(line: Line) -> str:
    """Where a coding stands: K03-2, tecken 1 204–1 377; a whole interview by its name alone."""
    if pd.isna(line.start) or pd.isna(line.end):
        return _("{interview}, hela intervjun").format(interview=line.interview)
    return _("{interview}, tecken {start}–{end}").format(
        interview=line.interview, start=number(line.start + 1), end=number(line.end)
    )


def file_of(stem: str) -> str:
    """The file that holds all of it."""
    return f"{stem}.underlag.csv"
