"""From a tool's project to the frames of a study: interviews, municipalities and codings."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain, count
from pathlib import Path

import pandas as pd

from analys import schemas
from analys.codebook import Codebook
from analys.errors import MaterialError, Problem
from analys.material import Material
from analys.readers.project import Project

NAMELESS = "utan namn"
UNKNOWN_CODER = "okänd kodare"


def interviews(
    project: Project, table: pd.DataFrame | None, codebook: Codebook, material: Material
) -> pd.DataFrame:
    """A row an interview, from the table where there is one, else one for each text.

    Raises
    ------
    MaterialError
        If a text of the project has no row of the table, or several.
    """
    sources = project.sources[project.sources["sha256"].notna()]
    names = sources.set_index("source")["name"]
    if table is None:
        table = schemas.empty(schemas.INTERVIEWS)
        table = table.reindex(range(len(names))).assign(
            interview=_unique(names), source=names.index
        )
        of_case = project.case_sources.drop_duplicates("source").set_index("source")["case_id"]
        case_names = project.cases.set_index("case_id")["name"]
        table["case"] = names.index.to_series().map(of_case.map(case_names)).astype("str").array
    else:
        named = table["source"].fillna(table["interview"])
        by_name = {Path(str(name)).stem: source for source, name in names.items()}
        by_name |= {str(name): source for source, name in names.items()}
        by_name |= {str(source): source for source in names.index}
        table = table.assign(source=named.map(by_name).astype("str"))
    if problems := _unmatched(table, names, project, material):
        raise MaterialError(problems)
    groups = {role: codebook.roles[role].group for role in codebook.roles}
    texts = sources.set_index("source")[["characters", "sha256"]]
    table = table.join(texts, on="source")
    table.insert(4, "role_group", table["role"].map(groups).astype("str"))
    return table


def _unmatched(
    table: pd.DataFrame, names: pd.Series, project: Project, material: Material
) -> list[Problem]:
    """Texts of the project that no interview has, or several have."""
    if "interviews" not in material.tables:
        return []
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


def cases(interviews: pd.DataFrame) -> pd.DataFrame:
    """A row a municipality that the interviews name, where there is no table of them."""
    named = list(dict.fromkeys(interviews["case"].dropna()))
    return schemas.empty(schemas.CASES).reindex(range(len(named))).assign(case=named)


def check_cases(
    interviews: pd.DataFrame, cases: pd.DataFrame, project: Project, material: Material
) -> None:
    """Raise MaterialError if the project names a municipality that the table does not have."""
    unknown = sorted(set(interviews["case"].dropna()) - set(cases["case"]))
    if unknown:
        raise MaterialError(
            Problem(
                project.path.name,
                f"case {name!r}",
                f"a municipality of {material.tables['cases'].name}",
                "no row for it",
            )
            for name in unknown
        )


def check_map(project: Project, code_map: pd.DataFrame | None, material: Material) -> None:
    """Raise MaterialError if the code map names a code that the project does not have."""
    if code_map is None or material.code_map is None:
        return
    known = set(project.codes["path"])
    problems = []
    for row, path in zip(code_map.index, code_map["path"], strict=True):
        if path not in known:
            near = get_close_matches(path, known, 1)
            advice = f"Did you mean {near[0]!r}?" if near else ""
            place = f"line {row + 2}, column path"
            expected = f"a code of {project.path.name}"
            problems.append(Problem(material.code_map.name, place, expected, repr(path), advice))
    if problems:
        raise MaterialError(schemas.shortened(problems, material.code_map.name))


def codings(
    project: Project, mapped: pd.Series, interviews: pd.DataFrame, of_source: pd.Series
) -> pd.DataFrame:
    """The project's codings, keyed to interviews and codes, as `Study.codings` has them.

    Parameters
    ----------
    mapped
        The codebook's id for each `code_id`, NA where the codebook has none: then the code stands
        under its own path.
    of_source
        The interview of each source. Codings of other sources are left out; `gaps` counts them.
    """
    found = project.codings
    path_of = project.codes.set_index("code_id")["path"]
    coder_of = project.coders.set_index("coder_id")["name"]
    interview = _looked_up(found["source"], of_source)
    code = pd.Series(mapped.fillna(mapped.index.to_series().map(path_of)), dtype="str")
    coder = _looked_up(found["coder"], coder_of).fillna(found["coder"]).fillna(UNKNOWN_CODER)
    return pd.DataFrame(
        {
            "coding": found["coding"],
            "interview": interview,
            "case": _looked_up(interview, interviews.set_index("interview")["case"]),
            "start": found["start"].astype("Int64"),
            "end": found["end"].astype("Int64"),
            "code": _looked_up(found["code_id"], code),
            "coder": coder,
            "created": found["created"],
            "quote": found["quote"],
            "source_file": project.path.name,
        }
    ).dropna(subset="interview", ignore_index=True)


def _looked_up(column: pd.Series, of: pd.Series) -> pd.Series:
    """What each value of a column leads to, NA where nowhere; each is looked up once."""
    number, values = pd.factorize(column)
    found = pd.Series(values, dtype="str").map(of).astype("str")
    return pd.Series(found.array.take(number, allow_fill=True), column.index)
