"""What several coders agree on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analys.cooccurrence import meetings

READ_SHARE = 0.25  # of the leading coder's codings, for someone to have read an interview


def readers_of(codings: pd.DataFrame) -> pd.Series:
    """The coders who have read each interview, the one with most codings there first."""
    counts = codings.groupby(["interview", "coder"]).size().rename("n").reset_index()
    counts = counts.sort_values(["interview", "n", "coder"], ascending=[True, False, True])
    most = counts.groupby("interview")["n"].transform("max")
    return counts[counts["n"] >= READ_SHARE * most].groupby("interview")["coder"].agg(list)


def _one_coder_each(codings: pd.DataFrame) -> bool:
    """Whether no interview has codings by two people; told at once for large materials."""
    interview, interviews = pd.factorize(codings["interview"])
    coder, coders = pd.factorize(codings["coder"])
    pairs = np.unique(interview * len(coders) + coder)
    return len(pairs) == len(interviews)


def consensus(codings: pd.DataFrame) -> pd.DataFrame:
    """Codings that several coders agree on, once each; those of one coder's interviews as is.

    A coder has read an interview who has made at least a quarter as many codings there as the one
    with most: a stray coding by someone else does not make it double-coded.

    Parameters
    ----------
    codings
        A row a coding: `coding`, `interview`, `code`, `coder`, `start`, `end`, …

    Returns
    -------
    The rows that stand, in their order.
    """
    if _one_coder_each(codings):
        return codings.reset_index(drop=True)
    readers = readers_of(codings)
    shared = codings["interview"].isin(readers.index[readers.map(len) > 1])
    several = codings[shared]
    if several.empty:
        return codings.reset_index(drop=True)
    columns = ["interview", "code", "start", "end", "coder"]  # not the quotes: pairs are many
    several = several[columns].assign(row=np.flatnonzero(shared))
    lead = several["coder"] == several["interview"].map(readers.str[0])
    pairs = meetings(several[lead], several[~lead], "passage", also_on=["code"])
    stands = ~shared.to_numpy(copy=True)
    stands[pairs["row_a"]] = True
    return codings[stands].reset_index(drop=True)
