"""What a material lacks or holds in vain, in words for the pages and for the command line."""

from __future__ import annotations

from collections.abc import Container, Sequence

import pandas as pd

from analys.language import N_, _, speaking
from analys.merging.account import Account
from analys.readers.project import Project, ReadingReport
from analys.study import Gap
from analys.wording import counted, fraction

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


def of_files(reports: Sequence[ReadingReport], account: Account) -> list[Gap]:
    """What the files themselves do not give, and where two of them contradict each other."""
    gaps = [
        _gap(
            N_("säkra positioner i {names}, där {n} stämmer med texten"),
            N_("de har godtagits för hand, och citat kan vara fel utklippta"),
            told=(report.quotes_agreeing, report.quotes_checked),
            names=report.file,
        )
        for report in reports
        if report.accepted
    ]
    if account.composed:
        gaps.append(
            _gap(
                N_("hela texten för {n}"),
                N_(
                    "den är hopsatt av citaten: det går inte att se hur långt samtalet är eller "
                    "var i det något sägs"
                ),
                account.composed,
            )
        )
    if account.differing:
        gaps.append(
            _gap(
                N_("en gemensam text för {n} ({names})"),
                N_("filernas texter skiljer sig åt, och de hålls isär som olika intervjuer"),
                len(account.differing),
                names=_few(pd.Series([pair.name for pair in account.differing])),
            )
        )
    return gaps


def losses(
    project: Project, interviews: pd.DataFrame, codings: pd.DataFrame, of_source: pd.Series
) -> list[Gap]:
    """What of the files cannot count, with how much it is."""
    lost = int((~project.codings["source"].isin(of_source.index)).sum())
    read = codings["interview"].unique()
    unread = interviews[~interviews["interview"].isin(read)]["interview"]
    homeless = interviews[interviews["case"].isna()]["interview"]
    named = project.cases.loc[project.cases["name"].notna(), "case_id"]
    belonging = project.case_sources[project.case_sources["case_id"].isin(named)]
    cases = belonging.groupby("source")["case_id"].nunique()
    quoted = project.codings["quote"].fillna("") != ""
    unplaced = int((project.codings["start"].isna() & quoted).sum())
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
    if unplaced:
        gaps.append(
            _gap(
                N_("plats i texten för {n}"),
                N_("de räknas, men inte var i samtalet de står eller vad de står bredvid"),
                unplaced,
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


def _gap(
    what: str,
    effect: str,
    n: int = 0,
    *,
    unit: str = "interview",
    names: str = "",
    told: tuple[int, int] | None = None,
) -> Gap:
    """A gap in the language that is spoken, and for the command line in English.

    `told` is a fraction of quotes, which is no unit of a report.
    """

    def said() -> tuple[str, str]:
        much = _("{n} citat").format(n=fraction(*told)) if told else counted(n, unit)
        return _(what).format(n=much, names=names), _(effect)

    def english() -> str:
        with speaking("en"):
            return ": ".join(said())

    return Gap(*said(), english)


def _few(names: pd.Series) -> str:
    """The first names of many."""
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
