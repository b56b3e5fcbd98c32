"""What the build speaks to a kernel with; it learns at once that a kernel is ready."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER = 1.0  # seconds that a kernel gets to answer before it is asked again
SAID = 0.2  # seconds that what it says to all may lag behind its answer


class SilentKernelError(RuntimeError):
    """A kernel that does not answer; who has waited for it ends it."""


class Client(AsyncKernelClient):
    """Waits for a kernel until both of its channels have answered.

    jupyter_client's own waits for a silence of 0.2 s after that, which each notebook would idle
    away; the kernel itself says when it has nothing more to say of a request.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until the kernel has answered, and been heard by us to have done so.

        Raises
        ------
        RuntimeError
            If it is no more.
        SilentKernelError
            If it has not answered after so many seconds.
        """
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        heard: set[object] = set()
        while not await self._answered(heard):
            if not await self.is_alive():
                raise RuntimeError("that it ended before it answered")
            if time.monotonic() > until:
                raise SilentKernelError(f"no answer from it within {timeout} s")

    async def _answered(self, heard: set[object]) -> bool:
        """Whether an answer came, and word that the kernel is idle again after what it answered.

        Answers come in the order of the requests, and word of a later one may come before them:
        `heard` holds the requests after which the kernel has been heard to be idle.
        """
        self.kernel_info()
        try:
            answer = await self.get_shell_msg(timeout=ANSWER)
            if answer["msg_type"] != "kernel_info_reply":
                return False
            while _of(answer) not in heard:  # nothing comes while the channel is not connected
                said = await self.get_iopub_msg(timeout=SAID)
                if _idle(said):
                    heard.add(_of(said))
        except Empty:
            return False
        self._handle_kernel_info_reply(answer)
        return True


def _of(said: dict[str, dict[str, object]]) -> object:
    """The request that a message is about."""
    return said["parent_header"].get("msg_id")


def _idle(said: dict[str, dict[str, object]]) -> bool:
    return said["content"].get("execution_state") == "idle"
