"""nbformat and jupytext, imported without the second and more that nothing here needs.

Import this module before them, or a package that imports them.
"""

from __future__ import annotations

import sys
from typing import Any, cast

_GRAMMAR = "rfc3987_syntax"
_SERVERS = ("jupytext.sync_contentsmanager", "jupytext.async_contentsmanager")

# jsonschema, which nbformat checks notebooks with, builds a grammar of international addresses when
# it is imported; no notebook holds what it would check, and without it jsonschema does not ask. The
# name is let go of again, for others who may want it.
if "jsonschema" not in sys.modules and _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = cast(Any, None)
    try:
        import jsonschema as jsonschema  # type: ignore[import-untyped]
    finally:
        del sys.modules[_GRAMMAR]

# jupytext also serves notebooks to JupyterLab, for which it would import the whole of its server;
# where there is none it does without.
if "jupytext" not in sys.modules and "jupyter_server" not in sys.modules:
    sys.modules.update(dict.fromkeys(_SERVERS, cast(Any, None)))
    try:
        import jupytext as jupytext
    finally:
        for name in _SERVERS:
            del sys.modules[name]
