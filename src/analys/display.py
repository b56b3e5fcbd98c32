"""What a page shows of an item: the picture, its caption, its table and the codings behind it.

Where codings stand behind a row of the table, the row's mark in the picture and its count in the
table lead to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import NamedTuple

import pandas as pd

from analys.language import _, spoken
from analys.markup import scoped, talk
from analys.table import Table
from analys.wording import number, rows

LONG, WORD = 60, 12  # characters: of a text that needs a column's width, of a date or a word
SHOWN = 60  # rows of a table that a page shows; all of them stand in the CSV
_TAG = re.compile(r"<g\b|</g>")

Links = Mapping[int, tuple[str, str]]
"""`{position of a table's row: (anchor, what it leads to)}`."""


@dataclass(frozen=True)
class Evidence:
    """What stands behind a published table.

    Attributes
    ----------
    html
        What a page shows of it; empty where no coding stands behind.
    rows
        All of it: a row a coding and row of the table, `row` (which row of the table, from 1) and
        `what` (what it is called), `interview`, `case`, `role`, `start`, `end`, `code`, `label`,
        `coder`, `quote`, `coding`.
    links
        Where the rows that have codings lead.
    """

    html: str = ""
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    links: Links = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What is said of an item that is shown: its stem, title, caption and alternative text."""

    stem: str
    title: str
    caption: str
    alt: str


def item_html(about: Shown, table: Table, svg: str, evidence: Evidence) -> str:
    """An item as a page shows it; `svg` is empty where the table is the display."""
    title = escape(about.title.rstrip("."))
    stop = "" if title.endswith("?") else "."
    text = f"<figcaption><b>{title}{stop}</b> {escape(about.caption)}</figcaption>"
    # Nobody, where somebody could have been, is told by the reading; a head alone says nothing.
    framed = _framed_table(about, table, evidence.links) if len(table.frame) else ""
    if not svg:
        return f'<figure class="item" id="{about.stem}">{framed}{text}{evidence.html}</figure>'
    called = _("Figur: {title}").format(title=about.title.rstrip("."))
    summary = _("Tabell: {rows}").format(rows=rows(len(table.frame)))
    return (
        f'<figure class="item" id="{about.stem}">'
        f'<div class="frame" role="region" tabindex="0" aria-label="{escape(called, quote=True)}">'
        f"{_picture(svg, about, evidence.links)}</div>"
        f'{text}<details class="data"><summary>{summary}</summary>{framed}</details>'
        f"{evidence.html}</figure>"
    )


def _picture(svg: str, about: Shown, links: Links) -> str:
    """The picture with its alternative text, sized by the page, its marks leading to codings."""
    svg, linked = _linked(svg, about.stem, links)
    # A picture that can be clicked is a group of links to those who hear it, and no longer one.
    role = "group" if linked else "img"
    alt = escape(about.alt, quote=True)
    svg = re.sub(r"<svg\b", f'<svg role="{role}" aria-label="{alt}"', svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    return re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)


def _linked(svg: str, stem: str, links: Links) -> tuple[str, int]:
    """The SVG with a link around each mark that stands for a row with codings, and how many.

    Marks are told by the id `row-N` that the figure gave them. They are not tab stops: the table
    beside has the same links for the keyboard.
    """
    told = _("{name}: underlag")
    parts, at, linked = [], 0, 0
    for found in re.finditer(rf'<g id="{re.escape(stem)}-row-(\d+)"', svg):
        if found.start() < at or int(found[1]) not in links:
            continue
        end = _closed(svg, found.start())
        anchor, name = links[int(found[1])]
        title = escape(told.format(name=name) if name else _("Underlag"))
        parts += [
            svg[at : found.start()],
            # JupyterLab rewrites every `href`, and stops at one that is not HTML's.
            f'<a xlink:href="#{anchor}" tabindex="-1"><title>{title}</title>',
            svg[found.start() : end],
            "</a>",
        ]
        at, linked = end, linked + 1
    return "".join([*parts, svg[at:]]), linked


def _closed(svg: str, start: int) -> int:
    """Where the group that begins at `start` has ended."""
    depth = 0
    for tag in _TAG.finditer(svg, start):
        depth += 1 if tag[0] == "<g" else -1
        if not depth:
            return tag.end()
    return len(svg)


def _framed_table(about: Shown, table: Table, links: Links) -> str:
    called = _("Tabell: {rows}").format(rows=about.title.rstrip("."))
    more = len(table.frame) - SHOWN
    rest = _("De {shown} första raderna; {more} till står i {file}.").format(
        shown=SHOWN, more=number(max(more, 0)), file=f"{about.stem}.csv"
    )
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{escape(called, quote=True)}">'
        f"{html_table(table, about.title, links)}</div>"
        + (f'<p class="limit">{rest}</p>' if more > 0 else "")
    )


