"""What stands for a row of the table can be made a link: it has the row's id in the SVG, once."""

import re
from io import BytesIO

import pandas as pd
import pytest

from analys import figures
from analys.figures import style
from analys.table import Table
from test_figures_tidy import FIGURES, drawn, dumbbell, heat, tables_of

LINKED = (
    "bars",
    "butterfly",
    "butterfly by role",
    "columns",
    "configuration",
    "dots",
    "dumbbell",
    "heatmap",
    "heatmap facets",
    "heatmap groups",
    "stacked",
)


def svg_of(figure):
    out = BytesIO()
    with style():
        figure.savefig(out, format="svg")
    return out.getvalue().decode()


def ids_of(figure):
    return sorted(int(place) for place in re.findall(r'<g id="row-(\d+)"', svg_of(figure)))


@pytest.mark.parametrize("name", LINKED)
def test_every_row_that_is_drawn_has_its_id_once(name):
    [table] = tables_of(name, 10, False)
    frame = table.frame.reset_index(drop=True)
    values = ("value", "present", "interviews", "cases", "first")
    value = next(each for each in values if each in frame)
    there = frame[value].notna()
    if name in ("stacked", "columns"):
        there &= frame[value] > 0  # a segment of nothing is not drawn
    assert ids_of(FIGURES[name][0](table)) == list(frame.index[there])


def test_quadrants_have_the_ids_of_their_rows():
    assert ids_of(drawn("quadrants", 10, False)) == [0, 1]  # the third may not be shown


@pytest.mark.parametrize("name", LINKED)
def test_a_row_keeps_its_id_whatever_the_index_of_the_frame(name):
    [table] = tables_of(name, 10, False)
    frame = table.frame.set_axis([7] * len(table.frame))
    other = Table(frame, table.unit, table.n, legend=table.legend)
    assert ids_of(FIGURES[name][0](other)) == ids_of(FIGURES[name][0](table))


def test_an_id_stands_where_its_row_is_drawn():
    table = heat(3, False, across=True)
    cells = {cell.get_gid(): cell for cell in figures.heatmap(table).axes[0].patches}
    for place, row in enumerate(table.frame.itertuples()):
        if pd.notna(row.value):
            cell = cells[f"row-{place}"]
            middle = cell.get_x() + cell.get_width() / 2, cell.get_y() + cell.get_height() / 2
            at = (list(table.legend[name]).index(getattr(row, name)) for name in ("column", "row"))
            assert middle == pytest.approx(tuple(at))


def test_the_dumbbells_rows_are_laid_over_with_what_is_not_seen():
    ax = figures.dumbbell(dumbbell(4, False)).axes[0]
    assert [patch.get_gid() for patch in ax.patches] == ["row-0", "row-1", "row-2"]  # 3: not asked
    for at, patch in enumerate(ax.patches):
        assert patch.get_y() < at < patch.get_y() + patch.get_height()
        assert 0 < patch.get_alpha() < 0.5 / 255
    assert "opacity: 0.001" in svg_of(ax.figure)


def test_very_many_cells_are_one_drawing_without_ids():
    assert ids_of(figures.heatmap(heat(100, False, across=False))) == []


@pytest.mark.parametrize("name", ["heatmap", "dumbbell", "columns", "configuration"])
def test_what_is_counted_together_stands_for_no_row(name):
    assert ids_of(drawn(name, 100, False)) == []
