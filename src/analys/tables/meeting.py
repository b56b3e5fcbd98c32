"""Where codes meet: in the same passage, interview or municipality."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analys.cooccurrence import meetings
from analys.language import N_, _
from analys.study import Study
from analys.tables.base import ALONE, NO_NAME, Frame, behind, measure, under

WHERE = {
    "passage": N_("I samma avsnitt som"),
    "interview": N_("I samma intervju som"),
    "case": N_("I samma kommun som"),
}


def unmet(frame: Frame, relation: str) -> str | None:
    """Why things cannot be said to meet, or None."""
    if relation == "case" and frame.unit != "case":
        return frame.absent or (_(ALONE) if frame.alone else _(NO_NAME))
    return frame.absent


def both(unit: str, relation: str) -> str:
    """What is counted where two things meet, as the beginning of a caption."""
    if relation == "case" and unit == "case":
        return _("Antal kommuner där båda tas upp, i samma intervju eller i olika")
    if relation == "passage":
        return measure(
            unit,
            _("Antal kommuner där minst en intervju tar upp båda i samma avsnitt"),
            _("Antal intervjuer som tar upp båda i samma avsnitt"),
        )
    return measure(
        unit,
        _("Antal kommuner där minst en intervju tar upp båda"),
        _("Antal intervjuer som tar upp båda"),
    )


def met_in(
    study: Study, frame: Frame, rows: Iterable[str], columns: Iterable[str], relation: str
) -> pd.DataFrame:
    """Every meeting of a coding under one of some codes with one under one of others.

    Returns
    -------
    A row a meeting: `row`, `column` (the codes), `unit`, `interview` (the row's), `coding_a`,
    `coding_b`. None where they cannot be said to meet: in the same municipality, where none is
    named or there is just one.

    Raises
    ------
    ValueError
        If the relation is unknown.
    """
    left = under(study, frame, dict.fromkeys(rows), "row")
    right = under(study, frame, dict.fromkeys(columns), "column")
    met = meetings(left, right, relation)
    met = met.rename(columns={"unit_a": "unit", "interview_a": "interview"})
    told = met[["row", "column", "unit", "interview", "coding_a", "coding_b"]]
    return told.iloc[:0] if relation == "case" and frame.unit != "case" else told


def met_behind(met: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """The basis of what meets: both codings of a meeting stand behind its row."""
    sides = [met.rename(columns={f"coding_{side}": "coding"}) for side in "ab"]
    return behind(pd.concat([side[["coding", *keys]] for side in sides]), *keys)
