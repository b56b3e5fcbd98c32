"""How groups differ: what each speaks of most, and where two are farthest apart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analys.language import _, plural
from analys.readings.phrases import among, clauses, each_of, some, top
from analys.wording import fraction, out_of, upper_first

LEAST = 2  # units that a group must have to be compared with another
SMALL = 0.2  # of a group: a difference below it may be a matter of one unit
TIES = 2  # differences as great as any that a sentence can hold


def commonest(rows: pd.DataFrame, groups: Mapping[str, str], unit: str) -> str:
    """What is brought up most in each group; said once where that is the same in all.

    Parameters
    ----------
    rows
        A row a thing and group: `name` (as a sentence has it), `facet`, `part`, `asked`.
    groups
        What the groups are called, in their order.
    """
    parts = {group: rows[rows["facet"] == group] for group in groups}
    best = {group: top(part, "part") for group, part in parts.items() if _asked(part)}
    named = {tuple(part["name"]) for part in best.values()}
    if len(best) > 1 and len(named) == 1 and named != {()}:
        return _alike(best, groups, unit)
    first = next(iter(parts), None)  # the unit is said once
    said = clauses(
        _in_one(part, best.get(group), among(group, groups[group]), unit if group == first else "")
        for group, part in parts.items()
    )
    return f"{upper_first(said)}."


def _asked(rows: pd.DataFrame) -> int:
    return int(rows["asked"].max()) if len(rows) else 0


def _alike(best: Mapping[str, pd.DataFrame], groups: Mapping[str, str], unit: str) -> str:
    """The same is commonest in every group where anyone was asked."""
    first = next(iter(best.values()))
    counts = [(int(part["part"].iloc[0]), _asked(part)) for part in best.values()]
    told = [out_of(*counts[0], unit), *(fraction(*each) for each in counts[1:])]
    shares = [
        f"{share} {among(group, groups[group])}" for share, group in zip(told, best, strict=True)
    ]
    said = plural(
        "I alla grupper är {what} vanligast: {shares}.",
        "I alla grupper är {what} vanligast: {shares}.",
        len(first),
    )
    return said.format(what=some(list(first["name"])), shares=some(shares))


def _in_one(rows: pd.DataFrame, best: pd.DataFrame | None, group: str, unit: str) -> str:
    if best is None:
        return _("{group} har ingen tillfrågats").format(group=group)
    if best.empty:
        of = each_of(rows.iloc[:1], 0, _asked(rows), unit)
        return _("{group} nämns inget av detta {of}").format(group=group, of=of)
    said = plural("{group} är {what} vanligast {of}", "{group} är {what} vanligast {of}", len(best))
    of = each_of(best, int(best["part"].iloc[0]), _asked(rows), unit)
    return said.format(group=group, what=some(list(best["name"])), of=of)


def widest(rows: pd.DataFrame, groups: Mapping[str, str], unit: str) -> str:
    """Where two groups differ most; empty where they do not, or two cannot be compared.

    `rows` as `commonest` has them. Groups of fewer than two units are left out.
    """
    rows = rows[rows["asked"] >= LEAST]
    rows = rows.assign(share=rows["part"].astype(float) / rows["asked"].astype(float))
    by_name = {name: part.sort_values("share", kind="stable") for name, part
               in rows.groupby("name", sort=False)}  # fmt: skip
    gaps = {name: _gap(part) for name, part in by_name.items()}
    most = max(gaps.values(), default=0)
    if not most:
        return ""
    said = [_apart(by_name[name], groups, unit) for name, gap in gaps.items() if gap == most]
    template = _("Störst är skillnaden mellan grupperna för {what}.")
    if most < SMALL:
        template = _("Grupperna skiljer sig lite åt, mest för {what}.")
    return template.format(what=some(said, few=TIES))


def _gap(rows: pd.DataFrame) -> float:
    """How far the first and the last group are apart; alike where they are so to the eye."""
    return round(float(rows["share"].iloc[-1] - rows["share"].iloc[0]), 9)


def _apart(rows: pd.DataFrame, groups: Mapping[str, str], unit: str) -> str:
    """The group where something is most common and the one where it is least so."""
    low, *_between, high = rows.to_dict("records")
    return _("{what} ({high} {most} mot {low} {least})").format(
        what=high["name"],
        high=out_of(high["part"], high["asked"], unit),
        most=among(high["facet"], groups[high["facet"]]),
        low=fraction(low["part"], low["asked"]),
        least=among(low["facet"], groups[low["facet"]]),
    )
