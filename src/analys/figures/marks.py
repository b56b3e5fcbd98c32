"""Two or three counts a row as points on a line: dots and dumbbell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analys.figures.arguments import count_axis
from analys.figures.canvas import (
    at_most,
    breadth,
    canvas,
    figure,
    figure_of,
    fitted,
    hit,
    key,
    placed,
    point,
    point_key,
    records,
    row_id,
    row_labels,
    whole,
)
from analys.figures.matrices import tallied
from analys.figures.style import LINE, PAPER, QUIET, Mark, ink_on, marks
from analys.figures.tallies import by_pair
from analys.figures.text import LEADING, SMALL, inches
from analys.language import _
from analys.table import Table
from analys.wording import number

DIAMETER = 0.22  # inches; a number of three digits fits
LEAST = 0.15  # inches; smaller marks carry no number
JOIN = "#aab2bd"


class Row(NamedTuple):
    """One row of points: its label, its counts by series, and how far its track goes."""

    label: str
    counts: Mapping[str, int | None]
    of: int | None = None
    ids: Mapping[str, str] = {}
    """Of each series' point, or under "" of the whole row."""


@figure_of("label", "group", "cases", legends=("group",))
def dots(table: Table, ax: Axes | None = None) -> Figure:
    """Two or three counts for each label, as points joined by a line; the number is in the point.

    Parameters
    ----------
    table
        A row is a label in a group: `label`, `group` (two or three, with `legend["group"]`),
        `cases`. The axis runs to `table.n`. A missing count is no point.
    ax
        Where to draw; None for a figure of its own.

    Notes
    -----
    Points that would cover each other are drawn above one another in their row.

    """
    counts: dict[str, dict[str, int | None]] = {}
    ids: dict[str, dict[str, str]] = {}
    for row in records(placed(table.frame)):
        counts.setdefault(str(row.label), {})[str(row.group)] = whole(row.cases)
        ids.setdefault(str(row.label), {})[str(row.group)] = row_id(row.place)
    rows = [Row(label, found, table.n, ids[label]) for label, found in counts.items()]
    return _points(rows, table.legend["group"], table.n, table.unit, ax)


@figure_of("case", "first", "second", "of", legends=("mark",))
def dumbbell(table: Table, ax: Axes | None = None) -> Figure:
    """Two counts for each municipality, as points joined by a line on a track to its `of`.

    Parameters
    ----------
    table
        A row is a municipality: `case`, `first`, `second` (how many of its interviews), `of` (how
        many there are). `legend["mark"]` names `first` and `second`. A row whose counts are
        missing was not asked, and says so.
    ax
        Where to draw; None for a figure of its own.

    Notes
    -----
    Above some 30 rows the points shrink; above 60 a grid counts the municipalities by their two
    counts instead, or if those are large the rows are packed into 14 inches and every few labelled.
    Single interviews are counted so from 13 rows on: there is but 0 and 1 to see.

    """
    for part in ("first", "second"):
        at_most(table, "dumbbell", part, "of")
    tally = by_pair(table)
    if tally is not None:
        return tallied(tally)
    rows = [
        Row(
            str(row.case),
            {"first": whole(row.first), "second": whole(row.second)},
            whole(row.of),
            {"": row_id(row.place)},
        )
        for row in records(placed(table.frame))
    ]
    most = max([row.of or 0 for row in rows])
    return _points(rows, table.legend["mark"], most, "interview", ax)


def _points(
    rows: Sequence[Row], legend: Mapping[str, str], most: int, unit: str, ax: Axes | None
) -> Figure:
    """Draw rows of points with their key and axis."""
    looks, most = marks(legend), max(most, 1)
    wide = breadth(ax)
    scale = (wide * 0.6 - 0.9) / most  # at least: labels are seldom as wide as they may be
    deep = max(_depth(row.counts, scale) for row in rows)
    least = max(0.36, deep * (DIAMETER + 0.02) + 0.05)
    labels, room = fitted((row.label for row in rows), wide * 0.4, least)
    left = max(inches(line) for label in labels for line in label.split("\n"))
    scale = (wide - left - 0.9) / most
    size = max(min(DIAMETER, (room - 0.02) / deep - 0.02), 0.03)
    ax = canvas(len(rows) * room + 0.45, ax)
    for at, row in enumerate(rows):
        _row(ax, at, row, looks, scale, room, size)
    row_labels(ax, labels, room)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    count_axis(ax, most, unit)
    ax.set_xlim(-0.6 * DIAMETER / scale, most + 0.6 * DIAMETER / scale)
    key(figure(ax), point_key(legend, looks))
    return figure(ax)


def _clusters(counts: Mapping[str, int | None], scale: float, size: float) -> list[list[str]]:
    """Gather the series whose points would meet, in the legend's order within each."""
    there = {name: count for name, count in counts.items() if count is not None}
    clusters: list[list[str]] = []
    for name in sorted(there, key=lambda name: there[name]):
        last = clusters[-1][-1] if clusters else None
        if last is not None and (there[name] - there[last]) * scale < size + 0.02:
            clusters[-1].append(name)
        else:
            clusters.append([name])
    order = list(there)
    return [sorted(cluster, key=order.index) for cluster in clusters]


def _depth(counts: Mapping[str, int | None], scale: float) -> int:
    """Count the points that stand above one another in a row."""
    return max((len(cluster) for cluster in _clusters(counts, scale, DIAMETER)), default=1)


def _row(
    ax: Axes, at: int, row: Row, looks: Mapping[str, Mark], scale: float, room: float, size: float
) -> None:
    """Draw track, line and points of one row."""
    there = {name: count for name, count in row.counts.items() if count is not None}
    if not there:
        if room >= SMALL * LEADING:
            told = _("inte tillfrågad")
            ax.text(0, at, told, fontsize=SMALL, color=QUIET, va="center_baseline")
        return
    ax.plot([0, row.of or 0], [at, at], color=LINE, linewidth=1.2, zorder=1)
    ends = [min(there.values()), max(there.values())]
    ax.plot(ends, [at, at], color=JOIN, linewidth=min(3, room * 20), zorder=1.5)
    for cluster in _clusters(row.counts, scale, size):
        for depth, name in enumerate(cluster):
            shift = (depth - (len(cluster) - 1) / 2) * (size + 0.02) / room
            _point(ax, there[name], at + shift, looks[name], size, row.ids.get(name))
    if "" in row.ids:
        hit(ax, (0, at - 0.45, max(row.of or 0, 1), 0.9), row.ids[""])


def _point(
    ax: Axes, count: int, at: float, mark: Mark, size: float, gid: str | None = None
) -> None:
    """Draw one point and, if it is large enough, its number in it."""
    ax.plot(count, at, zorder=2, gid=gid, **point(mark, size * 72))
    if size >= LEAST:
        ax.text(
            count,
            at,
            number(count),
            ha="center",
            va="center_baseline",
            fontsize=SMALL * size / DIAMETER,
            weight="semibold",
            color=ink_on(PAPER if mark.edge else mark.color),
        )
