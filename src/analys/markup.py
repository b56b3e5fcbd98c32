"""Mending of HTML and SVG text: ids that do not collide, headings and tables one can refer to.

Pure functions from text to text. They are regular expressions, not a parser, because the text
has to come out byte for byte as it went in except where it is mended (a parser lower-cases
SVG's attributes), and because they only see what our own publisher, pandas and mistune write.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from html import escape, unescape

TALK = "sv"  # the language that the interviews are held in
TRANSCRIPTS = "intervjuer"  # the folder of the interviews' pages
_ID = re.compile(r'id="([^"]+)"')  # of an attribute where a space stands before it
_HEADING = re.compile(r"<h([2-4])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_CELL = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_FRAME = re.compile(r'<div class="frame"[^>]*>\s*$')


def ids(html: str) -> set[str]:
    """The ids of a text of HTML or SVG.

    >>> ids('<p id="a" data-id="b">')
    {'a'}
    """
    return {found[1] for found in _ID.finditer(html) if _is_attribute(found)}


def _is_attribute(found: re.Match[str]) -> bool:
    # As a part of the pattern it would be tried at every character, ten times as slowly.
    return found.string[found.start() - 1 : found.start()].isspace()


def unique_svg_ids(svg: str, prefix: str) -> str:
    """Put `prefix` before every id of an SVG and before every reference to one.

    >>> unique_svg_ids('<svg ><use href="#m"/><path id="m" clip-path="url(#p)"/></svg>', "gz1-")
    '<svg ><use href="#gz1-m"/><path id="gz1-m" clip-path="url(#p)"/></svg>'
    """
    known = ids(svg)

    def renamed(name: str) -> str:
        return prefix + name if name in known else name

    def named(match: re.Match[str]) -> str:
        return f'id="{renamed(match[1])}"' if _is_attribute(match) else match[0]

    def listed(match: re.Match[str]) -> str:
        names = " ".join(renamed(name) for name in match[2].split())
        return f'{match[1]}="{names}"'

    svg = _ID.sub(named, svg)
    svg = re.sub(r'href="#([^"]+)"', lambda match: f'href="#{renamed(match[1])}"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{renamed(match[1])})", svg)
    return re.sub(r'(aria-(?:labelledby|describedby))="([^"]+)"', listed, svg)


def slug(text: str) -> str:
    """Turn a heading into an id of ASCII letters, digits and hyphens.

    >>> slug("Hur vägs för- och nackdelar?")
    'hur-vags-for-och-nackdelar'
    """
    plain = unicodedata.normalize("NFKD", unescape(re.sub(r"<[^>]+>", "", text)))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "avsnitt"


@lru_cache(maxsize=10_000)  # a page names each of its codings several times
def file_name(name: str) -> str:
    """Turn any name into that of a file, one to one.

    >>> file_name("K03-2"), file_name("Åsa, kc")
    ('K03-2', 'asa-kc-3c316c')
    """
    taken = name.casefold() == "index"  # by the list of the interviews
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{,79}", name) and not taken:
        return name
    return f"{slug(name)[:80]}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def passage(interview: str, coding: str = "") -> str:
    """Where a coding stands in the page of its interview, seen from the report's other pages."""
    place = f"#{anchor(coding)}" if coding else ""
    return f"{TRANSCRIPTS}/{file_name(interview)}.html{place}"


def talk(language: str) -> str:
    """The attribute that tells a page's reader aloud in which language a quote is, where it must.

    >>> talk("en"), talk("sv")
    (' lang="sv"', '')
    """
    return "" if language == TALK else f' lang="{TALK}"'


def anchor(coding: str) -> str:
    """The id of a coding on its interview's page."""
    return f"c-{file_name(coding)}"


def anchored(html: str) -> str:
    """Give every heading of level 2 to 4 that lacks one an id, unique on the page."""
    taken = ids(html)

    def mended(match: re.Match[str]) -> str:
        level, attributes, text = match.groups()
        if " id=" in attributes:
            return match[0]
        name = wanted = slug(text)
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        return f'<h{level} id="{name}"{attributes}>{text}</h{level}>'

    return _HEADING.sub(mended, html)


def _scoped_cells(html: str, scope: str) -> str:
    def mended(match: re.Match[str]) -> str:
        attributes, text = match.groups()
        if not text.strip():
            return f"<td{attributes}></td>"
        return (
            match[0] if "scope=" in attributes else f'<th scope="{scope}"{attributes}>{text}</th>'
        )

    return _CELL.sub(mended, html)


def scoped(table: str) -> str:
    """Say of each `<th>` of a table whether it heads a column or a row; empty ones become `<td>`.

    >>> scoped("<thead><tr><th></th><th>n</th></tr></thead><tr><th>K01</th></tr>")
    '<thead><tr><td></td><th scope="col">n</th></tr></thead><tr><th scope="row">K01</th></tr>'
    """
    start = 0
    parts = []
    for head in _HEAD.finditer(table):
        parts += [_scoped_cells(table[start : head.start()], "row")]
        parts += [_scoped_cells(head[0], "col")]
        start = head.end()
    return "".join([*parts, _scoped_cells(table[start:], "row")])


def framed_tables(html: str, label: str) -> str:
    """Scope the tables of a page, and put those without a frame into one that scrolls.

    A frame of our own making is called `label` and a number: each region needs its own name.
    """
    number = 0

    def mended(match: re.Match[str]) -> str:
        nonlocal number
        table = scoped(match[0])
        if _FRAME.search(html, max(0, match.start() - 400), match.start()):
            return table
        number += 1
        name = escape(f"{label} {number}")
        return f'<div class="frame" role="region" tabindex="0" aria-label="{name}">{table}</div>'

    return _TABLE.sub(mended, html)
