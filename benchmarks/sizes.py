"""Reports of many municipalities, and of many codings."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from cells import Run, Runs
from cluster import Cluster, cluster
from measuring import NotMeasuredError, Way, in_turn
from scratch import Copy, material


def each(copy: Copy, turns: int, cases: int) -> Runs:
    """A report to each of so many municipalities: here, and by workers of Dask."""
    place = material(cases)
    ways: dict[str, Way | str] = {"threads": lambda: _each(copy, place)}
    with ExitStack() as started:
        try:
            there = started.enter_context(cluster(copy.empty("dask"), copy.environment()))
            ways["dask"] = lambda: _by_workers(copy, place, there)
        except NotMeasuredError as error:
            ways["dask"] = f"not measured: {error}"
        return in_turn(ways, turns, name=f"each of {cases}")


def _each(copy: Copy, place: Path, *options: str) -> Run:
    output = copy.empty("each")
    copy.forget()
    run = copy.built("--each", "case", "--material", place, "--output", output, *options)
    return {**run, "reports": len([*output.glob("reports/*/index.html")])}


def _by_workers(copy: Copy, place: Path, there: Cluster) -> Run:
    before = there.cpu()
    run = _each(copy, place, "--scheduler", there.address)
    spent = there.cpu() - before
    if spent < run["cpu"] / 2:  # waiting takes some too; running notebooks takes most of all
        told = f"{spent:.0f} s of the processor, the build {run['cpu']:.0f} s"
        raise NotMeasuredError(f"the workers did not run the notebooks: they used {told}")
    return {**run, "cpu": run["cpu"] + spent}


def growth(copy: Copy, turns: int, cases: int, codings: int) -> Runs:
    """The whole report of so many codings, from nothing."""
    place = material(cases, codings)
    return in_turn({"build": lambda: _grown(copy, place)}, turns, name=place.name)


def _grown(copy: Copy, place: Path) -> Run:
    output = copy.empty("growth")
    copy.forget()
    run = copy.built("--material", place, "--output", output)
    pages = [path.stat().st_size / 1e6 for path in output.glob("reports/*/*.html")]
    interviews = {path.stem for path in output.glob("reports/*/intervjuer/*.html")} - {"index"}
    return {**run, "page": max(pages), "pages": sum(pages), "interviews": len(interviews)}
