"""Sources as REFI-QDA has them, with their passages; a transcript stands in what it transcribes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analys.export.elements import attribute, guid_of, reference, rows
from analys.export.passages import Passages, codings, dates, selections, transcript_selections
from analys.export.values import values_of
from analys.readers.project import Project

_ELEMENTS = {
    "text": "TextSource",
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
RECORDED = ("audio", "video")


def transcripts_of(sources: pd.DataFrame) -> pd.DataFrame:
    """The sources that are written as transcripts: those of a recording that is there."""
    recordings = sources.loc[sources["kind"].isin(RECORDED), "source"]
    return sources[(sources["kind"] == "transcript") & sources["part_of"].isin(recordings)]


class Sources:
    """Writes the sources of a project one after the other."""

    def __init__(self, project: Project, attributes: pd.DataFrame, passages: Passages) -> None:
        self._project, self._passages = project, passages
        inner = transcripts_of(project.sources)
        self._inner = {key: list(rows(found)) for key, found in inner.groupby("part_of")}
        self._outer = project.sources[~project.sources["source"].isin(inner["source"])]
        # The standard gives a transcript no values: they are those of its recording.
        above = dict(zip(inner["source"], inner["part_of"], strict=True))
        self._values: dict[str, list[str]] = {}
        for owner, values in values_of(attributes, "source").items():
            self._values.setdefault(above.get(owner, owner), []).extend(values)
        whole = project.codings[project.codings["start"].isna()].sort_values("coding")
        whole = whole.assign(created=dates(whole["created"]))
        self._codings = {key: list(codings(found)) for key, found in whole.groupby("source")}
        self._notes = _note_refs(project)

    def write(self) -> Iterator[str]:
        """Write them all, in their order."""
        for row in rows(self._outer):
            yield from self._source(row)

    def _source(self, row: Any) -> Iterator[str]:  # noqa: ANN401 - a row with the columns' names
        key = guid_of("source", row.source)
        name = _ELEMENTS.get(row.kind, "TextSource")
        path, inner, end = "", "", ""
        if row.characters is not None:
            path = f' plainTextPath="internal://{key}.txt"'
            if name != "TextSource":
                inner = f'<Representation guid="{guid_of("representation", key)}"{path}>\n'
                path, end = "", "</Representation>\n"
        yield f'<{name} guid="{key}"{attribute("name", row.name)}{path}>\n{inner}'
        mine = self._passages.of(row.source)
        if len(mine):
            yield from selections(mine, key, self._project.text(row.source))
        yield end
        for transcript in self._inner.get(row.source, []):
            yield from self._transcript(transcript)
        yield from self._codings.get(row.source, [])
        yield from self._notes.get(row.source, [])
        yield from self._values.get(row.source, [])
        yield f"</{name}>\n"

    def _transcript(self, row: Any) -> Iterator[str]:  # noqa: ANN401 - as above
        key = guid_of("source", row.source)
        path = f' plainTextPath="internal://{key}.txt"' if row.characters is not None else ""
        yield f'<Transcript guid="{key}"{attribute("name", row.name)}{path}>\n'
        mine = self._passages.of(row.source)
        if len(mine):
            yield from transcript_selections(mine, key, self._project.text(row.source))
        yield from self._notes.get(row.source, [])
        yield "</Transcript>\n"


def _note_refs(project: Project) -> dict[str, list[str]]:
    """Write the references of notes on whole sources."""
    notes: dict[str, list[str]] = {}
    memos = project.memos
    for row in rows(memos[memos["start"].isna() & memos["source"].notna()]):
        notes.setdefault(row.source, []).append(reference("NoteRef", "memo", row.memo) + "\n")
    return notes
