"""A `Project` as the XML of REFI-QDA 1.5, piece by piece, in the standard's order of elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analys.export.elements import attribute, element, guid_of, reference, rows, user
from analys.export.passages import Passages, place_of
from analys.export.sources import Sources
from analys.export.values import typed, values_of, variables
from analys.readers.project import Project

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"\
"""


def document(project: Project) -> Iterator[str]:
    """Give the whole document; passages are made text by text, so that memory stays level."""
    exporter = project.report.exporter
    origin = exporter if exporter.startswith("analys") else "analys"
    yield f"{_HEAD}{attribute('name', project.path.stem)}{attribute('origin', origin)}>\n"
    yield from _section("Users", _users(project))
    codes = _section("Codes", _codes(project))
    yield from _section("CodeBook", codes)
    attributes, passages = typed(project), Passages(project)
    yield from _section("Variables", variables(attributes))
    yield from _section("Cases", _cases(project, values_of(attributes, "case"), passages))
    yield from _section("Sources", Sources(project, attributes, passages).write())
    yield from _section("Notes", _notes(project))
    yield from _section("Links", _links(project, passages))
    yield "</Project>\n"


def _section(name: str, pieces: Iterator[str]) -> Iterator[str]:
    """Wrap the pieces; a section without any is left out, as the standard asks."""
    first = next(pieces, None)
    if first is None:
        return
    yield f"<{name}>\n"
    yield first
    yield from pieces
    yield f"</{name}>\n"


def _users(project: Project) -> Iterator[str]:
    for row in rows(project.coders):
        yield f'<User guid="{guid_of("coder", row.coder_id)}"{attribute("name", row.name)}/>\n'


def _codes(project: Project) -> Iterator[str]:
    """Nest the codes, in the order of the frame among those of one parent."""
    children: dict[str | None, list[Any]] = {}
    for row in rows(project.codes):
        children.setdefault(row.parent, []).append(row)
    waiting: list[Any] = children.get(None, [])[::-1]
    while waiting:
        row = waiting.pop()
        if isinstance(row, str):
            yield row
            continue
        codable = str(bool(row.codable)).lower()
        start = f'<Code guid="{guid_of("code", row.code_id)}"{attribute("name", row.name)}'
        yield f'{start} isCodable="{codable}"{attribute("color", row.color)}>'
        yield element("Description", row.description)
        waiting.append("</Code>\n")
        waiting.extend(children.get(row.code_id, [])[::-1])


def _cases(project: Project, values: dict[str, list[str]], passages: Passages) -> Iterator[str]:
    parts = {key: list(rows(found)) for key, found in project.case_sources.groupby("case_id")}
    for row in rows(project.cases):
        yield f'<Case guid="{guid_of("case", row.case_id)}"{attribute("name", row.name)}>'
        yield element("Description", row.description)
        yield from values.get(row.case_id, [])
        mine = parts.get(row.case_id, [])
        for part in mine:
            if part.start is None:
                yield reference("SourceRef", "source", part.source)
        for part in mine:
            if part.start is not None:
                key = passages.guid((part.source, part.start, part.end))
                yield f'<SelectionRef targetGUID="{key}"/>'
        yield "</Case>\n"


def _notes(project: Project) -> Iterator[str]:
    """Write each note once, however many places refer to it."""
    for row in rows(project.memos.drop_duplicates("memo")):
        content = element("PlainTextContent", row.text)
        yield f'<Note guid="{guid_of("memo", row.memo)}"{user(row.coder)}>{content}</Note>\n'


def _links(project: Project, passages: Passages) -> Iterator[str]:
    def end(kind: str, key: str) -> str:
        return passages.guid(place_of(key)) if kind == "selection" else guid_of(kind, key)

    for row in rows(project.links):
        ends = f'originGUID="{end(row.origin_kind, row.origin)}"'
        ends += f' targetGUID="{end(row.target_kind, row.target)}"'
        key = guid_of("link", row.link)
        yield f'<Link guid="{key}"{attribute("name", row.name)} direction="OneWay" {ends}/>\n'
