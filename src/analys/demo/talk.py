"""Composes an interview: the talk as text, and the passages in it that a coder would mark."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analys.demo import traits
from analys.demo.bank import SLOT
from analys.demo.choice import Cast, Said, topics
from analys.demo.plan import DILEMMAS

INTERVIEWER = "INT"
SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZÅÄÖ”(])")
PRESUPPOSES = re.compile(
    r"^(Du |Och |Om du jämför|Om du fick göra|Hur tog|Hur påverkade|Hur länge satt|Blev ni|Kom ni"
    r"|Märkte andra|Vad fick det|Vad gjorde ni|Vem är det som tar|När något sådant|Är det något i er"
    r"|Jag tänkte på det|Tycker du att formella|Skulle samarbetet|Vad hände)"
)
HESITATES = re.compile(
    r"^(Ja|Jo|Nej|Nja|Mm|Tja|Äh|Asså|Alltså|Oj|Eh|Hm|Men|Du|Vad ska|Hur ska|Jaha|Nå|Ska jag|Om jag)\b"
)
HESITATION, PROBE, FILLER, DOUBLE = 0.2, 0.45, 0.12, 0.15  # shares of answers


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


class Shelf:
    """Hands out lines of the frame, those least used in the material first.

    No line is given twice in a municipality while there are others: `turn` starts a new one.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: Counter[str] = Counter()
        self._here: set[str] = set()

    def turn(self) -> None:
        """Begin a new municipality."""
        self._here.clear()

    def take(self, lines: Sequence[Any]) -> Any:  # noqa: ANN401 - a line or a pair of lines
        """The line to be said next."""
        line = min(
            lines,
            key=lambda each: (str(each) in self._here, self._used[str(each)], self._rng.random()),
        )
        self._used[str(line)] += 1
        self._here.add(str(line))
        return line


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
        begun, chosen = self._length, {}  # type: tuple[int, dict[str, str]]
        each = said.utterance
        before = self._filling.fill(each.before, chosen)
        core = self._filling.fill(each.core, chosen) if before else _opened(self._filling, each.core, chosen)
        after = self._filling.fill(each.after, chosen)
        start, end = len(before), len(before) + len(core)
        text = before + core + after
        self._add(text)
        first, last = _sentences(text, start, end)
        return (begun + start, begun + end), (begun + first, begun + last), said.codes

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def finish(self) -> Talk:
        """The talk as it stands."""
        return Talk("".join(self._parts), tuple(self._passages))


def _opened(filling: Filling, core: str, chosen: dict[str, str]) -> str:
    return filling.fill(core, chosen)


def _sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentences that a passage stands in."""
    breaks = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
    first = max(each for each in breaks if each <= start)
    last = min(each for each in breaks if each >= end)
    return first, len(text[:last].rstrip())


def compose(
    person: Cast,
    frame: Mapping[str, Any],
    filling: Filling,
    shelf: Shelf,
    rng: random.Random,
) -> Talk:
    """Let a person be interviewed: opening, the topics in some order, closing."""
    talk, speaker = Transcript(filling), person.role.upper()
    talk.say(INTERVIEWER, shelf.take(frame["opening"]["interviewer"]))
    background = frame["background"][person.role] + frame["background"]["anyone"]
    background = traits.agreeing(background, person.known)
    opening = traits.agreeing(frame["opening"][person.role], person.known)
    talk.say(speaker, shelf.take(opening), shelf.take(background))
    order = _order(person, rng)
    for n, block in enumerate(order):
        if n in (len(order) // 3, 2 * len(order) // 3):
            talk.say(INTERVIEWER, shelf.take(frame["breaks"]))
            talk.say(speaker, shelf.take(background))
        _block(talk, speaker, block, person, frame, shelf, rng)
    talk.say(INTERVIEWER, shelf.take(frame["closing"]["interviewer"]))
    talk.say(speaker, shelf.take(frame["closing"]["answer"]))
    return talk.finish()


def _order(person: Cast, rng: random.Random) -> list[tuple[str, ...]]:
    """Topics in the order they come up; those that belong together stay together."""
    there = topics(person)
    together = [(topic,) for topic in there if topic in DILEMMAS]
    rng.shuffle(together)
    for pair in (("B", "H"), ("Y", "P"), ("K",)):
        if block := tuple(topic for topic in pair if topic in there):
            together.insert(rng.randrange(1, len(together) + 1), block)
    return together


def _block(
    talk: Transcript,
    speaker: str,
    block: tuple[str, ...],
    person: Cast,
    frame: Mapping[str, Any],
    shelf: Shelf,
    rng: random.Random,
) -> None:
    """One topic: a question, what the person has to say, and the questions in between."""
    said = _sequence([each for each in person.said if each.topic in block], rng)
    lead = {"H": "B", "P": "Y"}.get(block[0], block[0])
    openers = [each for each in frame["questions"][lead] if not PRESUPPOSES.match(each)]
    talk.say(INTERVIEWER, shelf.take(openers))
    if not said:
        talk.say(speaker, shelf.take(frame["silent"]))
        return
    for n, group in enumerate(_answers(said, rng)):
        if n:
            talk.say(INTERVIEWER, _next_question(group[0], frame, shelf, rng))
        talk.say(speaker, *_dressed(group, frame, shelf, rng))
        if rng.random() < PROBE:
            question, answer = shelf.take(frame["probes"])
            talk.say(INTERVIEWER, question)
            talk.say(speaker, answer)


def _sequence(said: list[Said], rng: random.Random) -> list[Said]:
    """What is said on a topic, shuffled, each handling right after the difficulty that it met."""
    free = [each for each in said if not each.answers]
    rng.shuffle(free)
    free.sort(key=lambda each: each.topic in ("P", "H"))
    ordered: list[Said] = []
    for each in free:
        ordered.append(each)
        ordered += [other for other in said if other.answers == each.utterance.id]
    return ordered


def _answers(said: Sequence[Said], rng: random.Random) -> Iterator[list[Said]]:
    """What is said in one go: as a rule one utterance, at times two of the same topic."""
    left = list(said)
    while left:
        two = (
            len(left) > 1
            and rng.random() < DOUBLE
            and left[0].topic == left[1].topic
            and not HESITATES.match(left[1].utterance.before)
        )
        yield [left.pop(0) for _ in range(2 if two else 1)]


def _next_question(
    said: Said, frame: Mapping[str, Any], shelf: Shelf, rng: random.Random
) -> str:
    """What the interviewer asks next: on from what was said, or for more of it."""
    if said.answers or said.topic in ("H", "P") or rng.random() < 0.6:
        return str(shelf.take(frame["questions"][said.topic]))
    return str(shelf.take(frame["followups"]))


def _dressed(
    group: list[Said], frame: Mapping[str, Any], shelf: Shelf, rng: random.Random
) -> Iterator[str | Said]:
    """An answer with the hesitation before it and the small talk after it."""
    opening = group[0].utterance.before or group[0].utterance.core
    if rng.random() < HESITATION and not HESITATES.match(opening):
        yield shelf.take(frame["hesitations"])
    yield from group
    if rng.random() < FILLER:
        yield shelf.take(frame["filler"])
