"""A material: which files belong to a study, and what is known of them as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from analys import material_keys
from analys.errors import MaterialError, Problem
from analys.material_keys import TABLES
from analys.places import find_material
from analys.project_files import DATABASE, ProjectFile, not_there, project_files
from analys.readers.archive import LIMITS, Limits


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
    project_files
        Files with coded texts from a tool, and what is said of each; at least one.
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
    coders
        `{person: the names that the files give them}`, where it is said.
    accept_positions
        Whether files are taken whose stored quotes do not agree with their texts.
    limits
        How much of a file is opened.
    """

    name: str
    title: str
    synthetic: bool
    project_files: tuple[ProjectFile, ...]
    tables: dict[str, Path]
    code_map: Path | None = None
    positions: str | None = None
    observed_until: date | None = None
    collection: Collection = Collection()
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accept_positions: bool = False
    limits: Limits = LIMITS

    @property
    def projects(self) -> tuple[Path, ...]:
        """The files with coded texts, or folders of a tool's project."""
        return tuple(file.path for file in self.project_files)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that the material's content comes from."""
        return tuple(path for _, path in self._contents)

    @property
    def _contents(self) -> tuple[tuple[str, Path], ...]:
        """`(what it is and what it is called, file)`, in the order of the material."""
        coded = [each for file in self.project_files for each in file.contents]
        tables = {**self.tables, **({"codes": self.code_map} if self.code_map else {})}
        return (*coded, *((f"{key}/{path.name}", path) for key, path in tables.items()))

    def size(self) -> int:
        """How many bytes its files hold; those that are not there count as none."""
        return sum(path.stat().st_size for path in self.files if path.is_file())

    def sha256(self) -> str:
        """One hash over the names and bytes of all files, wherever the material lies.

        What is said of them and of the collection goes into it too, and so does their order, by
        which the first of two names is kept: all that a number can depend on. How much may be
        opened (`limits`) changes none.
        """
        digest = hashlib.sha256()
        for name, path in self._contents:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").digest()
            digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + content)
        collection = self.collection
        said = (
            self.positions, self.accept_positions, sorted(self.coders.items()),
            [said for file in self.project_files if (said := file.said)], self.observed_until,
            collection.planned, collection.declined, sorted(collection.reporting.items()),
        )  # fmt: skip
        digest.update(repr(said).encode())
        return digest.hexdigest()


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
        return Material(path.name, path.stem, False, (ProjectFile(path),), {})
    if (path / DATABASE).is_file() and not (path / "material.yaml").exists():
        return Material(path.name, path.stem, False, (ProjectFile(path),), {})
    folder = path if path.is_dir() else path.parent
    return _described(folder, _load(folder / "material.yaml"))


def _load(path: Path) -> dict[str, Any]:
    if not path.is_file():
        expected, advice = (
            "a material.yaml that says which files are what",
            "data/README.md shows one to copy.",
        )
        if path.parent.suffix.casefold() == ".qda":
            expected, advice = (
                f"{DATABASE}, in which QualCoder keeps a project",
                "Is it the whole folder?",
            )
        raise MaterialError(Problem(path.parent.name, "", expected, "none", advice))
    try:
        text = path.read_text(encoding="utf-8")
        found = yaml.safe_load(text)
        problems = material_keys.twice(text)
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
    if problems:
        raise MaterialError(problems)
    return found


def _described(folder: Path, found: dict[str, Any]) -> Material:
    problems = material_keys.faults(found)
    names = {key: found[key] for key in (*TABLES, "codes") if found.get(key)}
    for key, name in names.items():
        problems += not_there(folder, key, name)
    files, faults = project_files(folder, found.get("projects"))
    if problems := [*problems, *faults]:
        raise MaterialError(problems)
    return Material(
        name=folder.name,
        title=str(found["title"]),
        synthetic=found["synthetic"],
        project_files=files,
        tables={key: folder / names[key] for key in TABLES if key in names},
        code_map=folder / names["codes"] if "codes" in names else None,
        positions=found.get("positions"),
        observed_until=found.get("observed_until"),
        collection=Collection(
            found.get("planned"),
            found.get("declined"),
            {str(item): str(text) for item, text in (found.get("reporting") or {}).items()},
        ),
        coders=material_keys.coders(found.get("coders")),
        accept_positions=bool(found.get("accept_positions")),
        limits=material_keys.limits(found.get("limits")),
    )
