"""Coded segments in tables, as tools and people write them."""

import csv
import io
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.composed import VARIABLE
from analys.readers.options import Options
from analys.readers.project import Skipped
from analys.readers.sheets.columns import COLUMNS


def made(path, rows, delimiter=",", encoding="utf-8", **ways):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, **ways).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


@pytest.fixture
def table(tmp_path):
    def wrapped(rows, options=None, **ways):
        path = made(tmp_path / "a.csv", rows, **ways)
        return read(path, options or Options())

    return wrapped


def cut(project):
    """What each coding's place says in the text of its source."""
    return [project.text(row.source)[row.start : row.end] for row in project.codings.itertuples()]


OWN = [["Dokument", "Kod", "Citat"], ["I1", "Tillit", "Vi litar på dem."]]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            ["Document group", "Document name", "Code", "Beginning", "End", "Weight score",
             "Segment", "Author", "Creation date", "Comment"],
            "document <- 'Document name' (MAXQDA, English)",
        ),
        (
            ["Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende", "Gewichtungswert",
             "Segment", "Autor", "Erstellungsdatum", "Kommentar"],
            "document <- 'Dokumentname' (MAXQDA, German)",
        ),
        (
            ["Dokumentgrupp", "Dokumentnamn", "Kod", "Början", "Slut", "Vikt", "Segment",
             "Författare", "Skapad", "Kommentar"],
            "document <- 'Dokumentnamn' (MAXQDA, Swedish)",
        ),
    ],
)  # fmt: skip
def test_maxqdas_coded_segments_in_three_languages(table, head, told):
    row = ["Småstäder", "I1", "Samspel > Tillit", "4", "4", "0", "Vi litar.", "Anna",
           "2024-05-01 10:00:00", "viktigt"]  # fmt: skip
    found = table([head, row])
    (coding,) = found.codings.itertuples()
    assert (coding.code_id, coding.coder, coding.quote) == ("Samspel > Tillit", "Anna", "Vi litar.")
    assert str(coding.created) == "2024-05-01 10:00:00+00:00"
    assert found.codes[["parent", "name"]].fillna("").to_numpy().tolist() == [
        ["", "Samspel"],
        ["Samspel", "Tillit"],
    ]
    values = dict(zip(found.attributes["name"], found.attributes["value"], strict=True))
    assert values == {head[0]: "Småstäder", VARIABLE: "true"}
    assert found.memos[["text", "coder"]].to_numpy().tolist() == [["viktigt", "Anna"]]
    assert told in found.report.settled
    assert found.report.exporter == "MAXQDA"
    assert found.report.skipped == []


def test_maxqda_writes_its_document_twice_when_variables_come_along(table):
    head = ["Farbe", "Dokumentgruppe", "Dokumentname", "Code", "Segment", "Erstellt von",
            "Erstellt am", "Dokumentname", "Category"]  # fmt: skip
    row = ["", "Presse", "taz", "Struktur > Kritik", "Ein Satz.", "Eva", "28.11.2024 09:05",
           "taz", "Media"]  # fmt: skip
    found = table([head, row], delimiter=";")
    assert found.codes.path.tolist() == ["Struktur", "Struktur > Kritik"]
    assert str(found.codings.created[0]) == "2024-11-28 09:05:00+00:00"
    assert "document <- 'Dokumentname' (MAXQDA, German, the first of 2)" in found.report.settled
    assert "not used: 'Farbe', 'Dokumentname', 'Category'" in found.report.settled


def test_weights_are_not_used_and_counted(table):
    head = ["Document name", "Code", "Segment", "Weight score"]
    found = table([head, ["I1", "A", "ett", "50"], ["I1", "A", "två", "0"]])
    assert found.report.skipped == [Skipped("weights", 1, "codings are not weighed")]


@pytest.mark.parametrize("path", ["Samspel\\Tillit", "Samspel > Tillit", "Samspel  >  Tillit"])
def test_a_codes_path_becomes_the_tree(table, path):
    found = table([OWN[0], ["I1", path, "a"], ["I1", "Samspel", "b"]])
    assert found.codes.path.tolist() == ["Samspel", "Samspel > Tillit"]
    assert found.codings.code_id.tolist() == ["Samspel > Tillit", "Samspel"]


