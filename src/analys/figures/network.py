"""What meets what: a few things on a ring, and lines between those that meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, pi, sin
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from analys.figures.canvas import WIDTH, canvas, figure, figure_of, records, row_id, whole
from analys.figures.style import ACCENTS, COUNTS, INK, PAPER, QUIET
from analys.figures.text import LEADING, SIZE, SMALL, inches
from analys.table import Table
from analys.wording import fraction, out_of

RING = (2.25, 1.72)  # inches from the middle to a node, across and upwards
NODE = 0.2  # inches, the radius of a node
THICK = (1.2, 9.0)  # points, the line of one unit at least and of all
NEXT, ASIDE = 0.7, 0.2  # how far off the middle, of the ring, the middles of lines lie at least
OUT, IN, BEND = 1.18, 1.1, 0.22  # how lines between neighbours, others and opposites are bent
PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)  # where along a line its number may stand

Spot = tuple[float, float]


class Line(NamedTuple):
    """A curve between two nodes: its points, and the row of the table that it stands for."""

    start: Spot
    bend: Spot
    end: Spot
    told: str
    row: int

    def at(self, share: float) -> Spot:
        """The point so far along."""
        near, mid, far = (1 - share) ** 2, 2 * share * (1 - share), share**2
        across, up = (
            near * one + mid * other + far * last
            for one, other, last in zip(self.start, self.bend, self.end, strict=True)
        )
        return across, up


@figure_of("first", "second", "value", "asked", legends=("first",))
def network(table: Table) -> Figure:
    """Draw things on a ring; between those that meet a line, the thicker the more units they do.

    Parameters
    ----------
    table
        A row is a pair: `first` and `second` (ids in `legend["first"]`, which gives the ring's
        order), `value` (units where they meet; missing: nobody was asked about both) of `asked`.
        `facts` may hold units that bring up each thing under its id, and `asked_` with its id.

    Notes
    -----
    Those that never meet have no line. Each line says its own fraction; the ring stays the same
    whatever the table holds, so that two networks can be laid side by side.

    """
    names = list(table.legend["first"])
    spots = {name: _spot(at, len(names)) for at, name in enumerate(names)}
    high = 2 * (RING[1] + NODE + 2.6 * SIZE * LEADING) + 0.1
    ax = canvas(high)
    ax.set_aspect("equal")
    ax.set_xlim(-WIDTH / 2 + 0.08, WIDTH / 2 - 0.08)
    ax.set_ylim(-high / 2 + 0.02, high / 2 - 0.02)
    lines = _lines(ax, table, spots)
    _numbers(ax, lines, spots.values())
    for name, label in table.legend["first"].items():
        _node(ax, table, name, label, spots[name])
    return figure(ax)


def _spot(at: int, of: int) -> Spot:
    """Where on the ring a node stands: clockwise from the upper left."""
    angle = 2 * pi / 3 - 2 * pi * at / of
    return RING[0] * cos(angle), RING[1] * sin(angle)


def _lines(ax: Axes, table: Table, spots: Mapping[str, Spot]) -> list[Line]:
    """Draw the lines, the thin ones over the thick; give them in the table's order."""
    lines = []
    for row, pair in enumerate(records(table.frame)):
        value = whole(pair.value)
        if not value:
            continue
        start, end = spots[str(pair.first)], spots[str(pair.second)]
        told = fraction(value, int(pair.asked))
        line = Line(start, _bend(start, end), end, told, row)
        share = value / max(int(pair.asked), 1)
        curve = Path([line.start, line.bend, line.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        ax.add_patch(
            PathPatch(
                curve,
                fill=False,
                edgecolor=COUNTS(0.25 + 0.6 * share),
                linewidth=THICK[0] + (THICK[1] - THICK[0]) * share,
                capstyle="round",
                zorder=2 - share,
                gid=row_id(row),
            )
        )
        lines.append(line)
    return lines


def _bend(start: Spot, end: Spot) -> Spot:
    """The control point of a line: out for neighbours, in for others, so that it passes no node."""
    (x, y), (u, v) = start, end
    middle = (x + u) / 2, (y + v) / 2
    off = hypot(middle[0] / RING[0], middle[1] / RING[1])
    if off < ASIDE:
        return middle[0] - BEND * (v - y), middle[1] + BEND * (u - x)
    pull = OUT if off > NEXT else IN
    return middle[0] * pull, middle[1] * pull


def _numbers(ax: Axes, lines: Sequence[Line], nodes: Iterable[Spot]) -> None:
    """Write each line's fraction on it, where it hides least of the others."""
    curves = {line.row: [line.at(share) for share in np.linspace(0, 1, 60)] for line in lines}
    taken: list[Spot] = []
    kept = list(nodes)
    for line in sorted(lines, key=lambda line: hypot(*line.at(0.5))):
        wide, high = inches(line.told, SMALL, "semibold") + 0.1, SMALL * LEADING + 0.04
        others = [spot for row, curve in curves.items() if row != line.row for spot in curve]

        def hidden(
            share: float,
            line: Line = line,
            others: Sequence[Spot] = others,
            size: Spot = (wide, high),
        ) -> float:
            here = line.at(share)
            labels = sum(_within(here, spot, 1.05 * size[0], 1.15 * size[1]) for spot in taken)
            rings = sum(_within(here, spot, size[0] / 2 + NODE, 0.3 + NODE) for spot in kept)
            crossed = sum(_within(here, spot, size[0] / 2, size[1] / 2) for spot in others)
            return 1000 * (labels + rings) + crossed + abs(share - 0.5)

        here = line.at(min(PLACES, key=hidden))
        taken.append(here)
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.4}
        where: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 4}
        ax.text(*here, line.told, fontsize=SMALL, weight="semibold", bbox=box, **where)


def _within(one: Spot, other: Spot, wide: float, high: float) -> bool:
    return abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < high


def _node(ax: Axes, table: Table, name: str, label: str, spot: Spot) -> None:
    """Draw a node in its colour, with its name outside the ring and what stands behind it."""
    color = ACCENTS.get(name, INK)
    ax.add_patch(Circle(spot, NODE, facecolor=color, edgecolor=PAPER, linewidth=2.5, zorder=5))
    told, asked = table.facts.get(name), table.facts.get(f"asked_{name}")
    behind = out_of(int(told), int(asked), table.unit) if told is not None and asked else ""
    x, y = spot
    level = abs(y) < RING[1] / 3
    side = "left" if x > 0.4 else "right" if x < -0.4 else "center"
    at = (x + (NODE + 0.1) * (1 if x > 0 else -1) * level, y)
    rise = 0.0 if level else (NODE + 0.1 + SIZE * LEADING) * (1 if y > 0 else -1)
    line = SIZE * LEADING
    place: dict[str, Any] = {"va": "center_baseline", "zorder": 6}
    place["ha"] = side if level else "center"
    ax.text(at[0], at[1] + rise + line * 0.52, label, color=color, weight="semibold", **place)
    ax.text(at[0], at[1] + rise - line * 0.48, behind, color=QUIET, fontsize=SMALL, **place)
