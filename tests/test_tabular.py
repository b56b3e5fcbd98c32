"""CSV files as people's programs write them."""

import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from analys.errors import MaterialError
from analys.readers.archive import MIB, Limits
from analys.readers.tabular import read_grid, read_table


@pytest.fixture
def table(tmp_path):
    def made(content):
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path)

    return made


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_do_not_matter(table, delimiter, ends):
    lines = [delimiter.join(cells) for cells in (["case", "size"], ["K01", "liten"], ["K02", ""])]
    found = table(ends.join(lines) + ends)
    assert found.columns.tolist() == ["case", "size"]
    assert found["case"].tolist() == ["K01", "K02"]
    assert found["size"].isna().tolist() == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encoding_does_not_matter(table, encoding):
    found = table("case;region\nK01;Götaland – Å\n".encode(encoding))
    assert found.columns.tolist() == ["case", "region"]
    assert found.loc[0, "region"] == "Götaland – Å"


def test_the_index_says_the_line_whatever_stands_between(table):
    found = table('case,text\nK01,a\n\n , \nK02,"two\nlines"\nK03,c\n')
    assert (found.index + 2).tolist() == [2, 5, 7]
    assert found["text"].tolist() == ["a", "two\nlines", "c"]


def test_short_rows_are_filled_and_empty_columns_passed_over(table):
    found = table("case;size;;\nK01;liten;;\nK02\n")
    assert found.columns.tolist() == ["case", "size"]
    assert found["size"].isna().tolist() == [False, True]


def test_a_heading_alone_is_a_table_without_rows(table):
    found = table("case,size\n")
    assert found.columns.tolist() == ["case", "size"]
    assert len(found) == 0


@pytest.mark.parametrize("content", ["", "\ufeff", "\n", " , \nK01,a\n"])
def test_a_file_without_headings_is_told(table, content):
    with pytest.raises(
        MaterialError, match=r"^a\.csv, line 1: expected a row of headings; found n"
    ):
        table(content)


def test_a_row_with_too_many_cells_is_told_with_its_line(table):
    with pytest.raises(MaterialError) as told:
        table("case,text\nK01,a\n\nK02,a,b\nK03,a,b,c\n")
    assert [(p.place, p.expected, p.found) for p in told.value.problems] == [
        ("line 4", "2 cells", "3 cells"),
        ("line 5", "2 cells", "4 cells"),
    ]
    assert "quotation marks" in told.value.problems[0].advice


def test_many_such_rows_are_counted(table):
    with pytest.raises(MaterialError, match="those above and 10 more") as told:
        table("case\n" + "a,b\n" * 30)
    assert len(told.value.problems) == 21


def test_a_doubled_heading_and_a_missing_one_are_told_together(table):
    with pytest.raises(MaterialError) as told:
        table("case;size;size;;text\nK01;a;b;c;d\n")
    assert [str(problem) for problem in told.value.problems] == [
        "a.csv, line 1: expected each heading once; found 'size' again.",
        "a.csv, line 1, column 4: expected a heading; found nothing above cells with text.",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"case,size\nK01,\0\n",
            "UTF-8, UTF-16 or Windows-1252; found bytes that are no such text. Save the tab",
        ),
        (b"PK\x03\x04\x00\x00", "a whole zip; found one cut short"),
        ("case,size".encode("utf-16")[:-1], "UTF-16; found bytes at 18 that are not"),
    ],
)
def test_bytes_that_are_no_text_are_told(table, content, told):
    with pytest.raises(MaterialError, match=rf"^a\.csv: expected .*{told}"):
        table(content)


def test_a_quotation_mark_that_never_closes_is_told_with_its_line(table):
    with pytest.raises(MaterialError, match=r"^a\.csv, line 3: expected cells.*not closed\?$"):
        table('case,text\nK01,a\nK02,"b\nK03,c\n')


def test_a_cell_may_be_as_long_as_an_interview(table):
    assert len(table(f"case,text\nK01,{'x' * 200_000}\n").loc[0, "text"]) == 200_000


def test_a_quotation_mark_in_the_midst_of_a_cell_stands_as_it_is(table):
    found = table('case,text\nK01,"ja" sa hon\nK02,en 19" skärm\n')
    assert found["text"].tolist() == ["ja sa hon", 'en 19" skärm']


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_with_a_mark_is_read(table, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert table(mark + "case\tort\nK01\tÅmål\n".encode(encoding)).loc[0, "ort"] == "Åmål"


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_a_table_too(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        tomt=[],
        blad=[
            ["case", "population", "share", "start", "at", "shift"],
            ["K01", 12.0, 0.5, date(2010, 9, 19), datetime(2010, 9, 19, 8, 30), True],
            [],
            ["K02", None, None, None, None, False],
        ],
        annat=[["x"]],
    )
    found = read_table(path)
    assert found.columns.tolist() == ["case", "population", "share", "start", "at", "shift"]
    assert found.loc[0].tolist() == [
        "K01", "12", "0.5", "2010-09-19", "2010-09-19 08:30:00", "true",
    ]  # fmt: skip
    assert found.index.tolist() == [0, 2]
    assert found.loc[2].isna().sum() == 4


def test_a_workbooks_cell_may_hold_lines(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["text"], ["ett_x000D_\ntvå"], ["ett\ntvå"]])
    assert read_table(path)["text"].tolist() == ["ett\ntvå", "ett\ntvå"]


def changed(path, name, change):
    """The workbook with one member changed."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in members.items():
            archive.writestr(each, change(content) if each == name else content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_with_entities_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case"], ["K01"]])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    changed(path, SHEET, lambda content: bomb + content)
    with pytest.raises(MaterialError, match=r"sheet1\.xml with a document type of its own"):
        read_table(path)


def test_a_workbook_that_lies_about_its_rows_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case"], ["K01"]])
    far = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
    changed(path, SHEET, lambda content: content.replace(b"</sheetData>", far))
    with pytest.raises(MaterialError, match="at most 1,048,576 rows; found more in sheet 'blad'"):
        read_table(path)


def test_a_workbook_of_a_size_that_it_does_not_say_is_read_whole(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case", "size"], ["K01", "liten"]])
    changed(path, SHEET, lambda content: content.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read_table(path).to_dict("list") == {"case": ["K01"], "size": ["liten"]}


def test_a_bomb_in_a_workbook_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case"], ["K01"]])
    changed(path, SHEET, lambda content: content + b" " * 60_000_000)
    with pytest.raises(MaterialError, match="unpacks to at most 200 times its size"):
        read_table(path)


def test_a_damaged_workbook_is_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case"], ["K01"]])
    changed(path, SHEET, lambda content: content[: len(content) // 2])
    with pytest.raises(MaterialError, match=r"^a\.xlsx: expected an Excel workbook; found one th"):
        read_table(path)


def test_a_table_over_the_limit_says_how_to_raise_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code;quote\n" + "a;b\n" * 300_000, encoding="utf-8")
    told = r"expected at most 1 MiB; found 1 MiB. Raise it with `limits: {member_mib: 2}`"
    with pytest.raises(MaterialError, match=told):
        read_grid(path, lambda head: True, Limits(member_bytes=MIB))
