"""Readings of who says what of whom, of effects by case, and of arguments with a stance."""

import pandas as pd
import pytest

from analys import readings, tables
from analys.language import speaking
from analys.table import Table
from builders import study

GROUPS = {"politician": "Politiker", "official": "Tjänstemän"}


def read(name, table, language="sv"):
    with speaking(language):
        return getattr(readings, name)(table).replace("\xa0", " ")


def table(columns, rows, unit="case", n=10, **more):
    return Table(pd.DataFrame(rows, columns=columns.split()), unit, n, **more)


def normed(politicians, officials):
    """A norm: of each group, (asked, state it, of those tell of its breach, others who do)."""
    rows = [
        (group, "n", "Normen", "Praktiken", *counts)
        for group, counts in zip(GROUPS, (politicians, officials), strict=True)
    ]
    columns = "group norm norm_name practice_name asked interviews telling only"
    return table(columns, rows, "interview", 10, legend={"group": GROUPS, "norm": {"n": "Normen"}})


@pytest.mark.parametrize(
    ("counts", "swedish", "english"),
    [
        (
            ((6, 4, 1, 2), (4, 1, 1, 0)),
            (
                "”Normen” uttrycks i 5 av 10 intervjuer (politiker 4 av 6, tjänstemän 1 av 4). "
                "I 2 av dem berättas också om ”Praktiken”, i 2 andra utan att normen uttrycks."
            ),
            (
                "“Normen” is stated in 5 of 10 interviews (politiker 4 of 6, tjänstemän 1 of 4). "
                "In 2 of them “Praktiken” comes up as well, in 2 others without the norm."
            ),
        ),
        (
            ((6, 4, 1, 0), (4, 1, 0, 0)),
            (
                "”Normen” uttrycks i 5 av 10 intervjuer (politiker 4 av 6, tjänstemän 1 av 4). "
                "I 1 av dem berättas också om ”Praktiken”, men inte i någon annan."
            ),
            (
                "“Normen” is stated in 5 of 10 interviews (politiker 4 of 6, tjänstemän 1 of 4). "
                "In 1 of them “Praktiken” comes up as well, but in no other."
            ),
        ),
        (
            ((6, 4, 0, 3), (4, 0, 0, 0)),
            (
                "”Normen” uttrycks i 4 av 10 intervjuer (politiker 4 av 6, tjänstemän 0 av 4). "
                "I ingen av dem berättas om ”Praktiken”, men i 3 andra, där normen inte uttrycks."
            ),
            (
                "“Normen” is stated in 4 of 10 interviews (politiker 4 of 6, tjänstemän 0 of 4). "
                "In none of them does “Praktiken” come up, but it does in 3 others, without the "
                "norm."
            ),
        ),
        (
            ((6, 2, 0, 1), (4, 0, 0, 0)),
            (
                "”Normen” uttrycks i 2 av 10 intervjuer (politiker 2 av 6, tjänstemän 0 av 4). "
                "I ingen av dem berättas om ”Praktiken”, men i 1 annan, där normen inte uttrycks."
            ),
            (
                "“Normen” is stated in 2 of 10 interviews (politiker 2 of 6, tjänstemän 0 of 4). "
                "In none of them does “Praktiken” come up, but it does in 1 other, without the "
                "norm."
            ),
        ),
        (
            ((6, 1, 0, 0), (4, 0, 0, 0)),
            (
                "”Normen” uttrycks i 1 av 10 intervjuer (politiker 1 av 6, tjänstemän 0 av 4). "
                "Ingen berättar om ”Praktiken”."
            ),
            (
                "“Normen” is stated in 1 of 10 interviews (politiker 1 of 6, tjänstemän 0 of 4). "
                "Nobody tells of “Praktiken”."
            ),
        ),
        (
            ((6, 0, 0, 1), (4, 0, 0, 1)),
            "Ingen uttrycker ”Normen”, men i 2 av 10 intervjuer berättas om ”Praktiken”.",
            "Nobody states “Normen”, but “Praktiken” comes up in 2 of 10 interviews.",
        ),
        (
            ((6, 0, 0, 0), (4, 0, 0, 0)),
            "Varken ”Normen” eller ”Praktiken” tas upp av någon.",
            "Nobody brings up “Normen” or “Praktiken”.",
        ),
    ],
)
def test_norms_and_practice(counts, swedish, english):
    assert read("norm_practice", normed(*counts)) == swedish
    assert read("norm_practice", normed(*counts), "en") == english


