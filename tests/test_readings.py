"""Computed sentences: exact words for tables of a few rows, none where there is nothing to say."""

import doctest

import pandas as pd
import pytest

from analys import readings, tables
from analys.readings import phrases
from analys.table import Table
from builders import day, study

LEGEND = {"side": {"first": "Fördelar", "second": "Nackdelar"}}
GROUPS = {"politician": "Politiker", "official": "Tjänstemän"}


def plain(sentence):
    """The sentence with ordinary spaces, as one reads it."""
    return sentence.replace("\xa0", " ")


def table(columns, rows, unit="case", n=10, **more):
    return Table(pd.DataFrame(rows, columns=columns.split()), unit, n, **more)


def mentioned(**counts):
    rows = [(name, name, cases) for name, cases in counts.items()]
    return table("code label cases", rows)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"A": 7, "B": 3, "C": 0}, "”A” tas upp i 7 av 10 kommuner, ”B” i 3. Ingen nämner ”C”."),
        ({"A": 4, "B": 4}, "”A” och ”B” tas upp i 4 av 10 kommuner."),
        ({"A": 1}, "”A” tas upp i 1 av 10 kommuner."),
        ({"A": 2, "B": 0, "C": 0}, "”A” tas upp i 2 av 10 kommuner. Ingen nämner ”B” eller ”C”."),
        ({"A": 0, "B": 0}, "Ingen av de tillfrågade kommunerna tar upp något av detta."),
        ({"B": 1, "A": 5, "C": 3}, "”A” tas upp i 5 av 10 kommuner, ”C” i 3 och ”B” i 1."),
    ],
)
def test_mentions(counts, sentence):
    assert plain(readings.mentions(mentioned(**counts))) == sentence


def test_mentions_of_many_codes_say_how_many_more():
    counts = {name: 9 - at for at, name in enumerate("ABCDEFGHI")}
    assert plain(readings.mentions(mentioned(**counts))).endswith("”F” i 4, ”G” i 3 och 2 till.")


def test_mentions_by_group_say_each_groups_own_n():
    rows = [
        ("A", "A", "politician", 3, 1),
        ("A", "A", "official", 1, 0),
        ("B", "B", "official", 1, 1),
    ]
    grouped = table(
        "code label facet interviews_asked interviews", rows, legend={"facet": GROUPS}
    )  # fmt: skip
    assert plain(readings.mentions(grouped)) == (
        "”A” nämns i 1 av 3 intervjuer med politiker och 0 av 1 intervju med tjänstemän. "
        "”B” nämns i 1 av 1 intervju med tjänstemän."
    )


def weighed(first, second, **facts):
    rows = [(name, name, "first", n) for name, n in first.items()]
    rows += [(name, name, "second", n) for name, n in second.items()]
    facts = {"both": 0, "only_first": 0, "only_second": 0, **facts}
    return table("code label side cases", rows, n=4, legend=LEGEND, facts=facts)


@pytest.mark.parametrize(
    ("first", "second", "facts", "sentence"),
    [
        (
            {"A": 3, "B": 1},
            {"C": 2, "D": 2},
            {"both": 2, "only_first": 1},
            (
                "Oftast hörs under ”Fördelar”: ”A” (3 av 4 kommuner); under ”Nackdelar”: ”C” "
                "och ”D” "
                "(2 av 4 kommuner vardera). Argument på båda sidor hörs i 2 av 4 kommuner, i "
                "1 bara "
                "”Fördelar”."
            ),
        ),
        (
            {"A": 0},
            {"C": 1},
            {"only_second": 1},
            (
                "Oftast hörs inget under ”Fördelar”; under ”Nackdelar”: ”C” (1 av 4 kommuner). "
                "Argument på båda sidor hörs i 0 av 4 kommuner, i 1 bara ”Nackdelar”."
            ),
        ),
    ],
)
def test_arguments(first, second, facts, sentence):
    assert plain(readings.arguments(weighed(first, second, **facts))) == sentence


SHARES = {"group": GROUPS, "category": {"first": "Bara A", "both": "Båda", "second": "Bara B"}}


