"""The synthesis: what meets, what is combined, what breaks the pattern, and the matrix."""

import re
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys import figures, readings, tables
from analys.display import html_table
from analys.figures import style
from analys.language import speaking
from analys.tables.patterns import sides
from builders import rows_of, study
from test_figures_tidy import assert_tidy

GOLD, BAD, MEET, TALK, PAIR = "GZ.gyllene", "GZ.problem", "GZ.f.moten", "FO.prata.ja", "PH.forebygg"
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

# The grey zone and formalisation meet in a passage of K1 and in an interview of K2.
PEOPLE = {"a": "K1 kso GZ FO", "b": "K1 kc GZ FO", "c": "K2 kso GZ FO", "d": "K2 kc GZ"}
CODED = [
    ("a", GOLD, 0, 10),
    ("a", TALK, 5, 15),
    ("b", GOLD, 0, 10),
    ("c", BAD, 0, 10),
    ("c", TALK, 40, 50),
    ("d", BAD, 0, 10),
    ("d", TALK, 0, 10),  # not asked about formalisation, so it does not count
]


def small(**more):
    return study(PEOPLE, CODED, **more)


def pair(table, row="GZ FO"):
    return table.frame[table.frame["row"] == row].to_dict("records")


class TestCooccurring:
    def test_two_meet_out_of_those_asked_about_both(self):
        [found] = pair(tables.cooccurring(small()))
        assert (found["n1"], found["n2"], found["value"], found["asked"]) == (2, 2, 1, 2)
        assert found["interviews"] == 1
        assert found["jaccard"] == pytest.approx(1 / 3)
        assert (found["share_1"], found["share_2"]) == (0.5, 0.5)

    def test_a_wider_relation_in_the_same_table(self):
        table = tables.cooccurring(small(), relations=("passage", "interview", "case"))
        assert [(row["column"], row["value"]) for row in pair(table)] == [
            ("passage", 1),
            ("interview", 2),
            ("case", 2),
        ]
        assert list(table.legend["column"]) == ["passage", "interview", "case"]

    def test_interviews_can_be_counted_where_municipalities_are_known(self):
        [found] = pair(tables.cooccurring(small(), unit="interview"))
        assert (found["n1"], found["n2"], found["value"], found["asked"]) == (3, 2, 1, 3)

    def test_paragraphs_are_those_of_the_text(self):
        texts = {"c": "x" * 20 + "\n" + "x" * 15 + "\n" + "x" * 30}
        near = tables.cooccurring(small(texts=texts), relations=["paragraphs"], within=1)
        far = tables.cooccurring(small(texts=texts), relations=["paragraphs"], within=2)
        assert (pair(near)[0]["value"], pair(far)[0]["value"]) == (1, 2)
        assert list(near.legend["column"].values()) == ["högst ett stycke bort"]
        assert list(far.legend["column"].values()) == ["högst 2 stycken bort"]

    def test_a_pair_that_nobody_was_asked_about_is_missing_and_not_zero(self):
        found = pair(tables.cooccurring(small()), "GZ MS")[0]
        assert pd.isna(found["value"])
        assert found["value_of"] == "ingen tillfrågad om båda"

    def test_the_same_municipality_cannot_be_said_of_one_alone(self):
        alone = small().only(["K1"])
        table = tables.cooccurring(alone, relations=["case"])
        assert table.absent == (
            "Bara en kommun ingår, och en ensam kommun kan inte jämföras med andra."
        )
        several = tables.cooccurring(alone, relations=["passage", "case"])
        assert (several.unit, list(several.legend["column"])) == ("interview", ["passage"])

    def test_phi_is_told_where_there_is_a_fourfold_table(self):
        whole = study({**PEOPLE, "e": "K3 kso GZ FO", "f": "K4 kso GZ FO"},
                      [*CODED, ("e", GOLD, 0, 5)])  # fmt: skip
        [found] = pair(tables.cooccurring(whole, relations=["case"]))
        assert (found["n1"], found["n2"], found["value"], found["asked"]) == (3, 2, 2, 4)
        assert found["phi"] == pytest.approx((2 * 4 - 3 * 2) / (3 * 1 * 2 * 2) ** 0.5)
        assert pd.isna(pair(tables.cooccurring(whole))[0]["phi"])

    def test_codes_too_can_meet(self):
        table = tables.cooccurring(small(), [GOLD, TALK])
        assert rows_of(table, "first", "second", "value") == [(GOLD, TALK, 1)]

    def test_an_unknown_relation_is_refused(self):
        with pytest.raises(ValueError, match="relation 'near' is not one of span, passage"):
            tables.cooccurring(small(), relations=["near"])

    def test_behind_a_pair_stand_the_codings_that_meet(self):
        table = tables.cooccurring(small())
        assert rows_of(table.basis, "coding", "row") == [("c0", "GZ FO"), ("c1", "GZ FO")]

    def test_its_reading(self):
        assert readings.cooccurring(tables.cooccurring(small())) == (
            "Oftast möts gråzon–formalisering i 1 av 2 kommuner. "
            "1 av 1 möjligt par möts i samma avsnitt."
        ).replace("1 av 2", "1\xa0av\xa02").replace("1 av 1", "1\xa0av\xa01")

    def test_its_reading_of_nothing(self):
        nothing = study(PEOPLE, [("a", GOLD, 0, 5), ("a", TALK, 9, 12)])
        said = readings.cooccurring(tables.cooccurring(nothing))
        assert said == "Inga två av dem möts i samma avsnitt."
        wide = tables.cooccurring(nothing, relations=["passage", "interview"])
        assert readings.cooccurring(wide).startswith(
            "Par av dilemman som möts: i samma avsnitt 0\xa0av\xa01 och i samma intervju 1."
        )


