"""One command, with all that it starts: what it took, as JSON.

`python timed.py RESULT AT_MOST COMMAND...`. A process of its own that imports little: on Linux a
child's peak of memory begins at its parent's. Processes that outlive those that started them come
to this one (Linux), so that a server's forks are counted too.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

BECOME_SUBREAPER = 36
PATIENCE = 10.0
"""Seconds for what the command has started to end after it."""

UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Run the command to its end, and wait for what it left."""
    result, at_most, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, setpgroup=0)

    def stop(*_: int | FrameType | None) -> None:
        os.killpg(child, signal.SIGKILL)

    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(told, stop)
    signal.alarm(int(at_most))
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    cpu, peak, left = _rest()
    found = {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime + cpu,
        "peak": max(usage.ru_maxrss, peak) * UNIT / 1e6,
        "left": left,
    }
    Path(result).write_text(json.dumps(found), encoding="utf-8")


def _rest() -> tuple[float, int, int]:
    """Processor time and largest memory of what the command left, and how many had to be ended."""
    cpu, peak, left = 0.0, 0, 0
    until = time.monotonic() + PATIENCE
    with suppress(ChildProcessError):
        while True:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
            if pid:
                cpu += usage.ru_utime + usage.ru_stime
                peak = max(peak, usage.ru_maxrss)
            elif time.monotonic() > until:
                left += _end()
                until = time.monotonic() + PATIENCE
            else:
                time.sleep(0.02)
    return cpu, peak, left


def _end() -> int:
    """End the processes that have come to this one."""
    children = [
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    ]
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return len(children)


if __name__ == "__main__":
    main()
