"""From the codes of a tool's project to the codes of the codebook."""

from __future__ import annotations

import pandas as pd

from analys.codebook import Codebook

SEPARATOR = " > "


def map_codes(
    codes: pd.DataFrame, codebook: Codebook, code_map: pd.DataFrame | None = None
) -> pd.Series:
    """The codebook's id for each code of a project, by `code_id`; NA where it has none.

    A code is known by, in this order: its path in the code map; an id of the codebook as its name
    or as the first word of its name ("GZ.gyllene Gråzonen som gyllene zon"); its path of Swedish or
    English names from the root, as the codebook has them. Nothing is guessed.

    Parameters
    ----------
    codes
        `Project.codes`: `code_id`, `name`, `path`.
    code_map
        Rows of `path` (as in the project) and `code` (an id of the codebook), or None.
    """
    by_path = code_map.set_index("path")["code"].to_dict() if code_map is not None else {}
    nodes = codebook.frame()
    ids = set(nodes["code"])
    for language in ("sv", "en"):
        for path, code in _label_paths(nodes, language).items():
            by_path.setdefault(path, code)
    folded = {path.casefold(): code for path, code in by_path.items()}
    first_word = codes["name"].str.split().str[0]
    found = codes["path"].map(by_path)
    found = found.fillna(codes["name"].where(codes["name"].isin(ids)))
    found = found.fillna(first_word.where(first_word.isin(ids)))
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
    """The codes that map to nothing, as rows of the frame `codes` under their own paths."""
    left = codes[codes["code_id"].map(mapped).isna()]
    parent = (
        left["path"]
        .str.rsplit(SEPARATOR, n=1)
        .str[0]
        .where(left["path"].str.contains(SEPARATOR, regex=False))
    )
    return pd.DataFrame(
        {
            "code": left["path"].array,
            "parent": parent.array,
            "dilemma": pd.NA,
            "side": pd.NA,
            "kind": "foreign",
            "sv": left["name"].array,
            "en": left["name"].array,
            "origin": "foreign",
        }
    ).drop_duplicates("code")
