"""What has to be the same on two machines for a notebook to give the same bytes on both."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata

from analys import fingerprints
from analys.errors import Problem

LIBRARY = "analys"
NAME = re.compile(r"[\w.-]+")
SHOWN = 5  # packages that a message names
AGAIN = "Make it the same there, from the same source and the same lock, and start it again."


@dataclass(frozen=True)
class Machine:
    """What a notebook is run with on a machine.

    Attributes
    ----------
    library
        The fingerprint of the library's source.
    python
        The interpreter, its version and the system.
    packages
        `{package: version}` of all that the library and Dask need, by names in lower case.
    """

    library: str
    python: str
    packages: Mapping[str, str] = field(repr=False)


@cache
def machine() -> Machine:
    """What we are on, as it was when first asked: what is imported by then stays as it is."""
    version = f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}"
    return Machine(fingerprints.library(), version, _needed())


def _needed() -> dict[str, str]:
    """The version of each package that the library and Dask need, and those need."""
    found: dict[str, str] = {}
    waiting = [LIBRARY, "distributed"]
    while waiting:
        name = waiting.pop()
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # what another system needs
        found[name] = package.version
        needs = [need for need in package.requires or () if "extra ==" not in need]
        names = {_plain(match[0]) for need in needs if (match := NAME.match(need))}
        waiting += names - found.keys()
    found.pop(LIBRARY, None)  # its fingerprint says more
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def differing(home: Machine, where: str = "") -> list[Problem]:
    """What is not as it is at home, on the machine that this runs on; none where all is alike.

    Parameters
    ----------
    home
        Where the build is.
    where
        What this machine is called in the problems.
    """
    here = machine()
    pairs = []
    if here.library != home.library:
        length = fingerprints.SHOWN
        wanted = f"the library's source to be as here, {home.library[:length]}"
        pairs.append((wanted, here.library[:length]))
    if here.python != home.python:
        pairs.append((home.python, here.python))
    others = [
        (f"{name} {version}", f"{name} {here.packages.get(name, 'missing')}")
        for name, version in sorted(home.packages.items())
        if here.packages.get(name) != version
    ]
    if others:
        more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
        wanted, found = (", ".join(side[:SHOWN]) + more for side in zip(*others, strict=True))
        pairs.append((wanted, found))
    return [Problem(where, "", wanted, found, AGAIN) for wanted, found in pairs]
