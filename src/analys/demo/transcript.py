"""A transcript as it grows: slots filled, and where the marked passages fall in the text."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analys.demo.bank import SLOT
from analys.demo.choice import Said

SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZÅÄÖ”(])")


@dataclass(frozen=True)
class Passage:
    """A passage that states some codes, by code points of the text; half-open.

    `sentence` is the whole sentence or sentences around it, `answer` all that was said in one go.
    """

    span: tuple[int, int]
    sentence: tuple[int, int]
    answer: tuple[int, int]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """A transcript and the passages in it, in the order of the talk."""

    text: str
    passages: tuple[Passage, ...]


class Pile:
    """Hands out any line, whatever has been said: fast, for large materials."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def turn(self) -> None:
        """Begin a new municipality."""

    def sit(self) -> None:
        """Begin a new interview."""

    def fresh(self, lines: Sequence[str]) -> Sequence[str]:
        """The lines that may still be said in this interview."""
        return lines

    def take(self, lines: Sequence[Any]) -> Any:  # noqa: ANN401 - a line or a pair of lines
        """The line to be said next."""
        return self._rng.choice(lines)


class Shelf(Pile):
    """Hands out lines of the frame, those least used in the material first.

    No line is given twice in an interview, or else in a municipality, while there are others:
    `sit` starts a new interview, `turn` a new municipality.
    """

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self._used: Counter[str] = Counter()
        self._here: set[str] = set()
        self._said: set[str] = set()

    def turn(self) -> None:
        """Begin a new municipality."""
        self._here.clear()

    def sit(self) -> None:
        """Begin a new interview."""
        self._said.clear()

    def fresh(self, lines: Sequence[str]) -> Sequence[str]:
        """The lines that may still be said in this interview."""
        return [each for each in lines if each not in self._said]

    def take(self, lines: Sequence[Any]) -> Any:  # noqa: ANN401 - a line or a pair of lines
        """The line to be said next."""
        line = min(lines, key=self._rank)
        self._used[_first(line)] += 1
        self._here.add(_first(line))
        self._said.add(_first(line))
        return line

    def _rank(self, line: str | Sequence[str]) -> tuple[float, ...]:
        key = _first(line)
        return key in self._said, key in self._here, self._used[key], self._rng.random()


def _first(line: str | Sequence[str]) -> str:
    """What a line is known by: of a pair, the question."""
    return line if isinstance(line, str) else line[0]


@dataclass
class Filling:
    """Fills slots from a municipality's places, each in turn, so that none is always meant."""

    places: Mapping[str, Sequence[str]]
    rng: random.Random
    _left: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, text: str, chosen: dict[str, str] | None = None) -> str:
        """The text with local detail; `chosen` keeps one detail through the parts of an answer."""
        chosen = {} if chosen is None else chosen

        def local(match: re.Match[str]) -> str:
            slot = match[1]
            if slot not in chosen:
                if not self._left.get(slot):
                    self._left[slot] = self.rng.sample(self.places[slot], len(self.places[slot]))
                chosen[slot] = self._left[slot].pop()
            word = chosen[slot]
            start = match.start() == 0 or match.string[: match.start()].endswith((". ", "? ", "! "))
            return word[:1].upper() + word[1:] if start else word

        return SLOT.sub(local, text) if "{" in text else text


class Transcript:
    """A transcript as it grows: paragraphs, and where the marked passages fall in them."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []

    def say(self, speaker: str, *pieces: str | Said) -> None:
        """Add a paragraph: what someone says in one go, from lines and utterances."""
        self._add(f"\n\n{speaker}: " if self._parts else f"{speaker}: ")
        begun = self._length
        found: list[tuple[tuple[int, int], tuple[int, int], tuple[str, ...]]] = []
        for n, piece in enumerate(pieces):
            if n and not self._parts[-1].endswith(" "):
                self._add(" ")
            if isinstance(piece, Said):
                found.append(self._utter(piece))
            else:
                self._add(self._filling.fill(piece))
        answer = (begun, self._length)
        self._passages += [Passage(span, around, answer, codes) for span, around, codes in found]

    def _utter(self, said: Said) -> tuple[tuple[int, int], tuple[int, int], tuple[str, ...]]:
        """Add an utterance; where its passage and the sentences around it fall, and its codes."""
        begun, each = self._length, said.utterance
        chosen: dict[str, str] = {}
        before, core, after = (
            self._filling.fill(part, chosen) for part in (each.before, each.core, each.after)
        )
        text = before + core + after
        self._add(text)
        start, end = len(before), len(before) + len(core)
        first, last = _sentences(text, start, end)
        return (begun + start, begun + end), (begun + first, begun + last), said.codes

    @property
    def length(self) -> int:
        """How many characters it has so far."""
        return self._length

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def finish(self) -> Talk:
        """The talk as it stands."""
        return Talk("".join(self._parts), tuple(self._passages))


def _sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentences that a passage stands in."""
    breaks = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
    first = max(each for each in breaks if each <= start)
    last = min(each for each in breaks if each >= end)
    return first, len(text[:last].rstrip())
