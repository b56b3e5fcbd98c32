"""What politicians and officials say of each other's roles, and of the norms for their own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    behind,
    by_unit,
    facets,
    fractions,
    frame_of,
    heading,
    measure,
    under,
)
from analys.tables.material import NO_ROLES
from analys.tables.mentions import mentions

CELLS = {
    "facet": "row",
    "group": "row_name",
    "code": "column",
    "label": "column_name",
    "cases": "value",
    "cases_of": "value_of",
}


def overstepping(study: Study, dilemma: str, acts: Mapping[str, str]) -> Table:
    """Who tells of whose overstepping: that of their own group, or the other's.

    Parameters
    ----------
    acts
        `{role group: the code for its overstepping}`.

    Returns
    -------
    A row a group that tells and a code: `row` (the group), `column` (the code), `whose` (the group
    that oversteps), `own` (whether that is the one that tells), `value` (units where an interview
    of the group tells of it), `asked` (units with an interview of the group), `interviews`,
    `interviews_asked`, `segments`. `facts`, for each group that has a code: `GROUP_own`,
    `GROUP_both`, `GROUP_other` (interviews that tell of their own group's alone, of both, of
    others' alone) and `GROUP_asked`. There is nothing to show where nobody's role is known. The
    basis goes by `row` and `column`.
    """
    whose = {code: group for group, code in acts.items()}
    group_of, names = facets(study, "role_group")
    table = mentions(study, list(whose), dilemma, by="role_group")
    known = "facet" in table.frame
    rows = table.frame if known else table.frame.iloc[:0].assign(facet="", group="")
    stand = under(study, frame_of(study, dilemma), whose, "column")
    stand["row"] = stand["interview"].map(group_of)
    rows = rows.rename(columns=CELLS).assign(whose=rows["code"].map(whose))
    rows["own"] = rows["row"] == rows["whose"]
    order = [(group, code) for group in names for code in whose] if known else []
    rows = rows.set_index(["row", "column"]).reindex(order).reset_index()
    within = {"interviews_of": heading("interview")} if table.unit == "case" else {}
    return Table(
        rows,
        unit=table.unit,
        n=table.n,
        headings={
            "row_name": _("Vem som berättar"),
            "column_name": _("Om vad"),
            "value_of": heading(table.unit),
            **within,
            "segments": _("Avsnitt"),
        },
        measure=measure(
            table.unit,
            _("Antal kommuner där minst en intervju i gruppen berättar om det"),
            _("Antal intervjuer i gruppen som berättar om det"),
        ),
        interviews=table.interviews,
        not_asked=table.not_asked,
        absent=table.absent or (None if known else _(NO_ROLES)),
        legend={
            "row": names,
            "column": study.labels(whose),
            "whose": {group: names[group] for group in acts},
        },
        facts=_tellers(study, dilemma, acts),
        across=table.unit,
        basis=behind(stand.dropna(subset="row"), "row", "column"),
    )


def _tellers(study: Study, dilemma: str, acts: Mapping[str, str]) -> dict[str, int]:
    """Interviews of each group that tell of their own overstepping, of others', of both."""
    frame = frame_of(study, dilemma)
    group_of = facets(study, "role_group")[0]
    telling = {
        group: set(by_unit(study, frame, [code])["interview"]) for group, code in acts.items()
    }
    facts: dict[str, int] = {}
    for group in acts:
        mine = set(group_of.index[group_of == group]) & set(frame.interviews["interview"])
        own = telling[group] & mine
        others = {name for other in acts if other != group for name in telling[other]} & mine
        facts |= {
            f"{group}_own": len(own - others),
            f"{group}_both": len(own & others),
            f"{group}_other": len(others - own),
            f"{group}_asked": len(mine),
        }
    return facts


def norm_practice(study: Study, dilemma: str, breaches: Mapping[str, str]) -> Table:
    """Who states a norm, and who of them tells of practice that breaks it.

    Parameters
    ----------
    breaches
        `{code of a norm: code of the practice that breaks it}`.

    Returns
    -------
    A row a role group and norm: `group`, `norm`, `practice`, `asked` (interviews of the group),
    `interviews` (that state the norm), `telling` (of those, that tell of the breach as well),
    `only` (that tell of the breach and do not state the norm), `cases` and `cases_telling` (units
    that `interviews` and `telling` stand for). Counts interviews, which a person gives one of.
    `facts`: `interviews`, `telling` and `only`, each the sum of its column. There is nothing to
    show where nobody's role is known. The basis goes by `group` and `norm`, and holds what those
    who state the norm say of it and of the breach.
    """
    frame = frame_of(study, dilemma)
    group_of, names = facets(study, "role_group")
    group = frame.interviews["interview"].map(group_of)
    said = {code: by_unit(study, frame, [code]) for pair in breaches.items() for code in pair}
    rows, stand = [], []
    for name in names:
        asked = frame.interviews.loc[group == name, "interview"]
        for norm, practice in breaches.items():
            states, tells = (_by(said[code], asked) for code in (norm, practice))
            telling = _by(tells, states["interview"])
            row = {"group": name, "norm": norm, "practice": practice, "asked": len(asked)}
            rows.append(row | _stated(states, tells, telling))
            stand.append(pd.concat([states, telling]).assign(group=name, norm=norm))
    table = pd.DataFrame(rows)
    labels = study.labels(said)
    for column, told in (("group", names), ("norm", labels), ("practice", labels)):
        table[f"{column}_name"] = table[column].map(told)
    table["interviews_of"] = fractions(table["interviews"], table["asked"])
    table["telling_of"] = fractions(table["telling"], table["interviews"])
    return Table(
        table,
        unit="interview",
        n=len(frame.interviews),
        headings={
            "group_name": _("Grupp"),
            "norm_name": _("Norm"),
            "interviews_of": _("Intervjuer som uttrycker normen"),
            "practice_name": _("Praktik"),
            "telling_of": _("Av dem, de som också berättar om praktiken"),
            "only": _("Berättar om praktiken utan att uttrycka normen"),
        },
        measure=_(
            "Antal intervjuer som uttrycker normen, och av dem de som berättar att den bryts"
        ),
        not_asked=frame.not_asked,
        absent=frame.absent or (None if group.notna().any() else _(NO_ROLES)),
        legend={"group": names, "norm": {norm: labels[norm] for norm in breaches}},
        facts={name: int(table[name].sum()) for name in ("interviews", "telling", "only")},
        across=frame.unit,
        basis=behind(pd.concat(stand), "group", "norm"),
    )


def _by(codings: pd.DataFrame, interviews: pd.Series) -> pd.DataFrame:
    return codings[codings["interview"].isin(interviews)]


def _stated(states: pd.DataFrame, tells: pd.DataFrame, telling: pd.DataFrame) -> dict[str, int]:
    """The numbers of a row of `norm_practice`."""
    return {
        "interviews": states["interview"].nunique(),
        "telling": telling["interview"].nunique(),
        "only": tells["interview"].nunique() - telling["interview"].nunique(),
        "cases": states["unit"].nunique(),
        "cases_telling": telling["unit"].nunique(),
    }
