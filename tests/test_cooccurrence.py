"""How often two codes meet: in distinct units, by each relation."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys.cooccurrence import UNITS, Cooccurrence, cooccurrence, paragraphs

quick = settings(max_examples=120, deadline=None, derandomize=True)
BREAKS = {"i1": [0, 10, 20, 30], "i2": [0, 15], "i3": [0]}
CASES = {"i1": "K1", "i2": "K1", "i3": "K2"}
PAIRS = [(relation, unit) for relation, units in UNITS.items() for unit in units]


def coded(*rows, prefix="c"):
    """Codings at `(interview, start, end)`."""
    frame = pd.DataFrame(rows, columns=["interview", "start", "end"], dtype="object")
    frame = frame.astype({"interview": "str", "start": "Int64", "end": "Int64"})
    ids = [f"{prefix}{at}" for at in range(len(frame))]
    return frame.assign(coding=ids, case=frame["interview"].map(CASES))


def met(first, second, relation, unit, **more):
    within = 0 if unit == "paragraph" else more.pop("within", 1)
    return cooccurrence(first, second, relation, unit, breaks=BREAKS, within=within, **more)


def counts(found):
    return found.n1, found.n2, found.n12


def test_the_worked_case_gives_its_coefficient():
    """A hundred passages of one code, ten of the other, five of both."""
    first = coded(*[("i1", at * 10, at * 10 + 5) for at in range(100)])
    second = coded(*[("i1", at * 10, at * 10 + 5) for at in range(95, 105)], prefix="d")
    for relation in ("span", "passage"):
        found = met(first, second, relation, "passage")
        assert counts(found) == (100, 10, 5)
        assert f"{found.jaccard:.3f}" == "0.048"
        assert found.shares == (0.05, 0.5)


def test_passages_that_overlap_are_one_so_that_no_coefficient_passes_one():
    """Counted as pairs, two codings of one and two of another in a heap would meet four times."""
    first = coded(("i1", 0, 10), ("i1", 5, 15))
    second = coded(("i1", 8, 12), ("i1", 11, 20), prefix="d")
    found = met(first, second, "passage", "passage")
    assert counts(found) == (1, 1, 1)
    assert found.jaccard == 1


def test_what_only_touches_does_not_meet_and_stands_in_two_passages():
    found = met(coded(("i1", 0, 10)), coded(("i1", 10, 20), prefix="d"), "passage", "passage")
    assert counts(found) == (1, 1, 0)


@pytest.mark.parametrize(
    ("relation", "unit", "expected"),
    [
        ("span", "interview", (2, 2, 0)),
        ("passage", "interview", (2, 2, 1)),
        ("passage", "paragraph", (3, 2, 1)),
        ("paragraphs", "interview", (2, 2, 1)),
        ("interview", "interview", (2, 2, 1)),
        ("interview", "case", (2, 1, 1)),
        ("case", "case", (2, 1, 1)),
    ],
)
def test_each_relation_in_each_unit(relation, unit, expected):
    """In i1 the first on 5–12, in two paragraphs, the second on 11–15; i2 has one, i3 the other."""
    first = coded(("i1", 5, 12), ("i3", 0, 5))
    second = coded(("i1", 11, 15), ("i2", 0, 5), prefix="d")
    assert counts(met(first, second, relation, unit)) == expected


@pytest.mark.parametrize(("within", "n12"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_within_so_many_paragraphs(within, n12):
    """From the first paragraph to the third."""
    first, second = coded(("i1", 0, 5)), coded(("i1", 25, 28), prefix="d")
    assert met(first, second, "paragraphs", "interview", within=within).n12 == n12


def test_paragraphs_of_another_interview_are_never_near():
    first, second = coded(("i1", 35, 38)), coded(("i2", 0, 5), prefix="d")
    assert met(first, second, "paragraphs", "interview", within=3).n12 == 0


def test_a_coding_of_the_whole_interview_meets_each_passage_of_it():
    first = coded(("i1", None, None))
    second = coded(("i1", 3, 5), ("i1", 33, 35), ("i2", 3, 5), prefix="d")
    assert counts(met(first, second, "passage", "paragraph")) == (4, 3, 2)
    assert met(first, second, "passage", "interview").met == {"c0", "d0", "d1"}


def test_codings_without_a_municipality_are_not_of_any():
    first = coded(("i9", 0, 5), ("i1", 0, 5))
    assert counts(met(first, first.assign(coding="d"), "interview", "case")) == (1, 1, 1)
    assert counts(met(first, first.assign(coding="d"), "interview", "interview")) == (2, 2, 2)


def test_codings_of_no_known_interview_meet_none():
    first = coded(("i1", 0, 5)).assign(interview=pd.Series([None], dtype="str"))
    second = first.assign(coding="d")
    for relation, unit in PAIRS:
        found = met(first, second, relation, unit)
        assert (counts(found), found.met) == ((0, 0, 0), frozenset())


def test_nothing_meets_nothing():
    for relation, unit in PAIRS:
        found = met(coded(), coded(), relation, unit)
        assert (counts(found), found.jaccard, found.shares) == ((0, 0, 0), None, (None, None))


@pytest.mark.parametrize(
    ("n1", "n2", "n12", "n", "phi"),
    [(5, 5, 5, 10, 1), (5, 5, 0, 10, -1), (4, 6, 3, 10, 0.25), (2, 5, 1, 10, 0)],
)
def test_phi_is_the_correlation_of_two_columns_of_yes_and_no(n1, n2, n12, n, phi):
    one = pd.Series([1] * n1 + [0] * (n - n1))
    other = pd.Series([1] * n12 + [0] * (n1 - n12) + [1] * (n2 - n12) + [0] * (n - n1 - n2 + n12))
    found = Cooccurrence(n1, n2, n12, n).phi
    assert found == pytest.approx(one.corr(other))
    assert round(found, 2) == phi


def test_phi_needs_a_fourfold_table():
    assert Cooccurrence(5, 5, 3).phi is None
    assert Cooccurrence(10, 5, 5, 10).phi is None
    assert Cooccurrence(5, 5, 3, 10, own=False).phi is None
    first, second = coded(("i1", 0, 5), ("i2", 0, 5)), coded(("i1", 20, 25), prefix="d")
    assert met(first, second, "passage", "interview", n=3).phi is None
    assert met(first, second, "interview", "interview", n=3).phi == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("relation", "unit", "more", "said"),
    [
        ("near", "case", {}, "relation 'near' is not one of span, passage, paragraphs"),
        ("case", "country", {}, "unit 'country' is not one of passage, paragraph"),
        ("case", "interview", {}, "case reaches beyond one interview; count in case"),
        (
            "paragraphs",
            "paragraph",
            {"within": 2},
            "one paragraph; count in interview, case",
        ),
        ("paragraphs", "case", {"within": -1}, "within -1 paragraphs"),
        ("passage", "paragraph", {"breaks": None}, "paragraphs need their breaks"),
    ],
)
def test_what_cannot_be_counted_is_refused(relation, unit, more, said):
    with pytest.raises(ValueError, match=said):
        cooccurrence(coded(), coded(), relation, unit, **{"breaks": BREAKS, **more})


@pytest.mark.parametrize("wrong", [(1, 2, 2), (1, 1, -1), (3, 1, 1, 2)])
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(ValueError, match=r"meetings of|out of"):
        Cooccurrence(*wrong)


def test_a_text_is_split_where_its_lines_begin():
    assert paragraphs("") == []
    assert paragraphs("\n \nEtt.\n\n  Två.\nTre.") == [3, 9, 16]


@st.composite
def some(draw, prefix):
    place = st.one_of(
        st.tuples(st.integers(0, 36), st.integers(1, 9)).map(lambda at: (at[0], sum(at))),
        st.just((None, None)),
    )
    rows = st.lists(st.tuples(st.sampled_from(list(CASES)), place), max_size=7)
    return coded(*[(name, *at) for name, at in draw(rows)], prefix=prefix)


@pytest.mark.parametrize(("relation", "unit"), PAIRS)
@quick
@given(first=some("c"), second=some("d"))
def test_the_laws_of_meeting(relation, unit, first, second):
    """Symmetric, from 0 to 1, never more than either, and blind to the order of the rows."""
    one, other = met(first, second, relation, unit), met(second, first, relation, unit)
    assert counts(one) == (other.n2, other.n1, other.n12)
    assert (one.jaccard, one.met) == (other.jaccard, other.met)
    assert one.jaccard is None or 0 <= one.jaccard <= 1
    assert 0 <= one.n12 <= min(one.n1, one.n2)
    turned = met(first[::-1], second[::-1], relation, unit)
    assert (counts(turned), turned.met) == (counts(one), one.met)
    assert bool(one.n12) == bool(one.met)


def meets(one, other, relation, within):
    """Whether two codings meet, as one would say it."""
    if relation == "case":
        return one["case"] == other["case"]
    if one["interview"] != other["interview"]:
        return False
    (low, high), (start, end) = (
        (0, 99) if pd.isna(each["start"]) else (each["start"], each["end"]) for each in (one, other)
    )
    if relation == "span":
        return (low, high) == (start, end)
    if relation == "passage":
        return low < end and start < high
    if relation == "paragraphs":
        numbers = [
            {sum(at >= edge for edge in BREAKS[one["interview"]]) for at in range(*reach)}
            for reach in ((low, high), (start, end))
        ]
        return min(abs(a - b) for a, b in product(*numbers)) <= within
    return True


@pytest.mark.parametrize("relation", UNITS)
@quick
@given(first=some("c"), second=some("d"), within=st.integers(0, 3))
def test_the_codings_that_meet_are_those_of_some_pair_that_meets(relation, first, second, within):
    pairs = [
        (one, other)
        for one, other in product(first.to_dict("records"), second.to_dict("records"))
        if meets(one, other, relation, within)
    ]
    found = met(first, second, relation, "case", within=within)
    assert found.met == {each["coding"] for pair in pairs for each in pair}
    assert found.n12 == len({one["case"] for one, _other in pairs})


@quick
@given(first=some("c"), second=some("d"))
def test_a_wider_relation_never_meets_less(first, second):
    wider = ("span", "passage", "paragraphs", "interview", "case")
    found = [met(first, second, relation, "case").n12 for relation in wider]
    assert found == sorted(found)


@quick
@given(first=some("c"), second=some("d"))
def test_in_its_own_unit_all_that_holds_both_has_met(first, second):
    whole = pd.concat([first, second])
    for unit in ("interview", "case"):
        found = met(first, second, unit, unit)
        both = set(first[unit]) & set(second[unit])
        assert counts(found) == (first[unit].nunique(), second[unit].nunique(), len(both))
        assert found.n1 + found.n2 - found.n12 == whole[unit].nunique()
