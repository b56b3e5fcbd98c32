"""When the interviews were held, and what was agreed in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from analys.demo.choice import Cast
from analys.demo.files import Interview
from analys.demo.plan import POLITICIANS, Municipality

FIRST_DAY, LAST_DAY = date(2011, 8, 22), date(2011, 10, 7)
AFTER_APPROVAL, REFUSED = 10, 4  # interviews of 56
MINUTES = 38, 96
BLOCKS = {"borgerligt": "vänster", "vänster": "borgerligt"}


def days(municipalities: int, rng: random.Random, interviews: int = 6) -> list[list[date]]:
    """The weekdays of each municipality's visits in a row, one for each two interviews."""
    span = (LAST_DAY - FIRST_DAY).days
    starts = [FIRST_DAY + timedelta(days=span * n // municipalities) for n in range(municipalities)]
    rng.shuffle(starts)
    return [list(_weekdays(start, (interviews + 1) // 2)) for start in starts]


def _weekdays(start: date, number: int) -> Iterator[date]:
    day = start
    while number:
        if day.weekday() < 5 and day <= LAST_DAY:
            yield day
            number -= 1
        day = day + timedelta(days=1) if day < LAST_DAY else FIRST_DAY


def minutes(characters: int, rng: random.Random) -> int:
    """How long an interview of so many characters took."""
    least, most = MINUTES
    return max(least, min(most, round(characters / 125 + rng.uniform(-12, 12))))


def consents(interviews: int, rng: random.Random) -> list[str]:
    """Consent to quotation by interview: most gave it, some want to see the quote, a few refuse."""
    approval = round(interviews * AFTER_APPROVAL / 56)
    refused = round(interviews * REFUSED / 56)
    given = ["ja"] * (interviews - approval - refused)
    found = given + ["efter godkännande"] * approval + ["nej"] * refused
    rng.shuffle(found)
    return found


def block(role: str, rule: str, rng: random.Random) -> str:
    """The political bloc of a politician; nothing for an official."""
    if role not in POLITICIANS:
        return ""
    ruling = rule if rule in BLOCKS else rng.choice(sorted(BLOCKS))
    return BLOCKS[ruling] if role == "opp" else ruling


def record(
    person: Cast, place: Municipality, text: str, day: date, consent: str, rng: random.Random
) -> Interview:
    """What is known of an interview."""
    return Interview(
        interview=person.interview,
        case=place.case,
        role=person.role,
        block=block(person.role, place.rule_2010, rng),
        date=day,
        minutes=minutes(len(text), rng),
        asked=" ".join(person.asked),
        quote_consent=consent,
        text=text,
    )
