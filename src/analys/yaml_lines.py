"""YAML read as nodes that know their line, so that every complaint can say where.

PyYAML's own loading takes the last of two equal keys in silence and forgets the lines. Here a file
is composed to nodes instead, and its mappings are read key by key: what is asked for is what is
known, and a key that nobody asked for is a problem.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from analys.errors import CodebookError, Problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TYPES = {
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing",
}
# One spelling of each type, of the many that YAML knows.
WRITTEN = {
    "str": re.compile(r".*\S.*", re.DOTALL),
    "bool": re.compile("true|false"),
    "int": re.compile("0|-?[1-9][0-9]*"),
    "timestamp": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
FEW = 30


def suggestion(word: str, known: Iterable[str]) -> str:
    """Name the known word closest to `word`, else all of them if they are few."""
    words = list(known)
    close = difflib.get_close_matches(word, words, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known: {', '.join(words)}." if 0 < len(words) <= FEW else ""


def line_of(node: yaml.Node) -> int:
    """Give the line a node begins on, counted from 1."""
    return int(node.start_mark.line) + 1


def type_of(node: yaml.Node) -> str:
    """Give the type YAML takes a node to have, such as "map", "str" or "bool"."""
    return str(node.tag).rpartition(":")[2]


def tell(node: yaml.Node) -> str:
    """Tell in words what a node is."""
    if not isinstance(node, yaml.ScalarNode):
        return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
    kind = type_of(node)
    if kind == "str":
        return repr(node.value)
    return "nothing" if kind == "null" else f"{node.value} ({TYPES.get(kind, kind)})"


def doubled(root: yaml.Node | None) -> list[tuple[str, int, int]]:
    r"""The keys that stand twice in one mapping, wherever: `(key, its line, that of the first)`.

    >>> doubled(yaml.compose("a: 1\nb: {c: 1, c: 2}\na: 3"))
    [('a', 3, 1), ('c', 2, 2)]
    """
    found: list[tuple[str, int, int]] = []
    waiting, seen = [root] if root is not None else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias may lead back to where it stands
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            lines: dict[str, int] = {}
            for key, value in node.value:
                waiting.append(value)
                word, line = str(key.value), line_of(key)
                if word in lines:
                    found.append((word, line, lines[word]))
                lines.setdefault(word, line)
    return found


@dataclass
class Source:
    """A file being read.

    Attributes
    ----------
    problems
        What was noted so far, with its line.
    entries
        All mappings that were looked into.
    references
        An id that must be declared, as what, and the line it stands on.
    ids
        The ids that may stand once in the file, with the line of the first.

    """

    file: str
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    references: list[tuple[str, str, int]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def problem(self, line: int, expected: str, found: str, advice: str = "") -> None:
        """Note a problem at a line; reading goes on."""
        self.problems.append((line, Problem(self.file, f"line {line}", expected, found, advice)))

    def finish(self, declared: Mapping[str, Iterable[str]]) -> None:
        """Check the keys and the references, and raise all that was noted, by line.

        Parameters
        ----------
        declared
            The ids that are there, by what the references call them.

        Raises
        ------
        CodebookError
            If anything was noted.

        """
        for entry in self.entries:
            entry.note_unasked()
        for id_, among, line in self.references:
            if id_ not in declared[among]:
                advice = suggestion(id_, declared[among])
                self.problem(line, f"the id of a {among}", f"{id_!r}, unknown", advice)
        if self.problems:
            # An aliased mapping is read once for each alias, so a problem may be noted twice.
            ordered = sorted(dict.fromkeys(self.problems), key=lambda noted: noted[0])
            raise CodebookError(problem for _, problem in ordered)


class Entry:
    """A mapping in the file. Each method reads one key and notes a problem if it will not do.

    What is missing or wrong is given as an empty value so that the rest can still be checked;
    `Source.finish` raises before anyone can use it.
    """

    def __init__(self, source: Source, name: str, node: yaml.Node | None, line: int) -> None:
        self.source = source
        self.name = name
        self.line = line
        self._blank = not isinstance(node, yaml.MappingNode)
        self._asked: set[str] = set()
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        source.entries.append(self)
        if isinstance(node, yaml.MappingNode):
            self._fill(node)
        elif node is not None:
            source.problem(self.line, f"{name} as a mapping", tell(node))

    def _fill(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            line = line_of(key)
            if type_of(key) != "str":
                self.source.problem(line, "text as key", tell(key), "Put it in quotes.")
            elif key.value in self._nodes:
                found = f"it again (first on line {self._lines[key.value]})"
                self.source.problem(line, f"{key.value!r} once in {self.name}", found)
            else:
                self._nodes[key.value] = value
                self._lines[key.value] = line

    def note_unasked(self) -> None:
        """Note every key that was never asked for."""
        free = sorted(self._asked - self._nodes.keys())
        for key in self._nodes:
            if key not in self._asked:
                expected = f"only known keys in {self.name}"
                self.source.problem(self.at(key), expected, repr(key), suggestion(key, free))

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in the order of the file."""
        return iter(self._nodes)

    def at(self, key: str) -> int:
        """Give the line that a key stands on, or the line of the entry if it is not there."""
        return self._lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Tell whether a key is there."""
        self._asked.add(key)
        return key in self._nodes

    def _need(self, key: str) -> yaml.Node | None:
        if self.has(key):
            return self._nodes[key]
        if not self._blank:
            self.source.problem(self.line, f"{key!r} in {self.name}", "no such key")
        return None

    def _scalar(self, key: str, node: yaml.Node | None, kind: str) -> str | None:
        if node is None:
            return None
        if type_of(node) == kind and WRITTEN[kind].fullmatch(node.value):
            return str(node.value)
        quotable = kind == "str" and isinstance(node, yaml.ScalarNode) and node.value.strip()
        advice = "Put it in quotes." if quotable else ""
        expected = f"{TYPES[kind]} as {key!r} in {self.name}"
        self.source.problem(line_of(node), expected, tell(node), advice)
        return None

    def _list(self, key: str) -> list[yaml.Node]:
        node = self._nodes[key] if self.has(key) else None
        if node is None or isinstance(node, yaml.SequenceNode):
            return list(node.value) if node else []
        self.source.problem(line_of(node), f"a list as {key!r} in {self.name}", tell(node))
        return []

    def text(self, key: str) -> str:
        """Read a text that must be there."""
        return self._scalar(key, self._need(key), "str") or ""

    def optional(self, key: str) -> str | None:
        """Read a text that may be there."""
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, empty if the key is not there."""
        return tuple(self._scalar(key, node, "str") or "" for node in self._list(key))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers, empty if the key is not there."""
        return tuple(int(self._scalar(key, node, "int") or 0) for node in self._list(key))

    def flag(self, key: str) -> bool:
        """Read a true or false that must be there."""
        return self._scalar(key, self._need(key), "bool") == "true"

    def day(self, key: str) -> date:
        """Read a date that must be there."""
        written = self._scalar(key, self._need(key), "timestamp") or "0001-01-01"
        try:
            return date.fromisoformat(written)
        except ValueError:
            self.source.problem(self.at(key), f"a day as {key!r} in {self.name}", written)
            return date.min

    def choice(self, key: str, among: Iterable[str]) -> str:
        """Read a text that must be one of a few."""
        words, chosen = list(among), self.text(key)
        if chosen and chosen not in words:
            expected = f"{key!r} in {self.name} to be one of {', '.join(words)}"
            close = difflib.get_close_matches(chosen, words, n=1)
            advice = f"Did you mean {close[0]!r}?" if close else ""
            self.source.problem(self.at(key), expected, repr(chosen), advice)
        return chosen

    def reference(self, key: str, among: str) -> str:
        """Read the id of something that is declared elsewhere in the file."""
        return self._refer(self.text(key), among, self.at(key))

    def references(self, key: str, among: str) -> tuple[str, ...]:
        """Read a list of such ids, empty if the key is not there."""
        return tuple(
            self._refer(self._scalar(key, node, "str") or "", among, line_of(node))
            for node in self._list(key)
        )

    def _refer(self, word: str, among: str, line: int) -> str:
        if word:
            self.source.references.append((word, among, line))
        return word

    def entry(self, key: str) -> Entry:
        """Read a mapping that must be there."""
        return Entry(self.source, f"{key!r} of {self.name}", self._need(key), self.at(key))

    def entries(self, key: str, *, needed: bool = True) -> Iterator[tuple[str, Entry]]:
        """Read the mappings in a mapping, in order; the outer may be missing if not `needed`."""
        if not (self.has(key) or needed):
            return
        outer = self.entry(key)
        for name in outer:
            yield name, Entry(self.source, name, outer._need(name), outer.at(name))

    def unique(self, key: str, *, needed: bool = True) -> Iterator[tuple[str, Entry]]:
        """Read as `entries` does, where the keys are ids that may stand once in the file."""
        for name, entry in self.entries(key, needed=needed):
            first = self.source.ids.setdefault(name, entry.line)
            if first != entry.line:
                found = f"{name!r}, which is on line {first} already"
                self.source.problem(entry.line, "an id of its own", found)
            yield name, entry


def compose(text: str, file: str) -> Entry:
    """Read the outermost mapping of a YAML text.

    Raises
    ------
    CodebookError
        If the text is empty or is not YAML, then with its line and column.

    """
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise CodebookError(
            Problem(file, place, "well-formed YAML", error.problem or "something else")
        ) from error
    except yaml.YAMLError as error:
        raise CodebookError(Problem(file, "", "well-formed YAML", str(error))) from error
    if node is None:
        raise CodebookError(Problem(file, "", "a mapping", "nothing: the file is empty"))
    return Entry(Source(file), "the file", node, line=1)