class TestDirected:
    def test_each_way_has_its_own_whole(self):
        table = tables.directed(small())
        cells = {(row, column): (value, of) for row, column, value, of
                 in rows_of(table, "row", "column", "value", "of")}  # fmt: skip
        assert cells["GZ", "FO"] == (1, 3)
        assert cells["FO", "GZ"] == (1, 2)
        assert cells["GZ", "MS"] == (None, 0)
        assert ("GZ", "GZ") not in cells

    def test_its_reading_says_where_the_two_ways_differ(self):
        said = readings.directed(tables.directed(small())).replace("\xa0", " ")
        assert said == (
            "Tätast är bandet från formalisering till gråzon: i 1 av 2 intervjuer som tar upp det "
            "första kommer det andra upp i samma avsnitt. Mest olika åt de två hållen är "
            "formalisering–gråzon: 1 av 2 intervjuer mot 1 av 3 åt andra hållet."
        )


class TestCombinations:
    def test_each_interview_has_one_and_those_asked_stand_apart_from_the_silent(self):
        whole = study({**PEOPLE, "e": "K2 kc GZ FO"}, CODED)
        table = tables.combinations(whole, ["GZ", "FO", "MS"])
        assert rows_of(table, "set", "interviews", "cases", "GZ", "FO", "MS") == [
            ("GZ", 2, 2, "told", "silent", "not_asked"),
            ("GZ FO", 2, 2, "told", "told", "not_asked"),
            ("", 1, 1, "silent", "silent", "not_asked"),
        ]
        assert (table.facts["FO"], table.facts["asked_FO"], table.facts["asked_MS"]) == (2, 4, 0)

    def test_its_reading(self):
        said = readings.combinations(tables.combinations(small(), ["GZ", "FO"]))
        assert said.replace("\xa0", " ") == (
            "Vanligast är gråzon: i 2 av 4 intervjuer. Alla 2 tas upp i 2 av 4 intervjuer. "
            "I allt finns 2 kombinationer."
        )


