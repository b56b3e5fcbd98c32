"""Whether the material adds up, and what of the files no number rests on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from analys.study import Study
from analys.table import Table


def totals(study: Study) -> Table:
    """Counts as the files have them beside counts as the frames have them.

    Returns
    -------
    A row a thing counted: `what`, `file` (as the reader counted it), `study` (rows of the frame),
    `agree` ("ja" or "nej"). `facts`: `wrong` (how many do not agree).
    """
    counts: dict[str, int] = {}
    for report in study.reports:
        for name, count in report.counts.items():
            counts[name] = counts.get(name, 0) + count
    there = {
        "codings": ("Kodningar", len(study.all_codings)),
        "coders": ("Användare", len(study.users)),
        "texts": ("Texter", int(study.interviews["characters"].notna().sum())),
    }
    rows = [
        (label, counts[name], found, "ja" if counts[name] == found else "nej")
        for name, (label, found) in there.items()
        if name in counts
    ]
    table = pd.DataFrame(rows, columns=["what", "file", "study", "agree"])
    chosen = (
        "Rapporten gäller ett urval av kommuner och har därför färre än filerna."
        if study.chosen
        else ""
    )
    return Table(
        table,
        unit="coding",
        n=len(study.all_codings),
        headings={"what": "Vad", "file": "I filerna", "study": "I rapporten", "agree": "Stämmer"},
        measure="Antal i filerna, räknade vid inläsningen, och i rapportens tabeller",
        note=chosen,
        facts={"wrong": int((table["agree"] == "nej").sum())},
    )


def reading(study: Study) -> Table:
    """What the files hold that no number of the report rests on.

    Returns
    -------
    A row a thing skipped, warned of or left out of the counts: `file`, `what`, `n`, `why`.
    """
    rows = [
        (report.file, _swedish("what", skipped.what), skipped.n, _swedish("why", skipped.why))
        for report in study.reports
        for skipped in report.skipped
    ]
    rows += [
        (report.file, "varning", 1, warning)
        for report in study.reports
        for warning in report.warnings
    ]
    coded = ", ".join(study.codings["source_file"].dropna().unique())
    rows += [
        (coded, f"kodningar: {study.label(dilemma)}", unasked, "dilemmat frågades inte där")
        for dilemma in study.codebook.dilemmas
        if (unasked := _unasked(study, dilemma))
    ]
    return Table(
        pd.DataFrame(rows, columns=["file", "what", "n", "why"]),
        unit="coding",
        n=len(study.all_codings),
        headings={"file": "Fil", "what": "Vad", "n": "Antal", "why": "Varför det inte används"},
        measure="Vad som finns i filerna men inte i rapporten",
        absent=None if rows else "Allt som filerna innehåller har använts.",
    )


def _swedish(kind: str, told: str) -> str:
    """A reader's words in Swedish; those that are not known as they stand."""
    known: str = _words()[kind].get(told, told)
    return known


@cache
def _words() -> dict[str, dict[str, str]]:
    text = (files("analys") / "tables" / "skipped.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words


def _unasked(study: Study, dilemma: str) -> int:
    """Codings of a dilemma in interviews where it was not asked about."""
    found = study.coded(study.dilemma_codes(dilemma))
    return int((~found["interview"].isin(study.asked(dilemma)["interview"])).sum())
