"""One reading of one file in a process of its own; prints what it took as JSON.

`python reading.py WAY FILE`. Runs in our environment or, for the libraries compared with, in
theirs: so only the standard library is imported before the way is known.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reading = Callable[[Path], Any]
Counting = Callable[[Any], int]


def iterparse() -> tuple[Reading, Counting | None]:
    """The floor: the standard library's parser over the bare project.qde, keeping nothing."""
    from xml.etree.ElementTree import iterparse as events

    def read(path: Path) -> None:
        for _, element in events(path.with_suffix(".qde")):
            element.clear()

    return read, None


def codings() -> tuple[Reading, Counting | None]:
    """What a reader of the standard library alone must do: a tuple of text a coding, no more."""
    from xml.etree.ElementTree import iterparse as events

    urn = "{urn:QDA-XML:project:1.0}"

    def read(path: Path) -> list[tuple[str | None, ...]]:
        found: list[tuple[str | None, ...]] = []
        for _, element in events(path.with_suffix(".qde")):
            if element.tag != f"{urn}PlainTextSelection":
                continue
            for coding in element.iterfind(f"{urn}Coding"):
                code = coding.find(f"{urn}CodeRef")
                found.append(
                    (
                        element.get("startPosition"),
                        element.get("endPosition"),
                        coding.get("creatingUser"),
                        None if code is None else code.get("targetGUID"),
                    )
                )
            element.clear()
        return found

    return read, len


def study() -> tuple[Reading, Counting | None]:
    """All of ours: zip, XML, texts, quotes, checks, keying to the codebook."""
    from analys.loading import load

    return load, lambda study: len(study.all_codings)


def pyrefiqda() -> tuple[Reading, Counting | None]:
    """Its only way in: unzip to a folder, then a tree of pydantic models; no quotes are cut."""
    from pyrefiqda.refiproject import RefiProject

    def read(path: Path) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            return RefiProject.load(path, folder)

    def count(project: Any) -> int:
        return sum(
            len(selection.coding)
            for source in project.sources.text_source
            for selection in source.plain_text_selection
        )

    return read, count


def qdapy() -> tuple[Reading, Counting | None]:
    """Its reader: frames of codings with their quotes, codes and a log."""
    from qdapy.qdpx import read_qdpx

    return lambda path: read_qdpx(path, warn=False), lambda project: len(project.fragments)


WAYS = {
    "iterparse": iterparse,
    "codings": codings,
    "study": study,
    "pyrefiqda": pyrefiqda,
    "qdapy": qdapy,
}


def main() -> None:
    """Time the import, then the reading; memory is the process's peak, and what it was before."""
    way, path = sys.argv[1], Path(sys.argv[2])
    begun = time.perf_counter()
    read, count = WAYS[way]()
    imported = time.perf_counter()
    idle, before = _peak(), time.process_time()
    found = read(path)
    done = time.perf_counter()
    peak = _peak()
    told = {
        "import": imported - begun,
        "seconds": done - imported,
        "cpu": time.process_time() - before,
        "idle": idle,
        "peak": peak,
        "codings": count(found) if count else None,
    }
    sys.stdout.write(json.dumps(told))


def _peak() -> float:
    """The most memory that the process has held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
