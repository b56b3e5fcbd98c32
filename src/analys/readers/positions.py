"""What a file's positions are counted in, and how they become code points.

Tools count the same passage differently: by code points (the standard), by UTF-16 units (NVivo),
or with a CRLF as one. Only a text with emoji or CRLF shows it, and then every later quote is off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analys.errors import ParameterError, Problem

CODE_POINT = "code point"
UTF_16 = "utf-16"
CODE_POINT_CRLF_1 = "code point, CRLF as one"
UNITS = (CODE_POINT, UTF_16, CODE_POINT_CRLF_1)
KNOWN_BY_CODE_POINT = ("analys", "atlas.ti", "qc ", "qualcoder")
"""How the origins begin that have been seen to count code points."""

STORES_QUOTES = ("analys", "atlas.ti", "qualcoder")
"""How the origins begin that name a passage by its quote; others may by a short label."""

LABEL = 20
"""Below this a name from any other exporter is taken for a label."""

CUT = 50
"""From this length a stored quote may be one that was cut."""

Ints = NDArray[np.int64]


def unit_of(exporter: str) -> str:
    """Name the unit an exporter counts in: UTF-16 for NVivo, else the standard's code points."""
    return UTF_16 if "nvivo" in exporter.casefold() else CODE_POINT


def checked_unit(positions: str) -> str:
    """Return `positions` itself.

    Raises
    ------
    ParameterError
        If it is none of `UNITS`.

    """
    if positions not in UNITS:
        expected = "one of " + ", ".join(repr(unit) for unit in UNITS)
        raise ParameterError(Problem("positions", "", expected, repr(positions)))
    return positions


@dataclass(frozen=True)
class Scale:
    """One text's positions in a unit, against its code points.

    `marks` are the positions, in the unit, of the characters that count otherwise than one;
    `step` is what each adds to the later positions; `length` is that of the text in the unit.
    """

    marks: Ints
    step: int
    length: int

    def code_points(self, positions: Ints) -> Ints:
        """Convert to code points; one inside a character goes to the character's start."""
        return positions + self.step * np.searchsorted(self.marks, positions, side="left")

    def inside(self, positions: Ints) -> NDArray[np.bool_]:
        """Tell which positions lie between the two UTF-16 units of one character."""
        return np.isin(positions - 1, self.marks) & (self.step < 0)


def scale(text: str, unit: str) -> Scale:
    """Find how positions counted in `unit` lie in `text`.

    Examples
    --------
    >>> scale("a\N{GRINNING FACE}b", "utf-16").code_points(np.array([0, 1, 3, 4]))
    array([0, 1, 2, 3])

    """
    nothing = np.empty(0, np.int64)
    if unit == UTF_16 and not text.isascii():
        wide = np.flatnonzero(_points(text) > 0xFFFF)
        return Scale(wide + np.arange(len(wide)), -1, len(text) + len(wide))
    if unit == CODE_POINT_CRLF_1 and "\r\n" in text:
        points = _points(text)
        pairs = np.flatnonzero((points[:-1] == 13) & (points[1:] == 10))
        return Scale(pairs - np.arange(len(pairs)), 1, len(text) - len(pairs))
    return Scale(nothing, 0, len(text))


def has_wide(text: str) -> bool:
    """Tell whether a character of the text takes two UTF-16 units, so that the unit matters."""
    return not text.isascii() and len(text.encode("utf-16-le")) > 2 * len(text)


def compare(
    names: Sequence[str | None], passages: Sequence[str], shortest: int = 1
) -> tuple[int, int]:
    """Count the names that are quotes to check, and those that agree with their passages.

    A name is taken for a quote where it is as long as the passage, or as the beginning of one:
    people name passages too ("Quotation 12:3", "line:729"), and those are left alone, as are names
    below `shortest`. Spaces and line ends are not compared, for tools write them as they like.
    """
    checked = agreeing = 0
    for name, passage in zip(names, passages, strict=True):
        if not name or len(name) < shortest:
            continue
        head, cut = _uncut(name)
        wanted, found = _squeezed(head), _squeezed(passage)
        near = abs(len(wanted) - len(found)) <= max(2, len(found) // 10)
        if not near and not (cut and len(wanted) < len(found)):
            continue
        checked += 1
        agreeing += found.startswith(wanted) if cut else found == wanted
    return checked, agreeing


def _uncut(name: str) -> tuple[str, bool]:
    head = name.removesuffix("…").removesuffix("...")
    return head, len(name) >= CUT or head != name


def _squeezed(text: str) -> str:
    """Strip the text of spaces and of what XML cannot hold."""
    joined = "".join(text.split())
    return joined if joined.isprintable() else joined.translate(_CONTROLS)


_CONTROLS = dict.fromkeys([*range(32), 0xFFFE, 0xFFFF])


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
