"""The build's end of its workers: notebooks are asked for, and what comes of them is written."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import uuid4

from analys.errors import AnalysError, NotebookError, Problem, RunnerError
from analys.runners import NOTEBOOK, Task, Watch
from analys.whole import write_whole
from analys.workers.alike import differing, machine
from analys.workers.packing import packed
from analys.workers.parcel import Job, as_sent
from analys.workers.workplace import TOPIC, end, run_there

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT = 10  # seconds that the scheduler gets to answer for the first time
PATIENCE = 30.0  # seconds that it gets later on, while it may be busy
FAREWELL = 5.0  # seconds that workers get to take a build's folders away
LOOK = 2.0  # seconds between two looks at whether it and its workers are there
LEAST = 16  # notebooks that are asked for at once: a whole report, whoever comes to run it
MISSING = "In the project's folder: python -m pip install -e '.[dask]'"
MEMORY = "It may need more memory, or workers with fewer threads each. Their logs say more."

Outcome = Mapping[str, bytes] | AnalysError
Given = TypeVar("Given")


class Workers:
    """Runs notebooks on the workers of a Dask scheduler, as `runners.Runner` has it.

    Parameters
    ----------
    address
        The scheduler's.
    kernels, timeout
        As `runners.Local` has them.
    lonely
        Called when there is no worker to run what is asked for.
    """

    def __init__(
        self,
        address: str,
        kernels: str = "warm",
        timeout: int | None = None,
        lonely: Callable[[], None] | None = None,
    ) -> None:
        self.address = address
        self.stopped = False
        self._session = uuid4().hex
        self._kernels, self._timeout, self._lonely = kernels, timeout, lonely
        self._threads = 0
        self._lost = ""  # what became of the scheduler
        self._over = Event()
        self._lock, self._alone = Lock(), Lock()
        self._parcels: dict[tuple[Path, str, str], tuple[Future[Any], str]] = {}
        self._waiting: set[concurrent.futures.Future[Any]] = set()
        self._futures: dict[str, Future[Any]] = {}
        self._watches: dict[str, Watch] = {}

    @property
    def at_once(self) -> int:
        """How many notebooks it is given at a time: twice what the workers that there are can."""
        return max(LEAST, 2 * self._threads)

    def __enter__(self) -> Self:
        """Find the scheduler, and see that it and its workers are like this machine.

        Raises
        ------
        RunnerError
            If Dask is not installed, nobody answers at the address, a worker does not answer, or a
            machine is not alike.
        """
        self._client = _connected(self.address)
        try:
            self._threads = sum(self._ask(lambda client: client.nthreads()).values())
            self._check()
            self._client.subscribe_topic(TOPIC, self._told)
        except BaseException as error:
            with contextlib.suppress(Exception):  # it may hang as well
                self._client.close(timeout=FAREWELL)
            if isinstance(error, AnalysError) or not isinstance(error, Exception):
                raise
            wanted = "a scheduler and workers that answer"
            raise RunnerError(
                Problem("build", self._asked, wanted, _answered(error), HANGING)
            ) from None
        Thread(target=self._look_after, name="analys-scheduler", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._cancel()
        with contextlib.suppress(Exception):  # who is gone has nothing to take away
            self._ask(lambda client: client.run(end, self._session, on_error="ignore"), FAREWELL)
        with contextlib.suppress(Exception):
            self._client.close(timeout=FAREWELL)

    def run(self, task: Task, output: Path, watch: Watch | None = None) -> None:
        """Run a notebook, as `Runner` has it.

        Raises
        ------
        RunnerError
            If the scheduler is gone, or a worker is not like this machine.
        """
        found = self._outcome(task, watch)
        if isinstance(found, AnalysError):
            raise found
        for name in sorted(found, key=lambda name: name == NOTEBOOK):  # it says that all is there
            write_whole(output / name, found[name])

    def stop(self) -> None:
        """End all that runs."""
        self.stopped = True
        self._cancel()

    # What is asked for

    def _outcome(self, task: Task, watch: Watch | None) -> Outcome:
        """What comes of a notebook.

        Dask blames every notebook that a worker had when it died, so one that is blamed too often
        gets another chance, in which no other that is blamed runs.
        """
        from distributed import KilledWorker

        try:
            return self._done(task, watch)
        except KilledWorker:
            pass
        with self._alone:
            try:
                return self._done(task, watch)
            except KilledWorker:
                wanted, told = (
                    "workers that live to the last cell",
                    "that they end when they run it",
                )
                return NotebookError(Problem(task.path.name, "", wanted, told, MEMORY))

    def _done(self, task: Task, watch: Watch | None) -> Outcome:
        from distributed import KilledWorker

        key = f"analys-{task.path.stem}-{uuid4().hex}"
        if watch:
            self._watches[key] = watch
        try:
            future = self._futures[key] = self._submitted(key, task)
            return cast(Outcome, self._ask(lambda client: client.gather(future), None))
        except (AnalysError, KilledWorker):
            raise
        except Exception as error:
            raise self._broken(error) from error
        finally:
            self._watches.pop(key, None)
            self._futures.pop(key, None)

    def _submitted(self, key: str, task: Task) -> Future[Any]:
        given = {name: value for name, value in task.parameters.items() if name != "material"}
        parcel, print_ = self._parcel(task)
        job = Job(
            task.path.stem,
            task.text,
            given,
            self._session,
            self._kernels,
            self._timeout,
            machine(),
        )
        return self._client.submit(run_there, job, parcel, print_, key=key, pure=False)

    def _parcel(self, task: Task) -> tuple[Future[Any], str]:
        """What a notebook reads, as the workers have it, and its fingerprint; it is sent once.

        It is a task whose result is its own input, so that the scheduler can give it to a worker
        that comes later, also when all that had it are gone.
        """
        material = str(task.parameters["material"])
        asked = (task.root, material, task.read)
        with self._lock:
            if asked not in self._parcels:
                parcel = packed(task.root, material, task.beside)
                print_ = parcel.fingerprint()
                key = f"analys-material-{print_}"
                sent = self._client.submit(as_sent, parcel, key=key)
                self._parcels[asked] = sent, print_
            return self._parcels[asked]

    def _broken(self, error: Exception) -> RunnerError:
        """What is told when a notebook's outcome does not arrive."""
        if self._lost or isinstance(error, (concurrent.futures.CancelledError, OSError)):
            wanted, found = "the scheduler to be there to the end", self._lost or _told(error)
            advice = "Nothing was changed. See that it runs, and build again: what was run is kept."
            return RunnerError(Problem("build", self._asked, wanted, found, advice))
        return RunnerError(
            Problem("build", self._asked, "workers that run notebooks", _told(error), MISMATCHED)
        )

    @property
    def _asked(self) -> str:
        return f"--scheduler {self.address}"

    # What is heard from the scheduler

    def _ask(
        self, call: Callable[[Client], Awaitable[Given]], patience: float | None = PATIENCE
    ) -> Given:
        """What the client is asked for; `TimeoutError` if it takes longer than there is patience.

        Dask's own calls could not be left while they wait for a scheduler that says nothing.
        """
        waiting: concurrent.futures.Future[Given] = concurrent.futures.Future()

        async def asked() -> None:
            try:
                given = await call(self._client)
            except Exception as error:
                _settle(waiting, error=error)
            else:
                _settle(waiting, given)

        loop: Any = self._client.loop
        self._waiting.add(waiting)
        try:
            if (self.stopped or self._lost) and patience is None:
                raise concurrent.futures.CancelledError
            asyncio.run_coroutine_threadsafe(asked(), loop.asyncio_loop)
            return waiting.result(patience)
        finally:
            self._waiting.discard(waiting)

    def _check(self) -> None:
        """Refuse machines that are not like this one."""
        home = machine()
        found: dict[str, Any] = {
            f"worker {address}": answer
            for address, answer in self._ask(
                lambda client: client.run(differing, home, on_error="return")
            ).items()
        }
        scheduler = f"scheduler {self.address}"
        try:
            found[scheduler] = self._ask(lambda client: client.run_on_scheduler(differing, home))
        except Exception as error:
            found[scheduler] = error
        problems = [each for where, answer in found.items() for each in _problems(where, answer)]
        if problems:
            raise RunnerError(problems)

    def _told(self, event: tuple[float, Mapping[str, Any]]) -> None:
        """Tell of a cell that starts."""
        _, message = event
        if watch := self._watches.get(message["task"]):
            watch(message["at"], message["of"])

    def _look_after(self) -> None:
        """See whether the scheduler and its workers are there, until all is over."""
        said = False
        while True:
            try:
                self._threads = sum(self._ask(lambda client: client.nthreads()).values())
                if self._client.status != "running":
                    raise OSError("the connection is closed")
            except Exception as error:
                if not self._over.is_set():
                    self._lost = _answered(error)
                    self._cancel()
                return
            if self._threads:
                said = False
            elif self._lonely and not said and self._watches:
                self._lonely()
                said = True
            if self._over.wait(LOOK):
                return

    def _cancel(self) -> None:
        """Let go of all that is waited for; workers end what nobody waits for."""
        with contextlib.suppress(Exception):  # it may be gone
            self._client.cancel(list(self._futures.values()))
        for waiting in tuple(self._waiting):
            _settle(waiting, error=concurrent.futures.CancelledError())


