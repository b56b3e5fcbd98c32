"""How fast the report is run anew, beside the same by hand and with other tools.

`make bench` measures all and writes benchmarks/README.md. Parts that take long can be measured one
by one (`--parts`); each is kept in `.benchmarks/results/`, and the page holds what there is of them
(`--from` writes it without measuring). Nothing here is part of the test suite, for a time is no
fact about the code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cells import Runs
from changes import changes
from elsewhere import python_with
from kept import RESULTS, Measured, all_kept, keep
from machine import machine, versions
from measuring import NotMeasuredError, in_turn
from processes import say
from rerun_page import page
from scratch import Copy, copied
from sizes import each, growth
from ways import JUPYTER_CACHE, full

PAGE = Path(__file__).with_name("README.md")
LIBRARIES = (
    "analys", "papermill", "nbconvert", "nbclient", "jupytext", "ipykernel", "pandas", "matplotlib",
    "seaborn", "distributed",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Ways that are taken in turn, and how many turns if it is not told."""

    measure: Callable[[Copy, int], Runs]
    turns: int


def _full(copy: Copy, turns: int, *, quick: bool = False) -> Runs:
    return in_turn(full(copy, quick=quick), turns, name="full")


PARTS = {
    "full": Part(_full, 3),
    "each-10": Part(partial(each, cases=10), 3),
    "each-50": Part(partial(each, cases=50), 1),
    "each-290": Part(partial(each, cases=290), 1),
    "growth-10x10000": Part(partial(growth, cases=10, codings=10_000), 3),
    "growth-10x100000": Part(partial(growth, cases=10, codings=100_000), 3),
    "growth-10x1000000": Part(partial(growth, cases=10, codings=1_000_000), 1),
    "growth-290x100000": Part(partial(growth, cases=290, codings=100_000), 1),
    "changes": Part(changes, 3),  # last, for it changes the copy
}
QUICK = {"full": Part(partial(_full, quick=True), 1), "changes": Part(changes, 1)}


def main() -> None:
    """Measure what is asked for, keep it, and write the page of all that has been measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one turn of few ways; only printed")
    parser.add_argument("--parts", default="", help=f"of {', '.join(PARTS)}; or their beginnings")
    parser.add_argument("--turns", type=int, help="how often each way is run")
    parser.add_argument(
        "--from", dest="kept", nargs="?", const=RESULTS, type=Path, metavar="FOLDER",
        help="measure nothing; write the page of what was measured before",
    )  # fmt: skip
    given = parser.parse_args()
    if given.kept:
        told = page(all_kept(given.kept), PARTS)
    elif given.quick:
        sys.stdout.write(page(measured(QUICK, given.turns)))
        return
    else:
        measured(_chosen(given.parts, parser), given.turns, keep)
        told = page(all_kept(), PARTS)
    PAGE.write_text(told, encoding="utf-8")
    sys.stdout.write(told)


def measured(
    parts: dict[str, Part],
    turns: int | None,
    done: Callable[[str, Measured], None] = lambda *_: None,
) -> dict[str, Measured]:
    """Measure some parts in a copy of the project; each is handed over when it is done."""
    found: dict[str, Measured] = {}
    with copied() as copy:
        say("a build that is not measured: compiles what was never imported")
        try:
            copy.built()
        except NotMeasuredError as error:
            sys.exit(f"The report cannot be built: {error}")
        here = machine(_versions())
        for name, part in parts.items():
            found[name] = Measured(here, part.measure(copy, turns or part.turns))
            done(name, found[name])
    return found


def _chosen(names: str, parser: argparse.ArgumentParser) -> dict[str, Part]:
    """The parts whose names begin so; all without."""
    begins = tuple(filter(None, names.split(",")))
    unknown = [begin for begin in begins if not any(name.startswith(begin) for name in PARTS)]
    if unknown:
        parser.error(f"no parts {', '.join(unknown)}; there are {', '.join(PARTS)}")
    whole = {begin for begin in begins if begin in PARTS}
    others = tuple(set(begins) - whole)
    return {
        name: part
        for name, part in PARTS.items()
        if not begins or name in whole or name.startswith(others)
    }


def _versions() -> dict[str, str]:
    ours = versions(Path(sys.executable), *LIBRARIES)
    return ours | versions(python_with(JUPYTER_CACHE), JUPYTER_CACHE.partition("==")[0])


if __name__ == "__main__":
    main()
