"""Which dilemmas (or codes) meet, pair by pair and one way at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

import numpy as np
import pandas as pd

from analys.cooccurrence import Cooccurrence, cooccurrence, paragraphs
from analys.language import N_, _, plural
from analys.standing import Rows
from analys.study import Study
from analys.table import Table
from analys.tables.base import Frame, behind, fractions, frame_of, heading, measure
from analys.tables.meeting import both, unmet
from analys.wording import number

RELATIONS = {
    "span": N_("på samma tecken"),
    "passage": N_("i samma avsnitt"),
    "interview": N_("i samma intervju"),
    "case": N_("i samma kommun"),
}
NOBODY = N_("ingen tillfrågad om båda")
KEYS = ("row", "column")


def cooccurring(
    study: Study,
    names: Sequence[str] | None = None,
    *,
    relations: Sequence[str] = ("passage",),
    unit: str | None = None,
    within: int = 1,
) -> Table:
    """In how many municipalities two dilemmas meet, pair by pair.

    Parameters
    ----------
    names
        Dilemmas or codes; all dilemmas where not given. Two of them are counted where both were
        asked about.
    relations
        As in `cooccurrence.cooccurrence`. "case" is left out of several where municipalities are
        not counted.
    unit
        "case" or "interview"; as other tables have it where not given.
    within
        How many paragraphs apart, for the relation "paragraphs".

    Returns
    -------
    A row a pair and relation, those that meet most first: `first`, `second`, `row` (both), `n1`,
    `n2` (units that bring up the first, the second), `column` (the relation), `value` (units where
    they meet; NA where no interview was asked about both), `asked` (units asked about both),
    `interviews` (of the codings that meet), `jaccard`, `share_1`, `share_2` (of the first's units,
    the second's), `phi`; NA where they have no meaning. `facts`: of each name the units that bring
    it up, and after `asked_` those asked. The basis goes by `row` and `column` and holds the
    codings that meet.
    """
    names = list(study.codebook.dilemmas) if names is None else list(names)
    everyone = frame_of(study, None)
    unit = unit or everyone.unit
    kept = [each for each in relations if each != "case" or unit == "case"]
    found = {name: _Found(study, name) for name in names}
    breaks = _breaks(study) if "paragraphs" in kept else None
    ids, rows, met = study.codings[["coding"]], [], []
    for first, second in combinations(names, 2):
        for relation in kept:
            row, codings = _pair(found[first], found[second], relation, unit, within, breaks)
            at = {"first": first, "second": second, "row": f"{first} {second}", "column": relation}
            rows.append({**at, **row})
            met.append(ids.iloc[codings].assign(row=at["row"], column=relation))
    labels = {name: study.short(name) for name in names}
    called = {each: _called(each, within) for each in kept}
    table = _told(rows, labels, called)
    several = {"column_name": _("Var")} if len(kept) > 1 else {}
    beside = {"interviews": heading("interview")} if unit == "case" else {}
    return Table(
        table,
        unit=unit,
        n=everyone.interviews[unit].nunique(),
        headings={"first_name": _("Det ena"), "second_name": _("Det andra"), **several}
        | {"value_of": _("Möts i"), **beside}
        | {"n1_of": _("Det ena tas upp i"), "n2_of": _("Det andra tas upp i")}
        | _coefficients(table),
        measure=_measure(unit, kept),
        interviews=len(everyone.interviews),
        absent=unmet(everyone, relations[0] if not kept else kept[0]),
        legend={
            "first": labels,
            "second": labels,
            "row": dict(zip(table["row"], table["row_name"], strict=True)),
            "column": called,
        },
        facts=_reach(found, unit),
        across=unit,
        basis=behind(pd.concat([ids.iloc[:0].assign(row="", column=""), *met]), *KEYS),
    )


class _Found:
    """What is coded with a name, and `{interview: municipality}` of those asked about it.

    The codings are told by where they stand in `Study.codings`, and their interviews and
    municipalities by number (NA where not known): every pair of names compares them.
    """

    def __init__(self, study: Study, name: str) -> None:
        frame: Frame = frame_of(study, _dilemma_of(study, name))
        pairs = zip(frame.interviews["interview"], frame.interviews["case"], strict=True)
        self.asked = {each: None if pd.isna(case) else case for each, case in pairs}
        places = study.rows_of([name])
        places = places[frame.counts[places]]
        standing = study.standing
        self.interview, self._interviews = standing.interviews
        case = pd.Series(standing.cases[places], dtype="Int64")
        self.codings = study.codings[["start", "end"]].iloc[places].reset_index(drop=True)
        self.codings = self.codings.assign(
            coding=places, interview=self.interview[places], case=case.mask(case < 0)
        )

    def among(self, interviews: Set[str]) -> pd.DataFrame:
        """The codings of some of the interviews that were asked."""
        if interviews == self.asked.keys():
            return self.codings
        return self.codings[self._interviews.isin(interviews)[self.codings["interview"]]]

    def reach(self, unit: str) -> int:
        """How many units bring it up."""
        return int(self.codings[unit].nunique())

    def out_of(self, unit: str, interviews: Iterable[str]) -> int:
        """How many units some of the interviews that were asked are of."""
        if unit == "interview":
            return len(set(interviews))
        return len({self.asked[each] for each in interviews} - {None})


def _dilemma_of(study: Study, name: str) -> str | None:
    """The dilemma that a name is, or that it is a code of."""
    if name in study.codebook.dilemmas:
        return name
    code = study.codebook.codes.get(name)
    return code.dilemma if code else None


def _pair(
    first: _Found,
    second: _Found,
    relation: str,
    unit: str,
    within: int,
    breaks: Mapping[str, Sequence[int]] | None,
) -> tuple[dict[str, object], Rows]:
    """How often two meet by one relation, among those asked about both; where the codings stand."""
    if relation == "case":
        shared = {*first.asked.values()} & {*second.asked.values()} - {None}
        one, other = (
            {each for each, case in found.asked.items() if case in shared}
            for found in (first, second)
        )
    else:
        one = other = first.asked.keys() & second.asked.keys()
    left, right = first.among(one), second.among(other)
    asked = first.out_of(unit, one)
    found: Cooccurrence = cooccurrence(
        left, right, relation, unit, n=asked, within=within, breaks=breaks
    )
    codings: Rows = np.sort(np.fromiter(found.met, dtype=np.intp))
    shares = found.shares
    return {
        "n1": found.n1,
        "n2": found.n2,
        "value": found.n12 if asked else None,
        "asked": asked,
        "interviews": np.unique(first.interview[codings]).size,
        "jaccard": found.jaccard,
        "share_1": shares[0],
        "share_2": shares[1],
        "phi": found.phi,
    }, codings


def _told(
    rows: Sequence[Mapping[str, object]], labels: Mapping[str, str], called: Mapping[str, str]
) -> pd.DataFrame:
    """The rows with names and fractions, the pairs that meet most by the first relation first."""
    columns = ["first", "second", "row", "column", "n1", "n2", "value", "asked", "interviews"]
    columns += ["jaccard", "share_1", "share_2", "phi"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.astype(dict.fromkeys(columns[:4], "str"))
    table = table.astype(dict.fromkeys(columns[4:9], "Int64"))
    table = table.astype(dict.fromkeys(columns[9:], "Float64"))
    most = table.drop_duplicates("row").sort_values("value", ascending=False, kind="stable")
    order = {row: at for at, row in enumerate(most["row"])}
    table = table.sort_values("row", key=lambda row: row.map(order), kind="stable")
    table = table.reset_index(drop=True)
    for side in ("first", "second"):
        table[f"{side}_name"] = table[side].map(labels)
    table["row_name"] = table["first_name"] + "–" + table["second_name"]
    table["column_name"] = table["column"].map(called)
    there = table["asked"] > 0
    for told, part in (("value_of", "value"), ("n1_of", "n1"), ("n2_of", "n2")):
        said = pd.Series(fractions(table[part].fillna(0), table["asked"]), table.index, dtype="str")
        table[told] = said.where(there, _(NOBODY))
    for name in ("jaccard", "phi"):
        table[f"{name}_told"] = [None if pd.isna(each) else number(each, 2) for each in table[name]]
    return table


def _coefficients(table: pd.DataFrame) -> dict[str, str]:
    """The headings of the coefficients that have a meaning somewhere."""
    names = {"jaccard_told": _("Jaccard"), "phi_told": _("Fi (φ)")}
    return {column: name for column, name in names.items() if table[column].notna().any()}


def _called(relation: str, within: int) -> str:
    """A relation in words."""
    if relation != "paragraphs":
        return _(RELATIONS[relation])
    if not within:
        return _("i samma stycke")
    return plural("högst ett stycke bort", "högst {n} stycken bort", within).format(
        n=number(within)
    )


def _measure(unit: str, relations: Sequence[str]) -> str:
    if list(relations) == ["passage"] or list(relations) == ["case"]:
        return both(unit, relations[0])
    return measure(
        unit,
        _("Antal kommuner där båda tas upp så nära varandra"),
        _("Antal intervjuer där båda tas upp så nära varandra"),
    )


def _reach(found: Mapping[str, _Found], unit: str) -> dict[str, int]:
    """Of each name: how many units bring it up, and how many were asked."""
    there = {name: each.reach(unit) for name, each in found.items()}
    return there | {f"asked_{name}": each.out_of(unit, each.asked) for name, each in found.items()}


def _breaks(study: Study) -> dict[str, list[int]]:
    """Where the paragraphs of each interview begin, by the number of the interview."""
    _numbers, interviews = study.standing.interviews
    return {str(at): paragraphs(study.text(each)) for at, each in enumerate(interviews)}
