"""Arguments and how many put them forward: butterfly and ranked bars."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analys.figures.canvas import (
    WIDTH,
    area,
    area_key,
    at_most,
    bare,
    breadth,
    canvas,
    count_ticks,
    figure,
    figure_of,
    fitted,
    fraction,
    key,
    placed,
    records,
    require,
    row_id,
    row_labels,
    sheet,
    whole,
)
from analys.figures.sides import argument_labels
from analys.figures.style import FIRST, INK, LINE, QUIET, TINT, Mark, marks
from analys.figures.text import LEADING, SIZE, SMALL, inches, lines, thinned, wrap
from analys.language import _
from analys.table import Table
from analys.wording import counted, number

LEFT, RIGHT = "\N{LEFTWARDS ARROW}", "\N{RIGHTWARDS ARROW}"
BAR = 0.62  # of the room between rows


@figure_of("code", "label", "side", "cases", "asked", legends=("side",))
def butterfly(table: Table, ax: Axes | None = None) -> Figure:
    """Arguments for to the left and against to the right, each written on its empty side.

    Parameters
    ----------
    table
        A row is an argument: `code`, `label`, `side` (`first` or `second`, with
        `legend["side"]`), `cases` that put it forward, `asked` cases that could have. With
        `valence` (and its legend) a label says so where it reads against its side. Both axes
        run to `table.n`. With a column `facet` (and `legend["facet"]`) there is a row for each
        argument and facet, drawn as panels side by side, with
        axes to the largest `asked` and each panel tinted to its own.
    ax
        Where to draw; not with facets.

    Notes
    -----
    The height grows with the arguments, not with the cases: 290 cases only lengthen the axis.

    """
    at_most(table, "butterfly", "cases", "asked")
    looks = marks(table.legend["side"])
    if "facet" in table.frame:
        return _facets(table, looks)
    most = max(table.n, 1)
    half = breadth(ax) / 2 - 0.35
    labels, room = fitted(argument_labels(table, table.frame), half, 0.5, packed=1)
    labelled = thinned(len(labels), room, lines(labels) * SIZE * LEADING)
    heads = [wrap(f"{LEFT} {label}", half, SIZE, "semibold") for label in _sides(table)]
    top = lines(heads) * SIZE * LEADING + 0.1
    ax = canvas(len(labels) * room + top + 0.35, ax)
    _wings(ax, placed(table.frame), looks, table.n, range(len(labels)), labelled)
    for at, (label, side) in enumerate(zip(labels, table.frame["side"], strict=True)):
        if at in labelled:
            _beside(ax, at, label, left=side == "second", color=INK)
    for side, label in table.legend["side"].items():
        left = side == "first"
        told = f"{LEFT} {label}" if left else f"{label} {RIGHT}"
        wrapped = wrap(told, half, SIZE, "semibold")
        head = -0.5 - 0.5 * top / room
        _beside(ax, head, wrapped, left=left, color=looks[side].color, weight="semibold")
    ax.set_xlim(-most, most)
    ax.set_ylim(len(labels) - 0.4, -0.5 - top / room)
    ticks = count_ticks(most)
    named = [*map(number, ticks[:-1]), counted(most, table.unit)]
    ax.set_xticks([-tick for tick in ticks[:0:-1]] + ticks, named[:0:-1] + named)
    return figure(ax)


def _sides(table: Table) -> Sequence[str]:
    return list(table.legend["side"].values())


def _wings(
    ax: Axes,
    frame: pd.DataFrame,
    looks: Mapping[str, Mark],
    n: int,
    rows: Sequence[int],
    numbered: Container[int],
) -> None:
    """Draw bars from the middle outwards, with their numbers, on the middle line."""
    ax.axvline(0, color=INK, linewidth=1.2, zorder=3)
    for at, row in zip(rows, records(frame), strict=True):
        count, asked = whole(row.cases), whole(row.asked)
        sign = -1 if row.side == "first" else 1
        if count is None:
            continue
        look = area(looks[str(row.side)])
        ax.barh(at, sign * count, BAR, zorder=2, gid=row_id(row.place), **look)
        if at not in numbered:
            continue
        ax.annotate(
            fraction(count, asked if "facet" not in frame else None, n),
            (sign * count, at),
            (sign * 6, 0),
            textcoords="offset points",
            ha="right" if sign < 0 else "left",
            va="center_baseline",
            color=looks[str(row.side)].color,
            weight="semibold",
        )


def _beside(
    ax: Axes, at: float, told: str, *, left: bool, color: str, weight: str = "normal"
) -> None:
    """Write beside the middle line, on its left or right."""
    ax.annotate(
        told,
        (0, at),
        (-8 if left else 8, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center_baseline",
        color=color,
        weight=weight,
    )


def _facets(table: Table, looks: Mapping[str, Mark]) -> Figure:
    """Draw panels side by side that share their rows; the labels stand once, to the left."""
    require(table, "butterfly", ("facet",), ("facet",))
    frame, legend = placed(table.frame), table.legend["facet"]
    arguments = frame.drop_duplicates("code")
    rows = {code: at for at, code in enumerate(arguments["code"])}
    width = WIDTH * (0.38 if len(legend) < 3 else 0.3)
    labels, room = fitted(argument_labels(table, arguments), width, 0.44)
    labelled = thinned(len(labels), room, SIZE * LEADING)
    panel = (WIDTH - width) / len(legend) - 0.2
    most = max(1, whole(frame["asked"].max()) or 0)
    owner = sheet(len(labels) * room + 0.95)
    panels = owner.subplots(1, len(legend), sharey=True, squeeze=False)[0]
    for ax, (facet, label) in zip(panels, legend.items(), strict=True):
        part = frame[frame["facet"] == facet]
        bare(ax)
        asked = whole(part["asked"].max()) or 0
        _wings(ax, part, looks, table.n, [rows[code] for code in part["code"]], labelled)
        ax.axvspan(-asked, asked, color=TINT, zorder=0, linewidth=0)
        told = f"n = {counted(asked, table.unit)}" if asked else _("ingen tillfrågad")
        panel_head(ax, panel, label, told)
        beyond = 1 + 2 * (inches(number(most), SIZE, "semibold") + 0.12) / panel
        ax.set_xlim(-most * beyond, most * beyond)
        ticks = count_ticks(most) if panel >= 2.2 else [0, most]
        ax.set_xticks([-tick for tick in ticks[:0:-1]] + ticks)
        ax.set_xticklabels([number(abs(tick)) for tick in ax.get_xticks()])
    row_labels(panels[0], labels, room)
    panels[0].set_ylim(len(labels) - 0.5, -0.5)
    key(owner, area_key(table.legend["side"], looks))
    return owner


def panel_head(ax: Axes, width: float, label: str, told: str) -> None:
    """Write a panel's name and, under it and quiet, what stands behind it."""
    head, low = wrap(label, width, SIZE, "semibold"), wrap(told, width, SMALL)
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    ax.annotate(low, (0.5, 1), (0, 4), ha="center", fontsize=SMALL, color=QUIET, **place)
    rise = 4 + lines([low]) * SMALL * LEADING * 72 + 2
    ax.annotate(head, (0.5, 1), (0, rise), ha="center", weight="semibold", **place)


