"""Over all dilemmas: which way most municipalities lean, and which go against them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import SIDES, behind, frame_of, heading, measure, quoted
from analys.tables.leanings import leanings, negative_cases
from analys.tables.shifts import shifted
from analys.tables.ties import pair_groups
from analys.wording import fraction, listing

SHIFTS = "MS"  # asked of those that had a majority shift
PAIRS = "PH"  # of those that have had a pair who sat long
KINDS = {
    "with": N_("följer det vanligaste"),
    "against": N_("går tvärtemot"),
    "split": N_("inget håll är vanligast"),
    "even": N_("väger jämnt"),
    "silent": N_("tar inte upp någondera sidan"),
}


class Sides(NamedTuple):
    """The codes of a dilemma's two sides, what they are called, and the municipalities in question.

    `cases` is None where all are.
    """

    first: Sequence[str]
    second: Sequence[str]
    names: tuple[str, str]
    cases: Sequence[str] | None


def sides(study: Study, dilemma: str) -> Sides:
    """The two outcomes of a dilemma where it has two, else the arguments of its two sides."""
    codebook = study.codebook
    outcomes = codebook.codes_of(dilemma=dilemma, kind="outcome")
    cases = _in_question(study, dilemma)
    if len(outcomes) == len(SIDES):
        one, other = outcomes
        return Sides([one], [other], (study.label(one), study.label(other)), cases)
    first, second = codebook.dilemmas[dilemma].sides
    codes = [codebook.codes_of(side=side, kind="argument") for side in (first, second)]
    return Sides(codes[0], codes[1], (study.label(first), study.label(second)), cases)


def _in_question(study: Study, dilemma: str) -> Sequence[str] | None:
    """The municipalities that a dilemma can be met in; None for all.

    Those that had a majority shift, and for pairs those that have had a long one, if any has.
    """
    if dilemma == SHIFTS:
        return shifted(study)
    return next(iter(pair_groups(study).values())) or None if dilemma == PAIRS else None


def patterns(study: Study) -> Table:
    """How each municipality stands to the way that most lean, dilemma by dilemma.

    Returns
    -------
    A row a dilemma and municipality (interview where none is named or there is just one): `row`,
    `column`, `kind` (of `KINDS`; NA where the dilemma is not in question there), `value` (the
    interviews on the side that it leans to, on either where even; NA where none was asked), `told`
    (interviews asked), `first`, `second` (interviews on either side). `facts`: the rows of each
    kind. The basis goes by `row` and `column` and holds the codings of either side.
    """
    frame = frame_of(study, None)
    columns = list(study.cases["case"]) if frame.unit == "case" else list(frame.units)
    parts, stand = [], []
    for dilemma in study.codebook.dilemmas:
        rows, codings = _of_dilemma(study, dilemma, columns)
        parts.append(rows)
        stand.append(codings)
    table = pd.concat(parts, ignore_index=True)
    labels = {dilemma: study.short(dilemma) for dilemma in study.codebook.dilemmas}
    kinds = {kind: _(name) for kind, name in KINDS.items()}
    table["row_name"] = table["row"].map(labels)
    table["kind_name"] = table["kind"].map(kinds)
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={
            "row_name": _("Dilemma"),
            "column": heading(frame.unit, 1),
            "kind_name": _("Hur"),
            "value": _("Intervjuer på den sidan"),
            "told": _("Tillfrågade intervjuer"),
        },
        measure=measure(
            frame.unit,
            _("Om kommunen lutar åt det vanligaste hållet, efter antal intervjuer på var sida"),
            _("Om intervjun lutar åt det vanligaste hållet"),
        ),
        absent=frame.absent,
        legend={
            "row": labels,
            "column": {column: column for column in columns},
            "kind": kinds,
            "empty": {"": _("inget att jämföra")},
        },
        facts={kind: int((table["kind"] == kind).sum()) for kind in kinds},
        across=frame.unit,
        basis=behind(pd.concat(stand), "row", "column"),
    )


def _of_dilemma(
    study: Study, dilemma: str, columns: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of one dilemma, and the codings of its sides by `row` and `column`."""
    first, second, _names, cases = sides(study, dilemma)
    lean = leanings(study, dilemma, first, second, cases).set_index("case")
    everyone = frame_of(study, dilemma)
    if not comparable(study, dilemma, cases):
        lean = lean.iloc[:0]
    counts = lean["leaning"].value_counts()
    most = max(counts.get(side, 0) for side in SIDES)
    common = [side for side in SIDES if counts.get(side, 0) == most]
    how = dict.fromkeys(SIDES, "against") | dict.fromkeys(common, "with")
    if len(common) > 1:
        how = dict.fromkeys(SIDES, "split")
    lean["kind"] = lean["leaning"].map(how | {"even": "even", "silent": "silent"})
    lean["value"] = lean[list(SIDES)].max(axis=1)
    rows = pd.DataFrame({"row": dilemma, "column": columns}, dtype="str")
    rows = rows.join(lean[["kind", "value", "of", *SIDES]], on="column")
    asked = rows["column"].isin(everyone.units)
    counted = ["value", "of", *SIDES]
    rows[counted] = rows[counted].fillna(0).astype("Int64")
    rows["value"] = rows["value"].where(asked)
    codings = study.coded([*first, *second])
    codings = codings[codings["interview"].isin(everyone.interviews["interview"])]
    stand = codings.assign(row=dilemma, column=codings[everyone.unit])
    kept = stand["column"].isin(lean.index)
    return rows.rename(columns={"of": "told"}), stand[kept]


