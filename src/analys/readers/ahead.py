"""Making the next thing in a second thread while one is used: unpacking leaves the other free."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


def ahead(things: Iterator[_T]) -> Iterator[_T]:
    """Give the same things; an error comes where its thing would have.

    Examples
    --------
    >>> list(ahead(iter("abc")))
    ['a', 'b', 'c']

    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(_next, things)
        while found := coming.result():
            coming = pool.submit(_next, things)
            yield found[0]


def _next(things: Iterator[_T]) -> tuple[_T] | None:
    for thing in things:
        return (thing,)
    return None
