"""From REFI-QDA's XML to `Parts`.

Elements are known by local name, wherever their section stands. What is not read is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import intern
from xml.etree.ElementTree import Element

from analys.readers.problems import Problems
from analys.readers.refi_elements import content_of, count, position_of, targets, text_of, values_of
from analys.readers.refi_parts import WHOLE, Case, Code, Note, Parts, Source, guid
from analys.readers.xmlstream import LOCAL

SECTIONS = (
    "Users",
    "CodeBook",
    "Variables",
    "Cases",
    "Sources",
    "Notes",
    "Links",
    "Sets",
    "Graphs",
    "Description",
    "NoteRef",
)
KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_ONLY_TEXT = "only codings on text are read"
_PASSAGES = {
    "PDFSelection": "regions of PDF pages",
    "PictureSelection": "regions of pictures",
    "AudioSelection": "stretches of audio",
    "VideoSelection": "stretches of video",
    "TranscriptSelection": "passages of transcripts",
}


class Collector:
    """Takes the events of `walk` and fills `parts`."""

    def __init__(self, problems: Problems) -> None:
        self.parts = Parts()
        self._problems = problems
        self._open: list[Element] = []
        self._names: list[str] = []
        self._codes: list[Code] = []

    def collect(self, events: Iterable[tuple[bool, Element]]) -> Parts:
        """Gather the parts of the whole document; each element is let go once it is read."""
        for starts, element in events:
            name = LOCAL[element.tag]
            if starts:
                if name not in _KNOWN:
                    self._skip(f"elements <{name}>", "the standard has none")
                if opens := _OPENS.get(name):
                    opens(self, element)
                self._names.append(name)
                self._open.append(element)
                continue
            self._names.pop()
            self._open.pop()
            if closes := _CLOSES.get(name):
                closes(self, element)
                if self._open:
                    self._open[-1].remove(element)
        return self.parts

    def _within(self, *names: str) -> bool:
        return tuple(self._names[-len(names) :]) == names

    def _skip(self, what: str, why: str, n: int = 1) -> None:
        if n:
            self.parts.skipped[what, why] += n

    # Where an element opens: what its children need to know.

    def _open_root(self, element: Element) -> None:
        if not self._names:
            self.parts.root = LOCAL[element.tag]
            self.parts.namespace = element.tag.rpartition("}")[0].removeprefix("{")
            self.parts.origin = " ".join(element.get("origin", "").split())
        elif self._within("Project"):
            self.parts.sections.append("CodeBook")

    def _open_section(self, element: Element) -> None:
        if self._within("Project"):
            self.parts.sections.append(LOCAL[element.tag])

    def _open_code(self, element: Element) -> None:
        code = Code(
            guid(element.get("guid")),
            self._codes[-1].guid if self._codes else None,
            element.get("name", ""),
            element.get("color"),
            element.get("isCodable"),
        )
        self.parts.codes.append(code)
        self._codes.append(code)

    def _open_source(self, element: Element) -> None:
        if self._within("Sources"):
            kind = KINDS[LOCAL[element.tag]]
            path = element.get("plainTextPath")
            formatted = "richTextPath" in element.attrib
            key, name = guid(element.get("guid")), element.get("name")
            self.parts.sources.append(Source(key, name, kind, path, formatted))

    def _open_representation(self, element: Element) -> None:
        if self._within("Sources", "PDFSource"):
            self.parts.sources[-1].path = element.get("plainTextPath")

    # Where an element closes: all of it is there.

    def _close_user(self, element: Element) -> None:
        name = element.get("name") or element.get("id")
        self.parts.users.append((guid(element.get("guid")), name))

    def _close_code(self, element: Element) -> None:
        self._codes.pop().description = text_of(element, "Description")
        why = "the notes themselves are read"
        self._skip("links from codes to notes", why, count(element, "NoteRef"))

    def _close_variable(self, element: Element) -> None:
        self.parts.variables[guid(element.get("guid"))] = element.get("name", "")

    def _close_case(self, element: Element) -> None:
        self.parts.cases.append(
            Case(
                guid(element.get("guid")),
                element.get("name") or None,
                text_of(element, "Description"),
                targets(element, "SourceRef"),
                targets(element, "SelectionRef"),
                values_of(element),
            )
        )
        why = "a case holds sources and passages"
        self._skip("links from cases to codes", why, count(element, "CodeRef"))

    def _close_selection(self, element: Element) -> None:
        if not (self._within("Sources", "TextSource") or self._in_representation()):
            self._close_other_selection(element)
            return
        selections, number = self.parts.selections, len(self.parts.selections.guid)
        source = len(self.parts.sources) - 1
        start, end = position_of(element, "startPosition"), position_of(element, "endPosition")
        key = guid(element.get("guid"))
        if start is None or end is None:
            found = f"{element.get('startPosition')!r} to {element.get('endPosition')!r}"
            self._problems.add(self._place(key), "two whole numbers from 0", found)
        user = intern(guid(element.get("creatingUser"))) or None
        selections.guid.append(key)
        selections.source.append(source)
        selections.start.append(start or 0)
        selections.end.append(end or 0)
        selections.user.append(user)
        selections.created.append(element.get("creationDateTime"))
        selections.name.append(element.get("name"))
        if not self._content(element, source, number, user):
            self._skip("passages with neither code nor comment", "nothing is said of them")

    def _close_other_selection(self, element: Element) -> None:
        what = _PASSAGES.get(LOCAL[element.tag], "passages of notes and picture descriptions")
        n = count(element, "Coding")
        if self.parts.sources:
            self.parts.elsewhere[guid(element.get("guid"))] = len(self.parts.sources) - 1
        self.parts.skipped_codings += n
        self._skip(what, _ONLY_TEXT)
        self._skip(f"codings on {what}", _ONLY_TEXT, n)

    def _close_transcript(self, element: Element) -> None:
        self.parts.transcripts.append(element.get("name") or guid(element.get("guid")))

    def _close_representation(self, element: Element) -> None:
        if not self._within("Sources", "PDFSource"):
            return
        source = len(self.parts.sources) - 1
        self.parts.sources[source].content = content_of(element)
        self._content(element, source, WHOLE, None)

    def _close_source(self, element: Element) -> None:
        if not self._within("Sources"):
            return
        number = len(self.parts.sources) - 1
        source = self.parts.sources[number]
        if source.kind == "text":
            source.content = content_of(element)
        self._content(element, number, WHOLE, guid(element.get("creatingUser")) or None)
        self.parts.source_values += [(number, *value) for value in values_of(element)]

    def _close_picture_text(self, _: Element) -> None:
        self._skip("descriptions of pictures", _ONLY_TEXT)

    def _close_note(self, element: Element) -> None:
        self.parts.notes.append(
            Note(
                guid(element.get("guid")),
                element.get("name") or None,
                text_of(element, "Description"),
                content_of(element),
                element.get("plainTextPath"),
                guid(element.get("creatingUser")) or None,
            )
        )
        n = count(element, "Coding")
        self.parts.skipped_codings += n
        self._skip("codings on notes", _ONLY_TEXT, n)

    def _close_link(self, element: Element) -> None:
        ends = guid(element.get("originGUID")), guid(element.get("targetGUID"))
        self.parts.links.append(ends)

    def _close_set(self, element: Element) -> None:
        others = count(element, "MemberCode") + count(element, "MemberNote")
        members = targets(element, "MemberSource")
        self.parts.sets.append((element.get("name", ""), members, others))

    def _close_graph(self, _: Element) -> None:
        self._skip("graphs", "drawings are not read")

    def _close_root(self, element: Element) -> None:
        if not self._names and (text := text_of(element, "Description")):
            self.parts.descriptions.append(("project", WHOLE, WHOLE, text, None))

    # What a source and a passage have in common.

    def _content(self, element: Element, source: int, selection: int, user: str | None) -> bool:
        """Take the codings, notes and description; True if there was any."""
        rows = self.parts.codings
        before = len(rows.guid), len(self.parts.note_places), len(self.parts.descriptions)
        for child in element:
            name = LOCAL[child.tag]
            if name == "Coding":
                self._coding(child, source, selection)
            elif name == "NoteRef":
                self._note_ref(child, source, selection)
            elif name == "Description" and child.text and child.text.strip():
                key = guid(element.get("guid"))
                self.parts.descriptions.append((key, source, selection, child.text, user))
        return before != (
            len(rows.guid),
            len(self.parts.note_places),
            len(self.parts.descriptions),
        )

    def _coding(self, element: Element, source: int, selection: int) -> None:
        key, codes = guid(element.get("guid")), []
        for child in element:
            name = LOCAL[child.tag]
            if name == "CodeRef":
                codes.append(intern(guid(child.get("targetGUID"))))
            elif name == "NoteRef":
                self._note_ref(child, source, selection)
        if len(codes) != 1:
            self._problems.add(self._place(key), "a coding with one code", f"{len(codes)}")
            return
        rows = self.parts.codings
        rows.guid.append(key)
        rows.source.append(source)
        rows.selection.append(selection)
        rows.code.append(codes[0])
        rows.user.append(intern(guid(element.get("creatingUser"))) or None)
        rows.created.append(element.get("creationDateTime"))

    def _note_ref(self, element: Element, source: int, selection: int) -> None:
        self.parts.note_places.append((guid(element.get("targetGUID")), source, selection))

    def _in_representation(self) -> bool:
        return self._within("Sources", "PDFSource", "Representation")

    def _place(self, key: str) -> str:
        source = self.parts.sources[-1]
        return f"source {source.name or source.guid!r}, {key or 'without a GUID'}"


Handler = Callable[[Collector, Element], None]

_OPENS: dict[str, Handler] = {
    "Project": Collector._open_root,
    "CodeBook": Collector._open_root,
    "Code": Collector._open_code,
    "Representation": Collector._open_representation,
    **dict.fromkeys(KINDS, Collector._open_source),
    **{name: Collector._open_section for name in SECTIONS if name != "CodeBook"},
}
_CLOSES: dict[str, Handler] = {
    "Project": Collector._close_root,
    "User": Collector._close_user,
    "Code": Collector._close_code,
    "Variable": Collector._close_variable,
    "Case": Collector._close_case,
    "PlainTextSelection": Collector._close_selection,
    "Representation": Collector._close_representation,
    "Transcript": Collector._close_transcript,
    "TextDescription": Collector._close_picture_text,
    "SyncPoint": lambda *_: None,
    "Note": Collector._close_note,
    "Link": Collector._close_link,
    "Set": Collector._close_set,
    "Graph": Collector._close_graph,
    "Vertex": lambda *_: None,
    "Edge": lambda *_: None,
    **dict.fromkeys(_PASSAGES, Collector._close_other_selection),
    **dict.fromkeys(KINDS, Collector._close_source),
}
_REFERENCES = {f"{kind}Ref" for kind in ("Code", "Note", "Source", "Selection", "Variable")}
_MEMBERS = {f"Member{kind}" for kind in ("Code", "Note", "Source")}
_TYPES = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
_VALUES = {f"{kind}Value" for kind in (*_TYPES, "Variable")}
_PLAIN = {"Codes", "Coding", "PlainTextContent"}
_KNOWN = {*_OPENS, *_CLOSES, *_REFERENCES, *_MEMBERS, *_VALUES, *_PLAIN}