def stepped(politicians, officials):
    """Of each group, (asked, tell of their own overstepping alone, of both, of others' alone)."""
    facts = {
        f"{group}_{what}": n
        for group, counts in zip(GROUPS, (politicians, officials), strict=True)
        for what, n in zip(("asked", "own", "both", "other"), counts, strict=True)
    }
    return table("row", [], legend={"whose": GROUPS}, facts=facts)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            ((9, 4, 1, 1), (8, 0, 1, 2)),
            (
                "Politiker berättar i fler intervjuer om steg över gränsen i den egna gruppen än "
                "i den andra (5 mot 2 av 9 intervjuer); tjänstemän berättar i fler intervjuer om "
                "steg över gränsen i den andra gruppen än i den egna (3 mot 1 av 8 intervjuer). "
                "I 8 av 17 intervjuer berättas inte om något steg över gränsen."
            ),
        ),
        (
            ((2, 1, 0, 1), (1, 0, 1, 0)),
            (
                "Politiker berättar i lika många intervjuer om den egna gruppens steg över gränsen "
                "som om den andras (1 av 2 intervjuer); tjänstemän berättar i lika många "
                "intervjuer om den egna gruppens steg över gränsen som om den andras (1 av 1 "
                "intervju)."
            ),
        ),
        (
            ((3, 0, 0, 0), (3, 1, 0, 0)),
            (
                "Politiker berättar inte om något steg över gränsen (0 av 3 intervjuer); "
                "tjänstemän berättar i fler intervjuer om steg över gränsen i den egna gruppen än "
                "i den andra (1 mot 0 av 3 intervjuer). I 5 av 6 intervjuer berättas inte om "
                "något steg över gränsen."
            ),
        ),
        (
            ((2, 0, 0, 0), (2, 0, 0, 0)),
            (
                "Ingen berättar om något steg över gränsen, varken i den egna gruppen eller i den "
                "andra."
            ),
        ),
    ],
)
def test_overstepping(counts, sentence):
    assert read("overstepping", stepped(*counts)) == sentence


def test_overstepping_in_english():
    assert read("overstepping", stepped((9, 4, 1, 1), (8, 0, 1, 2)), "en") == (
        "Politiker tell in more interviews of steps across the line by their own group than by "
        "the other (5 against 2 of 9 interviews); tjänstemän tell in more interviews of steps "
        "across the line by the other group than by their own (3 against 1 of 8 interviews). In 8 "
        "of 17 interviews no step across the line is told of."
    )


def stanced(passages=1, units=4, **counts):
    rows = [(name, name, n) for name, n in counts.items()]
    facts = {"stance_units": units, "passages": passages}
    return table("code label cases", rows, legend={"stance": {"s": "Skäl"}}, facts=facts)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            stanced(A=3, B=1, C=0),
            (
                "”Skäl” tas upp i 4 av 10 kommuner. I samma avsnitt hörs oftast ”A” (3 av 10 "
                "kommuner), men aldrig ”C”."
            ),
        ),
        (
            stanced(0, A=1, B=1),
            (
                "”Skäl” tas upp i 4 av 10 kommuner. I samma intervju hörs ”A” och ”B” (1 av 10 "
                "kommuner vardera)."
            ),
        ),
        (
            stanced(0, A=0),
            "”Skäl” tas upp i 4 av 10 kommuner. Inget av det andra hörs i samma intervju.",
        ),
        (stanced(0, 0, A=0), "Ingen av de tillfrågade kommunerna tar upp ”Skäl”."),
    ],
)
def test_ranked_with_a_stance(found, sentence):
    assert read("ranked", found) == sentence


def test_ranked_with_a_stance_in_english():
    assert read("ranked", stanced(A=3, B=1, C=0, D=0), "en") == (
        "“Skäl” is brought up in 4 of 10 municipalities. Heard most often in the same passage: “A” "
        "(3 of 10 municipalities); never “C” or “D”."
    )


def test_ranked_without_a_stance_is_read_as_mentions():
    found = table("code label cases", [("a", "A", 3), ("b", "B", 0)])
    assert read("ranked", found) == "”A” tas upp i 3 av 10 kommuner. Ingen nämner ”B”."


def follow(*rows, n=10, unit="case"):
    facts = {"units": len(rows), "interviews": sum(row[1] for row in rows), "silent": n - len(rows)}
    return table("case interviews asked", rows, unit, n, facts=facts)


