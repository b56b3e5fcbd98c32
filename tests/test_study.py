"""A Study's own answers: who was asked, what is coded, in whose eyes, in which words."""

import pandas as pd
import pytest

from analys.consensus import consensus
from analys.cooccurrence import meetings
from analys.errors import CodebookError, ParameterError
from builders import rows_of, study

TEXT = "Fråga: Hur är det? Svar: Det är en gyllene zon här. Ja, verkligen."


@pytest.fixture
def small():
    return study(
        {"K1-1": "K1 kso GZ FO", "K1-2": "K1 kc FO", "K2-1": "K2 kso -"},
        [
            ("K1-1", "GZ.gyllene", 35, 46, "Anna"),
            ("K1-1", "GZ.problem", 25, 50, "Bo"),
            ("K1-2", "PH.nyttblod.ja", 0, 5, "Anna"),
            ("K2-1", "GZ.gyllene", None, None, "Anna"),
            ("K2-1", "Lunch", 0, 5, "Anna"),
        ],
        texts={"K1-1": TEXT, "K1-2": "Javisst ja", "K2-1": "Nja, kanske."},
        foreign=[("Lunch", None)],
        cases=["K1", "K2", "K3"],
    )


def test_asked_is_what_the_interview_records(small):
    assert small.asked("GZ")["interview"].tolist() == ["K1-1"]
    assert small.asked("FO")["interview"].tolist() == ["K1-1", "K1-2"]
    assert len(small.asked("HS")) == 0
    assert len(small.asked()) == 3
    assert small.not_asked("GZ") == ("K2", "K3")


def test_where_nothing_is_recorded_all_count_as_asked():
    unrecorded = study({"K1-1": "K1 kso", "K2-1": "K2 kc"})
    assert unrecorded.asked("GZ")["interview"].tolist() == ["K1-1", "K2-1"]
    assert unrecorded.not_asked("GZ") == ()


def test_only_interviews_that_the_chosen_coder_has_read_were_asked():
    rows = [("K1-1", "GZ.gyllene", 0, 5, "Anna"), ("K2-1", "GZ.gyllene", 0, 5, "Bo")]
    some = study({"K1-1": "K1 kso GZ", "K2-1": "K2 kc GZ", "K3-1": "K3 kc GZ"}, rows, read=False)
    assert some.asked("GZ")["interview"].tolist() == ["K1-1", "K2-1"]
    assert some.by_coder("Bo").asked("GZ")["interview"].tolist() == ["K2-1"]
    assert some.by_coder("Bo").asked()["interview"].tolist() == ["K2-1"]


def test_a_dilemma_is_asked_by_its_whole_id():
    assert len(study({"K1-1": "K1 kso GZX"}).asked("GZ")) == 0


def test_codes_below_count_with_the_code_above(small):
    assert small.coded(["PH.nyttblod"])["code"].tolist() == ["PH.nyttblod.ja"]
    assert small.coded(["GZ"])["code"].tolist() == ["GZ.gyllene", "GZ.problem", "GZ.gyllene"]
    assert len(small.coded(["Lunch"])) == 1
    assert len(small.coded([])) == 0


def test_an_unknown_code_is_told_with_the_nearest(small):
    with pytest.raises(
        ParameterError, match=r"argument codes: .* found 'GZ.gylene'\. Did you mean G"
    ):
        small.coded(["GZ.problem", "GZ.gylene"])


def test_labels_are_the_codebooks_or_the_projects_own(small):
    assert small.labels(["Lunch", "GZ.gyllene", "kso", "politician"]) == {
        "Lunch": "Lunch",
        "GZ.gyllene": "Gråzonen som gyllene zon",
        "kso": "kommunstyrelsens ordförande",
        "politician": "Politiker",
    }
    assert (small.short("GZ"), small.short("GZ.norm")) == ("Gråzon", "Så bör rollerna vara")
    with pytest.raises(CodebookError, match=r"a known node or role; found 'GZ\.guld'"):
        small.label("GZ.guld")


