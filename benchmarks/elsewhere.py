"""Other programs in environments of their own, as the tests make them."""

from __future__ import annotations

import sys
from pathlib import Path

from processes import last_line, run

TESTS = Path(__file__).parents[1] / "tests"
_FIND = "from environments import environment; print(environment(*{!r}))"


def python_with(*requirements: str) -> Path | str:
    """The Python of an environment that holds these, or why there is none."""
    found = run([sys.executable, "-c", _FIND.format(requirements)], TESTS)
    if found.returncode == 0:
        return Path(found.stdout.strip())
    return f"not measured: {last_line(found.stderr, 'no environment')}"
