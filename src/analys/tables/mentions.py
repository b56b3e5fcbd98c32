"""How many municipalities bring something up, and on which side it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.cooccurrence import WHERE
from analys.study import Study
from analys.table import UNITS, Table
from analys.tables.base import SIDES, Frame, by_unit, facets, frame_of, labelled
from analys.wording import fraction


def heading(unit: str) -> str:
    """The unit's plural as the heading of a column."""
    return UNITS[unit][1].capitalize()


def fractions(part: pd.Series, whole: pd.Series) -> list[str]:
    """Each count with what it is out of: 6 av 10."""
    return [fraction(int(one), int(of)) for one, of in zip(part, whole, strict=True)]


def measure(unit: str, does: str) -> str:
    """What is counted, as the beginning of a caption."""
    if unit == "case":
        return f"Antal kommuner där minst en intervju {does}"
    return f"Antal {UNITS[unit][1]} som {does}"


def both(unit: str, relation: str) -> str:
    """What is counted where two things meet, as the beginning of a caption."""
    if relation == "case" and unit == "case":
        return "Antal kommuner där båda tas upp, i samma intervju eller i olika"
    if relation == "interview":
        return measure(unit, "tar upp båda")
    return measure(unit, f"tar upp båda {WHERE[relation]}")


def mentions(
    study: Study,
    codes: Sequence[str],
    dilemma: str | None = None,
    *,
    by: str | None = None,
    ranked: bool = False,
) -> Table:
    """How many municipalities mention each of some codes.

    Parameters
    ----------
    codes
        The codes, in the order of the rows; codes below them count with them.
    dilemma
        Only interviews asked about it count; all interviews where none is given.
    by
        "role_group" or "committees": a row for each code and group, with the group's own n. Where
        the material does not know the groups, as without.
    ranked
        Rows by falling count instead, ties in the order given.

    Returns
    -------
    A row a code (and group): `code`, `label`, `facet` (with `by`), `cases` (units with at least
    one interview that mentions it), `asked` (units asked), `interviews`, `interviews_asked`,
    `segments`. A code that nobody used has 0. `facts`: `interviews` that mention any of the codes,
    `units` likewise, `segments`.
    """
    frame = frame_of(study, dilemma)
    by = by if by and _grouped(study, by) else None
    groups = facets(study, by) if by else None
    counted = [
        _counts(study, code, frame, groups[0] if groups else None, facet)
        for facet in (groups[1] if groups else [None])
        for code in codes
    ]
    columns = ["code", "facet", "cases", "asked", "interviews", "interviews_asked", "segments"]
    rows = labelled(study, codes).merge(pd.DataFrame(counted, columns=columns), on="code")
    rows = rows.drop(columns=[] if by else "facet")
    if ranked and not by:
        rows = rows.sort_values("cases", ascending=False, kind="stable", ignore_index=True)
    return _table(study, rows, frame, codes, groups[1] if groups else None)


def _grouped(study: Study, by: str) -> bool:
    """Whether the material knows the groups at all."""
    return bool(facets(study, by)[0].notna().any())


def _counts(
    study: Study, code: str, frame: Frame, group_of: pd.Series | None, facet: str | None
) -> tuple[object, ...]:
    asked = frame.interviews
    found = by_unit(study.coded([code]), frame)
    if group_of is not None:
        asked = asked[asked["interview"].map(group_of) == facet]
        found = found[found["interview"].map(group_of) == facet]
    return (
        code,
        facet,
        found["unit"].nunique(),
        asked[frame.unit].nunique(),
        found["interview"].nunique(),
        len(asked),
        len(found),
    )


def _table(
    study: Study,
    rows: pd.DataFrame,
    frame: Frame,
    codes: Sequence[str],
    groups: Mapping[str, str] | None,
) -> Table:
    found = by_unit(study.coded(codes), frame)
    unit = heading(frame.unit)
    rows = rows.assign(
        cases_of=fractions(rows["cases"], rows["asked"]),
        interviews_of=fractions(rows["interviews"], rows["interviews_asked"]),
    )
    headings = {"label": "Kod", "cases_of": unit}
    if groups:
        rows = rows.assign(group=rows["facet"].map(groups))
        headings = {"label": "Kod", "group": "Grupp", "cases_of": unit}
    if frame.unit == "case":
        headings |= {"interviews_of": "Intervjuer"}
    return Table(
        rows,
        unit=frame.unit,
        n=frame.n,
        headings=headings | {"segments": "Avsnitt"},
        measure=measure(frame.unit, "tar upp det"),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"facet": groups} if groups else {},
        facts={
            "units": found["unit"].nunique(),
            "interviews": found["interview"].nunique(),
            "segments": len(found),
        },
    )


