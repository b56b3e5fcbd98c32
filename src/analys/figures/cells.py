"""Cells in rows and columns that hold a category or a share, each one a row of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.typing import ColorType

from analys.figures.canvas import (
    TALLEST,
    WIDTH,
    Box,
    canvas,
    draw_heads,
    figure,
    figure_of,
    fitted,
    hatched,
    hatched_patch,
    key,
    placed,
    records,
    row_labels,
    whole,
)
from analys.figures.matrices import GAP, fill_cells, tallied
from analys.figures.style import BOTH, COUNTS, FIRST, INK, LINE, PAPER, SECOND, TINT, Mark, ink_on
from analys.figures.tallies import by_kind
from analys.figures.text import SMALL, Heads, column_heads, inches
from analys.language import _
from analys.table import Table
from analys.wording import fraction, lower_first, number, unit_name

FEW = 8  # rows that may be tall
# From the best to the worst, by place in the legend: colour, and the shape that stands in the cell.
RANGE = (
    Mark(FIRST, marker="^"),
    Mark("#b7d5db", marker="o"),
    Mark("#eebf9f", marker="v"),
    Mark(SECOND, marker="X"),
)
KNOWN: Mapping[str, Mark] = {
    "with": Mark("#b7d5db", marker="o"),
    "against": Mark(SECOND, marker="X"),
    "even": Mark("#d9d2ca", marker="D"),
    "several": Mark(BOTH, marker="D"),
    "none": Mark(TINT, marker="_"),
    "silent": Mark(TINT, marker="_"),
    "split": Mark("#d5dbe3", marker="s"),
}


class Grid(NamedTuple):
    """Where cells stand and how large they are, in inches."""

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    labels: Sequence[str]
    heads: Heads
    room: float
    cell: float

    def box(self, row: object, column: object) -> Box:
        """A cell's rectangle, less the gaps between cells."""
        x, y = self.columns[str(column)], self.rows[str(row)]
        wide = 1 - min(GAP, self.cell * 0.12) / self.cell
        high = 1 - min(GAP, self.room * 0.12) / self.room
        return (x - wide / 2, y - high / 2, wide, high)


def _grid(table: Table, least: float) -> Grid:
    """Size the cells by the room that the labels leave."""
    names, columns = table.legend["row"], list(table.legend["column"].values())
    labels, room = fitted(names.values(), WIDTH * 0.3, least, 2.0)
    left = max(inches(line) for label in labels for line in label.split("\n"))
    cell = (WIDTH - left - 0.22) / len(columns)
    return Grid(
        {name: at for at, name in enumerate(names)},
        {name: at for at, name in enumerate(table.legend["column"])},
        labels,
        column_heads(columns, cell),
        min(room, (TALLEST - 2.0) / len(labels)),
        cell,
    )


def _on(table: Table, grid: Grid) -> Axes:
    """Axes with the labels of rows and columns."""
    ax = canvas(len(grid.labels) * grid.room + grid.heads.depth + 0.2)
    draw_heads(ax, grid.heads)
    row_labels(ax, grid.labels, grid.room)
    ax.set_xlim(-0.5, len(table.legend["column"]) - 0.5)
    ax.set_ylim(len(grid.labels) - 0.5, -0.5)
    return ax


@figure_of("row", "column", "effect", "value", legends=("row", "column", "effect"))
def effects(table: Table) -> Figure:
    """Draw which effect a strain had in each municipality: a colour, a shape and how many tell.

    Parameters
    ----------
    table
        A row is a cell: `row`, `column` (with legends), `effect` (with a legend in its order, from
        the best to the worst; missing: not told, an empty cell), `value` (how many tell of it;
        missing: nobody was read, a hatched cell) of `told`.

    Notes
    -----
    Where cells are smaller than their shape (some thirty columns or more) the colours stand alone;
    more than 60 columns are counted by what they have in each row instead.

    """
    return _kinds(table, "effect")


@figure_of("row", "column", "kind", "value", legends=("row", "column", "kind"))
def patterns(table: Table) -> Figure:
    """Draw which cells follow the commonest pattern of their row, and which go against it.

    Parameters
    ----------
    table
        As for `effects`, with `kind` in place of the effect. `legend["empty"]` with one entry says
        what a cell without a kind means.

    """
    return _kinds(table, "kind")


def _kinds(table: Table, column: str) -> Figure:
    """Draw a category in each cell; of very many columns, how many have which."""
    tally = by_kind(table, column, _empty(table))
    if tally is not None:
        return tallied(tally)
    grid = _grid(table, 0.5)
    ax = _on(table, grid)
    looks = _looks(table.legend[column])
    boxes: dict[int, Box] = {}
    colors: list[ColorType] = []
    silent, empty = [], []
    for row in records(placed(table.frame)):
        box, value, kind = grid.box(row.row, row.column), whole(row.value), getattr(row, column)
        if value is None:
            silent.append(box)
        elif pd.isna(kind):
            empty.append(box)
        else:
            mark = looks[str(kind)]
            boxes[row.place] = box
            colors.append(mark.color)
            _content(ax, box, grid, mark, value, whole(getattr(row, "told", None)))
    fill_cells(ax, boxes, colors)
    _outlined(ax, empty)
    hatched(ax, silent)
    key(figure(ax), _kind_key(table, column, looks, bool(silent)), "outside lower left")
    return figure(ax)


