"""Feeding a REFI-QDA document to the parser, with its plain blocks of passages taken out.

Each block leaves a mark: an element of a name that no file can know beforehand. Where the parser
meets it, there the block's passages stand. Where it does not, it was no block (a comment may hold
anything), and the document is read again by the parser alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from secrets import token_hex
from typing import IO

from analys.errors import MaterialError
from analys.readers.ahead import ahead
from analys.readers.problems import Problems
from analys.readers.refi.plain import Block, read_blocks
from analys.readers.refi.xml import SPOKEN, Collector
from analys.readers.xmlstream import Node, Parser

CHUNK = 1 << 20
LARGE, SMALL = 1 << 18, 1 << 13
"""Bytes of a block; where a large one is not plain, small ones within it may be."""

_OPENS, _CLOSES, _OVER = b"<PlainTextSelection", b"</PlainTextSelection>", b"</TextSource"
Piece = tuple[bytes, Block | None]


class _NotPlainError(Exception):
    pass


def collect(
    opened: Callable[[], AbstractContextManager[IO[bytes]]], file: str, depth: int
) -> Collector:
    """Read a document.

    Raises
    ------
    MaterialError
        As `Parser.feed`; what else is wrong stands in the collector's `problems`.

    """
    try:
        with opened() as stream:
            return _Feeder(file, depth).feed(stream, plain=True)
    except (_NotPlainError, MaterialError):
        # Lines and columns are right where nothing was taken out.
        with opened() as stream:
            return _Feeder(file, depth).feed(stream, plain=False)


class _Feeder:
    """Feeds one document to a parser and a collector of its own."""

    def __init__(self, file: str, depth: int) -> None:
        self._mark = f"analys-{token_hex(8)}"
        self._waiting: deque[tuple[bytes, Block]] = deque()
        self._collector = Collector(Problems(file))
        self._parser = Parser(file, self._opens, self._collector.closes, SPOKEN, depth)
        self._collector.open = self._parser.open

    def feed(self, stream: IO[bytes], *, plain: bool) -> Collector:
        """Feed all of it."""
        rest = b""
        for data in ahead(iter(lambda: stream.read(CHUNK), b"")):
            if not plain:
                self._parser.feed(data)
                continue
            pieces, rest = cut(rest + data, LARGE)
            for xml, block in _read(pieces):
                self._feed(xml, block)
        self._parser.feed(rest, last=True)
        if self._waiting:
            raise _NotPlainError
        self._collector.parts.namespace = self._parser.namespace
        return self._collector

    def _feed(self, xml: bytes, block: Block | None) -> None:
        if block is None:
            self._parser.feed(xml)
        else:
            self._waiting.append((xml, block))
            self._parser.feed(b"<%b/>" % self._mark.encode())

    def _opens(self, node: Node) -> None:
        if node.name != self._mark:
            self._collector.opens(node)
            return
        if not self._parser.utf_8:
            raise _NotPlainError
        xml, block = self._waiting.popleft()
        if not self._collector.takes(block):
            self._parser.inner(xml)


def cut(data: bytes, size: int) -> tuple[list[tuple[bytes, bool]], bytes]:
    """Cut XML into what may be blocks of passages, each of at most `size` bytes, and the rest.

    Returns
    -------
    The pieces in their order, and whether each may be a block; and what is to be looked at again
    when there is more.
    """
    pieces, done = [], 0
    at = data.find(_OPENS)
    while at >= 0:
        over = data.find(_OVER, at, at + size)
        end = data.rfind(_CLOSES, at, at + size if over < 0 else over)
        if end >= 0:
            end += len(_CLOSES)
            pieces += [(data[done:at], False), (data[at:end], True)]
            done = at = end
        elif over >= 0 or at + size < len(data):
            at = at + size if over < 0 else over
        else:
            return [*pieces, (data[done:at], False)], data[at:]
        at = data.find(_OPENS, at)
    return [*pieces, (data[done:], False)], b""


def _read(pieces: list[tuple[bytes, bool]]) -> Iterator[Piece]:
    """Read what is plain; of a large block that is not, what is plain of it."""
    blocks = iter(read_blocks([xml for xml, may in pieces if may]))
    for xml, may in pieces:
        block = next(blocks) if may else None
        if block is not None or not may:
            yield xml, block
            continue
        small, rest = cut(xml, SMALL)
        found = iter(read_blocks([each for each, may in small if may]))
        yield from ((each, next(found) if may else None) for each, may in small)
        yield rest, None