@figure_of("code", "label", "cases", "asked")
def bars(table: Table, ax: Axes | None = None, color: str = FIRST) -> Figure:
    """Bars in the table's order, on a track as long as the number of those asked.

    Parameters
    ----------
    table
        A row is an argument: `code`, `label`, `cases` that put it forward, `asked` cases that
        could have. The axis runs to `table.n`; a number says "6 av 9" where fewer were asked.
    ax
        Where to draw; None for a figure of its own.
    color
        Of the bars and their numbers; dark enough for text on white.

    Notes
    -----
    Above some 50 rows the rows are packed into 14 inches, and labels and numbers thinned.

    """
    at_most(table, "bars", "cases", "asked")
    labels, room = fitted(map(str, table.frame["label"]), breadth(ax) * 0.4, 0.36)
    most = max(table.n, 1)
    ax = canvas(len(labels) * room + 0.4, ax)
    numbered = thinned(len(labels), room, SIZE * LEADING)
    for at, row in enumerate(records(placed(table.frame))):
        count, asked = whole(row.cases), whole(row.asked)
        ax.barh(at, asked or 0, 0.1, color=LINE, zorder=1, linewidth=0)
        if count is None:
            continue
        ax.barh(at, count, BAR, color=color, zorder=2, linewidth=0, gid=row_id(row.place))
        if at in numbered:
            end_number(ax, at, count, fraction(count, asked, table.n), color)
    row_labels(ax, labels, room)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_xlim(0, most)
    count_axis(ax, most, table.unit)
    return figure(ax)


def end_number(ax: Axes, at: float, value: float, told: str, color: str) -> None:
    """Put a number just beyond the end of a bar, on paper so that a track does not strike it."""
    ax.annotate(
        told,
        (value, at),
        (5, 0),
        textcoords="offset points",
        va="center_baseline",
        color=color,
        weight="semibold",
        zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
    )


def count_axis(ax: Axes, most: int, unit: str) -> None:
    """Draw a count's axis from 0 to `most`, what is counted (a key of `UNITS`) at its end."""
    ticks = count_ticks(most)
    named = [*map(number, ticks[:-1]), counted(most, unit)]
    ax.set_xticks(ticks, named)
    ax.set_xlim(0, most)
