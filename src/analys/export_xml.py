"""A `Project` as the XML of REFI-QDA 1.5, piece by piece, in the standard's order of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

from analys.export_checks import ILLEGAL, TYPES
from analys.readers.project import Project

LONGEST_NAME = 100
"""Characters of a quote that name its passage, as ATLAS.ti cuts it."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SPECIAL = re.compile('[&<>"\t\n\r]')
_ILLEGAL = re.compile(ILLEGAL)
_IN_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_TEXT = {"\r": "&#13;"}
_ELEMENTS = {
    "text": "TextSource",
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"\
"""


def guid_of(kind: str, key: str) -> str:
    """Return the id itself where it is a GUID; else one made from it and the kind of thing.

    Examples
    --------
    >>> guid_of("code", "GZ") == guid_of("code", "GZ") != guid_of("source", "GZ")
    True

    """
    lower = key.lower()
    return lower if _GUID.fullmatch(lower) else str(uuid5(NAMESPACE_URL, f"{kind} {key}"))


def document(project: Project) -> Iterator[str]:
    """Give the whole document; passages are made text by text, so that memory stays level."""
    exporter = project.report.exporter
    origin = exporter if exporter.startswith("analys") else "analys"
    yield f"{_HEAD}{_attribute('name', project.path.stem)}{_attribute('origin', origin)}>\n"
    yield from _section("Users", _users(project))
    codes = _section("Codes", _codes(project))
    yield from _section("CodeBook", codes)
    yield from _section("Variables", _variables(project))
    yield from _section("Cases", _cases(project))
    yield from _section("Sources", _sources(project))
    yield from _section("Notes", _notes(project))
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


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows as tuples with the columns' names, None where a value is missing."""
    return frame.astype(object).where(frame.notna(), None).itertuples()


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return ""
    if _SPECIAL.search(value):
        value = escape(value, _IN_ATTRIBUTE)
    return f' {name}="{value}"'


def _element(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{escape(text, _IN_TEXT)}</{name}>"


def _reference(name: str, kind: str, key: str) -> str:
    return f'<{name} targetGUID="{guid_of(kind, key)}"/>'


def _users(project: Project) -> Iterator[str]:
    for row in _rows(project.coders):
        yield f'<User guid="{guid_of("coder", row.coder_id)}"{_attribute("name", row.name)}/>\n'


def _codes(project: Project) -> Iterator[str]:
    """Nest the codes, in the order of the frame among those of one parent."""
    children: dict[str | None, list[Any]] = {}
    for row in _rows(project.codes):
        children.setdefault(row.parent, []).append(row)
    waiting: list[Any] = children.get(None, [])[::-1]
    while waiting:
        row = waiting.pop()
        if isinstance(row, str):
            yield row
            continue
        codable = str(bool(row.codable)).lower()
        start = f'<Code guid="{guid_of("code", row.code_id)}"{_attribute("name", row.name)}'
        yield f'{start} isCodable="{codable}"{_attribute("color", row.color)}>'
        yield _element("Description", row.description)
        waiting.append("</Code>\n")
        waiting.extend(children.get(row.code_id, [])[::-1])


def _variable_guid(name: str, type_: str) -> str:
    return guid_of("variable", f"{type_} {name}")


def _variables(project: Project) -> Iterator[str]:
    for row in _rows(project.attributes.drop_duplicates(["name", "type"])):
        key = _variable_guid(row.name, row.type)
        kind = TYPES[row.type]
        yield f'<Variable guid="{key}"{_attribute("name", row.name)} typeOfVariable="{kind}"/>\n'


def _values(project: Project, kind: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    attributes = project.attributes
    for row in _rows(attributes[attributes["owner_kind"] == kind]):
        reference = f'<VariableRef targetGUID="{_variable_guid(row.name, row.type)}"/>'
        value = _element(f"{TYPES[row.type]}Value", row.value)
        told = f"<VariableValue>{reference}{value}</VariableValue>\n"
        values.setdefault(row.owner, []).append(told)
    return values


def _cases(project: Project) -> Iterator[str]:
    values = _values(project, "case")
    sources = project.case_sources.groupby("case_id", sort=False)["source"].agg(list).to_dict()
    for row in _rows(project.cases):
        yield f'<Case guid="{guid_of("case", row.case_id)}"{_attribute("name", row.name)}>'
        yield _element("Description", row.description)
        yield from values.get(row.case_id, [])
        for source in sources.get(row.case_id, []):
            yield _reference("SourceRef", "source", source)
        yield "</Case>\n"


def _sources(project: Project) -> Iterator[str]:
    values = _values(project, "source")
    passages, bounds = _passages(project)
    whole = project.codings[project.codings["start"].isna()].sort_values("coding")
    whole = whole.assign(created=_dates(whole["created"]))
    codings = {key: list(_codings(rows)) for key, rows in whole.groupby("source")}
    notes = _note_refs(project)
    for number, row in enumerate(_rows(project.sources)):
        key, name = guid_of("source", row.source), _ELEMENTS[row.kind]
        path, inner, end = "", "", ""
        if row.characters is not None:
            path = f' plainTextPath="internal://{key}.txt"'
            if row.kind != "text":
                inner = f'<Representation guid="{guid_of("representation", key)}"{path}>\n'
                path, end = "", "</Representation>\n"
        yield f'<{name} guid="{key}"{_attribute("name", row.name)}{path}>\n{inner}'
        mine = passages.iloc[bounds[number] : bounds[number + 1]]
        if len(mine):
            yield from _selections(mine, key, project.text(row.source))
        yield end
        yield from codings.get(row.source, [])
        yield from notes.get(row.source, [])
        yield from values.get(row.source, [])
        yield f"</{name}>\n"


def _passages(project: Project) -> tuple[pd.DataFrame, list[int]]:
    """Sort codings and memos on passages by place; give where each source's begin."""
    codings = project.codings[project.codings["start"].notna()]
    memos = project.memos[project.memos["start"].notna()]
    place = ["source", "start", "end"]
    made = ["coding", "code_id", "coder", "created"]
    rows = pd.concat(
        [
            codings[[*place, *made]].assign(marker=codings["selection_coder"].fillna("")),
            memos[[*place, "memo"]].assign(marker=memos["coder"].fillna("")),
        ]
    )
    order = {source: number for number, source in enumerate(project.sources["source"])}
    rows = rows.assign(order=rows["source"].map(order), created=_dates(rows["created"]))
    rows = rows.sort_values(["order", "start", "end", "marker", "coding", "memo"], kind="stable")
    bounds = np.searchsorted(rows["order"].to_numpy(), np.arange(len(order) + 1)).tolist()
    return rows, bounds


def _selections(rows: pd.DataFrame, source: str, text: str) -> Iterator[str]:
    """Write each passage once, with its codings and then its notes."""
    places = list(zip(rows["start"].tolist(), rows["end"].tolist(), rows["marker"], strict=True))
    pieces = _codings(rows)
    last = None
    for place, piece in zip(places, pieces, strict=True):
        if place != last:
            if last is not None:
                yield "</PlainTextSelection>\n"
            start, end, marker = place
            key = uuid5(NAMESPACE_URL, f"passage {source} {start} {end} {marker}")
            user = f' creatingUser="{guid_of("coder", marker)}"' if marker else ""
            name = _attribute("name", _named(text[start:end]))
            span = f'startPosition="{start}" endPosition="{end}"'
            yield f'<PlainTextSelection guid="{key}"{name} {span}{user}>\n'
            last = place
        yield piece
    yield "</PlainTextSelection>\n"


def _named(quote: str) -> str:
    cut = quote if len(quote) <= LONGEST_NAME else quote[: LONGEST_NAME - 1] + "…"
    return _ILLEGAL.sub("", cut)


def _codings(rows: pd.DataFrame) -> Iterator[str]:
    """Write a Coding, or the reference to a note, for each row."""
    columns = ["coding", "code_id", "coder", "created"]
    codings = zip(*(rows[column].tolist() for column in columns), strict=True)
    memos = rows["memo"].tolist() if "memo" in rows else [None] * len(rows)
    for (coding, code, coder, created), memo in zip(codings, memos, strict=True):
        if not isinstance(coding, str):
            yield _reference("NoteRef", "memo", memo)
            continue
        user = f' creatingUser="{_known_guid("coder", coder)}"' if isinstance(coder, str) else ""
        date = f' creationDateTime="{created}"' if created else ""
        reference = f'<CodeRef targetGUID="{_known_guid("code", code)}"/>'
        yield f'<Coding guid="{guid_of("coding", coding)}"{user}{date}>{reference}</Coding>\n'


_known_guid = cache(guid_of)


def _dates(created: pd.Series) -> list[str]:
    """Write dates as the standard does, "" for none; with fractions where any date has one."""
    values = created.dt.tz_convert(None).to_numpy("datetime64[us]")
    unit = "s" if (values == values.astype("datetime64[s]"))[~np.isnat(values)].all() else "us"
    told = np.datetime_as_string(values.astype(f"datetime64[{unit}]"))
    return ["" if date == "NaT" else f"{date}Z" for date in told.tolist()]


def _note_refs(project: Project) -> dict[str, list[str]]:
    """Write the references of notes on whole sources."""
    notes: dict[str, list[str]] = {}
    memos = project.memos
    for row in _rows(memos[memos["start"].isna() & memos["source"].notna()]):
        notes.setdefault(row.source, []).append(_reference("NoteRef", "memo", row.memo) + "\n")
    return notes


def _notes(project: Project) -> Iterator[str]:
    """Write each note once, however many places refer to it."""
    for row in _rows(project.memos.drop_duplicates("memo")):
        user = "" if row.coder is None else f' creatingUser="{guid_of("coder", row.coder)}"'
        content = _element("PlainTextContent", row.text)
        yield f'<Note guid="{guid_of("memo", row.memo)}"{user}>{content}</Note>\n'
