"""Arguments in falling order with a quote each, and those that go with a stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import Frame, by_unit, fractions, frame_of, measure, quoted, tallied, under
from analys.tables.meeting import met_behind, met_in
from analys.tables.mentions import mentions
from analys.tables.voices import beside

FEWEST = 2  # arguments that must meet the stance in a passage for passages to be counted


def ranked(
    study: Study,
    codes: Sequence[str],
    dilemma: str | None = None,
    *,
    stance: str | None = None,
    quotes: int = 1,
) -> Table:
    """How many municipalities bring up each of some arguments, most first, with a quote for each.

    Parameters
    ----------
    stance
        A code for where someone stands. Then only what meets it counts: in the same passage, or,
        where fewer than two of the arguments do that, in the same interview.
    quotes
        How many quotes a row, at most.

    Returns
    -------
    As `mentions` ranked, with `quote` (who says it included; empty where none may be quoted). With
    a stance there is `stance` (its code), `segments` are the argument's, and `facts` holds also
    `stance_units` and `stance_interviews` (that take the stance at all) and `passages` (1 where
    passages were counted, 0 for interviews). The basis goes by `code` and holds the stance's
    codings too.
    """
    frame = frame_of(study, dilemma)
    table = mentions(study, codes, dilemma, ranked=True)
    own = under(study, frame, dict.fromkeys(codes), "code")
    if stance:
        table, own = _with_stance(study, frame, table, stance)
    said = beside(study, own, "code", table.frame["code"], quotes)
    rows = table.frame.assign(quote=table.frame["code"].map(said))
    shown = {"quote": _("Citat")} if any(said.values()) else {}
    return replace(table, frame=rows, headings={**table.headings, **shown}, talk=("quote",))


def _with_stance(
    study: Study, frame: Frame, table: Table, stance: str
) -> tuple[Table, pd.DataFrame]:
    """The table of what meets the stance, and the arguments' own codings that do."""
    codes = list(table.frame["code"])
    met = met_in(study, frame, codes, [stance], "passage")
    passages = met["row"].nunique() >= FEWEST
    if not passages:
        met = met_in(study, frame, codes, [stance], "interview")
    met = met.rename(columns={"row": "code"})
    rows = _recounted(table.frame, met)
    takers = by_unit(study, frame, [stance])
    few = _("I samma avsnitt möts färre än två av dem; därför räknas i stället samma intervju.")
    return replace(
        table,
        frame=rows.assign(stance=stance),
        legend={**table.legend, "stance": {stance: study.label(stance)}},
        measure=_measure(study, frame, stance, passages=passages),
        note="" if passages else few,
        facts={
            "units": met["unit"].nunique(),
            "interviews": met["interview"].nunique(),
            "segments": met["coding_a"].nunique(),
            "stance_units": takers["unit"].nunique(),
            "stance_interviews": takers["interview"].nunique(),
            "passages": int(passages),
        },
        basis=met_behind(met, "code"),
    ), met.rename(columns={"coding_a": "coding"})[["coding", "code"]].drop_duplicates()


def _recounted(rows: pd.DataFrame, met: pd.DataFrame) -> pd.DataFrame:
    """The rows of `mentions` with the counts of what meets, in falling order."""
    counts = tallied(met, "code", cases="unit", interviews="interview", segments="coding_a")
    columns = ["cases", "interviews", "segments"]
    rows = rows.drop(columns=columns).join(counts, on="code")
    rows[columns] = rows[columns].fillna(0).astype(int)
    rows = rows.sort_values(["cases", "interviews"], ascending=False, kind="stable")
    return rows.assign(
        cases_of=fractions(rows["cases"], rows["asked"]),
        interviews_of=fractions(rows["interviews"], rows["interviews_asked"]),
    ).reset_index(drop=True)


def _measure(study: Study, frame: Frame, stance: str, *, passages: bool) -> str:
    within = measure(
        frame.unit,
        _("Antal kommuner där minst en intervju tar upp det i samma avsnitt som {stance}"),
        _("Antal intervjuer som tar upp det i samma avsnitt som {stance}"),
    )
    anywhere = measure(
        frame.unit,
        _("Antal kommuner där minst en intervju tar upp både det och {stance}"),
        _("Antal intervjuer som tar upp både det och {stance}"),
    )
    return (within if passages else anywhere).format(stance=quoted(study.label(stance)))
