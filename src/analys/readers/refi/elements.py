"""Small questions asked of one element of REFI-QDA's XML."""

from __future__ import annotations

from analys.readers.refi.columns import guid
from analys.readers.xmlstream import Node


def count(node: Node, name: str) -> int:
    """Count the children of this name."""
    return sum(child.name == name for child in node.children)


def targets(node: Node, name: str) -> list[str]:
    """List the GUIDs that the children of this name point to."""
    return [guid(child.get("targetGUID")) for child in node.children if child.name == name]


def text_of(node: Node, name: str) -> str | None:
    """Read the text of the first child of this name; None if it has none but spaces."""
    text = next((child.text for child in node.children if child.name == name), "")
    return text if text.strip() else None


def content_of(node: Node) -> str | None:
    """Read a text that stands in the XML: "" if it is empty, None if there is none."""
    return next((child.text for child in node.children if child.name == "PlainTextContent"), None)


def values_of(node: Node) -> list[tuple[str, str, str]]:
    """List (variable, type, value) of each variable value; one without a value is none."""
    values = []
    for child in node.children:
        if child.name != "VariableValue":
            continue
        variable = next(iter(targets(child, "VariableRef")), "")
        values += [
            (variable, part.name.removesuffix("Value").lower(), part.text)
            for part in child.children
            if part.name.endswith("Value")
        ]
    return values


def user_of(node: Node) -> str | None:
    """Read who made it; None if that is not said."""
    return guid(node.get("creatingUser")) or None


def position_of(node: Node, name: str) -> int | None:
    """Read a position; None if it is missing or no whole number from 0."""
    value = (node.get(name) or "").strip()
    return int(value) if value.isdecimal() and len(value) < 16 else None
