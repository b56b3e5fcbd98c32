"""The texts that a table's quotes are from: found in a folder, or put together of the quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analys.errors import MaterialError, Problem
from analys.readers.positions import Ints
from analys.readers.tabular.text import UTF_8, decoded

APART = "\n\n"
"""What stands between the segments of a text that was put together of them."""


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
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".txt")
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


def composed(quotes: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    r"""Put a text together of its segments, one a paragraph, and tell the place of each.

    Examples
    --------
    >>> composed(["Ja.", "Nej då."])
    ('Ja.\n\nNej då.', [(0, 3), (5, 12)])

    """
    places, at = [], 0
    for quote in quotes:
        places.append((at, at + len(quote)))
        at += len(quote) + len(APART)
    return APART.join(quotes), places


@dataclass
class Searched:
    """A text in which quotes are looked for, whatever the spaces and line ends between words."""

    text: str
    _kept: Ints = field(init=False)
    _squeezed: str = field(init=False)

    def __post_init__(self) -> None:
        kept = [at for at, sign in enumerate(self.text) if not sign.isspace()]
        self._kept = np.array(kept, np.int64)
        self._squeezed = "".join(self.text.split())

    def places(self, quote: str) -> list[tuple[int, int]]:
        r"""Find every place of a quote, half-open, in code points.

        Examples
        --------
        >>> Searched("Vi litar\npå dem. Vi litar på dem.").places("litar på")
        [(3, 11), (20, 28)]

        """
        wanted = "".join(quote.split())
        places, at = [], self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            places.append((int(self._kept[at]), int(self._kept[at + len(wanted) - 1]) + 1))
            at = self._squeezed.find(wanted, at + 1)
        return places

    def paragraphs(self, *, empty: bool) -> Ints:
        """Where each paragraph begins; with `empty`, those without text count as well."""
        starts, at = [], 0
        for line in self.text.split("\n"):
            if empty or line.strip():
                starts.append(at)
            at += len(line) + 1
        return np.array(starts, np.int64)
