"""From REFI-QDA's XML to `Parts`.

Elements are known by local name, wherever their section stands. What is not read is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from analys.readers.problems import Problems
from analys.readers.refi.columns import guid
from analys.readers.refi.content import Content
from analys.readers.refi.elements import content_of, count, targets, text_of, user_of, values_of
from analys.readers.refi.parts import WHOLE, Case, Code, Link, Note, Parts, Source
from analys.readers.refi.plain import Block
from analys.readers.refi.transcripts import read_selections
from analys.readers.xmlstream import Node

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
    "TranscriptSelection": "passages of transcripts that stand alone",
}
_WITHIN = {
    "Note": "passages of notes",
    "TextDescription": "passages of descriptions of pictures",
    "Representation": "passages of regions of PDF pages",
}


class Collector:
    """Takes the elements of a document and fills `parts`.

    `open` are the elements that are open, as the parser has them.
    """

    def __init__(self, problems: Problems) -> None:
        self.parts = Parts()
        self.problems = problems
        self.open: list[Node] = []
        self._content = Content(self.parts, problems)
        self._codes: list[Code] = []
        self._source = WHOLE

    def opens(self, node: Node) -> None:
        """Take what the children of an element need to know."""
        name = node.name
        if name not in _KNOWN:
            self._skip(f"elements <{name}>", "the standard has none")
        elif handler := _OPENS.get(name):
            handler(self, node)

    def closes(self, node: Node) -> bool:
        """Take a whole element; True if its parent needs it."""
        handler = _CLOSES.get(node.name)
        return handler(self, node) is True if handler else node.name in _PARTS

    def takes(self, block: Block) -> bool:
        """Take a block of passages; False if they are not those of a text."""
        if not self._in_text():
            return False
        selections, codings = block.tables(self._source, len(self.parts.selections))
        self.parts.selections.extend(selections)
        self.parts.codings.extend(codings)
        return True

    def _within(self, *names: str) -> bool:
        return tuple(node.name for node in self.open[-len(names) :]) == names

    def _in_text(self) -> bool:
        return self._within("Sources", "TextSource") or self._in_representation()

    def _in_representation(self) -> bool:
        return self._within("Sources", "PDFSource", "Representation")

    def _in_media(self) -> bool:
        return self._within("Sources", "AudioSource") or self._within("Sources", "VideoSource")

    def _skip(self, what: str, why: str, n: int = 1) -> None:
        if n:
            self.parts.skipped[what, why] += n

    # Where an element opens: what its children need to know.

    def _open_root(self, node: Node) -> None:
        if not self.open:
            self.parts.root = node.name
            self.parts.origin = " ".join((node.get("origin") or "").split())
        elif self._within("Project"):
            self.parts.sections.append("CodeBook")

    def _open_section(self, node: Node) -> None:
        if self._within("Project"):
            self.parts.sections.append(node.name)

    def _open_code(self, node: Node) -> None:
        code = Code(
            guid(node.get("guid")),
            self._codes[-1].guid if self._codes else None,
            node.get("name") or "",
            node.get("color"),
            node.get("isCodable"),
        )
        self.parts.codes.append(code)
        self._codes.append(code)

    def _open_source(self, node: Node) -> None:
        if self._within("Sources"):
            self._source = len(self.parts.sources)
            self.parts.sources.append(_source(node, KINDS[node.name]))

    def _open_representation(self, node: Node) -> None:
        if self._within("Sources", "PDFSource"):
            self.parts.sources[self._source].path = node.get("plainTextPath")

    # Where an element closes: all of it is there.

    def _close_user(self, node: Node) -> None:
        self.parts.users.append((guid(node.get("guid")), node.get("name") or node.get("id")))

    def _close_code(self, node: Node) -> None:
        code = self._codes.pop()
        code.description = text_of(node, "Description")
        self._link(code.guid, targets(node, "NoteRef"))

    def _close_variable(self, node: Node) -> None:
        self.parts.variables[guid(node.get("guid"))] = node.get("name") or ""

    def _close_case(self, node: Node) -> None:
        case = Case(
            guid(node.get("guid")),
            node.get("name") or None,
            text_of(node, "Description"),
            targets(node, "SourceRef"),
            targets(node, "SelectionRef"),
            values_of(node),
        )
        self.parts.cases.append(case)
        self._link(case.guid, targets(node, "CodeRef"))

    def _close_selection(self, node: Node) -> None:
        if self._in_text():
            self._content.plain_passage(node, self._source)
        else:
            self._close_other_selection(node)

    def _close_other_selection(self, node: Node) -> bool:
        if self._within("Transcript") and node.name == "TranscriptSelection":
            return True  # the transcript has the places
        what = _PASSAGES.get(node.name) or _WITHIN.get(self.open[-1].name, "passages elsewhere")
        if self._source != WHOLE and any(each.name == "Sources" for each in self.open):
            self.parts.elsewhere[guid(node.get("guid"))] = self._source
        n = count(node, "Coding")
        self.parts.skipped_codings += n
        self._skip(what, _ONLY_TEXT)
        self._skip(f"codings on {what}", _ONLY_TEXT, n)
        return False

    def _close_transcript(self, node: Node) -> None:
        if not self._in_media():
            self._skip("transcripts of neither audio nor video", "the standard has none")
            return
        source = _source(node, "transcript")
        source.part_of = self.parts.sources[self._source].guid
        source.content = content_of(node)
        number = len(self.parts.sources)
        self.parts.sources.append(source)
        self._content.of(node, number, WHOLE, user_of(node))
        read_selections(node, number, self.parts, self._content)

    def _close_representation(self, node: Node) -> None:
        if self._within("Sources", "PDFSource"):
            self.parts.sources[self._source].content = content_of(node)
            self._content.of(node, self._source, WHOLE, None)

    def _close_source(self, node: Node) -> None:
        if not self._within("Sources"):
            return
        source = self.parts.sources[self._source]
        if source.kind == "text":
            source.content = content_of(node)
        self._content.of(node, self._source, WHOLE, user_of(node))
        self.parts.source_values += [(self._source, *value) for value in values_of(node)]

    def _close_picture_text(self, _: Node) -> None:
        self._skip("descriptions of pictures", _ONLY_TEXT)

    def _close_note(self, node: Node) -> None:
        self.parts.notes.append(
            Note(
                guid(node.get("guid")),
                node.get("name") or None,
                text_of(node, "Description"),
                content_of(node),
                node.get("plainTextPath"),
                user_of(node),
            )
        )
        n = count(node, "Coding")
        self.parts.skipped_codings += n
        self._skip("codings on notes", _ONLY_TEXT, n)

    def _close_link(self, node: Node) -> None:
        ends = guid(node.get("originGUID")), guid(node.get("targetGUID"))
        key = guid(node.get("guid")) or _made("link", *ends)
        self.parts.links.append(Link(key, node.get("name") or None, *ends))
        self._skip("notes on links", "a note is of a text", count(node, "NoteRef"))

    def _link(self, origin: str, ends: list[str]) -> None:
        """Take references that are no places of notes as links; they have no GUID of their own."""
        self.parts.links += [Link(_made("link", origin, end), None, origin, end) for end in ends]

    def _close_set(self, node: Node) -> None:
        others = count(node, "MemberCode") + count(node, "MemberNote")
        members = targets(node, "MemberSource")
        self.parts.sets.append((node.get("name") or "", members, others))

    def _close_graph(self, _: Node) -> None:
        self._skip("graphs", "drawings are not read")

    def _close_root(self, node: Node) -> None:
        if not self.open and (text := text_of(node, "Description")):
            self.parts.descriptions.append(("project", WHOLE, WHOLE, text, None))


def _source(node: Node, kind: str) -> Source:
    formatted = "richTextPath" in node.attributes
    key, name = guid(node.get("guid")), node.get("name")
    return Source(key, name, kind, node.get("plainTextPath"), formatted)


def _made(*words: str) -> str:
    return str(uuid5(NAMESPACE_URL, " ".join(words)))


_OPENS: dict[str, Callable[[Collector, Node], None]] = {
    "Project": Collector._open_root,
    "CodeBook": Collector._open_root,
    "Code": Collector._open_code,
    "Representation": Collector._open_representation,
    **dict.fromkeys(KINDS, Collector._open_source),
    **{name: Collector._open_section for name in SECTIONS if name != "CodeBook"},
}
_CLOSES: dict[str, Callable[[Collector, Node], bool | None]] = {
    "Project": Collector._close_root,
    "User": Collector._close_user,
    "Code": Collector._close_code,
    "Variable": Collector._close_variable,
    "Case": Collector._close_case,
    "PlainTextSelection": Collector._close_selection,
    "Representation": Collector._close_representation,
    "Transcript": Collector._close_transcript,
    "TextDescription": Collector._close_picture_text,
    "Note": Collector._close_note,
    "Link": Collector._close_link,
    "Set": Collector._close_set,
    "Graph": Collector._close_graph,
    **dict.fromkeys(_PASSAGES, Collector._close_other_selection),
    **dict.fromkeys(KINDS, Collector._close_source),
}
_REFERENCES = {f"{kind}Ref" for kind in ("Code", "Note", "Source", "Selection", "Variable")}
_MEMBERS = {f"Member{kind}" for kind in ("Code", "Note", "Source")}
_TYPES = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
SPOKEN = frozenset({"Description", "PlainTextContent", *(f"{kind}Value" for kind in _TYPES)})
_PARTS = {*_REFERENCES, *_MEMBERS, *SPOKEN, "VariableValue", "Coding", "SyncPoint"}
_KNOWN = {*_OPENS, *_CLOSES, *_PARTS, "Codes", "Vertex", "Edge"}
