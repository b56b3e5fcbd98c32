"""A comparison of groups, or why there is none to make."""

from __future__ import annotations

from dataclasses import replace

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import ALONE, NO_NAME, frame_of

UNGROUPED = N_("Materialet säger inte vilken grupp kommunerna hör till, så de kan inte jämföras.")


def divided(study: Study, table: Table) -> Table:
    """The table where it is divided into groups, else one that says why it cannot be.

    `mentions` and `arguments` count as without groups where the material knows none, or where
    municipalities are grouped and there is just one. Beside a display of the whole, that would
    only say the same thing twice.
    """
    if table.absent or "facet" in table.frame:
        return table
    if frame_of(study, None).alone:
        return replace(table, absent=_(ALONE))
    named = study.interviews["case"].notna().any()
    return replace(table, absent=_(UNGROUPED) if named else _(NO_NAME))
