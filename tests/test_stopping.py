"""Notebooks that cannot be run to their end, for real: what is told, and that nothing is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell
from papermill.exceptions import PapermillExecutionError

from analys.errors import NotebookError
from analys.execution import execute
from analys.kernels import Kernels
from analys.kernels.client import Client, SilentKernelError
from analys.stopping import Place, died, failed, hung
from small_notebooks import HEAD, notebook, over, until

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
WRITTEN = "open('kernel.pid', 'w').write(str(os.getpid()))"
PID = f"import os, time\n{WRITTEN}"
MARKED = f"{WRITTEN}\ntime.sleep(900)"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise")


@pytest.fixture(scope="module", params=["warm", "ordinary"])
def kernels(request):
    with Kernels(request.param) as kernels:
        yield kernels


def told(kernels, folder: Path, *cells: str, head: str = HEAD, **more) -> str:
    """The problem of a notebook that stops."""
    path = notebook(folder, *cells, head=head)
    with pytest.raises(NotebookError) as caught:
        execute(path, {}, kernels, output=folder / "out", **more)
    (problem,) = caught.value.problems
    pid = path.with_name("kernel.pid")
    if pid.exists():
        assert over(int(pid.read_text()))
    return str(problem)


@POSIX
def test_a_kernel_killed_by_the_system_is_told_with_its_cell(kernels, tmp_path):
    pid = tmp_path / "notebooks" / "kernel.pid"

    def kill() -> None:
        if until(lambda: pid.exists() and pid.read_text()):
            os.kill(int(pid.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    said = told(kernels, tmp_path, "1", "import os, time", MARKED)
    killer.join()
    assert said == (
        "01_prov.py, cell 4: expected a kernel that lives to the last cell; found that it was "
        "killed by the system (signal 9, SIGKILL). The machine may have run out of memory: close "
        "other programs, or build fewer at once. The cell:\n"
        "    open('kernel.pid', 'w').write(str(os.getpid()))\n    time.sleep(900)"
    )


@POSIX
@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os; os._exit(3)", "that it ended with status 3"),
        ("import ctypes; ctypes.string_at(0)", "that it crashed (signal 11, SIGSEGV)"),
    ],
)
def test_a_kernel_that_ends_itself_is_told_with_how(kernels, tmp_path, code, found):
    said = told(kernels, tmp_path, code)
    assert f"cell 2: expected a kernel that lives to the last cell; found {found}." in said
    assert "memory" not in said


def test_a_cell_that_hangs_is_told_with_what_to_do(kernels, tmp_path):
    said = told(kernels, tmp_path, PID, "time.sleep(900)", timeout=1)
    assert said == (
        "01_prov.py, cell 3: expected the cell to end within 1 s; found it still running. Give it "
        "longer with --timeout SECONDS, or mend what it waits for. The cell:\n    time.sleep(900)"
    )


def test_a_cell_that_hangs_deaf_to_interrupts_is_ended_too(kernels, tmp_path):
    deaf = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n"
    loop = f"{deaf}    try:\n        time.sleep(900)\n    except KeyboardInterrupt:\n        pass"
    assert "cell 3: expected the cell to end within" in told(
        kernels, tmp_path, PID, loop, timeout=1
    )


def test_what_a_cell_leaves_running_hangs_too(kernels, tmp_path):
    busy = "import asyncio\nasyncio.get_running_loop().call_soon(time.sleep, 900)"
    said = told(kernels, tmp_path, PID, busy, timeout=2)
    assert "cell 3: expected the cell to end within 2 s; found it still running." in said


def test_a_timeout_is_a_cells_and_not_the_notebooks(kernels, tmp_path):
    path = notebook(tmp_path, *["import time\ntime.sleep(0.5)"] * 5)
    done = execute(path, {}, kernels, output=tmp_path, timeout=2)
    assert [cell.execution_count for cell in done.cells] == [1, 2, 3, 4, 5, 6]


def test_a_kernel_that_cannot_start_is_told_with_what_it_said(kernels, tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "trasig"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-c", "raise SystemExit('No module named ipykernel')"]
    about = {"argv": argv, "display_name": "Trasig", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(about))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    said = told(kernels, tmp_path, "1", head=HEAD.replace("python3", "trasig"))
    assert said == "01_prov.py: expected a kernel that starts; found No module named ipykernel."


def test_an_interpreter_that_is_gone_is_told(kernels, tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "borta"
    spec.mkdir(parents=True)
    about = {"argv": ["/nowhere/python"], "display_name": "Borta", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(about))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    said = told(kernels, tmp_path, "1", head=HEAD.replace("python3", "borta"))
    assert "expected a kernel that starts; found" in said
    assert "No such file or directory: '/nowhere/python'" in said


WRITE = "import os\nfrom pathlib import Path\nfolder = Path(os.environ['ANALYS_OUTPUT'])\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_as_one(kernels, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tabell.csv").symlink_to("/dev/full")
    said = told(kernels, tmp_path, f"{WRITE}(folder / 'tabell.csv').write_text('1;2')")
    assert said.startswith(
        "01_prov.py, cell 2: expected to be able to write its products; found No space left on "
        "device. Free some space on the disk, or give --output a folder on another. The cell:\n"
    )


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no folder that refuses everyone")
def test_a_folder_that_cannot_be_written_to_is_told_as_one(kernels, tmp_path):
    (tmp_path / "out").symlink_to("/sys/kernel")
    said = told(kernels, tmp_path, f"{WRITE}(folder / 'figures').mkdir()")
    assert "expected to be able to write " in said
    assert "/out/figures; found " in said
    assert "Give --output a folder that you may write to." in said


@POSIX
def test_a_file_that_is_not_there_is_the_cells_own_error(kernels, tmp_path):
    said = told(kernels, tmp_path, "open('/nowhere/at/all')")
    assert "expected the cell to run; found FileNotFoundError: [Errno 2]" in said


@pytest.mark.parametrize(
    ("evalue", "expected"),
    [
        ("[Errno 28] No space left on device", "to be able to write its products"),
        ("[Errno 30] Read-only file system: '/in/a.svg'", "to be able to write /in/a.svg"),
        ("[Errno 13] Permission denied: '/ut/a.svg'", "to be able to write /ut/a.svg"),
        ("[Errno 13] Permission denied: '/in/a.csv'", "the cell to run"),
        ("[Errno 1] Operation not permitted", "the cell to run"),
        ("28 is too many", "the cell to run"),
    ],
)
def test_what_the_system_refuses_is_known_by_its_number(evalue, expected):
    error = PapermillExecutionError(0, 1, "x", "OSError", evalue, [])
    assert failed(Place(Path("a.py")), error, Path("/ut")).expected == expected


@pytest.mark.parametrize("seconds", [None, 600])
def test_outputs_that_do_not_come_are_told_as_that(seconds):
    cell = new_code_cell("1")
    late = CellTimeoutError.error_from_timeout_and_cell(
        "Timeout waiting for IOPub output", 60, cell
    )
    said = hung(Place(Path("a.py"), 0, cell), seconds, str(late))
    assert str(said).startswith(
        "a.py, cell 1: expected the cell's outputs; found that they did not come once it had ended."
    )


def test_a_kernel_that_does_not_answer_is_not_told_as_killed(kernels, tmp_path, monkeypatch):
    async def silent(client, timeout=None):
        raise SilentKernelError("no answer from it within 60 s")

    monkeypatch.setattr(Client, "wait_for_ready", silent)
    said = told(kernels, tmp_path, "1")
    assert said.endswith("expected a kernel that starts; found no answer from it within 60 s.")


def test_a_signal_without_a_name_is_told_by_its_number():
    assert "(signal 250, unknown)" in died(Place(Path("a.py")), -250, "").found


CTRL_C = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from analys.kernels import Kernels
path = Path(sys.argv[2])
try:
    with ThreadPoolExecutor(3) as pool, Kernels(sys.argv[1]) as kernels:
        from analys.execution import execute
        told = [pool.submit(execute, path, {}, kernels, output=path) for _ in range(8)]
        [each.result() for each in told]
except KeyboardInterrupt:
    print("stopped", sum(isinstance(each.exception(), Exception) for each in told))
"""
EACH = "import os, time\nopen(f'{os.getpid()}.pid', 'w').close()\ntime.sleep(900)"


@POSIX
@pytest.mark.parametrize("kind", ["warm", "ordinary"])
def test_ctrl_c_ends_all_kernels_and_those_that_wait_never_start(kind, tmp_path):
    path = notebook(tmp_path, EACH)
    build = subprocess.Popen(
        [sys.executable, "-c", CTRL_C, kind, str(path)], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        assert until(lambda: len(list(path.parent.glob("*.pid"))) == 3)
        family = psutil.Process(build.pid).children(recursive=True)
        os.killpg(build.pid, signal.SIGINT)  # as a terminal does
        said, _ = build.communicate(timeout=30)
    finally:
        build.kill()
    assert said.splitlines()[-1] == "stopped 8"
    assert "Traceback" not in said
    assert len(list(path.parent.glob("*.pid"))) == 3
    assert until(lambda: all(over(process.pid) for process in family), 10)
