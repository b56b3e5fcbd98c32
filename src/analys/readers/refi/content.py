"""What stands on a source or a passage: codings, references to notes, a description."""

from __future__ import annotations

from analys.readers.problems import Problems
from analys.readers.refi.columns import guid
from analys.readers.refi.elements import position_of, user_of
from analys.readers.refi.parts import Parts
from analys.readers.xmlstream import Node


class Content:
    """Fills the passages, codings, notes' places and descriptions of `parts`."""

    def __init__(self, parts: Parts, problems: Problems) -> None:
        self._parts, self._problems = parts, problems

    def passage(self, node: Node, source: int, start: int | None, end: int | None) -> None:
        """Take a passage of a text, and what stands on it."""
        key, user, number = guid(node.get("guid")), user_of(node), len(self._parts.selections)
        name, created = node.get("name"), node.get("creationDateTime")
        self._parts.selections.add(key, source, start or 0, end or 0, user, created, name)
        if start is None or end is None:
            found = f"{node.get('startPosition')!r} to {node.get('endPosition')!r}"
            self._problems.add(self._place(source, key), "two whole numbers from 0", found)
        if not self.of(node, source, number, user):
            self._parts.bare.append(key)

    def plain_passage(self, node: Node, source: int) -> None:
        """Take a passage whose positions it tells itself."""
        start, end = position_of(node, "startPosition"), position_of(node, "endPosition")
        self.passage(node, source, start, end)

    def of(self, node: Node, source: int, selection: int, user: str | None) -> bool:
        """Take what stands on a source (`WHOLE`) or a passage; False if there is nothing."""
        found = False
        for child in node.children:
            if child.name == "Coding":
                found = self._coding(child, source, selection) or found
            elif child.name == "NoteRef":
                self._note(child, source, selection)
                found = True
            elif child.name == "Description" and (text := child.text).strip():
                described = guid(node.get("guid")), source, selection, text, user
                self._parts.descriptions.append(described)
                found = True
        return found

    def _coding(self, node: Node, source: int, selection: int) -> bool:
        key, codes = guid(node.get("guid")), []
        for child in node.children:
            if child.name == "CodeRef":
                codes.append(guid(child.get("targetGUID")))
            elif child.name == "NoteRef":
                self._note(child, source, selection)
        if len(codes) != 1:
            expected, found = "a coding with one code", f"{len(codes)}"
            self._problems.add(self._place(source, key), expected, found)
            return False
        user, created = user_of(node), node.get("creationDateTime")
        self._parts.codings.add(key, source, selection, codes[0], user, created)
        return True

    def _note(self, node: Node, source: int, selection: int) -> None:
        self._parts.note_places.append((guid(node.get("targetGUID")), source, selection))

    def _place(self, source: int, key: str) -> str:
        told = self._parts.sources[source]
        return f"source {told.name or told.guid!r}, {key or 'without a GUID'}"
