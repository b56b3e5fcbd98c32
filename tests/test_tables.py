"""What is counted: exact numbers from materials of a few rows."""

import pytest

from analys import tables
from analys.errors import CodebookError, ParameterError
from analys.language import speaking
from analys.tables.leanings import leanings
from builders import rows_of, study

GOLD, BAD = "GZ.gyllene", "GZ.problem"
SIDES = {"first": "Gyllene", "second": "Problem"}
NAMES = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}
# K1 says both, K2 is asked and silent, K3 was not asked though it speaks, K4 says one
PEOPLE = {
    "K1-1": "K1 kso GZ",
    "K1-2": "K1 kc GZ",
    "K2-1": "K2 kso GZ",
    "K3-1": "K3 kso FO",
    "K4-1": "K4 tjm GZ FO",
}
SAID = [
    ("K1-1", GOLD),
    ("K1-1", GOLD, 20, 30),
    ("K1-2", GOLD),
    ("K1-2", BAD),
    ("K3-1", GOLD),
    ("K4-1", BAD),
]


def crossing(*given, **more):
    return tables.crossing(*given, heads=("Rad", "Kolumn"), **more)


@pytest.fixture
def small():
    return study(PEOPLE, SAID, cases={"K1": {"committees": "nämnder"}, "K2": {}, "K3": {},
                                      "K4": {"committees": "utan facknämnder"}})  # fmt: skip


@pytest.fixture
def caseless():
    """The same people and words, but nobody knows from where."""
    people = {name: "- " + told.split(" ", 1)[1] for name, told in PEOPLE.items()}
    return study(people, SAID)


@pytest.fixture
def silent():
    """All were asked, none said anything."""
    return study(PEOPLE, [("K3-1", "FO.prata.ja")])


@pytest.fixture
def uncoded():
    """Nothing of it is coded, and nobody wrote down what was asked."""
    people = {name: " ".join(told.split()[:2]) for name, told in PEOPLE.items()}
    return study(people, [("K1-1", "FO.prata.ja")])


def test_mentions_count_municipalities_first_and_keep_what_nobody_used(small):
    found = tables.mentions(small, [BAD, GOLD, "GZ.f.moten"], "GZ")
    columns = ("code", "cases", "asked", "interviews", "interviews_asked", "segments")
    assert rows_of(found, *columns) == [
        (BAD, 2, 3, 2, 4, 2),
        (GOLD, 1, 3, 2, 4, 3),
        ("GZ.f.moten", 0, 3, 0, 4, 0),
    ]
    assert (found.unit, found.n, found.interviews, found.not_asked) == ("case", 3, 4, ("K3",))
    assert found.facts == {"units": 2, "interviews": 3, "segments": 5}
    assert found.absent is None
    assert found.measure == "Antal kommuner där minst en intervju tar upp det"
    assert found.shown().iloc[0].tolist() == [
        "Gråzonen som problem",
        "2\xa0av\xa03",
        "2\xa0av\xa04",
        2,
    ]


def test_without_a_dilemma_every_interview_counts(small):
    found = tables.mentions(small, [GOLD])
    assert rows_of(found, "cases", "asked", "interviews") == [(2, 4, 3)]
    assert found.not_asked == ()


def test_ranked_mentions_keep_the_order_given_where_as_many(small):
    given = ["GZ.f.moten", GOLD, "GZ.f.kemi", BAD]
    found = tables.mentions(small, given, "GZ", ranked=True)
    assert found.frame["code"].tolist() == [BAD, GOLD, "GZ.f.moten", "GZ.f.kemi"]


def test_mentions_by_group_have_the_groups_own_n(small):
    found = tables.mentions(small, [GOLD, BAD], "GZ", by="role_group")
    columns = ("code", "facet", "cases", "asked", "interviews", "interviews_asked")
    assert rows_of(found, *columns) == [
        (GOLD, "politician", 1, 2, 1, 2),
        (GOLD, "official", 1, 2, 1, 2),
        (BAD, "politician", 0, 2, 0, 2),
        (BAD, "official", 2, 2, 2, 2),
    ]
    assert list(found.legend["facet"].values()) == ["Politiker", "Tjänstemän"]


