"""Bars gathered in blocks, with what they count beside: norm and practice, who tells of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analys.figures.arguments import count_axis
from analys.figures.canvas import (
    WIDTH,
    area,
    area_key,
    at_most,
    canvas,
    figure,
    figure_of,
    hit,
    key,
    placed,
    records,
    row_id,
    whole,
)
from analys.figures.style import INK, LINE, QUIET, Mark, marks
from analys.figures.text import LEADING, SIZE, SMALL, inches, lines, wrap
from analys.language import _
from analys.table import Table
from analys.wording import fraction, number, out_of

BAR = 0.19  # inches, of two in a row
THICK = 0.28  # inches, of one alone
BETWEEN = 0.2  # inches from row to row
BEFORE = 0.12  # inches from a block to the head of the next
BESIDE: dict[str, Any] = {"textcoords": "offset points", "va": "center_baseline"}


class Bar(NamedTuple):
    """One bar of a row: from where, how long, how it looks."""

    start: int
    length: int
    mark: Mark


class Row(NamedTuple):
    """One row of a block: whose it is, out of how many, its bars from above, what they count.

    `told` are lines with their colour; `place` is that of the row in the table.
    """

    label: str
    quiet: str
    of: int
    bars: Sequence[Bar]
    told: Sequence[tuple[str, str]]
    place: int


@figure_of(
    "group",
    "norm",
    "practice_name",
    "asked",
    "interviews",
    "telling",
    "only",
    legends=("group", "norm"),
)
def norms(table: Table) -> Figure:
    """Draw who states each norm and who tells of practice that breaks it, a block a norm.

    Parameters
    ----------
    table
        A row is a role group and norm: `group` and `norm` (both with a legend), `practice_name`
        (what breaks the norm), `asked`, `interviews` (that state the norm), `telling` (of those,
        that tell of the practice too), `only` (that tell of the practice alone).

    Notes
    -----
    A row is a linear diagram of two sets on a track as long as the number asked: its bars lie
    above one another where the same interviews do both.

    """
    at_most(table, "norms", "interviews", "asked")
    at_most(table, "norms", "telling", "interviews")
    key_told = {"first": _("uttrycker normen"), "second": _("berättar om praktiken som bryter den")}
    looks = marks(key_told)
    frame, blocks = placed(table.frame), dict[str, list[Row]]()
    for norm, label in table.legend["norm"].items():
        for row in records(frame[frame["norm"] == norm]):
            head = f"{label} – {row.practice_name}"
            name = table.legend["group"][str(row.group)]
            counts = [
                whole(each) or 0 for each in (row.asked, row.interviews, row.telling, row.only)
            ]
            blocks.setdefault(head, []).append(_norm(name, counts, looks, row.place))
    owner = _draw(blocks, table.unit)
    key(owner, area_key(key_told, looks))
    return owner


def _norm(name: str, counts: Sequence[int], looks: Mapping[str, Mark], place: int) -> Row:
    """Give the two bars of a group and norm, the second from where the two sets meet."""
    asked, states, telling, only = counts
    first, second = looks["first"], looks["second"]
    bars = (Bar(0, states, first), Bar(states - telling, telling + only, second))
    stated = _("{share} uttrycker normen").format(share=fraction(states, asked))
    told = (stated, first.color), (_telling(states, telling, only), second.color)
    return Row(name, "", asked, bars, told, place)


def _telling(states: int, telling: int, only: int) -> str:
    """How many tell of the practice, and how many of them state the norm."""
    if not telling + only:
        return _("ingen berättar om praktiken")
    if not states:
        return _("{n} berättar om praktiken").format(n=number(only))
    both = _("{part} av dem berättar, och {rest} till")
    return both.format(part=number(telling), rest=number(only))


@figure_of("row", "column", "own", "value", "asked", legends=("row", "column"))
def tellers(table: Table) -> Figure:
    """Draw who tells of each thing, a block a thing; who tells of their own is marked.

    Parameters
    ----------
    table
        A row is a group that tells and what it tells of: `row` and `column` (both with a legend),
        `own` (whether it is of the group itself), `value` (units that tell of it) of `asked`.
        `interviews` of `interviews_asked`, if there and not the unit, are written beneath.

    """
    at_most(table, "tellers", "value", "asked")
    groups, looks = table.legend["row"], marks(table.legend["row"])
    within = table.unit != "interview" and {"interviews", "interviews_asked"} <= set(table.frame)
    frame, blocks = placed(table.frame), dict[str, list[Row]]()
    for column, label in table.legend["column"].items():
        for row in records(frame[frame["column"] == column]):
            value, asked = whole(row.value) or 0, whole(row.asked) or 0
            told = [(out_of(value, asked, table.unit), INK)]
            if within:
                told.append((out_of(row.interviews, row.interviews_asked, "interview"), QUIET))
            whose = _("om de egna") if row.own else _("om de andra")
            bar = Bar(0, value, looks[str(row.row)])
            named = Row(groups[str(row.row)], whose, asked, (bar,), told, row.place)
            blocks.setdefault(label, []).append(named)
    return _draw(blocks, table.unit)


def _draw(blocks: Mapping[str, Sequence[Row]], unit: str) -> Figure:
    """Draw rows in blocks, a head over each."""
    rows = [row for block in blocks.values() for row in block]
    most = max(1, *(row.of for row in rows))
    left = max(max(inches(row.label), inches(row.quiet, SMALL)) for row in rows) + 8 / 72
    heads = [wrap(head, WIDTH - 0.3, SIZE, "semibold") for head in blocks]
    deep = [lines([head]) * SIZE * LEADING + BEFORE for head in heads]
    room = _height(rows[0]) + BETWEEN
    high = sum(deep) + len(rows) * room
    ax = canvas(high + 0.45)
    at = 0.0
    for head, before, block in zip(heads, deep, blocks.values(), strict=True):
        at += before
        place: dict[str, Any] = {"va": "bottom", "weight": "semibold", "color": INK}
        ax.annotate(head, (0, at), (-72 * left, 0), textcoords="offset points", **place)
        foot = at + room * len(block)
        ax.vlines(0, at + BETWEEN / 4, foot - BETWEEN / 4, color=INK, linewidth=1.2, zorder=3)
        for row in block:
            _row(ax, at + room / 2, row, most)
            at += room
    ax.set_ylim(high, 0)
    count_axis(ax, most, unit)
    return figure(ax)


def _height(row: Row) -> float:
    return BAR * len(row.bars) if len(row.bars) > 1 else THICK


def _row(ax: Axes, at: float, row: Row, most: int) -> None:
    """Draw the bars of a row on their track, its name before and its numbers after them."""
    high = _height(row)
    thick = high / len(row.bars)
    ax.barh(at, row.of, 0.05, color=LINE, linewidth=0, zorder=1)
    for place, bar in enumerate(row.bars):
        y = at - high / 2 + thick * (place + 0.5)
        ax.barh(y, bar.length, thick, left=bar.start, zorder=2, **area(bar.mark))
    hit(ax, (0, at - high / 2 - 0.02, max(row.of, 1), high + 0.04), row_id(row.place))
    for told, size, color, rise in _spread((row.label, SIZE, INK), (row.quiet, SMALL, QUIET)):
        ax.annotate(told, (0, at), (-8, rise), ha="right", fontsize=size, color=color, **BESIDE)
    for told, size, color, rise in _spread(*((text, SMALL, color) for text, color in row.told)):
        look: dict[str, Any] = {"weight": "normal" if color == QUIET else "semibold", **BESIDE}
        ax.annotate(told, (most, at), (10, rise), fontsize=size, color=color, **look)


def _spread(*told: tuple[str, float, str]) -> list[tuple[str, float, str, float]]:
    """Lines of text with how many points each stands above the middle of them all."""
    there = [one for one in told if one[0]]
    step = SIZE * LEADING * 72
    return [(*one, ((len(there) - 1) / 2 - at) * step) for at, one in enumerate(there)]