MISMATCHED = "The scheduler's and the workers' logs say more."
HANGING = "One that hangs has to be ended: the scheduler's and the workers' logs say more."


def _connected(address: str) -> Client:
    try:
        import dask
        from distributed import Client
    except ImportError:
        problem = Problem("build", "--scheduler", "the extra dask", "no package of it", MISSING)
        raise RunnerError(problem) from None
    for name in tuple(logging.root.manager.loggerDict):  # what they tell is told as a problem
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # A large material is sent as a task on purpose.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared once it is there
            return Client(address, timeout=CONNECT, set_as_default=False, name="analys")
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        advice = "Start one with: dask scheduler"
        wanted, place = "a Dask scheduler that answers", f"--scheduler {address}"
        raise RunnerError(Problem("build", place, wanted, _told(error), advice)) from None


def _settle(
    waiting: concurrent.futures.Future[Any], given: object = None, error: Exception | None = None
) -> None:
    """Give who waits an answer, unless there has been one."""
    with contextlib.suppress(concurrent.futures.InvalidStateError):
        if error:
            waiting.set_exception(error)
        else:
            waiting.set_result(given)


def _problems(where: str, answer: object) -> list[Problem]:
    """What a machine has answered about itself."""
    if isinstance(answer, list):
        return [replace(problem, file=where) for problem in answer]
    wanted = "the library analys, as it is here"
    return [Problem(where, "", wanted, _told(answer), "Install it there, and start it again.")]


def _answered(error: Exception) -> str:
    """What came instead of an answer."""
    return _told(error) if str(error) else f"no answer in {PATIENCE:.0f} s"


def _told(error: object) -> str:
    text = " ".join(str(error).split()).rstrip(".")
    return text or type(error).__name__
