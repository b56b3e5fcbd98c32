"""How a file is to be read, where its own way is not right or not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analys.readers.archive import LIMITS, Limits


@dataclass(frozen=True)
class Options:
    """What a user says of one file; each reader takes of it what it can use.

    Attributes
    ----------
    positions
        The unit of the file's positions, one of `positions.UNITS`, or None for the tool's own.
    columns
        For tables: `{our name of a column: the table's heading}`; goes before what is shipped.
    texts
        For tables: the folder with the texts that their quotes are from (`NAME.txt`), or None.
    limits
        How much of a file is opened.
    """

    positions: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    texts: Path | None = None
    limits: Limits = LIMITS


DEFAULT = Options()
