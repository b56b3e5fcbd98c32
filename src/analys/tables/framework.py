"""The framework matrix: what each municipality says of each dilemma, in few words and a quote."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import SIDES, behind, by_unit, frame_of, heading, measure, quoted
from analys.tables.leanings import leanings
from analys.tables.patterns import comparable, sides
from analys.tables.voices import Candidate, candidates, spread
from analys.wording import listing, number, out_of

TOLD = 2  # codes that a cell names


def framework(study: Study) -> Table:
    """What the interviews of each municipality say of each dilemma, with a quote each.

    A framework matrix (Ritchie & Spencer, 1994) whose summaries are computed from the codings: how
    many interviews speak of the dilemma, which way they lean, and what most of them tell of.

    Returns
    -------
    A row a municipality (interview where none is named or there is just one): `case`, and a column
    a dilemma with the summary and, on a line of its own, a quote; "inte tillfrågad" where nobody
    was asked. `facts`: `cells` with something to tell, `silent`, `not_asked`, `quotes`. The basis
    goes by `case` and holds all codings of the dilemmas there.
    """
    frame = frame_of(study, None)
    units = list(study.cases["case"]) if frame.unit == "case" else list(frame.units)
    told = [_cells(study, dilemma, units) for dilemma in study.codebook.dilemmas]
    cells = pd.concat([part for part, _codings in told], ignore_index=True)
    found = pd.concat([codings for _part, codings in told], ignore_index=True)
    cells["quote"] = _quotes(study, found, cells)
    texts = (cells["summary"] + "\n" + cells["quote"]).str.strip()
    columns = list(study.codebook.dilemmas)
    wide = pd.DataFrame({"case": units}, dtype="str")
    for dilemma in columns:
        of = cells["dilemma"] == dilemma
        wide[dilemma] = wide["case"].map(dict(zip(cells.loc[of, "case"], texts[of], strict=True)))
    labels = {dilemma: study.short(dilemma) for dilemma in columns}
    states = cells["state"].value_counts()
    return Table(
        wide,
        unit=frame.unit,
        n=frame.n,
        headings={"case": heading(frame.unit, 1), **labels},
        measure=measure(
            frame.unit,
            _("Vad kommunens intervjuer säger om varje dilemma, räknat ur kodningarna"),
            _("Vad intervjun säger om varje dilemma, räknat ur kodningarna"),
        ),
        interviews=len(frame.interviews),
        absent=frame.absent,
        facts={state: int(states.get(state, 0)) for state in ("cells", "silent", "not_asked")}
        | {"quotes": int((cells["quote"] != "").sum())},
        across=frame.unit,
        basis=behind(found, "case"),
        talk=tuple(columns),
    )


def _cells(study: Study, dilemma: str, units: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row a municipality: `case`, `dilemma`, `state`, `summary`; and the codings behind them."""
    frame = frame_of(study, dilemma)
    found = by_unit(study, frame, study.dilemma_codes(dilemma))
    found = found.assign(case=found["unit"], dilemma=dilemma)
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    first, second, names, cases = sides(study, dilemma)
    lean = leanings(study, dilemma, first, second, cases).set_index("case")
    alike = comparable(study, dilemma, cases)
    leaning_of = lean.to_dict("index") if alike else {}
    speaking = found.groupby("case")["interview"].nunique()
    told = _told(study, found, frame.unit)
    rows = []
    for unit in units:
        if unit not in asked.index:
            state, said = "not_asked", _("inte tillfrågad")
        elif unit not in told:
            state = "silent"
            said = measure(
                frame.unit,
                _("tillfrågad, men ingen tar upp det"),
                _("tillfrågad, men tar inte upp det"),
            )
        else:
            state = "cells"
            part = (int(speaking[unit]), int(asked[unit])) if frame.unit == "case" else None
            said = _summary(study, told[unit], part, leaning_of.get(unit), names)
        rows.append((unit, dilemma, state, said))
    return pd.DataFrame(rows, columns=["case", "dilemma", "state", "summary"], dtype="str"), found


def _told(study: Study, found: pd.DataFrame, unit: str) -> dict[str, list[tuple[str, int]]]:
    """The codes that each municipality tells most of, and how many interviews (codings) do."""
    of = "interview" if unit == "case" else "coding"
    order = {code: at for at, code in enumerate(study.codes["code"])}
    counts = found.groupby(["case", "code"])[of].nunique().reset_index(name="n")
    counts["order"] = counts["code"].map(order)
    counts = counts.sort_values(["case", "n", "order"], ascending=[True, False, True])
    most: dict[str, list[tuple[str, int]]] = {}
    for case, code, n in counts.groupby("case").head(TOLD)[["case", "code", "n"]].to_numpy():
        most.setdefault(case, []).append((code, n))
    return most


def _summary(
    study: Study,
    most: Sequence[tuple[str, int]],
    part: tuple[int, int] | None,
    leaning: Mapping[Hashable, Any] | None,
    names: tuple[str, str],
) -> str:
    """One cell: how many speak of it, which way they lean, and what most of them tell of.

    `part` is how many interviews speak of it out of those asked; None for a single one.
    """
    if part is None:
        return _("Mest om {codes}.").format(
            codes=listing(quoted(study.label(code)) for code, _n in most)
        )
    parts = [_("{part} tar upp det.").format(part=out_of(*part, "interview"))]
    parts += [_leaning(leaning, names)] if leaning else []
    told = ", ".join(f"{study.label(code)} ({number(n)})" for code, n in most)
    parts.append(_("Oftast: {codes}.").format(codes=told))
    return " ".join(each for each in parts if each)


def _leaning(leaning: Mapping[Hashable, Any], names: tuple[str, str]) -> str:
    """Which way the interviews lean; empty where they bring up neither side."""
    counts = [int(leaning[side]) for side in SIDES]
    if leaning["leaning"] == "silent":
        return ""
    if leaning["leaning"] == "even":
        return _("Jämnt mellan {first} och {second}, {n} mot {n}.").format(
            first=quoted(names[0]), second=quoted(names[1]), n=number(counts[0])
        )
    name = names[SIDES.index(leaning["leaning"])]
    return _("Lutar åt {side}, {n} mot {m}.").format(
        side=quoted(name), n=number(max(counts)), m=number(min(counts))
    )


def _quotes(study: Study, found: pd.DataFrame, cells: pd.DataFrame) -> list[str]:
    """A quote for each cell, the voices spread within each municipality."""
    unit_of = dict(zip(found["coding"], found["case"], strict=True))
    spoken: dict[str, list[Candidate]] = {}
    for one in candidates(study, found, "dilemma"):
        spoken.setdefault(unit_of[one.coding], []).append(one)
    said: dict[tuple[str, str], str] = {}
    dilemmas = found.drop_duplicates(["case", "dilemma"]).groupby("case")["dilemma"]
    for case, there in dilemmas:
        for dilemma, quote in spread(study, spoken.get(str(case), []), there).items():
            said[str(case), dilemma] = quote
    return [said.get(cell, "") for cell in zip(cells["case"], cells["dilemma"], strict=True)]
