"""From a tool's project to the frames of a study: interviews, municipalities and codings."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain, count
from pathlib import Path

import pandas as pd

from analys import schemas
from analys.codebook import Codebook
from analys.codemap import written
from analys.errors import MaterialError, Problem
from analys.kept import CODES, MEMOS, VARIABLES, Kept, framed
from analys.material import Material
from analys.readers.project import Project
from analys.variables import Told

NAMELESS = "utan namn"
UNKNOWN_CODER = "okänd kodare"


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
    held = project.sources["sha256"].notna()
    named = told.values["interview"].dropna()
    if table is None:
        held |= (project.sources["kind"] == "text") & project.sources["source"].isin(named.index)
    sources = project.sources[held]
    names = sources.set_index("source")["name"]
    if table is None:
        called = named.reindex(names.index)
        # The variable lost the spaces around a name, as every value does.
        called = names.where(called.isna() | (called == names.str.strip()), called)
        table = told.values.reindex(names.index).assign(
            interview=_unique(called), source=names.index
        )
        of_case = names.index.to_series().map(case_of(project)).astype("str")
        table["case"] = of_case.fillna(table["case"])
        there = sources.set_index("source")["sha256"].notna()
        table["source"] = table["source"].where(there)
        order = [column.name for column in schemas.INTERVIEWS]
        table = table[order].reset_index(drop=True)
    else:
        named = table["source"].fillna(table["interview"])
        by_name = {Path(str(name)).stem: source for source, name in names.items()}
        by_name |= {str(name): source for source, name in names.items()}
        by_name |= {str(source): source for source in names.index}
        table = table.assign(source=named.map(by_name).astype("str"))
        table, problems = _in_files_case(table, project, material)
        problems += _unmatched(table, names, project, material)
        if problems:
            raise MaterialError(problems)
    groups = {role: codebook.roles[role].group for role in codebook.roles}
    texts = sources.set_index("source")[["characters", "sha256"]]
    table = table.join(texts, on="source")
    table.insert(4, "role_group", table["role"].map(groups).astype("str"))
    return table


def case_of(project: Project) -> pd.Series:
    """The name of the case of each source, by `source`; sources of no named case are not there.

    Of several, the first that the whole source belongs to; else that with most of its characters.
    """
    found = project.case_sources.assign(
        name=project.case_sources["case_id"].map(project.cases.set_index("case_id")["name"]),
        whole=project.case_sources["start"].isna(),
        length=(project.case_sources["end"] - project.case_sources["start"]).fillna(0),
    ).dropna(subset="name")
    found["length"] = found.groupby(["source", "name"])["length"].transform("sum")
    found = found.sort_values(["whole", "length"], ascending=False, kind="stable")
    # Of whole sources the order of the file counts, whatever parts are in other cases.
    found = pd.concat([found[found["whole"]].sort_index(), found[~found["whole"]]])
    return found.drop_duplicates("source").set_index("source")["name"].astype("str")


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


def cases(interviews: pd.DataFrame, project: Project, told: Told) -> pd.DataFrame:
    """A row a municipality, where there is no table of them.

    That is each case of the project that interviews name or that has a variable of ours, in the
    project's order. Other cases may be anything: persons, places.
    """
    names = project.cases.set_index("case_id")["name"]
    values = told.values.reindex(names.index)
    values = values.assign(case=names.fillna(values["case"])).dropna(subset="case")
    has = told.values.drop(columns="case").notna().any(axis=1) | told.values["case"].notna()
    ours = values["case"].isin(interviews["case"]) | values.index.isin(has.index[has])
    found = values[ours].groupby("case", sort=False).first().reset_index()
    rest = interviews.loc[~interviews["case"].isin(found["case"]), "case"].dropna().unique()
    more = schemas.empty(schemas.CASES).reindex(range(len(rest))).assign(case=rest)
    return pd.concat([found, more], ignore_index=True).astype(
        {column.name: schemas.DTYPES[column.kind] for column in schemas.CASES}
    )


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
    known = set(project.codes["path"].map(written))
    problems = []
    for row, path in zip(code_map.index, code_map["path"], strict=True):
        if written(path) not in known:
            near = get_close_matches(path, known, 1)
            advice = f"Did you mean {near[0]!r}?" if near else ""
            place = f"line {row + 2}, column path"
            expected = f"a code of {project.path.name}"
            problems.append(Problem(material.code_map.name, place, expected, repr(path), advice))
    if problems:
        raise MaterialError(schemas.shortened(problems, material.code_map.name))


def codings(
    project: Project,
    codes: pd.DataFrame,
    interviews: pd.DataFrame,
    of_source: pd.Series,
    files: pd.Series,
) -> pd.DataFrame:
    """The project's codings, keyed to interviews and codes, as `Study.codings` has them.

    Parameters
    ----------
    codes
        The project's codes as the study calls them (`codemap.study_codes`).
    of_source
        The interview of each source. Codings of other sources are left out; `gaps` counts them.
    files
        The name of the file of each coding, by its id.
    """
    found = project.codings
    coder_of = project.coders.set_index("coder_id")["name"]
    called = codes.set_index("code_id")["code"]
    interview = _looked_up(found["source"], of_source)
    coder = _looked_up(found["coder"], coder_of).fillna(found["coder"]).fillna(UNKNOWN_CODER)
    return pd.DataFrame(
        {
            "coding": found["coding"],
            "interview": interview,
            "case": _looked_up(interview, interviews.set_index("interview")["case"]),
            "start": found["start"].astype("Int64"),
            "end": found["end"].astype("Int64"),
            "code": _looked_up(found["code_id"], called),
            "coder": coder,
            "created": found["created"],
            "quote": found["quote"],
            "source_file": _files_of(found["coding"], files),
        }
    ).dropna(subset="interview", ignore_index=True)


def _files_of(codings: pd.Series, files: pd.Series) -> pd.Series:
    """The file of each coding; where there is one alone nothing is looked up."""
    names = files.unique()
    if len(names) == 1:
        return pd.Series(names[0], codings.index, dtype="str")
    return codings.map(files).astype("str")


def _looked_up(column: pd.Series, of: pd.Series) -> pd.Series:
    """What each value of a column leads to, NA where nowhere; each is looked up once."""
    number, values = pd.factorize(column)
    found = pd.Series(values, dtype="str").map(of).astype("str")
    return pd.Series(found.array.take(number, allow_fill=True), column.index)


def kept(
    project: Project,
    codes: pd.DataFrame,
    interviews: pd.DataFrame,
    cases: pd.DataFrame,
    of_source: pd.Series,
    used: pd.Series,
) -> Kept:
    """Notes, variables and what is said of codes, keyed as the study is.

    Parameters
    ----------
    used
        Of each row of the project's attributes, whether a column of the study holds it.
    """
    coder_of = project.coders.set_index("coder_id")["name"]
    of_case = project.cases.set_index("case_id")["name"]
    notes, values = project.memos, project.attributes[~used]
    interview = notes["source"].map(of_source).astype("str")
    placed = interview.notna()
    memos = notes.assign(
        interview=interview,
        case=interview.map(interviews.set_index("interview")["case"]),
        start=notes["start"].where(placed),
        end=notes["end"].where(placed),
        coder=notes["coder"].map(coder_of).astype("str").fillna(notes["coder"]),
    )
    of_case = of_case[of_case.isin(cases["case"])]
    is_case = values["owner_kind"] == "case"
    owner = values["owner"].map(of_case).where(is_case, values["owner"].map(of_source))
    details = codes.drop_duplicates("code")
    return Kept(
        framed(MEMOS, memos),
        framed(CODES, details),
        framed(
            VARIABLES, values.assign(owner=owner.astype("str")).dropna(subset=["owner", "name"])
        ),
    )
