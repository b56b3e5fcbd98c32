"""Computed sentences: exact words for tables of a few rows, none where there is nothing to say."""

import doctest
from dataclasses import replace

import pandas as pd
import pytest

from analys import readings, tables
from analys.readings import leanings, phrases
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
    assert plain(readings.mentions(mentioned(**counts))).endswith("”D” i 6, ”E” i 5 och 4 till.")


def test_mentions_of_codes_that_as_many_mention_are_said_together():
    assert plain(readings.mentions(mentioned(A=7, B=3, C=1, D=3))) == (
        "”A” tas upp i 7 av 10 kommuner; ”B” och ”D” i 3 vardera; ”C” i 1."
    )


@pytest.mark.parametrize(
    ("units", "silent"),
    [(10, ""), (8, " 2 av 10 kommuner tar inte upp något av det.")],
)
def test_mentions_say_how_many_are_silent(units, silent):
    found = replace(mentioned(A=7, B=3), facts={"units": units})
    assert plain(readings.mentions(found)) == f"”A” tas upp i 7 av 10 kommuner, ”B” i 3.{silent}"


def by_group(*rows, names=GROUPS, unit="case", **more):
    """Rows of a code, a group, how many mention it and out of how many."""
    frame = [(code, code, group, cases, asked) for code, group, cases, asked in rows]
    legend = {"facet": names, **more.pop("legend", {})}
    return table("code label facet cases asked", frame, unit, legend=legend, **more)


def test_mentions_of_one_or_two_codes_say_each_groups_own_n():
    grouped = by_group(
        ("A", "politician", 1, 3), ("A", "official", 0, 1), ("B", "official", 0, 1)
    )  # fmt: skip
    assert plain(readings.mentions(grouped)) == (
        "”A” tas upp i 1 av 3 kommuner bland politiker och 0 av 1 bland tjänstemän. Ingen nämner "
        "”B”."
    )


def test_mentions_of_many_codes_say_the_commonest_and_the_widest_apart():
    grouped = by_group(
        ("A", "politician", 6, 8), ("A", "official", 1, 9), ("B", "politician", 2, 8),
        ("B", "official", 4, 9), ("C", "politician", 0, 8), ("C", "official", 0, 9),
    )  # fmt: skip
    assert plain(readings.mentions(grouped)) == (
        "Bland politiker är ”A” vanligast (6 av 8 kommuner); bland tjänstemän är ”B” vanligast (4 "
        "av 9). Störst är skillnaden för ”A” (6 av 8 kommuner bland politiker mot 1 av 9 bland "
        "tjänstemän)."
    )


def test_groups_alike_are_said_at_once_and_a_small_difference_is_called_small():
    grouped = by_group(
        ("A", "politician", 7, 8), ("A", "official", 8, 8), ("B", "politician", 2, 8),
        ("B", "official", 1, 8), ("C", "politician", 1, 8), ("C", "official", 1, 8),
    )  # fmt: skip
    assert plain(readings.mentions(grouped)) == (
        "I båda grupperna är ”A” vanligast: 7 av 8 kommuner bland politiker och 8 av 8 bland "
        "tjänstemän. Skillnaderna är små, störst för ”A” (8 av 8 kommuner bland tjänstemän mot 7 "
        "av 8 bland politiker)."
    )


BANDS = {"lång": "16 år eller mer", "kort": "Under 16 år", "ny": "Nya"}


def test_any_grouping_is_said_and_a_group_of_one_is_not_compared():
    codes = "ABCD"
    rows = [(code, "lång", 1, 1) for code in codes]
    rows += [(code, "kort", at, 4) for at, code in enumerate(codes)]
    rows += [(code, "ny", 0, 0) for code in codes]
    assert plain(readings.mentions(by_group(*rows, names=BANDS))) == (
        "I gruppen ”16 år eller mer” är 4 lika vanliga (1 av 1 kommun vardera); i gruppen "
        "”Under 16 år” är ”D” vanligast (3 av 4); i gruppen ”Nya” har ingen tillfrågats."
    )


