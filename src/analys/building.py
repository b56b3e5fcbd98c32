"""The command `analys build`: what is asked for, and what came of it.

Where nothing has changed it imports nothing heavy and is over at once.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analys.counting import many
from analys.errors import ParameterError, Problem, tell

if TYPE_CHECKING:
    from analys.errors import AnalysError
    from analys.kernels import Kernels
    from analys.parameters import Parameters
    from analys.planning import Plan
    from analys.runners import Runner
    from analys.summary import Summary
    from analys.verifying import Verdict

FAILED = 1
TYPED = ("min_cases", "accept_positions")  # parameters whose values are no texts
KERNELS = ("warm", "ordinary")
REPORTS = 8  # that are made at once, however many notebooks can: each holds its study in memory


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
    add("--timeout", type=_seconds, metavar="SECONDS", help="how long one cell may take")
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


def _seconds(text: str) -> int:
    return _several(text)


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
    if not options.each and not options.force and not options.verify:
        chosen, plan = _looked(options, given, output)
        if plan and options.dry_run:
            return _foretold(plan)
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
    if planning.underway(where, chosen.report) and not options.dry_run:
        return chosen, None
    plan = planning.planned(root, where, chosen, options.notebooks)
    if plan is None and options.dry_run:
        from analys.material import open_material

        found = open_material(chosen.material)
        print_ = planning.material_print(found.sha256(), found.title, synthetic=found.synthetic)
        plan = planning.planned(root, where, chosen, options.notebooks, material=print_)
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


def _foretold(plan: Plan) -> int:
    """What would run, and why."""
    verbs = {"run": "would run", "render": "page would be written again", "keep": "as it was"}
    for step in plan.steps:
        why = f": {', '.join(step.why)}" if step.why else ""
        print(f"{step.stem}  {verbs[step.doing]}{why}")  # noqa: T201
    if plan.beside:
        print(f"index, workbook and interviews: {', '.join(plan.beside)}")  # noqa: T201
    n = sum(step.doing == "run" for step in plan.steps)
    print(f"{n} of {many(len(plan.steps), 'notebooks')} would run")  # noqa: T201
    return 0


def _built(options: argparse.Namespace, given: dict[str, Any], output: Path | None) -> int:
    from analys.parameters import checked

    checked(given)
    gc.disable()  # what is imported now stays: not to be gone through again and again
    with _stoppable(), _kernels(options) as kernels, _runner(options, kernels) as runner:
        import analys.build as _imported  # noqa: F401

        gc.freeze()
        gc.enable()
        if options.each:
            return _each(options, given, output, runner)
        from analys.progress import watching

        with watching() as watch:
            if options.verify:
                from analys.verifying import verify

                verdict = verify(options.notebooks, given, output, runner, watch)
            else:
                from analys.build import build

                summary = build(
                    options.notebooks, given, output=output, watch=watch, runner=runner,
                    force=options.force, waiting=_waiting(no=options.no_wait),
                )  # fmt: skip
    if options.verify:
        return _verified(verdict)
    summarise(summary)
    return 0 if summary.good else FAILED


@contextmanager
def _stoppable() -> Iterator[None]:
    """Have the system's order to end be as Ctrl-C, so that kernels end and folders are cleared."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _kernels(options: argparse.Namespace) -> Kernels:
    """The kernels of this machine; what they are forked from begins its imports before ours."""
    from analys.kernels import Kernels

    return Kernels("ordinary" if options.scheduler else options.kernels)  # none is warm for nobody


def _runner(options: argparse.Namespace, kernels: Kernels) -> Runner:
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


