"""Kernels forked from the warm process and ordinary ones: alike in what they do, and none left."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from analys.errors import NotebookError
from analys.executed import text_of
from analys.execution import execute
from analys.kernels import Kernels, forking
from analys.kernels.channel import Channel
from analys.kernels.environment import FIXED, environment
from analys.kernels.provisioner import LONGEST
from builders import ROOT
from small_notebooks import notebook, over, until

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
WAITING = (
    "import os, subprocess, time",
    "child = subprocess.Popen(['sleep', '900'])",
    "open(f'{os.getpid()}-{os.getppid()}-{child.pid}.pids', 'w').close()\ntime.sleep(900)",
)


@pytest.fixture(scope="module")
def warm():
    with Kernels("warm") as kernels:
        yield kernels


@pytest.fixture(scope="module")
def ordinary():
    with Kernels("ordinary") as kernels:
        yield kernels


def said(done) -> str:
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for cell in done.cells
        for output in cell.get("outputs", [])
    )


def run(kernels, folder: Path, *cells: str, **more) -> str:
    path = notebook(folder, *cells)
    return said(execute(path, {}, kernels, output=folder / "out", **more))


# The same, whichever way they came to be

ALIKE = (
    "print(wanted, language)\n1 + 1",
    "import sys, warnings\nwarnings.warn('Se upp')\nprint('fel', file=sys.stderr)",
    "import matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(1, 1))\nplt.plot([1, 2])",
    "import pandas as pd\nframe = pd.DataFrame({'a': [1, 2]})\nframe",
    "frame.style.highlight_max()",
    "object()",
    "print({'ä', 'b', 'c', 'd', 'e'}, hash('x'), repr(sys.path).count('site-packages'))",
    "import os\nprint(__name__, os.path.basename(os.getcwd()))",
    "sorted(vars(sys.modules['__main__']))",
    "print(sys.stdin.read() if sys.stdin else '', sys.flags, sys.path[0], sys.warnoptions)",
    "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))))",
    "import signal\nprint([str(signal.getsignal(n)) for n in (2, 15, 17, 13)])",
    "from concurrent.futures import ProcessPoolExecutor as Pool",
    "with Pool(1) as pool:\n    print(list(pool.map(abs, [-1])))",
    "!echo från skalet",
    "import multiprocessing as mp\nprint(mp.get_start_method(), mp.current_process().name)",
    "from IPython.display import HTML, display\nhandle = display(HTML('1'), display_id='x')",
    "handle.update(HTML('<b>2</b>'))",
)


@FORKS
def test_forked_and_ordinary_kernels_give_the_same_bytes(warm, ordinary, tmp_path):
    path = notebook(tmp_path, *ALIKE)
    texts = {
        kernels.kind: text_of(execute(path, {"wanted": 2}, kernels, output=tmp_path / kernels.kind))
        for kernels in (warm, ordinary)
    }
    assert texts["warm"] == texts["ordinary"]
    assert "image/png" in texts["warm"]
    assert "Se upp" in texts["warm"]


@pytest.mark.slow
@FORKS
def test_a_notebook_of_the_report_gives_the_same_bytes_and_files(warm, ordinary, tmp_path):
    path = ROOT / "notebooks" / "05_langsittare.py"
    texts = {}
    for kernels in (warm, ordinary):
        texts[kernels.kind] = text_of(execute(path, {}, kernels, output=tmp_path / kernels.kind))
    assert texts["warm"] == texts["ordinary"]
    files = {
        kind: {path.name: path.read_bytes() for path in (tmp_path / kind / "figures").iterdir()}
        for kind in texts
    }
    assert files["warm"] == files["ordinary"]
    assert any(name.endswith(".svg") for name in files["warm"])


@FORKS
def test_kernels_at_the_same_time_give_the_same_bytes_as_one_after_another(warm, tmp_path):
    path = notebook(tmp_path, *ALIKE[:6])
    one = text_of(execute(path, {}, warm, output=tmp_path))
    with ThreadPoolExecutor(3) as pool:
        many = pool.map(lambda _: text_of(execute(path, {}, warm, output=tmp_path)), range(4))
        assert set(many) == {one}


@FORKS
def test_a_warm_kernel_is_forked_and_has_imported_what_a_notebook_needs(warm, tmp_path):
    told = run(
        warm,
        tmp_path,
        "import json, os, sys, threading",
        "print(json.dumps([os.getppid(), os.getpid() == os.getpgid(0) == os.getsid(0), "
        "sorted(os.listdir('/proc/self/fd')) if os.path.exists('/proc/self/fd') else [], "
        "[n in sys.modules for n in ('pandas', 'seaborn', 'analys.report', 'debugpy')]]))",
    )
    parent, apart, files, modules = json.loads(told)
    assert parent == warm.server.process.pid
    assert apart
    assert len(files) < 60
    assert modules[0]
    assert modules[2:] == [True, False]


def test_a_kernel_that_is_not_warm_is_our_own_child(ordinary, tmp_path):
    assert ordinary.server is None
    assert run(ordinary, tmp_path, "import os\nprint(os.getppid())") == f"{os.getpid()}\n"


def test_kernels_of_no_known_kind_are_refused():
    with pytest.raises(ValueError, match="warm, ordinary, not 'hot'"):
        Kernels("hot")


@FORKS
@pytest.mark.parametrize("kind", ["warm", "ordinary"])
def test_a_kernel_inherits_no_open_file_of_the_build(kind, tmp_path):
    listed = "import os, psutil\nprint(*(os.path.basename(each.path) for each in {}))"
    with (tmp_path / "held.open").open("w") as held, Kernels(kind) as kernels:
        os.set_inheritable(held.fileno(), True)
        own = f"own = open('own.open', 'w')\n{listed.format('psutil.Process().open_files()')}"
        told = run(kernels, tmp_path, own)
    assert "own.open" in told  # so that it would be told
    assert "held.open" not in told


def test_each_kernel_has_its_own_environment_and_the_build_keeps_its(warm, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYS_PROV", "åäö")
    before = dict(os.environ)
    wanted = ("ANALYS_OUTPUT", "ANALYS_PROV", *FIXED, "COLUMNS")
    shown = f"import os\nprint([os.environ.get(name) for name in {wanted}])"
    path = notebook(tmp_path, shown)
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(
            lambda name: said(execute(path, {}, warm, output=Path("/nowhere") / name)), "ab"
        )
        for name, line in zip("ab", told, strict=True):
            # Its folder is this machine's, which nothing that is shown tells.
            fixed = {**FIXED, "MATPLOTLIBRC": "src/analys/figures/matplotlibrc"}
            assert eval(line) == [f"/nowhere/{name}", "åäö", *fixed.values(), None]
    assert dict(os.environ) == before


def test_numpys_random_numbers_are_not_those_of_another_kernel(warm, tmp_path):
    path = notebook(tmp_path, "import numpy, random\nprint(numpy.random.random(), random.random())")
    one, other = (said(execute(path, {}, warm, output=tmp_path)).split() for _ in range(2))
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_the_environment_leaves_out_the_terminal_and_a_kernel_around_it(monkeypatch, tmp_path):
    for name in ("COLUMNS", "JPY_PARENT_PID"):
        monkeypatch.setenv(name, "80")
    told = environment(tmp_path)
    assert not {"COLUMNS", "JPY_PARENT_PID", "ANALYS_OUTPUT"} & set(told)
    assert told["IPYTHONDIR"] == str(tmp_path / "ipython")


# Fallbacks


@FORKS
def test_without_its_warm_process_a_build_goes_on_with_ordinary_kernels(tmp_path):
    with Kernels() as kernels:
        kernels.server.process.kill()
        kernels.server.process.wait()
        assert run(kernels, tmp_path, "import os\nprint(os.getppid())") == f"{os.getpid()}\n"


@FORKS
def test_a_kernelspec_of_another_interpreter_is_started_by_it(warm, tmp_path, monkeypatch):
    other = tmp_path / "bin" / "python"
    other.parent.mkdir()
    other.symlink_to(sys.executable)
    spec = tmp_path / "kernels" / "annan"
    spec.mkdir(parents=True)
    argv = [str(other), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    about = {"argv": argv, "display_name": "Annan", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(about))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    path = notebook(tmp_path, "import os\nprint(os.getppid())")
    path.write_text(path.read_text().replace("name: python3", "name: annan"))
    assert said(execute(path, {}, warm, output=tmp_path)) == f"{os.getpid()}\n"


@FORKS
def test_without_sockets_in_a_folder_kernels_listen_on_encrypted_ports(tmp_path, monkeypatch):
    monkeypatch.setattr("analys.kernels.provisioner.LONGEST", 0)
    with Kernels() as kernels:
        assert run(kernels, tmp_path, "print(1)") == "1\n"
        with kernels.manager("python3") as manager:
            assert manager.transport == "tcp"
            assert manager.transport_encryption == "auto"


@FORKS
def test_a_folder_of_the_longest_name_has_room_for_sockets(tmp_path, monkeypatch):
    """In bytes: Swedish letters take two each."""
    room = LONGEST - len(os.fsencode(tempfile.gettempdir())) - len("//analys-12345678")
    name = "ö" * (room // 2) + "o" * (room % 2)
    monkeypatch.setattr(tempfile, "tempdir", str(Path(tempfile.gettempdir(), name)))
    Path(tempfile.tempdir).mkdir(exist_ok=True)
    try:
        with Kernels() as kernels:
            assert len(os.fsencode(kernels.folder)) == LONGEST
            assert run(kernels, tmp_path, "print(1)") == "1\n"
            with kernels.manager("python3") as manager:
                assert manager.transport == "ipc"
    finally:
        Path(tempfile.tempdir).rmdir()


@FORKS
@pytest.mark.parametrize("kind", ["warm", "ordinary"])
@pytest.mark.parametrize("safe", ["", "1"])
def test_kernels_find_what_the_persons_own_path_names(kind, safe, tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine_alone.py").write_text("X = 5")
    path = [str(tmp_path / "own"), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
    monkeypatch.setenv("PYTHONSAFEPATH", safe)
    with Kernels(kind) as kernels:
        assert run(kernels, tmp_path, "import mine_alone\nprint(mine_alone.X)") == "5\n"


# None is left


def test_a_kernel_is_over_when_its_notebook_is(warm, ordinary, tmp_path):
    for kernels in (warm, ordinary):
        pid = int(run(kernels, tmp_path, "import os\nprint(os.getpid())"))
        assert over(pid)


@FORKS
def test_what_a_kernel_started_ends_with_it(warm, tmp_path):
    started = "import subprocess\nprint(subprocess.Popen(['sleep', '900']).pid)"
    pid = int(run(warm, tmp_path, started))
    assert until(lambda: over(pid), 10)


@FORKS
def test_the_folder_of_the_kernels_is_removed_with_them(tmp_path):
    with Kernels() as kernels:
        run(kernels, tmp_path, "1")
        assert kernels.folder.is_dir()
        assert not list(kernels.folder.glob("*.log")) or [
            path.name for path in kernels.folder.glob("*.log")
        ] == ["server.log"]
    assert not kernels.folder.exists()


@FORKS
def test_leaving_at_once_ends_a_warm_process_that_still_imports():
    with Kernels() as kernels:
        pid = kernels.server.process.pid
    assert over(pid)


def test_no_kernel_starts_once_the_block_is_left(tmp_path):
    with Kernels("ordinary") as kernels:
        pass
    with pytest.raises(NotebookError, match=r"01_prov.py: .* found that the build was stopped"):
        run(kernels, tmp_path, "1")


@FORKS
@pytest.mark.parametrize("kind", ["warm", "ordinary"])
def test_leaving_ends_kernels_that_run_in_other_threads(kind, tmp_path):
    path = notebook(tmp_path, *WAITING)
    with ThreadPoolExecutor(2) as pool:
        with Kernels(kind) as kernels:
            told = [
                pool.submit(execute, path, {}, kernels, output=tmp_path / str(at)) for at in (1, 2)
            ]
            assert until(lambda: len(list(path.parent.glob("*.pids"))) == 2)
        for each in told:
            with pytest.raises(NotebookError, match="the build was stopped"):
                each.result(30)
    kernels_, _, children = _pids(path.parent)
    assert until(lambda: all(map(over, [*kernels_, *children])), 10)


def _pids(folder: Path) -> list[list[int]]:
    """Of the notebooks that wait: the kernels, what they are children of, and their children."""
    told = [path.stem.split("-") for path in folder.glob("*.pids")]
    return [[int(pids[at]) for pids in told] for at in range(3)]


BUILD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from analys.kernels import Kernels
path = Path(sys.argv[2])
with ThreadPoolExecutor(2) as pool, Kernels(sys.argv[1]) as kernels:
    print(kernels.folder, flush=True)
    from analys.execution import execute
    told = [pool.submit(execute, path, {}, kernels, output=path.parent / str(n)) for n in (1, 2)]
    [each.result() for each in told]
"""


