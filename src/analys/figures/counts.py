"""How many in each cell or band: quadrants and tenure bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analys.figures.arguments import end_number, panel_head
from analys.figures.canvas import (
    WIDTH,
    area,
    at_most,
    bare,
    breadth,
    canvas,
    figure,
    figure_of,
    fitted,
    hatched,
    records,
    require,
    row_id,
    row_labels,
    sheet,
    whole,
)
from analys.figures.style import FIRST, INK, PAPER, QUIET, TINT, Mark, marks
from analys.figures.text import LEADING, SIZE, SMALL, wrap
from analys.language import _, plural
from analys.table import Table
from analys.wording import counted, fraction, number

NOTED = 3  # lines of a note that a figure has room for


@figure_of("row", "column", "count", "names", legends=("row", "column"))
def quadrants(table: Table) -> Figure:
    """Draw two by two cells: the number large, the names of the cases small beneath it.

    Parameters
    ----------
    table
        A row is a cell: `row` and `column` (each with a legend of its two values), `count`,
        `names` (the case ids as one text, or missing where they may not be shown). A missing
        count is hatched and not shown. `table.note` is written beneath, unless it takes more than
        `NOTED` lines: the caption says it in any case.

    Notes
    -----
    Names that do not fit are counted: "och 61 till".

    """
    rows, columns = table.legend["row"], table.legend["column"]
    labels = [wrap(label, 1.5) for label in rows.values()]
    side = (WIDTH - 1.9) / len(columns)
    note = wrap(table.note, WIDTH - 1.9, SMALL) if table.note else ""
    note = note if note.count("\n") < NOTED else ""
    foot = (note.count("\n") + 1) * SMALL * LEADING + 0.1 if note else 0.0
    ax = canvas(len(rows) * 1.25 + 0.45 + foot)
    cells = dict(
        zip(
            zip(table.frame["row"], table.frame["column"], strict=True),
            zip(
                table.frame["count"],
                table.frame["names"].fillna(""),
                range(len(table.frame)),
                strict=True,
            ),
            strict=True,
        )
    )
    for at, row in enumerate(rows):
        for across, column in enumerate(columns):
            count, names, nth = cells.get((row, column), (0, "", None))
            _cell(ax, across, at, whole(count), str(names), side, nth)
    row_labels(ax, labels, 1.25)
    heads = [wrap(label, side - 0.2) for label in columns.values()]
    ax.set_xticks(range(len(columns)), heads, color=INK, fontsize=SIZE)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    if note:
        ax.annotate(
            note,
            (0, 0),
            (0, -8),
            xycoords="axes fraction",
            textcoords="offset points",
            va="top",
            fontsize=SMALL,
            color=QUIET,
        )
    return figure(ax)


def _cell(
    ax: Axes,
    across: int,
    at: int,
    count: int | None,
    names: str,
    side: float,
    nth: int | None,
) -> None:
    """Draw one quadrant, which is the nth row of the table."""
    box = (across - 0.485, at - 0.465, 0.97, 0.93)
    if count is None:
        hatched(ax, [box])
        paper: dict[str, Any] = {"facecolor": PAPER, "edgecolor": "none", "pad": 3}
        hidden: dict[str, Any] = {"ha": "center", "va": "center", "bbox": paper}
        ax.text(across, at, _("visas inte"), color=QUIET, fontsize=SMALL, **hidden)
        return
    gid = None if nth is None else row_id(nth)
    ax.add_artist(Rectangle(box[:2], box[2], box[3], facecolor=TINT, linewidth=0, gid=gid))
    color = FIRST if count else QUIET
    place: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
    ax.annotate(
        number(count),
        (across, at),
        (0, 10 if names else 0),
        va="center",
        fontsize=26,
        weight="semibold",
        color=color,
        **place,
    )
    told = _some(names, side - 0.4)
    ax.annotate(told, (across, at), (0, -10), va="top", fontsize=SMALL, color=QUIET, **place)


def _some(names: str, width: float, most: int = 2) -> str:
    """Wrap names; those beyond `most` lines are counted instead."""
    if wrap(names, width, SMALL).count("\n") < most:
        return wrap(names, width, SMALL)
    every = [name.strip() for name in names.split(",")]
    told = ""
    for kept in range(1, len(every)):
        left = len(every) - kept
        more = plural("och {n} till", "och {n} till", left).format(n=number(left))
        wrapped = wrap(f"{', '.join(every[:kept])} {more}", width, SMALL)
        if wrapped.count("\n") >= most:
            break
        told = wrapped
    return told


@figure_of("band", "value", "of", legends=("band",))
def bands(table: Table, ax: Axes | None = None, color: str = FIRST) -> Figure:
    """Draw bars of how many fall in each band, every band in its place, "4 av 13" at the end.

    Parameters
    ----------
    table
        A row is a band: `band` (with `legend["band"]`), `value` that fall in it, `of` how many
        there are. With a column `group` (and `legend["group"]`) each group is a panel.
    ax
        Where to draw; not with groups.
    color
        Of the bars; with groups each has its own.

    """
    at_most(table, "bands", "value", "of")
    if "group" in table.frame:
        return _grouped(table)
    labels, room = fitted(table.legend["band"].values(), breadth(ax) * 0.4, 0.36)
    ax = canvas(len(labels) * room + 0.1, ax)
    most = max(1, whole(table.frame["value"].max()) or 0)
    _bands(ax, table.frame, list(table.legend["band"]), Mark(color))
    row_labels(ax, labels, room)
    ax.set_xlim(0, most)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    return figure(ax)


def _bands(ax: Axes, part: pd.DataFrame, names: Sequence[str], mark: Mark) -> None:
    """Draw the bars of one panel."""
    ax.axvline(0, color=INK, linewidth=1.2, zorder=3)
    for row in records(part):
        at, value, of = names.index(str(row.band)), whole(row.value), whole(row.of)
        if value is not None:
            ax.barh(at, value, 0.62, zorder=2, **area(mark))
            end_number(ax, at, value, fraction(value, of or 0), mark.color)


def _grouped(table: Table) -> Figure:
    """Draw a panel of bands for each group."""
    require(table, "bands", ("group",), ("group",))
    frame, names, legend = table.frame, table.legend["band"], table.legend["group"]
    looks = marks(legend)
    labels, room = fitted(names.values(), WIDTH * 0.25, 0.36)
    owner = sheet(len(labels) * room + 0.6)
    panels = owner.subplots(1, len(legend), sharey=True, sharex=True, squeeze=False)[0]
    for ax, (group, label) in zip(panels, legend.items(), strict=True):
        part = frame[frame["group"] == group]
        bare(ax)
        _bands(ax, part, list(names), looks[group])
        of = whole(part["of"].max()) or 0
        told = f"n = {counted(of, table.unit)}"
        panel_head(ax, WIDTH * 0.7 / len(legend) - 0.2, label, told)
    row_labels(panels[0], labels, room)
    panels[0].set_ylim(len(labels) - 0.5, -0.5)
    panels[0].set_xlim(0, max(1, whole(frame["value"].max()) or 0))
    return owner
