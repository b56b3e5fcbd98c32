"""The small words that computed readings are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analys.language import _
from analys.table import UNITS
from analys.wording import listing, lower_first, number, out_of

FEW = 6  # names that a sentence can hold


def quoted(label: object) -> str:
    """A label as the study's own words."""
    return _("”{label}”").format(label=label)


def some(names: Sequence[str], word: str = "och") -> str:
    """Names as a list; many are cut, with how many more there are.

    >>> some(["a", "b"], "eller")
    'a eller b'
    """
    if len(names) > FEW:
        return f"{', '.join(names[:FEW])} {word} {number(len(names) - FEW)} till"
    if word == "och" or len(names) < 2:
        return listing(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def labels(rows: pd.DataFrame, word: str = "och", column: str = "label") -> str:
    """The labels of some rows as a list of quoted words."""
    return some([quoted(label) for label in rows[column]], word)


def top(rows: pd.DataFrame, column: str = "cases") -> pd.DataFrame:
    """The rows with the highest value above zero, ties included."""
    highest = rows[column].max() if len(rows) else 0
    return rows[(rows[column] == highest) & (rows[column] > 0)]


def each_of(rows: pd.DataFrame, part: float, whole: float, unit: str) -> str:
    """A fraction in brackets, said to hold for each where there are several rows."""
    each = " vardera" if len(rows) > 1 else ""
    return f"({out_of(part, whole, unit)}{each})"


def none_of(unit: str) -> str:
    """Nobody among those asked: ingen av de tillfrågade kommunerna."""
    return f"ingen av de tillfrågade {UNITS[unit][1]}na"


def count(n: float, none: str = "ingen") -> str:
    """A count that stands alone; zero in words."""
    return number(n) if n else none


def short(name: str) -> str:
    """The name of a side without what follows its dash."""
    return name.partition(" – ")[0]


def on_side(name: str) -> str:
    """Where an argument stands, in words that fit any name of a side."""
    return lower_first(short(name)) if name.startswith("Å ") else f"under {quoted(name)}"


def clauses(parts: Iterable[str]) -> str:
    """Clauses with semicolons between; empty ones left out."""
    return "; ".join(part for part in parts if part)
