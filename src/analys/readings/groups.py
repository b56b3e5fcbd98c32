"""How groups differ: what each speaks of most, and where two are farthest apart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import among, clauses, each_of, in_turn, some, top
from analys.wording import fraction, number, out_of, upper_first

LEAST = 2  # units that a group must have to be compared with another
SMALL = 0.2  # of a group: a difference below it may be a matter of one unit
TIES = 2  # things as common, or as far apart, as any that a sentence can name


def commonest(rows: pd.DataFrame, groups: Mapping[str, str], unit: str, nobody: str = "") -> str:
    """What is brought up most in each group; said once where that is the same in all.

    Parameters
    ----------
    rows
        A row a thing and group: `name` (as a sentence has it), `facet`, `part`, `asked`.
    groups
        What the groups are called, in their order.
    nobody
        What is said of a `{group}` where nobody was asked, if not that.
    """
    parts = {group: rows[rows["facet"] == group] for group in groups}
    best = {group: _best(part) for group, part in parts.items() if (part["asked"] > 0).any()}
    named = {tuple(part["name"]) for part in best.values()}
    if 1 < len(best) == len(parts) and len(named) == 1 and named != {()}:
        return _alike(best, groups, unit)
    said = []
    for group, part in parts.items():
        name = among(group, groups[group])
        if group not in best:
            said.append((nobody or _("{group} har ingen tillfrågats")).format(group=name))
            continue
        of = unit if group == next(iter(best)) else ""  # the unit is said once
        said.append(_in_one(part, best[group], name, of))
    return f"{upper_first(clauses(said))}."


def _best(rows: pd.DataFrame) -> pd.DataFrame:
    """The things that the largest part of those asked bring up, all with the same fraction."""
    best: pd.DataFrame = top(_shared(rows[rows["asked"] > 0]), "share")
    most = best["asked"].max()
    return best.loc[best["asked"].eq(most)]


def _shared(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `share`: the part of those asked, rounded so that equal ones are equal."""
    share = rows["part"].astype(float) / rows["asked"].astype(float)
    return rows.assign(share=share.round(9))


def _fraction(rows: pd.DataFrame) -> tuple[int, int]:
    """The fraction that some rows share."""
    return int(rows["part"].iloc[0]), int(rows["asked"].iloc[0])


def _alike(best: Mapping[str, pd.DataFrame], groups: Mapping[str, str], unit: str) -> str:
    """The same is commonest in every group where anyone was asked."""
    first = next(iter(best.values()))
    told = in_turn(map(_fraction, best.values()), unit)
    shares = [
        f"{share} {among(group, groups[group])}" for share, group in zip(told, best, strict=True)
    ]
    said = plural(
        "I alla grupper är {what} vanligast: {shares}.",
        "I alla grupper är {what} vanligast: {shares}.",
        len(first),
    )
    if len(best) == 2:
        said = plural(
            "I båda grupperna är {what} vanligast: {shares}.",
            "I båda grupperna är {what} vanligast: {shares}.",
            len(first),
        )
    return said.format(what=_few(first), shares=some(shares))


def _in_one(rows: pd.DataFrame, best: pd.DataFrame, group: str, unit: str) -> str:
    """What one group brings up most."""
    if best.empty:
        of = each_of(rows.iloc[:1], 0, int(rows["asked"].max()), unit)
        return _("{group} nämns inget av detta {of}").format(group=group, of=of)
    of = each_of(best, *_fraction(best), unit)
    if len(best) > TIES + 1:
        said = _("{group} är {n} lika vanliga {of}")
        return said.format(group=group, n=number(len(best)), of=of)
    said = plural("{group} är {what} vanligast {of}", "{group} är {what} vanligast {of}", len(best))
    return said.format(group=group, what=_few(best), of=of)


def _few(rows: pd.DataFrame) -> str:
    return some(list(rows["name"]), few=TIES)


def widest(rows: pd.DataFrame, groups: Mapping[str, str], unit: str) -> str:
    """Where two groups differ most; empty where they do not, or two cannot be compared.

    `rows` as `commonest` has them. Groups of fewer than two units are left out.
    """
    rows = _shared(rows[rows["asked"] >= LEAST])
    by_name = {
        name: part.sort_values("share", kind="stable")
        for name, part in rows.groupby("name", sort=False)
    }
    gaps = {name: _gap(part) for name, part in by_name.items()}
    most = max(gaps.values(), default=0)
    if not most:
        return ""
    told: dict[str, list[str]] = {}
    for name, gap in gaps.items():
        if gap == most:
            told.setdefault(_apart(by_name[name], groups, unit), []).append(str(name))
    said = [f"{some(names, few=TIES)} ({apart})" for apart, names in told.items()]
    if most < SMALL:
        return _("Skillnaderna är små, störst för {what}.").format(what=said[0])
    return _("Störst är skillnaden för {what}.").format(what=some(said, few=TIES))


def _gap(rows: pd.DataFrame) -> float:
    """How far the first and the last group are apart; alike where they are so to the eye."""
    return round(float(rows["share"].iloc[-1] - rows["share"].iloc[0]), 9)


def _apart(rows: pd.DataFrame, groups: Mapping[str, str], unit: str) -> str:
    """The group where something is most common and the one where it is least so."""
    low, *_between, high = rows.to_dict("records")
    return _("{high} {most} mot {low} {least}").format(
        high=out_of(high["part"], high["asked"], unit),
        most=among(high["facet"], groups[high["facet"]]),
        low=fraction(low["part"], low["asked"]),
        least=among(low["facet"], groups[low["facet"]]),
    )
