"""Reading XML that others wrote: as a stream, without DTDs, with line and column in errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from analys.errors import MaterialError, Problem
from analys.readers.archive import LIMITS, raised

_CHUNK = 1 << 16
_BUFFER = 1 << 18


@dataclass(frozen=True)
class Root:
    """The first element of a document: its local name, namespace and attributes."""

    name: str
    namespace: str
    attributes: dict[str, str]


class Node:
    """An element: its local name, attributes, and the children that were kept."""

    __slots__ = ("attributes", "children", "name", "pieces")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self.pieces: list[str] = []

    def get(self, attribute: str, default: str | None = None) -> str | None:
        """Give the value of an attribute."""
        return self.attributes.get(attribute, default)

    @property
    def text(self) -> str:
        """What it says before its first child."""
        return "".join(self.pieces)


class _RootSeenError(Exception):
    pass


class _DoctypeSeenError(Exception):
    pass


class Parser:
    """Parses what is fed to it; a DTD, malformed XML and a tree without end are refused.

    Parameters
    ----------
    opens
        Is called where an element opens, with its attributes and not yet among `open`.
    closes
        Is called where an element closes, no more among `open`, with the children that were kept;
        says whether it is itself to be kept with its parent.
    spoken
        Names of the elements whose text is wanted.
    depth
        How many elements may stand within each other.

    Attributes
    ----------
    open
        The elements that are open, the root first.
    namespace
        That of the root.
    utf_8
        Whether the document says no other encoding.
    """

    def __init__(
        self,
        file: str,
        opens: Callable[[Node], None],
        closes: Callable[[Node], bool],
        spoken: frozenset[str] = frozenset(),
        depth: int = LIMITS.depth,
    ) -> None:
        self.open: list[Node] = []
        self.namespace = ""
        self.utf_8 = True
        self._file, self._opens, self._closes = file, opens, closes
        self._spoken, self._depth = spoken, depth
        self._local: dict[str, str] = {}
        self._expat = _expat(self._started, self._ended)
        self._expat.XmlDeclHandler = self._declared

    def feed(self, data: bytes, last: bool = False) -> None:
        """Parse some more.

        Raises
        ------
        MaterialError
            With line and column, if the XML is malformed, has a DTD or is too deep.

        """
        with _told(self._expat, self._file):
            self._expat.Parse(data, last)

    def inner(self, data: bytes) -> None:
        """Parse elements that stand where the parser is, before what is fed next."""
        outer = self._expat
        self._expat = _expat(None)
        with _told(self._expat, self._file):
            self._expat.Parse(b"<_>", False)
            self._expat.StartElementHandler = self._started
            self._expat.EndElementHandler = self._ended
            self._expat.Parse(data, False)
            self._expat.EndElementHandler = None
            self._expat.Parse(b"</_>", True)
        self._expat = outer

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.utf_8 = (encoding or "utf-8").casefold() in ("utf-8", "us-ascii")

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local.get(tag)
        if name is None:
            namespace, _, name = tag.rpartition("}")
            self._local[tag] = name
            self.namespace = self.namespace if self.open else namespace
        node = Node(name, attributes)
        self._opens(node)
        self.open.append(node)
        if name in self._spoken:
            self._expat.CharacterDataHandler = node.pieces.append
        elif len(self.open) > self._depth:
            self._too_deep(name)

    def _ended(self, _: str) -> None:
        node = self.open.pop()
        if node.name in self._spoken:
            self._expat.CharacterDataHandler = None
        if self._closes(node) and self.open:
            self.open[-1].children.append(node)

    def _too_deep(self, name: str) -> None:
        raise MaterialError(
            Problem(
                self._file,
                f"line {self._expat.CurrentLineNumber}",
                f"at most {self._depth} elements within each other",
                f"more, at <{name}>",
                raised("depth", 2 * self._depth),
            )
        )


def root_of(stream: IO[bytes], file: str) -> Root:
    """Find the root element; nothing after it is parsed, and no entity is ever expanded.

    Raises
    ------
    MaterialError
        If a DTD comes first, or what comes is not XML.

    """
    found: list[Root] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        found.append(Root(name, namespace, attributes))
        raise _RootSeenError

    parser = _expat(started)
    try:
        with _told(parser, file):
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except _RootSeenError:
        return found[0]
    raise MaterialError(Problem(file, "", "XML", "an empty document"))


def _expat(
    started: Callable[[str, dict[str, str]], None] | None,
    ended: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise _DoctypeSeenError


@contextmanager
def _told(parser: expat.XMLParserType, file: str) -> Iterator[None]:
    """Tell what is wrong, and where the parser stands."""
    try:
        yield
    except _DoctypeSeenError:
        line = f"line {parser.CurrentLineNumber}"
        advice = "No coding tool writes one; entities can hide a bomb. Export again."
        raise MaterialError(Problem(file, line, "no DTD", "a DOCTYPE", advice)) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        place = f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"
        advice = "The file is damaged or cut short: export it again."
        problem = Problem(file, place, "well-formed XML", str(error), advice)
        raise MaterialError(problem) from error
