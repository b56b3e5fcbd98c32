"""How fast a large REFI-QDA project is read, beside the standard library and two other readers.

`make bench-read` measures all and writes benchmarks/READING.md; `--quick` reads 10,000 codings and
only prints. Nothing here is part of the test suite, for a time is no fact about the code.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import zipfile
from functools import partial
from pathlib import Path

from cells import Run, Runs
from elsewhere import python_with
from kept import folder_of
from machine import versions
from measuring import NotMeasuredError, in_turn
from processes import last_line, run, say
from reading_page import page, table

HERE = Path(__file__).parent
OTHERS = ("pyrefiqda==0.3.1", "qdapy==0.1.0")
MAKERS = ("benchmarks/material.py", "src/analys/export/*.py", "data/demo/intervjuer.qdpx")
SCALES = (10_000, 100_000, 1_000_000)
MIDDLE = 100_000
REPEATS = 5


def main() -> None:
    """Make the files that are missing, measure, print; write the page unless it is quick."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 codings; nothing is written")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="of each way")
    given = parser.parse_args()
    others = _others()
    warm = _material(SCALES[0])
    measured(warm, others, 1)  # compiles what was never imported, fills the system's cache
    size = SCALES[0] if given.quick else MIDDLE
    path = _material(size)
    runs = measured(path, others, given.repeats)
    if given.quick:
        sys.stdout.write(table(size, runs))
        return
    ours: dict[str, Path | str] = {"iterparse": Path(sys.executable), "study": Path(sys.executable)}
    scales = {n: runs if n == MIDDLE else measured(_material(n), ours, 3) for n in SCALES}
    told = page(
        size, runs, scales, path.with_suffix(".qde").stat().st_size, _versions(others["pyrefiqda"])
    )
    (HERE / "READING.md").write_text(told, encoding="utf-8")
    sys.stdout.write(told)


def measured(path: Path, ways: dict[str, Path | str], repeats: int) -> Runs:
    """Read a file in every way, in turn: with this Python, or why it cannot be."""
    once = {
        way: python if isinstance(python, str) else partial(_reading, python, way, path)
        for way, python in ways.items()
    }
    return in_turn(once, repeats, name=path.stem)


def _reading(python: Path, way: str, path: Path) -> Run:
    found = run([python, HERE / "reading.py", way, path])
    if found.returncode:
        raise NotMeasuredError(last_line(found.stderr, f"exit {found.returncode}"))
    told: Run = json.loads(found.stdout)
    return told


def _material(codings: int) -> Path:
    """The file with so many codings; made anew when what makes it has changed."""
    folder = folder_of(MAKERS)
    path = folder / f"{codings}.qdpx"
    bare = path.with_suffix(".qde")
    if bare.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    say(f"making {codings:,} codings")
    made = run([sys.executable, HERE / "material.py", str(codings), path])
    if made.returncode:
        sys.exit(made.stderr)
    part = bare.with_suffix(".part")
    with (
        zipfile.ZipFile(path) as archive,
        archive.open("project.qde") as packed,
        part.open("wb") as plain,
    ):
        shutil.copyfileobj(packed, plain)
    part.replace(bare)
    return path


def _others() -> dict[str, Path | str]:
    """Way -> the Python that has what it needs, or why there is none."""
    python, ours = python_with(*OTHERS), Path(sys.executable)
    return {"iterparse": ours, "codings": ours, "study": ours, "pyrefiqda": python, "qdapy": python}


def _versions(python: Path | str) -> dict[str, str]:
    ours = versions(Path(sys.executable), "analys", "pandas", "numpy", "pyarrow")
    return ours | versions(python, *(each.partition("==")[0] for each in OTHERS))


if __name__ == "__main__":
    main()
