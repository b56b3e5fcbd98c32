"""Time in office: who held the two posts when, and together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analys.figures.canvas import (
    TALLEST,
    WIDTH,
    canvas,
    figure,
    figure_of,
    key,
    records,
    require,
    row_labels,
)
from analys.figures.style import INK, PAPER, QUIET, TOGETHER, TOGETHER_TEXT, marks
from analys.figures.text import SIZE, SMALL, inches
from analys.table import Table

ELECTION, SHIFT = "val", "majoritetsskifte"
WORDS = {
    ELECTION: "val",
    SHIFT: "majoritetsskifte",
    "together": "{} tillsammans",
    "less": "under 1 år",
    "years": "{} år",
}
BAR = 0.085  # inches
BETWEEN = 0.27  # inches from the kso bar to the kc bar
ROOMY = 0.42  # inches; closer rows carry no labels of their own


class Scale(NamedTuple):
    """The time axis as day numbers: its ends, where the observation ends, and inches a day."""

    first: float
    last: float
    until: float
    day: float


@figure_of("case", "post", "person", "start", "end", "censored", "until")
def spells(table: Table, events: Table | None = None, pairs: Table | None = None) -> Figure:
    """Draw who held the two posts when, one row a municipality: first post above, second below.

    Parameters
    ----------
    table
        A row is one person's time in one post: `case`, `post` (two, named and ordered by
        `legend["post"]` if there), `person`, `start`, `end` (missing: still there), `censored`
        (true: an arrow), `until` (the day the observation ends). `legend["case"]`, if there,
        gives the rows, those without a spell too.
    events
        A row is an event: `case`, `date`, `kind`. `val` is a pale line through all rows,
        `majoritetsskifte` a dark one in its own; other kinds are not drawn.
    pairs
        A row is a time that two held the posts together: `case`, `start`, `end`, `years`.
        It is shaded, with its whole years, "20 år tillsammans", where there is room. Pairs of
        municipalities without a row are not drawn.

    Notes
    -----
    A row takes 0.58 inches; above some 23 cases rows are packed into 14 inches, and from 31 on
    the labels in them are left to the key.

    """
    for name, extra, columns in (
        ("events", events, ("case", "date", "kind")),
        ("pairs", pairs, ("case", "start", "end", "years")),
    ):
        if extra is not None and not extra.absent:
            require(extra, f"spells ({name})", columns)
    if table.frame["start"].isna().any():
        raise ValueError("spells: a spell has no start; leave it out and say so in the caption")
    posts = _posts(table)
    cases = list(table.legend.get("case") or dict.fromkeys(map(str, table.frame["case"])))
    room = min(0.58, (TALLEST - 0.8) / len(cases))
    ax = canvas(len(cases) * room + 0.62)
    scale = _scale(table, max(inches(case, SIZE, "semibold") for case in cases), posts)
    rows = {case: at for at, case in enumerate(cases)}
    events = None if events is not None and events.absent else events
    pairs = None if pairs is not None and pairs.absent else pairs
    shifts = _shift_days(events)
    if pairs is not None:
        _pairs(ax, pairs, rows, shifts, scale, room)
    _bars(ax, table, rows, posts, scale, room)
    if events is not None:
        _elections(ax, events, scale)
        _shifts(ax, shifts, rows, scale, room)
    _years(ax, scale)
    row_labels(ax, cases, room)
    for label in ax.get_yticklabels():
        label.set_fontweight("semibold")
    ax.set_xlim(scale.first, scale.last)
    ax.set_ylim(len(cases) - 0.5, -0.5 - 0.06 / room)
    if room < ROOMY:
        _packed_key(ax, posts, events)
    return figure(ax)


def _posts(table: Table) -> dict[str, str]:
    """Give the two posts and their labels, upper first."""
    labels = table.legend.get("post") or {
        post: post for post in ("kso", "kc", *table.frame["post"].unique())
    }
    unknown = set(table.frame["post"]) - set(labels)
    if unknown or len(labels) != 2:
        raise ValueError(f"spells draws two posts, {', '.join(labels)}; found {sorted(unknown)}")
    return dict(labels)


def _scale(table: Table, left: float, posts: Mapping[str, str]) -> Scale:
    """Lay out the time axis, with room before the first spell for the posts' names."""
    first, last = day_number(table.frame["start"].min()), day_number(table.frame["until"].max())
    last = max(last, first + 365)
    before = max(inches(label, SIZE, "semibold") for label in posts.values()) + 0.15
    day = (WIDTH - left - before - 0.5) / (last - first)
    return Scale(first - before / day, last + 0.14 / day, last, day)


