"""What a build takes after a small change, or after none."""

from __future__ import annotations

import sys
from itertools import count

from cells import Run, Runs
from edits import append_cell, recode
from measuring import in_turn, taken
from scratch import Copy

OFTEN = 5
"""A run of some milliseconds is measured so many times a turn."""

ORDER = ("bare", "unchanged") * OFTEN + ("notebook", "coding")


def changes(copy: Copy, turns: int) -> Runs:
    """No change, one notebook, one coding; and a start of Python that does nothing.

    Each build begins from the products of the one before, and from what was kept of it.
    """
    copy.built("--force")  # what was measured before may have let go of what is kept
    at = count(1)
    notebook = copy.root / "notebooks" / "03_formalisering.py"
    project = copy.root / "data" / "demo" / "intervjuer.qdpx"

    def bare() -> Run:
        return taken([sys.executable, "-c", "pass"], copy.root, copy.environment())

    def unchanged() -> Run:
        return _built(copy)

    def a_notebook() -> Run:
        append_cell(notebook, f"Tillagt {next(at)}")
        return _built(copy)

    def a_coding() -> Run:
        recode(project, 10 * next(at))
        return _built(copy)

    ways = {"bare": bare, "unchanged": unchanged, "notebook": a_notebook, "coding": a_coding}
    return in_turn(ways, turns, ORDER, name="changes")


def _built(copy: Copy) -> Run:
    """A build, and how many of the notebooks' pages it wrote."""
    before = _written(copy)
    run = copy.built()
    after = _written(copy)
    return {**run, "pages": sum(before.get(name) != when for name, when in after.items())}


def _written(copy: Copy) -> dict[str, int]:
    folder = copy.root / "reports" / "internal"
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("0*.html")}
