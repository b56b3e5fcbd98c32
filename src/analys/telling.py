"""What the command says of a build: what would run, what ran and why, what differs.

What is here imports nothing heavy.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analys.counting import many
from analys.errors import tell

if TYPE_CHECKING:
    from analys.planning import Plan
    from analys.summary import Summary
    from analys.verifying import Verdict

FAILED = 1


def foretold(plan: Plan) -> int:
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


def name_of(report: Mapping[str, Any]) -> str:
    """What tells a report from the others that are built with it."""
    return ", ".join(map(str, [*report.get("cases", []), report.get("language", "")])).strip(", ")


def built_one(name: str, summary: Summary) -> None:
    """Say what came of one of several reports."""
    told = "" if summary.good else ", not whole"
    if summary.good and summary.idle:
        told = ", nothing has changed"
    print(f"{name}, {summary.seconds:.1f} s{told}: {summary.index}", flush=True)  # noqa: T201


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
    was = "as it was" if len(summary.kept) == 1 else "as they were"
    if summary.idle:
        lines = [f"nothing has changed: {many(len(summary.kept), 'notebooks')} {was}"]
    else:
        lines = [f"{many(len(summary.built), 'notebooks')} run, {len(summary.failures)} failed"]
        lines[0] += f", {len(summary.kept)} {was}" if summary.kept else ""
    reasons: dict[str, list[str]] = {}
    for stem, why in summary.why.items():
        again = "page written again, " if stem in summary.kept else ""
        reasons.setdefault(again + ", ".join(why), []).append(stem)
    for told, stems in reasons.items():
        all_of_them = len(stems) > 1 and len(stems) == len(summary.built) + len(summary.kept)
        lines.append(f"  {'all' if all_of_them else ', '.join(stems)}: {told}")
    if summary.beside and not summary.why:
        lines.append(f"  index, workbook and interviews written again: {', '.join(summary.beside)}")
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


def verified(verdict: Verdict) -> int:
    """Say which files differ from what the same notebooks give now."""
    for problem in verdict.differing:
        print(problem, file=sys.stderr)  # noqa: T201
    if verdict.differing:
        print(f"{many(len(verdict.differing), 'files')} of {verdict.files} differ")  # noqa: T201
        return FAILED
    print(f"{many(verdict.files, 'files')}, the same bytes")  # noqa: T201
    return 0
