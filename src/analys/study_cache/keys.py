"""What a study depends on, as one hash: a kept study is found by nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analys.codebook import Codebook
from analys.language import spoken
from analys.material import Material
from analys.merging import labelled

LIBRARY = Path(__file__).parents[1]
KINDS = (".py", ".po", ".csv")
"""What of the library makes a study: its code, its English, and how others call our columns."""


def source() -> str:
    """A hash over the library's own files; empty where they cannot be read."""
    digest, found = hashlib.sha256(), False
    try:
        for folder, within, names in os.walk(LIBRARY):  # half the time that Path.rglob takes
            within.sort()
            for name in sorted(names):
                if name.endswith(KINDS):
                    path, found = Path(folder, name), True
                    data = path.read_bytes()
                    called = path.relative_to(LIBRARY).as_posix()
                    digest.update(f"{called}\0{len(data)}\0".encode() + data)
    except OSError:
        return ""
    return digest.hexdigest() if found else ""


RUNNING = source()
"""The source that this process runs, which may be edited while it does."""


def said(material: Material, codebook: Codebook, accept_positions: bool) -> dict[str, str]:
    """All that a study of the material depends on; empty where it cannot be told.

    `material` is the hash of its files, read now. What `Material.sha256` leaves out because no
    number depends on it stands in `told`, for it is on the pages.
    """
    if not RUNNING or source() != RUNNING:
        return {}
    try:
        content = material.sha256()
        packages = _packages()
    except OSError:  # whoever reads the material tells what is wrong with it
        return {}
    told = (
        material.name, material.title, material.synthetic, labelled(material.projects),
        material.limits, accept_positions, spoken(),
    )  # fmt: skip
    return {
        "material": content,
        "codebook": codebook.sha256,
        "library": RUNNING,
        "python": sys.version,
        "packages": packages,
        "told": repr(told),
    }


def key(said: dict[str, str]) -> str:
    """The name of an entry."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _packages() -> str:
    """The packages that stand beside pandas, with their versions, as their folders tell them."""
    beside = Path(str(pd.__file__)).parents[1]
    names = sorted(path.name for path in beside.iterdir() if path.suffix == ".dist-info")
    return " ".join([f"pandas={pd.__version__}", f"pyarrow={pa.__version__}", *names])
