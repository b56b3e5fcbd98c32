"""Headings in the languages that people and tools write them in."""

from analys.codebook import read
from analys.readers.headings import OWN, SEGMENTS, canonical, dialects, known, plain
from analys.readers.sheets.columns import COLUMNS
from analys.schemas import declared
from builders import ROOT


def test_every_known_heading_stands_over_a_column_that_there_is():
    assert {each.name for each in known(SEGMENTS)} <= set(COLUMNS)
    for subject, columns in declared(read(ROOT / "data/codebook.yaml")).items():
        assert {each.name for each in known(subject)} <= {column.name for column in columns}


def test_no_heading_of_a_tool_and_language_stands_over_two_columns():
    for subject in (SEGMENTS, "cases", "interviews", "spells", "events", "codes"):
        said = [(each.tool, each.language, plain(each.heading)) for each in known(subject)]
        assert len(said) == len(set(said))


def test_the_dialect_that_names_most_comes_first():
    found = dialects(["Dokumentname", "Code", "Segment", "Autor", "Kommentar"])
    assert str(next(iter(found))) == "MAXQDA, German"
    assert next(iter(dialects(["Intervju", "Kod", "Citat", "Kodare"]))).tool == OWN


def test_a_tables_own_headings_become_ours():
    columns = ["Kommun", "FOLKMÄNGD", "size", "Styre_2006", "annat"]
    assert canonical(columns, "cases") == {
        "Kommun": "case", "FOLKMÄNGD": "population", "Styre_2006": "rule_2006",
    }  # fmt: skip


def test_ours_in_capitals_are_ours():
    assert canonical(["Case", "Start"], "spells") == {"Case": "case", "Start": "start"}


def test_two_columns_that_would_be_one_are_left_as_they_are():
    assert canonical(["case", "Kommun", "Från", "Början", "Slut"], "spells") == {"Slut": "end"}


def test_a_subject_without_known_headings_changes_nothing():
    assert canonical(["Kommun"], "annat") == {}
