"""Which utterances are said by whom: the patterns of the plan, cast on the interviews."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from analys.demo import traits
from analys.demo.bank import ROLES, Bank, Utterance
from analys.demo.patterns import (
    ASKED,
    BARRED,
    LEANING,
    MEANT,
    MET_BY,
    MOST,
    OF_THEM,
    OPPOSED,
    TIMES,
)
from analys.demo.plan import CROSS, DILEMMAS, POLITICIANS, UTTERANCES, Municipality
from analys.demo.pools import pools

OUTCOMES = ("GZ.gyllene", "GZ.problem")
LEANS = 0.8
OF_ONE_CODE = 2  # utterances of a code that one person gives at most
DRAWS = 400  # codes tried to fill a municipality's interviews; more than enough
TALKATIVE = 0.85, 1.3


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
    talkative: float = 1.0
    """How much the person says, against others."""
    known: dict[str, str] = field(default_factory=dict)
    """What is known of the person: sex and trade, once given away."""

    def say(self, said: Said) -> None:
        """Give the person an utterance, and remember what it gives away."""
        each = said.utterance
        self.said.append(said)
        self.known.update(traits.given_away(each.before + each.core + each.after))

    @property
    def group(self) -> str:
        """The codebook's role group."""
        return "politician" if self.role in POLITICIANS else "official"


def cast(
    municipality: Municipality, bank: Bank, used: Counter[str], rng: random.Random
) -> list[Cast]:
    """Give each interview of a municipality its utterances.

    Every code of the plan is said at least as often as `TIMES` tells, then others until the
    interviews are full. An utterance is said once in a municipality; those used least elsewhere
    (`used`, which is brought up to date) are taken first.
    """
    casting = _Casting(municipality, pools(bank, municipality.pattern), used, rng)
    casting.run()
    _ask(casting.people, municipality.pattern, rng)
    return casting.people


