"""Colours, marks and type that all figures share.

Every category has two channels: a colour and a hatch (areas) or a shape (points), so that it is
told apart in a grey print too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from matplotlib import rc_context, rc_params_from_file
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.typing import ColorType, RcKeyType

INK = "#1d2433"
QUIET = "#5b6475"
LINE = "#e1e5ea"
TINT = "#f5f7f9"
PAPER = "#ffffff"
FIRST = "#0f6e84"
SECOND = "#c2501c"
BOTH = "#6b5b4d"
TOGETHER = "#b07d12"
POLITICIAN = "#5b3f8f"
OFFICIAL = "#5f8a3c"
SEQUENCE = ("#f4f7f8", "#b7d5db", "#5fa3b1", "#0f6e84", "#07404e")
ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "GZ": "#5f6b7a",
        "MS": "#9b2c5a",
        "FO": "#1f6f8b",
        "PH": "#8a4b12",
        "LS": "#4b5fa5",
        "HS": "#2f7d4f",
    }
)

HATCHING = "#b3bac4"  # the lines of a cell that was not asked
TOGETHER_TEXT = "#6f4e08"  # TOGETHER is too light for text
COUNTS = LinearSegmentedColormap.from_list("counts", SEQUENCE)

FAMILY = "Source Sans Pro"
FALLBACK = "DejaVu Sans"


@dataclass(frozen=True)
class Mark:
    """How a category looks: colour and hatch of an area, colour and shape of a point.

    `edge` draws a point open, in a colour stronger than the area's.
    """

    color: str
    hatch: str = ""
    marker: str = "o"
    edge: str = ""


_FIRST, _SECOND = Mark(FIRST), Mark(SECOND, "////", "s")
KNOWN: Mapping[str, Mark] = MappingProxyType(
    {
        "first": _FIRST,
        "second": _SECOND,
        "golden": Mark(TOGETHER),
        "both": Mark(BOTH, "....", "D"),
        "problem": _SECOND,
        "politician": Mark(POLITICIAN),
        "official": Mark(OFFICIAL, "....", "s"),
        "kso": _FIRST,
        "pol": Mark("#7fb5c1", "....", "o", FIRST),
        "opp": Mark("#cfe3e7", "", "D", FIRST),
        "kc": _SECOND,
        "tjm": Mark("#e8b79e", "\\\\\\\\", "s", SECOND),
    }
)
SERIES: tuple[Mark, ...] = (
    _FIRST,
    _SECOND,
    Mark(TOGETHER, "", "D"),
    Mark("#8d96a5", "....", "^"),
    Mark("#b7d5db", "\\\\\\\\", "v"),
)


def marks(legend: Mapping[str, str], known: Mapping[str, Mark] = KNOWN) -> dict[str, Mark]:
    """One mark a category: the known ones if all are known, else the series in its order."""
    if all(name in known for name in legend):
        return {name: known[name] for name in legend}
    return {name: SERIES[at % len(SERIES)] for at, name in enumerate(legend)}


@cache
def _register() -> str:
    """Make the font of the figures known to matplotlib and return the family that it can use."""
    try:
        faces: Sequence[str] = import_module("font_source_sans_pro").font_files_ttf.values()
    except ImportError:
        return FALLBACK
    for face in sorted(face for face in faces if Path(face).is_file()):
        fontManager.addfont(face)
    return FAMILY if FAMILY in fontManager.get_font_names() else FALLBACK


@cache
def _settings() -> dict[RcKeyType, Any]:
    """Read the style file, once."""
    path = files("analys") / "analys.mplstyle"
    settings = dict(rc_params_from_file(str(path), use_default_template=False))
    if _register() == FALLBACK:
        settings["font.family"] = [FALLBACK]
    return settings


@contextmanager
def style() -> Iterator[None]:
    """Draw or save inside this: the style file and the font hold here and nowhere else."""
    with rc_context(_settings()):
        yield


def font(size: float, weight: str = "normal") -> FontProperties:
    """Give the figures' font at a size."""
    return FontProperties(family=_settings()["font.family"], size=size, weight=weight)


def luminance(color: ColorType) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(color)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: ColorType, other: ColorType) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(color: ColorType) -> str:
    """Pick the first of ink, paper and black that is legible (4.5:1) on a colour; one always is."""
    return next(ink for ink in (INK, PAPER, "#000000") if contrast(ink, color) >= 4.5)
