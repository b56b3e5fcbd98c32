"""What the figures draw: order, lengths, marks, labels, and what they refuse."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from analys import codebook, figures
from analys.figures import canvas, style, text
from analys.figures.canvas import shown_texts
from analys.table import Table

style_module = sys.modules["analys.figures.style"]
CODEBOOK = Path(__file__).parents[1] / "data" / "codebook.yaml"


def texts(figure):
    FigureCanvasAgg(figure).draw()
    return [plain(text.get_text()) for text in shown_texts(figure)]


def plain(told):
    return told.replace("\N{NO-BREAK SPACE}", " ")


def cells_of(ax):
    """The colours of a heat map's cells."""
    return [to_rgb(cell.get_facecolor()) for cell in ax.patches]


def bars_of(ax, height):
    """Rectangles of bars: their left end and width."""
    found = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return [
        (round(bar.get_x(), 6), round(bar.get_width(), 6))
        for bar in found
        if round(bar.get_height(), 6) == height
    ]


@pytest.fixture
def arguments():
    frame = pd.DataFrame(
        [
            ("a", "Stimulerar helhetstänkande", "first", 8, 10),
            ("b", "Mer makt hos tjänstemännen", "second", 7, 10),
            ("c", "Ingen sade det", "second", 0, 9),
        ],
        columns=["code", "label", "side", "cases", "asked"],
    )
    legend = {"side": {"first": "Å ena sidan", "second": "Å andra sidan"}}
    return Table(frame, "case", 10, legend=legend)


def heat(values, **columns):
    frame = pd.DataFrame({"row": "r", "column": list("abc"[: len(values)]), "value": values})
    frame = frame.astype({"value": "Int64"}).assign(**columns)
    names = {name: name.upper() for name in "abc"[: len(values)]}
    return Table(frame, "interview", 56, legend={"row": {"r": "Gråzon"}, "column": names})


def test_butterfly_bars_go_outwards_by_their_counts(arguments):
    ax = figures.butterfly(arguments).axes[0]
    assert bars_of(ax, 0.62) == [(0, -8), (0, 7), (0, 0)]
    assert ax.get_xlim() == (-10, 10)
    assert [bar.get_hatch() for bar in ax.patches] == [None, "////", "////"]
    colors = [to_rgb(bar.get_facecolor()) for bar in ax.patches]
    assert colors[:2] == [to_rgb(style_module.FIRST), to_rgb(style_module.SECOND)]


def test_butterfly_says_its_counts_its_sides_and_its_unit(arguments):
    told = texts(figures.butterfly(arguments))
    assert {"8", "7", "0 av 9", "← Å ena sidan", "Å andra sidan →"} <= set(told)
    assert told.count("10 kommuner") == 2


def test_butterfly_rows_keep_the_tables_order(arguments):
    figure = figures.butterfly(arguments)
    FigureCanvasAgg(figure).draw()
    height = {text.get_text(): text.get_window_extent().y0 for text in shown_texts(figure)}
    labels = list(arguments.frame["label"])
    assert sorted(labels, key=lambda label: -height[label]) == labels


def test_butterfly_facets_share_rows_and_tell_their_n(arguments):
    groups = {"politician": "Politiker", "official": "Tjänstemän"}
    frame = pd.concat(
        [
            arguments.frame.assign(facet=group, asked=n)
            for group, n in zip(groups, (9, 8), strict=True)
        ]
    )
    legend = {**arguments.legend, "facet": groups}
    figure = figures.butterfly(Table(frame, "case", 10, legend=legend))
    told = texts(figure)
    assert {"n = 9 kommuner", "n = 8 kommuner"} <= set(told)
    assert told.count("Ingen sade det") == 1
    assert len({ax.get_xlim() for ax in figure.axes}) == 1


def test_bars_draw_a_track_to_those_asked(arguments):
    ax = figures.bars(arguments).axes[0]
    assert bars_of(ax, 0.62) == [(0, 8), (0, 7), (0, 0)]
    assert bars_of(ax, 0.1) == [(0, 10), (0, 10), (0, 9)]


def test_bars_draw_in_given_axes(arguments):
    with style():
        owner = mpl.figure.Figure(layout="constrained")
        left, right = owner.subplots(1, 2)
    assert figures.bars(arguments, ax=right) is owner
    assert right.patches
    assert not left.patches


