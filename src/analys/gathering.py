"""All coded files of a material, read as material.yaml says and put together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analys import readers
from analys.errors import MaterialError, Problem
from analys.material import Material
from analys.merging import Merged, by_one_coder, in_one_case, labelled, merged
from analys.project_files import ProjectFile, wrong
from analys.readers import sniff
from analys.readers.project import Project, ReadingReport

TABLES = (sniff.TABLE, sniff.EXCEL)
MEANT_FOR = {
    "columns": (TABLES, "a table, CSV or Excel"),
    "texts": ((*TABLES, sniff.MAXQDA), "a table or a MAXQDA file without texts"),
}
"""What is only said of some kinds of file, and of which."""


@dataclass(frozen=True)
class Gathered:
    """What the coded files hold together, and what was read of each of them."""

    merged: Merged
    reports: tuple[ReadingReport, ...]
    beside: frozenset[Path] = frozenset()
    """Files that were looked for beside them."""


def gathered(material: Material, *, accept_positions: bool = False) -> Gathered:
    """Read all coded files of a material and merge them.

    Parameters
    ----------
    accept_positions
        Take files whose stored quotes do not agree with their texts; so may material.yaml say.

    Raises
    ------
    MaterialError
        With the faults of all files, each by its own name.
    """
    accept = accept_positions or material.accept_positions
    projects: list[Project] = []
    problems: list[Problem] = []
    labels = labelled(material.projects)
    for file, label in zip(material.project_files, labels, strict=True):
        try:
            projects.append(_read(file, label, material, accept))
        except MaterialError as error:
            problems += error.problems
    if problems:
        raise MaterialError(problems)
    return Gathered(
        merged(projects, material.coders),
        tuple(project.report for project in projects),
        frozenset().union(*(project.beside for project in projects)),
    )


def _read(file: ProjectFile, label: str, material: Material, accept: bool) -> Project:
    said = [name for name in MEANT_FOR if getattr(file, name)]
    kind = sniff.kind_of(file.path) if said else ""
    advice = "Another tool's file says itself what is what."
    problems = [
        wrong(f"projects, {label}, {name}", MEANT_FOR[name][1], "another file", advice)
        for name in said
        if kind not in MEANT_FOR[name][0]
    ]
    if problems:
        raise MaterialError(problems)
    options = file.options(material.positions, material.limits)
    project = readers.read(file.path, options, accept_positions=accept)
    project.report.file = label
    if file.coder:
        project = by_one_coder(project, file.coder, label)
    return in_one_case(project, file.case) if file.case else project
