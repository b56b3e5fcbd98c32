"""The workbook, read back as a spreadsheet would."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import nbformat
import openpyxl
import pytest

import builders
from analys import workbook as module
from analys.parameters import Parameters
from analys.results import result_of
from analys.site import site_of
from analys.workbook import workbook

TABLE = {
    "columns": ["Kommun", "Antal intervjuer", "Andel", "Datum", "Medel", "Korrelation", "Sagt"],
    "kinds": ["text", "number", "fraction", "date", "number", "number", "text"],
    "rows": [
        ["K01", 1234, "6 av 10", "2011-10-13", 2.5, 0.048, "=1+1"],
        ["K02", 0, "0 av 10", None, 3.0, -1.0, "@alla, ring +46 eller http://exempel.se"],
        ["K03", None, None, "2011", 1234.25, None, "-"],
    ],
}
HEAD = 6  # the row of the table's head, where the material is synthetic


def item(stem="01_gz1_varde", **more):
    return {
        "stem": stem, "title": "Gyllene zon eller problem", "caption": "Antal; n = 10 kommuner.",
        "unit": "case", "n": 10, "question": "GZ1", "reading": "Båda hörs.", "page": "Gråzonen",
        "table": TABLE, **more,
    }  # fmt: skip


def book(*items, language="sv", synthetic=True):
    data = workbook(items, title="Studien", language=language, synthetic=synthetic)
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def sheet():
    return book(item())["01_gz1_varde"]


def column(sheet, letter, head=HEAD):
    return [sheet[f"{letter}{head + row}"].value for row in (1, 2, 3)]


def test_a_sheet_says_what_it_is_and_what_it_counts(sheet):
    assert [sheet[f"A{row}"].value for row in (1, 2, 3, 4)] == [
        "Gyllene zon eller problem", "Antal; n = 10 kommuner.", "Syntetiskt material", "Innehåll",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[HEAD]] == TABLE["columns"]


def test_numbers_are_numbers_and_dates_dates_and_what_is_missing_is_empty(sheet):
    assert column(sheet, "B") == [1234, 0, None]
    assert column(sheet, "C") == ["6 av 10", "0 av 10", None]
    assert column(sheet, "D") == [datetime(2011, 10, 13), None, "2011"]
    assert column(sheet, "E") == [2.5, 3, 1234.25]


def test_a_column_has_one_format_that_each_country_writes_as_its_own(sheet):
    formats = {letter: sheet[f"{letter}{HEAD + 1}"].number_format for letter in "BDEF"}
    assert formats == {"B": "#,##0", "D": "yyyy-mm-dd", "E": "#,##0.0", "F": "0.00"}
    assert sheet[f"E{HEAD + 2}"].number_format == "#,##0.0"


def test_no_text_becomes_a_formula_or_a_link(sheet):
    for row, told in enumerate(TABLE["rows"], HEAD + 1):
        cell = sheet[f"G{row}"]
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", told[-1], None)


def test_heads_are_frozen_and_filtered_and_repeat_on_paper(sheet):
    assert sheet.freeze_panes == f"B{HEAD + 1}"
    assert sheet.auto_filter.ref == f"A{HEAD}:G{HEAD + 3}"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_columns_fit_what_they_hold():
    wide = {"columns": ["Kod", "Citat"], "kinds": ["text", "text"], "rows": [["B", "ord " * 99]]}
    sheet = book(item(table=wide))["01_gz1_varde"]
    assert sheet.column_dimensions["A"].width < 10
    assert sheet.column_dimensions["B"].width == pytest.approx(60, abs=1)
    assert sheet[f"B{HEAD + 1}"].alignment.wrap_text


def test_the_first_sheet_lists_all_items_with_links_to_their_sheets():
    absent = item("02_ms1_vilka", reading="Ingen hade ett skifte.", n=0, question=None, table=None)
    first = book(item(), absent).worksheets[0]
    assert first.title == "Innehåll"
    rows = [[cell.value for cell in row] for row in first.iter_rows(min_row=6, max_row=7)]
    assert rows[0][:4] == ["01_gz1_varde", "Gyllene zon eller problem", "GZ1", "Gråzonen"]
    assert rows[0][4:] == ["Antal; n = 10 kommuner.", "Kommuner", 10, "Båda hörs."]
    assert first["A6"].hyperlink.location == "'01_gz1_varde'!A1"
    assert (rows[1][0], rows[1][-2:]) == ("inget blad", [0, "Ingen hade ett skifte."])
    assert first["A7"].hyperlink is None


def test_names_of_sheets_are_short_and_unique():
    stems = ["01_gz1_" + "x" * 40, "01_gz1_" + "X" * 41, "innehåll"]
    names = book(*map(item, stems)).sheetnames
    assert names[0] == "Innehåll"
    assert len({name.casefold() for name in names}) == 4
    assert max(map(len, names)) == 31


def test_a_workbook_without_a_table_is_a_list():
    assert book().sheetnames == ["Innehåll"]


def test_it_speaks_the_language_of_the_report():
    english = book(item(), language="en")
    assert english.sheetnames == ["Contents", "01_gz1_varde"]
    assert english["Contents"]["F6"].value == "Municipalities"


def test_only_what_is_made_up_is_marked():
    real = book(item(), synthetic=False)
    said = [cell.value for sheet in real for row in sheet.iter_rows() for cell in row]
    assert "Syntetiskt material" not in said
    assert real["01_gz1_varde"]["A5"].value == "Kommun"
    assert book(item())["01_gz1_varde"].oddFooter.center.text == "Syntetiskt material"


def test_the_same_tables_give_the_same_bytes(monkeypatch):
    import time

    first = workbook([item()], title="Studien", language="sv", synthetic=True)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert workbook([item()], title="Studien", language="sv", synthetic=True) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        assert "2000-01-01T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so():
    long = {"columns": ["Sagt"], "kinds": ["text"], "rows": [["å" * 40_000]]}
    said = book(item(table=long))["01_gz1_varde"][f"A{HEAD + 1}"].value
    assert len(said) == module.CELL
    assert said.endswith(" …")


def test_a_truth_is_said_in_words():
    table = {"columns": ["Skifte"], "kinds": ["text"], "rows": [[True], [False], [None]]}
    assert column(book(item(table=table))["01_gz1_varde"], "A") == ["ja", "nej", None]


def test_a_table_comes_from_the_notebook_and_stays_out_of_the_manifest():
    site = site_of(builders.study({"K1-1": "K1 kso GZ"}), Parameters(), ["01_grazon"], "0" * 64)
    told = {"analys": {"kind": "item", "item": item()}}
    output = nbformat.v4.new_output("display_data", {"text/html": "<p>x</p>"}, metadata=told)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    found = result_of(notebook, "01_grazon", site)
    assert found.tables == {"01_gz1_varde": TABLE}
    assert "table" not in found.items[0]
