"""What a build has to do: which notebooks run, which pages are only written again, and why.

A notebook runs if something that it is made from has changed, or something that it gave is gone or
is no longer as it was. What is here imports nothing heavy, so that a build with nothing to do is
over at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from analys import fingerprints, manifest
from analys.errors import NotebookError, Problem
from analys.manifest import Entry, Manifest
from analys.parameters import Parameters
from analys.places import find_material

CODEBOOK = Path("data", "codebook.yaml")
LOCK = "requirements.lock"
TABLES = "tabeller.json"  # the tables of all notebooks, for the workbook of the next build
BUILDING = ".building"  # the folder of builds under way, beside the reports
EXECUTED = "notebooks"  # the folder of the executed notebooks, within the report's
CHANGED = {
    "notebook": "the notebook has changed",
    "parameters": "the parameters have changed",
    "material": "the material has changed",
    "codebook": "the codebook has changed",
    "library": "the library has changed",
    "lock": f"{LOCK} has changed",
    "installed": "other versions are installed",
    "template": "the pages' template has changed",
    "stems": "there are other notebooks in the report",
}
"""What a page is made from, and what is said when it is no longer the same."""

PAGE_ONLY = ("template", "stems")  # what changes a page, but not what its notebook gives
BELONGING = ("material", "codebook", "parameters")  # what all pages of a report have in common

Doing = Literal["run", "render", "keep"]


@dataclass(frozen=True)
class Step:
    """What is done about a notebook, and why; `inputs` is what it is made from now."""

    stem: str
    doing: Doing
    why: tuple[str, ...]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """What a build has to do.

    Attributes
    ----------
    steps
        A step a notebook that was asked for.
    beside
        Why index, workbook and interviews are written again; empty where they are as they were.
    interviews
        Whether the interviews' pages are among that.
    inputs
        What all notebooks share.
    outdated
        `{stem: why}` of notebooks that were not asked for and whose pages would change.
    before
        The manifest of the build before.
    """

    steps: tuple[Step, ...]
    beside: tuple[str, ...]
    interviews: bool
    inputs: Mapping[str, str]
    outdated: Mapping[str, tuple[str, ...]]
    before: Manifest

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        return not self.beside and all(step.doing == "keep" for step in self.steps)


def find_notebooks(root: Path, names: Sequence[str] = ()) -> list[Path]:
    """The notebooks to run, by their stems or the beginnings of them; the report's, without.

    Raises
    ------
    NotebookError
        If a name fits none or several, naming those that there are.
    """
    known = sorted((root / "notebooks").glob("0[0-8]_*.py"))
    if not names:
        return known
    problems, chosen = [], []
    for name in names:
        stem = Path(name).name.removesuffix(".py")
        fits = [path for path in known if path.stem.startswith(stem)]
        if len(fits) == 1:
            chosen += fits
        else:
            there = ", ".join(path.stem for path in known) or "none"
            found = f"{len(fits)} of them" if fits else "none of that name"
            problems.append(Problem("notebooks", name, f"one of {there}", found))
    if problems:
        raise NotebookError(problems)
    return sorted(set(chosen))


def underway(output: Path, report: str, stems: Sequence[str] = ()) -> bool:
    """Whether a build of a report is under way, or one that was broken off left what counts.

    That is files to be moved, or the runs of some notebooks (of any, without).
    """
    folder = output / "reports" / BUILDING / report
    runs = [f"runs/{stem}" for stem in stems] or ["runs"]
    return any((folder / name).exists() for name in ["process", "journal.json", "ready", *runs])


def place_name(place: Path) -> str:
    """The name of a material's file; "" for a folder, whether its own or by its material.yaml."""
    return "" if place.is_dir() or place.name == "material.yaml" else place.name


def same_material(before: Manifest, place: Path) -> str:
    """The material's fingerprint, if its files are those of the build before; "" if not.

    Files alone are looked at: nothing of them is read as a material.
    """
    if not before.files or before.place != place_name(place):
        return ""
    base = place if place.is_dir() else place.parent
    for name, was in before.files.items():
        if fingerprints.of_file(base / name) != was:
            return ""
    for name, was in before.folders.items():
        if fingerprints.of_names(base / name) != was:
            return ""
    return str(before.inputs.get("material", ""))


def material_print(sha256: str, title: str, *, synthetic: bool) -> str:
    """The fingerprint of a material: its content's, with what pages call it."""
    return fingerprints.of_bytes(_canonical([sha256, title, synthetic]))


def shared_inputs(root: Path, chosen: Parameters, material: str) -> dict[str, str]:
    """What all notebooks of a report are made from, `material` being the material's fingerprint."""
    stems = [path.stem for path in find_notebooks(root)]
    return {
        "parameters": fingerprints.of_bytes(_canonical(parameters_of(chosen))),
        "material": material,
        "codebook": fingerprints.of_file(root / CODEBOOK),
        "library": fingerprints.library(),
        "lock": fingerprints.of_file(root / LOCK),
        "installed": fingerprints.installed(),
        "template": fingerprints.templates(),
        "stems": fingerprints.of_bytes(_canonical(stems)),
    }


