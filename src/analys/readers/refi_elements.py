"""Small questions asked of one element of REFI-QDA's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from analys.readers.refi_parts import guid
from analys.readers.xmlstream import LOCAL


def count(element: Element, name: str) -> int:
    """Count the children of this name."""
    return sum(LOCAL[child.tag] == name for child in element)


def targets(element: Element, name: str) -> list[str]:
    """List the GUIDs that the children of this name point to."""
    return [guid(child.get("targetGUID")) for child in element if LOCAL[child.tag] == name]


def child_of(element: Element, name: str) -> Element | None:
    """Find the first child of this name."""
    return next((child for child in element if LOCAL[child.tag] == name), None)


def text_of(element: Element, name: str) -> str | None:
    """Read the text of a child; None if it has none but spaces."""
    child = child_of(element, name)
    return child.text if child is not None and child.text and child.text.strip() else None


def content_of(element: Element) -> str | None:
    """Read a text that stands in the XML: "" if it is empty, None if there is none."""
    child = child_of(element, "PlainTextContent")
    return None if child is None else child.text or ""


def values_of(element: Element) -> list[tuple[str, str, str]]:
    """List (variable, type, value) of each variable value; one without a value is none."""
    values = []
    for child in element:
        if LOCAL[child.tag] != "VariableValue":
            continue
        variable = next(iter(targets(child, "VariableRef")), "")
        for part in child:
            name = LOCAL[part.tag]
            if name.endswith("Value"):
                values.append((variable, name.removesuffix("Value").lower(), part.text or ""))
    return values


def position_of(element: Element, name: str) -> int | None:
    """Read a position; None if it is missing or no whole number from 0."""
    value = element.get(name, "").strip()
    return int(value) if value.isdecimal() and len(value) < 16 else None
