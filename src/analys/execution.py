"""Running a notebook: jupytext to papermill, with the cell under way told while it runs."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Self

import jupytext
import nbformat
import papermill
import zmq
from jupyter_client.kernelspec import NoSuchKernel
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import LocalHandler, papermill_io
from papermill.log import logger
from traitlets.config import Config

from analys.errors import NotebookError, Problem
from analys.language import LANGUAGES, SOURCE
from analys.report import OUTPUT

Watch = Callable[[int, int], None]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
MEMORY = "The machine may have run out of memory."
SHOWN = 12  # lines of a failing cell that the message holds


class Kernels:
    """The kernels of a build, known while they run so that all can be ended from another thread.

    Leaving the block ends those that still run; a notebook that was about to start ends with its
    first cell.
    """

    def __init__(self, kind: str = "warm") -> None:
        self.kind = kind
        self.ended = False
        self._clients: set[PapermillNotebookClient] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = True
        for client in tuple(self._clients):
            process = getattr(getattr(client.km, "provisioner", None), "process", None)
            if process:
                process.kill()

    @contextmanager
    def holding(self, client: PapermillNotebookClient) -> Iterator[None]:
        """Know a client's kernel while the block runs."""
        self._clients.add(client)
        try:
            yield
        finally:
            self._clients.discard(client)


class Watched(Engine):  # type: ignore[misc]
    """Runs a notebook from its own folder, telling which cell it starts.

    Papermill's own engine would change the folder of the whole process, which other notebooks are
    run from at the same time, and would keep its client to itself.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        folder: Path,
        kernels: Kernels,
        env: Mapping[str, str],
        watch: Watch | None = None,
        timeout: int | None = None,
        **_: object,
    ) -> None:
        """Run the cells, as papermill has it; what it passes on besides is about its own output."""
        start, cells = nb_man.cell_start, len(nb_man.nb.cells)

        def cell_start(cell: NotebookNode, cell_index: int | None = None, **more: object) -> None:
            if kernels.ended:
                raise RuntimeError("the build was stopped")
            if watch:
                watch((cell_index or 0) + 1, cells)
            start(cell, cell_index, **more)

        nb_man.cell_start = cell_start
        client = PapermillNotebookClient(
            nb_man,
            kernel_name=kernel_name,
            log=logger,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder)}},
            config=_encrypted(),
            timeout=timeout,
        )
        with kernels.holding(client):
            client.execute(env=dict(env))


papermill_engines.register("analys", Watched)


class InPlace(LocalHandler):  # type: ignore[misc]
    """Reads and writes without changing the folder of the whole process, as papermill's own would.

    Notebooks run at the same time, and one would put the folder back while the other reads; where
    they are read and written is told in full.
    """

    def cwd(self, new_path: str | None) -> None:
        """Papermill tells where relative paths are meant from; there are none."""


papermill_io.register("local", InPlace())
logging.getLogger("papermill").setLevel(logging.CRITICAL)


def read(path: Path) -> NotebookNode:
    """A notebook as it is written.

    Raises
    ------
    NotebookError
        If it cannot be read, names no kernel or has no cell of parameters.
    """
    try:
        notebook: NotebookNode = jupytext.read(path)
    except (OSError, ValueError) as error:
        raise NotebookError(Problem(path.name, "", "a notebook as text", str(error))) from None
    problems = []
    if "kernelspec" not in notebook.metadata:
        problems.append(
            Problem(path.name, "head", "a kernelspec", "none", "Copy the head of another notebook.")
        )
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
) -> NotebookNode:
    """Run a notebook and give it with its outputs.

    Parameters
    ----------
    path
        The notebook as jupytext text.
    parameters
        Known parameters; those not given keep the notebook's own values.
    kernels
        Those of the build; the notebook's is one of them while it runs.
    watch
        Called with the number of the cell that starts and the number of cells.

    Raises
    ------
    NotebookError
        If it cannot be read, its kernel cannot be started or dies, or a cell fails: with the cell,
        its code and the error.
    """
    notebook = in_language(read(path), str(parameters.get("language", SOURCE)))
    with TemporaryDirectory(prefix="analys-") as folder:
        source, target = Path(folder) / "in.ipynb", Path(folder) / "out.ipynb"
        nbformat.write(notebook, source)  # type: ignore[no-untyped-call]
        try:
            done: NotebookNode = papermill.execute_notebook(
                source,
                target,
                parameters=dict(parameters),
                engine_name="analys",
                progress_bar=False,
                folder=path.parent,
                kernels=kernels,
                watch=watch,
                timeout=timeout,
                env={**os.environ, OUTPUT: str(output), "PYTHONHASHSEED": "0"},
            )
            return _placeless(done, [path.parents[1], Path(parameters.get("material", "")).parent])
        except PapermillExecutionError as error:
            raise NotebookError(_failure(path, error)) from None
        except NoSuchKernel as error:
            wanted = "a kernel of this environment, python3"
            raise NotebookError(Problem(path.name, "head", wanted, error.name)) from None
        except RuntimeError as error:  # what nbclient says of a kernel that is no more
            wanted, told = "a kernel that lives to the last cell", str(error)
            raise NotebookError(Problem(path.name, "", wanted, told, MEMORY)) from None


def _placeless(notebook: NotebookNode, folders: Iterable[Path]) -> NotebookNode:
    """Leave out this machine's folders, which parameters and warnings name: pages are mailed."""
    own = (Path(sys.prefix), Path(__file__).parents[2], Path.home(), Path(gettempdir()))
    places = [folder for folder in (*folders, *own) if folder.is_absolute()]
    names = sorted({f"{folder}{os.sep}" for folder in places}, key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, names)))
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = named.sub("", cell.source)
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = named.sub("", output.text)
    return notebook


def _encrypted() -> Config:
    """Kernels listen on this machine's ports: their talk is encrypted where the system can."""
    policy = "auto" if zmq.has("curve") else "disabled"
    return Config({"KernelManager": {"transport_encryption": policy}})


def text_of(notebook: NotebookNode) -> str:
    """The text."""
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def read_executed(path: Path) -> NotebookNode:
    """The notebook."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def _failure(path: Path, error: PapermillExecutionError) -> Problem:
    lines = error.source.strip().splitlines()
    code = "\n".join(f"    {line}" for line in lines[:SHOWN])
    more = f"\n    … {len(lines) - SHOWN} more lines" if len(lines) > SHOWN else ""
    told = COLOURS.sub("", str(error.evalue)).strip().rstrip(".")
    return Problem(
        path.name,
        f"cell {error.cell_index + 1}",
        "the cell to run",
        f"{error.ename}: {told}",
        f"The cell:\n{code}{more}",
    )


def blank(stem: str) -> NotebookNode:
    """A notebook that holds its name alone, for one that cannot be read."""
    cell = new_markdown_cell(f"# {stem}", id="title")  # type: ignore[no-untyped-call]
    notebook: NotebookNode = new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    return notebook
