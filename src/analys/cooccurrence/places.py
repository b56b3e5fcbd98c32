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
LINE = re.compile(r"[^\r\n\u2028\u2029]*[^\s][^\r\n\u2028\u2029]*")
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
    number, interviews = pd.factorize(codings["interview"])
    starts = [np.asarray(breaks.get(str(each)) or [0]) for each in interviews]
    # The interviews are laid out one after another, so that all are searched at once.
    room = max([0, *(int(each[-1]) for each in starts)]) + 2
    edges = np.concatenate([[0], *(each + at * room for at, each in enumerate(starts))])[1:]
    before = np.cumsum([0, *map(len, starts)])[:-1][number] if len(starts) else number
    inside = np.maximum(codings["start"], codings["end"] - 1)
    first, last = (
        np.searchsorted(edges, np.minimum(at, room - 1) + number * room, "right") - 1 - before
        for at in (np.asarray(codings["start"]), np.asarray(inside))
    )
    return codings.assign(first=np.maximum(first, 0), last=np.maximum(last, 0))


def by_paragraph(codings: pd.DataFrame, breaks: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """A row a coding and `paragraph` that it touches, with `start` and `end` within that."""
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
        paragraph=[f"{interview}\n{at}" for interview, at in places],
    )


def runs(codings: pd.DataFrame) -> pd.Series:
    """Which passage each coding is of: a stretch of an interview in which codings hang together.

    Codings that overlap are of one passage, also by way of a third.
    """
    ordered = codings.sort_values(["interview", "start", "end"], kind="stable")
    reach = ordered.groupby("interview")["end"].cummax().groupby(ordered["interview"]).shift()
    apart = reach.isna() | (ordered["start"] >= reach)
    return apart.cumsum().reindex(codings.index)
