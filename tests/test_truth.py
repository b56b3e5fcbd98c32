"""Truth tables of a study: coded, counted, guarded and read aloud."""

from __future__ import annotations

import pandas as pd
import pytest

from analys import readings, tables
from analys.errors import ParameterError
from analys.language import speaking
from builders import rows_of, study

LOCKED, OPEN = OUTCOME = ["MS.utfall.last", "MS.utfall.ejlast"]
GOOD, BAD, BRIDGE, BOUND = "MS.f.kemi.god", "MS.f.kemi.dalig", "MS.f.kc.brygga", "MS.f.kc.bunden"
HANDOVER, USED = "MS.f.overlamning", "MS.f.erfarenhet"
CODES = {"g": GOOD, "d": BAD, "b": BRIDGE, "u": BOUND, "o": HANDOVER, "e": USED}
GUARDED = ("truth_table", "necessity", "solutions", "robustness")
ALL = (*GUARDED, "matched_pairs")


def made(**told):
    """A study of a municipality a word: `K1="L gb"` locked, with good chemistry and a bridge.

    "L" locked, "O" open, "=" as many interviews tell of both, "?" of neither, "-" not asked.
    """
    people, coded = {}, []
    for case, word in told.items():
        result, _, there = word.partition(" ")
        people[f"{case}-1"] = f"{case} kso {'FO' if result == '-' else 'MS'}"
        results = {"L": [LOCKED], "O": [OPEN], "=": [LOCKED, OPEN]}.get(result, [])
        coded += [(f"{case}-1", code) for code in [*results, *(CODES[sign] for sign in there)]]
    return study(people, coded)


def run(name, whole, conditions, **more):
    table = getattr(tables, name)
    return table(whole, "MS", conditions, OUTCOME, list(whole.cases["case"]), **more)


@pytest.fixture
def four():
    """Bad chemistry and a bound chief go with locking; a handover comes and goes."""
    return made(K1="L do", K2="L d", K3="O go", K4="O g")


def test_a_truth_table_has_a_row_a_configuration_and_names_its_municipalities(four):
    table = run("truth_table", four, [BAD, HANDOVER])
    assert rows_of(table, "row", BAD, HANDOVER, "n", "names", "result") == [
        ("11", 1, 1, 1, "K1", "Samarbetet låste sig"),
        ("10", 1, 0, 1, "K2", "Samarbetet låste sig"),
        ("01", 0, 1, 1, "K3", "Samarbetet låste sig inte"),
        ("00", 0, 0, 1, "K4", "Samarbetet låste sig inte"),
    ]
    assert (table.unit, table.n, table.interviews) == ("case", 4, 4)
    assert list(table.shown()) == [
        "Personkemin fungerade inte", "Ordnad överlämning", "Kommuner", "Vilka", "Utfall",
    ]  # fmt: skip


def test_observed_rows_come_first_and_remainders_are_unknown():
    table = run("truth_table", made(K1="L d", K2="O o"), [BAD, HANDOVER])
    assert list(table.frame["row"]) == ["10", "01", "11", "00"]
    assert list(table.frame["remainder"]) == [False, False, True, True]
    assert list(table.frame["result"])[2:] == ["okänt: ingen kommun"] * 2
    assert table.facts["remainders"] == 2
    assert "Utforskande visning: 2 kommuner är för få" in table.note
    assert "ur samma intervjuer" in table.note


def test_a_contradiction_is_flagged_with_its_fraction():
    table = run("truth_table", made(K1="L d", K2="L d", K3="O d", K4="O"), [BAD])
    assert rows_of(table, "row", "n", "positive", "contradiction", "result") == [
        ("1", 3, 2, True, "motsägelse: 2\xa0av\xa03 ”Samarbetet låste sig”"),
        ("0", 1, 0, False, "Samarbetet låste sig inte"),
    ]
    assert readings.truth_table(table) == (
        "4 kommuner har 2\xa0av\xa02 möjliga kombinationer av villkoren. "
        "1 kombination finns med båda utfallen: K1, K2, K3."
    )


def test_municipalities_that_cannot_be_coded_are_left_out_and_named():
    whole = made(K1="L d", K2="O", K3="= d", K4="?", K5="- d")
    table = run("truth_table", whole, [BAD])
    assert table.n == 2
    assert table.frame["names"].str.cat() == "K1K2"
    assert "Utfallet framgår inte i K3 och K4, som därför inte är med." in table.note
    assert table.not_asked == ("K5",)


