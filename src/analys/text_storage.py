"""How pandas holds texts: as Python's own where a material is small, as Arrow's where it is large.

A report counts in many small tables, where Arrow's calls cost more than they save: with Python's
strings the notebooks take a sixth less of the processor's time. The larger a material, the less
that is, and the more memory it takes. Values, results and files are the same either way.
"""

from __future__ import annotations

import pandas as pd

OPTION = "mode.string_storage"
UNDECIDED = "auto"  # pandas' own setting, which takes Arrow wherever it is installed
LARGE = 20_000_000  # bytes of a material: some 120,000 codings in a project file, with texts

_chosen = [UNDECIDED]


def choose(size: int) -> None:
    """Choose for the texts that are made from now on in this process.

    It is an option of pandas. Whoever has set it to anything but "auto", or but what was chosen
    last, has it as it was set.

    Parameters
    ----------
    size
        Bytes of the material's files.
    """
    if pd.get_option(OPTION) in (UNDECIDED, _chosen[0]):
        _chosen[0] = "python" if size < LARGE else UNDECIDED
        pd.set_option(OPTION, _chosen[0])
