"""Whether a report is what its notebooks give: all run again apart, and every byte compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analys import manifest
from analys.build import Watch, build
from analys.errors import NotebookError, Problem
from analys.parameters import checked
from analys.places import project_root
from analys.planning import find_notebooks
from analys.runners import Runner
from analys.staging import Staging, Waiting

SHOWN = 60  # bytes of what differs


@dataclass(frozen=True)
class Verdict:
    """How many files were compared, and what is told of those that differ."""

    files: int
    differing: tuple[str, ...]


def verify(
    names: Sequence[str],
    parameters: Mapping[str, Any],
    output: Path | None,
    runner: Runner,
    watch: Watch | None = None,
    waiting: Waiting | None = None,
) -> Verdict:
    """Run notebooks in a scratch folder and compare all that they give with the report.

    Raises
    ------
    AnalysError
        If there is no report, or a notebook fails.
    """
    root = project_root()
    output = (output or root).resolve()
    chosen = checked(parameters)
    pages = f"reports/{chosen.report}"
    if not (output / pages / manifest.NAME).is_file():
        advice = "Build it first: analys build."
        raise NotebookError(Problem(pages, "", "a report to compare with", "none", advice))
    with Staging(output, chosen.report, waiting) as staging:
        scratch = staging.scratch
        done = build(names, parameters, output=scratch, watch=watch, runner=runner, force=True)
        if done.failures:
            raise NotebookError([each for some in done.failures.values() for each in some])
        ours = manifest.read(scratch / pages / manifest.NAME).outputs
        theirs = manifest.read(output / pages / manifest.NAME).outputs
        compared = [*ours, f"{pages}/{manifest.NAME}"]
        if names:  # what stands beside tells of all notebooks
            stems = [path.stem for path in find_notebooks(root, names)]
            compared = [name for name in ours if _of(name, stems)]
        else:
            compared = sorted({*compared, *theirs})
        told = [_difference(scratch / name, output / name, name) for name in compared]
    return Verdict(len(compared), tuple(each for each in told if each))


def _of(name: str, stems: Sequence[str]) -> bool:
    """Whether a file is of one of some notebooks, by its name."""
    last = Path(name).name
    return any(last.startswith(f"{stem}.") for stem in stems) or (
        "figures/" in name and any(last.startswith(stem[:3]) for stem in stems)
    )


def _difference(new: Path, old: Path, name: str) -> str:
    """What to say of two files; nothing where they are the same."""
    if not old.is_file():
        return f"{name} is not in the report"
    if not new.is_file():
        return f"{name} is in the report, and the notebooks do not give it"
    first, second = old.read_bytes(), new.read_bytes()
    if first == second:
        return ""
    ends = (at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    at = next(ends, min(len(first), len(second)))
    start = max(0, at - SHOWN // 3)
    was, now = (data[start : start + SHOWN].decode("utf-8", "replace") for data in (first, second))
    return f"{name} differs from byte {at + 1} on: {was!r} in the report, {now!r} run again"
