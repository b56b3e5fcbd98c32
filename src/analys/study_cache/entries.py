"""An entry: one study in a folder, and an index of what its files must be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analys.codebook import Codebook
from analys.errors import MaterialError, Problem
from analys.kept import Kept
from analys.study import Gap, Study
from analys.study_cache import folder, frames, texts
from analys.study_cache.plain import hints_of, made, plain

FRAMES = ("cases", "interviews", "all_codings", "spells", "events", "codes")
KEPT = tuple(part.name for part in fields(Kept))
ELSEWHERE = {*FRAMES, "codings", "kept", "codebook", "text", "gaps", "beside"}
WORDS = tuple(part.name for part in fields(Study) if part.name not in ELSEWHERE)
"""The fields of a study that JSON holds as they are."""

REST = "study.json"
HELD = "held"
TEXTS = "texts.parquet"


def opened(entry: Path, key: str, codebook: Codebook, again: Callable[[], Study]) -> Study | None:
    """The study of an entry; None where there is none, or it is not whole and its own.

    Parameters
    ----------
    again
        Reads the material, where a text turns out damaged later on.
    """
    try:
        study = _read(entry, key, codebook, again)
    except Exception:  # a damaged or foreign entry fails in many ways, all alike here
        return None
    folder.used(entry)
    return study


def keep(place: Path, key: str, study: Study, still: Callable[[], bool]) -> None:
    """Make the entry of a whole study; none where that cannot be, or it would not come back alike.

    Parameters
    ----------
    still
        Whether the key holds yet; asked when all texts have been read.
    """

    def fill(made: Path) -> bool:
        _write(made, key, study)
        back = _read(made, key, study.codebook, lambda: study)
        return _alike(study, back) and still()

    with suppress(Exception):  # no disk, no right to write: the study is there anyhow
        folder.write(place, key, fill)


def _write(entry: Path, key: str, study: Study) -> None:
    files = {f"{name}.parquet": frames.packed(frame) for name, frame in _frames(study).items()}
    names = dict.fromkeys(study.interviews["interview"])
    held = texts.write(entry / TEXTS, ((name, study.text(name)) for name in names))
    (entry / TEXTS).chmod(0o600)
    files[f"{HELD}.parquet"] = frames.packed(held)
    files[REST] = _json(_rest(study))
    for name, data in files.items():
        folder.written(entry / name, data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    folder.written(entry / folder.INDEX, _json({"key": key, "files": hashes}))


def _read(entry: Path, key: str, codebook: Codebook, again: Callable[[], Study]) -> Study:
    """The study of an entry.

    Raises
    ------
    Exception
        Of any kind, where something is not as it was written.
    """
    index = json.loads((entry / folder.INDEX).read_bytes())
    if index["key"] != key:
        raise ValueError("the entry of another study")
    rest = json.loads(_checked(entry, REST, index["files"]))
    found = {
        name: frames.unpacked(_checked(entry, f"{name}.parquet", index["files"]))
        for name in (*FRAMES, *map(_kept, KEPT), HELD)
    }
    hints = hints_of(Study)
    words: dict[str, Any] = {name: made(hints[name], rest[name]) for name in WORDS}
    chosen: dict[str, Any] = {name: found[name] for name in FRAMES}

    @cache
    def anew() -> Study:
        folder.drop(entry)
        return again()

    def otherwise(interview: str) -> str:
        study = anew()
        if study.sha256 != rest["sha256"]:
            place, expected = f"interview {interview}", "the text that was there at reading"
            problem = Problem(study.title, place, expected, "another one", "Read it again.")
            raise MaterialError(problem)
        return study.text(interview)

    return Study(
        codebook=codebook,
        text=texts.Texts(entry / TEXTS, found[HELD], otherwise),
        gaps=tuple(_gap(**gap) for gap in rest["gaps"]),
        kept=Kept(**{name: found[_kept(name)] for name in KEPT}),
        codings=found["all_codings"],
        **chosen,
        **words,
    )


def _checked(entry: Path, name: str, hashes: Mapping[str, str]) -> bytes:
    data = (entry / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != hashes[name]:
        raise ValueError(f"{name} is not as it was written")
    return data


def _frames(study: Study) -> dict[str, pd.DataFrame]:
    """All frames of a study, by the names of their files.

    Raises
    ------
    ValueError
        If someone has chosen among its codings.
    """
    if study.codings is not study.all_codings:
        raise ValueError("only a study of all coders is kept")
    of_study = {name: getattr(study, name) for name in FRAMES}
    return of_study | {_kept(name): getattr(study.kept, name) for name in KEPT}


def _kept(name: str) -> str:
    return f"kept-{name}"


def _rest(study: Study) -> dict[str, Any]:
    gaps = [{"what": gap.what, "effect": gap.effect, "english": gap.english} for gap in study.gaps]
    return {"gaps": gaps, **{name: plain(getattr(study, name)) for name in WORDS}}


def _gap(what: str, effect: str, english: str) -> Gap:
    return Gap(what, effect, lambda: english)


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1).encode()


def _alike(study: Study, back: Study) -> bool:
    """Whether a study came back as it was; its texts are checked when they are read."""
    theirs = _frames(back)
    return (
        all(frames.same(frame, theirs[name]) for name, frame in _frames(study).items())
        and all(getattr(study, name) == getattr(back, name) for name in WORDS)
        and _json(_rest(study)) == _json(_rest(back))
    )
