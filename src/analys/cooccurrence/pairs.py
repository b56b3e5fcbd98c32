"""Every pair of codings that meet: in the same passage, interview or municipality."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Places = NDArray[np.int64]
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
    if relation != "passage":
        return present[0].merge(present[1], on=keys, suffixes=("_a", "_b"))
    found = zip(present, _overlapping(*present, keys), strict=True)
    one, other = (side.iloc[places].reset_index(drop=True) for side, places in found)
    return one.merge(
        other.drop(columns=keys), left_index=True, right_index=True, suffixes=("_a", "_b")
    )


def _overlapping(
    left: pd.DataFrame, right: pd.DataFrame, keys: Sequence[str]
) -> tuple[Places, Places]:
    """The places of the rows of every pair with the same keys that overlaps, in their order.

    Of two that overlap, either the second begins within the first, or the first begins within the
    second, after its beginning. In the order of beginnings those are rows side by side, so that
    only pairs that overlap are ever made.
    """
    low, high = _laid_out(pd.concat([left, right]), keys)
    (low_a, low_b), (high_a, high_b) = (np.split(each, [len(left)]) for each in (low, high))
    by_a, by_b = np.argsort(low_a, kind="stable"), np.argsort(low_b, kind="stable")
    begins_a, begins_b = low_a[by_a], low_b[by_b]
    first_a, within_a = _each(
        np.searchsorted(begins_b, low_a, "left"), np.searchsorted(begins_b, high_a, "left")
    )
    first_b, within_b = _each(
        np.searchsorted(begins_a, low_b, "right"), np.searchsorted(begins_a, high_b, "left")
    )
    a = np.concatenate([first_a, by_a[within_b]])
    b = np.concatenate([by_b[within_a], first_b])
    meet = (low_a[a] < high_b[b]) & (low_b[b] < high_a[a])  # not so of what has no length
    a, b = a[meet], b[meet]
    order = np.lexsort((b, a))
    return a[order], b[order]


def _laid_out(codings: pd.DataFrame, keys: Sequence[str]) -> tuple[Places, Places]:
    """Where codings begin and end, with those of different keys far apart.

    A coding of a whole interview begins before all else there, and ends after it.
    """
    start: Places = codings["start"].fillna(-1).to_numpy(dtype=np.int64)
    after_all = int(codings[["start", "end"]].max().max()) + 1 if codings["end"].count() else 0
    end: Places = codings["end"].fillna(after_all).to_numpy(dtype=np.int64)
    group = np.asarray(codings.groupby(list(keys), sort=False).ngroup(), dtype=np.int64)
    shift = group * (after_all + 2)
    return start + shift, end + shift


def _each(first: Places, last: Places) -> tuple[Places, Places]:
    """Every number from each first up to its last, with the place of the two."""
    sizes = np.maximum(last - first, 0)
    places = np.repeat(np.arange(len(sizes)), sizes)
    steps = np.arange(len(places)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return places, first[places] + steps
