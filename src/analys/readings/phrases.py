"""The small words that computed readings are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analys.language import _, plural
from analys.wording import Style, fraction, listing, lower_first, number, out_of

DASH = " – "
FEW = 6  # names that a sentence can hold
PEOPLE = ("politician", "official", "all")  # groups whose names are words for those in them


def quoted(label: object) -> str:
    """A label as the study's own words."""
    return _("”{label}”").format(label=label)


def some(names: Sequence[str], style: Style = "standard", few: int = FEW) -> str:
    """Names as a list; many are cut, with how many more there are.

    >>> some(["a", "b"], "or"), some(["a", "b", "c", "d"], few=2)
    ('a eller b', 'a, b och 2 till')
    """
    few = few + 1 if len(names) == few + 1 else few  # one more takes no more room than its number
    more = len(names) - few
    shown = [*names[:few], *([_("{n} till").format(n=number(more))] if more > 0 else [])]
    return listing(shown, style)


def labels(rows: pd.DataFrame, style: Style = "standard", column: str = "label") -> str:
    """The labels of some rows as a list of quoted words."""
    return some([quoted(label) for label in rows[column]], style)


def top(rows: pd.DataFrame, column: str = "cases") -> pd.DataFrame:
    """The rows with the highest value above zero, ties included."""
    highest = rows[column].max() if len(rows) else 0
    return rows[(rows[column] == highest) & (rows[column] > 0)]


def each_of(rows: pd.DataFrame, part: float, whole: float, unit: str = "") -> str:
    """A fraction in brackets, said to hold for each where there are several rows.

    Without its unit where that has just been said.
    """
    said = out_of(part, whole, unit) if unit else fraction(part, whole)
    return plural("({part})", "({part} vardera)", len(rows)).format(part=said)


def in_turn(parts: Iterable[tuple[float, float]], unit: str) -> list[str]:
    """Fractions that follow each other, the unit said with the first."""
    return [
        fraction(part, whole) if at else out_of(part, whole, unit)
        for at, (part, whole) in enumerate(parts)
    ]


def by_unit(unit: str, of_cases: str, of_interviews: str) -> str:
    """One of two texts, by whether municipalities or interviews are counted."""
    return of_cases if unit == "case" else of_interviews


def count(n: float, none: str | None = None) -> str:
    """A count that stands alone; zero in words."""
    return number(n) if n else none or _("ingen")


def on_side(name: str) -> str:
    """Where an argument stands, in words that fit any name of a side.

    >>> on_side("Å ena sidan – forma dem"), on_side("Fördelar")
    ('å ena sidan', 'under ”Fördelar”')
    """
    hand, _dash, _rest = name.partition(DASH)
    if hand in (_("Å ena sidan"), _("Å andra sidan")):
        return lower_first(hand)
    return _("under {side}").format(side=quoted(name))


def brief(name: str) -> str:
    """The name of a side, without the hand that it is on where more is said.

    >>> brief("Å ena sidan – forma dem"), brief("Å ena sidan")
    ('forma dem', 'Å ena sidan')
    """
    return name.rpartition(DASH)[2]


def among(group: object, name: str) -> str:
    """Among whom something holds, in words that fit any grouping.

    >>> among("official", "Tjänstemän"), among("nämnder", "Nämnder")
    ('bland tjänstemän', 'i gruppen ”Nämnder”')
    """
    if group in PEOPLE:
        return _("bland {group}").format(group=lower_first(name))
    return _("i gruppen {group}").format(group=quoted(name))


def clauses(parts: Iterable[str]) -> str:
    """Clauses with semicolons between; empty ones left out."""
    return "; ".join(part for part in parts if part)


def sentences(*parts: str) -> str:
    """Sentences one after the other; empty ones left out."""
    return " ".join(part for part in parts if part)
