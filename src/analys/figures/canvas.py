"""What every figure is drawn on: its size, its checks, its measured text, its key and its stamp."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import update_wrapper
from math import ceil
from typing import Any, Concatenate, Literal, ParamSpec

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

from analys.figures.style import HATCHING, PAPER, QUIET, Mark, style
from analys.figures.text import LEADING, SIZE, SMALL, Heads, inches, lines, thinned, wrap
from analys.language import _
from analys.table import Table
from analys.wording import fraction as in_words
from analys.wording import number

WIDTH = 7.6  # inches
TALLEST = 14.0  # inches; above it rows are packed and their labels thinned
LINKED = 600  # marks, at most, that are drawn one by one so that each can be a link

Box = tuple[float, float, float, float]
P = ParamSpec("P")


def figure_of(
    *columns: str, legends: Sequence[str] = ()
) -> Callable[[Callable[Concatenate[Table, P], Figure]], Callable[Concatenate[Table, P], Figure]]:
    """Check the table before a figure is drawn, and draw it in the style.

    A table that is absent or without rows gives its sentence instead. The figure function can
    rely on the columns and legends, and on every id in a legend's column being in that legend.
    """

    def decorate(
        draw: Callable[Concatenate[Table, P], Figure],
    ) -> Callable[Concatenate[Table, P], Figure]:
        name = getattr(draw, "__name__", "figure")

        def checked(table: Table, /, *args: P.args, **kwargs: P.kwargs) -> Figure:
            if table.absent is None:
                require(table, name, columns, legends)
            with style():
                if table.absent is not None or table.frame.empty:
                    return blank(table)
                return draw(table, *args, **kwargs)

        update_wrapper(checked, draw)
        return checked

    return decorate


def require(table: Table, name: str, columns: Sequence[str], legends: Sequence[str] = ()) -> None:
    """Raise ValueError that names what the table lacks for the figure `name`."""
    missing = [column for column in columns if column not in table.frame]
    if missing:
        word = "column" if len(missing) == 1 else "columns"
        there = ", ".join(map(str, table.frame.columns)) or "none"
        raise ValueError(f"{name} needs the {word} {', '.join(missing)}; the table has {there}")
    for column in legends:
        if column not in table.legend:
            raise ValueError(f"{name} needs legend[{column!r}], the labels of its ids in order")
        if column in table.frame:
            known, found = table.legend[column], table.frame[column].dropna().unique()
            unknown = [str(value) for value in found if value not in known]
            if unknown:
                raise ValueError(
                    f"{name}: {', '.join(unknown)} in the column {column} is not in its legend "
                    f"({', '.join(known)})"
                )


def at_most(table: Table, name: str, part: str, whole: str) -> None:
    """Raise ValueError if a count is larger than what it is counted out of."""
    counts = table.frame[[part, whole]].dropna()
    wrong = counts[counts[part] > counts[whole]]
    if len(wrong):
        count, limit = wrong.iloc[0]
        raise ValueError(f"{name}: row {wrong.index[0]} has {part} {count} of {whole} {limit}")


def canvas(height: float, ax: Axes | None = None) -> Axes:
    """Axes to draw in: those given, or those of a new figure of this height in inches."""
    if ax is None:
        ax = sheet(height).add_subplot()
    bare(ax)
    return ax


def sheet(height: float) -> Figure:
    """Make a figure of this height in inches, or the tallest there may be, with nothing on it."""
    return Figure(figsize=(WIDTH, min(height, TALLEST)), layout="constrained")


def bare(ax: Axes) -> None:
    """Take frame and tick marks away."""
    ax.set_frame_on(False)
    ax.tick_params(length=0, bottom=False, left=False)
    ax.set_xticks([])
    ax.set_yticks([])


def figure(ax: Axes) -> Figure:
    """Find the figure that axes belong to."""
    owner = ax.get_figure(root=True)
    if owner is None:
        raise ValueError("the axes belong to no figure")
    return owner


def breadth(ax: Axes | None) -> float:
    """Measure the inches of the figure that belong to the axes and their labels."""
    if ax is None:
        return WIDTH
    spec = ax.get_subplotspec()
    if spec is None:
        share = ax.get_position().width
    else:
        share = len(spec.colspan) / spec.get_gridspec().ncols
    return float(figure(ax).get_figwidth() * share)


def blank(table: Table) -> Figure:
    """Make a figure of the sentence that says why there is nothing to show."""
    ax = canvas(0.6)
    told = wrap(table.absent or _("Inget att visa"), WIDTH - 0.4)
    ax.text(0, 0.5, told, va="center", color=QUIET, transform=ax.transAxes)
    return figure(ax)


def pitch(labels: Sequence[str], least: float, taken: float = 0.8) -> float:
    """Give the inches from row to row: room for the labels, or what the tallest figure leaves."""
    wanted = max(least, lines(labels) * SIZE * LEADING + 0.1)
    return min(wanted, (TALLEST - taken) / max(len(labels), 1))


def fitted(
    labels: Iterable[str],
    width: float,
    least: float,
    taken: float = 0.8,
    packed: float = 1.5,
) -> tuple[list[str], float]:
    """Wrap row labels and give the inches from row to row.

    `width` is for the labels; where rows are packed so that lines would meet, they get `packed`
    times that. `taken` is the height that is not rows.
    """
    labels = list(labels)
    wrapped = [wrap(label, width) for label in labels]
    room = pitch(wrapped, least, taken)
    if room < lines(wrapped) * SIZE * LEADING:
        wrapped = [wrap(label, width * packed) for label in labels]
        room = pitch(wrapped, least, taken)
    return wrapped, room


def row_labels(ax: Axes, labels: Sequence[str], room: float) -> None:
    """Label rows 0, 1, … downwards; where rows are closer than text, label every few."""
    size = SIZE if room >= lines(labels) * SIZE * LEADING else SMALL
    shown = thinned(len(labels), room, lines(labels) * size * LEADING)
    ax.set_yticks(list(shown), [labels[at] for at in shown], fontsize=size)


def count_ticks(most: int) -> list[int]:
    """Choose a few whole numbers from 0 to `most`, both among them, none close to the last."""
    most = max(most, 1)
    step = next(
        step * 10**power for power in range(9) for step in (1, 2, 5) if most <= step * 10**power * 3
    )
    return [tick for tick in range(0, most, step) if most - tick > 0.35 * step] + [most]


def fraction(count: int, of: int | None, n: int) -> str:
    """Write a count for a bar's end; with its "of" where that is not the whole table's n."""
    return number(count) if of is None or of == n else in_words(count, of)


def hit(ax: Axes, box: Box, gid: str) -> None:
    """Lay over a row of thin marks a rectangle (in data units) that can be a link, and is unseen.

    What is not painted at all catches no click, and a thousandth is painted.
    """
    x, y, wide, high = box
    look: dict[str, Any] = {"facecolor": PAPER, "alpha": 0.001, "linewidth": 0, "zorder": 9}
    ax.add_artist(Rectangle((x, y), wide, high, gid=gid, **look))


def whole(value: float | None) -> int | None:
    """Return a count as an int, or None where it is missing."""
    return None if value is None or pd.isna(value) else int(value)


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through a frame's rows in its order, columns as attributes."""
    yield from frame.itertuples()