def comparable(study: Study, dilemma: str, cases: Sequence[str] | None) -> bool:
    """Whether those in question are more than one of what the other dilemmas count."""
    return frame_of(study, dilemma, cases).unit == frame_of(study, None).unit


def exceptions(study: Study) -> Table:
    """The municipalities that break the commonest pattern of each dilemma, and how.

    Returns
    -------
    As `negative_cases`, a row a dilemma and municipality, those that lean the other way first, the
    silent last: `dilemma`, `case`, `first`, `second`, `of` (interviews), `leaning`, `how`, `told`
    (the interviews on either side), `rest` (which way most that lean do, and how many). `facts`: of
    each dilemma how many break its pattern, and after `of_` out of how many; a dilemma that cannot
    be judged has neither. The basis goes by `dilemma` and `case`.
    """
    frame = frame_of(study, None)
    parts, stand = [], []
    facts: dict[str, int] = {}
    for dilemma in study.codebook.dilemmas:
        found, rows = _against(study, dilemma)
        if found.absent or found.unit != frame.unit:
            continue  # a single municipality in question has none to be compared with
        facts |= {dilemma: len(rows), f"of_{dilemma}": found.n}
        parts.append(rows)
        stand.append(pd.DataFrame(found.basis).assign(dilemma=dilemma))
    nothing = pd.DataFrame(columns=["dilemma", "case", "how", "told", "rest"], dtype="str")
    table = pd.concat(parts, ignore_index=True) if parts else nothing
    labels = {dilemma: study.short(dilemma) for dilemma in study.codebook.dilemmas}
    table["dilemma_name"] = table["dilemma"].map(labels)
    stand.append(study.codings.iloc[:0].assign(dilemma=""))
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "dilemma_name": _("Dilemma"),
            "case": heading(frame.unit, 1),
            "how": _("Hur"),
            **({"told": _("Intervjuer på var sida")} if frame.unit == "case" else {}),
            "rest": _("Vanligast"),
        },
        measure=measure(
            frame.unit,
            _("Kommuner som inte lutar åt det vanligaste hållet, efter antal intervjuer"),
            _("Intervjuer som inte lutar åt det vanligaste hållet"),
        ),
        interviews=len(frame.interviews),
        absent=frame.absent,
        legend={"dilemma": labels},
        facts=facts,
        across=frame.unit,
        basis=behind(pd.concat(stand), "dilemma", "case"),
    )


def _against(study: Study, dilemma: str) -> tuple[Table, pd.DataFrame]:
    """The negative cases of a dilemma, with what stands on either side and what most do."""
    first, second, names, cases = sides(study, dilemma)
    table = negative_cases(study, dilemma, first, second, names, cases)
    rows = table.frame.assign(dilemma=dilemma, rest=_commonest(table, names))
    rank = {"even": 1, "silent": 2}
    rows = rows.sort_values("leaning", key=lambda lean: lean.map(rank).fillna(0), kind="stable")
    told = _("{first} {n}, {second} {m}, av {of}")
    rows["told"] = [
        told.format(first=quoted(names[0]), second=quoted(names[1]), n=one, m=other, of=of)
        if one or other
        else None
        for one, other, of in zip(rows["first"], rows["second"], rows["of"], strict=True)
    ]
    return table, rows


def _commonest(table: Table, names: tuple[str, str]) -> str:
    """Which way most of those that lean do, and how many."""
    counts = [int(table.facts[side]) for side in SIDES]
    most = max(counts)
    if not most:
        return _("ingen lutar åt någon sida")
    common = [quoted(name) for name, count in zip(names, counts, strict=True) if count == most]
    if len(common) > 1:
        return _("lika många åt {sides}: {part}").format(
            sides=listing(common), part=fraction(most, table.n)
        )
    return _("åt {side}: {part}").format(side=common[0], part=fraction(most, table.n))
