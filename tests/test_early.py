"""What Gråzon, Majoritetsskifte and Formalisering are drawn with."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from analys import figures, language, tables, wording
from analys.figures.canvas import shown_texts
from analys.loading import load
from analys.table import Table
from builders import rows_of, study
from running import NOTEBOOKS, published
from test_figures_tidy import assert_tidy

GROUPS = {"politician": "Politiker", "official": "Tjänstemän"}
NORMS = {"GZ.norm.pol": "GZ.praktik.pol", "GZ.norm.tjm": "GZ.praktik.tjm"}
ACTS = {"politician": "GZ.praktik.pol", "official": "GZ.praktik.tjm"}
MINE = [path for path in NOTEBOOKS if path.stem[:2] in {"01", "02", "03"}]
NAMES = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}


def stated(*rows):
    """A table of norm and practice from rows of group, norm, asked, interviews, telling, only."""
    columns = ["group", "norm", "asked", "interviews", "telling", "only"]
    frame = pd.DataFrame(rows, columns=columns)
    norms = {"a": "Politikerrollens norm", "b": "Tjänstemannarollens norm"}
    practices = {"a": "Politiker går in i förvaltningen", "b": "Tjänsteman går in i politiken"}
    frame["practice_name"] = frame["norm"].map(practices)
    return Table(frame, "interview", 56, legend={"group": GROUPS, "norm": norms})


def told_of(*rows, unit="case"):
    """A table of overstepping from rows of teller, act, value, asked, interviews, of how many."""
    columns = ["row", "column", "value", "asked", "interviews", "interviews_asked"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["own"] = frame["row"].str[0] == frame["column"].str[0]
    acts = {"pol": "Politiker går in i förvaltningen", "off": "Tjänsteman går in i politiken"}
    return Table(frame, unit, 10, legend={"row": GROUPS, "column": acts})


def bars_of(figure):
    """`(left, width)` of each hatched or coloured bar, in the order drawn; tracks left out."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    return [
        (round(bar.get_x(), 6), round(bar.get_width(), 6))
        for bar in patches
        if bar.get_height() > 0.06 and not bar.get_gid()
    ]


def plain(text):
    return text.replace("\xa0", " ")


def texts(figure):
    assert_tidy(figure)
    return [text.get_text() for text in shown_texts(figure)]


