"""What a truth table boils down to, and how little it takes for that to change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analys import configurations as qca
from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import heading
from analys.tables.crisp import Crisp, basis, crisp, noise, refused, share, table_of
from analys.tables.truth import signed
from analys.wording import fraction, listing

KINDS = {"conservative": N_("konservativ"), "parsimonious": N_("sparsam")}
WHOLE = "all"  # in place of a term, where a row is about a whole model
NONE = N_("ingen: varje kombination med utfallet finns också utan det")
CHECKED = ["check", "kind", "case", "what", "part", "whole", "result"]
TURNS = ("left_out", "condition", "outcome")
TOO_MANY = N_("Lösningarna är för många för att gås igenom. Välj färre villkor.")


def solutions(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
    *,
    allow: int | None = None,
) -> Table:
    """Which combinations are enough for the outcome, and which for its opposite: all tied models.

    Parameters
    ----------
    conditions, outcome, cases, allow
        As in `tables.truth_table`.

    Returns
    -------
    A row a term, and one for a whole model of several terms: `outcome` ("1", "0"), `kind`
    ("conservative", "parsimonious"), `model` (1, 2, ... among those tied; 0 where there is no
    solution), `term` ("10-", "all" for a whole model, "" where there is none), `expression` (in
    words), `notation` (A*~B), `names` (municipalities covered), `both` (covered and with the
    outcome), `members` (covered), `with_outcome`, `unique` (that no other term covers),
    `consistency`, `coverage`, `unique_coverage`. `facts`: `models_1_conservative` and so on (tied
    models), `contradictions` (rows that no solution covers), `noise` (share of random tables with
    a fit without contradictions).
    """
    made = crisp(study, dilemma, conditions, outcome, cases)
    absent = made.absent or refused(made, allow) or made.alike()
    try:
        found = [] if absent else list(_rows(made))
    except ValueError:
        found, absent = [], _(TOO_MANY)
    if absent:
        return table_of(made, pd.DataFrame(), absent)
    rows = pd.DataFrame(found)
    tied = {(str(row["outcome"]), str(row["kind"])): int(row["model"]) for row in found}
    rows["kind_name"] = [_(KINDS[kind]) for kind in rows["kind"]]
    rows["model_of"] = [
        fraction(row["model"], tied[row["outcome"], row["kind"]]) if row["model"] else "–"
        for row in found
    ]
    for name, part, whole in (
        ("consistency", "both", "members"),
        ("coverage", "both", "with_outcome"),
        ("unique_coverage", "unique", "with_outcome"),
    ):
        rows[name] = rows[part] / rows[whole].where(rows[whole] > 0)
        rows[f"{name}_of"] = [share(*each) for each in zip(rows[part], rows[whole], strict=True)]
    told = table_of(made, rows.drop(columns="cases"))
    return replace(
        told,
        headings={
            "outcome_name": _("Utfall"),
            "kind_name": _("Lösning"),
            "model_of": _("Modell"),
            "expression": _("Räcker för utfallet"),
            "names": heading("case"),
            "consistency_of": _("Konsistens"),
            "coverage_of": _("Täckning"),
            "unique_coverage_of": _("varav ensam om"),
        },
        measure=_("Kombinationer som räcker för utfallet, och de kommuner som har både och"),
        leads="names",
        basis=basis(made, _behind(made, found)),
        facts={
            **told.facts,
            **{f"models_{side}_{kind}": n for (side, kind), n in tied.items()},
            "contradictions": int(_truth(made, 1)["contradiction"].sum()),
            "noise": noise(made).share,
        },
    )


def _truth(made: Crisp, side: int) -> pd.DataFrame:
    return qca.truth_table(made.conditions, made.outcome == bool(side))


def _rows(made: Crisp) -> Iterator[dict[str, Any]]:
    """The rows of all models, those of the outcome first."""
    for side in (1, 0):
        for kind in qca.KINDS:
            models = qca.models(_truth(made, side), kind)
            if not models:
                yield _row(made, side, kind, 0, (), "")
            for at, model in enumerate(models, 1):
                for term in (*model, *([WHOLE] if len(model) > 1 else [])):
                    yield _row(made, side, kind, at, model, term)


def _row(made: Crisp, side: int, kind: str, at: int, model: qca.Model, term: str) -> dict[str, Any]:
    has = made.outcome == bool(side)
    terms = model if term == WHOLE else (term,) if term else ()
    fit = qca.fit(made.conditions, has, model, None if term in ("", WHOLE) else term)
    here = made.outcome.index[has & qca.members(made.conditions, terms)]
    return {
        "outcome": str(side),
        "outcome_name": made.outcomes[side],
        "kind": kind,
        "model": at,
        "term": term,
        "expression": _("hela modellen") if term == WHOLE else in_words(made, terms) or _(NONE),
        "notation": " + ".join(qca.expression(each, list(made.names)) for each in terms),
        "cases": list(here),
        "names": ", ".join(here) or "–",
        "both": fit.both,
        "members": fit.members,
        "with_outcome": fit.outcome,
        "unique": fit.unique,
    }


def in_words(made: Crisp, model: Sequence[str]) -> str:
    """A model as a reader says it: (”A” och inte ”B”) eller ”C”."""
    names = list(made.names.values())
    told = [
        listing(
            signed(name, int(sign)) for name, sign in zip(names, term, strict=True) if sign != "-"
        )
        for term in model
    ]
    several = [sum(sign != "-" for sign in term) > 1 for term in model]
    parts = [
        f"({each})" if many and len(model) > 1 else each or _("inget villkor: alla har utfallet")
        for each, many in zip(told, several, strict=True)
    ]
    return _(" eller ").join(parts)


def _behind(
    made: Crisp, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[dict[str, Any], list[str], list[str]]]:
    """For each row its keys, the municipalities covered and the conditions that it has as there."""
    for row in rows:
        told = "1" * made.k if row["term"] == WHOLE else row["term"]
        used = [name for name, sign in zip(made.names, told, strict=False) if sign == "1"]
        yield {name: row[name] for name in ("outcome", "kind", "model", "term")}, row["cases"], used


def robustness(
    study: Study,
    dilemma: str,
    conditions: Sequence[str],
    outcome: Sequence[str],
    cases: Sequence[str],
    *,
    allow: int | None = None,
) -> Table:
    """Whether the solutions for the outcome stand when a case is left out or a cell is turned.

    Returns
    -------
    A row a check and kind of solution: `check` ("left_out": cases left out in turn, "condition",
    "outcome": cells turned in turn, "without": one case whose leaving out changes the solution,
    "noise"), `kind` and `case` (empty where the check has none), `what`, `part` (how many change
    the solution; for noise, fit), `whole`, `share`, `result` (the other solution, for "without").
    `facts`: `noise`, `contradictions`, and `part` of each check (`left_out_parsimonious`, ...).
    """
    made = crisp(study, dilemma, conditions, outcome, cases)
    absent = made.absent or refused(made, allow) or made.alike()
    try:
        found = [] if absent else [row for kind in KINDS for row in _checks(made, kind)]
    except ValueError:
        found, absent = [], _(TOO_MANY)
    if absent:
        return table_of(made, pd.DataFrame(), absent)
    tried = noise(made)
    instead = _("rent brus i stället för utfall"), tried.fits, tried.tables
    found.append(("noise", "", "", *instead, _("passar utan motsägelse")))
    rows = pd.DataFrame(found, columns=CHECKED).astype(dict.fromkeys(CHECKED[:3], "str"))
    rows["share"] = rows["part"] / rows["whole"]
    rows["told"] = [share(*each) for each in zip(rows["part"], rows["whole"], strict=True)]
    rows["kind_name"] = [_(KINDS[kind]) if kind in KINDS else "–" for kind in rows["kind"]]
    told = table_of(made, rows)
    return replace(
        told,
        headings={
            "what": _("Prövning"),
            "kind_name": _("Lösning"),
            "told": _("Antal som ändrar eller passar"),
            "result": _("Följd"),
        },
        measure=_(
            "Vad som händer med lösningen när en kommun utgår, när en uppgift vänds och när "
            "utfallet är slump"
        ),
        source=_("sanningstabellen och omräkningar av den"),
        facts={
            **told.facts,
            **{f"{row[0]}_{row[1]}": row[4] for row in found if row[0] in TURNS},
            "contradictions": int(_truth(made, 1)["contradiction"].sum()),
            "noise": tried.share,
        },
    )


def _checks(made: Crisp, kind: str) -> list[tuple[str, str, str, str, int, int, str]]:
    """The checks of one kind of solution, with the values of `CHECKED`."""
    as_it_is = qca.models(_truth(made, 1), kind)
    alone = qca.leave_one_out(made.conditions, made.outcome, kind)
    other = {case: models for case, models in alone.items() if models != as_it_is}
    turned = qca.flips(made.conditions, made.outcome, kind)
    turns = [
        (_("en kommun i taget utgår"), len(other), made.n),
        (_("ett villkor i taget vänds i en kommun"), turned.conditions, turned.conditions_of),
        (_("utfallet vänds i en kommun i taget"), turned.outcome, turned.outcome_of),
    ]
    changes, stands = _("ändrar lösningen"), _("ändrar den inte")
    return [
        *(
            (check, kind, "", *turn, changes if turn[1] else stands)
            for check, turn in zip(TURNS, turns, strict=True)
        ),
        *(
            ("without", kind, case, _("utan {case}").format(case=case), 1, 1, _models(made, models))
            for case, models in other.items()
        ),
    ]


def _models(made: Crisp, models: Sequence[qca.Model]) -> str:
    """Tied models in words; the first two where there are more."""
    told = [in_words(made, model) for model in models[:2]]
    more = len(models) - len(told)
    if more > 0:
        told.append(_("{n} modeller till").format(n=more))
    return "; ".join(told) or _("ingen lösning")