def placed(frame: pd.DataFrame) -> pd.DataFrame:
    """Add to each row its place in the frame, `place`, which parts of the frame keep."""
    return frame.assign(place=range(len(frame)))


def row_id(place: int) -> str:
    """Give the id, in the SVG, of what stands for a row of the table: a link is made of it."""
    return f"row-{place}"


def area(mark: Mark) -> dict[str, Any]:
    """Give the keywords of a patch that looks like the mark."""
    return {
        "facecolor": mark.color,
        "hatch": mark.hatch or None,
        "hatchcolor": PAPER,
        "linewidth": 0,
    }


def hatched(ax: Axes, cells: Sequence[Box]) -> None:
    """Hatch rectangles (left, top, width, height in data units): they were not asked."""
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in cells]
    ax.add_collection(
        PolyCollection(corners, facecolor="none", linewidth=0, hatch="////", hatchcolor=HATCHING),
        autolim=False,
    )


def hatched_patch(label: str = "") -> Patch:
    """Make the key's entry for what was not asked, or for what the label says."""
    look: dict[str, Any] = {"facecolor": "none", "hatch": "////", "hatchcolor": HATCHING}
    return Rectangle((0, 0), 1, 1, linewidth=0, label=label or _("inte tillfrågad"), **look)


def area_key(labels: Mapping[str, str], looks: Mapping[str, Mark]) -> list[Artist]:
    """Make the entries of a key for areas, in the legend's order."""
    return [Patch(label=label, **area(looks[name])) for name, label in labels.items()]


def point(mark: Mark, diameter: float) -> dict[str, Any]:
    """Give the keywords of a marker that looks like the mark, `diameter` points across."""
    narrow = {"D": 0.78, "s": 0.92}.get(mark.marker, 1.0)
    return {
        "marker": mark.marker,
        "markersize": diameter * narrow,
        "markerfacecolor": PAPER if mark.edge else mark.color,
        "markeredgecolor": mark.edge or mark.color,
        "linestyle": "none",
    }


def point_key(
    labels: Mapping[str, str], looks: Mapping[str, Mark], diameter: float = 9
) -> list[Artist]:
    """Make the entries of a key for points, in the legend's order."""
    return [
        Line2D([], [], label=label, **point(looks[name], diameter))
        for name, label in labels.items()
    ]


def draw_heads(ax: Axes, heads: Heads) -> None:
    """Write column labels above the cells."""
    turn = 90 if heads.upright else 0
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, top=False, pad=4)
    ax.set_xticks(list(heads.shown), heads.texts, rotation=turn, fontsize=heads.size, color=QUIET)


def key(
    owner: Figure,
    entries: Sequence[Artist],
    place: Literal["outside upper left", "outside lower left"] = "outside upper left",
) -> None:
    """Put a compact key outside the axes, in as many columns as fit; the figure grows by it."""
    widths = [inches(str(entry.get_label()), 10.5) + 0.55 for entry in entries]
    columns = max(1, min(len(entries), int((WIDTH - 0.2) / max(widths))))
    if sum(widths) <= WIDTH - 0.2:
        columns = len(entries)
    legend = owner.legend(handles=list(entries), loc=place, ncols=columns)
    legend.set_zorder(10)
    owner.set_figheight(owner.get_figheight() + 0.2 * ceil(len(entries) / columns) + 0.08)


def stamp(owner: Figure, text: str) -> Figure:
    """Say at the lower right what the reader must know of the material, in room made for it."""
    with style():
        told = wrap(text, owner.get_figwidth() - 0.2, SMALL)
        owner.supxlabel(told, x=0.995, ha="right", fontsize=SMALL, color=QUIET)
        owner.set_figheight(owner.get_figheight() + lines([told]) * SMALL * LEADING + 0.06)
    return owner


def shown_texts(owner: Figure) -> list[Text]:
    """List the figure's visible texts."""
    return [
        text
        for text in owner.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip()
    ]
