"""How long spells last: every one a point along the years, those still running as open arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analys.figures.canvas import WIDTH, canvas, figure, figure_of, key, records, require
from analys.figures.heaps import Heap, Look, area, draw, heaped, point
from analys.figures.style import INK, KNOWN, QUIET, TINT, TOGETHER, Mark
from analys.figures.text import LEADING, SIZE, SMALL, inches, lines, wrap
from analys.language import _, plural
from analys.table import Table
from analys.wording import counted, number

LINE_OF_TEXT = SMALL * LEADING + 0.02  # inches
SIDE = 1.35  # inches, at least, for what stands left of a heap
DASHES = (0, (3, 2))


class Landmark(NamedTuple):
    """A line to read lengths against: of which group (None: all), which kind, where, its words."""

    group: str | None
    kind: str
    years: float
    label: str


@figure_of("group", "case", "years", "running", legends=("group",))
def stays(table: Table, landmarks: Table | None = None) -> Figure:
    """Draw every spell as a point at its length, a heap a group; those still running are open.

    Parameters
    ----------
    table
        A row is a spell: `group` (with a legend that gives the heaps, empty ones too), `case`,
        `years`, `running` (true: so far; an open arrow). The unit is what is counted at the left.
    landmarks
        A row is something to read them against: `kind`, `group` (missing: all), `years`, `label`.
        `band`: from those years on, tinted by turns; `median`: a line in its heap; `survey`: a
        dashed line, said to be context.

    Notes
    -----
    Points that would cover each other stand above one another, and grow smaller where there are
    many; the longest are named while there is room. Where even the smallest do not fit, as those of
    290 municipalities, columns show how many there are in each half year.

    """
    marked = _landmarks(landmarks)
    legend = table.legend["group"]
    ends = [mark.years * (1.3 if mark.kind == "band" else 1.0) for mark in marked]
    most = max([float(table.frame["years"].max()), *ends, 1.0])
    side = max(SIDE, 0.2 + max(inches(word, SIZE, "semibold") for word in _words(legend)))
    scale = (WIDTH - side - 0.75) / most
    frame = table.frame.sort_values("years", kind="stable")
    groups = [(group, list(records(frame[frame["group"] == group]))) for group in legend]
    heaps, look = heaped(groups, scale)
    bands = [mark for mark in marked if mark.kind == "band"]
    head = LINE_OF_TEXT + 0.06 if bands else 0.05
    rooms = [_room(heap, look, marked) for heap in heaps]
    bottom = head + sum(map(sum, rooms))
    ax = canvas(bottom + 0.4)
    ax.set_xlim(-0.1 / scale, most + 0.5 / scale)
    ax.set_ylim(bottom, 0)
    _bands(ax, bands, most + 0.5 / scale, head)
    top = head
    for heap, (above, high, below) in zip(heaps, rooms, strict=True):
        base = top + above + high
        mark = KNOWN[heap.group] if set(legend) <= {"kso", "kc"} else Mark(TOGETHER)
        here = [one for one in marked if one.group == heap.group]
        draw(ax, heap, base, look, mark, [one.years for one in here])
        _medians(ax, here, top, base)
        _surveys(ax, here, top + above, base, scale)
        _side(ax, table, heap, (legend[heap.group], side - 0.2), (top + base) / 2, mark)
        top = base + below
    ticks = _ticks(most)
    ax.set_xticks(ticks, [number(tick) for tick in ticks[:-1]] + [_years(ticks[-1])])
    key(figure(ax), _key(table, look, {one.kind for one in marked}))
    return figure(ax)


def _words(legend: Mapping[str, str]) -> list[str]:
    return [word for label in legend.values() for word in label.split()]


def _years(years: int) -> str:
    return plural("{n} år", "{n} år", years).format(n=number(years))


def _ticks(most: float) -> list[int]:
    """Choose whole years, at most nine of them."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if most / step <= 8)
    return list(range(0, int(most) + 1, step))


def _landmarks(table: Table | None) -> list[Landmark]:
    """Give the landmarks of a table."""
    if table is None or table.absent:
        return []
    require(table, "stays (landmarks)", ("kind", "group", "years", "label"))
    return [
        Landmark(
            None if pd.isna(row.group) else str(row.group),
            str(row.kind),
            float(row.years),
            str(row.label),
        )
        for row in records(table.frame)
    ]


def _room(heap: Heap, look: Look, marked: Sequence[Landmark]) -> tuple[float, float, float]:
    """Give the inches above a heap for its median's name, of the heap, and below it for surveys."""
    here = [one for one in marked if one.group == heap.group]
    above = LINE_OF_TEXT if any(one.kind == "median" for one in here) else 0.0
    levels = max((level for _mark, level in _levels(here, look.scale)), default=-1) + 1
    return above + 0.1, look.high(heap), levels * LINE_OF_TEXT + 0.08


