"""What several coders agree on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analys.cooccurrence import meetings

READ_SHARE = 0.25  # of the leading coder's codings, for someone to have read an interview


class _Readers:
    """Who has read what, by number: interviews and coders in tables of whole numbers.

    `interview` and `coder` number those of each coding; of the interviews by the coders, `reads`
    tells who has read it and `order` ranks the coders, by codings and then by name.
    """

    def __init__(self, codings: pd.DataFrame) -> None:
        self.interview, interviews = pd.factorize(codings["interview"])
        self.coder, coders = pd.factorize(codings["coder"], sort=True)
        self.interviews, self.coders = list(interviews), list(coders)
        n, k = len(interviews), len(coders)
        counts = np.bincount(self.interview * k + self.coder, minlength=n * k).reshape(n, k)
        most = counts.max(axis=1, initial=0)[:, None]
        self.reads = (counts > 0) & (counts >= READ_SHARE * most)
        self.order = np.argsort(-counts, axis=1, kind="stable")


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
    read = _Readers(codings)
    shared = (read.reads.sum(axis=1) > 1)[read.interview]
    rows = np.flatnonzero(shared)
    if not len(rows):
        return codings.reset_index(drop=True)
    several = pd.DataFrame(  # numbers alone: pairs are many
        {
            "row": rows,
            "interview": read.interview[rows],
            "code": pd.factorize(codings["code"])[0][rows],
            "start": codings["start"].array[rows],
            "end": codings["end"].array[rows],
        }
    )
    lead = read.coder[rows] == read.order[read.interview[rows], 0]
    pairs = meetings(several[lead], several[~lead], "passage", also_on=["code"])
    stands: NDArray[np.bool_] = ~shared
    stands[pairs["row_a"]] = True
    kept: pd.DataFrame = codings[stands].reset_index(drop=True)
    return kept
