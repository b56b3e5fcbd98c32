"""Points heaped along an axis of years, or where they are too many, columns of half a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from analys.figures.style import LINE, PAPER, QUIET, Mark
from analys.figures.text import LEADING, SMALL, inches
from analys.wording import number

SIZES = (0.12, 0.1, 0.08, 0.065)  # inches of a point, the largest that fits
NAMED = 0.1  # inches; smaller points carry no name
DEEPEST = 2.4  # inches of one heap
COLUMN = 0.5  # years
HIGH = 1.5  # inches of the highest column


class Heap(NamedTuple):
    """One group's spells, shortest first, and the lane of each above the base line."""

    group: str
    rows: list[Any]
    lanes: list[int]

    @property
    def deep(self) -> int:
        """How many points stand above one another at most."""
        return max(self.lanes, default=-1) + 1


class Look(NamedTuple):
    """How heaps are drawn: points of `size` inches, or columns of `unit` inches a spell."""

    size: float
    unit: float
    scale: float  # inches a year

    def high(self, heap: Heap) -> float:
        """How many inches a heap takes."""
        return max((columns(heap)[1] * self.unit) if self.unit else heap.deep * self.size, 0.42)


def heaped(groups: Sequence[tuple[str, list[Any]]], scale: float) -> tuple[list[Heap], Look]:
    """Heap the spells of each group, with points as large as they fit, else as columns."""
    heaps: list[Heap] = []
    for size in SIZES:
        heaps = [
            Heap(group, rows, stacked([float(row.years) for row in rows], size / scale))
            for group, rows in groups
        ]
        if all(heap.deep * size <= DEEPEST for heap in heaps):
            return heaps, Look(size, 0.0, scale)
    most = max(columns(heap)[1] for heap in heaps)
    return heaps, Look(SIZES[-1], HIGH / most, scale)


def stacked(years: Sequence[float], near: float) -> list[int]:
    """Put each length, shortest first, in the lowest lane where its point covers no other."""
    ends: list[float] = []
    lanes = []
    for one in years:
        lane = next((at for at, end in enumerate(ends) if one - end >= near), len(ends))
        ends[lane : lane + 1] = [one]
        lanes.append(lane)
    return lanes


def columns(heap: Heap) -> tuple[dict[int, tuple[int, int]], int]:
    """How many ended and how many run in each half year, and how many the fullest has."""
    counts = {
        running: Counter(
            int(float(row.years) / COLUMN) for row in heap.rows if bool(row.running) == running
        )
        for running in (False, True)
    }
    found = {at: (counts[False][at], counts[True][at]) for at in {*counts[False], *counts[True]}}
    return found, max((sum(pair) for pair in found.values()), default=0)


def draw(ax: Axes, heap: Heap, base: float, look: Look, mark: Mark, lines: Sequence[float]) -> None:
    """Draw a heap up from its base line; `lines` are years that no name may cover."""
    ax.plot([0, ax.get_xlim()[1]], [base, base], color=LINE, linewidth=1, zorder=1)
    if look.unit:
        _columns(ax, heap, base, look, mark)
        return
    places = [
        (float(row.years), base - (lane + 0.5) * look.size)
        for row, lane in zip(heap.rows, heap.lanes, strict=True)
    ]
    for running in (False, True):
        spots = [
            spot
            for spot, row in zip(places, heap.rows, strict=True)
            if bool(row.running) == running
        ]
        if spots:
            ax.plot(*zip(*spots, strict=True), **point(mark.color, look.size * 62, running=running))
    if look.size >= NAMED and len({row.case for row in heap.rows}) > 1:
        _names(ax, heap, places, look, lines)


def point(color: str, diameter: float, *, running: bool) -> dict[str, Any]:
    """Give the keywords of a spell's point: filled, or an open arrow while it runs."""
    look = {"marker": ">" if running else "o", "markersize": diameter, "linestyle": "none"}
    edge = {"markeredgecolor": color, "markeredgewidth": min(1.3, diameter / 4)}
    return {**look, **edge, "markerfacecolor": PAPER if running else color, "zorder": 3}


def area(color: str, *, running: bool) -> dict[str, Any]:
    """Give the keywords of a column's part: filled, or open while they run."""
    return {"facecolor": PAPER if running else color, "edgecolor": color, "linewidth": 0.8}


def _columns(ax: Axes, heap: Heap, base: float, look: Look, mark: Mark) -> None:
    """Draw the columns, ended below and running above, with the number of the fullest."""
    found, most = columns(heap)
    for at, (ended, running) in found.items():
        left, wide = at * COLUMN, COLUMN - 0.03 / look.scale
        for count, foot, open_ in ((ended, 0, False), (running, ended, True)):
            if count:
                low = base - foot * look.unit
                part = area(mark.color, running=open_)
                ax.bar(left, -count * look.unit, wide, low, align="edge", zorder=3, **part)
        if sum((ended, running)) == most:
            place: dict[str, Any] = {"textcoords": "offset points", "va": "top", "zorder": 4}
            spot = (left, base - most * look.unit)
            ax.annotate(
                number(most), spot, (-3, 0), fontsize=SMALL, color=QUIET, ha="right", **place
            )


def _names(
    ax: Axes,
    heap: Heap,
    places: Sequence[tuple[float, float]],
    look: Look,
    lines: Sequence[float],
) -> None:
    """Name the longest to the right of their points, until a name would meet something."""
    high = max(SMALL * LEADING, look.size)
    for at in reversed(range(len(places))):
        years, y = places[at]
        name = str(heap.rows[at].case)
        end = years + (look.size / 2 + 0.1 + inches(name, SMALL)) / look.scale
        met = [
            spot
            for other, spot in enumerate(places)
            if other != at and years <= spot[0] + 0.01 <= end and abs(spot[1] - y) < high
        ]
        if met or end > ax.get_xlim()[1] or any(years < line <= end for line in lines):
            return
        place: dict[str, Any] = {"textcoords": "offset points", "va": "center_baseline"}
        ax.annotate(name, (years, y), (look.size * 36 + 3, 0), fontsize=SMALL, zorder=4, **place)
