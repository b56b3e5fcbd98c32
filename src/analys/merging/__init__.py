"""Several coded files as one project, with an account of what became of each.

Nothing is dropped and nothing is counted twice: what the files hold is what the whole holds and
what the account says stood in several of them. Two documents are one where their texts are,
whatever they are called and however their lines end; codes are one by their path, coders and cases
by their name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analys.merging import placed
from analys.merging.account import (
    Account,
    Differing,
    FileCount,
    Joined,
    JoinedCoder,
)
from analys.merging.code_trees import Codes
from analys.merging.documents import Documents
from analys.merging.ids import mapped
from analys.merging.municipalities import Cases, in_one_case
from analys.merging.people import Coders, by_one_coder, named_by
from analys.readers.project import Project, ReadingReport

__all__ = [
    "Account",
    "Differing",
    "FileCount",
    "Joined",
    "JoinedCoder",
    "Merged",
    "by_one_coder",
    "in_one_case",
    "merged",
]


@dataclass(frozen=True)
class Merged:
    """Several projects as one.

    Attributes
    ----------
    project
        The whole.
    account
        What became of each file's part.
    files
        The name of the file that each coding is from, by the coding's id.
    """

    project: Project
    account: Account
    files: pd.Series


def merged(
    projects: Sequence[Project], coders: Mapping[str, Sequence[str]] | None = None
) -> Merged:
    """Merge projects; one alone comes out as it is, with its coders by their names.

    Parameters
    ----------
    projects
        At least one, in the order in which their names and ids are kept.
    coders
        `{person: names that the files give them}`; case does not matter.

    Raises
    ------
    MaterialError
        If `coders` has a name that no file has.
    """
    labels = labelled([project.path for project in projects])
    known = named_by(projects, coders or {})
    people = Coders(labels, known, projects)
    if len(projects) == 1:
        return _alone(known[0], people if coders else None, labels[0])
    documents, codes, cases = Documents(labels, known), Codes(labels, known), Cases(known)
    for file in range(len(known)):
        documents.take(file)
        codes.take(file)
        people.take(file)
        cases.take(file, documents.ids[file])
    ids = [
        {"source": of[0], "code": of[1], "coder": of[2], "case": of[3]}
        for of in zip(documents.ids, codes.ids, people.ids, cases.ids, strict=True)
    ]
    codings = placed.Codings(known, documents, ids)
    for of, found in zip(ids, codings.ids, strict=True):
        of["coding"] = found
    memos = placed.memos(known, documents, ids)
    whole = Project(
        path=_path(projects),
        sources=documents.frame(),
        codes=codes.frame(),
        coders=people.frame(),
        codings=codings.frame,
        cases=cases.frame(),
        case_sources=placed.parts_of_cases(known, documents, ids),
        attributes=placed.attributes(known, ids),
        memos=memos,
        links=placed.links(known, documents, ids),
        report=ReadingReport("", "", ""),
        text=documents.reader(),
    )
    files = codings.file.map(dict(enumerate(labels))).astype("str")
    joined = sum(len(project.cases) for project in known) - len(whole.cases)
    account = replace(_account(documents, people, codings, codes.remarks), joined_cases=joined)
    return Merged(replace(whole, report=_report(whole, projects)), account, files)


def _account(
    documents: Documents, people: Coders, codings: placed.Codings, remarks: Sequence[str]
) -> Account:
    labels, projects = documents.labels, documents.projects
    files = tuple(
        FileCount(
            labels[file],
            int(project.sources["sha256"].notna().sum()),
            documents.joined_texts(file),
            len(project.coders),
            len(project.codings),
            codings.once[file],
            codings.renumbered[file],
            codings.alike[file],
        )
        for file, project in enumerate(projects)
    )
    return Account(
        files=files,
        joined=documents.joined(),
        differing=tuple(documents.differing),
        coders=people.joined(),
        codings=len(codings.frame),
        joined_coders=sum(file.coders for file in files) - len(people.frame()),
        composed=sum(
            document.source in projects[document.file].report.composed for document in documents.all
        ),
        remarks=(*remarks, *_composed(documents)),
    )


def _composed(documents: Documents) -> list[str]:
    """Files whose texts differ from another's since they are but their own quotes."""
    composed = {
        label
        for label, project in zip(documents.labels, documents.projects, strict=True)
        if project.report.composed
    }
    told = composed & {
        file for pair in documents.differing for file in (pair.file, pair.other_file)
    }
    return [
        f"the texts of {file} are composed of its own quotes and are no other file's: `texts` in "
        "material.yaml gives it those of the interviews"
        for file in sorted(told)
    ]


def _alone(project: Project, people: Coders | None, label: str) -> Merged:
    """One file: nothing is joined but the names of its coders, if they are to be."""
    if people:
        people.take(0)
        of = people.ids[0]
        codings = project.codings.assign(
            coder=mapped(project.codings["coder"], of),
            selection_coder=mapped(project.codings["selection_coder"], of),
        )
        memos = project.memos.assign(coder=mapped(project.memos["coder"], of))
        project = replace(project, codings=codings, memos=memos, coders=people.frame())
    texts, codings = int(project.sources["sha256"].notna().sum()), project.codings
    count = FileCount(label, texts, 0, len(project.coders), len(codings))
    account = Account(
        (count,),
        coders=people.joined() if people else (),
        codings=len(codings),
        joined_coders=len(people.ids[0]) - len(project.coders) if people else 0,
        composed=len(project.report.composed),
    )
    return Merged(project, account, pd.Series(label, codings["coding"].array, dtype="str"))


def labelled(paths: Sequence[Path]) -> list[str]:
    """What the files are called: their names, with as much of their folders as tells them apart."""
    told = [path.name for path in paths]
    for depth in range(2, 1 + max(len(path.parts) for path in paths)):
        if len(set(told)) == len(told):
            break
        told = [
            name if told.count(name) == 1 else "/".join(path.parts[-depth:])
            for name, path in zip(told, paths, strict=True)
        ]
    return told


def _path(projects: Sequence[Project]) -> Path:
    """A name for the whole, for messages; no file has it."""
    first, *others = projects
    more = others[0].path.name if len(others) == 1 else f"{len(others)} more"
    return first.path.with_name(f"{first.path.name} and {more}")


def _report(whole: Project, projects: Sequence[Project]) -> ReadingReport:
    """What is read in all; what was skipped and warned of stands in each file's own report."""
    exporters = dict.fromkeys(project.report.exporter for project in projects)
    units = dict.fromkeys(project.report.position_unit for project in projects)
    counts = {
        "sources": len(whole.sources),
        "texts": int(whole.sources["sha256"].notna().sum()),
        "codes": len(whole.codes),
        "coders": len(whole.coders),
        "codings": len(whole.codings),
        "cases": len(whole.cases),
        "attributes": len(whole.attributes),
        "memos": len(whole.memos),
        "links": len(whole.links),
    }
    return ReadingReport(whole.path.name, ", ".join(exporters), ", ".join(units), counts)
