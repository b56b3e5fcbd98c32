"""What was measured on and with."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path

from processes import run

_ASK = (
    "import sys, json; from importlib.metadata import distributions; "
    "found = {each.name: each.version for each in distributions()}; "
    "print(json.dumps({name: found[name] for name in sys.argv[1:] if name in found}))"
)


def machine(versions: Mapping[str, str]) -> str:
    """System, processor, memory, Python and libraries, as a line."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    libraries = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}{cores} cores, "
        f"{pages / 1e9:.0f} GB of memory; {platform.python_implementation()} "
        f"{platform.python_version()}; {libraries}.\n"
    )


def versions(python: Path | str, *names: str) -> dict[str, str]:
    """The versions of those packages that an environment holds; none where there is none."""
    if not isinstance(python, Path):
        return {}
    found = run([python, "-c", _ASK, *names])
    return json.loads(found.stdout) if found.returncode == 0 else {}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]}, " if names and names[0] not in ("", "unknown") else ""
