"""From the codes of a tool's project to the codes of the codebook."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

from analys.codebook import Codebook
from analys.readers.frames import STEP

MAP, ID, PATH = "code map", "id", "path"
OWN = "(egen) "  # before the name of a code that is none of ours and goes by the name of one


def folded(text: str) -> str:
    """The text without what tools and people write differently: case, å ä ö, runs of space.

    Examples
    --------
    >>> folded(" Gråzon  som PROBLEM")
    'grazon som problem'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(plain.split())


def written(path: str) -> str:
    """A path as a spreadsheet gives it back: composed letters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", path).split())


def map_codes(
    codes: pd.DataFrame, codebook: Codebook, code_map: pd.DataFrame | None = None
) -> pd.Series:
    """The codebook's id for each code of a project, by `code_id`; NA where it has none.

    See `sure_codes`, which also says by what each is known.
    """
    found = sure_codes(codes, codebook, code_map)
    return pd.Series(found["code"].array, index=found["code_id"].array, name="code", dtype="str")


def sure_codes(
    codes: pd.DataFrame, codebook: Codebook, code_map: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What each code of a project is in the codebook, where that is sure, and by what.

    A code is known by, in this order: its path in the code map, where a row without a code says
    that it is none of ours; an id of the codebook as its name, or as the first word of its name
    ("GZ.gyllene Gråzonen som gyllene zon"); its path of Swedish or English names from the root, as
    the codebook has them. An id without a full stop, which may be a word of its own, must be
    followed by its label ("K Personkemins betydelse"). Case does not matter in a path, nor
    å, ä, ö in one of the codebook. A label alone is not sure: "Förtroende" is a word that anyone
    may have a code for.

    Parameters
    ----------
    codes
        `Project.codes`: `code_id`, `parent`, `name`, `path`.
    code_map
        Rows of `path` (as in the project) and `code` (an id of the codebook, or NA), or None.

    Returns
    -------
    A row a code, in their order: `code_id`, `path`, `code` (NA: none that is sure) and `how`
    ("code map", "id", "path"; NA where nothing says).
    """
    given = code_map if code_map is not None else pd.DataFrame(columns=["path", "code"])
    told: dict[str, str | None] = dict(zip(given["path"].map(written), given["code"], strict=True))
    # Of their own paths only case is loose: "får" and "far" may well be two codes.
    told = {path.casefold(): code for path, code in told.items()} | told
    labels, nodes = _label_paths(codebook), _nodes(codebook)
    rows: list[tuple[str, str, str | None, str | None]] = []
    for key, name, path in zip(codes["code_id"], codes["name"], codes["path"], strict=True):
        mine = written(path)
        mine = mine if mine in told else mine.casefold()
        if mine in told:
            rows.append((key, path, told[mine], MAP))
        elif code := _by_id(str(name), nodes):
            rows.append((key, path, code, ID))
        else:
            code = labels.get(folded(path))
            rows.append((key, path, code, PATH if code else None))
    return pd.DataFrame(rows, columns=["code_id", "path", "code", "how"], dtype="str")


def _by_id(name: str, nodes: Mapping[str, tuple[str, str]]) -> str | None:
    """The id that a name is or begins with."""
    first, *rest = unicodedata.normalize("NFC", name).split(maxsplit=1) or [""]
    node = nodes.get(first)
    if node is None or not rest or "." in first:
        return first if node is not None else None
    return first if folded(rest[0]) in map(folded, node) else None


def _nodes(codebook: Codebook) -> dict[str, tuple[str, str]]:
    """`{id: (Swedish, English)}` of every node."""
    named = (codebook.dilemmas, codebook.sides, codebook.groups, codebook.codes)
    return {key: (part.text.sv, part.text.en) for parts in named for key, part in parts.items()}


def _label_paths(codebook: Codebook) -> dict[str, str]:
    """`{folded path of labels from the root: id}` of every node, in either language."""
    nodes = codebook.frame()
    parents = dict(zip(nodes["code"], nodes["parent"], strict=True))
    paths: dict[str, str] = {}
    for language in ("sv", "en"):
        label = dict(zip(nodes["code"], nodes[language], strict=True))
        for code in nodes["code"]:
            steps = [label[each] for each in lineage(code, parents)]
            paths.setdefault(folded(STEP.join(reversed(steps))), code)
    return paths


def lineage(code: str, parents: dict[str, str]) -> Iterator[str]:
    """A node and those above it, the nearest first."""
    at = code
    while True:
        yield at
        above = parents.get(at)
        if not isinstance(above, str):
            return
        at = above


def study_codes(
    codes: pd.DataFrame, codebook: Codebook, code_map: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What each code of a project is called in the study.

    That is the codebook's id; for one that maps to nothing its own path, which begins with the
    codebook's id where it stands below a code of the codebook ("GZ.gyllene > Golf"). So it is the
    same whatever the tool calls the codes above it.

    Returns
    -------
    The rows of `codes` with `code` (its id in the study) and `known` (whether it is of the
    codebook); `name` begins with `OWN` where the code map says that a code is none of ours which
    goes by the name of one.
    """
    mapped = map_codes(codes, codebook, code_map)
    alone = mapped if code_map is None else map_codes(codes, codebook)
    named = codes["name"].astype("str")
    clash = mapped.isna().to_numpy() & alone.notna().to_numpy()
    named = named.where(~clash, OWN + named)
    called: dict[str, str] = {}
    for key, parent, name, ours in zip(
        codes["code_id"], codes["parent"], named, mapped, strict=True
    ):
        above = called.get(parent)
        path = name if above is None else f"{above}{STEP}{name}"
        called[key] = path if pd.isna(ours) else ours
    return codes.assign(
        name=named,
        code=codes["code_id"].map(called).astype("str"),
        known=mapped.notna().to_numpy(),
    )


def foreign_nodes(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that map to nothing, as rows of a study's frame `codes`; from `study_codes`.

    One that stands under a code of the codebook in the project is a part of that code.
    """
    left = codes[~codes["known"]]
    called = codes.set_index("code_id")["code"]
    return pd.DataFrame(
        {
            "code": left["code"].array,
            "parent": left["parent"].map(called).array,
            "dilemma": pd.NA,
            "side": pd.NA,
            "kind": "foreign",
            "sv": left["name"].array,
            "en": left["name"].array,
            "origin": "foreign",
        },
        dtype="str",
    ).drop_duplicates("code")