def day_number(value: Any) -> float:  # noqa: ANN401
    """Return a date as the number of its day; minus infinity where it is missing."""
    return float("-inf") if pd.isna(value) else float(pd.Timestamp(value).toordinal())


def _offset(upper: bool, room: float) -> float:
    """Give how far a post's bar is from the middle of its row, in rows."""
    middle = 0.06 if room >= ROOMY else 0.0  # a little low: labels stand above
    between = min(BETWEEN, room * 0.5) / room / 2
    return middle - between if upper else middle + between


def _bars(
    ax: Axes,
    table: Table,
    rows: Mapping[str, int],
    posts: Mapping[str, str],
    scale: Scale,
    room: float,
) -> None:
    """Draw the spells, an arrow where one still runs; name the posts at the first row's."""
    looks, gap = marks(posts), 0.02 / scale.day
    high = min(BAR, room * 0.3) / room
    named: set[str] = set()
    for row in records(table.frame.sort_values(["start"], kind="stable")):
        post, case = str(row.post), str(row.case)
        at = rows[case] + _offset(post == next(iter(posts)), room)
        start = day_number(row.start)
        end = day_number(row.until if row.censored or pd.isna(row.end) else row.end)
        long = max(end - start - gap, gap)
        ax.barh(at, long, high, left=start, color=looks[post].color, linewidth=0, zorder=3)
        if row.censored:
            arrow: dict[str, Any] = {"marker": ">", "markersize": min(5, high * room * 72)}
            ax.plot(end + 0.06 / scale.day, at, color=looks[post].color, markeredgewidth=0, **arrow)
        if rows[case] == 0 and post not in named and room >= ROOMY:
            named.add(post)
            _beside(ax, start, at, posts[post], looks[post].color)


def _beside(ax: Axes, x: float, at: float, told: str, color: str) -> None:
    """Write a post's name before its first bar."""
    ax.annotate(
        told,
        (x, at),
        (-5, 0),
        textcoords="offset points",
        ha="right",
        va="center_baseline",
        weight="semibold",
        color=color,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        zorder=4,
    )


def _shift_days(events: Table | None) -> dict[str, list[float]]:
    """Gather the days of each municipality's shifts of majority, in order."""
    days: dict[str, list[float]] = {}
    if events is not None:
        frame = events.frame[events.frame["kind"] == SHIFT].sort_values("date", kind="stable")
        for row in records(frame):
            days.setdefault(str(row.case), []).append(day_number(row.date))
    return days


def _pairs(
    ax: Axes,
    pairs: Table,
    rows: Mapping[str, int],
    shifts: Mapping[str, Sequence[float]],
    scale: Scale,
    room: float,
) -> None:
    """Shade the time that a pair had, and write how long it was where there is room."""
    for row in records(pairs.frame):
        case = str(row.case)
        if case not in rows:
            continue
        start, end = day_number(row.start), _running(row.end, scale)
        top, bottom = (rows[case] + _offset(upper, room) for upper in (True, False))
        look: dict[str, Any] = {"color": TOGETHER, "alpha": 0.16, "linewidth": 0, "zorder": 1}
        ax.barh((top + bottom) / 2, end - start, bottom - top, left=start, **look)
        cuts = [start, *(day for day in shifts.get(case, ()) if start < day < end), end]
        wide, middle = max((b - a, (a + b) / 2) for a, b in pairwise(cuts))
        told = _fitting(int(row.years), wide * scale.day - 0.1)
        if told and room >= ROOMY:
            place: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 5}
            place |= {"fontsize": SMALL, "color": TOGETHER_TEXT}
            ax.text(middle, (top + bottom) / 2, told, **place)