def shared(*counts):
    """Interviews of each group in the three categories."""
    rows = [
        (group, category, SHARES["category"][category], n, sum(some))
        for group, some in zip(GROUPS, counts, strict=True)
        for category, n in zip(SHARES["category"], some, strict=True)
    ]
    facts = {"speaking": sum(map(sum, counts)), "asked": 20}
    columns = "group category category_name interviews of"
    return table(columns, rows, "interview", 20, legend=SHARES, facts=facts)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            [(3, 1, 1), (0, 2, 2)],
            (
                "Vanligast bland politiker är ”bara a” (3 av 5 intervjuer); bland tjänstemän "
                "är ”båda” "
                "och ”bara b” (2 av 4 intervjuer vardera). 9 av 20 intervjuer tar upp det ena, det "
                "andra eller båda."
            ),
        ),
        (
            [(0, 0, 0), (1, 0, 0)],
            (
                "Vanligast bland tjänstemän är ”bara a” (1 av 1 intervju). 1 av 20 "
                "intervjuer tar upp "
                "det ena, det andra eller båda."
            ),
        ),
        ([(0, 0, 0), (0, 0, 0)], "0 av 20 intervjuer tar upp det ena, det andra eller båda."),
    ],
)
def test_shares(counts, sentence):
    assert plain(readings.shares(shared(*counts))) == sentence


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"first": 4, "second": 3, "even": 2, "silent": 1},
            (
                "I 4 av 10 kommuner talar fler intervjuer om ”a” än om ”b”, i 3 är det tvärtom; "
                "2 väger jämnt och 1 tar inte upp det."
            ),
        ),
        (
            {"first": 10, "second": 0, "even": 0, "silent": 0},
            "I 10 av 10 kommuner talar fler intervjuer om ”a” än om ”b”, i ingen är det tvärtom.",
        ),
    ],
)
def test_balance(facts, sentence):
    leaning = table("case", [], legend={"mark": {"first": "A", "second": "B"}}, facts=facts)
    assert plain(readings.balance(leaning)) == sentence


def contrasted(*counts, names=("Gott", "Ont")):
    groups = {name.lower(): name for name in names}
    rows = [
        (f"c{at}", f"C{at}", group, n)
        for at, some in enumerate(counts)
        for group, n in zip(groups, some, strict=True)
    ]
    return table("code label group cases", rows, legend={"group": groups})


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            [(5, 1), (0, 3)],
            (
                "”C0” nämns ihop med ”gott” i 5 av 10 kommuner och med ”ont” i 1; "
                "”C1” nämns ihop med ”ont” i 3 av 10 kommuner och med ”gott” i ingen."
            ),
        ),
        ([(2, 2), (0, 0)], "Ingen av dem skiljer det ena från det andra."),
        (
            [(3, 1), (2, 0)],
            (
                "”C0” nämns ihop med ”gott” i 3 av 10 kommuner och med ”ont” i 1; "
                "”C1” nämns ihop med ”gott” i 2 av 10 kommuner och med ”ont” i ingen."
            ),
        ),
    ],
)
def test_contrast(counts, sentence):
    assert plain(readings.contrast(contrasted(*counts))) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            [(4,), (1,), (0,)],
            (
                "I samma avsnitt som ”skydd” nämns oftast ”C0” (4 av 10 kommuner), ”C1” i 1. "
                "Aldrig där: ”C2”."
            ),
        ),
        ([(0,)], "Ingen nämner något av detta i samma avsnitt som ”skydd”."),
    ],
)
def test_what_is_met(counts, sentence):
    assert plain(readings.met(contrasted(*counts, names=("Skydd",)))) == sentence


def placed(yes_yes, yes_no, no_yes, no_no):
    counts = {("yes", "yes"): yes_yes, ("yes", "no"): yes_no, ("no", "yes"): no_yes,
              ("no", "no"): no_no}  # fmt: skip
    rows = [
        (row, column, {"yes": "Talar", "no": "Talar inte"}[row],
         {"yes": "Skriver", "no": "Skriver inte"}[column], n)
        for (row, column), n in counts.items()
    ]  # fmt: skip
    return table("row column row_name column_name count", rows)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (2, 5, 0, 1),
            (
                "8 av 10 kommuner kan placeras: 5 talar men skriver inte; 2 talar och skriver; "
                "1 talar inte och skriver inte."
            ),
        ),
        (
            (0, 0, 0, 0),
            "Ingen kan placeras: intervjuerna säger inte entydigt det ena eller det andra.",
        ),
    ],
)
def test_two_by_two(counts, sentence):
    assert plain(readings.two_by_two(placed(*counts))) == sentence


