"""Notes of a REFI-QDA file, by reference, by link and as descriptions, as one frame of memos."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import numpy as np
import pandas as pd
import pyarrow as pa

from analys.readers.frames import empty, frame
from analys.readers.package import Package, decoded
from analys.readers.refi.columns import TEXT
from analys.readers.refi.frames import masked, taken, text
from analys.readers.refi.parts import WHOLE, Note, Parts
from analys.readers.refi.passages import Passages
from analys.readers.refi.references import References

Memo = tuple[str, int, int, str, str | None]


def memos_frame(
    parts: Parts, passages: Passages, references: References, package: Package
) -> pd.DataFrame:
    """Build `memos`: each note, a row a place, and the descriptions of sources and passages."""
    found = [*_notes(parts, references, package), *_descriptions(parts)]
    if not found:
        return empty("memos")
    memo, owner, at, told, user = map(list, zip(*found, strict=True))
    references.check("user", user, references.coders, lambda row: f"note {memo[row]}")
    numbers = np.array(at, np.int64)
    return frame(
        "memos",
        {
            "memo": memo,
            "source": text(taken(pa.array(references.source_ids, TEXT), np.array(owner, np.int64))),
            "start": masked(passages.start, numbers),
            "end": masked(passages.end, numbers),
            "text": told,
            "coder": user,
        },
    )


def _notes(parts: Parts, references: References, package: Package) -> list[Memo]:
    places = _places(parts, references)
    found: list[Memo] = []
    for note in parts.notes:
        text = _text(note, references, package)
        for source, selection in places.pop(note.guid, [(WHOLE, WHOLE)]):
            found.append((note.guid, source, selection, text, note.user))
    references.seen["references to notes that are not there"] += sum(map(len, places.values()))
    return found


def _descriptions(parts: Parts) -> list[Memo]:
    """List what stands as a description; its id is made from the GUID of what it describes."""
    return [
        (str(uuid5(NAMESPACE_URL, f"description of {key}")), source, selection, text, user)
        for key, source, selection, text, user in parts.descriptions
    ]


def _places(parts: Parts, references: References) -> dict[str, list[tuple[int, int]]]:
    """List for each note the (source, selection) that refer to it or are linked with it."""
    places: dict[str, list[tuple[int, int]]] = {}
    for note, source, selection in parts.note_places:
        places.setdefault(note, []).append((source, selection))
    for link in parts.links:
        if found := references.note_and_place(link):
            note, place = found
            places.setdefault(note, []).append(place)
    return places


def _text(note: Note, references: References, package: Package) -> str:
    content = note.content
    if content is None and note.path:
        data = package.read(note.path)
        if data is None:
            references.seen["texts of notes are not there"] += 1
        else:
            content = decoded(data, package.path.name, note.path)
    return "\n\n".join(filter(None, (note.name, note.description, content)))
