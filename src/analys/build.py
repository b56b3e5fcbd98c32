"""The build: all notebooks run, their pages written, and what came of it told."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analys import execution
from analys.errors import AnalysError, MaterialError, NotebookError, Problem
from analys.language import LANGUAGES
from analys.loading import load
from analys.markup import TRANSCRIPTS
from analys.material import find_material, project_root
from analys.parameters import Parameters, checked
from analys.publish import write_whole
from analys.site import Result, Site, failed, index_page, result_of, site_of
from analys.study import Study
from analys.transcripts import transcripts
from analys.workbook import workbook

MAIN = Parameters().report
TABLES = "tabeller.json"  # the tables of earlier builds, for the workbook of the next
AT_ONCE = 2  # kernels; a notebook mostly waits for its own imports

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


@dataclass
class _Run:
    study: Study
    site: Site
    root: Path
    output: Path
    results: dict[str, Result] = field(default_factory=dict)
    failures: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> Path:
        return self.output / "reports" / self.site.parameters.report

    @property
    def products(self) -> Path:
        """Where `figures/` stands: the project for the whole report, its own folder for others."""
        return self.output if self.site.parameters.report == MAIN else self.pages


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
    study = load(chosen.material, cases=chosen.cases, coder=chosen.coder, language=chosen.language)
    stems = [path.stem for path in find_notebooks(root)]
    run = _Run(study, site_of(study, chosen, stems), root, output or root)
    run.pages.mkdir(parents=True, exist_ok=True)  # before anything runs, if it cannot be
    values = {**_given(parameters or {}), "material": _place(chosen)}
    with (
        execution.environment(run.products),
        ThreadPoolExecutor(AT_ONCE) as pool,
        execution.Kernels() as kernels,
    ):
        list(pool.map(lambda path: _run(run, path, values, kernels, watch), notebooks))
    removed, entries = _written(run)
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
    study = load(chosen.material, cases=chosen.cases, coder=chosen.coder, language=chosen.language)
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
    run: _Run,
    path: Path,
    parameters: Mapping[str, Any],
    kernels: execution.Kernels,
    watch: Watch | None,
) -> None:
    """Run one notebook; what went wrong is kept, and the page says that it did."""
    stem = path.stem

    def cell(at: int, of: int) -> None:
        if watch:
            watch(stem, at, of)

    try:
        notebook = execution.execute(path, parameters, kernels, watch=cell)
        run.results[stem] = result_of(notebook, stem, run.site)
    except AnalysError as error:
        run.failures[stem] = error.problems


def _written(run: _Run) -> tuple[tuple[str, ...], dict[str, dict[str, Any]]]:
    """Write pages, manifest and index; remove what an earlier build left and no longer holds."""
    before = _manifest(run.pages / "manifest.json")
    same = before.get("made_from") == _made_from(run)
    earlier: dict[str, dict[str, Any]] = before.get("notebooks", {})
    gone = {*run.failures, *run.results}
    entries = {
        stem: entry
        for stem, entry in earlier.items()
        if same and stem in run.site.stems and stem not in gone
    }
    for stem, result in run.results.items():
        write_whole(run.pages / f"{stem}.html", result.page.encode())
        entries[stem] = {
            "title": result.title,
            "facts": dict(result.facts),
            "items": list(result.items),
            "readings": list(result.readings),
            "warnings": result.warnings,
        }
    for stem in run.failures:
        write_whole(run.pages / f"{stem}.html", _failed_page(run, stem).encode())
    removed = (*_remove_others(run, earlier, entries), *_interviews(run))
    manifest = {"made_from": _made_from(run), "notebooks": dict(sorted(entries.items()))}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(run.pages / "manifest.json", f"{text}\n".encode())
    _workbook(run, entries, _manifest(run.pages / TABLES) if same else {})
    index = index_page(run.site, entries, run.products / "figures")
    write_whole(run.pages / "index.html", index.encode())
    return removed, entries


def _workbook(
    run: _Run, entries: Mapping[str, Mapping[str, Any]], earlier: Mapping[str, Any]
) -> None:
    """Write the tables of all notebooks as a workbook; and as they are, for the next build."""
    tables = {stem: earlier[stem] for stem in entries if stem in earlier}
    tables |= {stem: dict(result.tables) for stem, result in run.results.items()}
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True)
    write_whole(run.pages / TABLES, text.encode())
    items = [
        {**item, "page": entry["title"], "table": tables.get(stem, {}).get(item["stem"])}
        for stem, entry in sorted(entries.items())
        for item in entry["items"]
    ]
    language = run.site.parameters.language
    book = workbook(items, title=run.site.study, language=language, synthetic=run.site.synthetic)
    write_whole(run.pages / "tabeller.xlsx", book)


def _interviews(run: _Run) -> tuple[str, ...]:
    """Write the interviews' pages where they have changed; remove those of interviews no more."""
    folder = run.pages / TRANSCRIPTS
    there = {path.name: path for path in folder.glob("*.html")}
    for name, page in transcripts(run.study, run.site):
        before = there.pop(name, None)
        if before is None or before.read_bytes() != page.encode():
            write_whole(folder / name, page.encode())
    for path in there.values():
        path.unlink()
    return tuple(sorted(path.relative_to(run.output).as_posix() for path in there.values()))


def _failed_page(run: _Run, stem: str) -> str:
    """The page of a notebook that failed, whatever made it fail."""
    try:
        notebook = execution.read(run.root / "notebooks" / f"{stem}.py")
    except NotebookError:
        notebook = execution.blank(stem)
    return failed(notebook, stem, run.site)


def _made_from(run: _Run) -> dict[str, Any]:
    """What must be the same for pages of two builds to belong together."""
    return {
        "provenance": [list(pair) for pair in run.site.provenance if pair[0] != "analys"],
        "parameters": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(run.site.parameters).items()
            if name != "material"
        },
    }


def _manifest(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove_others(
    run: _Run, earlier: Mapping[str, Any], entries: Mapping[str, Any]
) -> tuple[str, ...]:
    """Take away pages, and figures and tables of the earlier manifest, that nothing stands for."""
    keep = {*entries, *run.failures, "index"}
    pages = [page for page in sorted(run.pages.glob("*.html")) if page.stem not in keep]
    names = sorted(_files(earlier) - _files(entries))
    files = [run.products / "figures" / Path(name).name for name in names]
    gone = [path for path in (*pages, *files) if path.is_file()]
    for path in gone:
        path.unlink()
    return tuple(path.relative_to(run.output).as_posix() for path in gone)


def _files(entries: Mapping[str, Any]) -> set[str]:
    return {name for entry in entries.values() for item in entry["items"] for name in item["files"]}


def _summary(
    run: _Run, entries: Mapping[str, Mapping[str, Any]], removed: tuple[str, ...], seconds: float
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
