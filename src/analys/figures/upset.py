"""Which things come together: the combinations, the commonest first, over the things in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from analys.figures.canvas import (
    WIDTH,
    bare,
    figure_of,
    key,
    records,
    row_id,
    sheet,
)
from analys.figures.style import ACCENTS, FIRST, HATCHING, INK, LINE, PAPER, QUIET, TINT
from analys.figures.text import SIZE, SMALL, inches, wrap
from analys.language import _, plural
from analys.table import Table
from analys.wording import counted, fraction, number

SILENT = "#8b95a5"  # an open dot: asked but did not say
MOST = 14  # combinations that are drawn
ROW = 0.34  # inches
BARS = 1.45  # inches of the bars above
SETS = 0.85  # inches of the bars to the left
FEWEST = 6  # columns that there is room for, so that a single bar does not fill the width
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "told": {"marker": "o", "markersize": 8, "color": INK, "linestyle": "none"},
    "silent": {
        "marker": "o",
        "markersize": 6.5,
        "markerfacecolor": PAPER,
        "markeredgecolor": SILENT,
        "markeredgewidth": 1.2,
        "linestyle": "none",
    },
    "not_asked": {"marker": "_", "markersize": 6, "color": HATCHING, "linestyle": "none"},
}


@figure_of("set", "interviews", legends=("set_of",))
def upset(table: Table) -> Figure:
    """Draw how many interviews bring up each combination, and under each bar which things it holds.

    Parameters
    ----------
    table
        A row is a combination, the commonest first: `set`, `interviews`, and a column for each id
        of `legend["set_of"]`: "told" (in the combination: a full dot), "silent" (asked and not
        brought up: an open one), "not_asked" (none). `facts`: of each id those that bring it up,
        and after `asked_` those asked, for the bars to the left.

    Notes
    -----
    The 14 commonest are drawn; what is left is said beside them.

    """
    names = table.legend["set_of"]
    shown = table.frame.head(MOST)
    named = max(inches(label, SIZE, "semibold") for label in names.values()) + 0.14
    told = max(inches(_of(table, name), SMALL) for name in names) + 0.16
    left, rows = named + SETS + told, ROW * len(names)
    owner = sheet(BARS + rows + 0.15)
    (corner, tops), (sets, dots) = owner.subplots(
        2, 2, width_ratios=[left, WIDTH - left], height_ratios=[BARS, rows]
    )
    for ax in (corner, tops, sets, dots):
        bare(ax)
    columns = max(len(shown), FEWEST)
    _head(corner, left)
    _bars(tops, shown, columns, 1.2 if len(table.frame) <= MOST else 1.4)
    _rest(tops, table)
    _sets(sets, table, named)
    sets.set_xlim(0, left)
    _dots(dots, shown, names, columns)
    key(owner, _key(shown, names), "outside lower left")
    engine = owner.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(w_pad=0.02, h_pad=0.02, wspace=0, hspace=0)
    return owner


def _of(table: Table, name: str) -> str:
    """How many bring a thing up, of those asked."""
    return fraction(table.facts.get(name, 0), table.facts.get(f"asked_{name}", 0))


def _head(ax: Axes, left: float) -> None:
    """Say what the bars count, in the corner that they leave."""
    told = wrap(_("Intervjuer som tar upp just dessa"), left - 0.5, SMALL)
    ax.text(0.9, 0.06, told, ha="right", fontsize=SMALL, color=QUIET, transform=ax.transAxes)


def _bars(ax: Axes, shown: pd.DataFrame, columns: int, above: float) -> None:
    """A bar a combination, its number above it; the axis reaches `above` times the tallest."""
    most = max(int(shown["interviews"].max()), 1)
    for at, row in enumerate(records(shown)):
        value = int(row.interviews)
        ax.bar(at, value, 0.62, color=FIRST, linewidth=0, gid=row_id(at))
        place: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
        ax.annotate(number(value), (at, value), (0, 3), color=FIRST, weight="semibold", **place)
    ax.set_xlim(-0.6, columns - 0.4)
    ax.set_ylim(0, most * above)


def _rest(ax: Axes, table: Table) -> None:
    """Say what is not drawn, where the bars are low."""
    rest = table.frame.iloc[MOST:]
    if rest.empty:
        return
    said = plural(
        "och {n} kombination till, i {where}", "och {n} kombinationer till, i {where}", len(rest)
    )
    told = said.format(
        n=number(len(rest)), where=counted(int(rest["interviews"].sum()), "interview")
    )
    place: dict[str, Any] = {"ha": "right", "va": "top", "transform": ax.transAxes}
    ax.text(1, 0.98, told, fontsize=SMALL, color=QUIET, **place)


def _sets(ax: Axes, table: Table, named: float) -> None:
    """Each thing by itself: its name, and how many bring it up on a track of those asked."""
    names = table.legend["set_of"]
    for at, (name, label) in enumerate(names.items()):
        color = ACCENTS.get(name, FIRST)
        scale = SETS / max(table.n, 1)
        ax.text(0.02, at, label, color=color, weight="semibold", va="center_baseline")
        asked, told = table.facts.get(f"asked_{name}", 0), table.facts.get(name, 0)
        ax.barh(at, asked * scale, 0.14, left=named, color=LINE, linewidth=0)
        ax.barh(at, told * scale, 0.42, left=named, color=color, linewidth=0)
        place: dict[str, Any] = {"va": "center_baseline", "fontsize": SMALL, "color": QUIET}
        ax.text(named + SETS + 0.08, at, _of(table, name), **place)
    ax.set_ylim(len(names) - 0.5, -0.5)


def _dots(ax: Axes, shown: pd.DataFrame, names: Mapping[str, str], columns: int) -> None:
    """Under each bar a full dot for what is in the combination, an open one for silence."""
    for at in range(0, len(names), 2):
        ax.axhspan(at - 0.5, at + 0.5, color=TINT, linewidth=0, zorder=0)
    for x, row in enumerate(shown.to_dict("records")):
        inside = [y for y, name in enumerate(names) if row[name] == "told"]
        if inside:
            ax.plot([x, x], [inside[0], inside[-1]], color=INK, linewidth=1.6, zorder=2)
        for y, name in enumerate(names):
            ax.plot(x, y, zorder=3, **LOOKS[str(row[name])])
    ax.set_xlim(-0.6, columns - 0.4)
    ax.set_ylim(len(names) - 0.5, -0.5)


def _key(shown: pd.DataFrame, names: Mapping[str, str]) -> list[Artist]:
    """What the dots mean that are there."""
    words = {
        "told": _("tas upp"),
        "silent": _("tillfrågad, men tar inte upp det"),
        "not_asked": _("ingen av dem tillfrågades"),
    }
    there = set(shown[list(names)].to_numpy().ravel())
    return [
        Line2D([], [], label=told, **LOOKS[state])
        for state, told in words.items()
        if state in there
    ]
