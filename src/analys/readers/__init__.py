"""Readers: from a tool's file to a `Project`."""

from __future__ import annotations

from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers import refi, sniff
from analys.readers.project import Project

_EXPORT = "Export it as REFI-QDA (.qdpx)"
NOT_YET = {
    sniff.TAGUETTE: ("a Taguette database", f"{_EXPORT} by way of another coding tool."),
    sniff.QUALCODER: ("a QualCoder project", f"{_EXPORT} from QualCoder's Project menu."),
    sniff.RQDA: ("an RQDA project", "Open it in QualCoder and export it as REFI-QDA (.qdpx)."),
    sniff.MAXQDA: ("a MAXQDA exchange file", f"{_EXPORT} from MAXQDA."),
    sniff.SQLITE: ("a database of an unknown tool", f"{_EXPORT} from the tool that made it."),
    sniff.EXCEL: ("an Excel workbook", f"{_EXPORT} from the coding tool it came from."),
    sniff.OLE: ("an old Office or tool's own file", f"{_EXPORT} from the tool that made it."),
    sniff.TABLE: ("a table of text (CSV)", f"{_EXPORT} from the coding tool it came from."),
}
"""What is recognised but not read, and what to do with it."""


def read(path: Path, *, positions: str | None = None) -> Project:
    """Read a coding tool's file, whatever its name; its content says what it is.

    Parameters
    ----------
    path
        A REFI-QDA project (`.qdpx`, `.qde`) or codebook (`.qdc`).
    positions
        What the file's positions are counted in, where the exporter's own way is not right.

    Raises
    ------
    MaterialError
        If the file is of another kind, is damaged, hostile or contradicts itself.
    ParameterError
        If `positions` names no known unit.

    """
    kind = sniff.kind_of(path)
    if kind == sniff.REFI:
        return refi.read(path, positions=positions)
    found, advice = NOT_YET[kind]
    expected = "a file that can be read (REFI-QDA)"
    raise MaterialError(Problem(path.name, "", expected, f"{found}, not read yet", advice))
