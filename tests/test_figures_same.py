"""The same table gives the same files, whatever process draws it and wherever that stands."""

import hashlib
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.layout_engine import ConstrainedLayoutEngine
from PIL import Image

from analys import figures
from analys.figures.saving import pictures
from drawing import hashes, made
from test_figures_tidy import arguments, drawn

TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def here():
    return hashes()


def elsewhere(folder, seed, *told):
    """The hashes as another process finds them, with a home, a cache and a hash seed of its own."""
    folder.mkdir()
    given = os.environ | {"PYTHONHASHSEED": seed, "HOME": str(folder), "TZ": "Asia/Tokyo"}
    given |= {"MPLCONFIGDIR": str(folder), "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    command = [sys.executable, str(TESTS / "drawing.py"), *told]
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        ("0", []),
        pytest.param(
            "4711", ["forked"], marks=pytest.mark.skipif(os.name == "nt", reason="no fork")
        ),
    ],
)
def test_another_process_gives_the_same_bytes(here, tmp_path, seed, told):
    assert elsewhere(tmp_path / f"hem {seed}", seed, *told) == here


def test_drawn_in_another_order_the_bytes_are_the_same(here):
    kinds = made()
    for name in reversed(kinds):
        draw, tables = kinds[name]
        svg, png = pictures(figures.stamp(draw(*tables), "Syntetiskt"), "Syntetiskt")
        found = [hashlib.sha256(data).hexdigest() for data in (svg.encode(), png)]
        assert found == here[name], name


def test_every_kind_of_figure_is_among_them():
    names = {draw.__name__ for draw, _tables in made().values()}
    assert names == set(figures.__all__) - {"stamp", "style"}


def test_the_png_is_opaque_and_says_what_it_must():
    _svg, png = pictures(drawn("bars", 10, False), "Syntetiskt")
    with Image.open(BytesIO(png)) as picture:
        assert (picture.mode, picture.info["Comment"]) == ("RGB", "Syntetiskt")
        assert round(picture.info["dpi"][0]) == 150
        assert picture.width == 1140
        assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_a_figure_is_left_as_it_was_but_laid_out():
    figure = figures.bars(arguments(10, False))
    canvas, dpi = figure.canvas, figure.dpi
    first = pictures(figure)
    assert (figure.canvas, figure.dpi) == (canvas, dpi)
    assert isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
    assert pictures(figure) == first


def test_both_pictures_are_laid_out_alike(monkeypatch):
    places = []
    figure = figures.bars(arguments(10, False))
    draw = figure.draw
    monkeypatch.setattr(
        figure,
        "draw",
        lambda renderer: (draw(renderer), places.append(figure.axes[0].get_position().bounds)),
    )
    pictures(figure)
    assert places[0] == places[1]


def test_matplotlib_would_write_the_same_svg():
    """What is measured once is what matplotlib measures again and again."""
    figure = figures.bars(arguments(10, False))
    svg, _png = pictures(figure)
    out = StringIO()
    with figures.style():
        told = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figures.bars(arguments(10, False)).savefig(out, format="svg", metadata=told)
    assert svg == out.getvalue()


def test_formulas_and_figures_of_pyplot_are_drawn_too():
    figure, ax = plt.subplots()
    ax.set_title("$x^2$")
    ax.plot([0, 1], [1, 0])
    svg, png = pictures(figure)
    plt.close(figure)
    assert "<svg" in svg
    assert png.startswith(b"\x89PNG")
