"""How fast the report is run anew, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goals import goals
from kept import Measured
from rerun_tables import changes, each, full, growth, table

PAGE = """# Running the report anew

`make bench` measures and writes this page; it takes hours, most of them for the reports of 290
municipalities. `make bench PARTS=full,changes` measures some of the parts (`full`, `changes`,
`each`, `growth`), and `.venv/bin/python benchmarks/rerun.py --quick` prints a first answer in some
minutes. How fast large projects are read stands in [READING.md](READING.md).

{goals}
{missing}The times say something about this machine on the day; the ratios, which come from one run
with all ways in turn, say more.

## The whole report

The eight notebooks of the report on the demonstration material, with all of their figures, tables
and pages.

{full}
## After a change

{changes}
## A report to each municipality

{each}
## More codings

{growth}
## How it was measured

Each row is a command as one would type it, run to its end in a process of its own, in a copy of the
project; a row by hand is the sum of its commands. The ways are taken in turn, so that what else the
machine does falls on all alike. Before the first turn there is one build that is not measured: it
compiles the library and fills the system's cache of files. Clearing away what the turn before left
is not measured.

"CPU" is the processor's time of the command and of all that it started, kernels included, also of
those that outlived it. "Largest" is the peak of the process that held most; "together" is what all
held at one time, looked at up to five times a second, so that a short peak can be missed. What
processes share is counted once where the system can tell (Linux).

The tables, and each size in the last two, are measured at different hours. Where others share the
processor, as on this machine, it can be half as slow again at some of them: compare what was
measured together, not the seconds of one with another's.

What is fair, and what is not:

- By hand begins from notebooks that are .ipynb already. Ours are not: their conversion is a row of
  its own, and the second ratio holds it.
- By hand is one command after another. Whoever starts two at a time is faster than that on more
  than one core; the column of CPU time says what is left of the gain then.
- All rows draw the same figures ("files" counts them) and make a page of each notebook. The build
  makes more: the interviews' pages, index, workbook and manifest.
- By hand, by other tools, and "from nothing", nothing is kept of an earlier run: the material is
  read and every figure drawn. "Run again" is the same command a second time: every notebook runs
  and counts everything anew, but the material is opened as it was read and checked before, and a
  figure whose very table was drawn before is taken as it was. Whoever runs the notebooks by hand a
  second time in the same project has that gain too.
- jupyter-cache runs in an environment of its own with kernels of ours. It looks at the notebooks
  alone: it does not see that the material has changed, or that a figure is gone.
- Dask's scheduler and workers were there before the clock began, and share the cores with the
  build: the row says what it costs to hand work out, not what more machines would give.
- The large materials are synthetic, and their talk repeats itself.

## Where

{where}"""


def page(kept: Mapping[str, Measured], parts: Iterable[str] = ()) -> str:
    """Write the whole page of what has been measured, and say which of all parts have not been."""
    return PAGE.format(
        goals=table(("goal", "measured", ""), goals(kept)),
        missing=_missing([name for name in parts if name not in kept]),
        full=full(kept),
        changes=changes(kept),
        each=each(kept),
        growth=growth(kept),
        where=_where(kept),
    )


def _missing(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"Not measured yet: {', '.join(names)} (`make bench PARTS={','.join(names)}`).\n\n"


def _where(kept: Mapping[str, Measured]) -> str:
    """The machine, once if it was the same for all parts."""
    machines: dict[str, list[str]] = {}
    for name, found in kept.items():
        machines.setdefault(found.machine, []).append(name)
    if len(machines) == 1:
        return next(iter(machines))
    return "".join(f"- {', '.join(names)}: {told}" for told, names in machines.items())
