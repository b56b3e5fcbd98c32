"""How often two codes meet, counted in distinct units, and the coefficients made of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analys.cooccurrence.places import (
    UNITS,
    WHOLE,
    by_paragraph,
    in_paragraphs,
    runs,
    spans,
    stretched,
)

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

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
        Codings: `coding`, `interview`, `case`, `start`, `end`. Those without an interview do not
        count; nor, counted in municipalities, those without one. A coding of a whole interview
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
    both = pd.concat([first, second], ignore_index=True)
    both["is_first"] = np.arange(len(both)) < len(first)
    both = stretched(both.dropna(subset=["interview", "case"] if unit == "case" else ["interview"]))
    if relation == "span":
        both["passage"] = spans(both)
    elif unit == "passage":
        both["passage"] = runs(both)
    if unit == "paragraph":
        both = by_paragraph(both, breaks or {})
    place, is_first = _numbered(both[unit]), both["is_first"].to_numpy()
    met = _met(both, is_first, relation, unit, within, breaks or {})
    return Cooccurrence(
        n1=np.unique(place[is_first]).size,
        n2=np.unique(place[~is_first]).size,
        n12=np.intersect1d(place[is_first & met], place[~is_first & met]).size,
        n=n,
        own=OWN[relation] == unit,
        met=frozenset(both["coding"].to_numpy()[met].tolist()),
    )


def _numbered(places: pd.Series) -> Numbers:
    """Each place by a number."""
    return pd.factorize(places)[0]


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
    both: pd.DataFrame,
    is_first: Truths,
    relation: str,
    unit: str,
    within: int,
    breaks: Mapping[str, Sequence[int]],
) -> Truths:
    """Which rows meet one of the other code."""
    if relation in {"span", "interview", "case"}:
        return _together(_numbered(both["passage" if relation == "span" else relation]), is_first)
    if relation == "paragraphs":
        numbered = both if unit == "paragraph" else in_paragraphs(both, breaks)
        edges = numbered["first"].to_numpy(), numbered["last"].to_numpy() + 1
        return _overlapping(_numbered(both["interview"]), is_first, *edges, within)
    container = both["paragraph" if unit == "paragraph" else "interview"]
    edges = both["start"].to_numpy(), both["end"].to_numpy()
    return _overlapping(_numbered(container), is_first, *edges, 0)


def _together(container: Numbers, is_first: Truths) -> Truths:
    """Which rows have one of the other code in the same container."""
    there = np.zeros((2, container.max(initial=-1) + 1), dtype=bool)
    there[is_first.astype(int), container] = True
    both: Truths = there[0] & there[1]
    return both[container]


def _overlapping(
    container: Numbers, is_first: Truths, low: Numbers, high: Numbers, margin: int
) -> Truths:
    """Which intervals overlap, widened by a margin, one of the other code in the same container.

    Those that begin before an interval ends, less those that end before it begins, overlap it. The
    containers are laid out one after another, so that all are counted at once.
    """
    met = np.zeros(len(container), dtype=bool)
    # A coding of a whole interview ends after all else.
    last = max(low.max(initial=0), high.max(initial=0, where=high < WHOLE)) + 1
    shift = container * (last + margin + 1)
    low, high = low + shift, np.minimum(high, last) + shift
    for own in (is_first, ~is_first):
        begun = np.searchsorted(np.sort(low[~own]), high[own] + margin, "left")
        over = np.searchsorted(np.sort(high[~own]), low[own] - margin, "right")
        met[own] = begun > over
    return met
