"""The tables of what running the report anew takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cells import Run, cell, of, ratio, spread
from goals import done, part, size
from kept import Measured

NAMES = {
    "hand": "**by hand**: `papermill` and `jupyter nbconvert`, once a notebook each",
    "jupytext": "before that: `jupytext --to ipynb`, once a notebook",
    "nbconvert": "`jupyter nbconvert --execute`, one call for all",
    "papermill": "papermill's API and one exporter, one process",
    "jupyter-cache": "jupyter-cache with nothing in its cache, then `nbconvert`",
    "ordinary": "`analys build --force --kernels ordinary`, from nothing",
    "one": "`analys build --force --threads 1`, from nothing",
    "three": "`analys build --force --threads 3`, from nothing",
    "kept": "**`analys build --force`** run again: what was read and drawn is taken",
    "build": "**`analys build --force`** from nothing: all is read and drawn",
    "again": "for comparison: jupyter-cache, all in its cache, then `nbconvert`",
    "bare": "`python -c pass`",
    "unchanged": "`analys build`, nothing changed",
    "notebook": "`analys build`, a cell of prose added to one notebook",
    "coding": "`analys build`, the code of one coding changed",
    "threads": "`analys build --each case`",
    "dask": "the same with `--scheduler`, two workers",
}
FULL = (
    "hand", "jupytext", "nbconvert", "papermill", "jupyter-cache", "ordinary", "one", "three",
    "kept", "build",
)  # fmt: skip

TOOK = ("runs", "seconds, median (min to max)", "CPU s", "MB, largest", "MB, together")
BUSY = 1.5
"""Seconds for each second of the processor; on a machine of its own it is about 1."""

Runs = Sequence[Run]


def full(kept: Mapping[str, Measured]) -> str:
    """A row a way of running everything, and how many times faster than by hand it is."""
    if "full" not in kept:
        return _missing("full")
    found = kept["full"].runs
    hand, before = done(kept, "full", "hand"), done(kept, "full", "jupytext")
    whole = [
        {"seconds": run["seconds"] + first["seconds"]}
        for run, first in zip(hand, before, strict=False)
    ]
    head = ("way", *TOOK, "files", "times faster than by hand", "with jupytext", "times less CPU")

    def row(way: str, runs: Runs) -> tuple[str, ...]:
        if way == "jupytext":
            return (NAMES[way], *_took(runs), "", "", "", "")
        times = (_times(hand, runs), _times(whole, runs), _times(hand, runs, "cpu"))
        return (NAMES[way], *_took(runs), f"{of(runs, 'files'):.0f}", *times)

    rows = [
        _why(way, found[way], len(head)) or row(way, done(kept, "full", way))
        for way in FULL
        if found.get(way)
    ]
    return table(head, rows) + _busy(hand)


def _busy(hand: Runs) -> str:
    """Say so if the machine did much else: one command after another mostly uses a processor."""
    if not hand or (waited := of(hand, "seconds") / of(hand, "cpu")) < BUSY:
        return ""
    return (
        f"\nBy hand took {waited:.1f} times the processor's time that it used: **the machine was "
        "busy with other things**, and CPU says more than seconds.\n"
    )


def changes(kept: Mapping[str, Measured]) -> str:
    """A row a change; seconds beside a start of Python that does nothing."""
    if "changes" not in kept:
        return _missing("changes")
    head = ("way", *TOOK[:4], "pages written", "bare starts of Python")
    bare = done(kept, "changes", "bare")

    def row(way: str, runs: Runs) -> tuple[str, ...]:
        pages = f"{of(runs, 'pages'):.0f}" if "pages" in runs[0] else ""
        return (NAMES[way], *_took(runs, 3)[:4], pages, _times(runs, bare))

    rows = [
        _why(way, runs, len(head)) or row(way, done(kept, "changes", way))
        for way, runs in kept["changes"].runs.items()
    ]
    again = done(kept, "full", "again")
    if not again:
        return table(head, rows)
    rows.append(row("again", again))
    return f"{table(head, rows)}\nThe last row was measured with the whole report.\n"


def each(kept: Mapping[str, Measured]) -> str:
    """A row a number of municipalities and a way: seconds a report."""
    sizes = sorted(int(name.removeprefix("each-")) for name in kept if name.startswith("each-"))
    if not sizes:
        return _missing("each")
    a_report = ("seconds a report", "CPU s a report")
    head = ("municipalities", "way", *TOOK[:2], "reports", *a_report, "MB, largest")

    def row(cases: int, way: str, runs: Runs) -> tuple[str, ...]:
        one = [{what: run[what] / run["reports"] for what in ("seconds", "cpu")} for run in runs]
        return (
            str(cases),
            NAMES[way],
            str(len(runs)),
            spread(runs, "seconds", 1),
            f"{of(runs, 'reports'):.0f}",
            spread(one, "seconds"),
            f"{of(one, 'cpu'):.2f}",
            f"{of(runs, 'peak'):,.0f}",
        )

    rows = [
        (str(cases), *why)
        if (why := _why(way, runs, len(head) - 1))
        else row(cases, way, done(kept, f"each-{cases}", way))
        for cases in sizes
        for way, runs in kept[f"each-{cases}"].runs.items()
    ]
    told = "Dask's rows: CPU is of the build and the workers, memory of the build alone."
    return f"{table(head, rows)}\n{told}\n"


def growth(kept: Mapping[str, Measured]) -> str:
    """A row a size: what it takes, and how many times that of the row above."""
    sizes = sorted(size(name) for name in kept if name.startswith("growth-"))
    if not sizes:
        return _missing("growth")
    head = (
        "codings", "municipalities", "interviews", *TOOK[:2], "s a 100,000",
        "times the row above", *TOOK[3:], "times the row above", "largest page, MB",
        "all pages, MB",
    )  # fmt: skip
    rows = []
    for above, (cases, codings) in zip([None, *sizes], sizes, strict=False):
        name = part(cases, codings)
        begin = (f"{codings:,}", str(cases))
        runs = done(kept, name, "build")
        if not runs:
            why = cell(str(kept[name].runs["build"]))
            rows.append((*begin, "", "0", why, *[""] * (len(head) - 5)))
            continue
        less = done(kept, part(*above), "build") if above and above[0] == cases else ()
        rows.append((*begin, *_grown(runs, less, codings)))
    told = "The whole report, from nothing. The pages are the notebooks' and the index."
    return f"{table(head, rows)}\n{told}\n"


def _grown(runs: Runs, less: Runs, codings: int) -> tuple[str, ...]:
    return (
        f"{of(runs, 'interviews'):,.0f}",
        str(len(runs)),
        spread(runs, "seconds", 1),
        f"{of(runs, 'seconds') / codings * 100_000:,.1f}",
        _times(runs, less),
        f"{of(runs, 'peak'):,.0f}",
        f"{of(runs, 'tree'):,.0f}",
        _times(runs, less, "tree"),
        f"{of(runs, 'page'):,.1f}",
        f"{of(runs, 'pages'):,.1f}",
    )


def _took(runs: Runs, digits: int = 1) -> tuple[str, ...]:
    """The cells under `TOOK`."""
    cpu = f"{of(runs, 'cpu'):,.{digits}f}"
    memory = (f"{of(runs, what):,.0f}" for what in ("peak", "tree"))
    return (str(len(runs)), spread(runs, "seconds", digits), cpu, *memory)


def _times(over: Runs, under: Runs, what: str = "seconds") -> str:
    return ratio(over, under, what) if over and under else ""


def _why(way: str, runs: Runs | str, width: int) -> tuple[str, ...]:
    """A row that says why there are no numbers in it; none where there are."""
    if not isinstance(runs, str):
        return ()
    return (NAMES[way], "0", cell(runs), *[""] * (width - 3))


def _missing(name: str) -> str:
    return f"Not measured yet: `make bench PARTS={name}`.\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown has it."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
