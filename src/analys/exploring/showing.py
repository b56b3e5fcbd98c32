"""What a notebook shows of a Table or a Figure that stands last in a cell."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from IPython.core.getipython import get_ipython

from analys import publish
from analys.display import SHOWN, html_table
from analys.exploring.searchable import framed
from analys.language import _
from analys.table import Table
from analys.wording import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def register(synthetic: bool) -> None:
    """Have the running notebook show tables with their caption, and figures as they are drawn.

    Without a notebook nothing happens.

    Parameters
    ----------
    synthetic
        Whether the figures come from invented material, and are to say so.
    """
    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    formatters = shell.display_formatter.formatters
    formatters["text/html"].for_type(Table, lambda table: table_html(table, synthetic))
    formatters["image/svg+xml"].for_type_by_name(
        "matplotlib.figure", "Figure", lambda figure: picture(figure, synthetic)
    )


def table_html(table: Table, synthetic: bool = False) -> str:
    """The table as the report has it, with what it counts out of how many."""
    if table.absent:
        return framed(f"<p>{escape(table.absent)}</p>")
    if not table.headings:
        table = replace(table, headings={str(name): str(name) for name in table.frame})
    told = publish.caption(table)
    rows = html_table(table, told)
    told = f"{told} {_(publish.MARK)}." if synthetic else told
    more = len(table.frame) - SHOWN
    said = _("Tabellen visar de {shown} första raderna; {more} till finns i .frame.").format(
        shown=number(SHOWN), more=number(more)
    )
    told = f"{told} {said}" if more > 0 else told
    return framed(f'<div class="rows">{rows}</div><p class="note">{escape(told)}</p>')


def picture(figure: Figure, synthetic: bool) -> str:
    """The figure as SVG, in the figures' own type."""
    from IPython.core.pylabtools import print_figure

    from analys.figures import style

    with style():
        drawn: str = print_figure(  # type: ignore[no-untyped-call]
            stamped(figure, synthetic), fmt="svg", bbox_inches=None
        )
    return drawn


def stamped(figure: Figure, synthetic: bool) -> Figure:
    """The figure, with a mark that it comes from invented material if it does."""
    from analys.figures import stamp

    if synthetic and figure.get_supxlabel() != _(publish.MARK):
        stamp(figure, _(publish.MARK))
    return figure
