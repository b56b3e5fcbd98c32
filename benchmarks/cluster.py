"""A Dask scheduler and workers on this machine, as processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from measuring import NotMeasuredError
from processes import last_line, run

WORKERS = 2
PATIENCE = 60.0
DASK = (sys.executable, "-m", "dask")
_WAIT = (
    "import sys; from distributed import Client; "
    "Client(sys.argv[1]).wait_for_workers(int(sys.argv[2]), timeout=float(sys.argv[3]))"
)


@dataclass(frozen=True)
class Cluster:
    """A scheduler's address, and the process under which its workers run."""

    address: str
    workers: int

    def cpu(self) -> float:
        """Seconds of the processor that the workers have used, and what they started."""
        top = psutil.Process(self.workers)
        spent = 0.0
        for process in (top, *top.children(recursive=True)):
            try:
                spent += sum(process.cpu_times()[:4])  # its own and that of its children that ended
            except psutil.Error:
                continue
        return spent


@contextmanager
def cluster(folder: Path, environment: Mapping[str, str]) -> Iterator[Cluster]:
    """Start a scheduler and workers, and end them afterwards.

    Raises
    ------
    NotMeasuredError
        If Dask is not there or does not start.
    """
    told = folder / "scheduler.json"
    port = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with ExitStack() as started:
        process = _process([*DASK, "scheduler", *port, "--scheduler-file", told], environment)
        scheduler = started.enter_context(process)
        until = time.monotonic() + PATIENCE
        while not told.exists() or not told.stat().st_size:
            if scheduler.poll() is not None or time.monotonic() > until:
                found = run([sys.executable, "-c", "import distributed"])
                raise NotMeasuredError(last_line(found.stderr, "no scheduler started"))
            time.sleep(0.1)
        address = str(json.loads(told.read_text(encoding="utf-8"))["address"])
        each = ["--nworkers", str(WORKERS), "--nthreads", "1", "--no-dashboard"]
        worker: list[str | Path] = [*DASK, "worker", address, *each, "--local-directory", folder]
        workers = started.enter_context(_process(worker, environment))
        found = run([sys.executable, "-c", _WAIT, address, str(WORKERS), str(PATIENCE)])
        if found.returncode:
            raise NotMeasuredError(last_line(found.stderr, "no workers started"))
        yield Cluster(address, workers.pid)


@contextmanager
def _process(
    command: Sequence[str | Path], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=null, stderr=null)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
