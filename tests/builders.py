"""A small Study in memory, written as short as one would on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analys import codebook as codebooks
from analys import schemas
from analys.codebook import Codebook
from analys.readers.project import ReadingReport
from analys.study import Study

ROOT = Path(__file__).parents[1]
CODING_TYPES = {"start": "Int64", "end": "Int64"}
CODED = ["coding", "interview", "case", "start", "end", "code", "coder"]
COLUMNS = [*CODED, "created", "quote", "source_file"]
ELSE = "K.bar"  # what those who are silent on all else have been coded with
Row = Sequence[Any]


@cache
def codebook() -> Codebook:
    return codebooks.read(ROOT / "data" / "codebook.yaml")


def framed(columns: Sequence[schemas.Column], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of some of the columns; what is not named is missing."""
    types = {column.name: schemas.DTYPES[column.kind] for column in columns}
    unknown = {name for row in rows for name in row} - set(types)
    assert not unknown, f"no columns {unknown}"
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name, pd.NA) for row in rows], dtype="object").astype(kind)
            for name, kind in types.items()
        }
    )


def study(
    interviews: Mapping[str, str],
    codings: Sequence[Row] = (),
    *,
    cases: Sequence[str] | Mapping[str, Mapping[str, Any]] | None = None,
    spells: Sequence[Row] = (),
    events: Sequence[Row] = (),
    texts: Mapping[str, str] | None = None,
    foreign: Sequence[Row] = (),
    about: Mapping[str, Mapping[str, Any]] | None = None,
    counts: Mapping[str, int] | None = None,
    read: bool = True,
    **more: Any,
) -> Study:
    """A Study of all codings, not yet by any coder.

    interviews: `{"K1-1": "K1 kso GZ FO"}`: municipality, role, what was asked; "-" is missing.
    codings: `("K1-1", "GZ.gyllene", 0, 10, "Anna")`; by Anna and on 0–10 where not told, on the
    whole interview where the start is None.
    spells: `("K1", "kso", "p", "1990-01-01", "1995-01-01")`, the end None while it runs.
    events: `("K1", "2010-10-01", "val")`. foreign: `(path, parent)`. about: more of an interview.
    read: an interview without codings gets one of `ELSE`, so that it is silent and not unread.
    """
    rows = [
        _interview(name, told, (about or {}).get(name, {})) for name, told in interviews.items()
    ]
    table = framed(schemas.INTERVIEWS, rows).drop(columns="source")
    groups = {role: part.group for role, part in codebook().roles.items()}
    table.insert(3, "role_group", table["role"].map(groups).astype("str"))
    of = dict(zip(table["interview"], table["case"], strict=True))
    table["characters"] = table["interview"].map(lambda name: len((texts or {}).get(name, "x")))
    table["sha256"] = "0"
    if cases is None:
        cases = list(dict.fromkeys(table["case"].dropna()))
    if not isinstance(cases, Mapping):
        cases = {case: {} for case in cases}
    unread = [name for name in interviews if name not in {row[0] for row in codings}]
    listened = [(name, ELSE, None, None) for name in unread] if read else []
    coded = _codings([*codings, *listened], of, texts or {})
    return Study(
        codebook=codebook(),
        title="Litet",
        synthetic=more.pop("synthetic", False),
        sha256="0",
        cases=framed(schemas.CASES, [{"case": case, **rest} for case, rest in cases.items()]),
        interviews=table,
        codings=coded,
        all_codings=coded,
        spells=_spells(spells),
        events=framed(
            schemas.EVENTS,
            [dict(zip(("case", "date", "kind", "text"), row, strict=False)) for row in events],
        ),
        codes=pd.concat([codebook().frame(), _foreign(foreign)], ignore_index=True),
        gaps=more.pop("gaps", ()),
        reports=(ReadingReport("liten.qdpx", "Test", "code point", dict(counts or {})),),
        text=lambda name: (texts or {}).get(name, ""),
        observed_until=more.pop("until", None),
        **more,
    )


def _interview(name: str, told: str, rest: Mapping[str, Any]) -> dict[str, Any]:
    case, role, *asked = [pd.NA if word == "-" else word for word in told.split()]
    missing = not asked or asked[0] is pd.NA
    return {
        "interview": name,
        "case": case,
        "role": role,
        "asked": pd.NA if missing else " ".join(asked),
        **rest,
    }


def _codings(rows: Sequence[Row], of: Mapping[str, Any], texts: Mapping[str, str]) -> pd.DataFrame:
    made = []
    for at, row in enumerate(rows):
        interview, code, *rest = row
        start, end, coder = (*rest, *(0, 10, "Anna")[len(rest) :])
        quote = texts.get(interview, "")[start:end] if start is not None else ""
        made.append((f"c{at}", interview, of[interview], start, end, code, coder, quote))
    frame = pd.DataFrame(made, columns=[*CODED, "quote"], dtype="object")
    frame = frame.astype({name: CODING_TYPES.get(name, "str") for name in frame})
    created = pd.Series(pd.NaT, frame.index, dtype="datetime64[us, UTC]")
    return frame.assign(created=created, source_file="liten.qdpx")[COLUMNS]


def _spells(rows: Sequence[Row]) -> pd.DataFrame:
    names = ("case", "post", "person", "start", "end", "exit")
    return framed(schemas.SPELLS, [dict(zip(names, row, strict=False)) for row in rows])


def _foreign(rows: Sequence[Row]) -> pd.DataFrame:
    made = [
        {
            "code": path,
            "parent": parent,
            "kind": "foreign",
            "sv": path,
            "en": path,
            "origin": "foreign",
        }
        for path, parent in rows
    ]
    columns = list(codebook().frame())
    return pd.DataFrame(made, columns=columns).astype("str")


def rows_of(table: Any, *columns: str) -> list[tuple[Any, ...]]:
    """The values of some columns, row by row; None where missing."""
    frame = getattr(table, "frame", table)[list(columns)]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.itertuples(index=False, name=None)
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)
