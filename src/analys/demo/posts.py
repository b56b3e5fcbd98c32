"""Who held the posts of kso and kc, from about 1990, and what happened to the municipalities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from analys.demo.plan import Municipality

TURN = date(2011, 1, 1)  # when majorities elected in September 2010 took over
ELECTIONS = (
    date(1991, 9, 15),
    date(1994, 9, 18),
    date(1998, 9, 20),
    date(2002, 9, 15),
    date(2006, 9, 17),
    date(2010, 9, 19),
)

# By municipality and post: the day each began, and how the time before it ended. What is left open
# at the end is still running; a vacancy is written with the day it began.
POSTS = {
    "K01": {
        "kso": "1989-01-01 avgick 1995-01-01 annat uppdrag 2003-01-01 avgick 2007-01-01",
        "kc": "1988-08-01 pension 1997-07-01..1997-08-15 annat uppdrag 2005-04-01..2005-06-01",
    },
    "K02": {
        "kso": "1989-01-01 avgick 1997-01-01 avgick 2004-01-01 val 2011-01-01",
        "kc": "1990-03-01 pension 1998-05-01..1998-06-01 fick gå 2003-10-01..2004-02-01",
    },
    "K03": {
        "kso": "1987-01-01 avgick 1993-06-01 annat uppdrag 1999-11-01",
        "kc": "1989-09-01 pension 1995-07-01..1995-08-01 annat uppdrag 2000-06-01..2000-09-01",
    },
    "K04": {
        "kso": "1992-01-01 avgick 1999-01-01 avgick 2007-01-01",
        "kc": "1990-01-15 annat uppdrag 1996-08-01..1996-10-01 pension 2003-01-01..2003-02-01 "
        "fick gå 2008-06-15..2008-11-01",
    },
    "K05": {
        "kso": "1990-01-01 avgick 1996-01-01 avgick 2003-01-01 val 2011-01-01",
        "kc": "1989-05-01 pension 1996-09-01..1996-09-15 fick gå 2002-04-01..2002-09-01 "
        "annat uppdrag 2005-12-31..2006-04-01 fick gå 2011-06-30..2011-08-01",
    },
    "K06": {
        "kso": "1988-11-01 annat uppdrag 1995-01-01 avgick 2001-09-01 avgick 2007-01-01",
        "kc": "1987-02-01 pension 1994-07-01..1994-09-01",
    },
    "K07": {"kso": "1990-01-01 avgick 2010-01-15", "kc": "1990-01-15"},
    "K08": {
        "kso": "1989-01-01 avgick 1996-01-01 avgick 2005-01-01 avgick 2009-03-01",
        "kc": "1988-04-01 pension 1995-12-01..1996-01-15 fick gå 2006-05-31..2006-09-15",
    },
    "K09": {
        "kso": "1991-01-01 avgick 1998-01-01 annat uppdrag 2005-01-01 val 2011-01-01",
        "kc": "1990-10-01 pension 1999-03-01..1999-04-01 annat uppdrag 2004-08-01..2004-10-01",
    },
    "K10": {
        "kso": "1989-01-01 avgick 1995-01-01 avgick 2002-01-01 avgick 2007-01-01",
        "kc": "1989-02-01 annat uppdrag 1995-11-01..1996-01-01 pension 2003-06-30..2003-08-01 "
        "annat uppdrag 2008-12-31..2009-03-01",
    },
}
REORGANISED = {
    "K01": {date(2005, 1, 1): "Två förvaltningar blir en"},
    "K04": {date(2007, 1, 1): "Facknämnderna avskaffas"},
    "K06": {date(2009, 1, 1): "Ny förvaltningsorganisation"},
    "K08": {date(2003, 1, 1): "Facknämnderna avskaffas"},
    "K10": {
        date(2009, 1, 1): "Tre av facknämnderna avskaffas",
        date(2011, 7, 1): "De återstående facknämnderna ses över",
    },
}
TOLD = {"kso": "Ny kommunstyrelseordförande", "kc": "Ny kommunchef"}


@dataclass(frozen=True)
class Spell:
    """One person's time in one post; `end` None while it is running."""

    case: str
    post: str
    person: str
    start: date
    end: date | None
    exit: str


@dataclass(frozen=True)
class Event:
    """Something that happened to a municipality."""

    case: str
    date: date
    kind: str
    text: str


def spells(municipality: Municipality) -> list[Spell]:
    """All times in both posts, the earliest first."""
    found = []
    for post, written in POSTS[municipality.pattern].items():
        numbers = Counter[str]()
        times = _times(written)
        for start, end, how in times:
            numbers[post] += 1
            person = f"{municipality.case}-{post}-{numbers[post]}"
            found.append(Spell(municipality.case, post, person, start, end, how))
    return found


def _times(written: str) -> list[tuple[date, date | None, str]]:
    """Start, end and exit of each, from the short form of `POSTS`."""
    times: list[tuple[date, date | None, str]] = []
    start: date | None = None
    how: list[str] = []
    for word in written.split():
        if not word[0].isdigit():
            how.append(word)
            continue
        left, _, began = word.partition("..")
        if start:
            times.append((start, date.fromisoformat(left), " ".join(how)))
        start, how = date.fromisoformat(began or left), []
    return [*times, (start, None, "")] if start else times


def events(municipality: Municipality) -> list[Event]:
    """Elections, majority shifts, changes of person and reorganisations, the earliest first."""
    case = municipality.case
    found = [Event(case, day, "val", f"Allmänna val {day.year}") for day in ELECTIONS]
    if municipality.shift:
        text = f"Från {municipality.rule_2006} till {municipality.rule_2010} styre"
        found.append(Event(case, TURN, "majoritetsskifte", text))
    for day, text in REORGANISED.get(municipality.pattern, {}).items():
        found.append(Event(case, day, "organisationsförändring", text))
    first = {"kso": True, "kc": True}
    for spell in spells(municipality):
        if not first[spell.post]:
            found.append(Event(case, spell.start, "personbyte", TOLD[spell.post]))
        first[spell.post] = False
    return sorted(found, key=lambda event: (event.date, event.kind, event.text))
