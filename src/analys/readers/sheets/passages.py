"""From rows to documents and their passages: which codings are of the same piece of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from analys.readers.sheets.rows import Coding

Place = tuple[int, int]


@dataclass
class Passage:
    """A piece of a document that has codes; `place` is where it lies once found, in code points."""

    quote: str
    start: str
    end: str
    line: int
    place: Place | None = None


@dataclass
class Document:
    """A document that the rows name, with its passages in their order."""

    source: str
    name: str
    group: str
    passages: list[Passage] = field(default_factory=list)


def free(key: str, taken: set[str]) -> str:
    """Give an id that is not taken yet, with a number behind where it is, and take it."""
    numbered = (f"{key}#{n}" for n in count(2))
    found = next(each for each in chain([key], numbered) if each not in taken)
    taken.add(found)
    return found


def documents_of(codings: Sequence[Coding]) -> tuple[list[Document], list[tuple[int, Passage]]]:
    """Gather the documents, and tell for each coding its document and passage.

    Codings of one document with the same quote, beginning, end and segment id are of one passage.
    Where the table has neither beginnings nor ids, the same code by the same coder on the same
    quote is another passage each time: no tool puts a code twice on one.
    """
    documents: dict[tuple[str, str], Document] = {}
    taken: set[str] = set()
    numbers: dict[tuple[str, str], int] = {}
    names = Counter(name for name, _ in {(coding.document, coding.group) for coding in codings})
    passages: dict[tuple[object, ...], Passage] = {}
    again: Counter[tuple[object, ...]] = Counter()
    of_coding = []
    for coding in codings:
        key = (coding.group, coding.document)
        if key not in documents:
            shared = names[coding.document] > 1 and coding.group
            name = f"{coding.group}/{coding.document}" if shared else coding.document
            numbers[key] = len(documents)
            source = free(" / ".join(filter(None, key)), taken)
            documents[key] = Document(source, name, coding.group)
        values = coding.values
        told = [values.get(name, "") for name in ("start", "end", "segment")]
        same: tuple[object, ...] = (*key, coding.quote, *told)
        if not any(told):
            act = (*same, coding.path, values.get("coder", ""))
            again[act] += 1
            same = (*same, again[act])
        if same not in passages:
            passages[same] = Passage(coding.quote, told[0], told[1], coding.line)
            documents[key].passages.append(passages[same])
        of_coding.append((numbers[key], passages[same]))
    return list(documents.values()), of_coding
