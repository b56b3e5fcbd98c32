"""What a material lacks or holds in vain, in words for the pages and for the command line."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from analys.language import N_, _, speaking
from analys.readers.project import Project
from analys.study import Gap
from analys.wording import counted

# What each table would have told, and what cannot be shown without it.
TABLES = {
    "cases": (
        N_("uppgifter om kommunerna (cases)"),
        N_("kommuner kan inte jämföras efter storlek, läge eller styre"),
    ),
    "interviews": (
        N_("uppgifter om intervjuerna (interviews)"),
        N_("det går inte att se vem som talar, när, eller vad som frågades"),
    ),
    "spells": (
        N_("tider på posten för kso och kc (spells)"),
        N_("inga tidsaxlar eller par kan visas"),
    ),
    "events": (
        N_("händelser i kommunerna (events)"),
        N_("val och skiften kan inte ritas in"),
    ),
}


def lacking(tables: Container[str]) -> list[Gap]:
    """The tables that are not there, in the order of `TABLES`."""
    return [_gap(what, effect) for name, (what, effect) in TABLES.items() if name not in tables]


def losses(
    project: Project, interviews: pd.DataFrame, codings: pd.DataFrame, of_source: pd.Series
) -> list[Gap]:
    """What of the files cannot count, with how much it is."""
    lost = int((~project.codings["source"].isin(of_source.index)).sum())
    read = codings["interview"].unique()
    unread = interviews[~interviews["interview"].isin(read)]["interview"]
    homeless = interviews[interviews["case"].isna()]["interview"]
    cases = project.case_sources.groupby("source")["case_id"].nunique()
    several = int((cases > 1).sum())
    gaps = []
    if lost:
        gaps.append(
            _gap(
                N_("text till {n} på bild, ljud, film eller text som inte följer med"),
                N_("de räknas inte"),
                lost,
                unit="coding",
            )
        )
    if len(unread) and len(codings):
        gaps.append(
            _gap(
                N_("kodningar i {n} ({names})"),
                N_("de räknas inte som tysta utan som olästa"),
                len(unread),
                names=_few(unread),
            )
        )
    if 0 < len(homeless) < len(interviews):
        gaps.append(
            _gap(
                N_("kommun för {n} ({names})"),
                N_("de räknas inte där kommuner räknas"),
                len(homeless),
                names=_few(homeless),
            )
        )
    if several and interviews["role"].isna().all():
        gaps.append(
            _gap(
                N_("entydig kommun för {n}"),
                N_("filen lägger dem i flera fall, och det första räknas"),
                several,
            )
        )
    return gaps


def _gap(what: str, effect: str, n: int = 0, *, unit: str = "interview", names: str = "") -> Gap:
    """A gap in the language that is spoken, and for the command line in English."""

    def told() -> tuple[str, str]:
        return _(what).format(n=counted(n, unit), names=names), _(effect)

    with speaking("en"):
        english = ": ".join(told())
    return Gap(*told(), english)


def _few(names: pd.Series) -> str:
    """The first names of many."""
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
