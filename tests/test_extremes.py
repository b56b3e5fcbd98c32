"""Every notebook at extreme materials: it runs, and its figures are whole and legible."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

import pandas as pd
import pytest

from analys import demo as demonstrations
from analys.language import spoken
from analys.loading import load
from analys.readers.package import Package, Texts
from builders import ELSE, codebook
from running import NOTEBOOKS, published
from test_figures_tidy import assert_texts_apart

HIGHEST = 14.6  # inches
CODINGS = 15_000  # of the 290: fewer than the demo has for each, so that they are soon counted

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("error::UserWarning")]


def without(frame, *columns):
    """A frame whose columns are there and say nothing."""
    return frame.assign(**{name: pd.Series(pd.NA, frame.index, dtype="str") for name in columns})


def no_municipality(demo):
    frames = ("interviews", "codings", "all_codings")
    nowhere = {name: without(getattr(demo, name), "case") for name in frames}
    emptied = {name: getattr(demo, name).iloc[:0] for name in ("cases", "spells", "events")}
    return replace(demo, **nowhere, **emptied)


def nothing_coded(demo):
    return replace(demo, codings=demo.codings.iloc[:0], all_codings=demo.all_codings.iloc[:0])


def all_asked_none_said(demo):
    asked = demo.interviews.assign(asked=" ".join(demo.codebook.dilemmas))
    said = demo.codings.drop_duplicates("interview").assign(code=ELSE)
    return replace(demo, interviews=asked, codings=said, all_codings=said)


def no_role(demo):
    return replace(demo, interviews=without(demo.interviews, "role", "role_group", "block"))


MADE: dict[str, Callable] = {
    "no municipality": no_municipality,
    "one municipality": lambda demo: demo.only(["K03"]).by_coder("consensus"),
    "nothing coded": nothing_coded,
    "all asked, none said": all_asked_none_said,
    "no role known": no_role,
}
MATERIALS = (*MADE, "290 municipalities")


@pytest.fixture(scope="session")
def country(tmp_path_factory):
    """A study of as many municipalities as the country has, its texts read once and for all."""
    folder = tmp_path_factory.mktemp("country")
    demonstrations.make(folder, cases=290, codings=CODINGS)
    study = load(folder, codebook=codebook())
    [project] = folder.glob("*.qdpx")
    with Package(project) as package, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Texts, "_package", lambda self: nullcontext(package))
        texts = {name: study.text(name) for name in study.interviews["interview"]}
    return replace(study, text=texts.__getitem__)


@pytest.fixture(params=MATERIALS)
def study(request, demo):
    if request.param in MADE:
        return MADE[request.param](demo)
    return request.getfixturevalue("country")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_makes_sense_of_any_material(path, study, tmp_path):
    assert spoken() == "sv"
    for item in published(path, study, tmp_path):
        if item.table.absent:
            assert item.table.absent.endswith("."), item.stem
            assert item.figure is None
        if item.figure is not None:
            assert_whole(item.figure, item.stem)


def assert_whole(figure, stem):
    """It is no taller than a page, its axes have not collapsed, and its texts are apart."""
    assert figure.get_figheight() <= HIGHEST, stem
    assert figure.axes, stem
    for ax in figure.axes:
        assert min(ax.get_position().size) > 0.01, f"{stem}: axes without room"
    try:
        assert_texts_apart(figure)
    except AssertionError as error:
        raise AssertionError(f"{stem}: {error}") from None


def test_the_materials_are_what_they_are_called(demo):
    none = no_municipality(demo)
    assert none.cases.empty
    assert none.interviews["case"].isna().all()
    assert len(MADE["one municipality"](demo).cases) == 1
    assert nothing_coded(demo).read == frozenset()
    silent = all_asked_none_said(demo)
    assert len(silent.read) == len(demo.read)
    assert all(len(silent.asked(dilemma)) == len(silent.read) for dilemma in codebook().dilemmas)
    assert no_role(demo).interviews["role"].isna().all()
