"""What is written of an item, and what is said of it."""

import csv
import os
import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analys import display, publish
from analys.table import Table
from analys.whole import write_whole

FRAME = pd.DataFrame(
    {"label": ["Tillit; tro", "Ålder"], "cases": [7, 0], "years": [2.5, 12.0], "hidden": [1, 2]}
)
HEADINGS = {"label": "Kod", "cases": "Kommuner", "years": "År"}


def table(**more):
    given = {"headings": HEADINGS, "measure": "Antal kommuner som nämner det", "interviews": 56}
    return Table(FRAME, "case", 10, **{**given, **more})


@pytest.fixture
def figure():
    drawn, ax = plt.subplots()
    ax.plot([0, 1], [1, 0], label="a")
    ax.legend()
    yield drawn
    plt.close(drawn)


@pytest.fixture
def put(tmp_path):
    def made(what=None, figure=None, stem="01_gz1_varde", **more):
        given = {
            "question": "GZ1",
            "title": "Vad som nämns",
            "alt": "Två staplar",
            "reading": "Tillit nämns oftast.",
            "folder": tmp_path,
        }
        return publish.publish(table() if what is None else what, figure, stem, **{**given, **more})

    return made


@pytest.mark.parametrize(
    "stem", ["gz1_varde", "1_gz1_varde", "01_gz1", "01_GZ1_varde", "01_gz1_värde", "../01_a_b", ""]
)
def test_a_stem_has_number_question_and_subject(put, tmp_path, stem):
    with pytest.raises(ValueError, match="is not like 01_gz1_varde"):
        put(stem=stem)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"title": " "}, "01_gz1_varde: a title and an alternative text are required"),
        ({"alt": ""}, "01_gz1_varde: a title and an alternative text are required"),
        (
            {"alt": "vad som NÄMNS."},
            "the alternative text only repeats the title; say what is seen",
        ),
    ],
)
def test_title_and_alternative_text_must_say_something(put, words, told):
    with pytest.raises(ValueError, match=told):
        put(**words)


def test_an_item_says_what_the_manifest_needs(put, figure):
    item, _ = put(figure=figure)
    assert item.entry() == {
        "stem": "01_gz1_varde",
        "question": "GZ1",
        "title": "Vad som nämns",
        "caption": "Antal kommuner som nämner det; n\xa0=\xa010\xa0kommuner, 56 intervjuer.",
        "alt": (
            "Två staplar. Tillit nämns oftast. Kod Tillit; tro, Kommuner 7, År 2,5; Kod Ålder, "
            "Kommuner 0, År 12."
        ),
        "unit": "case",
        "n": 10,
        "status": "shown",
        "reading": "Tillit nämns oftast.",
        "files": ("01_gz1_varde.csv", "01_gz1_varde.png", "01_gz1_varde.svg"),
        "table": {
            "columns": ["Kod", "Kommuner", "År"],
            "kinds": ["text", "number", "number"],
            "rows": [["Tillit; tro", 7, 2.5], ["Ålder", 0, 12.0]],
        },
    }


@pytest.mark.parametrize(
    ("more", "caption"),
    [
        ({"not_asked": ("K01",)}, "10 kommuner, 56 intervjuer. I K01 tillfrågades ingen."),
        ({"not_asked": ("K01", "K02")}, "56 intervjuer. I K01 och K02 tillfrågades ingen."),
        ({"note": "Läs så här."}, "56 intervjuer. Läs så här."),
        ({"interviews": None}, "Antal kommuner som nämner det; n = 10 kommuner."),
        ({"measure": ""}, "N = 10 kommuner, 56 intervjuer."),
    ],
)
def test_a_caption_says_n_and_who_was_not_asked(more, caption):
    said = publish.caption(table(**more)).replace("\xa0", " ")
    assert said.endswith(caption)


def test_a_caption_of_interviews_does_not_say_them_twice():
    of_interviews = Table(FRAME, "interview", 1, measure="Antal", interviews=1)
    assert publish.caption(of_interviews).replace("\xa0", " ") == "Antal; n = 1 intervju."


def test_many_rows_are_not_all_read_out(put):
    long = Table(pd.DataFrame({"a": range(20)}), "case", 20, headings={"a": "A"})
    item, _ = put(long)
    assert item.alt.count(";") == publish.SPOKEN - 1
    assert item.alt.endswith("Ytterligare 12 rader står i tabellen.")