class Column(NamedTuple):
    """How a column is written: as counts, as talk (in the interviews' language), with links.

    In a mixed one the talk stands after what is said about it, on a line of its own.
    """

    counts: bool
    talk: bool
    leads: bool
    mixed: bool
    decimals: int = 0  # of numbers that are not whole
    room: str = ""  # a class of its heading, which keeps the column from being squeezed


def html_table(table: Table, title: str, links: Links | None = None) -> str:
    """The first rows of a table with a caption and scopes; the first column heads the rows.

    The caption is for those who do not see the page: a title stands beside the table. A row with
    codings leads to them from the column `table.leads`, else from its first count, else its head.
    """
    shown = table.shown().head(SHOWN)
    columns = _columns(table, shown)
    head = "".join(
        f"<th{' class=n' if column.counts else column.room}>{escape(str(name))}</th>"
        for name, column in zip(shown, columns, strict=True)
    )
    body = "".join(
        _row(values, columns, (links or {}).get(at))
        for at, values in enumerate(shown.itertuples(index=False, name=None))
    )
    caption = f"<caption class=heard>{escape(title.rstrip('.'))}</caption>"
    kind = "data matrix" if len(table.talk) > 1 else "data"
    inner = f"{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return scoped(f'<table class="{kind}">{inner}</table>')


def _columns(table: Table, shown: pd.DataFrame) -> list[Column]:
    names = list(table.headings)
    counts = [_is_count(shown[heading]) for heading in shown]
    first = next((at for at, count in enumerate(counts) if count and at), 0)
    leads = names.index(table.leads) if table.leads else first
    return [
        Column(
            count,
            name in table.talk,
            at == leads,
            len(table.talk) > 1,
            _decimals(shown.iloc[:, at]),
            _room(shown.iloc[:, at]),
        )
        for at, (name, count) in enumerate(zip(names, counts, strict=True))
    ]


def _decimals(values: pd.Series) -> int:
    """As many decimals for all numbers of a column as any of them needs: none, or one."""
    if not pd.api.types.is_float_dtype(values):
        return 0
    known = values.dropna()
    return int(bool((known != known.round()).any()))


def _room(values: pd.Series) -> str:
    """What class keeps a column of long texts readable, and one of short words on one line."""
    longest = max((len(cell(value)) for value in values), default=0)
    if longest > LONG:
        return " class=long"
    return " class=word" if WORD / 2 < longest <= WORD else ""


def _row(
    values: tuple[object, ...], columns: Sequence[Column], link: tuple[str, str] | None
) -> str:
    """A row of the body; one of its cells leads to the row's codings."""
    cells = []
    for at, (value, column) in enumerate(zip(values, columns, strict=True)):
        told = cell(value, column.decimals)
        text, quotes = escape(told).replace("\n", "<br>"), column.talk
        if column.talk and column.mixed:
            text, quotes = _after_a_line(told), False
        if link and column.leads:
            anchor, name = link
            called = _("{count}, underlag: {name}").format(count=told, name=name)
            text = f'<a href="#{anchor}" aria-label="{escape(called, quote=True)}">{text}</a>'
        kind = " class=n" if column.counts else talk(spoken()) if quotes else ""
        cells.append(f"<td{kind}>{text}</td>" if at else f"<th>{text}</th>")
    return f"<tr>{''.join(cells)}</tr>"


def _after_a_line(text: str) -> str:
    """What is said about something, and on its own line the words that were said, if there are."""
    about, _line, words = text.partition("\n")
    said = f'<span class="words"{talk(spoken())}>{escape(words)}</span>'
    return f"{escape(about)} {said}" if words else escape(about)


def _is_count(values: pd.Series) -> bool:
    """Whether a column is of numbers, or of fractions in words (6 av 10)."""
    return pd.api.types.is_numeric_dtype(values) or are_fractions(values)


def are_fractions(values: pd.Series) -> bool:
    """Whether a column is of fractions in words."""
    told = values.dropna()
    return len(told) > 0 and all(is_fraction(str(each)) for each in told)


def is_fraction(text: str) -> bool:
    """Whether a text is a fraction in words."""
    return FRACTION.fullmatch(text) is not None


FRACTION = re.compile(r"[≈\s]*[\d\s]+(av|of)[\d\s]+(\(\d+\s?%\))?")


def cell(value: object, decimals: int = 0) -> str:
    """A value as it is read; what is missing was not asked or is not known.

    A number has so many decimals, and one if it is not whole.
    """
    match value:
        case _ if pd.isna(value):  # type: ignore[call-overload]
            return "–"
        case bool():
            return _("ja") if value else _("nej")
        case float():
            return number(value, decimals if value == int(value) else 1)
        case int():
            return number(value)
        case date():
            return value.strftime("%Y-%m-%d")
        case _:
            return str(value)
