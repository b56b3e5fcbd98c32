"""How far the quotes that a file stores agree with its text at the positions that it stores.

A file whose positions are read in the wrong unit looks right until one reads the quotes. So every
stored quote is compared, and a file where too few agree is refused unless the user takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analys.errors import MaterialError, Problem
from analys.readers.positions import UNIT_NAMES, UNITS, compared
from analys.readers.project import Mismatch, ReadingReport

LEAST = 0.99
"""Share of the stored quotes that must agree."""

TOLD = 3
"""Quotes that do not agree and are shown side by side with the text."""

_SHOWN = 60


@dataclass
class Agreement:
    """Counts what agrees, over one text after another, and keeps the first that do not."""

    checked: int = 0
    agreeing: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)

    def add(
        self,
        stored: Sequence[str | None],
        cut: Sequence[str],
        places: Callable[[int], tuple[str, int, int]],
        *,
        shortest: int = 1,
        labels: bool = False,
    ) -> None:
        """Compare stored quotes with what was cut; `places(row)` tells where, if they differ.

        `labels` says that what is stored may be a name that someone gave the passage; then only
        what looks like a quote is compared, as `positions.compared` tells. None is no quote.
        """
        for row, agrees in compared(stored, cut, shortest, labels=labels):
            self.checked += 1
            self.agreeing += agrees
            if not agrees and len(self.mismatches) < TOLD:
                place, start, end = places(row)
                self.mismatches.append(Mismatch(place, start, end, stored[row] or "", cut[row]))

    def join(self, other: Agreement) -> None:
        """Add what was counted of another text."""
        self.checked += other.checked
        self.agreeing += other.agreeing
        self.mismatches += other.mismatches[: TOLD - len(self.mismatches)]

    @property
    def poor(self) -> bool:
        """Whether too few agree for the positions to be trusted."""
        return self.agreeing < LEAST * self.checked

    def fill(self, report: ReadingReport, fit: Callable[[str], int]) -> None:
        """Write the counts into the report.

        Parameters
        ----------
        fit
            How many would agree in a unit; asked for every unit where too few do.
        """
        report.quotes_checked, report.quotes_agreeing = self.checked, self.agreeing
        report.mismatches = self.mismatches
        if self.poor:
            report.fits = {unit: fit(unit) for unit in UNITS}


def refuse_poor(report: ReadingReport, accept: bool) -> None:
    """Refuse a file of which too few stored quotes agree, or mark it as accepted.

    Raises
    ------
    MaterialError
        With the first three quotes beside what the text says, and the unit that would fit best.
    """
    if report.quotes_agreeing >= LEAST * report.quotes_checked:
        return
    if accept:
        report.accepted = True
        return
    least = f"{LEAST:.0%} of {report.quotes_checked:,} stored quotes to agree with the text"
    found = f"{report.quotes_agreeing:,} that agree"
    if report.position_unit != "none":
        found += f", with positions counted in {UNIT_NAMES[report.position_unit]}"
    problems = [Problem(report.file, "", least, found, _advice(report))]
    problems += [
        Problem(
            report.file,
            f"{each.place}, {each.start} to {each.end}",
            f"the stored quote {short(each.stored)}",
            short(each.cut),
        )
        for each in report.mismatches
    ]
    raise MaterialError(problems)


def _advice(report: ReadingReport) -> str:
    best = max(report.fits, key=lambda unit: report.fits[unit], default=report.position_unit)
    accept = "--accept-positions takes the file as it is, and the pages say so."
    n, here = report.fits.get(best, 0), report.quotes_agreeing
    if n <= here:
        return f"No other unit fits better: the text was changed, or is another one. {accept}"
    return (
        f"Counted in {UNIT_NAMES[best]} {n:,} would agree: write `positions: {best}` in "
        f"material.yaml. {accept}"
    )


def disagreeing(report: ReadingReport) -> list[str]:
    """Warn of the stored quotes that do not agree; nothing where all do."""
    n = report.quotes_checked - report.quotes_agreeing
    told = (
        f"{n} of {report.quotes_checked} stored quotes disagree with the text at their positions, "
        f"counted in {UNIT_NAMES[report.position_unit]}; `positions` sets another unit."
    )
    return [told] if n else []


def short(text: str) -> str:
    """A quote as it is shown in a line, in quotation marks, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
