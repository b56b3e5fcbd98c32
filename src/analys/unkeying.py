"""From a study back to a tool's project, so that a group can go on in its coding tool."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analys import schemas
from analys.code_system import Text
from analys.codebook import Codebook
from analys.keying import UNKNOWN_CODER
from analys.readers import frames
from analys.readers.project import Project, ReadingReport
from analys.study import Study

GROUPS = ("dilemma", "side", "group")  # nodes that only hold others
TYPES = {"text": "text", "whole": "integer", "day": "date", "truth": "boolean"}
COLOR = "#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"  # RQDA has names of colours, which REFI-QDA has not
SYNTHETIC = "analys, synthetic material"  # so that the file says so wherever it goes


def as_project(study: Study, path: Path) -> Project:
    """All codings of all coders with what belongs to them, as a tool's project.

    Codes of the codebook are called by id and Swedish name, so that they are known again; each
    column of the municipalities and interviews is a variable of a case or source. Spells and events
    have no place in a project.

    Parameters
    ----------
    path
        The file that it will be; its name becomes the project's.
    """
    users = [*study.users, *study.all_codings["coder"], *study.kept.memos["coder"].dropna()]
    coders = [name for name in dict.fromkeys(users) if name != UNKNOWN_CODER]
    interviews = study.interviews
    homes = interviews.dropna(subset="case")
    return Project(
        path=path,
        sources=frames.frame(
            "sources",
            {
                "source": interviews["interview"],
                "name": interviews["interview"],
                "kind": ["text"] * len(interviews),
                "part_of": [None] * len(interviews),
                "characters": interviews["characters"],
                "sha256": interviews["sha256"],
            },
        ),
        codes=tree(study.codes, study.codebook, study.kept.codes, study.all_codings["code"]),
        coders=frames.rows("coders", [(name, name) for name in coders]),
        codings=_codings(study.all_codings),
        cases=frames.rows("cases", [(case, case, None) for case in study.cases["case"]]),
        case_sources=frames.frame(
            "case_sources",
            {
                "case_id": homes["case"],
                "source": homes["interview"],
                "start": pd.Series(pd.NA, homes.index, dtype="Int64"),
                "end": pd.Series(pd.NA, homes.index, dtype="Int64"),
            },
        ),
        attributes=_attributes(study),
        memos=_framed("memos", study.kept.memos.rename(columns={"interview": "source"})),
        links=frames.empty("links"),
        report=ReadingReport(path.name, SYNTHETIC if study.synthetic else "analys", "code point"),
        text=study.text,
    )


def tree(
    nodes: pd.DataFrame, codebook: Codebook, kept: pd.DataFrame, used: pd.Series
) -> pd.DataFrame:
    """The codes of a study as those of a project.

    Parameters
    ----------
    nodes
        `Study.codes`.
    kept
        `Kept.codes`; what a project said of a code goes before what the codebook says.
    used
        The codes that have codings: they must be codable.
    """
    said = kept.set_index("code").reindex(nodes["code"]).reset_index()
    nodes = nodes.reset_index(drop=True)
    foreign = nodes["origin"] == "foreign"
    names = nodes["sv"].where(foreign, nodes["code"] + " " + nodes["sv"])
    codable = said["codable"].ne(False).where(foreign, ~nodes["kind"].isin(GROUPS))
    told = nodes["code"].map(lambda code: described(codebook, code))
    parents = dict(zip(nodes["code"], nodes["parent"], strict=True))
    paths: dict[str, str] = {}
    for code, name in zip(nodes["code"], names, strict=True):
        above = paths.get(parents[code])
        paths[code] = name if above is None else f"{above}{frames.STEP}{name}"
    return frames.frame(
        "codes",
        {
            "code_id": nodes["code"],
            "parent": nodes["parent"],
            "name": names,
            "path": nodes["code"].map(paths),
            "color": said["color"].where(said["color"].str.fullmatch(COLOR).fillna(False)),
            "description": said["description"].fillna(told),
            "codable": codable | nodes["code"].isin(used),
        },
    )


def described(codebook: Codebook, code: str) -> str | None:
    """What the codebook says of a node, in both languages; None of what is not in it."""
    dilemma = codebook.dilemmas.get(code)
    group, found = codebook.groups.get(code), codebook.codes.get(code)
    part = dilemma or codebook.sides.get(code) or group or found
    if part is None:
        return None
    lines = [part.text.en]
    if dilemma:
        lines += [*_both(dilemma.gist), *_both(dilemma.basis)]
    if found:
        lines.append(f"{codebook.kinds[found.kind].text.sv} / {codebook.kinds[found.kind].text.en}")
        if found.links:
            lines.append(f"→ {', '.join(found.links)}")
    note = getattr(part, "note", None)
    return "\n".join([*lines, note] if note else lines)


def _both(text: Text | None) -> list[str]:
    return [text.sv, text.en] if text else []


def _codings(codings: pd.DataFrame) -> pd.DataFrame:
    coder = codings["coder"].where(codings["coder"] != UNKNOWN_CODER)
    return frames.frame(
        "codings",
        {
            "coding": codings["coding"],
            "source": codings["interview"],
            "start": codings["start"],
            "end": codings["end"],
            "code_id": codings["code"],
            "coder": coder,
            "selection_coder": coder.where(codings["start"].notna()),
            "created": codings["created"],
            "quote": codings["quote"],
        },
    )


def _attributes(study: Study) -> pd.DataFrame:
    """Columns as variables, then what the files said that is none of them."""
    interviews = [column for column in schemas.INTERVIEWS if column.name not in ("source", "case")]
    columns = [
        _values("case", study.cases, schemas.CASES),
        _values("source", study.interviews, interviews),
    ]
    ours, key = pd.concat(columns, ignore_index=True), ["owner_kind", "owner", "name"]
    rest = study.kept.variables
    taken = pd.MultiIndex.from_frame(rest[key]).isin(pd.MultiIndex.from_frame(ours[key]))
    found = pd.concat([ours, rest[~taken]], ignore_index=True)
    known = (
        found["owner"]
        .isin(study.cases["case"])
        .where(found["owner_kind"] == "case", found["owner"].isin(study.interviews["interview"]))
    )
    return _framed("attributes", found[known])


def _framed(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    return frames.frame(name, {column: rows[column] for column in frames.COLUMNS[name]})


def _values(kind: str, frame: pd.DataFrame, columns: Iterable[schemas.Column]) -> pd.DataFrame:
    """A row a value: its owner is the frame's first column."""
    owner = frame.columns[0]
    parts = []
    for column in columns:
        values = frame[column.name].dropna()
        if column.kind == "day":
            values = values.dt.strftime("%Y-%m-%d")
        told = values.astype("str").str.lower() if column.kind == "truth" else values.astype("str")
        parts.append(
            pd.DataFrame(
                {
                    "owner_kind": kind,
                    "owner": frame.loc[values.index, owner],
                    "name": column.name,
                    "value": told,
                    "type": TYPES[column.kind],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
