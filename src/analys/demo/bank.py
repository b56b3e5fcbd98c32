"""The bank of hand-written utterances: read once, checked whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analys.errors import MaterialError, Problem

FOLDER = Path(__file__).parent / "bank"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROLES = ("kso", "kc", "pol", "opp", "tjm")
SLOTS = ("bygge", "ortsdel", "naring", "ar")
KEYS = {"roles", "also", "text", "cases"}
NOT_UTTERANCES = ("frame", "places")
SLOT = re.compile(r"\{(\w+)\}")
MARKED = re.compile(r"(?s)([^\[\]]*)\[\[([^\[\]]+)\]\]([^\[\]]*)")


@dataclass(frozen=True)
class Utterance:
    """Something a person could have said, with the passage that a coder would mark.

    `codes` are true of `core`, the one it is written for first. `roles` could say it; `cases` are
    the municipalities whose facts it fits, none where it fits all.
    """

    id: str
    codes: tuple[str, ...]
    roles: frozenset[str]
    cases: frozenset[str]
    before: str
    core: str
    after: str

    @property
    def code(self) -> str:
        """The code it is written for."""
        return self.codes[0]


@dataclass(frozen=True)
class Bank:
    """All utterances by the code they are written for, the talk around them, and places."""

    utterances: Mapping[str, tuple[Utterance, ...]]
    frame: Mapping[str, Any]
    places: Mapping[str, Any]


@cache
def read(folder: Path = FOLDER) -> Bank:
    """Read and check the bank.

    Raises
    ------
    MaterialError
        With every fault, by file and code.
    """
    problems: list[Problem] = []
    utterances: dict[str, tuple[Utterance, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in NOT_UTTERANCES:
            continue
        for code, entries in _load(path).items():
            checked = [
                (f"{code}[{n}]", entry, list(_faults(entry))) for n, entry in enumerate(entries)
            ]
            problems += [
                Problem(path.name, place, *fault)
                for place, _, faults in checked
                for fault in faults
            ]
            utterances[code] = tuple(
                _utterance(place, code, entry) for place, entry, faults in checked if not faults
            )
    problems += _strangers(utterances)
    if problems:
        raise MaterialError(problems)
    return Bank(utterances, _load(folder / "frame.yaml"), _load(folder / "places.yaml"))


def _load(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader


def _faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry: what was expected and what was found."""
    if unknown := set(entry) - KEYS:
        yield f"the keys {', '.join(sorted(KEYS))}", ", ".join(sorted(unknown))
    text = entry.get("text", "")
    if not MARKED.fullmatch(text):
        yield "a text with one passage in [[…]]", repr(text[:60])
    if wrong := set(SLOT.findall(text)) - set(SLOTS):
        yield f"the slots {', '.join(SLOTS)}", ", ".join(sorted(wrong))
    if wrong := set(entry.get("roles", ())) - set(ROLES):
        yield f"the roles {', '.join(ROLES)}", ", ".join(sorted(wrong))


def _utterance(place: str, code: str, entry: Mapping[str, Any]) -> Utterance:
    marked = MARKED.fullmatch(entry["text"])
    before, core, after = marked.groups() if marked else ("", entry["text"], "")
    also = tuple(other for other in dict.fromkeys(entry.get("also", ())) if other != code)
    return Utterance(
        id=place,
        codes=(code, *also),
        roles=frozenset(entry.get("roles", ROLES)),
        cases=frozenset(entry.get("cases", ())),
        before=before.lstrip(),
        core=core,
        after=after.rstrip(),
    )


def _strangers(utterances: Mapping[str, tuple[Utterance, ...]]) -> Iterator[Problem]:
    """Codes named in `also` for which nobody has written anything."""
    for code, entries in utterances.items():
        for each in entries:
            for other in each.codes:
                if other not in utterances:
                    yield Problem(
                        f"{code.partition('.')[0]}.yaml", each.id, "a code of the bank", repr(other)
                    )