def test_quotes_stand_in_their_context_in_the_order_of_the_talk(small):
    found = small.quotes(context=4)
    columns = ("interview", "role", "label", "before", "quote", "after", "coder")
    assert rows_of(found, *columns) == [
        ("K1-1", "kso", "Gråzonen som problem", "ar: ", TEXT[25:50], ". Ja", "Bo"),
        ("K1-1", "kso", "Gråzonen som gyllene zon", " en ", "gyllene zon", " här", "Anna"),
        ("K1-2", "kc", "Ja, det finns utrymme", "", "Javis", "st j", "Anna"),
        ("K2-1", "kso", "Lunch", "", "Nja, ", "kans", "Anna"),
        ("K2-1", "kso", "Gråzonen som gyllene zon", "", "", "", "Anna"),
    ]


def test_context_stops_at_the_ends_of_the_text(small):
    (row,) = small.quotes("GZ.problem", context=1000).to_dict("records")
    assert row["before"] + row["quote"] + row["after"] == TEXT


@pytest.mark.parametrize(
    ("narrowed", "codings"),
    [
        ({"code": "GZ"}, ["c1", "c0", "c3"]),
        ({"code": ["GZ.gyllene", "Lunch"]}, ["c0", "c4", "c3"]),
        ({"case": "K1"}, ["c1", "c0", "c2"]),
        ({"case": "K3"}, []),
        ({"role": ["kc", "tjm"]}, ["c2"]),
        ({"interview": "K2-1", "code": "GZ"}, ["c3"]),
        ({"coder": "Bo"}, ["c1"]),
    ],
)
def test_quotes_are_narrowed_by_each_argument(small, narrowed, codings):
    assert small.quotes(**narrowed)["coding"].tolist() == codings


@pytest.mark.parametrize(
    ("argument", "value", "told"),
    [
        ("code", "GZ.gylene", r"found 'GZ.gylene'\. Did you mean GZ.gyllene\?"),
        ("case", ["K1", "K9"], r"ids of the study \(K1, K2, K3\); found 'K9'"),
        ("role", "kommunchef", r"\(kso, kc, pol, opp, tjm\); found 'kommunchef'"),
        ("interview", "K1-9", r"found 'K1-9'\. Did you mean K1-\d\?"),
        ("coder", "Cia", r"\(Anna, Bo\); found 'Cia'"),
    ],
)
def test_unknown_ids_are_told_with_the_known(small, argument, value, told):
    with pytest.raises(ParameterError, match=rf"^study, argument {argument}: expected .*{told}"):
        small.quotes(**{argument: value})


def test_only_some_municipalities(small):
    found = small.only(["K2"])
    assert found.chosen == ("K2",)
    assert found.cases["case"].tolist() == ["K2"]
    assert found.interviews["interview"].tolist() == ["K2-1"]
    assert found.codings["coding"].tolist() == found.all_codings["coding"].tolist() == ["c3", "c4"]
    assert found.coders == ["Anna"]
    assert len(small.cases) == 3, "the study itself is as it was"


def test_only_unknown_municipalities_is_told(small):
    with pytest.raises(
        ParameterError, match=r"cases: expected some of K1, K2, K3; found K7, K9\.$"
    ):
        small.only(["K9", "K1", "K7"])


def test_one_coders_codings(small):
    found = small.by_coder("Bo")
    assert found.codings["coding"].tolist() == ["c1"]
    assert (found.coder, found.left_out, len(found.all_codings)) == ("Bo", 4, 5)
    assert found.by_coder("Anna").codings["coding"].tolist() == ["c0", "c2", "c3", "c4"]


def test_an_unknown_coder_is_told_with_the_known(small):
    with pytest.raises(
        ParameterError, match="coder: expected one of consensus, Anna, Bo; found 'Cia'"
    ):
        small.by_coder("Cia")
    with pytest.raises(ParameterError, match="expected one of consensus, Anna; found 'Bo'"):
        small.only(["K2"]).by_coder("Bo")


