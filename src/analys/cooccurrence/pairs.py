"""Every pair of codings that meet: in the same passage, interview or municipality."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

RELATIONS = {"passage": "interview", "interview": "interview", "case": "case"}


def meetings(
    left: pd.DataFrame, right: pd.DataFrame, relation: str, also_on: Sequence[str] = ()
) -> pd.DataFrame:
    """Every pair of a coding of `left` and one of `right` that meet.

    Parameters
    ----------
    left, right
        Codings: `interview`, `case`, `start`, `end` and what else is to be kept.
    relation
        "passage": the two overlap by at least one character of the same interview; "interview",
        "case": they stand in the same one.
    also_on
        Further columns that must be equal in both.

    Returns
    -------
    A row a pair; the columns of `left` and `right` with the suffixes `_a` and `_b`, those they are
    joined by without. Whole-interview codings (start NA) meet every passage of the interview.

    Raises
    ------
    ValueError
        If the relation is unknown.
    """
    if relation not in RELATIONS:
        raise ValueError(f"relation {relation!r} is not one of {', '.join(RELATIONS)}")
    keys = [RELATIONS[relation], *also_on]
    present = left.dropna(subset=keys), right.dropna(subset=keys)
    pairs = present[0].merge(present[1], on=keys, suffixes=("_a", "_b"))
    if relation != "passage":
        return pairs
    apart = (pairs["start_a"] >= pairs["end_b"]) | (pairs["start_b"] >= pairs["end_a"])
    return pairs[~apart.fillna(False).astype(bool)]
