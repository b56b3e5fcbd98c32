"""What a report is made from: the study, and the fingerprints of what it was read from."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
class Inputs:
    """A study, and the fingerprints of its material and codebook."""

    study: Study
    place: Place
    material: str
    codebook: str


def read_inputs(root: Path, chosen: Parameters) -> Inputs:
    """Read the material; its files are looked at before and after, for they may change meanwhile.

    Raises
    ------
    AnalysError
        As `chosen_study` does, if nobody is interviewed in it, or if it changed while it was read.
    """
    material, where = open_material(chosen.material), find_material(chosen.material)
    before, codebook = _place_of(material, where, ()), fingerprints.of_file(root / CODEBOOK)
    study = _readable(chosen)
    place = _place_of(material, where, study.beside)
    same = {name: place.files.get(name) for name in before.files}
    if (same, place.folders) != (before.files, before.folders):
        found = "one that changed while it was read"
        problem = Problem(
            material.name, "", "a material that stays as it is", found, "Build again."
        )
        raise MaterialError(problem)
    return Inputs(study, place, _print_of(study, material), codebook)


def changed_since(root: Path, chosen: Parameters, inputs: Inputs) -> str:
    """The name of the material, or of the codebook, if it is no longer as it was read; "" if it is.

    Raises
    ------
    MaterialError
        If it is no longer a material.
    """
    material, where = open_material(chosen.material), find_material(chosen.material)
    if _place_of(material, where, inputs.study.beside) != inputs.place:
        return material.name
    return "" if fingerprints.of_file(root / CODEBOOK) == inputs.codebook else CODEBOOK.name


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
    """The fingerprints of a material's files, and of the names in the folders it takes all of.

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
    return Place(
        place_name(place),
        {name: fingerprints.of_file(path) for name, path in files.items()},
        {path.relative_to(base).as_posix(): fingerprints.of_names(path) for path in folders},
    )