class TestChemistry:
    CODED = (
        ("a", GOLD, 0, 10), ("a", "K.bar", 5, 8), ("c", GOLD, 0, 10), ("c", "K.bar", 60, 70),
        ("d", BAD, 0, 10), ("d", "K.stjalper", 0, 10),
    )  # fmt: skip

    def test_the_same_passage_and_the_same_interview(self):
        table = tables.chemistry(study(PEOPLE, self.CODED))
        assert rows_of(table, "row", "column", "passage", "interview", "asked")[:4] == [
            ("GZ", "K.bar", 1, 2, 2),
            ("GZ", "K.stjalper", 1, 1, 2),
            ("MS", "K.bar", None, None, 0),
            ("MS", "K.stjalper", None, None, 0),
        ]

    def test_its_reading(self):
        said = readings.chemistry(tables.chemistry(study(PEOPLE, self.CODED)))
        assert said.replace("\xa0", " ") == (
            "Att personkemin bär samarbetet sägs oftast i samband med gråzon (1 av 2 kommuner); "
            "att personkemin stjälper samarbetet sägs oftast i samband med gråzon (1 av 2 "
            "kommuner). Bådadera hörs i 1 av 2 dilemman, fast inte alltid i samma kommun."
        )


class TestCrossingBy:
    def test_each_group_has_its_own_numbers(self):
        table = tables.crossing_by(small(), [GOLD, BAD], [TALK], heads=("Rad", "Kolumn"))
        assert rows_of(table, "row", "facet", "value", "asked") == [
            (GOLD, "politician", 1, 2),
            (GOLD, "official", 0, 2),
            (BAD, "politician", 0, 2),
            (BAD, "official", 1, 2),
        ]
        assert table.keys == ["row", "column", "facet"]

    def test_without_groups_it_is_the_plain_crossing(self):
        nobody = study({"a": "K1 - GZ FO", "b": "K2 - GZ FO"}, CODED[:2])
        table = tables.crossing_by(nobody, [GOLD], [TALK], heads=("Rad", "Kolumn"))
        assert "facet" not in table.frame
        assert readings.crossing_by(table) == ""


# Gold in two municipalities, a problem in one, as many of both in one, silence in one.
MANY = {f"{case}{role}": f"{case} {role} GZ" for case in ("A", "B", "C", "D", "E")
        for role in ("kso", "kc")}  # fmt: skip
LEANING = [
    ("Akso", GOLD), ("Akc", GOLD), ("Bkso", GOLD), ("Ckso", BAD), ("Ckc", BAD),
    ("Dkso", GOLD), ("Dkc", BAD),
]  # fmt: skip