def parameters_of(chosen: Parameters) -> dict[str, object]:
    """The parameters as the manifest has them: without the place of the material."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(chosen).items()
        if name != "material"
    }


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def plan(
    notebooks: Sequence[Path],
    inputs: Mapping[str, str],
    before: Manifest,
    *,
    output: Path,
    report: str,
    every: Sequence[Path],
    force: bool = False,
) -> Plan:
    """What is to be done about some notebooks.

    Parameters
    ----------
    notebooks
        Those that were asked for.
    inputs
        What all share now.
    before
        The manifest of the build before.
    output, report
        Where products go, and the report's folder there under `reports/`.
    every
        All notebooks of the report.
    force
        Run them, whatever is the same.
    """
    folder = f"reports/{report}"
    place = os.fspath(output)
    outputs = before.outputs
    prints = fingerprints.of_files([f"{place}/{name}" for name in outputs])
    bad = {
        name: "is not as it was made" if (output / name).exists() else "is gone"
        for (name, was), is_ in zip(outputs.items(), prints, strict=True)
        if is_ != was
    }
    steps = tuple(_step(path, inputs, before, bad, folder, force=force) for path in notebooks)
    others = {path.stem: path for path in every if path not in notebooks}
    outdated = {
        stem: why
        for stem, entry in before.notebooks.items()
        if stem in others
        for now in [{**inputs, "notebook": fingerprints.of_file(others[stem])}]
        if (why := (*_changed(entry, now), *_spoilt(entry, bad)))
    }
    beside, interviews = _beside(before, inputs, bad, [path.stem for path in every])
    return Plan(steps, beside, interviews, inputs, outdated, before)


def _step(
    path: Path,
    shared: Mapping[str, str],
    before: Manifest,
    bad: Mapping[str, str],
    folder: str,
    *,
    force: bool,
) -> Step:
    stem = path.stem
    inputs = {**shared, "notebook": fingerprints.of_file(path)}
    entry = before.notebooks.get(stem)
    if force:
        return Step(stem, "run", ("it is forced",), inputs)
    if entry is None:
        first = "it failed the last time" if stem in before.failed else "it has not been run yet"
        return Step(stem, "run", (first,), inputs)
    changed = _changed(entry, inputs)
    spoilt = _spoilt(entry, bad)
    page = [CHANGED[name] for name in PAGE_ONLY if CHANGED[name] in changed]
    page += [f"{Path(name).name} {bad[name]}" for name in (f"{folder}/{stem}.html",) if name in bad]
    why = (*changed, *spoilt)
    doing: Doing = "run" if set(why) - set(page) else "render" if why else "keep"
    return Step(stem, doing, why, inputs)


def _changed(entry: Entry, inputs: Mapping[str, str]) -> tuple[str, ...]:
    was = entry["inputs"]
    return tuple(said for name, said in CHANGED.items() if was.get(name) != inputs.get(name))


def _spoilt(entry: Entry, bad: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{Path(name).name} {bad[name]}" for name in entry["outputs"] if name in bad)


def _beside(
    before: Manifest, inputs: Mapping[str, str], bad: Mapping[str, str], stems: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    was = before.beside.get("inputs", {})
    changed = [said for name, said in CHANGED.items() if was.get(name) != inputs.get(name)]
    outputs = before.beside.get("outputs", {})
    spoilt = [name for name in outputs if name in bad]
    gone = sorted({*before.notebooks, *before.failed} - set(stems))
    why = [*changed, *(f"{Path(name).name} {bad[name]}" for name in spoilt)]
    why += [f"{stem} is no longer a notebook of the report" for stem in gone]
    interviews = bool(changed) or any(name.count("/") > 2 for name in spoilt)
    return tuple(why), interviews


def planned(
    root: Path,
    output: Path,
    chosen: Parameters,
    names: Sequence[str] = (),
    *,
    material: str = "",
    force: bool = False,
) -> Plan | None:
    """The plan of a build, or None where only reading the material can tell.

    Parameters
    ----------
    material
        The material's fingerprint, where it is known.

    Raises
    ------
    AnalysError
        If a notebook or the material is not there.
    """
    notebooks = find_notebooks(root, names)
    before = manifest.read(output / "reports" / chosen.report / manifest.NAME)
    material = material or same_material(before, find_material(chosen.material))
    if not material and (before.notebooks or before.beside):
        return None
    return plan(
        notebooks,
        shared_inputs(root, chosen, material),
        before,
        output=output,
        report=chosen.report,
        every=find_notebooks(root),
        force=force,
    )
