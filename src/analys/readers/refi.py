"""REFI-QDA, the exchange format of coding tools: projects (`.qdpx`, `.qde`), codebooks (`.qdc`).

Read are codings on text, and all that surrounds them: codes, coders, cases, values and notes. What
else a file holds is listed in the report.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from analys.readers.package import Package, Texts
from analys.readers.positions import checked_unit, unit_of
from analys.readers.problems import Problems
from analys.readers.project import Project, ReadingReport, Skipped
from analys.readers.refi_frames import Frames
from analys.readers.refi_parts import Parts
from analys.readers.refi_passages import PassageReader, Passages
from analys.readers.refi_xml import SECTIONS, Collector
from analys.readers.xmlstream import walk

ROOTS = ("Project", "CodeBook")
NAMESPACES = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
_NOT_TEXT = {"picture": "pictures", "audio": "audio files", "video": "video files"}


def read(path: Path, *, positions: str | None = None) -> Project:
    """Read a REFI-QDA project or codebook.

    Parameters
    ----------
    path
        A `.qdpx`; a `.qde` with its texts in `sources` beside it, or without them; a `.qdc`.
    positions
        What the file's positions are counted in: "code point", "utf-16" or "code point, CRLF as
        one". None leaves it to the exporter: UTF-16 for NVivo, else the standard's code points.

    Raises
    ------
    MaterialError
        If the file is damaged, hostile or contradicts itself; all that is wrong is told at once.
    ParameterError
        If `positions` is none of those.

    """
    problems = Problems(path.name)
    asked = None if positions is None else checked_unit(positions)
    with Package(path) as package:
        parts = Collector(problems).collect(walk(package.project, path.name))
        if parts.root not in ROOTS:
            problems.add("", f"a root element {' or '.join(ROOTS)}", f"<{parts.root}>")
            problems.raise_any()
        unit = asked or unit_of(parts.origin)
        texts = _texts(path, parts)
        reader = PassageReader(parts, texts, package, unit, asked is not None, problems)
        passages = reader.read()
        frames = Frames(parts, passages, problems)
        project = _project(path, frames, texts, package)
    problems.raise_any()
    _report(project, parts, passages, frames)
    return project


def _texts(path: Path, parts: Parts) -> Texts:
    texts = Texts(path)
    for source in parts.sources:
        if source.path:
            texts.paths[source.guid] = source.path
        elif source.content is not None:
            texts.inline[source.guid] = source.content
    return texts


def _project(path: Path, frames: Frames, texts: Texts, package: Package) -> Project:
    return Project(
        path=path,
        sources=frames.sources(),
        codes=frames.codes(),
        coders=frames.coders(),
        codings=frames.codings(),
        cases=frames.cases(),
        case_sources=frames.case_sources(),
        attributes=frames.attributes(),
        memos=frames.memos(package),
        report=ReadingReport(path.name, "unknown", ""),
        text=texts,
    )


def _report(project: Project, parts: Parts, passages: Passages, frames: Frames) -> None:
    report = project.report
    report.exporter = parts.origin or "unknown"
    report.position_unit = passages.unit
    report.quotes_checked, report.quotes_agreeing = passages.checked, passages.agreeing
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
    }
    report.skipped = _skipped(parts, passages, frames)
    report.warnings = _warnings(parts, passages, frames)


def _skipped(parts: Parts, passages: Passages, frames: Frames) -> list[Skipped]:
    skipped = [Skipped(what, n, why) for (what, why), n in (parts.skipped + frames.skipped).items()]
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


def _warnings(parts: Parts, passages: Passages, frames: Frames) -> list[str]:
    warnings = [f"{n} {what}." for what, n in (passages.seen + frames.seen).items()]
    if parts.namespace not in NAMESPACES:
        warnings.append(f"The namespace {parts.namespace!r} is not the standard's.")
    order = [SECTIONS.index(name) for name in parts.sections]
    if order != sorted(order):
        warnings.append(f"Sections stand out of order: {', '.join(parts.sections)}.")
    if passages.agreeing < passages.checked:
        n = passages.checked - passages.agreeing
        warnings.append(
            f"{n} of {passages.checked} stored quotes disagree with the text at their positions, "
            f"counted by {passages.unit}; `positions` sets another unit."
        )
    return warnings
