"""A figure as the two pictures that are kept of it: laid out once, drawn as SVG and as PNG.

Both are laid out by the same measures, so that the PNG is the SVG's picture, text for text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any, Literal

import numpy as np
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analys.figures.style import PAPER, style
from analys.figures.text import Face, Measures, face_of, measures

DPI = 150  # of the PNG
POINTS = 72  # an inch, in which the SVG is measured
LEVEL = 1  # of the PNG's compression; 6 takes half as long again and saves a tenth
TOLD = {"Date": None, "Creator": None, "Format": None, "Type": None}

Heights = Measures | tuple[None, None, None]


def pictures(figure: Figure, comment: str | None = None) -> tuple[str, bytes]:
    """Lay a figure out and draw it twice.

    Parameters
    ----------
    figure
        Stays as it was laid out; what is added to it later is made room for anew.
    comment
        A text that stands in the PNG.

    Returns
    -------
    The SVG's text and the PNG's bytes, the same for the same figure.

    """
    written = StringIO()
    with style(), _kept(figure):
        figure.set_facecolor(PAPER)
        figure.dpi = POINTS
        wide, high = figure.get_size_inches()
        page = {"image_dpi": DPI, "metadata": TOLD}
        size = wide * POINTS, high * POINTS
        vector: Any = _Vector(*size, written, **page)  # type: ignore[no-untyped-call]
        _lay_out(figure, vector)
        figure.draw(vector)
        vector.finalize()
        figure.dpi = DPI
        raster: Any = _Raster(wide * DPI, high * DPI, DPI)  # type: ignore[no-untyped-call]
        figure.draw(raster)
    return written.getvalue(), _png(raster.buffer_rgba(), comment)


@contextmanager
def _kept(figure: Figure) -> Iterator[None]:
    """Give the figure its canvas, its resolution and its layout engine back."""
    canvas, dpi, engine = figure.canvas, figure.dpi, figure.get_layout_engine()
    try:
        yield
    finally:
        figure.set_canvas(canvas)
        figure.dpi = dpi
        figure.set_layout_engine(engine)


def _lay_out(figure: Figure, renderer: RendererBase) -> None:
    """Let the layout engine place what the figure holds, once."""
    engine = figure.get_layout_engine()
    if engine is not None:
        _Measuring(figure, renderer)
        engine.execute(figure)
        figure.set_layout_engine(None)


def _png(drawn: memoryview, comment: str | None) -> bytes:
    """Give the PNG of what was drawn; its paper is white, so it holds no transparency."""
    picture = Image.fromarray(np.asarray(drawn)).convert("RGB")
    about = PngInfo()
    if comment:
        about.add_text("Comment", comment)
    written = BytesIO()
    picture.save(written, "png", pnginfo=about, dpi=(DPI, DPI), compress_level=LEVEL)
    return written.getvalue()


class _Measuring(FigureCanvasBase):
    """The canvas of a figure that is laid out by the measures of one renderer."""

    def __init__(self, figure: Figure, renderer: RendererBase) -> None:
        super().__init__(figure)
        self._renderer = renderer

    def get_renderer(self) -> RendererBase:
        return self._renderer


class _Measured:
    """Tells how large texts are; each is measured once for all figures and for both pictures."""

    resolution: float  # dots an inch

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> Measures:
        """Width, height and descent of a text, in pixels."""
        if ismath:
            measured = TextToPath().get_text_width_height_descent(s, prop, ismath)
        else:
            measured = measures(s, prop)
        width, height, descent = measured
        scale = self.resolution / POINTS
        return width * scale, height * scale, descent * scale

    def _get_font_height_metrics(self, prop: FontProperties) -> Heights:
        return _heights(prop, self.resolution)


class _Vector(_Measured, RendererSVG):
    """Writes an SVG."""

    resolution = POINTS


class _Raster(_Measured, RendererAgg):
    """Draws pixels."""

    resolution = DPI


def _heights(font: FontProperties, dpi: float) -> Heights:
    """Ascent, descent and gap between lines of a font, which a renderer may tell a text.

    Matplotlib reads them from the font's file for each text where the renderer does not tell.
    """
    lines = _lines(face_of(font))
    if lines is None:
        return None, None, None
    *heights, em = lines
    scale = 1 / em * font.get_size_in_points() * dpi / POINTS
    above, below, between = (height * scale for height in heights)
    return above, below, between


@lru_cache(maxsize=64)
def _lines(face: Face) -> tuple[int, int, int, int] | None:
    """Typographic ascent, descent, gap and the units that they are in, of the font's own table."""
    family, slant, weight = face
    font = get_font(findfont(FontProperties(family=family, style=slant, weight=weight)))
    table = font.get_sfnt_table("OS/2")
    if table is None:
        return None
    heights = (table[name] for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap"))
    above, below, between = heights
    return above, -below, between, font.units_per_EM
