"""The build: notebooks run where something has changed, and all put in its place at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analys import fingerprints, manifest, pictures_kept
from analys.errors import AnalysError, MaterialError, Problem, RunnerError
from analys.executed import read_executed
from analys.execution import written
from analys.inputs import Inputs, read_inputs
from analys.language import LANGUAGES
from analys.loading import chosen_study
from analys.parameters import Parameters, checked
from analys.places import find_material, project_root
from analys.planning import EXECUTED, Plan, find_notebooks, parameters_of, plan, shared_inputs
from analys.results import result_of
from analys.runners import NOTEBOOK, Local, Runner, Task
from analys.site import site_of
from analys.staging import Staging, Stopped, Waiting, finish_moves
from analys.summary import Summary, summary_of
from analys.writing import Run, write, write_interviews

Watch = Callable[[str, int, int], None]
"""Told the notebook, the cell that starts and the number of cells."""

FIGURES = "figures"  # the module of the figure functions, by which notebooks call them
A_FIGURE = 4_000  # characters of a notebook that take as long to run as a figure to draw


def build(
    names: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    *,
    root: Path | None = None,
    output: Path | None = None,
    watch: Watch | None = None,
    runner: Runner | None = None,
    shared: bool = False,
    force: bool = False,
    waiting: Waiting | None = None,
) -> Summary:
    """Run the notebooks that have something new to say; write pages, index and manifest.

    Parameters
    ----------
    names
        Which notebooks; all of the report without.
    parameters
        Notebook parameters by name.
    root, output
        The project, and where its products go if not there.
    watch
        Told of each cell that starts.
    runner
        Who runs the notebooks, its block entered; kernels of this machine without.
    shared
        Whether the runner runs notebooks of other reports too; else it is stopped if something
        goes wrong with the build itself.
    force
        Run them even where nothing has changed.
    waiting
        Told when another build of the report has to end first.

    Raises
    ------
    AnalysError
        If the parameters, the codebook or the material cannot be used; then nothing has run. A
        notebook that fails does not stop the others: its problems stand in the summary.
    Stopped
        If the runner was stopped meanwhile; then the report is as it was.
    """
    began = time.monotonic()
    root = root or project_root()
    output = (output or root).resolve()
    chosen = checked(parameters or {})
    find_notebooks(root, names)

    def stopped() -> bool:
        return runner is not None and runner.stopped

    finish_moves(output, chosen.report, waiting, stopped)
    inputs = read_inputs(root, chosen)
    with Staging(output, chosen.report, waiting, stopped) as staging:
        if staging.waited:
            inputs = read_inputs(root, chosen)
        planned = _planned(root, output, chosen, names, inputs, force=force)
        index = output / "reports" / chosen.report / "index.html"
        stems = [path.stem for path in find_notebooks(root)]
        others = {*stems} - {step.stem for step in planned.steps}
        if planned.idle:
            staging.keep_runs(others)
            kept = tuple(step.stem for step in planned.steps)
            told = {"kept": kept, "outdated": planned.outdated}
            return summary_of(planned.before, index, time.monotonic() - began, **told)
        site = site_of(inputs.study, chosen, stems, planned.inputs["library"])
        run = Run(inputs.study, site, inputs.place, root, planned, staging, inputs.seen)
        run.pages.mkdir(parents=True, exist_ok=True)  # before anything runs, if it cannot be
        with _running(runner) as running:
            _do(run, _given(chosen), running, watch, shared=shared, force=force)
        made, removed = write(run)
        staging.keep_runs(others)
    pictures_kept.prune()
    return summary_of(
        made,
        index,
        time.monotonic() - began,
        built=tuple(sorted(run.ran.keys() & run.results.keys())),
        failures=run.failures,
        removed=removed,
        kept=tuple(step.stem for step in planned.steps if step.doing != "run"),
        why={step.stem: step.why for step in planned.steps if step.doing != "keep"},
        beside=planned.beside,
        outdated={stem: why for stem, why in planned.outdated.items() if stem in made.notebooks},
    )


def _planned(
    root: Path,
    output: Path,
    chosen: Parameters,
    names: Sequence[str],
    inputs: Inputs,
    *,
    force: bool,
) -> Plan:
    return plan(
        find_notebooks(root, names),
        {**shared_inputs(root, chosen, inputs.material), "codebook": inputs.codebook},
        manifest.read(output / "reports" / chosen.report / manifest.NAME),
        output=output,
        report=chosen.report,
        every=find_notebooks(root),
        force=force,
    )


@contextmanager
def _running(runner: Runner | None) -> Iterator[Runner]:
    """The runner that was given, or one of our own that ends with the block."""
    if runner:
        yield runner
    else:
        with Local() as own:
            yield own


def _do(
    run: Run,
    parameters: Mapping[str, Any],
    runner: Runner,
    watch: Watch | None,
    *,
    shared: bool,
    force: bool,
) -> None:
    """Run what is to be run, the longest first, and write the pages of what has run before.

    If something goes wrong with the build itself, a runner that is not `shared` is stopped at once.
    What a build that was broken off has run counts, unless all is to run by `force`.
    """
    if force:
        for step in run.plan.steps:
            run.staging.drop_run(step.stem)
    steps = [step for step in run.plan.steps if step.doing != "keep"]
    steps.sort(key=lambda step: -_length(run.root, step.stem))
    with ThreadPoolExecutor(runner.at_once) as pool:
        try:
            jobs = [pool.submit(_one, run, step.stem, parameters, runner, watch) for step in steps]
            jobs.append(pool.submit(write_interviews, run))
            for job in wait(jobs, return_when=FIRST_EXCEPTION).done:
                job.result()
        except BaseException as error:
            pool.shutdown(wait=False, cancel_futures=True)
            if not shared or isinstance(error, KeyboardInterrupt):
                runner.stop()
            raise


def _length(root: Path, stem: str) -> int:
    """How long a notebook may take, beside others: by its text, and the figures that it draws."""
    try:
        text = (root / "notebooks" / f"{stem}.py").read_text(encoding="utf-8", errors="replace")
    except OSError:  # told of when its turn comes
        return 0
    return len(text) + A_FIGURE * text.count(f"{FIGURES}.")


def _one(
    run: Run, stem: str, parameters: Mapping[str, Any], runner: Runner, watch: Watch | None
) -> None:
    """Run one notebook, and render its page; what went wrong is kept, and the page says so."""
    step = next(step for step in run.plan.steps if step.stem == stem)

    def cell(at: int, of: int) -> None:
        if watch:
            watch(stem, at, of)

    try:
        if step.doing == "run":
            executed = run.staging.folder / "runs" / stem / NOTEBOOK
            path = run.root / "notebooks" / f"{stem}.py"
            text = written(path)
            inputs = {**step.inputs, "notebook": fingerprints.of_bytes(text)}  # it may be edited
            if not run.staging.finished(stem, inputs):
                read = f"{inputs['material']} {inputs['codebook']}"
                task = Task(path, parameters, run.root, text, read, run.study.beside)
                runner.run(task, run.staging.run_folder(stem), cell)
                run.seen.check()
                run.staging.finish_run(stem, inputs)
            run.ran[stem] = inputs
        else:
            executed = run.pages / EXECUTED / f"{stem}.ipynb"
        run.results[stem] = result_of(read_executed(executed), stem, run.site)
    except AnalysError as error:
        if runner.stopped:
            raise Stopped from None
        if isinstance(error, RunnerError | MaterialError):  # no fault of the notebook's
            raise
        run.staging.drop_run(stem)
        run.failures[stem] = error.problems


def variants(kind: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parameters of each report of a kind: one a municipality, or one a language.

    Raises
    ------
    AnalysError
        If the parameters or the material cannot be used, or the material names no municipality.
    """
    if kind == "language":
        return [{**parameters, "language": language} for language in LANGUAGES]
    chosen = checked(parameters)
    study = chosen_study(chosen)
    if study.cases.empty:
        problem = Problem("--each case", "", "a material that names its municipalities", "none")
        raise MaterialError(problem)
    return [{**parameters, "cases": [case]} for case in study.cases["case"]]


def _given(chosen: Parameters) -> dict[str, Any]:
    """What notebooks are told: the same for the same report, however it was asked for."""
    usual = parameters_of(Parameters())
    told = parameters_of(chosen).items()
    given = {name: value for name, value in told if value != usual[name]}
    return {**given, "material": _named(chosen)}


def _named(chosen: Parameters) -> str:
    """The material as a notebook can find it from its own folder."""
    found = find_material(chosen.material)
    within = ".." not in Path(chosen.material).parts
    by_name = within and found == (project_root() / "data" / chosen.material).resolve()
    return chosen.material if by_name else str(found)
