"""What a build writes beside its figures: pages, manifest, workbook, interviews, index.

What an earlier build wrote and nothing stands for any longer is taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analys import execution, fingerprints
from analys.errors import NotebookError, Problem
from analys.executed import read_executed
from analys.inputs import Place, Seen
from analys.manifest import NAME, Manifest, read_json
from analys.markup import TRANSCRIPTS
from analys.planning import BELONGING, EXECUTED, TABLES, Plan, parameters_of
from analys.results import Result, failed, tables_of
from analys.runners import NOTEBOOK
from analys.site import WORKBOOK, Site, index_page
from analys.staging import Staging
from analys.study import Study
from analys.transcripts import transcripts
from analys.workbook import workbook


@dataclass
class Run:
    """A build under way: what it is of, where it goes, and what came of its notebooks so far.

    `seen` are the files that notebooks read. `results` are of notebooks whose page is written, and
    `ran` has what those of them that were executed are made from; `interviews` has the fingerprints
    of the interviews' pages, by name.
    """

    study: Study
    site: Site
    place: Place
    root: Path
    plan: Plan
    staging: Staging
    seen: Seen = field(default_factory=lambda: Seen({}))
    results: dict[str, Result] = field(default_factory=dict)
    ran: dict[str, Mapping[str, str]] = field(default_factory=dict)
    failures: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    interviews: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> str:
        """The report's own folder, as names of products have it."""
        return f"reports/{self.site.parameters.report}"

    @property
    def output(self) -> Path:
        """Where products go."""
        return self.staging.output

    @property
    def pages(self) -> Path:
        """The report's own folder."""
        return self.output / self.report

    @property
    def products(self) -> str:
        """Where `figures/` stands, as names of products have it."""
        folder = self.site.parameters.products(self.output).relative_to(self.output)
        return "" if folder == Path() else f"{folder.as_posix()}/"


def write(run: Run) -> tuple[Manifest, tuple[str, ...]]:
    """Put pages, figures, manifest and index in their place, all of them or none.

    Returns
    -------
    The new manifest, and the names of what is taken away: pages, figures and tables.
    """
    inputs = {step.stem: step.inputs for step in run.plan.steps} | run.ran
    entries = _kept(run)
    for stem, result in sorted(run.results.items()):
        outputs = _outputs(run, stem, entries)
        if stem in run.failures:
            continue
        outputs[f"{run.report}/{stem}.html"] = run.staging.put(
            f"{run.report}/{stem}.html", result.page.encode()
        )
        entries[stem] = {
            "title": result.title,
            "facts": list(result.facts),
            "items": list(result.items),
            "readings": list(result.readings),
            "warnings": result.warnings,
            "inputs": dict(inputs[stem]),
            "outputs": dict(sorted(outputs.items())),
        }
    beside = {
        f"{run.report}/{stem}.html": run.staging.put(
            f"{run.report}/{stem}.html", _failed_page(run, stem).encode()
        )
        for stem in run.failures
    }
    beside |= _still_failed(run, entries)
    beside |= run.interviews | _workbook(run, entries) | _index(run, entries)
    still = [stem for stem in run.plan.before.failed if stem in run.site.stems]
    manifest = Manifest(
        inputs=dict(run.plan.inputs),
        place=run.place.name,
        files=run.place.files,
        folders=run.place.folders,
        parameters=parameters_of(run.site.parameters),
        questions=tuple(run.site.codebook.questions),
        notebooks=dict(sorted(entries.items())),
        failed=tuple(sorted({*run.failures, *still} - set(entries))),
        beside={"inputs": dict(run.plan.inputs), "outputs": dict(sorted(beside.items()))},
    )
    removed = _remove_others(run, manifest)
    run.staging.commit(f"{run.report}/{NAME}", manifest.text())
    return manifest, removed


def _kept(run: Run) -> dict[str, Mapping[str, Any]]:
    """The entries of notebooks that did not run and that still belong to the report."""
    gone = {*run.failures, *run.results}
    return {
        stem: entry
        for stem, entry in run.plan.before.notebooks.items()
        if stem in run.site.stems
        and stem not in gone
        and all(entry["inputs"].get(name) == run.plan.inputs[name] for name in BELONGING)
    }


