"""From an executed notebook to its page, and to what its outputs say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from analys.language import _
from analys.pages import NEUTRAL, Page, render_notebook
from analys.site import Site, pairs

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
        facts=next((pairs(each["facts"]) for each in told if each["kind"] == "facts"), ()),
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
