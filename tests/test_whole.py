"""Nothing is ever half-written: builds killed, stopped, starved of disk, or two at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from analys import fingerprints, planning
from analys.cli import main
from analys.staging import Staging
from project_build import (
    BAD,
    GOOD,
    OTHER,
    cell,
    content,
    manifest_of,
    notebook,
    small_project,
    write,
)  # fmt: skip

ANALYS = [str(Path(sys.executable).with_name("analys")), "build"]
PAGES = "reports/internal"
WAITING = "import pathlib, time\n{}\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its report; not to be changed."""
    project = small_project(tmp_path_factory.mktemp("built") / "project")
    subprocess.run(ANALYS, cwd=project, check=True, capture_output=True)
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """The same to be changed."""
    return shutil.copytree(built, tmp_path / "project")


def changed(project: Path) -> None:
    """Give both notebooks new titles and other tables."""
    write(project, GOOD, notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1"))
    write(project, OTHER, notebook("Skiftet på nytt", "02_ms1_annan", "MS1"))


def started(project: Path, *arguments: str, **more) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*ANALYS, *arguments], cwd=project, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def until(true, process: subprocess.Popen[str] | None = None, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        if process is not None and process.poll() is not None:
            pytest.fail(f"the build has ended: {process.communicate()}")
        if time.monotonic() > end:
            pytest.fail("it does not come")
        time.sleep(0.05)


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The build's process and all that it has started."""
    own = psutil.Process(process.pid)
    return [own, *own.children(recursive=True)]


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [
        each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE
    ]


def of_report(project: Path) -> dict[str, bytes]:
    return content(project)


# Killed


def test_a_build_killed_while_notebooks_run_leaves_the_report_and_no_kernel(project):
    before = of_report(project)
    changed(project)
    source = notebook("Skiftet på nytt", "02_ms1_annan", "MS1")
    write(project, OTHER, source + cell(WAITING.format("pathlib.Path('on').touch()")))
    done = project / "reports" / ".building" / "internal" / "runs" / GOOD / "done.json"
    process = started(project)
    until(lambda: (project / "notebooks" / "on").exists() and done.exists(), process)
    all_of_them = family(process)
    assert len(all_of_them) > 2
    process.kill()
    process.communicate()
    until(lambda: not alive(all_of_them), seconds=30)
    assert of_report(project) == before
    (project / "notebooks" / "go").touch()
    again = subprocess.run(ANALYS, cwd=project, text=True, capture_output=True, check=True)
    assert "Gråzonen på nytt" in (project / PAGES / f"{GOOD}.html").read_text("utf-8")
    # What the killed build had finished is taken as it is.
    assert f"running {OTHER}" in again.stderr
    assert f"running {GOOD}" not in again.stderr
    assert not (project / "reports" / ".building" / "internal" / "runs").exists()


@pytest.mark.parametrize(("between", "verified"), [(["02"], False), (["--verify"], True)])
def test_what_a_killed_build_had_finished_outlives_a_build_of_something_else(
    project, between, verified
):
    write(project, GOOD, notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1"))
    source = notebook("Majoritetsskiftesdilemmat", "02_ms1_tabell", "MS1")
    write(project, OTHER, source + cell(WAITING.format("pathlib.Path('on').touch()")))
    done = project / "reports" / ".building" / "internal" / "runs" / GOOD / "done.json"
    process = started(project)
    until(lambda: (project / "notebooks" / "on").exists() and done.exists(), process)
    process.kill()
    process.communicate()
    (project / "notebooks" / "go").touch()
    other = subprocess.run([*ANALYS, *between], cwd=project, text=True, capture_output=True)
    assert (f"running {GOOD}" in other.stderr, "differ" in other.stdout) == (verified, verified)
    assert other.returncode == verified
    assert done.exists()
    if not verified:
        idle = subprocess.run([*ANALYS, *between, "--dry-run"], cwd=project, capture_output=True)
        assert b"0 of 1 notebook would run" in idle.stdout
        assert not planning.underway(project, "internal", [OTHER])
    assert planning.underway(project, "internal")
    again = subprocess.run(ANALYS, cwd=project, text=True, capture_output=True, check=True)
    assert f"running {GOOD}" not in again.stderr
    assert "Gråzonen på nytt" in (project / PAGES / f"{GOOD}.html").read_text("utf-8")
    assert not planning.underway(project, "internal")


@pytest.mark.parametrize("moves", [0, 1, 4, 7])
def test_a_build_killed_while_files_are_moved_is_finished_by_the_next(built, project, moves):
    """Killed at the n-th move: what stands is whole, old or new, and the rest is moved later."""
    code = f"""
import os, signal
from analys import staging
from analys.cli import main
moved, left = staging._moved, [{moves}]
def counted(path, target):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    moved(path, target)
staging._moved = counted
main(["build"])
"""
    changed(project)
    killed = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    clean = shutil.copytree(project, project.parent / "clean")
    for folder in ("reports", "figures"):
        shutil.rmtree(clean / folder)
    subprocess.run(ANALYS, cwd=clean, check=True, capture_output=True)
    old, new, now = content(built), content(clean), content(project)
    assert {name for name in now if now[name] not in (old.get(name), new.get(name))} == set()
    again = subprocess.run(ANALYS, cwd=project, text=True, capture_output=True, check=True)
    assert "running" not in again.stderr
    assert content(project) == new


def test_a_build_killed_at_any_moment_leaves_whole_files(built, project):
    changed(project)
    clean = shutil.copytree(project, project.parent / "clean")
    began = time.monotonic()
    subprocess.run([*ANALYS, "--force"], cwd=clean, check=True, capture_output=True)
    takes = time.monotonic() - began
    old, new = content(built), content(clean)
    chance, met = random.Random(2011), 0
    for _ in range(6):
        process = started(project, "--force")
        time.sleep(chance.uniform(0.1, 0.9) * takes)
        met += process.poll() is None
        process.kill()
        process.communicate()
        now = content(project)
        assert {name for name in now if now[name] not in (old.get(name), new.get(name))} == set()
    assert met
    subprocess.run(ANALYS, cwd=project, check=True, capture_output=True)
    assert content(project) == new


# Two at once


@pytest.fixture
def slow(project: Path) -> Path:
    """A project whose build goes on until it may end."""
    text = notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1")
    write(project, GOOD, text + cell(WAITING.format("pathlib.Path('on').touch()")))
    return project


def test_the_second_of_two_builds_says_so_waits_and_finds_nothing_to_do(slow):
    first = started(slow)
    until(lambda: (slow / "notebooks" / "on").exists(), first)
    second = started(slow)
    line = second.stderr.readline()
    assert line == (
        f"another build of this report is under way (process {first.pid}); waiting for it. "
        "Ctrl-C leaves.\n"
    )
    assert second.poll() is None
    (slow / "notebooks" / "go").touch()
    assert "1 notebook run" in first.communicate(timeout=120)[0]
    out, err = second.communicate(timeout=120)
    assert out.startswith("nothing has changed: 2 notebooks as they were")
    assert "running" not in err
    assert (first.returncode, second.returncode) == (0, 0)


def test_the_second_of_two_builds_leaves_if_it_is_told_to(slow):
    first = started(slow)
    until(lambda: (slow / "notebooks" / "on").exists(), first)
    second = started(slow, "--no-wait")
    out, err = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"found another build of this report is under way (process {first.pid})" in err
    assert out == ""
    (slow / "notebooks" / "go").touch()
    assert first.communicate(timeout=120)
    assert first.returncode == 0


@pytest.mark.parametrize("asked", [[], ["--each", "language"]])
def test_a_build_that_waits_can_be_left(slow, asked):
    first = started(slow)
    until(lambda: (slow / "notebooks" / "on").exists(), first)
    second = started(slow, *asked)
    assert "waiting for it. Ctrl-C leaves." in second.stderr.readline()
    second.send_signal(signal.SIGINT)
    _, err = second.communicate(timeout=60)
    assert second.returncode == 130
    assert err == "analys: stopped.\n"
    (slow / "notebooks" / "go").touch()
    first.communicate(timeout=120)
    assert first.returncode == 0


def test_builds_of_two_reports_do_not_wait_for_each_other(slow):
    first = started(slow)
    until(lambda: (slow / "notebooks" / "on").exists(), first)
    second = started(slow, "02", "-p", "cases=K01")
    _, err = second.communicate(timeout=120)
    assert second.returncode == 0
    assert "waiting" not in err
    (slow / "notebooks" / "go").touch()
    first.communicate(timeout=120)


# Stopped


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_stopped_ends_all_and_changes_nothing(slow, how):
    before = of_report(slow)
    folder = slow.parent / "tmp"
    folder.mkdir()
    process = started(slow, env={**os.environ, "TMPDIR": str(folder)})
    until(lambda: (slow / "notebooks" / "on").exists(), process)
    all_of_them = family(process)
    process.send_signal(how)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "analys: stopped."
    assert "Traceback" not in err
    until(lambda: not alive(all_of_them), seconds=30)
    assert of_report(slow) == before
    assert list(folder.iterdir()) == []


def test_a_build_that_is_to_outlive_its_terminal_does(slow):
    """As `nohup` has it: it ignores that the terminal is closed, and so do we."""
    process = started(slow, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    until(lambda: (slow / "notebooks" / "on").exists(), process)
    process.send_signal(signal.SIGHUP)
    (slow / "notebooks" / "go").touch()
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "1 notebook run, 0 failed" in out


# Edited while it is built

EDITING = """
from pathlib import Path
path = Path({path!r})
text = path.read_text(encoding="utf-8")
if not text.endswith("# ändrat\\n"):
    path.write_text(text + "# ändrat\\n", encoding="utf-8")
{after}
"""


def indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.strip().splitlines())


@pytest.mark.parametrize("name", ["demo/material.yaml", "demo/cases.csv", "codebook.yaml"])
@pytest.mark.parametrize("after", ["", "path.write_text(text, encoding='utf-8')"])
def test_what_notebooks_read_must_not_change_meanwhile(project, capsys, monkeypatch, name, after):
    """Also where it is as it was in the end: some notebook may have read the other."""
    monkeypatch.chdir(project)
    before = of_report(project)
    text = notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1")
    edit = EDITING.format(path=f"../data/{name}", after=after)
    once = "if not Path('edited').exists():\n    Path('edited').touch()\n"
    write(project, GOOD, text + cell("from pathlib import Path\n" + once + indented(edit)))
    assert main(["build"]) == 2
    told = f"{Path(name).name}: expected a file that stays as it is while notebooks read it; found"
    assert told in capsys.readouterr().err
    assert of_report(project) == before
    if name.endswith(".csv") and not after:
        return  # it is no table any longer
    assert main(["build"]) == 0
    assert "Gråzonen på nytt" in (project / PAGES / f"{GOOD}.html").read_text("utf-8")


def test_a_notebook_that_is_edited_while_it_runs_gives_what_it_was_and_runs_again(
    project, capsys, monkeypatch
):
    monkeypatch.chdir(project)
    text = notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1")
    write(project, GOOD, text + cell(EDITING.format(path=f"{GOOD}.py", after="")))
    before = fingerprints.of_file(project / "notebooks" / f"{GOOD}.py")
    assert main(["build"]) == 0
    assert manifest_of(project)["notebooks"][GOOD]["inputs"]["notebook"] == before
    capsys.readouterr()
    assert main(["build"]) == 0
    assert f"{GOOD}: the notebook has changed" in capsys.readouterr().out


# A cell that hangs, a kernel that is killed


def test_a_cell_that_hangs_is_told_and_the_rest_is_built(project):
    changed(project)
    write(
        project,
        BAD,
        notebook("Formalisering", "03_fo1_tabell") + cell("import time\ntime.sleep(900)"),
    )
    process = started(project, "--timeout", "5")
    until(lambda: len(family(process)) > 2, process)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "2 notebooks run, 1 failed" in out
    told = err[err.index(f"{BAD} failed") :]
    assert "expected the cell to end within 5 s" in told
    assert "Task" not in err
    assert "--timeout" in told
    assert "time.sleep(900)" in told
    assert manifest_of(project)["failed"] == [BAD]


def test_a_kernel_that_the_system_kills_is_told_and_the_rest_is_built(slow):
    where = "pathlib.Path('on').write_text(str(__import__('os').getpid()))"
    text = notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1")
    write(slow, GOOD, text + cell(WAITING.format(where)))
    write(slow, OTHER, notebook("Skiftet på nytt", "02_ms1_annan", "MS1"))
    process = started(slow)
    pid = slow / "notebooks" / "on"
    until(lambda: pid.exists() and pid.read_text().isdecimal(), process)
    os.kill(int(pid.read_text()), signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "1 notebook run, 1 failed" in out
    assert "memory" in err[err.index(f"{GOOD} failed") :]
    assert "Skiftet på nytt" in (slow / PAGES / f"{OTHER}.html").read_text("utf-8")


# No room, no leave


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A disk of its own under a folder, where the system lets us have one."""
    folder.mkdir(parents=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no disk can be mounted here: the test of a full one needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)


def test_a_full_disk_is_told_and_the_report_stays(built, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(shutil.copytree(built, tmp_path / "project"))
    with small_disk(tmp_path / "disk", 12) as disk:
        assert main(["build", "--output", str(disk)]) == 0
        before = content(disk)
        filler = disk / "filler"
        left = shutil.disk_usage(disk).free - 300_000
        filler.write_bytes(b"0" * left)
        changed(Path.cwd())
        capsys.readouterr()
        assert main(["build", "--output", str(disk)]) in (1, 2)
        err = capsys.readouterr().err
        assert "No space left on device" in err
        assert "Traceback" not in err
        assert content(disk) == before
        filler.unlink()
        assert main(["build", "--output", str(disk)]) == 0
        assert "Gråzonen på nytt" in (disk / PAGES / f"{GOOD}.html").read_text("utf-8")


@contextmanager
def read_only(folder: Path):
    """A folder that cannot be written to, not even by root where the system lets us have that."""
    if os.geteuid():
        folder.chmod(0o555)
    else:
        for how in (["--bind", folder, folder], ["-o", "remount,ro,bind", folder]):
            made = subprocess.run(["mount", *how], capture_output=True, check=False)
            if made.returncode:
                pytest.skip("root may write anywhere here, and nothing can be mounted")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)
        folder.chmod(0o755)


@pytest.mark.parametrize("folder", ["reports", "figures"])
def test_a_folder_that_may_not_be_written_to_is_told(project, folder):
    changed(project)
    before = of_report(project)
    with read_only(project / folder):
        process = started(project)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 2, err
    assert "expected to be able to read and write; found" in err
    assert folder in err
    assert out == ""
    if folder == "reports":
        assert "running" not in err  # it is told before anything runs
        assert of_report(project) == before
    again = subprocess.run(ANALYS, cwd=project, text=True, capture_output=True, check=True)
    assert "Gråzonen på nytt" in (project / PAGES / f"{GOOD}.html").read_text("utf-8")
    assert again.stdout.startswith("2 notebooks run" if folder == "reports" else "nothing")


# The staging itself


def test_what_is_put_stands_nowhere_before_all_does(tmp_path):
    with Staging(tmp_path, "internal") as staging:
        staging.put("reports/internal/a.html", b"a")
        staging.remove("reports/internal/b.html")
        assert not (tmp_path / "reports" / "internal").exists()
        staging.commit("reports/internal/manifest.json", "{}")
    assert content(tmp_path) == {
        "reports/internal/a.html": b"a", "reports/internal/manifest.json": b"{}",
    }  # fmt: skip


def test_what_went_wrong_before_the_end_changes_nothing(tmp_path):
    with suppress(OSError), Staging(tmp_path, "internal") as staging:
        staging.put("reports/internal/a.html", b"a")
        raise OSError("full")
    assert content(tmp_path) == {}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["lock"]


def test_a_finished_run_counts_while_it_is_whole_and_of_the_same(tmp_path):
    inputs = {"notebook": "n"}
    with suppress(KeyboardInterrupt), Staging(tmp_path, "internal") as staging:
        for stem in ("01_a", "02_b"):
            (staging.run_folder(stem) / "figure.svg").write_text("<svg/>")
        staging.finish_run("01_a", inputs)
        raise KeyboardInterrupt
    with Staging(tmp_path, "internal") as staging:
        assert staging.finished("01_a", inputs)
        assert not staging.finished("01_a", {"notebook": "another"})
        assert not staging.finished("02_b", inputs)
        (staging.folder / "runs" / "01_a" / "figure.svg").write_text("<svg></svg>")
        assert not staging.finished("01_a", inputs)


@pytest.mark.parametrize(
    "journal",
    ['{"x": 1}', "{", '{"move": [], "remove": ["../victim.txt"], "manifest": "reports/a.json"}'],
)
def test_a_journal_of_someone_elses_making_is_not_followed(tmp_path, journal):
    output = tmp_path / "output"
    (tmp_path / "victim.txt").touch()
    with Staging(output, "internal") as staging:
        folder = staging.folder
    (folder / "journal.json").write_text(journal)
    with Staging(output, "internal"):
        assert not (folder / "journal.json").exists()
    assert (tmp_path / "victim.txt").exists()


def test_what_is_as_it_stands_is_not_written_again(tmp_path):
    for _ in range(2):
        with Staging(tmp_path, "internal") as staging:
            staging.put("reports/internal/a.html", b"a")
            staging.commit("reports/internal/manifest.json", "{}")
        inode = (tmp_path / "reports" / "internal" / "a.html").stat().st_ino
    with Staging(tmp_path, "internal") as staging:
        staging.put("reports/internal/a.html", b"a")
        assert not (staging.folder / "ready").exists()
        staging.commit("reports/internal/manifest.json", "{}")
    assert (tmp_path / "reports" / "internal" / "a.html").stat().st_ino == inode
