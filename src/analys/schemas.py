"""The declared columns of every frame of a Study, and the check of a file against them.

A frame is declared once, as a list of columns. Values from a file are converted column by column
first, so that a fault can be told with its row; pandera then checks what was converted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import pandas_dtype

from analys.codebook import Codebook
from analys.errors import MaterialError, Problem

if TYPE_CHECKING:
    import pandera.pandas as pa

DTYPES = {"text": "str", "whole": "Int64", "day": "datetime64[us]", "truth": "boolean"}
EXPECTED = {
    "text": "text",
    "whole": "a whole number",
    "day": "a date, YYYY-MM-DD",
    "truth": "true or false",
}
TRUTH = {"true": True, "ja": True, "1": True, "false": False, "nej": False, "0": False}
TOLD = 20  # faults told of one file; more than these help no one
EXACT = 2**53  # above this a number read as text may have lost its last digits


@dataclass(frozen=True)
class Column:
    """A column: its kind (text, whole, day, truth) and what its values may be.

    `needed` columns must stand in the file and hold a value in each row, or in some where they are
    `blank`; `values` lists what may stand there; `many` allows several with spaces between.
    """

    name: str
    kind: str = "text"
    needed: bool = False
    blank: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    many: bool = False
    least: int | None = None

    @property
    def expected(self) -> str:
        """What a value should be, in words."""
        if self.values:
            some = "some of" if self.many else "one of"
            return f"{some} {', '.join(self.values)}"
        return EXPECTED[self.kind] + (
            f" of at least {self.least}" if self.least is not None else ""
        )


CASES = (
    Column("case", needed=True, unique=True),
    Column("population", "whole", least=1),
    Column("size"),
    Column("region"),
    Column("skl_group", "whole", least=1),
    Column("rule_2006"),
    Column("rule_2010"),
    Column("shift", "truth"),
    Column("committees"),
)
INTERVIEWS = (
    Column("interview", needed=True, unique=True),
    Column("source"),
    Column("case"),
    Column("role"),
    Column("block"),
    Column("date", "day"),
    Column("minutes", "whole", least=1),
    Column("asked", many=True),
    Column("quote_consent"),
)
SPELLS = (
    Column("case", needed=True),
    Column("post", needed=True, values=("kso", "kc")),
    Column("person", needed=True),
    Column("start", "day", needed=True),
    Column("end", "day"),
    Column("exit"),
)
EVENTS = (
    Column("case", needed=True),
    Column("date", "day", needed=True),
    Column(
        "kind",
        needed=True,
        values=("val", "majoritetsskifte", "personbyte", "organisationsförändring"),
    ),
    Column("text"),
)
CODE_MAP = (Column("path", needed=True, unique=True), Column("code", needed=True, blank=True))


def declared(codebook: Codebook) -> dict[str, tuple[Column, ...]]:
    """The columns of each file of a material, with the values that the codebook allows."""
    of_case, of_interview = codebook.attributes["case"], codebook.attributes["interview"]
    case_values = {name: tuple(attribute.values) for name, attribute in of_case.items()}
    interview_values = {name: tuple(attribute.values) for name, attribute in of_interview.items()}
    interview_values["role"] = tuple(codebook.roles)
    interview_values["asked"] = tuple(codebook.dilemmas)
    return {
        "cases": _with_values(CASES, case_values),
        "interviews": _with_values(INTERVIEWS, interview_values),
        "spells": SPELLS,
        "events": EVENTS,
        "codes": _with_values(CODE_MAP, {"code": tuple(codebook.codes)}),
    }


def _with_values(
    columns: Sequence[Column], values: Mapping[str, tuple[str, ...]]
) -> tuple[Column, ...]:
    text = {column.name for column in columns if column.kind == "text" and not column.values}
    return tuple(
        replace(column, values=values.get(column.name, ())) if column.name in text else column
        for column in columns
    )


def empty(columns: Iterable[Column]) -> pd.DataFrame:
    """A frame with the columns declared and no row."""
    return pd.DataFrame({column.name: pd.Series(dtype=DTYPES[column.kind]) for column in columns})


def check(raw: pd.DataFrame, columns: Sequence[Column], file: str) -> pd.DataFrame:
    """A file's rows as a typed frame: the columns declared, in their order.

    Parameters
    ----------
    raw
        The file as text; row 0 of its index is line 2 of the file. Missing is NA.
    columns
        What was declared for it. Columns of the file that are not declared are left out, unless
        one looks like a misspelt one that is wanting.
    file
        The name to tell faults by.

    Returns
    -------
    The rows with the index of `raw`, so that further faults can be told by their lines.

    Raises
    ------
    MaterialError
        With every fault: a needed column that is not there, a value that cannot be read, is not
        allowed, is missing where it is needed or doubled where it must be one of its kind.
    """
    if problems := _headings(list(map(str, raw.columns)), columns, file):
        raise MaterialError(problems)
    typed: dict[str, pd.Series] = {}
    faults: dict[tuple[int, str], Problem] = {}
    for column in columns:
        values = raw[column.name] if column.name in raw else pd.Series(pd.NA, raw.index)
        typed[column.name], wrong = _convert(values.astype("str").str.strip(), column)
        faults |= {(row, column.name): _problem(file, row, column, values[row]) for row in wrong}
    frame = pd.DataFrame(typed, index=raw.index)
    # A value that could not be read is missing by now; it is told as what it was.
    faults = _disallowed(frame, columns, file) | faults
    if faults:
        order = {column.name: at for at, column in enumerate(columns)}
        places = sorted(faults, key=lambda place: (place[0], order[place[1]]))
        raise MaterialError(shortened([faults[place] for place in places], file))
    return frame


def _headings(found: Sequence[str], columns: Sequence[Column], file: str) -> list[Problem]:
    """Needed columns that are not there, and headings that are nearly one that is not there."""
    wanting = [column.name for column in columns if column.name not in found]
    near: dict[str, str] = {}
    for name in found:
        if name not in {column.name for column in columns}:
            near |= dict.fromkeys(get_close_matches(name.casefold(), wanting, 1, 0.75), name)
    needed = [column.name for column in columns if column.needed and column.name in wanting]
    return [
        Problem(
            file,
            "line 1",
            f"a column {name}",
            repr(near[name]) if name in near else f"the columns {', '.join(found)}",
            "Mend the heading." if name in near else "Add the column.",
        )
        for name in wanting
        if name in near or name in needed
    ]


def _convert(values: pd.Series, column: Column) -> tuple[pd.Series, list[int]]:
    """The values in the column's type, and the rows whose value cannot be read so."""
    values = values.replace("", pd.NA)
    result: pd.Series
    match column.kind:
        case "whole":
            numbers = pd.to_numeric(values, errors="coerce")
            result = numbers.where((numbers % 1 == 0) & (numbers.abs() < EXACT)).astype("Int64")
        case "day":
            result = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
        case "truth":
            result = values.str.lower().map(TRUTH).astype("boolean")
        case _:
            result = values
    wrong = list(values.index[values.notna() & result.isna()])
    return result.astype(pandas_dtype(DTYPES[column.kind])), wrong


