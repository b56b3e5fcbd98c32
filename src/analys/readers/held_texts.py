"""Texts that were read with their project, where a file or folder has them all at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analys.errors import MaterialError, Problem


@dataclass(frozen=True)
class HeldTexts:
    """`Project.text` of such a project: a source's full text by its id."""

    file: str
    texts: Mapping[str, str]

    def __call__(self, source: str) -> str:
        """Give the text.

        Raises
        ------
        MaterialError
            If the source has no text.

        """
        if source not in self.texts:
            raise MaterialError(
                Problem(self.file, f"source {source}", "a source with a text", "none")
            )
        return self.texts[source]
