"""What all tables share: the unit, who was asked, and the check that there is anything to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analys.language import N_, _
from analys.study import Study
from analys.tables.once import once
from analys.wording import counted, fraction, lower_first, unit_name, upper_first

SIDES = ("first", "second")
NO_NAME = N_("Materialet anger ingen kommun, så frågan kan inte besvaras.")
NO_CASE = N_("Ingen kommun i urvalet har haft ett majoritetsskifte, såvitt materialet säger.")
ALONE = N_("Bara en kommun ingår, och en ensam kommun kan inte jämföras med andra.")
COLUMNS = ["coding", "interview", "case", "start", "end", "code"]  # what tables count by
GROUPINGS = ("role_group", "committees")
NOTHING = np.empty(0, dtype=np.intp)
Grouping = str | Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Frame:
    """Out of whom a table counts.

    Attributes
    ----------
    unit
        "case", or "interview" where the material names no municipality or there is just one.
    interviews
        The interviews that were asked; where municipalities are counted, those of any.
    units
        The ids of the units with such an interview, in the material's order.
    not_asked
        The municipalities where no interview was asked.
    codings
        All the study's codings, with the column `unit` that they count for.
    counts
        Which of them count: those of the interviews asked, where the unit is known.
    absent
        Why nothing can be counted, or None.
    alone
        Whether there is just one municipality, which cannot be compared with others.
    """

    unit: str
    interviews: pd.DataFrame
    units: tuple[str, ...]
    not_asked: tuple[str, ...]
    codings: pd.DataFrame
    counts: NDArray[np.bool_]
    absent: str | None
    alone: bool = False

    @property
    def n(self) -> int:
        """How many units could have counted."""
        return len(self.units)


def frame_of(study: Study, dilemma: str | None, cases: Iterable[str] | None = None) -> Frame:
    """Who was asked about a dilemma (about anything, without one), among some municipalities."""
    return _frame_of(study, dilemma, None if cases is None else tuple(cases))


@once
def _frame_of(study: Study, dilemma: str | None, cases: tuple[str, ...] | None) -> Frame:
    chosen = None if cases is None else set(cases)
    named = bool(study.interviews["case"].notna().any())
    alone = named and 1 in {len(study.cases), len(study.chosen), len(chosen or ())}
    unit = "case" if named and not alone else "interview"
    interviews = study.asked(dilemma)
    if unit == "case":  # of no municipality, an interview cannot make one count
        interviews = interviews[interviews["case"].notna()]
    if chosen is not None:
        interviews = interviews[interviews["case"].isin(chosen)]
    there = set(interviews[unit].dropna())
    order = study.cases["case"] if unit == "case" else study.interviews["interview"]
    not_asked = study.not_asked(dilemma) if dilemma and unit == "case" else ()
    nowhere = chosen is not None and not chosen
    codings = study.codings[COLUMNS].assign(unit=study.codings[unit])
    return Frame(
        unit=unit,
        interviews=interviews,
        units=tuple(each for each in order if each in there),
        not_asked=not_asked if chosen is None else tuple(c for c in not_asked if c in chosen),
        codings=codings,
        counts=_of(study, interviews["interview"]) & codings["unit"].notna().to_numpy(),
        absent=_nowhere(study, dilemma, named) if nowhere else _absent(study, dilemma, interviews),
        alone=alone,
    )


def _nowhere(study: Study, dilemma: str | None, named: bool) -> str:
    """Why no municipality is eligible: nothing is coded, none is named, or none had a shift."""
    uncoded = _absent(study, dilemma, study.asked(dilemma))
    return uncoded or (_(NO_CASE) if named else _(NO_NAME))


def _absent(study: Study, dilemma: str | None, interviews: pd.DataFrame) -> str | None:
    codes = study.dilemma_codes(dilemma) if dilemma else list(study.codebook.codes)
    about = lower_first(study.label(dilemma)) if dilemma else ""
    if not len(study.coded(codes)) and not study.records_asked:
        whole = _(
            "Ingenting i materialet är kodat med kodbokens koder ({codes} prövade), så frågan kan "
            "inte besvaras."
        )
        part = _(
            "Ingenting i materialet är kodat med koderna för {dilemma} ({codes} prövade), så "
            "frågan kan inte besvaras."
        )
        tried = counted(len(codes), "code")
        return (part if dilemma else whole).format(dilemma=about, codes=tried)
    if interviews.empty:
        whole = _("Ingen läst intervju finns i urvalet.")
        part = _("Ingen läst intervju i urvalet tillfrågades om {dilemma}.")
        return (part if dilemma else whole).format(dilemma=about)
    return None


def _of(study: Study, interviews: pd.Series) -> NDArray[np.bool_]:
    """Which of the study's codings are of some interviews."""
    numbers, there = study.standing.interviews
    found: NDArray[np.bool_] = there.isin(interviews)[numbers]
    return found


