"""What two coders mark in a transcript; the second differs from the first as people do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from analys.demo.patterns import MET_BY
from analys.demo.plan import CROSS, FIRST_CODER, SECOND_CODER
from analys.demo.transcript import Passage, Talk

WHOLE_SENTENCE, WHOLE_ANSWER = 0.15, 0.06  # how often the first coder marks more than the core
OVERLOOKED = 0.6
MISSED, ADDED, CONFUSED = 0.14, 0.07, 0.5
SHIFTED_WORDS, SHIFTED_SENTENCE = 0.35, 0.2
# What the second coder takes for something else: by code, what for.
TAKEN_FOR = {
    "PH.grund.kemi": ("K.bar",),
    "K.bar": ("PH.grund.kemi",),
    "B.makt": ("HS.andra.makt", "LS.mot.beroende"),
    "HS.andra.makt": ("B.makt",),
    "LS.mot.beroende": ("B.makt",),
}
WORKDAY = range(8, 17)


@dataclass(frozen=True, slots=True)
class Mark:
    """One code put on one passage by one coder; positions in code points, half-open."""

    interview: str
    start: int
    end: int
    code: str
    coder: str
    created: datetime


class Clock:
    """The working hours of a coder from a day on: a mark each few minutes, none at night."""

    def __init__(self, first_day: datetime, pace: float, rng: random.Random) -> None:
        self._now = first_day.replace(hour=WORKDAY.start, minute=10, tzinfo=UTC)
        self._pace = pace
        self._rng = rng

    def tick(self) -> datetime:
        """The time of the next mark."""
        self._now += timedelta(seconds=round(self._rng.uniform(0.3, 1.7) * self._pace))
        if self._now.hour not in WORKDAY:
            late = self._rng.randrange(5, 40)
            self._now = (self._now + timedelta(days=1)).replace(hour=WORKDAY.start, minute=late)
        while self._now.weekday() > 4:
            self._now += timedelta(days=1)
        return self._now


def first(interview: str, talk: Talk, clock: Clock, rng: random.Random) -> Iterator[Mark]:
    """The first coder's marks: the passage, at times its whole sentence or the whole answer."""
    in_answer = Counter(passage.answer for passage in talk.passages)
    for passage in talk.passages:
        start, end = _breadth(passage, in_answer[passage.answer] == 1, rng)
        for code in _noticed(passage.codes, rng):
            yield Mark(interview, start, end, code, FIRST_CODER, clock.tick())


def _noticed(codes: Sequence[str], rng: random.Random) -> Iterator[str]:
    """The codes that are put on a passage: at times not one of those that only come along."""
    yield codes[0]
    for code in codes[1:]:
        if not _in_passing(code, codes) or rng.random() > OVERLOOKED:
            yield code


def _in_passing(code: str, codes: Sequence[str]) -> bool:
    """Whether a code comes along without belonging to what is planted together."""
    planted = any(each in MET_BY or each.startswith(("Y.", "MS.")) for each in codes)
    return code.partition(".")[0] in CROSS and not planted and not code.startswith("K.")


def _breadth(passage: Passage, alone: bool, rng: random.Random) -> tuple[int, int]:
    """How much is marked; the whole answer only where the passage stands `alone` in it."""
    draw = rng.random()
    if draw < WHOLE_ANSWER and alone:
        return passage.answer
    return passage.sentence if draw < WHOLE_ANSWER + WHOLE_SENTENCE else passage.span


def second(
    marks: Sequence[Mark],
    talk: Talk,
    *,
    allowed: Callable[[str], bool],
    needed: Callable[[Mark], bool],
    clock: Clock,
    rng: random.Random,
) -> Iterator[Mark]:
    """The second coder's marks of an interview that the first has coded.

    Parameters
    ----------
    marks, talk
        What the first coder marked, and in what.
    allowed
        Whether a code may be used in this municipality at all.
    needed
        Whether a mark may not be missed, since nothing else in the municipality says the same.
    """
    for mark in marks:
        kept = needed(mark)
        if rng.random() < MISSED and not kept:
            continue
        code = mark.code if kept else _taken_for(mark.code, allowed, rng)
        start, end = _shifted(mark, talk, rng)
        yield Mark(mark.interview, start, end, code, SECOND_CODER, clock.tick())
    yield from _added(marks, talk, allowed, clock, rng)


def _taken_for(code: str, allowed: Callable[[str], bool], rng: random.Random) -> str:
    others = [other for other in TAKEN_FOR.get(code, ()) if allowed(other)]
    return rng.choice(others) if others and rng.random() < CONFUSED else code


def _shifted(mark: Mark, talk: Talk, rng: random.Random) -> tuple[int, int]:
    """Other bounds for a passage: some words more or less, or the whole sentence; or the same."""
    draw = rng.random()
    around = next(each for each in talk.passages if _meet(each.answer, (mark.start, mark.end)))
    if draw < SHIFTED_SENTENCE:
        holder = [each for each in talk.passages if _meet(each.span, (mark.start, mark.end))]
        return holder[0].sentence if holder else (mark.start, mark.end)
    if draw > SHIFTED_SENTENCE + SHIFTED_WORDS:
        return mark.start, mark.end
    bounds = _word_bounds(talk.text, around.answer)
    first = _moved(bounds[0], mark.start, rng.randint(-3, 3))
    last = _moved(bounds[1], mark.end, rng.randint(-3, 3))
    return (first, last) if last - first > 15 else (mark.start, mark.end)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _word_bounds(text: str, answer: tuple[int, int]) -> tuple[list[int], list[int]]:
    """Where the words of an answer begin, and where they end."""
    begun, ended = [], []
    for at in range(*answer):
        if text[at] != " " and (at == answer[0] or text[at - 1] == " "):
            begun.append(at)
        if text[at] != " " and (at + 1 == answer[1] or text[at + 1] == " "):
            ended.append(at + 1)
    return begun, ended


def _moved(places: Sequence[int], at: int, steps: int) -> int:
    near = min(range(len(places)), key=lambda n: abs(places[n] - at))
    return places[max(0, min(len(places) - 1, near + steps))]


def _added(
    marks: Sequence[Mark],
    talk: Talk,
    allowed: Callable[[str], bool],
    clock: Clock,
    rng: random.Random,
) -> Iterator[Mark]:
    """Codes that only the second coder sees: used elsewhere in the interview, here by one."""
    codes = sorted({mark.code for mark in marks if allowed(mark.code)})
    for passage in talk.passages:
        if rng.random() < ADDED * len(passage.codes):
            others = [code for code in codes if code not in passage.codes]
            start, end = passage.sentence
            yield Mark(
                marks[0].interview, start, end, rng.choice(others), SECOND_CODER, clock.tick()
            )


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Marks as a tool lists them, each code once on a passage by a coder."""
    kept: dict[tuple[str, int, int, str, str], Mark] = {}
    for mark in marks:
        kept.setdefault((mark.interview, mark.start, mark.end, mark.code, mark.coder), mark)
    return [kept[key] for key in sorted(kept)]
