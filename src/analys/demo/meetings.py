"""When the interviews were held, and what was agreed in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2011, 8, 22), date(2011, 10, 7)
AFTER_APPROVAL, REFUSED = 10, 4  # interviews of 56
MINUTES = 38, 96
BLOCKS = {"borgerligt": "vänster", "vänster": "borgerligt"}


def days(municipalities: int, rng: random.Random) -> list[list[date]]:
    """The days of each municipality's visits: two weekdays in a row, municipality by municipality."""
    span = (LAST_DAY - FIRST_DAY).days
    starts = [FIRST_DAY + timedelta(days=span * n // municipalities) for n in range(municipalities)]
    rng.shuffle(starts)
    return [list(_weekdays(start, 3)) for start in starts]


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
    return max(least, min(most, round(characters / 165 + rng.uniform(-9, 9))))


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
    if role not in ("kso", "pol", "opp"):
        return ""
    ruling = rule if rule in BLOCKS else rng.choice(sorted(BLOCKS))
    return BLOCKS[ruling] if role == "opp" else ruling
