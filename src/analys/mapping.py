"""The command `analys codes`: what a project's codes are in the codebook, and a draft of a map."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analys.counting import many
from analys.errors import ParameterError, Problem

if TYPE_CHECKING:
    import pandas as pd

    from analys.codebook import Codebook
    from analys.material import Material

NAME = "codes.csv"
WIDEST = 60  # characters of a code's name in the tree
HOW = {
    "code map": "by the code map",
    "id": "by an id of the codebook",
    "path": "by their whole path",
    "label": "by a label alone: not counted before the code map says so",
    "guess": "guessed by spelling: not counted before the code map says so",
    "ambiguous": "with a label that the codebook has several times: choose one in the code map",
}
ADVICE = """\
A row counts by its column code; where that is empty the code stays as it is, under its own path.
Where a guess is right, write it under code. Then name the file in material.yaml:\
"""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add the command to those of `analys`, and give its parser."""
    parser = commands.add_parser(
        "codes", help="say what a project's codes are in the codebook, and draft a code map"
    )
    parser.add_argument("path", metavar="PATH", help="a material, a tool's file, or a .qdc")
    parser.add_argument(
        "--output", type=Path, metavar="FILE",
        help=f"the draft (default: {NAME} in the material's folder; here, for a single file)",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="write over a draft that is there")
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the tree, then write the draft.

    Raises
    ------
    AnalysError
        If the material cannot be read, or the draft is there already and `--force` is not given.
    """
    from analys import codebook as codebooks
    from analys.material import open_material
    from analys.places import project_root
    from analys.whole import write_whole

    codebook = codebooks.read(project_root() / "data" / "codebook.yaml")
    material = open_material(options.path)
    found = proposed(material, codebook, accept_positions=options.accept_positions)
    print("\n".join(told(found, material.name)))  # noqa: T201
    output = options.output or _default(material)
    if output.exists() and not options.force:
        advice = "Name another with --output, or write over it with --force."
        raise ParameterError(Problem(str(output), "", "no file yet", "one", advice))
    write_whole(output, draft(found))
    print(f"\nDraft: {output}\n{ADVICE} `codes: {output.name}`.")  # noqa: T201
    return 0


def _default(material: Material) -> Path:
    """Where the draft goes: into the material's folder, or here."""
    if material.code_map:
        return material.code_map
    one = len(material.projects) == 1 and material.projects[0].name == material.name
    return Path(NAME) if one else material.projects[0].parent / NAME


def proposed(
    material: Material, codebook: Codebook, *, accept_positions: bool = False
) -> pd.DataFrame:
    """The proposals for all codes of a material's projects, as `proposals` gives them.

    Raises
    ------
    MaterialError
        If a project or the code map cannot be read.
    """
    from analys import schemas
    from analys.gathering import gathered
    from analys.proposals import proposals
    from analys.readers.tabular import read_table

    code_map = None
    if material.code_map:
        columns = schemas.declared(codebook)["codes"]
        code_map = schemas.check(read_table(material.code_map), columns, material.code_map.name)
    project = gathered(material, accept_positions=accept_positions).merged.project
    return proposals(project.codes, project.codings, codebook, code_map)


def told(found: pd.DataFrame, name: str) -> Iterator[str]:
    """The tree of codes with what each is in the codebook, and the counts of how."""
    yield f"{name}: {many(len(found), 'codes')}, {many(int(found['codings'].sum()), 'codings')}"
    width = max(map(len, map(_named, found["path"])), default=0)
    if width:
        yield f"{'':{width}}  codings  interviews"
    row: Any
    for row in found.fillna("").itertuples(index=False):
        line = f"{_named(row.path):{width}}  {row.codings:7}  {row.interviews:10}  {_meant(row)}"
        yield line.rstrip()
    yield ""
    open_ = found[found["code"].notna() | found["how"].isin(["guess", "ambiguous"])]
    for how, words in HOW.items():
        if n := int((open_["how"] == how).sum()):
            yield f"  {n:4} {words}"
    yield f"  {len(found) - len(open_):4} mapped to nothing: kept as in the file"


def _named(path: str) -> str:
    """A code's own name, indented by how deep it stands."""
    from analys.readers.frames import STEP

    *above, name = path.split(STEP)
    name = f"{'  ' * len(above)}{' '.join(name.split())}"
    return name if len(name) <= WIDEST else f"{name[: WIDEST - 1]}…"


def _meant(row: Any) -> str:  # noqa: ANN401 - a row as a tuple with the columns' names
    if row.code:
        return f"= {row.code} {row.label} ({row.how})"
    if row.how == "ambiguous":
        return f"? one of {row.guess}"
    if row.how == "guess":
        return f"? {row.guess.split()[0]} {row.label} (guess)"
    return "- (code map)" if row.how else "-"


def draft(found: pd.DataFrame) -> bytes:
    """The code map as a file for Swedish Excel, which `read_table` reads as well."""
    text = found.to_csv(index=False, sep=";", lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()
