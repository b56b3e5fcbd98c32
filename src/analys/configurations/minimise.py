"""Boolean minimisation after Quine and McCluskey, with every smallest cover and not just one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache

MOST = 8  # conditions; above it rows and terms are too many to be read, let alone minimised
STEPS = 100_000  # of the search for covers, before it is given up
TIED = 10_000  # covers that anyone could look through, and then some


def covers(term: str, row: str) -> bool:
    """Whether a row, or a narrower term, is a case of a term.

    >>> covers("1-0", "110"), covers("1-0", "111")
    (True, False)
    """
    return all(sign in ("-", state) for sign, state in zip(term, row, strict=True))


def prime_implicants(rows: Collection[str], free: Collection[str] = ()) -> list[str]:
    """The terms that cover some rows, no row but these and the free ones, and cannot be shortened.

    Parameters
    ----------
    rows
        The rows to be covered.
    free
        Rows that may be covered or not: the logical remainders. None gives the terms of the
        conservative solution, all remainders those of the parsimonious one.

    Returns
    -------
    The terms, those with most told first, "1" before "0" before "-".

    Raises
    ------
    ValueError
        If rows differ in length, or have more conditions than `MOST`.

    Examples
    --------
    >>> prime_implicants(["11", "10"])
    ['1-']
    >>> prime_implicants(["11"], free=["10", "01"])
    ['1-', '-1']
    """
    _check(rows, free)
    level, found = {*rows, *free}, set[str]()
    while level:
        pairs = [(term, twin, at) for term in level for twin, at in _twins(term) if twin in level]
        found |= level - {each for term, twin, _ in pairs for each in (term, twin)}
        level = {f"{term[:at]}-{term[at + 1 :]}" for term, _, at in pairs}
    return sorted((t for t in found if any(covers(t, row) for row in rows)), reverse=True)


def _twins(term: str) -> list[tuple[str, int]]:
    """The terms that differ in one sign, "1" for its "0", and where."""
    return [(f"{term[:at]}1{term[at + 1 :]}", at) for at, sign in enumerate(term) if sign == "0"]


def _check(rows: Iterable[str], free: Iterable[str]) -> None:
    lengths = {len(row) for row in (*rows, *free)}
    if len(lengths) > 1:
        raise ValueError(f"rows of {sorted(lengths)} conditions; all must have the same")
    if max(lengths, default=0) > MOST:
        raise ValueError(f"{max(lengths)} conditions; at most {MOST} can be minimised")


def minimal_covers(rows: Sequence[str], terms: Sequence[str]) -> list[tuple[str, ...]]:
    """Every set of terms that covers all rows with as few terms as possible.

    Ties count terms alone, not the conditions in them, as the R package QCA does.

    Raises
    ------
    ValueError
        If a row is covered by no term, or there are too many covers to search.

    Examples
    --------
    >>> minimal_covers(["11"], ["1-", "-1"])
    [('1-',), ('-1',)]
    """
    over = {row: frozenset(t for t in terms if covers(t, row)) for row in rows}
    bare = [row for row, by in over.items() if not by]
    if bare:
        raise ValueError(f"no term covers {', '.join(bare)}")
    # A row that is covered wherever another one is says nothing of its own.
    needed = sorted(
        {by for by in over.values() if not any(other < by for other in over.values())},
        key=lambda by: (len(by), sorted(by)),
    )
    search = _Search()
    for size in range(_least(needed), len(needed) + 1):
        found = search.covers(tuple(needed), size)
        if found:
            return sorted((tuple(sorted(each, reverse=True)) for each in found), reverse=True)
    return [()]


def _least(needed: Sequence[frozenset[str]]) -> int:
    """At least so many terms are needed: one for each of some rows that share none."""
    taken, apart = frozenset[str](), 0
    for by in needed:
        if not by & taken:
            taken, apart = taken | by, apart + 1
    return apart


class _Search:
    """Goes through the covers of one size, and counts its steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.covers = cache(self._covers)

    def _covers(self, needed: tuple[frozenset[str], ...], size: int) -> frozenset[frozenset[str]]:
        """All sets of `size` terms or fewer with one of each of `needed`."""
        self.steps += 1
        if self.steps > STEPS:
            raise ValueError("too many covers to search; take fewer conditions")
        if not needed:
            return frozenset({frozenset()})
        if _least(needed) > size:
            return frozenset()
        found: set[frozenset[str]] = set()
        for term in needed[0]:
            left = tuple(by for by in needed if term not in by)
            found.update(rest | {term} for rest in self.covers(left, size - 1))
            if len(found) > TIED:
                raise ValueError(f"more than {TIED} tied covers; take fewer conditions")
        return frozenset(found)
