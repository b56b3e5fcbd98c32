"""Where a worker runs notebooks: a project of its own in the worker's folder, with warm kernels.

A workplace is made for the first notebook of a build and serves those that follow. It is gone, its
kernels and its folder with it, when the build or the worker ends, however they end. The scheduler
imports this too, so what is heavy is imported where it is needed.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from analys.errors import AnalysError, Problem, RunnerError
from analys.workers.alike import differing

if TYPE_CHECKING:
    from distributed import Worker

    from analys.workers.parcel import Job, Parcel

TOPIC = "analys"  # under which cells that start are told; it holds numbers, and no texts
IDLE = 60.0  # seconds after which a build that asks for nothing is taken to be over
LOOK = 1.0  # seconds between two looks at whether anyone still waits for what is run
ALIVE = ("running", "paused", "closing_gracefully")  # a worker that finishes what it has begun

_places: dict[tuple[str, str, str], Workplace] = {}
_lock = Lock()


def run_there(job: Job, parcel: Parcel, print_: str) -> dict[str, bytes] | AnalysError:
    """Run a notebook on the worker that this is called on.

    What is wrong is given, not raised: the scheduler's pages and the worker's log would show it,
    and an error can hold what someone has said.

    Parameters
    ----------
    print_
        The parcel's fingerprint.

    Returns
    -------
    `{name: content}` of all that the notebook leaves, or what is wrong.
    """
    from distributed import get_worker

    worker: Worker = get_worker()
    where = f"worker {worker.address}"
    if problems := differing(job.home, where):
        return RunnerError(problems)
    try:
        with _working(worker, job, parcel, print_) as place:
            return place.run(job, str(worker.get_current_task()))
    except AnalysError as error:
        return error
    except OSError as error:
        told = str(error.strerror or error)
        return RunnerError(Problem(where, "", "to be able to read and write", told))


@contextmanager
def _working(worker: Worker, job: Job, parcel: Parcel, print_: str) -> Iterator[Workplace]:
    """The build's workplace on this worker, which stays while the block runs."""
    task, key = str(worker.get_current_task()), (job.session, worker.address, print_)
    with _lock:
        place = _places.get(key)
        if place is None or place.closed:
            place = _places[key] = Workplace(worker, job, parcel)
        place.running.add(task)
    try:
        yield place
    finally:
        place.leave(task)


def end(session: str) -> None:
    """Take a build's workplaces away."""
    for (whose, *_), place in tuple(_places.items()):
        if whose == session:
            place.unwanted.set()


class Workplace:
    """A project's folder on a worker, and the kernels that run its notebooks.

    Attributes
    ----------
    folder
        Nobody else on the machine can look into it.
    running
        The tasks that are being run.
    unwanted
        Set once nobody wants anything of it.
    closed
        Whether its kernels have been ended.
    """

    def __init__(self, worker: Worker, job: Job, parcel: Parcel) -> None:
        from analys.kernels import Kernels
        from analys.runners import Local

        self.running: set[str] = set()
        self.unwanted = Event()
        self.closed = False
        self._worker = worker
        self._used = time.monotonic()
        self.folder = Path(tempfile.mkdtemp(prefix="analys-", dir=worker.local_directory))
        self._local = Local(Kernels(job.kernels), worker.state.nthreads, job.timeout)
        try:
            self._local.__enter__()
            parcel.unpack(self.folder)
        except BaseException:
            self.close()
            raise
        self._material = parcel.material
        if not parcel.named:
            self._material = str(self.folder / parcel.material)
        Thread(target=self._look_after, name="analys-workplace", daemon=True).start()

    def run(self, job: Job, task: str) -> dict[str, bytes]:
        """Run a notebook; give `{name: content}` of what it leaves."""
        from analys.runners import Task
        from analys.whole import write_whole

        def watch(at: int, of: int) -> None:
            self._worker.log_event(TOPIC, {"task": task, "at": at, "of": of})

        path = self.folder / "notebooks" / f"{job.stem}.py"
        if not path.exists() or path.read_bytes() != job.text:
            write_whole(path, job.text)
        asked = Task(path, {**job.parameters, "material": self._material}, self.folder, job.text)
        with tempfile.TemporaryDirectory(
            prefix="run-", dir=self.folder, ignore_cleanup_errors=True
        ) as name:
            output = Path(name)
            self._local.run(asked, output, watch)
            found = sorted(path for path in output.rglob("*") if path.is_file())
            return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}

    def leave(self, task: str) -> None:
        """Note that a task is over."""
        with _lock:
            self.running.discard(task)
            self._used = time.monotonic()
        if self.closed and not self.running:
            shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """End the kernels and take the folder away; what still runs ends with an error."""
        self.closed = True
        self._local.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _look_after(self) -> None:
        """Close it once nobody wants anything of it."""
        while not self.unwanted.wait(LOOK):
            with _lock:
                idle = not self.running and time.monotonic() - self._used > IDLE
                self.closed = idle or self._worker.status.name not in ALIVE
            if self.closed or not all(map(self._wanted, tuple(self.running))):
                break
        with _lock:
            self.closed = True
            for key in [key for key, place in _places.items() if place is self]:
                del _places[key]
        self.close()

    def _wanted(self, task: str) -> bool:
        """Whether anyone waits for a task: a build that ended has let go of it."""
        found: Any = None
        with contextlib.suppress(RuntimeError):  # changed while it was looked into
            found = self._worker.state.tasks.get(task)
            return found is not None and found.state in ("executing", "long-running")
        return True
