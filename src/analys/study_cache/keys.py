"""What a study depends on, as one hash: a kept study is found by nothing else."""

from __future__ import annotations

import hashlib
import json

import pandas as pd
import pyarrow as pa

from analys import fingerprints
from analys.codebook import Codebook
from analys.language import spoken
from analys.material import Material
from analys.merging import labelled

RUNNING = fingerprints.source()
"""The source that this process runs, which may be edited while it does."""


def said(material: Material, codebook: Codebook, accept_positions: bool) -> dict[str, str]:
    """All that a study of the material depends on; empty where it cannot be told.

    `material` is the hash of its files, read now. What `Material.sha256` leaves out because no
    number depends on it stands in `told`, for it is on the pages.
    """
    if not RUNNING or fingerprints.source() != RUNNING:
        return {}
    try:
        content = material.sha256()
        installed = fingerprints.installed()
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
        "installed": f"{installed} pandas={pd.__version__} pyarrow={pa.__version__}",
        "told": repr(told),
    }


def key(said: dict[str, str]) -> str:
    """The name of an entry."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
