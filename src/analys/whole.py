"""Files that stand whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

UMASK = os.umask(0)  # it can only be asked for by setting it
os.umask(UMASK)


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file beside its place, and move it there; what stands there stays until then.

    Parameters
    ----------
    mode
        Who may read and write it, as far as that is usual for whoever runs this.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(mode & ~UMASK)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
