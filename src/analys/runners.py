"""Who runs a build's notebooks: kernels of this machine, or workers of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore
from typing import Any, Protocol, Self

from analys import execution
from analys.executed import text_of
from analys.kernels import Kernels
from analys.whole import write_whole

NOTEBOOK = "notebook.ipynb"  # what an executed notebook is called in the folder of its run
THREADS = 3  # a kernel mostly waits while it starts, so one more than there are cores to keep busy

Watch = Callable[[int, int], None]
"""Told the number of the cell that starts and the number of cells."""


@dataclass(frozen=True)
class Task:
    """A notebook to run.

    Attributes
    ----------
    path, parameters, root
        Where it lies, with what parameters, and in which project.
    text
        Its source, as it was read there.
    read
        The fingerprint of what it reads: material and codebook.
    beside
        Files that the material refers to beside its own.
    """

    path: Path
    parameters: Mapping[str, Any]
    root: Path
    text: bytes
    read: str = ""
    beside: frozenset[Path] = frozenset()


class Runner(Protocol):
    """Runs notebooks, several at a time, until its block is left or it is stopped.

    Attributes
    ----------
    stopped
        Whether `stop` was called: what fails after that has not failed by itself.
    """

    stopped: bool

    @property
    def at_once(self) -> int:
        """How many notebooks it is given at a time."""

    def __enter__(self) -> Self:
        """Make ready."""

    def __exit__(self, *_: object) -> None:
        """End all that runs."""

    def run(self, task: Task, output: Path, watch: Watch | None = None) -> None:
        """Run a notebook; leave it as `NOTEBOOK` in a folder, its figures in `figures/` there.

        Raises
        ------
        NotebookError
            As `execution.execute` does.
        """

    def stop(self) -> None:
        """End all that runs, from another thread."""


class Local:
    """Runs notebooks in kernels of this machine, which end with it."""

    def __init__(
        self,
        kernels: Kernels | None = None,
        threads: int = THREADS,
        timeout: int | None = None,
    ) -> None:
        self.at_once = threads
        self.stopped = False
        self._kernels = kernels or Kernels()
        self._timeout = timeout
        self._free = Semaphore(threads)  # several reports may be under way

    def __enter__(self) -> Self:
        self._kernels.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._kernels.end()

    def run(self, task: Task, output: Path, watch: Watch | None = None) -> None:
        """Run a notebook, as `Runner` has it."""
        with self._free:
            done = execution.execute(
                task.path,
                task.parameters,
                self._kernels,
                output=output,
                watch=watch,
                timeout=self._timeout,
                root=task.root,
                text=task.text,
            )
        write_whole(output / NOTEBOOK, text_of(done).encode())

    def stop(self) -> None:
        """End all kernels."""
        self.stopped = True
        self._kernels.end()
