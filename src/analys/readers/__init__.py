"""Readers: from a tool's file to a `Project`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers import maxqda, qualcoder, refi, rqda, sheets, sniff, taguette
from analys.readers.agreement import refuse_poor
from analys.readers.composed import marked
from analys.readers.options import DEFAULT, Options
from analys.readers.project import Project

READERS: dict[str, Callable[[Path, Options], Project]] = {
    sniff.REFI: refi.read,
    sniff.QUALCODER: qualcoder.read,
    sniff.RQDA: rqda.read,
    sniff.TAGUETTE: taguette.read,
    sniff.MAXQDA: maxqda.read,
    sniff.EXCEL: sheets.read,
    sniff.TABLE: sheets.read,
}

_EXPORT = "Export it as REFI-QDA (.qdpx)"
NOT_READ = {
    sniff.SQLITE: ("a database of an unknown tool", f"{_EXPORT} from the tool that made it."),
    sniff.OLE: ("an old Office or tool's own file", f"{_EXPORT} from the tool that made it."),
}
"""What is recognised but not read, and what to do with it."""


def read(path: Path, options: Options = DEFAULT, *, accept_positions: bool = False) -> Project:
    """Read a coding tool's file, whatever its name; its content says what it is.

    Parameters
    ----------
    path
        A REFI-QDA project or codebook; a QualCoder project (its folder or `data.qda`); an RQDA,
        Taguette or MAXQDA database; a table of coded segments, as CSV or an Excel workbook.
    options
        What the user says of the file.
    accept_positions
        Take a file of which less than 99 % of the stored quotes agree with the text.

    Raises
    ------
    MaterialError
        If the file is of another kind, is damaged, hostile or contradicts itself, or if too few
        of its quotes agree.
    ParameterError
        If `options.positions` names no known unit.

    """
    kind = sniff.kind_of(path, options.limits)
    if kind not in READERS:
        found, advice = NOT_READ[kind]
        expected = (
            "a file that can be read (REFI-QDA, QualCoder, RQDA, Taguette, MAXQDA or a table)"
        )
        raise MaterialError(Problem(path.name, "", expected, found, advice))
    project = READERS[kind](path, options)
    refuse_poor(project.report, accept_positions)
    return marked(project)