def _each(
    options: argparse.Namespace, given: dict[str, Any], output: Path | None, runner: Runner
) -> int:
    """Build the reports of a kind, several at a time; one that fails does not stop the rest."""
    from concurrent.futures import ThreadPoolExecutor

    from analys.build import build, variants
    from analys.errors import AnalysError, RunnerError

    reports = variants(options.each, given)
    failed: dict[str, Sequence[Problem]] = {}
    waiting = _waiting(no=options.no_wait)

    def one(report: dict[str, Any]) -> Summary | AnalysError:
        try:
            return build(
                options.notebooks, report, output=output, runner=runner, force=options.force,
                waiting=waiting,
            )  # fmt: skip
        except RunnerError:
            raise
        except AnalysError as error:
            return error

    # The language that is spoken is the whole process's.
    at_once = 1 if options.each == "language" else min(REPORTS, runner.at_once)
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for at, (report, done) in enumerate(
                zip(reports, pool.map(one, reports), strict=True), 1
            ):
                name = _name(report)
                if isinstance(done, AnalysError):
                    failed[name] = done.problems
                    continue
                if not done.good:
                    failed[name] = [each for some in done.failures.values() for each in some]
                _built_one(f"{at} of {len(reports)}: {name}", done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            runner.stop()
            raise
    for name, problems in failed.items():
        print(f"\n{name} failed:", file=sys.stderr)  # noqa: T201
        tell(problems)
    print(f"{len(reports) - len(failed)} of {len(reports)} reports built")  # noqa: T201
    return FAILED if failed else 0


def _name(report: dict[str, Any]) -> str:
    return ", ".join(map(str, [*report.get("cases", []), report.get("language", "")])).strip(", ")


def _built_one(name: str, summary: Summary) -> None:
    told = "" if summary.good else ", not whole"
    if summary.good and not summary.why:
        told = ", nothing has changed"
    print(f"{name}, {summary.seconds:.1f} s{told}: {summary.index}", flush=True)  # noqa: T201


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


def summarise(summary: Summary) -> None:
    """Say what came of a build."""
    for stem, problems in summary.failures.items():
        print(f"\n{stem} failed:", file=sys.stderr)  # noqa: T201
        tell(problems)
    print("\n".join([*_done(summary), *_held(summary)]))  # noqa: T201
    print(f"\nAll tables: {summary.index.with_name('tabeller.xlsx')}")  # noqa: T201
    print(f"Read the report: {summary.index}")  # noqa: T201


def _done(summary: Summary) -> list[str]:
    """What was done: which notebooks ran, and what made them."""
    if not summary.why and not summary.failures:
        lines = [f"nothing has changed: {many(len(summary.kept), 'notebooks')} as they were"]
    else:
        lines = [f"{many(len(summary.built), 'notebooks')} run, {len(summary.failures)} failed"]
        lines[0] += f", {len(summary.kept)} as they were" if summary.kept else ""
    reasons: dict[str, list[str]] = {}
    for stem, why in summary.why.items():
        again = "page written again, " if stem in summary.kept else ""
        reasons.setdefault(again + ", ".join(why), []).append(stem)
    for told, stems in reasons.items():
        all_of_them = len(stems) > 1 and len(stems) == len(summary.built) + len(summary.kept)
        lines.append(f"  {'all' if all_of_them else ', '.join(stems)}: {told}")
    for stem, why in summary.outdated.items():
        lines.append(f"  not asked for and no longer up to date: {stem}: {', '.join(why)}")
    return lines


def _held(summary: Summary) -> list[str]:
    """What the report holds."""
    shown = [item for item in summary.items if item["status"] == "shown"]
    figures = sum(any(name.endswith(".svg") for name in item["files"]) for item in shown)
    asked = len(summary.answered) + len(summary.unanswered) + len(summary.doubled)
    lines = [
        f"{many(figures, 'figures')}, {many(len(shown), 'tables')}",
        f"{len(summary.answered)} of {asked} questions answered by one item each",
    ]
    if summary.doubled:
        lines.append(f"answered more than once: {', '.join(summary.doubled)}")
    reasons: dict[str, list[str]] = {}
    for question, why in summary.unanswered.items():
        reasons.setdefault(why, []).append(question)
    lines += [f"not answered: {', '.join(ids)} ({why})" for why, ids in reasons.items()]
    if summary.warnings:
        lines.append(f"{many(summary.warnings, 'warnings')}, shown on their pages")
    if summary.removed:
        pages = [Path(path).name for path in summary.removed if path.endswith(".html")]
        files = f"{many(len(summary.removed) - len(pages), 'files')} of figures/"
        lines.append(f"removed, no longer true: {', '.join([*pages, files])}")
    lines.append(f"{summary.seconds:.{1 if summary.seconds >= 1 else 2}f} s")
    return lines


def _verified(verdict: Verdict) -> int:
    """Say which files differ from what the same notebooks give now."""
    for problem in verdict.differing:
        print(problem, file=sys.stderr)  # noqa: T201
    if verdict.differing:
        print(f"{many(len(verdict.differing), 'files')} of {verdict.files} differ")  # noqa: T201
        return FAILED
    print(f"{many(verdict.files, 'files')}, the same bytes")  # noqa: T201
    return 0
