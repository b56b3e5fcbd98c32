"""Every reading in both languages, of tables of the demo material and of very small ones."""

import re
from functools import cache

import pandas as pd
import pytest

from analys import readings, tables
from analys.gaps import TABLES, lacking
from analys.language import speaking
from analys.readings import phrases
from analys.table import Table
from builders import study

SWEDISH = re.compile(
    r"\b(och|är|av|i|som|inte|eller|med|på|för|det|den|de|en|ett|till|har|om|tar|tas|upp|hörs|nämns"
    r"|ingen|inget|oftast|bland|än|att|vid|när|sitter|år|utan|mot|där|då|sig|bara|båda|flest|möts"
    r"|varken|tillsammans|frågades|kommun\w*|intervju|intervjuer\w*)\b"
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
HEADS = ("Dilemma", "Svårighet")
OUTCOME = ["MS.utfall.last", "MS.utfall.ejlast"]
FACTORS = ["MS.f.kemi.dalig", "MS.f.kc.brygga"]
GOLD, BAD = "GZ.gyllene", "GZ.problem"
BREACHES = {"GZ.norm.pol": "GZ.praktik.pol", "GZ.norm.tjm": "GZ.praktik.tjm"}
ACTS = {"politician": "GZ.praktik.pol", "official": "GZ.praktik.tjm"}
TALK = {"yes": "Talar om relationen", "no": "Talar inte om den"}
WRITE = {"yes": "Dokumenterar", "no": "Dokumenterar inte"}
PAIRED = {"Problem när paret bryts": ["PH.slut.ifragasatt"], "Problem": ["PH.slut.missnoje"]}


def of(some, **wanted):
    return some.codebook.codes_of(**wanted)


def by_case(some):
    rows = {dilemma: some.dilemma_codes(dilemma) for dilemma in some.codebook.dilemmas}
    return tables.by_case(some, rows, {dilemma: some.short(dilemma) for dilemma in rows})


def truth(name):
    """The table of a truth table's family that a name has."""
    return lambda some: getattr(tables, name)(some, "MS", FACTORS, OUTCOME, tables.shifted(some))


# The tables that each reading is of: several where it has several ways to speak.
READ = {
    "arguments": [
        lambda some: tables.arguments(some, "HS"),
        lambda some: tables.arguments(some, "FO", by="role_group"),
        lambda some: tables.arguments(some, "HS", by="committees"),
        lambda some: tables.arguments(some, "LS", by=tables.tenure_groups(some)),
    ],
    "asked": [lambda some: tables.asked(some, "GZ"), lambda some: tables.asked(some, "MS")],
    "balance": [
        lambda some: tables.balance(
            some, "GZ", [GOLD], [BAD], {"first": "Gyllene zon", "second": "Problem"}
        )
    ],
    "by_case": [by_case],
    "by_dilemma": [
        lambda some: tables.by_dilemma(some, of(some, group="B"), heads=HEADS),
        lambda some: tables.by_dilemma(some, of(some, group="K"), heads=HEADS, by="role_group"),
    ],
    "by_pair": [lambda some: tables.by_pair(some, "PH", PAIRED)],
    "checklist": [tables.checklist],
    "chemistry": [tables.chemistry],
    "chemistry_by": [
        lambda some: tables.by_dilemma(some, of(some, group="K"), heads=HEADS, by="role_group")
    ],
    "code_use": [tables.code_use],
    "coders": [tables.coders],
    "combinations": [tables.combinations],
    "configurations": [truth("configurations")],
    "contrast": [
        lambda some: tables.contrast(
            some, "GZ", of(some, dilemma="GZ", kind="factor"), {GOLD: "Gyllene zon", BAD: "Problem"}
        )
    ],
    "cooccurring": [tables.cooccurring],
    "crossing": [
        lambda some: tables.crossing(some, of(some, group="B"), of(some, group="H"), heads=HEADS)
    ],
    "crossing_by": [
        lambda some: tables.crossing_by(
            some, of(some, group="B"), of(some, group="H"), heads=HEADS
        )
    ],
    "dates": [tables.dates],
    "departures": [tables.departures],
    "directed": [tables.directed],
    "effects_by_case": [
        lambda some: tables.effects_by_case(some, of(some, group="Y"), of(some, group="P"))
    ],
    "exceptions": [tables.exceptions],
    "files": [tables.files],
    "flow": [tables.flow],
    "followed": [lambda some: tables.followed(some, ["LS.mot.huvudet", "LS.mot.beroende"], "LS")],
    "framework": [tables.framework],
    "interviews": [tables.interviews],
    "lengths": [tables.lengths],
    "long_stayers": [tables.long_stayers],
    "matched_pairs": [truth("matched_pairs")],
    "mentions": [
        lambda some: tables.mentions(some, of(some, group="B")),
        lambda some: tables.mentions(some, of(some, dilemma="MS", kind="factor"), "MS"),
        lambda some: tables.mentions(some, of(some, side="LS.mot"), "LS", by="role_group"),
        lambda some: tables.mentions(some, ["PH.slut.missnoje"], "PH", by="committees"),
    ],
    "met": [
        lambda some: tables.contrast(some, "GZ", of(some, dilemma="GZ", kind="factor"), {BAD: BAD})
    ],
    "necessity": [truth("necessity")],
    "negative_cases": [
        lambda some: tables.negative_cases(some, "GZ", [GOLD], [BAD], ("Gyllene zon", "Problem"))
    ],
    "norm_practice": [lambda some: tables.norm_practice(some, "GZ", BREACHES)],
    "overstepping": [lambda some: tables.overstepping(some, "GZ", ACTS)],
    "own_codes": [tables.own_codes],
    "paired": [tables.paired],
    "pairs": [tables.pairs],
    "partings": [tables.partings],
    "patterns": [tables.patterns],
    "portraits": [tables.portraits],
    "ranked": [
        lambda some: tables.ranked(some, of(some, side="HS.andra"), "HS", stance="HS.behall"),
        lambda some: tables.ranked(some, of(some, side="HS.andra"), "HS"),
    ],
    "robustness": [truth("robustness")],
    "sample": [tables.sample],
    "shares": [
        lambda some: tables.shares(
            some, "GZ", [GOLD], [BAD], {"first": "Bara gyllene", "both": "Båda", "second": "Nej"}
        )
    ],
    "shifts": [lambda some: tables.shifts(some, persons=False)],
    "solutions": [truth("solutions")],
    "stays": [tables.stays],
    "tenures": [tables.tenures],
    "together": [
        lambda some: tables.crossing(some, *[list(some.codebook.dilemmas)] * 2, heads=HEADS)
    ],
    "totals": [tables.totals],
    "truth_table": [truth("truth_table")],
    "two_by_two": [
        lambda some: tables.two_by_two(
            some,
            "FO",
            ["FO.prata.ja", "FO.prata.nej"],
            ["FO.dok.ja", "FO.dok.nej"],
            {"row": TALK, "column": WRITE},
        )
    ],
    "worn_in": [tables.at_shift],
}  # fmt: skip
EVERY = [
    pytest.param(name, make, id=f"{name}-{at}")
    for name, makers in READ.items()
    for at, make in enumerate(makers)
]


def said(name, make, some, language):
    """What a reading says of a table, both made in a language."""
    with speaking(language):
        return getattr(readings, name)(make(some))


def numbers(sentence):
    """The numbers of a sentence, whatever divides their digits."""
    joined = re.sub(r"(?<=\d)\xa0(?=\d{3}\b)", "", sentence)
    return sorted(re.sub(r"[.,]", "", found) for found in NUMBER.findall(joined))


def well_formed(sentence):
    """Whether a reading is whole sentences, with no hole left open and nothing doubled."""
    return sentence == "" or (
        (sentence[0] in "“”0123456789" or sentence[0].isupper())
        and sentence.endswith(".")
        and not re.search(r"[{}]|  |\.\.|,,| [.,;:]|\bnan\b|<NA>", sentence)
    )


def test_every_reading_is_read_here():
    assert list(READ) == readings.__all__


@pytest.fixture(scope="module")
def both(demo):
    """The English and the Swedish of a reading of the demo material, each made once."""

    @cache
    def told(name, make):
        return said(name, make, demo, "en"), said(name, make, demo, "sv")

    return told


@pytest.mark.parametrize(("name", "make"), EVERY)
def test_no_swedish_stands_in_an_english_reading(name, make, both):
    english, swedish = both(name, make)
    assert not SWEDISH.search(english), english
    assert well_formed(english), english
    assert well_formed(swedish), swedish
    assert bool(english) == bool(swedish)
    assert english != swedish or not english


@pytest.mark.parametrize(("name", "make"), EVERY)
def test_a_reading_says_the_same_numbers_in_both_languages(name, make, both):
    english, swedish = both(name, make)
    assert numbers(english) == numbers(swedish), (english, swedish)


NOTHING = {"K1-1": "K1 kso GZ MS FO PH LS HS", "K2-1": "K2 kc GZ MS FO PH LS HS"}
ONE = {"K1-1": "K1 kso GZ MS FO PH LS HS"}
NAMELESS = {"a": "- kso GZ", "b": "- kc GZ"}
SMALL = {
    "silent": (NOTHING, ()),
    "one": (ONE, [("K1-1", GOLD), ("K1-1", "GZ.praktik.pol"), ("K1-1", "Y.person")]),
    "unasked": ({"K1-1": "K1 kso FO", "K2-1": "K2 kc FO"}, [("K1-1", "FO.ena.skriva")]),
    "nameless": (NAMELESS, [("a", GOLD), ("b", BAD), ("b", "GZ.norm.pol")]),
    "roleless": ({"K1-1": "K1 - GZ", "K2-1": "K2 - GZ"}, [("K1-1", GOLD), ("K2-1", BAD)]),
}


@cache
def small(size):
    return study(*SMALL[size])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize(("name", "make"), EVERY)
def test_readings_of_very_small_studies_are_whole(name, make, size, language):
    sentence = said(name, make, small(size), language)
    assert well_formed(sentence), sentence
    if language == "en":
        assert not SWEDISH.search(sentence), sentence


def plain(sentence):
    return sentence.replace("\xa0", " ")


def table(columns, rows, unit="case", n=10, **more):
    return Table(pd.DataFrame(rows, columns=columns.split()), unit, n, **more)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            {"A": 7, "B": 3, "C": 0},
            "“A” is brought up in 7 of 10 municipalities, “B” in 3. Nobody mentions “C”.",
        ),
        ({"A": 4, "B": 4}, "“A” and “B” are brought up in 4 of 10 municipalities."),
        (
            {"A": 5, "B": 2, "C": 2, "D": 0, "E": 0},
            (
                "“A” is brought up in 5 of 10 municipalities; “B” and “C” in 2 each. Nobody "
                "mentions “D” or “E”."
            ),
        ),
        ({"A": 0}, "None of the municipalities asked brings up any of this."),
    ],
)
def test_mentions(counts, sentence):
    found = table("code label cases", [(name, name, n) for name, n in counts.items()])
    with speaking("en"):
        assert plain(readings.mentions(found)) == sentence


