"""Where each passage of a table lies in the text of its document.

A quote is put where it stands and nowhere else: by character positions if they agree with the
text, else where it is found once, else where its paragraph number leaves one place. One that could
be in several places keeps none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analys.readers.agreement import LEAST, Agreement
from analys.readers.archive import refuse_quoted
from analys.readers.options import Options
from analys.readers.positions import UNITS, Ints, checked_unit, scale
from analys.readers.sheets.passages import Document, Passage, Place
from analys.readers.sheets.texts import Searched, composed
from analys.readers.text_folder import known_texts, name_of, read_text

NONE = "none"
_PARAGRAPH = re.compile(r"\D{0,3}(\d+)\b")


@dataclass
class Placed:
    """The texts of the documents by source, and what came of placing.

    `several` are passages whose quote stands in several places, `missing` those whose quote stands
    nowhere in the text, `composed` the documents whose text was put together.
    """

    texts: dict[str, str] = field(default_factory=dict)
    unit: str = NONE
    agreement: Agreement = field(default_factory=Agreement)
    several: list[tuple[Document, Passage]] = field(default_factory=list)
    missing: list[tuple[Document, Passage]] = field(default_factory=list)
    composed: list[Document] = field(default_factory=list)
    fits: dict[str, int] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)


def place(documents: Sequence[Document], table: str, options: Options) -> Placed:
    """Find the texts of the documents and the places of their passages, written into these.

    Parameters
    ----------
    table
        The name of the file.
    options
        Its `texts` is where the texts are, or None; a document without one has its text composed.
        Its `positions` is the unit of beginnings and ends, where the user says that they are
        positions.

    Raises
    ------
    MaterialError
        If the folder or a text of it cannot be read, or if the quotes would fill the memory.
    ParameterError
        If `positions` names no unit.
    """
    placed = Placed()
    unit = None if options.positions is None else checked_unit(options.positions)
    files: Mapping[str, Path] = known_texts(options.texts) if options.texts else {}
    found = []
    for document in documents:
        file = files.get(name_of(document.name)) or files.get(name_of(Path(document.source).name))
        if file is None:
            _compose(document, placed)
        else:
            text = placed.texts[document.source] = read_text(file, placed.settled)
            found.append((document, text))
    if found:
        _by_positions(found, unit, placed)
        places = (each.place for document, _ in found for each in document.passages)
        quoted = sum(spot[1] - spot[0] for spot in places if spot)
        refuse_quoted(table, quoted, options.limits)
        if placed.unit == NONE:
            for document, text in found:
                _search(document, Searched(text), placed)
        _compare(found, placed)
    return placed


def _compose(document: Document, placed: Placed) -> None:
    text, places = composed([passage.quote for passage in document.passages])
    for passage, at in zip(document.passages, places, strict=True):
        passage.place = at
    placed.texts[document.source] = text
    placed.composed.append(document)


def _by_positions(found: Sequence[tuple[Document, str]], unit: str | None, placed: Placed) -> None:
    """Take beginnings and ends as positions, if the user says so or the quotes bear it out."""
    total = sum(len(document.passages) for document, _ in found)
    tried = {
        each: [dict(_cut(document, text, each)) for document, text in found]
        for each in ([unit] if unit else UNITS)
    }
    agreeing = {
        each: sum(
            _same(text[start:end], document.passages[row].quote)
            for (document, text), rows in zip(found, places, strict=True)
            for row, (start, end) in rows.items()
        )
        for each, places in tried.items()
    }
    best = max(agreeing, key=lambda each: agreeing[each])
    if not unit and (not total or agreeing[best] < LEAST * total):
        return
    placed.unit, placed.fits = best, agreeing
    for (document, _), rows in zip(found, tried[best], strict=True):
        for row, at in rows.items():
            document.passages[row].place = at
    if not unit:
        placed.settled.append(f"beginning and end are positions, counted in {best}s")


def _cut(document: Document, text: str, unit: str) -> Iterator[tuple[int, Place]]:
    measure = scale(text, unit)
    for row, passage in enumerate(document.passages):
        if passage.start.isdecimal() and passage.end.isdecimal():
            given = np.array([int(passage.start[:18]), int(passage.end[:18])], np.int64)
            if given[0] < given[1] <= measure.length:
                start, end = measure.code_points(given).tolist()
                yield row, (start, end)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _search(document: Document, text: Searched, placed: Placed) -> None:
    """Place what stands once; then, by paragraph numbers that fit all those, what stands more."""
    open_ones: list[tuple[Passage, list[Place]]] = []
    once: list[Passage] = []
    for passage in document.passages:
        places = text.places(passage.quote)
        whole = [at for at in places if _whole(text.text, at)] if len(places) > 1 else places
        places = whole or places
        if len(places) == 1:
            passage.place = places[0]
            once.append(passage)
        elif places:
            open_ones.append((passage, places))
        else:
            placed.missing.append((document, passage))
    if not open_ones:
        return
    tried = (text.paragraphs(empty=empty) for empty in (True, False))
    starts = next((starts for starts in tried if _numbers_fit(once, starts)), None)
    for passage, places in open_ones:
        number = _number(passage.start)
        fitting = [
            at
            for at in places
            if starts is not None and number is not None and _paragraph(at, starts) == number
        ]
        if len(fitting) == 1:
            passage.place = fitting[0]
        else:
            placed.several.append((document, passage))


def _whole(text: str, at: Place) -> bool:
    """Whether a place begins and ends as words do, so that Ja is not looked for in Jag."""
    start, end = at
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (before or after)


def _number(start: str) -> int | None:
    match = _PARAGRAPH.match(start)
    return int(match[1]) if match else None


def _paragraph(at: Place, starts: Ints) -> int:
    return int(np.searchsorted(starts, at[0], side="right"))


def _numbers_fit(once: Sequence[Passage], starts: Ints) -> bool:
    """Whether the beginnings of the passages that stand once are the numbers of paragraphs."""
    numbered = [(_number(each.start), each.place) for each in once]
    return bool(numbered) and all(
        at is not None and number == _paragraph(at, starts) for number, at in numbered
    )


def _compare(found: Sequence[tuple[Document, str]], placed: Placed) -> None:
    """Count the quotes that the texts hold where they were put, for the report."""
    several = {id(passage) for _, passage in placed.several}
    for document, text in found:
        passages = [each for each in document.passages if id(each) not in several]
        cut = [text[slice(*each.place)] if each.place else "" for each in passages]

        def told(
            row: int, passages: Sequence[Passage] = passages, name: str = document.name
        ) -> tuple[str, int, int]:
            start, end = passages[row].place or (0, 0)
            return f"document {name!r}, line {passages[row].line}", start, end

        placed.agreement.add([each.quote for each in passages], cut, told)
    placed.agreement.checked += len(several)
    placed.agreement.agreeing += len(several)
