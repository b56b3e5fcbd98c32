"""Running a notebook: jupytext to papermill, with the cell under way told while it runs."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jupytext
import nbformat
import papermill
import zmq
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analys.errors import NotebookError, Problem
from analys.report import OUTPUT

Watch = Callable[[int, int], None]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
SHOWN = 12  # lines of a failing cell that the message holds


class Watched(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, telling which cell it starts."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, watch: Watch | None = None, **options: Any
    ) -> None:
        start, cells = nb_man.cell_start, len(nb_man.nb.cells)

        def cell_start(cell: NotebookNode, cell_index: int | None = None, **more: Any) -> None:
            if watch:
                watch((cell_index or 0) + 1, cells)
            start(cell, cell_index, **more)

        nb_man.cell_start = cell_start
        super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register("analys", Watched)


def read(path: Path) -> NotebookNode:
    """A notebook as it is written.

    Raises
    ------
    NotebookError
        If it cannot be read, names no kernel or has no cell of parameters.
    """
    try:
        notebook = jupytext.read(path)
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


def execute(
    path: Path, parameters: Mapping[str, Any], *, watch: Watch | None = None
) -> NotebookNode:
    """Run a notebook and give it with its outputs.

    Parameters
    ----------
    path
        The notebook as jupytext text.
    parameters
        Known parameters; those not given keep the notebook's own values.
    watch
        Called with the number of the cell that starts and the number of cells.

    Raises
    ------
    NotebookError
        If it cannot be read, or a cell fails: with the cell, its code and the error.
    """
    notebook = read(path)
    with TemporaryDirectory(prefix="analys-") as folder:
        source, target = Path(folder) / "in.ipynb", Path(folder) / "out.ipynb"
        nbformat.write(notebook, source)
        try:
            return papermill.execute_notebook(
                source,
                target,
                parameters=dict(parameters),
                engine_name="analys",
                watch=watch,
                progress_bar=False,
                cwd=path.parent,
                config=_kernels(),
            )
        except PapermillExecutionError as error:
            raise NotebookError(_failure(path, error)) from None


def _kernels() -> Config:
    """Kernels listen on this machine's ports: their talk is encrypted where the system can."""
    policy = "auto" if zmq.has("curve") else "disabled"
    return Config({"KernelManager": {"transport_encryption": policy}})


@contextmanager
def environment(output: Path) -> Iterator[None]:
    """What kernels inherit while it lasts: where to write, and an order of sets that repeats."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    wanted = {OUTPUT: str(output), "PYTHONHASHSEED": "0"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _failure(path: Path, error: PapermillExecutionError) -> Problem:
    lines = error.source.strip().splitlines()
    code = "\n".join(f"    {line}" for line in lines[:SHOWN])
    more = f"\n    … {len(lines) - SHOWN} more lines" if len(lines) > SHOWN else ""
    told = COLOURS.sub("", str(error.evalue)).strip()
    return Problem(
        path.name,
        f"cell {error.cell_index + 1}",
        "the cell to run",
        f"{error.ename}: {told}",
        f"The cell:\n{code}{more}",
    )


def blank(stem: str) -> NotebookNode:
    """A notebook that holds its name alone, for one that cannot be read."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {stem}", id="title")])
