"""Parts of a whole: stacked bars of equal length, and of counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analys.figures.arguments import count_axis, end_number
from analys.figures.canvas import (
    area,
    area_key,
    at_most,
    breadth,
    canvas,
    figure,
    figure_of,
    fitted,
    key,
    pitch,
    placed,
    row_id,
    row_labels,
    whole,
)
from analys.figures.matrices import tallied
from analys.figures.style import INK, LINE, PAPER, QUIET, TINT, Mark, ink_on, marks
from analys.figures.tallies import by_count
from analys.figures.text import LEADING, SIZE, SMALL, inches, thinned, wrap
from analys.language import _
from analys.table import Table
from analys.wording import counted, fraction, number, percent_of

PAD = 0.12  # inches around a number in a segment


@figure_of("group", "category", "interviews", "of", "cases", legends=("group", "category"))
def stacked(table: Table, ax: Axes | None = None) -> Figure:
    """Draw bars of equal length, one a group, divided by category; counts stand in the segments.

    Parameters
    ----------
    table
        A row is a category in a group: `group` and `category` (both with a legend; two to four
        categories), `interviews` of the category, `of` how many in the group, `cases` how many
        municipalities those `of` interviews come from (the same in all rows of a group). What
        the categories leave of `of` stays pale.
    ax
        Where to draw; None for a figure of its own.

    Notes
    -----
    A segment says "7 av 12 (58 %)" where there is room, else "7 av 12" or "7", else nothing: a
    percentage never without its fraction.

    """
    at_most(table, "stacked", "interviews", "of")
    groups, categories = table.legend["group"], table.legend["category"]
    looks = marks(categories)
    wide = breadth(ax) * 0.34
    labels = [wrap(label, wide, SIZE, "semibold") for label in groups.values()]
    left = max(inches(line, SIZE, "semibold") for label in labels for line in label.split("\n"))
    frame = placed(table.frame)
    parts = {name: frame[frame["group"] == name] for name in groups}
    behind = [_behind(parts[name], name, table.across) for name in groups]
    left = max(left, *(inches(told, SMALL) for told in behind))
    room = pitch([f"{label}\n" for label in labels], 0.62)
    length = breadth(ax) - left - 0.3
    ax = canvas(len(groups) * room + 0.1, ax)
    for at, name in enumerate(groups):
        _group(ax, at, labels[at], behind[at])
        _segments(ax, at, parts[name], looks, length)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(groups) - 0.5, -0.5)
    key(figure(ax), area_key(categories, looks))
    return figure(ax)


def _behind(part: pd.DataFrame, name: str, across: str) -> str:
    """Say how many interviews, and municipalities where they are told apart, are in a group."""
    found = part[["of", "cases"]].drop_duplicates()
    if len(found) > 1:
        raise ValueError(f"stacked: 'of' or 'cases' differs within the group {name}")
    if found.empty or not whole(found["of"].iloc[0]):
        return _("inga intervjuer")
    interviews, cases = int(found["of"].iloc[0]), int(found["cases"].iloc[0])
    told = counted(interviews, "interview")
    return f"{told}, {counted(cases, across)}" if across != "interview" else told


def _group(ax: Axes, at: float, label: str, told: str) -> None:
    """Write a group's name and, under it and quiet, what stands behind it."""
    deep = (label.count("\n") + 1) * SIZE * LEADING * 72
    shift = (deep - SMALL * LEADING * 72) / 2
    place: dict[str, Any] = {
        "xycoords": ax.get_yaxis_transform(),
        "textcoords": "offset points",
        "ha": "right",
    }
    ax.annotate(label, (0, at), (-8, shift), va="top", weight="semibold", **place).set_y(deep / 2)
    ax.annotate(
        told, (0, at), (-8, shift - deep / 2), va="top", fontsize=SMALL, color=QUIET, **place
    )


def _segments(
    ax: Axes, at: float, part: pd.DataFrame, looks: Mapping[str, Mark], length: float
) -> None:
    """Draw one bar's segments in the legend's order, with their fractions."""
    counts = dict(zip(part["category"], part["interviews"], strict=True))
    places = dict(zip(part["category"], part["place"], strict=True))
    of = whole(part["of"].max()) or 0
    if sum(whole(count) or 0 for count in counts.values()) > of:
        raise ValueError(f"stacked: the categories of a group sum to more than its {of} interviews")
    ax.barh(at, 1, 0.5, color=TINT, linewidth=0, zorder=1)
    start = 0.0
    for name, mark in looks.items():
        count = whole(counts.get(name)) or 0
        if count:
            look = {**area(mark), "gid": row_id(places[name])}
            ax.barh(at, count / of, 0.5, left=start, zorder=2, **look)
            ax.plot([start, start], [at - 0.25, at + 0.25], color=PAPER, linewidth=1.5, zorder=3)
            told = _fitting(count, of, count / of * length)
            plate(ax, start + count / of / 2, at, told, mark)
            start += count / of


