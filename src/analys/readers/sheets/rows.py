"""The rows of a table of coded segments: complete ones as records, the others counted and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analys.readers.html_text import html_text
from analys.readers.sheets.columns import NEEDED, Columns
from analys.readers.tabular.text import Row

QUALCODER, TAGUETTE = "QualCoder", "Taguette"
NAMED = 3
"""Rows that are named of those that cannot be used."""

_NOT_TEXT = ("imid:", "avid:")
_STEPS = re.compile(r"\s*\\+\s*|\s+>\s+")
_TAG = re.compile(r"</(p|div|span|b|i|u|em|strong|li|ul|ol|h\d)\s*>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Coding:
    """One code on one segment, as a row of the table has it.

    `document` is the document's name, `group` that of its group or "". `path` are the code's names
    from the root. `segment` identifies the passage and `coding` the coding, "" where the table
    does not.
    """

    line: int
    document: str
    group: str
    path: tuple[str, ...]
    quote: str
    values: Mapping[str, str]
    """Coder, start, end, created, comment, case, segment, coding: "" where empty."""


@dataclass
class Rows:
    """What was read of a table's rows.

    `incomplete` names what the rows lacked that were left out; `other` counts codings on pictures
    and sound; `with_html` quotes that held HTML.
    """

    codings: list[Coding] = field(default_factory=list)
    incomplete: list[tuple[int, list[str]]] = field(default_factory=list)
    weighted: int = 0
    other: int = 0
    with_html: int = 0
    steps: Counter[str] = field(default_factory=Counter)


def read_rows(rows: Sequence[Row], columns: Columns) -> Rows:
    """Read the rows below the headings; a cell with several codes gives as many codings."""
    found = Rows()
    for line, cells in rows:
        values = {
            name: cells[at[0]] if at[0] < len(cells) else "" for name, at in columns.at.items()
        }
        if columns.tool == QUALCODER and values.get("coding", "").startswith(_NOT_TEXT):
            found.other += 1
            continue
        if _TAG.search(values.get("quote", "")):
            values["quote"] = html_text(values["quote"]).text.strip()
            found.with_html += 1
        codes = [code.strip() for code in values.get("code", "").split("\n") if code.strip()]
        lacking = [name for name in NEEDED if not (codes if name == "code" else values[name])]
        if lacking:
            found.incomplete.append((line, lacking))
            continue
        found.weighted += values.get("weight", "") not in ("", "0")
        above = _categories(cells, columns)
        for code in codes:
            path = above + _path(code, columns.tool, found.steps)
            found.codings.append(
                Coding(
                    line, values["document"], values.get("group", ""), path, values["quote"], values
                )
            )
    return found


def _categories(cells: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """The categories above a code; QualCoder writes the nearest first."""
    names = [cells[at] for at in columns.at.get("category", ()) if at < len(cells) and cells[at]]
    return tuple(reversed(names))


def _path(code: str, tool: str, steps: Counter[str]) -> tuple[str, ...]:
    r"""Split a code's path; tools write it with ` > `, with a backslash, Taguette with dots.

    Examples
    --------
    >>> _path("Samspel > Tillit", "MAXQDA", Counter())
    ('Samspel', 'Tillit')
    >>> _path(r"Nodes\\Samspel\Tillit", "NVivo", Counter())
    ('Nodes', 'Samspel', 'Tillit')
    >>> _path("t.ex. tillit", "own table", Counter())
    ('t.ex. tillit',)

    """
    parts = _STEPS.split(code)
    if tool == TAGUETTE:
        parts = code.split(".")
    names = tuple(part.strip() for part in parts if part.strip())
    if len(names) > 1:
        steps["." if tool == TAGUETTE else "\\" if "\\" in code else ">"] += 1
    return names or (code,)
