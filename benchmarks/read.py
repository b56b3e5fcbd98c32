"""How fast a large REFI-QDA project is read, beside the standard library and two other readers.

`make bench-read` measures all and writes benchmarks/README.md; `--quick` reads 10,000 codings and
only prints. Nothing here is part of the test suite, for a time is no fact about the code.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from report import page, table

HERE = Path(__file__).parent
ROOT = HERE.parent
FILES = ROOT / ".benchmarks"
OTHERS = ("pyrefiqda==0.3.1", "qdapy==0.1.0")
MAKERS = ("benchmarks/material.py", "src/analys/export/*.py", "data/demo/intervjuer.qdpx")
SCALES = (10_000, 100_000, 1_000_000)
MIDDLE = 100_000
REPEATS = 5
_FIND = "from environments import environment; print(environment(*{!r}))"

Runs = dict[str, list[dict[str, float]] | str]
"""Way -> what each of its runs took, or why there is none."""


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
    told = page(size, runs, scales, path.with_suffix(".qde").stat().st_size, _versions(others))
    (HERE / "README.md").write_text(told, encoding="utf-8")
    sys.stdout.write(told)


def measured(path: Path, ways: dict[str, Path | str], repeats: int) -> Runs:
    """Run every way once, then again, and so on: what else the machine does falls on all alike.

    A way is the Python to run it with, or why it cannot be run.
    """
    runs: Runs = {way: [] if isinstance(python, Path) else python for way, python in ways.items()}
    for turn in range(repeats):
        for way, python in ways.items():
            done = runs[way]
            if isinstance(python, str) or isinstance(done, str):
                continue
            _say(f"{path.stem}: {way}, {turn + 1} of {repeats}")
            found = _run([python, HERE / "reading.py", way, path])
            if found.returncode:
                last = found.stderr.strip().splitlines()[-1:] or [f"exit {found.returncode}"]
                runs[way] = f"failed: {last[0][:200]}"
            else:
                done.append(json.loads(found.stdout))
    return runs


def _material(codings: int) -> Path:
    """The file with so many codings; made anew when what makes it has changed."""
    sources = [path for pattern in MAKERS for path in sorted(ROOT.glob(pattern))]
    key = sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = FILES / key
    path = folder / f"{codings}.qdpx"
    bare = path.with_suffix(".qde")
    if bare.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    _say(f"making {codings:,} codings")
    made = _run([sys.executable, HERE / "material.py", str(codings), path])
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
    found = _run([sys.executable, "-c", _FIND.format(OTHERS)], ROOT / "tests")
    told = found.stdout.strip()
    reason = (found.stderr.strip().splitlines() or ["no environment"])[-1][:200]
    python = Path(told) if found.returncode == 0 else f"not measured: {reason}"
    ours = Path(sys.executable)
    return {"iterparse": ours, "codings": ours, "study": ours, "pyrefiqda": python, "qdapy": python}


def _versions(ways: dict[str, Path | str]) -> dict[str, str]:
    code = (
        "import sys, json; from importlib.metadata import version; "
        "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    )
    versions: dict[str, str] = {}
    asked: Sequence[tuple[str, tuple[str, ...]]] = (
        ("study", ("analys", "pandas", "numpy", "pyarrow")),
        ("pyrefiqda", tuple(each.partition("==")[0] for each in OTHERS)),
    )
    for way, names in asked:
        python = ways[way]
        if isinstance(python, Path):
            versions |= json.loads(_run([python, "-c", code, *names]).stdout)
    return versions


def _run(
    command: Sequence[str | Path], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    # This process stays small: on Linux a child's peak of memory begins at its parent's.
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()
