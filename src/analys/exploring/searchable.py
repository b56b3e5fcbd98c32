"""Tables that are searched and filtered where they stand, without asking any network.

The table is plain HTML that holds all its rows; where scripts may run, DataTables takes it over.
DataTables comes as itables packs it, squeezed into every table, so that each stands by itself:
after a reload, in a copied cell, in a page made of the notebook.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from analys.language import _

LENGTHS = (10, 25, 50, 100)  # rows of a page, to choose from


def searchable(
    headings: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    listed: Collection[str] = (),
    note: str = "",
) -> str:
    """A table with a search box, a filter on each column, and pages.

    Parameters
    ----------
    headings
        What each column is called, by its name.
    rows
        The cells as HTML, already escaped.
    title
        What the table holds; it stands above it.
    listed
        Names of the columns that are filtered by picking one of their values.
    note
        A sentence that stands below.
    """
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(
        f'<th scope="col" class="c-{name}"{" data-listed" if name in listed else ""}>'
        f"{escape(heading)}</th>"
        for name, heading in headings.items()
    )
    own = "t" + hashlib.sha256(f"{title}{head}{body}".encode()).hexdigest()[:12]
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    return framed(
        f'<p class="title">{escape(title)}</p><div class="rows" id="{own}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{below}"
        f'<script type="module">{_script(own)}</script>'
    )


def framed(html: str) -> str:
    """HTML with the look of what is explored."""
    return f'<div class="analys-explore"><style>{_template("explore.css")}</style>{html}</div>'


def _script(own: str) -> str:
    """What takes the table over."""
    given = {
        "OWN": own,
        "OPTIONS": {"language": _words(), "lengthMenu": [*LENGTHS, -1], "pageLength": LENGTHS[0]},
        "ALL": _("alla"),
        "FILTER": _("Filtrera på"),
        "BUNDLE": _bundle(),
    }
    script = _template("searchable.js")
    for name, value in given.items():
        script = script.replace(f'"{name}"', json.dumps(value).replace("</", r"<\/"))
    return script


def _words() -> dict[str, object]:
    """What DataTables says, in the language spoken."""
    return {
        "search": _("Sök:"),
        "lengthMenu": _("Visa _MENU_ rader"),
        "lengthLabels": {"-1": _("alla")},
        "info": _("Rad _START_–_END_ av _TOTAL_"),
        "infoEmpty": _("Inga rader"),
        "infoFiltered": _("(av _MAX_ i hela tabellen)"),
        "zeroRecords": _("Ingen rad passar."),
        "emptyTable": _("Tabellen är tom."),
        "thousands": "\N{NO-BREAK SPACE}",
        "aria": {
            "orderable": _(": tryck för att ordna"),
            "orderableReverse": _(": tryck för att vända ordningen"),
            "orderableRemove": _(": tryck för att ta bort ordningen"),
            "paginate": {
                "first": _("Första sidan"),
                "last": _("Sista sidan"),
                "next": _("Nästa sida"),
                "previous": _("Föregående sida"),
            },
        },
    }


@cache
def _template(name: str) -> str:
    return (files("analys") / "templates" / name).read_text(encoding="utf-8").strip()


@cache
def _bundle() -> dict[str, str]:
    """DataTables' code and style, packed: a quarter of a megabyte."""
    import itables.options

    code = Path(itables.options.dt_bundle)
    return {
        kind: b64encode(gzip.compress(path.read_bytes(), mtime=0)).decode()
        for kind, path in (("code", code), ("style", code.with_suffix(".css")))
    }
