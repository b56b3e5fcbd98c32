"""Short quotes beside the rows of a table: whole sentences, from different places and roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.tables.base import quoted

LENGTH = (30, 220)  # characters of a quote that fits beside a row
IDEAL = 110
END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÅÄÖ”–])|\n")  # between two sentences or turns of talk
WHOLE = re.compile(r"[A-ZÅÄÖ”–].*[.!?…”]", re.DOTALL)
SPEAKER = re.compile(r"^[A-ZÅÄÖ]{1,12}\d*: ?")  # who speaks, at the beginning of a turn

VOICE = ("case", "role", "interview")  # whose voice it is


class Candidate(NamedTuple):
    """A coding that may be quoted beside a row, with whole sentences of it; NA where not known."""

    row: str
    coding: str
    interview: str
    case: Any
    role: Any
    start: int
    said: str
    consent: Any


def beside(
    study: Study, basis: pd.DataFrame, key: str, rows: Iterable[str], n: int = 1
) -> dict[str, str]:
    """A few quotes for each row of a table, from the codings behind it.

    Each next one is from the municipality, role and interview least heard so far in the table, so
    that no voice stands for all; no sentence is quoted twice. Only interviews that may be quoted
    are.

    Parameters
    ----------
    basis
        The codings that may be quoted, `coding` and `key`: what row each stands behind.
    rows
        The values of `key` in the order of the rows.

    Returns
    -------
    `{row: its quotes}`, each with who says it; empty where there is none to quote.
    """
    return spread(study, candidates(study, basis, key), rows, n)


def spread(
    study: Study, said: Iterable[Candidate], rows: Iterable[str], n: int = 1
) -> dict[str, str]:
    """As `beside`, from quotes that have been found."""
    waiting: dict[str, list[Candidate]] = {}
    for one in said:
        waiting.setdefault(one.row, []).append(one)
    heard: Counter[tuple[str, object]] = Counter()
    told: dict[str, str] = {}
    for row in rows:
        there, chosen = waiting.get(row, []), list[str]()
        while len(chosen) < n:
            there = [one for one in there if not heard["said", one.said]]
            if not there:
                break
            best = min(there, key=lambda one: _rank(one, heard))
            heard.update((column, getattr(best, column)) for column in (*VOICE, "said"))
            chosen.append(f"{quoted(best.said)} ({_voice(study, best)})")
        told[row] = "\n".join(chosen)
    return told


def _rank(one: Candidate, heard: Counter[tuple[str, object]]) -> tuple[object, ...]:
    known = sum(heard[column, getattr(one, column)] for column in VOICE)
    return known, abs(len(one.said) - IDEAL), one.interview, one.start, one.coding


def candidates(study: Study, basis: pd.DataFrame, key: str) -> list[Candidate]:
    """The codings of a basis that have something to quote; arguments as in `beside`."""
    rows = study.codings[study.codings["interview"].isin(study.quotable)].dropna(subset="quote")
    behind = basis[["coding", key]].rename(columns={key: "row"})
    rows = behind.merge(rows[["coding", "interview", "case", "start", "quote"]], on="coding")
    rows = rows.assign(said=rows["quote"].map(sentences)).dropna(subset="said")
    about = study.interviews.set_index("interview")
    rows = rows.assign(
        role=rows["interview"].map(about["role"]),
        consent=rows["interview"].map(about["quote_consent"]),
        start=rows["start"].fillna(0),
    )
    columns = (rows[name].tolist() for name in Candidate._fields)
    return [Candidate(*one) for one in zip(*columns, strict=True)]


def sentences(quote: str) -> str | None:
    """The first whole sentences of a passage that are short enough together; None where none are.

    >>> sentences("att det blev så. Vi satte oss ner och pratade igenom alltihop.")
    'Vi satte oss ner och pratade igenom alltihop.'
    """
    told = ""
    for part in END.split(quote):
        sentence = SPEAKER.sub("", part.strip())
        longer = f"{told} {sentence}".strip()
        if WHOLE.fullmatch(sentence) and len(longer) <= LENGTH[1]:
            told = longer
        elif told:
            break
    return told if len(told) >= LENGTH[0] else None


def _voice(study: Study, one: Candidate) -> str:
    """Who says it: role and interview, and what a reader must know of the quote."""
    parts = [study.label(one.role)] if pd.notna(one.role) else []
    parts.append(one.interview)
    if study.synthetic:
        parts.append(_("syntetiskt citat"))
    elif one.consent == "efter godkännande":
        parts.append(_("citeras först efter godkännande"))
    return ", ".join(parts)
