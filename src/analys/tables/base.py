"""What all tables share: the unit, who was asked, and the check that there is anything to count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analys.study import Study
from analys.wording import counted, upper_first

SIDES = ("first", "second")
NO_NAME = "Materialet anger ingen kommun, så frågan kan inte besvaras."
NO_CASE = "Ingen kommun i urvalet har haft ett majoritetsskifte, såvitt materialet säger."
GROUPINGS = ("role_group", "committees")


@dataclass(frozen=True)
class Frame:
    """Out of whom a table counts.

    Attributes
    ----------
    unit
        "case", or "interview" where the material names no municipality.
    interviews
        The interviews that were asked.
    units
        The ids of the units with such an interview, in the material's order.
    not_asked
        The municipalities where no interview was asked.
    absent
        Why nothing can be counted (Swedish), or None.
    """

    unit: str
    interviews: pd.DataFrame
    units: tuple[str, ...]
    not_asked: tuple[str, ...]
    absent: str | None

    @property
    def n(self) -> int:
        """How many units could have counted."""
        return len(self.units)


def frame_of(study: Study, dilemma: str | None, cases: Iterable[str] | None = None) -> Frame:
    """Who was asked about a dilemma (about anything, without one), among some municipalities."""
    unit = "interview" if study.interviews["case"].isna().all() else "case"
    interviews = study.asked(dilemma)
    nowhere = cases is not None and not set(cases)
    if cases is not None:
        interviews = interviews[interviews["case"].isin(set(cases))]
    there = set(interviews[unit].dropna())
    order = study.cases["case"] if unit == "case" else study.interviews["interview"]
    not_asked = study.not_asked(dilemma) if dilemma and unit == "case" else ()
    return Frame(
        unit=unit,
        interviews=interviews,
        units=tuple(each for each in order if each in there),
        not_asked=not_asked if cases is None else tuple(c for c in not_asked if c in set(cases)),
        absent=_nowhere(study, dilemma, unit) if nowhere else _absent(study, dilemma, interviews),
    )


def _nowhere(study: Study, dilemma: str | None, unit: str) -> str:
    """Why no municipality is eligible: nothing is coded, none is named, or none had a shift."""
    uncoded = _absent(study, dilemma, study.asked(dilemma))
    return uncoded or (NO_CASE if unit == "case" else NO_NAME)


def _absent(study: Study, dilemma: str | None, interviews: pd.DataFrame) -> str | None:
    codes = study.dilemma_codes(dilemma) if dilemma else list(study.codebook.codes)
    coded = len(study.coded(codes)) > 0
    recorded = study.records_asked
    what = f"koderna för {study.label(dilemma)}" if dilemma else "kodbokens koder"
    if not coded and not recorded:
        return (
            f"Ingenting i materialet är kodat med {what} ({counted(len(codes), 'code')} prövade), "
            "så frågan kan inte besvaras."
        )
    if interviews.empty:
        about = f"tillfrågades om {study.label(dilemma)}" if dilemma else "finns"
        return f"Ingen läst intervju i urvalet {about}."
    return None


def unmet(frame: Frame, relation: str) -> str | None:
    """Why things cannot be said to meet (Swedish), or None."""
    if relation == "case" and frame.unit != "case":
        return frame.absent or NO_NAME
    return frame.absent


def by_unit(codings: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """The codings of the interviews asked, with the column `unit` that they count for."""
    asked = codings[codings["interview"].isin(frame.interviews["interview"])]
    return asked.assign(unit=asked[frame.unit]).dropna(subset="unit")


def facets(study: Study, by: str) -> tuple[pd.Series, dict[str, str]]:
    """Which group each interview belongs to, and what the groups are called, in their order.

    Raises
    ------
    ValueError
        If the grouping is not one of `GROUPINGS`.
    """
    if by not in GROUPINGS:
        raise ValueError(f"by={by!r} is not one of {', '.join(GROUPINGS)}")
    index = study.interviews.set_index("interview")
    if by == "role_group":
        groups = study.codebook.role_groups
        return index["role_group"], {
            key: group.text[study.language] for key, group in groups.items()
        }
    values = study.codebook.attributes["case"]["committees"].values
    committees = study.cases.set_index("case")["committees"]
    names = {value: upper_first(text[study.language]) for value, text in values.items()}
    return index["case"].map(committees), names


def labelled(study: Study, codes: Iterable[str]) -> pd.DataFrame:
    """A row a code: `code`, `label`."""
    codes = list(codes)
    return pd.DataFrame(
        {"code": codes, "label": [study.label(code) for code in codes]}, dtype="str"
    )
