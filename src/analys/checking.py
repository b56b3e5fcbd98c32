"""What a material holds and what is wrong with it, told without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analys import codebook as codebooks
from analys import readers
from analys.codemap import map_codes
from analys.errors import AnalysError
from analys.loading import load
from analys.material import Material, find_material, open_material, project_root
from analys.readers.project import ReadingReport
from analys.study import Study


def check(name: str | Path) -> Iterator[str]:
    """Lines that say what a material, or a codebook, holds.

    Parameters
    ----------
    name
        A material, a tool's own file, or a codebook (`.yaml`).

    Raises
    ------
    AnalysError
        With everything that is wrong with it.
    """
    path = find_material(name)
    if path.suffix in {".yaml", ".yml"} and path.name != "material.yaml":
        yield from _codebook(path)
        return
    material = open_material(path)
    yield f"{material.name}: {material.title}{' (synthetic)' if material.synthetic else ''}"
    if len(material.projects) == 1 and _only_codes(material):
        yield from _code_system(material)
        return
    yield from _study(load(material, coder="consensus"))


def _codebook(path: Path) -> Iterator[str]:
    found = codebooks.read(path)
    yield (
        f"{path.name}: codebook {found.version}, {len(found.dilemmas)} dilemmas, "
        f"{len(found.codes)} codes, {len(found.questions)} questions. Nothing is wrong with it."
    )


def _only_codes(material: Material) -> bool:
    """Whether the file is a code system without texts."""
    return readers.read(material.projects[0], positions=material.positions).sources.empty


def _code_system(material: Material) -> Iterator[str]:
    project = readers.read(material.projects[0], positions=material.positions)
    known = codebooks.read(project_root() / "data" / "codebook.yaml")
    mapped = map_codes(project.codes, known)
    yield from _reading(project.report)
    yield f"  {int(mapped.notna().sum())} of its codes are in the codebook."
    yield "  It holds codes and no texts, so there is nothing to report on."


def _reading(report: ReadingReport) -> Iterator[str]:
    counts = ", ".join(f"{count} {name}" for name, count in report.counts.items() if count)
    yield f"  {report.file} by {report.exporter}: {counts or 'nothing'}"
    if report.quotes_checked:
        yield (
            f"  positions in {report.position_unit}s; {report.quotes_agreeing} of "
            f"{report.quotes_checked} stored quotes agree with the text"
        )
    for skipped in report.skipped:
        yield f"  not used: {skipped.n} {skipped.what} ({skipped.why})"
    for warning in report.warnings:
        yield f"  warning: {warning}"


def _study(study: Study) -> Iterator[str]:
    for report in study.reports:
        yield from _reading(report)
    frames = {
        "municipalities": study.cases,
        "interviews": study.interviews,
        "spells": study.spells,
        "events": study.events,
    }
    yield "  " + ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    foreign = study.codes.loc[study.codes["origin"] == "foreign", "code"]
    known = study.all_codings[~study.all_codings["code"].isin(foreign)]
    yield (
        f"  {len(known)} of {len(study.all_codings)} codings are of the codebook's codes; "
        f"{len(foreign)} codes of the file are not in the codebook"
    )
    for code in foreign[:10]:
        yield f"    {code}"
    if len(foreign) > 10:
        yield f"    … and {len(foreign) - 10} more"
    for gap in study.gaps:
        yield f"  missing: {gap.what}; {gap.effect}"


def told(name: str | Path) -> tuple[list[str], AnalysError | None]:
    """All lines that could be told, and the error that ended them, if any."""
    lines: list[str] = []
    try:
        for line in check(name):
            lines.append(line)  # noqa: PERF402 - what came before an error is kept
    except AnalysError as error:
        return lines, error
    return lines, None
