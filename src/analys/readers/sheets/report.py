"""What is said of a table of coded segments after it was read: counts, losses and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from analys.readers.agreement import short
from analys.readers.project import Project, Skipped
from analys.readers.sheets.passages import Document
from analys.readers.sheets.places import Placed
from analys.readers.sheets.rows import NAMED, Rows


def fill_report(
    project: Project, found: Rows, documents: Sequence[Document], placed: Placed, unread: int
) -> None:
    """Write into the project's report what was counted, left out and doubtful.

    `unread` is how many dates could not be read.
    """
    report, codings = project.report, project.codings
    placed.agreement.fill(report, lambda unit: placed.fits.get(unit, placed.agreement.agreeing))
    report.composed = tuple(document.source for document in placed.composed)
    report.without_coder = int(codings["coder"].isna().sum())
    report.settled += [f"{n} codes are paths, split at {step!r}" for step, n in found.steps.items()]
    if codings["created"].notna().any():
        report.settled.append("dates without a zone are taken as UTC")
    report.counts = {
        "sources": len(documents),
        "texts": len(documents),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": sum(len(document.passages) for document in documents),
        "codings": len(project.codings),
        "codings skipped": len(found.incomplete) + found.other,
        "cases": len(project.cases),
        "attributes": len(project.attributes),
        "memos": len(project.memos),
        "links": 0,
    }
    if found.incomplete:
        named = "; ".join(
            f"line {line} has no {' and no '.join(lacking)}"
            for line, lacking in found.incomplete[:NAMED]
        )
        report.skipped.append(Skipped("rows", len(found.incomplete), f"incomplete: {named}"))
    if found.other:
        why = "they are on pictures and sound, not on text"
        report.skipped.append(Skipped("codings", found.other, why))
    if found.weighted:
        report.skipped.append(Skipped("weights", found.weighted, "codings are not weighed"))
    report.warnings = [*_of_places(report.file, documents, placed), *_of_cells(found, unread)]


def _of_cells(found: Rows, unread: int) -> list[str]:
    warnings = []
    if found.with_html:
        warnings.append(f"{found.with_html} quotes held HTML; their text is read.")
    if unread:
        warnings.append(f"{unread} dates cannot be read.")
    return warnings


def _of_places(file: str, documents: Sequence[Document], placed: Placed) -> list[str]:
    warnings = []
    if n := len(placed.composed):
        some = "" if n == len(documents) else f" ({_few([each.name for each in placed.composed])})"
        warnings.append(
            f"{n} of {len(documents)} texts are composed of their segments{some}: places and "
            "lengths in them are not those of the interview. To have them, name the folder with "
            "the texts (NAME.txt) in material.yaml, projects: "
            f"[{{file: {file}, texts: FOLDER}}]."
        )
    for passages, what in (
        (placed.several, "stand in several places of their text, and nothing tells which"),
        (placed.missing, "do not stand in their text"),
    ):
        if passages:
            named = _few([f"line {each.line} {short(each.quote)}" for _, each in passages])
            warnings.append(
                f"{len(passages)} quotes {what}: their codings are kept without a place ({named})."
            )
    return warnings


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
