"""The texts that a table's quotes are from: searched for these, or put together of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analys.readers.positions import Ints

APART = "\n\n"
"""What stands between the segments of a text that was put together of them."""


def composed(quotes: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    r"""Put a text together of its segments, one a paragraph, and tell the place of each.

    Examples
    --------
    >>> composed(["Ja.", "Nej då."])
    ('Ja.\n\nNej då.', [(0, 3), (5, 12)])

    """
    places, at = [], 0
    for quote in quotes:
        places.append((at, at + len(quote)))
        at += len(quote) + len(APART)
    return APART.join(quotes), places


@dataclass
class Searched:
    """A text in which quotes are looked for, whatever the spaces and line ends between words."""

    text: str
    _kept: Ints = field(init=False)
    _squeezed: str = field(init=False)

    def __post_init__(self) -> None:
        kept = [at for at, sign in enumerate(self.text) if not sign.isspace()]
        self._kept = np.array(kept, np.int64)
        self._squeezed = "".join(self.text.split())

    def places(self, quote: str) -> list[tuple[int, int]]:
        r"""Find every place of a quote, half-open, in code points.

        Examples
        --------
        >>> Searched("Vi litar\npå dem. Vi litar på dem.").places("litar på")
        [(3, 11), (20, 28)]

        """
        wanted = "".join(quote.split())
        places, at = [], self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            places.append((int(self._kept[at]), int(self._kept[at + len(wanted) - 1]) + 1))
            at = self._squeezed.find(wanted, at + 1)
        return places

    def paragraphs(self, *, empty: bool) -> Ints:
        """Where each paragraph begins; with `empty`, those without text count as well."""
        starts, at = [], 0
        for line in self.text.split("\n"):
            if empty or line.strip():
                starts.append(at)
            at += len(line) + 1
        return np.array(starts, np.int64)
