"""A Study as parameters choose it, from a material's files or as it was kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from analys import codebook as codebooks
from analys import study_cache, text_storage
from analys.codebook import Codebook
from analys.language import speak
from analys.material import Material, open_material
from analys.parameters import Parameters
from analys.places import project_root
from analys.study import Study


def load(
    material: str | Path | Material,
    *,
    codebook: Codebook | None = None,
    cases: str | Sequence[str] = "all",
    coder: str = "consensus",
    language: str = "sv",
    accept_positions: bool = False,
    cached: bool = False,
) -> Study:
    """Read, check and key a material to the codebook.

    The process holds texts from now on as suits the material's size: see `text_storage`.

    Parameters
    ----------
    material
        A folder with material.yaml, a tool's own file, or the name of a folder under `data/`.
    codebook
        The code system; the project's own where none is given.
    cases
        "all", or the ids of the municipalities to keep.
    coder
        "consensus", or the name of one coder.
    language
        What is spoken from now on, by labels and by what is computed: "sv" or "en".
    accept_positions
        Take files whose stored quotes do not agree with their texts; the report says so.
    cached
        Open what `study_cache` holds of exactly these files, and keep there what it does not.

    Raises
    ------
    CodebookError, MaterialError, ParameterError
        With all faults of a file at once.
    """
    speak(language)
    material = material if isinstance(material, Material) else open_material(material)
    codebook = codebook or codebooks.read(project_root() / "data" / "codebook.yaml")
    with suppress(OSError):  # whoever reads the material tells what is wrong with it
        text_storage.choose(material.size())

    def read() -> Study:
        # Whoever opens a kept study needs none of the readers and checks, slow to import.
        from analys.assembling import assembled

        return assembled(material, codebook, accept_positions=accept_positions)

    study = study_cache.studied(material, codebook, accept_positions, read) if cached else read()
    study = study if cases == "all" else study.only([cases] if isinstance(cases, str) else cases)
    return study.by_coder(coder)


def chosen_study(chosen: Parameters) -> Study:
    """The study that parameters choose, kept for next time; raises as `load` does."""
    return load(
        chosen.material,
        cases=chosen.cases,
        coder=chosen.coder,
        language=chosen.language,
        accept_positions=chosen.accept_positions,
        cached=True,
    )
