"""Writes a made material as the files that a real project has."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analys import schemas
from analys.codebook import Codebook
from analys.demo.coders import Mark
from analys.demo.plan import FIRST_CODER, OBSERVED_UNTIL, SECOND_CODER, Municipality
from analys.demo.posts import Event, Spell
from analys.export import write_qdpx
from analys.readers import frames
from analys.readers.project import Project, ReadingReport
from analys.unkeying import SYNTHETIC

TITLE = "Syntetiskt demonstrationsmaterial"
PROJECT = "intervjuer.qdpx"
DECLINED, FELL_AWAY = 2, 1  # interviews that were planned and not held


@dataclass(frozen=True)
class Interview:
    """An interview: what is known of it, its text, and its place in a municipality."""

    interview: str
    case: str
    role: str
    block: str
    date: date
    minutes: int
    asked: str
    quote_consent: str
    text: str


@dataclass(frozen=True)
class Made:
    """All that was made, before it is written."""

    municipalities: Sequence[Municipality]
    interviews: Sequence[Interview]
    marks: Sequence[Mark]
    spells: Sequence[Spell]
    events: Sequence[Event]


def write(made: Made, folder: Path, codebook: Codebook) -> None:
    """Write the project, the four tables and the description into a folder that is there."""
    tables = {
        "cases": (schemas.CASES, made.municipalities),
        "interviews": (schemas.INTERVIEWS, made.interviews),
        "spells": (schemas.SPELLS, made.spells),
        "events": (schemas.EVENTS, made.events),
    }
    for name, (columns, rows) in tables.items():
        _write_table(folder / f"{name}.csv", [column.name for column in columns], rows)
    write_qdpx(project(made, codebook, folder / PROJECT), folder / PROJECT)
    listed = "".join(f"{name}: {name}.csv\n" for name in tables)
    (folder / "material.yaml").write_text(
        f"title: {TITLE}\nsynthetic: true\nprojects: {PROJECT}\n{listed}"
        f"observed_until: {OBSERVED_UNTIL}\n"
        f"planned: {len(made.interviews) + DECLINED + FELL_AWAY}\ndeclined: {DECLINED}\n",
        encoding="utf-8",
        newline="\n",
    )


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[object]) -> None:
    """A CSV file: a row is an object, a column its attribute of that name (`source`: its id)."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row, column) for column in columns] for row in rows)


def _cell(row: object, column: str) -> str:
    value: Any = getattr(row, "interview" if column == "source" else column)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def project(made: Made, codebook: Codebook, path: Path) -> Project:
    """The material as a coding tool's project."""
    texts = {each.interview: each.text for each in made.interviews}
    return Project(
        path=path,
        sources=_sources(texts),
        codes=_codes(codebook),
        coders=frames.rows("coders", [(name, name) for name in (FIRST_CODER, SECOND_CODER)]),
        codings=_codings(made.marks, texts),
        cases=frames.rows("cases", [(each.case, each.case, None) for each in made.municipalities]),
        case_sources=frames.rows(
            "case_sources", [(each.case, each.interview, None, None) for each in made.interviews]
        ),
        attributes=_attributes(made),
        memos=frames.empty("memos"),
        links=frames.empty("links"),
        report=ReadingReport(path.name, SYNTHETIC, "code point"),
        text=texts.__getitem__,
    )


def _sources(texts: Mapping[str, str]) -> pd.DataFrame:
    return frames.rows(
        "sources",
        [
            (name, name, "text", None, len(text), hashlib.sha256(text.encode()).hexdigest())
            for name, text in texts.items()
        ],
    )


def _codes(codebook: Codebook) -> pd.DataFrame:
    """The codebook as a tree of named codes; dilemmas, sides and groups only hold others."""
    nodes = codebook.frame()
    paths: dict[str, str] = {}
    records = []
    for code, parent, kind, label in zip(
        nodes["code"], nodes["parent"], nodes["kind"], nodes["sv"], strict=True
    ):
        name, above = f"{code} {label}", None if pd.isna(parent) else str(parent)
        paths[code] = f"{paths[above]} > {name}" if above else name
        codable = kind not in ("dilemma", "side", "group")
        records.append((code, above, name, paths[code], None, None, codable))
    return frames.rows("codes", records)


def _codings(marks: Sequence[Mark], texts: Mapping[str, str]) -> pd.DataFrame:
    return frames.frame(
        "codings",
        {
            "coding": [f"{mark.interview}/{n}" for n, mark in enumerate(marks, start=1)],
            "source": [mark.interview for mark in marks],
            "start": [mark.start for mark in marks],
            "end": [mark.end for mark in marks],
            "code_id": [mark.code for mark in marks],
            "coder": [mark.coder for mark in marks],
            "selection_coder": [mark.coder for mark in marks],
            "created": [mark.created for mark in marks],
            "quote": [texts[mark.interview][mark.start : mark.end] for mark in marks],
        },
    )


def _attributes(made: Made) -> pd.DataFrame:
    of_cases = [
        ("case", each.case, name, value, "text")
        for each in made.municipalities
        for name, value in (("size", each.size), ("region", each.region))
    ]
    of_sources = [("source", each.interview, "role", each.role, "text") for each in made.interviews]
    return frames.rows("attributes", of_cases + of_sources)
