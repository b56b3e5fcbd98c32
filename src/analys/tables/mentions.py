"""How many municipalities bring something up, and on which side it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    SIDES,
    Frame,
    Grouping,
    behind,
    by_unit,
    fractions,
    frame_of,
    grouped,
    heading,
    labelled,
    measure,
    quoted,
    tallied,
    under,
)
from analys.wording import listing

VALENCE = {"first": "pro", "second": "con"}  # what an argument's side says of it
VALENCES = {"pro": N_("fördel"), "con": N_("nackdel")}


def mentions(
    study: Study,
    codes: Sequence[str],
    dilemma: str | None = None,
    *,
    by: Grouping | None = None,
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
        "role_group", "committees", or the municipalities of each group by the group's name: a row
        for each code and group, with the group's own n. Where the material does not know the
        groups, or municipalities are grouped and there is just one, as without.
    ranked
        Rows by falling count instead, ties in the order given.

    Returns
    -------
    A row a code (and group): `code`, `label`, `facet` (with `by`), `cases` (units with at least
    one interview that mentions it), `asked` (units asked), `interviews`, `interviews_asked`,
    `segments`. A code that nobody used has 0. `facts`: `interviews` that mention any of the codes,
    `units` likewise, `segments`. The basis goes by `code` (and `facet`).

    Raises
    ------
    ValueError
        As `base.facets` says of groups.
    """
    frame = frame_of(study, dilemma)
    groups = grouped(study, by)
    found = under(study, frame, dict.fromkeys(codes), "code")
    if ranked:
        codes = _falling(found, codes)
    rows, found = _counted(study, frame, codes, found, groups)
    return _table(study, rows, frame, codes, found, groups[1] if groups else {})


def _falling(found: pd.DataFrame, codes: Sequence[str]) -> list[str]:
    """The codes by falling number of units, those with as many in the order given."""
    units = found.groupby("code")["unit"].nunique()
    return sorted(dict.fromkeys(codes), key=lambda code: -int(units.get(code, 0)))


def _counted(
    study: Study,
    frame: Frame,
    codes: Sequence[str],
    found: pd.DataFrame,
    groups: tuple[pd.Series, Mapping[str, str]] | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `mentions`, and the codings behind them (with their `facet`)."""
    labels, asked = labelled(study, dict.fromkeys(codes)), frame.interviews.assign(all="all")
    keys, over = ["code"], "all"
    if groups:
        group_of, names = groups
        found = found.assign(facet=found["interview"].map(group_of)).dropna(subset="facet")
        asked = asked.assign(facet=asked["interview"].map(group_of))
        labels = labels.merge(pd.DataFrame({"facet": list(names)}, dtype="str"), how="cross")
        keys, over = ["code", "facet"], "facet"
    per = tallied(found, keys, cases="unit", interviews="interview")
    per["segments"] = found.groupby(keys).size()
    rows = labels.join(per, on=keys)
    whole = tallied(asked, over, asked=frame.unit, interviews_asked="interview")
    rows = rows.assign(all="all").join(whole, on=over).drop(columns="all")
    columns = ["cases", "asked", "interviews", "interviews_asked", "segments"]
    rows[columns] = rows[columns].fillna(0).astype(int)
    return rows[[*labels, *columns]], found


def _table(
    study: Study,
    rows: pd.DataFrame,
    frame: Frame,
    codes: Sequence[str],
    found: pd.DataFrame,
    groups: Mapping[str, str],
) -> Table:
    whole = by_unit(study, frame, codes)
    rows = rows.assign(
        cases_of=fractions(rows["cases"], rows["asked"]),
        interviews_of=fractions(rows["interviews"], rows["interviews_asked"]),
    )
    headings = {"label": _("Kod")}
    if groups:
        rows = rows.assign(group=rows["facet"].map(groups))
        headings |= {"group": _("Grupp")}
    headings |= {"cases_of": heading(frame.unit)}
    if frame.unit == "case":
        headings |= {"interviews_of": heading("interview")}
    return Table(
        rows,
        unit=frame.unit,
        n=frame.n,
        headings=headings | {"segments": _("Avsnitt")},
        measure=measure(
            frame.unit,
            _("Antal kommuner där minst en intervju tar upp det"),
            _("Antal intervjuer som tar upp det"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"facet": groups} if groups else {},
        facts={
            "units": whole["unit"].nunique(),
            "interviews": whole["interview"].nunique(),
            "segments": len(whole),
        },
        across=frame.unit,
        basis=behind(found, *(["code", "facet"] if groups else ["code"])),
    )


def arguments(
    study: Study,
    dilemma: str,
    *,
    first: Sequence[str] | None = None,
    second: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    by: Grouping | None = None,
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
    As `mentions`, with `side` ("first", "second"), each side in falling order, and `valence`: how
    the argument reads ("pro", "con"), by the codebook where it says so, else by its side. Those
    that read against their side are named in the `note`, and then the table shows how each reads.
    `facts` holds also `both`, `only_first`, `only_second`: units that bring up arguments of both
    sides or of one.
    """
    sides = list(study.codebook.dilemmas[dilemma].sides)
    codes = [
        list(given) if given is not None else study.codebook.codes_of(side=side)
        for given, side in zip((first, second), sides, strict=True)
    ]
    names = [_(name) for name in names] if names else [study.label(side) for side in sides]
    side_of = {code: side for side, some in zip(SIDES, codes, strict=True) for code in some}
    total = mentions(study, list(side_of), dilemma, ranked=True)
    order = sorted(total.frame["code"], key=lambda code: SIDES.index(side_of[code]))
    table = mentions(study, order, dilemma, by=by)
    called = dict(zip(SIDES, names, strict=True))
    rows = table.frame.assign(side=table.frame["code"].map(side_of))
    rows["side_name"] = rows["side"].map(called)
    rows["valence"] = [_valence(study, code, side_of[code]) for code in rows["code"]]
    legend = {"valence": {key: _(name) for key, name in VALENCES.items()}}
    rows["valence_name"] = rows["valence"].map(legend["valence"])
    note = _against_their_side(rows)
    reads = {"valence_name": _("Läses som")} if note else {}
    return replace(
        table,
        frame=rows,
        headings={"side_name": _("Sida"), **reads, **table.headings},
        measure=measure(
            table.unit,
            _("Antal kommuner där minst en intervju framför argumentet"),
            _("Antal intervjuer som framför argumentet"),
        ),
        note=note,
        legend={**table.legend, "side": called, **legend},
        facts={**table.facts, **_both(study, dilemma, codes)},
    )


def _valence(study: Study, code: str, side: str) -> str:
    known = study.codebook.codes.get(code)
    return (known.valence if known else None) or VALENCE[side]


def _against_their_side(rows: pd.DataFrame) -> str:
    """Which arguments read against the side that they stand on; empty where none does."""
    told = {
        "first": N_("På första sidan, men läses som nackdel: {labels}."),
        "second": N_("På andra sidan, men läses som fördel: {labels}."),
    }
    against = rows[rows["side"].map(VALENCE) != rows["valence"]].drop_duplicates("code")
    return " ".join(
        _(text).format(labels=listing(map(quoted, there)))
        for side, text in told.items()
        if len(there := against.loc[against["side"] == side, "label"])
    )


def _both(study: Study, dilemma: str, codes: Sequence[Sequence[str]]) -> dict[str, int]:
    frame = frame_of(study, dilemma)
    first, second = (set(by_unit(study, frame, some)["unit"]) for some in codes)
    return {
        "both": len(first & second),
        "only_first": len(first - second),
        "only_second": len(second - first),
    }
