"""Time in post: what is followed, who sat together, and what came after."""

import doctest

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analys import tables, tenure
from analys.language import speaking
from builders import day, rows_of, study

UNTIL = day("2011-12-31")


def posts(*spells, until=UNTIL, **more):
    return study({"K1-1": "K1 kso"}, spells=spells, until=until, **more)


def pairs(*spells, until=UNTIL):
    return tenure.pairs(posts(*spells, until=until).spells, until)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2002-01-01", "2011-01-01", 9.0),
        ("2000-02-29", "2004-02-29", 4.0),
        ("1995-07-15", "2011-07-15", 16.0),
        ("2002-01-01", "2010-12-31", 8 + 11 / 12 + 30 / 372),
        ("2010-01-01", "2010-07-01", 0.5),
        ("2010-01-01", "2010-01-01", 0.0),
    ],
)
def test_years_are_whole_on_the_same_day_of_the_year(start, end, years):
    days = [pd.Series(pd.to_datetime([each])) for each in (start, end)]
    assert tenure.years_between(*days).iloc[0] == pytest.approx(years, abs=1e-12)


@pytest.mark.parametrize(
    ("years", "band"),
    [(0.0, "0–3"), (3.999, "0–3"), (4.0, "4–8"), (8.999, "4–8"), (9.0, "9–15"),
     (15.999, "9–15"), (16.0, "16+"), (40.0, "16+")],
)  # fmt: skip
def test_bands_begin_at_whole_years_lived(years, band):
    bands = {"0–3": 0, "4–8": 4, "9–15": 9, "16+": 16}
    assert tenure.band(pd.Series([years]), bands).tolist() == [band]


def test_the_examples_of_the_module():
    assert doctest.testmod(tenure).failed == 0


@pytest.mark.parametrize(
    ("how", "kind"),
    [("avgick", "chosen"), ("Annat  uppdrag ", "chosen"), ("FICK GÅ", "forced"), ("val", "forced"),
     ("pension", "natural"), ("annat", "unknown"), ("valde själv", "unknown"), ("", "unknown"),
     (None, "unknown"), (pd.NA, "unknown")],
)  # fmt: skip
def test_a_departure_is_chosen_forced_natural_or_nobody_knows(how, kind):
    assert tenure.departure(pd.Series([how], dtype="object")).tolist() == [kind]


def test_no_way_to_leave_is_of_two_kinds():
    ways = [how for hows in tenure.DEPARTURES.values() for how in hows]
    assert len(ways) == len(set(ways))
    assert all(how == " ".join(how.split()).casefold() for how in ways)


# Months in remission of 21 children with leukaemia on 6-mercaptopurine (Freireich et al. 1963),
# with the published estimates.
REMISSION = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
SURVIVAL = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def curve(years, ended):
    return tenure.kaplan_meier(pd.Series(years, dtype="float"), pd.Series(ended, dtype="bool"))


def test_the_published_curve_of_freireich():
    found = curve(REMISSION, RELAPSED)
    at_ends = found[found["ended"] > 0].set_index("years")
    assert at_ends["survival"].round(3).to_dict() == SURVIVAL
    assert at_ends["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert (found["ended"].sum(), found["censored"].sum()) == (9, 12)
    assert tenure.median(found) == 23


def test_without_anyone_running_the_curve_is_the_plain_share():
    found = curve([1, 2, 3, 4], [True] * 4)
    assert found["survival"].tolist() == pytest.approx([0.75, 0.5, 0.25, 0.0])
    assert tenure.median(found) == 2


@pytest.mark.parametrize(("years", "ended"), [([], []), ([3, 4], [False, False])])
def test_where_half_have_not_left_there_is_no_median(years, ended):
    found = curve(years, ended)
    assert (found["survival"] == 1).all()
    assert pd.isna(tenure.median(found))


@pytest.mark.parametrize("wrong", [-1.0, float("nan")])
def test_a_length_that_cannot_be_is_told_with_its_row(wrong):
    with pytest.raises(ValueError, match=r"row 1: expected years of 0 or more; found (-1|nan)"):
        curve([2, wrong], [True, True])


SPELLS = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=30)


