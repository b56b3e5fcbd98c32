"""The README of the demonstration material."""

from __future__ import annotations

from analys.demo.files import Made


def text(made: Made, seed: int) -> str:
    """The README, with what was planted and how many there are of each."""
    return f"# Synthetic\n\nSeed {seed}, {len(made.marks)} codings.\n"
