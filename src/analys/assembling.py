"""From a material's files to the whole Study: read, checked and keyed to the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from analys import gaps, keying, schemas, variables
from analys.codebook import Codebook
from analys.codemap import foreign_nodes, study_codes
from analys.errors import MaterialError, Problem
from analys.gathering import Gathered, gathered
from analys.material import Material
from analys.readers.headings import canonical
from analys.readers.project import ReadingReport
from analys.readers.tabular import read_table
from analys.study import Study


def assembled(material: Material, codebook: Codebook, *, accept_positions: bool) -> Study:
    """Read, check and key all of a material: every municipality and every coder.

    Raises
    ------
    MaterialError
        With all faults of a file at once.
    """
    coded = gathered(material, accept_positions=accept_positions)
    return _assembled(material, codebook, coded, _tables(material, codebook))


def _tables(material: Material, codebook: Codebook) -> dict[str, pd.DataFrame]:
    """The CSV files that are there, checked; faults of all of them told at once."""
    declared = schemas.declared(codebook)
    paths = dict(material.tables) | ({"codes": material.code_map} if material.code_map else {})
    found: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            found[name] = _table(path, name, declared[name])
        except MaterialError as error:
            problems += error.problems
    if not problems:
        problems = [*_strangers(found, material), *_backwards(found, material)]
    if problems:
        raise MaterialError(problems)
    # The code map keeps its lines: its paths can only be checked against the project.
    return {
        name: table if name == "codes" else table.reset_index(drop=True)
        for name, table in found.items()
    }


def _table(path: Path, name: str, columns: Sequence[schemas.Column]) -> pd.DataFrame:
    """One table, checked; headings in another language are read as ours, and told as they are."""
    raw = read_table(path)
    ours = canonical([str(heading) for heading in raw.columns], name)
    theirs = {f"column {mine}": f"column {heading}" for heading, mine in ours.items()}
    try:
        return schemas.check(raw.rename(columns=ours), columns, path.name)
    except MaterialError as error:
        raise MaterialError(
            replace(problem, place=f"{line}{comma}{theirs.get(place, place)}")
            for problem in error.problems
            for line, comma, place in [problem.place.rpartition(", ")]
        ) from None


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
    coded: Gathered,
    tables: Mapping[str, pd.DataFrame],
) -> Study:
    project, account = coded.merged.project, coded.merged.account
    of_sources = variables.of_sources(project, codebook, tables.get("cases"))
    of_cases = variables.of_cases(project, codebook)
    interviews = keying.interviews(
        project, tables.get("interviews"), codebook, material, of_sources
    )
    cases = tables.get("cases")
    cases = keying.cases(interviews, project, of_cases) if cases is None else cases
    told = _told(coded.reports[0], tables, ("interviews", of_sources), ("cases", of_cases))
    keying.check_cases(interviews, cases, project, material)
    keying.check_map(project, tables.get("codes"), material)
    codes = study_codes(project.codes, codebook, tables.get("codes"))
    of_source = interviews.dropna(subset="source").set_index("source")["interview"]
    codings = keying.codings(project, codes, interviews, of_source, coded.merged.files)
    sources = dict(zip(of_source, map(str, of_source.index), strict=True))
    return Study(
        codebook=codebook,
        title=material.title,
        synthetic=material.synthetic
        or any("synthetic" in report.exporter for report in coded.reports),
        sha256=material.sha256(),
        cases=cases,
        interviews=interviews.drop(columns="source"),
        codings=codings,
        all_codings=codings,
        spells=tables.get("spells", schemas.empty(schemas.SPELLS)),
        events=tables.get("events", schemas.empty(schemas.EVENTS)),
        codes=pd.concat([codebook.frame(), foreign_nodes(codes)], ignore_index=True),
        gaps=(
            *gaps.lacking({*tables, *told}),
            *gaps.of_files(coded.reports, account),
            *gaps.losses(project, interviews, codings, of_source),
        ),
        reports=coded.reports,
        text=lambda interview: project.text(sources[interview]) if interview in sources else "",
        observed_until=material.observed_until or _last_day({"interviews": interviews, **tables}),
        users=tuple(project.coders["name"].dropna()),
        account=account,
        beside=coded.beside - {path.resolve() for path in material.files},
        asked_recorded=bool(interviews["asked"].notna().any()),
        collection=material.collection,
        kept=keying.kept(
            project, codes, interviews, cases, of_source, of_sources.used | of_cases.used
        ),
    )


def _told(
    report: ReadingReport,
    tables: Mapping[str, pd.DataFrame],
    *told: tuple[str, variables.Told],
) -> set[str]:
    """The tables for which the project's variables stand in; what they left out is warned of."""
    found = set()
    for name, each in told:
        if name not in tables:
            report.warnings.extend(each.warnings)
            if each.used.any():
                found.add(name)
    return found


def _last_day(tables: Mapping[str, pd.DataFrame]) -> date | None:
    """The latest day that the tables tell of, where the material does not say how far it goes."""
    columns = (("spells", "start"), ("spells", "end"), ("events", "date"), ("interviews", "date"))
    days = [tables[name][column].max() for name, column in columns if name in tables]
    known = [day.date() for day in days if pd.notna(day)]
    return max(known, default=None)
