"""A material: which files belong to a study, and what is known of them as a whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from analys.errors import MaterialError, Problem
from analys.readers.positions import UNITS
from analys.readers.sniff import data_file

TABLES = ("cases", "interviews", "spells", "events")
COUNTS = ("planned", "declined")
KEYS = (
    "title", "synthetic", "projects", *TABLES, "codes", "positions", "observed_until", *COUNTS,
    "reporting",
)  # fmt: skip


@dataclass(frozen=True)
class Collection:
    """What is known of how a material was collected.

    Attributes
    ----------
    planned, declined
        Interviews that were planned, and people asked who said no; None where not told.
    reporting
        What the group says under an item of a reporting checklist ("COREQ 9"), by the item.
    """

    planned: int | None = None
    declined: int | None = None
    reporting: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """The files of a material.

    Attributes
    ----------
    name
        The folder's or file's own name, without the path to it.
    title
        What the material is called on the pages.
    synthetic
        True where no real person has said any of it; everything made from it says so.
    projects
        Files with coded texts from a tool; at least one.
    tables
        `cases`, `interviews`, `spells`, `events`: the CSV files that are there.
    code_map
        The CSV file that maps a foreign project's codes to the codebook, or None.
    positions
        The unit of the projects' positions where the reader must be overruled, or None.
    observed_until
        The day until which spells in a post were followed, or None.
    collection
        What it says of how it was collected.
    """

    name: str
    title: str
    synthetic: bool
    projects: tuple[Path, ...]
    tables: dict[str, Path]
    code_map: Path | None = None
    positions: str | None = None
    observed_until: date | None = None
    collection: Collection = Collection()

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that the material's content comes from."""
        extra = (self.code_map,) if self.code_map else ()
        return (*self.projects, *self.tables.values(), *extra)

    def sha256(self) -> str:
        """One hash over the names and bytes of all files, whatever folder they stand in."""
        digest = hashlib.sha256()
        for path in sorted(self.files, key=lambda path: path.name):
            digest.update(path.name.encode() + b"\0")
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()


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
    if _exists(path) and not bare:
        return path.resolve()
    try:
        data = project_root() / "data"
    except MaterialError:
        data = path.parent
    # A bare name means the project's own material, whatever folder of that name stands around.
    for candidate in (data / path, path, data.parent / path):
        if _exists(candidate):
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


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def open_material(path: str | Path) -> Material:
    """Read a material's description; a single file stands for a material of its own.

    Raises
    ------
    MaterialError
        If the description cannot be read, has an unknown key or names files that are not there or
        stand outside its folder; all such faults are told at once.
    """
    path = find_material(path)
    if path.is_file() and path.name != "material.yaml":
        return Material(path.name, path.stem, False, (path,), {})
    if data_file(path) != path:
        return Material(path.name, path.stem, False, (data_file(path),), {})
    folder = path if path.is_dir() else path.parent
    return _described(folder, _load(folder / "material.yaml"))


def _load(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise MaterialError(
            Problem(
                path.parent.name,
                "",
                "a material.yaml that says which files are what",
                "none",
                "data/README.md shows one to copy.",
            )
        )
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        told = "bytes that are not UTF-8"
        raise MaterialError(Problem(path.name, "", "YAML in UTF-8", told)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: a date that the calendar does not have. RecursionError: brackets without end.
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        told = getattr(error, "problem", None) or str(error)
        raise MaterialError(Problem(path.name, place, "YAML", told)) from None
    if not isinstance(found, dict):
        kind = {list: "a list", type(None): "nothing"}.get(type(found), repr(found))
        raise MaterialError(Problem(path.name, "", "keys with values, such as title: …", kind))
    return found


def _described(folder: Path, found: dict[str, Any]) -> Material:
    problems = _faults(found)
    names = {key: found[key] for key in (*TABLES, "codes") if found.get(key)}
    projects = found.get("projects") or []
    projects = projects if isinstance(projects, list) else [projects]
    for key, name in [*names.items(), *(("projects", name) for name in projects)]:
        problems += _not_there(folder, key, name)
    if not projects:
        problems.append(_wrong("projects", "at least one coded project", "none"))
    if problems:
        raise MaterialError(problems)
    return Material(
        name=folder.name,
        title=str(found["title"]),
        synthetic=found["synthetic"],
        projects=tuple(data_file(folder / name) for name in projects),
        tables={key: folder / names[key] for key in TABLES if key in names},
        code_map=folder / names["codes"] if "codes" in names else None,
        positions=found.get("positions"),
        observed_until=found.get("observed_until"),
        collection=Collection(
            found.get("planned"),
            found.get("declined"),
            {str(item): str(text) for item, text in (found.get("reporting") or {}).items()},
        ),
    )


def _not_there(folder: Path, key: str, name: object) -> list[Problem]:
    """What is wrong with the name of a file; nothing where it is a file of the folder."""
    if not isinstance(name, str):
        return [_wrong(key, "the name of a file", repr(name))]
    inside, path = folder.resolve(), data_file(folder / name)
    expected = "a file in the material's folder"
    if _exists(path) and not path.resolve().is_relative_to(inside):
        advice = "A material is one folder; put the file in it."
        return [_wrong(key, expected, f"{name}, which is outside", advice)]
    if not _exists(path) or not path.is_file():
        return [_wrong(key, expected, f"no file {name}", "Is it spelt so?")]
    return []


def _faults(found: dict[str, Any]) -> list[Problem]:
    problems = []
    for key in found:
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, 1)
            advice = f"Did you mean {near[0]}?" if near else ""
            problems.append(_wrong(str(key), f"one of {', '.join(KEYS)}", "an unknown key", advice))
    title, synthetic = found.get("title"), found.get("synthetic")
    if not isinstance(title, str) or not title.strip():
        problems.append(_wrong("title", "a title", "none" if title is None else repr(title)))
    if not isinstance(synthetic, bool):
        told = "nothing" if synthetic is None else repr(synthetic)
        problems.append(_wrong("synthetic", "true or false", told))
    if found.get("positions") not in (None, *UNITS):
        problems.append(_wrong("positions", " or ".join(UNITS), repr(found["positions"])))
    day = found.get("observed_until")
    if day is not None and type(day) is not date:
        problems.append(_wrong("observed_until", "a date, YYYY-MM-DD", repr(day)))
    problems += [
        _wrong(key, "a whole number, 0 or more", repr(found[key]))
        for key in COUNTS
        if found.get(key) is not None and not _count(found[key])
    ]
    said = found.get("reporting")
    if said is not None and not (isinstance(said, dict) and all(map(_text, said.values()))):
        expected = "items of a checklist with what you say, such as COREQ 9: …"
        problems.append(_wrong("reporting", expected, repr(said)))
    return problems


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _wrong(key: str, expected: str, found: object, advice: str = "") -> Problem:
    return Problem("material.yaml", f"key {key}", expected, str(found), advice)
