"""The truth table, what is necessary, and municipalities that differ in one thing alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pandas as pd

from analys import configurations as qca
from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import heading, quoted
from analys.tables.crisp import Crisp, basis, crisp, notes, refused, share, table_of
from analys.wording import fraction, number


def truth_table(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
    *,
    allow: int | None = None,
) -> Table:
    """Every configuration of some conditions, with the municipalities in it and their outcome.

    Parameters
    ----------
    conditions
        Codes; a municipality has one where any of its interviews tells of it.
    outcome
        The code of the outcome and that of its opposite. A municipality has the one that more of
        its interviews tell of; one without either is left out, and the note names it.
    cases
        The municipalities that could have had either: `tables.shifted`.
    allow
        So many conditions whatever the number of municipalities.

    Returns
    -------
    A row a configuration, those that no municipality has too, observed ones first: `row` ("101"), a
    column for each condition (1, 0), `n`, `names`, `positive` (with the outcome), `consistency`
    (positive of n; NaN in remainders), `contradiction`, `remainder`, `result` (in words). `facts`:
    `cases`, `conditions`, `positive` (municipalities), `observed`, `remainders`, `contradictions`
    (rows). Absent where fewer than two municipalities have an outcome, and where the conditions are
    too many for them.
    """
    made = crisp(study, dilemma, conditions, outcome, cases)
    table = qca.truth_table(made.conditions, made.outcome) if made.k <= qca.MOST else None
    absent = made.absent or refused(made, allow)
    if table is None or absent:
        return table_of(made, pd.DataFrame(), absent)
    rank = table["n"].eq(0) * 4 + table["out"].eq(0) * 2 - table["contradiction"] * 1
    rows = table.loc[rank.sort_values(kind="stable").index].reset_index()
    rows["remainder"] = rows["n"] == 0
    rows["names"] = [", ".join(each) or "–" for each in rows["cases"]]
    rows["result"] = [
        _result(made, n, positive) for n, positive in zip(rows["n"], rows["positive"], strict=True)
    ]
    behind = basis(
        made,
        (
            (
                {"row": row},
                here,
                [name for name, sign in zip(made.names, row, strict=True) if sign == "1"],
            )
            for row, here in zip(rows["row"], rows["cases"], strict=True)
        ),
    )
    told = table_of(made, rows.drop(columns=["cases", "out"]))
    return replace(
        told,
        headings={
            **made.names,
            "n": heading("case"),
            "names": _("Vilka"),
            "result": _("Utfall"),
        },
        measure=_(
            "Antal kommuner per kombination av villkor (1: någon intervju berättar om det, "
            "0: ingen)"
        ),
        leads="n",
        basis=behind,
        facts={
            **told.facts,
            "observed": int((~rows["remainder"]).sum()),
            "remainders": int(rows["remainder"].sum()),
            "contradictions": int(rows["contradiction"].sum()),
        },
    )


def _result(made: Crisp, n: int, positive: int) -> str:
    """The outcome of a configuration in words."""
    if not n:
        return _("okänt: ingen kommun")
    if 0 < positive < n:
        return _("motsägelse: {part} {outcome}").format(
            part=fraction(positive, n), outcome=quoted(made.outcomes[1])
        )
    return made.outcomes[int(positive > 0)]


def necessity(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
    *,
    allow: int | None = None,
) -> Table:
    """How far each condition, or its absence, has to be there for the outcome and its opposite.

    Returns
    -------
    A row an outcome, condition and state: `outcome` ("1", "0"), `condition`, `state` (1, 0),
    `outcome_name`, `name`, `both`, `members`, `with_outcome` (municipalities), `consistency` (both
    of with_outcome), `coverage` (both of members), `ron` (relevance of necessity, see
    `configurations.ron`). `facts` as `truth_table`. Absent also where all have one outcome.
    """
    made = crisp(study, dilemma, conditions, outcome, cases)
    absent = made.absent or refused(made, allow) or made.alike()
    if absent:
        return table_of(made, pd.DataFrame(), absent)
    rows = qca.necessity(made.conditions, made.outcome).astype({"outcome": "str"})
    rows["outcome_name"] = rows["outcome"].map(
        {str(key): name for key, name in made.outcomes.items()}
    )
    rows["name"] = [
        signed(made.names[name], state)
        for name, state in zip(rows["condition"], rows["state"], strict=True)
    ]
    rows["consistency_of"] = [
        share(*each) for each in zip(rows["both"], rows["with_outcome"], strict=True)
    ]
    rows["coverage_of"] = [share(*each) for each in zip(rows["both"], rows["members"], strict=True)]
    rows["ron_told"] = ["–" if pd.isna(value) else number(value, 2) for value in rows["ron"]]
    behind = basis(
        made,
        (
            (
                {"outcome": row["outcome"], "condition": row["condition"], "state": row["state"]},
                made.outcome.index[
                    (made.outcome == (row["outcome"] == "1"))
                    & (made.conditions[row["condition"]] == bool(row["state"]))
                ],
                [row["condition"]] if row["state"] else [],
            )
            for row in rows.to_dict("records")
        ),
    )
    return replace(
        table_of(made, rows),
        headings={
            "outcome_name": _("Utfall"),
            "name": _("Villkor"),
            "consistency_of": _("Konsistens: av dem med utfallet"),
            "coverage_of": _("Täckning: av dem med villkoret"),
            "ron_told": _("Relevans (RoN)"),
        },
        measure=_("Hur nära varje villkor är att vara nödvändigt, i kommuner"),
        leads="consistency_of",
        basis=behind,
    )


def signed(name: str, state: int) -> str:
    """A condition that is there, or is not."""
    return quoted(name) if state else _("frånvaro av {name}").format(name=quoted(name))


def matched_pairs(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
) -> Table:
    """Municipalities with different outcomes that are alike in all conditions but one.

    Returns
    -------
    A row a pair: `case_a` (with the outcome), `case_b` (with its opposite), `condition` (in which
    they differ), `label`, `present_in` (which of them has it). `facts`: `pairs`, `possible` (pairs
    with different outcomes), `twins` (such pairs that differ in no condition at all: no condition
    tells why). In the conditions' order.
    """
    made = crisp(study, dilemma, conditions, outcome, cases)
    signs = dict(
        zip(made.conditions.index, made.conditions.itertuples(index=False, name=None), strict=True)
    )
    with_, without = (made.outcome.index[made.outcome == has] for has in (True, False))
    differ = {
        (a, b): [
            name
            for name, *two in zip(made.names, signs[a], signs[b], strict=True)
            if len(set(two)) > 1
        ]
        for a, b in product(with_, without)
    }
    single = [(a, b, *found) for (a, b), found in differ.items() if len(found) == 1]
    rows = pd.DataFrame(single, columns=["case_a", "case_b", "condition"], dtype="str")
    order = {name: at for at, name in enumerate(made.names)}
    rows = rows.sort_values(
        "condition", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
    )
    rows["label"] = rows["condition"].map(dict(made.names)).astype("str")
    rows["present_in"] = [
        a if made.conditions.loc[a, name] else b
        for a, b, name in zip(rows["case_a"], rows["case_b"], rows["condition"], strict=True)
    ]
    none = _(
        "Inga två kommuner med olika utfall är lika i alla villkor utom ett ({n} par prövade)."
    )
    told = table_of(made, rows, made.alike())
    return replace(
        told,
        unit="pair",
        n=len(differ),
        headings={
            "case_a": made.outcomes[1],
            "case_b": made.outcomes[0],
            "label": _("Skiljer dem åt"),
            "present_in": _("Finns i"),
        },
        leads="present_in",
        measure=_("Par av kommuner med olika utfall som skiljer sig i ett enda villkor"),
        absent=told.absent or (None if single else none.format(n=number(len(differ)))),
        note=notes(made, display=False),
        basis=basis(
            made,
            (
                ({"case_a": a, "case_b": b, "condition": name}, [a, b], [name])
                for a, b, name in single
            ),
        ),
        facts={
            **told.facts,
            "pairs": len(single),
            "possible": len(differ),
            "twins": sum(not found for found in differ.values()),
        },
    )
