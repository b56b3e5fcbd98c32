"""Small files that would fill the memory, never end or lead out of their folder, if they were let.

All are read in one process of their own, which tells how its memory grew.
"""

from __future__ import annotations

import json
import re
import resource
import sqlite3
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from analys.errors import AnalysError
from analys.readers import read
from fuzz_files import KINDS, SPOKEN, coded_source, refi
from refi_build import CODES, TEXT, USERS, coding, guid, project, selection, source, sources

MB = 1 << 20
MOST = 300
"""MB that all of them together may add; each would take more, or has no end."""

LATEST = 300
"""Seconds after which one is held to have no end."""

Made = dict[str, bytes]
WORKBOOK = "xl/worksheets/sheet1.xml"


def zipped(path: Path, members: Made) -> Path:
    """A zip of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def blown(path: Path, member: str, megabytes: int, others: Made) -> Path:
    """A zip with one member of spaces, which are packed a thousand times smaller."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in others.items():
            archive.writestr(name, data)
        with archive.open(member, "w") as stream:
            for _ in range(megabytes):
                stream.write(b" " * MB)
    assert path.stat().st_size < 400_000
    return path


def text_project(text_path: str | None = None) -> bytes:
    return refi(coded_source(text_path, "")).encode()


def changed(folder: Path, kind: str, name: str, change: Callable[[Made], Made]) -> Path:
    """The whole file of a kind with its members changed, called `name`."""
    with zipfile.ZipFile(KINDS[kind](folder)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return zipped(folder / name, change(members))


def zip_bomb_project(folder: Path) -> Path:
    return blown(folder / "a.qdpx", "project.qde", 300, {})


def zip_bomb_text(folder: Path) -> Path:
    return blown(folder / "a.qdpx", f"sources/{TEXT}.txt", 300, {"project.qde": text_project()})


def zip_bomb_workbook(folder: Path) -> Path:
    with zipfile.ZipFile(KINDS["workbook"](folder)) as archive:
        others = {each: archive.read(each) for each in archive.namelist() if each != WORKBOOK}
    return blown(folder / "a.xlsx", WORKBOOK, 300, others)


def many_texts_below_the_ratio(folder: Path) -> Path:
    """Each just small enough not to be held for a bomb; they go through one by one."""
    keys = [guid(0x9000 + n) for n in range(12)]
    xml = project(USERS, CODES, sources(*(source(key=key) for key in keys)))
    texts = {f"sources/{key}.txt": b"a" * (15 * MB) for key in keys}
    return zipped(folder / "a.qdpx", {"project.qde": xml.encode(), **texts})


def two_gigabytes_by_header(folder: Path) -> Path:
    """The zip's directory says that a member is larger than it is."""
    path = zipped(folder / "a.qdpx", {"project.qde": text_project()})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 2 << 30)
    path.write_bytes(data)
    return path


LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
)  # fmt: skip
BILLION = f"<!DOCTYPE x [{LAUGHS}]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>'
BY_PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'
LAUGHING = source("<PlainTextContent>&a9;</PlainTextContent>", path="")


