"""The municipalities of a study, and which of them each text of the project is of."""

from __future__ import annotations

import pandas as pd

from analys import schemas
from analys.errors import MaterialError, Problem
from analys.material import Material
from analys.readers.project import Project
from analys.variables import Told


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
