"""The text of an HTML document, counted as its text nodes have it and laid out to be read.

Tools that show HTML count positions over its text nodes, where paragraphs run together and the
blank space of the source counts. One reads it otherwise: blocks on lines of their own, blank space
as one space. Both are made in one pass, so that a passage of the one is known in the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import numpy as np

from analys.readers.positions import Ints

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = ("td", "th")
_HIDDEN = ("script", "style")
_PICTURES = ("img", "svg", "video", "audio", "object")
_BLANK = " \t\n\f\r"
_STRETCH = re.compile(f"[^{_BLANK}]+(?: [^{_BLANK}]+)*")
"""What is read as it stands: words with one space between them."""


@dataclass(frozen=True)
class HtmlText:
    """The text of an HTML document.

    Attributes
    ----------
    counted
        Its text nodes joined: what positions in the document are counted over. Comments are none;
        what stands in `<script>` and `<style>` is.
    text
        The same as one reads it: a block, a row of a table and what follows a `<br>` begin a line,
        cells are parted by tabs, blank space is one space (but in `<pre>`), scripts are left out.
    pictures
        How many pictures and the like it shows.
    """

    counted: str
    text: str
    pictures: int
    _counted_at: Ints = field(repr=False)
    _text_at: Ints = field(repr=False)
    _lengths: Ints = field(repr=False)

    def places(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        r"""Find half-open passages of `counted` in `text`, both by code points.

        What is not in `text` is left out: a passage begins with the next character that is there
        and ends with the last one before.

        Examples
        --------
        >>> found = html_text("<p>Hej</p>\n<p>du   där</p>")
        >>> found.counted, found.text
        ('Hej\ndu   där', 'Hej\ndu där')
        >>> start, end = found.places(np.array([0, 3, 9]), np.array([4, 6, 12]))
        >>> [found.text[slice(*each)] for each in zip(start, end)]
        ['Hej', 'du', 'där']

        """
        first, last = self._starts(start), self._ends(end)
        return first, np.maximum(first, last)

    def _starts(self, at: Ints) -> Ints:
        piece, inside = self._pieces(at)
        following = np.append(self._text_at, len(self.text))[piece + 1]
        return np.where(inside < 0, following, self._text(piece) + inside)

    def _ends(self, at: Ints) -> Ints:
        piece, inside = self._pieces(at - 1)
        length = np.append(self._lengths, 0)[piece]
        return self._text(piece) + np.where(inside < 0, length, inside + 1)

    def _pieces(self, at: Ints) -> tuple[Ints, Ints]:
        """Which piece each position lies in or behind (-1: none), and how far in (-1: behind)."""
        piece = np.searchsorted(self._counted_at, at, side="right") - 1
        inside = at - np.append(self._counted_at, 0)[piece]
        outside = (piece < 0) | (inside >= np.append(self._lengths, 0)[piece])
        return piece, np.where(outside, -1, inside)

    def _text(self, piece: Ints) -> Ints:
        return np.append(self._text_at, 0)[piece]


def html_text(html: str) -> HtmlText:
    """Parse a document, or a piece of one; nothing in it is run or fetched.

    Line ends count as one, NUL and a line end right after `<pre>` not at all, as in a browser; a
    tag that the document ends in is left out.
    """
    reader = _Reader()
    whole = html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    # The parser would search an unclosed tag again and again, and take it for text.
    at = whole.rfind(">") + 1
    reader.feed(whole[:at])
    reader.close()
    reader.handle_data(unescape(whole[at:].partition("<")[0]))
    columns = np.array(reader.pieces, np.int64).reshape(-1, 3).T
    return HtmlText("".join(reader.counted), "".join(reader.shown), reader.pictures, *columns)


class _Reader(HTMLParser):
    """Gathers the text nodes, what is read of them, and which piece of the one is which."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[str] = []
        self.shown: list[str] = []
        self.pieces: list[tuple[int, int, int]] = []
        self.pictures = 0
        self._n_counted = self._n_shown = 0
        self._breaks = 0
        self._tab = False
        self._space: int | None = None
        """Where the blank space stands that will be shown if text follows on the line."""
        self._hidden = False
        self._pre = 0
        self._opened_pre = False

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks for them, and it takes a tenth of the time."""
        del i
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._opened_pre = tag == "pre"
        if tag == "br":
            self._breaks += 1
        elif tag in _BLOCKS:
            self._block()
            self._pre += tag == "pre"
        elif tag in _HIDDEN:
            self._hidden = True
        elif tag in _PICTURES:
            self.pictures += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._opened_pre = False
        if tag in _BLOCKS:
            self._block()
            self._pre = max(0, self._pre - (tag == "pre"))
        elif tag in _CELLS:
            self._tab = True
        elif tag in _HIDDEN:
            self._hidden = False

    def handle_data(self, data: str) -> None:
        data = data.removeprefix("\n") if self._opened_pre else data
        self._opened_pre = False
        at = self._n_counted
        self.counted.append(data)
        self._n_counted += len(data)
        if self._hidden or not data:
            return
        if self._pre:
            self._show(data, at)
            return
        end = 0
        for stretch in _STRETCH.finditer(data):
            if stretch.start() > end:
                self._blank(at + end)
            self._show(stretch.group(), at + stretch.start())
            end = stretch.end()
        if end < len(data):
            self._blank(at + end)

    def _block(self) -> None:
        self._breaks = max(self._breaks, 1)

    def _blank(self, at: int) -> None:
        if self._space is None:
            self._space = at

    def _show(self, text: str, at: int) -> None:
        if self.shown:
            if self._breaks:
                self._write("\n" * self._breaks)
            elif self._tab:
                self._write("\t")
            elif self._space is not None:
                self.pieces.append((self._space, self._n_shown, 1))
                self._write(" ")
        self._breaks, self._tab, self._space = 0, False, None
        self.pieces.append((at, self._n_shown, len(text)))
        self._write(text)

    def _write(self, text: str) -> None:
        self.shown.append(text)
        self._n_shown += len(text)
