"""Numbers, dates and lists in Swedish, and a table's unit."""

import doctest
from datetime import date

import pandas as pd
import pytest

from analys import tenure, wording
from analys.table import UNITS, Table


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0, 0, "0"), (1234567, 0, "1\xa0234\xa0567"), (2.5, 1, "2,5"), (9.96, 1, "10,0"),
     (-3, 0, "-3"), (17.4, 0, "17")],
)  # fmt: skip
def test_numbers(value, decimals, text):
    assert wording.number(value, decimals) == text


def test_days_and_lists():
    assert wording.day(date(2011, 10, 13)) == "13 oktober 2011"
    assert wording.listing([]) == ""
    assert wording.listing(["K01"]) == "K01"
    assert wording.listing(name for name in ("a", "b", "c")) == "a, b och c"


@pytest.mark.parametrize("unit", UNITS)
def test_one_and_many_of_every_unit(unit):
    one, many = UNITS[unit]
    assert wording.counted(1, unit) == f"1 {one}"
    assert [wording.counted(n, unit) for n in (0, 2)] == [f"0 {many}", f"2 {many}"]
    assert wording.out_of(1, 1, unit) == f"1\xa0av\xa01 {one}"
    assert wording.out_of(0, 10, unit) == f"0\xa0av\xa010 {many}"


@pytest.mark.parametrize(
    ("text", "upper", "lower"),
    [
        ("å ena sidan", "Å ena sidan", "å ena sidan"),
        ("Fördelar", "Fördelar", "fördelar"),
        ("SKL anger", "SKL anger", "SKL anger"),
        ("", "", ""),
    ],
)
def test_first_letters(text, upper, lower):
    assert wording.upper_first(text) == upper
    assert wording.lower_first(text) == lower


@pytest.mark.parametrize("module", [wording, tenure])
def test_the_examples_in_the_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


FRAME = pd.DataFrame({"code": ["a"], "cases": [1]})


def test_a_table_needs_a_known_unit_and_columns_for_its_headings():
    with pytest.raises(ValueError, match="unit 'kommun' is not one of case, interview, segment"):
        Table(FRAME, "kommun", 1)
    with pytest.raises(ValueError, match="headings for columns that are not there: label, asked"):
        Table(FRAME, "case", 1, headings={"code": "Kod", "label": "L", "asked": "A"})


def test_a_table_shows_the_columns_with_headings_in_their_order():
    shown = Table(FRAME, "case", 1, headings={"cases": "Kommuner", "code": "Kod"}).shown()
    assert shown.to_dict("list") == {"Kommuner": [1], "Kod": ["a"]}
    assert list(shown) == ["Kommuner", "Kod"]
    assert Table(FRAME, "case", 1).shown().empty