def _fitting(count: int, of: int, room: float) -> str:
    """Choose the longest way to tell a count that has room."""
    told = (percent_of(count, of), fraction(count, of), number(count))
    return next((one for one in told if inches(one, SMALL, "semibold") + PAD <= room), "")


def plate(ax: Axes, x: float, at: float, told: str, mark: Mark) -> None:
    """Write a number on an area, on a plate of its colour where the area is hatched."""
    if not told:
        return
    box = {"facecolor": mark.color, "edgecolor": "none", "pad": 1.8} if mark.hatch else None
    ax.text(
        x,
        at,
        told,
        ha="center",
        va="center_baseline",
        fontsize=SMALL,
        weight="semibold",
        color=ink_on(mark.color),
        bbox=box,
        zorder=4,
    )


@figure_of("label", "value", "group", legends=("group",))
def columns(table: Table, ax: Axes | None = None) -> Figure:
    """Draw stacked horizontal bars of counts, one a label, the total at the end.

    Parameters
    ----------
    table
        A row is a group within a label: `label`, `value`, `group` (with `legend["group"]`).
    ax
        Where to draw; None for a figure of its own.

    Notes
    -----
    Above some 45 labels the rows are packed into 14 inches, and labels and numbers thinned; above
    60, of small counts, a grid counts them by what each group has instead.

    """
    tally = by_count(table)
    if tally is not None:
        return tallied(tally)
    legend, looks = table.legend["group"], marks(table.legend["group"])
    totals = table.frame.groupby("label", sort=False)["value"].sum()
    wide = breadth(ax)
    labels, room = fitted(map(str, totals.index), wide * 0.4, 0.34, 0.9)
    left = max(inches(line) for label in labels for line in label.split("\n"))
    most = max(1, int(totals.max()))
    scale = (wide - left - 0.9) / most
    ax = canvas(len(labels) * room + 0.4, ax)
    numbered = thinned(len(labels), room, SIZE * LEADING)
    values = table.frame.pivot_table("value", "label", "group", "sum", fill_value=0, sort=False)
    values = values.reindex(index=totals.index, columns=list(legend), fill_value=0)
    _stacks(ax, values, looks, scale if room >= 0.22 else 0.0, _ids(table.frame))
    for at in numbered:
        end_number(ax, at, int(totals.iloc[at]), number(totals.iloc[at]), INK)
    row_labels(ax, labels, room)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    count_axis(ax, most, table.unit)
    ax.axvline(0, color=LINE, linewidth=1.2, zorder=0)
    key(figure(ax), area_key(legend, looks))
    return figure(ax)


def _ids(frame: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Give the id of each segment that stands for one row of the table alone."""
    rows = list(zip(frame["label"].map(str), frame["group"], strict=True))
    return {row: row_id(place) for place, row in enumerate(rows) if rows.count(row) == 1}


def _stacks(
    ax: Axes,
    values: pd.DataFrame,
    looks: Mapping[str, Mark],
    scale: float,
    ids: Mapping[tuple[str, str], str],
) -> None:
    """Draw the bars group by group, numbers in the segments that have room (`scale` inches a 1)."""
    starts = pd.Series(0, index=values.index)
    for name, mark in looks.items():
        there = [at for at, value in enumerate(values[name]) if value]
        long, left = values[name].iloc[there].tolist(), starts.iloc[there].tolist()
        segments = ax.barh(there, long, 0.64, left=left, zorder=2, **area(mark))
        for at, segment in zip(there, segments, strict=True):
            segment.set_gid(ids.get((str(values.index[at]), name)))
        tops, feet = [at - 0.32 for at in there], [at + 0.32 for at in there]
        ax.vlines(left, tops, feet, color=PAPER, linewidth=1, zorder=3)
        for at, value, start in zip(there, long, left, strict=True):
            told = number(value)
            fits = inches(told, SMALL, "semibold") + PAD <= value * scale
            plate(ax, start + value / 2, at, told if fits else "", mark)
        starts = starts + values[name]
