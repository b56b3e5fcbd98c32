"""Fingerprints of what a report is made with: files, the library itself, what is installed.

A fingerprint is a SHA-256 in hex. What is here imports nothing heavy, for it runs before anyone
knows whether anything is to be done.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "templates"
SKIPPED = ("__pycache__",)
SHOWN = 12  # characters of a fingerprint that a page shows


def of_bytes(data: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: Path) -> str:
    """The fingerprint of a file's content; "" where there is no file, or none that can be read."""
    try:
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def of_names(folder: Path) -> str:
    """The fingerprint of the names in a folder; "" where there is none."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone, and at once
        return of_bytes("\0".join(names).encode("utf-8", "surrogateescape"))
    except OSError:
        return ""


def library() -> str:
    """The fingerprint of the library's own source, all but what only lays out pages."""
    return _of_files(path for path in _files(PACKAGE) if TEMPLATES not in path.parents)


def templates() -> str:
    """The fingerprint of what lays out pages."""
    return _of_files(_files(TEMPLATES))


def installed() -> str:
    """The fingerprint of the Python that runs, and of the packages and versions installed for it.

    Installers name a folder for each of them, such as `pandas-3.0.1.dist-info`.
    """
    version = f"{sys.implementation.name} {sys.version}"
    names = {
        name
        for place in sys.path
        if place.endswith(("site-packages", "dist-packages")) and Path(place).is_dir()
        for name in os.listdir(place)  # noqa: PTH208
        if name.endswith(".dist-info")
    }
    return of_bytes("\n".join([version, sys.platform, *sorted(names)]).encode())


def _files(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        yield from (Path(at, name) for name in names)


def _of_files(paths: Iterable[Path]) -> str:
    """One fingerprint of several files of the library, by their places in it and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
