"""The files of a QualCoder project, their texts, and which is the transcript of which recording."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import frame
from analys.readers.package import digest
from analys.readers.positions import BOM

TEXTS = ("text", "pdf", "transcript")
_FOLDERS = {"images": "picture", "audio": "audio", "video": "video"}
_NOT_READ = {"picture": "pictures", "audio": "audio files", "video": "video files"}


@dataclass
class Sources:
    """The files, in whole columns, and their texts.

    `texts` are as the database has them, for positions may count a BOM too; `begin` is 1 where
    there is one.
    """

    key: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    kind: list[str] = field(default_factory=list)
    part_of: list[str | None] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    begin: dict[str, int] = field(default_factory=dict)

    def clean(self) -> dict[str, str]:
        """Give the texts without their BOM."""
        return {key: text[self.begin[key] :] for key, text in self.texts.items()}


def read_sources(tables: Tables) -> Sources:
    """Read table `source`: a text is in the database, a picture or recording in a folder."""
    found = list(tables.rows("source", "id", "name", "fulltext", "mediapath", "av_text_id"))
    tables.once("source", [row[0] for row in found])
    recording = {text: key for key, _, _, _, text in reversed(found) if text is not None}
    sources = Sources()
    for key, name, text, path, _ in found:
        kind = kind_of(path, name)
        if kind == "text" and key in recording:
            kind = "transcript"
        part_of = recording.get(key) if kind == "transcript" else None
        add_source(sources, tables, key, name, kind, text, part_of)
    for kind, what in _NOT_READ.items():
        tables.skip(what, "listed as sources; their content is not read", sources.kind.count(kind))
    return sources


def add_source(
    sources: Sources,
    tables: Tables,
    key: str,
    name: str | None,
    kind: str,
    text: str | None,
    part_of: str | None = None,
) -> None:
    """Add one source; a text that is not there is counted."""
    sources.key.append(key)
    sources.names[key] = name or ""
    sources.kind.append(kind)
    sources.part_of.append(part_of)
    if kind in TEXTS and text is not None:
        sources.texts[key] = text
        sources.begin[key] = int(text.startswith(BOM))
    elif kind in TEXTS:
        tables.skip("texts", "the database holds none for their file")


def kind_of(path: str | None, name: str | None) -> str:
    """Tell what a file is by where it lies, in the project's folder or as a link.

    Examples
    --------
    >>> kind_of("/audio/a.mp3", "a.mp3"), kind_of("images:C:/a.png", "a.png"), kind_of(None, "a")
    ('audio', 'picture', 'text')
    >>> kind_of("docs:/home/a.pdf", "a.pdf")
    'pdf'

    """
    folder = (path or "").casefold().lstrip("/").replace("\\", "/")
    for beginning, kind in _FOLDERS.items():
        if folder.startswith((f"{beginning}/", f"{beginning}:")):
            return kind
    return "pdf" if (path and (name or path).casefold().endswith(".pdf")) else "text"


def sources_frame(sources: Sources) -> pd.DataFrame:
    """Build `sources`."""
    texts = sources.clean()
    return frame(
        "sources",
        {
            "source": sources.key,
            "name": [sources.names[key] for key in sources.key],
            "kind": sources.kind,
            "part_of": sources.part_of,
            "characters": [len(texts[key]) if key in texts else None for key in sources.key],
            "sha256": [digest(texts[key]) if key in texts else None for key in sources.key],
        },
    )