def _empty(table: Table) -> str:
    """What a cell without a category says."""
    return next(iter(table.legend.get("empty", {"": _("tas inte upp")}).values()))


def _looks(kinds: Mapping[str, str]) -> dict[str, Mark]:
    """The look of each category: the known ones theirs, the others along the range."""
    ranged = [name for name in kinds if name not in KNOWN]
    step = (len(RANGE) - 1) / max(len(ranged) - 1, 1)
    along = {name: RANGE[round(at * step)] for at, name in enumerate(ranged)}
    return {name: KNOWN.get(name) or along[name] for name in kinds}


def _outlined(ax: Axes, boxes: Sequence[Box]) -> None:
    """Draw cells where there is nothing to tell."""
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in boxes]
    look: dict[str, Any] = {"facecolor": PAPER, "edgecolor": LINE, "linewidth": 0.8}
    ax.add_collection(PolyCollection(corners, **look), autolim=False)


def _content(ax: Axes, box: Box, grid: Grid, mark: Mark, value: int, told: int | None) -> None:
    """The shape in a cell and, under it, how many interviews; where there is room."""
    x, y, wide, high = box
    ink = ink_on(mark.color)
    if grid.cell < 0.24 or grid.room < 0.2:
        return
    said = number(value) if told is None or value == told else fraction(value, told)
    said = said if inches(said, SMALL) < grid.cell - 0.06 else number(value)
    numbered = grid.room >= 0.42 and value > 0
    ax.plot(
        x + wide / 2,
        y + high * (0.34 if numbered else 0.5),
        marker=mark.marker,
        markersize=6.5,
        color=ink,
        markeredgewidth=1.6 if mark.marker == "_" else 0,
        linestyle="none",
    )
    if numbered:
        place: dict[str, Any] = {"ha": "center", "va": "center_baseline"}
        ax.text(x + wide / 2, y + high * 0.72, said, fontsize=SMALL, color=ink, **place)


def _kind_key(table: Table, column: str, looks: Mapping[str, Mark], silent: bool) -> list[Artist]:
    """Each category that is there, what an empty cell says, and the hatching."""
    kinds = table.frame[column]
    entries: list[Artist] = [
        Line2D(
            [],
            [],
            label=lower_first(label),
            linestyle="none",
            marker=looks[name].marker,
            markersize=7,
            markerfacecolor=looks[name].color,
            markeredgecolor=INK if looks[name].marker == "_" else looks[name].color,
        )
        for name, label in table.legend[column].items()
        if name in set(kinds.dropna())
    ]
    if (kinds.isna() & table.frame["value"].notna()).any():
        look: dict[str, Any] = {"facecolor": PAPER, "edgecolor": LINE, "linewidth": 0.8}
        entries.append(Patch(label=_empty(table), **look))
    if silent:
        entries.append(hatched_patch())
    return entries


@figure_of("row", "column", "value", "of", "share", legends=("row", "column"))
def directed(table: Table) -> Figure:
    """Draw how much of each row's thing meets each column's: a fraction in every cell.

    Parameters
    ----------
    table
        A row is a cell: `row`, `column` (with legends), `value` of `of` (value missing: not asked),
        `share` (missing where `of` is 0). A cell that is not in the table, as a thing with itself,
        stays empty. The darkest is the table's largest share.

    """
    told = _("Läs radvis: av de {units} som tar upp det ena möter så många det andra.")
    return _shares(table, "of", told.format(units=unit_name(table.unit)))


@figure_of("row", "column", "value", "asked", legends=("row", "column"))
def meetings(table: Table) -> Figure:
    """Draw in how many of those asked each row's two things meet, by the relations of the columns.

    Parameters
    ----------
    table
        A row is a cell: `row`, `column` (with legends), `value` of `asked` (value missing: nobody
        was asked). The darkest is the largest share.

    """
    share = table.frame["value"] / table.frame["asked"].where(table.frame["asked"] > 0)
    return _shares(replace(table, frame=table.frame.assign(share=share)), "asked", "")


def _shares(table: Table, of: str, below: str) -> Figure:
    """Draw cells with fractions, the darker the larger."""
    few = len(table.legend["row"]) <= FEW
    grid = _grid(table, 0.46 if few else 0.32)
    ax = _on(table, grid)
    shares = table.frame["share"].dropna()
    top = float(shares.max()) if len(shares) else 0.0
    boxes: dict[int, Box] = {}
    colors: list[ColorType] = []
    silent: list[Box] = []
    for row in records(placed(table.frame)):
        box = grid.box(row.row, row.column)
        value = whole(row.value)
        if value is None:
            silent.append(box)
            continue
        color = COUNTS(0.0 if pd.isna(row.share) or not top else float(row.share) / top)
        boxes[row.place] = box
        colors.append(color)
        said = fraction(value, int(getattr(row, of)))
        said = said if inches(said, 10) < grid.cell - 0.06 else number(value)
        place: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": 10}
        ax.text(box[0] + box[2] / 2, box[1] + box[3] / 2, said, color=ink_on(color), **place)
    fill_cells(ax, boxes, colors)
    hatched(ax, silent)
    if below:
        ax.set_xlabel(below, fontsize=SMALL, loc="left")
    if silent:
        key(figure(ax), [hatched_patch()], "outside lower left")
    return figure(ax)