def test_a_silent_group_is_said_to_be_silent():
    rows = [(code, "lång", at, 2) for at, code in enumerate("ABC")]
    rows += [(code, "kort", 0, 3) for code in "ABC"]
    names = {key: BANDS[key] for key in ("lång", "kort")}
    assert plain(readings.mentions(by_group(*rows, names=names))) == (
        "I gruppen ”16 år eller mer” är ”C” vanligast (2 av 2 kommuner); i gruppen ”Under 16 år” "
        "nämns inget av detta (0 av 3). Störst är skillnaden för ”C” (2 av 2 kommuner i gruppen "
        "”16 år eller mer” mot 0 av 3 i gruppen ”Under 16 år”)."
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
                "Oftast hörs ”A” (3 av 4 kommuner) under ”Fördelar”; ”C” och ”D” (2 av 4 kommuner "
                "vardera) under ”Nackdelar”. Båda sidorna hörs i 2 av 4 kommuner, i 1 bara "
                "”Fördelar” och i 1 ingendera."
            ),
        ),
        (
            {"A": 0},
            {"C": 1},
            {"only_second": 1},
            (
                "Oftast hörs inget under ”Fördelar”; ”C” (1 av 4 kommuner) under ”Nackdelar”. Båda "
                "sidorna hörs i 0 av 4 kommuner, i 1 bara ”Nackdelar” och i 3 ingendera."
            ),
        ),
        ({"A": 0}, {"C": 0}, {}, "Inget argument framförs av någon."),
        (
            {"Fördelar": 2},
            {"C": 4},
            {"both": 2, "only_second": 2},
            (
                "Oftast hörs ”Fördelar” (2 av 4 kommuner); ”C” (4 av 4 kommuner) under "
                "”Nackdelar”. Båda sidorna hörs i 2 av 4 kommuner, i 2 bara ”Nackdelar”."
            ),
        ),
    ],
)
def test_arguments(first, second, facts, sentence):
    assert plain(readings.arguments(weighed(first, second, **facts))) == sentence


HANDS = {"side": {"first": "Å ena sidan – forma dem", "second": "Å andra sidan"}}


def test_arguments_on_either_hand_and_one_that_reads_against_its_side():
    rows = [("A", "A", "first", 3, "pro"), ("B", "B", "first", 1, "con"),
            ("C", "C", "second", 2, "con"), ("D", "D", "second", 0, "pro")]  # fmt: skip
    facts = {"both": 2, "only_first": 1, "only_second": 1}
    weighed = table("code label side cases valence", rows, n=4, legend=HANDS, facts=facts)
    assert plain(readings.arguments(weighed)) == (
        "Oftast hörs å ena sidan ”A” (3 av 4 kommuner); å andra sidan ”C” (2 av 4 kommuner). Båda "
        "sidorna hörs i 2 av 4 kommuner, i 1 bara ”forma dem” och i 1 bara ”Å andra sidan”. ”B” "
        "står å ena sidan men läses som nackdel."
    )


def test_arguments_by_group_say_where_two_groups_differ_most():
    rows = [("A", "politician", 3, 4), ("A", "official", 0, 4), ("B", "politician", 1, 4),
            ("B", "official", 2, 4)]  # fmt: skip
    facts = {"both": 1, "only_first": 2, "only_second": 1}
    grouped = by_group(*rows, legend=LEGEND, facts=facts, n=4)
    grouped.frame["side"] = grouped.frame["code"].map({"A": "first", "B": "second"})
    assert plain(readings.arguments(grouped)) == (
        "Bland politiker är ”A” vanligast (3 av 4 kommuner); bland tjänstemän är ”B” vanligast (2 "
        "av 4). Störst är skillnaden för ”A” (3 av 4 kommuner bland politiker mot 0 av 4 bland "
        "tjänstemän). Båda sidorna hörs i 1 av 4 kommuner, i 2 bara ”Fördelar” och i 1 bara "
        "”Nackdelar”."
    )


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
                "Bland politiker är ”bara A” vanligast (3 av 5 intervjuer); bland tjänstemän är "
                "”båda” och ”bara B” vanligast (2 av 4 vardera). Störst är skillnaden för ”bara A” "
                "(3 av 5 intervjuer bland politiker mot 0 av 4 bland tjänstemän). 9 av 20 "
                "intervjuer tar upp det ena, det andra eller båda."
            ),
        ),
        (
            [(0, 0, 0), (1, 0, 0)],
            (
                "Bland politiker tar ingen upp det; bland tjänstemän är ”bara A” vanligast (1 av "
                "1 intervju). 1 av 20 intervjuer tar upp det ena, det andra eller båda."
            ),
        ),
        ([(0, 0, 0), (0, 0, 0)], "Av 20 intervjuer tar ingen upp det ena eller det andra."),
    ],
)
def test_shares(counts, sentence):
    assert plain(readings.shares(shared(*counts))) == sentence


