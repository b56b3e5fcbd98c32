"""Counts in English, for the command line and its errors."""

from __future__ import annotations

import re

PLURAL = re.compile(r"[A-Za-z]+s\b")


def many(n: int, things: str) -> str:
    """A count with what is counted, in the right number; `things` begins with a plural.

    >>> many(2, "codings on regions of pictures")
    '2 codings on regions of pictures'
    >>> many(1, "codings on regions of pictures")
    '1 coding on regions of pictures'
    >>> many(1, "municipalities"), many(1, "stretches of video"), many(1_000, "codes")
    ('1 municipality', '1 stretch of video', '1,000 codes')
    """
    return f"{n:,} {PLURAL.sub(_singular, things, count=1) if n == 1 else things}"


def _singular(plural: re.Match[str]) -> str:
    word = plural[0]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[: -2 if word.endswith(("ches", "shes", "xes")) else -1]