def test_mentions_by_committees_leave_out_those_unknown_and_keep_the_empty(small):
    found = tables.mentions(small, [GOLD], "GZ", by="committees")
    assert rows_of(found, "facet", "cases", "asked") == [
        ("nämnder", 1, 1),
        ("utan facknämnder", 0, 1),
        ("under förändring", 0, 0),
    ]


def test_where_the_groups_are_not_known_there_are_none():
    unknown = study({"K1-1": "K1 - GZ"}, [("K1-1", GOLD)])
    found = tables.mentions(unknown, [GOLD], "GZ", by="role_group")
    assert "facet" not in found.frame
    assert rows_of(found, "cases", "asked") == [(1, 1)]


def test_an_unknown_grouping_or_code_is_told(small):
    with pytest.raises(ValueError, match="by='region' is not one of role_group, committees"):
        tables.mentions(small, [GOLD], by="region")
    with pytest.raises(ParameterError, match=r"found 'GZ\.guld'"):
        tables.mentions(small, ["GZ.guld"])
    with pytest.raises(ParameterError, match=r"found 'GZ\.guld'"):
        tables.shares(small, "GZ", ["GZ.guld"], [BAD], NAMES)
    with pytest.raises(CodebookError, match="a known dilemma; found 'XX'"):
        tables.mentions(small, [GOLD], "XX")


def test_without_municipalities_the_unit_is_the_interview(caseless):
    found = tables.mentions(caseless, [GOLD, BAD], "GZ")
    assert rows_of(found, "cases", "asked") == [(2, 4), (2, 4)]
    assert (found.unit, found.n, found.not_asked) == ("interview", 4, ())
    assert found.measure == "Antal intervjuer som tar upp det"
    assert list(found.headings.values()) == ["Kod", "Intervjuer", "Avsnitt"]
    assert rows_of(tables.balance(caseless, "GZ", [GOLD], [BAD], SIDES), "case", "first") == [
        ("K1-1", 1), ("K1-2", 1), ("K2-1", 0), ("K4-1", 0)
    ]  # fmt: skip


def test_what_meets_in_a_municipality_cannot_be_told_without_municipalities(caseless):
    told = "Materialet anger ingen kommun, så frågan kan inte besvaras."
    assert crossing(caseless, [GOLD], [BAD], "GZ", relation="case").absent == told
    against = {BAD: "Problem"}
    assert tables.contrast(caseless, "GZ", [GOLD], against, relation="case").absent == told
    assert crossing(caseless, [GOLD], [BAD], "GZ", relation="interview").absent is None


TWO = {"row": {"yes": "Talar", "no": "Talar inte"}, "column": {"yes": "Skriver", "no": "Ej"}}
OF_GZ = {
    "mentions": lambda some: tables.mentions(some, [GOLD], "GZ"),
    "arguments": lambda some: tables.arguments(some, "GZ", first=[GOLD], second=[BAD]),
    "shares": lambda some: tables.shares(some, "GZ", [GOLD], [BAD], NAMES),
    "balance": lambda some: tables.balance(some, "GZ", [GOLD], [BAD], SIDES),
    "contrast": lambda some: tables.contrast(some, "GZ", [GOLD], {BAD: "Problem"}),
    "crossing": lambda some: crossing(some, [GOLD], [BAD], "GZ"),
    "two_by_two": lambda some: tables.two_by_two(some, "GZ", [GOLD, BAD], [GOLD, BAD], TWO),
    "configurations": lambda some: tables.configurations(some, "GZ", [GOLD], [GOLD, BAD], ["K1"]),
    "negative_cases": lambda some: tables.negative_cases(some, "GZ", [GOLD], [BAD], ("a", "b")),
}


@pytest.mark.parametrize("table", OF_GZ.values(), ids=OF_GZ)
def test_an_uncoded_dilemma_is_absent_with_a_sentence(uncoded, table):
    assert table(uncoded).absent == (
        "Ingenting i materialet är kodat med koderna för gråzonsdilemmat (10 koder prövade), så "
        "frågan kan inte besvaras."
    )


@pytest.mark.parametrize("table", OF_GZ.values(), ids=OF_GZ)
def test_all_asked_and_none_said_is_not_absent(silent, table):
    found = table(silent)
    assert found.absent is None
    numbers = found.frame.select_dtypes("number")
    counts = [
        name for name in numbers if name in {"cases", "interviews", "value", "count", "first"}
    ]
    assert numbers[counts].sum().sum() == 0
    assert found.n == {"configurations": 1, "shares": 4}.get(found_name(table), 3)


