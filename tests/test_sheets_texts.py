"""Quotes of a table in the texts they are from: put where they stand, or nowhere."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.options import Options


@pytest.fixture
def placed(tmp_path):
    """Reads rows of document, code, quote, … with the texts of a folder."""

    def made(texts, rows, positions=None, head=("Dokument", "Kod", "Citat"), accept=False):
        folder = tmp_path / "texter"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            content = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(content)
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows([head, *rows])
        path = tmp_path / "a.csv"
        path.write_bytes(stream.getvalue().encode())
        options = Options(positions=positions, texts=folder)
        return read(path, options, accept_positions=accept)

    return made


def places(project):
    return (
        project.codings[["start", "end"]].astype("float").fillna(-1).astype(int).to_numpy().tolist()
    )


def test_a_quote_is_found_whatever_the_spaces(placed):
    found = placed({"I1.txt": "A: Vi litar\r\n   på dem.\n"}, [["I1", "K", "Vi litar på dem."]])
    assert places(found) == [[3, 23]]
    assert found.codings.quote.tolist() == ["Vi litar\r\n   på dem."]
    assert found.report.quotes_checked == found.report.quotes_agreeing == 1
    assert (found.report.composed, found.report.warnings) == ((), [])


@pytest.mark.parametrize(
    "document", ["Intervju Å", "intervju å.docx", "INTERVJU Å.TXT", "Intervju A\u030a"]
)
def test_a_document_finds_its_text_by_name(placed, document):
    found = placed({"Intervju Å.txt": "xx ja"}, [[document, "K", "ja"]])
    assert places(found) == [[3, 5]]
    assert found.sources.name.tolist() == [document]


def test_a_text_in_windows_1252_is_read_and_told(placed):
    found = placed({"I1.txt": "Å – ja".encode("cp1252")}, [["I1", "K", "– ja"]])
    assert found.text("I1") == "Å – ja"
    assert "I1.txt: encoding Windows-1252" in found.report.settled


def test_words_are_not_looked_for_within_words(placed):
    found = placed({"I1.txt": "Jag sa ja, jaså."}, [["I1", "K", "ja"], ["I1", "K", "aså"]])
    assert places(found) == [[7, 9], [12, 15]]


def test_a_quote_that_stands_twice_has_no_place_and_is_named(placed):
    rows = [["I1", "K", "Ja."], ["I1", "K", "Nej."]]
    found = placed({"I1.txt": "Ja. Nej. Ja."}, rows)
    assert places(found) == [[-1, -1], [4, 8]]
    assert found.codings.quote.tolist() == ["Ja.", "Nej."]
    (warning,) = found.report.warnings
    assert warning.startswith("1 quotes stand in several places of their text, and nothing tells")
    assert warning.endswith("their codings are kept without a place (line 2 'Ja.').")
    assert found.report.quotes_agreeing == 2


HEAD = ("Document name", "Code", "Segment", "Beginning")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [("Ja.\nNej.\n\nJa.\nHm.", "1", "4"), ("Ja.\n\nNej.\n\nJa.\n\nHm.", "1", "3")],
)
def test_the_number_of_the_paragraph_tells_which(placed, text, first, second):
    hm = str(int(second) + 1)
    rows = [["I1", "K", "Ja.", second], ["I1", "K", "Hm.", hm], ["I1", "K", "Ja.", first]]
    found = placed({"I1.txt": text}, rows, head=HEAD)
    assert places(found)[0][0] == text.rindex("Ja.")
    assert places(found)[2][0] == 0
    assert found.report.warnings == []


def test_numbers_that_are_not_of_paragraphs_tell_nothing(placed):
    rows = [["I1", "K", "Ja.", "3"], ["I1", "K", "Nej.", "7"]]
    found = placed({"I1.txt": "Ja.\nNej.\nJa."}, rows, head=HEAD)
    assert places(found) == [[-1, -1], [4, 8]]


POSITIONS = ("Dokument", "Kod", "Citat", "Start", "Slut")


@pytest.mark.parametrize(("unit", "at"), [("code point", 7), ("utf-16", 8), ("utf-8", 10)])
def test_positions_are_used_where_the_quotes_bear_them_out(placed, unit, at):
    rows = [["I1", "K", "Ja.", str(at), str(at + 3)]]
    found = placed({"I1.txt": "Ja. \N{GRINNING FACE}  Ja."}, rows, head=POSITIONS)
    assert places(found) == [[7, 10]]
    assert found.report.position_unit == unit
    assert f"beginning and end are positions, counted in {unit}s" in found.report.settled


def test_positions_that_were_asked_for_and_disagree_are_refused(placed):
    rows = [["I1", "K", "Ja.", "6", "9"]]
    with pytest.raises(MaterialError, match=r"found 0 that agree, with positions") as told:
        placed({"I1.txt": "Ja. \N{GRINNING FACE}  Ja."}, rows, "code point", POSITIONS)
    assert [(p.place, p.found) for p in told.value.problems[1:]] == [
        ("document 'I1', line 2, 6 to 9", "' Ja'")
    ]


def test_texts_of_other_interviews_are_refused_unless_taken(placed):
    rows = [["I1", "K", "Vi litar."], ["I1", "K", "Hej"]]
    with pytest.raises(MaterialError, match=r"found 1 that agree\. No other") as told:
        placed({"I1.txt": "Hej"}, rows)
    assert told.value.problems[1].expected == "the stored quote 'Vi litar.'"
    found = placed({"I1.txt": "Hej"}, rows, accept=True)
    assert places(found) == [[-1, -1], [0, 3]]
    assert "1 quotes do not stand in their text: their codings are kept" in found.report.warnings[0]


def test_a_document_without_a_text_has_it_composed(placed):
    found = placed({"I1.txt": "Hej"}, [["I1", "K", "Hej"], ["I2", "K", "Ja."]])
    assert found.text("I2") == "Ja."
    assert found.report.composed == ("I2",)
    assert "1 of 2 texts are composed of their segments (I2)" in found.report.warnings[0]


def test_a_folder_without_texts_is_told(placed, tmp_path):
    with pytest.raises(MaterialError, match=r"texter: expected texts called NAME\.txt; found none"):
        placed({}, [["I1", "K", "Hej"]])
    (tmp_path / "a.csv").write_text("Dokument,Kod,Citat\nI1,K,hej\n", encoding="utf-8")
    with pytest.raises(MaterialError, match=r"expected a folder with texts.*nothing of that name"):
        read(tmp_path / "a.csv", Options(texts=tmp_path / "inte"))


def test_two_texts_of_one_name_are_not_chosen_between(placed):
    with pytest.raises(MaterialError, match=r"one text of the name; found I1\.TXT and I1\.txt"):
        placed({"I1.txt": "a", "I1.TXT": "b"}, [["I1", "K", "a"]])


WORDS = st.lists(st.sampled_from(["ja", "nej", "jag", "å", "vi", "\N{GRINNING FACE}"]), min_size=1)


@settings(max_examples=80, deadline=None)
@given(WORDS, st.data())
def test_a_quote_is_never_put_where_it_does_not_stand(tmp_path_factory, words, data):
    text = " ".join(words)
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(words) - 1), st.integers(1, 4)), min_size=1, max_size=6
        )
    )
    folder = tmp_path_factory.mktemp("t")
    (folder / "I1.txt").write_text(text, encoding="utf-8")
    quotes = [" ".join(words[start : start + length]) for start, length in spans]
    lines = ["Dokument,Kod,Citat", *(f"I1,K,{quote}" for quote in quotes)]
    (folder / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read(folder / "a.csv", Options(texts=folder))
    assert found.codings.quote.tolist() == quotes
    for row, quote in zip(found.codings.itertuples(), quotes, strict=True):
        unique = text.split().count(quote) == 1 and " " not in quote
        if pd.notna(row.start):
            assert text[row.start : row.end] == quote
        assert pd.notna(row.start) or not unique
