"""What the markup between two attribute values of coded passages does, piece by piece."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

OUTSIDE, PASSAGE, CODING, CODE = range(4)
"""In whose attributes one stands: of no element, a PlainTextSelection, a Coding, a CodeRef."""

SAME, OTHER = -1, -2
"""The element stays; the markup is none of a plain block."""

_DATED = ("creatingUser", "creationDateTime")
MODIFIED = ("modifyingUser", "modifiedDateTime")
ATTRIBUTES = {
    OUTSIDE: ("",),
    PASSAGE: ("guid", "name", "startPosition", "endPosition", *_DATED, *MODIFIED),
    CODING: ("guid", *_DATED),
    CODE: ("targetGUID",),
}
NAMES = tuple(dict.fromkeys(name for names in ATTRIBUTES.values() for name in names))
ALLOWED = np.array([[name in names for name in NAMES] for names in ATTRIBUTES.values()])
"""Whether an element has an attribute, both by number."""

_S = "[ \t\r\n]"
_ENDED = rf"{_S}*/>{_S}*</Coding{_S}*>{_S}*"
_LAST = rf"{_ENDED}</PlainTextSelection{_S}*>"
_OPENS = (
    (OUTSIDE, PASSAGE, "<PlainTextSelection"),
    (PASSAGE, CODING, rf"{_S}*>{_S}*<Coding"),
    (CODING, CODE, rf"{_S}*>{_S}*<CodeRef"),
    (CODE, CODING, rf"{_ENDED}<Coding"),
    (CODE, PASSAGE, rf"{_LAST}{_S}*<PlainTextSelection"),
)
_LONGEST = 400
_NAMED = re.compile(rf"(.*?){_S}+([A-Za-z]+){_S}*={_S}*", re.DOTALL)


class Step(NamedTuple):
    """From which element's attributes to which, the attribute that follows, by number in `NAMES`.

    `structure` counts the characters of the markup that no value may hold.
    """

    before: int
    after: int
    name: int
    structure: int


@lru_cache(4096)
def step_of(markup: str) -> Step:
    """Find what a piece of markup does.

    Examples
    --------
    >>> step_of(' guid=')
    Step(before=-1, after=-1, name=1, structure=0)

    """
    if len(markup) > _LONGEST:
        return Step(OTHER, OTHER, 0, 0)
    structure = sum(char == "<" or char < " " for char in markup)
    if re.fullmatch(_LAST, markup):
        return Step(CODE, OUTSIDE, 0, structure)
    named = _NAMED.fullmatch(markup)
    if named and named[2] in NAMES:
        name = NAMES.index(named[2])
        if not named[1]:
            return Step(SAME, SAME, name, structure)
        for before, after, pattern in _OPENS:
            if re.fullmatch(pattern, named[1]):
                return Step(before, after, name, structure)
    return Step(OTHER, OTHER, 0, structure)
