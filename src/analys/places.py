"""Where the project and its materials lie. What is here imports nothing heavy."""

from __future__ import annotations

import os
from pathlib import Path

from analys.errors import MaterialError, Problem


def exists(path: Path) -> bool:
    """Whether a path leads to anything."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def project_root(start: Path | None = None) -> Path:
    """The folder that holds `data/codebook.yaml`, from here upwards or from the library's place.

    Raises
    ------
    MaterialError
        If neither leads to a project.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, *Path(__file__).resolve().parents):
        if (folder / "data" / "codebook.yaml").is_file():
            return folder
    raise MaterialError(
        Problem(
            str(here),
            "",
            "a project folder with data/codebook.yaml here or above",
            "none",
            "Change to the project's folder.",
        )
    )


def find_material(name: str | Path) -> Path:
    """The path of a material by its path, or by its name under the project's `data/`.

    Raises
    ------
    MaterialError
        If there is nothing under that name, naming the materials that there are.
    """
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - Path's own stops at an unknown user
    bare = len(path.parts) == 1 and not path.suffix
    if exists(path) and not bare:
        return path.resolve()
    try:
        data = project_root() / "data"
    except MaterialError:
        data = path.parent
    # A bare name means the project's own material, whatever folder of that name stands around.
    for candidate in (data / path, path, data.parent / path):
        if exists(candidate):
            return candidate.resolve()
    known = sorted(item.parent.name for item in data.glob("*/material.yaml"))
    raise MaterialError(
        Problem(
            str(name),
            "",
            "a material: a folder with material.yaml, or a project file of a coding tool",
            "nothing of that name",
            f"Under data/ there is: {', '.join(known) or 'nothing'}.",
        )
    )
