"""What a material.yaml may say beside its files, and what is wrong with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from typing import Any

import yaml

from analys.errors import Problem
from analys.project_files import is_text, wrong
from analys.readers.archive import MIB, Limits
from analys.readers.positions import UNITS
from analys.yaml_lines import LOADER, doubled

TABLES = ("cases", "interviews", "spells", "events")
COUNTS = ("planned", "declined")
KEYS = (
    "title", "synthetic", "projects", *TABLES, "codes", "coders", "positions", "accept_positions",
    "limits", "observed_until", *COUNTS, "reporting",
)  # fmt: skip
LIMITS = {
    name: limit
    for name, limit in {
        "members": ("members", 1),
        "member_mib": ("member_bytes", MIB),
        "total_mib": ("total_bytes", MIB),
        "ratio": ("ratio", 1),
        "depth": ("depth", 1),
        "quoted_characters": ("quoted_characters", 1),
    }.items()
    if limit[0] in {each.name for each in fields(Limits)}
}
"""`{name in material.yaml: (name in Limits, how many of its units one is)}`."""


def faults(found: Mapping[str, Any]) -> list[Problem]:
    """All that is wrong with the keys that name no file."""
    problems = [_unknown("", key, KEYS) for key in found if key not in KEYS]
    title = found.get("title")
    if not is_text(title):
        problems.append(wrong("title", "a title", "none" if title is None else repr(title)))
    if not isinstance(found.get("synthetic"), bool):
        told = "nothing" if found.get("synthetic") is None else repr(found["synthetic"])
        problems.append(wrong("synthetic", "true or false", told))
    if not isinstance(found.get("accept_positions"), bool | None):
        told = repr(found["accept_positions"])
        problems.append(wrong("accept_positions", "true or false", told))
    if found.get("positions") not in (None, *UNITS):
        problems.append(wrong("positions", " or ".join(UNITS), repr(found["positions"])))
    day = found.get("observed_until")
    if day is not None and type(day) is not date:
        problems.append(wrong("observed_until", "a date, YYYY-MM-DD", repr(day)))
    problems += [
        wrong(key, "a whole number, 0 or more", repr(found[key]))
        for key in COUNTS
        if found.get(key) is not None and not _count(found[key], 0)
    ]
    said = found.get("reporting")
    if said is not None and not (isinstance(said, dict) and all(map(is_text, said.values()))):
        expected = "items of a checklist with what you say, such as COREQ 9: …"
        problems.append(wrong("reporting", expected, repr(said)))
    return [*problems, *_limits(found.get("limits")), *_coders(found.get("coders"))]


def _limits(found: object) -> list[Problem]:
    if found is None:
        return []
    if not isinstance(found, dict):
        return [wrong("limits", f"keys of {', '.join(LIMITS)}, with numbers", repr(found))]
    return [
        _unknown("limits, ", key, tuple(LIMITS))
        if key not in LIMITS
        else wrong(f"limits, {key}", "a whole number, 1 or more", repr(value))
        for key, value in found.items()
        if key not in LIMITS or not _count(value, 1)
    ]


def limits(found: Mapping[str, int] | None) -> Limits:
    """How much of a file is opened, where it is said."""
    said = {LIMITS[key][0]: LIMITS[key][1] * value for key, value in (found or {}).items()}
    return Limits(**said)


def _coders(found: object) -> list[Problem]:
    if found is None:
        return []
    if not (isinstance(found, dict) and all(map(is_text, found))):
        expected = "people with the names that the files give them, such as Lisa B: [LB]"
        return [wrong("coders", expected, repr(found))]
    problems, whose = [], {person.casefold(): person for person in found}
    for person, names in found.items():
        listed = names if isinstance(names, list) else [names]
        if not listed or not all(map(is_text, listed)):
            problems.append(wrong(f"coders, {person}", "a name, or a list of names", repr(names)))
            continue
        for name in listed:
            other = whose.setdefault(name.casefold(), person)
            if other != person:
                told = f"{name} for {other} and for {person}"
                problems.append(wrong("coders", "each name for one person", told))
    return problems


def coders(found: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    """`{person: names that the files give them}`."""
    return {
        person: tuple(names) if isinstance(names, list) else (names,)
        for person, names in (found or {}).items()
    }


def twice(text: str) -> list[Problem]:
    """Every key that is written twice, of which YAML takes the last in silence."""
    return [
        Problem(
            "material.yaml",
            f"line {line}",
            "each key once",
            f"{key} again (first on line {first})",
            "Keep one of them.",
        )
        for key, line, first in doubled(yaml.compose(text, Loader=LOADER))
    ]


def _unknown(of: str, key: object, known: tuple[str, ...]) -> Problem:
    near = get_close_matches(str(key), known, 1)
    advice = f"Did you mean {near[0]}?" if near else ""
    return wrong(f"{of}{key}", f"one of {', '.join(known)}", "an unknown key", advice)


def _count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