@given(SPELLS, st.randoms(use_true_random=False))
def test_the_curve_only_falls_keeps_everyone_and_knows_no_order(spells, random):
    found = curve(*zip(*spells, strict=True))
    assert found["survival"].is_monotonic_decreasing
    assert found["survival"].between(0, 1).all()
    assert (found["ended"] + found["censored"]).sum() == len(spells)
    assert found["at_risk"].iloc[0] == len(spells)
    random.shuffle(spells)
    pd.testing.assert_frame_equal(curve(*zip(*spells, strict=True)), found)


def test_terms_without_a_day_between_are_one_time():
    spells = posts(
        ("K1", "kso", "p", "2006-01-01", "2009-12-31", "val"),
        ("K1", "kso", "p", "1998-01-01", "2002-01-01", "avgick"),
        ("K1", "kso", "p", "2002-01-01", "2005-12-31", "val"),
        ("K1", "kc", "p", "2009-12-31", None),
        ("K2", "kso", "p", "2009-12-31", None),
    ).spells
    found = tenure.observed(spells, UNTIL)
    assert rows_of(found, "case", "post", "years", "exit") == [
        ("K1", "kso", pytest.approx(12, abs=0.01), "val"),
        ("K1", "kc", 2.0, None),
        ("K2", "kso", 2.0, None),
    ]


def test_one_who_comes_back_later_has_two_times():
    spells = posts(
        ("K1", "kso", "p", "1998-01-01", "2002-01-01", "val"),
        ("K1", "kso", "p", "2002-01-03", None),
    ).spells
    assert rows_of(tenure.observed(spells, UNTIL), "exit", "censored") == [
        ("val", False),
        (None, True),
    ]


def test_a_time_that_still_runs_has_no_exit_even_if_an_earlier_term_has():
    spells = posts(
        ("K1", "kso", "p", "1998-01-01", "2002-01-01", "val"),
        ("K1", "kso", "p", "2002-01-01", None),
        ("K1", "kc", "q", "2002-01-01", "2012-01-01", "pension"),
    ).spells
    found = tenure.observed(spells, UNTIL)
    assert rows_of(found, "censored", "exit") == [(True, None), (True, None)]


def test_what_runs_on_the_last_day_is_censored_and_what_began_later_is_left_out():
    spells = posts(
        ("K1", "kso", "running", "2001-12-31", None),
        ("K1", "kso", "ended", "2000-12-31", "2001-12-31"),
        ("K1", "kso", "last day", "2001-12-31", "2011-12-31"),
        ("K1", "kso", "beyond", "2009-12-31", "2012-06-01"),
        ("K1", "kso", "later", "2012-01-01", None),
    ).spells
    assert rows_of(tenure.observed(spells, UNTIL), "person", "censored", "years") == [
        ("running", True, 10.0),
        ("ended", False, 1.0),
        ("last day", False, 10.0),
        ("beyond", True, 2.0),
    ]


def test_without_a_last_day_it_is_the_latest_date_among_the_spells():
    spells = posts(
        ("K1", "kso", "p", "2000-01-01", None), ("K1", "kc", "q", "2001-01-01", "2003-01-01")
    ).spells
    assert tenure.last_day(spells, None) == pd.Timestamp("2003-01-01")
    assert rows_of(tenure.observed(spells, None), "person", "years") == [("p", 3.0), ("q", 2.0)]


def test_a_pair_is_the_time_that_both_sat():
    found = pairs(
        ("K1", "kso", "p", "2000-01-01", "2006-01-01", "avgick"),
        ("K1", "kc", "q", "2002-01-01", "2010-01-01", "pension"),
        ("K1", "kso", "r", "2006-01-01", None),
        ("K2", "kc", "s", "2002-01-01", None),
    )
    columns = ("kso", "kc", "years", "running", "first_left", "exit")
    assert rows_of(found, *columns) == [
        ("p", "q", 4.0, False, "kso", "avgick"),
        ("r", "q", 4.0, False, "kc", "pension"),
    ]
    assert found["left"].dt.year.tolist() == [2006, 2010]
    assert found["other_end"].dt.year.fillna(0).tolist() == [2010, 0]


def test_a_running_pair_has_not_been_left():
    found = pairs(("K1", "kso", "p", "2001-12-31", None), ("K1", "kc", "q", "2003-12-31", None))
    assert rows_of(found, "years", "running", "first_left", "left", "exit", "other_end") == [
        (8.0, True, None, None, None, None)
    ]


