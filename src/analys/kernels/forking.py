"""The build's end of the warm process: kernels are asked for, and their ends learnt of."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock

from analys.kernels.channel import Channel

PATIENCE = 5.0  # seconds that the warm process gets to end its kernels and itself


class ServerGoneError(OSError):
    """The warm process is over: kernels are to be had in the ordinary way only."""


class Server:
    """The warm process, from its start to its end; its imports go on while the build has its own.

    Parameters
    ----------
    folder
        The build's own folder for the files of its kernels. The warm process removes it when the
        build is gone, however the build ended.
    environment
        What its imports see; a kernel is given its own.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        self._lock = RLock()
        self._kernels: dict[int, Forked] = {}
        self._made: Forked | None = None
        with theirs, (folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
                [sys.executable, "-m", f"{__package__}.server", str(theirs.fileno()), str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C in the terminal is for the build alone
            )

    def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path
    ) -> Forked:
        """A new kernel; waits for the imports if they are under way.

        Raises
        ------
        ServerGoneError
            If there is no warm process any longer.
        OSError
            If the system refuses another process.
        """
        asked = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "folder": str(folder),
            "log": str(log),
        }
        with self._lock:
            self._made = None
            try:
                self._channel.send(asked)
                while self._made is None:
                    self._receive()
            except (EOFError, ConnectionError):
                raise ServerGoneError from None
            return self._made

    def _receive(self) -> None:
        """Note what the warm process tells, in its order: a number is used again once it is free.

        Raises
        ------
        OSError
            If it could not fork.
        """
        failed = ""
        for message in self._channel.receive():
            if "forked" in message:
                self._made = self._kernels[message["forked"]] = Forked(self, message["forked"])
            elif "ended" in message:
                self._kernels.pop(message["ended"]).ended = message["status"]
            else:
                failed = message["failed"]
        if failed:
            raise OSError(failed)

    def status(self, kernel: Forked, patience: float = 0.0) -> int | None:
        """The exit status of a kernel, or None while it runs; waits so many seconds for it.

        A kernel whose warm process is gone counts as killed: it ends itself.
        """
        until = time.monotonic() + patience
        with self._lock:
            while kernel.ended is None:
                left = max(0.0, until - time.monotonic())
                try:
                    if not select.select([self._channel], [], [], left)[0]:
                        return None
                    self._receive()
                except (EOFError, OSError, ValueError):
                    kernel.ended = -signal.SIGKILL
            return kernel.ended

    def end(self) -> None:
        """End all kernels and the process, whatever they are at; may be called from any thread."""
        self._channel.hang_up()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Forked:
    """A forked kernel, as much like `subprocess.Popen` as jupyter_client needs it.

    Attributes
    ----------
    pid
        Another kernel may have it once this one is over: the system uses its numbers again.
    ended
        The exit status, as far as has been heard.
    """

    stdin = stdout = stderr = None

    def __init__(self, server: Server, pid: int) -> None:
        self._server = server
        self.pid = pid
        self.ended: int | None = None

    @property
    def returncode(self) -> int | None:
        """The exit status; None while it runs."""
        return self.poll()

    def poll(self, patience: float = 0.0) -> int | None:
        """The exit status, or None while it runs; waits so many seconds for it."""
        return self._server.status(self, patience)

    def wait(self) -> int | None:
        """The exit status, once it is over."""
        return self.poll(PATIENCE)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it is over."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)
