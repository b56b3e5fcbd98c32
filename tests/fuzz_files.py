"""One small whole file of each kind that can be read, with a little of all that it can hold."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from refi_build import (
    BO,
    CODES,
    OTHER,
    ROLE,
    TEXT,
    TRUST,
    USERS,
    coding,
    guid,
    project,
    selection,
    source,
    sources,
)

SPOKEN = "Vi litar på varandra 🙂.\r\nMen rollerna är oklara, tycker jag.\n"
TRUSTED, UNCLEAR = "Vi litar på varandra 🙂", "rollerna är oklara"
Rows = Sequence[Sequence[Any]]
Tables = Mapping[str, tuple[str, Rows]]


def placed(quote: str, text: str = SPOKEN) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def in_bytes(quote: str, text: str) -> tuple[int, int]:
    start = len(text[: text.index(quote)].encode())
    return start, start + len(quote.encode())


# REFI-QDA


def refi(*texts: str) -> str:
    """A project with every section; `texts` are its sources."""
    size, age, case, note, link = (guid(n) for n in (0x501, 0x502, 0x601, 0x701, 0x801))
    return project(
        USERS,
        CODES.replace('name="Role" isCodable="true"/>', 'name="Role" isCodable="true">'
                      f'<Description>Vem gör vad</Description><Code guid="{guid(0x103)}"'
                      ' name="Unclear" isCodable="true" color="#aa0000"/></Code>'),
        f'<Variables><Variable guid="{size}" name="size" typeOfVariable="Integer"/>'
        f'<Variable guid="{age}" name="day" typeOfVariable="Date"/></Variables>',
        f'<Cases><Case guid="{case}" name="Ekby"><VariableValue><VariableRef targetGUID="{size}"/>'
        f'<IntegerValue>9000</IntegerValue></VariableValue><SourceRef targetGUID="{TEXT}"/>'
        f'<SelectionRef targetGUID="{guid(0x1001)}"/></Case></Cases>',
        sources(*texts),
        f'<Notes><Note guid="{note}" name="Minne" creatingUser="{BO}">'
        "<PlainTextContent>Fråga igen</PlainTextContent></Note></Notes>",
        f'<Links><Link guid="{link}" name="svar" direction="OneWay" originGUID="{note}"'
        f' targetGUID="{TEXT}"/></Links>',
        f'<Sets><Set guid="{guid(0x901)}" name="gender: female">'
        f'<MemberSource targetGUID="{TEXT}"/></Set></Sets>',
    )  # fmt: skip


def coded_source(path: str | None, content: str) -> str:
    start, end = placed(TRUSTED)
    first = selection(start, end, coding(), coding(ROLE, 0x2001, BO), key=0x1001, name=TRUSTED)
    start, end = placed(UNCLEAR)
    note = f'<NoteRef targetGUID="{guid(0x701)}"/>'
    second = selection(start, end, coding(ROLE, 0x2002), note, key=0x1002, name=UNCLEAR, user=BO)
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid(0x502)}"/>'
        "<DateValue>2011-05-06</DateValue></VariableValue>"
    )
    return source(content, first, second, coding(TRUST, 0x2003), value, path=path)


def qdpx(folder: Path) -> Path:
    path = folder / "project.qdpx"
    pdf = f'<PDFSource guid="{OTHER}" name="Protokoll" path="internal://{OTHER}.pdf"></PDFSource>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", refi(coded_source(None, ""), pdf))
        archive.writestr(f"sources/{TEXT}.txt", f"\ufeff{SPOKEN}")
        archive.writestr(f"sources/{OTHER}.pdf", "%PDF-1.4")
    return path


def qde(folder: Path) -> Path:
    path = folder / "project.qde"
    text = SPOKEN.replace("\r", "&#13;")
    content = f"<PlainTextContent>{text}</PlainTextContent>"
    path.write_text(refi(coded_source("", content)), encoding="utf-8")
    return path


def qdc(folder: Path) -> Path:
    path = folder / "codes.qdc"
    codes = CODES.removeprefix("<CodeBook>").removesuffix("</CodeBook>")
    members = f'<Sets><Set guid="{guid(3)}" name="S"><MemberCode guid="{TRUST}"/></Set></Sets>'
    urn = "urn:QDA-XML:codebook:1.0"
    path.write_text(f'<CodeBook xmlns="{urn}" origin="T">{codes}{members}</CodeBook>', "utf-8")
    return path


# Databases. Keys are not declared, so that a test can put anything into any cell.


def database(path: Path, tables: Tables, application: int = 0) -> Path:
    with closing(sqlite3.connect(path)) as made, made:
        made.execute(f"PRAGMA application_id = {application}")
        for name, (columns, rows) in tables.items():
            made.execute(f"CREATE TABLE {name} ({columns})")
            marks = ", ".join("?" for _ in columns.split(","))
            made.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    return path


DAY = "2024-05-06 07:08:09"


def qualcoder(folder: Path) -> Path:
    tables = {
        "project": (
            "databaseversion, date, memo, about, codername",
            [("v11", DAY, "Om", "QualCoder 3.6", "anna")],
        ),
        "source": (
            "id, name, fulltext, mediapath, memo, owner, date, av_text_id, risid",
            [
                (1, "Ett", SPOKEN, None, "Obs", "anna", DAY, None, None),
                (2, "b.jpg", None, "/images/b.jpg", "", "anna", DAY, None, None),
            ],
        ),
        "code_cat": (
            "catid, name, owner, date, memo, supercatid",
            [(1, "Samarbete", "anna", DAY, "", None), (2, "Roller", "anna", DAY, "", 1)],
        ),
        "code_name": (
            "cid, name, memo, catid, owner, date, color",
            [
                (1, "Trust", "Tillit", 1, "anna", DAY, "#aa0000"),
                (2, "Role", "", 2, "bo", DAY, "#00aa00"),
            ],
        ),
        "code_text": (
            "ctid, cid, fid, seltext, pos0, pos1, owner, date, memo, avid, important",
            [
                (1, 1, 1, TRUSTED, *placed(TRUSTED), "anna", DAY, "Tydligt", None, 1),
                (2, 2, 1, UNCLEAR, *placed(UNCLEAR), "bo", DAY, "", None, None),
            ],
        ),
        "code_image": (
            "imid, id, x1, y1, width, height, cid, memo, date, owner, important",
            [(1, 2, 0, 0, 9, 9, 1, "", DAY, "bo", None)],
        ),
        "code_av": ("avid, id, pos0, pos1, cid, memo, date, owner, important", []),
        "annotation": (
            "anid, fid, pos0, pos1, memo, owner, date",
            [(1, 1, *placed(UNCLEAR), "Fråga igen", "bo", DAY)],
        ),
        "cases": ("caseid, name, memo, owner, date", [(1, "Ekby", "", "anna", DAY)]),
        "case_text": (
            "id, caseid, fid, pos0, pos1, owner, date, memo",
            [(1, 1, 1, 0, len(SPOKEN) - 1, "anna", DAY, "")],
        ),
        "attribute_type": (
            "name, date, owner, memo, caseOrFile, valuetype",
            [
                ("size", DAY, "anna", "", "case", "numeric"),
                ("day", DAY, "anna", "", "file", "character"),
            ],
        ),
        "attribute": (
            "attrid, name, attr_type, value, id, date, owner",
            [
                (1, "size", "case", "9000", 1, DAY, "anna"),
                (2, "day", "file", "fredag", 1, DAY, "anna"),
            ],
        ),
        "journal": ("jid, name, jentry, date, owner", [(1, "Dag", "Vi började", DAY, "anna")]),
    }
    (folder / "study.qda").mkdir()
    return database(folder / "study.qda" / "data.qda", tables)


TAGUETTE_ID = 1416066164


def taguette(folder: Path) -> Path:
    first, second = SPOKEN.splitlines()
    html = f"<div><p>{first} &amp; så</p>\n<p>{second}</p></div>"
    read = f"{first} & så\n{second}"
    highlight = (
        '{{"type": "highlight_add", "highlight_id": {}, "start_offset": {}, "end_offset": {}}}'
    )
    places = [in_bytes(quote, read) for quote in (TRUSTED, UNCLEAR)]
    tables = {
        "projects": (
            "id, name, description, created",
            [(1, "Samarbete", "Om", DAY)],
        ),
        "documents": (
            "id, name, description, filename, created, project_id, text_direction, contents",
            [(1, "Ett", "Obs", "ett.html", DAY, 1, "LEFT_TO_RIGHT", html)],
        ),
        "tags": (
            "id, project_id, path, description",
            [(1, 1, "trust", "Tillit"), (2, 1, "roles", ""), (3, 1, "roles.unclear", "")],
        ),
        "highlights": (
            "id, document_id, start_offset, end_offset, snippet",
            [(1, 1, *places[0], TRUSTED), (2, 1, *places[1], UNCLEAR)],
        ),
        "highlight_tags": ("highlight_id, tag_id", [(1, 1), (1, 2), (2, 3)]),
        "users": ("login, created", [("anna", DAY), ("bo", DAY)]),
        "project_members": ("project_id, user_login, privileges", [(1, "anna", "ADMIN")]),
        "commands": (
            "id, date, user_login, project_id, document_id, payload",
            [
                (n, DAY, user, 1, 1, highlight.format(n, *places[n - 1]))
                for n, user in ((1, "anna"), (2, "bo"))
            ],
        ),
        "alembic_version": ("version_num", [("4b3d7e2d4e2a",)]),
    }
    return database(folder / "project.sqlite3", tables, TAGUETTE_ID)


def maxqda(folder: Path) -> Path:
    tables = {
        "Texts": ("ID, Name, Text", [(1, "Ett", SPOKEN)]),
        "Codewords": ("ID, Name, ParentID", [(1, "Trust", 0), (2, "Role", 1)]),
        "Codings": (
            "ID, TextID, WordID, SegPos1X, SegPos1Y, SegPos2X, SegPos2Y, Author, Date",
            [
                (1, 1, 1, 0, 0, placed(TRUSTED)[1], 0, "anna", DAY),
                (2, 1, 2, placed(UNCLEAR)[0], 0, placed(UNCLEAR)[1], 0, "bo", DAY),
            ],
        ),
    }
    (folder / TEXTS).mkdir(exist_ok=True)
    (folder / TEXTS / "Ett.txt").write_text(SPOKEN, encoding="utf-8", newline="")
    return database(folder / "exchange.mex", tables)


# Tables

HEAD = ("Document", "Code", "Segment", "Author", "Begin", "End")
CODED = (
    ("Ett", "Trust", TRUSTED, "Anna", *placed(TRUSTED)),
    ("Ett", "Role > Unclear", UNCLEAR, "Bo", *placed(UNCLEAR)),
)


def table(folder: Path) -> Path:
    lines = [";".join(f'"{cell}"' for cell in row) for row in (HEAD, *CODED)]
    path = folder / "segments.csv"
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def taguette_table(folder: Path) -> Path:
    rows = (("id", "document", "tag", "content"), (1, "Ett", "trust", TRUSTED))
    path = folder / "highlights.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    return path


def workbook(folder: Path) -> Path:
    made = Workbook()
    for row in (HEAD, *CODED):
        made.active.append(row)
    path = folder / "segments.xlsx"
    made.save(path)
    return path


KINDS: dict[str, Callable[[Path], Path]] = {
    made.__name__: made
    for made in (qdpx, qde, qdc, qualcoder, taguette, maxqda, table, taguette_table, workbook)
}
ZIPS = ("qdpx", "workbook")
TEXTS = "texts"
DATABASES = ("qualcoder", "taguette", "maxqda")
TABLES = ("table", "taguette_table")
