"""What a material lacks or holds in vain, in words for the pages and for the command line."""

from __future__ import annotations

import pandas as pd

from analys import wording
from analys.readers.project import Project
from analys.study import Gap

GAPS = {
    "cases": Gap(
        "uppgifter om kommunerna (cases)",
        "kommuner kan inte jämföras efter storlek, läge eller styre",
        "a table of municipalities: they cannot be compared by size, region or rule",
    ),
    "interviews": Gap(
        "uppgifter om intervjuerna (interviews)",
        "det går inte att se vem som talar, när, eller vad som frågades",
        "a table of interviews: who speaks, when and what was asked is not known",
    ),
    "spells": Gap(
        "tider på posten för kso och kc (spells)",
        "inga tidsaxlar eller par kan visas",
        "times in office: there are no time lines and no pairs",
    ),
    "events": Gap(
        "händelser i kommunerna (events)",
        "val och skiften kan inte ritas in",
        "events in the municipalities: elections and shifts cannot be drawn",
    ),
}


def losses(
    project: Project, interviews: pd.DataFrame, codings: pd.DataFrame, of_source: pd.Series
) -> list[Gap]:
    """What of the files cannot count, with how much it is."""
    lost = int((~project.codings["source"].isin(of_source.index)).sum())
    unread = interviews[~interviews["interview"].isin(codings["interview"])]["interview"]
    homeless = interviews[interviews["case"].isna()]["interview"]
    several = project.case_sources.groupby("source")["case_id"].nunique()
    gaps = []
    if lost:
        gaps.append(
            Gap(
                f"text till {lost} kodningar på bild, ljud, film eller text som inte följer med",
                "de räknas inte",
                f"text for {lost} codings (pictures, audio, video or absent texts): not counted",
            )
        )
    if len(unread) and len(codings):
        gaps.append(
            Gap(
                f"kodningar i {wording.counted(len(unread), 'interview')} ({_few(unread)})",
                "de räknas inte som tysta utan som olästa",
                f"codings in {len(unread)} interviews ({_few(unread)}): they count as unread",
            )
        )
    if 0 < len(homeless) < len(interviews):
        gaps.append(
            Gap(
                f"kommun för {wording.counted(len(homeless), 'interview')} ({_few(homeless)})",
                "de räknas inte där kommuner räknas",
                f"a municipality for {len(homeless)} interviews ({_few(homeless)})",
            )
        )
    if (several > 1).any() and interviews["role"].isna().all():
        gaps.append(
            Gap(
                f"entydig kommun för {wording.counted(int((several > 1).sum()), 'interview')}",
                "filen lägger dem i flera fall, och det första räknas",
                f"one case for {int((several > 1).sum())} texts: the first of theirs counts",
            )
        )
    return gaps


def _few(names: pd.Series) -> str:
    """The first names of many."""
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
