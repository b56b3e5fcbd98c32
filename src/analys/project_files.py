"""The coded files of a material: which they are, and what is said of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analys.errors import Problem
from analys.places import exists
from analys.readers.archive import Limits
from analys.readers.options import Options
from analys.readers.positions import UNITS
from analys.readers.text_folder import files_of

KEYS = ("file", "coder", "case", "positions", "columns", "texts")
DATABASE = "data.qda"
"""What makes a folder a QualCoder project; all that is read of it."""

OUTSIDE = "A material is one folder; put the file in it."


@dataclass(frozen=True)
class ProjectFile:
    """A coded file, or a folder that a tool keeps a project in.

    Attributes
    ----------
    path
        The file or folder.
    coder
        Who made all its codings, where it names nobody or nobody that one would know.
    case
        The municipality of all its documents, or None where the file or a table says.
    positions
        The unit of its positions where the reader must be overruled, or None.
    columns
        For a table: `{our name of a column: the table's heading}`.
    texts
        For a table: the folder with the texts (`NAME.txt`) that its quotes are from, or None.
    written
        What the material calls it, from its own folder; "" where it is a material of its own.
    """

    path: Path
    coder: str | None = None
    case: str | None = None
    positions: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    texts: Path | None = None
    written: str = ""

    @property
    def name(self) -> str:
        """What tells it from the other files of the material, wherever that one lies."""
        return self.written or self.path.name

    def options(self, positions: str | None, limits: Limits) -> Options:
        """How it is read; `positions` is what holds for all files that say nothing else."""
        return Options(self.positions or positions, self.columns, self.texts, limits)

    @property
    def contents(self) -> tuple[tuple[str, Path], ...]:
        """`(name, file)` of all that is read of it; what stands in a folder has it in its name."""
        found = [(self.name, self.path)]
        if self.path.is_dir():
            found = [(f"{self.name}/{DATABASE}", self.path / DATABASE)]
        if self.path.suffix.casefold() == ".qde":  # its texts lie beside it
            beside = self.path.parent / "sources"
            found += [(f"sources/{path.name}", path) for path in sorted(beside.glob("*.txt"))]
        if self.texts:
            found += [(f"{self.texts.name}/{path.name}", path) for path in files_of(self.texts)]
        return tuple(found)

    @property
    def said(self) -> tuple[object, ...]:
        """What is said of it beside its name; empty where nothing is."""
        texts = self.texts.name if self.texts else None
        plain = (self.coder, self.case, self.positions, sorted(self.columns.items()), texts)
        return (self.name, *plain) if any(plain) else ()


def project_files(folder: Path, found: object) -> tuple[tuple[ProjectFile, ...], list[Problem]]:
    """The coded files that `projects` names, and all that is wrong with it.

    Parameters
    ----------
    folder
        The material's own; nothing outside it is read.
    found
        The name of a file, a mapping with `KEYS`, or a list of such.
    """
    listed = found if isinstance(found, list) else [found] if found else []
    if not listed:
        return (), [wrong("projects", "at least one coded project", "none")]
    files: list[ProjectFile] = []
    problems: list[Problem] = []
    for one in listed:
        entry = one if isinstance(one, dict) else {"file": one}
        faults = _faults(folder, entry)
        problems += faults
        if faults:
            continue
        made = _made(folder, entry)
        if made.path.resolve() in {file.path.resolve() for file in files}:
            faults.append(wrong("projects", "each file once", f"{entry['file']} again"))
        problems += faults
        files.append(made)
    return tuple(files), problems


def _made(folder: Path, entry: Mapping[str, Any]) -> ProjectFile:
    texts = entry.get("texts")
    return ProjectFile(
        folder / entry["file"],
        entry.get("coder"),
        entry.get("case"),
        entry.get("positions"),
        dict(entry.get("columns") or {}),
        folder / texts if texts else None,
        Path(entry["file"]).as_posix(),
    )


def _faults(folder: Path, entry: Mapping[Any, Any]) -> list[Problem]:
    name = entry.get("file")
    key = "projects" if "file" not in entry else f"projects, {name}"
    problems = []
    for other in entry:
        if other not in KEYS:
            near = get_close_matches(str(other), KEYS, 1)
            advice = f"Did you mean {near[0]}?" if near else ""
            expected = f"keys of {', '.join(KEYS)}"
            problems.append(wrong(key, expected, f"the unknown key {other}", advice))
    if name is None and "file" not in entry:
        problems.append(wrong(key, "the key file, with a name", f"{dict(entry)}"))
    else:
        problems += not_there(folder, "projects", name, folders=True)
    problems += [
        wrong(f"{key}, {word}", what, repr(entry[word]))
        for word, what in (("coder", "a coder's name"), ("case", "a municipality's id, in quotes"))
        if word in entry and not is_text(entry[word])
    ]
    unit = entry.get("positions")
    if unit is not None and unit not in UNITS:
        problems.append(wrong(f"{key}, positions", " or ".join(UNITS), repr(unit)))
    columns = entry.get("columns")
    if columns is not None and not is_texts(columns):
        expected = "names of columns with the table's headings, such as code: Kod"
        problems.append(wrong(f"{key}, columns", expected, repr(columns)))
    if entry.get("texts") is not None:
        problems += _no_texts(folder, f"{key}, texts", entry["texts"])
    return problems


def _no_texts(folder: Path, key: str, name: object) -> list[Problem]:
    expected = "a folder of the material with texts, NAME.txt"
    if not isinstance(name, str):
        return [wrong(key, expected, repr(name))]
    path = folder / name
    if not exists(path) or not path.is_dir():
        return [wrong(key, expected, f"no folder {name}", "Is it spelt so?")]
    if _outside(folder, path):
        return [wrong(key, expected, f"{name}, which is outside", OUTSIDE)]
    texts = files_of(path)
    return [
        wrong(key, expected, f"{name}/{text.name}, which is outside", OUTSIDE)
        for text in texts
        if _outside(folder, text)
    ] + ([] if texts else [wrong(key, expected, f"{name} without any")])


def not_there(folder: Path, key: str, name: object, *, folders: bool = False) -> list[Problem]:
    """What is wrong with the name of a file; nothing where it is a file of the folder.

    With `folders` a QualCoder project's folder is as good as a file.
    """
    if not isinstance(name, str):
        return [wrong(key, "the name of a file", repr(name))]
    path, expected = folder / name, "a file in the material's folder"
    if exists(path) and (_outside(folder, path) or _outside(folder, path / DATABASE)):
        return [wrong(key, expected, f"{name}, which is outside", OUTSIDE)]
    if exists(path) and (path.is_file() or (folders and (path / DATABASE).is_file())):
        return []
    if exists(path) and folders and path.is_dir():
        return [wrong(key, expected, f"{name}, a folder without {DATABASE}")]
    return [wrong(key, expected, f"no file {name}", "Is it spelt so?")]


def _outside(folder: Path, path: Path) -> bool:
    """Whether a path leads out of the folder, by its own words or by a link."""
    return not path.resolve().is_relative_to(folder.resolve())


def is_text(value: object) -> bool:
    """Whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_texts(value: object) -> bool:
    """Whether a value is a mapping from text to text."""
    return isinstance(value, dict) and all(map(is_text, [*value, *value.values()]))


def wrong(key: str, expected: str, found: object, advice: str = "") -> Problem:
    """A problem with a key of material.yaml."""
    return Problem("material.yaml", f"key {key}", expected, str(found), advice)
