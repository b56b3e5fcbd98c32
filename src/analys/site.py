"""What the pages of a build share: navigation and provenance; and their index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from analys import wording
from analys.codebook import Codebook
from analys.language import N_, _
from analys.markup import TRANSCRIPTS
from analys.pages import (
    Card,
    Index,
    NavItem,
    ResearchQuestion,
    render_index,
)
from analys.parameters import Parameters
from analys.study import Study

SYNTHETIC = N_(
    "Syntetiskt demonstrationsmaterial – siffror och citat är påhittade och säger inget om "
    "någon kommun"
)
ACCEPTED = N_(
    "Positionerna i {file} stämmer inte med texten för {n} citat; de har godtagits för hand"
)
INTERVIEWS = f"{TRANSCRIPTS}/index"  # the list of the interviews, by its place in the report
WORKBOOK = "tabeller.xlsx"
LABELS = {
    "00_material": N_("Materialet"),
    "07_syntes": N_("Syntes"),
    INTERVIEWS: N_("Intervjuer"),
}


@dataclass(frozen=True)
class Site:
    """What all pages of a build share; `cautions` stand above each of them."""

    codebook: Codebook
    parameters: Parameters
    provenance: tuple[tuple[str, str], ...]
    synthetic: bool
    stems: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    def nav(self, current: str) -> tuple[NavItem, ...]:
        """The navigation, as it stands on one of the pages."""
        short = {
            dilemma.notebook: dilemma.short[self.parameters.language]
            for dilemma in self.codebook.dilemmas.values()
        }
        return tuple(
            NavItem(stem, short.get(stem) or _(LABELS.get(stem, stem)), stem == current)
            for stem in (*self.stems, INTERVIEWS)
        )

    @property
    def banner(self) -> str | None:
        """What is said above every page of a synthetic material."""
        return _(SYNTHETIC) if self.synthetic else None

    @property
    def study(self) -> str:
        """The study's title."""
        return self.codebook.study.title[self.parameters.language]


def site_of(study: Study, parameters: Parameters, stems: Sequence[str], library: str) -> Site:
    """The site of a study, with the provenance that stands at the foot of each page.

    Parameters
    ----------
    stems
        The notebooks of the report, those without a page yet included.
    library
        The SHA-256 of this library's source, in hexadecimal.
    """
    cases = parameters.cases if isinstance(parameters.cases, str) else ", ".join(parameters.cases)
    provenance = (
        (_("Material"), f"{study.title}{_(' (syntetiskt)') if study.synthetic else ''}"),
        (_("Kontrollsumma"), f"{study.sha256[:12]}…"),
        (_("Kodbok"), f"{study.codebook.version}, {study.codebook.sha256[:12]}…"),
        (_("Utgåva"), {"internal": _("intern")}[parameters.edition]),
        (_("Språk"), {"sv": "svenska", "en": "English"}[parameters.language]),
        (_("Kommuner"), {"all": _("alla")}.get(cases, cases)),
        (_("Kodare"), {"consensus": _("konsensus")}.get(parameters.coder, parameters.coder)),
        (_("Minsta antal kommuner"), str(parameters.min_cases)),
        *([(_("Positioner"), _("godtagna för hand"))] if study.accepted else []),
        ("analys", f"{version('analys')}, {library[:12]}…"),
    )
    cautions = tuple(
        _(ACCEPTED).format(
            file=report.file,
            n=wording.fraction(
                report.quotes_checked - report.quotes_agreeing, report.quotes_checked
            ),
        )
        for report in study.accepted
    )
    return Site(study.codebook, parameters, provenance, study.synthetic, tuple(stems), cautions)


def pairs(listed: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Pairs as they were before JSON made lists of them."""
    return tuple((name, value) for name, value in listed)


def index_page(
    site: Site, results: Mapping[str, Mapping[str, Any]], svg_of: Callable[[str], str | None]
) -> str:
    """The index: the study, its material at a glance, and what each dilemma's page says.

    Parameters
    ----------
    results
        A manifest's entry a notebook, by stem: `items`, `readings`, `facts`.
    svg_of
        Gives a published figure by the name of its file, or None.
    """
    language = site.parameters.language
    about = site.codebook.study
    status = ". ".join(statement.text[language] for statement in about.status.values())
    return render_index(
        Index(
            study=site.study,
            status=_("Lägesbild {day}, {venue}. {status}.").format(
                day=wording.day(about.report_date), venue=about.venue, status=status
            ),
            lede=f"{about.design.text[language]}.",
            facts=pairs(results.get("00_material", {}).get("facts", ()))[:4],
            dilemmas=tuple(_card(site, key, results, svg_of) for key in site.codebook.dilemmas),
            questions=tuple(
                _research_question(site, key, results)
                for key, question in site.codebook.questions.items()
                if question.dilemma is None
            ),
            milestones=tuple(
                (milestone.when[language], milestone.text[language])
                for milestone in site.codebook.milestones.values()
            ),
            beside=(
                (
                    f"{INTERVIEWS}.html",
                    _("Intervjuerna"),
                    _("varje samtal helt, med alla kodningar"),
                ),
                (WORKBOOK, _("Tabellerna"), _("alla i en arbetsbok för Excel, ett blad för var")),
            ),
            nav=site.nav("index"),
            language=language,
            synthetic=site.banner,
            cautions=site.cautions,
            provenance=site.provenance,
        )
    )


NOT_BUILT = N_("Sidan är inte byggd med det här materialet.")


def _card(
    site: Site,
    dilemma: str,
    results: Mapping[str, Mapping[str, Any]],
    svg_of: Callable[[str], str | None],
) -> Card:
    about = site.codebook.dilemmas[dilemma]
    language = site.parameters.language
    items = results.get(about.notebook, {}).get("items", [])
    leading = next((item for item in items if item["question"]), None)
    reading = first_sentence(leading["reading"] or leading["caption"]) if leading else _(NOT_BUILT)
    return Card(
        stem=about.notebook,
        name=about.text[language],
        gist=about.gist[language],
        reading=reading,
        accent=about.color,
        figure=svg_of(f"{leading['stem']}.svg") if leading else None,
        figure_label=f"{leading['title']}. {reading}" if leading else "",
    )


def first_sentence(text: str) -> str:
    """The first sentence of a reading.

    >>> first_sentence("I 6 av 10 kommuner hörs båda. Ingen tiger.")
    'I 6 av 10 kommuner hörs båda.'
    """
    return re.split(r"(?<=[a-zåäö0-9)”]\.) (?=[A-ZÅÄÖ0-9“”])", text, maxsplit=1)[0]


def _research_question(
    site: Site, key: str, results: Mapping[str, Mapping[str, Any]]
) -> ResearchQuestion:
    question = site.codebook.questions[key]
    items: Iterable[Mapping[str, Any]] = results.get(question.notebook, {}).get("items", [])
    reading = next((item["reading"] for item in items if item["question"] == key), _(NOT_BUILT))
    return ResearchQuestion(
        key, question.text[site.parameters.language], str(reading), question.notebook
    )