def test_atlas_ti_puts_several_codes_in_a_cell(table):
    head = ["ID", "Quotation Name", "Document", "Document Groups", "Quotation Content", "Comment",
            "Codes", "Reference", "Density", "Created by", "Created"]  # fmt: skip
    found = table(
        [
            head,
            [
                "1:1",
                "",
                "I1",
                "",
                "Vi litar.",
                "hm",
                "Tillit\nt.ex. makt > stat",
                "3",
                "2",
                "A",
                "",
            ],
            ["1:2", "", "I1", "", "Vi litar.", "", "Tillit", "9", "1", "A", ""],
        ]
    )
    assert found.codings.coding.tolist() == ["1:1", "1:1#2", "1:2"]
    assert found.codings.code_id.tolist() == ["Tillit", "t.ex. makt > stat", "Tillit"]
    assert found.report.counts["passages"] == 2
    assert found.memos.text.tolist() == ["hm"]
    assert found.codings.start.tolist() == [0, 0, 11]


def test_qualcoders_report_with_categories_nearest_first(table):
    head = ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category", "Category"]
    found = table(
        [
            head,
            ["i1.txt", "anna", "Vi litar.", "ctid:7", "Tillit", "", "Nära", "Samspel"],
            ["i1.txt", "anna", "image", "imid:3", "Tillit", "", "Nära", "Samspel"],
            ["i1.txt", "anna", "Ja.", "ctid:9", "Annat", "", "", ""],
        ],
        encoding="utf-8-sig",
        quoting=csv.QUOTE_ALL,
    )
    assert found.report.exporter == "QualCoder"
    assert found.codings[["coding", "code_id"]].to_numpy().tolist() == [
        ["ctid:7", "Samspel > Nära > Tillit"],
        ["ctid:9", "Annat"],
    ]
    assert found.report.skipped == [
        Skipped("codings", 1, "they are on pictures and sound, not on text")
    ]
    assert found.report.counts["codings skipped"] == 1


def test_qualcoders_variables_are_not_taken_for_categories(table):
    head = [
        "File/case",
        "Coder",
        "Coded",
        "Id",
        "Codename",
        "Coded_Memo",
        "Category",
        "FileVar_kön",
    ]
    found = table([head, ["i1", "anna", "Ja.", "ctid:1", "Tillit", "", "kvinna"]])
    assert found.codings.code_id.tolist() == ["Tillit"]
    assert any("mixes them with variables" in each for each in found.report.settled)


def test_taguettes_highlights(table):
    found = table(
        [
            ["id", "document", "tag", "content"],
            ["3", "I1", "samspel.tillit", "kom mun"],
            ["3", "I1", "makt", "kom mun"],
            ["4", "I1", "makt", "kom mun"],
            ["5", "I1", "", "utan"],
        ]
    )
    assert found.report.exporter == "Taguette"
    assert found.codes.path.tolist() == ["samspel", "samspel > tillit", "makt"]
    assert found.codings.coding.tolist() == ["3", "3#2", "4"]
    assert found.report.counts["passages"] == 2
    assert found.report.without_coder == 3
    assert found.report.skipped == [Skipped("rows", 1, "incomplete: line 5 has no code")]


def test_dots_are_names_outside_taguette(table):
    found = table([OWN[0], ["I1", "t.ex. tillit", "a"]])
    assert found.codes.path.tolist() == ["t.ex. tillit"]


@pytest.mark.parametrize(
    ("head", "tool"),
    [
        (["File Name", "Hierarchical Name", "Coded Text", "Coded By"], "NVivo, English"),
        (["Filnamn", "Kodnamn", "Kodad text", "Kodad av"], "NVivo, Swedish"),
        (["Dateiname", "Codename", "Codierter Text", "Codiert von"], "NVivo, German"),
    ],
)
def test_nvivos_references_in_three_languages(table, head, tool):
    found = table([head, ["I1", "Nodes\\\\Tillit", "Ja.", "AB"]])
    assert found.codings[["code_id", "coder"]].to_numpy().tolist() == [["Nodes > Tillit", "AB"]]
    assert f"quote <- {head[2]!r} ({tool})" in found.report.settled


def test_a_polish_export_lacks_its_document_and_is_told_how_to_say_it(table):
    with pytest.raises(MaterialError) as told:
        table([["Kod", "Fragment", "Autor"], ["Zaufanie", "Tak.", "Ewa"]])
    (problem,) = told.value.problems
    assert problem.expected.startswith("a heading for the document, such as 'Document name'")
    assert problem.found == "the headings 'Kod', 'Fragment', 'Autor'"
    assert "projects: [{file: …, columns: {document: HEADING}}]" in problem.advice


def test_a_heading_nearly_known_is_offered(table):
    with pytest.raises(MaterialError, match=r"'Dokumentnam' is nearly '.*columns: {document: Dok"):
        table([["Dokumentnam", "Kod", "Segment"], ["I1", "A", "b"]])


