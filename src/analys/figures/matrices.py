"""Cells in rows and columns: counts (heat map) and presence (configuration)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.typing import ColorType

from analys.figures.canvas import (
    LINKED,
    TALLEST,
    WIDTH,
    Box,
    bare,
    draw_heads,
    figure_of,
    fitted,
    hatched,
    hatched_patch,
    key,
    placed,
    records,
    require,
    row_id,
    row_labels,
    sheet,
    whole,
)
from analys.figures.style import COUNTS, INK, QUIET, ink_on
from analys.figures.tallies import NOBODY, by_value
from analys.figures.text import LEADING, SIZE, SMALL, Heads, column_heads, inches
from analys.table import Table
from analys.wording import counted, number

GAP = 0.045  # inches of paper between cells


@figure_of("row", "column", "value", legends=("row", "column"))
def heatmap(table: Table, vmax: int | None = None) -> Figure:
    """Draw counts in cells, pale to dark, with the number in each; what was not asked is hatched.

    Parameters
    ----------
    table
        A row is a cell: `row`, `column` (both with a legend that gives their order), `value`
        (missing: not asked). Optional: `rowgroup` (with a legend; its label stands above its
        rows), `facet` (with a legend; a panel each, side by side or below one another),
        `mark` (true: a ring in the cell's corner; `legend["mark"]` of one entry says what it
        means).
    vmax
        The count of the darkest colour; None for the largest in the table.

    Notes
    -----
    A cell that is absent from the frame stays empty. Where cells are smaller than a number
    (more than some 25 columns or 60 rows) the numbers are left out, the labels thinned, the
    height capped at 14 inches, and a key of colours added. More than 60 columns, of small counts,
    are counted by their value instead.

    """
    tally = by_value(table)
    return grid(table, vmax) if tally is None else tallied(tally)


def tallied(table: Table) -> Figure:
    """Draw a table of counted municipalities; its note says what a number is."""
    asked = table.frame[table.frame["column"] != NOBODY]
    owner = grid(table, int(asked["value"].max()), ids=False)
    owner.suptitle(table.note, x=0.01, ha="left", fontsize=SMALL, color=QUIET)
    owner.set_figheight(owner.get_figheight() + SMALL * LEADING + 0.06)
    return owner


def grid(table: Table, vmax: int | None = None, *, ids: bool = True) -> Figure:
    """Draw a heat map, its cells with the ids of their rows if they are to be links."""
    for column in ("rowgroup", "facet"):
        if column in table.frame:
            require(table, "heatmap", (column,), (column,))
    facets = dict(table.legend["facet"]) if "facet" in table.frame else {"": ""}
    plan = _plan(table, len(facets))
    across = len(facets) if plan.beside else 1
    down = len(facets) // across
    heights = plan.heads.depth + 0.15 + (0.28 if len(facets) > 1 else 0)
    owner = sheet(down * (len(plan.labels) * plan.room + heights) + 0.1)
    panels = owner.subplots(down, across, squeeze=False).flatten()
    top = max(1, vmax or whole(table.frame["value"].max()) or 1)
    frame = placed(table.frame)
    for at, (ax, (facet, label)) in enumerate(zip(panels, facets.items(), strict=True)):
        part = frame if not facet else frame[frame["facet"] == facet]
        _panel(ax, part, table, plan, top, ids=ids)
        if not plan.beside and at:
            ax.set_xticks([])
        if plan.beside and at:
            ax.set_yticks([])
        if label:
            ax.set_title(label, fontsize=SIZE, fontweight="semibold", loc="left", pad=8)
    entries = _heat_key(table, plan, top)
    if entries:
        key(owner, entries, "outside lower left")
    return owner


class Plan(NamedTuple):
    """Where rows stand and how large cells are; a row of None is the label of a row group."""

    rows: Mapping[str, int]
    labels: Sequence[str]
    groups: Mapping[int, str]
    heads: Heads
    room: float
    cell: float
    beside: bool

    @property
    def numbered(self) -> bool:
        """Whether a cell has room for its number."""
        return self.room >= 0.18 and self.cell >= 0.22


def _plan(table: Table, facets: int) -> Plan:
    """Place rows and size cells, with narrower row labels if column labels are level then."""
    groups: dict[int, str] = {}
    rows: dict[str, int] = {}
    told: list[str] = []
    for name, group in _ordered(table):
        if group and group not in groups.values():
            groups[len(told)] = group
            told.append("")
        rows[name] = len(told)
        told.append(table.legend["row"][name])
    columns = list(table.legend["column"].values())
    wide, narrow = (_sized(rows, told, groups, columns, facets, share) for share in (0.3, 0.19))
    return narrow if wide.heads.upright and not narrow.heads.upright else wide


def _sized(
    rows: Mapping[str, int],
    told: Sequence[str],
    groups: Mapping[int, str],
    columns: Sequence[str],
    facets: int,
    share: float,
) -> Plan:
    """Measure labels and size cells where row labels may take a share of the width."""
    labels, packed = fitted(told, WIDTH * share, 0.44 if len(told) <= 14 else 0.3, 2.0)
    left = max(map(inches, "\n".join(labels).split("\n")))
    space = WIDTH - left - 0.22
    beside = facets > 1 and space / facets / len(columns) >= 0.36
    cell = space / (facets if beside else 1) / len(columns)
    heads = column_heads(columns, cell)
    panels = 1 if beside else facets
    room = min(packed, ((TALLEST - 0.5) / panels - heads.depth - 0.5) / len(labels))
    return Plan(rows, labels, groups, heads, room, cell, beside)


def _ordered(table: Table) -> list[tuple[str, str]]:
    """List rows with their group's label, group by group, in the legends' order."""
    if "rowgroup" not in table.frame:
        return [(name, "") for name in table.legend["row"]]
    group_of = dict(zip(table.frame["row"], table.frame["rowgroup"], strict=True))
    return [
        (name, label)
        for group, label in table.legend["rowgroup"].items()
        for name in table.legend["row"]
        if group_of.get(name) == group
    ]


def _panel(ax: Axes, part: pd.DataFrame, table: Table, plan: Plan, top: int, *, ids: bool) -> None:
    """Draw the cells of one panel."""
    bare(ax)
    across = {name: at for at, name in enumerate(table.legend["column"])}
    scale = Normalize(0, top, clip=True)
    boxes: dict[int, Box] = {}
    values: list[int] = []
    silent: list[Box] = []
    for row in records(part):
        x, y, value = across[str(row.column)], plan.rows[str(row.row)], whole(row.value)
        box = _box(x, y, plan)
        if value is None:
            silent.append(box)
            continue
        boxes[row.place] = box
        values.append(value)
        if plan.numbered:
            color = ink_on(COUNTS(scale(value)))
            told: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": 10}
            ax.text(x, y, number(value), color=color, **told)
        if "mark" in part and row.mark:
            _ring(ax, box, ink_on(COUNTS(scale(value))))
    fill_cells(ax, boxes, [COUNTS(scale(value)) for value in values], ids=ids)
    hatched(ax, silent)
    for at, label in plan.groups.items():
        ax.text(-0.5, at + 0.08, label, weight="semibold", color=QUIET, va="center")
    draw_heads(ax, plan.heads)
    row_labels(ax, plan.labels, plan.room)
    ax.set_xlim(-0.5, len(across) - 0.5)
    ax.set_ylim(len(plan.labels) - 0.5, -0.5)


def fill_cells(
    ax: Axes, boxes: Mapping[int, Box], colors: Sequence[ColorType], *, ids: bool = True
) -> None:
    """Draw filled cells, one by one and with their rows' ids unless they are very many."""
    if ids and len(boxes) <= LINKED:
        for (place, (x, y, wide, high)), color in zip(boxes.items(), colors, strict=True):
            look: dict[str, Any] = {"facecolor": color, "linewidth": 0, "gid": row_id(place)}
            ax.add_artist(Rectangle((x, y), wide, high, **look))
        return
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in boxes.values()]
    ax.add_collection(PolyCollection(corners, facecolor=colors, linewidth=0), autolim=False)


