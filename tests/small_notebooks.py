"""Notebooks of a few lines in a project of their own, for tests of running them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil

HEAD = """# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% tags=["parameters"]
material, language, wanted = "demo", "sv", 1
"""
FIRST = 2  # a notebook's own first cell comes after its parameters


def notebook(folder: Path, *cells: str, head: str = HEAD, stem: str = "01_prov") -> Path:
    """A notebook in the project `folder`, of some cells."""
    path = folder / "notebooks" / f"{stem}.py"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(head + "".join(f"\n# %%\n{cell}\n" for cell in cells), encoding="utf-8")
    return path


def over(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def until(true: Callable[[], object], seconds: float = 60) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
