"""What the runs of a way came to, as the text of a table's cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

Run = Mapping[str, float]
Runs = Mapping[str, Sequence[Run] | str]
"""Way -> what each of its runs took, or why there is none."""


def of(runs: Sequence[Run], what: str) -> float:
    """The median of one of the things measured."""
    return median(run[what] for run in runs)


def spread(runs: Sequence[Run], what: str, digits: int = 2) -> str:
    """The median and, of several runs, the least and the most."""
    values = [run[what] for run in runs]
    told = f"{median(values):,.{digits}f}"
    if len(values) == 1:
        return told
    return f"{told} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def ratio(over: Sequence[Run] | str, under: Sequence[Run] | str, what: str) -> str:
    """One median by another; a dash where one of them was not measured."""
    if isinstance(over, str) or isinstance(under, str):
        return "—"
    return f"{of(over, what) / of(under, what):.1f}"


def cell(text: str) -> str:
    """Any text, such that it does not break the table."""
    return text.replace("|", "/").replace("\n", " ")
