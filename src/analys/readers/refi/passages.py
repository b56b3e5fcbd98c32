"""From a REFI-QDA file's positions to code points and quotes, one source after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analys.errors import MaterialError
from analys.readers.agreement import Agreement
from analys.readers.archive import refuse_quoted
from analys.readers.encoded import Encoded
from analys.readers.package import Package, Texts
from analys.readers.positions import (
    CODE_POINT,
    CODE_POINT_CRLF_1,
    KNOWN_BY_CODE_POINT,
    LABEL,
    STORES_QUOTES,
    UTF_16,
    UTF_16_CRLF_1,
    Ints,
    has_wide,
    scale,
)
from analys.readers.problems import Problems
from analys.readers.refi.columns import TEXT
from analys.readers.refi.parts import Parts
from analys.readers.refi.quotes import agree_at_once, column

Bools = NDArray[np.bool_]
QUALCODER = (UTF_16_CRLF_1, UTF_16)
"""What QualCoder counts in where a passage was marked in its window; else in code points."""


@dataclass
class Passages:
    """What the texts tell: of each selection its place and quote, of each source its length."""

    start: Ints
    end: Ints
    quotes: pa.ChunkedArray
    characters: list[int | None] = field(default_factory=list)
    sha256: list[str | None] = field(default_factory=list)
    agreement: Agreement = field(default_factory=Agreement)
    unit: str = CODE_POINT
    missing: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    """Departures, told as warnings, and how often they were met."""


@dataclass
class _Cut:
    start: Ints
    end: Ints
    quotes: pa.Array
    agrees: Bools
    agreement: Agreement
    unit: str
    inside: int
    wrong: Ints
    length: int


class PassageReader:
    """Reads each text once, to turn its selections into code points and to cut their quotes.

    `unit` is what positions are counted in; `chosen` says that a user asked for it.
    """

    def __init__(
        self,
        parts: Parts,
        texts: Texts,
        package: Package,
        unit: str,
        chosen: bool,
        problems: Problems,
    ) -> None:
        self._parts, self._texts, self._package = parts, texts, package
        self._unit, self._chosen, self._problems = unit, chosen, problems
        self._start = parts.selections.numbers("start")
        self._end = parts.selections.numbers("end")
        self._owners = parts.selections.numbers("source")
        self._names = parts.selections.texts("name")
        self._named = pc.fill_null(pc.binary_length(self._names), 0).to_numpy() > 0
        self._quoted = 0
        stores = parts.origin.casefold().startswith(STORES_QUOTES)
        self._shortest = 1 if stores else LABEL
        start, end = self._start.copy(), self._end.copy()
        self.passages = Passages(start, end, pa.chunked_array([], TEXT), unit=unit)

    def read(self) -> Passages:
        """Read all sources.

        Raises
        ------
        MaterialError
            If the quotes would fill the memory. Other problems are gathered.

        """
        # Selections stand within their sources, so each source's are one run of rows.
        bounds = np.searchsorted(self._owners, np.arange(len(self._parts.sources) + 1)).tolist()
        texts = zip(self._found(), map(slice, bounds[:-1], bounds[1:]), strict=True)
        quotes = [self._read(number, *each) for number, each in enumerate(texts)]
        self.passages.quotes = pa.chunked_array(quotes, TEXT)
        return self.passages

    def _found(self) -> Iterator[Encoded | MaterialError | None]:
        """Find the texts of all sources, in their order, each hashed or with what is wrong."""
        for source in self._parts.sources:
            try:
                text = self._texts.encoded(source.guid, self._package)
            except MaterialError as error:
                yield error
                continue
            if text is not None:
                self._texts.hashes[source.guid] = text.sha256
            yield text

    def _read(self, number: int, text: Encoded | MaterialError | None, rows: slice) -> pa.Array:
        """Read one source; give the quotes of its passages, null without a text."""
        if not isinstance(text, Encoded):
            self._miss(number, rows, text)
            self.passages.characters.append(None)
            self.passages.sha256.append(None)
            return pa.nulls(rows.stop - rows.start, TEXT)
        self.passages.characters.append(len(text.text))
        self.passages.sha256.append(text.sha256)
        return self._place(number, rows, text)

    def fit(self, unit: str) -> int:
        """Count the stored quotes that would agree if positions were counted in `unit`."""
        agreeing = 0
        for number, source in enumerate(self._parts.sources):
            rows = slice(*np.searchsorted(self._owners, [number, number + 1]).tolist())
            text = (
                self._texts.encoded(source.guid, self._package) if rows.stop > rows.start else None
            )
            if text is not None:
                agreeing += self._cut(number, rows, text, unit).agreement.agreeing
        return agreeing

    def _miss(self, number: int, rows: slice, error: MaterialError | None) -> None:
        """Tell of a text that is not there or cannot be read, where it is needed."""
        source = self._parts.sources[number]
        if error is not None:
            self._problems.extend(error.problems)
            return
        if source.kind in ("text", "transcript") or source.path:
            self.passages.missing += 1
        # Outside a zip the texts may have been left behind; code points stand without them.
        lone = self._package.archive is None and self._unit == CODE_POINT
        if rows.stop > rows.start and not lone:
            found = f"{source.path} is not there" if source.path else "no plain text"
            advice = "Export the project with its texts inside (.qdpx)."
            self._problems.add(self._name(number), "the text its passages are in", found, advice)

    def _place(self, number: int, rows: slice, text: Encoded) -> pa.Array:
        """Place the passages of a text, and give their quotes."""
        asked = np.clip(self._end[rows] - self._start[rows], 0, len(text.text))
        self._quoted += int(asked.sum())
        refuse_quoted(self._problems.file, self._quoted, self._texts.limits)
        cuts = [self._cut(number, rows, text, unit) for unit in self._candidates(text.text)]
        best = max(cuts, key=lambda cut: (cut.agreement.agreeing, -len(cut.wrong)))
        if self._is_qualcoder() and len(cuts) > 1:
            best = self._mixed(number, rows, text, best, cuts)
        if len(best.wrong):
            self._tell_wrong(number, rows.start + best.wrong, best.length)
        passages = self.passages
        passages.start[rows], passages.end[rows] = best.start, best.end
        passages.agreement.join(best.agreement)
        if best.unit == CODE_POINT_CRLF_1 and not self._chosen:
            passages.unit = best.unit
            passages.seen["texts count CRLF as one character, as their stored quotes show"] += 1
        if best.inside:
            passages.seen["positions lie inside a character; the whole character is taken"] += (
                best.inside
            )
        unproved = self._is_guess() and not best.agreement.checked
        if unproved and rows.stop > rows.start and has_wide(text.text):
            told = "coded texts hold characters that tools count differently; code points are taken"
            passages.seen[told] += 1
        return best.quotes

    def _mixed(
        self, number: int, rows: slice, text: Encoded, best: _Cut, cuts: Sequence[_Cut]
    ) -> _Cut:
        """Place what only another unit turns into its own quote by that unit.

        QualCoder's window and its search count differently, and both write the same columns.
        """
        start, end, agrees = best.start.copy(), best.end.copy(), best.agrees.copy()
        for cut in cuts:
            other = cut.agrees & ~agrees
            start[other], end[other] = cut.start[other], cut.end[other]
            agrees |= other
        if n := int((agrees & ~best.agrees).sum()):
            told = "passages are counted in another unit than the rest, as their stored quotes show"
            self.passages.seen[told] += n
        pieces = text.cut(start, end)
        _, agreement = self._compared(number, rows, pieces, start, end)
        wrong = best.wrong[~agrees[best.wrong]]
        return replace(
            best, start=start, end=end, quotes=column(pieces), agreement=agreement, wrong=wrong
        )

    def _is_qualcoder(self) -> bool:
        return self._parts.origin.casefold().startswith("qualcoder") and not self._chosen

    def _candidates(self, text: str) -> list[str]:
        """Name the units to try where stored quotes tell which is right.

        ATLAS.ti is reported to count CRLF as one; QualCoder counts in two ways.
        """
        atlas = self._parts.origin.casefold().startswith("atlas.ti")
        if atlas and not self._chosen and "\r\n" in text:
            return [self._unit, CODE_POINT_CRLF_1]
        if self._is_qualcoder() and ("\r\n" in text or has_wide(text)):
            return [self._unit, *QUALCODER]
        return [self._unit]

    def _cut(self, number: int, rows: slice, text: Encoded, unit: str) -> _Cut:
        start, end, measure = self._start[rows], self._end[rows], scale(text.text, unit)
        wrong = np.flatnonzero((start > end) | (end > measure.length))
        inside = measure.inside(end)
        first = measure.code_points(start)
        last = measure.code_points(end) + inside
        pieces = text.cut(first, last)
        quotes = column(pieces)
        agrees, agreement = self._compared(number, rows, pieces, first, last)
        halves = int(inside.sum() + measure.inside(start).sum())
        return _Cut(first, last, quotes, agrees, agreement, unit, halves, wrong, measure.length)

    def _compared(
        self, number: int, rows: slice, quotes: list[bytes], first: Ints, last: Ints
    ) -> tuple[Bools, Agreement]:
        """Tell which stored names are their quotes to the letter, and count those that agree."""
        agreement = Agreement()
        if not self._named[rows].any():
            return np.zeros(len(first), np.bool_), agreement
        names = self._names[rows]
        agrees = agree_at_once(names, quotes, self._shortest)
        agreement.checked = agreement.agreeing = int(agrees.sum())
        rest = np.flatnonzero(~agrees)
        agreement.add(
            names.take(pa.array(rest)).to_pylist(),
            [quotes[row].decode() for row in rest.tolist()],
            lambda row: (self._name(number), int(first[rest[row]]), int(last[rest[row]])),
            shortest=self._shortest,
            labels=True,
        )
        return agrees, agreement

    def _tell_wrong(self, number: int, rows: Ints, length: int) -> None:
        guids = self._parts.selections.texts("guid")
        for row in rows.tolist():
            start, end = self._start[row], self._end[row]
            past = end > length
            self._problems.add(
                f"{self._name(number)}, {guids[row].as_py()}",
                f"start <= end <= {length} ({self._unit}s of the text)",
                f"{start} to {end}",
                "Are the positions counted otherwise? Say how with `positions`." if past else "",
            )

    def _is_guess(self) -> bool:
        origin = self._parts.origin.casefold()
        known = self._unit == UTF_16 or f"{origin} ".startswith(KNOWN_BY_CODE_POINT)
        return not (known or self._chosen)

    def _name(self, number: int) -> str:
        source = self._parts.sources[number]
        return f"source {source.name or source.guid!r}"
