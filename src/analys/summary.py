"""What a build came to. What is here imports nothing heavy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analys.errors import Problem
from analys.manifest import Manifest


@dataclass(frozen=True)
class Summary:
    """What a build came to.

    Attributes
    ----------
    built
        The stems of the notebooks that ran.
    kept
        Of those that were asked for and are as they were, their pages written again or not.
    why
        `{stem: reasons}` of those that ran or whose page was written again.
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
    beside
        Why index, workbook and interviews were written again; empty where they were not.
    outdated
        `{stem: reasons}` of notebooks that were not asked for and would give something else now.
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
    kept: tuple[str, ...] = ()
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outdated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether nothing was to be done."""
        return not (self.why or self.failures or self.beside)

    @property
    def good(self) -> bool:
        """Whether everything ran and no question has two answers."""
        return not self.failures and not self.doubled


def summary_of(manifest: Manifest, index: Path, seconds: float, **more: Any) -> Summary:  # noqa: ANN401
    """What a report holds, by its manifest, and what is told of the build besides."""
    entries = manifest.notebooks.values()
    items = [item for entry in entries for item in entry["items"]]
    told = Counter(item["question"] for item in items if item["question"])
    shown = {item["question"]: item["status"] == "shown" for item in items}
    reasons = {item["question"]: item["reading"] for item in items if item["status"] == "absent"}
    parts: dict[str, Any] = {"built": (), "failures": {}, "removed": (), **more}
    return Summary(
        items=tuple(items),
        answered=tuple(each for each in manifest.questions if told[each] == 1 and shown.get(each)),
        unanswered={
            each: reasons.get(each, "no published item names it")
            for each in manifest.questions
            if not told[each] or not shown.get(each)
        },
        doubled=tuple(each for each in manifest.questions if told[each] > 1),
        warnings=sum(entry["warnings"] for entry in entries),
        seconds=seconds,
        index=index,
        **parts,
    )
