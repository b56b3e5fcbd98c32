"""Stretches of talk as rectangles: cut where one begins or ends, joined where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analys.figures.canvas import Box

NARROWEST = 0.03  # inches of a stretch, however short
CODES = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def box(start: float, end: float, middle: float, high: float, wide: float) -> Box:
    """A stretch as a rectangle around a height, as wide at least as the eye needs."""
    width = max(end - start, NARROWEST / wide)
    return (min(start, 1 - width), middle - high / 2, width, high)


def draw(ax: Axes, boxes: Sequence[Box], color: str) -> None:
    """Fill rectangles of one colour as one shape, however many they are."""
    corners = [
        corner
        for x, y, w, h in joined(boxes)
        for corner in ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
    ]
    if corners:
        codes = CODES * (len(corners) // len(CODES))
        look: dict[str, Any] = {"facecolor": color, "linewidth": 0, "snap": True, "zorder": 2}
        ax.add_artist(PathPatch(Path(corners, codes), **look))


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Make one of rectangles at one height that meet: very many are no more than can be seen."""
    found: list[Box] = []
    for x, y, wide, high in sorted(boxes, key=itemgetter(1, 3, 0)):
        if found and found[-1][1::2] == (y, high) and x <= found[-1][0] + found[-1][2]:
            first, _y, before, _high = found[-1]
            found[-1] = (first, y, max(before, x + wide - first), high)
        else:
            found.append((x, y, wide, high))
    return found


def shared(rows: pd.DataFrame) -> list[tuple[float, float, list[str]]]:
    """The talk cut where a stretch begins or ends: from, to, and the parts that come up there."""
    spans = list(zip(rows["start"], rows["end"], rows["part"], strict=True))
    waiting = sorted(range(len(spans)), key=lambda at: spans[at][0], reverse=True)
    cuts = sorted({at for start, end, _part in spans for at in (start, end)})
    cut, open_ = [], list[int]()
    for low, high in pairwise(cuts):
        while waiting and spans[waiting[-1]][0] <= low:
            open_.append(waiting.pop())
        open_ = sorted(at for at in open_ if spans[at][1] >= high)
        if open_:
            cut.append((low, high, [spans[at][2] for at in open_]))
    return cut
