"""Running a notebook: jupytext to papermill, with the cell under way told while it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import analys.notebook_format  # noqa: F401 - before those that import nbformat

# isort: split
import jupytext
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_markdown_cell, new_notebook
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook, raise_for_execution_errors
from papermill.iorw import LocalHandler, papermill_io
from papermill.log import logger
from yaml import YAMLError
from zmq import ZMQError

from analys import stopping
from analys.errors import NotebookError, Problem
from analys.executed import settle
from analys.kernels import Kernels
from analys.kernels.client import SilentKernelError
from analys.kernels.environment import environment
from analys.kernels.provisioner import Manager
from analys.language import LANGUAGES, SOURCE
from analys.stopping import Place

Watch = Callable[[int, int], None]
COPY = "Copy the head of another notebook."
_preparing = Lock()  # one at a time, so that its kernel starts while the next is prepared
PATIENCE = 60  # seconds that outputs may lag behind: a busy machine is no fault of a cell's


@dataclass
class Execution:
    """One notebook being run: where, how far it has come, and what it may take."""

    place: Place
    kernels: Kernels
    output: Path
    watch: Watch | None
    timeout: int | None

    def cell(self, at: int, cells: int, cell: NotebookNode) -> None:
        """Note the cell that starts, unless all has been stopped."""
        self.check()
        self.place.at, self.place.cell = at, cell
        if self.watch:
            self.watch(at + 1, cells)

    def check(self) -> None:
        """Refuse to go on with a build that was stopped."""
        if self.kernels.ended:
            raise NotebookError(self.place.problem("to be run", "that the build was stopped"))

    def run(self, client: PapermillNotebookClient, manager: Manager) -> None:
        """Start the kernel, run the cells and end it, however they end."""
        told = environment(self.kernels.folder, self.output)
        try:
            client.execute(cleanup_kc=True, env=told)
        except CellTimeoutError as error:
            raise NotebookError(stopping.hung(self.place, self.timeout, str(error))) from None
        except AssertionError:  # nbclient's own, if the kernel is busy after its last cell
            self.check()
            if self.place.at is None or self.timeout is None:
                raise
            raise NotebookError(stopping.hung(self.place, self.timeout, "")) from None
        except SilentKernelError as error:
            self.check()
            raise NotebookError(stopping.died(self.place, None, str(error))) from None
        except (RuntimeError, OSError, ZMQError) as error:  # so of a kernel that is no more
            self.check()
            status, said = manager.ending()
            known = status is not None or self.place.at is not None
            problem = stopping.died(self.place, status, said if known else str(error))
            raise NotebookError(problem) from None


class Watched(Engine):  # type: ignore[misc]
    """Runs a notebook from its own folder, telling which cell it starts.

    Papermill's own engine would change the folder of the whole process, which other notebooks are
    run from at the same time, and would start a kernel of its own.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, run: Execution, **_: object
    ) -> None:
        """Run the cells, as papermill has it; what it passes on besides is about its own output."""
        start, cells = nb_man.cell_start, len(nb_man.nb.cells)

        def cell_start(cell: NotebookNode, cell_index: int = 0, **more: object) -> None:
            run.cell(cell_index, cells, cell)
            start(cell, cell_index, **more)

        nb_man.cell_start = cell_start
        with run.kernels.manager(kernel_name) as manager:
            client = PapermillNotebookClient(
                nb_man,
                km=manager,
                kernel_name=kernel_name,
                timeout=run.timeout,
                iopub_timeout=PATIENCE,
                log=logger,
                shutdown_kernel="immediate",
                record_timing=False,
                coalesce_streams=True,
                resources={"metadata": {"path": str(run.place.path.parent)}},
            )
            run.run(client, manager)


papermill_engines.register("analys", Watched)


class InPlace(LocalHandler):  # type: ignore[misc]
    """Leaves the folder of the whole process as it is, which papermill's own would change.

    Notebooks run at the same time, and one would put the folder back while the other reads.
    """

    def cwd(self, new_path: str | None) -> None:
        """Papermill tells where relative paths are meant from; there are none."""


