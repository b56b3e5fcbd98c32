"""The field work: interviews by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analys.figures.canvas import (
    TALLEST,
    WIDTH,
    area,
    area_key,
    canvas,
    figure,
    figure_of,
    key,
    point,
    point_key,
    records,
    row_labels,
)
from analys.figures.spans import day_number
from analys.figures.style import LINE, QUIET, Mark, marks
from analys.figures.text import LEADING, SMALL, inches, thinned
from analys.language import _, plural
from analys.table import Table
from analys.wording import number

UNKNOWN = ""
MANY = 60  # municipalities with a row of their own
DAYS = 120  # of a time whose days have columns of their own
HIGH = 2.6  # inches of the columns


@figure_of("date", "case", "role", legends=("role",))
def timeline(table: Table) -> Figure:
    """Draw every interview as a point on its day, one row a municipality, weeks along the axis.

    Parameters
    ----------
    table
        A row is an interview: `date`, `case`, `role` (with a legend; may be missing).
        `legend["case"]`, if there, gives the rows, those without an interview too. Interviews
        without a date are counted at the row's end.

    Notes
    -----
    Interviews that would cover each other stand above one another. Of more than `MANY`
    municipalities, columns count the interviews of each day, or of each week if the days are many.

    """
    roles = dict(table.legend["role"])
    looks = marks(roles)
    if table.frame["role"].isna().any():
        roles[UNKNOWN], looks[UNKNOWN] = _("okänd roll"), Mark(QUIET, "", "x")
    cases = list(table.legend.get("case") or dict.fromkeys(map(str, table.frame["case"])))
    dated = table.frame[table.frame["date"].notna()]
    if len(cases) > MANY and len(dated):
        return _columns(dated, roles, looks, table)
    days = [day_number(day) for day in dated["date"]] or [float(date(2000, 1, 3).toordinal())]
    first, last = _ends(days)
    wide = WIDTH - max(inches(case) for case in cases) - 1.0
    size = 0.13
    near = size * (last - first) / wide
    placed = {case: _placed(dated[dated["case"] == case], near) for case in cases}
    deep = 1 + 2 * max(
        (abs(shift) for found in placed.values() for _day, shift, _role in found), default=0
    )
    room = min(max(0.32, deep * (size + 0.02) + 0.08), (TALLEST - 0.9) / len(cases))
    size = max(min(size, (room - 0.02) / deep), 0.035)
    ax = canvas(len(cases) * room + 0.5)
    ax.hlines(range(len(cases)), first, last, color=LINE, linewidth=min(1, room * 6), zorder=0.5)
    for role, mark in looks.items():
        spots = [
            (day, at + shift * (size + 0.01) / room)
            for at, case in enumerate(cases)
            for day, shift, held in placed[case]
            if held == role
        ]
        ax.plot(
            *zip(*spots, strict=True) if spots else ([], []), zorder=2, **point(mark, size * 66)
        )
    _weeks(ax, first, last)
    row_labels(ax, cases, room)
    _undated(ax, table.frame, cases, room)
    ax.set_xlim(first, last)
    ax.set_ylim(len(cases) - 0.5, -0.5)
    key(figure(ax), point_key(roles, looks, 8))
    return figure(ax)


def _ends(days: Sequence[float]) -> tuple[float, float]:
    """Give the first and last day of the axis: from before a Monday, four weeks at least."""
    first = min(days) - date.fromordinal(int(min(days))).weekday() - 1
    return first, max(max(days) + 3, first + 28)


def _columns(
    dated: pd.DataFrame, roles: Mapping[str, str], looks: Mapping[str, Mark], table: Table
) -> Figure:
    """Draw how many interviews each day or week had, divided by role."""
    days = dated["date"].map(day_number)
    first, last = _ends(list(days))
    step = 1 if last - first <= DAYS else 7
    start = first + 1 + (days - first - 1) // step * step
    ax = canvas(HIGH + 0.5)
    feet = pd.Series(0, index=sorted(start.unique()))
    for role, mark in looks.items():
        held = start[dated["role"].fillna(UNKNOWN) == role].value_counts()
        tall = held.reindex(feet.index, fill_value=0)
        ax.bar(feet.index + step / 2 - 0.5, tall, step * 0.8, feet, zorder=2, **area(mark))
        feet += tall
    _weeks(ax, first, last)
    ax.set_xlim(first, last)
    ax.set_ylim(0, 1.12 * feet.max())
    _numbered(ax, feet, step)
    undated = len(table.frame) - len(dated)
    told = [_("intervjuer per dag") if step == 1 else _("intervjuer per vecka")]
    told += [_without_date(undated)] if undated else []
    ax.set_title(", ".join(told), loc="left", fontsize=SMALL, color=QUIET)
    key(figure(ax), area_key(roles, looks))
    return figure(ax)


def _numbered(ax: Axes, tops: pd.Series, step: int) -> None:
    """Write the number above each column that has room for it."""
    wide = WIDTH / (ax.get_xlim()[1] - ax.get_xlim()[0]) * step
    ax.axhline(0, color=LINE, linewidth=1.2, zorder=3)
    for at, top in tops.items():
        told = number(top)
        if inches(told, SMALL) < wide:
            place: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
            spot = (float(str(at)) + step / 2 - 0.5, top)
            ax.annotate(told, spot, (0, 3), fontsize=SMALL, color=QUIET, **place)


def _without_date(n: int) -> str:
    return plural("{n} utan datum", "{n} utan datum", n).format(n=number(n))


def _placed(part: pd.DataFrame, near: float) -> list[tuple[float, float, str]]:
    """Give each interview its day and its shift from the row, in points' heights.

    Those less than `near` days apart form a cluster around the row, each above the next.
    """
    found = [
        (day_number(row.date), UNKNOWN if pd.isna(row.role) else str(row.role))
        for row in records(part)
    ]
    clusters: list[list[tuple[float, str]]] = []
    for day, role in sorted(found, key=lambda one: one[0]):
        if clusters and day - clusters[-1][-1][0] < near:
            clusters[-1].append((day, role))
        else:
            clusters.append([(day, role)])
    return [
        (day, shift, role)
        for cluster in clusters
        for (day, role), shift in zip(cluster, _shifts(cluster, near), strict=True)
    ]


def _shifts(cluster: Sequence[tuple[float, str]], near: float) -> list[float]:
    """Put each point of a cluster in the first lane where it covers no other, lanes centred."""
    ends: list[float] = []
    lanes = []
    for day, _role in cluster:
        lane = next((at for at, end in enumerate(ends) if day - end >= near), len(ends))
        ends[lane : lane + 1] = [day]
        lanes.append(lane)
    return [lane - (len(ends) - 1) / 2 for lane in lanes]


def _weeks(ax: Axes, first: float, last: float) -> None:
    """Label ISO weeks at their Mondays, the year at the first and where it changes."""
    monday = date.fromordinal(int(first) + 1)
    mondays = []
    while monday.toordinal() <= last:
        mondays.append(monday)
        monday += timedelta(days=7)
    shown = [mondays[at] for at in thinned(len(mondays), 6.0 / len(mondays), 0.55)]
    ax.set_xticks([day.toordinal() for day in shown], _week_names(shown))
    for day in shown:
        ax.axvline(day.toordinal(), color=LINE, linewidth=1, zorder=0.4)


def _week_names(mondays: Sequence[date]) -> list[str]:
    """Name weeks, with the year where it is new."""
    names, before = [], 0
    for year, week, _day in (day.isocalendar() for day in mondays):
        name = _("v. {week}").format(week=week)
        names.append(name if year == before else f"{name}\n{year}")
        before = year
    return names


def _undated(ax: Axes, frame: pd.DataFrame, cases: Sequence[str], room: float) -> None:
    """Count at the row's end the interviews that have no date."""
    counts = frame[frame["date"].isna()]["case"].value_counts()
    for at, case in enumerate(cases):
        if case in counts and room >= SMALL * LEADING:
            ax.annotate(
                _without_date(counts[case]),
                (1, at),
                (4, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                color=QUIET,
            )
