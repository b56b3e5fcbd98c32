"""The study: a material keyed to the codebook, as validated frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analys.codebook import Codebook
from analys.consensus import consensus
from analys.errors import ParameterError, Problem
from analys.kept import Kept
from analys.language import LANGUAGES, spoken
from analys.material import Collection
from analys.merging.account import Account
from analys.readers.project import ReadingReport
from analys.standing import Rows, Standing

CONTEXT = 120  # characters of context on either side of a quote
TEXTS = 200  # that are kept in memory, of those last read
CONSENTED = ("ja", "efter godkännande")  # consent by which an interview may be quoted


@dataclass(frozen=True)
class Gap:
    """Something that the material does not hold, and what that means for the report.

    `what` and `effect` are in the language spoken when it was found, for the pages; `english` says
    both, for the command line, which alone asks for it.
    """

    what: str
    effect: str
    said: Callable[[], str] = field(compare=False, repr=False)

    @property
    def english(self) -> str:
        """Both in English."""
        return self.said()


@dataclass(frozen=True)
class Study:
    """The validated frames of a material. Ids are strings, dates dates, missing NA.

    Attributes
    ----------
    cases
        A row a municipality: `case`, `population`, `size`, `region`, `skl_group`, `rule_2006`,
        `rule_2010`, `shift`, `committees`. Empty where the material names no municipality.
    interviews
        A row an interview: `interview`, `case`, `role`, `role_group`, `block`, `date`, `minutes`,
        `asked` (ids of dilemmas with spaces between, NA if not recorded), `quote_consent`,
        `characters` and `sha256` of the text (NA: held but not transcribed).
    codings
        One code put on one passage by one coder: `coding`, `interview`, `case`, `start`, `end`
        (code points of the text, half-open), `code`, `coder`, `created`, `quote`, `source_file`.
        Only those that the parameters `cases` and `coder` choose.
    all_codings
        The same for all coders, of the municipalities chosen.
    spells
        One person's time in one post: `case`, `post` (kso, kc), `person`, `start`, `end` (NA: still
        there), `exit`.
    events
        Something that happened to a municipality: `case`, `date`, `kind`, `text`.
    codes
        A node of the code system: `code`, `parent`, `dilemma`, `side`, `kind`, `sv`, `en`,
        `origin`; codes that are not in the codebook stand last, under their own path, with the
        origin "foreign".
    gaps
        What the material lacks.
    reports
        What was read from each file, what was not.
    users
        Everyone whom the files name as a user, whether they coded anything or not.
    asked_recorded
        Whether the whole material says what was asked; None: to be told from `interviews`.
    collection
        What is known of how the material was collected.
    kept
        What no table counts, for export.
    account
        What came of joining its files, None where nobody told.
    beside
        Files that its projects refer to beside those that the material names; not in `sha256`.
    """

    codebook: Codebook
    title: str
    synthetic: bool
    sha256: str
    cases: pd.DataFrame
    interviews: pd.DataFrame
    codings: pd.DataFrame
    all_codings: pd.DataFrame
    spells: pd.DataFrame
    events: pd.DataFrame
    codes: pd.DataFrame
    gaps: tuple[Gap, ...]
    reports: tuple[ReadingReport, ...]
    text: Callable[[str], str]
    observed_until: date | None = None
    coder: str = "consensus"
    left_out: int = 0
    users: tuple[str, ...] = ()
    asked_recorded: bool | None = None
    chosen: tuple[str, ...] = field(default=())
    collection: Collection = field(default_factory=Collection)
    kept: Kept = field(default_factory=Kept)
    account: Account | None = None
    beside: frozenset[Path] = frozenset()

    @property
    def language(self) -> str:
        """The language of labels: the one that is spoken."""
        return spoken()

    @property
    def accepted(self) -> tuple[ReadingReport, ...]:
        """The files whose quotes do not agree with their texts and that were taken as they are."""
        return tuple(report for report in self.reports if report.accepted)

    @property
    def coders(self) -> list[str]:
        """All coders of the material, the one with most codings first."""
        return list(self.all_codings["coder"].value_counts().index)

    def label(self, code: str) -> str:
        """What a code, side, dilemma, group or role is called, in the study's language."""
        found = self._labels[self.language].get(code)
        return self.codebook.label(code, self.language) if found is None else found

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        """`{language: {code: label}}` of all nodes of the code system."""
        codes = self.codes.drop_duplicates("code")
        return {
            language: dict(zip(codes["code"], map(str, codes[language]), strict=True))
            for language in LANGUAGES
        }

    def short(self, code: str) -> str:
        """A dilemma's short name, anything else's label: for the heads of columns."""
        dilemma = self.codebook.dilemmas.get(code)
        return dilemma.short[self.language] if dilemma else self.label(code)

    def labels(self, codes: Iterable[str]) -> dict[str, str]:
        """`{code: label}` in the order given."""
        return {code: self.label(code) for code in codes}

    def coded(self, codes: Iterable[str]) -> pd.DataFrame:
        """The codings of some codes, those of the codes below them included.

        Raises
        ------
        ParameterError
            If a code is not in the study, naming the nearest that is.
        """
        return self.codings.iloc[self.rows_of(codes)]

    def rows_of(self, codes: Iterable[str]) -> Rows:
        """The places in `codings` of what `coded` gives; raises as it does."""
        codes = list(codes)
        try:
            return self.standing.under(codes)
        except KeyError:
            self.known("codes", codes, self.codes["code"])
            raise

    @cached_property
    def standing(self) -> Standing:
        """Where the codings stand in `codings`."""
        return Standing(self.codings, self.codes)

    @cached_property
    def all_standing(self) -> Standing:
        """Where the codings stand in `all_codings`."""
        return Standing(self.all_codings, self.codes)

    @cached_property
    def remembered(self) -> dict[tuple[object, ...], Any]:
        """What has been counted of this study, by what was asked for: see `tables.once`."""
        return {}

    def dilemma_codes(self, dilemma: str) -> list[str]:
        """The ids of all codes of a dilemma, in the codebook's order."""
        return self.codebook.codes_of(dilemma=dilemma)

    def asked(self, dilemma: str | None = None) -> pd.DataFrame:
        """The interviews where a dilemma was asked about; all interviews without one.

        Only interviews that have been read count: those with any coding at all, by the coder that
        was chosen. The others are not silent, nobody has listened yet. Where no interview of the
        material records what was asked, all count as asked. Where some do, those that do not were
        not asked anything.
        """
        counts = self.interviews["interview"].isin(self.read)
        if dilemma is None or not self.records_asked:
            return self.interviews[counts]
        return self.interviews[counts & self._asked_about(dilemma)]

    @property
    def records_asked(self) -> bool:
        """Whether the material says at all what was asked, of these municipalities or others."""
        if self.asked_recorded is not None:
            return self.asked_recorded
        return bool(self.interviews["asked"].notna().any())

    @cached_property
    def read(self) -> frozenset[str]:
        """The interviews that the chosen coder, or by consensus anyone, has coded."""
        codings = self.all_codings
        if self.coder != "consensus":
            codings = codings[codings["coder"] == self.coder]
        return frozenset(codings["interview"])

    @cached_property
    def quotable(self) -> frozenset[str]:
        """The interviews that may be quoted; all, where the material records no consent."""
        consent = self.interviews["quote_consent"]
        may = consent.isin(CONSENTED) | bool(consent.isna().all())
        return frozenset(self.interviews.loc[may, "interview"])

    def not_asked(self, dilemma: str) -> tuple[str, ...]:
        """The municipalities where no interview was asked about a dilemma, read or not."""
        if not self.records_asked:
            return ()
        there = set(self.interviews.loc[self._asked_about(dilemma), "case"].dropna())
        return tuple(case for case in self.cases["case"] if case not in there)

    def _asked_about(self, dilemma: str) -> NDArray[np.bool_]:
        """Whether each interview was asked about a dilemma."""
        return np.array([dilemma in ids for ids in self._asked_ids], dtype=bool)

    @cached_property
    def _asked_ids(self) -> list[frozenset[str]]:
        """The dilemmas that each interview was asked about; none where that is not recorded."""
        return [frozenset(told.split()) for told in self.interviews["asked"].fillna("")]

    def quotes(
        self,
        code: str | Sequence[str] | None = None,
        *,
        case: str | Sequence[str] | None = None,
        role: str | Sequence[str] | None = None,
        interview: str | Sequence[str] | None = None,
        coder: str | Sequence[str] | None = None,
        context: int = CONTEXT,
    ) -> pd.DataFrame:
        """Quotes with what was said around them; a row a coding, in the order of the talk.

        Parameters
        ----------
        code, case, role, interview, coder
            One id or several; what is not given is not narrowed. A code includes those below it.
        context
            How many characters to show on either side.

        Returns
        -------
        Columns `interview`, `case`, `role`, `code`, `label`, `before`, `quote`, `after`, `coder`,
        `start`, `end`, `coding`.

        Raises
        ------
        ParameterError
            If an id is not in the study, naming some that are and the nearest.
        """
        wanted = self.known("code", code, self.codes["code"])
        rows = self.codings if wanted is None else self.coded(wanted)
        roles = self.interviews.set_index("interview")["role"]
        rows = rows.assign(role=rows["interview"].map(roles))
        for column, value, known in (
            ("case", case, self.cases["case"]),
            ("role", role, pd.Series(list(self.codebook.roles))),
            ("interview", interview, self.interviews["interview"]),
            ("coder", coder, self.all_codings["coder"]),
        ):
            ids = self.known(column, value, known)
            rows = rows if ids is None else rows[rows[column].isin(ids)]
        rows = rows.sort_values(["interview", "start", "end", "code"], kind="stable")
        return self.in_context(rows, context)

    def known(
        self, name: str, value: str | Sequence[str] | None, of: pd.Series
    ) -> list[str] | None:
        """The ids that an argument gives, as a list; None where it is not given.

        Raises
        ------
        ParameterError
            If one is not among those that there are, naming some of them and the nearest.
        """
        if value is None:
            return None
        ids = [value] if isinstance(value, str) else list(value)
        there = list(of.dropna().unique())
        unknown = [each for each in ids if each not in there]
        if unknown:
            near = get_close_matches(str(unknown[0]), there, 1)
            raise ParameterError(
                Problem(
                    "study",
                    f"argument {name}",
                    f"ids of the study ({', '.join(there[:12])}{' …' if len(there) > 12 else ''})",
                    ", ".join(map(repr, unknown)),
                    f"Did you mean {near[0]}?" if near else "",
                )
            )
        return ids

    def in_context(self, rows: pd.DataFrame, context: int = CONTEXT) -> pd.DataFrame:
        """Codings (with `role`) as `quotes` gives them; texts are read for these alone."""
        around = [
            self.around(*place, context)
            for place in zip(rows["interview"], rows["start"], rows["end"], strict=True)
        ]
        before, after = [one for one, _ in around], [other for _, other in around]
        labels = self.labels(rows["code"].unique())
        rows = rows.assign(before=before, after=after, label=rows["code"].map(labels))
        columns = "interview case role code label before quote after coder start end coding"
        return rows[columns.split()].reset_index(drop=True)

    def around(
        self,
        interview: str,
        start: Any,  # noqa: ANN401 - a number or NA
        end: Any,  # noqa: ANN401
        context: int,
    ) -> tuple[str, str]:
        """What is said before and after a passage; nothing around a whole interview (start NA)."""
        if pd.isna(start):
            return "", ""
        text = self._text(interview)
        return text[max(0, start - context) : start], text[end : end + context]

    @cached_property
    def _text(self) -> Callable[[str], str]:
        """The text of an interview; those last read are still known."""
        return lru_cache(TEXTS)(self.text)

    def only(self, cases: Sequence[str]) -> Study:
        """The study of some of its municipalities.

        Raises
        ------
        ParameterError
            If a municipality is not in the material, naming those that are.
        """
        unknown = sorted(set(cases) - set(self.cases["case"]))
        if unknown:
            known = ", ".join(self.cases["case"])
            expected = f"some of {known}" if known else "all, as the material names no municipality"
            raise ParameterError(Problem("parameters", "cases", expected, ", ".join(unknown)))
        kept = {
            name: frame[frame["case"].isin(cases)].reset_index(drop=True)
            for name in ("cases", "interviews", "codings", "all_codings", "spells", "events")
            for frame in [getattr(self, name)]
        }
        extras = self.kept.only(cases, kept["interviews"]["interview"])
        return replace(self, chosen=tuple(cases), kept=extras, **kept)

    def by_coder(self, coder: str) -> Study:
        """The study as one coder sees it, or by consensus.

        By consensus, of an interview that several coders have read, a coding of the one with most
        codings there counts where another put the same code on an overlapping passage. The rest
        is left out, and `left_out` counts it. Interviews that one coder has read count as they
        are, with what others have put in here and there.

        Raises
        ------
        ParameterError
            If the coder has coded nothing in the material, naming those who have.
        """
        if coder == "consensus":
            kept = consensus(self.all_codings)
            agreed = len(self.all_codings) - len(kept)
            return replace(self, codings=kept, coder=coder, left_out=agreed)
        if coder not in self.coders:
            known = ", ".join(["consensus", *self.coders])
            raise ParameterError(Problem("parameters", "coder", f"one of {known}", repr(coder)))
        kept = self.all_codings[self.all_codings["coder"] == coder].reset_index(drop=True)
        return replace(self, codings=kept, coder=coder, left_out=len(self.all_codings) - len(kept))
