"""Time in office: who held the two posts when, and together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analys.figures.canvas import (
    TALLEST,
    canvas,
    figure,
    figure_of,
    key,
    records,
    require,
    row_labels,
)
from analys.figures.meanwhile import (
    SHADE,
    mark_elections,
    mark_shifts,
    shade_pairs,
    shift_days,
)
from analys.figures.spans import STUB, Scale, day_number, lanes, scale_of, window_of, years_along
from analys.figures.style import INK, PAPER, QUIET, marks
from analys.figures.text import SIZE, inches
from analys.language import _
from analys.table import Table
from analys.wording import day as day_told

BAR = 0.085  # inches
BETWEEN = 0.27  # inches from the kso bar to the kc bar
ROOMY = 0.42  # inches; closer rows carry no labels of their own
ROW = 0.58  # inches
PACKED = 0.26  # inches of a row without labels in it, at most


@figure_of("case", "post", "person", "start", "end", "censored", "until")
def spells(
    table: Table,
    events: Table | None = None,
    pairs: Table | None = None,
    around: tuple[date, date] | None = None,
) -> Figure:
    """Draw who held the two posts when, one row a municipality: first post above, second below.

    Parameters
    ----------
    table
        A row is one person's time in one post: `case`, `post` (two, named and ordered by
        `legend["post"]` if there), `person`, `start`, `end` (missing: still there), `censored`
        (true: an arrow), `until` (the day the observation ends). `legend["case"]`, if there,
        gives the rows, those without a spell too, and no others. `facts` may give `first_day` and
        `last_day` (as ordinals) of a window.
    events
        A row is an event: `case`, `date`, `kind`. `val` is a pale line through all rows,
        `majoritetsskifte` a dark one in its own; other kinds are not drawn.
    pairs
        A row is a time that two held the posts together: `case`, `start`, `end`, `years`.
        It is shaded, with its years, rounded: "20 år tillsammans", where there is room. Pairs of
        municipalities without a row are not drawn.
    around
        The first and last day drawn; what goes on outside them ends pale. That of the table's
        facts where not given, and all that is known without those.

    Raises
    ------
    ValueError
        If a spell has no start, if there are more posts than two, or if the window is empty.

    Notes
    -----
    A row takes 0.58 inches, or less so that they fit 14; from 32 cases on rows are packed, and the
    labels in them are left to the key. Two who held a post at once stand above one another.

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
    room = min(ROW, (TALLEST - 0.8) / len(cases))
    roomy = room >= ROOMY
    room = room if roomy else min(room, PACKED)
    ax = canvas(len(cases) * room + 0.62)
    labels = max(inches(case, SIZE, "semibold") for case in cases)
    before = max(inches(label, SIZE, "semibold") for label in posts.values()) + 0.15
    window = window_of(table, around)
    scale = scale_of(table, window, labels, before + (STUB if window else 0))
    table = _within(table, scale, cases)
    rows = {case: at for at, case in enumerate(cases)}
    place = partial(_offset, room)
    events, pairs = (None if one is None or one.absent else one for one in (events, pairs))
    shifts = shift_days(events)
    if pairs is not None:
        shade_pairs(ax, pairs, rows, shifts, scale, place, told=roomy)
    _bars(ax, table, rows, posts, scale, room)
    if events is not None:
        mark_elections(ax, events, scale)
        mark_shifts(ax, shifts, rows, scale, place, room, told=roomy)
    years_along(ax, scale)
    row_labels(ax, cases, room)
    for label in ax.get_yticklabels():
        label.set_fontweight("semibold")
    ax.set_xlim(scale.first, scale.last)
    ax.set_ylim(len(cases) - 0.5, -0.5 - 0.06 / room)
    entries = (
        []
        if roomy
        else _packed(posts, shaded=pairs is not None, shifted=bool(rows.keys() & shifts.keys()))
    )
    entries += _ends(table, scale)
    if entries:
        key(figure(ax), entries)
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


def _within(table: Table, scale: Scale, cases: Sequence[str]) -> Table:
    """Leave out other cases' spells, and those before or after the time drawn."""
    frame = table.frame[table.frame["case"].isin(cases)]
    first = frame["start"].map(day_number)
    last = frame["end"].fillna(frame["until"]).map(day_number)
    return replace(table, frame=frame[(first < scale.until) & (last > scale.start)])