def arguments(
    study: Study,
    dilemma: str,
    *,
    first: Sequence[str] | None = None,
    second: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    by: str | None = None,
) -> Table:
    """The arguments of a dilemma's two sides, and how many municipalities bring each up.

    Parameters
    ----------
    first, second
        The codes of either side; the dilemma's arguments as the codebook has them where not given.
    names
        What the two sides are called; as in the codebook where not given.
    by
        As in `mentions`.

    Returns
    -------
    As `mentions`, with `side` ("first", "second"), each side in falling order. `facts` holds also
    `both`, `only_first`, `only_second`: units that bring up arguments of both sides or of one.
    """
    sides = list(study.codebook.dilemmas[dilemma].sides)
    codes = [
        list(given) if given is not None else study.codebook.codes_of(side=side)
        for given, side in zip((first, second), sides, strict=True)
    ]
    names = names or [study.label(side) for side in sides]
    side_of = {code: side for side, some in zip(SIDES, codes, strict=True) for code in some}
    total = mentions(study, [*codes[0], *codes[1]], dilemma)
    order = total.frame.assign(side=total.frame["code"].map(side_of)).sort_values(
        ["side", "cases"], ascending=[True, False], kind="stable"
    )["code"]
    table = mentions(study, list(order), dilemma, by=by)
    rows = table.frame.assign(side=table.frame["code"].map(side_of))
    rows["side_name"] = rows["side"].map(dict(zip(SIDES, names, strict=True)))
    return Table(
        rows,
        unit=table.unit,
        n=table.n,
        headings={"side_name": "Sida", **table.headings},
        measure=measure(table.unit, "framför argumentet"),
        interviews=table.interviews,
        not_asked=table.not_asked,
        absent=table.absent,
        legend={**table.legend, "side": dict(zip(SIDES, names, strict=True))},
        facts={**table.facts, **_both(study, dilemma, codes)},
    )


def _both(study: Study, dilemma: str, codes: Sequence[Sequence[str]]) -> dict[str, int]:
    frame = frame_of(study, dilemma)
    first, second = (set(by_unit(study.coded(some), frame)["unit"]) for some in codes)
    return {
        "both": len(first & second),
        "only_first": len(first - second),
        "only_second": len(second - first),
    }


def leanings(
    study: Study,
    dilemma: str,
    first: Sequence[str],
    second: Sequence[str],
    cases: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Which way each unit asked leans, by the number of its interviews on either side.

    Returns
    -------
    A row a unit: `case`, `first`, `second` (interviews), `of` (interviews asked), `leaning`
    ("first", "second", "even", "silent").
    """
    frame = frame_of(study, dilemma, cases)
    rows = pd.DataFrame({"case": frame.units}, dtype="str")
    for name, codes in zip(SIDES, (first, second), strict=True):
        found = by_unit(study.coded(codes), frame).groupby("unit")["interview"].nunique()
        rows[name] = rows["case"].map(found).fillna(0).astype(int)
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    rows["of"] = rows["case"].map(asked).fillna(0).astype(int)
    rows["leaning"] = "even"
    rows.loc[rows["first"] > rows["second"], "leaning"] = "first"
    rows.loc[rows["first"] < rows["second"], "leaning"] = "second"
    rows.loc[rows[["first", "second"]].sum(axis=1) == 0, "leaning"] = "silent"
    return rows


def negative_cases(
    study: Study,
    dilemma: str,
    first: Sequence[str],
    second: Sequence[str],
    names: Sequence[str],
    cases: Sequence[str] | None = None,
) -> Table:
    """The units that break the commonest pattern: lean the other way, neither way, or are silent.

    Returns
    -------
    A row a unit that does not lean the way that most do: `case`, `first`, `second`, `of`, `how`
    (Swedish). Where as many lean either way, only those that lean neither. `facts`: `first`,
    `second`, `even`, `silent` (units of each leaning).
    """
    frame = frame_of(study, dilemma, cases)
    rows = leanings(study, dilemma, first, second, cases)
    counts = rows["leaning"].value_counts()
    facts = {name: int(counts.get(name, 0)) for name in ("first", "second", "even", "silent")}
    common = [side for side in SIDES if facts[side] == max(facts[side] for side in SIDES)]
    against = rows[~rows["leaning"].isin(common)]
    how = {
        "first": f"lutar åt ”{names[0]}”",
        "second": f"lutar åt ”{names[1]}”",
        "even": "lika många intervjuer på båda sidor",
        "silent": "tillfrågad, men ingen intervju tar upp någondera",
    }
    against = against.assign(how=against["leaning"].map(how)).reset_index(drop=True)
    return Table(
        against,
        unit=frame.unit,
        n=frame.n,
        headings={
            "case": UNITS[frame.unit][0].capitalize(),
            "first": f"Intervjuer: {names[0]}",
            "second": f"Intervjuer: {names[1]}",
            "of": "Tillfrågade intervjuer",
            "how": "Hur",
        },
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"side": dict(zip(SIDES, names, strict=True))},
        facts=facts,
    )
