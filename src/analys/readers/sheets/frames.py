"""From the rows of a table of coded segments to the frames of a `Project`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analys.readers.frames import STEP, empty, frame, rows
from analys.readers.package import digest
from analys.readers.sheets.passages import Document, Passage, free
from analys.readers.sheets.places import Placed
from analys.readers.sheets.rows import Coding


def sources_frame(documents: Sequence[Document], placed: Placed) -> pd.DataFrame:
    """Build `sources`; all of them are texts, of their own or composed."""
    texts = [placed.texts[document.source] for document in documents]
    return frame(
        "sources",
        {
            "source": [document.source for document in documents],
            "name": [document.name for document in documents],
            "kind": ["text"] * len(documents),
            "part_of": [None] * len(documents),
            "characters": list(map(len, texts)),
            "sha256": list(map(digest, texts)),
        },
    )


def codes_frame(codings: Sequence[Coding]) -> pd.DataFrame:
    """Build `codes`: each code and those above it, in the order met; a code's id is its path."""
    met: dict[str, tuple[str, ...]] = {}
    for path in dict.fromkeys(coding.path for coding in codings):
        for depth in range(1, len(path) + 1):
            met.setdefault(STEP.join(path[:depth]), path[:depth])
    return rows(
        "codes",
        [
            (name, STEP.join(path[:-1]) or None, path[-1], name, None, None, True)
            for name, path in met.items()
        ],
    )


def codings_frame(
    codings: Sequence[Coding],
    sources: Sequence[str],
    passages: Sequence[Passage],
    created: pd.Series,
    placed: Placed,
) -> pd.DataFrame:
    """Build `codings`; a quote is cut from its text, or as the table has it where it has no place.

    A coding's id is the table's own, or its line; the coder is who the table names.
    """
    texts = [placed.texts[source] for source in sources]
    return frame(
        "codings",
        {
            "coding": list(_ids(codings)),
            "source": sources,
            "start": [passage.place[0] if passage.place else None for passage in passages],
            "end": [passage.place[1] if passage.place else None for passage in passages],
            "code_id": [STEP.join(coding.path) for coding in codings],
            "coder": [coding.values.get("coder") or None for coding in codings],
            "selection_coder": [None] * len(codings),
            "created": created,
            "quote": [
                text[slice(*passage.place)] if passage.place else passage.quote
                for text, passage in zip(texts, passages, strict=True)
            ],
        },
    )


def _ids(codings: Sequence[Coding]) -> Iterator[str]:
    """An id that is taken gets a number behind."""
    taken: set[str] = set()
    for coding in codings:
        values = coding.values
        key = values.get("coding") or values.get("segment") or f"line {coding.line}"
        yield free(key, taken)


def coders_frame(codings: pd.DataFrame) -> pd.DataFrame:
    """Build `coders`: who the codings name; a coder's id is the name."""
    return rows("coders", [(name, name) for name in codings["coder"].dropna().unique()])


def case_frames(
    codings: Sequence[Coding], sources: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build `cases` and `case_sources` from the column of cases; empty where there is none."""
    pairs = dict.fromkeys(
        (coding.values["case"], source)
        for coding, source in zip(codings, sources, strict=True)
        if coding.values.get("case")
    )
    names = dict.fromkeys(case for case, _ in pairs)
    belong = [(case, source, None, None) for case, source in pairs]
    return rows("cases", [(name, name, None) for name in names]), rows("case_sources", belong)


def groups_frame(documents: Sequence[Document], heading: str) -> pd.DataFrame:
    """Build `attributes`: the group of each document, under the table's own heading."""
    grouped = [document for document in documents if document.group]
    return rows(
        "attributes", [("source", each.source, heading, each.group, "text") for each in grouped]
    )


def memos_frame(codings: Sequence[Coding], placed: pd.DataFrame) -> pd.DataFrame:
    """Build `memos` from the comments, one a line; `placed` is the frame of the codings."""
    comments = pd.Series(
        [coding.values.get("comment") or None for coding in codings], placed.index, dtype="str"
    )
    lines = pd.Series([coding.line for coding in codings], placed.index)
    noted = placed[comments.notna() & ~lines.duplicated()]
    if noted.empty:
        return empty("memos")
    columns = noted[["source", "start", "end", "coder"]]
    names, texts = "memo of " + noted["coding"], comments[noted.index]
    return frame("memos", dict(columns) | {"memo": names, "text": texts}).reset_index(drop=True)