def test_dots_stand_at_their_counts_in_two_shapes():
    frame = pd.DataFrame(
        [("Förtroende", "golden", 7), ("Förtroende", "problem", 2), ("Möten", "problem", 0)],
        columns=["label", "group", "cases"],
    )
    legend = {"group": {"golden": "gyllene zon", "problem": "problem"}}
    ax = figures.dots(Table(frame, "case", 10, legend=legend)).axes[0]
    points = {
        (line.get_marker(), int(line.get_xdata()[0]), round(float(line.get_ydata()[0])))
        for line in ax.lines
        if line.get_marker() not in ("None", "")
    }
    assert points == {("o", 7, 0), ("s", 2, 0), ("s", 0, 1)}


def test_equal_dots_do_not_cover_each_other():
    frame = pd.DataFrame(
        [("Förtroende", "golden", 4), ("Förtroende", "problem", 4)],
        columns=["label", "group", "cases"],
    )
    legend = {"group": {"golden": "gyllene zon", "problem": "problem"}}
    ax = figures.dots(Table(frame, "case", 10, legend=legend)).axes[0]
    heights = {line.get_ydata()[0] for line in ax.lines if line.get_marker() in ("o", "s")}
    assert len(heights) == 2


def test_a_dumbbell_row_that_was_not_asked_says_so():
    frame = pd.DataFrame({"case": ["K01", "K02"], "first": [3, pd.NA], "second": [0, pd.NA]})
    frame = frame.astype({"first": "Int64", "second": "Int64"}).assign(of=6)
    legend = {"mark": {"first": "gyllene zon", "second": "problem"}}
    told = texts(figures.dumbbell(Table(frame, "case", 2, legend=legend)))
    assert told.count("inte tillfrågad") == 1
    assert {"3", "0", "6 intervjuer"} <= set(told)


@pytest.fixture
def shares():
    frame = pd.DataFrame(
        [("p", "first", 7, 12, 5), ("p", "both", 0, 12, 5), ("p", "second", 5, 12, 5)],
        columns=["group", "category", "interviews", "of", "cases"],
    )
    names = {"first": "gyllene zon", "both": "både och", "second": "problem"}
    return Table(frame, "interview", 12, legend={"group": {"p": "Politiker"}, "category": names})


def test_stacked_segments_are_fractions_and_say_so(shares):
    figure = figures.stacked(shares)
    segments = bars_of(figure.axes[0], 0.5)
    assert segments == [(0, 1), (0, round(7 / 12, 6)), (round(7 / 12, 6), round(5 / 12, 6))]
    told = texts(figure)
    assert {"7 av 12 (58 %)", "5 av 12 (42 %)", "12 intervjuer, 5 kommuner"} <= set(told)
    assert "både och" in told
    assert all(" av " in text for text in told if "%" in text)


def test_stacked_of_one_municipality_counts_interviews_alone(shares):
    alone = replace(shares, across="interview")
    assert "12 intervjuer" in texts(figures.stacked(alone))


def test_stacked_counts_no_municipalities_where_interviews_stand_for_themselves(shares):
    told = texts(figures.stacked(replace(shares, across="interview")))
    assert "12 intervjuer" in told


def test_stacked_refuses_parts_that_are_more_than_the_whole(shares):
    frame = shares.frame.assign(interviews=[7, 5, 5])
    with pytest.raises(ValueError, match="sum to more than its 12"):
        figures.stacked(Table(frame, "interview", 12, legend=shares.legend))


def test_stacked_refuses_a_group_of_two_sizes(shares):
    frame = shares.frame.assign(of=[12, 12, 13])
    with pytest.raises(ValueError, match="differs within the group p"):
        figures.stacked(Table(frame, "interview", 12, legend=shares.legend))


def test_heatmap_colours_follow_the_counts_and_what_was_not_asked_is_hatched():
    figure = figures.heatmap(heat([0, 6, pd.NA]))
    assert {"0", "6", "inte tillfrågad"} <= set(texts(figure))
    [silent] = (found for found in figure.axes[0].collections if isinstance(found, PolyCollection))
    ends = cells_of(figure.axes[0])
    assert ends[0] == pytest.approx(to_rgb(style_module.SEQUENCE[0]), abs=0.01)
    assert ends[1] == pytest.approx(to_rgb(style_module.SEQUENCE[-1]), abs=0.01)
    assert silent.get_hatch()
    assert len(silent.get_paths()) == 1


