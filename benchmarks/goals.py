"""What the measured ways must come to, and whether they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cells import Run, of
from kept import Measured

FASTER = 8.0
FULL = {
    "kept": "run again (what was drawn of the very same table is taken)",
    "build": "from nothing (all is read and drawn)",
}
UNCHANGED_MS = 100.0
NOT_MEASURED = "not measured"

Goal = tuple[str, str, str]
"""What is wanted, what was measured, and whether that is enough."""


def goals(kept: Mapping[str, Measured]) -> list[Goal]:
    """Each goal, judged by the medians."""
    full = [_full(kept, way, what) for way, what in FULL.items()]
    return [*full, _unchanged(kept), *(_linear(kept, *step) for step in steps(kept))]


def done(kept: Mapping[str, Measured], part: str, way: str) -> Sequence[Run]:
    """The runs of a way; none where it was not measured."""
    found = kept[part].runs.get(way, ()) if part in kept else ()
    return () if isinstance(found, str) else found


def steps(kept: Mapping[str, Measured]) -> list[tuple[str, str]]:
    """Two parts of `growth` with as many municipalities, the second with more codings."""
    sizes = sorted(size(name) for name in kept if name.startswith("growth-"))
    pairs = pairwise(sizes)
    return [(part(*less), part(*more)) for less, more in pairs if less[0] == more[0]]


def size(name: str) -> tuple[int, int]:
    """How many municipalities and codings a part of `growth` has."""
    cases, _, codings = name.removeprefix("growth-").partition("x")
    return int(cases), int(codings)


def part(cases: int, codings: int) -> str:
    """The name of the part of `growth` that has so many."""
    return f"growth-{cases}x{codings}"


def _full(kept: Mapping[str, Measured], way: str, what: str) -> Goal:
    wanted = f"the whole report at least {FASTER:.0f} times faster than by hand, {what}"
    hand, build = done(kept, "full", "hand"), done(kept, "full", way)
    if not hand or not build:
        return wanted, NOT_MEASURED, "—"
    times = of(hand, "seconds") / of(build, "seconds")
    told = f"{times:.1f} times"
    if first := done(kept, "full", "jupytext"):
        whole = (of(hand, "seconds") + of(first, "seconds")) / of(build, "seconds")
        told += f", {whole:.1f} with the notebooks' conversion to .ipynb"
    return wanted, told, met(times >= FASTER)


def _unchanged(kept: Mapping[str, Measured]) -> Goal:
    wanted = f"nothing changed: at most {UNCHANGED_MS:.0f} ms"
    runs, bare = done(kept, "changes", "unchanged"), done(kept, "changes", "bare")
    if not runs or not bare:
        return wanted, NOT_MEASURED, "—"
    ms, start = 1000 * of(runs, "seconds"), 1000 * of(bare, "seconds")
    told = f"{ms:,.0f} ms, {ms / start:.1f} times a bare start of Python ({start:.0f} ms)"
    return wanted, told, met(ms <= UNCHANGED_MS)


def _linear(kept: Mapping[str, Measured], less: str, more: str) -> Goal:
    (cases, few), (_, many) = size(less), size(more)
    wanted = (
        f"{few:,} to {many:,} codings ({cases} municipalities): at most {many / few:g} times the "
        "seconds and the memory"
    )
    runs = done(kept, less, "build"), done(kept, more, "build")
    if not all(runs):
        return wanted, NOT_MEASURED, "—"
    times = [of(runs[1], what) / of(runs[0], what) for what in ("seconds", "tree")]
    told = f"{times[0]:.1f} times the seconds, {times[1]:.1f} times the memory"
    return wanted, told, met(max(times) <= many / few)


def met(is_met: bool) -> str:
    """Whether, as the page has it."""
    return "met" if is_met else "**not met**"
