"""What a REFI-QDA file's GUIDs lead to, and telling of those that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from analys.readers.problems import Problems
from analys.readers.refi_parts import WHOLE, Parts


class References:
    """The sources, coders, codes and passages of a file by GUID.

    What leads nowhere, or to two things, goes to `problems`. `seen` counts departures that are
    told as warnings, `skipped` what is not used.
    """

    def __init__(self, parts: Parts, problems: Problems) -> None:
        self._parts = parts
        self.problems = problems
        self.seen: Counter[str] = Counter()
        self.skipped: Counter[tuple[str, str]] = Counter()
        self.source_ids = [source.guid for source in parts.sources]
        self.sources = {key: number for number, key in enumerate(self.source_ids)}
        self.coders = {key for key, _ in parts.users}
        self.codes = {code.guid for code in parts.codes}
        self._selections: dict[str, int] = {}
        if parts.links or any(case.selections for case in parts.cases):
            self._selections = {key: i for i, key in enumerate(parts.selections.guid)}
        self._check_unique("source", self.source_ids)
        self._check_unique("user", [key for key, _ in parts.users])
        self._check_unique("code", [code.guid for code in parts.codes])
        self._check_unique("case", [case.guid for case in parts.cases])

    def check(
        self,
        what: str,
        keys: Sequence[str | None],
        known: Collection[str],
        place: Callable[[int], str],
    ) -> None:
        """Tell of each key that is not known, once, where it first stands: at `place(row)`."""
        for key in dict.fromkeys(keys):
            if key is None or key in known:
                continue
            n = sum(other == key for other in keys)
            found = (key or "no GUID") + (f", {n} times" if n > 1 else "")
            row = next(row for row, other in enumerate(keys) if other == key)
            self.problems.add(place(row), f"a {what} that is there", found)

    def place_of(self, key: str) -> tuple[int, int] | None:
        """Find (source, selection) of a passage or source, by number; None if it is neither.

        Of a passage that is not of a text only the source is known.
        """
        if key in self._selections:
            number = self._selections[key]
            return self._parts.selections.source[number], number
        source = self.sources.get(key, self._parts.elsewhere.get(key))
        return None if source is None else (source, WHOLE)

    def _check_unique(self, what: str, keys: Sequence[str]) -> None:
        for key, n in Counter(keys).items():
            if n > 1 or not key:
                found = f"{n} of {key}" if key else f"{n} without one"
                self.problems.add(f"{what}s", "a GUID of its own for each", found)
