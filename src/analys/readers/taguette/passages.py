"""From Taguette's positions to passages of the text that one reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import numpy as np

from analys.errors import MaterialError, Problem
from analys.readers.agreement import Agreement
from analys.readers.archive import Limits, refuse_quoted
from analys.readers.database import opened
from analys.readers.html_text import HtmlText, html_text
from analys.readers.package import digest
from analys.readers.positions import scale
from analys.readers.problems import Problems
from analys.readers.taguette.tables import Document, Highlights, Tables, contents

_TAG = re.compile("<[^<>]*>")


@dataclass(frozen=True)
class Passage:
    """A highlight in the text of its document: code points, half-open."""

    highlight: int
    source: str
    document: str
    start: int
    end: int
    quote: str


@dataclass
class Texts:
    """`Project.text` of a database: a document's text by its id, read when asked for.

    `hashes` holds what the texts were when the project was read.
    """

    path: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def __call__(self, source: str) -> str:
        """Give the text.

        Raises
        ------
        MaterialError
            If there is no such document, or another text than when the project was read.

        """
        html = None
        if source in self.hashes:
            with opened(self.path) as database:
                html = contents(database, int(source), self.path.name)
        if html is None:
            raise self._error(source, "a document with a text", "none")
        text = html_text(html).text
        if digest(text) != self.hashes[source]:
            raise self._error(source, "the text that was there at reading", "another one")
        return text

    def _error(self, source: str, expected: str, found: str) -> MaterialError:
        advice = "Read the file again."
        return MaterialError(Problem(self.path.name, f"document {source}", expected, found, advice))


class PassageReader:
    """Reads each document once, to find its highlights in the text and to cut their quotes."""

    def __init__(
        self, tables: Tables, texts: Texts, unit: str, problems: Problems, limits: Limits
    ) -> None:
        self._tables, self._texts, self._unit, self._problems = tables, texts, unit, problems
        self._limits = limits
        self._quoted = 0
        self.sources: list[tuple[str, str, str, int]] = []
        """Of each document its id, name, description and length."""
        self.passages: list[Passage] = []
        self.agreement = Agreement()
        self.pictures = 0
        self.seen: Counter[str] = Counter()

    def read(self) -> None:
        """Read all documents.

        Raises
        ------
        MaterialError
            If the quotes would fill the memory. Other problems are gathered.

        """
        for document in self._tables.documents():
            read = html_text(document.contents)
            key = str(document.key)
            self._texts.hashes[key] = digest(read.text)
            self.sources.append((key, document.name, document.description, len(read.text)))
            self.pictures += read.pictures
            highlights = self._tables.highlights(document)
            self._tell_wrong(document, highlights, read)
            measure = scale(read.counted, self._unit)
            self.seen["positions lie inside a character; it counts with what is before it"] += sum(
                int(measure.inside(at).sum()) for at in (highlights.start, highlights.end)
            )
            cut = list(_cut(document, highlights, read, self._unit))
            self.passages += cut
            self.agreement.join(_compared(cut, highlights))

    def fit(self, unit: str) -> int:
        """Count the stored quotes that would agree if positions were counted in `unit`."""
        agreeing = 0
        for document in self._tables.documents():
            read, highlights = html_text(document.contents), self._tables.highlights(document)
            cut = list(_cut(document, highlights, read, unit))
            agreeing += _compared(cut, highlights).agreeing
        return agreeing

    def _tell_wrong(self, document: Document, highlights: Highlights, read: HtmlText) -> None:
        start, end = highlights.start, highlights.end
        length = scale(read.counted, self._unit).length
        for row in np.flatnonzero((start < 0) | (start > end) | (end > length)).tolist():
            self._problems.add(
                f"document {document.name!r}, highlight {highlights.ids[row]}",
                f"0 <= start <= end <= {length} ({self._unit} of the text)",
                f"{start[row]} to {end[row]}",
                "Is the document cut short? Export the project again." if end[row] > length else "",
            )
        self._quoted += int(np.clip(end - start, 0, length).sum())
        refuse_quoted(self._problems.file, self._quoted, self._limits)


def _cut(
    document: Document, highlights: Highlights, read: HtmlText, unit: str
) -> Iterator[Passage]:
    measure = scale(read.counted, unit)
    # Taguette gives a character that is cut to what comes before.
    inside = [measure.inside(at) for at in (highlights.start, highlights.end)]
    first, last = read.places(
        measure.code_points(highlights.start) + inside[0],
        measure.code_points(highlights.end) + inside[1],
    )
    for key, start, end in zip(highlights.ids, first.tolist(), last.tolist(), strict=True):
        quote = read.text[start:end]
        yield Passage(key, str(document.key), document.name, start, end, quote)


def _compared(cut: list[Passage], highlights: Highlights) -> Agreement:
    """Compare with what Taguette stored of each: the piece of HTML."""
    agreement = Agreement()
    agreement.add(
        [
            None if stored is None else _read(stored, each.quote)
            for stored, each in zip(highlights.snippets, cut, strict=True)
        ],
        [each.quote for each in cut],
        lambda row: (f"document {cut[row].document!r}", cut[row].start, cut[row].end),
    )
    return agreement


def _read(snippet: str, quote: str) -> str:
    """The text of a stored piece; it is parsed only where leaving out its tags is not enough."""
    plain = unescape(_TAG.sub("", snippet))
    return plain if plain.split() == quote.split() else html_text(snippet).text
