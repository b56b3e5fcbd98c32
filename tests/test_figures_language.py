"""Figures speak the language of the report: what they write themselves is Swedish or English."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analys import figures, language
from analys.figures.canvas import shown_texts
from running import NOTEBOOKS, published
from test_figures_tidy import FIGURES, tables_of
from test_language import translated

WORD = re.compile(r"[^\W\d_]{2,}")
IN_ENGLISH = [path for path in NOTEBOOKS if 'tags=["en"]' in path.read_text(encoding="utf-8")]
EITHER = {"kso", "kc"}


def words(*told):
    return {word for each in told for word in WORD.findall(each.lower())}


def vocabularies():
    """The words of the catalogues: those in Swedish texts, and those in English ones."""
    found = set(), set()
    for text, translation, _name in translated():
        for known, told in zip(found, (text, translation), strict=True):
            forms = [told] if isinstance(told, str) else told
            known |= words(*(re.sub(r"\{[^}]*\}", " ", form) for form in forms))
    return {"sv": found[0] | EITHER | {"oktober"}, "en": found[1] | EITHER | {"october"}}


KNOWN = vocabularies()
OTHER = {"sv": KNOWN["en"] - KNOWN["sv"], "en": KNOWN["sv"] - KNOWN["en"]}


def brought(tables):
    """The words that tables bring to their figure; kinds of events are ids."""
    labels = [
        label for table in tables for names in table.legend.values() for label in names.values()
    ]
    cells = [
        cell
        for table in tables
        for column in table.frame.columns.difference(["kind"])
        for cell in table.frame[column]
        if isinstance(cell, str)
    ]
    return words(*labels, *cells, *(table.note for table in tables))


def own(name, n, zero, speak):
    """The words that a figure writes of itself."""
    tables = tables_of(name, n, zero)
    with language.speaking(speak):
        figure = FIGURES[name][0](*tables)
    FigureCanvasAgg(figure).draw()
    return words(*(text.get_text() for text in shown_texts(figure))) - brought(tables)


@pytest.mark.parametrize("speak", language.LANGUAGES)
@pytest.mark.parametrize("n", [1, 10, 290])
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_writes_in_the_language_of_the_report(name, n, speak):
    found = own(name, n, False, speak)
    assert not found & OTHER[speak]
    assert found <= KNOWN[speak], "not of a catalogue, so it is the same in both languages"


@pytest.mark.parametrize(
    ("name", "swedish", "english"),
    [
        ("dumbbell", {"inte", "tillfrågad", "intervjuer"}, {"not", "asked", "interviews"}),
        ("heatmap", {"inte", "tillfrågad"}, {"not", "asked"}),
        ("configuration", {"förekommer", "kommuner"}, {"mentioned", "municipalities"}),
        ("quadrants", {"visas", "och", "till"}, {"shown", "and", "more"}),
        ("stacked", {"av", "kommuner"}, {"of", "municipalities"}),
        ("timeline", {"utan", "datum"}, {"without", "date", "week"}),
        ("spells", {"val", "majoritetsskifte"}, {"election"}),
    ],
)
def test_what_it_writes_is_translated(name, swedish, english):
    assert swedish <= own(name, 10 if name != "quadrants" else 99, False, "sv")
    assert english <= own(name, 10 if name != "quadrants" else 99, False, "en")


def test_numbers_are_written_as_the_language_does():
    [table] = tables_of("bars", 2900, False)
    for speak, told in (("sv", "2\N{NO-BREAK SPACE}900 kommuner"), ("en", "2,900 municipalities")):
        with language.speaking(speak):
            figure = figures.bars(table)
        FigureCanvasAgg(figure).draw()
        assert told in {text.get_text() for text in shown_texts(figure)}


@pytest.mark.slow
@pytest.mark.parametrize("path", IN_ENGLISH, ids=lambda path: path.stem)
def test_no_figure_of_the_english_report_has_a_swedish_word(path, demo, tmp_path):
    with language.speaking("en"):
        for item in published(path, demo, tmp_path):
            told = [text.get_text() for text in shown_texts(item.figure)] if item.figure else []
            assert not words(*told) & OTHER["en"], item.stem
