"""Which codings stand behind which row of a table: numbers alone, for they may be many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analys.standing import Rows, Standing
from analys.study import Study
from analys.table import Table


@dataclass(frozen=True)
class Basis:
    """The codings behind the rows of a table, in the order of the rows and of the talk.

    Attributes
    ----------
    rows
        The row that each stands behind; a coding that stands behind several comes several times.
    codings
        Where in `Study.all_codings` it is found.
    standing
        What is known of the codings there.
    """

    rows: Rows
    codings: Rows
    standing: Standing

    @cached_property
    def sizes(self) -> dict[int, int]:
        """`{row: how many codings}`, in the order of the rows; rows without any are left out."""
        rows, sizes = np.unique(self.rows, return_counts=True)
        return dict(zip(rows.tolist(), sizes.tolist(), strict=True))

    @cached_property
    def several(self) -> frozenset[int]:
        """The rows whose codings are of several codes."""
        codes = pd.Series(self.standing.codes[self.codings]).groupby(self.rows)
        most, least = codes.max(), codes.min()
        return frozenset(most.index[most > least])

    def distinct(self) -> tuple[int, int, int]:
        """How many codings there are, of how many interviews and municipalities."""
        numbers, _interviews = self.standing.interviews
        cases = np.unique(self.standing.cases[self.codings])
        return (
            len(np.unique(self.codings)),
            len(np.unique(numbers[self.codings])),
            int((cases >= 0).sum()),
        )

    def first(self, n: int) -> Basis:
        """The first of them."""
        return Basis(self.rows[:n], self.codings[:n], self.standing)

    def spread(self, rows: Iterable[int], most: int) -> Basis:
        """At most so many of some rows: the first of every municipality before any's second."""
        listed = np.flatnonzero(np.isin(self.rows, list(rows)))
        row, case = self.rows[listed], self.standing.cases[self.codings[listed]]
        order = np.lexsort([_turns(row, case), row])
        kept = listed[np.sort(order[_turns(row[order]) < most])]
        return Basis(self.rows[kept], self.codings[kept], self.standing)


def _turns(*keys: Rows) -> Rows:
    """How many with the same keys come before each."""
    order = np.lexsort(keys)
    new = np.any([np.diff(key[order], prepend=-2) != 0 for key in keys], axis=0)
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    turns = np.empty_like(order)
    turns[order] = np.arange(len(order)) - first
    return turns


def basis_of(study: Study, table: Table) -> Basis:
    """The codings behind a table that has a basis."""
    found = pd.DataFrame(table.basis)
    rows = np.zeros(len(found), dtype=np.intp)
    if table.keys:
        places = table.frame[table.keys].assign(position=range(len(table.frame)))
        found = found.merge(places, on=table.keys)
        rows = found["position"].to_numpy()
    standing = study.all_standing
    codings = standing.of(found["coding"])
    rows, codings = rows[codings >= 0], codings[codings >= 0]
    order = np.lexsort((standing.turn[codings], rows))
    return Basis(rows[order], codings[order], standing)
