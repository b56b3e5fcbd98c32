"""Time in post: what is followed, who sat together, and what came after."""

import pandas as pd
import pytest

from analys import tables, tenure
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
    [(0.0, "0–3 år"), (3.999, "0–3 år"), (4.0, "4–8 år"), (8.999, "4–8 år"), (9.0, "9–15 år"),
     (15.999, "9–15 år"), (16.0, "16+ år"), (40.0, "16+ år")],
)  # fmt: skip
def test_bands_begin_at_whole_years_lived(years, band):
    assert tenure.band(pd.Series([years])).tolist() == [band]


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
    assert found.facts == {
        "at_least": 7,
        "pairs": 8,
        "broken": 7,
        "kso_left": 5,
        "kc_followed": 2,
        "kc_stayed": 2,
        "kc_open": 1,
    }
    assert (found.unit, found.n) == ("pair", 8)
    assert found.absent is None


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
    assert tables.tenures(alone).absent is None


@pytest.mark.parametrize("table", [tables.spells, tables.pairs, tables.departures, tables.tenures])
def test_a_material_without_spells_says_so(table):
    found = table(posts())
    assert found.absent.startswith("Materialet saknar tider på posten för kso och kc")
    assert found.n == 0


def test_spells_of_other_municipalities_do_not_make_these_have_any():
    some = posts(*pair("K1", None, None))
    assert tables.spells(some, ["K2"]).absent == (
        "Ingen av de aktuella kommunerna har tider på posten för kso och kc."
    )
    assert rows_of(tables.spells(some, ["K1"]), "post", "from", "to", "length") == [
        ("kc", "1995-01-01", "sitter kvar", 17.0),
        ("kso", "1995-01-01", "sitter kvar", 17.0),
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
    assert found.facts == {"cases": 2, "running": 1}


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
        ("kso", "0–3 år", 1, 2),
        ("kso", "4–8 år", 0, 2),
        ("kso", "9–15 år", 1, 2),
        ("kso", "16+ år", 0, 2),
        ("kc", "0–3 år", 0, 1),
        ("kc", "4–8 år", 0, 1),
        ("kc", "9–15 år", 0, 1),
        ("kc", "16+ år", 1, 1),
    ]
    assert found.facts == {"longest_kso": 9.0, "longest_kc": pytest.approx(20 + 11 / 12 + 30 / 372)}
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
