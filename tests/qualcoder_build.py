"""Small QualCoder databases in the shape of each version, for one quirk each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from analys.readers.positions import UTF_16_CRLF_1, scale

DATE = "2024-05-06 07:08:09"
WINDOW_END = "\u2029"  # what QualCoder's window puts for a line's end in a quote

TABLES = {
    "project": "databaseversion text, date text, memo text, about text, bookmarkfile integer, "
    "bookmarkpos integer, codername text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, "
    "owner text, date text, av_text_id integer, risid integer, unique(name)",
    "code_image": "imid integer primary key, id integer, x1 integer, y1 integer, width integer, "
    "height integer, cid integer, memo text, date text, owner text, important integer",
    "code_av": "avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, "
    "memo text, date text, owner text, important integer",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, "
    "owner text, date text, unique(fid, pos0, pos1, owner)",
    "attribute_type": "name text primary key, date text, owner text, memo text, caseOrFile text, "
    "valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer, "
    "date text, owner text, unique(name, attr_type, id)",
    "case_text": "id integer primary key, caseid integer, fid integer, pos0 integer, "
    "pos1 integer, owner text, date text, memo text",
    "cases": "caseid integer primary key, name text, memo text, owner text, date text, "
    "constraint ucm unique(name)",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, "
    "supercatid integer, unique(name)",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, "
    "pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, "
    "important integer, unique(cid, fid, pos0, pos1, owner)",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, "
    "date text, color text, unique(name)",
    "journal": "jid integer primary key, name text, jentry text, date text, owner text, "
    "unique(name)",
    "graph": "grid integer primary key, name text",
    "ris": "risid integer, tag text, longtag text, value text",
}
"""Version 8."""

ADDED = {
    9: "ALTER TABLE project ADD recently_used_codes text",
    10: "ALTER TABLE code_image ADD pdf_page integer",
    12: "CREATE TABLE manage_files_display (mfid integer primary key, name text)",
    13: "CREATE TABLE files_filter (filterid integer primary key, name text)",
    14: "CREATE TABLE coder_names (name TEXT UNIQUE NOT NULL, visibility INTEGER NOT NULL "
    "DEFAULT 1)",
    15: "ALTER TABLE project ADD avbookmarkfile integer",
    16: "ALTER TABLE code_name ADD supercid integer",
    17: "CREATE TABLE gr_memo_item (gmemoid integer primary key, grid integer)",
}
"""What each version adds."""

BASIC = (
    ("code_cat", {"catid": 1, "name": "Relations"}),
    ("code_name", {"cid": 1, "name": "Trust", "catid": 1, "color": "#FF0000"}),
    ("code_name", {"cid": 2, "name": "Role", "memo": "who does what"}),
)
"""Two codes, one of them in a category."""

Row = tuple[str, dict[str, object]]


class Builder:
    """A database of a version in the folder `p.qda`; rows are added by table."""

    def __init__(
        self,
        folder: Path,
        version: int = 17,
        tables: dict[str, str] = TABLES,
        encoding: str = "UTF-8",
    ) -> None:
        self.path = folder / "p.qda"
        self.path.mkdir()
        self.database = sqlite3.connect(self.path / "data.qda")
        self.execute("PRAGMA synchronous = OFF").execute(f"PRAGMA encoding = '{encoding}'")
        for name, columns in tables.items():
            self.execute(f"CREATE TABLE {name} ({columns})")
        for number, statement in ADDED.items():
            if number <= version:
                self.execute(statement)
        self.add("project", databaseversion=f"v{version}", about="QualCoder 3.5", memo="")

    def execute(self, statement: str, *values: object) -> Builder:
        self.database.execute(statement, values)
        return self

    def add(self, table: str, **cells: object) -> Builder:
        marks = ", ".join("?" * len(cells))
        names = ", ".join(cells)
        return self.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", *cells.values())

    def rows(self, *rows: Row) -> Builder:
        for table, cells in rows:
            self.add(table, **cells)
        return self

    def done(self) -> Path:
        self.database.commit()
        self.database.close()
        return self.path


def text(key: int, fulltext: str | None, name: str | None = None, **more: object) -> Row:
    return "source", {"id": key, "name": name or f"{key}.txt", "fulltext": fulltext, **more}


def coding(
    start: object, end: object, quote: str | None, cid: int = 1, fid: int = 1, **more: object
) -> Row:
    cells = {"cid": cid, "fid": fid, "pos0": start, "pos1": end, "seltext": quote}
    return "code_text", {**cells, "owner": "anna", "date": DATE, **more}


def marked(full: str, quote: str, **more: object) -> Row:
    """A coding as QualCoder's window writes it, with its own sign for a line's end."""
    at = full.index(quote)
    bounds = scale(full, UTF_16_CRLF_1).bounds
    start, end = at, at + len(quote)
    if bounds is not None:
        start, end = int(bounds[start]), int(bounds[end])
    return coding(start, end, quote.replace("\r\n", "\n").replace("\n", WINDOW_END), **more)
