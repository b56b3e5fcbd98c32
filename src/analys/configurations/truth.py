"""The truth table, the solutions it allows, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import pandas as pd

from analys.configurations.minimise import covers, minimal_covers, prime_implicants

KINDS = ("conservative", "parsimonious")
TOLERANCE = 1e-9  # in comparing a consistency with a cut-off

Model = tuple[str, ...]
"""A solution: terms, any of which is enough. Several models of one kind are tied."""


def rows_of(conditions: pd.DataFrame) -> pd.Series:
    """The row of the truth table that each case is in, as "101".

    Raises
    ------
    ValueError
        If a value is missing or is neither 0 nor 1, naming case and condition.
    """
    known = conditions.isin([0, 1]).to_numpy()
    for at, of in zip(*np.nonzero(~known), strict=True):
        found = conditions.iloc[at, of]
        where = f"case {conditions.index[at]}, condition {conditions.columns[of]}"
        raise ValueError(f"{where}: expected 0 or 1; found {found}. Leave out what is unknown.")
    signs = np.where(conditions.astype(bool).to_numpy(), "1", "0")
    told = ["".join(row) for row in signs]
    return pd.Series(told, index=conditions.index, name="row", dtype="str")


def truth_table(conditions: pd.DataFrame, outcome: pd.Series, cut: float = 1.0) -> pd.DataFrame:
    """Every possible configuration, the cases in it and how many of them have the outcome.

    Parameters
    ----------
    conditions
        A row a case (the index), a column a condition, 0 or 1 (or booleans).
    outcome
        0 or 1 for each case.
    cut
        From which consistency on a row counts as going with the outcome, compared with a
        tolerance of 1e-9.

    Returns
    -------
    A row a configuration (the index, "101"), those that no case has too: a column for each
    condition (0, 1), `n` (cases), `positive` (cases with the outcome), `cases` (their names, in
    the order given), `consistency` (positive of n; NaN in remainders), `out` (1: goes with the
    outcome, 0: does not, NA: remainder), `contradiction` (whether its cases differ in outcome).
    Falling order: "111" first.

    Raises
    ------
    ValueError
        If values are missing or not 0 or 1, or the outcome is not of the same cases.
    """
    if not conditions.index.equals(outcome.index):
        raise ValueError("conditions and outcome are not of the same cases in the same order")
    row = rows_of(conditions)
    has = rows_of(outcome.to_frame("outcome")) == "1"
    every = ["".join(states) for states in product("10", repeat=conditions.shape[1])]
    table = pd.DataFrame(
        [[int(state) for state in states] for states in every],
        index=pd.Index(every, name="row", dtype="str"),
        columns=conditions.columns,
    )
    table["n"] = row.value_counts().reindex(every, fill_value=0)
    table["positive"] = row[has].value_counts().reindex(every, fill_value=0)
    table["cases"] = [tuple(row.index[row == states]) for states in every]
    table["consistency"] = table["positive"] / table["n"].where(table["n"] > 0)
    reaches = (table["consistency"] >= cut - TOLERANCE).astype("Int64")
    table["out"] = reaches.where(table["n"] > 0)
    table["contradiction"] = (table["positive"] > 0) & (table["positive"] < table["n"])
    return table


def models(table: pd.DataFrame, kind: str) -> tuple[Model, ...]:
    """All tied solutions of a truth table; none where no row goes with the outcome.

    Parameters
    ----------
    kind
        "conservative" (also called complex): the observed rows alone. "parsimonious": remainders
        may be covered wherever that makes terms shorter. Contradictory rows below the cut-off are
        never covered.

    Raises
    ------
    ValueError
        If the kind is unknown, or as `minimal_covers` says.
    """
    rows = table.index[table["out"].eq(1).fillna(False).astype(bool)]
    return solved(frozenset(rows), frozenset(table.index[table["n"] > 0]), kind)


@lru_cache(maxsize=4096)  # robustness asks for the same few tables over and over
def solved(rows: frozenset[str], observed: frozenset[str], kind: str) -> tuple[Model, ...]:
    """The models for the rows that go with the outcome, of all rows that have cases."""
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not one of {', '.join(KINDS)}")
    if not rows:
        return ()
    every = {"".join(signs) for signs in product("10", repeat=len(next(iter(rows))))}
    free = every - observed if kind == "parsimonious" else set()
    return tuple(minimal_covers(sorted(rows), prime_implicants(rows, free)))


def members(conditions: pd.DataFrame, terms: Iterable[str]) -> pd.Series:
    """Which cases have any of some terms, as booleans."""
    told = list(terms)
    return rows_of(conditions).map(lambda row: any(covers(term, row) for term in told)).astype(bool)


@dataclass(frozen=True)
class Fit:
    """How well a term or a model goes with an outcome, in cases.

    Attributes
    ----------
    members, outcome
        Cases that have the term, and cases that have the outcome.
    both
        Cases that have both.
    unique
        Cases with both that no other term of the model covers; for a model, as `both`.
    """

    members: int
    outcome: int
    both: int
    unique: int

    @property
    def consistency(self) -> float:
        """How many of the term's cases have the outcome; NaN where it has none."""
        return self.both / self.members if self.members else float("nan")

    @property
    def coverage(self) -> float:
        """How many of the outcome's cases have the term (raw coverage)."""
        return self.both / self.outcome if self.outcome else float("nan")

    @property
    def unique_coverage(self) -> float:
        """How many of the outcome's cases have the term and no other term of the model."""
        return self.unique / self.outcome if self.outcome else float("nan")


def fit(conditions: pd.DataFrame, outcome: pd.Series, model: Model, term: str | None = None) -> Fit:
    """How well a term of a model fits, or the whole model where no term is given.

    Consistency and coverage are those of sufficiency in Ragin, Redesigning Social Inquiry (2008),
    ch. 3.
    """
    has = outcome.astype(bool)
    here = members(conditions, model if term is None else [term])
    others = () if term is None else [other for other in model if other != term]
    alone = here & has & ~members(conditions, others)
    return Fit(int(here.sum()), int(has.sum()), int((here & has).sum()), int(alone.sum()))


def expression(term: str, names: Sequence[str]) -> str:
    """A term in the notation of QCA: a tilde for what is not there.

    >>> expression("10-", ["DEV", "URB", "LIT"])
    'DEV*~URB'
    """
    signs = {"1": "", "0": "~"}
    told = [signs[sign] + name for sign, name in zip(term, names, strict=True) if sign != "-"]
    return "*".join(told) or "1"
