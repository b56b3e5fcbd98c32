"""The manifest of a report: what it was made from, and what it holds.

`reports/<report>/manifest.json` holds fingerprints and no time of day: the same inputs give the
same manifest. It is what the next build is planned from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

NAME = "manifest.json"
PRODUCTS = ("reports", "figures")  # the folders that products go to
FORMAT = 2  # of what stands here; the manifest of another is as good as none

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Manifest:
    """What a report was made from, and what it holds.

    Attributes
    ----------
    inputs
        `{what: fingerprint}` of what all notebooks share, as of the last build.
    place
        The name of the material's file, "" for a folder.
    files, folders
        `{name: fingerprint}` of the material's files by their contents, and of the folders they
        lie in by the names in them, from the material's own place: while they are the same, so is
        the material whose fingerprint is in `inputs`.
    parameters
        Of all its notebooks; where the material lies is not in it.
    questions
        The ids of the codebook's questions.
    notebooks
        `{stem: entry}` of those that ran: `title`, `facts`, `items`, `readings`, `warnings`,
        `inputs` (as above, with the notebook itself), and `outputs`, `{file: fingerprint}` by
        names under the folder that products go to.
    failed
        The stems of those that did not.
    beside
        `inputs` and `outputs` of what stands beside the notebooks' pages: index, workbook,
        interviews.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    notebooks: Mapping[str, Entry] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as it is written."""
        told = {"format": FORMAT, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def outputs(self) -> dict[str, str]:
        """`{file: fingerprint}` of all that the report holds, but for the manifest itself."""
        found = dict(self.beside.get("outputs", {}))
        for entry in self.notebooks.values():
            found |= entry["outputs"]
        return found


def read(path: Path) -> Manifest:
    """The manifest that an earlier build wrote; an empty one where there is none to go by."""
    found = read_json(path)
    if found.get("format") != FORMAT:
        return Manifest()
    known = {each.name: found[each.name] for each in fields(Manifest) if each.name in found}
    manifest = Manifest(**known)
    return manifest if _whole(manifest) else Manifest()


def _whole(manifest: Manifest) -> bool:
    """Whether all has the kind that it is written with: someone may have had a hand in it."""
    try:
        for entry in manifest.notebooks.values():
            for item in entry["items"]:
                item["files"], item["question"], item["status"], item["reading"], item["stem"]
            dict(entry["inputs"]), int(entry["warnings"]), str(entry["title"])
        beside = manifest.beside.get("inputs", {})
        prints = (manifest.outputs, manifest.inputs, manifest.files, manifest.folders, beside)
        flat = all(isinstance(each, str) for each in (*manifest.questions, *manifest.failed))
        flat = flat and isinstance(manifest.place, str)
        flat = flat and all(
            isinstance(each, str) for some in prints for pair in some.items() for each in pair
        )
        return flat and all(is_product(name) for name in manifest.outputs)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def is_product(name: object) -> bool:
    """Whether something is the name of a product, by the folders that products go to.

    >>> is_product("figures/01_gz1_varde.svg"), is_product("figures/../data/codebook.yaml")
    (True, False)
    """
    if not isinstance(name, str) or "\0" in name:
        return False
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and parts[0] in PRODUCTS and ".." not in parts


def read_json(path: Path) -> dict[str, Any]:
    """What an earlier build wrote there; nothing where there is none, or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
