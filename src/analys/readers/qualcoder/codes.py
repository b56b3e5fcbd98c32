"""The code system of a QualCoder project: categories that hold categories and codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analys.readers.database.rows import Tables
from analys.readers.frames import STEP, rows

DEEPEST = 100
"""Levels of a code system; a path grows with each, so a chain without end would fill the memory."""

Ids = dict[str, str]


@dataclass(frozen=True)
class Node:
    """A category or a code, with the node that it says it stands in."""

    key: str
    parent: str | None
    name: str
    color: str | None
    memo: str | None
    codable: bool


def code_key(cid: str) -> str:
    """Give the id of a code; categories count from 1 as well.

    Examples
    --------
    >>> code_key("3")
    'cid:3'

    """
    return f"cid:{cid}"


def codes_frame(tables: Tables) -> pd.DataFrame:
    """Build `codes`: categories are not codable, and hold the codes that name them.

    Since version 16 a code may stand in a code; where it names both, that one counts.
    """
    nodes = {node.key: node for node in (*_categories(tables), *_codes(tables))}
    return tree_frame(nodes, tables)


def tree_frame(nodes: dict[str, Node], tables: Tables) -> pd.DataFrame:
    """Build `codes` from nodes in the order of the file, each after the one it stands in."""
    parents = _parents(nodes, tables)
    inside: dict[str | None, list[str]] = {}
    for key in nodes:
        inside.setdefault(parents[key], []).append(key)
    found = []
    waiting = [(key, "", 1) for key in reversed(inside.get(None, []))]
    while waiting:
        key, above, level = waiting.pop()
        node = nodes[key]
        if level > DEEPEST:
            expected = f"categories within categories, {DEEPEST} deep at most"
            tables.problems.add(f"category {node.name!r}", expected, "more")
            continue
        path = f"{above}{STEP}{node.name}" if above else node.name
        found.append((key, parents[key], node.name, path, node.color, node.memo, node.codable))
        waiting += [(child, path, level + 1) for child in reversed(inside.get(key, []))]
    return rows("codes", found)


def _categories(tables: Tables) -> Iterator[Node]:
    found = list(tables.rows("code_cat", "catid", "name", "memo", "supercatid"))
    tables.once("code_cat", [row[0] for row in found])
    for catid, name, memo, above in found:
        parent = None if above is None else f"catid:{above}"
        yield Node(f"catid:{catid}", parent, name or "", None, memo or None, codable=False)


def _codes(tables: Tables) -> Iterator[Node]:
    found = list(tables.rows("code_name", "cid", "name", "memo", "catid", "supercid", "color"))
    tables.once("code_name", [row[0] for row in found])
    for cid, name, memo, catid, above, color in found:
        parent = None if catid is None else f"catid:{catid}"
        parent = parent if above is None else code_key(above)
        yield Node(code_key(cid), parent, name or "", color or None, memo or None, codable=True)


def _parents(nodes: dict[str, Node], tables: Tables) -> dict[str, str | None]:
    """Find the node each stands in; what leads nowhere or in a circle stands at the root."""
    parents = {key: node.parent for key, node in nodes.items()}
    for key, parent in parents.items():
        if parent is not None and parent not in nodes:
            parents[key] = None
            tables.seen["codes and categories stand in one that is deleted; they are roots"] += 1
    sound: set[str] = set()
    for key in nodes:
        walked: list[str] = []
        at: str | None = key
        while at is not None and at not in sound:
            sound.add(at)
            walked.append(at)
            at = parents[at]
        if at is not None and at in walked:
            parents[at] = None
            tables.seen["circles of categories within one another; they are cut"] += 1
    return parents
