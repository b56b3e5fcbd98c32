"""A file's columns and values against what was declared."""

import pandas as pd
import pytest

from analys import schemas
from analys.errors import MaterialError
from builders import codebook

DECLARED = schemas.declared(codebook())


def raw(text):
    """A frame of text from lines of words; "-" is missing."""
    head, *body = [line.split() for line in text.strip().splitlines()]
    return pd.DataFrame(body, columns=head, dtype="str").replace("-", pd.NA)


def problems(text, name):
    with pytest.raises(MaterialError) as told:
        schemas.check(raw(text), DECLARED[name], f"{name}.csv")
    return [(problem.place, problem.expected, problem.found) for problem in told.value.problems]


def test_values_get_the_declared_types_and_what_is_not_told_is_missing():
    found = schemas.check(
        raw("case population shift size extra\nK01 8900 Ja liten x\nK02 - - - -"),
        DECLARED["cases"],
        "cases.csv",
    )
    assert found.columns.tolist() == [column.name for column in schemas.CASES]
    assert {name: str(kind) for name, kind in found.dtypes.items()} == {
        column.name: schemas.DTYPES[column.kind] for column in schemas.CASES
    }
    assert found.loc[0, ["population", "shift", "size"]].tolist() == [8900, True, "liten"]
    assert found.loc[1].isna().sum() == len(schemas.CASES) - 1


@pytest.mark.parametrize("name", ["cases", "interviews", "spells", "events", "codes"])
def test_a_table_without_rows_has_the_columns_and_types_of_an_empty_one(name):
    columns = DECLARED[name]
    head = raw(" ".join(column.name for column in columns))
    pd.testing.assert_frame_equal(
        schemas.check(head, columns, "a.csv"), schemas.empty(columns), check_index_type=False
    )


@pytest.mark.parametrize(
    ("word", "truth"),
    [("true", True), ("JA", True), ("1", True), ("False", False), ("nej", False), ("0", False)],
)
def test_truth_is_read_in_both_languages(word, truth):
    found = schemas.check(raw(f"case shift\nK01 {word}"), DECLARED["cases"], "cases.csv")
    assert found["shift"].tolist() == [truth]


def test_the_index_is_kept_so_that_lines_can_be_told():
    table = raw("case\nK01\nK02").set_index(pd.Index([0, 7]))
    assert schemas.check(table, DECLARED["cases"], "a.csv").index.tolist() == [0, 7]
    with pytest.raises(MaterialError, match=r"line 9, column case: .* again, as on line 2"):
        schemas.check(table.assign(case="K01"), DECLARED["cases"], "a.csv")


def test_each_kind_of_fault_is_told_once_in_the_order_of_the_file():
    text = """
    interview case role date minutes asked quote_consent
    K01-1 K01 kso 2011-13-40 38 GZ ja
    K01-1 K01 kejsare 2011-10-02 långt GZ ja
    - K02 kc 2011-10-03 0 GZ nja
    """
    roles = "one of kso, kc, pol, opp, tjm"
    assert problems(text, "interviews") == [
        ("line 2, column date", "a date, YYYY-MM-DD", "'2011-13-40'"),
        ("line 3, column interview", "each value once", "'K01-1' again, as on line 2"),
        ("line 3, column role", roles, "'kejsare'"),
        ("line 3, column minutes", "a whole number of at least 1", "'långt'"),
        ("line 4, column interview", "text", "nothing"),
        ("line 4, column minutes", "a whole number of at least 1", "'0'"),
        ("line 4, column quote_consent", "one of ja, efter godkännande, nej", "'nja'"),
    ]


def test_several_dilemmas_may_stand_in_a_cell_but_only_known_ones():
    text = pd.DataFrame({"interview": ["a", "b"], "asked": ["GZ MS", "GZ, MS"]}, dtype="str")
    with pytest.raises(MaterialError) as told:
        schemas.check(text, DECLARED["interviews"], "interviews.csv")
    assert [str(problem) for problem in told.value.problems] == [
        (
            "interviews.csv, line 3, column asked: expected some of GZ, MS, FO, PH, LS, HS; "
            "found 'GZ, MS'."
        )
    ]


def test_a_needed_value_that_cannot_be_read_is_told_as_what_it_was():
    text = "case post person start end\nK01 kso p igår -\nK01 kung p - -"
    assert problems(text, "spells") == [
        ("line 2, column start", "a date, YYYY-MM-DD", "'igår'"),
        ("line 3, column post", "one of kso, kc", "'kung'"),
        ("line 3, column start", "a date, YYYY-MM-DD", "nothing"),
    ]


@pytest.mark.parametrize("number", ["1.5", "1e400", "1e30", "8 900", "0x10", "nan", "-3"])
def test_what_is_no_whole_number_is_told(number):
    table = pd.DataFrame({"case": ["K01"], "population": [number]}, dtype="str")
    with pytest.raises(MaterialError, match=f"a whole number of at least 1; found '{number}'"):
        schemas.check(table, DECLARED["cases"], "cases.csv")


def test_missing_columns_are_all_told():
    assert problems("case text\nK01 a", "events") == [
        ("line 1", "a column date", "the columns case, text"),
        ("line 1", "a column kind", "the columns case, text"),
    ]


def test_a_misspelt_heading_is_told_even_where_the_column_is_not_needed():
    assert problems("interview Asked minuter\na GZ 3", "interviews") == [
        ("line 1", "a column minutes", "'minuter'"),
        ("line 1", "a column asked", "'Asked'"),
    ]


def test_more_than_twenty_faults_are_cut_with_a_count():
    text = "case population\n" + "\n".join(f"K{n} -1" for n in range(33))
    found = problems(text, "cases")
    assert len(found) == 21
    assert found[19][0] == "line 21, column population"
    assert found[20] == ("", "no faults", "13 more of them")


def test_a_code_map_may_only_name_codes():
    assert problems("path code\nTillit GZ.gylene", "codes")[0][2] == "'GZ.gylene'"
