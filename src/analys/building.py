"""The command `analys build`: what is asked for, and what came of it.

Where nothing has changed it imports nothing heavy and is over at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analys.errors import ParameterError, Problem
from analys.telling import FAILED, foretold, summarise, verified

if TYPE_CHECKING:
    from analys.kernels import Kernels
    from analys.parameters import Parameters
    from analys.planning import Plan
    from analys.runners import Runner

TYPED = ("min_cases", "accept_positions")  # parameters whose values are no texts
KERNELS = ("warm", "ordinary")


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add the command to those of `analys`, and give its parser."""
    parser = commands.add_parser("build", help="run the notebooks and write the report")
    add = parser.add_argument
    add("notebooks", nargs="*", metavar="NOTEBOOK", help="01, 01_grazon; all without")
    add("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of the notebooks")  # fmt: skip
    add("--material", metavar="PATH", help="the material, instead of data/demo")
    add("--output", type=Path, metavar="FOLDER", help="where reports/ and figures/ go")
    add("--each", choices=["case", "language"],
        help="a report for each municipality, or in each language")  # fmt: skip
    add("--force", action="store_true", help="run notebooks even where nothing has changed")
    add("--dry-run", action="store_true", help="say what would run, and why; run nothing")
    add("--verify", action="store_true",
        help="run all again in a folder apart, and name any file that differs")  # fmt: skip
    add("--timeout", type=_several, metavar="SECONDS", help="how long one cell may take")
    add("--kernels", choices=KERNELS, default=KERNELS[0],
        help="forked from a warm process where that can be had, or ordinary ones")  # fmt: skip
    add("--threads", type=_several, metavar="N", help="how many notebooks run at once")
    add("--scheduler", metavar="ADDRESS", help="run them on the workers of a Dask scheduler")
    add("--no-wait", action="store_true",
        help="leave if another build of the report is under way, instead of waiting")  # fmt: skip
    parser.set_defaults(run=run)
    return parser


