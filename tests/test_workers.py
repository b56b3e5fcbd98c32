"""Notebooks run by workers of a Dask scheduler: real ones, each a process with its own folder."""

from __future__ import annotations

import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analys import demo
from analys.cli import main
from analys.errors import MaterialError, Problem, RunnerError
from analys.material import open_material
from analys.parameters import Parameters, checked
from analys.workers import home, workplace
from analys.workers.alike import differing, machine
from analys.workers.packing import packed
from analys.workers.parcel import Job
from builders import ROOT
from small_notebooks import over
from test_build import ANALYS, BAD, GOOD, OTHER, cell, notebook, write

DASK = str(Path(sys.executable).with_name("dask"))
PATIENCE = 120  # seconds: machines are busy
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals")


def wait_for(found: Callable[[], object], what: str) -> object:
    """What is found, once there is something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if there := found():
            return there
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


class Cluster:
    """A scheduler and its workers, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        # A worker that ends is blamed on its task at once: with the default it takes four of them.
        blame = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        self.scheduler = self._start("scheduler", "--port", "0", environment=blame)
        self.address = str(wait_for(self._address, "the scheduler"))

    def _start(
        self, what: str, *arguments: str, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{what}-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [DASK, what, "--host", "127.0.0.1", "--no-dashboard", *arguments],
            stdout=log, stderr=log, env={**os.environ, **(environment or {})}, cwd=self.folder,
            start_new_session=True,
        )  # fmt: skip
        log.close()
        self.processes.append(process)
        return process

    def _address(self) -> str | None:
        said = (self.folder / "scheduler-0.log").read_text()
        return next((word for word in said.split() if word.startswith("tcp://")), None)

    def worker(self, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Another worker, with a nanny that starts it anew; it is there when this is over."""
        at = len(self.processes)
        process = self._start(
            "worker", self.address, "--nthreads", "1",
            "--local-directory", str(self.folder / "theirs"), environment=environment,
        )  # fmt: skip
        log = self.folder / f"worker-{at}.log"
        wait_for(lambda: "Registered to" in log.read_text(), "a worker")
        return process

    def unpacked(self) -> list[Path]:
        """The folders of builds that workers have."""
        return list((self.folder / "theirs").glob("dask-scratch-space*/worker-*/analys-*"))

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        for process in reversed(processes or self.processes):
            for each in [*psutil.Process(process.pid).children(recursive=True), process]:
                each.kill()
            process.wait()
            self.processes.remove(process)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.worker()
        made.worker()
        yield made
    finally:
        made.end()


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster")
    try:
        yield made
    finally:
        made.end()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three municipalities and two notebooks, with us in its folder."""
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "codebook.yaml", project / "data")
    demo.make(project / "data" / "demo", cases=3)
    (project / "notebooks").mkdir()
    write(project, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1"))
    write(project, OTHER, notebook("Majoritetsskiftesdilemmat", "02_ms1_tabell", "MS1"))
    monkeypatch.chdir(project)
    return project


def files(folder: Path) -> dict[str, bytes]:
    """All that a build has made, but for the locks of builds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def started(project: Path, cluster: Cluster) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [ANALYS, "build", "--scheduler", cluster.address], cwd=project, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


def slow(project: Path, seconds: int) -> Path:
    """Have a notebook say in a file that it runs, then wait; the file."""
    marks = project.parent / "marks"
    code = f"import os, time\nopen({str(marks)!r}, 'a').write(f'{{os.getpid()}}\\n')"
    code += f"\ntime.sleep({seconds})"
    write(project, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1") + cell(code))
    return marks


def kernel(marks: Path) -> psutil.Process:
    """The kernel that runs the slow notebook."""
    text = wait_for(lambda: marks.exists() and marks.read_text(), "the slow notebook")
    return psutil.Process(int(str(text).split()[-1]))


# The same as at home


def test_two_workers_give_the_same_bytes_as_this_machine(here, cluster):
    shutil.copy(ROOT / "notebooks" / f"{GOOD}.py", here / "notebooks")
    assert main(["build", "--output", "near"]) == 0
    assert main(["build", "--output", "far", "--scheduler", cluster.address]) == 0
    near, far = files(here / "near"), files(here / "far")
    assert {Path(name).suffix for name in near} >= {".svg", ".png", ".csv", ".ipynb", ".html"}
    assert sorted(far) == sorted(near)
    assert [name for name in near if far[name] != near[name]] == []
    wait_for(lambda: not cluster.unpacked(), "the folders to be taken away")


def test_a_report_for_each_municipality_is_the_same_as_this_machines(here, cluster, capsys):
    assert main(["build", "--each", "case", "--output", "near"]) == 0
    assert main(["build", "--each", "case", "--output", "far", "--scheduler", cluster.address]) == 0
    assert capsys.readouterr().out.count("3 of 3 reports built") == 2
    assert len(list((here / "far" / "reports").glob("internal-*"))) == 3
    assert files(here / "far") == files(here / "near")


def test_a_material_from_elsewhere_is_shown_as_it_is_at_home(here, cluster):
    (here / "data" / "demo").rename(here.parent / "annat")
    (here / "data" / "namnet").symlink_to(here.parent / "annat")
    for material in (here.parent / "annat", here.parent / "annat" / "intervjuer.qdpx", "namnet"):
        near, far = (here.parent / each for each in ("near", "far"))
        given = ["build", "01", "--material", str(material), "--force", "--output"]
        assert main([*given, str(near)]) == main([*given, str(far), "--scheduler", cluster.address])
        assert files(far) == files(near), material


def test_what_fails_is_told_as_at_home(here, cluster, capsys):
    write(here, BAD, notebook("Formalisering", "03_fo1_tabell") + cell("total = 1\ntotal / 0"))
    write(here, "05_langsittare", "1")
    write(here, "04_parhast", notebook("Parhäst", "04_x_tabell") + cell("import os\nos._exit(3)"))
    assert main(["build"]) == 1
    near = capsys.readouterr()
    shutil.rmtree(here / "reports")
    assert main(["build", "--scheduler", cluster.address]) == 1
    far = capsys.readouterr()
    assert "ZeroDivisionError: division by zero. The cell:" in near.err
    assert "expected a kernelspec" in near.err
    assert sorted(far.err.splitlines()) == sorted(near.err.splitlines())
    assert far.out.splitlines()[:2] == near.out.splitlines()[:2]


def test_a_cell_that_takes_too_long_is_told(here, cluster, capsys):
    write(here, GOOD, notebook("Gråzon", "01_gz1_tabell") + cell("import time\ntime.sleep(900)"))
    assert main(["build", "01", "--timeout", "3", "--scheduler", cluster.address]) == 1
    assert f"{GOOD}.py, cell 5" in capsys.readouterr().err


# What ends midway


def test_a_worker_that_is_killed_loses_nothing(here, cluster):
    marks = slow(here, 3)
    build = started(here, cluster)
    first = kernel(marks)
    first.parents()[1].kill()
    wait_for(lambda: over(first.pid), "its kernel to end")
    said, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, said
    assert "2 notebooks run, 0 failed" in said
    assert len(marks.read_text().split()) == 2
    far = files(here / "reports")
    shutil.rmtree(here / "reports")
    assert main(["build"]) == 0
    assert files(here / "reports") == far
    wait_for(lambda: not cluster.unpacked(), "the killed worker's folder to be taken away")


def test_a_notebook_that_ends_its_workers_fails_and_the_others_do_not(here, cluster, capsys):
    kills = cell("import psutil\npsutil.Process().parents()[1].kill()\nimport time\ntime.sleep(60)")
    write(here, BAD, notebook("Formalisering", "03_fo1_tabell") + kills)
    assert main(["build", "--scheduler", cluster.address]) == 1
    said = capsys.readouterr()
    assert f"{BAD}.py: expected workers that live to the last cell; found that they end" in said.err
    assert "2 notebooks run, 1 failed" in said.out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_ends_leaves_nothing_on_its_workers(here, cluster, number):
    marks = slow(here, 900)
    build = started(here, cluster)
    running = kernel(marks)
    (folder,) = [path for path in cluster.unpacked() if list(path.glob(f"*/{GOOD}.py"))]
    assert folder.stat().st_mode & 0o777 == 0o700
    build.send_signal(number)
    said, _ = build.communicate(timeout=PATIENCE)
    wait_for(lambda: over(running.pid), "the kernel to end")
    wait_for(lambda: not folder.exists(), "the folder to be taken away")
    assert not list((here / "reports").glob("internal/*.html"))
    if number == signal.SIGINT:
        assert build.returncode == 130
        assert said.splitlines()[-1] == "analys: stopped."
        assert "Traceback" not in said


def test_no_worker_is_told_and_a_scheduler_that_goes_away_ends_the_build(here, another):
    marks = slow(here, 900)
    build = started(here, another)
    assert build.stdout
    wait_for(lambda: "waiting for one" in build.stdout.readline(), "the word that nobody is there")
    another.worker()
    kernel(marks)
    another.end(another.scheduler)
    said, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode == 2, said
    assert f"build, --scheduler {another.address}: expected the scheduler to be there to" in said
    assert "Traceback" not in said, said
    assert not list((here / "reports").glob("internal/*.html"))


# What cannot be used


def test_no_scheduler_is_told(here, monkeypatch, capsys):
    monkeypatch.setattr(home, "CONNECT", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere://x"):
        assert main(["build", "--scheduler", address]) == 2
        said = capsys.readouterr().err
        assert f"build, --scheduler {address}: expected a Dask scheduler that answers" in said
    assert not (here / "reports").exists()


def test_a_worker_that_does_not_answer_is_told(here, another, monkeypatch, capsys):
    monkeypatch.setattr(home, "PATIENCE", 3.0)
    monkeypatch.setattr(home.Workers._ask, "__defaults__", (3.0,))
    for process in psutil.Process(another.worker().pid).children(recursive=True):
        process.suspend()
    assert main(["build", "--scheduler", another.address]) == 2
    said = capsys.readouterr().err
    assert f"--scheduler {another.address}: expected a scheduler and workers that answer" in said
    assert "found no answer in 3 s. One that hangs has to be ended" in said
    assert not (here / "reports").exists()


def test_what_is_taken_from_a_build_is_told_with_why():
    workers = home.Workers("tcp://x:1")
    why = concurrent.futures.CancelledError("01_grazon cancelled for reason: scheduler restart")
    assert "found 01_grazon cancelled for reason: scheduler restart." in str(workers._broken(why))


def test_a_worker_with_another_library_is_refused(here, cluster, tmp_path, capsys):
    other = shutil.copytree(ROOT / "src", tmp_path / "src")
    (other / "analys" / "errors.py").open("a").write("\n# Another.\n")
    worker = cluster.worker({"PYTHONPATH": str(other)})
    try:
        assert main(["build", "--scheduler", cluster.address]) == 2
    finally:
        cluster.end(worker)
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("analys: worker tcp://127.0.0.1:")
    assert f"expected the library's source to be as here, {machine().library[:12]}; found" in told
    assert not (here / "reports").exists()


def test_threads_are_the_workers_own(here, capsys):
    assert main(["build", "--scheduler", "tcp://127.0.0.1:9", "--threads", "3"]) == 2
    assert "build, --threads: expected none" in capsys.readouterr().err


def test_without_dask_it_is_told_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(
            RunnerError, match=r"expected the extra dask; found .* install -e '.\[dask\]'"
        ),
        home.Workers("tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"python": "CPython 3.9.1 on beos"}, r"expected CPython 3.9.1 on beos; found \w+ 3\."),
        ({"packages": {"pandas": "0.1", "nosuch": "2"}},
         r"expected nosuch 2, pandas 0\.1; found nosuch missing, pandas 3\."),
        ({"packages": {f"p{at}": "1" for at in range(7)}}, r"p4 1 and 2 more; found"),
    ],
)  # fmt: skip
def test_what_differs_is_told_on_both_sides(other, told):
    (problem,) = differing(replace(machine(), **other), "worker x")
    assert problem.file == "worker x"
    assert re.search(told, str(problem))


def test_this_machine_is_like_itself_and_knows_what_it_needs():
    assert differing(machine()) == []
    assert {"pandas", "numpy", "matplotlib", "distributed"} <= machine().packages.keys()
    assert "pytest" not in machine().packages


# What is sent


def test_a_parcel_holds_what_the_material_names_and_no_more(here, tmp_path):
    material = here / "data" / "demo"
    (material / ".hidden").write_text("x")
    (material / "anteckningar.txt").write_text("x")
    parcel = packed(here, "demo")
    parcel.unpack(tmp_path / "there")
    there = {name for name in files(tmp_path / "there") if name != "data/codebook.yaml"}
    named = {path.name for path in open_material("demo").files} | {"material.yaml"}
    assert there == {f"data/demo/{name}" for name in named}
    unpacked = open_material(tmp_path / "there" / "data" / "demo")
    assert unpacked.sha256() == open_material("demo").sha256()
    assert "Kommun" not in repr(parcel)


@pytest.mark.parametrize("kind", ["file", "qda", "qde", "texts"])
def test_a_material_of_any_kind_is_the_same_unpacked(here, tmp_path, kind):
    place = tmp_path / "elsewhere"
    place.mkdir()
    if kind == "file":
        place = Path(shutil.copy(here / "data" / "demo" / "intervjuer.qdpx", place))
    elif kind == "qda":
        place = place / "x.qda"
        place.mkdir()
        (place / "data.qda").write_bytes(b"a database")
        (place / "images").mkdir()
    elif kind == "qde":
        (place / "sources").mkdir()
        (place / "sources" / "a.txt").write_text("Ord.")
        place = place / "project.qde"
        place.write_text("<Project/>")
    else:
        (place / "texter").mkdir()
        (place / "texter" / "K01-1.txt").write_text("Ord.")
        (place / "k.csv").write_text("kod;citat;dokument\nGZ.x;Ord;K01-1\n")
        about = "title: T\nsynthetic: true\nprojects:\n  - file: k.csv\n    texts: texter\n"
        (place / "material.yaml").write_text(about)
    parcel = packed(here, str(place))
    assert not parcel.named
    parcel.unpack(tmp_path / "there")
    there = open_material(tmp_path / "there" / parcel.material)
    assert there.sha256() == open_material(place).sha256()
    assert [path.name for path in there.files] == [path.name for path in open_material(place).files]


def test_a_file_that_cannot_be_read_is_told_and_not_the_scheduler(here, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(MaterialError, match=r"cases\.csv.*file that can be read.*denied"):
        packed(here, "demo")


def test_a_material_that_cannot_be_packed_ends_the_build_and_the_report_stays(
    here, cluster, monkeypatch, capsys
):
    assert main(["build", "--output", str(here / "out")]) == 0
    before = files(here / "out")

    def refused(*_):
        raise MaterialError(Problem("cases.csv", "", "a file that can be read", "none"))

    monkeypatch.setattr(home, "packed", refused)
    asked = ["--scheduler", cluster.address, "--output", str(here / "out"), "--force"]
    assert main(["build", *asked]) == 2
    assert "cases.csv: expected a file that can be read" in capsys.readouterr().err
    assert files(here / "out") == before


def test_a_build_that_asks_for_nothing_more_is_taken_away(here, tmp_path, monkeypatch):
    class Worker:
        local_directory = str(tmp_path)
        status = SimpleNamespace(name="running")
        state = SimpleNamespace(nthreads=1, tasks={"a": SimpleNamespace(state="executing")})

    monkeypatch.setattr(workplace, "IDLE", 0.2)
    monkeypatch.setattr(workplace, "LOOK", 0.05)
    job = Job(GOOD, b"", {}, "a build", "ordinary", None, machine())
    place = workplace.Workplace(Worker(), job, packed(here, "demo"))
    place.running.add("a")
    assert not place.unwanted.wait(1.0)
    assert (place.folder / "data" / "codebook.yaml").is_file()  # it is not idle
    place.leave("a")
    wait_for(lambda: not place.folder.exists(), "the folder to go")
    assert place.closed


def test_parcels_are_told_apart_by_all_that_they_hold(here):
    parcel = packed(here, "demo")
    others = [
        replace(parcel, material="annat"),
        replace(parcel, named=False),
        replace(parcel, files={**parcel.files, "data/codebook.yaml": b""}),
        replace(parcel, files={**parcel.files, "x": b""}),
    ]
    prints = {each.fingerprint() for each in [parcel, *others]}
    assert len(prints) == 5
    assert packed(here, "demo").fingerprint() == parcel.fingerprint()


def test_a_name_that_leads_out_of_data_is_a_path(here):
    from analys.build import _named

    (here / "annat").symlink_to(here / "data" / "demo")
    assert _named(checked({"material": "demo"})) == "demo"
    assert Path(_named(checked({"material": "../annat"}))).is_absolute()
    assert _named(Parameters(str(here / "annat")))
