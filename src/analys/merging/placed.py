"""What stands on places of documents, of several files: codings, memos, parts of cases, links."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analys.merging.documents import Documents
from analys.merging.ids import Taken, combined, mapped
from analys.readers.project import Project

SAME = ["coding", "source", "start", "end", "code_id", "coder"]
KINDS = {"code_id": "code", "coder": "coder", "selection_coder": "coder", "case_id": "case"}
FILE = "file"  # the number of the file a row is from, while frames are put together
Ids = dict[str, dict[str, str]]
"""`{kind of thing: {its id in a file: its id in the whole}}`."""


class Codings:
    """The codings of all files, each with what became of it.

    Attributes
    ----------
    frame
        The frame `codings` of the whole.
    file
        The number of the file of each coding, by its id.
    ids
        Of each file `{id there: id now}`.
    once, renumbered, alike
        How many of each file; see `account.FileCount`.
    """

    def __init__(self, projects: Sequence[Project], documents: Documents, ids: list[Ids]) -> None:
        columns = ("code_id", "coder", "selection_coder")
        parts = [
            _moved(project.codings, documents, file, ids[file], *columns).assign(**{FILE: file})
            for file, project in enumerate(projects)
        ]
        like = projects[0].codings.assign(**{FILE: 0})
        found = combined(parts, like)
        known = found.groupby(SAME, dropna=False, sort=False).ngroup()
        again = known.duplicated()
        kept = found[~again]
        taken = Taken()
        now = pd.Series(
            [
                taken.new(coding, file + 1)
                for coding, file in zip(kept["coding"], kept[FILE], strict=True)
            ],
            index=known[~again].array,
            dtype="str",
        )
        everywhere = known.map(now)
        alike = kept.duplicated(SAME[1:]) & ~kept.duplicated([*SAME[1:], FILE])
        new = kept["coding"].array != now.array
        n = range(len(projects))
        self.once = [int((again & (found[FILE] == file)).sum()) for file in n]
        self.renumbered = [int((new & (kept[FILE] == file)).sum()) for file in n]
        self.alike = [int((alike & (kept[FILE] == file)).sum()) for file in n]
        self.ids = [_pairs(found, everywhere, file) for file in n]
        self.file = pd.Series(kept[FILE].to_numpy(), index=now.array)
        self.frame = kept.assign(coding=now.array).drop(columns=FILE).reset_index(drop=True)


def _pairs(found: pd.DataFrame, now: pd.Series, file: int) -> dict[str, str]:
    here = found[FILE] == file
    return dict(zip(found.loc[here, "coding"], now[here], strict=True))


def _moved(
    frame: pd.DataFrame, documents: Documents, file: int, ids: Ids, *columns: str
) -> pd.DataFrame:
    """Rows on the documents of the whole: places counted there, quotes cut there."""
    moved = frame.assign(
        source=mapped(frame["source"], ids["source"]),
        **{column: mapped(frame[column], ids[KINDS[column]]) for column in columns},
    )
    for source, conversion in documents.conversions[file].items():
        here = frame["source"] == source
        if not here.any():
            continue
        start, end = conversion.converted(frame.loc[here, "start"], frame.loc[here, "end"])
        moved.loc[here, "start"], moved.loc[here, "end"] = start, end
        if "quote" in frame:
            text = documents.reader()(ids["source"][source])
            placed = here & frame["start"].notna()
            moved.loc[placed, "quote"] = [
                text[first:last]
                for first, last in zip(
                    moved.loc[placed, "start"], moved.loc[placed, "end"], strict=True
                )
            ]
    return moved


def memos(projects: Sequence[Project], documents: Documents, ids: list[Ids]) -> pd.DataFrame:
    """The frame `memos` of the whole; one that stands in several files, alike, stands once.

    The ids that a file's memos get are added to its `ids`, for links.
    """
    parts = [
        _moved(project.memos, documents, file, ids[file], "coder").assign(**{FILE: file})
        for file, project in enumerate(projects)
    ]
    return _unique("memo", parts, projects[0].memos, ids)


def links(projects: Sequence[Project], documents: Documents, ids: list[Ids]) -> pd.DataFrame:
    """The frame `links` of the whole, each end by its id in the whole."""
    parts = []
    for file, project in enumerate(projects):
        found = project.links
        ends = {
            side: [
                _end(documents, file, ids[file], kind, id_)
                for kind, id_ in zip(found[f"{side}_kind"], found[side], strict=True)
            ]
            for side in ("origin", "target")
        }
        columns = {side: pd.Series(told, found.index, dtype="str") for side, told in ends.items()}
        parts.append(found.assign(**columns, **{FILE: file}))
    return _unique("link", parts, projects[0].links, ids)


def _end(documents: Documents, file: int, ids: Ids, kind: str, id_: str) -> str:
    """What a link leads to, as it is in the whole."""
    if kind != "selection" or id_.count(" ") < 2:
        return ids.get(kind, {}).get(id_, id_)
    source, start, end = id_.rsplit(" ", 2)
    conversion = documents.conversions[file].get(source)
    if conversion and start.isdecimal() and end.isdecimal():
        told = (pd.Series([int(each)], dtype="Int64") for each in (start, end))
        start, end = (str(each[0]) for each in conversion.converted(*told))
    return f"{ids['source'].get(source, source)} {start} {end}"


def _unique(
    column: str, parts: list[pd.DataFrame], like: pd.DataFrame, ids: list[Ids]
) -> pd.DataFrame:
    """Rows of several files; what is the same in all but the file stands once, under one id."""
    found = combined(parts, like.assign(**{FILE: 0}))
    known = found.groupby(list(like), dropna=False, sort=False).ngroup()
    first = found[~known.duplicated()]
    taken = Taken()
    now = pd.Series(
        [taken.new(id_, file + 1) for id_, file in zip(first[column], first[FILE], strict=True)],
        index=known[first.index].array,
        dtype="str",
    )
    everywhere = known.map(now)
    for file, of in enumerate(ids):
        here = found[FILE] == file
        of[column] = dict(zip(found.loc[here, column], everywhere[here], strict=True))
    kept = first.assign(**{column: now.array}).drop(columns=FILE)
    return kept.reset_index(drop=True)


def parts_of_cases(
    projects: Sequence[Project], documents: Documents, ids: list[Ids]
) -> pd.DataFrame:
    """The frame `case_sources` of the whole, each row once."""
    parts = [
        _moved(project.case_sources, documents, file, ids[file], "case_id")
        for file, project in enumerate(projects)
    ]
    found = combined(parts, projects[0].case_sources)
    return found.drop_duplicates(ignore_index=True)


def attributes(projects: Sequence[Project], ids: list[Ids]) -> pd.DataFrame:
    """The frame `attributes` of the whole, each row once; values that differ all stand."""
    parts = []
    for file, project in enumerate(projects):
        found = project.attributes
        owners = [
            ids[file].get(kind, {}).get(owner, owner)
            for kind, owner in zip(found["owner_kind"], found["owner"], strict=True)
        ]
        parts.append(found.assign(owner=pd.Series(owners, found.index, dtype="str")))
    found = combined(parts, projects[0].attributes)
    return found.drop_duplicates(ignore_index=True)
