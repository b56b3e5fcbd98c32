"""Ways of doing the same, taken in turn; and what a command takes with all that it starts."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cells import Run, Runs
from processes import last_line, say

TIMED = Path(__file__).with_name("timed.py")
AT_MOST = 4 * 3600
"""Seconds that a command may take."""

Way = Callable[[], Run]
"""Does it once and gives what it took."""


class NotMeasuredError(Exception):
    """A way that could not be run to its end; its text is why."""


def in_turn(
    ways: Mapping[str, Way | str], turns: int, order: Sequence[str] = (), *, name: str = ""
) -> Runs:
    """Run every way once, then again, and so on: what else the machine does falls on all alike.

    Parameters
    ----------
    ways
        How to do it, or why it cannot be done.
    order
        What a turn holds, if not each way once. One that has failed is left out from then on.
    """
    runs: dict[str, list[Run]] = {way: [] for way in ways}
    failed = {way: how for way, how in ways.items() if isinstance(how, str)}
    for turn in range(turns):
        for way in order or ways:
            how = ways[way]
            if way in failed or isinstance(how, str):
                continue
            say(f"{name}: {way}, {turn + 1} of {turns}")
            try:
                runs[way].append(how())
            except NotMeasuredError as error:
                failed[way] = f"failed: {error}"
                say(failed[way])
    return {way: failed.get(way, runs[way]) for way in ways}


def taken(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Run:
    """What a command took, with all processes that it started.

    Returns
    -------
    `seconds` until it ended, `cpu` seconds of all, `peak` MB of the largest process, `tree` MB of
    all together, `left` processes that it left running.

    Raises
    ------
    NotMeasuredError
        If its exit status is not 0.
    """
    with tempfile.TemporaryDirectory(prefix="analys-bench-") as scratch:
        result, said = Path(scratch) / "result.json", Path(scratch) / "said"
        start = [sys.executable, "-I", "-S", TIMED, result, str(AT_MOST), *command]
        with said.open("w", encoding="utf-8") as errors:
            runner = subprocess.Popen(
                start, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
            )
            tree = _watched(runner)
        told = said.read_text(encoding="utf-8", errors="replace")
        if not result.exists():
            raise NotMeasuredError(last_line(told, f"the runner ended with {runner.returncode}"))
        found = json.loads(result.read_text(encoding="utf-8"))
    status = found.pop("status")
    if status:
        raise NotMeasuredError(f"exit status {status}: {last_line(told, 'nothing said')}")
    return {**found, "tree": max(tree, found["peak"])}


def together(runs: Iterable[Run]) -> Run:
    """Several commands, one after another, as one: times are added, memory is that of the most."""
    done = list(runs)
    added = {what: sum(run[what] for run in done) for what in ("seconds", "cpu", "left")}
    return added | {what: max(run[what] for run in done) for what in ("peak", "tree")}


def _watched(runner: subprocess.Popen[bytes]) -> float:
    """The most memory that all processes under it were seen to hold at one time, in MB.

    Looking takes a processor too: a twentieth of one at most.
    """
    most, pause = 0.0, 0.2
    while True:
        try:
            runner.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            began = time.perf_counter()
            most = max(most, _held(runner.pid))
            pause = max(0.2, 20 * (time.perf_counter() - began))
        except BaseException:
            runner.terminate()
            runner.wait()
            raise
        else:
            return most


def _held(pid: int) -> float:
    """Memory of all processes under one; what forked processes share is counted once (Linux)."""
    import psutil  # here, so that a benchmark that does not look stays small

    held = 0
    try:
        below = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return 0.0
    for process in below:
        try:
            held += process.memory_full_info().pss if psutil.LINUX else process.memory_info().rss
        except psutil.Error:  # it has ended
            continue
    return held / 1e6
