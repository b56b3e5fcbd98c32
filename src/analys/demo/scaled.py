"""Materials of any size for benchmarks: the same talk, with utterances reused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, exp, log
from typing import TypeVar

from analys.demo import bank as banks
from analys.demo import coders, meetings, posts
from analys.demo.bank import Bank, Utterance
from analys.demo.choice import Cast, Said
from analys.demo.files import Interview, Made
from analys.demo.patterns import ASKED, WHERE
from analys.demo.plan import DILEMMAS, MUNICIPALITIES, SIX, Municipality
from analys.demo.pools import pools
from analys.demo.talk import compose
from analys.demo.transcript import Filling, Pile, Talk

# Sweden's 290 municipalities in 2011, about: population by quantile, and how many of each.
QUANTILES = (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1)
POPULATIONS = (2_468, 6_399, 9_816, 15_288, 33_352, 67_490, 863_558)
REGIONS = {"Götaland": 140, "Svealand": 96, "Norrland": 54}
SKL_GROUPS = {1: 3, 2: 38, 3: 31, 4: 22, 5: 51, 6: 20, 7: 54, 8: 20, 9: 35, 10: 16}
# Rule after the 2006 and after the 2010 election; the margins are those of the country.
RULES = {
    ("borgerligt", "borgerligt"): 116,
    ("borgerligt", "vänster"): 29,
    ("borgerligt", "blocköverskridande"): 12,
    ("vänster", "borgerligt"): 12,
    ("vänster", "vänster"): 69,
    ("vänster", "blocköverskridande"): 11,
    ("blocköverskridande", "borgerligt"): 14,
    ("blocköverskridande", "vänster"): 12,
    ("blocköverskridande", "blocköverskridande"): 15,
}
COMMITTEES = {each.case: each.committees for each in MUNICIPALITIES}
SHIFTED = tuple(each.case for each in MUNICIPALITIES if each.shift)
SETTLED = tuple(each.case for each in MUNICIPALITIES if not each.shift)
CODINGS_A_CASE = 150
LONGEST = 160  # utterances an interview
CODES_AN_UTTERANCE = 1.5  # as a rule
CODES_AT_LEAST = 1.2  # of many utterances
FEW = 20  # so few codings that each utterance may give but one
DOUBLE_CODED = 0.05  # share of interviews

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """What the talk of all interviews is made from."""

    bank: Bank
    said: dict[tuple[str, str], list[Utterance]]
    """The utterances that fit, by pattern and role."""


def municipalities(number: int, rng: random.Random) -> list[Municipality]:
    """Invented municipalities, distributed as Sweden's are."""
    width = max(2, len(str(number)))
    found = []
    for n in range(1, number + 1):
        before, after = _drawn(RULES, rng)
        pattern = rng.choice(SETTLED if before == after else SHIFTED)
        found.append(
            Municipality(
                case=f"K{n:0{width}}",
                population=_population(rng.random()),
                region=_drawn(REGIONS, rng),
                skl_group=_drawn(SKL_GROUPS, rng),
                rule_2006=before,
                rule_2010=after,
                committees=COMMITTEES[pattern],
                roles=SIX,
                pattern=pattern,
            )
        )
    return found


def _drawn(shares: dict[T, int], rng: random.Random) -> T:
    return rng.choices(list(shares), weights=list(shares.values()))[0]


def _population(share: float) -> int:
    """The population below which a share of municipalities lie, by the logarithm."""
    n = next(n for n in range(1, len(QUANTILES)) if share <= QUANTILES[n])
    part = (share - QUANTILES[n - 1]) / (QUANTILES[n] - QUANTILES[n - 1])
    low, high = log(POPULATIONS[n - 1]), log(POPULATIONS[n])
    return round(exp(low + part * (high - low)))


def benchmark(cases: int, codings: int | None, rng: random.Random) -> Made:
    """A material with so many municipalities and exactly so many codings."""
    places = municipalities(cases, rng)
    wanted = CODINGS_A_CASE * cases if codings is None else codings
    each = ceil(wanted / cases / CODES_AN_UTTERANCE / LONGEST)
    roles = [SIX[n % len(SIX)] for n in range(max(len(SIX), each))]
    source = _source()
    clock = coders.Clock(datetime(2011, 10, 10), 2, rng)
    consents = meetings.consents(cases * len(roles), rng)
    interviews: list[Interview] = []
    marks: list[coders.Mark] = []
    for place in places:
        filling = Filling(_local(source.bank, rng), rng)
        days = next(iter(meetings.days(1, rng, len(roles))))
        for n, role in enumerate(roles):
            due = wanted * (len(interviews) + 1) // (cases * len(roles)) - len(marks)
            person = _person(f"{place.case}-{n + 1}", role, place.pattern, due, source, rng)
            talk = compose(person, source.bank.frame, filling, Pile(rng), rng)
            marks += coders.in_order(_marks(person, talk, place.pattern, clock, rng))[:due]
            consent = consents[len(interviews)]
            interviews.append(meetings.record(person, place, talk.text, days[n // 2], consent, rng))
    return Made(
        municipalities=places,
        interviews=interviews,
        marks=marks,
        spells=[spell for place in places for spell in posts.spells(place)],
        events=[event for place in places for event in posts.events(place)],
    )


def _source() -> Source:
    bank = banks.read()
    said: dict[tuple[str, str], list[Utterance]] = {}
    for place in MUNICIPALITIES:
        fitting = [each for pool in pools(bank, place.case).values() for each in pool]
        for role in dict.fromkeys(SIX):
            said[place.case, role] = [each for each in fitting if role in each.roles]
    return Source(bank, said)


def _local(bank: Bank, rng: random.Random) -> dict[str, Sequence[str]]:
    """Some invented places, as a municipality of the demonstration has them."""
    extra = bank.places["extra"]
    found: dict[str, Sequence[str]] = {slot: rng.sample(words, 4) for slot, words in extra.items()}
    return found | {"ar": [str(year) for year in range(2001, 2010)]}


def _person(
    interview: str, role: str, pattern: str, due: int, source: Source, rng: random.Random
) -> Cast:
    """Someone who says enough for so many codings; of a short interview, nothing twice."""
    usable = source.said[pattern, role]
    number = due if due < FEW else ceil(due / CODES_AT_LEAST)
    drawn = rng.sample(usable, number) if number <= len(usable) else rng.choices(usable, k=number)
    said = [Said(each, each.codes, each.code.partition(".")[0]) for each in drawn]
    asked = [dilemma for dilemma in DILEMMAS if pattern in ASKED[dilemma]]
    return Cast(interview, role, said, asked)


def _marks(
    person: Cast, talk: Talk, pattern: str, clock: coders.Clock, rng: random.Random
) -> Iterator[coders.Mark]:
    first = list(coders.first(person.interview, talk, clock, rng))
    yield from first
    if rng.random() < DOUBLE_CODED:
        allowed: Callable[[str], bool] = lambda code: pattern in WHERE[code]  # noqa: E731
        yield from coders.second(
            first, talk, allowed=allowed, needed=lambda _: False, clock=clock, rng=rng
        )
