"""Crisp-set QCA: published solutions, brute force, and laws that hold for every table."""

from __future__ import annotations

from itertools import combinations, product
from math import comb, isnan, perm, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys import configurations as qca

# Lipset's interwar Europe as crisp sets: the data LC of the R package QCA.
LIPSET = """
    AU 1 0 1 1 0 0   BE 1 1 1 1 1 1   CZ 1 1 1 1 1 1   EE 0 0 1 0 1 0   FI 1 0 1 0 1 1
    FR 1 0 1 1 1 1   DE 1 1 1 1 0 0   GR 0 0 0 0 0 0   HU 0 0 1 0 0 0   IE 1 0 1 0 1 1
    IT 0 0 0 0 1 0   NL 1 1 1 1 1 1   PL 0 0 1 0 0 0   PT 0 0 0 0 0 0   RO 0 0 0 0 0 0
    ES 0 0 0 0 0 0   SE 1 0 1 1 1 1   UK 1 1 1 1 1 1
"""
NAMES = ["DEV", "URB", "LIT", "IND", "STB"]
# Of 500 random tables a cell, how many in a hundred had a fit without contradictions. The reference
# has a fifth number, 39 for five cases and three conditions, which does not come out: the exact
# chance is 45 with two or three of the five having the outcome (a sample of 500 gives 39 or less
# three times in a thousand), and 53 with a fair coin for each.
NOISE = {(3, 3): 78, (10, 3): 4, (10, 4): 22, (10, 5): 49}
SIZES = [*NOISE, (5, 3), (7, 2)]
quick = settings(max_examples=60, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def lipset():
    words = LIPSET.split()
    rows = {words[at]: list(map(int, words[at + 1 : at + 7])) for at in range(0, len(words), 7)}
    data = pd.DataFrame.from_dict(rows, orient="index", columns=[*NAMES, "SURV"])
    return data[NAMES], data["SURV"]


def told(model):
    return {qca.expression(term, NAMES) for term in model}


def crisp(*rows):
    """Conditions and outcome from "101 1" a case, the cases called c0, c1, ..."""
    cells = [row.split() for row in rows]
    index = pd.Index([f"c{at}" for at in range(len(rows))], dtype="str")
    names = list("ABCDEFGHI"[: len(cells[0][0])])
    frame = pd.DataFrame([[int(s) for s in signs] for signs, _ in cells], index, names)
    return frame, pd.Series([int(sign) for _, sign in cells], index)


def test_lipsets_table_has_eighteen_states_eight_of_which_survived(lipset):
    conditions, outcome = lipset
    assert conditions.shape == (18, 5)
    assert outcome.sum() == 8


@pytest.mark.parametrize(
    ("negated", "kind", "solution"),
    [
        (False, "conservative", {"DEV*~URB*LIT*STB", "DEV*LIT*IND*STB"}),
        (False, "parsimonious", {"DEV*STB"}),
        (True, "conservative", {"~DEV*~URB*~IND", "DEV*LIT*IND*~STB"}),
        (True, "parsimonious", {"~DEV", "~STB"}),
    ],
)
def test_lipsets_solutions_are_the_published_ones(lipset, negated, kind, solution):
    conditions, outcome = lipset
    table = qca.truth_table(conditions, 1 - outcome if negated else outcome)
    (model,) = qca.models(table, kind)
    assert told(model) == solution
    assert qca.fit(conditions, 1 - outcome if negated else outcome, model).consistency == 1


def test_lipsets_coverage_is_the_published_one(lipset):
    conditions, outcome = lipset
    (model,) = qca.models(qca.truth_table(conditions, outcome), "conservative")
    fits = {qca.expression(t, NAMES): qca.fit(conditions, outcome, model, t) for t in model}
    rural, industrial = fits["DEV*~URB*LIT*STB"], fits["DEV*LIT*IND*STB"]
    assert (rural.coverage, rural.unique_coverage, rural.consistency) == (0.5, 0.25, 1)
    assert (industrial.coverage, industrial.unique_coverage) == (0.75, 0.5)
    whole = qca.fit(conditions, outcome, model)
    assert (whole.coverage, whole.both, whole.unique, whole.outcome) == (1, 8, 8, 8)


def test_lipsets_truth_table_names_its_cases(lipset):
    table = qca.truth_table(*lipset)
    observed = table[table["n"] > 0]
    assert len(table) == 32
    assert len(observed) == 9
    assert table.loc["11111", "cases"] == ("BE", "CZ", "NL", "UK")
    assert table.loc["00000", ["n", "positive", "out"]].tolist() == [4, 0, 0]
    assert not table["contradiction"].any()
    assert table.loc[table["n"] == 0, ["consistency", "out"]].isna().all(axis=None)


def test_necessity_by_hand(lipset):
    found = qca.necessity(*lipset).set_index(["outcome", "condition", "state"])
    literate = found.loc[(1, "LIT", 1)]
    assert literate[["members", "with_outcome", "both"]].tolist() == [13, 8, 8]
    assert literate["consistency"] == 1
    assert literate["coverage"] == pytest.approx(8 / 13)
    assert literate["ron"] == pytest.approx(0.5)  # 5 of 10 without both are without LIT
    assert found.loc[(1, "DEV", 1), "ron"] == pytest.approx(0.8)
    unstable = found.loc[(0, "STB", 0)]
    assert unstable[["consistency", "coverage", "ron"]].tolist() == [0.8, 1, 1]


def test_necessity_of_what_is_always_there_is_trivial_and_its_absence_cannot_be_told():
    found = qca.necessity(*crisp("1 1", "1 0")).set_index(["outcome", "state"])
    assert found.loc[(1, 1), ["consistency", "ron"]].tolist() == [1, 0]
    assert isnan(found.loc[(1, 0), "coverage"])
    assert isnan(qca.ron(2, 2, 2))


def test_a_contradictory_row_is_covered_only_from_its_cut_off_on():
    conditions, outcome = crisp("11 1", "11 1", "11 0", "00 0")
    table = qca.truth_table(conditions, outcome)
    assert table.loc["11", ["consistency", "out", "contradiction"]].tolist() == [2 / 3, 0, True]
    assert qca.models(table, "parsimonious") == ()
    lower = qca.truth_table(conditions, outcome, cut=2 / 3)
    assert qca.models(lower, "conservative") == (("11",),)
    thirds = qca.truth_table(conditions, outcome, cut=0.1 + 0.2 + (2 / 3 - 0.3))
    assert thirds.loc["11", "out"] == 1  # the sum is a hair above 2/3


def test_all_tied_models_are_given_and_ties_count_terms_not_conditions():
    # The exclusive or of three: each positive row is a ring's link, and the ring has two halves.
    ring = ["100", "110", "010", "011", "001", "101"]
    table = qca.truth_table(*crisp(*(f"{row} 1" for row in ring), "000 0", "111 0"))
    for kind in qca.KINDS:
        assert set(map(frozenset, qca.models(table, kind))) == {
            frozenset({"1-0", "01-", "-01"}),
            frozenset({"-10", "0-1", "10-"}),
        }
    assert set(qca.minimal_covers(["11"], ["1-", "11"])) == {("1-",), ("11",)}


def test_one_positive_row_and_the_rest_unknown_gives_a_model_for_each_condition():
    table = qca.truth_table(*crisp("111 1", "000 0"))
    assert set(qca.models(table, "parsimonious")) == {("1--",), ("-1-",), ("--1",)}
    assert qca.models(table, "conservative") == (("111",),)


def test_leaving_out_a_case_can_change_the_solution():
    conditions, outcome = crisp("11 1", "10 0", "01 0", "00 0")
    found = qca.leave_one_out(conditions, outcome, "parsimonious")
    assert found == {"c0": (), "c1": (("1-",),), "c2": (("-1",),), "c3": (("11",),)}


def test_flips_are_counted_for_conditions_and_outcome_apart():
    # One condition, two cases: any flip makes a contradiction, or leaves nothing to explain.
    conditions, outcome = crisp("1 1", "0 0")
    assert qca.flips(conditions, outcome, "conservative") == qca.Flips(2, 2, 2, 2)
    # A fourth case with the same row and outcome stands in for the first.
    conditions, outcome = crisp("11 1", "11 1", "00 0", "00 0")
    found = qca.flips(conditions, outcome, "conservative")
    assert (found.conditions_of, found.outcome_of) == (8, 4)
    by_hand = 0
    as_it_is = qca.models(qca.truth_table(conditions, outcome), "conservative")
    for case, name in product(conditions.index, conditions):
        other = conditions.copy()
        other.loc[case, name] = 1 - other.loc[case, name]
        by_hand += qca.models(qca.truth_table(other, outcome), "conservative") != as_it_is
    assert found.conditions == by_hand


def exact(n, k, positive):
    """The chance that `positive` and the other random cases share no row of 2**k."""
    cells, negative = 2**k, n - positive
    partitions = [
        sum((-1) ** (d - j) * comb(d, j) * j**positive for j in range(d + 1)) // perm(d)
        for d in range(positive + 1)
    ]
    hits = sum(p * perm(cells, d) * (cells - d) ** negative for d, p in enumerate(partitions))
    return hits / cells**n


def test_the_exact_chance_by_hand():
    # Three cases, one of them with the outcome, eight rows: the others must avoid its row.
    assert exact(3, 3, 1) == pytest.approx((7 / 8) ** 2)


@pytest.mark.parametrize(("n", "k"), SIZES)
def test_noise_fits_as_often_as_it_must(n, k):
    share, chance = qca.noise(n, k).share, exact(n, k, n // 2)
    assert share == pytest.approx(chance, abs=3.5 * sqrt(chance * (1 - chance) / 10_000))


@pytest.mark.parametrize(("size", "percent"), NOISE.items())
def test_noise_fits_as_often_as_the_reference_says(size, percent):
    """Within two standard errors of 500 tables, which is how many the reference rests on."""
    share = qca.noise(*size).share
    assert share == pytest.approx(percent / 100, abs=2 * sqrt(share * (1 - share) / 500))


def test_the_reference_for_five_cases_is_not_what_comes_out():
    assert exact(5, 3, 2) == pytest.approx(0.4529, abs=1e-4)
    assert qca.noise(5, 3).share > 0.39 + 2 * sqrt(0.39 * 0.61 / 500)


def test_noise_repeats_keeps_the_marginal_and_fits_always_where_nothing_varies():
    assert qca.noise(6, 2, 2, tables=600) == qca.noise(6, 2, 2, tables=600)
    assert qca.noise(6, 2, 2, tables=600) != qca.noise(6, 2, 2, tables=600, seed=7)
    assert qca.noise(6, 2, 0).share == 1
    assert qca.noise(6, 2, 1).share > qca.noise(6, 2, 3).share


def test_few_cases_bear_few_conditions():
    assert [qca.check_conditions(10, k) for k in (1, 2, 3)] == [False, False, True]
    assert qca.check_conditions(10, 4, allow=4)
    assert not qca.check_conditions(40, 4)
    with pytest.raises(qca.TooManyConditionsError, match=r"4 conditions for 10 cases.*in 2\d of"):
        qca.check_conditions(10, 4)
    with pytest.raises(ValueError, match="say allow=5"):
        qca.check_conditions(3, 5, allow=4)
    with pytest.raises(ValueError, match="9 conditions; at most 8"):
        qca.check_conditions(500, 9, allow=9)


def test_what_is_not_crisp_is_refused_with_its_place():
    conditions, outcome = crisp("10 1", "01 0")
    with pytest.raises(ValueError, match="case c1, condition B: expected 0 or 1; found 2"):
        qca.truth_table(conditions.replace({"B": {1: 2}}), outcome)
    unknown = conditions.astype("Int64")
    unknown.loc["c0", "A"] = pd.NA
    with pytest.raises(ValueError, match="case c0, condition A"):
        qca.truth_table(unknown, outcome)
    with pytest.raises(ValueError, match="not of the same cases"):
        qca.truth_table(conditions, outcome[::-1])
    with pytest.raises(ValueError, match="kind 'complex' is not one of conservative"):
        qca.models(qca.truth_table(conditions, outcome), "complex")
    with pytest.raises(ValueError, match="at most 8 can be minimised"):
        qca.prime_implicants(["1" * 9])
    with pytest.raises(ValueError, match="all must have the same"):
        qca.prime_implicants(["11", "1"])
    with pytest.raises(ValueError, match="no term covers 00"):
        qca.minimal_covers(["11", "00"], ["1-"])


def test_booleans_and_numbers_are_the_same_table():
    conditions, outcome = crisp("10 1", "01 0", "11 1")
    other = qca.truth_table(conditions.astype(bool), outcome.astype("boolean"))
    pd.testing.assert_frame_equal(qca.truth_table(conditions, outcome), other)


@st.composite
def tables(draw, most=5):
    """Crisp rows: "101 1" a case."""
    k = draw(st.integers(1, most))
    row = st.tuples(st.text("01", min_size=k, max_size=k), st.sampled_from("01"))
    return [" ".join(each) for each in draw(st.lists(row, min_size=1, max_size=12))]


@quick
@given(rows=tables())
def test_a_model_covers_all_positive_rows_and_no_negative_one(rows):
    table = qca.truth_table(*crisp(*rows))
    positive, negative = (set(table.index[table["out"] == sign]) for sign in (1, 0))
    for kind in qca.KINDS:
        for model in qca.models(table, kind):
            covered = {row for row in table.index if any(qca.covers(t, row) for t in model)}
            assert positive <= covered
            assert not covered & negative
            if kind == "conservative":
                assert covered == positive


@quick
@given(rows=tables())
def test_a_parsimonious_term_can_be_found_around_every_conservative_one(rows):
    table = qca.truth_table(*crisp(*rows))
    positive = list(table.index[table["out"] == 1])
    free = list(table.index[table["n"] == 0])
    wide = qca.prime_implicants(positive, free)
    for term in qca.prime_implicants(positive):
        assert any(qca.covers(wider, term) for wider in wide)
    narrow, parsimonious = (qca.models(table, kind) for kind in qca.KINDS)
    for model, wider in product(narrow, parsimonious):
        rows_of = [{r for r in table.index if any(map(qca.covers, m, [r] * len(m)))} for m in
                   (model, wider)]  # fmt: skip
        assert rows_of[0] <= rows_of[1]
        assert len(wider) <= len(model)


@quick
@given(rows=tables())
def test_no_condition_can_be_taken_from_a_term_and_no_term_from_a_model(rows):
    table = qca.truth_table(*crisp(*rows))
    positive = set(table.index[table["out"] == 1])
    for kind, allowed in (
        ("conservative", positive),
        ("parsimonious", positive | set(table.index[table["n"] == 0])),
    ):
        for model in qca.models(table, kind):
            for term in model:
                for at, sign in enumerate(term):
                    shorter = f"{term[:at]}-{term[at + 1 :]}"
                    over = {row for row in table.index if qca.covers(shorter, row)}
                    assert sign == "-" or not over <= allowed
                rest = [other for other in model if other != term]
                assert not all(any(qca.covers(t, row) for t in rest) for row in positive)


@quick
@given(rows=tables(), data=st.data())
def test_the_order_of_cases_and_conditions_changes_nothing(rows, data):
    conditions, outcome = crisp(*rows)
    cases = data.draw(st.permutations(list(conditions.index)))
    names = data.draw(st.permutations(list(conditions)))
    turned = conditions.loc[cases, names]
    for kind in qca.KINDS:
        found = [
            {
                frozenset(frozenset(zip(frame, term, strict=True)) for term in model)
                for model in qca.models(qca.truth_table(frame, outcome[frame.index]), kind)
            }
            for frame in (conditions, turned)
        ]
        assert found[0] == found[1]
        counts = [qca.flips(f, outcome[f.index], kind) for f in (conditions, turned)]
        assert counts[0] == counts[1]


@quick
@given(rows=tables(most=3))
def test_brute_force_finds_the_same_models(rows):
    table = qca.truth_table(*crisp(*rows))
    k = len(rows[0].split()[0])
    positive = set(table.index[table["out"] == 1])
    every = ["".join(signs) for signs in product("01-", repeat=k)]
    for kind in qca.KINDS:
        free = set(table.index[table["n"] == 0]) if kind == "parsimonious" else set()
        over = {t: {row for row in table.index if qca.covers(t, row)} for t in every}
        within = [t for t in every if over[t] <= positive | free and over[t] & positive]
        prime = [t for t in within if not any(over[t] < over[other] for other in within)]
        smallest = next(
            (
                found
                for size in range(1, len(prime) + 1)
                if (found := [
                    frozenset(some)
                    for some in combinations(prime, size)
                    if positive <= set().union(*(over[t] for t in some))
                ])
            ),
            [],
        )  # fmt: skip
        models = [frozenset(model) for model in qca.models(table, kind)]
        assert len(models) == len(set(models))
        assert set(models) == (set(smallest) if positive else set())


@quick
@given(rows=tables())
def test_the_numbers_of_a_truth_table_add_up(rows):
    conditions, outcome = crisp(*rows)
    table = qca.truth_table(conditions, outcome)
    assert table["n"].sum() == len(conditions)
    assert table["positive"].sum() == outcome.sum()
    assert sorted(case for cases in table["cases"] for case in cases) == sorted(conditions.index)
    needed = qca.necessity(conditions, outcome)
    assert (needed.groupby(["outcome", "condition"])["members"].sum() == len(conditions)).all()
    assert needed["ron"].dropna().between(0, 1).all()
