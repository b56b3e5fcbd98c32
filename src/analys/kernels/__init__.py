"""The kernels that a build runs its notebooks in: forked from a warm process, or ordinary ones.

Nothing here is heavy to import, for the warm process is started before the build imports its own.
"""

from __future__ import annotations

from analys.kernels.environment import OUTPUT as OUTPUT
from analys.kernels.holding import KINDS as KINDS
from analys.kernels.holding import Kernels as Kernels

__all__ = ["KINDS", "OUTPUT", "Kernels"]