def leaning(*rows, unit="case", names=("A", "B")):
    """Rows of a unit and its interviews on either side, None where it was not asked."""
    asked = [row for row in rows if row[1] is not None]
    sides = [(first > second) - (first < second) for _, first, second in asked]
    silent = sum(not first + second for _, first, second in asked)
    facts = {"first": sides.count(1), "second": sides.count(-1), "silent": silent}
    facts["even"] = sides.count(0) - silent
    legend = dict(zip(("first", "second"), names, strict=True))
    return table("case first second", rows, unit, len(asked), legend={"mark": legend}, facts=facts)


@pytest.mark.parametrize(
    ("rows", "unit", "sentence"),
    [
        (
            [("K1", 3, 0), ("K2", 2, 1), ("K3", 0, 1), ("K4", 1, 1), ("K5", 0, 0),
             ("K6", None, None)],
            "case",
            (
                "I 2 av 5 kommuner talar fler intervjuer om ”a” än om ”b”; i 1 (K3) är det "
                "tvärtom. 1 (K4) väger jämnt och 1 (K5) tar inte upp någotdera."
            ),
        ),
        (
            [("K1", 3, 0), ("K2", 2, 1)],
            "case",
            "I 2 av 2 kommuner talar fler intervjuer om ”a” än om ”b”; i ingen är det tvärtom.",
        ),
        ([("K1", 0, 0)], "case", "Ingen av de tillfrågade kommunerna tar upp någotdera."),
        (
            [("K1-1", 1, 0), ("K1-2", 1, 1), ("K1-3", 0, 0), ("K1-4", 0, 1)],
            "interview",
            (
                "Bara ”a” tas upp i 1 av 4 intervjuer, bara ”b” i 1. 1 tar upp båda och 1 tar inte "
                "upp någotdera."
            ),
        ),
    ],
)  # fmt: skip
def test_balance(rows, unit, sentence):
    assert plain(readings.balance(leaning(*rows, unit=unit))) == sentence


def test_units_are_named_only_where_they_are_few():
    many = leaning(("K0", 1, 0), *((f"K{at}", 0, 1) for at in range(1, 6)))
    assert plain(readings.balance(many)).endswith("än om ”b”; i 5 är det tvärtom.")


def test_an_abbreviation_in_a_name_keeps_its_capitals():
    told = readings.balance(leaning(("K1", 3, 0), names=("KS leder", "Kc leder")))
    assert "om ”KS leder” än om ”kc leder”" in plain(told)


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
                "Oftare med ”gott” än med ”ont” nämns ”C0” (5 av 10 kommuner mot 1). Oftare med "
                "”ont” än med ”gott” nämns ”C1” (3 av 10 kommuner mot 0)."
            ),
        ),
        (
            [(2, 2), (0, 0)],
            (
                "Inget nämns oftare med det ena än med det andra. Lika ofta med båda: ”C0” i 2. "
                "Inte med någotdera: ”C1”."
            ),
        ),
        (
            [(2, 0), (3, 0), (1, 0)],
            (
                "Oftare med ”gott” än med ”ont” nämns ”C1” (3 av 10 kommuner mot 0), ”C0” (2 mot "
                "0) och ”C2” (1 mot 0). Inget nämns oftare med ”ont” än med ”gott”."
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
                "Ihop med ”Skydd” nämns oftast ”C0” (4 av 10 kommuner), ”C1” i 1. Aldrig ihop med "
                "det: ”C2”."
            ),
        ),
        ([(0,)], "Ingen nämner något av detta ihop med ”Skydd”."),
    ],
)
def test_what_is_met(counts, sentence):
    assert plain(readings.met(contrasted(*counts, names=("Skydd",)))) == sentence