def test_those_who_take_over_the_same_day_are_no_pair():
    assert pairs(
        ("K1", "kso", "p", "2000-01-01", "2006-01-01"), ("K1", "kc", "q", "2006-01-01", None)
    ).empty


def test_both_may_leave_on_one_day():
    ended = ("2000-01-01", "2006-01-01")
    found = pairs(("K1", "kso", "p", *ended), ("K1", "kc", "q", *ended))
    assert rows_of(found, "first_left") == [("both",)]


@pytest.mark.parametrize("leaves", ["kso", "kc"])
@pytest.mark.parametrize("until", [UNTIL, None])
def test_one_who_leaves_on_the_last_day_left_before_the_one_who_stays(leaves, until):
    spells = [("K1", post, post, "2000-01-01", None) for post in ("kso", "kc") if post != leaves]
    found = pairs(
        *spells, ("K1", leaves, leaves, "2000-01-01", "2011-12-31", "avgick"), until=until
    )
    assert rows_of(found, "first_left", "exit", "other_end") == [(leaves, "avgick", None)]


def pair(case, kso_end, kc_end, start="1995-01-01"):
    return [(case, "kso", f"{case}p", start, kso_end), (case, "kc", f"{case}q", start, kc_end)]


BROKEN = [
    *pair("K1", "2006-01-01", "2008-01-01"),  # to the day 24 months: followed
    *pair("K2", "2006-01-01", "2008-01-02"),  # a day later: stayed
    *pair("K3", "2006-01-01", None),  # long observed: stayed
    *pair("K4", "2010-06-01", None),  # 19 months observed: not known yet
    *pair("K5", "2010-06-01", "2011-06-01"),  # followed, though not long observed
    *pair("K6", "2009-01-01", "2006-01-01"),  # the kc left first
    *pair("K7", None, None),  # not broken
    *pair("K8", "2006-01-01", "2006-01-01"),  # the same day
    *pair("K9", "2001-06-01", None),  # too short a time together
]


def test_the_other_follows_within_24_months_or_stays_or_is_not_known_yet():
    found = tables.departures(posts(*BROKEN), at_least=7)
    assert rows_of(found, "case", "first_left", "followed", "after") == [
        ("K1", "kso", True, "ja"),
        ("K2", "kso", False, "nej"),
        ("K3", "kso", False, "nej"),
        ("K4", "kso", None, "ännu ovisst"),
        ("K5", "kso", True, "ja"),
        ("K6", "kc", False, "nej"),
        ("K8", "both", True, "ja"),
    ]
    facts = {"at_least": 7, "pairs": 8, "broken": 7, "followed": 3, "open": 1}
    of_kso = {"kso_left": 5, "kc_followed": 2, "kc_stayed": 2, "kc_open": 1}
    assert {name: found.facts[name] for name in facts | of_kso} == facts | of_kso
    assert (found.facts["first_unknown"], found.facts["followed_unknown"]) == (7, 3)
    assert (found.unit, found.n) == ("pair", 8)
    assert found.absent is None


def left(case, kso_exit, kc_exit, kso_end="2006-01-01", kc_end="2007-01-01"):
    return [
        (case, "kso", f"{case}p", "1995-01-01", kso_end, kso_exit),
        (case, "kc", f"{case}q", "1995-01-01", kc_end, kc_exit),
    ]


CHOSEN_OR_FORCED = [
    *left("K1", "avgick", "fick gå"),  # the kso chose to, the kc had to follow
    *left("K2", "val", "annat uppdrag"),  # the kso was voted out
    *left("K3", "avgick", "pension", kc_end="2010-01-01"),  # stayed, and left later
    *left("K4", "avgick", "fick gå", kso_end="2008-01-01"),  # the kc left first
    *left("K5", "av egna skäl", None),  # the material's own words
    *left("K6", "pension", None, kc_end=None),  # the kc is still there
]


