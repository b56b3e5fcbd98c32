"""Figures that were drawn before from the very same table, kept so that none is drawn twice.

A picture is found by a hash over all that it shows and all that draws it: the table, the figure
function, the language, matplotlib's settings, the library's source and what is installed. What is
kept is checked against its own hash when it is opened, and drawn anew if anything is in doubt.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING

from analys import fingerprints, hidden
from analys.language import spoken
from analys.table import Table
from analys.whole import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURES = "figures"
WINDOWS = ("backend", "interactive")  # settings of matplotlib that no saved picture shows
OFTEN = 5.0  # seconds between two looks at the library's source
MOST = 500_000_000  # bytes of pictures that stay, the last used: some fifty reports' figures
RUNNING = fingerprints.library()
"""The source that this process runs, which may be edited while it does."""

_seen: dict[str, float] = {"until": 0.0, "same": False}


def key(
    draw: Callable[..., Figure], table: Table, beside: Mapping[str, Table], *more: str
) -> str | None:
    """The name of a picture; None where it cannot be told what draws it, or nothing is kept.

    Parameters
    ----------
    draw
        A figure function of the library's own.
    table, beside
        All that it draws.
    more
        What else is in the picture.
    """
    module, name = getattr(draw, "__module__", ""), getattr(draw, "__name__", "")
    ours = module.startswith("analys.figures") and getattr(sys.modules[module], name, None) is draw
    if not ours or hidden.place(FIGURES) is None or not _same_source():
        return None
    from matplotlib import rcParams

    said = (
        module, name, spoken(), fingerprints.installed(), RUNNING, more,
        sorted(repr(pair) for pair in rcParams.items() if pair[0] not in WINDOWS),
    )  # fmt: skip
    try:
        shown = pickle.dumps([(name, _fields(one)) for name, one in [("", table), *beside.items()]])
    except (pickle.PicklingError, TypeError, AttributeError):
        return None
    return hashlib.sha256(repr(said).encode() + shown).hexdigest()


def _fields(table: Table) -> list[object]:
    """All of a table but what it has put by of itself."""
    return [getattr(table, each.name) for each in fields(Table)]


def _same_source() -> bool:
    """Whether the library is still what this process has imported; looked at now and then."""
    now = time.monotonic()
    if now > _seen["until"]:
        _seen["same"] = RUNNING != "" and fingerprints.source() == RUNNING
        _seen["until"] = now + OFTEN
    return bool(_seen["same"])


def opened(name: str) -> tuple[bytes, bytes] | None:
    """A kept picture, as SVG and as PNG; None where there is none that is whole."""
    place = hidden.place(FIGURES)
    if place is None:
        return None
    try:
        data = (place / name).read_bytes()
        print_, length, pictures = data.split(b"\n", 2)
        at = int(length)
    except (OSError, ValueError):
        return None
    if print_.decode("ascii", "replace") != _print_of(name, length, pictures):
        return None
    with suppress(OSError):
        os.utime(place / name)
    return pictures[:at], pictures[at:]


def keep(name: str, svg: bytes, png: bytes) -> None:
    """Keep a picture, whole or not at all; where it cannot be written nothing is kept."""
    place = hidden.place(FIGURES)
    if place is None:
        return
    length = str(len(svg)).encode()
    print_ = _print_of(name, length, svg + png).encode()
    with suppress(OSError):
        hidden.prepare(place)
        write_whole(place / name, b"\n".join([print_, length, svg + png]), mode=0o600)


def _print_of(name: str, length: bytes, pictures: bytes) -> str:
    """What a kept picture is checked against, its own name included."""
    return fingerprints.of_bytes(name.encode() + length + pictures)


def prune() -> None:
    """Let go of the pictures that were not used for the longest, where there are too many."""
    place = hidden.place(FIGURES)
    if place is None or not place.is_dir():
        return
    with suppress(OSError):
        found = [(path, path.stat()) for path in place.iterdir()]
        held = 0
        for path, about in sorted(found, key=lambda each: each[1].st_mtime, reverse=True):
            held += about.st_size
            if held > MOST:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
