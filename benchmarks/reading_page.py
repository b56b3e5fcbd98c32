"""How fast large projects are read, as a page."""

from __future__ import annotations

from collections.abc import Mapping

from cells import Runs, cell, of, ratio, spread
from machine import machine

NAMES = {
    "iterparse": "standard library: bare `iterparse`, nothing kept",
    "codings": "standard library: `iterparse`, a tuple a coding kept",
    "study": "analys: `load`, the whole validated Study",
    "pyrefiqda": "pyrefiqda: `RefiProject.load`",
    "qdapy": "qdapy: `read_qdpx`",
}
RATIOS = (
    ("study", "iterparse", "at most 1.6"),
    ("study", "codings", "at most 1.6"),
    ("pyrefiqda", "study", "at least 5"),
    ("qdapy", "study", "at least 5"),
)

PAGE = """# Reading a large project

`make bench-read` measures and writes this page (some minutes); `.venv/bin/python
benchmarks/read.py --quick` prints the first table for 10,000 codings. The times say something about
this machine on the day it was run; the ratios, which come from one run with all ways in turn, say
more.

## {codings:,} codings

{sources:,} sources and a project.qde of {megabytes:.0f} MB, written by our own exporter from
made-up Swedish talk with an emoji here and there.

{table}
Each reading is a process of its own. The clock runs from after the import of what reads (that
stands apart) until all codings are there. Memory is the process's peak (`ru_maxrss`), its
interpreter and imports included. "CPU" is the processor's time of the reading, all threads.

What is read is not the same in all rows. `iterparse` goes through the bare project.qde and keeps
nothing: nobody who uses that parser can be faster. The second row keeps the place, coder and code
of each coding as text, which is the least that a reader does; neither of them opens the texts.
pyrefiqda unzips all and makes a tree of objects, without the texts. qdapy makes frames and cuts
the quotes. `load` does what a page needs: it opens the zip within limits, cuts every quote from
its text, compares it with the stored one, checks every reference and position, and keys the
codings to the codebook. In this file every passage is named by its quote and every interview has
several coders, so that all of that has to be done.

## By size

{scaling}
## Where

{machine}"""


def page(
    codings: int, runs: Runs, scales: Mapping[int, Runs], size: int, versions: Mapping[str, str]
) -> str:
    """Write the whole page."""
    return PAGE.format(
        codings=codings,
        sources=codings // 500,
        megabytes=size / 1e6,
        table=table(codings, runs),
        scaling=scaling(scales),
        machine=machine(versions),
    )


def table(codings: int, runs: Runs) -> str:
    """A row a way, and the ratios of their medians."""
    lines = [
        "| way | runs | seconds, median (min to max) | CPU s | import s | MB at most | codings |",
        "|---|---|---|---|---|---|---|",
    ]
    for way, done in runs.items():
        if isinstance(done, str):
            lines.append(f"| {NAMES[way]} | 0 | {cell(done)} | | | | |")
            continue
        n = done[0]["codings"]
        wrong = "" if n in (None, codings) else f" (not {codings:,})"
        told = "none kept" if n is None else f"{n:,.0f}{wrong}"
        lines.append(
            f"| {NAMES[way]} | {len(done)} | {spread(done, 'seconds')} | {of(done, 'cpu'):.2f} |"
            f" {of(done, 'import'):.2f} | {of(done, 'peak'):.0f} | {told} |"
        )
    lines += ["", "| ratio of medians | seconds | CPU | goal |", "|---|---|---|---|"]
    for over, under, goal in RATIOS:
        ratios = [ratio(runs[over], runs[under], what) for what in ("seconds", "cpu")]
        lines.append(f"| {over} / {under} | {' | '.join(ratios)} | {goal} |")
    return "\n".join(lines) + "\n"


def scaling(scales: Mapping[int, Runs]) -> str:
    """A row a size: seconds and memory of the Study, and what 100,000 codings take of both."""
    lines = [
        "| codings | s, median (min to max) | s a 100,000 | / iterparse | MB | MB a 100,000 |",
        "|---|---|---|---|---|---|",
    ]
    for codings, runs in scales.items():
        done = runs["study"]
        if isinstance(done, str):
            lines.append(f"| {codings:,} | {cell(done)} | | | | |")
            continue
        parts = codings / 100_000
        own = of(done, "peak") - of(done, "idle")
        lines.append(
            f"| {codings:,} | {spread(done, 'seconds')} | {of(done, 'seconds') / parts:.2f} |"
            f" {ratio(done, runs['iterparse'], 'seconds')} | {of(done, 'peak'):,.0f} |"
            f" {own / parts:.0f} |"
        )
    goal = "The last column is without imports. Goal: linear, a million below 2,000 MB."
    return "\n".join([*lines, "", goal]) + "\n"
