"""What a notebook's cells hold, as HTML: prose, code, and what the cells have put out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from analys.errors import NotebookError, Problem

KINDS = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")


def markdown(source: str, cell: Mapping[str, Any]) -> Markup:
    """Prose as HTML; the pictures that a cell holds are in it."""
    renderer = IPythonRenderer(
        escape=False, exclude_anchor_links=True, attachments=cell.get("attachments", {})
    )
    return Markup(MarkdownWithMath(renderer=renderer).render(source))  # noqa: S704


@cache
def _highlighting() -> tuple[PythonLexer, HtmlFormatter[str]]:
    # IPython's own lexer, which knows magic too, first builds those of six other languages.
    return PythonLexer(), HtmlFormatter(cssclass=" highlight hl-ipython3")


def code(source: str) -> Markup:
    """Python as HTML, highlighted."""
    return Markup(highlight(source, *_highlighting()))  # noqa: S704


def best(data: Iterable[str]) -> list[str]:
    """The kind in which a page shows an output: the best of those that it has, or none.

    >>> best(["text/plain", "image/png"]), best(["application/json"])
    (['image/png'], [])
    """
    return [kind for kind in KINDS if kind in data][:1]


def picture(output: Mapping[str, Any], cell: Mapping[str, Any], kind: str) -> Markup:
    """Write a picture output as `<img>`; it must have an alternative text."""
    alt = output.get("metadata", {}).get(kind, {}).get("alt") or cell["metadata"].get("alt")
    if not alt:
        first = cell["source"].strip().partition("\n")[0]
        raise NotebookError(
            Problem(
                file="notebook",
                place=f"the cell {first!r}",
                expected="an alternative text with every picture",
                found=f"an {kind} without",
                advice="Publish the figure, or end the cell with a semicolon.",
            )
        )
    data: str = output["data"][kind]
    if kind == "image/svg+xml":
        data = b64encode(data.encode()).decode()
    source = f"data:{kind};base64,{data.strip()}"
    return Markup(f'<img src="{source}" alt="{escape(alt)}">')  # noqa: S704


FILTERS: Mapping[str, Callable[..., Any]] = {
    "markdown": markdown,
    "code": code,
    "best": best,
    "picture": picture,
    "strip_ansi": strip_ansi,
}