papermill_io.register("local", InPlace())
logger.setLevel(logging.CRITICAL)  # what it has to tell is told as problems
# nbclient leaves a task behind where a cell takes too long; that is told as a problem too.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)


def written(path: Path) -> bytes:
    """A notebook's source.

    Raises
    ------
    NotebookError
        If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        told = str(error.strerror or error)
        raise NotebookError(Problem(path.name, "", "a notebook as text", told)) from None


def read(path: Path, text: bytes | None = None) -> NotebookNode:
    """A notebook, from its source if that was read before.

    Raises
    ------
    NotebookError
        If it cannot be read, names no kernel of Python or has no cell of parameters.
    """
    source = written(path) if text is None else text
    try:
        lines = source.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        notebook: NotebookNode = jupytext.reads(lines, {"extension": path.suffix})
    except (ValueError, YAMLError, ValidationError) as error:
        raise NotebookError(Problem(path.name, "", "a notebook as text", str(error))) from None
    except (AttributeError, TypeError, LookupError):  # where jupytext looks into what it has read
        wanted = "a head and tags as other notebooks have them"
        raise NotebookError(Problem(path.name, "", wanted, "other YAML", COPY)) from None
    problems = []
    spec = notebook.metadata.get("kernelspec")
    if spec is None or spec.get("language") != "python":
        found = "none" if spec is None else f"language {spec.get('language') or 'not told'}"
        problems.append(Problem(path.name, "head", "a kernelspec of Python", found, COPY))
    if not any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells):
        problems.append(Problem(path.name, "", 'a cell tagged "parameters"', "none"))
    if problems:
        raise NotebookError(problems)
    return notebook


def in_language(notebook: NotebookNode, language: str) -> NotebookNode:
    """A notebook without the prose of other languages; prose that is tagged with none stays."""
    others = {other for other in LANGUAGES if other != language}
    notebook.cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type != "markdown" or not others.intersection(cell.metadata.get("tags", []))
    ]
    return notebook


def execute(
    path: Path,
    parameters: Mapping[str, Any],
    kernels: Kernels,
    *,
    output: Path,
    watch: Watch | None = None,
    timeout: int | None = None,
    root: Path | None = None,
    text: bytes | None = None,
) -> NotebookNode:
    """Run a notebook and give it with its outputs, settled: the same from the same inputs.

    Parameters
    ----------
    path
        The notebook as jupytext text.
    parameters
        Known parameters; those not given keep the notebook's own values.
    kernels
        Those of the build; the notebook's is one of them while it runs.
    output
        Where its figures and tables go, which its kernel alone is told.
    watch
        Called with the number of the cell that starts and the number of cells.
    timeout
        Seconds that a cell may take; any without.
    root
        The project, whose folder is left out of what is shown; the notebook's own without.
    text
        The notebook's source, if it was read before.

    Raises
    ------
    NotebookError
        If it cannot be read, its kernel cannot be started or dies, or a cell fails or takes too
        long: with the cell, its code and the error.
    """
    with _preparing:
        notebook = in_language(read(path, text), str(parameters.get("language", SOURCE)))
        # In papermill's two steps, for in one it would check and write out what nobody reads.
        ready = execute_notebook(notebook, None, dict(parameters), prepare_only=True)
    run = Execution(Place(path), kernels, output, watch, timeout)
    run.check()
    try:
        done: NotebookNode = papermill_engines.execute_notebook_with_engine(
            "analys", ready, ready.metadata.kernelspec.name, progress_bar=False, run=run
        )
        raise_for_execution_errors(done, None)
    except PapermillExecutionError as error:
        raise NotebookError(stopping.failed(run.place, error, output)) from None
    except NoSuchKernel as error:
        wanted = "a kernel of this environment, python3"
        raise NotebookError(Problem(path.name, "head", wanted, error.name)) from None
    material = Path(str(parameters.get("material", "")))
    return settle(done, [root or path.parents[1], material.parent, output])


def blank(stem: str) -> NotebookNode:
    """A notebook that holds its name alone, for one that cannot be read."""
    cell = new_markdown_cell(f"# {stem}", id="title")  # type: ignore[no-untyped-call]
    notebook: NotebookNode = new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    return notebook