def by_unit(study: Study, frame: Frame, codes: Iterable[str]) -> pd.DataFrame:
    """The codings of some codes, those below them included, in the interviews asked.

    Returns
    -------
    A row a coding: `COLUMNS`, and the column `unit` that it counts for.
    """
    rows = study.rows_of(codes)
    return frame.codings.iloc[rows[frame.counts[rows]]]


def under(study: Study, frame: Frame, codes: Iterable[str], name: str) -> pd.DataFrame:
    """The codings of each code and of those below it, with the code asked for in the column `name`.

    Returns
    -------
    A row a coding and code that it stands under: `coding`, `interview`, `case`, `unit`, `start`,
    `end`, and `name`.
    """
    codes = list(dict.fromkeys(codes))
    rows = {code: each[frame.counts[each]] for code in codes for each in [study.rows_of([code])]}
    columns = ["coding", "interview", "case", "unit", "start", "end"]
    found = frame.codings[columns].iloc[np.concatenate([NOTHING, *rows.values()])]
    asked_for = pd.Series(list(rows), dtype="str").repeat([len(each) for each in rows.values()])
    return found.reset_index(drop=True).assign(**{name: asked_for.array})


def tallied(rows: pd.DataFrame, keys: str | list[str], **distinct: str) -> pd.DataFrame:
    """How many different values of some columns each group has: `cases="unit"` counts units."""
    groups = rows.groupby(keys)
    return pd.DataFrame({name: groups[column].nunique() for name, column in distinct.items()})


def behind(codings: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """The basis of a table: each coding once for each row, by `keys`, that it stands behind."""
    return codings[["coding", *keys]].drop_duplicates(ignore_index=True)


def facets(study: Study, by: Grouping) -> tuple[pd.Series, dict[str, str]]:
    """Which group each interview belongs to, and what the groups are called, in their order.

    Parameters
    ----------
    by
        One of `GROUPINGS`, or the municipalities of each group by the group's name.

    Raises
    ------
    ValueError
        If the grouping is not one of `GROUPINGS`; if a municipality is in two groups or not in the
        study.
    """
    index = study.interviews.set_index("interview")
    if not isinstance(by, str):
        return index["case"].map(_group_of(study, by)), {name: _(name) for name in by}
    if by not in GROUPINGS:
        raise ValueError(f"by={by!r} is not one of {', '.join(GROUPINGS)}")
    if by == "role_group":
        groups = study.codebook.role_groups
        return index["role_group"], {
            key: group.text[study.language] for key, group in groups.items()
        }
    values = study.codebook.attributes["case"]["committees"].values
    committees = study.cases.set_index("case")["committees"]
    names = {value: upper_first(text[study.language]) for value, text in values.items()}
    return index["case"].map(committees), names


def _group_of(study: Study, groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    placed = list(dict.fromkeys((case, name) for name, cases in groups.items() for case in cases))
    found = dict(placed)
    unknown = set(found) - set(study.cases["case"])
    if unknown:
        raise ValueError(f"groups of municipalities not in the study: {', '.join(sorted(unknown))}")
    if len(found) < len(placed):
        twice = sorted({case for case, name in placed if found[case] != name})
        raise ValueError(f"municipalities in two groups: {', '.join(twice)}")
    return found


def grouped(study: Study, by: Grouping | None) -> tuple[pd.Series, dict[str, str]] | None:
    """As `facets`; None where none are asked for or known, or one municipality is all there is."""
    if by is None:
        return None
    group_of, names = facets(study, by)
    within = by == "role_group" or not frame_of(study, None).alone
    return (group_of, names) if within and group_of.notna().any() else None


def labelled(study: Study, codes: Iterable[str]) -> pd.DataFrame:
    """A row a code: `code`, `label`."""
    codes = list(codes)
    return pd.DataFrame(
        {"code": codes, "label": [study.label(code) for code in codes]}, dtype="str"
    )


def said(names: Mapping[str, str]) -> dict[str, str]:
    """Names that a notebook hands in, in the language spoken."""
    return {key: _(name) for key, name in names.items()}


def quoted(label: object) -> str:
    """A label as the study's own words, in the quotation marks of the language."""
    return _("”{label}”").format(label=label)


def heading(unit: str, n: int = 2) -> str:
    """The unit's plural (singular for one) as the heading of a column."""
    return upper_first(unit_name(unit, n))


def fractions(part: pd.Series, whole: pd.Series) -> list[str]:
    """Each count with what it is out of: 6 av 10."""
    return [fraction(int(one), int(of)) for one, of in zip(part, whole, strict=True)]


def measure(unit: str, of_cases: str, of_interviews: str) -> str:
    """What is counted, as the beginning of a caption: one of two sentences, by the unit."""
    return of_cases if unit == "case" else of_interviews