def placed(unit="case", n=10, **cells):
    """`yes_no="K1, K2"`: the units of a cell."""
    names = {"row": {"yes": "Talar", "no": "Talar inte"},
             "column": {"yes": "Skriver", "no": "Skriver inte"}}  # fmt: skip
    rows = [
        (row, column, len(some.split(", ")) if some else 0, some)
        for row in names["row"]
        for column in names["column"]
        for some in [cells.get(f"{row}_{column}", "")]
    ]
    return table("row column count names", rows, unit, n, legend=names)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"yes_yes": "K1, K2", "yes_no": "K3, K4, K5", "no_no": "K6"},
            (
                "6 av 10 kommuner kan placeras. Av dem med ”talar” har 2 av 5 också ”skriver” (K1 "
                "och K2); av dem med ”talar inte” har 0 av 1 också ”skriver”."
            ),
        ),
        (
            {"no_yes": "K6"},
            (
                "1 av 10 kommuner kan placeras. Ingen har ”talar”; av dem med ”talar inte” har 1 "
                "av 1 också ”skriver” (K6)."
            ),
        ),
        ({}, "Ingen kan placeras: intervjuerna säger inte entydigt det ena eller det andra."),
    ],
)
def test_two_by_two(cells, sentence):
    assert plain(readings.two_by_two(placed(**cells))) == sentence


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
    assert "”R” ihop med ”B” och 2 till: i 2 av 10" in plain(readings.crossing(grid(2, 2, 2, 2)))


def test_crossing_says_what_the_other_rows_meet_most_and_what_meets_nothing():
    counts = {"RA": 5, "RB": 4, "SA": 1, "SB": 3, "TA": 2, "TB": 2, "UA": 0, "UB": 0}
    rows = [(row, row, column, column, n) for (row, column), n in counts.items()]
    met = table("row row_name column column_name value", rows, facts={"pairs": 6})
    assert plain(readings.crossing(met)) == (
        "Oftast nämns ”R” ihop med ”A”: i 5 av 10 kommuner. Bland de övriga märks ”S” ihop med "
        "”B” (i 3) och ”T” ihop med ”A” och ”B” (i 2 vardera). Inget av paren rymmer ”U”. "
        "6 av 8 möjliga par förekommer."
    )


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


def brought_up(across="case", **rows):
    """`A=(2, 0, None)`: the interviews of each unit that bring it up; None where none was asked."""
    cells = [(row, f"K{at}", n) for row, some in rows.items() for at, n in enumerate(some, 1)]
    legend = {"row": {row: row for row in rows}}
    return table("row column value", cells, "interview", legend=legend, across=across)


@pytest.mark.parametrize(
    ("rows", "across", "sentence"),
    [
        (
            {"A": (2, 0, None), "B": (0, 0, 0)},
            "case",
            "Av kommunerna där det frågades tar flest upp ”A” (1 av 2). Ingen tar upp ”B”.",
        ),
        (
            {"A": (2, 1, None), "B": (1, 1, 1), "C": (0, 0, 3)},
            "case",
            (
                "”A” och ”B” tas upp i alla kommuner där det frågades; minst spridning har ”C” (1 "
                "av 3)."
            ),
        ),
        (
            {"A": (2, 1, 0), "B": (1, 0, 0), "C": (1, 1, 0)},
            "case",
            (
                "Av kommunerna där det frågades tar flest upp ”A” (2 av 3) och ”C” (2 av 3); minst "
                "spridning har ”B” (1 av 3). Flest av dem, 3 av 3, tas upp i K1, och färst, 0, i "
                "K3."
            ),
        ),
        ({"A": (0, 0)}, "case", "Inget av det tas upp i någon av de tillfrågade kommunerna."),
        (
            {"A": (1, 0)},
            "interview",
            "Av intervjuerna där det frågades tar flest upp ”A” (1 av 2).",
        ),
    ],
)  # fmt: skip
def test_by_case(rows, across, sentence):
    assert plain(readings.by_case(brought_up(across, **rows))) == sentence


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


