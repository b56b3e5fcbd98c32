"""Small projects in memory, as a reader would give them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analys.readers.frames import rows
from analys.readers.project import Project, ReadingReport


def guid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012x}"


def project(
    name: str,
    texts: Mapping[str, str | None],
    codings: Sequence[Sequence[Any]] = (),
    *,
    prefix: str = "",
    codes: Sequence[str] = (),
    ids: Mapping[str, str] | None = None,
    cases: Mapping[str, Sequence[str]] | None = None,
    **frames: Sequence[Sequence[Any]],
) -> Project:
    """A project called `name`.

    texts: `{document: its text}`, None for a picture. codings: `(document, start, end, "A > B",
    "Anna")`, the coder None where none is named, and an id where it is not the row's number.
    prefix: what all ids begin with; they are plain numbers else. codes: paths of more codes. ids:
    `{document, path, coder or case: its id}` where it is given. cases: `{case: documents}`. frames:
    rows of `attributes`, `memos` and `links` as they stand.
    """
    given = dict(ids or {})

    def numbered(things: Sequence[str]) -> dict[str, str]:
        return {thing: given.get(thing, f"{prefix}{at}") for at, thing in enumerate(things, 1)}

    steps = [
        " > ".join(path.split(" > ")[: depth + 1])
        for path in [*(row[3] for row in codings), *codes]
        for depth in range(path.count(" > ") + 1)
    ]
    code, source = numbered(list(dict.fromkeys(steps))), numbered(list(texts))
    coder = numbered(list(dict.fromkeys(row[4] for row in codings if row[4])))
    case = numbered(list(cases or {}))
    of_id = {source[document]: text for document, text in texts.items()}
    made = [
        (
            row[5] if len(row) > 5 else f"{prefix}{at}",
            source[row[0]], row[1], row[2], code[row[3]],
            coder[row[4]] if row[4] else None, None, None,
            None if row[1] is None else (texts[row[0]] or "")[row[1] : row[2]],
        )
        for at, row in enumerate(codings, 1)
    ]  # fmt: skip
    counts = {
        "sources": len(texts),
        "texts": sum(text is not None for text in texts.values()),
        "coders": len(coder),
        "codings": len(made),
    }
    return Project(
        path=Path(name),
        sources=rows(
            "sources", [_source(source[each], each, text) for each, text in texts.items()]
        ),
        codes=rows("codes", [_code(code, path) for path in code]),
        coders=rows("coders", [(id_, each) for each, id_ in coder.items()]),
        codings=rows("codings", made),
        cases=rows("cases", [(id_, each or None, None) for each, id_ in case.items()]),
        case_sources=rows(
            "case_sources",
            [
                (case[each], source[document], None, None)
                for each, documents in (cases or {}).items()
                for document in documents
            ],
        ),
        attributes=rows("attributes", frames.get("attributes", ())),
        memos=rows("memos", frames.get("memos", ())),
        links=rows("links", frames.get("links", ())),
        report=ReadingReport(name, "Test", "code point", counts),
        text=lambda id_: of_id[id_] or "",
    )


def _source(id_: str, name: str, text: str | None) -> tuple[Any, ...]:
    if text is None:
        return (id_, name, "picture", None, None, None)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return (id_, name, "text", None, len(text), sha256)


def _code(code: Mapping[str, str], path: str) -> tuple[Any, ...]:
    above, _, name = path.rpartition(" > ")
    return (code[path], code.get(above), name, path, None, None, True)


def told(found: Project) -> list[tuple[Any, ...]]:
    """The codings in words: document, start, end, code's path, coder's name, quote; sorted."""
    frame = found.codings
    names = dict(zip(found.sources["source"], found.sources["name"], strict=True))
    paths = dict(zip(found.codes["code_id"], found.codes["path"], strict=True))
    people = dict(zip(found.coders["coder_id"], found.coders["name"], strict=True))
    words = [
        (names[source], start, end, paths[code], people.get(coder, ""), quote)
        for source, start, end, code, coder, quote in zip(
            frame["source"], frame["start"], frame["end"], frame["code_id"],
            frame["coder"].fillna(""), frame["quote"].fillna(""), strict=True,
        )
    ]  # fmt: skip
    return sorted(words, key=str)