def _bands(ax: Axes, bands: Sequence[Landmark], last: float, head: float) -> None:
    """Tint every other band, and name them all above the heaps."""
    starts = [band.years for band in bands]
    look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": SMALL, "color": QUIET}
    for at, (band, end) in enumerate(zip(bands, [*starts, last][1:], strict=True)):
        if at % 2:
            ax.axvspan(band.years, end, color=TINT, linewidth=0, zorder=0)
        ax.text((band.years + end) / 2, head - 0.06, band.label, **look)


def _medians(ax: Axes, here: Sequence[Landmark], top: float, base: float) -> None:
    """Draw the median's line through its heap, named at its top."""
    for mark in here:
        if mark.kind == "median":
            ax.plot([mark.years] * 2, [top + 0.04, base], color=INK, linewidth=1.3, zorder=2)
            place: dict[str, Any] = {"textcoords": "offset points", "va": "top", "zorder": 4}
            ax.annotate(mark.label, (mark.years, top + 0.04), (4, 0), fontsize=SMALL, **place)


def _levels(here: Sequence[Landmark], scale: float) -> list[tuple[Landmark, int]]:
    """Put each survey's label on the first line below the heap where it meets no other."""
    ends: list[float] = []
    found = []
    surveys = [mark for mark in here if mark.kind == "survey"]
    for mark in sorted(surveys, key=lambda mark: mark.years):
        half = (inches(mark.label, SMALL) / 2 + 0.04) / scale
        level = next((at for at, end in enumerate(ends) if mark.years - half > end), len(ends))
        ends[level : level + 1] = [mark.years + half]
        found.append((mark, level))
    return found


def _surveys(ax: Axes, here: Sequence[Landmark], top: float, base: float, scale: float) -> None:
    """Draw dashed lines of what surveys found, their years below the heap."""
    for mark, level in _levels(here, scale):
        low = base + 0.03 + level * LINE_OF_TEXT
        line: dict[str, Any] = {"color": QUIET, "linewidth": 1.1, "linestyle": DASHES}
        ax.plot([mark.years] * 2, [top, low], zorder=1.5, **line)
        look: dict[str, Any] = {"fontsize": SMALL, "color": QUIET, "ha": "center", "va": "top"}
        ax.text(mark.years, low, mark.label, **look)


def _side(
    ax: Axes, table: Table, heap: Heap, head: tuple[str, float], middle: float, mark: Mark
) -> None:
    """Write a group's name, so wide, and how many it has to the left of its heap."""
    label, wide = head
    running = sum(bool(row.running) for row in heap.rows)
    told = [counted(len(heap.rows), table.unit)]
    if 0 < running < len(heap.rows):
        told.append(_("varav {n} pågår").format(n=number(running)))
    name = wrap(label, wide, SIZE, "semibold")
    quiet = "\n".join(wrap(part, wide, SMALL) for part in told)
    place: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "linespacing": 1.15}
    rise = (lines([quiet]) * SMALL - lines([name]) * SIZE) * 0.6
    color = mark.color if mark.color != TOGETHER else INK
    bold: dict[str, Any] = {"weight": "semibold", "color": color, "va": "bottom"}
    ax.annotate(name, (0, middle), (-10, rise + 1), **bold, **place)
    ax.annotate(quiet, (0, middle), (-10, rise - 1), fontsize=SMALL, color=QUIET, va="top", **place)


def _key(table: Table, look: Look, kinds: set[str]) -> list[Artist]:
    """Explain points or columns, and lines, those that there are."""
    there = set(table.frame["running"].astype(bool))
    entries: list[Artist] = []
    if look.unit:
        parts: Mapping[bool, str] = {
            False: _("avslutade, per halvår"),
            True: _("pågår, tiden hittills, per halvår"),
        }
        entries += [
            Patch(label=parts[open_], **area(INK, running=open_)) for open_ in sorted(there)
        ]
    else:
        shapes = {False: _("avslutad"), True: _("pågår, tiden hittills")}
        entries += [
            Line2D([], [], label=shapes[open_], **point(INK, 7, running=open_))
            for open_ in sorted(there)
        ]
    if "median" in kinds:
        told = _("median när de som sitter kvar räknas in (Kaplan–Meier)")
        entries.append(Line2D([], [], color=INK, linewidth=1.3, label=told))
    if "survey" in kinds:
        told = _("enkätmedel för landets kommunchefer: sammanhang, inte material")
        line: dict[str, Any] = {"color": QUIET, "linewidth": 1.1, "linestyle": DASHES}
        entries.append(Line2D([], [], label=told, **line))
    return entries