def _disallowed(
    frame: pd.DataFrame, columns: Sequence[Column], file: str
) -> dict[tuple[int, str], Problem]:
    # Pandera takes as long to import as all else of a notebook's: only who checks a file pays.
    import pandera.pandas as pa

    by_name = {column.name: column for column in columns}
    try:
        pa.DataFrameSchema({column.name: _declare(column) for column in columns}).validate(
            frame, lazy=True
        )
    except pa.errors.SchemaErrors as error:
        failures = error.failure_cases.dropna(subset="index")
        return {
            (int(failure.index), failure.column): _failed(
                file, by_name[failure.column], failure, frame
            )
            for failure in failures.itertuples()
        }
    return {}


def _declare(column: Column) -> pa.Column:
    import pandera.pandas as pa

    checks = []
    if column.values:
        checks.append(pa.Check(_within(column), name="values", element_wise=False))
    if column.least is not None:
        checks.append(pa.Check.ge(column.least))
    return pa.Column(
        None,
        checks=checks,
        nullable=column.blank or not column.needed,
        unique=column.unique,
        report_duplicates="exclude_first",
        required=True,
    )


def _within(column: Column) -> Callable[[pd.Series], pd.Series]:
    allowed = set(column.values)

    def check(values: pd.Series) -> pd.Series:
        if not column.many:
            return values.isin(allowed)
        return values.str.split().map(allowed.issuperset).astype(bool)

    return check


def _failed(file: str, column: Column, failure: object, frame: pd.DataFrame) -> Problem:
    row = int(failure.index)  # type: ignore[attr-defined]
    check = str(failure.check)  # type: ignore[attr-defined]
    value = frame[column.name].loc[row]
    if check == "field_uniqueness" and pd.notna(value):
        first = int(frame.index[frame[column.name] == value][0]) + 2
        place = f"line {row + 2}, column {column.name}"
        return Problem(file, place, "each value once", f"{value!r} again, as on line {first}")
    return _problem(file, row, column, value)


def _problem(file: str, row: int, column: Column, value: object) -> Problem:
    found = "nothing" if pd.isna(value) else repr(str(value))  # type: ignore[call-overload]
    return Problem(file, f"line {row + 2}, column {column.name}", column.expected, found)


def shortened(problems: Sequence[Problem], file: str) -> list[Problem]:
    """The first faults, and one that counts the rest."""
    if len(problems) <= TOLD:
        return list(problems)
    rest = Problem(file, "", "no faults", f"{len(problems) - TOLD} more of them")
    return [*problems[:TOLD], rest]


def readable(raw: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Text as a typed frame of the columns declared; what cannot be read or is not allowed is NA.

    For values that nobody wrote for us: `check` tells what is wrong with a file of ours.
    """
    typed: dict[str, pd.Series] = {}
    for column in columns:
        if raw[column.name].isna().all():  # of most columns nothing is told
            typed[column.name] = pd.Series(index=raw.index, dtype=DTYPES[column.kind])
            continue
        values, _ = _convert(raw[column.name].astype("str").str.strip(), column)
        if column.values:
            given = values.dropna()
            values = given[_within(column)(given)].reindex(values.index)
        if column.least is not None:
            values = values.where((values >= column.least).fillna(False))
        typed[column.name] = values
    return pd.DataFrame(typed, index=raw.index)