class TestPatterns:
    def test_sides_are_outcomes_where_there_are_two_else_arguments(self):
        whole = small()
        assert sides(whole, "GZ")[:2] == ([GOLD], [BAD])
        assert sides(whole, "LS").names == ("Fördelar", "Nackdelar")
        assert "LS.mot.huvudet" in sides(whole, "LS").second
        assert sides(whole, "MS").cases == []

    def test_each_municipality_stands_to_the_commonest_way(self):
        table = tables.patterns(study(MANY, LEANING))
        rows = table.frame[table.frame["row"] == "GZ"]
        assert rows_of(rows, "column", "kind", "value", "told") == [
            ("A", "with", 2, 2),
            ("B", "with", 1, 2),
            ("C", "against", 2, 2),
            ("D", "even", 1, 2),
            ("E", "silent", 0, 2),
        ]
        rest = table.frame[table.frame["row"] == "FO"]
        assert rest["value"].isna().all()
        assert rest["kind"].isna().all()

    def test_where_as_many_lean_either_way_none_goes_against(self):
        table = tables.patterns(study(MANY, [("Akso", GOLD), ("Bkso", BAD)]))
        kinds = table.frame.loc[table.frame["row"] == "GZ", "kind"]
        assert list(kinds) == ["split", "split", "silent", "silent", "silent"]
        assert (
            tables.exceptions(study(MANY, [("Akso", GOLD), ("Bkso", BAD)]))
            .frame["rest"][0]
            .startswith("lika många åt ”Gråzonen som gyllene zon” och ”Gråzonen som problem”")
        )

    def test_only_municipalities_with_a_shift_are_judged_by_it(self):
        asked = {"a": "K1 kso MS", "b": "K2 kso MS", "c": "K3 kso MS"}
        locked, open_ = "MS.utfall.last", "MS.utfall.ejlast"
        cases = {"K1": {"shift": True}, "K2": {"shift": True}, "K3": {"shift": False}}
        whole = study(asked, [("a", locked), ("b", locked), ("c", open_)], cases=cases)
        rows = tables.patterns(whole).frame
        assert rows_of(rows[rows["row"] == "MS"], "column", "kind", "value") == [
            ("K1", "with", 1),
            ("K2", "with", 1),
            ("K3", None, 0),
        ]
        assert tables.exceptions(whole).facts == {"MS": 0, "of_MS": 2}

    def test_a_single_municipality_with_a_shift_has_none_to_go_against(self):
        asked = {"a": "K1 kso MS", "b": "K2 kso GZ"}
        cases = {"K1": {"shift": True}, "K2": {"shift": False}}
        whole = study(asked, [("a", "MS.utfall.last")], cases=cases)
        rows = tables.patterns(whole).frame
        assert rows_of(rows[rows["row"] == "MS"], "column", "kind", "value") == [
            ("K1", None, 0),
            ("K2", None, None),
        ]
        assert "MS" not in tables.exceptions(whole).facts

    def test_exceptions_come_with_both_sides_and_the_silent_last(self):
        table = tables.exceptions(study(MANY, LEANING))
        assert rows_of(table, "dilemma", "case", "leaning") == [
            ("GZ", "C", "second"),
            ("GZ", "D", "even"),
            ("GZ", "E", "silent"),
        ]
        first = table.frame.iloc[0]
        assert first["how"] == "lutar åt ”Gråzonen som problem”"
        assert first["told"] == "”Gråzonen som gyllene zon” 0, ”Gråzonen som problem” 2, av 2"
        assert first["rest"] == "åt ”Gråzonen som gyllene zon”: 2\xa0av\xa05"
        assert pd.isna(table.frame["told"].iloc[2])
        assert rows_of(table.basis, "dilemma", "case").count(("GZ", "C")) == 2

    def test_their_readings(self):
        whole = study(MANY, LEANING)
        assert readings.patterns(tables.patterns(whole)).replace("\xa0", " ") == (
            "Flest går tvärtemot i gråzon (1 av 5 kommuner). 4 av 5 gör det aldrig."
        )
        assert readings.exceptions(tables.exceptions(whole)).replace("\xa0", " ") == (
            "Kommuner som bryter mönstret, av dem som kan bedömas: gråzon 3 av 5. "
            "Av 3 undantag lutar 1 åt andra hållet, 1 väger jämnt och 1 nämner ingendera sidan."
        )

    def test_they_agree_with_the_page_of_each_dilemma(self, demo):
        table = tables.exceptions(demo)
        for dilemma in demo.codebook.dilemmas:
            one = tables.negative_cases(demo, dilemma, *sides(demo, dilemma))
            mine = table.frame.loc[table.frame["dilemma"] == dilemma, "case"]
            assert sorted(mine) == sorted(one.frame["case"])


