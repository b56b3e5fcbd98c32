"""A copy of the project to build in, with folders beside it for what others make of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cells import Run
from kept import FILES, ROOT, folder_of
from measuring import taken
from processes import last_line, run, say

BIN = Path(sys.executable).parent
ANALYS = (sys.executable, BIN / "analys")
KEPT = ".analys"
"""Where the library keeps what it has read; without it a build begins from nothing."""

DEMO_MAKERS = ("src/analys/demo/**/*", "data/codebook.yaml")


@dataclass(frozen=True)
class Copy:
    """The project's files in a folder of their own, and a place beside them."""

    root: Path
    beside: Path

    @property
    def notebooks(self) -> list[Path]:
        """The notebooks of the report."""
        return sorted((self.root / "notebooks").glob("0[0-8]_*.py"))

    def environment(self, **more: str | Path) -> dict[str, str]:
        """What processes see: this copy's library, and the commands of its environment."""
        path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
        told = {name: str(value) for name, value in more.items()}
        return os.environ | {"PYTHONPATH": str(self.root / "src"), "PATH": path} | told

    def built(self, *options: str | Path) -> Run:
        """What `analys build` takes in the copy."""
        return taken([*ANALYS, "build", *options], self.root, self.environment())

    def forget(self) -> None:
        """Remove what was kept of reading."""
        shutil.rmtree(self.root / KEPT, ignore_errors=True)

    def clear(self) -> None:
        """Remove the products of earlier builds."""
        for name in ("reports", "figures"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def empty(self, name: str) -> Path:
        """A folder beside the copy with nothing in it."""
        folder = self.beside / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


@contextmanager
def copied() -> Iterator[Copy]:
    """Copy all that git knows or would take up, and remove it afterwards."""
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT)
    if listed.returncode:
        sys.exit(f"The benchmark copies what git lists: {listed.stderr}")
    FILES.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="scratch-", dir=FILES) as scratch:
        copy = Copy(Path(scratch) / "project", Path(scratch) / "beside")
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():  # not one that was removed and is still listed
                (copy.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy.root / name)
        yield copy


def material(cases: int, codings: int | None = None) -> Path:
    """A synthetic material of so many municipalities and codings; kept for the next time."""
    path = folder_of(DEMO_MAKERS) / (f"{cases}x{codings}" if codings else f"{cases}")
    if not path.exists():
        say(f"making a material: {path.name}")
        size = ["--codings", str(codings)] if codings else []
        made = run([*ANALYS, "demo", path, "--cases", str(cases), *size], ROOT, _library())
        if made.returncode:
            sys.exit(last_line(made.stderr, "analys demo failed"))
    return path


def _library() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}
