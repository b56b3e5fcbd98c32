"""What an argument is called in a figure where it reads against the side that it stands on."""

from __future__ import annotations

import pandas as pd

from analys.figures.canvas import records
from analys.language import _
from analys.table import Table

READS = {"first": "pro", "second": "con"}  # how the arguments of a side are taken to read


def argument_labels(table: Table, rows: pd.DataFrame) -> list[str]:
    """Give the labels of some arguments, with how they read where it is not as their side does.

    An argument keeps its place on the side where the study puts it; without a `valence` in the
    table no label says more.

    Parameters
    ----------
    table
        Its `legend["valence"]` names "pro" and "con".
    rows
        A row an argument: `label`, `side`, and perhaps `valence`.

    """
    named = table.legend.get("valence", {})
    if "valence" not in rows or not named:
        return [str(label) for label in rows["label"]]
    told = _("{label} (läses som {valence})")
    return [
        str(row.label)
        if row.valence == READS[str(row.side)]
        else told.format(label=row.label, valence=named[str(row.valence)])
        for row in records(rows)
    ]
