"""From a material's files to a validated Study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import chain, count
from pathlib import Path

import pandas as pd

from analys import codebook as codebooks
from analys import readers, schemas, swedish
from analys.codebook import Codebook
from analys.codemap import foreign_nodes, map_codes
from analys.errors import MaterialError, Problem
from analys.material import Material, open_material, project_root
from analys.readers.project import Project
from analys.readers.tabular import read_table
from analys.study import Gap, Study

NAMELESS = "utan namn"
UNKNOWN_CODER = "okänd kodare"
GAPS = {
    "cases": Gap(
        "uppgifter om kommunerna (cases)",
        "kommuner kan inte jämföras efter storlek, läge eller styre",
        "a table of municipalities: they cannot be compared by size, region or rule",
    ),
    "interviews": Gap(
        "uppgifter om intervjuerna (interviews)",
        "det går inte att se vem som talar, när, eller vad som frågades",
        "a table of interviews: who speaks, when and what was asked is not known",
    ),
    "spells": Gap(
        "tider på posten för kso och kc (spells)",
        "inga tidsaxlar eller par kan visas",
        "times in office: there are no time lines and no pairs",
    ),
    "events": Gap(
        "händelser i kommunerna (events)",
        "val och skiften kan inte ritas in",
        "events in the municipalities: elections and shifts cannot be drawn",
    ),
}


def load(
    material: str | Path | Material,
    *,
    codebook: Codebook | None = None,
    cases: str | Sequence[str] = "all",
    coder: str = "consensus",
    language: str = "sv",
) -> Study:
    """Read, check and key a material to the codebook.

    Parameters
    ----------
    material
        A folder with material.yaml, a tool's own file, or the name of a folder under `data/`.
    codebook
        The code system; the project's own where none is given.
    cases
        "all", or the ids of the municipalities to keep.
    coder
        "consensus", or the name of one coder.
    language
        The language of labels, "sv" or "en".

    Raises
    ------
    CodebookError, MaterialError, ParameterError
        With all faults of a file at once.
    """
    material = material if isinstance(material, Material) else open_material(material)
    codebook = codebook or codebooks.read(project_root() / "data" / "codebook.yaml")
    projects = [readers.read(path, positions=material.positions) for path in material.projects]
    if len(projects) > 1:
        raise MaterialError(
            Problem(
                "material.yaml",
                "key projects",
                "one coded project",
                f"{len(projects)}",
                "Merge them in your coding tool and export one.",
            )
        )
    tables = _tables(material, codebook)
    study = _assembled(material, codebook, projects[0], tables, language)
    study = study if cases == "all" else study.only([cases] if isinstance(cases, str) else cases)
    return study.by_coder(coder)


def _tables(material: Material, codebook: Codebook) -> dict[str, pd.DataFrame]:
    """The CSV files that are there, checked; faults of all of them told at once."""
    declared = schemas.declared(codebook)
    paths = dict(material.tables) | ({"codes": material.code_map} if material.code_map else {})
    found: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            found[name] = schemas.check(read_table(path), declared[name], path.name)
        except MaterialError as error:
            problems += error.problems
    if not problems:
        problems = [*_strangers(found, material), *_backwards(found, material)]
    if problems:
        raise MaterialError(problems)
    return {name: table.reset_index(drop=True) for name, table in found.items()}


def _strangers(found: Mapping[str, pd.DataFrame], material: Material) -> list[Problem]:
    """Rows about a municipality that the table of municipalities does not have."""
    if "cases" not in found:
        return []
    known = set(found["cases"]["case"])
    return [
        Problem(
            material.tables[name].name,
            f"line {row + 2}, column case",
            f"a municipality of {material.tables['cases'].name}",
            repr(case),
        )
        for name in ("interviews", "spells", "events")
        if name in found
        for row, case in zip(found[name].index, found[name]["case"], strict=True)
        if pd.notna(case) and case not in known
    ]


def _backwards(found: Mapping[str, pd.DataFrame], material: Material) -> list[Problem]:
    """Spells that end before they start."""
    if "spells" not in found:
        return []
    spells = found["spells"]
    return [
        Problem(
            material.tables["spells"].name,
            f"line {row + 2}, column end",
            f"a date on or after the start, {start:%Y-%m-%d}",
            f"{end:%Y-%m-%d}",
        )
        for row, start, end in zip(spells.index, spells["start"], spells["end"], strict=True)
        if end < start
    ]


def _assembled(
    material: Material,
    codebook: Codebook,
    project: Project,
    tables: Mapping[str, pd.DataFrame],
    language: str,
) -> Study:
    interviews = _interviews(project, tables.get("interviews"), codebook, material)
    cases = tables.get("cases", _cases(interviews))
    _check_cases(interviews, cases, project, material)
    _check_map(project, tables.get("codes"), material)
    mapped = map_codes(project.codes, codebook, tables.get("codes"))
    of_source = interviews.dropna(subset="source").set_index("source")["interview"]
    codings = _codings(project, mapped, interviews, of_source)
    sources = dict(zip(of_source, map(str, of_source.index), strict=True))
    return Study(
        codebook=codebook,
        title=material.title,
        synthetic=material.synthetic or "synthetic" in project.report.exporter,
        sha256=material.sha256(),
        cases=cases,
        interviews=interviews.drop(columns="source"),
        codings=codings,
        all_codings=codings,
        spells=tables.get("spells", schemas.empty(schemas.SPELLS)),
        events=tables.get("events", schemas.empty(schemas.EVENTS)),
        codes=pd.concat(
            [codebook.frame(), foreign_nodes(project.codes, mapped)], ignore_index=True
        ),
        gaps=(
            *(gap for name, gap in GAPS.items() if name not in tables),
            *_losses(project, interviews, codings, of_source),
        ),
        reports=(project.report,),
        text=lambda interview: project.text(sources[interview]) if interview in sources else "",
        observed_until=material.observed_until or _last_day(tables),
        language=language,
        users=tuple(project.coders["name"].dropna()),
    )


def _last_day(tables: Mapping[str, pd.DataFrame]) -> date | None:
    """The latest day that the tables tell of, where the material does not say how far it goes."""
    columns = (("spells", "start"), ("spells", "end"), ("events", "date"), ("interviews", "date"))
    days = [tables[name][column].max() for name, column in columns if name in tables]
    known = [day.date() for day in days if pd.notna(day)]
    return max(known, default=None)


def _losses(
    project: Project, interviews: pd.DataFrame, codings: pd.DataFrame, of_source: pd.Series
) -> list[Gap]:
    """What of the files cannot count, with how much it is."""
    lost = int((~project.codings["source"].isin(of_source.index)).sum())
    unread = interviews[~interviews["interview"].isin(codings["interview"])]["interview"]
    homeless = interviews[interviews["case"].isna()]["interview"]
    several = project.case_sources.groupby("source")["case_id"].nunique()
    gaps = []
    if lost:
        gaps.append(
            Gap(
                f"text till {lost} kodningar på bild, ljud, film eller text som inte följer med",
                "de räknas inte",
                f"text for {lost} codings (pictures, audio, video or absent texts): not counted",
            )
        )
    if len(unread) and len(codings):
        gaps.append(
            Gap(
                f"kodningar i {swedish.counted(len(unread), 'interview')} ({_few(unread)})",
                "de räknas inte som tysta utan som olästa",
                f"codings in {len(unread)} interviews ({_few(unread)}): they count as unread",
            )
        )
    if 0 < len(homeless) < len(interviews):
        gaps.append(
            Gap(
                f"kommun för {swedish.counted(len(homeless), 'interview')} ({_few(homeless)})",
                "de räknas inte där kommuner räknas",
                f"a municipality for {len(homeless)} interviews ({_few(homeless)})",
            )
        )
    if (several > 1).any() and interviews["role"].isna().all():
        gaps.append(
            Gap(
                f"entydig kommun för {swedish.counted(int((several > 1).sum()), 'interview')}",
                "filen lägger dem i flera fall, och det första räknas",
                f"one case for {int((several > 1).sum())} texts: the first of theirs counts",
            )
        )
    return gaps


def _few(names: pd.Series) -> str:
    """The first names of many."""
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _interviews(
    project: Project, table: pd.DataFrame | None, codebook: Codebook, material: Material
) -> pd.DataFrame:
    """A row an interview, from the table where there is one, and every source of the project."""
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


def _cases(interviews: pd.DataFrame) -> pd.DataFrame:
    named = list(dict.fromkeys(interviews["case"].dropna()))
    return schemas.empty(schemas.CASES).reindex(range(len(named))).assign(case=named)


def _check_cases(
    interviews: pd.DataFrame, cases: pd.DataFrame, project: Project, material: Material
) -> None:
    """Municipalities that the project itself names must stand in the table of them."""
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


def _check_map(project: Project, code_map: pd.DataFrame | None, material: Material) -> None:
    """Paths of the code map must be codes of the project."""
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


def _codings(
    project: Project, mapped: pd.Series, interviews: pd.DataFrame, of_source: pd.Series
) -> pd.DataFrame:
    found = project.codings
    path_of = project.codes.set_index("code_id")["path"]
    coder_of = project.coders.set_index("coder_id")["name"]
    interview = found["source"].map(of_source).astype("str")
    return pd.DataFrame(
        {
            "coding": found["coding"],
            "interview": interview,
            "case": interview.map(interviews.set_index("interview")["case"]).astype("str"),
            "start": found["start"].astype("Int64"),
            "end": found["end"].astype("Int64"),
            "code": found["code_id"]
            .map(mapped)
            .fillna(found["code_id"].map(path_of))
            .astype("str"),
            "coder": found["coder"]
            .map(coder_of)
            .fillna(found["coder"])
            .fillna(UNKNOWN_CODER)
            .astype("str"),
            "created": found["created"],
            "quote": found["quote"],
            "source_file": project.path.name,
        }
    ).dropna(subset="interview", ignore_index=True)
