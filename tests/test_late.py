"""Pairs parted, municipalities in the order of their pairs, long-stayers' ties, and valence."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analys import figures, readings, tables
from analys.language import speaking
from analys.table import Table
from builders import ROOT, codebook, study


def plain(sentence):
    return sentence.replace("\xa0", " ")


def rows_of(table, *columns):
    return list(table.frame[list(columns)].itertuples(index=False, name=None))


def pair(case, start, kso_end, kc_end, kc_exit=None):
    return [
        (case, "kso", f"{case}p{start}", start, kso_end, "avgick"),
        (case, "kc", f"{case}q{start}", start, kc_end, kc_exit),
    ]


def posts(*spells, **more):
    interviews = {
        f"{case}-1": f"{case} kc PH LS" for case in dict.fromkeys(row[0] for row in spells)
    }
    more.setdefault("until", date(2011, 12, 31))
    return study(more.pop("interviews", interviews), more.pop("codings", ()), spells=spells, **more)


PARTED = [
    *pair("K1", "2003-01-01", "2005-01-01", "2009-01-01", "pension"),  # stayed four years more
    *pair("K2", "2003-01-01", "2005-01-01", "2006-01-01", "fick gå"),
    *pair("K3", "2001-01-01", "2006-01-01", "2008-01-01", "pension"),  # to the day 24 months
    *pair("K4", "2001-01-01", "2006-01-01", None),  # still there
    *pair("K5", "1991-01-01", "2011-01-01", None),  # a year observed
    *pair("K6", "2001-01-01", "2006-01-01", "2004-01-01", "avgick"),  # the kc left first
    *pair("K7", "2001-01-01", "2006-01-01", "2006-01-01", "avgick"),  # the same day
]


def test_what_the_kc_did_is_counted_by_the_years_they_had_sat_together():
    found = tables.partings(posts(*PARTED))
    counts = found.frame[found.frame["value"] > 0]
    assert rows_of(Table(counts, "pair", 5), "band", "group", "value", "of") == [
        ("0–3", "stayed", 1, 2),
        ("0–3", "forced", 1, 2),
        ("4–6", "stayed", 1, 2),
        ("4–6", "own", 1, 2),
        ("7–", "open", 1, 1),
    ]
    assert (found.unit, found.n, found.facts["pairs"], found.source) == (
        "pair",
        5,
        5,
        "tider på posten",
    )
    assert "unclear" not in found.legend["group"]
    assert found.shown()["Par"].iloc[0] == "1\xa0av\xa02"
    assert plain(readings.partings(found)) == (
        "Kc slutade inom 24 månader efter kso i 1 av 2 par som suttit 0–3 år tillsammans och "
        "1 av 2 par som suttit 4–6 år tillsammans. För 1 par är det för tidigt att säga."
    )


def test_what_the_kso_did_when_the_kc_left():
    found = tables.partings(posts(*PARTED), first="kc")
    assert found.n == 1
    assert plain(readings.partings(found)) == (
        "Kso slutade inom 24 månader efter kc i 1 av 1 par som suttit 0–3 år tillsammans."
    )
    with speaking("en"):
        found = tables.partings(posts(*PARTED), first="kc")
        assert plain(readings.partings(found)) == (
            "The kso left within 24 months of the kc in 1 of 1 pair who had sat together 0–3 years."
        )


def test_an_exit_in_the_materials_own_words_is_unclear():
    found = tables.partings(posts(*pair("K1", "2001-01-01", "2006-01-01", "2007-01-01", "vet ej")))
    assert found.facts["left_4–6"] == 1
    assert set(found.legend["group"]) == {"stayed", "own", "forced", "unclear"}


def test_nothing_is_said_of_partings_that_there_are_none_of():
    running = posts(*pair("K1", "2003-01-01", None, None))
    found = tables.partings(running)
    assert found.absent == "I inget par i materialet har kso slutat före kc."
    assert readings.partings(found) == ""
    assert tables.partings(study({"K1-1": "K1 kc"})).absent.startswith("Materialet saknar tider")
    with pytest.raises(ValueError, match="first='kk' is not one of kso, kc"):
        tables.partings(running, first="kk")


EXITS = some.sampled_from(["pension", "val", None])


@settings(deadline=None, max_examples=40)
@given(some.lists(some.tuples(some.integers(1, 240), some.integers(0, 60), EXITS), max_size=6))
def test_partings_count_each_pair_that_the_kso_left_once(lengths):
    spells = []
    for at, (together, after, how) in enumerate(lengths):
        start = pd.Timestamp("1990-01-01")
        end = start + pd.DateOffset(months=together)
        last = end + pd.DateOffset(months=after)
        days = [str(day.date()) for day in (start, end, last)]
        spells += pair(f"K{at}", days[0], days[1], days[2], how)
    found = tables.partings(posts(*spells, until=date(2030, 1, 1)))
    left = [1 for _together, after, _how in lengths if after]
    assert found.n == sum(left)
    if not found.absent:
        assert found.frame["value"].sum() == sum(left)
        assert tables.departures(posts(*spells, until=date(2030, 1, 1)), at_least=0).facts[
            "kc_followed"
        ] == sum(found.facts[f"left_{band}"] for band in found.legend["band"])


@pytest.mark.parametrize(
    ("spells", "rest"),
    [
        (
            pair("K1", "1995-01-01", "2005-01-01", "2006-01-01", "fick gå"),
            (
                "kso slutade först, självvalt (avgick). Kc följde efter inom 24 månader, tvingat "
                "(fick gå)."
            ),
        ),
        (
            pair("K1", "1995-01-01", "2005-01-01", None),
            "kso slutade först, självvalt (avgick). Kc satt kvar i minst 24 månader till.",
        ),
        (
            pair("K1", "1995-01-01", "2011-01-01", None),
            (
                "kso slutade först, självvalt (avgick). Om kc följer efter inom 24 månader är för "
                "tidigt att säga."
            ),
        ),
        (pair("K1", "1995-01-01", "2005-01-01", "2005-01-01"), "båda slutade samma dag."),
    ],
)
def test_one_broken_pair_is_told_as_one(spells, rest):
    found = tables.departures(posts(*spells))
    begin = "Ett par som suttit minst 7 år har brutits, i K1: "
    assert plain(readings.departures(found)) == begin + rest


def test_a_comparison_with_nothing_to_compare_says_why():
    one = {"K1-1": "K1 kc HS"}
    said = [("K1-1", "HS.ena.insyn", 0, 5)]
    alone = study(one, said, cases={"K1": {"committees": "nämnder"}})
    two = study({**one, "K2-1": "K2 kc HS"}, said)
    nowhere = study({"A-1": "- kc HS"}, [("A-1", "HS.ena.insyn", 0, 5)])
    told = [
        tables.divided(each, tables.arguments(each, "HS", by="committees")).absent
        for each in (alone, two, nowhere)
    ]
    assert told == [
        "Bara en kommun ingår, och en ensam kommun kan inte jämföras med andra.",
        "Materialet säger inte vilken grupp kommunerna hör till, så de kan inte jämföras.",
        "Materialet anger ingen kommun, så frågan kan inte besvaras.",
    ]
    grouped = weighed(by="committees")
    assert tables.divided(two, grouped) is grouped


ASKED = {
    "K1-1": "K1 kso PH",
    "K1-2": "K1 kc PH",
    "K2-1": "K2 kso PH",
    "K3-1": "K3 kc GZ",
    "K4-1": "K4 kc PH",
}
TOLD = [
    ("K1-1", "PH.slut.missnoje", 0, 5),
    ("K1-2", "PH.slut.missnoje", 0, 5),
    ("K1-2", "PH.grund.roller", 0, 5),
    ("K2-1", "PH.grund.roller", 0, 5),
    ("K3-1", "PH.grund.roller", 0, 5),  # not asked
]
GROUPS = {
    "Möjliga förutsättningar": ["PH.grund.roller"],
    "Problem när paret bryts": ["PH.slut.missnoje"],
}
PAIRS = [
    *pair("K2", "2000-01-01", "2003-01-01", "2004-01-01"),
    *pair("K1", "1995-01-01", "2005-01-01", None),
]


@pytest.fixture
def ordered():
    return tables.by_pair(posts(*PAIRS, interviews=ASKED, codings=TOLD), "PH", GROUPS)


def test_municipalities_stand_by_their_longest_pair(ordered):
    assert list(ordered.legend["column"].items()) == [
        ("K1", "K1 10,0\xa0år"),
        ("K2", "K2 3,0\xa0år"),
        ("K4", "K4 inget par"),
        ("K3", "K3 inget par"),
    ]
    assert rows_of(ordered, "row", "column", "value", "asked") == [
        ("PH.grund.roller", "K1", 1, 2),
        ("PH.grund.roller", "K2", 1, 1),
        ("PH.grund.roller", "K4", 0, 1),
        ("PH.grund.roller", "K3", pd.NA, 0),
        ("PH.slut.missnoje", "K1", 2, 2),
        ("PH.slut.missnoje", "K2", 0, 1),
        ("PH.slut.missnoje", "K4", 0, 1),
        ("PH.slut.missnoje", "K3", pd.NA, 0),
    ]
    assert ordered.not_asked == ("K3",)
    assert len(ordered.basis) == 4
    assert plain(readings.by_pair(ordered)) == (
        "I 1 av 3 kommuner har ett par suttit minst 7 år. ”Möjliga förutsättningar” tas upp där i "
        "1 av 1, i övriga i 1 av 2; ”Problem när paret bryts” tas upp där i 1 av 1, i övriga i "
        "0 av 2."
    )


def test_the_matrix_is_drawn_in_groups_of_rows(ordered):
    with figures.style():
        ax = figures.heatmap(ordered).axes[0]
    said = {text.get_text() for text in ax.texts}
    assert {"Möjliga förutsättningar", "Problem när paret bryts"} <= said
    heads = " ".join(" ".join(label.get_text() for label in ax.get_xticklabels()).split("\n"))
    assert plain(heads).startswith("K1 10,0 år K2 3,0 år")


def test_one_municipality_alone_is_read_interview_by_interview():
    alone = posts(
        *pair("K1", "1995-01-01", "2005-01-01", None),
        interviews={"K1-1": "K1 kso PH", "K1-2": "K1 kc PH"},
        codings=TOLD[:3],
    )
    found = tables.by_pair(alone, "PH", GROUPS)
    assert list(found.legend["column"]) == ["K1-1", "K1-2"]
    assert plain(readings.by_pair(found)) == (
        "”Möjliga förutsättningar” tas upp i 1 av 2 intervjuer; ”Problem när paret bryts” tas upp "
        "i 2 av 2 intervjuer."
    )


TIED = [
    *pair("K1", "1995-01-01", None, None),  # two long-stayers, a pair
    *pair("K2", "1995-01-01", "2005-01-01", None),  # one left of a pair of ten years
    ("K3", "kc", "r", "1995-01-01", None),  # a long-stayer and nobody beside
    *pair("K4", "2008-01-01", None, None),
]


def test_long_stayers_go_by_whether_they_sat_in_a_pair():
    tied = posts(*TIED)
    assert tables.tie_groups(tied) == {
        "långsittare i par": ["K1", "K2"],
        "långsittare, inte i par": ["K3"],
        "ingen långsittare": ["K4"],
    }
    assert tables.tie_groups(study({"K1-1": "K1 kc"})) == {
        "långsittare i par": [],
        "långsittare, inte i par": [],
        "ingen långsittare": ["K1"],
    }


def test_municipalities_go_by_whether_a_pair_sat_long():
    assert tables.pair_groups(posts(*TIED), at_least=10) == {
        "par i minst 10 år": ["K1", "K2"],
        "inget så långt par": ["K3", "K4"],
    }
    assert tables.pair_groups(study({"K1-1": "K1 kc"}))["inget så långt par"] == ["K1"]


def test_what_is_known_of_a_municipality_is_told_in_a_few_words():
    tied = posts(*TIED, cases={"K1": {"committees": "nämnder"}, "K2": {}, "K3": {}, "K4": {}})
    assert {case: plain(told) for case, told in tables.pair_told(tied).items()} == {
        "K1": "17,0 år, båda sitter kvar",
        "K2": "10,0 år, kso slutade först",
        "K4": "4,0 år, båda sitter kvar",
    }
    assert plain(tables.posts_told(tied)["K2"]) == "kc 17,0 år"
    assert tables.posts_told(tied)["K4"] == "kso\xa04,0\xa0år och kc\xa04,0\xa0år"
    assert tables.committees_told(tied) == {"K1": "nämnder"}
    with speaking("en"):
        assert tables.committees_told(tied) == {"K1": "committees"}
    assert tables.pair_told(study({"K1-1": "K1 kc"})) == {}
    assert tables.posts_told(study({"K1-1": "K1 kc"})) == {}


def test_what_is_known_stands_beside_those_who_tell_of_a_thing():
    tied = posts(
        *TIED, interviews={f"K{at}-1": f"K{at} kc PH LS" for at in range(1, 5)},
        codings=[("K2-1", "LS.mot.huvudet", 0, 5)],
    )  # fmt: skip
    found = tables.followed(
        tied, ["LS.mot.huvudet"], "LS", beside={"Längsta paret": tables.pair_told(tied)}
    )
    assert rows_of(found, "case", "beside_1") == [("K2", "10,0\xa0år, kso slutade först")]


def test_nobody_who_tells_of_a_thing_is_followed_nowhere():
    tied = posts(*TIED)
    known = {"Längsta paret": tables.pair_told(tied)}
    found = tables.followed(tied, ["LS.mot.huvudet"], "LS", beside=known)
    assert (len(found.frame), found.facts["silent"], found.n) == (0, 4, 4)
    assert found.frame["case"].dtype == found.basis["case"].dtype
    assert readings.followed(found) == "Ingen av de tillfrågade kommunerna tar upp det."


def weighed(**more):
    return tables.arguments(
        study(
            {"K1-1": "K1 kc HS", "K2-1": "K2 kc HS"},
            [("K1-1", "HS.ena.insyn", 0, 5), ("K2-1", "HS.andra.makt", 0, 5)],
            cases={"K1": {"committees": "nämnder"}, "K2": {"committees": "utan facknämnder"}},
        ),
        "HS",
        **more,
    )


@pytest.mark.parametrize("by", [None, "committees"])
def test_an_argument_that_reads_against_its_side_says_so_in_figure_and_table(by):
    found = weighed(by=by)
    shown = found.shown()
    reads = dict(zip(shown["Kod"], shown["Läses som"], strict=True))
    assert reads["Politiken mindre inblandad, mindre insyn"] == "nackdel"
    assert reads["Stimulerar helhetstänkande"] == "fördel"
    with figures.style():
        figure = figures.butterfly(found)
    ax = figure.axes[0]
    said = [text.get_text() for text in [*ax.texts, *ax.get_yticklabels()]]
    said = [" ".join(text.split()) for text in said]
    assert "Politiken mindre inblandad, mindre insyn (läses som nackdel)" in said
    assert "Stimulerar helhetstänkande" in said


def test_a_table_whose_arguments_read_as_their_sides_do_says_no_more():
    found = tables.arguments(study({"K1-1": "K1 kc LS"}, [("K1-1", "LS.mot.huvudet", 0, 5)]), "LS")
    assert "Läses som" not in found.shown()


def test_lengths_are_drawn_without_landmarks():
    found = tables.paired(posts(*PARTED))
    with figures.style():
        ax = figures.stays(found).axes[0]
    assert not [patch for patch in ax.patches if patch.get_width() > 1]


def test_the_planted_pairs_of_the_demo_are_found(demo):
    told = tables.by_pair(demo, "PH", {"Problem": demo.codebook.codes_of(side="PH.slut")})
    assert list(told.legend["column"])[:3] == ["K07", "K03", "K08"]
    assert (told.facts["long"], told.facts["long_1"], told.facts["short_1"]) == (4, 3, 0)
    assert tables.tie_groups(demo)["långsittare i par"] == ["K03", "K07"]
    assert tables.tie_groups(demo)["långsittare, inte i par"] == ["K06"]


LATE = ["04_parhast", "05_langsittare", "06_helhetssyn"]
CELL = re.compile(r"^# %%(.*)\n((?:.*\n)*?)(?=^# %%|\Z)", re.MULTILINE)
HEADING = re.compile(r"^# (#+) (.+)$", re.MULTILINE)
SHARED = ["The dilemma", "The questions", "Who was asked?", "Negative cases"]


def prose(stem):
    """The markdown cells of a notebook: `(their tags, their text)`."""
    text = (ROOT / "notebooks" / f"{stem}.py").read_text(encoding="utf-8")
    return [(kind, body) for kind, body in CELL.findall(text) if "[markdown]" in kind]


@pytest.mark.parametrize("stem", LATE)
def test_every_swedish_cell_is_followed_by_its_english_twin(stem):
    cells = prose(stem)
    kinds = [kind for kind, _body in cells]
    assert kinds == [' [markdown] tags=["sv"]', ' [markdown] tags=["en"]'] * (len(cells) // 2)
    for (_sv, swedish), (_en, english) in zip(cells[::2], cells[1::2], strict=True):
        levels = [[level for level, _ in HEADING.findall(body)] for body in (swedish, english)]
        assert levels[0] == levels[1], english
        assert swedish.count("\n#\n") == english.count("\n#\n"), english


@pytest.mark.parametrize("stem", LATE)
def test_english_headings_are_the_codebooks_questions_and_the_shared_ones(stem):
    questions = codebook().questions.values()
    english = [body for kind, body in prose(stem) if '"en"' in kind]
    heads = [name for body in english for level, name in HEADING.findall(body) if level == "##"]
    asked = [f"{each.id} · {each.text['en']}" for each in questions if each.notebook == stem]
    assert heads == [*SHARED[:3], *asked, SHARED[3]]