def test_whether_they_chose_to_or_had_to_is_told_of_both():
    found = tables.departures(posts(*CHOSEN_OR_FORCED))
    columns = ("case", "departure", "other_departure", "first_how", "other_how")
    assert rows_of(found, *columns) == [
        ("K1", "chosen", "forced", "självvalt (avgick)", "tvingat (fick gå)"),
        ("K2", "forced", "chosen", "tvingat (val)", "självvalt (annat uppdrag)"),
        ("K3", "chosen", "natural", "självvalt (avgick)", "naturligt (pension)"),
        ("K4", "forced", "chosen", "tvingat (fick gå)", "självvalt (avgick)"),
        ("K5", "unknown", "unknown", "oklart (av egna skäl)", "oklart"),
        ("K6", "natural", None, "naturligt (pension)", "sitter kvar"),
    ]
    first = {"first_chosen": 2, "first_forced": 2, "first_natural": 1, "first_unknown": 1}
    after = {"followed": 4, "followed_chosen": 2, "followed_forced": 1, "followed_natural": 0}
    assert {name: found.facts[name] for name in first | after} == first | after
    with speaking("en"):
        shown = tables.departures(posts(*CHOSEN_OR_FORCED)).shown()
    assert shown["How that one left"].tolist()[:2] == ["by choice (resigned)", "forced (election)"]
    assert shown["How the other left"].tolist()[-2:] == ["unclear", "still in post"]


def test_without_a_last_day_what_other_municipalities_show_still_counts_as_observed():
    spells = [*pair("K1", "2004-01-01", None), ("K2", "kso", "r", "2010-01-01", None)]
    found = tables.departures(posts(*spells, until=None))
    assert rows_of(found, "case", "after") == [("K1", "nej")]


def test_no_broken_pair_is_told_with_zeros():
    found = tables.departures(posts(*pair("K7", None, None)))
    assert found.absent == "Inget par som suttit minst 7 år har brutits."
    assert (found.facts["pairs"], found.facts["broken"], found.facts["kso_left"]) == (1, 0, 0)


@pytest.mark.parametrize(
    "spells",
    [[("K1", "kso", "p", "2000-01-01", None)], [("K1", "kc", "p", "2012-06-01", None)]],
)
def test_spells_without_any_pair_make_no_pairs(spells):
    alone = posts(*spells)
    assert tables.pairs(alone).absent == "Ingen kso och kc i materialet har suttit samtidigt."
    assert tables.departures(alone).absent == "Inget par som suttit minst 7 år har brutits."
    assert tables.paired(alone).absent == "Ingen kso och kc i materialet har suttit samtidigt."


OF_SPELLS = [
    tables.spells, tables.pairs, tables.departures, tables.paired, tables.tenures, tables.stays,
    tables.long_stayers,
]  # fmt: skip


@pytest.mark.parametrize("table", OF_SPELLS)
def test_a_material_without_spells_says_so(table):
    found = table(posts())
    assert found.absent.startswith("Materialet saknar tider på posten för kso och kc")
    assert found.n == 0
    assert found.source == "tider på posten"


@pytest.mark.parametrize(
    "table", [tables.spells, tables.tenures, tables.stays, tables.long_stayers]
)
def test_spells_that_all_begin_after_the_last_day_are_none(table):
    found = table(posts(("K1", "kc", "p", "2012-06-01", None)))
    assert found.absent == (
        "Alla kända tider på posten börjar efter den sista dagen som materialet täcker."
    )
    assert found.n == 0


@pytest.mark.parametrize("table", OF_SPELLS)
def test_a_table_of_spells_has_english_headings(table):
    with speaking("en"):
        found = table(posts(*CHOSEN_OR_FORCED))
        assert found.source == "spells in post"
    assert {"Municipality", "Post"} & set(found.headings.values())
    assert not [name for name in found.shown() if name in ("Kommun", "Från", "År")]


def test_two_at_once_on_a_post_are_two_times_and_two_pairs():
    both = posts(
        *pair("K1", None, None), ("K1", "kc", "acting", "2005-01-01", "2006-01-01", "avgick")
    )
    assert tables.stays(both).facts["spells_kc"] == 2
    found = tables.paired(both)
    assert rows_of(found, "group", "kc", "years") == [
        ("running", "K1q", pytest.approx(17, abs=0.01)),
        ("kc", "acting", 1.0),
    ]


def test_everyone_running_has_no_median_and_no_broken_pair():
    running = posts(*pair("K1", None, None))
    found = tables.stays(running)
    assert pd.isna(found.facts["median_kso"])
    assert (found.facts["ended_kso"], found.facts["spells_kso"]) == (0, 1)
    assert tables.landmarks(running, found).frame["kind"].tolist() == ["band"] * 4 + ["survey"] * 3
    assert tables.paired(running).facts["long_running"] == 1