def _several(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, found {text}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Build what is asked for, if anything of it has changed.

    Raises
    ------
    AnalysError
        If what is asked for cannot be used; a notebook that fails is told, and is no error here.
    """
    began = time.monotonic()
    given = _given(options)
    output = options.output.resolve() if options.output else None
    if options.each and (options.dry_run or options.verify):
        other = "--dry-run" if options.dry_run else "--verify"
        advice = "Ask for one report at a time."
        raise ParameterError(Problem("build", "--each", "no other", f"{other}", advice))
    if options.dry_run and options.verify:
        raise ParameterError(Problem("build", "--dry-run", "no other", "--verify as well"))
    if options.dry_run or not (options.each or options.force or options.verify):
        with _importing() as imported:
            chosen, plan = _looked(options, given, output)
            imported()  # nor is it gone through at the end of a process that has no more to do
        if plan and options.dry_run:
            return foretold(plan)
        if plan and plan.idle:
            return _idle(plan, chosen, output, began)
    return _built(options, given, output)


def _given(options: argparse.Namespace) -> dict[str, Any]:
    given = parameters_of(options.parameters)
    if options.material:
        given["material"] = options.material
    if options.accept_positions:
        given["accept_positions"] = True
    return given


def _looked(
    options: argparse.Namespace, given: dict[str, Any], output: Path | None
) -> tuple[Parameters, Plan | None]:
    """The plan, where files alone can tell; --dry-run has the material read if they cannot."""
    from analys import planning
    from analys.parameters import checked
    from analys.places import project_root

    root, chosen = project_root(), checked(given)
    where = output or root
    asked = planning.find_notebooks(root, options.notebooks) if options.notebooks else []
    stems = [path.stem for path in asked]
    if planning.underway(where, chosen.report, stems) and not options.dry_run:
        return chosen, None
    plan = planning.planned(root, where, chosen, options.notebooks, force=options.force)
    if plan is None and options.dry_run:
        from analys.inputs import read_inputs

        found = read_inputs(root, chosen).material
        plan = planning.planned(
            root, where, chosen, options.notebooks, material=found, force=options.force
        )
    return chosen, plan


def _idle(plan: Plan, chosen: Parameters, output: Path | None, began: float) -> int:
    from analys.places import project_root
    from analys.summary import summary_of

    index = (output or project_root()) / "reports" / chosen.report / "index.html"
    kept = tuple(step.stem for step in plan.steps)
    told = {"kept": kept, "outdated": plan.outdated}
    summary = summary_of(plan.before, index, time.monotonic() - began, **told)
    summarise(summary)
    return 0 if summary.good else FAILED


def _built(options: argparse.Namespace, given: dict[str, Any], output: Path | None) -> int:
    from analys.parameters import checked

    checked(given)
    with (
        _stoppable(),
        _importing() as imported,
        _anew(all_of_it=options.verify),
        _kernels(options) as kernels,
        _runner(options, kernels) as runner,
    ):
        import analys.build as _imported  # noqa: F401

        imported()
        if options.each:
            from analys.several import build_each

            return build_each(
                options.each, options.notebooks, given, output, runner,
                force=options.force, waiting=_waiting(no=options.no_wait),
            )  # fmt: skip
        from analys.progress import watching

        with watching() as watch:
            if options.verify:
                from analys.verifying import verify

                verdict = verify(
                    options.notebooks, given, output, runner, watch,
                    _waiting(no=options.no_wait),
                )  # fmt: skip
            else:
                from analys.build import build

                summary = build(
                    options.notebooks, given, output=output, watch=watch, runner=runner,
                    force=options.force, waiting=_waiting(no=options.no_wait),
                )  # fmt: skip
    if options.verify:
        return verified(verdict)
    summarise(summary)
    return 0 if summary.good else FAILED


@contextmanager
def _stoppable() -> Iterator[None]:
    """Have the system's order to end be as Ctrl-C, so that kernels end and folders are cleared."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    there = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    heard = [each for each in there if signal.getsignal(each) != signal.SIG_IGN]  # nohup ignores it
    before = {each: signal.signal(each, stop) for each in heard}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def _importing() -> Iterator[Callable[[], None]]:
    """Let what is imported now stay, until told that it is: not gone through again and again."""
    gc.disable()

    def imported() -> None:
        gc.freeze()
        gc.enable()

    try:
        yield imported
    finally:
        gc.enable()


@contextmanager
def _anew(*, all_of_it: bool) -> Iterator[None]:
    """Have everything read and drawn anew, whatever is kept of it."""
    from analys.hidden import SWITCH

    before = os.environ.get(SWITCH)
    try:
        if all_of_it:
            os.environ[SWITCH] = "off"
        yield
    finally:
        if all_of_it:
            os.environ.pop(SWITCH, None)
        if before is not None:
            os.environ[SWITCH] = before


def _kernels(options: argparse.Namespace) -> AbstractContextManager[Kernels | None]:
    """The kernels of this machine; what they are forked from begins its imports before ours."""
    if options.scheduler:
        return nullcontext()
    from analys.kernels import Kernels

    return Kernels(options.kernels)


def _runner(options: argparse.Namespace, kernels: Kernels | None) -> Runner:
    if options.scheduler:
        from analys.workers.home import Workers

        if options.threads:
            advice = "The workers have theirs: dask worker --nthreads."
            raise ParameterError(Problem("build", "--threads", "none", "one, with workers", advice))
        return Workers(
            options.scheduler, options.kernels, options.timeout, _lonely(options.scheduler)
        )
    from analys.runners import THREADS, Local

    return Local(kernels, options.threads or THREADS, options.timeout)


def _lonely(address: str) -> Callable[[], None]:
    """Say that there is no worker."""

    def said() -> None:
        told = f"no worker at {address}; waiting for one. Start one with: dask worker {address}"
        print(f"{told}. Ctrl-C leaves.", file=sys.stderr)  # noqa: T201

    return said


def _waiting(*, no: bool) -> Callable[[int | None], None]:
    """Say that another build of the report is under way; leave if it is not to be waited for."""

    def said(process: int | None) -> None:
        other = "another build of this report is under way"
        other += f" (process {process})" if process else ""
        if no:
            raise ParameterError(
                Problem("build", "--no-wait", "no other build of this report", other)
            )
        print(f"{other}; waiting for it. Ctrl-C leaves.", file=sys.stderr)  # noqa: T201

    return said


def parameters_of(pairs: Sequence[str]) -> dict[str, Any]:
    """`name=value` pairs; lists are read as YAML reads them.

    Numbers, true and false are read where they are meant: 0114 is the id of a municipality.

    Raises
    ------
    ParameterError
        If a pair has no name, or a value is no YAML.
    """
    given: dict[str, Any] = {}
    for pair in pairs:
        import yaml

        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise ParameterError(Problem("-p", pair, "NAME=VALUE", "no =" if name else "no name"))
        try:
            loader = yaml.SafeLoader if name in TYPED else yaml.BaseLoader
            given[name] = yaml.load(value, loader) if value else ""  # noqa: S506 - no objects
        except yaml.YAMLError:
            raise ParameterError(Problem("-p", pair, "a value", "unbalanced brackets")) from None
    return given
