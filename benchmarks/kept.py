"""What the benchmarks keep between runs: materials, and what was measured, in `.benchmarks/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cells import Runs

ROOT = Path(__file__).parents[1]
FILES = ROOT / ".benchmarks"
RESULTS = FILES / "results"


@dataclass(frozen=True)
class Measured:
    """The ways that were taken in turn in one run, and on what."""

    machine: str
    runs: Runs


def folder_of(makers: Sequence[str]) -> Path:
    """Where files stand that are made by these sources; another folder when one has changed."""
    sources = [path for pattern in makers for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    key = sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    return FILES / key


def keep(name: str, found: Measured, folder: Path = RESULTS) -> None:
    """Write what was measured, in the place of what was measured of it before."""
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps({"machine": found.machine, "runs": found.runs}, indent=1)
    part = folder / f"{name}.part"
    part.write_text(f"{told}\n", encoding="utf-8")
    part.replace(folder / f"{name}.json")


def all_kept(folder: Path = RESULTS) -> dict[str, Measured]:
    """What has been measured so far, by name."""
    return {
        path.stem: Measured(**json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    }