def test_a_table_opens_as_swedish_excel_reads_it(put, tmp_path):
    put()
    raw = (tmp_path / "01_gz1_varde.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows == [
        ["label", "cases", "years", "hidden"],
        ["Tillit; tro", "7", "2,5", "1"],
        ["Ålder", "0", "12", "2"],
    ]
    back = pd.read_csv(tmp_path / "01_gz1_varde.csv", sep=";", decimal=",", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(back, FRAME, check_dtype=False)


def test_ids_of_a_picture_are_its_own_and_lead_somewhere(put, figure, tmp_path):
    _, html = put(figure=figure)
    svg = (tmp_path / "01_gz1_varde.svg").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids
    assert all(each.startswith("01_gz1_varde-") for each in ids)
    assert len(set(ids)) == len(ids)
    leads = re.findall(r'href="#([^"]+)"', svg) + re.findall(r"url\(#([^)]+)\)", svg)
    assert leads
    assert set(leads) <= set(ids)
    assert svg.startswith("<svg")
    assert "<metadata" not in svg
    shown = html[html.index("<svg") : html.index("</svg>")]
    assert svg[svg.index(">") : svg.index("</svg>")] in shown
    assert 'role="img"' in shown


def test_what_is_shown_is_escaped(put):
    odd = pd.DataFrame({"label": ["<b>&"], "cases": [1]})
    _, html = put(
        Table(odd, "case", 1, headings={"label": "K<o>d", "cases": "n"}, note="<i>not</i>"),
        title="A & <b>",
        alt='Ett "citat"',
    )
    assert "<b>&" not in html
    assert "&lt;b&gt;&amp;" in html
    assert "K&lt;o&gt;d" in html
    assert "&lt;i&gt;not" in html


def test_a_table_without_a_figure_is_written_as_a_table_alone(put, tmp_path):
    item, html = put()
    assert item.files == ("01_gz1_varde.csv",)
    assert [path.name for path in tmp_path.iterdir()] == ["01_gz1_varde.csv"]
    assert "<svg" not in html
    assert 'id="01_gz1_varde"' in html


def test_an_absent_item_says_why_and_leaves_no_old_files(put, figure, tmp_path):
    put(figure=figure)
    beside = tmp_path / "01_gz1_annat.csv"
    beside.write_text("kvar")
    item, html = put(table(absent="Ingen tillfrågades om <det>."), figure=None)
    assert [path.name for path in tmp_path.iterdir()] == [beside.name]
    assert (item.status, item.files) == ("absent", ())
    assert item.reading == "Ingen tillfrågades om <det>."
    assert html == '<p class="notice">Ingen tillfrågades om &lt;det&gt;.</p>'
    assert "Kommuner 7" not in item.alt


def test_the_same_item_is_written_with_the_same_bytes(put, figure, tmp_path):
    def written():
        put(figure=figure)
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert written() == written()


def test_a_write_that_fails_leaves_the_old_file_whole_and_nothing_beside(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    write_whole(path, b"gammal")

    class Full:
        def __init__(self, stream):
            self.stream = stream

        def __enter__(self):
            return self

        def __exit__(self, *told):
            self.stream.close()

        def write(self, data):
            self.stream.write(data[:2])
            raise OSError(28, "No space left on device")

    real = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda handle, mode: Full(real(handle, mode)))
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"ny och lang")
    assert path.read_bytes() == b"gammal"
    assert list(tmp_path.iterdir()) == [path]


def test_a_move_that_fails_leaves_nothing_beside(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        write_whole(tmp_path / "a.csv", b"ny")
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_whole_into_a_new_folder_and_readable_by_all(tmp_path):
    path = tmp_path / "ny" / "mapp" / "a.txt"
    write_whole(path, b"hej")
    write_whole(path, b"hej igen")
    assert path.read_bytes() == b"hej igen"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (pd.NA, "–"), (float("nan"), "–"), (pd.NaT, "–"), (True, "ja"), (False, "nej"),
     (3, "3"), (1234, "1\xa0234"), (2.5, "2,5"), (2.0, "2"), ("a", "a"),
     (pd.Timestamp("2011-10-13"), "2011-10-13")],
)  # fmt: skip
def test_cells_are_read_in_swedish(value, text):
    frame = pd.DataFrame({"first": ["x"], "value": pd.Series([value], dtype="object")})
    assert f">{text}</td>" in display.html_table(made(frame), "Titel")


def made(frame):
    return Table(frame, "case", 1, headings={name: str(name) for name in frame})


def test_a_table_has_a_caption_and_heads_its_rows_and_columns():
    html = display.html_table(made(FRAME[["label", "cases"]]), "Titel.")
    assert "<caption class=heard>Titel</caption>" in html
    assert re.findall(r"<th[^>]*scope=\"?(\w+)", html) == ["col", "col", "row", "row"]
    assert html.count("class=n>") == 3  # numbers stand to the right, their heading too


def test_a_spreadsheet_gets_yes_and_no_short_numbers_and_no_formulas(put, tmp_path):
    odd = pd.DataFrame(
        {"a": ["-det var så", "=1+1"], "b": [True, False], "c": [1 / 3, 2.0], "d": [1, None]}
    ).astype({"d": "boolean"})
    put(Table(odd, "case", 2, headings={"a": "A"}))
    text = (tmp_path / "01_gz1_varde.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == ["'-det var så;ja;0,3333333333;ja", "'=1+1;nej;2;"]


def test_a_spreadsheet_gets_the_same_of_columns_without_a_type_of_their_own(put, tmp_path):
    day = pd.Timestamp("2011-01-02")
    odd = pd.DataFrame(
        {"a": ["-nej", 5], "b": [True, False], "c": [1 / 3, 2.5], "d": [day, day]}, dtype="object"
    )
    put(Table(odd, "case", 2, headings={"a": "A"}))
    text = (tmp_path / "01_gz1_varde.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == ["'-nej;ja;0,3333333333;2011-01-02", "5;nej;2,5;2011-01-02"]
