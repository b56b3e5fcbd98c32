"""Laws that hold for every material: what adds up, what may not matter, what mirrors what."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys import tables
from analys.consensus import consensus
from builders import study

GOLD, BAD, MEET, TALK = "GZ.gyllene", "GZ.problem", "GZ.f.moten", "FO.prata.ja"
CODES = [GOLD, BAD, MEET, TALK]
NAMES = {"first": "f", "both": "b", "second": "s"}
TWO = {"row": {"yes": "j", "no": "n"}, "column": {"yes": "j", "no": "n"}}
COMMITTEES = {"committees": "nämnder"}
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def parts(draw):
    """What a Study is made of: up to five interviews in up to three municipalities."""
    size = draw(st.integers(1, 5))
    cases = draw(st.sampled_from([["K1", "K2", "K3"], ["-"]]))
    words = st.tuples(
        st.sampled_from(cases),
        st.sampled_from(["kso", "kc", "tjm", "-"]),
        st.sampled_from(["GZ", "FO", "GZ FO", "-"]),
    )
    people = {f"i{n}": " ".join(draw(words)) for n in range(size)}
    passage = st.one_of(
        st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda at: (at[0], sum(at))),
        st.just((None, None)),
    )
    coding = st.tuples(
        st.sampled_from(list(people)), st.sampled_from(CODES), passage, st.sampled_from(["A", "B"])
    )
    coded = [(name, code, *at, who) for name, code, at, who in draw(st.lists(coding, max_size=8))]
    return people, coded


def crossing(*given, **more):
    return tables.crossing(*given, heads=("Rad", "Kolumn"), **more)


def made(content):
    return study(*content, cases={"K1": COMMITTEES, "K2": {}, "K3": {}})


ALL_TABLES = {
    "mentions": lambda s: tables.mentions(s, CODES, "GZ"),
    "mentions by group": lambda s: tables.mentions(s, CODES, by="role_group"),
    "arguments": lambda s: tables.arguments(s, "GZ", first=[GOLD], second=[BAD, MEET]),
    "shares": lambda s: tables.shares(s, "GZ", [GOLD], [BAD], NAMES),
    "balance": lambda s: tables.balance(s, "GZ", [GOLD], [BAD], NAMES),
    "contrast": lambda s: tables.contrast(s, "GZ", [MEET], {GOLD: "g", BAD: "b"}),
    "crossing": lambda s: crossing(s, CODES, CODES),
    "two_by_two": lambda s: tables.two_by_two(s, "GZ", [GOLD, BAD], [MEET, TALK], TWO),
    "by_case": lambda s: tables.by_case(s, {"GZ": ["GZ"], TALK: [TALK]}, {"GZ": "g", TALK: "t"}),
    "configurations": lambda s: tables.configurations(
        s, "GZ", [MEET, TALK], [GOLD, BAD], ["K1", "K2"]
    ),
    "negative_cases": lambda s: tables.negative_cases(s, "GZ", [GOLD], [BAD], ("f", "s")),
    "asked": lambda s: tables.asked(s, "GZ"),
    "interviews": tables.interviews,
    "code_use": tables.code_use,
    "coders": tables.coders,
}


@settings(quick, max_examples=10)
@given(content=parts())
def test_the_order_of_the_codings_never_matters(content):
    people, coded = content
    whole, turned = made(content), made((people, list(reversed(coded))))
    for table in ALL_TABLES.values():
        one, other = table(whole), table(turned)
        pd.testing.assert_frame_equal(one.frame, other.frame)
        assert (one.n, one.facts, one.absent) == (other.n, other.facts, other.absent)
        assert one.note == other.note


@quick
@given(content=parts())
def test_the_order_of_the_interviews_never_matters_to_a_count(content):
    people, coded = content
    whole = made(content)
    turned = made((dict(reversed(people.items())), coded))
    for table in (ALL_TABLES["mentions"], ALL_TABLES["shares"], ALL_TABLES["crossing"]):
        pd.testing.assert_frame_equal(table(whole).frame, table(turned).frame)


@quick
@given(content=parts())
def test_no_count_is_more_than_was_asked(content):
    whole = made(content)
    rows = tables.mentions(whole, CODES, "GZ").frame
    assert (rows["cases"] <= rows["asked"]).all()
    assert (rows["interviews"] <= rows["interviews_asked"]).all()
    assert (rows["cases"] <= rows["interviews"]).all()
    assert (rows["interviews"] <= rows["segments"]).all()
    grid = crossing(whole, CODES, CODES, "GZ")
    assert (grid.frame["value"] <= grid.n).all()
    by_case = ALL_TABLES["by_case"](whole).frame.dropna(subset="value")
    assert (by_case["value"] <= by_case["asked"]).all()
    shares = ALL_TABLES["shares"](whole).frame
    assert (shares["of"] <= shares["asked"]).all()


@quick
@given(content=parts())
def test_interviews_and_segments_of_the_groups_add_up_to_those_with_a_group(content):
    """A municipality may stand in both groups, so only interviews and segments add up."""
    whole = made(content)
    if whole.interviews["role_group"].isna().all():
        return
    grouped = tables.mentions(whole, CODES, by="role_group").frame
    known = whole.interviews.dropna(subset="role_group")["interview"]
    for code, part in grouped.groupby("code"):
        codings = whole.coded([code])
        codings = codings[codings["interview"].isin(known)]
        if tables.frame_of(whole, None).unit == "case":
            codings = codings.dropna(subset="case")
        assert part["segments"].sum() == len(codings)
        assert part["interviews"].sum() == codings["interview"].nunique()
        assert part["cases"].sum() >= tables.mentions(whole, [code]).frame["cases"].iloc[0] * (
            len(known) == len(whole.interviews)
        )


@quick
@given(content=parts())
def test_shares_add_up_to_those_who_speak(content):
    whole = made(content)
    found = tables.shares(whole, "GZ", [GOLD], [BAD], NAMES)
    for _, part in found.frame.groupby("group"):
        assert part["interviews"].sum() == part["of"].iloc[0]
        assert len(set(part["of"])) == 1
    everyone = found.frame.groupby("group")["of"].first().sum()
    known = whole.interviews["role_group"].notna()
    if known.all() or not known.any():
        assert everyone == found.facts["speaking"]
    assert everyone <= found.facts["speaking"] <= found.facts["asked"]


@quick
@given(content=parts())
def test_every_unit_asked_leans_one_way_or_is_even_or_silent(content):
    whole = made(content)
    found = tables.balance(whole, "GZ", [GOLD], [BAD], NAMES)
    assert sum(found.facts.values()) == found.n
    assert len(found.frame) == found.n + len(found.not_asked)
    cells = ALL_TABLES["two_by_two"](whole)
    assert cells.frame["count"].sum() + cells.facts["unclear"] == cells.n
    sides = ALL_TABLES["arguments"](whole)
    spoken = sides.facts["both"] + sides.facts["only_first"] + sides.facts["only_second"]
    assert spoken == sides.facts["units"]


@pytest.mark.parametrize("relation", ["passage", "interview", "case"])
@quick
@given(content=parts())
def test_crossing_is_the_mirror_of_crossing_the_other_way(relation, content):
    whole = made(content)
    one = crossing(whole, CODES[:2], CODES[2:], relation=relation)
    other = crossing(whole, CODES[2:], CODES[:2], relation=relation)
    # In a municipality the interviews are the row's, so only the municipalities mirror.
    counts = ["value"] if relation == "case" else ["value", "interviews"]
    turned = other.frame.rename(columns={"row": "column", "column": "row"})
    pd.testing.assert_frame_equal(
        one.frame.set_index(["row", "column"])[counts].sort_index(),
        turned.set_index(["row", "column"])[counts].sort_index(),
    )
    assert one.facts == other.facts


@quick
@given(content=parts())
def test_a_wider_relation_never_meets_less(content):
    whole = made(content)
    if tables.frame_of(whole, None).unit != "case":
        return
    values = [
        crossing(whole, CODES, CODES, relation=relation).frame["value"]
        for relation in ("passage", "interview", "case")
    ]
    assert (values[0] <= values[1]).all()
    assert (values[1] <= values[2]).all()


@quick
@given(content=parts())
def test_consensus_is_a_part_of_the_codings_and_keeps_what_one_has_read(content):
    codings = made(content).all_codings
    kept = consensus(codings)
    assert set(kept["coding"]) <= set(codings["coding"])
    readers = codings.groupby("interview")["coder"].transform("nunique")
    assert set(codings.loc[readers == 1, "coding"]) <= set(kept["coding"])
    assert not kept.drop_duplicates(["interview", "coder"])["interview"].duplicated().any()
    pd.testing.assert_frame_equal(consensus(kept), kept)


@quick
@given(content=parts())
def test_each_municipality_alone_adds_up_to_all(content):
    whole = made(content)
    total = tables.mentions(whole, CODES, "GZ")
    if total.unit != "case":
        return
    alone = [tables.mentions(whole.only([case]), CODES, "GZ").frame for case in whole.cases["case"]]
    if whole.interviews["asked"].isna().any():
        return  # what counts as asked is judged by the whole material
    for column in ("cases", "interviews", "segments", "asked"):
        assert sum(part[column] for part in alone).tolist() == total.frame[column].tolist()
