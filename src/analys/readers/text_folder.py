"""A folder of texts (`NAME.txt`) for files that hold codings on texts which are not in them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from analys.errors import MaterialError, Problem
from analys.readers.tabular.text import UTF_8, decoded


def files_of(folder: Path) -> list[Path]:
    """List the texts of a folder by name: all that is read of it.

    What begins with . or ~ is a system's or an editor's own, such as ._K01-1.txt.
    """
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.casefold() == ".txt" and path.name[0] not in ".~" and path.is_file()
    )


def known_texts(folder: Path) -> dict[str, Path]:
    """Find the texts of a folder: `{name without .txt, comparable: file}`.

    Raises
    ------
    MaterialError
        If there is no such folder, no text in it, or two of one name.

    """
    if not folder.is_dir():
        found = "a file" if folder.exists() else "nothing of that name"
        raise MaterialError(Problem(folder.name, "", "a folder with texts (NAME.txt)", found))
    files = files_of(folder)
    if not files:
        raise MaterialError(Problem(folder.name, "", "texts called NAME.txt", "none"))
    named: dict[str, Path] = {}
    for path in files:
        if (other := named.setdefault(name_of(path.name), path)) is not path:
            told = f"{other.name} and {path.name}"
            raise MaterialError(Problem(folder.name, "", "one text of the name", told))
    return named


def name_of(document: str) -> str:
    """Make a document's name comparable with a file's: neither ending, capitals nor composition.

    Examples
    --------
    >>> name_of("Intervju 1.docx") == name_of("INTERVJU 1.txt")
    True

    """
    name = unicodedata.normalize("NFC", document).strip()
    stem, dot, ending = name.rpartition(".")
    is_ending = dot and stem and ending.isalnum() and len(ending) <= 4 and not ending.isdigit()
    return (stem if is_ending else name).casefold()


def read_text(path: Path, settled: list[str]) -> str:
    """Read a text; that it is not UTF-8 is told in `settled`."""
    text, encoding = decoded(path)
    if encoding != UTF_8:
        settled.append(f"{path.name}: encoding {encoding}")
    return text