def test_heatmap_explains_the_hatching_only_where_there_is_some():
    assert "inte tillfrågad" not in texts(figures.heatmap(heat([0, 6, 3])))


def test_heatmap_vmax_sets_the_darkest():
    cells = cells_of(figures.heatmap(heat([0, 3]), vmax=6).axes[0])
    assert style_module.luminance(cells[1]) > 0.2


def test_heatmap_of_zeros_is_pale_and_says_zero():
    figure = figures.heatmap(heat([0, 0]))
    assert texts(figure).count("0") == 2
    assert style_module.luminance(cells_of(figure.axes[0])[0]) > 0.9


def test_heatmap_names_what_a_ring_means():
    table = heat([1, 2], mark=[True, False])
    legend = {**table.legend, "mark": {"true": "ett enda citat"}}
    assert "ett enda citat" in texts(figures.heatmap(Table(table.frame, "case", 2, legend=legend)))


@pytest.mark.parametrize("step", range(101))
def test_numbers_are_legible_on_every_cell(step):
    color = style_module.COUNTS(step / 100)
    assert style_module.contrast(style_module.ink_on(color), color) >= 4.5


def test_words_are_legible_on_white():
    for color in (
        style_module.INK,
        style_module.QUIET,
        style_module.FIRST,
        style_module.SECOND,
        style_module.TOGETHER_TEXT,
        *style_module.ACCENTS.values(),
    ):
        assert style_module.contrast(color, "white") >= 4.5


def test_configuration_gathers_cases_by_outcome_and_keeps_the_empty_one():
    rows = [
        ("K09", "kemi", True, "last"),
        ("K02", "kemi", False, "ejlast"),
        ("K05", "kemi", pd.NA, "last"),
    ]
    frame = pd.DataFrame(rows, columns=["case", "condition", "present", "outcome"])
    outcomes = {"last": "Låste sig", "ejlast": "Låste sig inte", "unclear": "Ej entydigt"}
    legend = {"condition": {"kemi": "Personkemin fungerade"}, "outcome": outcomes}
    figure = figures.configuration(Table(frame, "case", 3, legend=legend))
    told = texts(figure)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["K09", "K05", "K02"]
    assert "Låste sig: 2 kommuner" in told
    assert "Ej entydigt: 0 kommuner" in told
    assert "inte tillfrågad" in told


def day(told):
    return pd.Timestamp(told)


@pytest.fixture
def spells():
    rows = [
        ("K07", "kso", "a", day("1990-01-01"), day("2010-10-01"), False),
        ("K07", "kc", "b", day("1991-01-01"), pd.NaT, True),
    ]
    columns = ["case", "post", "person", "start", "end", "censored"]
    frame = pd.DataFrame(rows, columns=columns).assign(until=day("2011-10-01"))
    return Table(frame, "spell", 2)


def test_spells_are_as_long_as_they_lasted_and_running_ones_have_an_arrow(spells):
    ax = figures.spells(spells).axes[0]
    kso, kc = (patch for patch in ax.patches if isinstance(patch, Rectangle))
    years = [bar.get_width() / 365.25 for bar in (kso, kc)]
    assert years == pytest.approx([20.75, 20.75], abs=0.1)
    assert kso.get_y() < kc.get_y()  # downwards
    arrows = [line for line in ax.lines if line.get_marker() == ">"]
    assert [line.get_color() for line in arrows] == [style_module.SECOND]


def test_spells_tell_pairs_elections_and_shifts(spells):
    events = pd.DataFrame(
        [
            ("K07", day("2010-09-19"), "val"),
            ("K07", day("2006-11-01"), "majoritetsskifte"),
            ("K07", day("2001-01-01"), "personbyte"),
        ],
        columns=["case", "date", "kind"],
    )
    pairs = pd.DataFrame(
        [
            ("K07", day("1991-01-01"), day("2010-10-01"), 19.7),
            ("K01", day("1995-01-01"), pd.NaT, 2),
        ],
        columns=["case", "start", "end", "years"],
    )
    told = texts(figures.spells(spells, Table(events, "case", 1), Table(pairs, "case", 2)))
    assert {"20 år tillsammans", "val 2010", "majoritetsskifte", "kso", "kc"} <= set(told)


