"""A kernel is ready when both of its channels have answered the same request."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest

from analys.kernels.client import Client, SilentKernelError


def reply(asked, kind="kernel_info_reply"):
    about = {"msg_type": kind, "content": {"protocol_version": "5.3"}}
    return {**about, "parent_header": {"msg_id": asked}}


def ready(client, timeout=None):
    """Wait for its kernel, in a thread: a browser's tests may have a loop of their own in ours."""
    waiting = asyncio.wait_for(client.wait_for_ready(timeout), 10)
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, waiting).result()


def said(state, asked):
    return {"content": {"execution_state": state}, "parent_header": {"msg_id": asked}}


class Spoken(Client):
    """A client whose kernel says what was written down for it, then nothing."""

    def __init__(self, shell, iopub, alive=True):
        super().__init__()
        self.shell, self.iopub, self.alive = list(shell), list(iopub), alive
        self.asked = 0

    def kernel_info(self):
        self.asked += 1
        return f"request {self.asked}"

    async def get_shell_msg(self, timeout):
        return self._next(self.shell)

    async def get_iopub_msg(self, timeout):
        return self._next(self.iopub)

    async def is_alive(self):
        return self.alive

    @staticmethod
    def _next(messages):
        message = messages.pop(0) if messages else None
        if message is None:
            raise Empty
        return message


def test_it_is_ready_once_it_is_idle_after_its_answer():
    client = Spoken([reply("request 1")], [said("busy", "request 1"), said("idle", "request 1")])
    ready(client)
    assert client.asked == 1
    assert client.iopub == []


def test_where_nothing_is_heard_yet_it_is_asked_again():
    client = Spoken([reply("request 1"), reply("request 2")], [None, said("idle", "request 2")])
    ready(client)
    assert client.asked == 2


def test_idle_after_another_request_does_not_count():
    early = [said("idle", "request 1"), said("busy", "request 2"), said("idle", "request 2")]
    client = Spoken([None, reply("request 2")], early)
    ready(client)
    assert client.asked == 2
    assert client.iopub == []


def test_a_late_answer_to_the_first_request_will_do():
    client = Spoken(
        [None, reply("request 1")], [said("busy", "request 1"), said("idle", "request 1")]
    )
    ready(client)
    assert client.asked == 2


def test_word_that_comes_before_its_answer_is_kept():
    answers = [None, *(reply(f"request {at}") for at in (1, 2, 3))]
    heard = [None, said("idle", "request 3"), None, said("idle", "request 4")]
    client = Spoken(answers, heard)
    ready(client, timeout=5)
    assert client.asked == 4


def test_another_answer_is_no_answer():
    answers = [reply("request 1", "execute_reply"), reply("request 2")]
    client = Spoken(answers, [said("idle", "request 2")])
    ready(client)
    assert client.asked == 2


def test_a_kernel_that_is_no_more_is_told():
    with pytest.raises(RuntimeError, match="ended before it answered"):
        ready(Spoken([], [], alive=False))


def test_a_kernel_that_does_not_answer_is_told():
    with pytest.raises(SilentKernelError, match="no answer from it within 0 s"):
        ready(Spoken([], []), timeout=0)
