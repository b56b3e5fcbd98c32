"""Links of a REFI-QDA file between two things that are not a note and its place."""

from __future__ import annotations

import pandas as pd

from analys.readers.frames import rows
from analys.readers.refi.parts import Parts
from analys.readers.refi.passages import Passages
from analys.readers.refi.references import References


def links_frame(parts: Parts, passages: Passages, references: References) -> pd.DataFrame:
    """Build `links`; references from codes to notes and from cases to codes are links too."""
    return rows(
        "links",
        [
            (
                link.guid,
                link.name,
                *_end(link.origin, passages, references),
                *_end(link.target, passages, references),
            )
            for link in parts.links
            if references.note_and_place(link) is None
        ],
    )


def _end(key: str, passages: Passages, references: References) -> tuple[str, str]:
    """Tell what an end of a link is: its kind, and its id in the frame of that kind."""
    if key in references.selections:
        number = references.selections[key]
        source = references.source_ids[references.owner(number)]
        return "selection", f"{source} {passages.start[number]} {passages.end[number]}"
    for kind, known in (
        ("memo", references.notes),
        ("source", references.sources),
        ("code", references.codes),
        ("case", references.cases),
        ("coding", references.codings),
    ):
        if key in known:
            return kind, key
    return "other", key