class _Casting:
    """The casting of one municipality, with what has been given out so far."""

    def __init__(
        self,
        municipality: Municipality,
        pool: Mapping[str, Sequence[Utterance]],
        used: Counter[str],
        rng: random.Random,
    ) -> None:
        self.pattern = municipality.pattern
        self.people = [
            Cast(f"{municipality.case}-{n}", role)
            for n, role in enumerate(municipality.roles, start=1)
        ]
        for person in self.people:
            person.talkative = rng.uniform(*TALKATIVE)
            if person.role in ("kso", "kc"):
                person.known["sex"] = traits.SPOKEN_OF[self.pattern][person.role]
        self._pool = pool
        self._used = used
        self._rng = rng
        self._here: set[str] = set()
        self._counts: Counter[str] = Counter()

    def run(self) -> None:
        """Give out the plan's codes, then more, until the interviews are full."""
        for code in _planned(self._pool, self._rng):
            self._cast(code)
        more = [code for code in self._pool if TIMES.get(code, 1) == 1 or not code.startswith("MS")]
        for n, code in enumerate(self._rng.choices(more, k=DRAWS)):
            if self._full():
                break
            self._cast(code, unused=n < DRAWS // 2)

    def _cast(self, code: str, *, unused: bool = False) -> None:
        """Let someone give a code, with words that are `unused` so far or with any."""
        found = self._next(code, self.people) if self._counts[code] < MOST else None
        if found and not (unused and self._used[found[0].id]):
            utterance, person = found
            self._counts[code] += 1
            self._give(person, Said(utterance, utterance.codes, code.partition(".")[0]))
            self._answer(person)

    def _full(self) -> bool:
        """Whether the interviews hold as much as they are to."""
        return sum(len(each.said) for each in self.people) >= UTTERANCES * len(self.people)

    def _give(self, person: Cast, said: Said) -> None:
        self._here.add(said.utterance.id)
        self._used[said.utterance.id] += 1
        person.say(said)

    def _next(self, code: str, people: Sequence[Cast]) -> tuple[Utterance, Cast] | None:
        """The utterance of a code to be said next, and the person to say it; None if all are said.

        One that contradicts something is taken only where the code has not been said at all.
        """
        barred = BARRED.get(self.pattern, {})
        candidates = [
            (utterance, person)
            for utterance in self._pool[code]
            if utterance.id not in self._here
            for person in people
            if person.role in utterance.roles
            and not code.startswith(barred.get(person.role, ()))
            and not self._of_themselves(utterance, person)
            and sum(each.utterance.code == code for each in person.said) < OF_ONE_CODE
        ]
        if not candidates:
            return None
        group = _leaning(code, self._rng)
        best = min(candidates, key=lambda each: self._rank(each[0], each[1], group))
        return None if self._contradicts(*best) and self._counts[code] else best

    def _rank(self, utterance: Utterance, person: Cast, group: str | None) -> tuple[float, ...]:
        topic = utterance.code.partition(".")[0]
        leaning = group or _leaning(utterance.codes[-1], self._rng)
        return (
            len(person.said) > (UTTERANCES + 2) * person.talkative,
            self._contradicts(utterance, person),
            leaning not in (None, person.group),
            _states_no_outcome(utterance),
            self._used[utterance.id],
            any(each.utterance.code == utterance.code for each in person.said),
            len(person.said) // (4 * person.talkative),
            len(person.said) / person.talkative
            + 3 * sum(each.topic == topic for each in person.said),
            self._rng.random(),
        )

    def _of_themselves(self, utterance: Utterance, person: Cast) -> bool:
        """Whether a person would speak of themselves as of somebody else."""
        meant = person.role in MEANT.get(self.pattern, ()) and utterance.code.startswith(OF_THEM)
        if meant and len(utterance.roles) == len(ROLES):
            return True
        return traits.of_themselves(utterance, person.role)

    def _contradicts(self, utterance: Utterance, person: Cast) -> bool:
        text = utterance.before + utterance.core + utterance.after
        return (
            traits.contradicts(text, person.known)
            or traits.out_of_place(utterance, self.pattern)
            or traits.before_their_time(utterance, person.role, self.pattern)
            or any(_opposed(utterance, said.utterance) for said in person.said)
        )

    def _answer(self, person: Cast) -> None:
        """Let a difficulty be followed by how it was met: coded as both, as a coder would."""
        said = person.said[-1]
        met_by = MET_BY.get(said.utterance.code, {})
        handlings = [handling for handling, cases in met_by.items() if self.pattern in cases]
        if not handlings or any(code.startswith("H.") for code in said.codes):
            return
        found = self._next(handlings[0], [person])
        if found is None or any(code.startswith("B.") for code in found[0].codes):
            return
        codes = (*found[0].codes, said.utterance.code)
        self._give(person, Said(found[0], codes, "H", answers=said.utterance.id))


def _planned(pool: Mapping[str, Sequence[Utterance]], rng: random.Random) -> list[str]:
    """The plan's codes in the order they are cast."""
    planned = [code for code in pool for _ in range(TIMES.get(code, 1))]
    rng.shuffle(planned)
    # Codes with few utterances come first, so that each has its own before they are gone.
    return sorted(planned, key=lambda code: len(pool[code]))


def _leaning(code: str, rng: random.Random) -> str | None:
    return LEANING.get(code) if rng.random() < LEANS else None


def _opposed(one: Utterance, other: Utterance) -> bool:
    """Whether nobody would say both: two minds on one matter, two effects of one strain."""
    for these, those in permutations((one, other)):
        if any(
            these.code.startswith(side) and those.code.startswith(against)
            for side, against in OPPOSED
        ):
            return True
    strains = {code for code in one.codes if code.startswith("Y.")} & set(other.codes)
    effects = [{code for code in each.codes if code.startswith("P.")} for each in (one, other)]
    return bool(strains and all(effects) and effects[0] != effects[1])


def _states_no_outcome(utterance: Utterance) -> bool:
    """A factor of the grey zone that says nothing of how the zone turned out."""
    return utterance.code.startswith("GZ.f.") and not set(OUTCOMES) & set(utterance.codes)


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
