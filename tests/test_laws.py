"""Laws that hold for every material: what adds up, what may not matter, what mirrors what."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys import tables
from analys.consensus import consensus
from builders import study

GOLD, BAD, MEET, TALK = "GZ.gyllene", "GZ.problem", "GZ.f.moten", "FO.prata.ja"
OWN = "Golf"  # a code of the project's own
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
    cases = draw(st.sampled_from([["K1", "K2", "K3"], ["K1"], ["-"]]))
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
        st.sampled_from(list(people)),
        st.sampled_from([*CODES, OWN]),
        passage,
        st.sampled_from(["A", "B"]),
    )
    coded = [(name, code, *at, who) for name, code, at, who in draw(st.lists(coding, max_size=8))]
    return people, coded


def crossing(*given, **more):
    return tables.crossing(*given, heads=("Rad", "Kolumn"), **more)


def made(content):
    """Of three municipalities, or of one where all are from K1: then interviews are counted."""
    people, _ = content
    cases = {told.split()[0] for told in people.values()}
    known = ["K1"] if cases == {"K1"} else ["K1", "K2", "K3"]
    about = {case: COMMITTEES if case == "K1" else {} for case in known}
    return study(*content, cases=about, foreign=[(OWN, None)])


def groups_of(whole):
    """Municipalities in three groups, one of them empty; K3 in none."""
    there = set(whole.cases["case"])
    return {"a": sorted(there & {"K1"}), "b": sorted(there & {"K2"}), "c": []}


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
    "mentions by cases": lambda s: tables.mentions(s, CODES, "GZ", by=groups_of(s)),
    "crossing of interviews": lambda s: crossing(s, CODES, CODES, "GZ", relation="interview"),
    "crossing of cases": lambda s: crossing(s, CODES, CODES, relation="case"),
    "interviews": tables.interviews,
    "dates": tables.dates,
    "files": tables.files,
    "totals": tables.totals,
    "reading": tables.reading,
    "code_use": tables.code_use,
    "coders": tables.coders,
    "own_codes": tables.own_codes,
}


# The columns that number each row's distinct units of some kind, among the codings behind it.
COUNTS = {
    "mentions": {"cases": "unit", "interviews": "interview", "segments": "coding"},
    "mentions by group": {"cases": "unit", "interviews": "interview", "segments": "coding"},
    "mentions by cases": {"cases": "unit", "interviews": "interview", "segments": "coding"},
    "arguments": {"cases": "unit", "interviews": "interview", "segments": "coding"},
    "shares": {"interviews": "interview", "units": "unit"},
    "contrast": {"cases": "unit"},
    "crossing": {"value": "unit", "interviews": "interview"},
    "crossing of interviews": {"value": "unit", "interviews": "interview"},
    "crossing of cases": {"value": "unit"},
    "two_by_two": {"count": "unit"},
    "by_case": {"value": "interview"},
    "configurations": {"interviews": "interview"},
    "asked": {"speaking": "interview"},
    "code_use": {"codings": "coding", "cases": "unit"},
    "coders": {"codings": "coding", "interviews": "interview"},
    "own_codes": {"codings": "coding", "interviews": "interview"},
}


def behind(table, whole, unit):
    """The basis with what its codings are of: a row a coding and a row of the table."""
    about = whole.all_codings[["coding", "interview", "case", "code"]]
    kept = about.rename(columns={"code": "coded"})
    joined = table.basis.merge(kept, on="coding", suffixes=("", "_of"), validate="many_to_one")
    assert len(joined) == len(table.basis), "a coding that the study does not have"
    of_case = joined["case_of" if "case_of" in joined else "case"]
    return joined.assign(unit=of_case if unit == "case" else joined["interview"])


def counted_behind(table, rows, keys, unit):
    """Distinct units behind each row of the table, in its order."""
    per = rows.groupby(keys)[unit].nunique()
    index = pd.MultiIndex.from_frame(table.frame[keys]) if len(keys) > 1 else table.frame[keys[0]]
    return per.reindex(index, fill_value=0).tolist()


@pytest.mark.parametrize("name", COUNTS)
@quick
@given(content=parts())
def test_the_codings_behind_a_row_are_as_many_units_as_it_says(name, content):
    """Rows of 0 or NA have none, and no coding stands twice behind a row or behind none."""
    whole = made(content)
    table = ALL_TABLES[name](whole)
    keys = table.keys
    assert keys
    assert not table.basis.duplicated().any()
    assert not table.frame.duplicated(keys).any()
    here = set(table.frame[keys].itertuples(index=False, name=None))
    assert set(table.basis[keys].itertuples(index=False, name=None)) <= here
    unit = tables.frame_of(whole, None).unit
    rows = behind(table, whole, unit)
    for column, of in COUNTS[name].items():
        told = table.frame[column].fillna(0).astype(int).tolist()
        assert counted_behind(table, rows, keys, of) == told, column


@pytest.mark.parametrize("name", ["balance", "negative_cases"])
@quick
@given(content=parts())
def test_a_municipality_stands_on_its_codings_of_either_side(name, content):
    whole = made(content)
    table = ALL_TABLES[name](whole)
    assert table.keys == ["case"]
    assert not table.basis.duplicated().any()
    joined = behind(table, whole, table.unit)
    assert (joined["case"] == joined["unit"]).all()
    for column, code in (("first", GOLD), ("second", BAD)):
        rows = joined[joined["coded"] == code]
        told = table.frame[column].fillna(0).astype(int).tolist()
        assert counted_behind(table, rows, ["case"], "interview") == told


@quick
@given(content=parts())
def test_what_no_coding_stands_behind_names_its_source(content):
    whole = made(content)
    for name, table in ALL_TABLES.items():
        made_of = table(whole)
        assert (made_of.basis is None) == bool(made_of.source), name


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
    alone = [tables.mentions(whole.only([case]), CODES, "GZ") for case in whole.cases["case"]]
    assert {table.unit for table in alone} == {"interview"}
    if whole.interviews["asked"].isna().any():
        return  # what counts as asked is judged by the whole material
    parts = [table.frame for table in alone]
    for column in ("interviews", "segments", "interviews_asked"):
        assert sum(part[column] for part in parts).tolist() == total.frame[column].tolist()
    for column in ("cases", "asked"):
        some = sum((part[column] > 0).astype(int) for part in parts)
        assert some.tolist() == total.frame[column].tolist()