def grid(*values, names="ABCD"):
    """A row of pairs: the row is R, the columns are A, B, …"""
    rows = [("r", "R", name, name, n) for name, n in zip(names, values, strict=False)]
    pairs = sum(n > 0 for n in values)
    return table("row row_name column column_name value", rows, facts={"pairs": pairs})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            (0, 5, 2),
            "Oftast nämns ”R” ihop med ”B”: i 5 av 10 kommuner. 2 av 3 möjliga par förekommer.",
        ),
        (
            (3, 3, 0),
            ("Oftast nämns ”R” ihop med ”A” och ”R” ihop med ”B”: i 3 av 10 kommuner. 2 av 3 "
            "möjliga par förekommer."),
        ),
        ((1, 1), "Inget par förekommer i fler än 1 av 10 kommuner. 2 av 2 möjliga par förekommer."),
        ((0, 0), "Inget av paren förekommer i materialet."),
    ],
)  # fmt: skip
def test_crossing(values, sentence):
    assert plain(readings.crossing(grid(*values))) == sentence


def test_crossing_with_many_ties_says_how_many_more():
    assert "”R” ihop med ”C” och 1 till: i 2 av 10" in plain(readings.crossing(grid(2, 2, 2, 2)))


def test_together_leaves_out_the_diagonal_and_its_mirror():
    names = {"a": "Gråzon", "b": "Parhäst", "c": "Helhet"}
    values = {"aa": 9, "ab": 4, "ac": 0, "bb": 8, "bc": 4, "cc": 7}
    rows = [
        (row, column, names[row], names[column], values["".join(sorted(row + column))])
        for row in names
        for column in names
    ]
    met = table("row column row_name column_name value", rows, legend={"row": names})
    assert plain(readings.together(met)) == (
        "Oftast möts gråzon–parhäst och parhäst–helhet: i 4 av 10 kommuner. 1 av 3 par möts aldrig."
    )


def test_by_case_counts_only_where_it_was_asked():
    rows = [("a", "K1", 2), ("a", "K2", 0), ("a", "K3", None), ("b", "K1", 0), ("b", "K2", 0)]
    where = table("row column value", rows, "interview", legend={"row": {"a": "A", "b": "B"}})
    assert plain(readings.by_case(where)) == (
        "Av kommunerna där det frågades tar flest upp ”A” i 1 av 2. Ingenstans: ”B”."
    )


def configured(*rows):
    frame = [(case, outcome, name, name, n > 0, n) for case, outcome, name, n in rows]
    columns = "case outcome condition condition_name present interviews"
    order = {"last": "Låst", "ej": "Inte låst", "unclear": "Ej entydigt"}
    found = {case: outcome for case, outcome, *_ in rows}
    facts = {key: list(found.values()).count(key) for key in order}
    return table(columns, frame, n=len(found), legend={"outcome": order}, facts=facts)


def test_configurations_name_what_goes_with_one_outcome_alone():
    found = configured(
        ("K1", "last", "Kemi", 2), ("K1", "last", "Brygga", 0), ("K1", "last", "Vana", 0),
        ("K2", "last", "Kemi", 1), ("K2", "last", "Brygga", 1), ("K2", "last", "Vana", 0),
        ("K3", "ej", "Kemi", 0), ("K3", "ej", "Brygga", 1), ("K3", "ej", "Vana", 0),
        ("K4", "unclear", "Kemi", 0), ("K4", "unclear", "Brygga", 0), ("K4", "unclear", "Vana", 0),
    )  # fmt: skip
    assert plain(readings.configurations(found)) == (
        "Av 4 kommuner har 2 utfallet ”Låst” (K1 och K2), 1 utfallet ”Inte låst” (K3) och 1 "
        "utfallet ”Ej entydigt” (K4). I alla med utfallet ”Låst”, och bara där, hörs ”Kemi”. "
        "Vilket utfallet än blev hörs ”Brygga”. Ingen berättar om ”Vana”."
    )
    alone = configured(("K1", "last", "Kemi", 1))
    assert plain(readings.configurations(alone)) == "Av 1 kommun har 1 utfallet ”Låst” (K1)."


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            (6, 2, 0, 2),
            "Av 10 kommuner lutar 6 åt ”A” och 2 åt ”B”; ingen väger jämnt, och 2 saknar båda.",
        ),
        ((0, 0, 0, 10), "Ingen av de tillfrågade kommunerna tar upp någotdera."),
    ],
)
def test_negative_cases(facts, sentence):
    counts = dict(zip(("first", "second", "even", "silent"), facts, strict=True))
    names = {"side": {"first": "A", "second": "B"}}
    assert plain(readings.negative_cases(table("case", [], legend=names, facts=counts))) == sentence


