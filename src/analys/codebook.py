"""The codebook: what the study asks, in which codes, in which order and in which words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pandas as pd

from analys import codebook_entries as entries
from analys.code_system import (
    Attribute,
    Code,
    Dilemma,
    Group,
    Kind,
    Milestone,
    Palette,
    Question,
    Role,
    RoleGroup,
    Side,
    Study,
    Vignette,
)
from analys.errors import CodebookError, Problem
from analys.yaml_lines import compose, suggestion

COLUMNS = ("code", "parent", "dilemma", "side", "kind", "sv", "en", "origin")
Part = TypeVar("Part")


@dataclass(frozen=True)
class Codebook:
    """The code system of a study. Every mapping goes from id to part, in the order of the file.

    `code_system` tells the fields of the parts. A node is a dilemma, a side, a cross group or a
    code; ids are unique among nodes, roles, role groups, questions and vignettes together.
    `attributes` goes from owner ("case", "interview", "spell", "event") to its variables. `sha256`
    is that of the file's bytes.
    """

    path: Path
    version: str
    sha256: str
    study: Study
    milestones: Mapping[str, Milestone]
    palette: Palette
    role_groups: Mapping[str, RoleGroup]
    roles: Mapping[str, Role]
    kinds: Mapping[str, Kind]
    dilemmas: Mapping[str, Dilemma]
    sides: Mapping[str, Side]
    groups: Mapping[str, Group]
    codes: Mapping[str, Code]
    questions: Mapping[str, Question]
    vignettes: Mapping[str, Vignette]
    attributes: Mapping[str, Mapping[str, Attribute]]

    def frame(self) -> pd.DataFrame:
        """Give all nodes as a table.

        Returns
        -------
        DataFrame
            A row is a node, parents before their children, in declared order. Columns: `code`
            (id), `parent` (NA for dilemmas and groups), `dilemma` (its own id in a dilemma's row,
            NA in and under groups), `side` (its own id in a side's row, NA where none), `kind`
            ("dilemma", "side", "group" or a code's kind), `sv`, `en`, `origin`.

        """
        rows = []
        for d in self.dilemmas.values():
            rows.append(_row(d, None, d.id, None, "dilemma"))
            rows += [_row(s, d.id, d.id, s.id, "side") for s in d.sides.values()]
            rows += [_row(c, c.parent, d.id, c.side, c.kind) for c in d.codes.values()]
        for g in self.groups.values():
            rows.append(_row(g, None, None, None, "group"))
            rows += [_row(c, c.parent, None, None, c.kind) for c in g.codes.values()]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")

    def codes_of(
        self,
        dilemma: str | None = None,
        side: str | None = None,
        kind: str | None = None,
        group: str | None = None,
    ) -> list[str]:
        """List the ids of the codes that answer to all that is given, in declared order.

        Raises
        ------
        CodebookError
            If a dilemma, side, kind or group is unknown; names the known.

        """
        asked = {"dilemma": dilemma, "side": side, "kind": kind, "group": group}
        wanted = {key: value for key, value in asked.items() if value is not None}
        known = {
            "dilemma": self.dilemmas,
            "side": self.sides,
            "kind": self.kinds,
            "group": self.groups,
        }
        for key, value in wanted.items():
            if value not in known[key]:
                raise self._unknown(key, value, f"Known: {', '.join(known[key])}.")
        return [
            code.id
            for code in self.codes.values()
            if all(getattr(code, key) == value for key, value in wanted.items())
        ]

    def label(self, node: str, language: str) -> str:
        """Give the name of a node, role or role group in a language ("sv" or "en").

        Raises
        ------
        CodebookError
            If the node or the language is unknown.

        """
        nodes = self.codes, self.sides, self.dilemmas, self.groups
        named = *nodes, self.roles, self.role_groups
        for parts in named:
            if node in parts:
                return parts[node].text[language]
        raise self._unknown("node or role", node, suggestion(node, chain.from_iterable(named)))

    def _unknown(self, what: str, found: str, advice: str) -> CodebookError:
        return CodebookError(Problem(self.path.name, "", f"a known {what}", repr(found), advice))


def _row(
    node: Dilemma | Side | Group | Code,
    parent: str | None,
    dilemma: str | None,
    side: str | None,
    kind: str,
) -> tuple[str | None, ...]:
    return node.id, parent, dilemma, side, kind, node.text.sv, node.text.en, node.origin


def read(path: str | Path) -> Codebook:
    """Read and check a codebook.

    Raises
    ------
    CodebookError
        If the file is missing or is not YAML in UTF-8, or with all that is wrong in it: unknown
        keys, doubled ids, what is missing, references to nothing; each with its line.

    """
    path = Path(path)
    raw = _bytes(path)
    file = compose(_decoded(raw, path.name), path.name)
    kinds = {id_: entries.kind(id_, part) for id_, part in file.entries("kinds")}
    study = file.entry("study")
    dilemmas = {id_: entries.dilemma(id_, part, kinds) for id_, part in file.unique("dilemmas")}
    groups = {
        id_: entries.group(id_, part, kinds) for id_, part in file.unique("groups", needed=False)
    }
    codebook = Codebook(
        path=path,
        version=file.text("version"),
        sha256=hashlib.sha256(raw).hexdigest(),
        study=entries.study(study),
        milestones={id_: entries.milestone(id_, part) for id_, part in study.entries("milestones")},
        palette=entries.palette(file.entry("palette")),
        role_groups={
            id_: entries.role_group(id_, part) for id_, part in file.unique("role_groups")
        },
        roles={id_: entries.role(id_, part) for id_, part in file.unique("roles")},
        kinds=kinds,
        dilemmas=dilemmas,
        sides=_merged(d.sides for d in dilemmas.values()),
        groups=groups,
        codes=_merged([*(d.codes for d in dilemmas.values()), *(g.codes for g in groups.values())]),
        questions=_merged([entries.research(file), *(d.questions for d in dilemmas.values())]),
        vignettes={
            id_: entries.vignette(id_, part) for id_, part in file.unique("vignettes", needed=False)
        },
        attributes=entries.attributes(file.entry("attributes")),
    )
    file.source.finish(_declared(codebook))
    return codebook


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = error.strerror or "an error"
        raise CodebookError(Problem(str(path), "", "a codebook to read", found.lower())) from error


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place, found = f"line {line}", f"byte {raw[error.start]:#04x}"
        raise CodebookError(
            Problem(file, place, "text in UTF-8", found, "Save the file as UTF-8.")
        ) from error


def _merged(parts: Iterable[Mapping[str, Part]]) -> dict[str, Part]:
    return {id_: part for mapping in parts for id_, part in mapping.items()}


def _declared(codebook: Codebook) -> dict[str, Iterable[str]]:
    """Gather the ids that a reference may mean, by what the entries call them."""
    declared: dict[str, Iterable[str]] = {
        "dilemma": codebook.dilemmas,
        "role group": codebook.role_groups,
        "node": [*codebook.dilemmas, *codebook.sides, *codebook.groups, *codebook.codes],
    }
    for id_, dilemma in codebook.dilemmas.items():
        declared[f"side of {id_}"] = dilemma.sides
        declared[f"topic of {id_}"] = dilemma.topics
        declared[f"code of {id_}"] = dilemma.codes
    for id_, group in codebook.groups.items():
        declared |= {f"code of {id_}": group.codes, f"topic of {id_}": ()}
    for owner, variables in codebook.attributes.items():
        declared[f"variable of {owner}"] = variables
    return declared