def test_conditions_and_outcome_are_those_of_the_configuration_table(demo):
    shifted = tables.shifted(demo)
    factors = demo.codebook.codes_of(dilemma="MS", kind="factor")
    known = tables.configurations(demo, "MS", factors, OUTCOME, shifted).frame
    for factor in factors:
        truth = tables.truth_table(demo, "MS", [factor], OUTCOME, shifted).frame
        there = set(truth.loc[truth["row"] == "1", "names"].str.cat(sep=", ").split(", "))
        told = known[known["present"].eq(True) & (known["condition"] == factor)]
        assert there - {"–"} == set(told["case"])


def test_necessity_before_sufficiency(four):
    table = run("necessity", four, [BAD, HANDOVER])
    rows = table.frame.set_index(["outcome", "condition", "state"])
    bad = rows.loc[("1", BAD, 1)]
    assert (bad["consistency"], bad["coverage"], bad["ron"]) == (1, 1, 1)
    assert bad["consistency_of"] == "2\xa0av\xa02 (1,00)"
    half = rows.loc[("1", HANDOVER, 0)]
    assert (half["name"], half["consistency"]) == ("frånvaro av ”Ordnad överlämning”", 0.5)
    assert readings.necessity(table) == (
        "I 2\xa0av\xa02 kommuner med utfallet ”Samarbetet låste sig” gäller ”Personkemin fungerade "
        "inte” (relevans 1,00). I 2\xa0av\xa02 kommuner med utfallet ”Samarbetet låste sig inte” "
        "gäller frånvaro av ”Personkemin fungerade inte” (relevans 1,00). Att något alltid finns "
        "med gör det inte till en orsak."
    )


def test_solutions_for_the_outcome_and_its_opposite_with_all_tied_models():
    whole = made(K1="L du", K2="L du", K3="O")
    table = run("solutions", whole, [BAD, BOUND])
    assert rows_of(table, "outcome", "kind", "model", "term", "names", "both") == [
        ("1", "conservative", 1, "11", "K1, K2", 2),
        ("1", "parsimonious", 1, "1-", "K1, K2", 2),
        ("1", "parsimonious", 2, "-1", "K1, K2", 2),
        ("0", "conservative", 1, "00", "K3", 1),
        ("0", "parsimonious", 1, "0-", "K3", 1),
        ("0", "parsimonious", 2, "-0", "K3", 1),
    ]
    assert table.frame["model_of"].iloc[2] == "2\xa0av\xa02"
    assert table.frame["coverage_of"].iloc[0] == "2\xa0av\xa02 (1,00)"
    assert table.facts["models_1_parsimonious"] == 2
    said = readings.solutions(table)
    assert "räcker endera av 2 lika bra modeller för ”Samarbetet låste sig”" in said
    assert said.endswith(
        f"Med 3 kommuner och 2 villkor passar också rent brus lika bra i "
        f"{100 * table.facts['noise']:.0f} av 100 försök: läs det inte som orsak."
    )


def test_a_model_of_several_terms_has_a_row_of_its_own_and_unique_coverage():
    table = run("solutions", made(K1="L d", K2="L u", K3="L du", K4="O"), [BAD, BOUND])
    rows = table.frame[(table.frame["outcome"] == "1") & (table.frame["kind"] == "parsimonious")]
    assert rows_of(rows, "term", "both", "unique", "expression") == [
        ("1-", 2, 1, "”Personkemin fungerade inte”"),
        ("-1", 2, 1, "”Kommunchefen sågs som den gamla majoritetens”"),
        ("all", 3, 3, "hela modellen"),
    ]
    assert "notation" in rows
    assert rows["notation"].iloc[2] == f"{BAD} + {BOUND}"


def test_where_every_row_contradicts_there_is_no_solution():
    table = run("solutions", made(K1="L d", K2="O d", K3="L", K4="O"), [BAD])
    assert set(table.frame["model"]) == {0}
    assert set(table.frame["both"]) == {0}
    assert table.basis.empty
    assert table.facts["contradictions"] == 2
    assert "För ”Samarbetet låste sig” finns ingen lösning" in readings.solutions(table)