def found_name(table):
    return next(name for name, each in OF_GZ.items() if each is table)


@pytest.mark.parametrize("table", OF_GZ.values(), ids=OF_GZ)
def test_no_interviews_is_absent(table):
    nobody = study({}, cases=["K1", "K2"])
    found = table(nobody)
    assert found.absent.startswith("Ingenting i materialet är kodat")
    assert found.n == (1 if found.unit == "case" else 0)


def test_nobody_asked_in_the_selection_is_told(small):
    found = tables.mentions(study({"K3-1": "K3 kso FO", "K4-1": "K4 kso FO"}), [GOLD], "GZ")
    assert found.absent == "Ingen läst intervju i urvalet tillfrågades om gråzonsdilemmat."
    assert (found.n, found.not_asked) == (0, ("K3", "K4"))


def test_what_nobody_has_read_is_not_silent():
    some = study(PEOPLE, SAID[:1], read=False)
    found = tables.mentions(some, [GOLD, BAD], "GZ")
    assert rows_of(found, "code", "cases", "asked") == [(GOLD, 1, 1), (BAD, 0, 1)]
    assert found.interviews == 1
    leaning = tables.balance(some, "GZ", [GOLD], [BAD], SIDES)
    assert leaning.facts == {"first": 1, "second": 0, "even": 0, "silent": 0}


def test_no_municipality_to_choose_among_is_told(small):
    assert crossing(small, [GOLD], [BAD], cases=[]).absent.startswith("Ingen kommun i urvalet")
    assert tables.configurations(small, "GZ", [GOLD], [GOLD, BAD], []).absent.startswith("Ingen k")


def test_of_one_municipality_the_interviews_count(small):
    one = small.only(["K1"])
    found = tables.arguments(one, "GZ", first=[GOLD], second=[BAD], names=("A", "B"))
    assert rows_of(found, "side", "cases", "asked") == [("first", 2, 2), ("second", 1, 2)]
    assert (found.unit, found.n, found.not_asked, found.across) == ("interview", 2, (), "interview")
    assert found.measure == "Antal intervjuer som framför argumentet"
    assert list(found.headings.values()) == ["Sida", "Kod", "Intervjuer", "Avsnitt"]
    assert tables.frame_of(study({"K1-1": "K1 kso"}), None).alone
    assert not tables.frame_of(small, None).alone


def test_of_one_municipality_each_interview_has_its_own_row(small):
    one = small.only(["K1"])
    balance = tables.balance(one, "GZ", [GOLD], [BAD], SIDES)
    assert rows_of(balance, "case", "first", "second") == [("K1-1", 1, 0), ("K1-2", 1, 1)]
    assert list(balance.headings.values()) == ["Intervju", "Gyllene", "Problem"]
    by_case = tables.by_case(one, {"GZ": ["GZ"], "FO": ["FO"]}, {"GZ": "Gråzon", "FO": "Form"})
    assert rows_of(by_case, "row", "column", "value") == [
        ("GZ", "K1-1", 1), ("GZ", "K1-2", 1), ("FO", "K1-1", None), ("FO", "K1-2", None)
    ]  # fmt: skip
    assert (by_case.across, by_case.headings["column"]) == ("interview", "Intervju")
    against = tables.negative_cases(one, "GZ", [GOLD], [BAD], ("a", "b"))
    assert rows_of(against, "case", "how") == [("K1-2", "tar upp båda sidor")]


def test_one_municipality_is_not_compared_with_others(small):
    one = small.only(["K1"])
    told = "Bara en kommun ingår, och en ensam kommun kan inte jämföras med andra."
    assert crossing(one, [GOLD], [BAD], "GZ", relation="case").absent == told
    assert crossing(one, [GOLD], [BAD], "GZ").absent is None
    configured = tables.configurations(one, "GZ", ["GZ.f.moten"], [GOLD, BAD], ["K1"])
    assert (configured.absent, configured.n) == (told, 1)
    # Of several municipalities one alone may be eligible: that is an example, not a comparison.
    some = tables.configurations(small, "GZ", ["GZ.f.moten"], [GOLD, BAD], ["K1"])
    assert (some.absent, some.n, some.unit) == (None, 1, "case")
    assert rows_of(some, "case", "present", "outcome") == [("K1", False, GOLD)]
    met = crossing(small, [GOLD], [BAD], "GZ", cases=["K1"])
    assert (met.unit, met.n) == ("interview", 2)


