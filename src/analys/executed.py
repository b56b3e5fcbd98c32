"""An executed notebook as it is kept: the same bytes from the same inputs, wherever it was run."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import gettempdir

import analys.notebook_format  # noqa: F401 - before nbformat

# isort: split
from nbformat import NotebookNode, from_dict, v4

from analys.errors import NotebookError, Problem

METADATA = ("kernelspec", "language_info")
ADDRESS = re.compile(r"\bat 0x[0-9A-Fa-f]+")
CELL = re.compile(r"[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py")
STYLED = re.compile(r"\bid=\"T_([0-9a-f]{5,32})\"")
ANEW = "Build it again: `analys build`."

Scrub = Callable[[str], str]


def settle(notebook: NotebookNode, folders: Iterable[Path] = ()) -> NotebookNode:
    """Take from an executed notebook all that differs from run to run and machine to machine.

    Cells are numbered; clock times, versions of Python, addresses in memory, pandas' ids of styled
    tables and the folders of this machine are left out. It is changed where it stands.

    Parameters
    ----------
    folders
        Those of the project and the material, besides this machine's own.
    """
    scrub = _scrubbing(folders)
    notebook.metadata = from_dict(  # type: ignore[no-untyped-call]
        {name: notebook.metadata[name] for name in METADATA if name in notebook.metadata}
    )
    notebook.metadata.get("language_info", {}).pop("version", None)
    for at, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{at}"
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = scrub(cell.source)
        for output in cell.get("outputs", []):
            _settle_output(output, scrub)
    _number_styles(notebook)
    return notebook


def _settle_output(output: NotebookNode, scrub: Scrub) -> None:
    """Scrub what an output says; pictures and data stay as they are."""
    if output.output_type == "stream":
        output.text = scrub(output.text)
    for kind, value in output.get("data", {}).items():
        if isinstance(value, str) and not kind.startswith("image/"):
            output.data[kind] = scrub(value)


def _scrubbing(folders: Iterable[Path]) -> Scrub:
    """Leaves out this machine's folders, which parameters and warnings name: pages are mailed."""
    own = (Path(sys.prefix), Path(__file__).parents[2], Path.home(), Path(gettempdir()))
    places = {f"{place}{os.sep}" for place in (*folders, *own) if place.is_absolute()} - {os.sep}
    names = sorted(places, key=lambda name: (-len(name), name))
    named = re.compile("|".join(map(re.escape, names)))

    def scrub(text: str) -> str:
        # Most texts hold none of it, and `in` is many times faster than a search for a pattern.
        if "ipykernel_" in text:
            text = CELL.sub("cell", text)
        if " 0x" in text:
            text = ADDRESS.sub("at 0x…", text)
        return named.sub("", text) if any(name in text for name in names) else text

    return scrub


def _number_styles(notebook: NotebookNode) -> None:
    """Number the ids that pandas draws for its styled tables, in their order."""
    tables = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            for ident in dict.fromkeys(STYLED.findall(html)) if 'id="T_' in html else ():
                tables += 1
                html = re.sub(rf"\bT_{ident}(?=[\"_ ])", f"T_{tables}", html)
                output.data["text/html"] = html


def text_of(notebook: NotebookNode) -> str:
    """The text of a settled notebook's .ipynb file.

    What was run here needs no check against the format's schema, which costs more than writing it.
    """
    return f"{v4.writes(notebook)}\n"  # type: ignore[no-untyped-call]


def read_executed(path: Path) -> NotebookNode:
    """An executed notebook as `text_of` wrote it.

    Raises
    ------
    NotebookError
        If it is not there, or is no such notebook.
    """
    expected = "an executed notebook"
    try:
        notebook: NotebookNode = v4.reads(path.read_text("utf-8"))  # type: ignore[no-untyped-call]
        if not all("cell_type" in cell for cell in notebook.cells):
            raise ValueError("cells that are none")
    except OSError as error:
        raise NotebookError(
            Problem(path.name, "", expected, str(error.strerror or error), ANEW)
        ) from None
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise NotebookError(Problem(path.name, "", expected, str(error), ANEW)) from None
    return notebook
