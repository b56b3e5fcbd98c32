"""What a reading of a coding tool's database tells: its coders, counts and warnings."""

from __future__ import annotations

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import rows
from analys.readers.positions import UNIT_NAMES
from analys.readers.project import Project
from analys.readers.qualcoder.codings import Codings
from analys.readers.quoted_passages import Placed, Placing


def coders_frame(codings: Codings, memos: pd.DataFrame) -> pd.DataFrame:
    """Build `coders`: whoever put a code or wrote a memo; the name is the id."""
    writers = memos["coder"].dropna().tolist()
    names = [name for name in dict.fromkeys([*codings.coder, *writers]) if name]
    return rows("coders", [(name, name) for name in names])


def fill_report(
    project: Project, skipped: int, tables: Tables, placing: Placing, placed: Placed
) -> None:
    """Write the counts, what was skipped and the warnings into the project's report."""
    report, codings = project.report, project.codings
    report.counts = {
        "sources": len(project.sources),
        "texts": int(project.sources["characters"].notna().sum()),
        "codes": len(project.codes),
        "coders": len(project.coders),
        "passages": len(codings.drop_duplicates(["source", "start", "end"])),
        "codings": len(codings),
        "codings skipped": skipped,
        "cases": len(project.cases),
        "attributes": len(project.attributes),
        "memos": len(project.memos),
        "links": 0,
    }
    placed.agreement.fill(report, placing.fit)
    tables.seen["positions lie inside a character; the whole character is taken"] += placed.inside
    report.skipped, warnings = tables.told()
    if n := report.quotes_checked - report.quotes_agreeing:
        warnings.append(
            f"{n} of {report.quotes_checked} stored quotes disagree with the text at their "
            f"positions, counted in {UNIT_NAMES[report.position_unit]}; `positions` sets another "
            "unit."
        )
    report.warnings = warnings
    report.without_coder = int(codings["coder"].isna().sum())