ASKED = {"recorded": 1, "asked": 4, "interviews": 6, "speaking": 3, "cases": 2, "all_cases": 3,
         "cases_speaking": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "across", "sentence"),
    [
        (
            {},
            "case",
            (
                "I 4 av 6 intervjuer frågades det om dilemmat, i 2 av 3 kommuner; 3 av dem tar upp "
                "det, i 1 kommun."
            ),
        ),
        (
            {"speaking": 0, "cases_speaking": 0},
            "case",
            (
                "I 4 av 6 intervjuer frågades det om dilemmat, i 2 av 3 kommuner; ingen av dem tar "
                "upp det."
            ),
        ),
        (
            {"recorded": 0, "asked": 6},
            "case",
            "Vad som frågades är inte antecknat. 3 av 6 intervjuer tar upp dilemmat.",
        ),
        ({}, "interview", "I 4 av 6 intervjuer frågades det om dilemmat; 3 av dem tar upp det."),
    ],
)
def test_asked(facts, across, sentence):
    found = table("role", [], "interview", 6, facts=ASKED | facts, across=across)
    assert plain(readings.asked(found)) == sentence


def test_interviews_name_only_the_roles_there_are():
    roles = {"kso": "ordförande", "kc": "kommunchef", "opp": "oppositionsråd"}
    facts = {"kso": 2, "kc": 0, "opp": 1}
    found = table("label", [], "interview", 3, legend={"group": roles}, facts=facts)
    assert (
        plain(readings.interviews(found))
        == "3 intervjuer: 2 med ordförande och 1 med oppositionsråd."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("2011-09-01", 40), ("2011-11-30", 55), ("2011-10-02", None)],
            (
                "Intervjuerna gjordes från den 1 september 2011 till den 30 november 2011 "
                "och varade i "
                "40–55 minuter (median 48)."
            ),
        ),
        ([("2011-09-01", None)], "Intervjuerna gjordes den 1 september 2011."),
    ],
)
def test_dates(rows, sentence):
    found = table("date minutes", rows, "interview", len(rows))
    found.frame["date"] = pd.to_datetime(found.frame["date"])
    assert plain(readings.dates(found)) == sentence


@pytest.mark.parametrize(
    ("codings", "facts", "sentence"),
    [
        (
            [3, 2],
            {"double": 1, "left_out": 0, "consensus": 1},
            "2 kodare har gjort 5 kodningar i 2 intervjuer; 1 intervju är kodad av flera.",
        ),
        (
            [5, 0],
            {"double": 0, "left_out": 0, "consensus": 1},
            (
                "1 av 2 användare har gjort 5 kodningar i 2 intervjuer; ingen intervju är kodad av "
                "flera."
            ),
        ),
        (
            [3, 2],
            {"double": 2, "left_out": 1, "consensus": 0},
            (
                "2 kodare har gjort 5 kodningar i 2 intervjuer; 2 intervjuer är kodade av flera. "
                "1 kodning räknas inte i rapporten: de är andras än den valda kodarens."
            ),
        ),
    ],
)
def test_coders(codings, facts, sentence):
    rows = [(f"Kodare {at}", n) for at, n in enumerate(codings)]
    found = table("coder codings", rows, "coding", sum(codings), interviews=2, facts=facts)
    assert plain(readings.coders(found)) == sentence


@pytest.mark.parametrize(
    ("wrong", "note", "rows", "sentence"),
    [
        (0, "", 2, "Alla summor stämmer med filerna."),
        (1, "", 2, "1 av 2 summor stämmer inte med filerna."),
        (1, "Ett urval.", 2, "Ett urval."),
        (0, "", 0, "Filerna anger inga summor att jämföra med."),
    ],
)
def test_totals(wrong, note, rows, sentence):
    found = table("what", [("x",)] * rows, "coding", 1, note=note, facts={"wrong": wrong})
    assert plain(readings.totals(found)) == sentence


def test_codes_used_and_ones_own():
    rows = [("GZ", 2, 10), ("B", 0, 7), ("own", 1, 3)]
    used = table("part used codes", rows, "coding", 5, facts={"foreign": 3, "codes": 17})
    assert plain(readings.code_use(used)) == (
        "2 av 17 koder i kodboken används; 3 koder i filen finns inte i kodboken."
    )
    own = table("code", [("Lunch",)], "code", 1, facts={"codings": 2})
    assert plain(readings.own_codes(own)) == (
        "1 kod i filen finns inte i kodboken, med 2 kodningar, och står kvar under sitt eget namn."
    )


