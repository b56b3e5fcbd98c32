"""All kernels of a build, held so that they end with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from analys.kernels.environment import environment
from analys.kernels.forking import Server

if TYPE_CHECKING:
    from analys.kernels.provisioner import Manager

KINDS = ("warm", "ordinary")


class Kernels:
    """The kernels of a build, known while they run so that all can be ended from another thread.

    Leaving the block ends those that still run, and no other starts.

    Parameters
    ----------
    kind
        "warm": forked from a process that has imported what notebooks need; "ordinary": each
        imports for itself. Where there is no fork, all are ordinary; both give the same bytes.

    Attributes
    ----------
    ended
        Whether the block has been left.
    folder
        Theirs alone: what they are reached by, and what they say that no notebook shows.
    server
        The warm process, once it is started.
    """

    def __init__(self, kind: str = "warm") -> None:
        if kind not in KINDS:
            raise ValueError(f"kernels are one of {', '.join(KINDS)}, not {kind!r}")
        self.kind = kind if hasattr(os, "fork") else "ordinary"
        self.ended = False
        self.server: Server | None = None
        self._running: set[Manager] = set()
        self._folder = TemporaryDirectory(prefix="analys-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)

    def start(self) -> Self:
        """Let the warm process begin its imports; call it before the build's own.

        Leave the block, also when nothing came of the build.
        """
        if self.kind == "warm" and self.server is None and not self.ended:
            self.server = Server(self.folder, environment(self.folder))
        return self

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End those that still run, from any thread; no other starts."""
        self.ended = True
        if self.server:
            self.server.end()
        for manager in tuple(self._running):
            manager.end()
        self._folder.cleanup()

    @contextmanager
    def manager(self, name: str) -> Iterator[Manager]:
        """What starts and ends one kernel, by the name of its kernelspec; held during the block.

        Raises
        ------
        jupyter_client.kernelspec.NoSuchKernel
            If there is none of that name.
        """
        from analys.kernels.provisioner import Manager

        made = Manager(name, self.folder, self.server)
        self._running.add(made)
        try:
            yield made
        finally:
            self._running.discard(made)
            made.forget()
