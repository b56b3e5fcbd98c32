"""Pages: an executed notebook, or the index of all of them, as one self-contained HTML text.

Nothing here reads a material or writes a file. A page carries its fonts, style and script and
asks no other host for anything; its policy (`POLICY`) sees to that.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from nbformat import NotebookNode

from analys.markup import anchored, framed_tables, unique_svg_ids

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
NEUTRAL = "#1f6f8b"
_FACES = (
    ("Source Serif Pro", 400, "normal", "serif-400"),
    ("Source Serif Pro", 400, "italic", "serif-400-italic"),
    ("Source Serif Pro", 600, "normal", "serif-600"),
    ("Source Sans Pro", 400, "normal", "sans-400"),
    ("Source Sans Pro", 600, "normal", "sans-600"),
)


@dataclass(frozen=True)
class NavItem:
    """A sibling page in the navigation; `stem` is its file name without `.html`."""

    stem: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Page:
    """What a page says around a notebook.

    Parameters
    ----------
    title, study
        The page's own title and the study's; together they are the window's title.
    language
        A key of `words.yaml`.
    accent
        The dilemma's colour, as `#rrggbb`.
    synthetic
        The banner's text where the material is made up, or None.
    cautions
        What a reader must know of the material before any number, a banner each.
    provenance
        Labels and values of the foot: material, hash, codebook, parameters, version.
    code
        Whether the page holds its code at all; it is folded in any case.
    root
        Where the report's pages are, seen from this one: "../" from a folder within.

    """

    title: str
    study: str
    stem: str
    nav: tuple[NavItem, ...] = ()
    language: str = "sv"
    accent: str = NEUTRAL
    synthetic: str | None = None
    cautions: tuple[str, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    code: bool = True
    root: str = ""

    def __post_init__(self) -> None:
        _words(self.language)
        _check_colour(self.accent)


@dataclass(frozen=True)
class Card:
    """A dilemma on the index: its gist, one sentence of result and its leading figure as SVG."""

    stem: str
    name: str
    gist: str
    reading: str
    accent: str
    figure: str | None = None
    figure_label: str = ""

    def __post_init__(self) -> None:
        _check_colour(self.accent)


@dataclass(frozen=True)
class ResearchQuestion:
    """A research question, what the material says of it, and the page that shows it."""

    id: str
    question: str
    reading: str
    stem: str
    link_text: str = ""


@dataclass(frozen=True)
class Index:
    """The study on one page: what it is, what is in it, and what each dilemma says."""

    study: str
    status: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    dilemmas: tuple[Card, ...]
    questions: tuple[ResearchQuestion, ...] = ()
    milestones: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str, str], ...] = ()  # where to, its name, what it is
    nav: tuple[NavItem, ...] = ()
    language: str = "sv"
    accent: str = NEUTRAL
    synthetic: str | None = None
    cautions: tuple[str, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    stem: str = "index"
    code: bool = False
    root: str = ""

    def __post_init__(self) -> None:
        _words(self.language)
        _check_colour(self.accent)

    @property
    def title(self) -> str:
        """The title of the window."""
        return self.study


def render_notebook(nb: NotebookNode, page: Page) -> str:
    """Render an executed notebook as a page.

    Raises
    ------
    NotebookError
        If an output is a picture without a text that stands for it.

    """
    html = _template("notebook.html.j2").render(_context(page), cells=nb.cells)
    return framed_tables(anchored(html), _words(page.language)["table"])


def render_index(index: Index) -> str:
    """Render the index page."""
    return anchored(_template("index.html.j2").render(_context(index)))


def render_beside(template: str, page: Page, *, style: str = "", **content: object) -> str:
    """Render one of the many pages beside the notebooks, which to stay small carry one font.

    Parameters
    ----------
    style
        Rules of this page's own.
    **content
        What the template shows.
    """
    context = _context(page)
    assets = {**context["assets"], **_beside()}
    assets["css"] = f"{assets['css']}\n{style}".strip()
    return _template(template).render({**context, "assets": assets}, **content)


def _check_colour(accent: str) -> None:
    if not re.fullmatch(r"#[0-9a-f]{6}", accent):
        raise ValueError(f"accent {accent!r} is not a colour like #1f6f8b")


def _context(page: Page | Index) -> dict[str, Any]:
    return {"page": page, "words": _words(page.language), "assets": _assets()}


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(
        (TEMPLATES / "words.yaml").read_text(encoding="utf-8")
    )
    return words


def _words(language: str) -> Mapping[str, str]:
    known = _all_words()
    if language not in known:
        raise ValueError(f"language {language!r} is not one of {', '.join(known)}")
    return known[language]


@cache
def _assets() -> Mapping[str, str]:
    return {
        "policy": POLICY,
        "fonts": "\n".join(_face(*face) for face in _FACES),
        "css": _read("page.css"),
        "script": _read("page.js"),
    }


@cache
def _beside() -> Mapping[str, str]:
    """The font, the style and the script of the pages beside the notebooks."""
    return {
        "fonts": _face(*_FACES[0]),
        "css": f"{_read('page.css')}\n{_read('transcript.css')}",
        "script": f"{_read('page.js')}\n{_read('transcript.js')}",
    }


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def _face(family: str, weight: int, style: str, stem: str) -> str:
    data = base64.b64encode((TEMPLATES / "fonts" / f"{stem}.woff2").read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2") }}'
    )


def _css_string(text: str) -> str:
    """Quote a text for a style sheet within HTML."""
    return '"' + re.sub(r'["\\<\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from analys import cells  # slow to import: kernels may start before any page is rendered

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"css_string": _css_string, "own_ids": unique_svg_ids, **cells.FILTERS}
    return environment