def _outputs(run: Run, stem: str, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What a notebook gave besides its page; it has failed if another gives the same."""
    if stem not in run.ran:
        page = f"{run.report}/{stem}.html"
        before = run.plan.before.notebooks[stem]["outputs"]
        return {name: print_ for name, print_ in before.items() if name != page}
    folder = run.staging.folder / "runs" / stem
    figures = sorted(path for path in (folder / "figures").glob("*") if path.is_file())
    named = {f"{run.products}figures/{path.name}": path for path in figures}
    for other, entry in entries.items():
        for name in sorted(named.keys() & entry["outputs"].keys()):
            run.failures[stem] = (
                *run.failures.get(stem, ()),
                Problem(f"{stem}.py", Path(name).name, "a stem of its own", f"it in {other} too"),
            )
    if stem in run.failures:
        return {}
    named[f"{run.report}/{EXECUTED}/{stem}.ipynb"] = folder / NOTEBOOK
    return {name: run.staging.adopt(name, path) for name, path in named.items()}


def _still_failed(run: Run, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The pages of notebooks that failed before and were not asked for again."""
    outputs = run.plan.before.beside.get("outputs", {})
    names = {
        f"{run.report}/{stem}.html"
        for stem in run.plan.before.failed
        if stem in run.site.stems and stem not in {*entries, *run.failures}
    }
    return {name: print_ for name, print_ in outputs.items() if name in names}


def _earlier_tables(run: Run, stems: Iterable[str]) -> dict[str, Any]:
    """The tables of notebooks that did not run: as they were kept, or from what was executed."""
    kept = f"{run.report}/{TABLES}"
    was = run.plan.before.beside.get("outputs", {}).get(kept)
    if was == fingerprints.of_file(run.output / kept):
        earlier = read_json(run.output / kept)
        return {stem: earlier[stem] for stem in stems if stem in earlier}
    executed = {stem: run.pages / EXECUTED / f"{stem}.ipynb" for stem in stems}
    return {
        stem: tables_of(read_executed(path)) for stem, path in executed.items() if path.is_file()
    }


def _workbook(run: Run, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The tables of all notebooks as a workbook; and as they are, for the next build."""
    tables = _earlier_tables(run, [stem for stem in entries if stem not in run.results])
    tables |= {stem: dict(result.tables) for stem, result in run.results.items() if stem in entries}
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True)
    items = [
        {**item, "page": entry["title"], "table": tables.get(stem, {}).get(item["stem"])}
        for stem, entry in sorted(entries.items())
        for item in entry["items"]
    ]
    language = run.site.parameters.language
    book = workbook(items, title=run.site.study, language=language, synthetic=run.site.synthetic)
    return {
        f"{run.report}/{name}": run.staging.put(f"{run.report}/{name}", data)
        for name, data in ((TABLES, text.encode()), (WORKBOOK, book))
    }


def write_interviews(run: Run) -> None:
    """Make the interviews' pages ready, where anything has changed of what they are made from.

    No notebook has a part in them, so they need not wait for any.
    """
    before = run.plan.before.beside.get("outputs", {})
    folder = f"{run.report}/{TRANSCRIPTS}/"
    if not run.plan.interviews:
        kept = {name: print_ for name, print_ in before.items() if name.startswith(folder)}
        run.interviews = kept
        return
    run.interviews = {
        f"{folder}{name}": run.staging.put(f"{folder}{name}", page.encode())
        for name, page in transcripts(run.study, run.site)
    }


def _index(run: Run, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    name = f"{run.report}/index.html"
    page = index_page(run.site, entries, lambda figure: _figure(run, figure))
    return {name: run.staging.put(name, page.encode())}


def _figure(run: Run, name: str) -> str | None:
    """A figure of the report as SVG, where it has one of that name."""
    name = f"{run.products}figures/{name}"
    for place in (run.staging.folder / "ready" / name, run.output / name):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return None


def _failed_page(run: Run, stem: str) -> str:
    """The page of a notebook that failed, whatever made it fail."""
    try:
        notebook = execution.read(run.root / "notebooks" / f"{stem}.py")
    except NotebookError:
        notebook = execution.blank(stem)
    return failed(notebook, stem, run.site)


def _remove_others(run: Run, manifest: Manifest) -> tuple[str, ...]:
    """Have taken away what an earlier build wrote and nothing stands for: pages, files of it."""
    pages = [*run.pages.glob("*.html"), *run.pages.glob(f"{TRANSCRIPTS}/*.html")]
    found = {path.relative_to(run.output).as_posix() for path in pages}
    gone = sorted(({*found, *run.plan.before.outputs}) - manifest.outputs.keys())
    there = [name for name in gone if (run.output / name).is_file()]
    for name in there:
        run.staging.remove(name)
    return tuple(name for name in there if not name.endswith(".ipynb"))
