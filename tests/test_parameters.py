"""Parameters of a notebook: defaults, and every way they can be wrong."""

from pathlib import Path

import pytest

from analys.errors import ParameterError
from analys.parameters import Parameters, checked


def test_what_is_not_given_has_its_default():
    assert checked({}) == Parameters("demo", "internal", "sv", "all", "consensus", 3, False)
    assert checked({"min_cases": 1, "coder": "Anna"}) == Parameters(coder="Anna", min_cases=1)
    assert checked({"material": Path("data/demo")}).material == Path("data/demo")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("all", "all"),
        ("K01", ("K01",)),
        ("K01, K02 K05,", ("K01", "K02", "K05")),
        (["K01", "K02"], ["K01", "K02"]),
    ],
)
def test_municipalities_may_be_written_as_one_text(given, kept):
    assert checked({"cases": given}).cases == kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"case": "K01"}, (r"parameters, case: expected one of material, edition, language, cases, "
         r"coder, min_cases, accept_positions; found an unknown parameter\. Did you mean cases\?")),
        ({"xyz": 1}, r"parameters, xyz: expected one of .*; found an unknown parameter\.$"),
        ({"edition": "draft"}, "parameters, edition: expected one of .*internal.*; found 'draft'"),
        ({"edition": []}, r"parameters, edition: expected .* found \[\]"),
        ({"language": "de"}, "parameters, language: expected one of .*sv.*; found 'de'"),
        ({"min_cases": 0}, "min_cases: expected a whole number of at least 1; found 0"),
        ({"min_cases": "3"}, "min_cases: expected a whole number of at least 1; found '3'"),
        ({"min_cases": True}, "min_cases: expected a whole number of at least 1; found True"),
        ({"accept_positions": "yes"}, "accept_positions: expected true or false; found 'yes'"),
        ({"accept_positions": 1}, "accept_positions: expected true or false; found 1"),
        ({"cases": []}, r"cases: expected all, or one or more ids; found \[\]"),
        ({"cases": " , "}, "cases: expected all, or one or more ids; found ' , '"),
        ({"cases": [1]}, r"cases: expected all, or one or more ids; found \[1\]"),
        ({"cases": 5}, "cases: expected all, or one or more ids; found 5"),
        ({"cases": None}, "cases: expected all, or one or more ids; found None"),
        ({"material": 3}, "material: expected a path or a name; found 3"),
        ({"material": ""}, "material: expected a path or a name; found ''"),
        ({"coder": None}, "coder: expected consensus, or a coder; found None"),
    ],
)  # fmt: skip
def test_each_wrong_parameter_is_told(given, told):
    with pytest.raises(ParameterError, match=told) as error:
        checked(given)
    assert len(error.value.problems) == 1


def test_all_wrong_parameters_are_told_at_once():
    with pytest.raises(ParameterError) as told:
        checked({"edtion": "internal", "language": "de", "min_cases": -1})
    assert [problem.place for problem in told.value.problems] == ["edtion", "language", "min_cases"]
