"""Text that is measured before it is set: wrapped, thinned, turned, so that nothing is cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from analys.figures.style import font

SIZE = 11.0  # points
SMALL = 9.5
LEADING = 1.24 / 72  # inches a point of size and line

Measures = tuple[float, float, float]
Face = tuple[tuple[str, ...], Any, Any]  # family, style, weight


def face_of(font: FontProperties) -> Face:
    """What a font is, whatever its size."""
    return tuple(font.get_family()), font.get_style(), font.get_weight()


def measures(text: str, font: FontProperties) -> Measures:
    """Width, height and descent of a text, in points."""
    size = font.get_size_in_points() / TextToPath.FONT_SCALE
    width, height, descent = _unscaled(text, face_of(font))
    return width * size, height * size, descent * size


@lru_cache(maxsize=8192)
def _unscaled(text: str, face: Face) -> Measures:
    """Measure a text at the size that TextToPath scales from."""
    family, slant, weight = face
    font = FontProperties(family=family, style=slant, weight=weight, size=TextToPath.FONT_SCALE)
    width, height, descent = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return float(width), float(height), float(descent)


@lru_cache(maxsize=4096)
def inches(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """How wide a line of text is."""
    return measures(text, font(size, weight))[0] / 72


def wrap(text: str, width: float, size: float = SIZE, weight: str = "normal") -> str:
    """Break a label into lines that are at most `width` inches; a dash never begins a line.

    A word that is wider is not broken: then the lines are as wide as it.
    """
    text = text.replace(" –", "\N{NO-BREAK SPACE}–")
    if inches(text, size, weight) <= width:
        return text
    width = max(width, *(inches(word, size, weight) for word in text.split()))
    most = int(width / inches(text, size, weight) * len(text) * 1.4) + 1
    for characters in range(most, 0, -1):
        lines = textwrap.wrap(text, characters, break_on_hyphens=False, break_long_words=False)
        if all(inches(line, size, weight) <= width for line in lines):
            break
    return "\n".join(lines)


def longest_word(labels: Iterable[str], size: float = SIZE) -> float:
    """Inches of the longest word among labels, which is what cannot be wrapped."""
    return max((inches(word, size) for label in labels for word in label.split()), default=0.0)


def lines(labels: Iterable[str]) -> int:
    """Count the lines of the wrapped label that has most."""
    return max((label.count("\n") + 1 for label in labels), default=1)


def thinned(count: int, room: float, need: float) -> range:
    """Which of `count` labels are shown when each has `room` inches and needs `need`."""
    return range(0, count, max(1, ceil(need / room)))


class Heads(NamedTuple):
    """How columns are labelled: which, with what text, at what size and angle, how deep."""

    shown: Sequence[int]
    texts: Sequence[str]
    size: float
    upright: bool
    depth: float


def column_heads(labels: Sequence[str], room: float) -> Heads:
    """Label columns level where the words fit, else upright, else every few.

    `room` is inches from column to column.
    """
    every = range(len(labels))
    for size in (10.5, SMALL, 9.0):
        if longest_word(labels, size) <= room - 0.04:
            texts = [wrap(label, room - 0.04, size) for label in labels]
            if lines(texts) <= 5:
                return Heads(every, texts, size, False, lines(texts) * size * LEADING)
    size = SMALL
    if room >= size * LEADING:
        texts = [wrap(label, 1.6, size) for label in labels]
        if lines(texts) * size * LEADING > room:
            texts = [wrap(label, 2.6, size) for label in labels]
        if lines(texts) * size * LEADING > room:
            texts = list(labels)
        return Heads(every, texts, size, True, _widest(texts, size))
    wide = _widest(labels, size)
    level = wide < 1
    shown = thinned(len(labels), room, wide + 0.12 if level else size * LEADING)
    texts = [labels[at] for at in shown]
    return Heads(shown, texts, size, not level, size * LEADING if level else wide)


def _widest(labels: Sequence[str], size: float) -> float:
    """Measure the widest line of wrapped labels."""
    return max(inches(line, size) for label in labels for line in label.split("\n"))
