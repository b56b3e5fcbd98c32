"""Passages of texts as REFI-QDA has them: each once, with its codings and then its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import pandas as pd

from analys.export.checks import ILLEGAL
from analys.export.elements import attribute, guid_of, reference, user
from analys.readers.project import Project

LONGEST_NAME = 100
"""Characters of a quote that name its passage, as ATLAS.ti cuts it."""

_ILLEGAL = re.compile(ILLEGAL)
_PLACE = ["source", "start", "end"]
Place = tuple[str, int, int]


class Passages:
    """The passages of a project by source: coded, noted, linked, or part of a case."""

    def __init__(self, project: Project) -> None:
        self._sources = {key: number for number, key in enumerate(project.sources["source"])}
        self._rows = self._sorted(project)
        owners = self._rows["order"].to_numpy()
        self._bounds = np.searchsorted(owners, np.arange(len(self._sources) + 1)).tolist()
        first = self._rows.drop_duplicates(_PLACE)
        places = zip(*(first[column].tolist() for column in _PLACE), strict=True)
        self._markers = dict(zip(places, first["marker"].tolist(), strict=True))

    def of(self, source: str) -> pd.DataFrame:
        """The rows of a source, by place."""
        number = self._sources[source]
        return self._rows.iloc[self._bounds[number] : self._bounds[number + 1]]

    def guid(self, place: Place) -> str:
        """The passage that a case or a link means."""
        return _guid(guid_of("source", place[0]), *place[1:], self._markers[place])

    def _sorted(self, project: Project) -> pd.DataFrame:
        codings = project.codings[project.codings["start"].notna()]
        memos = project.memos[project.memos["start"].notna()]
        rows = pd.concat(
            [
                codings[[*_PLACE, "coding", "code_id", "coder", "created"]].assign(
                    marker=codings["selection_coder"].fillna("")
                ),
                memos[[*_PLACE, "memo"]].assign(marker=memos["coder"].fillna("")),
            ]
        )
        there = set(zip(*(rows[column].tolist() for column in _PLACE), strict=True))
        bare = [place for place in dict.fromkeys(meant(project)) if place not in there]
        rows = pd.concat([rows, pd.DataFrame(bare, columns=_PLACE).assign(marker="")])
        rows = rows.assign(
            order=rows["source"].map(self._sources).astype("int64"),
            start=rows["start"].astype("int64"),
            end=rows["end"].astype("int64"),
            created=dates(pd.to_datetime(rows["created"], utc=True)),
        )
        by = ["order", "start", "end", "marker", "coding", "memo"]
        return rows.sort_values(by, kind="stable")


def meant(project: Project) -> Iterator[Place]:
    """The passages that cases and links point to."""
    parts = project.case_sources.dropna(subset=["start", "end"])
    columns = (parts[column].tolist() for column in _PLACE)
    yield from zip(*columns, strict=True)
    for end in ("origin", "target"):
        keys = project.links.loc[project.links[f"{end}_kind"] == "selection", end]
        yield from map(place_of, keys)


def place_of(key: str) -> Place:
    """The place that a link's end "SOURCE START END" means."""
    source, start, end = key.rsplit(" ", 2)
    return source, int(start), int(end)


def _guid(source: str, start: int, end: int, marker: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"passage {source} {start} {end} {marker}"))


def selections(rows: pd.DataFrame, source: str, text: str) -> Iterator[str]:
    """Write the passages of a text, whose GUID is `source`."""
    for key, start, end, marker, inner in _grouped(rows, source):
        name = attribute("name", _named(text[start:end]))
        span = f'startPosition="{start}" endPosition="{end}"'
        yield f'<PlainTextSelection guid="{key}"{name} {span}{user(marker or None)}>\n'
        yield from inner
        yield "</PlainTextSelection>\n"


def transcript_selections(rows: pd.DataFrame, source: str, text: str) -> Iterator[str]:
    """Write the passages of a transcript between points of its text, and the points first."""
    found = list(_grouped(rows, source))
    points = sorted({at for _, start, end, *_ in found for at in (start, end)})
    keys = {at: str(uuid5(NAMESPACE_URL, f"point {source} {at}")) for at in points}
    for at, key in keys.items():
        yield f'<SyncPoint guid="{key}" position="{at}"/>\n'
    for key, start, end, marker, inner in found:
        name = attribute("name", _named(text[start:end]))
        span = f'fromSyncPoint="{keys[start]}" toSyncPoint="{keys[end]}"'
        yield f'<TranscriptSelection guid="{key}"{name} {span}{user(marker or None)}>\n'
        yield from inner
        yield "</TranscriptSelection>\n"


def _grouped(rows: pd.DataFrame, source: str) -> Iterator[tuple[str, int, int, str, list[str]]]:
    """Give (GUID, start, end, marker, what stands in it) of each passage."""
    places = list(zip(rows["start"].tolist(), rows["end"].tolist(), rows["marker"], strict=True))
    last, inner = None, list[str]()
    for place, piece in zip(places, codings(rows), strict=True):
        if place != last:
            if last is not None:
                yield _guid(source, *last), *last, inner
            last, inner = place, []
        inner.append(piece)
    if last is not None:
        yield _guid(source, *last), *last, inner


def _named(quote: str) -> str:
    cut = quote if len(quote) <= LONGEST_NAME else quote[: LONGEST_NAME - 1] + "…"
    return _ILLEGAL.sub("", cut)


def codings(rows: pd.DataFrame) -> Iterator[str]:
    """Write a Coding, or the reference to a note, for each row."""
    columns = ["coding", "code_id", "coder", "created"]
    found = zip(*(rows[column].tolist() for column in columns), strict=True)
    memos = rows["memo"].tolist() if "memo" in rows else [None] * len(rows)
    for (coding, code, coder, created), memo in zip(found, memos, strict=True):
        if not isinstance(coding, str):
            yield reference("NoteRef", "memo", memo) if isinstance(memo, str) else ""
            continue
        by = f' creatingUser="{_known_guid("coder", coder)}"' if isinstance(coder, str) else ""
        date = f' creationDateTime="{created}"' if created else ""
        code_ref = f'<CodeRef targetGUID="{_known_guid("code", code)}"/>'
        yield f'<Coding guid="{guid_of("coding", coding)}"{by}{date}>{code_ref}</Coding>\n'


_known_guid = cache(guid_of)


def dates(created: pd.Series) -> list[str]:
    """Write dates as the standard does, "" for none; with fractions where any date has one."""
    values = created.dt.tz_convert(None).to_numpy("datetime64[us]")
    unit = "s" if (values == values.astype("datetime64[s]"))[~np.isnat(values)].all() else "us"
    told = np.datetime_as_string(values.astype(f"datetime64[{unit}]"))
    return ["" if date == "NaT" else f"{date}Z" for date in told.tolist()]