def test_the_users_own_map_goes_before_what_is_known(table):
    rows = [["Dokument", "Fil", "Kod", "Utsaga", "Vem"], ["x", "I1", "Tillit", "Ja.", "Bo"]]
    asked = {"document": "Fil", "quote": "utsaga", "coder": "Vem"}
    found = table(rows, Options(columns=asked))
    assert found.sources.name.tolist() == ["I1"]
    assert found.codings[["code_id", "coder", "quote"]].to_numpy().tolist() == [
        ["Tillit", "Bo", "Ja."]
    ]
    assert "document <- 'Fil' (columns of material.yaml)" in found.report.settled
    assert "code <- 'Kod' (own table, Swedish)" in found.report.settled
    assert "not used: 'Dokument'" in found.report.settled


def test_a_map_that_leads_nowhere_is_told(table):
    with pytest.raises(MaterialError) as told:
        table(OWN, Options(columns={"dokument": "Dokument", "quote": "Citatet"}))
    assert [(p.place, p.expected, p.advice) for p in told.value.problems] == [
        ("columns", f"one of {', '.join(COLUMNS)}", "Did you mean document?"),
        ("line 1", "'Citatet' for quote", "Did you mean 'Citat'?"),
    ]  # fmt: skip


def test_a_table_of_something_else_is_told(table):
    with pytest.raises(MaterialError) as told:
        table([["case", "population"], ["K01", "12000"]])
    assert [problem.expected.split(",")[0] for problem in told.value.problems] == [
        "a heading for the document", "a heading for the code", "a heading for the quote",
    ]  # fmt: skip


def test_swedish_excel_writes_semicolons_windows_1252_and_decimal_commas(table):
    rows = [
        ["Dokument", "Kod", "Citat", "Vikt"],
        ["Intervju Åmål", "Tillit", "Ja; nej – men,\n”jo”.", "0,5"],
    ]
    found = table(rows, delimiter=";", encoding="cp1252")
    assert found.report.settled[:3] == ["delimiter ;", "encoding Windows-1252", "decimal comma"]
    assert found.codings.quote.tolist() == ["Ja; nej – men,\n”jo”."]
    assert found.sources.name.tolist() == ["Intervju Åmål"]


def test_an_export_in_utf_16_with_tabs(table):
    found = table(OWN, delimiter="\t", encoding="utf-16")
    assert found.report.settled[:2] == ["delimiter tab", "encoding UTF-16"]
    assert found.codings.quote.tolist() == ["Vi litar på dem."]


def test_headings_below_lines_about_the_report(table):
    found = table([["Projekt: Kommuner"], ["Utskrivet 2024-05-01"], [], *OWN])
    assert found.codings.coding.tolist() == ["line 5"]
    assert found.report.settled[0] == "headings on line 4"


def test_the_texts_are_composed_of_distinct_segments(table):
    found = table(
        [
            ["Dokument", "Kod", "Citat", "Kodare", "Start"],
            ["I1", "Tillit", "Vi litar.", "Anna", "3"],
            ["I2", "Tillit", "Nej.", "Anna", "1"],
            ["I1", "Makt", "Vi litar.", "Bo", "3"],
            ["I1", "Makt", "Vi litar.", "Bo", "8"],
        ]
    )
    assert found.text("I1") == "Vi litar.\n\nVi litar."
    assert found.codings.start.tolist() == [0, 0, 0, 11]
    assert cut(found) == found.codings.quote.tolist()
    assert found.report.composed == ("I1", "I2")
    assert found.report.position_unit == "none"
    assert "2 of 2 texts are composed of their segments" in found.report.warnings[0]
    assert found.report.counts["passages"] == 3


def test_a_row_doubled_entirely_counts_twice(table):
    found = table([["Segment-id", *OWN[0]], ["7", *OWN[1]], ["7", *OWN[1]]])
    assert found.codings.coding.is_unique
    assert len(found.codings) == 2
    assert found.report.counts["passages"] == 1


def test_the_same_code_on_the_same_words_again_is_another_place(table):
    found = table([*OWN, OWN[1]])
    assert found.codings.start.tolist() == [0, 18]


def test_incomplete_rows_are_counted_and_named(table):
    rows = [["I1", "", "a"], ["", "K", "a"], ["I1", "K", ""], ["", "", "a"], ["I1", "K", "a"]]
    found = table([OWN[0], *rows])
    assert len(found.codings) == 1
    why = "incomplete: line 2 has no code; line 3 has no document; line 4 has no quote"
    assert found.report.skipped == [Skipped("rows", 4, why)]
    assert found.report.counts["codings skipped"] == 4


def test_no_complete_row_is_told(table):
    with pytest.raises(MaterialError, match="rows with a document, a code and a quote; found 1 th"):
        table([OWN[0], ["I1", "K", ""]])


