"""Cases of a REFI-QDA file, the sources that belong to them, and the values of both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analys.readers.frames import rows
from analys.readers.refi.parts import WHOLE, Case, Parts
from analys.readers.refi.passages import Passages
from analys.readers.refi.references import References

_KEY_VALUE = re.compile(r"\s*([^:]*[^:\s])\s*:\s+(\S.*)", re.DOTALL)
Attribute = tuple[str, str, str, str, str]
Place = tuple[str, int | None, int | None]


def cases_frame(parts: Parts) -> pd.DataFrame:
    """Build `cases`, nameless ones too."""
    return rows("cases", [(case.guid, case.name, case.description) for case in parts.cases])


def case_sources_frame(parts: Parts, passages: Passages, references: References) -> pd.DataFrame:
    """Build `case_sources`: each source of a case, and each passage, once."""
    found = (
        (case.guid, *place) for case in parts.cases for place in _places(case, passages, references)
    )
    return rows("case_sources", list(dict.fromkeys(found)))


def attributes_frame(parts: Parts, references: References) -> pd.DataFrame:
    """Build `attributes`: of cases, of sources, and of sources in a set named "key: value".

    A nameless case with one source is how some tools write that source's own values.
    """
    found: list[Attribute] = []
    for case in parts.cases:
        kind, owner = "case", case.guid
        if case.name is None and len(case.sources) == 1 and not case.selections:
            kind, owner = "source", case.sources[0]
        for variable, type_, value in case.given:
            name = _variable(variable, owner, parts, references)
            found.append((kind, owner, name, value, type_))
    for number, variable, type_, value in parts.source_values:
        owner = references.source_ids[number]
        name = _variable(variable, owner, parts, references)
        found.append(("source", owner, name, value, type_))
    return rows("attributes", [*found, *_of_sets(parts, references)])


def _places(case: Case, passages: Passages, references: References) -> Iterator[Place]:
    place = f"case {case.name or case.guid!r}"
    references.check("source", case.sources, references.sources, lambda _: place)
    yield from ((key, None, None) for key in case.sources)
    for key in case.selections:
        found = references.place_of(key)
        if found is None:
            references.problems.add(place, "a passage that is there", key or "no GUID")
            continue
        source, number = found
        if number == WHOLE:
            references.seen["parts of cases are no text; their whole source is taken"] += 1
            yield references.source_ids[source], None, None
        else:
            start, end = int(passages.start[number]), int(passages.end[number])
            yield references.source_ids[source], start, end


def _variable(key: str, owner: str, parts: Parts, references: References) -> str:
    name = parts.variables.get(key)
    if name is None:
        place = f"values of {owner}"
        references.problems.add(place, "a variable that is there", key or "none")
    return name or ""


def _of_sets(parts: Parts, references: References) -> Iterator[Attribute]:
    for name, members, others in parts.sets:
        named = _KEY_VALUE.fullmatch(name)
        if not (named and members):
            why = "only sets of sources named `key: value` are read"
            references.skipped["sets", why] += 1
            continue
        _check_set(name, members, references)
        yield from (("source", key, named[1], named[2].strip(), "text") for key in members)
        references.skipped["codes and notes in sets", "a value is of a source"] += others


def _check_set(name: str, members: list[str], references: References) -> None:
    references.check("source", members, references.sources, lambda _: f"set {name!r}")
