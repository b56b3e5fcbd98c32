"""Small changes to a project, as one makes them while working: to a notebook, to a coding."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

CODED = re.compile(rb'<CodeRef targetGUID="([^"]+)"/></Coding>')


def append_cell(notebook: Path, text: str) -> None:
    """Add a cell of prose to a notebook."""
    written = notebook.read_text(encoding="utf-8")
    notebook.write_text(f"{written}\n# %% [markdown]\n# {text}\n", encoding="utf-8")


def recode(project: Path, at: int) -> None:
    """Give a coding of a REFI-QDA project the code of the next that has another.

    Parameters
    ----------
    at
        From which coding on to look for two neighbours that differ; counted from 0.
    """
    with zipfile.ZipFile(project) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    new = project.with_suffix(".part")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, held in members:
            archive.writestr(entry, _recoded(held, at) if entry.filename == "project.qde" else held)
    new.replace(project)


def _recoded(document: bytes, at: int) -> bytes:
    found = list(CODED.finditer(document))
    for coding, other in zip(found[at:], found[at + 1 :], strict=False):
        if coding[1] != other[1]:
            begin, end = coding.span(1)
            return document[:begin] + other[1] + document[end:]
    raise ValueError(f"from coding {at} on, all codings have one code")
