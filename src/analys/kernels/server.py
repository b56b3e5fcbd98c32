"""The warm process: imports what notebooks need, once, and forks a kernel for whoever asks.

It is started by `forking.Server` as a process of its own, so that a kernel inherits no thread, lock
or open file of the build, and lives as long as the socket to the build is open: however the build
ends, the kernels end with it. A kernel that loses the warm process ends by ipykernel's own watch.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any, cast

from analys.kernels.channel import Channel

WARM = (
    "pandas",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "pyarrow.pandas_compat",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.BmpImagePlugin",
    "font_source_sans_pro",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "analys.report",
    "analys.tables",
    "analys.figures",
    "analys.readings",
)
LAUNCHER = "ipykernel_launcher"


def main() -> None:
    """Serve until the build is gone; in a forked process, be the kernel that was asked for."""
    end, folder = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder we were started from; a kernel has its own
    warm_up()
    asked = serve(Channel(end))
    if asked is None:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        become(asked)


def warm_up() -> None:
    """Import what a notebook would, so that no kernel has to."""
    gc.disable()
    sys.modules["debugpy"] = cast(Any, None)  # 0.1 s that no build has a use for
    for name in WARM:
        importlib.import_module(name)
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    gc.collect()
    gc.freeze()  # what is shared is not looked through again, nor copied for being looked at


def serve(channel: Channel) -> dict[str, Any] | None:
    """Fork for each request; the request in the child, None here when the build is gone.

    Returning lets the child leave through the end of the program, as any process does, with nothing
    of the server's still to be undone.
    """
    woken, waking = socket.socketpair()
    woken.setblocking(False)
    waking.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: channel.hang_up())
    signal.set_wakeup_fd(waking.fileno())
    kernels: set[int] = set()
    try:
        while True:
            ready, _, _ = select.select([channel.fileno(), woken.fileno()], [], [])
            if woken.fileno() in ready:
                woken.recv(1 << 12)
                for pid, status in _ended(kernels):
                    channel.send({"ended": pid, "status": status})
            if channel.fileno() not in ready:
                continue
            for message in channel.receive():
                if _fork(channel, kernels):
                    continue
                kernels.clear()  # they are the server's
                signal.set_wakeup_fd(-1)
                for each in (channel, woken, waking):
                    each.close()
                return message
    except (EOFError, OSError):
        return None
    finally:
        for pid in kernels:
            _kill(pid)


def _fork(channel: Channel, kernels: set[int]) -> bool:
    """Whether this is the server still; the build is told of the kernel, or that there is none."""
    try:
        pid = os.fork()
    except OSError as error:
        channel.send({"failed": str(error)})
        return True
    if pid:
        kernels.add(pid)
        channel.send({"forked": pid})
    return bool(pid)


def _ended(kernels: set[int]) -> Iterator[tuple[int, int]]:
    """The kernels that are over, with their exit status; what they left running ends too."""
    for pid in tuple(kernels):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            kernels.discard(pid)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            yield pid, os.waitstatus_to_exitcode(status)


def _kill(pid: int) -> None:
    """End a kernel and what it has started, whether or not it has its own group yet."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def become(asked: dict[str, Any]) -> None:
    """Turn this forked process into the kernel that `python -m ipykernel_launcher` would be."""
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    parent = os.getppid()
    os.setsid()  # a group of its own, which is what is interrupted and killed
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.close(log)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    # Python's own random numbers are seeded anew in a fork, NumPy's are not.
    sys.modules["numpy"].random.seed()
    gc.set_threshold(50_000)  # tables are made of many small objects that stay
    gc.enable()
    arguments = [*asked["arguments"], f"--IPKernelApp.parent_handle={parent}"]
    sys.argv = [LAUNCHER, *arguments]
    launch = importlib.import_module("ipykernel.kernelapp").launch_new_instance
    launch(argv=arguments)


if __name__ == "__main__":
    main()
