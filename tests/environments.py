"""Other programs in environments of their own, so that ours stays what the lock says."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")


def environment(*requirements: str) -> Path:
    """The Python of an environment that holds these; made once, by whichever test comes first.

    Where no package index can be reached the test is skipped, loudly.
    """
    name = hashlib.sha256("\n".join(requirements).encode()).hexdigest()[:12]
    folder = ROOT / ".environments" / name
    python = folder / "bin" / "python"
    if python.exists():
        return python
    folder.parent.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", made / "v"], check=True)
        command = [UV, "pip", "install", "--quiet", "--python", made / "v" / "bin" / "python"]
        found = subprocess.run([*command, *requirements], capture_output=True, text=True)
        if found.returncode:
            wanted = ", ".join(requirements)
            pytest.skip(f"NOT TRIED: {wanted} cannot be had: {found.stderr[-300:]}")
        # A venv's scripts name their folder, so nothing but its Python is used once it has moved.
        (made / "v").rename(folder)
    except OSError:
        if not python.exists():  # another test was not quicker
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return python
