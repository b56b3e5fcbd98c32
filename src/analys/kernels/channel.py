"""Messages between the build and its warm process: a line of JSON each, over a pair of sockets."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Mapping
from typing import Any

SIZE = 1 << 16  # bytes that are read at once


class Channel:
    """One end of the talk; its being closed is how each learns that the other is gone."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._rest = b""

    def fileno(self) -> int:
        """What `select` waits for."""
        return self._end.fileno()

    def send(self, message: Mapping[str, Any]) -> None:
        """Send a message; `OSError` if nobody is there."""
        self._end.sendall(json.dumps(message).encode() + b"\n")

    def receive(self) -> list[dict[str, Any]]:
        """Wait for bytes, and give the messages that are whole by then.

        Raises
        ------
        EOFError
            If the other end is closed.
        """
        try:
            read = self._end.recv(SIZE)
        except ConnectionError:
            read = b""
        if not read:
            raise EOFError
        *lines, self._rest = (self._rest + read).split(b"\n")
        return [json.loads(line) for line in lines]

    def hang_up(self) -> None:
        """End the talk at once, also for a thread that waits in `receive`."""
        with contextlib.suppress(OSError):  # the other end was first
            self._end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the socket."""
        self._end.close()
