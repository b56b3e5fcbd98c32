"""From Taguette's tags to a tree of codes: `a.b.c` is c in b in a."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analys.readers.frames import STEP, rows


@dataclass(frozen=True)
class Tag:
    """A tag as it is stored."""

    key: str
    path: str
    description: str


def parts(path: str) -> list[str]:
    """Split a tag's path at the dots that stand between two names.

    A dot before a blank, or with nothing on one side, belongs to the name.

    Examples
    --------
    >>> parts("roller.kc.gräns"), parts("1. Bakgrund"), parts("roller.kc m.")
    (['roller', 'kc', 'gräns'], ['1. Bakgrund'], ['roller', 'kc m.'])

    """
    names = [""]
    for at, part in enumerate(path.split(".")):
        between = at and names[-1].strip() and part and not part[0].isspace()
        if between:
            names.append(part)
        else:
            names[-1] = f"{names[-1]}.{part}" if at else part
    return names


def codes_frame(tags: list[Tag]) -> pd.DataFrame:
    """Build `codes`: parents first, else in the order of the tags.

    A path that is no tag itself but has tags below it is a code that nothing can be coded with.
    Its id is `path:` and the path.
    """
    by_path = {tag.path: tag for tag in tags}
    found: dict[str, tuple[str | None, ...]] = {}
    for tag in tags:
        names = parts(tag.path)
        above = None
        for depth, name in enumerate(names, start=1):
            path = ".".join(names[:depth])
            # A tag is its own node, whatever other tag has its path.
            node = tag if depth == len(names) else by_path.get(path)
            key = node.key if node else f"path:{path}"
            description = (node.description or None) if node else None
            shown = STEP.join(names[:depth])
            found.setdefault(key, (key, above, name, shown, None, description))
            above = key
    return rows("codes", [(*row, not str(row[0]).startswith("path:")) for row in found.values()])