def against(*rows, first=0, second=0, n=10, unit="case"):
    """Rows of a unit and its leaning that is not the commonest."""
    facts = {"first": first, "second": second}
    facts |= {way: sum(leaning == way for _, leaning in rows) for way in ("even", "silent")}
    legend = {"side": {"first": "A", "second": "B"}}
    return table("case leaning", rows, unit, n, legend=legend, facts=facts)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            against(("K1", "second"), ("K2", "second"), ("K3", "silent"), ("K4", "silent"),
                    first=6, second=2),
            (
                "Av 10 kommuner lutar 6 åt ”A” och 2 (K1 och K2) åt ”B”. 2 (K3 och K4) tar inte "
                "upp någotdera."
            ),
        ),
        (
            against(first=10),
            "Av 10 kommuner lutar 10 åt ”A” och ingen åt ”B”. Ingen bryter mönstret.",
        ),
        (
            against(("K1", "even"), first=1, second=1, n=3),
            "Av 3 kommuner lutar 1 åt ”A” och 1 åt ”B”. 1 (K1) väger jämnt.",
        ),
        (
            against(*((f"K{at}", "silent") for at in range(10))),
            "Ingen av de tillfrågade kommunerna tar upp någotdera.",
        ),
        (
            against(("K1-1", "even"), first=2, n=3, unit="interview"),
            "Av 3 intervjuer lutar 2 åt ”A” och ingen åt ”B”. 1 (K1-1) tar upp båda.",
        ),
    ],
)  # fmt: skip
def test_negative_cases(found, sentence):
    assert plain(readings.negative_cases(found)) == sentence


ASKED = {"recorded": 1, "asked": 4, "interviews": 6, "speaking": 3, "cases": 2, "all_cases": 3,
         "cases_speaking": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "across", "sentence"),
    [
        (
            {},
            "case",
            (
                "I 4 av 6 intervjuer, i 2 av 3 kommuner, frågades det om dilemmat; 3 av dem tar "
                "upp det, i 1 kommun."
            ),
        ),
        (
            {"speaking": 0, "cases_speaking": 0},
            "case",
            (
                "I 4 av 6 intervjuer, i 2 av 3 kommuner, frågades det om dilemmat; ingen av dem "
                "tar upp det."
            ),
        ),
        (
            {"asked": 6, "speaking": 6},
            "case",
            "I alla 6 intervjuer frågades det om dilemmat; alla tar upp det.",
        ),
        (
            {"asked": 1, "interviews": 1, "speaking": 1},
            "interview",
            "I den enda intervjun frågades det om dilemmat; den tar upp det.",
        ),
        (
            {"recorded": 0, "asked": 6},
            "case",
            "Vad som frågades är inte antecknat. I 3 av 6 intervjuer tas dilemmat upp.",
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
            ("Intervjuerna gjordes från den 1 september 2011 till den 30 november 2011."),
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
                "1 kodning räknas inte i rapporten: den är en annans än den valda kodarens."
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
        "2 av 17 koder i kodboken används. 3 koder i filen finns inte i kodboken."
    )
    own = table("code", [("Lunch",)], "code", 1, facts={"codings": 2})
    assert plain(readings.own_codes(own)) == (
        "1 kod i filen finns inte i kodboken. 2 kodningar står kvar under sitt eget namn."
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
    for module in (phrases, leanings):
        found = doctest.testmod(module)
        assert found.attempted > 0
        assert found.failed == 0


def test_a_dilemma_that_nobody_was_asked_about_is_not_said_to_be_met_with_silence():
    people = {"K1-1": "K1 kso GZ", "K2-1": "K2 kso GZ"}
    some = study(people, [("K1-1", GOLD)])
    assert plain(readings.asked(tables.asked(some, "MS"))) == (
        "I ingen av 2 intervjuer frågades det om dilemmat."
    )
