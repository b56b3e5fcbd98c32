"""Where a coding stands: in which passage, paragraphs, interview and municipality."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

# What each relation can be counted in: a unit must hold both that meet.
UNITS: Mapping[str, tuple[str, ...]] = {
    "span": ("passage", "paragraph", "interview", "case"),
    "passage": ("passage", "paragraph", "interview", "case"),
    "paragraphs": ("paragraph", "interview", "case"),
    "interview": ("interview", "case"),
    "case": ("case",),
}
LINE = re.compile(r"[^\n]*\S[^\n]*")
WHOLE = np.iinfo(np.int64).max // 4  # the end of a coding of the whole interview


def paragraphs(text: str) -> list[int]:
    r"""Where the paragraphs of a text begin: its lines, empty ones left out.

    >>> paragraphs("INT: Och?\n\nKSO: Jo.\n")
    [0, 11]
    """
    return [found.start() for found in LINE.finditer(text)]


def stretched(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings with `start` and `end` as numbers; those of a whole interview span all of it."""
    return codings.assign(
        start=codings["start"].fillna(0).astype("int64"),
        end=codings["end"].fillna(WHOLE).astype("int64"),
    )


def spans(codings: pd.DataFrame) -> pd.Series:
    """The interview, start and end of each coding, as one id."""
    columns = (codings[name].astype("str") for name in ("interview", "start", "end"))
    return pd.Series(
        ["\n".join(parts) for parts in zip(*columns, strict=True)], codings.index, dtype="str"
    )


def in_paragraphs(codings: pd.DataFrame, breaks: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """The codings with `first` and `last`: the paragraphs that they begin and end in, by number.

    Parameters
    ----------
    codings
        `interview`, `start` and `end` as `stretched` gives them.
    breaks
        Where the paragraphs of each interview begin, as `paragraphs` gives them; an interview
        without text is one paragraph.
    """
    first = pd.Series(0, codings.index, dtype="int64")
    last = first.copy()
    for interview, rows in codings.groupby("interview"):
        starts = np.asarray(breaks.get(str(interview)) or [0])
        inside = np.maximum(rows["start"], rows["end"] - 1)
        first[rows.index] = np.searchsorted(starts, rows["start"], "right") - 1
        last[rows.index] = np.searchsorted(starts, inside, "right") - 1
    return codings.assign(first=first.clip(lower=0), last=last.clip(lower=0))


def by_paragraph(codings: pd.DataFrame, breaks: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """A row a coding and paragraph that it touches: `place`, and `start` and `end` within it."""
    codings = in_paragraphs(codings, breaks)
    ends = zip(codings["first"], codings["last"], strict=True)
    numbers = pd.Series([range(first, last + 1) for first, last in ends], codings.index)
    pieces = codings.assign(paragraph=numbers).explode("paragraph").astype({"paragraph": "int64"})
    places = list(zip(pieces["interview"], pieces["paragraph"], strict=True))
    edges = {interview: [*(starts or [0]), WHOLE] for interview, starts in breaks.items()}
    within = [edges.get(interview, [0, WHOLE])[at : at + 2] for interview, at in places]
    return pieces.assign(
        start=np.maximum(pieces["start"], [begin for begin, _end in within]),
        end=np.minimum(pieces["end"], [end for _begin, end in within]),
        place=[f"{interview}\n{at}" for interview, at in places],
    )


def runs(codings: pd.DataFrame) -> pd.Series:
    """Which passage each coding is of: a stretch of an interview in which codings hang together.

    Codings that overlap are of one passage, also by way of a third.
    """
    ordered = codings.sort_values(["interview", "start", "end"], kind="stable")
    reach = ordered.groupby("interview")["end"].cummax().groupby(ordered["interview"]).shift()
    apart = reach.isna() | (ordered["start"] >= reach)
    return apart.cumsum().reindex(codings.index)
