"""Other programs, run to their end and listened to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def run(
    command: Sequence[str | Path],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it says.

    The process that measures stays small: on Linux a child's peak of memory begins at its parent's.
    """
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def last_line(told: str, otherwise: str) -> str:
    """What a program that failed said last, or another reason where it said nothing."""
    return (told.strip().splitlines() or [otherwise])[-1][:200]


def say(what: str) -> None:
    """Tell whoever waits what is being measured."""
    sys.stderr.write(f"{what}\n")