@pytest.mark.parametrize(
    ("found", "swedish", "english"),
    [
        (
            follow(("K2", 3, 5), ("K1", 1, 1), n=3),
            (
                "Det tas upp i 2 av 3 kommuner: K2 (3 av 5 intervjuer) och K1 (1 av 1). 1 kommun "
                "säger ingenting om det."
            ),
            (
                "It is brought up in 2 of 3 municipalities: K2 (3 of 5 interviews) and K1 (1 of "
                "1). 1 municipality says nothing about it."
            ),
        ),
        (
            follow(("K2", 3, 5), n=1),
            "Det tas upp i 1 av 1 kommun: K2 (3 av 5 intervjuer).",
            "It is brought up in 1 of 1 municipality: K2 (3 of 5 interviews).",
        ),
        (
            follow(("K1-2", 1, 1), n=3, unit="interview"),
            "Det tas upp i 1 av 3 intervjuer: K1-2. 2 intervjuer säger ingenting om det.",
            "It is brought up in 1 of 3 interviews: K1-2. 2 interviews say nothing about it.",
        ),
        (
            follow(),
            "Ingen av de tillfrågade kommunerna tar upp det.",
            "None of the municipalities asked brings it up.",
        ),
    ],
)
def test_followed(found, swedish, english):
    assert read("followed", found) == swedish
    assert read("followed", found, "en") == english


EFFECTS = {"P.starkt": "Stärkt", "P.last": "Låst", "several": "flera", "none": "ingen"}
STRAINS = {"Y.person": "Personbyte", "Y.majoritet": "Skifte"}


def struck(across="case", **strains):
    """`person="L L S . - ?"`: locked, strengthened, as many of either, none told of, not told."""
    signs = {"L": "P.last", "S": "P.starkt", "?": "several", "-": "none", ".": None}
    rows = [
        (f"Y.{strain}", f"K{at}", signs[sign], int(sign != "."))
        for strain, word in strains.items()
        for at, sign in enumerate(word.split(), 1)
    ]
    legend = {"row": STRAINS, "effect": EFFECTS}
    return table("row column effect told", rows, "interview", 20, legend=legend, across=across)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            struck(person="L L S . .", majoritet=". . . . L"),
            (
                "Efter ”Personbyte” oftast ”Låst” (2 av 3 kommuner), men ”Stärkt” i K3; efter "
                "”Skifte” oftast ”Låst” (1 av 1 kommun)."
            ),
        ),
        (
            struck(person="L L L S S", majoritet=". . . . ."),
            (
                "Efter ”Personbyte” oftast ”Låst” (3 av 5 kommuner), men ”Stärkt” i K4 och K5; "
                "”Skifte” tas inte upp."
            ),
        ),
        (
            struck(person="L S ? ? -", majoritet=". . . . ."),
            (
                "Efter ”Personbyte” blandat, oftast ”Stärkt” och ”Låst” (1 av 5 kommuner vardera); "
                "”Skifte” tas inte upp. Av 5 fall (en påfrestning i en kommun) är påverkan delad i "
                "2 och onämnd i 1."
            ),
        ),
        (
            struck("interview", person="? -", majoritet="L ."),
            (
                "Efter ”Personbyte” ingen entydig påverkan (2 av 2 intervjuer); efter ”Skifte” "
                "oftast ”Låst” (1 av 1 intervju). Av 3 fall (en påfrestning i en intervju) är "
                "påverkan delad i 1 och onämnd i 1."
            ),
        ),
        (struck(person=". ."), "Ingen berättar om någon av påfrestningarna."),
    ],
)
def test_effects_by_case(found, sentence):
    assert read("effects_by_case", found) == sentence


def test_effects_by_case_in_english():
    assert read("effects_by_case", struck(person="L L S . .", majoritet="? - . . ."), "en") == (
        "After “Personbyte”, most often “Låst” (2 of 3 municipalities), but “Stärkt” in K3; after "
        "“Skifte”, no one effect (2 of 2 municipalities). Of 5 instances (a strain in a "
        "municipality), the effect is divided in 1 and not mentioned in 1."
    )


DILEMMAS = {"GZ": "Gråzon", "MS": "Majoritetsskifte", "PH": "Parhäst"}


