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
        The rows of its portrait (`tables.portraits`), each with the first `coding` of its stretch.
    """

    row: Mapping[Any, Any]
    codings: tuple[Coding, ...] = ()
    whole: tuple[Coding, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    stretches: tuple[Mapping[Any, Any], ...] = ()

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


def interviews(study: Study) -> list[Interview]:
    """The interviews of a study in their order, with the codings of all coders."""
    frame = study.interviews
    rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
    codings = _codings(study)
    stretches = _stretches(study)
    told = study.all_codings.dropna(subset="quote")
    quotes = dict(zip(told["coding"], told["quote"], strict=True))
    found = []
    for row in rows:
        here = codings.get(row["interview"], [])
        placed = [coding for coding, nowhere in here if not nowhere]
        found.append(
            Interview(
                row,
                codings=tuple(_agreeing(placed)),
                whole=tuple(coding for coding, nowhere in here if nowhere),
                quotes={each.id: quotes[each.id] for each in placed if each.id in quotes},
                stretches=tuple(stretches.get(row["interview"], ())),
            )
        )
    return found


def _codings(study: Study) -> dict[str, list[tuple[Coding, bool]]]:
    """The codings of each interview, and whether they are of the whole of it."""
    counted = set(study.codings["coding"])
    labels = study.labels(study.all_codings["code"].unique())
    known = study.codes.dropna(subset="dilemma")
    part = dict(zip(known["code"], known["dilemma"], strict=True))
    columns = ["coding", "interview", "start", "end", "code", "coder"]
    order = ["interview", "start", "end", "code", "coder"]
    frame = study.all_codings[columns].sort_values(order, kind="stable")
    found: dict[str, list[tuple[Coding, bool]]] = {}
    for name, interview, start, end, code, coder in frame.itertuples(index=False, name=None):
        nowhere = pd.isna(start) or pd.isna(end)
        coding = Coding(
            id=name,
            start=0 if nowhere else int(start),
            end=0 if nowhere else int(end),
            code=code,
            label=labels[code],
            part=part.get(code, ""),
            coder=coder,
            counted=name in counted,
        )
        found.setdefault(interview, []).append((coding, nowhere))
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


def _stretches(study: Study) -> dict[str, list[Mapping[Any, Any]]]:
    """The rows of each interview's portrait, with the first coding of their stretch."""
    table = tables.portraits(study)
    if table.absent or table.basis is None:
        return {}
    keys = ["interview", "part", "stretch"]
    starts = study.codings.set_index("coding")["start"]
    basis = table.basis.assign(start=table.basis["coding"].map(starts)).sort_values("start")
    first = basis.drop_duplicates(keys).set_index(keys)["coding"].to_dict()
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for row in table.frame.to_dict("records"):
        coding = first.get((row["interview"], row["part"], row["stretch"]))
        found.setdefault(row["interview"], []).append({**row, "coding": coding})
    return found