def test_spells_of_other_municipalities_do_not_make_these_have_any():
    some = posts(*pair("K1", None, None))
    assert tables.spells(some, ["K2"]).absent == (
        "Ingen av de aktuella kommunerna har tider på posten för kso och kc."
    )
    assert rows_of(tables.spells(some, ["K1"]), "post", "from", "to", "length") == [
        ("kso", "1995-01-01", "sitter kvar", 17.0),
        ("kc", "1995-01-01", "sitter kvar", 17.0),
    ]
    assert tables.spells(some).facts == {"running": 2, "spells": 2}


def test_the_longest_pair_of_each_municipality_longest_first():
    found = tables.pairs(
        posts(
            *pair("K1", "1999-01-01", None),
            ("K1", "kso", "r", "1999-01-01", "2005-01-01"),
            *pair("K2", None, None),
        )
    )
    assert rows_of(found, "case", "kso", "running", "to", "length") == [
        ("K2", "K2p", True, "sitter kvar", 17.0),
        ("K1", "r", False, "2005-01-01", 6.0),
    ]
    assert found.frame["end"].dt.year.tolist() == [2011, 2005]
    assert found.facts == {"cases": 2, "pairs": 3, "running": 1}


def test_every_pair_that_sat_so_long():
    found = tables.pairs(
        posts(
            *pair("K1", "2003-01-01", None),
            ("K1", "kso", "r", "2003-01-01", "2010-01-01"),
            *pair("K2", "2001-01-01", None),
        ),
        at_least=7,
        every=True,
    )
    assert rows_of(found, "case", "kso", "length") == [("K1", "K1p", 8.0), ("K1", "r", 7.0)]
    assert (found.unit, found.n) == ("pair", 3)
    assert found.measure == "Par av kso och kc som suttit minst 7 år tillsammans"


def test_every_pair_by_who_left_first():
    found = tables.paired(posts(*BROKEN))
    assert list(found.legend["group"]) == ["running", "kso", "kc", "both"]
    assert rows_of(found, "group", "case", "length")[:3] == [
        ("running", "K7", 17.0),
        ("kso", "K4", 15.4),
        ("kso", "K5", 15.4),
    ]
    assert found.frame["group"].value_counts().to_dict() == {
        "kso": 6, "running": 1, "kc": 1, "both": 1,
    }  # fmt: skip
    told = {name: found.facts[name] for name in ("pairs", "long", "long_kso", "long_kc")}
    assert told == {"pairs": 9, "long": 8, "long_kso": 5, "long_kc": 1}


def test_only_pairs_of_so_many_years():
    some = posts(*pair("K1", "1999-01-01", None), *pair("K2", "2003-01-01", None))
    assert tables.pairs(some, at_least=8).frame["case"].tolist() == ["K2"]
    assert tables.pairs(some, at_least=9).absent == "Inget par har suttit minst 9 år tillsammans."


def test_time_in_post_so_far_counts_those_who_sit_in_every_band():
    found = tables.tenures(
        posts(
            ("K1", "kso", "a", "2010-01-01", None),
            ("K2", "kso", "b", "2002-12-31", None),  # nine years to the day
            ("K2", "kc", "c", "1991-01-01", None),
            ("K3", "kc", "d", "1991-01-01", "2011-01-01"),  # has left
        )
    )
    assert rows_of(found, "group", "band", "value", "of") == [
        ("kso", "0–3", 1, 2),
        ("kso", "4–8", 0, 2),
        ("kso", "9–15", 1, 2),
        ("kso", "16+", 0, 2),
        ("kc", "0–3", 0, 1),
        ("kc", "4–8", 0, 1),
        ("kc", "9–15", 0, 1),
        ("kc", "16+", 1, 1),
    ]
    longest = {"longest_kso": 9.0, "longest_kc": pytest.approx(20 + 11 / 12 + 30 / 372)}
    assert found.facts == {"long_from": 9, **longest, "long_kso": 1, "long_kc": 1}
    assert found.shown()["Tid hittills"].tolist()[:2] == ["0–3 år", "4–8 år"]
    assert (found.unit, found.n) == ("person", 3)


def test_shifts_are_those_of_the_table_and_of_the_events():
    some = study(
        {"K1-1": "K1 kso"},
        cases={"K3": {"shift": True}, "K1": {}, "K2": {"shift": False}},
        events=[("K1", "2010-11-01", "majoritetsskifte"), ("K2", "2010-09-19", "val")],
    )
    assert tables.shifted(some) == ["K3", "K1"]
    assert tables.shifted(study({"K1-1": "K1 kso"})) == []


