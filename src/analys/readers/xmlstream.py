"""Reading XML that others wrote: as a stream, without DTDs, with line and column in errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from analys.errors import MaterialError, Problem

DEEPEST = 200
"""Elements within elements; the deepest code tree seen has seven levels."""

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Root:
    """The first element of a document: its local name, namespace and attributes."""

    name: str
    namespace: str
    attributes: dict[str, str]


class _Local(dict[str, str]):
    """Local names of tags, each cut once."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition("}")[2]
        self[tag] = name
        return name


LOCAL = _Local()


class _RootSeenError(Exception):
    pass


class _DoctypeSeenError(Exception):
    pass


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

    def doctype(*_: object) -> None:
        raise _DoctypeSeenError

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = doctype
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _RootSeenError:
        return found[0]
    except _DoctypeSeenError:
        line = f"line {parser.CurrentLineNumber}"
        advice = "No coding tool writes one; entities can hide a bomb. Export again."
        raise MaterialError(Problem(file, line, "no DTD", "a DOCTYPE", advice)) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        place = f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"
        raise _malformed(file, place, error) from error
    raise MaterialError(Problem(file, "", "XML", "an empty document"))


def walk(
    opened: Callable[[], AbstractContextManager[IO[bytes]]], file: str
) -> Iterator[tuple[bool, Element]]:
    """Give every element: (True, element) where it starts, (False, element) where it ends.

    Whoever walks takes the elements away that were dealt with, and so keeps memory level.

    Raises
    ------
    MaterialError
        As `root_of`; and with line and column where the XML is malformed, or too deep.

    """
    with opened() as stream:
        root_of(stream, file)
    depth = 0
    with opened() as stream:
        events = iterparse(stream, events=("start", "end"))  # noqa: S314 - root_of refuses DTDs
        while True:
            try:
                event, element = next(events)
            except StopIteration:
                return
            except ParseError as error:
                line, column = error.position
                raise _malformed(file, f"line {line}, column {column + 1}", error) from error
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                found = f"more, at <{LOCAL[element.tag]}>"
                raise MaterialError(
                    Problem(file, "", f"at most {DEEPEST} elements within each other", found)
                )
            yield event == "start", element


def _malformed(file: str, place: str, error: Exception) -> MaterialError:
    advice = "The file is damaged or cut short: export it again."
    return MaterialError(Problem(file, place, "well-formed XML", str(error), advice))