def _entities(head: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / "a.qde"
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{head}'
        xml = project(USERS, CODES, sources(LAUGHING), head=declared)
        path.write_bytes(xml.encode(encoding))
        return path

    return made


def entities_in_a_zip(folder: Path) -> Path:
    xml = project(USERS, CODES, sources(LAUGHING), head=BILLION)
    return zipped(folder / "a.qdpx", {"project.qde": xml.encode()})


def entities_in_a_codebook(folder: Path) -> Path:
    path = folder / "a.qdc"
    path.write_text(f'{BILLION}<CodeBook origin="&a9;"><Codes/></CodeBook>', encoding="utf-8")
    return path


def entities_in_a_workbook(folder: Path) -> Path:
    def change(members: Made) -> Made:
        name = next(each for each in members if each.endswith(("sharedStrings.xml", "sheet1.xml")))
        sheet = members[name].decode()
        head, mark, rest = sheet.partition("?>") if sheet.startswith("<?xml") else ("", "", sheet)
        bombed = f"{head}{mark}{BILLION}{rest}".replace("Document<", "&a9;<")
        return {**members, name: bombed.encode()}

    return changed(folder, "workbook", "a.xlsx", change)


def deep_codes(folder: Path) -> Path:
    n = 200_000
    opened = f'<Code guid="{TEXT}" name="x" isCodable="true">'
    codes = f"<CodeBook><Codes>{opened * n}{'</Code>' * n}</Codes></CodeBook>"
    return zipped(folder / "a.qdpx", {"project.qde": project(codes).encode()})


def deep_and_never_closed(folder: Path) -> Path:
    path = folder / "a.qde"
    path.write_text('<Project xmlns="urn:QDA-XML:project:1.0">' + "<a>" * 2_000_000, "utf-8")
    return path


def a_far_cell(folder: Path) -> Path:
    """One cell in the last corner of the sheet: 17,000,000,000 empty ones before it."""

    def change(members: Made) -> Made:
        sheet = members[WORKBOOK].decode()
        cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        sheet = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', sheet)
        return {**members, WORKBOOK: sheet.replace("</sheetData>", f"{cell}</sheetData>").encode()}

    return changed(folder, "workbook", "a.xlsx", change)


def a_row_without_end(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text("Document;Code;Segment\n" + ";" * 3_000_000, encoding="utf-8")
    return path


def _database(kind: str, *statements: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = KINDS[kind](folder)
        with closing(sqlite3.connect(path)) as database, database:
            for statement in statements:
                database.execute(statement)
        return path

    return made


def _no_end(table: str, columns: str) -> tuple[str, str]:
    """A view in the place of a table, of which there is always another row."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    cells = ", ".join(f"i AS {column}" for column in columns.split())
    return f"DROP TABLE {table}", f"CREATE VIEW {table} AS {numbers} SELECT {cells} FROM n"


DTD = "expected no DTD; found a DOCTYPE"
BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb as project": (zip_bomb_project, "unpacks to at most 200 times"),
    "zip bomb as text": (zip_bomb_text, "unpacks to at most 200 times"),
    "zip bomb in a workbook": (zip_bomb_workbook, "at most 256 MiB; found 300 MiB"),
    "many texts": (many_texts_below_the_ratio, "^$"),
    "2 GB by header": (two_gigabytes_by_header, "at most 1,024 MiB; found 2,048 MiB"),
    "billion laughs": (_entities(BILLION), DTD),
    "billion laughs in UTF-16": (_entities(BILLION, "utf-16"), DTD),
    "external entity": (_entities(OUTSIDE), DTD),
    "parameter entity": (_entities(BY_PARAMETER), DTD),
    "billion laughs in a zip": (entities_in_a_zip, DTD),
    "billion laughs in a codebook": (entities_in_a_codebook, DTD),
    "billion laughs in a workbook": (entities_in_a_workbook, "document type of its own"),
    "deep codes": (deep_codes, "at most 200 elements within each other"),
    "deep and never closed": (deep_and_never_closed, "at most 200 elements within each other"),
    "a far cell": (a_far_cell, ""),
    "a row without end": (a_row_without_end, ""),
    "QualCoder without end": (_database("qualcoder", *_no_end("annotation", "anid fid pos0")), ""),
    "Taguette without end": (_database("taguette", *_no_end("highlights", "id document_id")), ""),
    "MAXQDA without end": (_database("maxqda", *_no_end("Codings", "TextID WordID")), ""),
    "a cell that is made": (
        _database(
            "qualcoder",
            "ALTER TABLE source DROP COLUMN memo",
            "ALTER TABLE source ADD COLUMN memo GENERATED ALWAYS AS (zeroblob(900000000))",
        ),
        "",
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Name -> what was told of it and MB that the memory grew by; read in turn, elsewhere."""
    paths = {}
    for name, (make, _) in BOMBS.items():
        paths[name] = str(make(tmp_path_factory.mktemp("bomb")))
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        timeout=LATEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {
        name: (error, grown) for name, error, grown in map(json.loads, done.stdout.split("\n\n"))
    }


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_of_and_does_not_go_off(told, name):
    error, grown = told[name]
    assert not error.startswith("CRASH"), error
    assert re.search(BOMBS[name][1], error)
    assert grown < MOST


# Paths that lead out


SECRET = "hemligt"


@pytest.mark.parametrize(
    "reference",
    [
        "internal://../../secret.txt",
        "internal:///../../secret.txt",
        "../secret.txt",
        "relative:///../secret.txt",
        "relative://../secret.txt",
        "absolute://{folder}/secret.txt",
        "absolute:///{folder}/secret.txt",
        "{folder}/secret.txt",
        "file://{folder}/secret.txt",
        "relative:///inner/link.txt",
        "internal://link.txt",
        "relative:///..%2fsecret.txt",
        "C:\\secret.txt",
        "relative:///a\x7f/../../secret.txt",
    ],
)
@pytest.mark.parametrize("bare", [False, True], ids=["in a zip", "bare"])
def test_no_path_leads_out_of_the_projects_folder(tmp_path, reference, bare):
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "project"
    (folder / "inner").mkdir(parents=True)
    (folder / "sources").mkdir()
    for link in (folder / "inner" / "link.txt", folder / "sources" / "link.txt"):
        link.symlink_to(tmp_path / "secret.txt")
    path = reference.format(folder=tmp_path)
    xml = project(USERS, CODES, sources(source(path=path)))
    if bare:
        file = folder / "a.qde"
        file.write_text(xml, encoding="utf-8")
    else:
        file = zipped(folder / "a.qdpx", {"project.qde": xml.encode()})
    assert SECRET not in spoken(file)


def spoken(file: Path) -> str:
    """All texts of a project, or what is told instead."""
    try:
        found = read(file)
        return "".join(map(found.text, found.sources.dropna(subset="sha256")["source"]))
    except AnalysError as error:
        return str(error)


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    info = zipfile.ZipInfo(f"sources/{TEXT}.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project(USERS, CODES, sources(source())))
        archive.writestr(info, str(tmp_path / "secret.txt"))
    assert SECRET not in read(path).text(TEXT)


def test_quotes_that_would_fill_the_memory_are_refused(tmp_path):
    text = SPOKEN * 10_000
    n = (2 << 30) // len(text)
    many = (selection(0, len(text) - at, coding(key=0x900000 + at), key=at) for at in range(n))
    xml = project(USERS, CODES, sources(source(*many)))
    path = zipped(tmp_path / "a.qdpx", {"project.qde": xml.encode(), f"sources/{TEXT}.txt": text})
    with pytest.raises(AnalysError, match="characters of quotes"):
        read(path)


def _peak() -> float:
    """MB that this process has held at most; Linux counts a new program anew only here."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8"))
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


if __name__ == "__main__":
    lines, before = [], _peak()
    for name, path in json.load(sys.stdin).items():
        try:
            read(Path(path))
            error = ""
        except AnalysError as problem:
            error = str(problem)
        except Exception as crash:
            error = f"CRASH {type(crash).__name__}: {crash}"
        lines.append(json.dumps([name, error, _peak() - before]))
    sys.stdout.write("\n\n".join(lines))
