"""What a REFI-QDA file's GUIDs lead to, and telling of those that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from analys.readers.problems import Problems
from analys.readers.refi.columns import TEXT
from analys.readers.refi.parts import WHOLE, Link, Parts


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
        self.notes = {note.guid for note in parts.notes}
        self.cases = {case.guid for case in parts.cases}
        self._owners = parts.selections.numbers("source")
        self._check_unique("source", self.source_ids)
        self._check_unique("user", [key for key, _ in parts.users])
        self._check_unique("code", [code.guid for code in parts.codes])
        self._check_unique("case", [case.guid for case in parts.cases])

    @cached_property
    def selections(self) -> dict[str, int]:
        """The passages of texts by GUID; made when asked for, as few files point to any."""
        return {key: i for i, key in enumerate(self._parts.selections.texts("guid").to_pylist())}

    @cached_property
    def codings(self) -> set[str]:
        """The codings' GUIDs."""
        return set(self._parts.codings.texts("guid").to_pylist())

    def check(
        self,
        what: str,
        keys: pa.Array | Sequence[str | None],
        known: Collection[str],
        place: Callable[[int], str],
    ) -> None:
        """Tell of each key that is not known, once, where it first stands: at `place(row)`."""
        column = keys if isinstance(keys, pa.Array) else pa.array(keys, TEXT)
        for key in pc.unique(column).to_pylist():
            if key is None or key in known:
                continue
            n = pc.sum(pc.equal(column, key)).as_py()
            found = (key or "no GUID") + (f", {n} times" if n > 1 else "")
            row = pc.index(column, key).as_py()
            self.problems.add(place(row), f"a {what} that is there", found)

    def place_of(self, key: str) -> tuple[int, int] | None:
        """Find (source, selection) of a passage or source, by number; None if it is neither.

        Of a passage that is not of a text only the source is known.
        """
        if key in self.selections:
            number = self.selections[key]
            return self.owner(number), number
        source = self.sources.get(key, self._parts.elsewhere.get(key))
        return None if source is None else (source, WHOLE)

    def owner(self, number: int) -> int:
        """Give the source of a passage, both by number."""
        return int(self._owners[number])

    def note_and_place(self, link: Link) -> tuple[str, tuple[int, int]] | None:
        """Find which end of a link is a note, and the place of the other; None for other links."""
        for note, other in ((link.origin, link.target), (link.target, link.origin)):
            if note in self.notes:
                place = self.place_of(other)
                return None if place is None else (note, place)
        return None

    def _check_unique(self, what: str, keys: Sequence[str]) -> None:
        for key, n in Counter(keys).items():
            if n > 1 or not key:
                found = f"{n} of {key}" if key else f"{n} without one"
                self.problems.add(f"{what}s", "a GUID of its own for each", found)