class TestFramework:
    TEXT = "Vi har hittat ett sätt att arbeta ihop som håller i vått och torrt."

    def whole(self):
        texts = {"a": self.TEXT}
        coded = [("a", GOLD, 0, len(self.TEXT)), ("b", GOLD), ("b", MEET), ("c", "K.bar")]
        return study({"a": "K1 kso GZ", "b": "K1 kc GZ", "c": "K2 kso GZ"}, coded, texts=texts)

    def test_a_cell_counts_leans_names_and_quotes(self):
        about, quote = tables.framework(self.whole()).frame.loc[0, "GZ"].split("\n")
        assert about.replace("\xa0", " ") == (
            "2 av 2 intervjuer tar upp det. Lutar åt ”Gråzonen som gyllene zon”, 2 mot 0. "
            "Oftast: Gråzonen som gyllene zon (2), Regelbundna möten (1)."
        )
        assert quote == f"”{self.TEXT}” (kommunstyrelsens ordförande, a)"

    def test_silence_and_not_asked_are_told_apart(self):
        table = tables.framework(self.whole())
        assert table.frame.loc[1, "GZ"] == "tillfrågad, men ingen tar upp det"
        assert table.frame.loc[1, "FO"] == "inte tillfrågad"
        assert table.facts == {"cells": 1, "silent": 1, "not_asked": 10, "quotes": 1}

    def test_its_reading(self):
        assert readings.framework(tables.framework(self.whole())).replace("\xa0", " ") == (
            "1 av 12 fält har något att berätta; i 10 frågades ingen; i 1 frågades det utan att "
            "någon tog upp dilemmat. Ett citat som får visas finns i 1."
        )

    def test_on_a_page_the_quote_is_in_the_language_of_the_interviews(self):
        with speaking("en"):
            shown = html_table(tables.framework(self.whole()), "t")
        assert 'class="data matrix"' in shown
        assert f'<span class="words" lang="sv">“{self.TEXT}”' in shown
        assert "<td>not asked</td>" in shown

    def test_one_municipality_has_a_row_an_interview(self):
        table = tables.framework(self.whole().only(["K1"]))
        assert list(table.frame["case"]) == ["a", "b"]
        assert table.frame.loc[1, "GZ"] == (
            "Mest om ”Gråzonen som gyllene zon” och ”Regelbundna möten”."
        )


@st.composite
def parts(draw):
    """Interviews of up to three municipalities, and codings of three dilemmas."""
    told = st.tuples(
        st.sampled_from(["K1", "K2", "K3"]),
        st.sampled_from(["kso", "kc"]),
        st.sampled_from(["GZ FO PH", "GZ FO", "PH", "GZ"]),
    )
    people = {f"i{at}": " ".join(draw(told)) for at in range(draw(st.integers(1, 5)))}
    place = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda at: (at[0], sum(at)))
    coding = st.tuples(
        st.sampled_from(list(people)), st.sampled_from([GOLD, BAD, TALK, PAIR]), place
    )
    return people, [(name, code, *at) for name, code, at in draw(st.lists(coding, max_size=9))]


MADE = {
    "cooccurring": lambda s: tables.cooccurring(s, relations=("span", "passage", "interview")),
    "directed": tables.directed,
    "combinations": tables.combinations,
    "chemistry": lambda s: tables.chemistry(s, [GOLD, BAD]),
    "patterns": tables.patterns,
    "exceptions": tables.exceptions,
    "framework": tables.framework,
    "crossing_by": lambda s: tables.crossing_by(s, [GOLD, BAD], [TALK, PAIR], heads=("R", "K")),
}


def made(content):
    return study(*content, cases=["K1", "K2", "K3"])


@pytest.mark.parametrize("name", MADE)
@quick
@given(content=parts())
def test_the_order_of_the_codings_never_matters(name, content):
    people, coded = content
    one, other = MADE[name](made(content)), MADE[name](made((people, coded[::-1])))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert (one.facts, one.n) == (other.facts, other.n)


