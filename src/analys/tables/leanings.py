"""Which way each municipality leans between two things, and which ones go against the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    SIDES,
    behind,
    by_unit,
    frame_of,
    heading,
    measure,
    quoted,
    said,
)

LEANINGS = ("first", "second", "even", "silent")


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
        found = by_unit(study, frame, codes).groupby("unit")["interview"].nunique()
        rows[name] = rows["case"].map(found).fillna(0).astype(int)
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    rows["of"] = rows["case"].map(asked).fillna(0).astype(int)
    rows["leaning"] = "even"
    rows.loc[rows["first"] > rows["second"], "leaning"] = "first"
    rows.loc[rows["first"] < rows["second"], "leaning"] = "second"
    rows.loc[rows[["first", "second"]].sum(axis=1) == 0, "leaning"] = "silent"
    return rows


def _stand(
    study: Study, dilemma: str, codes: Sequence[str], cases: Sequence[str] | None = None
) -> pd.DataFrame:
    """The codings of either side and the unit, `case`, that they stand behind."""
    found = by_unit(study, frame_of(study, dilemma, cases), codes)
    return found.assign(case=found["unit"])


def _headings(unit: str, names: Mapping[str, str]) -> dict[str, str]:
    """Of the unit and of its interviews on either side; an interview is on a side or is not."""
    if unit != "case":
        return {"case": heading(unit, 1), **names}
    beside = _("Intervjuer: {side}")
    told = {side: beside.format(side=name) for side, name in names.items()}
    return {"case": heading(unit, 1), **told, "of": _("Tillfrågade intervjuer")}


def _facts(rows: pd.DataFrame) -> dict[str, int]:
    return {name: int((rows["leaning"] == name).sum()) for name in LEANINGS}


def balance(
    study: Study,
    dilemma: str,
    first: Sequence[str],
    second: Sequence[str],
    names: Mapping[str, str],
) -> Table:
    """How many interviews of each municipality speak of the first and of the second.

    Returns
    -------
    A row a municipality, those not asked too: `case`, `first`, `second` (interviews; NA where not
    asked), `of` (interviews asked). `facts`: how many lean each way (`first`, `second`, `even`,
    `silent`). The basis goes by `case` and holds the codings of either side.
    """
    frame = frame_of(study, dilemma)
    leaning = leanings(study, dilemma, first, second)
    silent = pd.DataFrame({"case": list(frame.not_asked)}, dtype="str")
    rows = pd.concat([leaning.drop(columns="leaning"), silent], ignore_index=True)
    rows = rows.astype({"first": "Int64", "second": "Int64", "of": "Int64"})
    called = said({side: names[side] for side in SIDES})
    return Table(
        rows.sort_values("case", kind="stable", ignore_index=True),
        unit=frame.unit,
        n=frame.n,
        headings=_headings(frame.unit, called),
        measure=measure(
            frame.unit,
            _("Antal intervjuer som tar upp det ena och det andra, per kommun"),
            _("Om intervjun tar upp det ena och det andra (1) eller inte (0)"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"mark": called},
        facts=_facts(leaning),
        across=frame.unit,
        basis=behind(_stand(study, dilemma, [*first, *second]), "case"),
    )


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
    (in words). Where as many lean either way, only those that lean neither. `facts`: `first`,
    `second`, `even`, `silent` (units of each leaning). The basis goes by `case` and holds the
    codings of either side; a silent unit has none.
    """
    frame = frame_of(study, dilemma, cases)
    rows = leanings(study, dilemma, first, second, cases)
    facts = _facts(rows)
    common = [side for side in SIDES if facts[side] == max(facts[side] for side in SIDES)]
    against = rows[~rows["leaning"].isin(common)]
    called = said(dict(zip(SIDES, names, strict=True)))
    leans = _("lutar åt {side}")
    how = {side: leans.format(side=quoted(name)) for side, name in called.items()} | {
        "even": measure(
            frame.unit, _("lika många intervjuer på båda sidor"), _("tar upp båda sidor")
        ),
        "silent": measure(
            frame.unit,
            _("tillfrågad, men ingen intervju tar upp någondera"),
            _("tillfrågad, men tar inte upp någondera"),
        ),
    }
    against = against.assign(how=against["leaning"].map(how)).reset_index(drop=True)
    stand = _stand(study, dilemma, [*first, *second], cases)
    return Table(
        against,
        unit=frame.unit,
        n=frame.n,
        headings=_headings(frame.unit, called) | {"how": _("Hur")},
        measure=measure(
            frame.unit,
            _("Kommuner som inte lutar åt det vanligaste hållet, efter antal intervjuer"),
            _("Intervjuer som inte lutar åt det vanligaste hållet"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        legend={"side": called},
        facts=facts,
        across=frame.unit,
        basis=behind(stand[stand["case"].isin(against["case"])], "case"),
    )


def two_by_two(
    study: Study,
    dilemma: str,
    row: Sequence[str],
    column: Sequence[str],
    names: Mapping[str, Mapping[str, str]],
) -> Table:
    """Municipalities by two yes-or-no questions, each told by more interviews one way.

    Parameters
    ----------
    row, column
        The code for yes and the code for no.
    names
        `{"row": {"yes": …, "no": …}, "column": {…}}`.

    Returns
    -------
    Four rows: `row`, `column` ("yes", "no"), `count`, `names` (ids of the units, with commas).
    Units where either is silent or as many interviews say yes as no stand in the `note`, and are
    counted in `facts["unclear"]`. The basis goes by `row` and `column` and holds all that the units
    of a cell say on either question.
    """
    frame = frame_of(study, dilemma)
    answers = {}
    for axis, (yes, no) in (("row", row), ("column", column)):
        told = leanings(study, dilemma, [yes], [no]).set_index("case")["leaning"]
        answers[axis] = told.map({"first": "yes", "second": "no"})
    both = pd.DataFrame(answers)
    unclear = list(both.index[both.isna().any(axis=1)])
    cells = [_cell(both, at, across) for at in names["row"] for across in names["column"]]
    table = pd.DataFrame(cells, columns=["row", "column", "count", "names"])
    called = {axis: said(some) for axis, some in names.items()}
    for axis in ("row", "column"):
        table[f"{axis}_name"] = table[axis].map(called[axis])
    note = _("Ej entydigt eller ingen uppgift: {units}.").format(units=", ".join(unclear))
    stand = _stand(study, dilemma, [*row, *column]).join(both, on="case")
    return Table(
        table,
        unit=frame.unit,
        n=frame.n,
        headings={
            "row_name": _("Det ena"),
            "column_name": _("Det andra"),
            "count": heading(frame.unit),
            "names": _("Vilka"),
        },
        measure=measure(
            frame.unit,
            _("Antal kommuner efter vad flest av deras intervjuer säger"),
            _("Antal intervjuer efter vad de säger"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        note=note if unclear else "",
        legend={axis: called[axis] for axis in ("row", "column")},
        facts={"unclear": len(unclear)},
        across=frame.unit,
        basis=behind(stand.dropna(subset=["row", "column"]), "row", "column"),
    )


def _cell(both: pd.DataFrame, row: str, column: str) -> tuple[str, str, int, str]:
    those = both.index[(both["row"] == row) & (both["column"] == column)]
    return row, column, len(those), ", ".join(those)