def test_documents_of_one_name_in_two_groups_are_two(table):
    head = ["Document group", "Document name", "Code", "Segment"]
    found = table(
        [head, ["Nord", "I1", "A", "a"], ["Syd", "I1", "A", "b"], ["Syd", "I2", "A", "c"]]
    )
    assert found.sources.name.tolist() == ["Nord/I1", "Syd/I1", "I2"]
    assert found.sources.source.is_unique


def test_groups_and_names_that_read_the_same_when_joined_are_two_documents(table):
    head = ["Document group", "Document name", "Code", "Segment"]
    found = table([head, ["a / b", "c", "A", "ett"], ["a", "b / c", "A", "två"]])
    assert found.sources.source.tolist() == ["a / b / c", "a / b / c#2"]
    assert cut(found) == found.codings.quote.tolist() == ["ett", "två"]


def test_a_sign_between_two_names_in_taguettes_tag_is_no_second_code(table):
    head = ["id", "document", "tag", "content"]
    found = table([head, ["1", "I1", "a > b", "ett"], ["2", "I1", "a.b", "två"]])
    assert found.codes.code_id.is_unique
    assert set(found.codings.code_id) <= set(found.codes.code_id)


def test_cases_come_from_their_column(table):
    rows = [[*OWN[0], "Kommun"], [*OWN[1], "Åmål"], ["I2", "A", "b", ""]]
    found = table(rows)
    assert found.cases.name.tolist() == ["Åmål"]
    assert found.case_sources[["case_id", "source"]].to_numpy().tolist() == [["Åmål", "I1"]]


def test_html_in_a_cell_is_read_as_text(table):
    found = table(
        [OWN[0], ["I1", "A", "<p>Vi &amp; <b>de</b></p><p>igen</p>"], ["I1", "A", "3 < 4"]]
    )
    assert found.codings.quote.tolist() == ["Vi & de\nigen", "3 < 4"]
    assert "1 quotes held HTML; their text is read." in found.report.warnings


def test_a_quote_of_tags_alone_is_none(table):
    found = table([*OWN, ["I2", "K", "<p> </p><br>"]])
    assert found.report.counts["codings"] == len(OWN) - 1
    assert [(each.what, each.n) for each in found.report.skipped] == [("rows", 1)]


def test_dates_whose_days_and_months_cannot_be_told_apart_are_not_read(table):
    found = table([[*OWN[0], "Skapad"], [*OWN[1], "1/5/2024"], [*OWN[1], "2/5/2024"]])
    assert found.codings.created.isna().all()
    assert "2 dates cannot be read." in found.report.warnings


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_the_sheet_whose_headings_fit_is_read(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        koder=[["Code", "Memo"], ["Tillit", ""]],
        segment=[
            ["Document name", "Code", "Segment", "Beginning", "Creation date"],
            ["I1", "Tillit", "Ja.", 4.0, datetime(2024, 5, 1, 10, 0, 0)],
        ],
    )
    found = read(path)
    assert found.report.settled[0] == "sheet 'segment'"
    assert str(found.codings.created[0]) == "2024-05-01 10:00:00+00:00"


def test_two_sheets_that_fit_are_not_chosen_between(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ett=OWN, två=OWN)
    with pytest.raises(MaterialError, match="one sheet of coded segments; found sheet 'ett' and s"):
        read(path)


def test_a_workbook_of_something_else_is_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", blad=[["case", "size"], ["K01", "liten"]])
    with pytest.raises(MaterialError, match=r"^a\.xlsx, line 1: expected a heading for the doc"):
        read(path)


HEADS = [
    ["Document name", "Code", "Segment", "Author"],
    ["Dokumentname", "Code", "Segment", "Autor"],
    ["Dokumentnamn", "Kod", "Segment", "Författare"],
    ["Dokument", "Kod", "Citat", "Kodare"],
    ["File", "Codename", "Coded", "Coder"],
]
WINDOWS = st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"])
CELL = st.text(st.one_of(WINDOWS, st.sampled_from(' \n;,\t"')), max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=12),
    st.sampled_from(HEADS),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_every_complete_row_is_a_coding_with_its_quote(
    tmp_path_factory, rows, head, delimiter, encoding
):
    named = [[f"I{at % 3}", f"K{cells[1].split()}", *cells[2:]] for at, cells in enumerate(rows)]
    first = ["I0", "K", "början å", "Bo"]
    path = made(tmp_path_factory.mktemp("t") / "a.csv", [head, first, *named], delimiter, encoding)
    found = read(path)
    complete = [row for row in [first, *named] if row[2].strip()]
    assert found.codings.quote.tolist() == [row[2].strip() for row in complete]
    assert cut(found) == found.codings.quote.tolist()
    counts = found.report.counts
    assert counts["codings"] + counts["codings skipped"] == len(named) + 1
    coders = found.codings.coder.fillna("").tolist()
    assert coders == [row[3].strip() for row in complete]
