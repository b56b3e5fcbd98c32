"""The folder of a project that kept studies lie in. It holds interviews: nothing of it leaves."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from analys import hidden

STUDIES = "studies"
FEW = 4  # entries that stay, the last used
STALE = 3600  # seconds after which an unfinished entry is nobody's any longer
INDEX = "index.json"  # of an entry; its time is when the entry was last used
ENTRY = re.compile("[0-9a-f]{64}")
UNFINISHED = ".new-"


def used(entry: Path) -> None:
    """Note that an entry was used now."""
    with suppress(OSError):
        os.utime(entry / INDEX)


def write(place: Path, name: str, fill: Callable[[Path], bool]) -> None:
    """Make an entry, whole or not at all.

    Parameters
    ----------
    fill
        Fills the folder it is given, and says whether that is to be kept.

    Raises
    ------
    OSError
        If it cannot be written; then nothing of it is left.
    """
    hidden.prepare(place)
    made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=place))
    try:
        if fill(made):
            _move(made, place / name)
            _prune(place, name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def written(path: Path, data: bytes) -> None:
    """Write a new file that nobody else may read."""
    path.touch(mode=0o600)
    path.write_bytes(data)


def drop(entry: Path) -> None:
    """Remove an entry, as far as that goes."""
    shutil.rmtree(entry, ignore_errors=True)


def _move(made: Path, target: Path) -> None:
    """Put a finished folder where it belongs; one that stands there has been found wanting.

    Of several who do so at once one is left, whichever: theirs are the same bytes.
    """
    try:
        made.rename(target)
    except OSError:
        aside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target.parent))
        try:
            target.rename(aside / target.name)
            made.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _prune(place: Path, newest: str) -> None:
    """Remove all but the last used entries, and what writers left that did not get to the end."""
    ages: dict[Path, float] = {}
    for path in place.iterdir():
        with suppress(OSError):
            if path.name.startswith(UNFINISHED) and time.time() - path.stat().st_mtime > STALE:
                drop(path)
            elif ENTRY.fullmatch(path.name) and path.name != newest:
                index = path / INDEX
                ages[path] = index.stat().st_mtime if index.exists() else 0
    for path in sorted(ages, key=lambda path: ages[path], reverse=True)[FEW - 1 :]:
        drop(path)
