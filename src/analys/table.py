"""A table with what its numbers count.

A number without its unit and its n is not a result, so every table of a report carries both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import pandas as pd

UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "case": ("kommun", "kommuner"),
        "interview": ("intervju", "intervjuer"),
        "segment": ("kodat avsnitt", "kodade avsnitt"),
        "spell": ("tid på posten", "tider på posten"),
        "person": ("person", "personer"),
        "pair": ("par", "par"),
        "code": ("kod", "koder"),
        "coding": ("kodning", "kodningar"),
    }
)


@dataclass(frozen=True)
class Table:
    """A tidy frame, the unit it counts and out of how many.

    Parameters
    ----------
    frame
        The numbers; one observation a row, columns named in English.
    unit
        A key of `UNITS`: what the numbers count.
    n
        How many such units could have counted: those that were asked.
    headings
        Swedish headings of the columns that a reader is shown, in the order shown.
        Columns without a heading are for the figure only.
    measure
        What a number of the table is, as a sentence's beginning (Swedish): "Antal kommuner där
        minst en intervju tar upp det".
    interviews
        How many interviews stand behind the numbers; None where that has no meaning.
    not_asked
        The ids of the units that were never asked, which is not the same as silent.
    absent
        Why there is nothing to show (a sentence), or None where there is.
    note
        A sentence that the caption ends with.
    legend
        What the ids in a column are called: `{column: {id: label}}`. Its order is the order of
        the categories, empty ones too.
    facts
        Numbers that a sentence about the table needs and no row of it holds, by name.
    basis
        The codings behind the rows: `coding`, and the columns of `frame` (ids, not labels) whose
        values say which row a coding stands behind; a coding that stands behind several rows has
        several. None where no coding stands behind the table.
    source
        What the numbers rest on where that is no codings (Swedish, a noun: "tider på posten").
    leads
        The column whose numbers lead to the codings on a page; the first count where not told.
    talk
        Columns that quote what was said, in the interviews' own language.
    across
        The unit that the table's columns or groups stand for, where it counts something within it.
    """

    frame: pd.DataFrame
    unit: str
    n: int
    headings: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""
    interviews: int | None = None
    not_asked: tuple[str, ...] = ()
    absent: str | None = None
    note: str = ""
    legend: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    across: str = "case"
    basis: pd.DataFrame | None = None
    source: str = ""
    leads: str = ""
    talk: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r} is not one of {', '.join(UNITS)}")
        missing = [column for column in self.headings if column not in self.frame]
        unknown = [column for column in self.keys if column not in self.frame]
        if missing:
            raise ValueError(f"headings for columns that are not there: {', '.join(missing)}")
        if unknown or (self.basis is not None and "coding" not in self.basis):
            raise ValueError(f"a basis with {', '.join(unknown) or 'no column coding'}")
        if self.leads and self.leads not in self.headings:
            raise ValueError(f"leads={self.leads!r} is not one of {', '.join(self.headings)}")
        if len(set(self.headings.values())) < len(self.headings):
            raise ValueError(f"two columns with one heading: {', '.join(self.headings.values())}")

    @property
    def keys(self) -> list[str]:
        """The columns that say which row a coding of the basis stands behind."""
        return [] if self.basis is None else [str(each) for each in self.basis if each != "coding"]

    def shown(self) -> pd.DataFrame:
        """The columns that a reader is shown, under their Swedish headings."""
        return self._shown

    @cached_property
    def _shown(self) -> pd.DataFrame:
        return self.frame[list(self.headings)].rename(columns=dict(self.headings))
