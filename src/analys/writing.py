"""What a build writes beside its figures: pages, manifest, workbook, interviews, index.

What an earlier build wrote and nothing stands for any longer is taken away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analys import execution
from analys.errors import NotebookError, Problem
from analys.markup import TRANSCRIPTS
from analys.publish import write_whole
from analys.site import WORKBOOK, Result, Site, failed, index_page
from analys.study import Study
from analys.transcripts import transcripts
from analys.workbook import workbook

TABLES = "tabeller.json"  # the tables of earlier builds, for the workbook of the next


@dataclass
class Run:
    """A build under way: what it is of, where it goes, and what came of its notebooks so far."""

    study: Study
    site: Site
    root: Path
    output: Path
    results: dict[str, Result] = field(default_factory=dict)
    failures: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> Path:
        """The report's own folder."""
        return self.output / "reports" / self.site.parameters.report

    @property
    def products(self) -> Path:
        """Where `figures/` stands."""
        return self.site.parameters.products(self.output)


def write(run: Run) -> tuple[tuple[str, ...], dict[str, dict[str, Any]]]:
    """Write pages, manifest and index; remove what an earlier build left and no longer holds."""
    before = read_json(run.pages / "manifest.json")
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
            "facts": list(result.facts),
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
    write_workbook(run, entries, read_json(run.pages / TABLES) if same else {})
    index = index_page(run.site, entries, run.products / "figures")
    write_whole(run.pages / "index.html", index.encode())
    return removed, entries


def write_workbook(
    run: Run, entries: Mapping[str, Mapping[str, Any]], earlier: Mapping[str, Any]
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
    write_whole(run.pages / WORKBOOK, book)


def _interviews(run: Run) -> tuple[str, ...]:
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


def _failed_page(run: Run, stem: str) -> str:
    """The page of a notebook that failed, whatever made it fail."""
    try:
        notebook = execution.read(run.root / "notebooks" / f"{stem}.py")
    except NotebookError:
        notebook = execution.blank(stem)
    return failed(notebook, stem, run.site)


def _made_from(run: Run) -> dict[str, Any]:
    """What must be the same for pages of two builds to belong together."""
    return {
        "provenance": [list(pair) for pair in run.site.provenance if pair[0] != "analys"],
        "parameters": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(run.site.parameters).items()
            if name != "material"
        },
    }


def read_json(path: Path) -> dict[str, Any]:
    """What an earlier build wrote there; nothing where there is none, or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove_others(
    run: Run, earlier: Mapping[str, Any], entries: Mapping[str, Any]
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
