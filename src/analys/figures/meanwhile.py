"""What is drawn behind and across the spells of two posts: pairs, elections and majority shifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analys.figures.canvas import records
from analys.figures.spans import Scale, day_number
from analys.figures.style import INK, PAPER, QUIET, TOGETHER, TOGETHER_TEXT
from analys.figures.text import SMALL, inches
from analys.language import _, plural
from analys.table import Table
from analys.wording import number

ELECTION, SHIFT = "val", "majoritetsskifte"
ELECTION_LINE = "#d3d8df"
SHADE: dict[str, Any] = {"color": TOGETHER, "alpha": 0.16, "linewidth": 0}
SHADED = "#f2ead9"  # what that comes to on paper
Place = Callable[[bool], float]  # from upper or lower post to how far it is from its row's middle


def shift_days(events: Table | None) -> dict[str, list[float]]:
    """Gather the days of each municipality's shifts of majority, in order."""
    days: dict[str, list[float]] = {}
    if events is not None:
        frame = events.frame[events.frame["kind"] == SHIFT].sort_values("date", kind="stable")
        for row in records(frame):
            days.setdefault(str(row.case), []).append(day_number(row.date))
    return days


def shade_pairs(
    ax: Axes,
    pairs: Table,
    rows: Mapping[str, int],
    shifts: Mapping[str, Sequence[float]],
    scale: Scale,
    place: Place,
    *,
    told: bool,
) -> None:
    """Shade the time that a pair had; if `told`, write how long it was where there is room."""
    for row in records(pairs.frame):
        case, start = str(row.case), max(day_number(row.start), scale.start)
        end = min(scale.until if pd.isna(row.end) else day_number(row.end), scale.until)
        if case not in rows or end <= start:
            continue
        top, bottom = (rows[case] + place(upper) for upper in (True, False))
        middle = (top + bottom) / 2
        ax.barh(middle, end - start, bottom - top, left=start, zorder=1, **SHADE)
        cuts = [start, *(day for day in shifts.get(case, ()) if start < day < end), end]
        wide, at = max((b - a, (a + b) / 2) for a, b in pairwise(cuts))
        said = _fitting(float(row.years), wide * scale.day - 0.1)
        if said and told:
            look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 2}
            look["bbox"] = {"facecolor": SHADED, "edgecolor": "none", "pad": 0.8}
            ax.text(at, middle, said, fontsize=SMALL, color=TOGETHER_TEXT, **look)


def _fitting(years: float, room: float) -> str:
    """Choose the longest way to tell the years that has room."""
    said, whole = number(years), round(years)
    told = (
        plural("{n} år tillsammans", "{n} år tillsammans", whole).format(n=said),
        plural("{n} år", "{n} år", whole).format(n=said),
    )
    short = (_("under 1 år tillsammans"), _("under 1 år"))
    return next((one for one in (told if years >= 1 else short) if inches(one, SMALL) <= room), "")


def mark_elections(ax: Axes, events: Table, scale: Scale) -> None:
    """Draw a pale line for every election, each named with its year, or else the last one named."""
    days = events.frame.loc[events.frame["kind"] == ELECTION, "date"].dropna()
    seen = [day for day in sorted(set(days)) if scale.start <= day_number(day) <= scale.last]
    numbers = [day_number(day) for day in seen]
    for day in numbers:
        ax.axvline(day, color=ELECTION_LINE, linewidth=1.2, zorder=0.5)
    told = [_("val {year}").format(year=pd.Timestamp(day).year) for day in seen]
    wide = max((inches(text, SMALL) for text in told), default=0.0) + 0.12
    if any((after - before) * scale.day < wide for before, after in pairwise(numbers)):
        numbers, told = numbers[-1:], [_("val")]
    for day, text in zip(numbers, told, strict=True):
        place: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "ha": "center"}
        look: dict[str, Any] = {"fontsize": SMALL, "color": QUIET}
        ax.annotate(text, (day, 1), (0, 2), textcoords="offset points", **place, **look)


def mark_shifts(
    ax: Axes,
    days: Mapping[str, Sequence[float]],
    rows: Mapping[str, int],
    scale: Scale,
    place: Place,
    room: float,
    *,
    told: bool,
) -> None:
    """Draw a dark line for every majority shift in its row; if `told`, name it where it fits."""
    wide = (inches(_("majoritetsskifte"), SMALL) + 0.08) / scale.day
    reach = 0.09 / room
    line: dict[str, Any] = {"color": INK, "linewidth": min(2, room * 12), "zorder": 4}
    for case in [case for case in rows if case in days]:  # a set would come in any order
        top, bottom = (rows[case] + place(upper) for upper in (True, False))
        taken = scale.first
        for day in days[case]:
            if not scale.start <= day <= scale.last:
                continue
            ax.plot([day, day], [top - reach, bottom + reach], **line)
            left = day - wide >= taken
            if told and (left or day + wide <= scale.last):
                taken = day if left else day + wide
                _name_shift(ax, day, top - reach / 2, left=left)


def _name_shift(ax: Axes, day: float, at: float, *, left: bool) -> None:
    """Name a shift's line, on its left or right."""
    ax.annotate(
        _("majoritetsskifte"),
        (day, at),
        (-4 if left else 4, 1),
        textcoords="offset points",
        ha="right" if left else "left",
        va="bottom",
        fontsize=SMALL,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        zorder=2,
    )
