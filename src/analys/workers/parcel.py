"""What is sent to a worker: the material and the codebook once, and a notebook a task.

The scheduler imports it too, so nothing here is heavy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analys.workers.alike import Machine


@dataclass(frozen=True)
class Parcel:
    """The files of a project that its notebooks read, as bytes.

    Attributes
    ----------
    files
        `{path in the project: content}`. What a log or a page of the scheduler shows of a parcel
        is not them.
    material
        What a notebook is told: a name under `data/`, or a path from the project's folder.
    named
        Whether it is such a name.
    linked
        The path that the name stands for, where that is another by a link; "" otherwise.
    """

    files: Mapping[str, bytes] = field(repr=False)
    material: str
    named: bool
    linked: str = ""

    def fingerprint(self) -> str:
        """One of all that it holds."""
        digest = hashlib.sha256(f"{self.material}\0{self.named}\0{self.linked}".encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
        return digest.hexdigest()

    def unpack(self, folder: Path) -> None:
        """Make the project's folder of it."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if self.linked:
            link = folder / "data" / self.material
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(folder / self.linked)


@dataclass(frozen=True)
class Job:
    """A notebook to run with a parcel.

    Attributes
    ----------
    stem, text
        The notebook's name, and its source.
    parameters
        Its parameters but for `material`, which the worker knows.
    session
        The build that asks.
    kernels, timeout
        As `runners.Local` has them.
    home
        What the worker has to be like.
    """

    stem: str
    text: bytes = field(repr=False)
    parameters: Mapping[str, Any] = field(repr=False)
    session: str
    kernels: str
    timeout: int | None
    home: Machine = field(repr=False)


def as_sent(parcel: Parcel) -> Parcel:
    """The parcel itself: a task, so that whoever has lost it can have it again."""
    return parcel
