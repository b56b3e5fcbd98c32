"""How often two codes meet, counted in distinct units, and the coefficients made of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import pandas as pd

from analys.cooccurrence.places import (
    UNITS,
    WHOLE,
    by_paragraph,
    in_paragraphs,
    runs,
    spans,
    stretched,
)

# The unit that a relation is about: where both stand in it, they have met.
OWN = {
    "span": "passage",
    "passage": "passage",
    "paragraphs": "paragraph",
    "interview": "interview",
    "case": "case",
}


@dataclass(frozen=True)
class Cooccurrence:
    """How often two codes are used, and used together.

    Parameters
    ----------
    n1, n2
        Units that hold the first code, and the second.
    n12
        Units in which the two meet.
    n
        Units in all, of those that were asked about both; None where it is not known.
    own
        Whether the relation is about the unit itself, so that every unit with both is a meeting.
    met
        The ids, in a column `coding`, of the codings that meet.

    Examples
    --------
    A hundred passages of one code and ten of another, five of them both:

    >>> round(Cooccurrence(100, 10, 5).jaccard, 3)
    0.048
    """

    n1: int
    n2: int
    n12: int
    n: int | None = None
    own: bool = True
    met: frozenset[Hashable] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.n12 <= min(self.n1, self.n2):
            raise ValueError(f"{self.n12} meetings of {self.n1} and {self.n2}")
        if self.n is not None and self.n < max(self.n1, self.n2):
            raise ValueError(f"{self.n1} and {self.n2} out of {self.n}")

    @property
    def jaccard(self) -> float | None:
        """Meetings out of all that hold either: n12 / (n1 + n2 - n12), 0 to 1; None where none do.

        Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11.
        """
        either = self.n1 + self.n2 - self.n12
        return self.n12 / either if either else None

    @property
    def shares(self) -> tuple[float | None, float | None]:
        """How much of the first meets the second, and the other way: n12 / n1, n12 / n2."""
        first, second = (self.n12 / whole if whole else None for whole in (self.n1, self.n2))
        return first, second

    @property
    def phi(self) -> float | None:
        """The correlation of the fourfold table of units, -1 to 1.

        None where it has no such table (n is not known, or a unit may hold both without their
        meeting) or where every unit or none holds a code.
        """
        if self.n is None or not self.own:
            return None
        spread = self.n1 * (self.n - self.n1) * self.n2 * (self.n - self.n2)
        return (self.n12 * self.n - self.n1 * self.n2) / sqrt(spread) if spread else None


def cooccurrence(
    first: pd.DataFrame,
    second: pd.DataFrame,
    relation: str,
    unit: str,
    *,
    n: int | None = None,
    within: int = 1,
    breaks: Mapping[str, Sequence[int]] | None = None,
) -> Cooccurrence:
    """How often the codings of one code meet those of another.

    Parameters
    ----------
    first, second
        Codings: `coding`, `interview`, `case`, `start`, `end`. Those without an interview (or,
        counted in municipalities, a municipality) do not count. A coding of a whole interview
        (start NA) stands in all of it.
    relation
        "span": on the very same characters; "passage": overlapping by at least one; "paragraphs":
        at most `within` paragraphs apart; "interview", "case": in the same one.
    unit
        What is counted: "passage" (for "span" the characters coded; else a stretch of the interview
        in which codings of the two hang together), "paragraph", "interview", "case".
    n
        How many units there are in all.
    breaks
        Where the paragraphs of each interview begin, as `paragraphs` gives them; needed for the
        relation "paragraphs" and the unit "paragraph".

    Raises
    ------
    ValueError
        If the relation or unit is unknown; if the unit is smaller than what the relation reaches
        over, or the paragraphs are needed and not given.
    """
    _check(relation, unit, within, breaks)
    both = pd.concat([first.assign(is_first=True), second.assign(is_first=False)])
    both = stretched(both.dropna(subset=["case" if unit == "case" else "interview"]))
    both = both.reset_index(drop=True)
    if relation == "span":
        both["span"] = spans(both)
    if unit == "paragraph":
        both = by_paragraph(both, breaks or {}).reset_index(drop=True)
    elif unit == "passage":
        both["place"] = both["span"] if relation == "span" else runs(both)
    else:
        both["place"] = both[unit]
    met = both[_met(both, relation, within, breaks or {})]
    units = {side: set(rows["place"]) for side, rows in both.groupby("is_first")}
    sides = {side: set(rows["place"]) for side, rows in met.groupby("is_first")}
    nothing: set[object] = set()
    return Cooccurrence(
        n1=len(units.get(True, nothing)),
        n2=len(units.get(False, nothing)),
        n12=len(sides.get(True, nothing) & sides.get(False, nothing)),
        n=n,
        own=OWN[relation] == unit,
        met=frozenset(met["coding"]),
    )


def _check(
    relation: str, unit: str, within: int, breaks: Mapping[str, Sequence[int]] | None
) -> None:
    if relation not in UNITS:
        raise ValueError(f"relation {relation!r} is not one of {', '.join(UNITS)}")
    if within < 0:
        raise ValueError(f"within {within} paragraphs")
    reaching = relation == "paragraphs" and within > 0
    if unit not in UNITS["span"]:
        raise ValueError(f"unit {unit!r} is not one of {', '.join(UNITS['span'])}")
    wide = [each for each in UNITS[relation] if each != "paragraph" or not reaching]
    if unit not in wide:
        raise ValueError(f"{relation} reaches beyond one {unit}; count in {', '.join(wide)}")
    if breaks is None and "paragraph" in f"{relation} {unit}":
        raise ValueError("paragraphs need their breaks")


def _met(
    both: pd.DataFrame, relation: str, within: int, breaks: Mapping[str, Sequence[int]]
) -> pd.Series:
    """Which rows meet one of the other code."""
    if relation in {"interview", "case"}:
        return both.groupby(relation)["is_first"].transform("nunique") > 1
    if relation == "span":
        return both.groupby(["span", "place"])["is_first"].transform("nunique") > 1
    if relation == "paragraphs":
        numbered = both if "first" in both else in_paragraphs(both, breaks)
        low, high = numbered["first"], numbered["last"] + 1
        return _overlapping(both["is_first"], both["interview"], low, high, within)
    container = both["place"] if "paragraph" in both else both["interview"]
    return _overlapping(both["is_first"], container, both["start"], both["end"], 0)


def _overlapping(
    is_first: pd.Series, container: pd.Series, low: pd.Series, high: pd.Series, margin: int
) -> pd.Series:
    """Which intervals overlap, widened by a margin, one of the other code in the same container.

    Those that begin before an interval ends, less those that end before it begins, overlap it. The
    containers are laid out one after another, so that all are counted at once.
    """
    met = pd.Series(False, is_first.index)
    if met.empty:
        return met
    # A coding of a whole interview ends after all else.
    high = high.clip(upper=max(low.max(), high.where(high < WHOLE, 0).max()) + 1)
    shift = pd.Series(pd.factorize(container)[0], met.index) * (high.max() + margin + 1)
    low, high = low + shift, high + shift
    for side in (True, False):
        own, other = is_first == side, is_first != side
        begun = np.searchsorted(np.sort(low[other]), high[own] + margin, "left")
        over = np.searchsorted(np.sort(high[other]), low[own] - margin, "right")
        met[own] = begun > over
    return met