def _offset(room: float, upper: bool) -> float:
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
    """Draw the spells of each municipality and post; name the posts at the first row's."""
    looks, high = marks(posts), min(BAR, room * 0.3) / room
    frame = table.frame.sort_values("start", kind="stable")
    for (case, post), part in frame.groupby(["case", "post"], sort=False):
        at = rows[str(case)] + _offset(room, post == next(iter(posts)))
        color = looks[str(post)].color
        times = [(day_number(row.start), _end(row)) for row in records(part)]
        for row, (start, end), (lane, of) in zip(
            records(part), times, lanes(times, 0.03 / scale.day), strict=True
        ):
            thick = high / of
            middle = at + (lane - (of - 1) / 2) * thick
            _bar(ax, (start, end), middle, thick if of == 1 else thick * 0.8, color, scale)
            if scale.whole and (row.censored or pd.isna(row.end)):
                arrow: dict[str, Any] = {"marker": ">", "markersize": min(5, thick * room * 72)}
                tip = end + 0.06 / scale.day
                ax.plot(tip, middle, color=color, markeredgewidth=0, **arrow)
        if rows[str(case)] == 0 and room >= ROOMY:
            first = max(times[0][0], scale.start)
            outside = STUB * 72 if times[0][0] < scale.start else 0.0
            _beside(ax, first, at, posts[str(post)], color, outside)


def _end(row: Any) -> float:  # noqa: ANN401
    """Give the last day that a spell is known to have lasted."""
    return day_number(row.until if row.censored or pd.isna(row.end) else row.end)


def _bar(
    ax: Axes, time: tuple[float, float], at: float, high: float, color: str, scale: Scale
) -> None:
    """Draw one spell within the time drawn, pale where it goes on outside."""
    gap, stub = 0.02 / scale.day, STUB / scale.day
    start, end = max(time[0], scale.start), min(time[1], scale.until)
    ax.barh(at, max(end - start - gap, gap), high, left=start, color=color, linewidth=0, zorder=3)
    pale: dict[str, Any] = {"color": color, "alpha": 0.35, "linewidth": 0, "zorder": 3}
    if time[0] < scale.start:
        ax.barh(at, stub, high, left=scale.start - stub, **pale)
    if time[1] > scale.until:
        ax.barh(at, stub, high, left=scale.until, **pale)


def _beside(ax: Axes, x: float, at: float, told: str, color: str, outside: float) -> None:
    """Write a post's name before its first bar, `outside` points further out."""
    ax.annotate(
        told,
        (x, at),
        (-5 - outside, 0),
        textcoords="offset points",
        ha="right",
        va="center_baseline",
        weight="semibold",
        color=color,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        zorder=4,
    )


def _packed(posts: Mapping[str, str], *, shaded: bool, shifted: bool) -> list[Artist]:
    """Explain in a key what packed rows have no room to say."""
    looks = marks(posts)
    entries: list[Artist] = [
        Line2D([], [], color=looks[post].color, linewidth=4, label=label)
        for post, label in posts.items()
    ]
    if shaded:
        entries.append(Patch(label=_("tillsammans"), **SHADE))
    if shifted:
        bar: dict[str, Any] = {"linestyle": "none", "marker": "|", "markeredgewidth": 2}
        entries.append(Line2D([], [], color=INK, markersize=10, label=_("majoritetsskifte"), **bar))
    return entries


def _ends(table: Table, scale: Scale) -> list[Artist]:
    """Explain in a key what an arrow means, and a pale end."""
    frame, entries = table.frame, list[Artist]()
    if scale.whole and frame["censored"].any():
        until = pd.Timestamp(frame["until"].max()).date()
        told = _("sitter kvar den {day}").format(day=day_told(until))
        arrow: dict[str, Any] = {"linestyle": "none", "marker": ">", "markeredgewidth": 0}
        entries.append(Line2D([], [], color=QUIET, markersize=6, label=told, **arrow))
    outside = (frame["start"].map(day_number) < scale.start).any() or not scale.whole
    if outside:
        pale: dict[str, Any] = {"color": QUIET, "alpha": 0.35, "linewidth": 4}
        entries.append(Line2D([], [], label=_("började tidigare eller fortsätter"), **pale))
    return entries