def test_robustness_says_what_changes_and_how_noise_does(four):
    table = run("robustness", four, [BAD, HANDOVER])
    short = table.frame[table.frame["kind"] == "parsimonious"].set_index("check")
    assert short.loc["left_out", ["part", "whole"]].tolist() == [0, 4]
    # Only bad chemistry put on K3 or K4 changes it: taken from K1 or K2 its row is still unopposed.
    assert short.loc["condition", ["part", "whole"]].tolist() == [2, 8]
    assert short.loc["outcome", ["part", "whole"]].tolist() == [4, 4]
    noise = table.frame.set_index("check").loc["noise"]
    assert noise["share"] == table.facts["noise"]
    assert table.basis is None
    assert table.source
    assert "om ett utfall vänds i 4\xa0av\xa04" in readings.robustness(table)


def test_leaving_out_the_only_one_of_an_outcome_leaves_nothing_to_explain():
    table = run("robustness", made(K1="L d", K2="L d", K3="O"), [BAD])
    without = table.frame[table.frame["check"] == "without"]
    assert rows_of(without, "case", "kind", "what", "result") == [
        ("K3", "parsimonious", "utan K3", "inget villkor: alla har utfallet")
    ]


def test_matched_pairs_differ_in_one_condition_alone():
    whole = made(K1="L do", K2="O o", K3="O", K4="L o")
    table = run("matched_pairs", whole, [BAD, HANDOVER])
    assert rows_of(table, "case_a", "case_b", "condition", "present_in") == [
        ("K1", "K2", BAD, "K1"),
        ("K4", "K3", HANDOVER, "K4"),
    ]
    assert (table.unit, table.n, table.facts["twins"]) == ("pair", 4, 1)
    assert "Utforskande" not in table.note
    assert readings.matched_pairs(table) == (
        "2\xa0av\xa04 par med olika utfall skiljer sig i ett enda villkor: ”Personkemin fungerade "
        "inte” i 1 par; ”Ordnad överlämning” i 1 par. Olika utfall fast inget villkor skiljer "
        "kommunerna åt: 1 par."
    )


@pytest.mark.parametrize("name", GUARDED)
def test_many_conditions_are_refused_with_the_reason_unless_allowed(name):
    whole = made(K1="L dub", K2="O go", K3="L de")
    four = [BAD, BOUND, BRIDGE, HANDOVER]
    table = run(name, whole, four)
    assert table.absent.startswith("4 villkor är för många för 3 kommuner: också rent brus passar")
    assert table.absent.endswith("Välj högst 2.")
    assert run(name, whole, four, allow=4).absent is None
    three = run(name, whole, four[:3])
    assert three.absent is None
    assert "3 villkor är fler än de 2 som 3 kommuner bär." in three.note


def test_matched_pairs_are_shown_with_any_number_of_conditions():
    assert run("matched_pairs", made(K1="L dubo", K2="O dub"), list(CODES.values())).absent is None


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"K1": "L d"}, "Bara en kommun ingår"),
        ({"K1": "L d", "K2": "?"}, "Bara K1 har ett klart utfall"),
        ({"K1": "? d", "K2": "="}, "Ingen av de aktuella kommunerna har ett klart utfall"),
        ({"K1": "- d", "K2": "-"}, "Ingen läst intervju i urvalet tillfrågades"),
    ],
)
def test_too_little_to_compare_is_said(name, told, why):
    table = run(name, made(**told), [BAD])
    assert why in table.absent
    assert getattr(readings, name)(table) == ""


@pytest.mark.parametrize("name", ALL)
def test_without_a_shift_nothing_is_compared(name):
    table = getattr(tables, name)(made(K1="L d", K2="O"), "MS", [BAD], OUTCOME, [])
    assert "majoritetsskifte" in table.absent


@pytest.mark.parametrize("name", ALL[1:])
def test_one_outcome_or_no_variation_leaves_nothing_to_explain(name):
    alike = run(name, made(K1="L d", K2="L"), [BAD])
    assert alike.absent == (
        "Alla 2 kommuner har utfallet ”Samarbetet låste sig”, så det finns inget att jämföra."
    )
    assert run(name, made(K1="L d", K2="O d"), [BAD]).absent == (
        "Inget av villkoren skiljer kommunerna åt."
    )


def test_a_truth_table_stands_with_one_outcome_and_says_what_does_not_vary():
    table = run("truth_table", made(K1="L d", K2="L d"), [BAD, BOUND])
    assert table.absent is None
    assert "Alla har ”Personkemin fungerade inte”, som därför inte kan" in table.note
    assert "Ingen har ”Kommunchefen sågs som den gamla majoritetens”, som" in table.note


