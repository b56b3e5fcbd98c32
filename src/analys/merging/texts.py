"""When two texts are one, and where a place in the one is in the other.

Tools write line ends as they like, some put a byte order mark first and some leave out the line
ends after the last word. None of it makes another text.
"""

from __future__ import annotations

import hashlib
import unicodedata

import numpy as np
import pandas as pd

from analys.readers.positions import Ints

WORDS = 40  # characters that are shown from where two texts part
MARK = "\ufeff"


def plain(text: str) -> str:
    """The text with every line end as one character, and no byte order mark."""
    return text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def identity(text: str) -> str:
    """What two texts have in common that are one."""
    found = plain(text)
    said = found.rstrip("\n") or found
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def same_name(name: object) -> str:
    """A document's or a person's name as it is compared: accents may be written in two ways."""
    return unicodedata.normalize("NFC", str(name).strip())


def parting(first: str, second: str) -> tuple[int, str, str]:
    """Where two texts part: the character, counted from 1, and a few words of both from there.

    >>> parting("Vi pratar mycket.", "Vi pratar lite.")
    (11, 'mycket.', 'lite.')
    """
    one, other = plain(first), plain(second)
    at = _common(one, other)
    return at + 1, one[at : at + WORDS], other[at : at + WORDS]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class Conversion:
    """From places in one text to the same places in another that differs in line ends.

    A place within a line end of two characters has none of its own in the other: a passage that
    starts or ends there takes the whole of the line end. One in line ends after the last word that
    the other does not have is at its end.
    """

    def __init__(self, text: str, to: str) -> None:
        widths = _widths(text)
        self._from = np.concatenate([[0], np.cumsum(widths)])
        self._to = np.concatenate([[0], np.cumsum(_widths(to))])
        self._end = len(to)
        # Nothing starts on a mark at the beginning, which is before all that is said.
        self._first = int(to.startswith(MARK))
        within = np.concatenate([[False], widths == 0])
        within[1:2] &= not text.startswith(MARK)
        self._within = within.astype(np.int64)

    def converted(self, start: pd.Series, end: pd.Series) -> tuple[pd.Series, pd.Series]:
        """Starts and ends (code points, NA for a whole document) in the other text."""
        there = start.notna() & end.notna()
        starts = start[there].to_numpy(np.int64)
        ends = end[there].to_numpy(np.int64)
        new_start, new_end = start.copy(), end.copy()
        first = np.maximum(np.searchsorted(self._to, self._from[starts], side="left"), self._first)
        last = np.searchsorted(self._to, self._from[ends] + self._within[ends], side="left")
        first, last = np.minimum(first, self._end), np.minimum(last, self._end)
        new_start[there] = first
        new_end[there] = np.where(starts == ends, first, np.maximum(first, last))
        return new_start, new_end


def _widths(text: str) -> Ints:
    """How many characters of the plain text each character is: 0 for what is not one of its own."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths = np.ones(len(points), np.int64)
    if len(points):
        widths[:-1] -= (points[:-1] == 13) & (points[1:] == 10)
        widths[0] -= text.startswith(MARK)
    return widths
