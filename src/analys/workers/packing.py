"""What a project's notebooks read, packed for a worker."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.material import open_material
from analys.places import find_material
from analys.planning import CODEBOOK
from analys.workers.parcel import Parcel

BESIDE = "material"  # where a worker has a material that is not known by its name under data/


def packed(root: Path, material: str, beside: Iterable[Path] = ()) -> Parcel:
    """What the notebooks of a project read: the codebook, and the files of a material.

    Nothing else of their folders is taken.

    Parameters
    ----------
    material
        As the notebooks are told of it: a name under `data/`, or a full path.
    beside
        Files that its projects refer to beside its own; they lie in its folder.

    Raises
    ------
    MaterialError
        If it is not there, is none, or a file of it cannot be read.
    """
    place = find_material(material)
    base = place if place.is_dir() else place.parent
    named = not Path(material).is_absolute()
    prefix, told, linked = Path(BESIDE, base.name), f"{BESIDE}/{base.name}", ""
    if place != base:
        told = f"{told}/{place.name}"
    if named and Path(material).name == place.name:
        prefix = Path("data", material) if place == base else Path("data", material).parent
    elif named:
        linked = told
    paths = {*open_material(place).files, *beside}
    if place == base or place.name == "material.yaml":
        paths.add(base / "material.yaml")
    files = {
        (prefix / path.relative_to(base)).as_posix(): _content(path)
        for path in sorted(paths)
        if path.is_file()
    }
    files[CODEBOOK.as_posix()] = _content(root / CODEBOOK)
    return Parcel(files, material if named else told, named, linked)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = str(error.strerror or error)
        raise MaterialError(Problem(path.name, "", "a file that can be read", told)) from None
