"""How a kernel comes to be, as jupyter_client asks for it: forked from the warm process, if it can.

The provisioner is given to each manager directly. An entry point would have to be chosen by an
environment variable or in a kernelspec, and both are shared with the person's other notebooks.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import zmq
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analys.kernels.client import Client
from analys.kernels.forking import PATIENCE, Forked, Server, ServerGoneError

LAUNCHER = ["-m", "ipykernel_launcher"]
LONGEST = 88  # bytes of a folder: a socket's path may have 103, of which the name takes 15


class Provisioner(LocalProvisioner):
    """Forks the kernel if there is a warm process and it is of the same interpreter.

    Attributes
    ----------
    server
        The warm process, or None where all kernels are ordinary.
    said
        What the kernel says that no notebook shows, such as why it could not start.
    """

    server: Server | None = None
    said: Path

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Start the kernel that a command would; what follows is all jupyter_client's own."""
        if self.server and _same(cmd):
            folder = Path(kwargs.get("cwd") or Path.cwd())
            try:
                process = self.server.fork(cmd[3:], kwargs["env"], folder, self.said)
            except ServerGoneError:
                self.server = None
            else:
                self.process: Any = process
                self.pid = self.pgid = process.pid
                self.cwd = folder
                return self.connection_info
        with self.said.open("ab") as log:
            return await super().launch_kernel(cmd, stdout=log, stderr=log, **kwargs)

    async def kill(self, restart: bool = False) -> None:
        """End it at once, and wait until it is over: asking every 0.1 s would be to idle."""
        process = self.process
        await super().kill(restart)
        if isinstance(process, Forked):
            process.poll(PATIENCE)


class Manager(AsyncKernelManager):
    """What starts and ends a kernel whose files are in a folder that is ours alone.

    Kernels are talked to through sockets in the folder, which others on the machine cannot open;
    where there are none, through encrypted ports.

    Raises
    ------
    jupyter_client.kernelspec.NoSuchKernel
        If there is no kernelspec of that name.
    """

    def __init__(self, name: str, folder: Path, server: Server | None) -> None:
        ident = uuid4().hex[:8]
        super().__init__(
            kernel_name=name,
            kernel_id=ident,
            client_factory=Client,
            connection_file=str(folder / f"{ident}.json"),
            **_transport(folder),
        )
        self.given = Provisioner(kernel_id=ident, kernel_spec=self.kernel_spec, parent=self)
        self.given.server, self.given.said = server, folder / f"{ident}.log"
        self.provisioner = self.given

    def ending(self) -> tuple[int | None, str]:
        """The exit status, None if there is none, and the last line that it said."""
        process, said = self.given.process, self.given.said
        lines = said.read_text("utf-8", "replace").split("\n") if said.is_file() else []
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return process.poll() if process else None, last

    def end(self) -> None:
        """End it, and what it has started, from another thread."""
        process, group = self.given.process, self.given.pgid
        if process and process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(group, signal.SIGKILL) if group else process.kill()

    def forget(self) -> None:
        """Remove what it said."""
        with contextlib.suppress(OSError):
            self.given.said.unlink(missing_ok=True)


def _transport(folder: Path) -> dict[str, Any]:
    if zmq.has("ipc") and os.name == "posix" and len(os.fsencode(folder)) <= LONGEST:
        return {"transport": "ipc"}
    return {"transport_encryption": "auto" if zmq.has("curve") else "disabled"}


def _same(command: list[str]) -> bool:
    """Whether a command starts an IPython kernel in this very interpreter."""
    found = shutil.which(command[0])
    if found is None or command[1:3] != LAUNCHER:
        return False
    theirs, ours = Path(found), Path(sys.executable)
    # Environments share an interpreter by links: it is the folder that tells them apart.
    return theirs.samefile(ours) and theirs.parent.samefile(ours.parent)
