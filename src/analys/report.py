"""A report: what a notebook speaks with. It holds a study and shows what is published."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.display import display

from analys import pictures_kept, publish, quoting, readings, tables, wording
from analys.evidence import evidence
from analys.exploring import explored
from analys.kernels import OUTPUT
from analys.language import N_, _
from analys.loading import chosen_study
from analys.parameters import checked
from analys.places import project_root
from analys.study import Study
from analys.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def open_report(dilemma: str | None = None, **parameters: object) -> Report:
    """Load the material for a notebook and be ready to publish from it.

    Parameters
    ----------
    dilemma
        The id of the notebook's dilemma; None for the material and the synthesis.
    **parameters
        As `parameters.Parameters` has them.

    Raises
    ------
    CodebookError, MaterialError, ParameterError
        If anything of it cannot be used.
    """
    chosen = checked(parameters)
    study = chosen_study(chosen)
    told = os.environ.get(OUTPUT)
    folder = (Path(told) if told else chosen.products(project_root())) / "figures"
    return Report(study, dilemma, folder, chosen.min_cases)


class Report:
    """Shows a study's tables, figures, readings and quotes in a notebook.

    What it shows carries metadata under the key `analys`, from which the build makes the manifest
    and the index.
    """

    def __init__(self, study: Study, dilemma: str | None, folder: Path, min_cases: int) -> None:
        self.study = explored(study)
        self.dilemma = dilemma
        self.folder = folder
        self.min_cases = min_cases
        self._notices: set[str | None] = set()  # what stands beside does not say it again
        self._heard: set[str] = set()  # runs of words: no quote stands twice on a page

    def opening(self) -> None:
        """The gist of the dilemma, and who was asked about it at a glance."""
        if self.dilemma is None:
            raise ValueError("only a dilemma's report has an opening")
        about = self.study.codebook.dilemmas[self.dilemma]
        table = tables.asked(self.study, self.dilemma)
        of_cases = tables.frame_of(self.study, self.dilemma).unit == "case"
        if self.study.records_asked:
            who = _("kommuner tillfrågade") if of_cases else _("intervjuer tillfrågade")
        else:
            who = _("kommuner lästa") if of_cases else _("intervjuer lästa")
        facts = {
            who: wording.fraction(table.facts["cases"], table.facts["all_cases"]),
            _("intervjuer tar upp dilemmat"): wording.fraction(
                table.facts["speaking"], table.facts["asked"]
            ),
            _("kodade avsnitt"): wording.number(table.facts["segments"]),
            _("koder använda"): self._codes_used(),
        }
        self._show(f'<p class="lede">{escape(about.gist[self.study.language])}</p>', "lede")
        self.facts(facts)

    def _codes_used(self) -> str:
        codes = self.study.dilemma_codes(str(self.dilemma))
        used = self.study.codings.loc[self.study.codings["code"].isin(codes), "code"].nunique()
        return wording.fraction(used, len(codes))

    def facts(self, facts: Mapping[str, str]) -> None:
        """A few numbers in large type, each with what it counts."""
        cells = "".join(
            f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
            for name, value in facts.items()
        )
        self._show(f'<dl class="facts">{cells}</dl>', "facts", facts=list(facts.items()))

    def questions(self) -> None:
        """The dilemma's questions as a list, ours marked as ours."""
        about = self.study.codebook.dilemmas[str(self.dilemma)]
        ours = f" <em>({_('vår fråga; lägesbilden ställer ingen här')})</em>"
        lines = "".join(
            f"<li>{escape(question.text[self.study.language])}"
            f"{ours if question.origin == 'added' else ''}</li>"
            for question in about.questions.values()
        )
        self._show(f"<ul>{lines}</ul>", "questions")

    def gaps(self) -> None:
        """What the material lacks, and what follows from it; nothing where it lacks nothing."""
        for gap in self.study.gaps:
            said = _("Materialet saknar {what}: {effect}.").format(what=gap.what, effect=gap.effect)
            self._show(f'<p class="notice">{escape(said)}</p>', "gap", text=said)

    def publish(
        self,
        table: Table,
        draw: Callable[..., Figure] | None,
        stem: str,
        *,
        title: str,
        alt: str,
        reading: str,
        question: str | None = None,
        **beside: Table,
    ) -> None:
        """Show the reading, the figure and the table of something, and write them to `figures/`.

        Parameters
        ----------
        draw
            The figure function for the table, or None where the table itself is the display.
        title, alt
            In Swedish; told in the language of the report.
        question
            The id of the question that this answers; None for what stands beside.
        **beside
            Further tables that the figure draws, by the names it knows them under.

        Raises
        ------
        ValueError
            If the question is not in the codebook, or as `publish.publish` says.
        """
        if question is not None and question not in self.study.codebook.questions:
            known = ", ".join(self.study.codebook.questions)
            raise ValueError(f"question {question!r} is not one of {known}")
        figure, kept = None, None
        if draw is not None and not table.absent:
            figure = partial(self._picture, table, draw, beside)
            mark = _(publish.MARK) if self.study.synthetic else ""
            kept = pictures_kept.key(draw, table, beside, stem, mark)
        self._publish(table, figure, stem, title, alt, reading, question, kept)

    def _publish(
        self,
        table: Table,
        figure: Callable[[], Figure] | None,
        stem: str,
        title: str,
        alt: str,
        reading: str,
        question: str | None = None,
        kept: str | None = None,
    ) -> None:
        table = self._noted(table)
        item, html = publish.publish(
            table,
            figure,
            stem,
            question=question,
            title=_(title),
            alt=_(alt),
            reading=reading,
            folder=self.folder,
            synthetic=self.study.synthetic,
            evidence=evidence(self.study, table, stem),
            kept=kept,
        )
        if reading and not table.absent:
            self.reading(reading)
        said = bool(table.absent) and question is None and table.absent in self._notices
        self._notices.add(table.absent)
        self._show("" if said else html, "item", item=item.entry())

    def _noted(self, table: Table) -> Table:
        """The table with notes on what it rests on: few municipalities, questions not recorded."""
        notes = [table.note]
        if table.unit == "case" and 0 < table.n < self.min_cases:
            few = _("Färre än {n} kommuner: läs det som enskilda exempel.")
            notes.append(few.format(n=self.min_cases))
        if self.dilemma and not self.study.records_asked:
            notes.append(_("Vad som frågades är inte antecknat, så alla lästa intervjuer räknas."))
        return replace(table, note=" ".join(note for note in notes if note))

    def _picture(
        self, table: Table, draw: Callable[..., Figure], beside: Mapping[str, Table]
    ) -> Figure:
        figure = draw(table, **beside)
        if self.study.synthetic:
            from analys.figures import stamp

            stamp(figure, _(publish.MARK))
        return figure

    def reading(self, text: str) -> None:
        """A computed sentence, set off from the prose."""
        self._show(f'<p class="reading">{escape(text)}</p>', "reading", text=text)

    def quotes(self, codes: str | Sequence[str], n: int = 3) -> None:
        """Quotes for some codes, from different municipalities and roles."""
        wanted = [codes] if isinstance(codes, str) else list(codes)
        if self.study.coded(wanted).empty:
            return  # the figure beside has said so
        rows = quoting.pick(self.study, wanted, n, self._heard)
        self._heard.update(*rows["quote"].map(quoting.runs))
        if rows.empty:
            said = _("Inga fler avsnitt som får citeras är kodade så.")
            self._show(f'<p class="notice">{escape(said)}</p>', "quotes", n=0)
            return
        self._show(quoting.quotes_html(self.study, rows), "quotes", n=len(rows))

    def negative(
        self,
        first: Sequence[str],
        second: Sequence[str],
        names: Sequence[str],
        cases: Sequence[str] | None = None,
    ) -> None:
        """The municipalities that go against the rest, as a sentence and a table."""
        dilemma = str(self.dilemma)
        table = tables.negative_cases(self.study, dilemma, first, second, names, cases)
        reading = readings.negative_cases(table)
        if table.absent or table.frame.empty:
            said = table.absent or reading
            kind = "notice" if table.absent else "reading"
            self._show(f'<p class="{kind}">{escape(said)}</p>', "negative", n=0)
            return
        number = self.study.codebook.dilemmas[dilemma].notebook[:2]
        self._publish(
            table,
            None,
            f"{number}_{dilemma.lower()}_negativa",
            N_("De som bryter mönstret"),
            N_("Tabell över dem som går emot mönstret, en rad per kommun"),
            reading,
        )

    def vignettes(self) -> None:
        """The status report's own examples for the dilemma: shown, never counted."""
        day = self.study.codebook.study.report_date.isoformat()
        for vignette in self.study.codebook.vignettes.values():
            if vignette.dilemma != self.dilemma:
                continue
            inside = _("Ur lägesbilden {day} – ingår inte i siffrorna")
            outside = _(
                "Ur lägesbilden {day} – ingår inte i siffrorna, och kommer från en kommun utanför "
                "studien"
            )
            kicker = (inside if vignette.in_material else outside).format(day=day)
            called = _("Exempel ur lägesbilden: {id}").format(id=vignette.id)
            text = vignette.text[self.study.language]
            self._show(
                f'<aside class="vignette" aria-label="{escape(called)}">'
                f'<p class="kicker">{kicker}</p><p>{escape(text)}</p></aside>',
                "vignette",
            )

    def _show(self, html: str, kind: str, **more: object) -> None:
        # The plain text stands for the output where HTML cannot be shown.
        data = {"text/html": html, "text/plain": f"<{kind}>"}
        display(  # type: ignore[no-untyped-call]
            data, raw=True, metadata={"analys": {"kind": kind, **more}}
        )