@pytest.mark.parametrize("by", ["committees", {"Lång": ["K1"]}])
def test_one_municipality_is_not_grouped_with_others(small, by):
    one = small.only(["K1"])
    assert "facet" not in tables.mentions(one, [GOLD], "GZ", by=by).frame
    assert list(tables.shares(one, "GZ", [GOLD], [BAD], NAMES, by=by).legend["group"]) == ["all"]
    assert "facet" in tables.mentions(one, [GOLD], "GZ", by="role_group").frame


def test_mentions_by_groups_of_municipalities_handed_in(small):
    by = {"Kort tid": ["K2", "K4"], "Lång tid": ["K1"], "Ingen": []}
    found = tables.mentions(small, [GOLD, BAD], "GZ", by=by)
    assert rows_of(found, "code", "facet", "cases", "asked", "interviews", "interviews_asked") == [
        (GOLD, "Kort tid", 0, 2, 0, 2),
        (GOLD, "Lång tid", 1, 1, 2, 2),
        (GOLD, "Ingen", 0, 0, 0, 0),
        (BAD, "Kort tid", 1, 2, 1, 2),
        (BAD, "Lång tid", 1, 1, 1, 2),
        (BAD, "Ingen", 0, 0, 0, 0),
    ]
    assert list(found.legend["facet"]) == list(by)
    weighed = tables.arguments(small, "GZ", first=[GOLD], second=[BAD], by=by)
    assert set(weighed.frame["facet"]) == set(by)


def test_groups_that_make_no_sense_are_told(small):
    with pytest.raises(ValueError, match="municipalities in two groups: K1"):
        tables.mentions(small, [GOLD], by={"a": ["K1", "K2"], "b": ["K1"]})
    with pytest.raises(ValueError, match="groups of municipalities not in the study: K9"):
        tables.mentions(small, [GOLD], by={"a": ["K1", "K9"]})


def test_ranked_mentions_by_group_fall_by_their_total(small):
    found = tables.mentions(small, [GOLD, BAD], "GZ", by="role_group", ranked=True)
    assert found.frame["code"].tolist() == [BAD, BAD, GOLD, GOLD]


def test_arguments_say_how_they_read_and_which_read_against_their_side():
    some = study({"K1-1": "K1 kso HS", "K2-1": "K2 kc HS"}, [("K1-1", "HS.ena.insyn")])
    found = tables.arguments(some, "HS")
    assert rows_of(found, "code", "side", "valence") == [
        ("HS.ena.insyn", "first", "con"),
        ("HS.ena.helhet", "first", "pro"),
        ("HS.andra.makt", "second", "con"),
        ("HS.andra.infra", "second", "con"),
        ("HS.andra.sakpol", "second", "con"),
    ]
    assert found.legend["valence"] == {"pro": "fördel", "con": "nackdel"}
    assert found.note == (
        "På första sidan, men läses som nackdel: ”Politiken mindre inblandad, mindre insyn”."
    )
    assert tables.arguments(some, "LS").note == ""
    with speaking("en"):
        assert tables.arguments(some, "HS").note == (
            "On the first side, but reads as a drawback: "
            "“Politics less involved, with less insight”."
        )


def test_arguments_stand_by_side_in_falling_order():
    some = study(
        {"K1-1": "K1 kso LS", "K2-1": "K2 kc LS", "K3-1": "K3 kc"},
        [
            ("K1-1", "LS.for.rutiner"),
            ("K1-1", "LS.mot.huvudet"),
            ("K2-1", "LS.mot.huvudet"),
            ("K2-1", "LS.mot.beroende"),
            ("K3-1", "LS.for.kontinuitet"),
        ],
    )
    found = tables.arguments(some, "LS")
    assert rows_of(found, "code", "side", "cases", "asked") == [
        ("LS.for.rutiner", "first", 1, 2),
        ("LS.for.kontinuitet", "first", 0, 2),
        ("LS.mot.huvudet", "second", 2, 2),
        ("LS.mot.beroende", "second", 1, 2),
        ("LS.mot.overflodigt", "second", 0, 2),
    ]
    assert {key: found.facts[key] for key in ("both", "only_first", "only_second")} == {
        "both": 1,
        "only_first": 0,
        "only_second": 1,
    }
    assert list(found.legend["side"].values()) == ["Fördelar", "Nackdelar"]
    grouped = tables.arguments(some, "LS", by="role_group")
    assert len(grouped.frame) == 10
    assert set(grouped.frame["side"]) == {"first", "second"}


