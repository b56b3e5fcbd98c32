"""REFI-QDA, the exchange format of coding tools: projects (`.qdpx`, `.qde`), codebooks (`.qdc`).

Read are codings on text, and all that surrounds them: codes, coders, cases, values and notes. What
else a file holds is listed in the report.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from analys.readers.frames import empty, rows
from analys.readers.options import DEFAULT, Options
from analys.readers.package import Package, Texts
from analys.readers.positions import checked_unit, unit_of
from analys.readers.problems import Problems
from analys.readers.project import Project, ReadingReport, Skipped
from analys.readers.refi_cases import attributes_frame, case_sources_frame, cases_frame
from analys.readers.refi_frames import codes_frame, codings_frame, sources_frame
from analys.readers.refi_notes import memos_frame
from analys.readers.refi_parts import Parts
from analys.readers.refi_passages import PassageReader, Passages
from analys.readers.refi_references import References
from analys.readers.refi_xml import SECTIONS, Collector
from analys.readers.xmlstream import walk

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
    problems = Problems(path.name)
    asked = None if options.positions is None else checked_unit(options.positions)
    with Package(path) as package:
        parts = Collector(problems).collect(walk(package.project, path.name))
        if parts.root not in ROOTS:
            problems.add("", f"a root element {' or '.join(ROOTS)}", f"<{parts.root}>")
            problems.raise_any()
        unit = asked or unit_of(parts.origin)
        texts = _texts(path, parts)
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
            case_sources=case_sources_frame(parts, references),
            attributes=attributes_frame(parts, references),
            memos=memos_frame(parts, passages, references, package),
            links=empty("links"),
            report=ReadingReport(path.name, parts.origin or "unknown", passages.unit),
            text=texts,
        )
        problems.raise_any()
        passages.agreement.fill(project.report, reader.fit)
    _report(project, parts, passages, references)
    return project


def _texts(path: Path, parts: Parts) -> Texts:
    texts = Texts(path)
    for source in parts.sources:
        if source.path:
            texts.paths[source.guid] = source.path
        elif source.content is not None:
            texts.inline[source.guid] = source.content
    return texts


def _report(project: Project, parts: Parts, passages: Passages, references: References) -> None:
    report = project.report
    report.counts = {
        "sources": len(project.sources),
        "texts": int(project.sources["characters"].notna().sum()),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": len(parts.selections.guid),
        "codings": len(project.codings),
        "codings skipped": parts.skipped_codings,
        "cases": len(project.cases),
        "attributes": len(project.attributes),
        "memos": len(project.memos),
        "links": len(parts.links),
    }
    report.skipped = _skipped(parts, passages, references)
    report.warnings = _warnings(parts, passages, references)


def _skipped(parts: Parts, passages: Passages, references: References) -> list[Skipped]:
    skipped = [
        Skipped(what, n, why) for (what, why), n in (parts.skipped + references.skipped).items()
    ]
    kinds = Counter(source.kind for source in parts.sources)
    for kind, what in _NOT_TEXT.items():
        if kinds[kind]:
            why = "listed as sources; their content is not read"
            skipped.append(Skipped(what, kinds[kind], why))
    if parts.transcripts:
        names = ", ".join(parts.transcripts[:10]) + (" …" if len(parts.transcripts) > 10 else "")
        skipped.append(
            Skipped(
                "transcripts of audio and video",
                len(parts.transcripts),
                f"only text sources are read: export them as documents ({names})",
            )
        )
    if passages.missing:
        skipped.append(Skipped("texts", passages.missing, "they are not with the file"))
    if formatted := sum(source.formatted for source in parts.sources):
        skipped.append(Skipped("formatted texts", formatted, "their plain text is read"))
    return skipped


def _warnings(parts: Parts, passages: Passages, references: References) -> list[str]:
    warnings = [f"{n} {what}." for what, n in (passages.seen + references.seen).items()]
    if parts.namespace not in NAMESPACES:
        warnings.append(f"The namespace {parts.namespace!r} is not the standard's.")
    order = [SECTIONS.index(name) for name in parts.sections]
    if order != sorted(order):
        warnings.append(f"Sections stand out of order: {', '.join(parts.sections)}.")
    if n := passages.agreement.checked - passages.agreement.agreeing:
        warnings.append(
            f"{n} of {passages.agreement.checked} stored quotes disagree with the text at their "
            f"positions, counted in {passages.unit}s; `positions` sets another unit."
        )
    return warnings
