"""Reproducible notebooks for interview studies.

What a notebook explores with is at hand here: `analys.explore`, `analys.help_codes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analys.exploring import explore as explore
    from analys.exploring import help_codes as help_codes

__all__ = ["explore", "help_codes"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    # Nothing is imported before it is asked for: the command must answer at once.
    if name in __all__:
        from analys import exploring

        return getattr(exploring, name)
    raise AttributeError(f"module 'analys' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
