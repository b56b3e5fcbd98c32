"""From Taguette's highlights and the tags on them to codings."""

from __future__ import annotations

import pandas as pd

from analys.readers.dates import utc
from analys.readers.frames import frame
from analys.readers.taguette.coders import read_log
from analys.readers.taguette.passages import Passage
from analys.readers.taguette.tables import Tables
from analys.readers.taguette.tags import Tag


class Codings:
    """The tags of a project and what they stand on.

    Attributes
    ----------
    found
        A passage and the tag on it, by document and place.
    untagged
        Passages without a tag.
    lost_tags, lost_highlights
        Codings whose tag, or whose highlight, is not there.
    lost_documents
        Highlights whose document is not there.
    """

    def __init__(self, tables: Tables, passages: list[Passage]) -> None:
        self.tags = _tags(tables)
        self.log = read_log(tables)
        self.found: list[tuple[Passage, int]] = []
        self.lost_tags = self.lost_highlights = 0
        statement = (
            "SELECT count(*) FROM highlights WHERE document_id NOT IN (SELECT id FROM documents)"
        )
        self.lost_documents: int = next(tables.rows(statement))[0]
        self._gather(tables, passages)
        tagged = {passage.highlight for passage, _ in self.found}
        self.untagged = [each for each in passages if each.highlight not in tagged]
        self.coders = [self.log.of(passage.highlight, tag) for passage, tag in self.found]
        self.markers = [self.log.of_mark(passage.highlight) for passage, _ in self.found]
        self.logins = sorted({act.login for act in self.coders + self.markers if act.login})

    def _gather(self, tables: Tables, passages: list[Passage]) -> None:
        at = {passage.highlight: row for row, passage in enumerate(passages)}
        known = {tag.key for tag in self.tags}
        for highlight, tag in tables.rows(
            "SELECT DISTINCT highlight_id, tag_id FROM highlight_tags ORDER BY 1, 2"
        ):
            if highlight not in at:
                self.lost_highlights += 1
            elif str(tag) not in known:
                self.lost_tags += 1
            else:
                self.found.append((passages[at[highlight]], tag))
        self.found.sort(key=lambda each: at[each[0].highlight])

    def frame(self) -> pd.DataFrame:
        """Build `codings`; their ids are those of highlight and tag."""
        passages = [passage for passage, _ in self.found]
        created, unread = utc([act.date for act in self.coders])
        self.log.seen["dates of the log cannot be read"] += unread
        return frame(
            "codings",
            {
                "coding": [f"{passage.highlight}/{tag}" for passage, tag in self.found],
                "source": [each.source for each in passages],
                "start": [each.start for each in passages],
                "end": [each.end for each in passages],
                "code_id": [str(tag) for _, tag in self.found],
                "coder": [act.login for act in self.coders],
                "selection_coder": [act.login for act in self.markers],
                "created": created,
                "quote": [each.quote for each in passages],
            },
        )


def _tags(tables: Tables) -> list[Tag]:
    told = "description" if tables.has("tags", "description") else "''"
    statement = f"SELECT id, path, {told} FROM tags WHERE project_id = ? ORDER BY id"  # noqa: S608
    return [
        Tag(str(key), str(path), str(description or ""))
        for key, path, description in tables.rows(statement, tables.key)
    ]
