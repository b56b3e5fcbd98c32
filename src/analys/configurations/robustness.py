"""How little it takes for a solution to change, and how easily pure noise has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log2

import numpy as np
import pandas as pd

from analys.configurations.minimise import MOST
from analys.configurations.truth import TOLERANCE, Model, rows_of, solved

SMALL = 8  # cases; with fewer a solution is an exploratory display
FEW = 10  # cases; up to so many two conditions are the advice
TABLES = 10_000
SEED = 2011


class TooManyConditionsError(ValueError):
    """More conditions than the cases can bear."""


def advised(n: int) -> int:
    """How many conditions so many cases can bear.

    Two up to ten cases; then one less than the number of halvings that they allow, so that every
    row of the truth table can have two cases.

    >>> [advised(n) for n in (3, 10, 16, 32)]
    [2, 2, 3, 4]
    """
    return 2 if n <= FEW else min(MOST, max(2, int(log2(n)) - 1))


def check_conditions(n: int, k: int, allow: int | None = None) -> bool:
    """Whether to warn of the number of conditions: one more than advised.

    Raises
    ------
    TooManyConditionsError
        If there are two or more above the advised and `allow` is less, saying how often noise
        fits; or more than `MOST`.
    """
    if k > MOST:
        raise TooManyConditionsError(f"{k} conditions; at most {MOST} can be minimised")
    if k > max(advised(n) + 1, allow or 0):
        told = noise(n, k)
        raise TooManyConditionsError(
            f"{k} conditions for {n} cases: expected at most {advised(n)}. Pure noise fits without "
            f"a contradiction in {100 * told.share:.0f} of 100 random tables of this size. Take "
            f"fewer conditions, or say allow={k} to see them all the same."
        )
    return k > advised(n)


@dataclass(frozen=True)
class Noise:
    """How many of some random tables have a fit without contradictions."""

    tables: int
    fits: int

    @property
    def share(self) -> float:
        """The share of the tables that fit."""
        return self.fits / self.tables


def noise(
    n: int, k: int, positive: int | None = None, *, tables: int = TABLES, seed: int = SEED
) -> Noise:
    """How often pure noise fits: random tables without a contradictory row.

    Parameters
    ----------
    n, k
        Cases and conditions. Each condition is there with even chance.
    positive
        How many of the cases have the outcome, whichever they are; half of them where not given.
    tables
        How many tables are drawn, from the generator of that seed.

    Examples
    --------
    >>> round(noise(3, 3).share, 1)
    0.8
    """
    draw = np.random.default_rng([seed, n, k])
    rows = draw.integers(0, 2**k, (tables, n))
    first = n // 2 if positive is None else positive
    there = np.zeros((2, tables, 2**k), dtype=bool)
    # The cases of a table are alike, so that it does not matter which have the outcome.
    for at in range(n):
        there[int(at < first), np.arange(tables), rows[:, at]] = True
    return Noise(tables, int((~(there[0] & there[1]).any(axis=1)).sum()))


def leave_one_out(
    conditions: pd.DataFrame, outcome: pd.Series, kind: str, cut: float = 1.0
) -> dict[str, tuple[Model, ...]]:
    """The solutions without each case in turn: `{case: models}`; no models where nothing is left.

    Which of them differ is told by comparing with `truth.models` of all cases.
    """
    cases = _cases(conditions, outcome)
    return {
        str(name): _models(cases[:at] + cases[at + 1 :], kind, cut)
        for at, name in enumerate(conditions.index)
    }


@dataclass(frozen=True)
class Flips:
    """How many flips of a single cell change the solution, out of all cells."""

    conditions: int
    conditions_of: int
    outcome: int
    outcome_of: int


def flips(conditions: pd.DataFrame, outcome: pd.Series, kind: str, cut: float = 1.0) -> Flips:
    """Turn each cell in turn, 1 to 0 and 0 to 1, and count how often the solution changes."""
    cases = _cases(conditions, outcome)
    as_it_is = _models(cases, kind, cut)
    names = [*conditions, "outcome"]
    changed = [0] * len(names)
    for at, of in product(range(len(cases)), range(len(names))):
        flipped = [*cases[:at], _flipped(cases[at], of), *cases[at + 1 :]]
        changed[of] += _models(flipped, kind, cut) != as_it_is
    return Flips(
        conditions=sum(changed[:-1]),
        conditions_of=len(cases) * (len(names) - 1),
        outcome=changed[-1],
        outcome_of=len(cases),
    )


def _cases(conditions: pd.DataFrame, outcome: pd.Series) -> list[str]:
    """Each case's signs, those of its conditions and last that of its outcome."""
    return [str(signs) for signs in rows_of(conditions.assign(**{"": outcome}))]


def _flipped(case: str, at: int) -> str:
    other = "0" if case[at] == "1" else "1"
    return f"{case[:at]}{other}{case[at + 1 :]}"


def _models(cases: Sequence[str], kind: str, cut: float) -> tuple[Model, ...]:
    """The models of some cases, without the table that `truth.models` reads them from."""
    n = Counter(case[:-1] for case in cases)
    positive = Counter(case[:-1] for case in cases if case[-1] == "1")
    reaches = (row for row in n if positive[row] / n[row] >= cut - TOLERANCE)
    return solved(frozenset(reaches), frozenset(n), kind)