def dilemmas(*rows, **legend):
    """Rows of a dilemma, a code, units that meet and units asked (and a group)."""
    columns = "row column value asked facet" if legend else "row column value asked"
    pairs = sum(row[2] > 0 for row in rows if row[2] is not None)
    found = table(columns, rows, legend={"row": DILEMMAS, **legend}, facts={"pairs": pairs})
    found.frame["row_name"] = found.frame["row"].map(DILEMMAS)
    found.frame["column_name"] = found.frame["column"]
    return found


def test_by_dilemma_counts_only_where_it_was_asked():
    found = dilemmas(
        ("GZ", "A", 2, 10), ("GZ", "B", 2, 10), ("GZ", "C", 0, 10), ("MS", "A", 1, 3),
        ("MS", "B", 0, 3), ("MS", "C", 0, 3), ("PH", "A", None, 0), ("PH", "B", None, 0),
    )  # fmt: skip
    assert read("by_dilemma", found) == (
        "Vanligast i varje dilemma: majoritetsskifte ”A” (1 av 3 kommuner); gråzon ”A” och ”B” (2 "
        "av 10 vardera). ”C” nämns inte i samband med något dilemma."
    )
    assert read("by_dilemma", found, "en") == (
        "Most common in each dilemma: majoritetsskifte, “A” (1 of 3 municipalities); gråzon, “A” "
        "and “B” (2 of 10 each). Not mentioned in connection with any dilemma: “C”."
    )


def test_a_dilemma_that_meets_nothing_is_named():
    found = dilemmas(("GZ", "A", 2, 10), ("MS", "A", 0, 3), ("PH", "A", 0, 3))
    assert read("by_dilemma", found) == (
        "Vanligast i varje dilemma: gråzon ”A” (2 av 10 kommuner). Inget av det nämns i samband "
        "med majoritetsskifte eller parhäst."
    )
    none = dilemmas(("GZ", "A", 0, 10))
    assert read("by_dilemma", none) == "Inget av det nämns ihop med något av dilemmana."


def test_by_dilemma_and_group_says_where_two_groups_differ():
    found = dilemmas(
        ("GZ", "A", 4, 8, "politician"), ("GZ", "A", 1, 9, "official"),
        ("MS", "A", 1, 3, "politician"), ("MS", "A", 2, 3, "official"), facet=GROUPS,
    )  # fmt: skip
    assert read("by_dilemma", found) == (
        "Bland politiker är ”A” i samband med gråzon vanligast (4 av 8 kommuner); bland tjänstemän "
        "är ”A” i samband med majoritetsskifte vanligast (2 av 3). Störst är skillnaden för ”A” i "
        "samband med gråzon (4 av 8 kommuner bland politiker mot 1 av 9 bland tjänstemän)."
    )


PEOPLE = {"K1-1": "K1 kso GZ", "K1-2": "K1 kc GZ", "K2-1": "K2 kso GZ", "K2-2": "K2 kc GZ"}
STEPS = {"politician": "GZ.praktik.pol", "official": "GZ.praktik.tjm"}
BEFORE = [
    ("K1-1", "GZ.praktik.pol"),
    ("K1-1", "Y.person"),
    ("K1-1", "P.last"),
    ("K1-1", "GZ.norm.pol"),
]
AFTER = [*BEFORE, ("K2-2", "GZ.praktik.pol"), ("K2-2", "Y.person"), ("K2-2", "P.last")]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("overstepping", lambda some: tables.overstepping(some, "GZ", STEPS)),
        (
            "norm_practice",
            lambda some: tables.norm_practice(some, "GZ", {"GZ.norm.pol": "GZ.praktik.pol"}),
        ),
        ("followed", lambda some: tables.followed(some, ["GZ.praktik.pol"], "GZ")),
        ("effects_by_case", lambda some: tables.effects_by_case(some, ["Y.person"], ["P.last"])),
        (
            "by_dilemma",
            lambda some: tables.by_dilemma(some, ["P.last"], heads=("Dilemma", "Påverkan")),
        ),
        (
            "ranked",
            lambda some: tables.ranked(some, ["Y.person"], "GZ", stance="GZ.praktik.pol"),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["sv", "en"])
def test_sentences_follow_the_data(name, made, language):
    with speaking(language):
        before, after = (
            read(name, made(study(PEOPLE, some)), language) for some in (BEFORE, AFTER)
        )
    assert before != after
    assert before.endswith(".")
    assert after.endswith(".")