def test_no_pair_is_said_with_how_many_were_tried():
    table = run("matched_pairs", made(K1="L du", K2="O"), [BAD, BOUND])
    assert table.absent.endswith("utom ett (1 par prövade).")


@pytest.mark.parametrize("name", ["truth_table", "necessity", "solutions", "matched_pairs"])
def test_the_codings_behind_a_row_are_of_its_own_municipalities(name):
    whole = made(K1="L do", K2="L d", K3="O go", K4="O g", K5="L do", K6="O d", K7="= du")
    table = run(name, whole, [BAD, HANDOVER])
    basis, keys = table.basis, table.keys
    assert not basis.duplicated().any()
    assert set(keys) <= set(table.frame)
    assert not table.frame.duplicated(keys).any()
    case_of = whole.codings.set_index("coding")["case"]
    cases = basis.assign(case=basis["coding"].map(case_of)).groupby(keys)["case"].nunique()
    count = {"truth_table": "n", "matched_pairs": None}.get(name, "both")
    expected = table.frame.set_index(keys if len(keys) > 1 else keys[0])
    expected = expected[count] if count else pd.Series(2, expected.index)
    assert cases.reindex(expected.index, fill_value=0).tolist() == expected.tolist()
    assert "K7" not in set(basis["coding"].map(case_of))


def test_eight_municipalities_are_no_exploratory_display():
    eight = made(**{f"K{n}": "L d" if n % 2 else "O" for n in range(8)})
    assert "Utforskande" not in run("solutions", eight, [BAD]).note


def test_arguments_are_checked():
    whole = made(K1="L d", K2="O")
    for conditions, outcome in (([], OUTCOME), ([BAD, BAD], OUTCOME), ([BAD], [LOCKED])):
        with pytest.raises(ValueError, match="expected conditions, each once"):
            tables.truth_table(whole, "MS", conditions, outcome, ["K1", "K2"])
    with pytest.raises(ParameterError, match=r"Did you mean MS\.f\.kemi\.dalig"):
        run("truth_table", whole, ["MS.f.kemi.daligt"])


def test_the_demo_has_three_shifts_two_of_which_locked(demo):
    table = tables.solutions(demo, "MS", [BAD, HANDOVER], OUTCOME, tables.shifted(demo))
    assert (table.n, table.facts["positive"]) == (3, 2)
    best = table.frame[(table.frame["outcome"] == "1") & (table.frame["kind"] == "parsimonious")]
    assert list(best["expression"]) == ["”Personkemin fungerade inte”"]


def test_all_is_said_in_english_too(four):
    with speaking("en"):
        table = run("solutions", four, [BAD, HANDOVER])
        assert table.note.startswith("Exploratory display: 4 municipalities are too few")
        assert readings.solutions(table).endswith("do not read it as a cause.")
        assert "2\xa0of\xa02 (1.00)" in set(table.frame["consistency_of"])
        absent = run("truth_table", four, list(CODES.values())).absent
        assert absent.startswith("6 conditions are too many for 4 municipalities: pure noise, too")
        needed = run("necessity", four, [BAD])
        assert "absence of" in " ".join(needed.frame["name"])
        for name in ALL:
            assert getattr(readings, name)(run(name, four, [BAD, HANDOVER]))


def test_a_single_municipality_is_never_one_of_one(demo):
    one = demo.only(["K02"]).by_coder("consensus")
    for name in ALL:
        table = getattr(tables, name)(one, "MS", [BAD], OUTCOME, ["K02"])
        assert table.absent == (
            "Bara en kommun ingår, och en ensam kommun kan inte jämföras med andra."
        )


def test_many_names_are_cut_with_how_many_more():
    told = {f"K{n:02}": "?" for n in range(3, 20)}
    table = run("truth_table", made(K1="L d", K2="O", **told), [BAD])
    assert "Utfallet framgår inte i K03, K04, K05, K06, K07, K08 och 11 till, som" in table.note


def test_a_fit_that_noise_seldom_has_is_still_no_cause():
    whole = made(**{f"K{n}": "L d" if n % 2 else "O" for n in range(12)})
    table = run("solutions", whole, [BAD])
    assert round(100 * table.facts["noise"]) == 0
    said = readings.solutions(table)
    assert "passar rent brus utan motsägelse i 0 av 100 försök, men" in said
    contradicted = run("robustness", made(K1="L d", K2="L d", K3="O d", K4="O"), [BAD])
    assert "lika bra" not in readings.robustness(contradicted)