def test_shares_divide_interviews_within_their_groups(small):
    found = tables.shares(small, "GZ", [GOLD], [BAD], NAMES)
    columns = ("group", "category", "interviews", "of", "cases", "asked")
    assert rows_of(found, *columns) == [
        ("politician", "first", 1, 1, 1, 2),
        ("politician", "both", 0, 1, 1, 2),
        ("politician", "second", 0, 1, 1, 2),
        ("official", "first", 0, 2, 2, 2),
        ("official", "both", 1, 2, 2, 2),
        ("official", "second", 1, 2, 2, 2),
    ]
    assert found.facts == {"speaking": 3, "asked": 4}
    assert (found.unit, found.n) == ("interview", 4)


def test_shares_without_known_groups_are_of_all():
    some = study({"K1-1": "K1 -", "K2-1": "K2 -"}, [("K1-1", GOLD), ("K2-1", BAD)])
    found = tables.shares(some, None, [GOLD], [BAD], NAMES)
    assert rows_of(found, "group", "category", "interviews", "of") == [
        ("all", "first", 1, 2),
        ("all", "both", 0, 2),
        ("all", "second", 1, 2),
    ]


def test_balance_keeps_those_not_asked_as_missing(small):
    found = tables.balance(small, "GZ", [GOLD], [BAD], SIDES)
    assert rows_of(found, "case", "first", "second", "of") == [
        ("K1", 2, 1, 2),
        ("K2", 0, 0, 1),
        ("K3", None, None, None),
        ("K4", 0, 1, 1),
    ]
    assert found.facts == {"first": 1, "second": 1, "even": 0, "silent": 1}
    assert found.n == sum(found.facts.values())


def test_contrast_counts_where_each_meets_the_one_and_the_other():
    some = study(
        {"K1-1": "K1 kso GZ", "K2-1": "K2 kso GZ", "K3-1": "K3 kso GZ"},
        [
            ("K1-1", "GZ.f.moten", 0, 10), ("K1-1", GOLD, 5, 15),
            ("K2-1", "GZ.f.moten", 0, 10), ("K2-1", GOLD, 10, 15), ("K2-1", BAD, 9, 15),
        ],
    )  # fmt: skip
    against = {GOLD: "Gyllene", BAD: "Problem"}
    found = tables.contrast(some, "GZ", ["GZ.f.moten", "GZ.f.kemi"], against)
    assert rows_of(found, "code", "group", "cases", "asked") == [
        ("GZ.f.moten", GOLD, 1, 3),
        ("GZ.f.moten", BAD, 1, 3),
        ("GZ.f.kemi", GOLD, 0, 3),
        ("GZ.f.kemi", BAD, 0, 3),
    ]
    wider = tables.contrast(some, "GZ", ["GZ.f.moten"], against, relation="interview")
    assert rows_of(wider, "group", "cases") == [(GOLD, 2), (BAD, 1)]


FO = ["FO.prata.ja", "FO.prata.nej"], ["FO.dok.ja", "FO.dok.nej"]


def test_two_by_two_places_those_that_are_clear_and_names_the_rest():
    some = study(
        {name: f"{name[:2]} kso FO" for name in ("K1-1", "K1-2", "K1-3", "K2-1", "K3-1", "K4-1")},
        [
            ("K1-1", "FO.prata.ja"), ("K1-2", "FO.prata.ja"), ("K1-3", "FO.prata.nej"),
            ("K1-1", "FO.dok.nej"),
            ("K2-1", "FO.prata.ja"),  # nothing of documents
            ("K3-1", "FO.prata.ja"), ("K3-1", "FO.prata.nej"), ("K3-1", "FO.dok.ja"),  # even
            ("K4-1", "FO.prata.nej"), ("K4-1", "FO.dok.nej"),
        ],
        cases=["K1", "K2", "K3", "K4", "K5"],
    )  # fmt: skip
    found = tables.two_by_two(some, "FO", *FO, TWO)
    assert rows_of(found, "row", "column", "count", "names") == [
        ("yes", "yes", 0, ""),
        ("yes", "no", 1, "K1"),
        ("no", "yes", 0, ""),
        ("no", "no", 1, "K4"),
    ]
    assert found.note == "Ej entydigt eller ingen uppgift: K2, K3."
    assert found.facts == {"unclear": 2}
    assert (found.n, found.not_asked) == (4, ("K5",))
    assert found.frame["count"].sum() + found.facts["unclear"] == found.n


