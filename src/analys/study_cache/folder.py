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

from analys.errors import MaterialError
from analys.places import project_root

HIDDEN = ".analys"
FEW = 4  # entries that stay, the last used
STALE = 3600  # seconds after which an unfinished entry is nobody's any longer
INDEX = "index.json"  # of an entry; its time is when the entry was last used
ENTRY = re.compile("[0-9a-f]{64}")
UNFINISHED = ".new-"
BESIDE = {
    "README.md": (
        "# Kept studies\n\nWhat `analys` has read of this project's materials, so that notebooks "
        "open it at once. It holds\nwhole interviews: do not share it. The folder may be removed "
        "at any time; it is made anew.\n"
    ),
    ".gitignore": "*\n",
    # By this, programs that back up or pack know to leave it.
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
}
"""What else the folder holds, wherever someone copies it."""


def place() -> Path | None:
    """Where a project's entries lie, there or not; None where there is no project."""
    with suppress(MaterialError):
        return project_root() / HIDDEN / "studies"
    return None


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
    _prepare(place)
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


def _prepare(place: Path) -> None:
    """Make the folder, for its owner alone."""
    hidden = place.parent
    hidden.mkdir(mode=0o700, exist_ok=True)
    if hidden.stat().st_mode & 0o077:
        hidden.chmod(0o700)
    place.mkdir(mode=0o700, exist_ok=True)
    for name, text in BESIDE.items():
        if not (hidden / name).exists():
            (hidden / name).write_text(text, encoding="utf-8", newline="\n")


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