FACTS = {
    "at_least": 7,
    "pairs": 5,
    "broken": 4,
    "kso_left": 3,
    "kc_followed": 1,
    "kc_stayed": 1,
    "kc_open": 1,
    "followed": 1,
    "followed_forced": 0,
    "followed_unknown": 0,
    "first_chosen": 3,
    "first_forced": 1,
    "first_natural": 0,
    "first_unknown": 0,
}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {},
            (
                "Av 5 par som suttit minst 7 år har 4 brutits; i 3 slutade kso först, och då "
                "följde kc "
                "efter inom 24 månader i 1, satt kvar i 1, och i 1 är det för tidigt att säga. "
                "I 1 av 4 brutna par följde den andra efter inom 24 månader, i inget av dem "
                "tvingad. Den som slutade först gjorde det självmant i 3 och tvingad i 1."
            ),
        ),
        (
            {
                "kso_left": 2,
                "kc_stayed": 0,
                "kc_followed": 2,
                "kc_open": 0,
                "followed": 2,
                "followed_forced": 1,
                "first_chosen": 4,
                "first_forced": 0,
            },
            (
                "Av 5 par som suttit minst 7 år har 4 brutits; i 2 slutade kso först, och då "
                "följde kc "
                "efter inom 24 månader i 2 och satt kvar i inget. "
                "I 2 av 4 brutna par följde den andra efter inom 24 månader, i 1 av dem "
                "tvingad. Den som slutade först gjorde det självmant i 4."
            ),
        ),
        (
            {"kso_left": 0, "followed": 0},
            (
                "Av 5 par som suttit minst 7 år har 4 brutits; i inget av dem slutade kso först. "
                "I inget av 4 brutna par följde den andra efter inom 24 månader. "
                "Den som slutade först gjorde det självmant i 3 och tvingad i 1."
            ),
        ),
    ],
)
def test_departures(facts, sentence):
    assert plain(readings.departures(table("case", [], facts=FACTS | facts))) == sentence


def test_posts():
    until = day("2011-12-31")
    spells = [
        ("K1", "kso", "p", "1995-01-01", None),
        ("K1", "kc", "q", "1999-12-31", None),
        ("K2", "kso", "r", "2009-06-30", None),
        ("K2", "kc", "s", "2005-01-01", "2011-06-30"),
    ]
    events = [("K1", "2006-12-31", "majoritetsskifte")]
    some = study({"K1-1": "K1 kso"}, spells=spells, events=events, until=until)
    assert plain(readings.pairs(tables.pairs(some))) == (
        "Längst tillsammans satt paret i K1: 12,0 år; det sitter ännu. Av kommunernas längsta par "
        "sitter 1 av 2 ännu."
    )
    assert plain(readings.tenures(tables.tenures(some))) == (
        "Hittills har 1 av 2 kso och 1 av 1 kc suttit 9 år eller mer; längst har en kso suttit, "
        "17,0 år."
    )
    assert plain(readings.worn_in(tables.at_shift(some))) == (
        "När skiftet kom hade kso och kc suttit ihop i 7,0 år (K1: kso 12,0 år på posten, kc 7,0). "
        "Efter skiftet: samma par."
    )


ALWAYS = {"asked", "code_use", "totals"}  # these have something to say of any material
BESIDE = {"departures", "worn_in"}  # these read a table beside the one shown, and say why not


@pytest.mark.parametrize("name", sorted(set(readings.__all__) - ALWAYS))
def test_what_is_absent_has_no_reading(name):
    said = getattr(readings, name)(Table(pd.DataFrame(), "case", 0, absent="Saknas."))
    assert said == ("Saknas." if name in BESIDE else "")


GOLD, BAD = "GZ.gyllene", "GZ.problem"


@pytest.mark.parametrize(
    ("made", "read"),
    [
        (lambda some: tables.mentions(some, [GOLD, BAD], "GZ"), readings.mentions),
        (
            lambda some: tables.crossing(some, [GOLD], [BAD], "GZ", heads=("a", "b")),
            readings.crossing,
        ),
        (lambda some: tables.asked(some, "GZ"), readings.asked),
        (
            lambda some: tables.balance(some, "GZ", [GOLD], [BAD], {"first": "A", "second": "B"}),
            readings.balance,
        ),
    ],
)  # fmt: skip
def test_sentences_follow_the_data(made, read):
    people = {"K1-1": "K1 kso GZ", "K2-1": "K2 kso GZ"}
    before = study(people, [("K1-1", GOLD)])
    after = study(people, [("K1-1", GOLD), ("K2-1", GOLD), ("K2-1", BAD)])
    assert read(made(before)) != read(made(after))


def test_the_examples_in_the_docstrings_hold():
    found = doctest.testmod(phrases)
    assert found.attempted > 0
    assert found.failed == 0