class TestNorms:
    def test_two_bars_lie_above_one_another_where_interviews_do_both(self):
        figure = figures.norms(stated(("politician", "a", 28, 9, 3, 5)))
        assert bars_of(figure) == [(0, 9), (6, 8)]
        assert figure.axes[0].get_xlim() == (0, 28)

    def test_beside_a_row_stand_its_fraction_and_how_many_do_both(self):
        told = texts(figures.norms(stated(("politician", "a", 28, 9, 3, 5))))
        assert {"9\xa0av\xa028 uttrycker normen", "3 av dem berättar, och 5 till"} <= set(told)
        assert "Politikerrollens norm\xa0– Politiker går in i förvaltningen" in told

    def test_zeros_are_said_in_words(self):
        rows = ("politician", "a", 3, 2, 0, 0), ("official", "a", 3, 0, 0, 2)
        told = texts(figures.norms(stated(*rows)))
        assert "ingen berättar om praktiken" in told
        assert "2 berättar om praktiken" in told

    @settings(max_examples=25, deadline=None)
    @given(st.tuples(*[st.integers(0, 900)] * 4))
    def test_the_bars_overlap_by_those_who_do_both(self, counts):
        alone, both, only, rest = counts
        asked = alone + both + only + rest
        row = ("official", "b", asked, alone + both, both, only)
        (first, second) = bars_of(figures.norms(stated(row)))
        assert sum(first) - second[0] == both
        assert sum(second) == alone + both + only <= asked

    @pytest.mark.parametrize("asked", [1, 3, 28, 870])
    def test_no_text_meets_another(self, asked):
        rows = [
            (group, norm, asked, asked, asked // 2, 0) for norm in ("a", "b") for group in GROUPS
        ]
        assert_tidy(figures.norms(stated(*rows)))

    def test_each_row_of_the_table_can_be_a_link(self):
        rows = [(group, norm, 9, 5, 2, 1) for group in GROUPS for norm in ("a", "b")]
        [ax] = figures.norms(stated(*rows)).axes
        found = {patch.get_gid(): patch.get_window_extent().y1 for patch in ax.patches}
        assert found.keys() - {None} == {"row-0", "row-1", "row-2", "row-3"}
        assert found["row-0"] > found["row-2"] > found["row-1"]  # a block a norm

    def test_more_that_tell_than_state_is_refused(self):
        with pytest.raises(ValueError, match="row 0 has telling 4 of interviews 3"):
            figures.norms(stated(("politician", "a", 9, 3, 4, 0)))

    def test_it_draws_the_table_of_a_study_in_both_languages(self, demo):
        table = tables.norm_practice(demo, "GZ", NORMS)
        rows = rows_of(table, "interviews", "telling", "only")
        drawn = bars_of(figures.norms(table))
        by_norm = [rows[0], rows[2], rows[1], rows[3]]
        assert drawn[::2] == [(0, row[0]) for row in by_norm]
        assert drawn[1::2] == [(row[0] - row[1], row[1] + row[2]) for row in by_norm]
        with language.speaking("en"):
            assert "ingen berättar" not in " ".join(texts(figures.norms(table)))


class TestTellers:
    def test_a_bar_is_as_long_as_the_municipalities_that_tell(self):
        rows = ("politician", "pol", 5, 10, 8, 28), ("official", "pol", 7, 10, 9, 28)
        figure = figures.tellers(told_of(*rows))
        assert bars_of(figure) == [(0, 5), (0, 7)]
        assert {"5\xa0av\xa010 kommuner", "8\xa0av\xa028 intervjuer"} <= set(texts(figure))

    def test_those_who_tell_of_their_own_are_marked(self):
        rows = [(group, act, 1, 2, 1, 3) for act in ("pol", "off") for group in GROUPS]
        told = [text for text in texts(figures.tellers(told_of(*rows))) if text.startswith("om ")]
        assert told == ["om de egna", "om de andra", "om de andra", "om de egna"]

    def test_interviews_are_not_said_twice_where_they_are_the_unit(self):
        told = texts(figures.tellers(told_of(("official", "off", 1, 3, 1, 3), unit="interview")))
        assert [text for text in told if "av" in text.split("\xa0")] == ["1\xa0av\xa03 intervjuer"]

    @pytest.mark.parametrize("n", [1, 10, 290])
    def test_no_text_meets_another(self, n):
        rows = [(group, act, n, n, 3 * n, 3 * n) for act in ("pol", "off") for group in GROUPS]
        assert_tidy(figures.tellers(told_of(*rows)))


class TestPercent:
    def test_a_percentage_stands_with_its_fraction(self):
        assert wording.percent_of(7, 12) == "7\xa0av\xa012\xa0(58\xa0%)"
        with language.speaking("en"):
            assert wording.percent_of(7, 12) == "7\xa0of\xa012\xa0(58%)"

    @pytest.mark.parametrize("whole", [0, 1, 9])
    def test_fewer_than_ten_have_none(self, whole):
        assert wording.percent_of(0, whole) == f"0\xa0av\xa0{whole}"

    def test_shares_say_it_of_a_group_that_is_large_enough(self):
        codings = [(f"K{at}-1", "GZ.gyllene") for at in range(10)] + [("K1-2", "GZ.problem")]
        people = {f"K{at}-1": f"K{at} kso GZ" for at in range(10)} | {"K1-2": "K1 kc GZ"}
        table = tables.shares(study(people, codings), "GZ", ["GZ.gyllene"], ["GZ.problem"], NAMES)
        told = {
            (group, kind): share
            for group, kind, share in rows_of(table, "group", "category", "interviews_of")
        }
        assert told["politician", "first"] == "10\xa0av\xa010\xa0(100\xa0%)"
        assert told["official", "second"] == "1\xa0av\xa01"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Run the three notebooks on some municipalities of the demo: `{stem: what is published}`."""
    done = {}

    def of(cases):
        if cases not in done:
            chosen = load("demo", cases=cases)
            done[cases] = {
                item.stem: item
                for path in MINE
                for item in published(path, chosen, tmp_path_factory.mktemp("figures"))
            }
        return done[cases]

    return of


class TestPages:
    def test_the_planted_patterns_are_found(self, pages):
        told = {stem: plain(item.reading) for stem, item in pages("all").items()}
        assert "”Förtroende” (5 av 10 kommuner mot 1)" in told["01_gz2_faktorer"]
        assert told["02_ms_skiften"].startswith("3 av 10 kommuner har haft ett majoritetsskifte")
        assert all(case in told["02_ms_skiften"] for case in ("K02", "K05", "K09"))
        assert "bland tjänstemän är ”Bra att resonera" in told["03_fo1_grupper"]

    def test_talks_and_documents_name_the_municipalities(self, pages):
        table = pages("all")["03_fo3_talar_skriver"].table
        assert rows_of(table, "row", "column", "names") == [
            ("yes", "yes", "K01, K06, K09"),
            ("yes", "no", "K03, K08, K10"),
            ("no", "yes", "K02"),
            ("no", "no", "K04, K05, K07"),
        ]

    def test_two_conditions_are_compared_and_all_are_refused_with_the_reason(self, pages):
        shown = pages("all")
        assert shown["02_ms1_sanning"].table.absent is None
        assert "i 56 av 100 försök" in plain(shown["02_ms1_losningar"].reading)
        assert plain(shown["02_ms1_alla"].table.absent).startswith(
            "6 villkor är för många för 3 kommuner"
        )

    def test_the_comparison_is_marked_as_exploratory_wherever_it_is_shown(self, pages):
        for stem in ("sanning", "nodvandig", "losningar", "provning"):
            note = pages("all")[f"02_ms1_{stem}"].table.note
            assert "Utforskande visning" in note
            assert "samma intervjuer" in note

    @pytest.mark.parametrize("case", ["K02", "K03"])
    def test_of_one_municipality_the_interviews_are_counted(self, pages, case):
        shown = {stem: item.table for stem, item in pages((case,)).items()}
        assert all(table.absent.endswith(".") for table in shown.values() if table.absent)
        units = {table.unit: table.n for table in shown.values() if not table.absent}
        assert units.pop("interview") == 6
        assert units == ({"case": 1} if case == "K02" else {})

    def test_a_municipality_without_a_shift_says_so(self, pages):
        shown = pages(("K03",))
        assert shown["02_ms_skiften"].table.absent
        assert all(shown[stem].table.absent for stem in shown if stem.startswith("02_ms1"))
        assert shown["01_gz1_varde"].table.absent is None
