"""Fingerprints of what a report is made with: files, the library itself, what is installed.

A fingerprint is a SHA-256 in hex. What is here imports nothing heavy, for it runs before anyone
knows whether anything is to be done. What `library`, `templates` and `installed` give is what it
was when it was first asked for: a process goes on with what it has imported.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Thread

PACKAGE = os.path.dirname(__file__)  # noqa: PTH120 - as os.walk has it
TEMPLATES = f"{PACKAGE}/templates"
CACHED = "__pycache__"
PART = 1 << 22  # bytes of a file that are read at once
SHOWN = 12  # characters of a fingerprint that a page shows


def of_bytes(data: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: str | Path) -> str:
    """The fingerprint of a file's content; "" where there is no file, or none that can be read."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - hundreds, at once
            while part := stream.read(PART):
                digest.update(part)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return ""
    return digest.hexdigest()


def of_files(paths: Sequence[str]) -> list[str]:
    """The fingerprints of many files, by two threads: each waits for the disk or reckons alone."""
    found = [""] * len(paths)

    def every_second(first: int) -> None:
        for at in range(first, len(paths), 2):
            found[at] = of_file(paths[at])

    other = Thread(target=every_second, args=(1,))
    other.start()
    every_second(0)
    other.join()
    return found


def of_names(folder: Path) -> str:
    """The fingerprint of the names in a folder; "" where there is none."""
    try:
        names = sorted(filter(_counts, os.listdir(folder)))  # noqa: PTH208 - names alone, at once
        return of_bytes("\0".join(names).encode("utf-8", "surrogateescape"))
    except OSError:
        return ""


@cache
def library() -> str:
    """The fingerprint of the library's own source, all but what only lays out pages."""
    return source()


def source() -> str:
    """The same as it is now, for it may be edited while a process runs it; "" where none is."""
    return _of_all(PACKAGE, without=TEMPLATES)


@cache
def templates() -> str:
    """The fingerprint of what lays out pages."""
    return _of_all(TEMPLATES)


@cache
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


def _counts(name: str) -> bool:
    """Whether a file or folder counts: programs leave theirs beside it while they work."""
    return name != CACHED and name[0] not in ".~" and name[-1] != "~"


def _of_all(folder: str, without: str = "") -> str:
    """One fingerprint of all files of a folder, by their places and contents; "" without any."""
    names = []
    for at, folders, found in os.walk(folder):
        folders[:] = [name for name in folders if _counts(name) and f"{at}/{name}" != without]
        names += [f"{at}/{name}" for name in found if _counts(name)]
    if not names:
        return ""
    names.sort()
    prints = zip(names, of_files(names), strict=True)
    told = [f"{name[len(folder) :]}\0{print_}" for name, print_ in prints]
    return of_bytes("\n".join(told).encode("utf-8", "surrogateescape"))
