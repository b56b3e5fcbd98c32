"""Where codings stand in their frame, by number: under which codes, by id, in order of the talk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TALK = ["case", "interview", "start", "end", "code"]  # the order in which things are said

Rows = NDArray[np.intp]


class Standing:
    """The places of the codings of a frame, found once for all who ask.

    Parameters
    ----------
    codings
        As `Study.codings`.
    codes
        The tree: `code`, `parent`.
    """

    def __init__(self, codings: pd.DataFrame, codes: pd.DataFrame) -> None:
        self._codings, self._codes = codings, codes

    def under(self, codes: Iterable[str]) -> Rows:
        """The codings of some codes and of those below them: each once, in the frame's order.

        Raises
        ------
        KeyError
            If a code is not in the tree.
        """
        wanted = dict.fromkeys(each for code in codes for each in self._with_below[code])
        found = [self._of_code[code] for code in wanted if code in self._of_code]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.intp)

    def of(self, ids: pd.Series) -> Rows:
        """Where the codings of some ids stand; -1 for one that is not there."""
        found: Rows = self._ids.get_indexer(pd.Index(ids))
        return found

    @cached_property
    def turn(self) -> Rows:
        """When in the talk each coding comes; those of the same code and passage at once."""
        order = self._codings[TALK].reset_index(drop=True).sort_values(TALK, kind="stable")
        new = ~order.duplicated()
        turn = np.empty(len(order), dtype=np.intp)
        turn[order.index] = new.cumsum()
        return turn

    @cached_property
    def interviews(self) -> tuple[Rows, pd.Index]:
        """The interview of each coding as a number, and the interviews by their numbers."""
        numbers, interviews = pd.factorize(self._codings["interview"])
        return numbers, pd.Index(interviews, dtype="str")

    @cached_property
    def cases(self) -> Rows:
        """The municipality of each coding as a number, -1 where none is known."""
        return pd.factorize(self._codings["case"])[0]

    @cached_property
    def codes(self) -> Rows:
        """The code of each coding as a number."""
        return pd.factorize(self._codings["code"])[0]

    @cached_property
    def _ids(self) -> pd.Index:
        ids: pd.Index = pd.Index(self._codings["coding"])
        return ids

    @cached_property
    def _of_code(self) -> dict[str, Rows]:
        """`{code: where its own codings stand}`, of the codes in use."""
        numbers, codes = pd.factorize(self._codings["code"])
        order = np.argsort(numbers, kind="stable")
        ends = np.searchsorted(numbers[order], np.arange(len(codes) + 1))
        return {
            str(code): order[start:end]
            for code, start, end in zip(codes, ends[:-1], ends[1:], strict=True)
        }

    @cached_property
    def _with_below(self) -> dict[str, list[str]]:
        """`{code: it and all below it}`."""
        children: dict[str, list[str]] = {}
        for code, parent in zip(self._codes["code"], self._codes["parent"], strict=True):
            children.setdefault(parent, []).append(code)

        def below(code: str) -> list[str]:
            return [code, *(each for child in children.get(code, []) for each in below(child))]

        return {code: below(code) for code in self._codes["code"]}
