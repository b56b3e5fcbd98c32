"""How much a file may quote in all, whichever tool it is from; before any quote is cut."""

import csv
import sqlite3
from contextlib import closing

import pytest

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.archive import Limits
from analys.readers.options import Options
from qualcoder_build import BASIC, Builder, coding
from taguette_build import Made

TEXT = "Vi pratar mycket."


def qualcoder(folder):
    rows = [coding(0, 2, "Vi", fid=2), coding(3, 9, "pratar", fid=2)]
    more = ("source", {"id": 2, "name": "K1.txt", "fulltext": TEXT})
    return Builder(folder, 17).rows(*BASIC, more, *rows).done(), Options()


def taguette(folder):
    made = Made(folder / "a.sqlite3")
    made.document(f"<p>{TEXT}</p>")
    made.tag("tillit")
    made.highlight(0, 2, 1)
    made.highlight(3, 9, 1)
    return made.path, Options()


def texts(folder):
    (folder / "texter").mkdir()
    (folder / "texter" / "K1.txt").write_text(TEXT)
    return folder / "texter"


def maxqda(folder):
    path = folder / "a.mex"
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(
            "CREATE TABLE Texts(ID, Name); INSERT INTO Texts VALUES (1, 'K1'), (2, 'K2');"
            "CREATE TABLE Codewords(ID, Name); INSERT INTO Codewords VALUES (1, 'Tillit');"
            "CREATE TABLE Codings(TextID, WordID, SegPos1X, SegPos2X);"
            "INSERT INTO Codings VALUES (1, 1, 0, 2), (1, 1, 3, 9);"
        )
    return path, Options(texts=texts(folder))


def table(folder):
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = [("Dokument", "Kod", "Citat", "Start", "Slut")]
        rows += [("K1", "Tillit", "Vi", "0", "2"), ("K1", "Tillit", "pratar", "3", "9")]
        csv.writer(stream).writerows(rows)
    return path, Options("code point", texts=texts(folder))


@pytest.mark.parametrize("made", [qualcoder, taguette, maxqda, table])
def test_quotes_above_the_limit_are_refused_and_the_limit_is_named(tmp_path, made):
    path, options = made(tmp_path)
    quoted = read(path, options).codings["quote"].str.len().sum()
    way = (options.positions, options.columns, options.texts)
    assert len(read(path, Options(*way, Limits(quoted_characters=int(quoted)))).codings)
    with pytest.raises(
        MaterialError, match=r"at most 7 characters of quotes; found 8\. Raise it"
    ) as told:
        read(path, Options(*way, Limits(quoted_characters=7)))
    assert "`limits: {quoted_characters: 16}` in material.yaml" in str(told.value)


@pytest.mark.parametrize("made", [maxqda, table])
def test_a_source_without_a_text_is_told(tmp_path, made):
    project = read(*made(tmp_path))
    with pytest.raises(MaterialError, match="source 2: expected a source with a text; found none"):
        project.text("2")
