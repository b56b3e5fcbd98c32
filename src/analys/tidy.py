"""A study's frames as files for any other program: tidy tables in CSV and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pandas as pd

from analys.study import Study

FORMATS = ("csv", "parquet")
README = "README.md"
TABLES = {
    "cases": "a municipality",
    "interviews": "an interview",
    "codings": "one code put on one passage by one coder",
    "spells": "one person's time in one post",
    "events": "something that happened to a municipality",
    "codes": "a node of the code system; parents before their children",
    "memos": "a note on an interview, on a passage of it or on the project",
}
MEANING = {
    "case": "the municipality", "population": "inhabitants", "size": "by population",
    "region": "part of the country", "skl_group": "SALAR's group of municipalities, 2011",
    "rule_2006": "who ruled after the election of 2006", "rule_2010": "and of 2010",
    "shift": "whether the majority shifted", "committees": "how committees are organised",
    "interview": "its id, in a project the text's name", "role": "of the person interviewed",
    "role_group": "politician or official", "block": "political bloc",
    "date": "day", "minutes": "length in minutes",
    "asked": "ids of the dilemmas asked about, with spaces between",
    "quote_consent": "whether it may be quoted: the tables hold quotes that may not leave the team",
    "characters": "length of the text in code points", "sha256": "of the text in UTF-8",
    "coding": "id of the coding", "start": "code points from the text's beginning, or a day",
    "end": "the first code point, or day, after it; empty: the whole text, or not ended",
    "code": "id in the codebook, or a path of the project's own", "coder": "who put it",
    "created": "when, UTC", "quote": "the passage", "source_file": "the file it was read from",
    "post": "kso or kc", "person": "id of a person", "exit": "why it ended",
    "kind": "what sort of thing it is", "text": "in words", "parent": "the node above",
    "dilemma": "the dilemma it belongs to", "side": "which side of it", "sv": "name in Swedish",
    "en": "name in English", "origin": "report, derived, added; foreign: the project's own",
    "memo": "id of the note",
}  # fmt: skip
TEXT = pd.StringDtype("pyarrow", na_value=float("nan"))
HOW = """\
CSV: UTF-8 with a byte order mark, a comma between cells, a point in decimals, dates as 2011-10-13,
true and false, missing as an empty cell. Excel in Swedish opens it by Data > From Text/CSV, not by
a double click. Parquet: the same tables with their types. cases, interviews, spells and events can
be named in a material.yaml as they are.
"""


def files(study: Study, formats: Sequence[str] = FORMATS) -> Iterator[tuple[str, bytes]]:
    """`(name, content)` of each table in each format, and of a README that says what is what."""
    for name, frame in frames(study).items():
        if "csv" in formats:
            yield f"{name}.csv", _csv(frame)
        if "parquet" in formats:
            yield f"{name}.parquet", _parquet(frame)
    yield README, _readme(study).encode()


def names() -> frozenset[str]:
    """All that an export may be called, in whatever format."""
    return frozenset({README, *(f"{name}.{suffix}" for name in TABLES for suffix in FORMATS)})


def frames(study: Study) -> dict[str, pd.DataFrame]:
    """The tables by name: all codings of all coders."""
    return {
        "cases": study.cases,
        "interviews": study.interviews,
        "codings": study.all_codings,
        "spells": study.spells,
        "events": study.events,
        "codes": study.codes,
        "memos": study.kept.memos,
    }


def _parquet(frame: pd.DataFrame) -> bytes:
    """A table with its types, texts as Arrow's however they are held in memory."""
    held = {name: TEXT for name, dtype in frame.dtypes.items() if dtype == "str"}
    stream = io.BytesIO()
    frame.astype(held).to_parquet(path=stream, index=False)
    return stream.getvalue()


def _csv(frame: pd.DataFrame) -> bytes:
    told = frame.copy()
    for name in told.select_dtypes(["boolean", "bool"]):
        told[name] = told[name].map({True: "true", False: "false"})
    for name in told.select_dtypes("datetime"):
        told[name] = told[name].dt.strftime("%Y-%m-%d")
    for name in told.select_dtypes("datetimetz"):
        told[name] = told[name].dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ").str.replace(".000000", "")
    return b"\xef\xbb\xbf" + told.to_csv(index=False, lineterminator="\r\n").encode()


def _readme(study: Study) -> str:
    lines = [f"# {study.title}", ""]
    if study.synthetic:
        lines += ["Synthetic: nobody has said any of this.", ""]
    lines += [f"Codebook {study.codebook.version}. Material {study.sha256}.", "", HOW]
    for name, frame in frames(study).items():
        lines += [f"## {name}", f"{len(frame)} rows. A row is {TABLES[name]}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| {column} | {_type(frame[column])} | {MEANING[str(column)]} |" for column in frame
        ]
        lines.append("")
    return "\n".join(lines)


def _type(values: pd.Series) -> str:
    kinds = {"str": "text", "Int64": "whole number", "boolean": "true or false"}
    dtype = str(values.dtype)
    return kinds.get(dtype, "time" if "UTC" in dtype else "day")
