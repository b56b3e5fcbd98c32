"""What a material's files hold that no table counts: kept, so that an export loses none of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd

MEMOS = {
    "memo": "str", "interview": "str", "case": "str", "start": "Int64", "end": "Int64",
    "text": "str", "coder": "str",
}  # fmt: skip
CODES = {"code": "str", "color": "str", "description": "str", "codable": "bool"}
VARIABLES = {"owner_kind": "str", "owner": "str", "name": "str", "value": "str", "type": "str"}


def framed(columns: dict[str, str], rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows with the columns declared, in their types; none without rows."""
    if rows is None:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})
    return rows[list(columns)].astype(columns).reset_index(drop=True)


@dataclass(frozen=True)
class Kept:
    """Frames for export alone.

    Attributes
    ----------
    memos
        A note on an interview or a passage of it: `memo`, `interview` and `case` (NA: on the
        project as a whole), `start`, `end` (NA: on the whole interview), `text`, `coder`.
    codes
        What the project says of a code of the study: `code`, `color`, `description`, `codable`.
    variables
        A value that is none of the study's columns: `owner_kind` (case, source), `owner` (case,
        interview), `name`, `value`, `type`, as in `Project.attributes`.
    """

    memos: pd.DataFrame = field(default_factory=lambda: framed(MEMOS))
    codes: pd.DataFrame = field(default_factory=lambda: framed(CODES))
    variables: pd.DataFrame = field(default_factory=lambda: framed(VARIABLES))

    def only(self, cases: Collection[str], interviews: Collection[str]) -> Kept:
        """What is of these municipalities and interviews."""
        memos, values = self.memos, self.variables
        mine = (
            values["owner"]
            .isin(interviews)
            .where(values["owner_kind"] == "source", values["owner"].isin(cases))
        )
        return Kept(memos[memos["interview"].isin(interviews)], self.codes, values[mine])
