"""Every table that a notebook makes of the demo material, and the figure drawn of it.

The notebooks are run as the Python that they are, with a report that draws and writes nothing.
"""

import ast
from dataclasses import dataclass

import matplotlib.pyplot as plt
import pytest

from analys import report as reports
from analys.figures import style
from analys.table import Table
from builders import ROOT, codebook

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


@dataclass
class Published:
    stem: str
    table: Table
    drawn: bool
    reading: str
    question: str | None


class Drawing(reports.Report):
    """A report that keeps what it is given instead of publishing it."""

    published: list[Published]

    def publish(self, table, draw, stem, *, title, alt, reading, question=None, **beside):
        with style():
            figure = self._drawn(table, draw, beside)
            if figure is not None:
                figure.draw_without_rendering()
        plt.close("all")
        self.published.append(Published(stem, table, figure is not None, reading, question))


@pytest.fixture(scope="module")
def run(demo, tmp_path_factory):
    """Run each notebook once: `{stem: what it published}`."""
    done = {}

    def of(path):
        if path.stem not in done:
            report = Drawing(demo, None, tmp_path_factory.mktemp("figures"), 3)
            report.published = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(reports, "open_report", opened(report))
                patch.setattr(reports, "display", lambda *given, **more: None)
                code = compile(path.read_text(encoding="utf-8"), path.name, "exec")
                exec(code, {"__name__": "notebook"})
            done[path.stem] = report.published
        return done[path.stem]

    return of


def opened(report):
    def open_report(dilemma=None, **parameters):
        report.dilemma = dilemma
        return report

    return open_report


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_is_drawn_of_its_table_and_read(run, path):
    published = run(path)
    wanted = {
        call.args[2].value: not isinstance(call.args[1], ast.Constant)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "publish"
    }
    assert [item.stem for item in published] == list(wanted)
    for item in published:
        assert item.drawn == (wanted[item.stem] and item.table.absent is None), item.stem
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