def _running(end: Any, scale: Scale) -> float:  # noqa: ANN401
    """Give an end's day; that of the observation's end where it is missing."""
    return scale.until if pd.isna(end) else day_number(end)


def _fitting(years: int, room: float) -> str:
    """Choose the longest way to tell the years that has room."""
    lived = WORDS["years"].format(years) if years else WORDS["less"]
    told = (WORDS["together"].format(lived), lived)
    return next((one for one in told if inches(one, SMALL) <= room), "")


def _elections(ax: Axes, events: Table, scale: Scale) -> None:
    """Draw a pale line for every election; the last one is named."""
    frame = events.frame
    days = sorted(
        {day_number(day) for day in frame.loc[frame["kind"] == ELECTION, "date"].dropna()}
    )
    seen = [day for day in days if scale.first <= day <= scale.last]
    for day in seen:
        ax.axvline(day, color="#d3d8df", linewidth=1.2, zorder=0.5)
    if seen:
        ax.annotate(
            WORDS[ELECTION],
            (seen[-1], 1),
            (0, 2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
            color=QUIET,
        )


def _shifts(
    ax: Axes,
    days: Mapping[str, Sequence[float]],
    rows: Mapping[str, int],
    scale: Scale,
    room: float,
) -> None:
    """Draw a dark line for every shift of majority in its row, named where there is room."""
    wide = (inches(WORDS[SHIFT], SMALL) + 0.08) / scale.day
    reach = 0.09 / room
    line: dict[str, Any] = {"color": INK, "linewidth": min(2, room * 12), "zorder": 4}
    for case in rows.keys() & days.keys():
        top, bottom = (rows[case] + _offset(upper, room) for upper in (True, False))
        taken = scale.first
        for day in days[case]:
            if not scale.first <= day <= scale.last:
                continue
            ax.plot([day, day], [top - reach, bottom + reach], **line)
            left = day - wide >= taken
            if room >= ROOMY and (left or day + wide <= scale.last):
                taken = day if left else day + wide
                _name_shift(ax, day, top - reach / 2, left=left)


def _name_shift(ax: Axes, day: float, at: float, *, left: bool) -> None:
    """Name a shift's line, on its left or right."""
    ax.annotate(
        WORDS[SHIFT],
        (day, at),
        (-4 if left else 4, 1),
        textcoords="offset points",
        ha="right" if left else "left",
        va="bottom",
        fontsize=SMALL,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        zorder=2,
    )


def _years(ax: Axes, scale: Scale) -> None:
    """Label round years along the axis."""
    first = date.fromordinal(int(scale.first)).year + 1
    last = date.fromordinal(int(scale.last)).year
    span = last - first + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= 8)
    years = [year for year in range(first, last + 1) if year % step == 0]
    ax.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(y) for y in years])


def _packed_key(ax: Axes, posts: Mapping[str, str], events: Table | None) -> None:
    """Explain in a key what packed rows have no room to say."""
    looks = marks(posts)
    entries: list[Artist] = [
        Line2D([], [], color=looks[post].color, linewidth=4, label=label)
        for post, label in posts.items()
    ]
    if events is not None:
        told = WORDS[SHIFT]
        bar: dict[str, Any] = {"linestyle": "none", "marker": "|", "markeredgewidth": 2}
        entries.append(Line2D([], [], color=INK, markersize=10, label=told, **bar))
    key(figure(ax), entries)