def test_one_is_said_in_the_singular():
    with speaking("en"):
        found = table("code label cases", [("a", "A", 9), ("b", "B", 2)], facts={"units": 9})
        assert plain(readings.mentions(found)).endswith(
            "1 of 10 municipalities brings up none of it."
        )
        against = table(
            "case leaning", [("K2", "second")], n=2,
            legend={"side": {"first": "A", "second": "B"}},
            facts={"first": 1, "second": 1, "even": 0, "silent": 0},
        )  # fmt: skip
        assert plain(readings.negative_cases(against)) == (
            "Of 2 municipalities, 1 leans towards “A” and 1 (K2) leans towards “B”."
        )


def test_a_grouping_is_said_by_the_kind_of_group():
    with speaking("en"):
        assert phrases.among("official", "Officials") == "among officials"
        assert phrases.among("nämnder", "Committees") == "in the group “Committees”"
        assert phrases.on_side("On the one hand – shape them") == "on the one hand"
        assert phrases.on_side("Advantages") == "under “Advantages”"
        assert phrases.some(["a", "b", "c", "d"], "or", few=2) == "a, b or 2 more"


def test_gaps_are_told_in_the_language_spoken_and_in_english_for_the_command_line():
    with speaking("en"):
        english = lacking(())
    swedish = lacking(["cases", "interviews", "spells"])
    assert len(english) == len(TABLES)
    (events,) = swedish
    assert events.what == "händelser i kommunerna (events)"
    assert events.effect == "val och skiften kan inte ritas in"
    assert english[3].what == "events in the municipalities (events)"
    assert english[3].english == events.english == (
        "events in the municipalities (events): elections and shifts cannot be drawn in"
    )  # fmt: skip
