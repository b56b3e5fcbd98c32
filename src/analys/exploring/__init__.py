"""Exploring in a notebook: a study that shows its quotes, interviews and codes where one stands.

Nothing here is part of the report, and nothing is written.
"""

from __future__ import annotations

from pathlib import Path

from analys.exploring.explored import ExploredStudy, explored
from analys.exploring.lookup import Codes, help_codes
from analys.exploring.quotes import Quotes
from analys.loading import chosen_study
from analys.parameters import checked

__all__ = ["Codes", "ExploredStudy", "Quotes", "explore", "explored", "help_codes"]


def explore(material: str | Path = "demo", **parameters: object) -> ExploredStudy:
    """Open a material to explore it.

    Parameters
    ----------
    material
        A folder with material.yaml, a tool's own file, or the name of a folder under `data/`.
    **parameters
        As the notebooks have them: `cases`, `coder`, `language`.

    Raises
    ------
    CodebookError, MaterialError, ParameterError
        If anything of it cannot be used.
    """
    chosen = checked({"material": material, **parameters})
    study = chosen_study(chosen)
    return explored(study)
