"""From executed notebooks to pages: titles, kickers, navigation, index and manifest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from analys import wording
from analys.codebook import Codebook
from analys.language import N_, _
from analys.markup import TRANSCRIPTS
from analys.pages import (
    NEUTRAL,
    Card,
    Index,
    NavItem,
    Page,
    ResearchQuestion,
    render_index,
    render_notebook,
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
QUESTION = re.compile(r"^## (?P<id>[A-Z]{2}\d) · ", re.MULTILINE)
LIMIT = '<p class="limit">'
TITLE = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What a notebook gave: its page, and what its outputs say of themselves.

    `items` are the manifest's entries of what it published; `readings` its computed sentences;
    `facts` its numbers at a glance; `warnings` how many cells warned; `tables` the shown table of
    each item that gives one, by stem, as `workbook` has it.
    """

    stem: str
    title: str
    page: str
    items: tuple[dict[str, Any], ...] = ()
    readings: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    warnings: int = 0
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


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


def result_of(notebook: NotebookNode, stem: str, site: Site) -> Result:
    """Render an executed notebook, and gather what its outputs say of themselves.

    The notebook stays as it is; read back from a file, it gives the same.
    """
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    told = [output.metadata["analys"] for output in shown if "analys" in output.get("metadata", {})]
    title, cells = _titled(_without_orphans(notebook.cells), stem, site)
    items = [dict(each["item"]) for each in told if each["kind"] == "item"]
    for item in items:
        item.pop("table", None)
    return Result(
        stem=stem,
        title=title,
        page=render_notebook(_holding(cells), _page(title, stem, site)),
        items=tuple(items),
        readings=tuple(each["text"] for each in told if each["kind"] == "reading"),
        facts=next((_pairs(each["facts"]) for each in told if each["kind"] == "facts"), ()),
        warnings=sum(output.get("name") == "stderr" for output in shown),
        tables=tables_of(notebook),
    )


def tables_of(notebook: NotebookNode) -> dict[str, Mapping[str, Any]]:
    """The shown table of each item of an executed notebook that gives one, by stem."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    told = [output.get("metadata", {}).get("analys", {}) for output in outputs]
    items = [each["item"] for each in told if each.get("kind") == "item"]
    return {item["stem"]: item["table"] for item in items if item.get("table")}


def _holding(cells: Sequence[NotebookNode]) -> NotebookNode:
    return NotebookNode(cells=list(cells))  # type: ignore[no-untyped-call]


def _pairs(listed: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Pairs as they were before JSON made lists of them."""
    return tuple((name, value) for name, value in listed)


def _without_orphans(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The cells without prose that has nothing to speak of.

    That is what is said of the limits of a display that has nothing to show, and a part under a
    heading of its own in which nothing is shown, for a reason that the page has told before.
    """
    kept: list[NotebookNode] = []
    absent = False
    for cell in (cell for part in _parts(cells) if not _empty(part) for cell in part):
        if cell.cell_type == "markdown" and cell.source.startswith(LIMIT) and absent:
            continue
        kept.append(cell)
        for output in cell.get("outputs", []):
            told = output.get("metadata", {}).get("analys", {})
            if told.get("kind") == "item":
                absent = told["item"].get("status") == "absent"
    return kept


def _parts(cells: Iterable[NotebookNode]) -> list[list[NotebookNode]]:
    """The cells in parts, each with its heading."""
    parts: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith(("## ", "### ")):
            parts.append([])
        parts[-1].append(cell)
    return parts


def _empty(part: Sequence[NotebookNode]) -> bool:
    """Whether a part under a small heading has displays, and none of them shows anything."""
    if not part or not part[0].source.startswith("### "):
        return False
    outputs = [output for cell in part for output in cell.get("outputs", [])]
    items = [output for output in outputs if "item" in output.get("metadata", {}).get("analys", {})]
    return bool(items) and not any(output.get("data", {}).get("text/html") for output in outputs)


def failed(notebook: NotebookNode, stem: str, site: Site) -> str:
    """The page that stands for a notebook that could not be run: it says so, and no more."""
    title, _cells = _titled(notebook.cells, stem, site)
    said = _("Sidan kunde inte byggas: dess anteckningsbok stannade. Felet står där bygget kördes.")
    text = f'# {title}\n\n<p class="notice">{said}</p>'
    cell: NotebookNode = new_markdown_cell(text, id="failed")  # type: ignore[no-untyped-call]
    return render_notebook(_holding([cell]), _page(title, stem, site))


def _page(title: str, stem: str, site: Site) -> Page:
    accent = {dilemma.notebook: dilemma.color for dilemma in site.codebook.dilemmas.values()}
    return Page(
        title=title,
        study=site.study,
        stem=stem,
        nav=site.nav(stem),
        language=site.parameters.language,
        accent=accent.get(stem, NEUTRAL),
        synthetic=site.banner,
        cautions=site.cautions,
        provenance=site.provenance,
    )


def _titled(cells: Iterable[NotebookNode], stem: str, site: Site) -> tuple[str, list[NotebookNode]]:
    """The notebook's own title; and its cells, the headings with the small labels of the page."""
    title, labelled = stem, []
    dilemmas = [dilemma.notebook for dilemma in site.codebook.dilemmas.values()]
    for cell in cells:
        if cell.cell_type != "markdown":
            labelled.append(cell)
            continue
        source = cell.source
        if found := TITLE.search(source):
            title = found["title"].strip()
            if stem in dilemmas:
                at = _("Dilemma {at} av {of}")
                at = at.format(at=dilemmas.index(stem) + 1, of=len(dilemmas))
                source = f'<p class="kicker">{at}</p>\n\n{source}'
        source = QUESTION.sub(lambda match: _kicker(match["id"], site), source)
        labelled.append(NotebookNode(cell, source=source))  # type: ignore[no-untyped-call]
    return title, labelled


def _kicker(question: str, site: Site) -> str:
    found = site.codebook.questions.get(question)
    ours = found is not None and found.origin == "added"
    own = _("Vår fråga {question} – lägesbilden ställer ingen här")
    told = (own if ours else _("Fråga {question}")).format(question=question)
    return f'<p class="kicker">{told}</p>\n\n## '


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
            facts=_pairs(results.get("00_material", {}).get("facts", ()))[:4],
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