def test_crossing_keeps_the_pairs_that_never_meet():
    some = study(
        {"K1-1": "K1 kso", "K1-2": "K1 kc", "K2-1": "K2 kso"},
        [
            ("K1-1", "B.kemi", 0, 10), ("K1-1", "H.prata", 5, 15), ("K1-1", "H.prata", 6, 16),
            ("K1-2", "B.kemi", 0, 10), ("K1-2", "H.prata", 0, 10),
            ("K2-1", "B.kemi", 0, 10), ("K2-1", "H.byta", 50, 60),
        ],
    )  # fmt: skip
    found = crossing(some, ["B.kemi", "B.makt"], ["H.prata", "H.byta"])
    assert rows_of(found, "row", "column", "value", "interviews") == [
        ("B.kemi", "H.prata", 1, 2),
        ("B.kemi", "H.byta", 0, 0),
        ("B.makt", "H.prata", 0, 0),
        ("B.makt", "H.byta", 0, 0),
    ]
    assert found.facts == {"pairs": 1, "units": 1}
    wider = crossing(some, ["B.kemi"], ["H.byta"], relation="case")
    assert rows_of(wider, "value") == [(1,)]
    assert wider.measure.endswith("i samma intervju eller i olika")
    one = crossing(some, ["B.kemi"], ["H.prata", "H.byta"], cases=["K2"])
    assert rows_of(one, "column", "value") == [("H.prata", 0), ("H.byta", 0)]
    assert one.n == 1


def test_crossing_a_dilemma_with_itself_counts_where_it_is_spoken_of(small):
    found = crossing(small, ["GZ", "FO"], ["GZ", "FO"])
    assert rows_of(found, "row", "column", "value") == [
        ("GZ", "GZ", 3),
        ("GZ", "FO", 0),
        ("FO", "GZ", 0),
        ("FO", "FO", 0),
    ]
    assert list(found.legend["row"].values()) == ["Gråzon", "Formalisering"]


def test_by_case_tells_not_asked_from_silent(small):
    found = tables.by_case(small, {"GZ": ["GZ"], "egen": [BAD]}, {"GZ": "Gråzon", "egen": "Egen"})
    assert rows_of(found, "row", "column", "value", "asked") == [
        ("GZ", "K1", 2, 2),
        ("GZ", "K2", 0, 1),
        ("GZ", "K3", None, 0),
        ("GZ", "K4", 1, 1),
        ("egen", "K1", 1, 2),
        ("egen", "K2", 0, 1),
        ("egen", "K3", 0, 1),
        ("egen", "K4", 1, 1),
    ]


SHIFT = ["MS.utfall.last", "MS.utfall.ejlast"]


def test_configurations_sort_on_the_outcome_and_leave_unknown_what_was_not_asked():
    some = study(
        {"K1-1": "K1 kso MS", "K2-1": "K2 kso MS", "K2-2": "K2 kc MS", "K3-1": "K3 kso GZ",
         "K4-1": "K4 kso MS", "K5-1": "K5 kso MS"},
        [
            ("K1-1", SHIFT[1]), ("K1-1", "MS.f.kemi.god"),
            ("K2-1", SHIFT[0]), ("K2-2", SHIFT[0]), ("K2-2", SHIFT[1]),
            ("K4-1", SHIFT[0]), ("K4-1", SHIFT[1]),
            ("K5-1", "MS.f.kemi.god"),
        ],
    )  # fmt: skip
    conditions = ["MS.f.kemi.god", "MS.f.kemi.dalig"]
    found = tables.configurations(some, "MS", conditions, SHIFT, ["K4", "K3", "K2", "K1"])
    assert rows_of(found, "case", "condition", "present", "interviews", "outcome") == [
        ("K2", "MS.f.kemi.god", False, 0, SHIFT[0]),
        ("K2", "MS.f.kemi.dalig", False, 0, SHIFT[0]),
        ("K1", "MS.f.kemi.god", True, 1, SHIFT[1]),
        ("K1", "MS.f.kemi.dalig", False, 0, SHIFT[1]),
        ("K3", "MS.f.kemi.god", None, 0, "unclear"),
        ("K3", "MS.f.kemi.dalig", None, 0, "unclear"),
        ("K4", "MS.f.kemi.god", False, 0, "unclear"),
        ("K4", "MS.f.kemi.dalig", False, 0, "unclear"),
    ]
    assert found.facts == {SHIFT[0]: 1, SHIFT[1]: 1, "unclear": 2}
    assert sum(found.facts.values()) == found.n
    assert found.not_asked == ("K3",)


