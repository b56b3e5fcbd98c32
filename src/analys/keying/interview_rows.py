"""The interviews of a study, and which text of the project each of them is."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

import pandas as pd

from analys import schemas
from analys.codebook import Codebook
from analys.errors import MaterialError, Problem
from analys.keying.case_rows import case_of
from analys.material import Material
from analys.readers.project import Project
from analys.variables import Told

NAMELESS = "utan namn"


def interviews(
    project: Project, table: pd.DataFrame | None, codebook: Codebook, material: Material, told: Told
) -> pd.DataFrame:
    """A row an interview, from the table where there is one, else one for each text.

    Without a table the variables of the texts tell what they can (`variables.of_sources`). One
    that has a variable `interview` is an interview even without its text.

    Raises
    ------
    MaterialError
        If a text of the project has no row of the table, or several.
    """
    table = _told(project, told) if table is None else _matched(table, project, material)
    groups = {role: codebook.roles[role].group for role in codebook.roles}
    texts = project.sources.set_index("source")[["characters", "sha256"]]
    table = table.join(texts, on="source")
    table.insert(4, "role_group", table["role"].map(groups).astype("str"))
    return table


def _told(project: Project, told: Told) -> pd.DataFrame:
    """A row for each text, and for what else a variable calls an interview."""
    sources, named = project.sources, told.values["interview"].dropna()
    held = sources["sha256"].notna()
    held |= (sources["kind"] == "text") & sources["source"].isin(named.index)
    sources = sources[held].set_index("source")
    names = sources["name"]
    called = named.reindex(names.index)
    # The variable lost the spaces around a name, as every value does.
    called = names.where(called.isna() | (called == names.str.strip()), called)
    table = told.values.reindex(names.index).assign(interview=_unique(called), source=names.index)
    of_case = names.index.to_series().map(case_of(project)).astype("str")
    table["case"] = of_case.fillna(table["case"])
    table["source"] = table["source"].where(sources["sha256"].notna())
    return table[[column.name for column in schemas.INTERVIEWS]].reset_index(drop=True)


def _matched(table: pd.DataFrame, project: Project, material: Material) -> pd.DataFrame:
    """The table with the text of each row, by its id, its name or its name without an ending."""
    held = project.sources[project.sources["sha256"].notna()]
    names = held.set_index("source")["name"]
    named = table["source"].fillna(table["interview"])
    by_name = {Path(str(name)).stem: source for source, name in names.items()}
    by_name |= {str(name): source for source, name in names.items()}
    by_name |= {str(source): source for source in names.index}
    table = table.assign(source=named.map(by_name).astype("str"))
    table, problems = _in_files_case(table, project, material)
    problems += _unmatched(table, names, project, material)
    if problems:
        raise MaterialError(problems)
    return table


def _in_files_case(
    table: pd.DataFrame, project: Project, material: Material
) -> tuple[pd.DataFrame, list[Problem]]:
    """The table with the municipality of each file, where material.yaml gives it one."""
    given = {file.case for file in material.project_files if file.case}
    if not given:
        return table, []
    told = case_of(project)
    of_file = table["source"].map(told[told.isin(given)]).astype("str")
    other = table["case"].notna() & of_file.notna() & (table["case"] != of_file)
    problems = [
        Problem(
            material.tables["interviews"].name,
            f"line {row + 2}, column case",
            f"{case}, as material.yaml says of its file",
            repr(said),
        )
        for row, case, said in zip(
            table.index[other], of_file[other], table.loc[other, "case"], strict=True
        )
    ]
    return table.assign(case=table["case"].fillna(of_file)), problems


def _unmatched(
    table: pd.DataFrame, names: pd.Series, project: Project, material: Material
) -> list[Problem]:
    """Texts of the project that no interview has, or several have."""
    file, place = material.tables["interviews"].name, "column source (or interview)"
    problems = []
    unlisted = names[~names.index.isin(table["source"])]
    if len(unlisted):
        expected = f"a row for each text of {project.path.name}"
        advice = "Add a row whose interview (or source) is the text's name in the project"
        again = names.duplicated(keep=False).any()
        advice += ", or its GUID, as two texts share a name." if again else "."
        found = f"no row for {', '.join(map(repr, unlisted.iloc[:5]))}"
        found += f" and {len(unlisted) - 5} more" if len(unlisted) > 5 else ""
        problems.append(Problem(file, place, expected, found, advice))
    shared = table.dropna(subset="source").groupby("source")["interview"].agg(list)
    for source, interviews in shared.to_dict().items():
        if len(interviews) > 1:
            found = f"{names[str(source)]!r} for {' and '.join(interviews)}"
            problems.append(Problem(file, place, "each text for one interview", found))
    return problems


def _unique(names: pd.Series) -> list[str]:
    """Names made unique by a number where several sources share one."""
    made: dict[str, None] = {}
    for name in names.fillna(NAMELESS):
        candidates = chain([name], (f"{name} ({n})" for n in count(2)))
        made[next(each for each in candidates if each not in made)] = None
    return list(made)
