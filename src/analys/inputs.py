"""What a report is made from: the study, and the fingerprints of what it was read from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analys import fingerprints
from analys.errors import MaterialError, Problem
from analys.loading import chosen_study
from analys.material import Material, open_material
from analys.parameters import Parameters
from analys.places import find_material
from analys.planning import CODEBOOK, material_print, place_name
from analys.study import Study


@dataclass(frozen=True)
class Place:
    """What a material is read from, as the manifest has it."""

    name: str
    files: dict[str, str]
    folders: dict[str, str]


@dataclass(frozen=True)
class Seen:
    """Files and folders as they were when they were looked at: when written to, how large.

    What notebooks read of them later is the same only if they still are so.
    """

    marks: Mapping[Path, object]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Seen:
        """As they are now, whether they are there or not."""
        return cls({path: _mark(path) for path in paths})

    def check(self) -> None:
        """Refuse to go on with what has changed.

        Raises
        ------
        MaterialError
            If a file was written to, one came to a folder, or one is gone.
        """
        for path, mark in self.marks.items():
            if _mark(path) != mark:
                wanted = "a file that stays as it is while notebooks read it"
                found = "one that was changed meanwhile"
                raise MaterialError(Problem(path.name, "", wanted, found, "Run it again."))


def _mark(path: Path) -> object:
    """What tells whether a file was written to, or what a folder holds; None of what is gone."""
    if path.is_dir():
        return fingerprints.of_names(path)
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


@dataclass(frozen=True)
class Inputs:
    """A study, the fingerprints of its material and codebook, and the files as they were."""

    study: Study
    place: Place
    material: str
    codebook: str
    seen: Seen


def read_inputs(root: Path, chosen: Parameters) -> Inputs:
    """Read the material; its files are looked at before and after, for they may change meanwhile.

    Raises
    ------
    AnalysError
        As `chosen_study` does, if nobody is interviewed in it, or if it changed while it was read.
    """
    material, where = open_material(chosen.material), find_material(chosen.material)
    files, folders = _paths(material, where, ())
    seen = Seen.of([*files.values(), *folders.values(), root / CODEBOOK])
    before, codebook = _place_of(material, where, ()), fingerprints.of_file(root / CODEBOOK)
    study = _readable(chosen)
    seen = Seen({**seen.marks, **Seen.of(study.beside).marks})
    place = _place_of(material, where, study.beside)
    same = {name: place.files.get(name) for name in before.files}
    if (same, place.folders) != (before.files, before.folders):
        wanted, found = "a material that stays as it is", "one that changed while it was read"
        raise MaterialError(Problem(material.name, "", wanted, found, "Run it again."))
    return Inputs(study, place, _print_of(study, material), codebook, seen)


def _readable(chosen: Parameters) -> Study:
    study = chosen_study(chosen)
    if study.interviews.empty:
        advice = "`analys check` says what it holds; `codes` and `export` take codes alone."
        found = "none in it"
        raise MaterialError(
            Problem(Path(chosen.material).name, "", "an interview with its text", found, advice)
        )
    return study


def _print_of(study: Study, material: Material) -> str:
    beside = [fingerprints.of_file(path) for path in sorted(study.beside)]
    sha256 = "".join([study.sha256, *beside])
    return material_print(sha256, material.title, synthetic=material.synthetic)


def _place_of(material: Material, place: Path, beside: Iterable[Path]) -> Place:
    """The fingerprints of a material's files, and of the names in the folders it takes all of."""
    files, folders = _paths(material, place, beside)
    return Place(
        place_name(place),
        {name: fingerprints.of_file(path) for name, path in files.items()},
        {name: fingerprints.of_names(path) for name, path in folders.items()},
    )


def _paths(
    material: Material, place: Path, beside: Iterable[Path]
) -> tuple[dict[str, Path], dict[str, Path]]:
    """The files of a material, and the folders it takes all of, by their names.

    What its projects refer to `beside` those files is named by how one comes there.
    """
    base = place if place.is_dir() else place.parent
    paths = {*material.files}
    if place_name(place) == "":  # also where there is none: one that comes makes another material
        paths.add(base / "material.yaml")
    folders = {file.texts for file in material.project_files if file.texts}
    folders |= {
        path.parent / "sources" for path in material.projects if path.suffix.casefold() == ".qde"
    }
    files = {path.relative_to(base).as_posix(): path for path in sorted(paths)}
    files |= {Path(os.path.relpath(path, base)).as_posix(): path for path in sorted(beside)}
    return files, {path.relative_to(base).as_posix(): path for path in folders}
