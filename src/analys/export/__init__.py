"""Writing a `Project` as a standard REFI-QDA 1.5 file that coding tools open.

The same project gives the same bytes, whatever the order of its codings, and a file that could not
be written whole is not written at all.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.export.checks import check_exportable
from analys.export.document import document
from analys.export.elements import guid_of
from analys.readers.project import Project

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_CHUNK = 4000
_LARGE = 1_000_000
"""From this many codings the XML may pass the 2 GiB that a zip holds without its extension."""


def write_qdpx(project: Project, path: Path) -> None:
    """Write a project to `path` as a `.qdpx`, over what is there.

    Positions are code points. Ids that are no GUIDs get one made from them, always the same.
    A passage is one selection with all its codings, named by its quote cut at 100 characters.

    Raises
    ------
    MaterialError
        If the project points to what is not in it, holds what XML cannot, a passage ends after
        its text, or the file cannot be written.

    """
    check_exportable(project)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _held(project), zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            large = len(project.codings) > _LARGE
            _write(archive, "project.qde", document(project), large)
            texts = project.sources.loc[project.sources["characters"].notna(), "source"]
            for source in texts:
                name = f"sources/{guid_of('source', source)}.txt"
                _write(archive, name, [_marked(project.text(source))], False)
        part.replace(path)
    except OSError as error:
        found = error.strerror or str(error)
        raise MaterialError(Problem(path.name, "", "a file that can be written", found)) from error
    finally:
        part.unlink(missing_ok=True)


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str], large: bool) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # else it would tell which system wrote it
    info.external_attr = 0o644 << 16
    with archive.open(info, "w", force_zip64=large) as stream:
        held: list[str] = []
        for piece in pieces:
            held.append(piece)
            if len(held) == _CHUNK:
                stream.write("".join(held).encode())
                held.clear()
        stream.write("".join(held).encode())


def _marked(text: str) -> str:
    """Put a BOM before a text that begins with one, for readers take the first away."""
    return f"\ufeff{text}" if text.startswith("\ufeff") else text


def _held(project: Project) -> AbstractContextManager[object]:
    """Keep the project's own file open meanwhile, where it is read from one."""
    held = getattr(project.text, "held", None)
    return held() if held else nullcontext()
