"""Passages of a database that stores with each the quote it is meant to be.

The quotes are what tells how a file's positions are counted. One file may hold both kinds: where
people mark in a window that counts UTF-16 units, and a program codes by searching in code points.
So the file's unit is the one that most quotes agree with, and a passage that only another unit
gives its own quote back is placed by that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analys.readers.agreement import Agreement
from analys.readers.archive import Limits, refuse_quoted
from analys.readers.positions import (
    BOM,
    CODE_POINT,
    CODE_POINT_CRLF_1,
    UNIT_NAMES,
    UTF_16,
    UTF_16_CRLF_1,
    Ints,
    Scale,
    compared,
    scale,
)
from analys.readers.problems import Problems

TRIED = (CODE_POINT, UTF_16_CRLF_1, UTF_16, CODE_POINT_CRLF_1)
"""The units a quote is looked for in; of those that fit best the first is taken."""

_WITHOUT_CRLF = {CODE_POINT_CRLF_1: CODE_POINT, UTF_16_CRLF_1: UTF_16}

SHORTEST = 2
"""A quote of fewer characters may stand at another place by chance."""

_LINES = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
_MEND = "Delete the coding in its tool and code the passage again. "
_UNIT = "Are the positions counted otherwise? Say how with `positions`."


@dataclass
class Stored:
    """Passages as the file has them, in whole columns."""

    key: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quote: list[str | None] = field(default_factory=list)


@dataclass
class Placed:
    """The same passages in code points, with their quotes cut from the texts.

    `unit` is the file's; `moved` how many were placed by another, as their own quotes show;
    `shown` tells whether any quote fits one unit and not another.
    """

    start: Ints
    end: Ints
    quotes: list[str]
    unit: str = CODE_POINT
    shown: bool = False
    agreement: Agreement = field(default_factory=Agreement)
    moved: Counter[str] = field(default_factory=Counter)
    settled: list[str] = field(default_factory=list)
    inside: int = 0


@dataclass
class _Trial:
    """The passages of one source, cut in one unit.

    `score` is 2 for the very quote, 1 for one that differs in spaces, 0 for another.
    """

    start: Ints
    end: Ints
    quotes: list[str]
    length: int
    score: NDArray[np.int8]
    valid: NDArray[np.bool_]
    inside: NDArray[np.bool_]


class Placing:
    """Places stored passages in their texts.

    `asked` is the unit that a user named, or None to settle it by the quotes.
    """

    def __init__(
        self,
        stored: Stored,
        texts: Mapping[str, str],
        names: Mapping[str, str],
        asked: str | None,
        limits: Limits,
    ) -> None:
        self._stored, self._texts, self._names, self._asked = stored, texts, names, asked
        self._limits = limits
        self._start, self._end = np.array(stored.start, np.int64), np.array(stored.end, np.int64)
        self._rows: dict[str, list[int]] = {}
        for row, source in enumerate(stored.source):
            self._rows.setdefault(source, []).append(row)
        self._trials: dict[tuple[str, str], _Trial] = {}

    def place(self, problems: Problems) -> Placed:
        """Place all passages; those that no text has room for become problems.

        Raises
        ------
        MaterialError
            If the quotes would fill the memory.

        """
        self._check_size(problems.file)
        units = [self._asked] if self._asked else TRIED
        # Where as many agree, the unit counts in which more are the very quote, spaces and all.
        fits = {unit: (self.fit(unit), self._score(unit)) for unit in units}
        unit = max(fits, key=lambda each: fits[each])
        n = len(self._start)
        placed = Placed(self._start.copy(), self._end.copy(), [""] * n, unit)
        placed.shown = len(set(fits.values())) > 1
        for source, rows in self._rows.items():
            self._place_source(source, rows, placed, problems)
        placed.settled = self._settled(placed, fits)
        return placed

    def fit(self, unit: str) -> int:
        """Count the stored quotes that agree if positions are counted in `unit`."""
        return sum(int((self._trial(source, unit).score > 0).sum()) for source in self._rows)

    def _score(self, unit: str) -> int:
        return sum(int(self._trial(source, unit).score.sum()) for source in self._rows)

    def _check_size(self, file: str) -> None:
        lengths = np.array([len(self._texts[source]) for source in self._stored.source], np.int64)
        longest = np.minimum(np.maximum(self._end - self._start, 0), lengths)
        refuse_quoted(file, int(longest.sum()), self._limits)

    def _trial(self, source: str, unit: str) -> _Trial:
        text = self._texts[source]
        if "\r\n" not in text and not text.startswith(BOM):
            unit = _WITHOUT_CRLF.get(unit, unit)
        key = (source, unit)
        if key not in self._trials:
            measure = scale(text, unit)
            same = unit != CODE_POINT and measure.bounds is None
            self._trials[key] = (
                self._trial(source, CODE_POINT) if same else self._cut(source, measure)
            )
        return self._trials[key]

    def _cut(self, source: str, measure: Scale) -> _Trial:
        text, rows = self._texts[source], self._rows[source]
        start, end = self._start[rows], self._end[rows]
        valid = (start >= 0) & (start <= end) & (end <= measure.length)
        inside = measure.inside(end)
        first = measure.code_points(start)
        last = measure.code_points(end) + inside
        quotes = [
            text[a:b] if good else ""
            for a, b, good in zip(first.tolist(), last.tolist(), valid.tolist(), strict=True)
        ]
        score = _scores([self._stored.quote[row] for row in rows], quotes) * valid
        halves = inside | measure.inside(start)
        return _Trial(first, last, quotes, measure.length, score, valid, halves)

    def _place_source(
        self, source: str, rows: list[int], placed: Placed, problems: Problems
    ) -> None:
        name, mine = f"source {self._names[source]!r}", self._trial(source, placed.unit)
        taken = [mine] * len(rows)
        if not self._asked:
            for at in np.flatnonzero(mine.score < 2).tolist():
                unit = self._better(source, at, placed.unit)
                if unit is not None:
                    taken[at] = self._trial(source, unit)
                    placed.moved[unit] += 1
        for at, (row, trial) in enumerate(zip(rows, taken, strict=True)):
            placed.start[row], placed.end[row] = trial.start[at], trial.end[at]
            placed.quotes[row] = trial.quotes[at]
            placed.inside += int(trial.inside[at])
            if not trial.valid[at]:
                self._tell_wrong(row, name, mine.length, problems)
        placed.agreement.add(
            [self._stored.quote[row] for row in rows],
            [placed.quotes[row] for row in rows],
            lambda at: (
                f"{name}, coding {self._stored.key[rows[at]]}",
                int(placed.start[rows[at]]),
                int(placed.end[rows[at]]),
            ),
        )

    def _better(self, source: str, at: int, unit: str) -> str | None:
        """Name the other unit that gives this passage its quote; None if it is not clear."""
        quote = self._stored.quote[self._rows[source][at]]
        if quote is None or len(quote.strip()) < SHORTEST:
            return None
        scores = {each: int(self._trial(source, each).score[at]) for each in TRIED}
        best = max(scores.values())
        if best <= scores[unit]:
            return None
        found = [each for each in TRIED if scores[each] == best]
        places = {int(self._trial(source, each).start[at]) for each in found}
        return found[0] if len(places) == 1 else None

    def _differing(self) -> int:
        """Count the passages that lie elsewhere if positions are counted as in a window."""
        units = (CODE_POINT, UTF_16_CRLF_1)
        trials = ([self._trial(source, unit) for unit in units] for source in self._rows)
        return sum(
            int(((one.start != other.start) | (one.end != other.end)).sum())
            for one, other in trials
        )

    def _tell_wrong(self, row: int, name: str, length: int, problems: Problems) -> None:
        start, end = self._stored.start[row], self._stored.end[row]
        problems.add(
            f"{name}, coding {self._stored.key[row]}",
            f"0 <= start <= end <= {length}, the length of the text",
            f"{start} to {end}",
            _MEND + (_UNIT if end > length else ""),
        )

    def _settled(self, placed: Placed, fits: Mapping[str, tuple[int, int]]) -> list[str]:
        told, n, here = [], placed.agreement.checked, fits[placed.unit][0]
        if placed.unit != CODE_POINT and not self._asked:
            told.append(
                f"positions are counted in {UNIT_NAMES[placed.unit]}: {here:,} of {n:,} stored "
                f"quotes agree so, {fits[CODE_POINT][0]:,} in {UNIT_NAMES[CODE_POINT]}"
            )
        if not self._asked and not placed.shown and (n := self._differing()):
            told.append(
                f"no stored quote tells how positions are counted: {n:,} places are taken as "
                f"counted as {placed.unit!r}, unproved"
            )
        told += [
            f"{count:,} codings are counted in {UNIT_NAMES[unit]}, not in "
            f"{UNIT_NAMES[placed.unit]} like the rest: "
            "only so are they their own quotes"
            for unit, count in placed.moved.items()
        ]
        return told


def _scores(stored: list[str | None], cut: list[str]) -> NDArray[np.int8]:
    """2 where the quotes are the same but for the sign of a line's end, 1 but for all space."""
    scores = np.array([2 * (a == b) for a, b in zip(stored, cut, strict=True)], np.int8)
    rest = np.flatnonzero(scores == 0).tolist()
    mine, theirs = [stored[row] for row in rest], [cut[row] for row in rest]
    for at, agrees in compared(mine, theirs, labels=False):
        same = agrees and _lines(mine[at] or "") == _lines(theirs[at])
        scores[rest[at]] = int(agrees) + int(same)
    return scores


def _lines(quote: str) -> str:
    return quote.translate(_LINES).replace("\r\n", "\n")
