"""What is known of each interview, gathered once for the pages of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analys import tables
from analys.annotation import Coding
from analys.study import Study


@dataclass(frozen=True)
class Interview:
    """An interview with its codings.

    Attributes
    ----------
    row
        Its row in the study's frame; None for what is missing.
    codings
        Those that have a place in the text, in the order of the talk.
    whole
        Those of the whole interview.
    quotes
        What is coded, by the id of the coding, as the material has it.
    stretches
        The rows of its portrait (`tables.portraits`): `interview`, `part`, `part_name`, `start`,
        `end`, `passages`, each with the first `coding` of its stretch.
    """

    row: Mapping[Any, Any]
    codings: tuple[Coding, ...] = ()
    whole: tuple[Coding, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    stretches: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """Its id."""
        return str(self.row["interview"])

    @property
    def length(self) -> int:
        """How many characters its text has; 0 where the material does not hold it."""
        return int(self.row["characters"] or 0)

    @property
    def all(self) -> tuple[Coding, ...]:
        """All its codings, those of the whole of it first."""
        return (*self.whole, *self.codings)

    @property
    def counted(self) -> list[Coding]:
        """The codings that the report's numbers rest on."""
        return [coding for coding in self.all if coding.counted]

    @property
    def shows(self) -> bool:
        """Whether there is anything to show of it: a text, or codings without one."""
        return bool(self.length or self.all)


def interviews(study: Study) -> Iterator[Interview]:
    """The interviews of a study in their order, with the codings of all coders.

    Each is put together when it is its turn: a study can hold a million codings.
    """
    frame = study.interviews
    rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
    codings, stretches = _Codings(study), _Stretches(study)
    for row in rows:
        here = codings.of(row["interview"])
        placed = [coding for coding, nowhere, _quote in here if not nowhere]
        yield Interview(
            row,
            codings=tuple(_agreeing(placed)),
            whole=tuple(coding for coding, nowhere, _quote in here if nowhere),
            quotes={coding.id: quote for coding, nowhere, quote in here if not nowhere and quote},
            stretches=stretches.of(row["interview"]),
        )


class _Runs:
    """The rows of a frame that belong to one interview, given at its name.

    The rows of an interview stand together in the frame.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._columns = [frame[name] for name in frame]
        names = frame["interview"]
        first = (names != names.shift()).to_numpy().nonzero()[0].tolist()
        ends = [*first[1:], *([len(frame)] if first else [])]
        self._runs = {
            names.iloc[start]: (start, end) for start, end in zip(first, ends, strict=True)
        }

    def rows(self, interview: str) -> Iterator[tuple[Any, ...]]:
        """The rows as tuples in the order of the columns; none for an unknown interview."""
        start, end = self._runs.get(interview, (0, 0))
        return zip(*(column.iloc[start:end].tolist() for column in self._columns), strict=True)


class _Codings:
    """The codings of a study, interview by interview, in the order of the talk."""

    def __init__(self, study: Study) -> None:
        order = ["interview", "start", "end", "code", "coder"]
        # The quotes are most of the study: they stay where they are, and are found by their rows.
        self._quotes = study.all_codings["quote"]
        frame = study.all_codings[["coding", *order]].assign(row=range(len(study.all_codings)))
        frame = frame.sort_values(order, kind="stable")
        standing = pd.Index(study.codings["coding"].unique())
        counted = standing.get_indexer(frame["coding"]) >= 0  # as isin has it, five times as fast
        self._runs = _Runs(frame.assign(counted=counted))
        self._labels = study.labels(study.all_codings["code"].unique())
        known = study.codes.dropna(subset="dilemma")
        self._part = dict(zip(known["code"], known["dilemma"], strict=True))

    def of(self, interview: str) -> list[tuple[Coding, bool, str]]:
        """`(coding, whether it is of the whole interview, its quote or "")`."""
        found = []
        rows = list(self._runs.rows(interview))
        quotes = self._quotes.iloc[[row[-2] for row in rows]].tolist()
        for (name, _name, start, end, code, coder, _row, counted), quote in zip(
            rows, quotes, strict=True
        ):
            nowhere = pd.isna(start) or pd.isna(end)
            coding = Coding(
                id=name,
                start=0 if nowhere else int(start),
                end=0 if nowhere else int(end),
                code=code,
                label=self._labels[code],
                part=self._part.get(code, ""),
                coder=coder,
                counted=counted,
            )
            found.append((coding, nowhere, "" if pd.isna(quote) else quote))
        return found


def _agreeing(codings: Sequence[Coding]) -> Iterator[Coding]:
    """The codings of an interview; those that do not count marked where they agree with one."""
    counted: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.counted:
            counted.setdefault(coding.code, []).append(coding)
    for coding in codings:
        agrees = not coding.counted and any(
            other.start < coding.end and coding.start < other.end
            for other in counted.get(coding.code, ())
        )
        yield replace(coding, agrees=True) if agrees else coding


class _Stretches:
    """The rows of the interviews' portraits, each with the first coding of its stretch."""

    COLUMNS = ("interview", "part", "part_name", "start", "end", "passages", "coding")

    def __init__(self, study: Study) -> None:
        table = tables.portraits(study)
        self._runs = None
        if table.absent or table.basis is None:
            return
        keys = ["interview", "part", "stretch"]
        starts = study.codings.set_index("coding")["start"]
        basis = table.basis.assign(start=table.basis["coding"].map(starts)).sort_values("start")
        first = basis.drop_duplicates(keys)[[*keys, "coding"]]
        rows = table.frame.merge(first, on=keys, how="left")[list(self.COLUMNS)]
        coding = rows["coding"].astype("object")
        self._runs = _Runs(rows.assign(coding=coding.where(coding.notna(), None)))

    def of(self, interview: str) -> tuple[Mapping[str, Any], ...]:
        """The rows of one interview; `coding` is None where its part does not come up."""
        rows = self._runs.rows(interview) if self._runs else ()
        return tuple(dict(zip(self.COLUMNS, row, strict=True)) for row in rows)