LEANING = {
    "K1-1": [GOLD], "K2-1": [GOLD], "K3-1": [BAD], "K4-1": [GOLD, BAD], "K5-1": [],
}  # fmt: skip


def leaning(*names):
    return study(
        {name: f"{name[:2]} kso GZ" for name in names},
        [(name, code) for name in names for code in LEANING[name]],
    )


def test_leanings_follow_the_number_of_interviews():
    rows = leanings(leaning(*LEANING), "GZ", [GOLD], [BAD])
    assert rows["leaning"].tolist() == ["first", "first", "second", "even", "silent"]


def test_negative_cases_are_all_that_are_not_with_the_majority():
    found = tables.negative_cases(leaning(*LEANING), "GZ", [GOLD], [BAD], ("Gyllene", "Problem"))
    assert rows_of(found, "case", "how") == [
        ("K3", "lutar åt ”Problem”"),
        ("K4", "lika många intervjuer på båda sidor"),
        ("K5", "tillfrågad, men ingen intervju tar upp någondera"),
    ]
    assert found.facts == {"first": 2, "second": 1, "even": 1, "silent": 1}


@pytest.mark.parametrize(
    ("names", "counts", "cases"),
    [
        (("K1-1", "K3-1"), (1, 1, 0, 0), []),
        (("K1-1", "K3-1", "K4-1"), (1, 1, 1, 0), ["K4"]),
        (("K3-1", "K5-1"), (0, 1, 0, 1), ["K5"]),
        (("K5-1",), (0, 0, 0, 1), ["K5-1"]),
        (("K1-1", "K2-1"), (2, 0, 0, 0), []),
    ],
)
def test_negative_cases_where_it_ties_or_all_agree(names, counts, cases):
    found = tables.negative_cases(leaning(*names), "GZ", [GOLD], [BAD], ("a", "b"))
    assert tuple(found.facts.values()) == counts
    assert sum(counts) == found.n
    assert found.frame["case"].tolist() == cases


def test_asked_counts_by_role(small):
    found = tables.asked(small, "GZ")
    assert rows_of(found, "role", "interviews", "asked", "speaking", "cases") == [
        ("kso", 3, 2, 1, 2),
        ("kc", 1, 1, 1, 1),
        ("pol", 0, 0, 0, 0),
        ("opp", 0, 0, 0, 0),
        ("tjm", 1, 1, 1, 1),
    ]
    assert found.facts == {
        "recorded": 1,
        "asked": 4,
        "speaking": 3,
        "interviews": 5,
        "cases": 3,
        "cases_speaking": 2,
        "all_cases": 4,
        "segments": 5,
    }
    unknown = tables.asked(study({"K1-1": "K1 -"}), "GZ")
    assert unknown.absent == "Materialet saknar uppgift om vem som intervjuats."


def test_interviews_by_municipality_and_role_keep_the_empty(small):
    found = tables.interviews(small)
    assert len(found.frame) == 4 * 5
    assert found.frame["value"].sum() == found.n == 5
    assert found.facts == {"kso": 3, "kc": 1, "pol": 0, "opp": 0, "tjm": 1}
    assert tables.interviews(study({"K1-1": "K1 -"})).absent.startswith("Materialet saknar uppgift")


def test_dates_are_of_the_interviews_that_have_them():
    about = {"K1-1": {"date": "2011-10-02", "minutes": 50}, "K2-1": {"date": "2011-09-01"}}
    some = study({"K2-1": "K2 kc", "K1-1": "K1 kso", "K1-2": "K1 kc"}, about=about)
    found = tables.dates(some)
    assert rows_of(found, "interview", "day", "minutes") == [
        ("K1-1", "2011-10-02", 50),
        ("K2-1", "2011-09-01", None),
    ]
    assert (found.n, list(found.legend["case"])) == (3, ["K2", "K1"])
    undated = study({"K1-1": "K1 kso"})
    assert tables.dates(undated).absent == "Materialet saknar datum för intervjuerna."


