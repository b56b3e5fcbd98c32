"""Run by Taguette's own Python: documents of all sorts, as it keeps, counts and cuts them.

Prints, as JSON, of each document: its HTML, the text of its nodes, and places with their snippets.
"""

import json
import random
import sys

from bs4 import BeautifulSoup, NavigableString
from taguette.convert import get_html_body
from taguette.extract import extract

TAGS = (
    "p", "p", "p", "b", "i", "u", "em", "strong", "div", "span", "h1", "h2", "ul", "ol", "li",
    "table", "tr", "td", "th", "tbody", "caption", "pre", "pre", "blockquote", "a", "q", "del",
    "sub", "sup", "br", "br", "img", "hr", "dl", "dt", "dd", "script", "style", "textarea",
    "title", "select", "option", "label", "iframe", "noscript", "svg", "math",
)  # fmt: skip
PIECES = (
    "Hej ", "å", "😀", "&amp;", "&lt;b&gt;", "&nbsp;", "\n", "\n  ", "  ", "&#13;", "&hellip;",
    "x & y", " < 3", "&#128512;", "\r\n", "\t", "kommun", "&copy", "\x0b", "\u2028", "\x0c",
    "<!-- c -->", "&#0;", "\xad",
)  # fmt: skip


def page(chance):
    """HTML of random tags, opened and closed in some order, and pieces of text."""
    made, opened = [], []
    for _ in range(chance.randint(1, 25)):
        dice = chance.random()
        if dice < 0.35:
            tag = chance.choice(TAGS)
            made.append(f"<{tag}>")
            if tag not in ("br", "img", "hr"):
                opened.append(tag)
        elif dice < 0.55 and opened:
            made.append(f"</{opened.pop(chance.randrange(-min(2, len(opened)), 0))}>")
        else:
            made.append(chance.choice(PIECES))
    return '<meta charset="utf-8">' + "".join(made)


def places(chance, html, text):
    """Some places in the text, by code points, and what Taguette cuts there."""
    for _ in range(3 if text.strip() else 0):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        if start < end:
            yield start, end, extract(html, len(text[:start].encode()), len(text[:end].encode()))


def main(n):
    chance = random.Random(1)
    found = []
    for _ in range(n):
        html = get_html_body(page(chance).encode())
        soup = BeautifulSoup(html, "html5lib")
        text = "".join(each for each in soup.descendants if isinstance(each, NavigableString))
        found.append([html, text, list(places(chance, html, text))])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
