"""Writing a `Project` as a standard REFI-QDA 1.5 file that coding tools open.

The same project gives the same bytes, whatever the order of its codings, and a file that could not
be written whole is not written at all.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import batched
from pathlib import Path
from typing import cast
