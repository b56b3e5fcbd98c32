"""Gathering what is wrong with a file, to tell it all at once."""

from __future__ import annotations

from collections.abc import Iterable

from analys.errors import MaterialError, Problem

TOLD = 20
"""How many problems are told one by one; a file with thousands has one cause."""


class Problems:
    """The problems of one file, gathered while it is checked and raised together."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.n = 0
        self._told: list[Problem] = []

    def add(self, place: str, expected: str, found: str, advice: str = "") -> None:
        """Note one problem at `place` in the file."""
        self.extend([Problem(self.file, place, expected, found, advice)])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems that were found elsewhere."""
        for problem in problems:
            self.n += 1
            if len(self._told) < TOLD:
                self._told.append(problem)

    def raise_any(self) -> None:
        """Raise what was gathered.

        Raises
        ------
        MaterialError
            With the first `TOLD` problems and how many more there are, if there is any.

        """
        if not self.n:
            return
        more = self.n - len(self._told)
        rest = [Problem(self.file, "", "none of these", f"those above and {more} more")]
        raise MaterialError(self._told + rest if more else self._told)