def test_events_of_some_municipalities():
    some = study(
        {"K1-1": "K1 kso"},
        events=[("K2", "2010-11-01", "personbyte", "Ny"), ("K1", "2010-09-19", "val", "Val")],
    )
    assert rows_of(tables.events(some, ["K1"]), "case", "kind", "text") == [("K1", "val", "Val")]
    assert tables.events(some).n == 2
    assert tables.events(some, []).absent == "Ingen händelse är känd i de aktuella kommunerna."
    assert tables.events(posts()).absent == "Materialet saknar händelser."


@pytest.fixture
def sitting():
    return posts(
        ("K1", "kso", "a", "2010-01-01", None),
        ("K1", "kc", "b", "2002-12-31", None),
        ("K2", "kso", "c", "2009-01-01", None),
        ("K3", "kc", "d", "1991-01-01", "2011-01-01"),
        cases=["K1", "K2", "K3", "K4"],
    )


def test_municipalities_go_by_the_one_who_has_sat_longest_now(sitting):
    assert tables.tenure_groups(sitting) == {
        "0–3 år": ["K2"],
        "4–8 år": [],
        "9–15 år": ["K1"],
        "16 år eller mer": [],
        "ingen känd tid på posten": ["K3", "K4"],
    }
    with speaking("en"):
        assert tables.tenure_groups(sitting, at_least=2.5) == {
            "under 2.5 years": [],
            "2.5 years or more": ["K1", "K2"],
            "no known time in post": ["K3", "K4"],
        }


def test_groups_hold_each_municipality_once_or_none_without_spells(sitting):
    for groups in (tables.tenure_groups(sitting), tables.tenure_groups(posts())):
        assert sorted(case for cases in groups.values() for case in cases)
    assert tables.tenure_groups(posts())["ingen känd tid på posten"] == ["K1"]


STAYERS = [
    *pair("K1", None, None),  # both, together, still
    *pair("K2", "2004-01-01", None),  # nine years together, the kc is still there
    ("K3", "kc", "K3q", "1995-01-01", None),  # alone
    ("K3", "kso", "K3p", "2006-01-01", None),
    ("K4", "kso", "K4p", "2001-01-01", "2010-01-01", "val"),  # nine years to the day, nobody beside
    *pair("K5", "2003-12-31", "2003-12-31"),  # a day short of nine years
]


def test_long_stayers_sit_alone_or_in_a_pair_that_runs_or_was_broken():
    found = tables.long_stayers(posts(*STAYERS))
    columns = ("case", "post", "running", "tie", "partner", "together_length")
    assert rows_of(found, *columns) == [
        ("K1", "kso", True, "pair", "K1q", 17.0),
        ("K1", "kc", True, "pair", "K1p", 17.0),
        ("K2", "kc", True, "broken", "K2p", 9.0),
        ("K3", "kc", True, "alone", "K3p", 6.0),
        ("K2", "kso", False, "broken", "K2q", 9.0),
        ("K4", "kso", False, "alone", None, 0.0),
    ]
    assert (found.unit, found.n) == ("spell", 9)
    told = {name: found.facts[name] for name in ("stayers", "running", "pair", "broken", "alone")}
    assert told == {"stayers": 6, "running": 4, "pair": 2, "broken": 2, "alone": 2}
    assert found.facts["running_pair"] + found.facts["running_broken"] == 3


def test_a_pair_that_runs_counts_before_a_longer_one_that_was_broken():
    spells = [*pair("K1", "2004-01-01", None), ("K1", "kso", "r", "2004-01-01", None)]
    found = tables.long_stayers(posts(*spells), together=8)
    assert rows_of(found, "post", "tie", "partner")[0] == ("kc", "broken", "K1p")
    found = tables.long_stayers(posts(*spells), together=7)
    assert rows_of(found, "post", "tie", "partner")[0] == ("kc", "pair", "r")


def test_nobody_has_sat_so_long():
    found = tables.long_stayers(posts(*STAYERS), at_least=17.5)
    assert found.absent == "Ingen kso eller kc i materialet har suttit minst 17,5 år."
    assert (found.facts["stayers"], found.n) == (0, 9)