@quick
@given(content=parts())
def test_interviews_add_up_over_the_combinations(content):
    table = tables.combinations(made(content))
    assert table.frame["interviews"].sum() == table.n
    for name in table.legend["set_of"]:
        inside = [name in each.split() for each in table.frame["set"]]
        assert table.frame.loc[inside, "interviews"].sum() == table.facts[name]
    sets = table.basis.merge(table.frame, on="set")
    codings = made(content).codings[["coding", "interview"]]
    per = sets.merge(codings, on="coding").groupby("set")["interview"].nunique()
    told = table.frame[table.frame["set"] != ""].set_index("set")["interviews"]
    assert per.to_dict() == told.to_dict()


@quick
@given(content=parts())
def test_what_meets_is_never_more_than_either_and_mirrors_itself(content):
    whole = made(content)
    rows = tables.cooccurring(whole, relations=("span", "passage", "interview", "case")).frame
    rows = rows.dropna(subset="value")
    assert (rows["value"] <= rows[["n1", "n2"]].min(axis=1)).all()
    assert (rows[["n1", "n2"]].max(axis=1) <= rows["asked"]).all()
    assert rows["jaccard"].dropna().between(0, 1).all()
    wider = rows.pivot_table(index="row", columns="column", values="value", observed=True)
    steps = [each for each in ("span", "passage", "interview", "case") if each in wider]
    counts = wider[steps].astype(float).fillna(0)  # asked about both in different interviews
    assert (counts.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    there = tables.cooccurring(whole, ["GZ", "FO"]).frame.iloc[0]
    back = tables.cooccurring(whole, ["FO", "GZ"]).frame.iloc[0]
    assert pd.isna(there["value"]) == pd.isna(back["value"])
    assert (there["n1"], there["n2"]) == (back["n2"], back["n1"])


@quick
@given(content=parts())
def test_every_cell_of_the_pattern_is_one_kind(content):
    table = tables.patterns(made(content))
    judged = table.frame.dropna(subset="kind")
    assert sum(table.facts.values()) == len(judged)
    assert (judged["value"] <= judged["told"]).all()
    assert len(table.frame) == len(table.legend["row"]) * len(table.legend["column"])
    against = tables.exceptions(made(content)).frame
    other = judged[~judged["kind"].isin(["with", "split"])]
    assert sorted(zip(other["row"], other["column"], strict=True)) == sorted(
        zip(against["dilemma"], against["case"], strict=True)
    )


# How each is drawn, and which rows of its table have a mark.
DRAWN = {
    "network": (figures.network, tables.cooccurring, lambda rows: rows["value"].fillna(0) > 0),
    "meetings": (figures.meetings, MADE["cooccurring"], lambda rows: rows["value"].notna()),
    "directed": (figures.directed, tables.directed, lambda rows: rows["value"].notna()),
    "upset": (figures.upset, tables.combinations, lambda rows: rows["interviews"] > 0),
    "mirror": (figures.mirror, tables.chemistry, lambda rows: rows["passage"].notna()),
    "patterns": (figures.patterns, tables.patterns, lambda rows: rows["kind"].notna()),
    "effects": (
        figures.effects,
        lambda s: tables.effects_by_case(
            s, s.codebook.codes_of(group="Y"), s.codebook.codes_of(group="P")
        ),
        lambda rows: rows["effect"].notna(),
    ),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_figure_is_tidy_and_each_row_has_its_mark(name, language, demo):
    draw, table, there = DRAWN[name]
    with speaking(language):
        made_of = table(demo)
        figure = draw(made_of)
        assert_tidy(figure)
    out = BytesIO()
    with style():
        figure.savefig(out, format="svg")
    ids = [int(place) for place in re.findall(r'<g id="row-(\d+)"', out.getvalue().decode())]
    rows = made_of.frame.reset_index(drop=True)
    assert sorted(ids) == list(rows.index[there(rows)])


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_of_one_municipality_is_tidy(name, demo):
    draw, table, _there = DRAWN[name]
    with style():
        assert_tidy(draw(table(demo.only(["K03"]))))


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_says_what_its_table_lacks(name, demo):
    draw, table, _there = DRAWN[name]
    made_of = table(demo)
    with pytest.raises(ValueError, match=f"{draw.__name__} needs"):
        draw(replace(made_of, legend={}))


def test_a_network_of_all_that_meet_is_tidy(demo):
    with style():
        assert_tidy(
            figures.network(tables.cooccurring(demo, relations=["interview"], unit="interview"))
        )


def test_a_line_is_as_thick_as_the_share_that_meets(demo):
    table = tables.cooccurring(demo)
    patches = figures.network(table).axes[0].patches
    widths = {each.get_gid(): each.get_linewidth() for each in patches if each.get_gid()}
    rows = table.frame[table.frame["value"].fillna(0) > 0]
    shares = (rows["value"] / rows["asked"]).astype(float)
    thick = [widths[f"row-{at}"] for at in rows.index]
    assert pd.Series(thick).rank().tolist() == pd.Series(shares.tolist()).rank().tolist()


def test_many_combinations_are_cut_and_the_rest_is_said():
    codes = {"GZ": GOLD, "FO": TALK, "PH": PAIR, "LS": "LS.for.rutiner", "HS": "HS.behall"}
    people, coded = {}, []
    for at in range(32):
        inside = [name for bit, name in enumerate(codes) if at >> bit & 1]
        people[f"i{at}"] = "K1 kso GZ FO PH LS HS" if at % 2 else "K2 kso GZ FO PH LS HS"
        coded += [(f"i{at}", codes[name], 0, 5) for name in inside]
    table = tables.combinations(study(people, coded))
    assert len(table.frame) == 32
    figure = figures.upset(table)
    texts = [text.get_text() for ax in figure.axes for text in ax.texts]
    assert "och 18 kombinationer till, i 18 intervjuer" in texts
    with style():
        assert_tidy(figure)


def test_many_municipalities_are_counted():
    people = {f"i{at}": f"K{at:03} kso GZ" for at in range(290)}
    coded = [(name, GOLD if at % 3 else BAD) for at, name in enumerate(people)]
    figure = figures.patterns(tables.patterns(study(people, coded)))
    with style():
        assert_tidy(figure)
    assert figure.get_figheight() < 14
    assert {"193", "97"} <= {text.get_text() for text in figure.axes[0].texts}


def test_the_planted_meetings_are_found_and_told(demo):
    said = readings.cooccurring(tables.cooccurring(demo))
    best = tables.cooccurring(demo).frame.iloc[0]
    assert {best["first"], best["second"]} == {"GZ", "PH"}
    assert "gråzon–parhäst" in said
    assert "Majoritetsskifte möter inget av de andra." in said
    against = tables.exceptions(demo).frame
    planted = {("GZ", "K09"), ("HS", "K04"), ("MS", "K09")}
    assert planted <= set(zip(against["dilemma"], against["case"], strict=True))


READ = {
    **MADE,
    "chemistry_by": lambda s: tables.by_dilemma(
        s, ["K.bar", "K.stjalper"], heads=("R", "K"), by="role_group"
    ),
}


@pytest.mark.parametrize("name", READ)
def test_nothing_coded_has_no_reading_and_silence_has_one(name, demo):
    read = getattr(readings, name)
    nothing = replace(demo, codings=demo.codings.iloc[:0], all_codings=demo.codings.iloc[:0])
    assert read(READ[name](nothing)) == ""
    silent = study({"a": "K1 kso GZ FO", "b": "K2 kc GZ FO"})
    assert read(READ[name](silent)).endswith(".")


@pytest.mark.parametrize("name", READ)
def test_the_english_reading_has_no_swedish_word(name, demo):
    with speaking("en"):
        said = getattr(readings, name)(READ[name](demo))
    assert not re.search(r"[åäöÅÄÖ]|\b(och|av|eller|kommuner|inte)\b", said), said
