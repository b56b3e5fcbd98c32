"""MAXQDA's exchange file, whose positions nobody documents."""

import sqlite3

import pytest

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.maxqda.places import SHIFTS
from analys.readers.options import Options
from analys.readers.positions import UNIT_NAMES

TEXT = "Å \N{GRINNING FACE} Vi litar på dem. Nej."


@pytest.fixture
def exchange(tmp_path):
    """Reads codings of TextID, WordID, SegPos1X, SegPos2X, Author, Date, Preview."""

    def made(codings, texts=(("I1.txt", TEXT),), positions=None, preview=True, **ways):
        path = tmp_path / "a.mex"
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE Texts(ID INTEGER, Name TEXT)")
        connection.execute("INSERT INTO Texts VALUES (4, 'I1'), (5, 'I2')")
        connection.execute("CREATE TABLE Codewords(ID INTEGER, Name TEXT)")
        connection.execute("INSERT INTO Codewords VALUES (1, 'Tillit'), (2, 'Makt')")
        last = ", Preview TEXT" if preview else ""
        connection.execute(
            "CREATE TABLE Codings(ID INTEGER, TextID, WordID, SegPos1X, SegPos2X, Author, Date"
            f"{last})"
        )
        for number, row in enumerate(codings, 1):
            marks = ", ".join("?" * (len(row) + 1))
            connection.execute(f"INSERT INTO Codings VALUES ({marks})", (number, *row))
        connection.commit()
        connection.close()
        folder = tmp_path / "texter"
        folder.mkdir(exist_ok=True)
        for name, text in texts:
            (folder / name).write_text(text, encoding="utf-8")
        options = Options(positions=positions, texts=folder if texts else None)
        return read(path, options, **ways)

    return made


DATE = "2016-05-01 10:00:00"


UNITS = {
    "code point": len,
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-8": lambda text: len(text.encode()),
}
QUOTES = ["Å", "Vi litar på dem.", "Nej."]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("way", SHIFTS)
def test_the_previews_settle_how_positions_are_counted(exchange, unit, way):
    rows = []
    for quote in QUOTES:
        at = TEXT.index(quote)
        ends = [UNITS[unit](TEXT[:each]) for each in (at, at + len(quote))]
        start, end = (each - shift for each, shift in zip(ends, SHIFTS[way], strict=True))
        rows.append((4, 1, start, end, "Anna", DATE, quote))
    found = exchange(rows)
    assert found.codings.quote.tolist() == QUOTES
    assert found.codings.start.tolist() == [TEXT.index(quote) for quote in QUOTES]
    told = f"positions counted in {UNIT_NAMES[unit]} {way}: the beginnings of 3 of 3 passages agree"
    assert found.report.settled == [told]
    assert found.report.position_unit == unit
    assert "agree as well" not in found.report.warnings[0]


def test_author_and_date_are_of_the_coding(exchange):
    found = exchange([(4, 1, 4, 20, "Anna", DATE, QUOTES[1]), (4, 2, 4, 20, "", "", QUOTES[1])])
    assert found.codings.coder.fillna("").tolist() == ["Anna", ""]
    assert str(found.codings.created[0]) == "2016-05-01 10:00:00+00:00"
    assert found.report.without_coder == 1
    assert found.report.counts["passages"] == 1


def test_a_preview_of_63_characters_is_the_beginning_of_more(exchange):
    text = "ord " * 40
    found = exchange([(4, 1, 0, 120, "A", DATE, text[:63])], [("I1.txt", text)])
    assert len(found.codings.quote[0]) == 120
    assert found.report.quotes_agreeing == 1
    assert "from 0, the end counted in" in found.report.warnings[0]
    assert "ends may be a character off" in found.report.warnings[0]


def test_without_previews_the_positions_are_told_as_not_verified(exchange):
    found = exchange([(4, 1, 4, 20, "Anna", DATE)], preview=False)
    assert found.codings.quote.tolist() == ["Vi litar på dem."]
    assert found.report.quotes_checked == 0
    assert "not verified. Look at some quotes before you trust any." in found.report.warnings[0]


def test_previews_that_nothing_brings_to_agree_are_refused(exchange):
    with pytest.raises(MaterialError, match="found 0 that agree, with positions counted in code p"):
        exchange([(4, 1, 4, 20, "Anna", DATE, "något annat")])


def test_without_texts_it_is_refused_with_what_to_export(exchange):
    with pytest.raises(
        MaterialError, match=r"found positions of 1 codings, and no text\. Export f"
    ):
        exchange([(4, 1, 4, 20, "Anna", DATE, "Vi")], texts=())


def test_codings_on_texts_that_are_not_there_are_counted_and_named(exchange):
    rows = [
        (4, 1, 4, 6, "A", DATE, "Vi"),
        (5, 1, 0, 3, "A", DATE, "Ja."),
        (4, 1, None, None, "A", DATE, ""),
    ]
    found = exchange(rows)
    assert [(each.n, each.why) for each in found.report.skipped] == [
        (1, "there is no text for them (I2)"),
        (1, "they have no place in a text"),
    ]
    assert found.report.counts["codings"] + found.report.counts["codings skipped"] == 3
    with pytest.raises(MaterialError, match=r"called NAME\.txt; found none of 'I1', 'I2'"):
        exchange(rows[1:2], texts=[("annan.txt", "x"), ("I1.txt", TEXT)])


def test_positions_outside_the_text_are_refused(exchange):
    with pytest.raises(
        MaterialError, match="coding 1: expected a passage within the 25 characters"
    ):
        exchange([(4, 1, 4, 900, "A", DATE)], preview=False)


def test_a_coding_of_an_unknown_code_is_told(exchange):
    with pytest.raises(MaterialError, match="coding 1: expected a code of the file; found '9'"):
        exchange([(4, 9, 4, 20, "A", DATE, "Vi")])


def test_tables_of_another_version_are_told(tmp_path):
    connection = sqlite3.connect(tmp_path / "a.mex")
    connection.execute("CREATE TABLE Codewords(ID, Name)")
    connection.execute("CREATE TABLE Codings(TextID, WordID, Pos)")
    connection.close()
    with pytest.raises(MaterialError) as told:
        read(tmp_path / "a.mex")
    assert [(p.place, p.found) for p in told.value.problems] == [
        ("table Texts", "no such table"),
        ("table Codings", "none called SegPos1X, SegPos2X"),
    ]


def test_a_place_that_is_no_number_is_told(exchange):
    with pytest.raises(MaterialError, match=r"coding 1: expected whole numbers.*found 'x' to 20"):
        exchange([(4, 1, "x", 20, "A", DATE, "Vi")])


def test_codes_without_codings_stay_and_coders_are_those_of_the_codings(exchange):
    found = exchange([(4, 2, 4, 20, "Anna", DATE, "Vi litar på dem.")])
    assert found.codes.code_id.tolist() == ["1", "2"]
    assert found.coders.name.tolist() == ["Anna"]
