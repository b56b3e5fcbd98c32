"""The axis of time: days as numbers, the window that is drawn, and the years along it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analys.figures.canvas import WIDTH
from analys.table import Table

STUB = 0.11  # inches; what goes on outside the window is shown so far


class Scale(NamedTuple):
    """The time axis in numbers of days, and inches a day.

    `first` and `last` are the ends of the axis, `start` and `until` those of the time drawn: of the
    window, or from the first spell to the end of observation. `whole`: that end is in it.
    """

    first: float
    start: float
    until: float
    last: float
    day: float
    whole: bool


def day_number(value: Any) -> float:  # noqa: ANN401
    """Return a date as the number of its day; minus infinity where it is missing."""
    return float("-inf") if pd.isna(value) else float(pd.Timestamp(value).toordinal())


def window_of(table: Table, around: tuple[date, date] | None) -> tuple[float, float] | None:
    """Give the first and last day drawn: as told, else those of the table's facts, else all."""
    if around is not None:
        first, last = map(day_number, around)
        if first >= last:
            raise ValueError(f"spells: the window {around[0]} to {around[1]} is empty")
        return first, last
    if "first_day" in table.facts:
        return float(table.facts["first_day"]), float(table.facts["last_day"])
    return None


def scale_of(table: Table, window: tuple[float, float] | None, left: float, before: float) -> Scale:
    """Lay out the axis: `left` inches of row labels, `before` inches ahead of the first bar."""
    start, end = day_number(table.frame["start"].min()), day_number(table.frame["until"].max())
    until = end
    if window is not None:
        start, until = window
    until = max(until, start + 365)
    day = (WIDTH - left - before - 0.5) / (until - start)
    return Scale(
        start - before / day, start, until, until + 0.14 / day, day, window is None or until >= end
    )


def years_along(ax: Axes, scale: Scale) -> None:
    """Label round years along the axis."""
    first = date.fromordinal(int(scale.start) - 1).year + 1
    last = date.fromordinal(int(scale.last)).year
    span = max(last - first + 1, 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= 8)
    years = [year for year in range(first, last + 1) if year % step == 0]
    ax.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(y) for y in years])


def lanes(times: Iterable[tuple[float, float]], near: float) -> list[tuple[int, int]]:
    """Give times that overlap a lane each, and how many lanes there are where they do.

    `times` go by their start; those that overlap by less than `near` follow on each other.
    """
    result: list[tuple[int, int]] = []
    together: list[int] = []
    ends: list[float] = []

    def close() -> None:
        for at in together:
            result[at] = (result[at][0], len(ends))
        together.clear()
        ends.clear()

    for at, (start, end) in enumerate(times):
        if ends and start >= max(ends) - near:
            close()
        lane = next((n for n, last in enumerate(ends) if start >= last - near), len(ends))
        ends[lane : lane + 1] = [end]
        result.append((lane, 1))
        together.append(at)
    close()
    return result
