"""Documents of several files: which are one by their text, which only share a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analys.merging.account import Differing, Joined
from analys.merging.ids import Taken, is_guid, records
from analys.merging.texts import Conversion, identity, parting, same_name
from analys.readers.project import Project

EXTENSIONS = (".txt", ".docx", ".doc", ".odt", ".rtf", ".pdf", ".md", ".html", ".htm")


@dataclass
class Document:
    """A document of the whole: the row it has, the file it was first in, and who else has it.

    `names` are `{number of the file: its name there}`.
    """

    row: dict[str, Any]
    file: int
    source: str
    identity: str | None
    names: dict[int, str] = field(default_factory=dict)
    converted: list[int] = field(default_factory=list)


class Documents:
    """Takes one file's documents after the other."""

    def __init__(self, labels: Sequence[str], projects: Sequence[Project]) -> None:
        self.labels = labels
        self.projects = projects
        self.all: list[Document] = []
        self.differing: list[Differing] = []
        self.ids: list[dict[str, str]] = []
        self.conversions: list[dict[str, Conversion]] = []
        self._taken = Taken()
        self._joined_texts = [0] * len(projects)

    def take(self, file: int) -> None:
        """Join or add the documents of a file."""
        project, earlier = self.projects[file], list(self.all)
        ids: dict[str, str] = {}
        conversions: dict[str, Conversion] = {}
        waiting = [
            (row, None if row["sha256"] is None else identity(project.text(row["source"])))
            for row in records(project.sources)
        ]
        free = list(earlier)
        for named in (True, False):  # a document of the same name goes before one of another
            left = []
            for row, found in waiting:
                document = _match(row, found, free, named=named)
                if document is None:
                    left.append((row, found))
                    continue
                free.remove(document)
                ids[row["source"]] = document.row["source"]
                document.names[file] = row["name"]
                self._joined_texts[file] += found is not None
                if row["sha256"] != document.row["sha256"]:
                    document.converted.append(file)
                    to = self.text(document)
                    conversions[row["source"]] = Conversion(project.text(row["source"]), to)
            waiting = left
        for row, found in waiting:
            self._add(file, row, found, free, ids)
        self.ids.append(ids)
        self.conversions.append(conversions)

    def _add(
        self,
        file: int,
        row: dict[str, Any],
        found: str | None,
        free: Sequence[Document],
        ids: dict[str, str],
    ) -> None:
        made = {**row, "source": self._taken.new(row["source"], file + 1)}
        ids[row["source"]] = made["source"]
        namesake = found and _namesake(row["name"], free)
        if namesake:
            made["name"] = self._free_name(f"{row['name']} ({self.labels[file]})")
            at, here, there = parting(self.text(namesake), self.projects[file].text(row["source"]))
            first = self.labels[namesake.file]
            self.differing.append(
                Differing(str(row["name"]), first, self.labels[file], made["name"], at, here, there)
            )
        self.all.append(Document(made, file, row["source"], found, {file: row["name"]}))

    def _free_name(self, name: str) -> str:
        names, made, n = {document.row["name"] for document in self.all}, name, 2
        while made in names:
            made, n = f"{name} ({n})", n + 1
        return made

    def text(self, document: Document) -> str:
        """The text of a document, by the file it was first in."""
        return self.projects[document.file].text(document.source)

    def frame(self) -> pd.DataFrame:
        """The frame `sources` of the whole."""
        like = self.projects[0].sources
        rows = pd.DataFrame([document.row for document in self.all], columns=list(like))
        rows["part_of"] = [
            self.ids[document.file].get(str(document.row["part_of"])) for document in self.all
        ]
        return rows.astype(like.dtypes.to_dict())

    def reader(self) -> Callable[[str], str]:
        """What reads the text of a document of the whole, when asked for."""
        where = {document.row["source"]: document for document in self.all}
        return lambda source: self.text(where[source])

    def joined(self) -> tuple[Joined, ...]:
        """Documents with a text that several files hold."""
        return tuple(
            Joined(
                str(document.row["name"]),
                {self.labels[file]: str(name) for file, name in document.names.items()},
                tuple(self.labels[file] for file in document.converted),
            )
            for document in self.all
            if document.identity and len(document.names) > 1
        )

    def joined_texts(self, file: int) -> int:
        """How many documents of a file an earlier one has."""
        return self._joined_texts[file]


def _match(
    row: dict[str, Any], found: str | None, free: Sequence[Document], *, named: bool
) -> Document | None:
    """The document of an earlier file that this one is, by its text; with `named`, by name too.

    Where there is no text to go by, that of the same GUID and name. Empty texts say nothing.
    """
    name = bare(row["name"])
    alike = [each for each in free if each.identity == found]
    if found is None:
        alike = [each for each in alike if each.source == row["source"] and is_guid(each.source)]
    if named or found is None or not row["characters"]:
        alike = [each for each in alike if bare(each.names[each.file]) == name]
    return alike[0] if alike else None


def _namesake(name: object, free: Sequence[Document]) -> Document | None:
    """A document of an earlier file with this name, and another text."""
    if name is None:
        return None
    return next(
        (each for each in free if each.identity and bare(each.names[each.file]) == bare(name)), None
    )


def bare(name: object) -> str | None:
    """A document's name as it is compared: without what kind of file it was made from."""
    if name is None:
        return None
    told = same_name(name)
    ending = next((end for end in EXTENSIONS if told.casefold().endswith(end)), "")
    return told.removesuffix(told[len(told) - len(ending) :]) if ending else told
