"""Studies that were read and checked, kept for whoever opens the same material again.

An entry holds the whole study, before anyone chose municipalities or a coder: its frames and texts
as Parquet, the rest as JSON. Its name is a hash over all that a study depends on (`keys`), computed
anew from the material's files each time, so it can only be found by those who would read the same.
What cannot be opened or kept, for whatever reason, is read from the material as if nothing were
kept. A material with a fault in it is never kept.
"""

from __future__ import annotations

from collections.abc import Callable

from analys import hidden
from analys.codebook import Codebook
from analys.material import Material
from analys.study import Study
from analys.study_cache import entries, folder, keys

__all__ = ["studied"]


def studied(
    material: Material,
    codebook: Codebook,
    accept_positions: bool,
    read: Callable[[], Study],
) -> Study:
    """A material's study as it is kept, else as `read` gives it, kept from then on.

    Raises
    ------
    MaterialError
        As `read` does.
    """
    place = hidden.place(folder.STUDIES)
    said = place and keys.said(material, codebook, accept_positions)
    if not (place and said):
        return read()
    key = keys.key(said)
    found = entries.opened(place / key, key, codebook, read)
    if found is not None:
        return found
    fresh = read()

    def still() -> bool:
        """Whether what was read is what the key was made of: files may change meanwhile."""
        after = keys.said(material, codebook, accept_positions)
        return after == said and fresh.sha256 == said["material"]

    # What lies beside the material's own files is in no hash of them.
    if not fresh.beside:
        entries.keep(place, key, fresh, still)
    return fresh
