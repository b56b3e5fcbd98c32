"""REFI-QDA, the exchange format of coding tools: projects (`.qdpx`, `.qde`), codebooks (`.qdc`).

Read are codings on text, and all that surrounds them: codes, coders, cases, values and notes. What
else a file holds is listed in the report.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from analys.readers.agreement import disagreeing
from analys.readers.archive import Limits
from analys.readers.frames import rows
from analys.readers.options import DEFAULT, Options
from analys.readers.package import Package, Texts
from analys.readers.positions import UNIT_NAMES, checked_unit, unit_of
from analys.readers.project import Project, ReadingReport, Skipped
from analys.readers.refi.cases import attributes_frame, case_sources_frame, cases_frame
from analys.readers.refi.frames import codes_frame, codings_frame, sources_frame
from analys.readers.refi.links import links_frame
from analys.readers.refi.notes import memos_frame
from analys.readers.refi.parts import Parts
from analys.readers.refi.passages import PassageReader, Passages
from analys.readers.refi.references import References
from analys.readers.refi.stream import collect
from analys.readers.refi.xml import SECTIONS

ROOTS = ("Project", "CodeBook")
NAMESPACES = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
_NOT_TEXT = {"picture": "pictures", "audio": "audio files", "video": "video files"}


def read(path: Path, options: Options = DEFAULT) -> Project:
    """Read a REFI-QDA project or codebook.

    Parameters
    ----------
    path
        A `.qdpx`; a `.qde` with its texts in `sources` beside it, or without them; a `.qdc`.
    options
        Its `positions` say what the file's positions are counted in. None leaves it to the
        exporter: UTF-16 for NVivo, else the standard's code points.

    Raises
    ------
    MaterialError
        If the file is damaged, hostile or contradicts itself; all that is wrong is told at once.
    ParameterError
        If `positions` is no known unit.

    """
    asked = None if options.positions is None else checked_unit(options.positions)
    with Package(path, options.limits) as package:
        collector = collect(package.project, path.name, options.limits.depth)
        parts, problems = collector.parts, collector.problems
        if parts.root not in ROOTS:
            problems.add("", f"a root element {' or '.join(ROOTS)}", f"<{parts.root}>")
            problems.raise_any()
        unit = asked or unit_of(parts.origin)
        texts = _texts(path, parts, options.limits)
        reader = PassageReader(parts, texts, package, unit, asked is not None, problems)
        passages = reader.read()
        references = References(parts, problems)
        project = Project(
            path=path,
            sources=sources_frame(parts, passages),
            codes=codes_frame(parts),
            coders=rows("coders", parts.users),
            codings=codings_frame(parts, passages, references),
            cases=cases_frame(parts),
            case_sources=case_sources_frame(parts, passages, references),
            attributes=attributes_frame(parts, references),
            memos=memos_frame(parts, passages, references, package),
            links=links_frame(parts, passages, references),
            report=ReadingReport(path.name, parts.origin or "unknown", passages.unit),
            text=texts,
            beside=frozenset(package.beside),
        )
        problems.raise_any()
        passages.agreement.fill(project.report, reader.fit)
    _report(project, parts, passages, references)
    return project


def _texts(path: Path, parts: Parts, limits: Limits) -> Texts:
    texts = Texts(path, limits=limits)
    for source in parts.sources:
        if source.path:
            texts.paths[source.guid] = source.path
        elif source.content is not None:
            texts.inline[source.guid] = source.content
    return texts


def _report(project: Project, parts: Parts, passages: Passages, references: References) -> None:
    report = project.report
    report.counts = {
        "sources": int(project.sources["part_of"].isna().sum()),
        "transcripts": int(project.sources["part_of"].notna().sum()),
        "texts": int(project.sources["characters"].notna().sum()),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": len(parts.selections),
        "codings": len(project.codings),
        "codings skipped": parts.skipped_codings + parts.unplaced_codings,
        "cases": len(project.cases),
        "attributes": len(project.attributes),
        "memos": len(project.memos),
        "links": len(project.links),
    }
    report.skipped = _skipped(parts, passages, references)
    report.warnings = [*_warnings(parts, passages, references), *disagreeing(report)]


def _skipped(parts: Parts, passages: Passages, references: References) -> list[Skipped]:
    skipped = [
        Skipped(what, n, why) for (what, why), n in (parts.skipped + references.skipped).items()
    ]
    kinds = Counter(source.kind for source in parts.sources)
    for kind, what in _NOT_TEXT.items():
        if kinds[kind]:
            why = "listed as sources; their content is not read"
            skipped.append(Skipped(what, kinds[kind], why))
    if parts.unplaced:
        why = f"they lie between no points of the text ({_few(parts.unplaced)})"
        skipped.append(Skipped("passages of transcripts", len(parts.unplaced), why))
        if n := parts.unplaced_codings:
            skipped.append(Skipped("codings on passages of transcripts", n, why))
    if parts.timed:
        why = "passages are placed in the text, not in time"
        skipped.append(Skipped("times of transcripts", parts.timed, why))
    if bare := _bare(parts):
        why = "nothing is said of them"
        skipped.append(Skipped("passages with neither code nor comment", bare, why))
    if passages.missing:
        skipped.append(Skipped("texts", passages.missing, "they are not with the file"))
    if formatted := sum(source.formatted for source in parts.sources):
        skipped.append(Skipped("formatted texts", formatted, "their plain text is read"))
    return skipped


def _bare(parts: Parts) -> int:
    """Count the passages of which nothing is said and to which nothing points."""
    if not parts.bare:
        return 0
    pointed = {key for case in parts.cases for key in case.selections}
    pointed |= {key for link in parts.links for key in (link.origin, link.target)}
    return sum(key not in pointed for key in parts.bare)


def _few(names: list[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:10]) + (" …" if len(distinct) > 10 else "")


def _warnings(parts: Parts, passages: Passages, references: References) -> list[str]:
    warnings = [f"{n} {what}." for what, n in (passages.seen + references.seen).items()]
    if parts.namespace not in NAMESPACES:
        warnings.append(f"The namespace {parts.namespace!r} is not the standard's.")
    order = [SECTIONS.index(name) for name in parts.sections]
    if order != sorted(order):
        warnings.append(f"Sections stand out of order: {', '.join(parts.sections)}.")
    usual = unit_of(parts.origin)
    if len(parts.selections) and not passages.agreement.checked and passages.unit != usual:
        warnings.append(
            f"Positions are counted in {UNIT_NAMES[passages.unit]}, as was said, and not in "
            f"{UNIT_NAMES[usual]} as the program that wrote the file does; it stores no quotes "
            "that could tell which is right."
        )
    return warnings
