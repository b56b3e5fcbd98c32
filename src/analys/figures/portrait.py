"""Document portraits: where in the talk what comes up, one interview large or many as strips."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analys.figures.canvas import (
    TALLEST,
    WIDTH,
    Box,
    canvas,
    figure,
    figure_of,
    hatched,
    hatched_patch,
    key,
    whole,
)
from analys.figures.stretches import box, draw, shared
from analys.figures.style import ACCENTS, LINE, QUIET
from analys.figures.text import LEADING, SIZE, SMALL, inches, thinned
from analys.language import _
from analys.table import Table
from analys.wording import number, out_of, unit_name

OTHER = "#8b95a5"  # what is no dilemma: the cross groups, the project's own codes
MOST = 100  # strips that can be told apart
THICK, THIN = 0.64, 0.3  # of a row's height: a dilemma's stretches, those of the rest
NEEDED = ("interview", "part", "start", "end", "passages")


@figure_of(*NEEDED, legends=("part",))
def portrait(table: Table) -> Figure:
    """Draw one interview from its beginning to its end, a row for each part of the code system.

    Parameters
    ----------
    table
        A row is a stretch of talk: `interview`, `part` (with a legend, dilemmas first), `start`,
        `end` (0 to 1), `passages`. A part without a stretch has one row with `passages` 0, or
        missing where it was not asked about: then it is hatched.

    Raises
    ------
    ValueError
        If the table is of several interviews.

    """
    several = list(table.frame["interview"].unique())
    if len(several) > 1:
        raise ValueError(f"portrait draws one interview; the table has {len(several)}: portraits")
    parts = table.legend["part"]
    room, left = 0.29, max(map(inches, parts.values()))
    wide = WIDTH - left - 0.95
    place = _rows(parts)
    ax = canvas((max(place.values()) + 2) * room + 0.4)
    for part, at in place.items():
        rows = table.frame[table.frame["part"] == part]
        count = whole(rows["passages"].sum(min_count=1))
        if count is None:
            hatched(ax, [(0.0, at - THICK / 2, 1.0, THICK)])
            continue
        ax.plot([0, 1], [at, at], color=LINE, linewidth=1.2, zorder=0.5, solid_capstyle="butt")
        high = THICK if part in ACCENTS else THIN
        draw(ax, [box(start, end, at, high, wide) for start, end in _ends(rows)], _color(part))
        _count(ax, number(count), at)
    _count(ax, unit_name("coding"), -1)
    ax.set_yticks(list(place.values()), list(parts.values()))
    _along(ax)
    ax.set_ylim(max(place.values()) + 0.6, -1.5)
    if table.frame["passages"].isna().any():
        key(figure(ax), [hatched_patch()], "outside lower left")
    return figure(ax)


@figure_of(*NEEDED, "case", legends=("part",))
def portraits(table: Table) -> Figure:
    """Draw interviews as strips below one another, gathered by municipality; one alone, large.

    Parameters
    ----------
    table
        As for `portrait`, of any number of interviews, with `case` (may be missing).

    Notes
    -----
    Dilemmas that come up in the same place share the height of the strip. Below them a thin line
    is all that is no dilemma. Above `MOST` interviews only some municipalities are drawn, evenly
    spread over the table, and the figure says so.

    """
    first = table.frame.drop_duplicates("interview").set_index("interview")
    order = first["case"].astype("str").fillna("")
    if len(order) == 1:
        return portrait(table)
    shown = _spread(order)
    place, ends = _places(shown)
    room = min(0.26, (TALLEST - 1.3) / ends)
    wide = WIDTH - max(map(inches, map(str, [*shown, *shown.index]))) - 0.3
    ax = canvas(ends * room + 0.5)
    boxes = _strips(table.frame[table.frame["interview"].isin(shown.index)], place, wide)
    ax.hlines(list(place.values()), 0, 1, color=LINE, linewidth=min(1.2, room * 6), zorder=0.5)
    for part, found in boxes.items():
        draw(ax, found, _color(part))
    _strip_labels(ax, shown, place, room)
    _along(ax)
    ax.set_ylim(ends - 0.4, -0.6)
    key(figure(ax), _key(table.legend["part"]))
    if len(shown) < len(order):
        told = _("Figuren visar {interviews}, från kommuner spridda över materialet.").format(
            interviews=out_of(len(shown), len(order), "interview")
        )
        ax.set_xlabel(told, loc="left", fontsize=SMALL, color=QUIET)
    return figure(ax)


def _color(part: str) -> str:
    return ACCENTS.get(part, OTHER)


def _rows(parts: Mapping[str, str]) -> dict[str, float]:
    """The row of each part, with a gap after the dilemmas."""
    return {part: at + (0 if part in ACCENTS else 0.4) for at, part in enumerate(parts)}


def _ends(rows: pd.DataFrame) -> list[tuple[float, float]]:
    """Where the stretches begin and end."""
    there = rows.dropna(subset=["start", "end"])
    return list(zip(there["start"], there["end"], strict=True))


def _count(ax: Axes, text: str, at: float) -> None:
    """Write beside a row."""
    ax.annotate(
        text,
        (1, at),
        (8, 0),
        textcoords="offset points",
        va="center_baseline",
        fontsize=SMALL,
        color=QUIET,
        annotation_clip=False,
    )


def _strips(rows: pd.DataFrame, place: Mapping[str, float], wide: float) -> dict[str, list[Box]]:
    """The rectangles of all strips, by part."""
    found: dict[str, list[Box]] = {}
    for interview, here in rows.dropna(subset="start").groupby("interview", sort=False):
        at = place[str(interview)]
        dilemmas = here[here["part"].isin(ACCENTS)]
        for start, end, parts in shared(dilemmas):
            high = THICK / len(parts)
            for nth, part in enumerate(parts):
                middle = at - 0.1 - THICK / 2 + high * (nth + 0.5)
                found.setdefault(part, []).append(box(start, end, middle, high, wide))
        rest = here[~here["part"].isin(ACCENTS)]
        found.setdefault("", []).extend(
            box(start, end, at + 0.33, 0.14, wide) for start, end in _ends(rest)
        )
    return found


def _spread(order: pd.Series) -> pd.Series:
    """The interviews to draw: all, or those of municipalities at even steps through the table."""
    if len(order) <= MOST:
        return order
    cases = list(dict.fromkeys(order))
    for step in range(2, len(cases) + 1):
        found = order[order.isin(cases[::step])]
        if len(found) <= MOST:
            return found
    return order.iloc[:: -(-len(order) // MOST)]


def _places(shown: pd.Series) -> tuple[dict[str, float], float]:
    """The row of each interview, with a gap before each new municipality, and how many in all."""
    place, at, before = {}, -1.0, None
    for interview, case in shown.items():
        at += 1.0 if case == before or before is None else 1.6
        place[str(interview)], before = at, case
    return place, at + 1


def _strip_labels(ax: Axes, shown: pd.Series, place: Mapping[str, float], room: float) -> None:
    """Name every interview where there is room, else the municipalities, or every few of them."""
    if room >= SMALL * LEADING:
        ax.set_yticks(list(place.values()), list(place), fontsize=SMALL)
        return
    if not shown.any():  # of no municipality
        steps = thinned(len(place), room, SMALL * LEADING)
        names = list(place)
        ax.set_yticks([place[names[at]] for at in steps], [names[at] for at in steps])
        ax.tick_params(axis="y", labelsize=SMALL)
        return
    middle = pd.Series(place).groupby(shown, sort=False).mean()
    steps = thinned(len(middle), room * len(place) / len(middle), SIZE * LEADING)
    ax.set_yticks([middle.iloc[at] for at in steps], [str(middle.index[at]) for at in steps])


def _along(ax: Axes) -> None:
    """Say which way the talk goes."""
    ax.set_xlim(-0.004, 1.004)
    for quarter in (0.25, 0.5, 0.75):
        ax.axvline(quarter, color=LINE, linewidth=1, zorder=0.4)
    ax.set_xticks([0, 0.5, 1], [_("samtalets början"), _("mitten"), _("slutet")])
    first, _middle, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")


def _key(parts: Mapping[str, str]) -> list[Artist]:
    """The dilemmas' colours, and the rest as one."""
    told = {part: name for part, name in parts.items() if part in ACCENTS}
    rest = {"": _("korsande koder")} if len(told) < len(parts) else {}
    return [
        Patch(facecolor=_color(part), label=name, linewidth=0)
        for part, name in (told | rest).items()
    ]