CODED_TWICE = [
    ("K1-1", GOLD, 0, 10, "Bo"),
    ("K1-1", GOLD, 0, 10, "Anna"),
    ("K1-2", BAD, 0, 10, "Anna"),
]


def test_coders_and_what_they_share():
    some = study(PEOPLE, CODED_TWICE, users=("Cia", "Anna"), read=False).by_coder("consensus")
    found = tables.coders(some)
    assert rows_of(found, "coder", "interviews", "alone", "codes", "codings") == [
        ("Anna", 2, 1, 2, 2),
        ("Bo", 1, 0, 1, 1),
        ("Cia", 0, 0, 0, 0),
    ]
    assert found.facts == {"double": 1, "left_out": 1, "consensus": 1}
    assert (found.n, found.interviews) == (3, 2)
    assert tables.coders(study(PEOPLE, read=False)).absent == "Ingenting i materialet är kodat."


def test_code_use_counts_each_part_and_names_the_unused(small):
    found = tables.code_use(small)
    rows = {row["part"]: row for row in found.frame.to_dict("records")}
    assert list(rows) == [*small.codebook.dilemmas, *small.codebook.groups]
    grey = rows["GZ"]
    assert (grey["codes"], grey["used"], grey["codings"], grey["cases"]) == (10, 2, 6, 3)
    assert grey["unused"].count(";") == 7
    assert (rows["FO"]["used"], rows["FO"]["unused"]) == (0, "alla")
    assert found.facts["codes"] == len(small.codebook.codes)
    assert found.frame["codings"].sum() == found.n


def test_own_codes_are_counted_apart():
    some = study(
        PEOPLE,
        [("K1-1", "Golf"), ("K1-2", "Golf"), ("K1-1", "Lunch"), ("K1-1", GOLD)],
        foreign=[("Lunch", None), ("Aldrig", None), ("Golf", None)],
    )
    found = tables.own_codes(some)
    assert rows_of(found, "code", "codings", "interviews") == [
        ("Golf", 2, 2),
        ("Lunch", 1, 1),
        ("Aldrig", 0, 0),
    ]
    assert (found.n, found.facts) == (3, {"codings": 3})
    use = tables.code_use(some)
    assert rows_of(use, "part", "codes", "used", "codings")[-1] == ("own", 3, 2, 3)
    assert tables.own_codes(study(PEOPLE)).absent == "Alla koder i materialet finns i kodboken."


def test_totals_stand_beside_those_of_the_files():
    counts = {"codings": 3, "coders": 2, "texts": 6}
    found = tables.totals(
        study(PEOPLE, CODED_TWICE, counts=counts, users=("Anna", "Bo"), read=False)
    )
    assert rows_of(found, "what", "file", "study", "agree") == [
        ("Kodningar", 3, 3, "ja"),
        ("Användare", 2, 2, "ja"),
        ("Texter", 6, 5, "nej"),
    ]
    assert found.facts == {"wrong": 1}
    assert tables.totals(study(PEOPLE)).frame.empty


def test_the_material_at_a_glance(small, caseless):
    assert tables.glance(small)["kommuner"] == "4"
    assert tables.glance(small)["intervjuer kodade"] == "5\xa0av\xa05"
    assert "kommuner" not in tables.glance(caseless)


def test_what_the_readers_left_is_told():
    assert tables.reading(study(PEOPLE)).absent == "Allt som filerna innehåller har använts."


def test_interviews_of_no_municipality_are_not_asked_where_municipalities_are_counted():
    people = {"A": "- kso GZ", "B": "- kso GZ", "K1-1": "K1 kso GZ", "K2-1": "K2 kc GZ"}
    some = study(people, [(name, "GZ.gyllene") for name in ("A", "B", "K1-1")])
    table = tables.mentions(some, ["GZ.gyllene"], "GZ")
    assert table.frame["interviews_of"].tolist() == ["1\xa0av\xa02"]
    assert (table.n, table.interviews) == (2, 2)
