"""CSV files as people's programs write them."""

import pytest

from analys.errors import MaterialError
from analys.readers.tabular import read_table


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
    ("content", "found"),
    [
        ("case,size\nK01,liten\n".encode("utf-16"), "bytes that are no such text"),
        (b"PK\x03\x04\x00\x00", "a zip file"),
    ],
)
def test_bytes_that_are_no_text_are_told(table, content, found):
    with pytest.raises(
        MaterialError, match=rf"UTF-8 or Windows-1252; found {found}\. Save the tab"
    ):
        table(content)


def test_a_quotation_mark_that_never_closes_is_told_with_its_line(table):
    with pytest.raises(MaterialError, match=r"^a\.csv, line 3: expected cells.*not closed\?$"):
        table('case,text\nK01,a\nK02,"' + "x" * 200_000)
