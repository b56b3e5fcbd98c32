"""From the parts of a REFI-QDA file to the frames of a `Project`: references are resolved here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import pandas as pd

from analys.readers.frames import DATE, frame, rows
from analys.readers.package import Package, decoded
from analys.readers.positions import Ints
from analys.readers.problems import Problems
from analys.readers.refi_parts import WHOLE, Case, Note, Parts
from analys.readers.refi_passages import Passages

PATH = " > "
_KEY_VALUE = re.compile(r"\s*([^:]*[^:\s])\s*:\s+(\S.*)", re.DOTALL)


class Frames:
    """Builds the frames one by one; what does not resolve goes to `problems`.

    `seen` counts departures that are told as warnings, `skipped` what is not used.
    """

    def __init__(self, parts: Parts, passages: Passages, problems: Problems) -> None:
        self._parts, self._passages, self._problems = parts, passages, problems
        self.seen: Counter[str] = Counter()
        self.skipped: Counter[tuple[str, str]] = Counter()
        self._source_ids = [source.guid for source in parts.sources]
        self._sources = self._unique("source", self._source_ids)
        self._coders = self._unique("user", [key for key, _ in parts.users])
        self._codes = self._unique("code", [code.guid for code in parts.codes])
        self._selections: dict[str, int] = {}
        if parts.links or any(case.selections for case in parts.cases):
            self._selections = {key: i for i, key in enumerate(parts.selections.guid)}

    def sources(self) -> pd.DataFrame:
        """Build `sources`; a nameless one is called by its file."""
        sources = self._parts.sources
        return frame(
            "sources",
            {
                "source": self._source_ids,
                "name": [source.name or _file_name(source.path) for source in sources],
                "kind": [source.kind for source in sources],
                "characters": self._passages.characters,
                "sha256": self._passages.sha256,
            },
        )

    def codes(self) -> pd.DataFrame:
        """Build `codes`; a code that does not say is codable."""
        paths: dict[str | None, str] = {}
        for code in self._parts.codes:
            above = paths.get(code.parent)
            paths[code.guid] = code.name if above is None else f"{above}{PATH}{code.name}"
        return rows(
            "codes",
            [
                (
                    code.guid,
                    code.parent,
                    code.name,
                    paths[code.guid],
                    code.color,
                    code.description,
                    (code.codable or "true").strip().lower() not in ("false", "0"),
                )
                for code in self._parts.codes
            ],
        )

    def coders(self) -> pd.DataFrame:
        """Build `coders`."""
        return rows("coders", self._parts.users)

    def codings(self) -> pd.DataFrame:
        """Build `codings`; a coding without coder or date takes those of its passage."""
        codings, selections = self._parts.codings, self._parts.selections
        at = np.array(codings.selection, np.int64)
        owner = np.array(codings.source, np.int64)
        marked = _taken(selections.user, at)
        coder = self._filled(codings.user, marked, "coder")
        dates = self._filled(codings.created, _taken(selections.created, at), "date")
        self._check("code", codings.code, self._codes, lambda i: self._place_of(owner[i], i))
        self._check("user", coder, self._coders, lambda i: self._place_of(owner[i], i))
        self._check("user", marked, self._coders, lambda i: self._place_of(owner[i], i))
        return frame(
            "codings",
            {
                "coding": self._coding_ids(),
                "source": _taken(self._source_ids, owner),
                "start": _masked(self._passages.start, at),
                "end": _masked(self._passages.end, at),
                "code_id": codings.code,
                "coder": coder,
                "selection_coder": marked,
                "created": self._dates(dates),
                "quote": _taken(self._passages.quotes, at),
            },
        )

    def cases(self) -> pd.DataFrame:
        """Build `cases`, nameless ones too."""
        cases = self._parts.cases
        self._unique("case", [case.guid for case in cases])
        return rows("cases", [(case.guid, case.name, case.description) for case in cases])

    def case_sources(self) -> pd.DataFrame:
        """Build `case_sources`, each pair once; a passage stands for its source."""
        pairs: dict[tuple[str, str], None] = {}
        for case in self._parts.cases:
            for source in self._case_sources(case):
                pairs[case.guid, source] = None
        return rows("case_sources", list(pairs))

    def attributes(self) -> pd.DataFrame:
        """Build `attributes`: of cases, of sources, and of sources in a set named "key: value".

        A nameless case with one source is how some tools write that source's own values.
        """
        found: list[tuple[str, str, str, str, str]] = []
        for case in self._parts.cases:
            kind, owner = "case", case.guid
            if case.name is None and len(case.sources) == 1 and not case.selections:
                kind, owner = "source", case.sources[0]
            for variable, type_, value in case.values:
                found.append((kind, owner, self._variable(variable, owner), value, type_))
        for number, variable, type_, value in self._parts.source_values:
            owner = self._source_ids[number]
            found.append(("source", owner, self._variable(variable, owner), value, type_))
        return rows("attributes", found + self._set_attributes())

    def memos(self, package: Package) -> pd.DataFrame:
        """Build `memos`: notes, a row a place, and the descriptions of sources and passages."""
        places = self._note_places()
        found = []
        for note in self._parts.notes:
            text = self._note_text(note, package)
            for source, selection in places.pop(note.guid, [(WHOLE, WHOLE)]):
                found.append((note.guid, source, selection, text, note.user))
        self.seen["references to notes that are not there"] += sum(map(len, places.values()))
        for key, source, selection, text, user in self._parts.descriptions:
            memo = str(uuid5(NAMESPACE_URL, f"description of {key}"))
            found.append((memo, source, selection, text, user))
        memo, owner, at, text, user = zip(*found, strict=True) if found else ([],) * 5
        self._check("user", user, self._coders, lambda i: f"note {memo[i]}")
        numbers = np.array(at, np.int64)
        return frame(
            "memos",
            {
                "memo": list(memo),
                "source": _taken(self._source_ids, np.array(owner, np.int64)),
                "start": _masked(self._passages.start, numbers),
                "end": _masked(self._passages.end, numbers),
                "text": list(text),
                "coder": list(user),
            },
        )

    def _unique(self, what: str, keys: Sequence[str]) -> set[str]:
        for key, n in Counter(keys).items():
            if n > 1 or not key:
                found = f"{n} of {key}" if key else f"{n} without one"
                self._problems.add(f"{what}s", "a GUID of its own for each", found)
        return set(keys)

    def _check(
        self,
        what: str,
        keys: Sequence[str | None],
        known: set[str],
        place: Callable[[int], str],
    ) -> None:
        """Tell of each key that leads nowhere, once, at the first place it stands."""
        for key in dict.fromkeys(keys):
            if key is not None and key not in known:
                n = sum(other == key for other in keys)
                found = f"{key or 'no GUID'}" + (f", {n} times" if n > 1 else "")
                self._problems.add(place(list(keys).index(key)), f"a {what} that is there", found)

    def _place_of(self, source: int, row: int) -> str:
        name = self._parts.sources[source].name or self._source_ids[source]
        return f"source {name!r}, coding {self._parts.codings.guid[row]}"

    def _filled(
        self, column: list[str | None], other: list[str | None], what: str
    ) -> list[str | None]:
        filled = [mine or theirs for mine, theirs in zip(column, other, strict=True)]
        n = sum(mine is None for mine in column) - sum(value is None for value in filled)
        self.seen[f"codings name no {what}; that of their passage is taken"] += n
        self.seen[f"codings have no {what}"] += sum(value is None for value in filled)
        return filled

    def _coding_ids(self) -> list[str]:
        """Give the codings' GUIDs; one that is missing or taken gets a number behind."""
        ids, taken = self._parts.codings.guid, set(self._parts.codings.guid)
        if len(taken) == len(ids) and "" not in taken:
            return ids
        met: Counter[str] = Counter()
        unique = []
        for key in ids:
            met[key] += 1
            unique.append(f"{key or 'coding'}#{met[key]}" if met[key] > 1 or not key else key)
        self.seen["codings have no GUID of their own; they are numbered"] += sum(
            mine != given for mine, given in zip(ids, unique, strict=True)
        )
        return unique

    def _dates(self, values: list[str | None]) -> pd.Series:
        given = pd.Series(values, dtype="str")
        dates = pd.to_datetime(given, utc=True, format="ISO8601", errors="coerce")
        n = int((given.notna() & dates.isna()).sum())
        self.seen["dates cannot be read"] += n
        return dates.astype(DATE)

    def _case_sources(self, case: Case) -> Iterable[str]:
        place = f"case {case.name or case.guid!r}"
        self._check("source", case.sources, self._sources, lambda _: place)
        yield from case.sources
        for key in case.selections:
            if (number := self._source_of(key)) is None:
                self._problems.add(place, "a passage that is there", key)
            else:
                yield self._source_ids[number]

    def _source_of(self, selection: str) -> int | None:
        if selection in self._selections:
            return self._parts.selections.source[self._selections[selection]]
        return self._parts.elsewhere.get(selection)

    def _variable(self, key: str, owner: str) -> str:
        name = self._parts.variables.get(key)
        if name is None:
            self._problems.add(f"values of {owner}", "a variable that is there", key or "none")
        return name or ""

    def _set_attributes(self) -> list[tuple[str, str, str, str, str]]:
        found = []
        for name, members, others in self._parts.sets:
            named = _KEY_VALUE.fullmatch(name)
            if not (named and members):
                self.skipped["sets", "only sets of sources named `key: value` are read"] += 1
                continue
            self._check("source", members, self._sources, lambda _, name=name: f"set {name!r}")
            found += [("source", key, named[1], named[2].strip(), "text") for key in members]
            if others:
                self.skipped["codes and notes in sets", "a value is of a source"] += others
        return found

    def _note_places(self) -> dict[str, list[tuple[int, int]]]:
        places: dict[str, list[tuple[int, int]]] = {}
        for note, source, selection in self._parts.note_places:
            places.setdefault(note, []).append((source, selection))
        notes = {note.guid for note in self._parts.notes}
        for ends in self._parts.links:
            note = next((key for key in ends if key in notes), None)
            other = ends[0] if note == ends[1] else ends[1]
            place = self._place(other)
            if note is None or place is None:
                self.skipped["links", "only links from notes to texts are read"] += 1
            else:
                self.skipped["links of notes to texts", "read, as memos on those texts"] += 1
                places.setdefault(note, []).append(place)
        return places

    def _place(self, key: str) -> tuple[int, int] | None:
        if key in self._selections:
            number = self._selections[key]
            return self._parts.selections.source[number], number
        if key in self._sources:
            return self._source_ids.index(key), WHOLE
        elsewhere = self._parts.elsewhere.get(key)
        return None if elsewhere is None else (elsewhere, WHOLE)

    def _note_text(self, note: Note, package: Package) -> str:
        content = note.content
        if content is None and note.path:
            data = package.read(note.path)
            if data is None:
                self.seen["texts of notes are not there"] += 1
            else:
                content = decoded(data, package.path.name, note.path)
        return "\n\n".join(filter(None, (note.name, note.description, content)))


def _taken(column: Sequence[Any], at: Ints) -> list[Any]:
    """Take the values at these rows; row `WHOLE` gives None."""
    return [*column, None] and np.array([*column, None], dtype=object)[at].tolist()


def _masked(column: Ints, at: Ints) -> pd.Series:
    """Take whole numbers at these rows; row `WHOLE` gives NA."""
    whole = at == WHOLE
    values = np.append(column, 0)[at]
    return pd.Series(pd.arrays.IntegerArray(values, whole))


def _file_name(path: str | None) -> str | None:
    return path.replace("\\", "/").rpartition("/")[2] or None if path else None