def test_spells_without_events_or_pairs_in_the_material(spells):
    absent = Table(pd.DataFrame(), "case", 0, absent="Materialet saknar händelser.")
    assert "kso" in texts(figures.spells(spells, events=absent, pairs=absent))


def test_a_spell_without_a_start_is_refused(spells):
    frame = spells.frame.assign(start=[pd.NaT, day("1991-01-01")])
    with pytest.raises(ValueError, match="has no start"):
        figures.spells(Table(frame, "spell", 2))


def test_quadrants_count_the_names_that_do_not_fit():
    ids = ", ".join(f"K{number:03}" for number in range(1, 101))
    frame = pd.DataFrame([("yes", "no", 100, ids)], columns=["row", "column", "count", "names"])
    legend = {
        "row": {"yes": "Pratar", "no": "Pratar inte"},
        "column": {"yes": "Skriver", "no": "Inte"},
    }
    told = texts(
        figures.quadrants(Table(frame, "case", 100, note="Utan uppgift: K09.", legend=legend))
    )
    assert told.count("0") == 3
    assert "Utan uppgift: K09." in told
    names = next(text for text in told if text.startswith("K001"))
    shown = names.count("K")
    assert names.endswith(f" och {100 - shown} till")


def test_bands_keep_their_places_and_their_whole():
    names = {"0–3": "0–3 år", "4–8": "4–8 år"}
    frame = pd.DataFrame({"band": ["4–8", "0–3"], "value": [9, 0], "of": [9, 9]})
    figure = figures.bands(Table(frame, "spell", 9, legend={"band": names}))
    assert [bar.get_y() + 0.31 for bar in figure.axes[0].patches] == [1, 0]
    assert {"9 av 9", "0 av 9"} <= set(texts(figure))


def test_columns_stack_in_the_legends_order():
    frame = pd.DataFrame(
        [("K01", 2, "kc"), ("K01", 1, "kso"), ("K02", 0, "kso")],
        columns=["label", "value", "group"],
    )
    legend = {"group": {"kso": "kso", "kc": "kc"}}
    figure = figures.columns(Table(frame, "interview", 3, legend=legend))
    assert bars_of(figure.axes[0], 0.64) == [(0, 1), (1, 2)]
    assert "3 intervjuer" in texts(figure)


def test_timeline_counts_what_has_no_date_and_names_swedish_weeks():
    frame = pd.DataFrame(
        [
            (day("2011-12-28"), "K01", "kso"),
            (day("2012-01-03"), "K01", pd.NA),
            (pd.NaT, "K01", "kso"),
        ],
        columns=["date", "case", "role"],
    )
    told = texts(figures.timeline(Table(frame, "interview", 3, legend={"role": {"kso": "kso"}})))
    assert {"1 utan datum", "v. 52\n2011", "v. 1\n2012", "okänd roll"} <= set(told)


COLUMNS = {
    "bands": ["band", "value", "of"],
    "bars": ["code", "label", "cases", "asked"],
    "butterfly": ["code", "label", "side", "cases", "asked"],
    "columns": ["label", "value", "group"],
    "configuration": ["case", "condition", "present", "outcome"],
    "dots": ["label", "group", "cases"],
    "dumbbell": ["case", "first", "second", "of"],
    "heatmap": ["row", "column", "value"],
    "quadrants": ["row", "column", "count", "names"],
    "spells": ["case", "post", "person", "start", "end", "censored", "until"],
    "stacked": ["group", "category", "interviews", "of", "cases"],
    "timeline": ["date", "case", "role"],
}


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name, wanted in COLUMNS.items() for column in wanted]
)
def test_a_missing_column_is_named(name, column):
    frame = pd.DataFrame(columns=[other for other in COLUMNS[name] if other != column])
    with pytest.raises(ValueError, match=rf"{name} needs the column {column}; the table has"):
        getattr(figures, name)(Table(frame, "case", 10))


def test_a_missing_legend_is_named(arguments):
    with pytest.raises(ValueError, match=r"butterfly needs legend\['side'\]"):
        figures.butterfly(Table(arguments.frame, "case", 10))


