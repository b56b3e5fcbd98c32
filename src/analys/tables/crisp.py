"""Conditions and outcome of municipalities as 0 and 1, with what may be said of so few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from analys import configurations as qca
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import ALONE, NO_NAME, NOTHING, Frame, behind, frame_of, quoted, under
from analys.tables.outcomes import configurations
from analys.wording import counted, fraction, listing, number

UNCLEAR = "unclear"
FEW = 6  # names that a note can hold
LEAST = 2  # municipalities that a comparison takes
CIRCULAR = N_(
    "Villkor och utfall är kodade ur samma intervjuer: den som minns ett utfall letar också upp "
    "skäl till det."
)


@dataclass(frozen=True)
class Crisp:
    """What a truth table is made of.

    Attributes
    ----------
    conditions
        A row a municipality (the index), a column a condition: whether any interview tells of it.
    outcome
        Whether it has the outcome, and not its opposite.
    names
        What the conditions are called.
    outcomes
        `{1: what the outcome is called, 0: its opposite}`.
    codings
        The codings behind: `coding`, `case`, `code` (the condition or the municipality's outcome).
    out_of
        Everyone asked, municipalities left out too.
    left_out
        `{why (a sentence with {cases}): municipalities}`.
    """

    conditions: pd.DataFrame
    outcome: pd.Series
    names: Mapping[str, str]
    outcomes: Mapping[int, str]
    codes: tuple[str, str]
    codings: pd.DataFrame
    out_of: Frame
    left_out: Mapping[str, Sequence[str]]
    absent: str | None

    @property
    def n(self) -> int:
        """Municipalities with a known outcome."""
        return len(self.conditions)

    @property
    def k(self) -> int:
        """How many conditions."""
        return len(self.names)

    @property
    def positive(self) -> int:
        """Municipalities with the outcome."""
        return int(self.outcome.sum())

    def alike(self) -> str | None:
        """Why nothing can be compared: all have one outcome, or are one in all conditions."""
        if self.absent:
            return self.absent
        if self.positive in (0, self.n):
            return _("Alla {cases} har utfallet {outcome}, så det finns inget att jämföra.").format(
                cases=counted(self.n, "case"), outcome=quoted(self.outcomes[int(self.positive > 0)])
            )
        if len(self.conditions.drop_duplicates()) == 1:
            return _("Inget av villkoren skiljer kommunerna åt.")
        return None


def crisp(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
) -> Crisp:
    """Code municipalities as `tables.configurations` does; those that cannot be coded are left out.

    Raises
    ------
    ValueError
        If there is no condition, a condition twice, or not an outcome and its opposite.
    """
    if not conditions or len(set(conditions)) < len(conditions) or len(set(outcome)) != 2:
        raise ValueError(
            f"expected conditions, each once, and an outcome with its opposite; found "
            f"{list(conditions)} and {list(outcome)}"
        )
    frame = frame_of(study, dilemma, cases)
    known, left_out = pd.DataFrame(index=pd.Index([], dtype="str")), {}
    which = pd.Series(dtype="str")
    if frame.unit == "case" and not frame.absent:
        told = configurations(study, dilemma, conditions, outcome, cases).frame
        which = told.drop_duplicates("case").set_index("case")["outcome"]
        left_out = _left_out(which, frame)
        known = told.pivot_table(
            index="case", columns="condition", values="present", aggfunc="any", dropna=False
        )
    kept = [case for case in frame.units if which.get(case, UNCLEAR) != UNCLEAR]
    which = which.reindex(kept)
    return Crisp(
        conditions=known.reindex(index=kept, columns=list(conditions))
        .rename_axis(columns=None)
        .astype(bool),
        outcome=which.eq(outcome[0]),
        names=_distinct(study.labels(conditions)),
        outcomes={1: study.label(outcome[0]), 0: study.label(outcome[1])},
        codes=(outcome[0], outcome[1]),
        codings=_codings(study, frame, conditions, which),
        out_of=frame,
        left_out=left_out,
        absent=_absent(frame, kept),
    )


def _left_out(which: pd.Series, frame: Frame) -> dict[str, list[str]]:
    asked = [case for case in which.index if case in frame.units]
    unread = [case for case in which.index if case not in {*frame.units, *frame.not_asked}]
    return {
        N_("Utfallet framgår inte i {cases}, som därför inte är med."): [
            case for case in asked if which[case] == UNCLEAR
        ],
        N_("Ingen intervju från {cases} är läst, så den kommunen är inte med."): unread,
    }


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    """The labels; those that several codes share with the code beside."""
    often = pd.Series(list(names.values())).value_counts()
    return {code: f"{name} ({code})" if often[name] > 1 else name for code, name in names.items()}


def _codings(
    study: Study, frame: Frame, conditions: Sequence[str], which: pd.Series
) -> pd.DataFrame:
    """The codings of each municipality's conditions and of the outcome that it has."""
    found = under(study, frame, [*conditions, *which.unique()], "code").drop(columns="case")
    found = found.rename(columns={"unit": "case"})
    its_own = found["case"].map(which) == found["code"]
    kept = its_own | (found["code"].isin(conditions) & found["case"].isin(which.index))
    return found.loc[kept, ["coding", "case", "code"]].reset_index(drop=True)


def _absent(frame: Frame, kept: Sequence[str]) -> str | None:
    if frame.absent:
        return frame.absent
    if frame.unit != "case":
        return _(ALONE) if frame.alone else _(NO_NAME)
    if not kept:
        return _("Ingen av de aktuella kommunerna har ett klart utfall.")
    if len(kept) < LEAST:
        return _("Bara {case} har ett klart utfall; en jämförelse tar minst två kommuner.").format(
            case=kept[0]
        )
    return None


def refused(made: Crisp, allow: int | None) -> str | None:
    """Why there are too many conditions for the municipalities, or None."""
    try:
        qca.check_conditions(made.n, made.k, allow)
    except qca.TooManyConditionsError:
        if made.k > qca.MOST:
            return _("{k} villkor är fler än de {most} som kan prövas.").format(
                k=made.k, most=qca.MOST
            )
        return _(
            "{k} villkor är för många för {cases}: också rent brus passar utan motsägelse i "
            "{times} av 100 försök. Välj högst {advised}."
        ).format(
            k=made.k,
            cases=counted(made.n, "case"),
            times=number(100 * noise(made).share),
            advised=qca.advised(made.n),
        )
    return None


def noise(made: Crisp) -> qca.Noise:
    """How often noise fits with as many municipalities, conditions and cases of the outcome."""
    return qca.noise(made.n, made.k, made.positive)


def notes(made: Crisp, *, display: bool = True) -> str:
    """What the caption has to say: how far to trust it, who is left out, what says nothing.

    `display`: whether more is shown than configurations side by side.
    """
    said = []
    if display and made.n < qca.SMALL:
        said.append(
            _("Utforskande visning: {n} kommuner är för få för slutsatser om orsak.").format(
                n=made.n
            )
        )
    if display and made.k > qca.advised(made.n):
        said.append(
            _("{k} villkor är fler än de {advised} som {cases} bär.").format(
                k=made.k, advised=qca.advised(made.n), cases=counted(made.n, "case")
            )
        )
    said += [_(why).format(cases=_few(cases)) for why, cases in made.left_out.items() if cases]
    always = [name for code, name in made.names.items() if made.conditions[code].all()]
    never = [name for code, name in made.names.items() if not made.conditions[code].any()]
    for template, names in (
        (N_("Alla har {names}, som därför inte kan skilja dem åt."), always),
        (N_("Ingen har {names}, som därför inte kan skilja dem åt."), never),
    ):
        if names and not made.absent:
            said.append(_(template).format(names=listing(map(quoted, names))))
    return " ".join([*said, _(CIRCULAR)])


def _few(cases: Sequence[str]) -> str:
    """Names of municipalities; many are cut, with how many more there are."""
    more = len(cases) - FEW
    rest = [_("{n} till").format(n=number(more))] if more > 1 else cases[FEW:]
    return listing([*cases[:FEW], *rest])


def share(part: int, whole: int) -> str:
    """A fraction and its value: 4 av 8 (0,50); a dash where nothing can be divided."""
    return f"{fraction(part, whole)} ({number(part / whole, 2)})" if whole else "–"


def basis(
    made: Crisp, rows: Iterable[tuple[Mapping[str, Any], Iterable[str], Iterable[str]]]
) -> pd.DataFrame:
    """The codings behind rows, each given as its keys, its municipalities and its conditions.

    The outcome of the municipalities is always behind a row, so that none with a count is bare.
    """
    places = made.codings.groupby(["case", "code"]).indices
    keys, found = [], [NOTHING]
    for key, cases, conditions in rows:
        of = product(dict.fromkeys(cases), dict.fromkeys([*conditions, *made.codes]))
        here = [places[each] for each in of if each in places]
        keys.append(key)
        found.append(np.sort(np.concatenate([NOTHING, *here])))
    if not keys:
        return pd.DataFrame(columns=["coding"])
    sizes = [len(each) for each in found[1:]]
    stand = made.codings[["coding"]].iloc[np.concatenate(found)]
    told = pd.DataFrame(keys).loc[np.repeat(np.arange(len(keys)), sizes)]
    names = [str(name) for name in told]
    return behind(stand.assign(**{name: told[name].array for name in names}), *names)


def table_of(made: Crisp, frame: pd.DataFrame, absent: str | None = None) -> Table:
    """A Table of the municipalities compared, to which each table adds its own."""
    return Table(
        frame,
        unit="case",
        n=made.n,
        interviews=len(made.out_of.interviews),
        not_asked=made.out_of.not_asked,
        absent=absent,
        note=notes(made),
        legend={
            "condition": made.names,
            "outcome": {str(key): name for key, name in made.outcomes.items()},
        },
        facts={"cases": made.n, "conditions": made.k, "positive": made.positive},
    )
