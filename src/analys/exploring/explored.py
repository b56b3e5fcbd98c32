"""A study as a notebook shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pandas as pd

from analys import tables
from analys.errors import MaterialError, Problem
from analys.exploring.quotes import Quotes
from analys.exploring.showing import register, stamped
from analys.exploring.talk import Transcript
from analys.study import CONTEXT, Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class ExploredStudy(Study):
    """A Study that also shows: quotes to search, an interview's portrait and its text."""

    def quotes(
        self,
        code: str | Sequence[str] | None = None,
        *,
        case: str | Sequence[str] | None = None,
        role: str | Sequence[str] | None = None,
        interview: str | Sequence[str] | None = None,
        coder: str | Sequence[str] | None = None,
        context: int = CONTEXT,
    ) -> Quotes:
        """Quotes as `Study.quotes` gives them, in a notebook as a searchable table."""
        rows = super().quotes(
            code, case=case, role=role, interview=interview, coder=coder, context=context
        )
        found = Quotes(rows)
        found.names = {role: self.label(role) for role in self.codebook.roles}
        found.synthetic = self.synthetic
        return found

    def portrait(self, interview: str | Sequence[str] | None = None) -> Figure:
        """Draw where in the talk each dilemma comes up: an interview large, several as strips.

        Parameters
        ----------
        interview
            One id or several; all interviews without.

        Raises
        ------
        ParameterError
            If an id is not in the study, naming the nearest that is.
        MaterialError
            If none of the interviews has both a text and codings.
        """
        from analys import figures

        table = tables.portraits(self, self.known("interview", interview, self._interviews))
        if table.absent:
            asked = self.known("interview", interview, self._interviews) or []
            expected = "an interview with a text that someone has coded"
            place = f"interview {', '.join(asked)}".strip()
            raise MaterialError(Problem("study", place, expected, "none"))
        return stamped(figures.portraits(table), self.synthetic)

    def transcript(self, interview: str) -> Transcript:
        """An interview read whole, with the codings of all coders beside the text.

        Raises
        ------
        ParameterError
            If the id is not in the study, naming the nearest that is.
        """
        self.known("interview", interview, self._interviews)
        return Transcript(self, interview)

    @property
    def _interviews(self) -> pd.Series:
        return self.interviews["interview"]


def explored(study: Study) -> ExploredStudy:
    """The same study, with what it shows."""
    register(study.synthetic)
    if isinstance(study, ExploredStudy):
        return study
    return ExploredStudy(**{each.name: getattr(study, each.name) for each in fields(study)})
