import sqlite3
import zipfile

import pytest

from analys.errors import MaterialError
from analys.readers import read
from refi_build import CODES, coding, one_text, project, selection, source, whole


def database(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_the_content_says_what_a_file_is_not_its_name(tmp_path):
    path = one_text(tmp_path, whole(source(selection(0, 3, coding()))), "hej")
    assert read(path.rename(tmp_path / "mejl.dat")).codings.quote.tolist() == ["hej"]
    (tmp_path / "kodbok.txt").write_text("\ufeff\n " + project(CODES), encoding="utf-8")
    assert read(tmp_path / "kodbok.txt").codes.name.tolist() == ["Trust", "Role"]


def test_a_codebook_gives_a_project_without_sources(tmp_path):
    inner = CODES.removeprefix("<CodeBook>").removesuffix("</CodeBook>")
    xml = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{inner}</CodeBook>'
    (tmp_path / "a.qdc").write_text(xml, encoding="utf-8")
    found = read(tmp_path / "a.qdc")
    assert found.codes.path.tolist() == ["Trust", "Role"]
    assert len(found.sources) == len(found.codings) == len(found.cases) == 0
    assert found.report.warnings == []


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (["CREATE TABLE x(a)"], "a database of an unknown tool"),
    ],
)
def test_databases_are_known_and_told_what_to_do(tmp_path, made, told):
    path = database(tmp_path / "p.db", *made, "CREATE TABLE IF NOT EXISTS more(a)")
    with pytest.raises(MaterialError, match=rf"{told}.*REFI-QDA \(\.qdpx\)"):
        read(path)


def test_a_damaged_database_is_told(tmp_path):
    (tmp_path / "p.db").write_bytes(b"SQLite format 3\x00" + bytes(10) + b"\x01" * 500)
    with pytest.raises(MaterialError, match="found a damaged SQLite database"):
        read(tmp_path / "p.db")


def test_a_qualcoder_folder_is_known(tmp_path):
    (tmp_path / "p.qda").mkdir()
    database(tmp_path / "p.qda/data.qda", "CREATE TABLE x(a)")
    with pytest.raises(MaterialError, match="expected a table of QualCoder"):
        read(tmp_path / "p.qda")


def test_a_workbook_is_known(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(MaterialError, match="expected an Excel workbook; found one that cannot"):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"Kod;Fragment\r\nTillit;hej\r\n", "a heading for the document"),
        ("Kod;Fragment\r\nTillit;hej\r\n".encode("utf-16"), "a heading for the document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "an old Office or tool's own file"),
        (b"", "found an empty file"),
        (b"<html></html>", "XML with the root element <html>"),
        (b"\x00\x01\x02\x03", "found something else"),
        (b"hej", "found something else"),
    ],
)
def test_other_files_are_told_apart(tmp_path, data, told):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(MaterialError, match=told):
        read(tmp_path / "x")


def test_a_zip_of_something_else_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("hej.txt", "")
    with pytest.raises(MaterialError, match=r"a zip without a \*\.qde \(it holds hej\.txt\)"):
        read(tmp_path / "a.zip")


def test_a_folder_and_a_missing_file_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "no.qdpx"):
        with pytest.raises(MaterialError, match="expected a file that can be opened"):
            read(path)
