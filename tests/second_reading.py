"""Run in the environment of the other readers: what they find in a project, as JSON.

`python second_reading.py FILE`. A reader that fails tells why, and the other is asked all the same.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def pyrefiqda(path: Path) -> dict[str, Any]:
    """It gives a tree of objects and leaves the texts as files, so the quotes are cut here."""
    from pyrefiqda.refiproject import RefiProject

    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(path, folder)
        held = project.sources
        texts = [(source.guid, source) for source in held.text_source]
        texts += [(pdf.guid, pdf.representation) for pdf in held.pdfsource if pdf.representation]
        found = [
            (key, selection, each)
            for key, source in texts
            for selection in source.plain_text_selection
            for each in selection.coding
        ]
        spoken = {
            key: RefiProject.resolve_source_path(source.plain_text_path, folder)
            .read_bytes()
            .decode("utf-8-sig")
            for key, source in texts
        }
    sources = [*held.text_source, *held.pdfsource, *held.picture_source]
    users = {user.guid: user.name for user in project.users.user}
    cases = project.cases.case
    return {
        "sources": sorted(source.name for source in sources),
        "codes": sorted(_names(project.code_book.codes.code)),
        "coders": sorted({users[each.creating_user] for _, _, each in found if each.creating_user}),
        "cases": sorted(case.name or "" for case in cases),
        "in cases": sum(len(case.source_ref) for case in cases),
        "whole": sum(len(source.coding) for source in sources),
        "values": sum(len(each.variable_value) for each in (*cases, *sources)),
        "notes": len(project.notes.note) if project.notes else 0,
        "codings": sorted(
            [
                each.guid,
                key,
                selection.start_position,
                selection.end_position,
                spoken[key][selection.start_position : selection.end_position],
                each.code_ref.target_guid,
                users.get(each.creating_user) or "",
            ]
            for key, selection, each in found
        ),
    }


def _names(codes: Iterable[Any]) -> Iterable[str]:
    for code in codes:
        yield code.name
        yield from _names(code.code)


def qdapy(path: Path) -> dict[str, Any]:
    """It gives frames; a coding has no id of its own there."""
    from qdapy.qdpx import read_qdpx

    project = read_qdpx(path, warn=False)
    frame = project.fragments
    columns = ["itemKey", "positionStart", "positionEnd", "text", "codeId", "codedBy"]
    return {
        "sources": sorted(project.sources),
        "codes": sorted(project.codebook["name"]),
        "coders": project.coders,
        "codings": sorted(
            [source, int(start), int(end), *rest]
            for source, start, end, *rest in frame[columns].itertuples(index=False)
        ),
        "skipped": project.skipped,
    }


if __name__ == "__main__":
    told = {}
    for read in (pyrefiqda, qdapy):
        try:
            told[read.__name__] = read(Path(sys.argv[1]))
        except Exception as error:
            told[read.__name__] = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(told))
