"""The material beside the country, interviews by a number, and the way from planned to coded."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch
from matplotlib.ticker import MaxNLocator

from analys.figures.canvas import (
    TALLEST,
    WIDTH,
    area,
    canvas,
    figure,
    figure_of,
    fitted,
    key,
    point,
    records,
    row_labels,
    whole,
)
from analys.figures.style import FIRST, INK, LINE, QUIET, SECOND, TINT, Mark, marks
from analys.figures.text import LEADING, SIZE, SMALL, inches, wrap
from analys.language import _
from analys.table import Table
from analys.wording import counted, number

SIZES = (0.11, 0.06)  # inches of a point, the larger that fits


@figure_of("attribute", "label", "cases", "of", "country", "country_of", legends=("attribute",))
def beside(table: Table) -> Figure:
    """Draw the material's share of municipalities in each category, with the country's as a tick.

    Parameters
    ----------
    table
        A row is a category: `attribute` (with a legend), `label`, `cases` of `of`, `country` of
        `country_of`, and the texts `cases_of` and `country_share` for the row's end.
    """
    rows: list[str] = []
    heads: dict[int, str] = {}
    places: dict[int, int] = {}
    for attribute, name in table.legend["attribute"].items():
        part = table.frame[table.frame["attribute"] == attribute]
        if len(part):
            heads[len(rows)] = name
            rows.append("")
        for at, label in zip(part.index, part["label"], strict=True):
            places[int(at)] = len(rows)
            rows.append(str(label))
    labels, room = fitted(rows, WIDTH * 0.3, 0.34)
    ax = canvas(len(rows) * room + 0.5)
    for row in records(table.frame):
        at = places[row.Index]
        share, country = row.cases / max(row.of, 1), row.country / row.country_of
        ax.barh(at, share, height=0.56, color=FIRST, linewidth=0)
        ax.plot([country, country], [at - 0.36, at + 0.36], color=SECOND, linewidth=2.5)
        ax.annotate(
            f"{row.cases_of}   ({row.country_share})",
            (max(share, country), at),
            (8, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=INK,
        )
    for at, name in heads.items():
        ax.text(0, at + 0.1, name, weight="semibold", color=QUIET, va="center")
    row_labels(ax, labels, room)
    rows_ = list(records(table.frame))
    most = max(max(row.cases / max(row.of, 1), row.country / row.country_of) for row in rows_)
    said = max(inches(f"{row.cases_of}   ({row.country_share})", SMALL) for row in rows_)
    left = max(inches(line) for label in labels for line in label.split("\n"))
    _share_axis(ax, most, left, said)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    looks: dict[str, Any] = {"linestyle": "none", "marker": "|", "markersize": 12}
    country_key = Line2D(
        [], [], color=SECOND, markeredgewidth=2.5, label=_("landets kommuner"), **looks
    )
    material_key = Patch(facecolor=FIRST, label=_("materialets kommuner"), linewidth=0)
    key(figure(ax), [material_key, country_key])
    return figure(ax)


def _share_axis(ax: Axes, most: float, left: float, told: float) -> None:
    """Percent along the bottom as far as the longest bar; room at the right for its numbers."""
    ticks = [tick / 4 for tick in range(5) if tick / 4 <= most + 0.02]
    ax.set_xticks(ticks, [_("{n} %").format(n=round(100 * tick)) for tick in ticks])
    for tick in ticks:
        ax.axvline(tick, color=LINE, linewidth=1, zorder=0)
    ax.tick_params(axis="x", labelsize=SMALL, labelcolor=QUIET)
    wide = WIDTH - left - 0.2
    ax.set_xlim(0, most * wide / (wide - told - 0.2))


@figure_of("role", "label", "value", legends=("role",))
def strip(table: Table) -> Figure:
    """Draw each interview as a point along an axis of minutes, a row a role, its median as a tick.

    Parameters
    ----------
    table
        A row is an interview: `role` (with a legend that gives the rows), `value` (a number).

    Notes
    -----
    Points that would cover each other are stacked. Where a row has no room for that, all rows are
    columns instead, as high as there are interviews of that length.
    """
    roles = table.legend["role"]
    labels, room = fitted(roles.values(), WIDTH * 0.3, 0.5)
    low, high = float(table.frame["value"].min()), float(table.frame["value"].max())
    margin = max((high - low) * 0.04, 1.0)
    left = max(inches(line) for label in labels for line in label.split("\n"))
    told = {role: _summary([float(v) for v in part["value"]]) for role, part in _by_role(table)}
    right = max((inches(text, SMALL) for text in told.values()), default=0.0) + 0.2
    scale = (WIDTH - left - right - 0.3) / (high - low + 2 * margin)
    ax = canvas(len(roles) * room + 0.5)
    looks = marks(roles)
    lengths = {role: [float(value) for value in part["value"]] for role, part in _by_role(table)}
    sizes = [
        size
        for size in SIZES
        if all(_deep(row, size / scale) * size < room * 0.95 for row in lengths.values())
    ]
    fullest = max(max(Counter(map(round, row)).values()) for row in lengths.values())
    for role, row in lengths.items():
        at = list(roles).index(role)
        if sizes:
            _points(ax, at, row, looks[role], scale, room, sizes[0])
        else:
            _heights(ax, at, row, looks[role], fullest)
        place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "va": "center"}
        ax.annotate(
            told[role],
            (1, at),
            (8, 0),
            textcoords="offset points",
            fontsize=SMALL,
            color=QUIET,
            **place,
        )
    ax.hlines(range(len(roles)), low - margin, high + margin, color=LINE, linewidth=1, zorder=0)
    ax.set_xlim(low - margin, high + margin)
    ax.set_ylim(len(roles) - 0.5, -0.5)
    row_labels(ax, labels, room)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.tick_params(axis="x", labelsize=SMALL, labelcolor=QUIET)
    told_along = _("minuter")
    if not sizes:
        told_along = _("minuter; den högsta stapeln är {interviews}").format(
            interviews=counted(fullest, table.unit)
        )
    ax.set_xlabel(told_along, color=QUIET, fontsize=SMALL, loc="left")
    return figure(ax)


def _by_role(table: Table) -> list[tuple[str, Any]]:
    found = dict(list(table.frame.groupby("role")))
    return [(role, found[role]) for role in table.legend["role"] if role in found]


def _summary(values: list[float]) -> str:
    return _("median {median}, n = {n}").format(median=number(median(values)), n=len(values))


def _lanes(values: list[float], near: float) -> list[int]:
    """Put each point, shortest first, in the first lane where it covers no other."""
    ends: list[float] = []
    lanes = []
    for value in sorted(values):
        lane = next((at for at, end in enumerate(ends) if value - end >= near), len(ends))
        ends[lane : lane + 1] = [value]
        lanes.append(lane)
    return lanes


def _deep(values: list[float], near: float) -> int:
    """Count the points that stand above one another at most."""
    return max(_lanes(values, near)) + 1


def _points(
    ax: Axes, at: int, values: list[float], mark: Mark, scale: float, room: float, size: float
) -> None:
    """Stack points that would cover each other upwards and downwards from the row's middle."""
    spots = [
        (value, at + (lane + 1) // 2 * (1 if lane % 2 else -1) * size / room)
        for value, lane in zip(sorted(values), _lanes(values, size / scale), strict=True)
    ]
    ax.plot(*zip(*spots, strict=True), zorder=2, **point(mark, size * 66))
    _median(ax, at, values)


def _heights(ax: Axes, at: int, values: list[float], mark: Mark, fullest: int) -> None:
    """Draw a column for each minute, as high as the interviews of that length are many."""
    found = Counter(map(round, values))
    tall = [0.8 * count / fullest for count in found.values()]
    feet = [at + 0.4 - high for high in tall]
    ax.bar(list(found), tall, 0.84, feet, zorder=2, **area(mark))
    _median(ax, at, values)


def _median(ax: Axes, at: int, values: list[float]) -> None:
    middle = median(values)
    ax.plot([middle, middle], [at - 0.38, at + 0.38], color=INK, linewidth=1.4, zorder=3)


@figure_of("stage", "label", "interviews", "cases", "lost", "why")
def flow(table: Table) -> Figure:
    """Draw the stages from planned to coded as boxes from left to right, what was lost below.

    Parameters
    ----------
    table
        A row is a stage: `label`, `interviews`, `cases` (missing: not known), `lost` since the
        stage before (missing or 0: none), `why`.
    """
    n = len(table.frame)
    gap = 0.42
    wide = (WIDTH - 0.2 - (n - 1) * gap) / n
    lost = [whole(row.lost) or 0 for row in records(table.frame)]
    notes = [
        _("bortfall {n}:").format(n=number(one)) + "\n" + wrap(row.why, wide + gap, SMALL)
        if one
        else ""
        for one, row in zip(lost, records(table.frame), strict=True)
    ]
    below = max(note.count("\n") + 1 if note else 0 for note in notes) * SMALL * LEADING + 0.12
    high = 1.12
    ax = canvas(min(TALLEST, high + below + 0.1))
    for at, row in enumerate(records(table.frame)):
        left = at * (wide + gap)
        ax.add_patch(
            FancyBboxPatch(
                (left, 0), wide, high, boxstyle="round,pad=0,rounding_size=0.06",
                facecolor=TINT, edgecolor=LINE, linewidth=1.2,
            )
        )  # fmt: skip
        middle = left + wide / 2
        place: dict[str, Any] = {"ha": "center", "va": "center"}
        ax.text(middle, 0.78, number(row.interviews), fontsize=24, color=FIRST, **place)
        ax.text(middle, 0.42, str(row.label), fontsize=SIZE, color=INK, **place)
        cases = whole(row.cases)
        if cases:
            said = _("i {cases}").format(cases=counted(cases, "case"))
            ax.text(middle, 0.18, said, fontsize=SMALL, color=QUIET, **place)
        if at:
            style: dict[str, Any] = {"arrowstyle": "-|>", "color": QUIET, "linewidth": 1.4}
            ax.annotate(
                "", (left - 0.06, high / 2), (left - gap + 0.06, high / 2), arrowprops=style
            )
        if notes[at]:
            ax.text(left - gap / 2, -0.08, notes[at], fontsize=SMALL, color=QUIET,
                    ha="center", va="top")  # fmt: skip
    ax.set_xlim(-0.05, n * wide + (n - 1) * gap + 0.05)
    ax.set_ylim(-below, high + 0.05)
    ax.set_aspect("equal")
    return figure(ax)
