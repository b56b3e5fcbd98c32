"""Cases of several files as one list, and a file whose documents are all of one case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analys.merging.ids import Taken, records
from analys.merging.texts import same_name
from analys.readers.frames import frame, rows
from analys.readers.project import Project


def in_one_case(project: Project, case: str) -> Project:
    """The project with all its documents in one case, whatever cases the file puts them in.

    The file's own cases stay, with what is known of them; no document belongs to them any longer.
    """
    named = project.cases["name"].fillna("").map(same_name)
    own = project.cases.loc[named == same_name(case), "case_id"]
    id_ = str(own.iloc[0]) if len(own) else _free(case, set(project.cases["case_id"]))
    cases = project.cases
    if own.empty:
        cases = pd.concat([cases, rows("cases", [(id_, case, None)])], ignore_index=True)
    told = [f"case {case} for all documents, as material.yaml says"]
    others = project.case_sources.loc[project.case_sources["case_id"] != id_, "source"].nunique()
    if others:
        told = [f"{told[0]}; the file has {others} in others"]
    n = len(project.sources)
    belonging = {
        "case_id": [id_] * n,
        "source": list(project.sources["source"]),
        "start": [None] * n,
        "end": [None] * n,
    }
    counts = {**project.report.counts, "cases": len(cases)}
    report = replace(project.report, settled=[*project.report.settled, *told], counts=counts)
    return replace(
        project, cases=cases, case_sources=frame("case_sources", belonging), report=report
    )


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{name}+"
    return name


class Cases:
    """Takes one file's cases after the other: they are one by their name.

    A nameless case, which some tools write for what is known of a document, is an earlier file's
    where its first document is.
    """

    def __init__(self, projects: Sequence[Project]) -> None:
        self.projects = projects
        self.ids: list[dict[str, str]] = []
        self._rows: dict[str, dict[str, Any]] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._taken = Taken()

    def take(self, file: int, sources: dict[str, str]) -> None:
        """Join or add the cases of a file; `sources` are its documents as they are now."""
        project, ids = self.projects[file], dict[str, str]()
        first = project.case_sources.drop_duplicates("case_id").set_index("case_id")["source"]
        new: dict[tuple[str, str], str] = {}
        for row in records(project.cases):
            case = row["case_id"]
            key = ("name", same_name(row["name"])) if row["name"] else ("id", f"{file}/{case}")
            if not row["name"] and case in first.index:
                key = ("document", sources.get(first[case], first[case]))
            known = self._known.get(key)
            if known is None:
                known = self._taken.new(case, file + 1)
                self._rows[known] = {**row, "case_id": known}
                new.setdefault(key, known)
            self._rows[known]["description"] = (
                self._rows[known]["description"] or row["description"]
            )
            ids[case] = known
        self._known |= new  # two cases of one file are two, whatever they are called
        self.ids.append(ids)

    def frame(self) -> pd.DataFrame:
        """The frame `cases` of the whole."""
        like = self.projects[0].cases
        found = pd.DataFrame(list(self._rows.values()), columns=list(like))
        return found.astype(like.dtypes.to_dict())
