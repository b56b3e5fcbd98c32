"""The project's folder of what was read and drawn before, so that nothing is done twice.

It holds whole interviews: it is for its owner alone, and nothing of it leaves the project.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from analys.errors import MaterialError
from analys.places import project_root
from analys.whole import write_whole

SWITCH = "ANALYS_CACHE"
"""An environment variable; `off` keeps nothing and opens nothing that is kept."""

HIDDEN = ".analys"
BESIDE = {
    "README.md": (
        "# Kept by analys\n\nWhat `analys` has read and drawn of this project's materials, so that "
        "it is there at once.\nIt holds whole interviews: do not share it. The folder may be "
        "removed at any time; it is made anew.\n"
    ),
    ".gitignore": "*\n",
    # By this, programs that back up or pack know to leave it.
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
}
"""What else the folder holds, wherever someone copies it."""


def place(name: str) -> Path | None:
    """Where things of a kind lie, there or not; None where nothing is kept or no project is."""
    if os.environ.get(SWITCH, "").casefold() == "off":
        return None
    with suppress(MaterialError):
        return project_root() / HIDDEN / name
    return None


def prepare(place: Path) -> None:
    """Make a place, for its owner alone.

    Raises
    ------
    OSError
        If that is not possible.
    """
    hidden = place.parent
    hidden.mkdir(mode=0o700, exist_ok=True)
    if hidden.stat().st_mode & 0o077:
        hidden.chmod(0o700)
    place.mkdir(mode=0o700, exist_ok=True)
    for name, text in BESIDE.items():
        if not (hidden / name).exists():
            write_whole(hidden / name, text.encode())
