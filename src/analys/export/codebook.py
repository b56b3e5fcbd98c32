"""Writing codes as a standard REFI-QDA 1.5 codebook (`.qdc`) that coding tools open."""

from __future__ import annotations

import io
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

import pandas as pd

from analys.export.elements import guid_of

URN = "urn:QDA-XML:codebook:1.0"
SCHEMA = f"{URN} http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def qdc(codes: pd.DataFrame, origin: str) -> bytes:
    """The codes of a `Project` as a codebook, in the order of the frame among those of one parent.

    Ids that are no GUIDs get the one that they have in a project (`export.write_qdpx`).

    Parameters
    ----------
    codes
        `Project.codes`, checked (`export_checks`); at least one, parents first.
    """
    attributes = {"xmlns": URN, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA, "origin": origin}
    root = Element("CodeBook", attributes)
    made: dict[str | None, Element] = {None: SubElement(root, "Codes")}
    row: Any
    for row in codes.astype(object).where(codes.notna(), None).itertuples():
        given = {"guid": guid_of("code", row.code_id), "name": row.name}
        given["isCodable"] = str(bool(row.codable)).lower()
        if row.color:
            given["color"] = row.color
        code = SubElement(made[row.parent], "Code", given)
        if row.description:
            SubElement(code, "Description").text = row.description
        made[row.code_id] = code
    stream = io.BytesIO()
    ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)
    return stream.getvalue()
