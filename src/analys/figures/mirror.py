"""Two things said of the same rows, to the left and to the right, near and less near."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analys.figures.canvas import (
    WIDTH,
    at_most,
    canvas,
    figure,
    figure_of,
    hatched,
    hatched_patch,
    key,
    records,
    row_id,
    row_labels,
    whole,
)
from analys.figures.style import FIRST, INK, PAPER, QUIET, SECOND
from analys.figures.text import SIZE, SMALL, inches, wrap
from analys.language import _
from analys.table import Table
from analys.wording import fraction, number

ROW = 0.46  # inches
LOOKS = ((FIRST, ""), (SECOND, "////"))
PALE = 0.28  # how much of the colour the wider bars have


@figure_of("row", "column", "passage", "interview", "asked", legends=("row", "column"))
def mirror(table: Table) -> Figure:
    """Draw two codes to either side of a middle line: a bar for the same passage in a paler one.

    Parameters
    ----------
    table
        A row is a thing and one of two codes: `row`, `column` (with legends, the second of two
        codes to the right), `passage` of `interview` of `asked` units; missing where none was
        asked.

    """
    at_most(table, "mirror", "passage", "interview")
    at_most(table, "mirror", "interview", "asked")
    names = table.legend["row"]
    left = max(inches(label) for label in names.values()) + 0.2
    half = (WIDTH - left - 0.2) / 2
    most = max(whole(table.frame["interview"].max()) or 1, 1)
    beyond = half / (half - max(map(_room, records(table.frame))))
    ax = canvas(ROW * len(names) + 0.55)
    places = {name: at for at, name in enumerate(names)}
    sides = dict(zip(table.legend["column"], (-1, 1), strict=True))
    for at, row in enumerate(records(table.frame)):
        _bar(ax, places[str(row.row)], sides[str(row.column)], row, at, most)
    for (name, side), (color, _hatch) in zip(sides.items(), LOOKS, strict=True):
        told = wrap(table.legend["column"][name], half - 0.2, SIZE, "semibold")
        where: dict[str, Any] = {"ha": "right" if side < 0 else "left", "va": "bottom"}
        ax.text(side * most * 0.025, -0.62, told, color=color, weight="semibold", **where)
    ax.axvline(0, color=INK, linewidth=1, zorder=3)
    row_labels(ax, list(names.values()), ROW)
    ax.set_xlim(-most * beyond, most * beyond)
    ax.set_ylim(len(names) - 0.5, -1.2)
    key(figure(ax), _key(table), "outside lower left")
    return figure(ax)


def _told(row: Any) -> tuple[str, str]:  # noqa: ANN401
    """What stands at a bar's end: the nearer's fraction, and the less near where that is more."""
    near, wide = whole(row.passage), whole(row.interview)
    if near is None or wide is None:
        return "", ""
    return fraction(near, int(row.asked)), f"({number(wide)})" if wide > near else ""


def _room(row: Any) -> float:  # noqa: ANN401
    """How many inches what stands at a bar's end takes."""
    told, more = _told(row)
    return inches(told, SIZE, "semibold") + inches(more, SMALL) + 0.25


def _bar(ax: Axes, y: int, side: int, row: Any, at: int, most: int) -> None:  # noqa: ANN401
    """Draw one bar in the other, with the nearer's fraction at the end; hatched where not asked."""
    color, hatch = LOOKS[side > 0]
    near, wide = whole(row.passage), whole(row.interview)
    if near is None or wide is None:
        hatched(ax, [(min(0, side * most), y - 0.3, most, 0.6)])
        return
    gid = row_id(at)
    ax.barh(y, side * wide, 0.62, color=pale(color), linewidth=0, zorder=1, gid=gid)
    inner: dict[str, Any] = {"hatch": hatch or None, "hatchcolor": PAPER, "linewidth": 0}
    ax.barh(y, side * near, 0.34, facecolor=color, zorder=2, **inner)
    place: dict[str, Any] = {
        "textcoords": "offset points",
        "ha": "right" if side < 0 else "left",
        "va": "center_baseline",
    }
    told, more = _told(row)
    ax.annotate(told, (side * wide, y), (side * 6, 0), color=color, weight="semibold", **place)
    if more:
        shift = 6 + inches(told, SIZE, "semibold") * 72 + 5
        ax.annotate(
            more,
            (side * wide, y),
            (side * shift, 0),
            color=QUIET,
            fontsize=SMALL,
            **place,
        )


def pale(color: str) -> tuple[float, float, float]:
    """A colour thinned with white."""
    red, green, blue = (1 - PALE * (1 - part) for part in to_rgb(color))
    return red, green, blue


def _key(table: Table) -> list[Patch]:
    """What the two bars are, in grey, and the hatching."""
    entries = [
        Patch(facecolor=QUIET, linewidth=0, label=_("i samma avsnitt")),
        Patch(facecolor=pale(QUIET), linewidth=0, label=_("i samma intervju (inom parentes)")),
    ]
    if table.frame["passage"].isna().any():
        entries.append(hatched_patch())
    return entries
