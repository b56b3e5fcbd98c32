"""The build: all notebooks run, their pages written, and what came of it told."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analys import execution
from analys.errors import AnalysError, MaterialError, NotebookError, Problem
from analys.kernels import Kernels
from analys.language import LANGUAGES
from analys.loading import chosen_study
from analys.material import find_material, project_root
from analys.parameters import Parameters, checked
from analys.site import result_of, site_of
from analys.writing import Run, write

AT_ONCE = 3  # kernels: one more than two cores, for a notebook waits while its kernel starts

Watch = Callable[[str, int, int], None]
"""Told the notebook, the cell that starts and the number of cells."""


@dataclass(frozen=True)
class Summary:
    """What a build came to.

    Attributes
    ----------
    built
        The stems of the notebooks that ran.
    failures
        `{stem: problems}` of those that did not.
    items
        The manifest's entries of what the report holds, those of earlier builds with the same
        material and parameters included.
    answered, unanswered, doubled
        Ids of the codebook's questions: answered by one item; by none, or by one that says why
        it cannot be; by more than one.
    removed
        Pages, figures and tables of an earlier build that no notebook stands for any longer: made
        from something else, or by a notebook that now fails.
    warnings
        How many cells warned.
    """

    built: tuple[str, ...]
    failures: Mapping[str, tuple[Problem, ...]]
    items: tuple[Mapping[str, Any], ...]
    answered: tuple[str, ...]
    unanswered: Mapping[str, str]
    doubled: tuple[str, ...]
    removed: tuple[str, ...]
    warnings: int
    seconds: float
    index: Path

    @property
    def good(self) -> bool:
        """Whether everything ran and no question has two answers."""
        return not self.failures and not self.doubled


def find_notebooks(root: Path, names: Sequence[str] = ()) -> list[Path]:
    """The notebooks to run, by their stems or the beginnings of them; the report's, without.

    Raises
    ------
    NotebookError
        If a name fits none or several, naming those that there are.
    """
    known = sorted((root / "notebooks").glob("0[0-8]_*.py"))
    if not names:
        return known
    problems, chosen = [], []
    for name in names:
        stem = Path(name).name.removesuffix(".py")
        fits = [path for path in known if path.stem.startswith(stem)]
        if len(fits) == 1:
            chosen += fits
        else:
            there = ", ".join(path.stem for path in known) or "none"
            found = f"{len(fits)} of them" if fits else "none of that name"
            problems.append(Problem("notebooks", name, f"one of {there}", found))
    if problems:
        raise NotebookError(problems)
    return sorted(set(chosen))


def build(
    names: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    *,
    root: Path | None = None,
    output: Path | None = None,
    watch: Watch | None = None,
) -> Summary:
    """Run notebooks and write their figures, tables, pages, index and manifest.

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

    Raises
    ------
    AnalysError
        If the parameters, the codebook or the material cannot be used; then nothing has run. A
        notebook that fails does not stop the others: its problems stand in the summary.
    """
    began = time.monotonic()
    root = root or project_root()
    chosen = checked(parameters or {})
    notebooks = find_notebooks(root, names)
    study = chosen_study(chosen)
    if study.interviews.empty:
        advice = "`analys check` says what it holds; `codes` and `export` take codes alone."
        found = "none in it"
        raise MaterialError(
            Problem(Path(chosen.material).name, "", "an interview with its text", found, advice)
        )
    stems = [path.stem for path in find_notebooks(root)]
    run = Run(study, site_of(study, chosen, stems), root, output or root)
    run.pages.mkdir(parents=True, exist_ok=True)  # before anything runs, if it cannot be
    values = {**_given(parameters or {}), "material": _place(chosen)}
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        Kernels() as kernels,
    ):
        list(pool.map(lambda path: _run(run, path, values, kernels, watch), notebooks))
    removed, entries = write(run)
    return _summary(run, entries, removed, time.monotonic() - began)


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


def _given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in parameters.items()
    }


def _place(chosen: Parameters) -> str:
    """The material as a notebook can find it from its own folder."""
    found = find_material(chosen.material)
    by_name = found == (project_root() / "data" / chosen.material).resolve()
    return chosen.material if by_name else str(found)


def _run(
    run: Run,
    path: Path,
    parameters: Mapping[str, Any],
    kernels: Kernels,
    watch: Watch | None,
) -> None:
    """Run one notebook; what went wrong is kept, and the page says that it did."""
    stem = path.stem

    def cell(at: int, of: int) -> None:
        if watch:
            watch(stem, at, of)

    try:
        notebook = execution.execute(
            path, parameters, kernels, output=run.products, watch=cell, root=run.root
        )
        run.results[stem] = result_of(notebook, stem, run.site)
    except AnalysError as error:
        run.failures[stem] = error.problems


def _summary(
    run: Run, entries: Mapping[str, Mapping[str, Any]], removed: tuple[str, ...], seconds: float
) -> Summary:
    items = [item for entry in entries.values() for item in entry["items"]]
    told = Counter(item["question"] for item in items if item["question"])
    shown = {item["question"]: item["status"] == "shown" for item in items}
    reasons = {item["question"]: item["reading"] for item in items if item["status"] == "absent"}
    questions = list(run.site.codebook.questions)
    return Summary(
        built=tuple(sorted(run.results)),
        failures=run.failures,
        items=tuple(items),
        answered=tuple(each for each in questions if told[each] == 1 and shown.get(each)),
        unanswered={
            each: reasons.get(each, "no published item names it")
            for each in questions
            if not told[each] or not shown.get(each)
        },
        doubled=tuple(each for each in questions if told[each] > 1),
        removed=removed,
        warnings=sum(entry["warnings"] for entry in entries.values()),
        seconds=seconds,
        index=run.pages / "index.html",
    )
