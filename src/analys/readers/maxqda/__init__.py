"""A MAXQDA exchange file (.mex): codings with positions, and no texts that could be read.

Its tables, as MAXQDA 12 writes them: `Texts(ID, Name)`, `Codewords(ID, Name)` and
`Codings(TextID, WordID, SegPos1X, SegPos2X, Author, Date, Preview)`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers import database
from analys.readers.archive import refuse_quoted
from analys.readers.dates import moments
from analys.readers.frames import empty, frame, rows
from analys.readers.held_texts import HeldTexts
from analys.readers.maxqda.places import Mark, Marked, doubt, place
from analys.readers.options import DEFAULT, Options
from analys.readers.package import digest
from analys.readers.positions import checked_unit
from analys.readers.problems import Problems
from analys.readers.project import Project, ReadingReport, Skipped
from analys.readers.text_folder import known_texts, name_of, read_text

NEEDED = {
    "Texts": ("ID", "Name"),
    "Codewords": ("ID", "Name"),
    "Codings": ("TextID", "WordID", "SegPos1X", "SegPos2X"),
}
_EXPORT = (
    "Export from MAXQDA as REFI-QDA (.qdpx), or the coded segments as a table (.xlsx); or name the "
    "folder with the texts (NAME.txt) in material.yaml, projects: [{file: …, texts: FOLDER}]."
)


@dataclass
class _Parts:
    """What was taken from the database: names by id, and the codings that can be placed."""

    texts: dict[str, str]
    codes: dict[str, str]
    marks: list[Mark] = field(default_factory=list)
    coded: list[tuple[str, str | None, str]] = field(default_factory=list)
    """Code, coder and date of each mark."""
    without_place: int = 0
    without_text: dict[str, int] = field(default_factory=dict)


def read(path: Path, options: Options = DEFAULT) -> Project:
    """Read a MAXQDA exchange file with the texts that its codings are on.

    Parameters
    ----------
    options
        Its `texts` is the folder of the texts, without which nothing can be told of the passages;
        `positions` overrules the unit that agrees best.

    Raises
    ------
    MaterialError
        If there are no texts, the file has other tables than are known, contradicts itself, or
        positions lie outside the texts.
    ParameterError
        If `options.positions` names no known unit.

    """
    unit = None if options.positions is None else checked_unit(options.positions)
    settled: list[str] = []
    with database.opened(path) as connection:
        known = database.columns(connection)
        _check_tables(path, known)
        if options.texts is None:
            found = f"positions of {len(_all(connection, 'Codings')):,} codings, and no text"
            raise MaterialError(Problem(path.name, "", "texts with the codings", found, _EXPORT))
        files = known_texts(options.texts)
        names = {str(row["ID"]): str(row["Name"]) for row in _all(connection, "Texts")}
        texts = {
            source: read_text(files[name_of(name)], settled)
            for source, name in names.items()
            if name_of(name) in files
        }
        parts = _parts(path, connection, known["Codings"], names, texts)
    if not parts.marks:
        found = f"none of {', '.join(map(repr, list(names.values())[:3]))}"
        expected = "the texts of the codings, called NAME.txt"
        raise MaterialError(Problem(options.texts.name, "", expected, found, _EXPORT))
    quoted = (min(max(mark.end - mark.start, 0), len(texts[mark.source])) for mark in parts.marks)
    refuse_quoted(path.name, sum(quoted), options.limits)
    marked = place(parts.marks, texts, unit)
    _check_places(path, parts, marked, texts)
    return _project(path, parts, marked, texts, settled)


def _check_tables(path: Path, known: dict[str, set[str]]) -> None:
    problems = Problems(path.name)
    for table, columns in NEEDED.items():
        if lacking := [column for column in columns if column not in known.get(table, ())]:
            found = f"none called {', '.join(lacking)}" if table in known else "no such table"
            problems.add(f"table {table}", f"columns {', '.join(columns)}", found, _EXPORT)
    problems.raise_any()


def _all(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - a name of ours


def _parts(
    path: Path,
    connection: sqlite3.Connection,
    columns: set[str],
    names: dict[str, str],
    texts: dict[str, str],
) -> _Parts:
    codes = {str(row["ID"]): str(row["Name"]) for row in _all(connection, "Codewords")}
    parts, problems = _Parts(names, codes), Problems(path.name)
    for number, row in enumerate(_all(connection, "Codings"), 1):
        given = {name: row[name] for name in columns if row[name] is not None}
        key, source, code = (str(given.get(name, "")) for name in ("ID", "TextID", "WordID"))
        key = key or str(number)
        for what, found, known in (("text", source, names), ("code", code, codes)):
            if found not in known:
                problems.add(f"coding {key}", f"a {what} of the file", f"{found!r}")
        if "SegPos1X" not in given or "SegPos2X" not in given:
            parts.without_place += 1
        elif source not in texts:
            parts.without_text[source] = parts.without_text.get(source, 0) + 1
        else:
            start, end = given["SegPos1X"], given["SegPos2X"]
            if not isinstance(start, int) or not isinstance(end, int):
                problems.add(
                    f"coding {key}", "whole numbers for its place", f"{start!r} to {end!r}"
                )
                continue
            preview = str(given.get("Preview", "")) or None
            parts.marks.append(Mark(key, source, start, end, preview))
            parts.coded.append((code, given.get("Author") or None, str(given.get("Date", ""))))
    problems.raise_any()
    return parts


def _check_places(path: Path, parts: _Parts, marked: Marked, texts: dict[str, str]) -> None:
    """Refuse positions outside the texts; those are not the texts that were coded."""
    problems = Problems(path.name)
    for mark, spot in zip(parts.marks, marked.places, strict=True):
        if spot is None:
            expected = f"a passage within the {len(texts[mark.source]):,} characters of its text"
            advice = f"Is {parts.texts[mark.source]!r} the text that was coded? {_EXPORT}"
            problems.add(f"coding {mark.coding}", expected, f"{mark.start} to {mark.end}", advice)
    problems.raise_any()


def _project(
    path: Path, parts: _Parts, marked: Marked, texts: dict[str, str], settled: list[str]
) -> Project:
    created, unread = moments([date for _, _, date in parts.coded])
    spots = [spot or (0, 0) for spot in marked.places]
    coders = [coder for _, coder, _ in parts.coded]
    held = [texts.get(source) for source in parts.texts]
    report = ReadingReport(path.name, "MAXQDA", marked.unit)
    project = Project(
        path=path,
        sources=frame(
            "sources",
            {
                "source": list(parts.texts),
                "name": list(parts.texts.values()),
                "kind": ["text"] * len(held),
                "part_of": [None] * len(held),
                "characters": [None if text is None else len(text) for text in held],
                "sha256": [None if text is None else digest(text) for text in held],
            },
        ),
        codes=rows(
            "codes",
            [(key, None, name, name, None, None, True) for key, name in parts.codes.items()],
        ),
        coders=rows("coders", [(name, name) for name in dict.fromkeys(coders) if name]),
        codings=frame(
            "codings",
            {
                "coding": [mark.coding for mark in parts.marks],
                "source": [mark.source for mark in parts.marks],
                "start": [start for start, _ in spots],
                "end": [end for _, end in spots],
                "code_id": [code for code, _, _ in parts.coded],
                "coder": coders,
                "selection_coder": [None] * len(coders),
                "created": created,
                "quote": [
                    texts[mark.source][slice(*spot)]
                    for mark, spot in zip(parts.marks, spots, strict=True)
                ],
            },
        ),
        cases=empty("cases"),
        case_sources=empty("case_sources"),
        attributes=empty("attributes"),
        memos=empty("memos"),
        links=empty("links"),
        report=report,
        text=HeldTexts(path.name, texts),
    )
    report.settled = settled
    report.without_coder = coders.count(None)
    marked.agreement.fill(report, lambda unit: marked.fits.get(unit, 0))
    _report(project, parts, marked, unread)
    return project


def _report(project: Project, parts: _Parts, marked: Marked, unread: int) -> None:
    report = project.report
    lost = sum(parts.without_text.values())
    report.counts = {
        "sources": len(project.sources),
        "texts": int(project.sources["characters"].notna().sum()),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": len({(mark.source, mark.start, mark.end) for mark in parts.marks}),
        "codings": len(parts.marks),
        "codings skipped": lost + parts.without_place,
        "cases": 0,
        "attributes": 0,
        "memos": 0,
        "links": 0,
    }
    if lost:
        names = ", ".join(parts.texts[source] for source in list(parts.without_text)[:3])
        report.skipped.append(Skipped("codings", lost, f"there is no text for them ({names})"))
    if parts.without_place:
        why = "they have no place in a text"
        report.skipped.append(Skipped("codings", parts.without_place, why))
    told, warning = doubt(marked)
    report.settled += filter(None, [told])
    report.warnings = [*filter(None, [warning])]
    report.warnings.append("The tree of codes is not read from this format: codes stand in a row.")
    if unread:
        report.warnings.append(f"{unread} dates cannot be read.")