@FORKS
@pytest.mark.parametrize("kind", ["warm", "ordinary"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_kernel_outlives_a_build_that_is_killed(kind, number, tmp_path):
    path = notebook(tmp_path, *WAITING)
    build = subprocess.Popen(
        [sys.executable, "-c", BUILD, kind, str(path)], stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        folder = Path(build.stdout.readline().strip())
        assert until(lambda: len(list(path.parent.glob("*.pids"))) == 2)
        build.send_signal(number)
        build.wait(30)
    finally:
        build.kill()
        build.stdout.close()
    kernels, parents, children = _pids(path.parent)
    assert until(lambda: all(map(over, [*kernels, *parents])), 10)
    if kind == "warm":
        assert until(lambda: all(map(over, children)), 10)
        assert until(lambda: not folder.exists(), 10)
    for pid in children:
        if not over(pid):
            psutil.Process(pid).kill()


@FORKS
def test_no_kernel_outlives_its_warm_process(tmp_path):
    path = notebook(tmp_path, *WAITING)
    with ThreadPoolExecutor(1) as pool, Kernels() as kernels:
        told = pool.submit(execute, path, {}, kernels, output=tmp_path)
        assert until(lambda: list(path.parent.glob("*.pids")))
        (kernel,), _, (child,) = _pids(path.parent)
        kernels.server.process.kill()
        with pytest.raises(NotebookError, match="cell 4: expected a kernel that lives"):
            told.result(60)
        assert until(lambda: over(kernel), 10)
        psutil.Process(child).kill()


@FORKS
def test_a_system_that_allows_no_more_processes_is_told(tmp_path, monkeypatch):
    with Kernels() as kernels:

        def refused(*_: object) -> None:
            raise OSError("[Errno 11] Resource temporarily unavailable")

        monkeypatch.setattr(forking.Server, "fork", refused)
        with pytest.raises(NotebookError, match=r"a kernel that starts; found .*unavailable"):
            run(kernels, tmp_path, "1")


class Spoken:
    """Stands for the warm process; what it says is written by the test."""

    made: Channel

    def __init__(self, command, **_):
        Spoken.made = Channel(socket.socket(fileno=os.dup(int(command[-2]))))


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(forking.subprocess, "Popen", Spoken)
    return forking.Server(tmp_path, {})


def forked(server, tmp_path, *messages):
    for message in messages:
        Spoken.made.send(message)
    return server.fork([], {}, tmp_path, tmp_path / "log")


@FORKS
def test_a_kernel_with_the_number_of_one_that_is_over_runs(server, tmp_path):
    first = forked(server, tmp_path, {"forked": 7})
    assert first.poll() is None
    Spoken.made.send({"ended": 7, "status": -9})
    assert first.poll() == -9
    second = forked(server, tmp_path, {"forked": 7})
    assert second.poll() is None
    assert first.poll() == -9
    Spoken.made.send({"ended": 7, "status": 0})
    assert (second.poll(), first.poll()) == (0, -9)


@FORKS
def test_what_is_told_of_others_meanwhile_is_noted_in_its_order(server, tmp_path):
    first = forked(server, tmp_path, {"forked": 7})
    second = forked(server, tmp_path, {"ended": 7, "status": 1}, {"forked": 7})
    third = forked(server, tmp_path, {"forked": 8}, {"ended": 8, "status": 3})
    assert (first.poll(), second.poll(), third.poll()) == (1, None, 3)
    with pytest.raises(OSError, match="no more processes"):
        forked(server, tmp_path, {"failed": "no more processes"}, {"ended": 7, "status": 2})
    assert second.poll() == 2
    fourth = forked(server, tmp_path, {"forked": 9})
    Spoken.made.close()
    assert fourth.poll() == -9
