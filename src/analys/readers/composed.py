"""Texts that were put together of a table's quotes, known as such wherever they are taken to."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analys.readers.frames import frame
from analys.readers.project import Project

VARIABLE = "text composed of quotes"
"""Of a source: true where its text is no interview but a table's quotes, one a paragraph."""


def marked(project: Project) -> Project:
    """Mark the texts that were composed by a variable of their sources; tell of those so marked.

    A project that was exported has the variable alone: its texts look like any others.
    """
    report, attributes = project.report, project.attributes
    if not report.composed:
        said = attributes["name"].eq(VARIABLE) & attributes["value"].eq("true")
        report.composed = tuple(attributes.loc[said, "owner"])
        return project
    n = len(report.composed)
    rows = frame(
        "attributes",
        {
            "owner_kind": ["source"] * n,
            "owner": list(report.composed),
            "name": [VARIABLE] * n,
            "value": ["true"] * n,
            "type": ["boolean"] * n,
        },
    )
    return replace(project, attributes=pd.concat([attributes, rows], ignore_index=True))
