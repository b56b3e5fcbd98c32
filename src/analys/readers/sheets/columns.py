"""Which column of a table of coded segments is what: the user's word first, then known headings.

Nothing is guessed in silence. What was taken for what is told, and what is lacking is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from analys.readers.headings import OWN, SEGMENTS, Dialect, dialects, known, plain
from analys.readers.problems import Problems

NEEDED = ("document", "code", "quote")
COLUMNS = (
    *NEEDED, "coder", "start", "end", "created", "comment", "category", "case", "group", "segment",
    "coding", "weight",
)  # fmt: skip
"""Our names: `segment` identifies a passage, `coding` one code on it; `group` is of documents."""

_NEARLY = 0.8
_SOME = 4


@dataclass(frozen=True)
class Columns:
    """Where what stands in a table.

    Attributes
    ----------
    at
        `{our name: columns}`, numbered from 0; `category` may have several, the others one.
    tool
        The tool whose headings they are, or "own table".
    settled
        What was taken for what, in words.
    """

    at: Mapping[str, tuple[int, ...]]
    tool: str
    settled: list[str]


def fits(head: Sequence[str], asked: Mapping[str, str]) -> bool:
    """Tell whether a row of headings names document, code and quote."""
    at, _, _ = _mapped(head, asked)
    return all(name in at for name in NEEDED)


def find_columns(
    head: Sequence[str], line: int, asked: Mapping[str, str], problems: Problems
) -> Columns:
    """Find the columns of a table of coded segments.

    Parameters
    ----------
    asked
        The user's own map, `{our name: heading}`.
    problems
        Where it is noted if nothing tells which column is the document, the code or the quote.

    Raises
    ------
    MaterialError
        If a column or heading that was asked for is not there.
    """
    _check_asked(head, line, asked, problems)
    problems.raise_any()
    at, tool, settled = _mapped(head, asked)
    headings = ", ".join(repr(name) for name in head if name) or "none"
    for name in NEEDED:
        if name not in at and name not in asked:
            expected = f"a heading for the {name}, such as {_examples(name)}"
            problems.add(f"line {line}", expected, f"the headings {headings}", _advice(head, name))
    unused = [
        name
        for column, name in enumerate(head)
        if name and all(column not in each for each in at.values())
    ]
    if unused:
        settled.append("not used: " + ", ".join(map(repr, unused)))
    return Columns(at, tool, settled)


def _mapped(
    head: Sequence[str], asked: Mapping[str, str]
) -> tuple[dict[str, tuple[int, ...]], str, list[str]]:
    at: dict[str, tuple[int, ...]] = {}
    settled = []
    for name, heading in asked.items():
        if asked_for := _columns(head, heading):
            at[name] = asked_for if name == "category" else asked_for[:1]
            settled.append(f"{name} <- {heading!r} (columns of material.yaml)")
    rest = ["" if (column,) in at.values() else name for column, name in enumerate(head)]
    found = dialects(rest)
    best = next(iter(found), Dialect(OWN, ""))
    for dialect, name, columns in _offers(found, best):
        if name in at or any(column in each for each in at.values() for column in columns):
            continue
        at[name] = tuple(columns) if name == "category" else tuple(columns[:1])
        several = f", the first of {len(columns)}" if len(columns) > len(at[name]) else ""
        settled.append(f"{name} <- {head[columns[0]]!r} ({dialect}{several})")
    return at, best.tool, settled


def _offers(
    found: Mapping[Dialect, Mapping[str, list[int]]], best: Dialect
) -> Iterator[tuple[Dialect, str, list[int]]]:
    """What each dialect names; those of other tools only what a table cannot be without.

    A column that another tool would call "Category" is here some variable of the user's.
    """
    for dialect, names in found.items():
        for name, columns in names.items():
            distinct = sorted(set(columns))
            if dialect.tool == best.tool:
                yield dialect, name, distinct
    for dialect, names in found.items():
        for name, columns in names.items():
            if dialect.tool != best.tool and name in NEEDED:
                yield dialect, name, sorted(set(columns))


def _columns(head: Sequence[str], heading: str) -> tuple[int, ...]:
    exact = tuple(column for column, name in enumerate(head) if name == heading.strip())
    wanted = plain(heading)
    return exact or tuple(column for column, name in enumerate(head) if plain(name) == wanted)


def _check_asked(
    head: Sequence[str], line: int, asked: Mapping[str, str], problems: Problems
) -> None:
    for name, heading in asked.items():
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, 1)
            advice = f"Did you mean {near[0]}?" if near else ""
            problems.add("columns", f"one of {', '.join(COLUMNS)}", repr(name), advice)
        elif not _columns(head, heading):
            near = get_close_matches(heading, list(head), 1)
            advice = f"Did you mean {near[0]!r}?" if near else "Mend `columns` in material.yaml."
            found = f"the headings {', '.join(repr(name) for name in head if name)}"
            problems.add(f"line {line}", f"{heading!r} for {name}", found, advice)


def _examples(name: str) -> str:
    headings = list(dict.fromkeys(each.heading for each in known(SEGMENTS) if each.name == name))
    return " or ".join(map(repr, headings[:_SOME]))


def _advice(head: Sequence[str], name: str) -> str:
    """How to say it in material.yaml, with a heading that is nearly one of those known."""
    names = {plain(each.heading): each.heading for each in known(SEGMENTS) if each.name == name}
    near = {
        heading: names[found[0]]
        for heading in head
        if (found := get_close_matches(plain(heading), names, 1, _NEARLY))
    }
    told = [f"{heading!r} is nearly {other!r}." for heading, other in near.items()]
    example = next(iter(near), "HEADING")
    told.append(f"Say it in material.yaml: projects: [{{file: …, columns: {{{name}: {example}}}}}]")
    return " ".join(told)
