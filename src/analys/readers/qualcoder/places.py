"""Places that no quote is stored for: of annotations, and of parts of files that are a case."""

from __future__ import annotations

import numpy as np

from analys.readers.database.rows import Tables
from analys.readers.positions import UNIT_NAMES, UTF_16_CRLF_1, scale
from analys.readers.qualcoder.sources import Sources

Place = tuple[int | None, int | None]


class Places:
    """Turns such places into code points.

    They are counted in `unit`, as the quoted passages are or the user says. Where neither tells it
    is None, and they count as the tool's window does, where they were marked.
    """

    def __init__(self, tables: Tables, sources: Sources, unit: str | None, window: str) -> None:
        self._tables, self._sources = tables, sources
        self._unit = unit or window
        self._guessed = unit is None

    def part(self, source: str, start: int | None, end: int | None) -> Place:
        """Give a part of a source; (None, None) where all of it is meant, or it has no text."""
        text = self._sources.texts.get(source)
        # A whole file is written by a program, in code points, or in the window, in UTF-16 units.
        if text is None or start is None or end is None or (start <= 0 and end in (0, len(text))):
            return None, None
        if start <= 0 and end >= min(len(text), scale(text, UTF_16_CRLF_1).length):
            return None, None
        return self.passage(source, start, end)

    def passage(self, source: str, start: int | None, end: int | None) -> Place:
        """Give a passage, cut to the text; (None, None) where it has no place."""
        text = self._sources.texts.get(source)
        if text is None or start is None or end is None:
            return None, None
        measure = scale(text, self._unit)
        if self._guessed and measure.bounds is not None:
            told = (
                f"places without a quote are taken as counted in {UNIT_NAMES[self._unit]}, unproved"
            )
            self._tables.seen[told] += 1
        if not 0 <= start <= end <= measure.length:
            self._tables.seen["places without a quote reach out of their text; they are cut"] += 1
        ends = np.clip(np.array([start, end], np.int64), 0, measure.length)
        first, last = (measure.code_points(ends) - self._sources.begin[source]).tolist()
        return max(first, 0), max(last, first, 0)
