"""The parameters of every notebook: which there are and what they may be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analys.errors import ParameterError, Problem
from analys.language import LANGUAGES, SOURCE

NAMED = 3  # municipalities that the name of a report's folder holds
EDITIONS = ("internal",)


@dataclass(frozen=True)
class Parameters:
    """What a notebook was run with.

    Attributes
    ----------
    material
        A folder with material.yaml, a tool's own file, or the name of a folder under `data/`.
    edition
        For whom: "internal" (the team).
    language
        "sv" or "en".
    cases
        "all", or the ids of some municipalities.
    coder
        "consensus", or one coder.
    min_cases
        With fewer municipalities than this, captions ask to be read as single examples.
    accept_positions
        Take files whose stored quotes do not agree with their texts; every page says so.
    """

    material: str = "demo"
    edition: str = "internal"
    language: str = "sv"
    cases: str | Sequence[str] = "all"
    coder: str = "consensus"
    min_cases: int = 3
    accept_positions: bool = False

    @property
    def report(self) -> str:
        """The folder of the report they give: what tells it from the whole one is in its name.

        >>> Parameters(language="en", cases=("K03", "K07")).report
        'internal-K03-K07-en'
        """
        parts = [self.edition]
        if not isinstance(self.cases, str):
            ids = sorted(set(self.cases))
            few = ids if len(ids) <= NAMED else [ids[0], f"{len(ids)}", _short(ids)]
            parts += map(_plain, few)
        if self.coder != Parameters.coder:
            parts.append(f"coder={_plain(self.coder)}")
        if self.min_cases != Parameters.min_cases:
            parts.append(f"min={self.min_cases}")
        if self.language != SOURCE:
            parts.append(self.language)
        return "-".join(parts)

    def products(self, root: Path) -> Path:
        """Where `figures/` stands: the project for the whole report, its own folder for others."""
        return root if self.report == Parameters().report else root / "reports" / self.report


def _plain(name: str) -> str:
    """An id as a part of a folder's name; what no folder's name can hold is told by a hash."""
    plain = re.sub(r"[^\w.]+", "_", name, flags=re.ASCII).strip("._")
    return plain if plain == name else f"{plain}{'_' if plain else ''}{_short([name])}"


def _short(names: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:6]


def checked(given: Mapping[str, Any]) -> Parameters:
    """Parameters from what was given, the rest by default.

    Raises
    ------
    ParameterError
        With every unknown parameter and value, naming the known ones.
    """
    known = Parameters.__dataclass_fields__
    problems = [_unknown(name, list(known)) for name in given if name not in known]
    values = {name: value for name, value in given.items() if name in known}
    cases = values.get("cases", "all")
    if isinstance(cases, str) and cases != "all":
        values["cases"] = cases = tuple(cases.replace(",", " ").split())
    problems += [
        _wrong(name, what, values[name])
        for name, what in (("material", "a path or a name"), ("coder", "consensus, or a coder"))
        if name in values and not _text(values[name])
    ]
    problems += [
        _wrong(name, f"one of {', '.join(allowed)}", values[name])
        for name, allowed in (("edition", EDITIONS), ("language", LANGUAGES))
        if name in values and values[name] not in allowed
    ]
    if "min_cases" in values and not _whole(values["min_cases"]):
        problems.append(_wrong("min_cases", "a whole number of at least 1", values["min_cases"]))
    if not isinstance(values.get("accept_positions", False), bool):
        problems.append(_wrong("accept_positions", "true or false", values["accept_positions"]))
    if not isinstance(cases, Sequence) or not cases or not all(map(_text, cases)):
        problems.append(_wrong("cases", "all, or one or more ids", given["cases"]))
    if problems:
        raise ParameterError(problems)
    return Parameters(**values)


def _text(value: object) -> bool:
    return isinstance(value, Path) or (isinstance(value, str) and bool(value.strip()))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _unknown(name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, 1)
    advice = f"Did you mean {near[0]}?" if near else ""
    return Problem("parameters", name, f"one of {', '.join(known)}", "an unknown parameter", advice)


def _wrong(name: str, expected: str, found: object) -> Problem:
    return Problem("parameters", name, expected, repr(found))