CODED_TWICE = [
    ("a", "GZ.gyllene", 0, 10, "Anna"),  # Bo overlaps: stands
    ("a", "GZ.problem", 0, 10, "Anna"),  # Bo has put another code there: falls
    ("a", "GZ.gyllene", 20, 30, "Anna"),  # Bo only touches: falls
    ("a", "GZ.gyllene", 9, 20, "Bo"),  # the same as the first: not counted again
    ("a", "FO.prata.ja", 0, 10, "Bo"),  # Anna has not: falls
    ("b", "GZ.gyllene", 0, 10, "Bo"),  # read by Bo alone: stands
]


def test_consensus_keeps_once_what_both_put_in_the_same_place():
    both = study({"a": "K1 kso", "b": "K1 kc"}, CODED_TWICE)
    found = both.by_coder("consensus")
    assert found.codings["coding"].tolist() == ["c0", "c5"]
    assert found.left_out == 4
    assert found.codings.index.tolist() == [0, 1]


def test_consensus_of_whole_interviews_and_of_several():
    three = study(
        {"a": "K1 kso"},
        [
            ("a", "GZ.gyllene", 0, 10, "Anna"),
            ("a", "GZ.problem", 0, 10, "Anna"),
            ("a", "GZ.gyllene", None, None, "Bo"),
            ("a", "GZ.problem", 5, 10, "Cia"),
        ],
    )
    assert consensus(three.all_codings)["coding"].tolist() == ["c0", "c1"]


def test_the_coder_with_most_codings_leads_and_the_first_by_name_where_as_many():
    rows = [("a", "GZ.gyllene", 5, 15, "Bo"), ("a", "GZ.gyllene", 0, 10, "Anna")]
    assert consensus(study({"a": "K1 kso"}, rows).all_codings)["coding"].tolist() == ["c1"]
    more = [*rows, ("a", "GZ.problem", 0, 10, "Bo")]
    assert consensus(study({"a": "K1 kso"}, more).all_codings)["coding"].tolist() == ["c0"]


def test_consensus_without_shared_interviews_or_codings_changes_nothing():
    alone = study({"a": "K1 kso", "b": "K1 kc"}, [CODED_TWICE[0], CODED_TWICE[5]]).all_codings
    pd.testing.assert_frame_equal(consensus(alone), alone)
    nothing = study({"a": "K1 kso"}, read=False).all_codings
    assert len(consensus(nothing)) == 0


PASSAGES = {
    "GZ.gyllene": [("a", 0, 10), ("b", 0, 10)],
    "GZ.problem": [("a", 9, 20), ("a", 10, 20), ("c", 0, 10)],
}


@pytest.mark.parametrize(
    ("relation", "met"),
    [("passage", [("c0", "c2")]), ("interview", [("c0", "c2"), ("c0", "c3")]),
     ("case", [(left, right) for left in ("c0", "c1") for right in ("c2", "c3")])],
)  # fmt: skip
def test_codings_meet_as_the_relation_says(relation, met):
    rows = [(name, code, *at) for code, some in PASSAGES.items() for name, *at in some]
    codings = study({"a": "K1 kso", "b": "K1 kc", "c": "K2 kso"}, rows).codings
    left, right = (codings[codings["code"] == code] for code in PASSAGES)
    found = meetings(left, right, relation)
    assert sorted(zip(found["coding_a"], found["coding_b"], strict=True)) == met


def test_a_coding_of_the_whole_interview_meets_every_passage_of_it():
    rows = [("a", "GZ.gyllene", None, None), ("a", "GZ.problem", 3, 4), ("b", "GZ.problem", 3, 4)]
    codings = study({"a": "K1 kso", "b": "K1 kc"}, rows).codings
    found = meetings(codings.iloc[:1], codings.iloc[1:], "passage")
    assert found["coding_b"].tolist() == ["c1"]


def test_interviews_without_a_municipality_share_none():
    rows = [("a", "GZ.gyllene", 0, 5), ("b", "GZ.problem", 0, 5)]
    codings = study({"a": "- kso", "b": "- kc"}, rows).codings
    assert len(meetings(codings.iloc[:1], codings.iloc[1:], "case")) == 0


def test_an_unknown_relation_is_told():
    codings = study({"a": "K1 kso"}).codings
    with pytest.raises(ValueError, match="relation 'near' is not one of passage, interview, case"):
        meetings(codings, codings, "near")
