"""The ways of running the whole report anew: by hand, by other tools, by `analys build`."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from cells import Run
from elsewhere import python_with
from measuring import Way, taken, together
from scratch import BIN, Copy

JUPYTER_CACHE = "jupyter-cache==1.0.1"
HERE = Path(__file__).parent
PAGES = (BIN / "jupyter", "nbconvert", "--to", "html")


def full(copy: Copy, *, quick: bool = False) -> dict[str, Way | str]:
    """Each way to run all notebooks and have all figures and pages, from nothing."""
    others = Others(copy)
    ways: dict[str, Way | str] = {
        "jupytext": others.jupytext,
        "hand": others.hand,
        "build": lambda: rebuilt(copy, forget=True),
        "kept": lambda: rebuilt(copy),  # what the way before has read and drawn
    }
    if quick:
        return ways
    own = python_with(JUPYTER_CACHE)
    return ways | {
        "ordinary": lambda: rebuilt(copy, "--kernels", "ordinary", forget=True),
        "one": lambda: rebuilt(copy, "--threads", "1", forget=True),
        "three": lambda: rebuilt(copy, "--threads", "3", forget=True),
        "papermill": others.papermill,
        "nbconvert": others.nbconvert,
        "jupyter-cache": own if isinstance(own, str) else lambda: others.jupyter_cache(own),
        "again": own if isinstance(own, str) else lambda: others.jupyter_cache(own, again=True),
    }


def rebuilt(copy: Copy, *options: str, forget: bool = False) -> Run:
    """What `analys build --force` takes when the products are gone, and the cache if wanted."""
    copy.clear()
    if forget:
        copy.forget()
    return {**copy.built("--force", *options), "files": drawn(copy.root)}


def drawn(folder: Path) -> int:
    """How many files of figures and tables were made."""
    return sum(path.suffix in (".svg", ".png", ".csv") for path in folder.glob("figures/*"))


@dataclass(frozen=True)
class Others:
    """Other tools on the same notebooks; what they make goes to folders beside the project."""

    copy: Copy

    @property
    def ipynb(self) -> Path:
        """Where the notebooks stand as .ipynb."""
        return self.copy.beside / "ipynb"

    def jupytext(self) -> Run:
        """The notebooks as .ipynb, a process each."""
        folder = self.copy.empty(self.ipynb.name)
        convert = (BIN / "jupytext", "--to", "ipynb", "-o")
        return together(
            self._taken(folder, *convert, folder / f"{path.stem}.ipynb", path)
            for path in self.copy.notebooks
        )

    def hand(self) -> Run:
        """Papermill and nbconvert, a process of each for every notebook."""
        self.copy.forget()
        folder = self.copy.empty("hand")
        runs: list[Run] = []
        for path in sorted(self.ipynb.glob("*.ipynb")):
            runs.append(self._taken(folder, BIN / "papermill", path, folder / path.name))
            runs.append(self._taken(folder, *PAGES, folder / path.name))
        return {**together(runs), "files": drawn(folder)}

    def papermill(self) -> Run:
        """All in one process."""
        self.copy.forget()
        folder = self.copy.empty("papermill")
        return {**self._script(folder, Path(sys.executable)), "files": drawn(folder)}

    def nbconvert(self) -> Run:
        """All in one call that runs and renders."""
        self.copy.forget()
        folder = self.copy.empty("nbconvert")
        options = ("--execute", "--output-dir", folder)
        run = self._taken(folder, *PAGES, *options, *sorted(self.ipynb.glob("*.ipynb")))
        return {**run, "files": drawn(folder)}

    def jupyter_cache(self, python: Path, *, again: bool = False) -> Run:
        """Its own process in its own environment, and the pages by one call of nbconvert."""
        folder = self.copy.beside / "jupyter-cache"
        if not again:
            self.copy.forget()
            self.copy.empty(folder.name)
            _kernel(folder / "jupyter")
        ran = self._script(folder, python)
        shown = self._taken(folder, *PAGES, *sorted(folder.glob("*.ipynb")))
        return {**together([ran, shown]), "files": drawn(folder)}

    def _script(self, folder: Path, python: Path) -> Run:
        return self._taken(folder, python, HERE / "notebooks.py", folder.name, self.ipynb, folder)

    def _taken(self, output: Path, *command: str | Path) -> Run:
        """As one runs them: from the folder of the notebooks; figures go where this is told."""
        told = self.copy.environment(ANALYS_OUTPUT=output, JUPYTER_PATH=output / "jupyter")
        return taken(command, self.copy.root / "notebooks", told)


def _kernel(folder: Path) -> None:
    """A kernel of our environment for a tool that runs in another."""
    spec = folder / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": argv, "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(told), encoding="utf-8")
