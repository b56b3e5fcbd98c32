"""What is there and what is not, case by case: the configuration table as circles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analys.figures.canvas import (
    LINKED,
    TALLEST,
    WIDTH,
    Box,
    canvas,
    draw_heads,
    figure,
    figure_of,
    hatched,
    hatched_patch,
    key,
    placed,
    records,
    row_id,
)
from analys.figures.style import FIRST, INK, PAPER, TINT
from analys.figures.text import LEADING, SIZE, column_heads, inches, thinned
from analys.language import _
from analys.table import Table
from analys.wording import counted

MANY = 40  # cases; more are gathered


@figure_of("case", "condition", "present", "outcome", legends=("condition", "outcome"))
def configuration(table: Table) -> Figure:
    """Draw which conditions each municipality has, the municipalities gathered by outcome.

    Parameters
    ----------
    table
        A row is a condition in a case: `case`, `condition` (with a legend), `present` (true,
        false, or missing: not asked), `outcome` of the case (with a legend). Cases keep the
        table's order within their outcome. `legend["present"]` with `true` and `false` may say
        what a full and an open circle mean.

    Notes
    -----
    An outcome that no case has keeps its band, with 0. Of more than `MANY` cases, those that are
    alike share a row that says how many they are, most first. Rows that still are too many are
    packed into 14 inches, and their labels thinned.

    """
    sizes = table.frame.drop_duplicates("case")["outcome"].value_counts()
    labels = {str(case): str(case) for case in table.frame["case"]}
    if len(labels) > MANY:
        table, labels = _gathered(table)
    cases = table.frame.drop_duplicates("case")
    columns = table.legend["condition"]
    left = max(map(inches, labels.values()))
    cell = min(1.3, (WIDTH - left - 0.3) / len(columns))
    heads = column_heads(list(columns.values()), cell)
    count = len(cases) + 1.15 * len(table.legend["outcome"])
    room = min(0.34, (TALLEST - heads.depth - 0.6) / count)
    ax = canvas(count * room + heads.depth + 0.25)
    rows, y = {}, 0.0
    for outcome, label in table.legend["outcome"].items():
        members = cases.loc[cases["outcome"] == outcome, "case"]
        y = _band(ax, y, f"{label}: {counted(sizes.get(outcome, 0), 'case')}", room)
        for case in members:
            rows[str(case)] = y
            y += 1
        y += 0.1
    _circles(ax, table, rows, room, cell, ids=len(labels) == sum(sizes))
    draw_heads(ax, heads)
    shown = thinned(len(rows), room, SIZE * LEADING)
    named = [list(rows)[at] for at in shown]
    ax.set_yticks([rows[name] for name in named], [labels[name] for name in named])
    ax.set_xlim(-0.5, max(len(columns), (WIDTH - left - 0.3) / cell) - 0.5)
    ax.set_ylim(y - 0.5, -0.5)
    key(figure(ax), _circle_key(table), "outside lower left")
    return figure(ax)


def _gathered(table: Table) -> tuple[Table, dict[str, str]]:
    """Keep the first of the cases that are alike, and give each its label: how many there are."""
    frame = table.frame.astype({"case": "str"})
    present = frame["present"].map(lambda value: "?" if pd.isna(value) else str(bool(value)))
    said = (frame["condition"] + present).groupby(frame["case"], sort=False).agg(" ".join)
    alike = said + " " + frame.groupby("case", sort=False)["outcome"].first().fillna("")
    size = alike.map(alike.value_counts())
    first = size[~alike.duplicated()].sort_values(ascending=False, kind="stable")
    kept = frame[frame["case"].isin(first.index)]
    order = kept["case"].map({case: at for at, case in enumerate(first.index)})
    labels = {str(case): counted(n, "case") if n > 1 else str(case) for case, n in first.items()}
    return replace(table, frame=kept.iloc[order.argsort(kind="stable")]), labels


def _band(ax: Axes, y: float, label: str, room: float) -> float:
    """Draw an outcome's band; give the place of the row under it."""
    high = max(1.0, SIZE * LEADING * 1.15 / room)
    ax.axhspan(y - 0.5, y - 0.5 + high, color=TINT, linewidth=0, zorder=0)
    ax.text(-0.42, y - 0.5 + high / 2, label, weight="semibold", va="center_baseline", color=INK)
    return y + high


def _circles(
    ax: Axes, table: Table, rows: Mapping[str, float], room: float, cell: float, *, ids: bool
) -> None:
    """Draw a full circle, an open one or a hatched cell for every case and condition."""
    place = {name: at for at, name in enumerate(table.legend["condition"])}
    size = min(11.0, room * 72 * 0.6)
    dots: dict[bool, dict[int, tuple[float, float]]] = {True: {}, False: {}}
    silent: list[Box] = []
    wide = min(0.3, max(room * 0.8, 0.1)) / cell
    for row in records(placed(table.frame)):
        x, y = place[str(row.condition)], rows[str(row.case)]
        if pd.isna(row.present):
            silent.append((x - wide / 2, y - 0.38, wide, 0.76))
        else:
            dots[bool(row.present)][row.place] = (x, y)
    for there, spots in dots.items():
        if ids and len(table.frame) <= LINKED:
            for at, spot in spots.items():
                ax.plot(*spot, gid=row_id(at), **_circle(there, size))
        elif spots:
            ax.plot(*zip(*spots.values(), strict=True), **_circle(there, size))
    hatched(ax, silent)


def _circle(there: bool, size: float) -> dict[str, Any]:
    """Give the keywords of a full or an open circle."""
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": size,
        "markerfacecolor": FIRST if there else PAPER,
        "markeredgecolor": FIRST,
        "markeredgewidth": min(1.4, size / 6),
    }


def _circle_key(table: Table) -> list[Artist]:
    """Say what the circles and the hatching mean."""
    told = table.legend.get("present", {"true": _("förekommer"), "false": _("förekommer inte")})
    entries: list[Artist] = [
        Line2D([], [], label=told["true"], **_circle(True, 9)),
        Line2D([], [], label=told["false"], **_circle(False, 9)),
    ]
    if table.frame["present"].isna().any():
        entries.append(hatched_patch())
    return entries
