"""Code systems of several files as one tree: codes are one by their path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analys.merging.ids import Taken, is_guid, records
from analys.merging.texts import same_name
from analys.readers.frames import STEP
from analys.readers.project import Project


class Codes:
    """Takes one file's codes after the other; parents stand before what is below them.

    A code is an earlier file's where it has the path of one; or its GUID and its name, where
    someone moved it in the tree. One of the same GUID and another name is kept apart and told of:
    whether it was renamed or is something else, only its users know.
    """

    def __init__(self, labels: Sequence[str], projects: Sequence[Project]) -> None:
        self.labels = labels
        self.projects = projects
        self.ids: list[dict[str, str]] = []
        self.remarks: list[str] = []
        self._rows: dict[str, dict[str, Any]] = {}
        self._first: dict[str, int] = {}
        self._taken = Taken()

    def take(self, file: int) -> None:
        """Join or add the codes of a file."""
        ids: dict[str, str] = {}
        by_path: dict[str, list[str]] = {}
        for code, row in self._rows.items():
            by_path.setdefault(same_name(row["path"]), []).append(code)
        earlier, free = set(self._rows), set(self._rows)
        for row in records(self.projects[file].codes):
            parent = ids.get(row["parent"], row["parent"])
            above = self._rows[parent]["path"] if parent in self._rows else None
            path = row["path"] if above is None else f"{above}{STEP}{row['name']}"
            known = self._known(row, by_path.get(same_name(path), []), free)
            if known is None:
                known = self._taken.new(row["code_id"], file + 1)
                self._rows[known] = {**row, "code_id": known, "parent": parent, "path": path}
                self._first[known] = file
                self._renamed(file, row, path, earlier)
            else:
                self._fill(file, known, row)
            free.discard(known)
            ids[row["code_id"]] = known
        self.ids.append(ids)

    def _known(self, row: dict[str, Any], of_path: list[str], free: set[str]) -> str | None:
        """The code of an earlier file that this one is."""
        code = row["code_id"]
        there = [each for each in of_path if each in free]
        if code in there and is_guid(code):
            return str(code)
        if there:
            return there[0]
        same = is_guid(code) and code in free and self._name(code) == same_name(row["name"])
        return str(code) if same else None

    def _name(self, code: str) -> str:
        return same_name(self._rows[code]["name"])

    def _renamed(self, file: int, row: dict[str, Any], path: str, earlier: set[str]) -> None:
        code = row["code_id"]
        if is_guid(code) and code in earlier:
            first = self.labels[self._first[code]]
            self.remarks.append(
                f"code {path!r} of {self.labels[file]} has the GUID of {self._rows[code]['path']!r}"
                f" of {first}: they are kept apart, codes.csv can join them"
            )

    def _fill(self, file: int, code: str, row: dict[str, Any]) -> None:
        """What an earlier file does not say of a code, a later one may."""
        ours = self._rows[code]
        ours["codable"] = ours["codable"] or row["codable"]
        for name in ("color", "description"):
            ours[name] = ours[name] or row[name]
        if row["description"] and row["description"] != ours["description"]:
            self.remarks.append(
                f"code {ours['path']!r} is described in another way in {self.labels[file]}; the "
                f"words of {self.labels[self._first[code]]} are kept"
            )

    def frame(self) -> pd.DataFrame:
        """The frame `codes` of the whole."""
        like = self.projects[0].codes
        rows = pd.DataFrame(list(self._rows.values()), columns=list(like))
        return rows.astype(like.dtypes.to_dict())