def _box(x: float, y: float, plan: Plan) -> Box:
    """Give a cell's rectangle, less the gaps between cells."""
    wide = 1 - min(GAP, plan.cell * 0.12) / plan.cell
    high = 1 - min(GAP, plan.room * 0.12) / plan.room
    return (x - wide / 2, y - high / 2, wide, high)


def _ring(ax: Axes, box: Box, color: str) -> None:
    """Mark a cell with a small ring in its upper right corner."""
    x, y, wide, _ = box
    ax.plot(
        x + wide * 0.88,
        y + 0.14,
        marker="o",
        markersize=4,
        markerfacecolor="none",
        markeredgecolor=color,
        markeredgewidth=1.1,
    )


def _heat_key(table: Table, plan: Plan, top: int) -> list[Artist]:
    """Explain what needs it: the hatching, the ring, and colours that carry no number."""
    entries: list[Artist] = []
    if not plan.numbered:
        steps = sorted({0, ceil(top / 2), top})
        for step in steps:
            told = counted(step, table.unit) if step == top else number(step)
            entries.append(Patch(facecolor=COUNTS(step / top), label=told, linewidth=0))
    if table.frame["value"].isna().any():
        entries.append(hatched_patch())
    if "mark" in table.frame and "mark" in table.legend and table.frame["mark"].any():
        label = next(iter(table.legend["mark"].values()))
        ring: dict[str, Any] = {
            "marker": "o",
            "markerfacecolor": "none",
            "markeredgecolor": INK,
            "markersize": 5,
        }
        entries.append(Line2D([], [], linestyle="none", label=label, **ring))
    return entries
