"""Damaged files: whatever is in them, reading ends with a project or with an error that is told."""

from __future__ import annotations

import resource
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

import fuzz_damage as damages
from analys.errors import AnalysError
from analys.loading import load
from analys.material import Material
from analys.project_files import ProjectFile
from analys.readers import read
from analys.readers.archive import LIMITS
from builders import codebook
from fuzz_files import DATABASES, KINDS, TABLES, TEXTS, ZIPS

ROUNDS = 40
STUDIES = 4
"""One in so many is keyed to the codebook too, which takes most of the time."""

MOST = 300 * 1024
"""Of memory, in KiB, that all rounds of a damage may add to the peak; the files are small."""

BYTES = [damages.cut_short, damages.bits_flipped, damages.spliced]
XML = [damages.attributes_changed, damages.elements_moved]
CELLS = [damages.cells_changed, damages.tables_changed]
CASES = [
    *((kind, damage) for kind in KINDS for damage in BYTES),
    *((kind, damage) for kind in ("qde", "qdc") for damage in XML),
    *(("qdpx", damages.within(damage, ".qde")) for damage in [*BYTES, *XML]),
    *(("qdpx", damages.within(damage, ".txt")) for damage in BYTES),
    *(("workbook", damages.within(damage, ".xml")) for damage in [*BYTES, *XML]),
    *((kind, damages.members_mixed) for kind in ZIPS),
    *((kind, damage) for kind in DATABASES for damage in CELLS),
    *((kind, damages.cells_rewritten) for kind in TABLES),
]  # fmt: skip


@cache
def whole(kind: str) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    with TemporaryDirectory() as folder:
        path = KINDS[kind](Path(folder))
        return path.name, path.read_bytes()


def listing(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")
    )


def told(path: Path, *, study: bool) -> AnalysError | None:
    """Read the file; what is told of it, None where it is read."""
    texts = path.with_name(TEXTS)
    file = ProjectFile(path, texts=texts if texts.is_dir() else None)
    try:
        if study:
            load(Material(path.name, path.stem, True, (file,), {}), codebook=codebook())
            return None
        project = read(path, file.options(None, LIMITS))
        for source in project.sources.loc[project.sources["sha256"].notna(), "source"]:
            project.text(source)
    except AnalysError as error:
        return error
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_file_is_read(tmp_path, kind):
    assert told(KINDS[kind](tmp_path), study=True) is None


@pytest.mark.parametrize(
    ("kind", "damage"), CASES, ids=[f"{kind}-{damage.__name__}" for kind, damage in CASES]
)
def test_a_damaged_file_is_read_or_told_of(tmp_path, kind, damage):
    name, data = whole(kind)
    path = tmp_path / name
    if kind == "maxqda":
        KINDS[kind](tmp_path)  # its texts lie beside it
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for turn in range(ROUNDS):
        path.write_bytes(damage(data, Random(f"{kind} {damage.__name__} {turn}")))
        there = listing(tmp_path)
        try:
            error = told(path, study=turn % STUDIES == 0)
        except Exception as crash:
            pytest.fail(f"turn {turn}: {type(crash).__name__}: {crash}")
        for problem in error.problems if error else ():
            assert problem.file, f"turn {turn}"
            assert problem.expected, f"turn {turn}: {problem}"
            assert problem.found, f"turn {turn}: {problem}"
        assert listing(tmp_path) == there, f"turn {turn}"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST
