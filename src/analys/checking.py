"""What a material holds and what is wrong with it, told without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analys import codebook as codebooks
from analys.counting import many
from analys.errors import AnalysError
from analys.keying import UNKNOWN_CODER
from analys.loading import load
from analys.material import open_material
from analys.places import find_material
from analys.readers.agreement import short
from analys.readers.positions import UNIT_NAMES
from analys.readers.project import ReadingReport
from analys.study import Study

LISTED = 10  # codes outside the codebook


def check(name: str | Path, *, accept_positions: bool = False) -> Iterator[str]:
    """Lines that say what a material, or a codebook, holds.

    Parameters
    ----------
    name
        A material, a tool's own file, or a codebook (`.yaml`).
    accept_positions
        Take files whose stored quotes do not agree with their texts.

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
    if path not in material.projects:
        yield f"{material.name}: {material.title}{' (synthetic)' if material.synthetic else ''}"
    study = load(material, accept_positions=accept_positions)
    if study.synthetic and not material.synthetic:
        yield "  synthetic: it says so itself"
    yield from _study(study)


def _codebook(path: Path) -> Iterator[str]:
    found = codebooks.read(path)
    yield (
        f"{path.name}: codebook {found.version}, {len(found.dilemmas)} dilemmas, "
        f"{len(found.codes)} codes, {len(found.questions)} questions. Nothing is wrong with it."
    )


def _study(study: Study) -> Iterator[str]:
    for report in study.reports:
        yield from _reading(report)
    if study.account:
        yield from (f"  {line}" for line in study.account.lines())
    yield from _codes(study)
    if study.interviews.empty:
        yield "  There is no text of an interview in it, so there is nothing to report on."
        return
    frames = {
        "municipalities": study.cases,
        "interviews": study.interviews,
        "spells": study.spells,
        "events": study.events,
    }
    yield "  " + ", ".join(many(len(frame), name) for name, frame in frames.items())
    yield from (f"  missing: {gap.english}" for gap in study.gaps)


def _reading(report: ReadingReport) -> Iterator[str]:
    counts = ", ".join(many(count, name) for name, count in report.counts.items() if count)
    by = "" if report.exporter == "unknown" else f" by {report.exporter}"
    yield f"  {report.file}{by}: {counts or 'nothing'}"
    yield from _positions(report)
    yield from (f"  settled: {settled}" for settled in report.settled)
    if report.without_coder:
        yield (
            f"  {many(report.without_coder, 'codings')} without a coder, as {UNKNOWN_CODER!r}: say "
            f"who it was in material.yaml, projects: [{{file: {report.file}, coder: NAME}}]"
        )
    for skipped in report.skipped:
        yield f"  not used: {many(skipped.n, skipped.what)} ({skipped.why})"
    for warning in report.warnings:
        yield f"  warning: {warning}"


def _positions(report: ReadingReport) -> Iterator[str]:
    """In which unit the positions are, and how far the stored quotes bear it out."""
    if report.position_unit == "none" or not report.counts.get("codings"):
        return
    told = "no quotes are stored to compare with the text"
    if n := report.quotes_checked:
        told = f"{report.quotes_agreeing:,} of {n:,} stored quotes agree with the text"
    accepted = ": accepted all the same" if report.accepted else ""
    yield f"  positions in {UNIT_NAMES[report.position_unit]}; {told}{accepted}"
    if report.accepted:
        for each in report.mismatches:
            stored, cut = short(each.stored), short(each.cut)
            yield f"    {each.place}, {each.start} to {each.end}: {stored}, the text {cut}"


def _codes(study: Study) -> Iterator[str]:
    """How far the file's codes and codings are those of the codebook."""
    foreign = study.codes.loc[study.codes["origin"] == "foreign", "code"]
    known = ~study.all_codings["code"].isin(foreign)
    of_ours = f"{known.sum():,} of {len(known):,} codings are of the codebook's codes; "
    outside = f"{many(len(foreign), 'codes')} of the file outside the codebook"
    yield f"  {of_ours if len(known) else ''}{outside}"
    yield from (f"    {code}" for code in foreign[:LISTED])
    if len(foreign) > LISTED:
        yield f"    … and {len(foreign) - LISTED} more"


def told(
    name: str | Path, *, accept_positions: bool = False
) -> tuple[list[str], AnalysError | None]:
    """All lines that could be told, and the error that ended them, if any."""
    lines: list[str] = []
    try:
        for line in check(name, accept_positions=accept_positions):
            lines.append(line)  # noqa: PERF402 - what came before an error is kept
    except AnalysError as error:
        return lines, error
    return lines, None