def test_stays_count_those_still_there_as_censored():
    found = tables.stays(posts(*STAYERS))
    assert rows_of(found, "group", "case", "running")[:3] == [
        ("kso", "K1", True),
        ("kso", "K2", False),
        ("kso", "K4", False),
    ]
    kso = {"spells_kso": 5, "ended_kso": 3, "median_kso": 9.0}
    assert {name: found.facts[name] for name in kso} == kso
    marks = tables.landmarks(posts(*STAYERS), found)
    assert rows_of(marks, "kind", "group", "years", "label")[3:6] == [
        ("band", None, 16, "16 år eller mer"),
        ("median", "kso", 9.0, "median 9,0 år"),
        ("survey", "kc", 7.0, "1995"),
    ]
    assert tables.landmarks(posts()).frame["kind"].tolist() == ["band"] * 4


def test_municipalities_stand_in_the_materials_order_or_by_their_longest_pair():
    some = posts(*STAYERS, cases=["K5", "K4", "K3", "K2", "K1", "K0"])
    assert list(tables.spells(some).legend["case"]) == ["K5", "K4", "K3", "K2", "K1", "K0"]
    by_pair = tables.spells(some, longest_first=True)
    assert list(by_pair.legend["case"]) == ["K1", "K2", "K5", "K3", "K4", "K0"]
    assert by_pair.note == "Tider på posten saknas för K0."
    assert list(dict.fromkeys(by_pair.frame["case"])) == ["K1", "K2", "K5", "K3", "K4"]


def test_what_there_is_no_room_to_draw_is_counted_and_stays_in_the_table():
    some = posts(*STAYERS)
    cut = tables.spells(some, most=2, longest_first=True)
    assert list(cut.legend["case"]) == ["K1", "K2"]
    assert cut.note == "Bilden visar de 2 av 5 kommuner där samma par suttit längst."
    assert cut.frame["case"].nunique() == cut.n == 5
    with speaking("en"):
        said = tables.spells(some, most=2).note
    assert said == "The figure shows the first 2 of 5 municipalities."


def test_a_window_around_the_shifts_keeps_what_reaches_into_it():
    some = posts(
        ("K1", "kso", "a", "1990-01-01", "1999-12-31"),
        ("K1", "kso", "b", "2000-01-01", "2004-06-01"),
        ("K1", "kso", "c", "2004-06-01", None),
        ("K2", "kso", "d", "1990-01-01", None),
        events=[("K1", "2007-01-01", "majoritetsskifte"), ("K2", "1995-01-01", "val")],
    )
    found = tables.spells(some, ["K1"], around=3)
    assert rows_of(found, "person", "length") == [("b", 4.4), ("c", 7.6)]
    days = [pd.Timestamp.fromordinal(found.facts[name]) for name in ("first_day", "last_day")]
    assert [str(each.date()) for each in days] == ["2004-01-01", "2010-01-01"]
    far = tables.spells(some, around=40)
    assert far.facts["last_day"] == pd.Timestamp(UNTIL).toordinal()
    assert "first_day" not in tables.spells(some, ["K2"], around=3).facts


SHIFT = ("K1", "2007-01-01", "majoritetsskifte")


@pytest.mark.parametrize(
    ("kso_end", "length", "to"),
    [
        (None, 12.0, "2007-01-01"),
        ("2007-01-01", 12.0, "2007-01-01"),
        ("2006-10-01", 11.8, "2006-10-01"),  # the election came some months before
    ],
)
def test_the_pair_that_sat_when_the_majority_shifted(kso_end, length, to):
    spells = [*pair("K1", kso_end, None), ("K1", "kso", "ny", "2007-01-01", None)]
    found = tables.at_shift(posts(*spells, events=[SHIFT]))
    assert rows_of(found, "case", "kso", "length", "to") == [("K1", "K1p", length, to)]
    assert found.n == 1


@pytest.mark.parametrize(
    ("spells", "events", "absent"),
    [
        ([], [SHIFT], "Materialet saknar tider"),
        (pair("K1", None, None), [], "Inget majoritetsskifte finns bland händelserna."),
        (pair("K1", "2006-01-01", None), [SHIFT], "Inget par av kso och kc satt"),
    ],
)
def test_no_pair_at_a_shift_is_told(spells, events, absent):
    assert tables.at_shift(posts(*spells, events=events)).absent.startswith(absent)
