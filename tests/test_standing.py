"""What is looked up by number is what the plain definition says: on any small frame."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analys.basis import basis_of
from analys.cooccurrence import meetings
from analys.errors import ParameterError
from analys.standing import TALK, Standing
from analys.table import Table
from analys.tables import crisp
from builders import CODING_TYPES, study

TREE = pd.DataFrame({"code": ["a", "b", "c", "d"], "parent": [None, "a", "b", None]}, dtype="str")
BELOW = {"a": {"a", "b", "c"}, "b": {"b", "c"}, "c": {"c"}, "d": {"d"}}

spans = st.one_of(
    st.just((None, None)),
    st.tuples(st.integers(0, 12), st.integers(0, 6)).map(lambda at: (at[0], at[0] + at[1])),
)
rows = st.lists(st.tuples(st.sampled_from(["i", "j"]), st.sampled_from("abcd"), spans), max_size=14)


def framed(drawn):
    """Codings in two interviews, the second of no known municipality."""
    return pd.DataFrame(
        {
            "coding": [f"c{at}" for at in range(len(drawn))],
            "interview": [interview for interview, _, _ in drawn],
            "case": ["k" if interview == "i" else None for interview, _, _ in drawn],
            "code": [code for _, code, _ in drawn],
            "start": [start for _, _, (start, _) in drawn],
            "end": [end for _, _, (_, end) in drawn],
        },
        dtype="object",
    ).astype(dict.fromkeys(["coding", "interview", "case", "code"], "str") | CODING_TYPES)


@given(rows, st.lists(st.sampled_from("abcd"), max_size=4))
def test_what_stands_under_codes_is_what_has_one_of_them_or_of_those_below(drawn, codes):
    codings = framed(drawn)
    wanted = {below for code in codes for below in BELOW[code]}
    plain = codings[codings["code"].isin(wanted)]
    pd.testing.assert_frame_equal(codings.iloc[Standing(codings, TREE).under(codes)], plain)


@given(rows)
def test_the_turns_of_the_talk_order_codings_as_sorting_them_does(drawn):
    codings = framed(drawn)
    turn = pd.Series(Standing(codings, TREE).turn, codings.index)
    plain = codings.sort_values(TALK, kind="stable")
    assert list(turn.sort_values(kind="stable").index) == list(plain.index)
    assert turn.groupby(turn).size().tolist() == codings.groupby(TALK, dropna=False).size().tolist()


@given(rows, rows, st.booleans())
def test_pairs_that_overlap_are_all_pairs_of_an_interview_less_those_apart(one, other, same_code):
    left, right = framed(one), framed(other)
    keys = ["interview", "code"] if same_code else ["interview"]
    pairs = left.merge(right, on=keys, suffixes=("_a", "_b"))
    apart = (pairs["start_a"] >= pairs["end_b"]) | (pairs["start_b"] >= pairs["end_a"])
    plain = pairs[~apart.fillna(False).astype(bool)].reset_index(drop=True)
    found = meetings(left, right, "passage", keys[1:])
    pd.testing.assert_frame_equal(found, plain)


PEOPLE = {"K1-1": "K1 kso GZ", "K1-2": "K1 kc GZ", "K2-1": "K2 kc GZ"}
CODES = ["GZ.gyllene", "GZ.problem", "GZ.f.fortroende"]
said = st.lists(
    st.tuples(st.sampled_from(list(PEOPLE)), st.sampled_from(CODES), spans), min_size=1, max_size=14
)


@given(said, st.lists(st.tuples(st.integers(0, 13), st.sampled_from(["x", "y"])), max_size=20))
def test_the_codings_behind_a_table_are_its_basis_joined_and_in_the_order_of_the_talk(drawn, stand):
    some = study(PEOPLE, [(interview, code, *span) for interview, code, span in drawn])
    basis = pd.DataFrame(
        {"coding": [f"c{at}" for at, _ in stand], "row": [row for _, row in stand]}, dtype="str"
    )
    frame = pd.DataFrame({"row": ["y", "z", "x"]}, dtype="str")
    found = basis_of(some, Table(frame, "case", 2, basis=basis))
    plain = basis.merge(frame.assign(at=range(3)), on="row").merge(some.all_codings, on="coding")
    plain = plain.sort_values(["at", *TALK], kind="stable")
    assert list(found.rows) == list(plain["at"])
    assert list(some.all_codings["coding"].iloc[found.codings]) == list(plain["coding"])
    assert found.sizes == plain.groupby("at").size().to_dict()
    assert found.several == {at for at, n in plain.groupby("at")["code"].nunique().items() if n > 1}
    assert found.distinct() == tuple(
        plain[name].nunique() for name in ("coding", "interview", "case")
    )


def test_an_unknown_code_is_named_with_the_nearest():
    with pytest.raises(ParameterError, match=r"GZ\.gyllen.*GZ\.gyllene"):
        study(PEOPLE, []).coded(["GZ.gyllen"])


@given(said, st.lists(st.tuples(st.sets(st.sampled_from(["K1", "K2"])), st.booleans()), max_size=5))
def test_the_codings_behind_municipalities_are_those_of_their_conditions_and_outcome(drawn, asked):
    """As `crisp.basis` says it: for each row the codings of its places, by a mask."""
    some = study(PEOPLE, [(interview, code, *span) for interview, code, span in drawn])
    made = crisp.crisp(some, "GZ", CODES[2:], CODES[:2], ["K1", "K2"])
    rows = [
        ({"row": at}, sorted(cases), CODES[2:] if told else [])
        for at, (cases, told) in enumerate(asked)
    ]
    plain = [
        (coding, key["row"])
        for key, cases, conditions in rows
        for coding, case, code in made.codings.itertuples(index=False)
        if case in cases and code in [*conditions, *made.codes]
    ]
    found = crisp.basis(made, rows)
    assert list(found.itertuples(index=False, name=None)) == plain
