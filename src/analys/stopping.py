"""What is told of a notebook that could not be run to its end: which cell, why, what to do."""

from __future__ import annotations

import errno
import re
import signal
from dataclasses import dataclass
from pathlib import Path

import analys.notebook_format  # noqa: F401 - before nbformat

# isort: split
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from analys.errors import Problem

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
REFUSED = re.compile(r"\[Errno (?P<number>\d+)\] (?P<told>[^:]+)(?:: '(?P<file>.*)')?")
SHOWN = 12  # lines of a failing cell that the message holds
MEMORY = "The machine may have run out of memory: close other programs, or build fewer at once."
FULL = {
    errno.ENOSPC: "Free some space on the disk, or give --output a folder on another.",
    errno.EDQUOT: "Free some of your quota, or give --output a folder on another disk.",
}
READ_ONLY = "Give --output a folder that you may write to."
ADVICE = {**FULL, errno.EROFS: READ_ONLY}
FORBIDDEN = (errno.EACCES, errno.EPERM)  # to write what is the build's own, or to read another file
LATE = "Timeout waiting for IOPub output"  # what nbclient says of outputs that do not come
BUSY = "The machine may be busy with other things: build fewer notebooks at once (--threads 1)."


@dataclass
class Place:
    """Which cell of a notebook is under way: None before the first."""

    path: Path
    at: int | None = None
    cell: NotebookNode | None = None

    def problem(self, expected: str, found: str, advice: str = "") -> Problem:
        """A problem with the cell, or with the notebook if none has begun."""
        if self.at is None or self.cell is None:
            return Problem(self.path.name, "", expected, found, advice)
        told = " ".join(part for part in (advice, _code(self.cell.source)) if part)
        return Problem(self.path.name, f"cell {self.at + 1}", expected, found, told)


def _code(source: str) -> str:
    lines = source.strip().splitlines()
    code = "\n".join(f"    {line}" for line in lines[:SHOWN])
    more = f"\n    … {len(lines) - SHOWN} more lines" if len(lines) > SHOWN else ""
    return f"The cell:\n{code}{more}"


def failed(place: Place, error: PapermillExecutionError, output: Path) -> Problem:
    """A cell that raised; what the system refused to write to its output is told as that."""
    told = COLOURS.sub("", str(error.evalue)).strip().rstrip(".")
    if refused := REFUSED.match(told):
        number, file = int(refused["number"]), refused["file"] or ""
        own = number in FORBIDDEN and Path(file).is_relative_to(output)
        if advice := READ_ONLY if own else ADVICE.get(number):
            what = f"to be able to write {file or 'its products'}"
            return place.problem(what, refused["told"], advice)
    return place.problem("the cell to run", f"{error.ename}: {told}")


def hung(place: Place, seconds: int | None, told: str) -> Problem:
    """A cell that had not ended in time, or whose outputs never came."""
    if seconds is None or LATE in told:
        return place.problem("the cell's outputs", "that they did not come once it had ended", BUSY)
    advice = "Give it longer with --timeout SECONDS, or mend what it waits for."
    return place.problem(f"the cell to end within {seconds} s", "it still running", advice)


def died(place: Place, status: int | None, said: str) -> Problem:
    """A kernel that is no more, with how it ended and the last that it said."""
    if place.at is None:
        return place.problem("a kernel that starts", said or _ending(status))
    wanted = "a kernel that lives to the last cell"
    return place.problem(wanted, _ending(status), MEMORY if status == -9 else said)


def _ending(status: int | None) -> str:
    if status is None:
        return "no answer from it"
    if status >= 0:
        return f"that it ended with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = "unknown"
    killed = "that it was killed by the system" if status == -9 else "that it crashed"
    return f"{killed} (signal {-status}, {name})"
