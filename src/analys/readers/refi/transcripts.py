"""Passages of transcripts, which lie between points that have a position in the text."""

from __future__ import annotations

from analys.readers.refi.columns import guid
from analys.readers.refi.content import Content
from analys.readers.refi.elements import count, position_of
from analys.readers.refi.parts import Parts
from analys.readers.xmlstream import Node


def read_selections(transcript: Node, source: int, parts: Parts, content: Content) -> None:
    """Take the passages of a transcript; those without points of the text are counted."""
    points = {
        guid(child.get("guid")): position_of(child, "position")
        for child in transcript.children
        if child.name == "SyncPoint"
    }
    for child in transcript.children:
        if child.name != "TranscriptSelection":
            continue
        start, end = (points.get(guid(child.get(f"{end}SyncPoint"))) for end in ("from", "to"))
        if start is None or end is None:
            parts.unplaced.append(parts.sources[source].name or parts.sources[source].guid)
            parts.unplaced_codings += count(child, "Coding")
            parts.elsewhere[guid(child.get("guid"))] = source
        else:
            content.passage(child, source, start, end)
    parts.timed += sum(child.get("timeStamp") is not None for child in transcript.children)
