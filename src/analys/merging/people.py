"""Who the coders are: what material.yaml says of them, and coders of several files as one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

import pandas as pd

from analys.errors import MaterialError, Problem
from analys.merging.account import JoinedCoder
from analys.merging.ids import Taken
from analys.merging.texts import same_name
from analys.readers.frames import frame
from analys.readers.project import Project


def by_one_coder(project: Project, name: str, label: str) -> Project:
    """The project with all its codings made by one person, whoever the file says or not.

    Raises
    ------
    MaterialError
        If several coders that the file names have made codings: `coders` joins names.
    """
    named = dict(zip(project.coders["coder_id"], project.coders["name"], strict=True))
    ids = list(project.codings["coder"].dropna().unique())
    if len(ids) > 1:
        told = " and ".join(sorted(str(named.get(each, each)) for each in ids))
        advice = "Where they are one person, `coders` in material.yaml joins their names."
        place = f"key projects, {label}, coder"
        raise MaterialError(
            Problem("material.yaml", place, "a file of one coder", f"codings of {told}", advice)
        )
    here = ids[0] if ids else _free(name, named)
    found = {**named, here: name}
    said = [f"coder {name} for {len(project.codings):,} codings, as material.yaml says"]
    report = replace(
        project.report,
        without_coder=0,
        settled=[*project.report.settled, *said],
        counts={**project.report.counts, "coders": len(found)},
    )
    codings = project.codings.assign(
        coder=pd.Series(here, project.codings.index, dtype="str"),
        selection_coder=project.codings["selection_coder"].fillna(here),
    )
    coders = frame("coders", {"coder_id": list(found), "name": list(found.values())})
    return replace(project, codings=codings, coders=coders, report=report)


def _free(name: str, taken: Mapping[str, object]) -> str:
    while name in taken:
        name = f"{name}+"
    return name


def named_by(projects: Sequence[Project], coders: Mapping[str, Sequence[str]]) -> list[Project]:
    """The projects with each coder's several names as one; case does not matter.

    Raises
    ------
    MaterialError
        If a name is in none of the files, naming the nearest that is.
    """
    if not coders:
        return list(projects)
    known = {
        same_name(name).casefold(): str(name)
        for project in projects
        for name in project.coders["name"].dropna()
    }
    problems = []
    for person, names in coders.items():
        for name in names:
            if same_name(name).casefold() not in known:
                near = get_close_matches(same_name(name).casefold(), known, 1)
                advice = f"Did you mean {known[near[0]]}?" if near else ""
                there = ", ".join(sorted(known.values())) or "none"
                expected = f"a coder that a file names ({there})"
                place = f"key coders, {person}"
                problems.append(Problem("material.yaml", place, expected, name, advice))
    if problems:
        raise MaterialError(problems)
    whose = {
        same_name(name).casefold(): person
        for person, names in coders.items()
        for name in (person, *names)
    }
    return [_renamed(project, whose) for project in projects]


def _renamed(project: Project, whose: Mapping[str, str]) -> Project:
    names = project.coders["name"]
    told = names.map(lambda name: whose.get(same_name(name).casefold(), name), na_action="ignore")
    return replace(project, coders=project.coders.assign(name=told.astype("str")))


class Coders:
    """Takes one file's coders after the other: they are one by their name.

    Parameters
    ----------
    written
        The projects before their coders were renamed; what the account tells of.
    """

    def __init__(
        self, labels: Sequence[str], projects: Sequence[Project], written: Sequence[Project]
    ) -> None:
        self.labels = labels
        self.projects = projects
        self.written = written
        self.ids: list[dict[str, str]] = []
        self._names: dict[str, str | None] = {}
        self._by_name: dict[str, str] = {}
        self._taken = Taken()
        self._parts: dict[str, list[tuple[str, str, int]]] = {}

    def take(self, file: int) -> None:
        """Join or add the coders of a file."""
        project, ids = self.projects[file], dict[str, str]()
        counts = project.codings["coder"].value_counts()
        before = dict(
            zip(
                self.written[file].coders["coder_id"],
                self.written[file].coders["name"],
                strict=True,
            )
        )
        for coder, name in zip(project.coders["coder_id"], project.coders["name"], strict=True):
            missing = pd.isna(name)
            known = None if missing else self._by_name.get(same_name(name))
            if known is None:
                known = self._taken.new(coder, file + 1)
                self._names[known] = None if missing else str(name)
                if not missing:
                    self._by_name[same_name(name)] = known
            ids[coder] = known
            if n := int(counts.get(coder, 0)):
                part = (self.labels[file], str(before.get(coder, name)), n)
                self._parts.setdefault(known, []).append(part)
        self.ids.append(ids)

    def frame(self) -> pd.DataFrame:
        """The frame `coders` of the whole."""
        return frame("coders", {"coder_id": list(self._names), "name": list(self._names.values())})

    def joined(self) -> tuple[JoinedCoder, ...]:
        """Coders whose codings stand under several names or in several files."""
        return tuple(
            JoinedCoder(str(self._names[coder]), tuple(parts))
            for coder, parts in self._parts.items()
            if len(parts) > 1 or parts[0][1] != self._names[coder]
        )
