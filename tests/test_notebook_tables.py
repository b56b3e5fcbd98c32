"""Every table that a notebook makes of the demo material, and the figure drawn of it.

The notebooks are run as the Python that they are, with a report that draws and writes nothing.
"""

import ast

import pytest

from builders import codebook
from running import NOTEBOOKS, published


@pytest.fixture(scope="module")
def run(demo, tmp_path_factory):
    """Run each notebook once: what it published."""
    done = {}

    def of(path):
        if path.stem not in done:
            done[path.stem] = published(path, demo, tmp_path_factory.mktemp("figures"))
        return done[path.stem]

    return of


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_is_drawn_of_its_table_and_read(run, path):
    found = run(path)
    wanted = {
        call.args[2].value: not isinstance(call.args[1], ast.Constant)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "publish"
    }
    assert [item.stem for item in found] == list(wanted)
    for item in found:
        drawn = item.figure is not None
        assert drawn == (wanted[item.stem] and item.table.absent is None), item.stem
        assert isinstance(item.reading, str)
        if item.question:
            assert item.table.absent is None, f"{item.stem}: the demo answers every question"
            assert item.reading.endswith("."), item.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_table_says_its_unit_its_n_and_what_it_shows(run, path):
    for item in run(path):
        table = item.table
        if table.absent:
            assert table.absent.endswith("."), item.stem
            continue
        assert table.n > 0, item.stem
        assert table.headings, item.stem
        assert table.measure, item.stem
        assert list(table.shown()) == list(table.headings.values())
        for column, names in table.legend.items():
            if column in table.frame:
                assert set(table.frame[column].dropna()) <= set(names), (item.stem, column)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_count_of_a_published_table_is_more_than_its_n(run, path):
    for item in run(path):
        frame = item.table.frame
        for part, whole in (("cases", "asked"), ("interviews", "of"), ("value", "of")):
            numbers = set(frame.select_dtypes("number"))
            if {part, whole} <= numbers and not item.table.absent:
                counts = frame[[part, whole]].dropna()
                if item.stem.endswith("tillfragade"):
                    continue  # there, asked are interviews and cases municipalities
                assert (counts[part] <= counts[whole]).all(), (item.stem, part)


def test_every_question_is_answered_once_over_all_notebooks(run):
    answered = [item.question for path in NOTEBOOKS for item in run(path) if item.question]
    assert sorted(answered) == sorted(codebook().questions)


def test_no_stem_is_used_twice(run):
    stems = [item.stem for path in NOTEBOOKS for item in run(path)]
    assert len(stems) == len(set(stems))
