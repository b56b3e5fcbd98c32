"""From the codes of a tool's project to the codes of the codebook."""

from __future__ import annotations

import pandas as pd

from analys.codebook import Codebook

SEPARATOR = " > "


def map_codes(
    codes: pd.DataFrame, codebook: Codebook, code_map: pd.DataFrame | None = None
) -> pd.Series:
    """The codebook's id for each code of a project, by `code_id`; NA where it has none.

    A code is known by, in this order: its path in the code map; its path of Swedish or English
    names from the root, as the codebook has them; an id of the codebook as its name, or as the
    first word of its name ("GZ.gyllene Gråzonen som gyllene zon"). An id without a full stop, which
    may be a word of its own, must be followed by its label ("K Personkemins betydelse"). Case does
    not matter in a path. Nothing else is guessed.

    Parameters
    ----------
    codes
        `Project.codes`: `code_id`, `parent`, `name`, `path`.
    code_map
        Rows of `path` (as in the project) and `code` (an id of the codebook), or None.
    """
    given = code_map if code_map is not None else pd.DataFrame(columns=["path", "code"])
    by_path: dict[str, str] = dict(zip(given["path"], given["code"], strict=True))
    nodes = codebook.frame()
    ids = set(nodes["code"])
    for language in ("sv", "en"):
        for path, code in _label_paths(nodes, language).items():
            by_path.setdefault(path, code)
    folded = {path.casefold(): code for path, code in by_path.items()}
    first_word = codes["name"].str.split(n=1).str[0]
    full = {*(nodes["code"] + " " + nodes["sv"]), *(nodes["code"] + " " + nodes["en"])}
    sure = first_word.str.contains(".", regex=False) | codes["name"].isin(full)
    found = codes["path"].map(by_path)
    found = found.fillna(codes["name"].where(codes["name"].isin(ids)))
    found = found.fillna(first_word.where(first_word.isin(ids) & sure))
    found = found.fillna(codes["path"].str.casefold().map(folded))
    return pd.Series(found.array, index=codes["code_id"].array, name="code", dtype="str")


def _label_paths(nodes: pd.DataFrame, language: str) -> dict[str, str]:
    """`{path of labels from the root: id}` of every node that a codebook has."""
    label = nodes.set_index("code")[language].to_dict()
    parent = nodes.set_index("code")["parent"].dropna().to_dict()
    paths: dict[str, str] = {}
    for code in nodes["code"]:
        steps, at = [label[code]], code
        while at in parent:
            at = parent[at]
            steps.append(label[at])
        paths.setdefault(SEPARATOR.join(reversed(steps)), code)
    return paths


def foreign_nodes(codes: pd.DataFrame, mapped: pd.Series) -> pd.DataFrame:
    """The codes that map to nothing, as rows of the frame `codes` under their own paths.

    One that stands under a code of the codebook in the project is a part of that code.
    """
    known = codes["code_id"].map(mapped)
    left = codes[known.isna()]
    ids = dict(zip(codes["code_id"], known.fillna(codes["path"]), strict=True))
    return pd.DataFrame(
        {
            "code": left["path"].array,
            "parent": left["parent"].map(ids).array,
            "dilemma": pd.NA,
            "side": pd.NA,
            "kind": "foreign",
            "sv": left["name"].array,
            "en": left["name"].array,
            "origin": "foreign",
        },
        dtype="str",
    ).drop_duplicates("code")
