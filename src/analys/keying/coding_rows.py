"""The codings of a study, and what else of a project is kept for an export."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from analys import schemas
from analys.codemap import written
from analys.errors import MaterialError, Problem
from analys.kept import CODES, MEMOS, VARIABLES, Kept, framed
from analys.material import Material
from analys.readers.project import Project

UNKNOWN_CODER = "okänd kodare"


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
