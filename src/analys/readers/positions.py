"""What a file's positions are counted in, and how they become code points.

Tools count the same passage differently: by code points (the standard), by UTF-16 units (NVivo,
QualCoder's window), by UTF-8 bytes (Taguette), or with a CRLF as one. Only a text with emoji or
CRLF shows it, and then every later quote is off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analys.errors import ParameterError, Problem

CODE_POINT = "code point"
UTF_16 = "utf-16"
CODE_POINT_CRLF_1 = "code point, CRLF as one"
UTF_16_CRLF_1 = "utf-16, CRLF as one"
"""How Qt's text windows count, QualCoder's among them; a BOM at the start is none to them."""

UTF_8 = "utf-8"
UNIT_NAMES = {
    CODE_POINT: "code points",
    UTF_16: "UTF-16 code units",
    CODE_POINT_CRLF_1: "code points with a CRLF as one",
    UTF_16_CRLF_1: "UTF-16 code units with a CRLF as one",
    UTF_8: "UTF-8 bytes",
}
"""The units in words, as many."""

UNITS = (CODE_POINT, UTF_16, CODE_POINT_CRLF_1, UTF_16_CRLF_1, UTF_8)
KNOWN_BY_CODE_POINT = ("analys", "atlas.ti", "qc ")
"""How the origins begin that have been seen to count code points."""

STORES_QUOTES = ("analys", "atlas.ti", "qualcoder")
"""How the origins begin that name a passage by its quote; others may by a short label."""

LABEL = 20
"""Below this a name from any other exporter is taken for a label."""

CUT = 50
"""From this length a stored quote may be one that was cut."""

BOM = "\ufeff"

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

    `bounds` are the positions, in the unit, at which each code point begins, and the end of the
    text; None where the unit counts this text as code points do. `length` is that of the text in
    the unit.
    """

    bounds: Ints | None
    length: int

    def code_points(self, positions: Ints) -> Ints:
        """Convert to code points; one inside a character goes to the character's start."""
        if self.bounds is None:
            return positions
        at = np.searchsorted(self.bounds, positions, side="left")
        return at - self._differs(at, positions)

    def inside(self, positions: Ints) -> NDArray[np.bool_]:
        """Tell which positions lie between the units of one character."""
        if self.bounds is None:
            return np.zeros(len(positions), np.bool_)
        at = np.searchsorted(self.bounds, positions, side="left")
        return self._differs(at, positions) & (at < len(self.bounds))

    def _differs(self, at: Ints, positions: Ints) -> NDArray[np.bool_]:
        assert self.bounds is not None
        differs: NDArray[np.bool_] = self.bounds[np.minimum(at, len(self.bounds) - 1)] != positions
        return differs


def scale(text: str, unit: str) -> Scale:
    """Find how positions counted in `unit` lie in `text`.

    Examples
    --------
    >>> scale("a\N{GRINNING FACE}b", "utf-16").code_points(np.array([0, 1, 3, 4]))
    array([0, 1, 2, 3])
    >>> scale("å\N{GRINNING FACE}b", "utf-8").code_points(np.array([0, 2, 6, 7]))
    array([0, 1, 2, 3])

    """
    if unit == UTF_16_CRLF_1 and ("\r\n" in text or text.startswith(BOM)):
        return _window_scale(text)
    if unit in (UTF_16, UTF_16_CRLF_1) and has_wide(text):
        return _scale(1 + (_points(text) > 0xFFFF))
    if unit == UTF_8 and not text.isascii():
        # A character takes one byte more in UTF-8 from each of these on.
        return _scale(1 + np.searchsorted([0x80, 0x800, 0x10000], _points(text), side="right"))
    if unit == CODE_POINT_CRLF_1 and "\r\n" in text:
        points = _points(text)
        widths = np.ones(len(points), np.int64)
        widths[:-1] -= (points[:-1] == 13) & (points[1:] == 10)
        return _scale(widths)
    return Scale(None, len(text))


def _window_scale(text: str) -> Scale:
    """Count UTF-16 units, a CRLF as one, and a BOM at the start as none: it ends at 0."""
    points, begin = _points(text), int(text.startswith(BOM))
    widths = 1 + (points > 0xFFFF).astype(np.int64)
    widths[:-1] -= (points[:-1] == 13) & (points[1:] == 10)
    measure = _scale(widths)
    assert measure.bounds is not None
    return Scale(measure.bounds - begin, measure.length - begin)


def _scale(widths: Ints) -> Scale:
    bounds = np.concatenate([[0], np.cumsum(widths, dtype=np.int64)])
    return Scale(bounds, int(bounds[-1]))


def has_wide(text: str) -> bool:
    """Tell whether a character of the text takes two UTF-16 units, so that the unit matters."""
    return not text.isascii() and len(text.encode("utf-16-le")) > 2 * len(text)


def compared(
    names: Sequence[str | None], passages: Sequence[str], shortest: int = 1, *, labels: bool = True
) -> Iterator[tuple[int, bool]]:
    """Give the row of each name that is a quote to check, and whether it agrees with its passage.

    With `labels`, a name is taken for a quote where it is as long as the passage, or as the
    beginning of one: people name passages too ("Quotation 12:3", "line:729"), and those are left
    alone, as are names below `shortest`. Spaces and line ends are not compared, for tools write
    them as they like.
    """
    for row, (name, passage) in enumerate(zip(names, passages, strict=True)):
        if name is None or (labels and len(name) < max(shortest, 1)):
            continue
        if name == passage:
            yield row, True
            continue
        head, cut = _uncut(name) if labels else (name, False)
        if cut and passage.startswith(head):
            yield row, True
            continue
        wanted, found = _squeezed(head), _squeezed(passage)
        near = abs(len(wanted) - len(found)) <= max(2, len(found) // 10)
        if labels and not near and not (cut and len(wanted) < len(found)):
            continue
        yield row, found.startswith(wanted) if cut else found == wanted


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
