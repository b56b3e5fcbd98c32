"""What our schemas say against a REFI-QDA project or codebook, in words."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from xmlschema import XMLSchema

SCHEMAS = Path(__file__).parent / "schema"


@cache
def schema(name: str) -> XMLSchema:
    return XMLSchema(SCHEMAS / f"{name}.xsd")


def faults_of_project(xml: str | bytes) -> list[str]:
    """What is wrong with the XML of a project (`project.qde`); nothing where it is valid."""
    return _faults("project", xml)


def faults_of_codebook(xml: str | bytes) -> list[str]:
    """What is wrong with the XML of a codebook (`.qdc`); nothing where it is valid."""
    return _faults("codebook", xml)


def faults_of_qdpx(path: Path) -> list[str]:
    """What is wrong with the project within a zip, and paths of it that lead to no member."""
    with zipfile.ZipFile(path) as archive:
        members = {name.casefold() for name in archive.namelist()}
        (inner,) = [name for name in archive.namelist() if name.casefold().endswith(".qde")]
        xml = archive.read(inner)
    paths = [piece.split('"')[0] for piece in xml.decode().split('plainTextPath="')[1:]]
    wanted = [path.removeprefix("internal://") for path in paths]
    lost = [path for path in wanted if f"sources/{path}".casefold() not in members]
    return [*faults_of_project(xml), *(f"no member for {path}" for path in lost)]


def _faults(name: str, xml: str | bytes) -> list[str]:
    data = xml.encode() if isinstance(xml, str) else xml
    return [
        f"{error.path}: {error.reason or error.message}"
        for error in schema(name).iter_errors(io.BytesIO(data))
    ]
