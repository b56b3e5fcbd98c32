"""nbformat, imported without the one second that it does not need.

Import this module before nbformat, or a package that imports it.
"""

from __future__ import annotations

import sys
from typing import Any, cast

_GRAMMAR = "rfc3987_syntax"

# jsonschema, which nbformat checks notebooks with, builds a grammar of international addresses when
# it is imported; no notebook holds what it would check, and without it jsonschema does not ask. The
# name is let go of again, for others who may want it.
if "jsonschema" not in sys.modules and _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = cast(Any, None)
    try:
        import jsonschema as jsonschema  # type: ignore[import-untyped]
    finally:
        del sys.modules[_GRAMMAR]
