"""Where the codings of a MAXQDA exchange file lie in their texts.

In what its positions are counted is not documented, so it is settled by the beginnings of the
coded passages that the file stores (`Preview`), and where it stores none it is told as doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analys.readers.agreement import Agreement
from analys.readers.positions import UNIT_NAMES, UNITS, scale
from analys.readers.sheets.passages import Place

PREVIEW = 63
"""Characters of a passage that the file stores at most."""

SHIFTS = {
    "from 0, the end left out": (0, 0),
    "from 0, the end counted in": (0, 1),
    "from 1, the end counted in": (-1, 0),
    "from 1, the end left out": (-1, -1),
}
"""Ways to count a passage, and what to add to its beginning and end."""


@dataclass(frozen=True)
class Mark:
    """A coded passage as the file has it; `preview` is None where it stores none."""

    coding: str
    source: str
    start: int
    end: int
    preview: str | None


@dataclass
class Marked:
    """The places of the marks, None where one lies outside its text, and how they were counted.

    `rivals` are ways of counting that agree as often and give other places.
    """

    places: list[Place | None]
    unit: str
    way: str
    agreement: Agreement
    fits: dict[str, int] = field(default_factory=dict)
    rivals: list[str] = field(default_factory=list)


def place(marks: Sequence[Mark], texts: Mapping[str, str], unit: str | None) -> Marked:
    """Place the marks in the way of counting in which most previews agree.

    Parameters
    ----------
    texts
        The text of every source that a mark is on.
    unit
        The unit that the user says, or None.
    """
    tried = [
        Marked(places, each, way, _agreement(marks, texts, places))
        for each in ([unit] if unit else UNITS)
        for way, shift in SHIFTS.items()
        for places in [list(_places(marks, texts, each, shift))]
    ]
    best = max(tried, key=lambda each: each.agreement.agreeing)
    for other in tried:
        agreeing = other.agreement.agreeing
        best.fits[other.unit] = max(best.fits.get(other.unit, 0), agreeing)
        if agreeing == best.agreement.agreeing and _differ(marks, texts, other, best):
            best.rivals.append(f"{UNIT_NAMES[other.unit]} {other.way}")
    return best


def _differ(marks: Sequence[Mark], texts: Mapping[str, str], one: Marked, other: Marked) -> bool:
    """Whether two ways give a passage other words; a space more at its end is no other passage."""
    return any(
        here != there
        and (
            here is None
            or there is None
            or texts[mark.source][slice(*here)].strip() != texts[mark.source][slice(*there)].strip()
        )
        for mark, here, there in zip(marks, one.places, other.places, strict=True)
    )


def _places(
    marks: Sequence[Mark], texts: Mapping[str, str], unit: str, shift: tuple[int, int]
) -> Iterator[Place | None]:
    scales = {source: scale(text, unit) for source, text in texts.items()}
    for mark in marks:
        measure = scales[mark.source]
        start, end = mark.start + shift[0], mark.end + shift[1]
        if not 0 <= start <= end <= measure.length:
            yield None
            continue
        first, last = measure.code_points(np.array([start, end], np.int64)).tolist()
        yield first, last


def _agreement(
    marks: Sequence[Mark], texts: Mapping[str, str], places: Sequence[Place | None]
) -> Agreement:
    agreement = Agreement()
    stored, cut, at = [], [], []
    for mark, spot in zip(marks, places, strict=True):
        if mark.preview:
            passage = texts[mark.source][slice(*spot)] if spot else ""
            whole = len(mark.preview) < PREVIEW
            stored.append(mark.preview)
            cut.append(passage if whole else head(passage, len("".join(mark.preview.split()))))
            at.append((f"coding {mark.coding}", *(spot or (mark.start, mark.end))))
    agreement.add(stored, cut, lambda row: at[row])
    return agreement


def head(text: str, letters: int) -> str:
    """Cut the beginning of a text that has so many characters besides spaces and line ends.

    Examples
    --------
    >>> head("Vi litar på dem", 3)
    'Vi l'

    """
    met = 0
    for at, sign in enumerate(text):
        met += not sign.isspace()
        if met == letters:
            return text[: at + 1]
    return text


def doubt(marked: Marked) -> tuple[str, str]:
    """Tell how positions were counted: what was settled, and what to warn of, "" if nothing."""
    agreement, look = marked.agreement, "Look at some quotes before you trust any."
    if not agreement.checked:
        return "", (
            "Nothing in the file tells how its positions are counted: taken as "
            f"{UNIT_NAMES[marked.unit]} {marked.way}, not verified. {look}"
        )
    settled = (
        f"positions counted in {UNIT_NAMES[marked.unit]} {marked.way}: "
        f"the beginnings of {agreement.agreeing} of {agreement.checked} passages agree"
    )
    if not marked.rivals:
        return settled, ""
    return settled, (
        f"The beginnings that the file stores agree as well with positions counted in "
        f"{', or '.join(marked.rivals)}: ends may be a character off. {look}"
    )
