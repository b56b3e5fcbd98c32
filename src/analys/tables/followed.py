"""Municipalities followed one by one: who there says a thing, and what else is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import (
    behind,
    fractions,
    frame_of,
    heading,
    measure,
    quoted,
    under,
)
from analys.wording import listing, number

Known = str | float


def followed(
    study: Study,
    codes: Sequence[str],
    dilemma: str | None = None,
    *,
    beside: Mapping[str, Mapping[str, Known]] | None = None,
) -> Table:
    """Each municipality where any of some codes is told, with who tells of it there.

    Parameters
    ----------
    beside
        What else is known of the municipalities, `{heading: {municipality: value}}`: a column each,
        empty where nothing is known.

    Returns
    -------
    A row a municipality with any of the codes, most interviews first (an interview, where no
    municipality is named or there is just one): `case`, `interviews` (that tell of any), `asked`
    (interviews asked there), `who` (their roles and ids), `what` (the codes, with how many
    interviews each), and `beside_1`, `beside_2`, … for what is handed in. `facts`: `units` and
    `interviews` that tell of any, `silent` (units asked that do not). The basis goes by `case`.

    Raises
    ------
    ValueError
        If something handed in is of a municipality that is not in the study.
    """
    frame = frame_of(study, dilemma)
    found = under(study, frame, dict.fromkeys(codes), "code").rename(columns={"unit": "case_id"})
    counts = found.groupby("case_id")["interview"].nunique()
    asked = frame.interviews.groupby(frame.unit)["interview"].nunique()
    order = sorted((unit for unit in frame.units if unit in counts), key=lambda unit: -counts[unit])
    rows = pd.DataFrame(
        {
            "case": pd.Series(order, dtype="str"),
            "interviews": [int(counts[unit]) for unit in order],
            "asked": [int(asked[unit]) for unit in order],
        }
    )
    parts = dict(iter(found.groupby("case_id")))
    rows["interviews_of"] = fractions(rows["interviews"], rows["asked"])
    rows["who"] = [_who(study, parts[unit]) for unit in order]
    rows["what"] = [_what(study, parts[unit], codes, alone=frame.unit != "case") for unit in order]
    rows, columns = _known(study, rows, beside or {}, frame.unit)
    within = {"interviews_of": heading("interview")}
    return Table(
        rows,
        unit=frame.unit,
        n=frame.n,
        headings={
            "case": heading(frame.unit, 1),
            **(within if frame.unit == "case" else {}),
            "who": _("Vem"),
            "what": _("Vad"),
            **columns,
        },
        measure=measure(
            frame.unit,
            _("Kommuner där minst en intervju tar upp det, en i taget"),
            _("Intervjuer som tar upp det, en i taget"),
        ),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=frame.absent,
        facts={
            "units": len(rows),
            "interviews": found["interview"].nunique(),
            "silent": frame.n - len(rows),
        },
        across=frame.unit,
        basis=behind(found.assign(case=found["case_id"]), "case"),
    )


def _who(study: Study, codings: pd.DataFrame) -> str:
    """The roles and ids of the interviews, in the material's order."""
    there = study.interviews[study.interviews["interview"].isin(codings["interview"])]
    return "; ".join(
        f"{interview} ({study.label(role)})" if pd.notna(role) else str(interview)
        for interview, role in zip(there["interview"], there["role"], strict=True)
    )


def _what(study: Study, codings: pd.DataFrame, codes: Sequence[str], *, alone: bool) -> str:
    """The codes told of there, each with its number of interviews; without in one interview."""
    counts = codings.groupby("code")["interview"].nunique()
    told = {code: int(counts[code]) for code in dict.fromkeys(codes) if code in counts}
    return listing(
        quoted(study.label(code)) if alone else f"{quoted(study.label(code))} {number(n)}"
        for code, n in told.items()
    )


def _known(
    study: Study, rows: pd.DataFrame, beside: Mapping[str, Mapping[str, Known]], unit: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows with what is handed in of their municipalities, and the headings of that."""
    unknown = {case for known in beside.values() for case in known} - set(study.cases["case"])
    if unknown:
        raise ValueError(f"known of municipalities not in the study: {', '.join(sorted(unknown))}")
    case_of = study.interviews.set_index("interview")["case"]
    cases = rows["case"] if unit == "case" else rows["case"].map(case_of)
    columns = {f"beside_{at}": name for at, name in enumerate(beside, 1)}
    for column, name in columns.items():
        rows[column] = cases.map(beside[name]).astype("object").fillna("")
    return rows, {column: _(name) for column, name in columns.items()}
