"""Which utterances are said by whom: the patterns of the plan, cast on the interviews."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from analys.demo.bank import Bank, Utterance
from analys.demo.plan import (
    ASKED,
    CROSS,
    DILEMMAS,
    LEANING,
    MET_BY,
    MOST,
    PHASE_OF_TALKS,
    POLITICIANS,
    TIMES,
    TOGETHER,
    UTTERANCES,
    WHERE,
    Municipality,
)
from analys.errors import MaterialError, Problem

OUTCOMES = ("GZ.gyllene", "GZ.problem")
LEANS = 0.8


@dataclass(frozen=True)
class Said:
    """An utterance in an interview, with the codes that the coders are to see in it."""

    utterance: Utterance
    codes: tuple[str, ...]
    topic: str
    answers: str = ""
    """The id of the utterance that this one is the continuation of."""


@dataclass
class Cast:
    """What one person is to say: role, utterances, and the dilemmas asked about."""

    interview: str
    role: str
    said: list[Said] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The codebook's role group."""
        return "politician" if self.role in POLITICIANS else "official"


def fits(utterance: Utterance, pattern: str) -> bool:
    """Whether an utterance may be said in a municipality: all its codes, and pairs of codes, do."""
    codes = utterance.codes
    if utterance.cases and pattern not in utterance.cases:
        return False
    if any(pattern not in WHERE[code] for code in codes):
        return False
    if codes[0].startswith("MS.bygge") and pattern in PHASE_OF_TALKS:
        phases = {code for code in codes if code.startswith("MS.fas")}
        if not phases or not phases <= set(PHASE_OF_TALKS[pattern]):
            return False
    return all(_together(pair, pattern) for pair in permutations(codes, 2))


def _together(pair: tuple[str, str], pattern: str) -> bool:
    first, second = pair
    if pair in TOGETHER and pattern not in TOGETHER[pair]:
        return False
    if first in MET_BY and second.startswith("H."):
        return pattern in MET_BY[first].get(second, ())
    return True


def pools(bank: Bank, pattern: str) -> dict[str, list[Utterance]]:
    """The utterances that fit a municipality, by code; a code of its plan without one is an error.

    Raises
    ------
    MaterialError
        If the plan asks for a code that no utterance can give there.
    """
    found = {
        code: [each for each in bank.utterances[code] if fits(each, pattern)]
        for code, cases in WHERE.items()
        if pattern in cases
    }
    missing = [code for code, pool in found.items() if not pool]
    if missing:
        raise MaterialError(
            Problem(f"{code.partition('.')[0]}.yaml", code, f"an utterance for {pattern}", "none")
            for code in missing
        )
    return found


def cast(
    municipality: Municipality, bank: Bank, used: Counter[str], rng: random.Random
) -> list[Cast]:
    """Give each interview of a municipality its utterances.

    Every code of the plan is said at least as often as `TIMES` tells, then others until the
    interviews are full. An utterance is said once in a municipality; those used least elsewhere
    (`used`, which is brought up to date) are taken first.
    """
    people = [
        Cast(f"{municipality.case}-{n}", role) for n, role in enumerate(municipality.roles, start=1)
    ]
    pool = pools(bank, municipality.pattern)
    here: set[str] = set()
    counts: Counter[str] = Counter()
    for code in _wanted(pool, round(UTTERANCES * len(people)), rng):
        found = _next(code, pool[code], people, here, used, rng)
        if found is None or counts[code] >= MOST:
            continue
        utterance, person = found
        counts[code] += 1
        here.add(utterance.id)
        used[utterance.id] += 1
        person.said.append(Said(utterance, utterance.codes, code.partition(".")[0]))
        _answer(person, pool, municipality.pattern, here, used, rng)
    _ask(people, municipality.pattern, rng)
    return people


def _wanted(
    pool: Mapping[str, Sequence[Utterance]], total: int, rng: random.Random
) -> list[str]:
    """Codes in the order they are cast: the plan's, shuffled, then more of them at random."""
    planned = [code for code in pool for _ in range(TIMES.get(code, 1))]
    rng.shuffle(planned)
    # Codes said once come first, so that each has its utterance before the least used are gone.
    planned.sort(key=lambda code: len(pool[code]))
    more = [code for code in pool if TIMES.get(code, 1) == 1 or not code.startswith("MS")]
    return planned + rng.choices(more, k=max(0, total - len(planned)))


def _next(
    code: str,
    pool: Iterable[Utterance],
    people: Sequence[Cast],
    here: set[str],
    used: Mapping[str, int],
    rng: random.Random,
) -> tuple[Utterance, Cast] | None:
    """The utterance of a code to be said next, and the person to say it; None if all are said."""
    candidates = [
        (utterance, person)
        for utterance in pool
        if utterance.id not in here
        for person in people
        if person.role in utterance.roles
    ]
    if not candidates:
        return None
    group = _leaning(code, rng)
    room = UTTERANCES + 2

    def rank(candidate: tuple[Utterance, Cast]) -> tuple[float, ...]:
        utterance, person = candidate
        leaning = group or _leaning(utterance.codes[-1], rng)
        return (
            len(person.said) > room,
            leaning is not None and leaning != person.group,
            _states_no_outcome(utterance),
            used.get(utterance.id, 0),
            len(person.said) + 3 * sum(each.topic == code.partition(".")[0] for each in person.said),
            rng.random(),
        )

    return min(candidates, key=rank)


def _leaning(code: str, rng: random.Random) -> str | None:
    return LEANING.get(code) if rng.random() < LEANS else None


def _states_no_outcome(utterance: Utterance) -> bool:
    """A factor of the grey zone that says nothing of how the zone turned out."""
    return utterance.code.startswith("GZ.f.") and not set(OUTCOMES) & set(utterance.codes)


def _answer(
    person: Cast,
    pool: Mapping[str, Sequence[Utterance]],
    pattern: str,
    here: set[str],
    used: Counter[str],
    rng: random.Random,
) -> None:
    """Let a difficulty be followed by how it was met: coded as both, as a coder would."""
    said = person.said[-1]
    handlings = [
        handling
        for handling, cases in MET_BY.get(said.utterance.code, {}).items()
        if pattern in cases
    ]
    if not handlings or any(code.startswith("H.") for code in said.codes):
        return
    found = _next(handlings[0], pool[handlings[0]], [person], here, used, rng)
    if found is None or any(code.startswith("B.") for code in found[0].codes):
        return
    utterance = found[0]
    here.add(utterance.id)
    used[utterance.id] += 1
    codes = (*utterance.codes, said.utterance.code)
    person.said.append(Said(utterance, codes, "H", answers=said.utterance.id))


def _ask(people: Sequence[Cast], pattern: str, rng: random.Random) -> None:
    """Note what each was asked: what they speak of, and here and there what they had no word on."""
    for dilemma in DILEMMAS:
        if pattern not in ASKED[dilemma]:
            continue
        for person in people:
            speaks = any(said.topic == dilemma for said in person.said)
            if speaks or rng.random() < 0.5:
                person.asked.append(dilemma)


def topics(person: Cast) -> list[str]:
    """The topics of an interview in the codebook's order: those asked and those spoken of."""
    spoken = {said.topic for said in person.said}
    return [topic for topic in (*DILEMMAS, *CROSS) if topic in spoken or topic in person.asked]