def test_an_id_that_is_not_in_its_legend_is_named(arguments):
    frame = arguments.frame.assign(side=["first", "third", "second"])
    with pytest.raises(ValueError, match="third in the column side is not in its legend"):
        figures.butterfly(Table(frame, "case", 10, legend=arguments.legend))


def test_a_count_above_its_whole_is_refused(arguments):
    frame = arguments.frame.assign(cases=[11, 7, 0])
    with pytest.raises(ValueError, match="row 0 has cases 11 of asked 10"):
        figures.bars(Table(frame, "case", 10))


def test_the_table_is_left_as_it_was(arguments, shares, spells):
    for draw, table in (
        (figures.butterfly, arguments),
        (figures.bars, arguments),
        (figures.stacked, shares),
        (figures.spells, spells),
        (figures.heatmap, heat([0, pd.NA])),
    ):
        before = table.frame.copy(deep=True)
        draw(table)
        pd.testing.assert_frame_equal(table.frame, before)


def test_no_global_setting_is_changed_and_pyplot_is_not_needed(arguments):
    before = dict(mpl.rcParams)
    figures.stamp(figures.butterfly(arguments), "Syntetiskt material")
    assert dict(mpl.rcParams) == before
    code = "import sys, analys.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_same_table_gives_the_same_svg(arguments):
    def svg():
        out = BytesIO()
        with style():
            figures.butterfly(arguments).savefig(out, format="svg", metadata={"Date": None})
        return out.getvalue()

    first = svg()
    assert first == svg()
    assert b"<text" not in first


def test_the_stamp_takes_room_of_its_own(arguments):
    figure = figures.butterfly(arguments)
    height = figure.get_figheight()
    figures.stamp(figure, "Syntetiskt material")
    assert figure.get_figheight() > height
    assert "Syntetiskt material" in texts(figure)


def test_without_the_font_package_another_font_is_used(arguments, monkeypatch):
    monkeypatch.setitem(sys.modules, "font_source_sans_pro", None)
    style_module._register.cache_clear()
    style_module._settings.cache_clear()
    try:
        with style():
            assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
        assert "8" in texts(figures.butterfly(arguments))
    finally:
        monkeypatch.undo()
        style_module._register.cache_clear()
        style_module._settings.cache_clear()
    with style():
        assert mpl.rcParams["font.family"] == ["Source Sans Pro"]


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, [0, 1]), (1, [0, 1]), (9, [0, 5, 9]), (10, [0, 5, 10]), (290, [0, 100, 200, 290])],
)
def test_count_ticks(most, ticks):
    assert canvas.count_ticks(most) == ticks


def test_wrapped_lines_are_no_wider_than_asked_and_no_dash_begins_one():
    told = text.wrap("Övriga blir beroende – för mycket makt", 1.6)
    assert "\n" in told
    assert all(text.inches(line) <= 1.6 for line in told.split("\n"))
    assert not any(line.startswith("–") for line in told.split("\n"))


def test_colours_are_those_of_the_codebook():
    palette = codebook.read(CODEBOOK).palette
    for group in (palette.text, palette.marks):
        for name, color in group.items():
            if name not in ("kso", "kc", "silent"):
                assert getattr(style_module, name.upper()) == color, name
    assert tuple(palette.sequence) == style_module.SEQUENCE
    for name in ("paper", "line", "tint"):
        assert getattr(style_module, name.upper()) == palette.surface[name]
    for post in ("kso", "kc"):
        assert style_module.KNOWN[post].color == palette.marks[post]
    for name, dilemma in codebook.read(CODEBOOK).dilemmas.items():
        assert style_module.ACCENTS[name] == dilemma.color


def test_points_can_be_seen_where_rows_are_packed():
    ids = [f"K{number:02}" for number in range(1, 61)]
    frame = pd.DataFrame({"case": ids, "first": 3, "second": 3, "of": 6})
    legend = {"mark": {"first": "gyllene zon", "second": "problem"}}
    few = figures.dumbbell(Table(frame, "case", 60, legend=legend)).axes[0]
    frame = pd.DataFrame({"date": [day("2011-09-05")] * 120, "case": ids * 2, "role": "kso"})
    many = figures.timeline(Table(frame, "interview", 120, legend={"role": {"kso": "kso"}})).axes[0]
    for ax in (few, many):
        sizes = {line.get_markersize() for line in ax.lines if line.get_marker() in ("o", "s")}
        assert min(sizes) >= 5
