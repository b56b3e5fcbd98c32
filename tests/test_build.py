"""Builds that go wrong, or after one another, on a small project with notebooks of a few lines."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event

import psutil
import pytest

import refi_build as refi
from analys import runners
from analys.build import build, find_notebooks
from analys.cli import main
from analys.errors import NotebookError, Problem, RunnerError
from analys.progress import watching
from project_build import (
    BAD,
    GOOD,
    HEAD,
    OTHER,
    PARAMETERS,
    ROOT,
    cell,
    notebook,
    page,
    pages,
    small_project,
    write,
)  # fmt: skip

ANALYS = str(Path(sys.executable).with_name("analys"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two good notebooks."""
    return small_project(tmp_path)


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, with us in its folder."""
    monkeypatch.chdir(project)
    return project


# What may be asked for


@pytest.mark.parametrize("name", ["02", "02_maj", OTHER, f"{OTHER}.py", f"notebooks/{OTHER}.py"])
def test_a_notebook_is_found_by_any_of_its_names(project, name):
    assert [path.stem for path in find_notebooks(project, [name])] == [OTHER]


@pytest.mark.parametrize("name", ["09", "grazon", "0"])
def test_an_unknown_or_unclear_notebook_names_the_known_ones(project, name):
    found = "2 of them" if name == "0" else "none of that name"
    told = f"notebooks, {name}: expected one of {GOOD}, {OTHER}; found {found}"
    with pytest.raises(NotebookError, match=told):
        find_notebooks(project, [name])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "grazon"], f"expected one of {GOOD}, {OTHER}; found none of that name"),
        (
            ["build", "-p", "casses=K03"],
            "cases, coder, min_cases, accept_positions; found an unknown parameter",
        ),
        (["build", "-p", "casses=K03"], "Did you mean cases?"),
        (["build", "-p", "edition=shared"], "expected one of internal; found 'shared'"),
        (["build", "-p", "language=de"], "parameters, language: expected one of sv"),
        (["build", "-p", "min_cases=0"], "expected a whole number of at least 1; found 0"),
        (["build", "-p", "min_cases=many"], "expected a whole number of at least 1; found 'many'"),
        (["build", "-p", "cases=K03,K99"], "expected some of K01, K02, K03"),
        (["build", "-p", "cases=[0114]"], "found 0114"),
        (["build", "-p", "coder=Nils"], "expected one of consensus, Kodare A, Kodare B"),
        (["build", "-p", "cases"], "-p, cases: expected NAME=VALUE; found no ="),
        (["build", "-p", "=K03"], "-p, =K03: expected NAME=VALUE; found no name"),
        (["build", "-p", "cases=[K01"], "-p, cases=[K01: expected a value; found unbalanced"),
        (["build", "--material", "nowhere"], "nothing of that name. Under data/ there is: demo"),
    ],
)
def test_what_cannot_be_asked_for_is_told_with_what_can(here, capsys, arguments, told):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert not (here / "reports").exists()


def test_all_unknown_parameters_are_told_at_once(here, capsys):
    assert main(["build", "-p", "a=1", "-p", "b=2"]) == 2
    assert capsys.readouterr().err.count("an unknown parameter") == 2


# A material that cannot be read stops the build before anything runs


def test_a_material_that_cannot_be_read_is_told_and_nothing_runs(here, capsys):
    (here / "data" / "demo" / "intervjuer.qdpx").write_bytes(b"no project at all")
    assert main(["build"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("analys: intervjuer.qdpx")
    assert "Traceback" not in err
    assert "running" not in err
    assert not (here / "reports").exists()


# Notebooks that fail


BROKEN = {
    BAD: cell("total = 1\ntotal / 0"),
    "04_parhast": cell("import os\nos._exit(1)"),
    "05_langsittare": cell("1\n" * 20 + "raise ValueError('\\x1b[31mröd\\x1b[0m')"),
}
HEADLESS = {
    "06_helhetssyn": PARAMETERS,
    "07_syntes": HEAD + cell("1"),
    "08_kodning": HEAD.replace("name: python3", "name: fortran77") + PARAMETERS,
}


Failed = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Failed:
    """A good build, then the same with most notebooks broken in their own ways."""
    project = tmp_path_factory.mktemp("failing")
    (project / "data").mkdir()
    shutil.copy(ROOT / "data" / "codebook.yaml", project / "data")
    (project / "data" / "demo").symlink_to(ROOT / "data" / "demo")
    (project / "notebooks").mkdir()
    write(project, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1"))
    write(project, BAD, notebook("Formaliseringsdilemmat", "03_fo1_tabell", "FO1"))
    assert build(root=project, output=project).good
    for stem, code in BROKEN.items():
        write(project, stem, notebook(f"Sidan {stem}", f"{stem[:2]}_x_tabell") + code)
    for stem, text in HEADLESS.items():
        write(project, stem, text)
    done = subprocess.run(
        [ANALYS, "build"], cwd=project, capture_output=True, text=True, timeout=300, check=False
    )
    return project, done


def test_a_failing_notebook_is_told_and_the_others_run(failed):
    _, done = failed
    assert done.returncode == 1
    assert "0 notebooks run, 6 failed, 1 as it was" in done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert "\x1b" not in done.stderr + done.stdout


def test_the_message_names_notebook_cell_code_and_error(failed):
    _, done = failed
    told = re.split(r"\n(?=\S+ failed:)", done.stderr)
    by_stem = {part.partition(" failed:")[0]: part for part in told[1:]}
    assert sorted(by_stem) == sorted([*BROKEN, *HEADLESS])
    assert by_stem[BAD].strip() == (
        f"{BAD} failed:\n"
        f"analys: {BAD}.py, cell 5: expected the cell to run; "
        "found ZeroDivisionError: division by zero. The cell:\n    total = 1\n    total / 0"
    )
    assert "04_parhast.py, cell 5: expected a kernel that lives to the" in by_stem["04_parhast"]
    assert "ValueError: röd" in by_stem["05_langsittare"]
    assert by_stem["05_langsittare"].rstrip().endswith("    1\n    … 9 more lines")
    assert "06_helhetssyn.py, head: expected a kernelspec" in by_stem["06_helhetssyn"]
    assert 'expected a cell tagged "parameters"; found none' in by_stem["07_syntes"]
    assert "a kernel of this environment, python3; found fortran77" in by_stem["08_kodning"]


def test_a_failed_page_says_so_and_is_not_the_old_one(failed):
    project, _ = failed
    for stem in [*BROKEN, *HEADLESS]:
        assert "Sidan kunde inte byggas" in page(project, stem), stem
        assert 'class="item"' not in page(project, stem), stem
    assert '<html lang="sv">' in page(project, BAD)
    assert "<h1>Sidan 03_formalisering</h1>" in page(project, BAD)
    assert "Sidan kunde inte byggas" not in page(project, GOOD)
    assert 'id="01_gz1_tabell"' in page(project, GOOD)


def test_the_manifest_and_the_index_hold_nothing_of_a_failed_notebook(failed):
    project, done = failed
    manifest = json.loads((project / "reports" / "internal" / "manifest.json").read_text("utf-8"))
    assert list(manifest["notebooks"]) == [GOOD]
    assert {path.name for path in (project / "figures").iterdir()} >= {"01_gz1_tabell.csv"}
    assert not (project / "figures" / "03_fo1_tabell.csv").exists()
    assert "removed, no longer true: 1 file of figures/" in done.stdout
    assert "Sidan är inte byggd med det här materialet" in page(project, "index")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# ---\n# jupyter: [\n# ---\n", "a kernelspec of Python; found none"),
        ("# ---\n# jupyter:\n#   - kernelspec\n# ---\n", "head and tags as other notebooks"),
        ("# ---\n# jupyter:\n#   kernelspec: {}\n# ---\n", "a notebook as text"),
        ("# ---\n# jupyter:\n#   kernelspec: python3\n# ---\n", "head and tags as other notebooks"),
        (
            HEAD.replace("#     language: python\n", ""),
            "a kernelspec of Python; found language not",
        ),
        (
            HEAD.replace("language: python", "language: R"),
            "a kernelspec of Python; found language R",
        ),
        (f"{HEAD}# %% tags=5\n1\n", "head and tags as other notebooks"),
    ],
)
def test_a_head_that_cannot_be_read_is_told_and_the_others_run(here, capsys, text, found):
    write(here, OTHER, text + PARAMETERS)
    assert main(["build"]) == 1
    told = capsys.readouterr()
    assert f"{OTHER}.py" in told.err
    assert found in told.err
    assert "Traceback" not in told.err
    assert "1 notebook run, 1 failed" in told.out


def test_a_notebook_that_is_no_file_is_told_and_the_others_run(here, capsys):
    (here / "notebooks" / f"{BAD}.py").mkdir()
    assert main(["build"]) == 1
    told = capsys.readouterr()
    assert f"{BAD}.py: expected a notebook as text; found" in told.err
    assert "2 notebooks run, 1 failed" in told.out


# One build after another


def test_one_notebook_built_again_keeps_the_others(here):
    build(output=here)
    first = page(here, OTHER)
    write(here, GOOD, notebook("Gråzonen igen", "01_gz1_tabell", "GZ1"))
    summary = build(["01"], output=here)
    assert summary.built == (GOOD,)
    assert summary.removed == ()
    assert set(summary.answered) == {"GZ1", "MS1"}
    assert page(here, OTHER) == first
    assert pages(here) == {GOOD, OTHER, "index"}
    assert "Gråzonen igen" in page(here, GOOD)


def test_pages_and_files_of_another_material_are_removed_and_told(here, capsys):
    build(output=here)
    other = shutil.copytree(ROOT / "data" / "demo", here / "annat")
    about = other / "material.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("title: ", "title: Annat "))
    assert main(["build", "01", "--material", str(other)]) == 0
    assert pages(here) == {GOOD, "index"}
    assert {path.name for path in (here / "figures").iterdir()} == {"01_gz1_tabell.csv"}
    assert f"removed, no longer true: {OTHER}.html, 1 file of figures/" in capsys.readouterr().out
    assert "Annat " in page(here, GOOD)


def test_a_report_of_some_municipalities_stands_beside_the_whole_one(here):
    build(output=here)
    assert main(["build", "01", "-p", "cases=[K01, K02]"]) == 0
    assert OTHER in pages(here)
    part = here / "reports" / "internal-K01-K02"
    assert "K01, K02" in (part / f"{GOOD}.html").read_text(encoding="utf-8")
    assert (part / "figures" / "01_gz1_tabell.csv").is_file()


def test_files_that_no_build_made_are_left_alone(here):
    (here / "figures").mkdir()
    (here / "figures" / "README.md").write_text("mine")
    build(output=here)
    write(here, OTHER, HEAD)
    build(output=here)
    assert (here / "figures" / "README.md").read_text() == "mine"
    assert not (here / "figures" / "02_ms1_tabell.csv").exists()


def test_a_question_with_two_answers_fails_the_build(here, capsys):
    write(here, OTHER, notebook("Majoritetsskiftesdilemmat", "02_gz1_tabell", "GZ1"))
    assert main(["build"]) == 1
    assert "answered more than once: GZ1" in capsys.readouterr().out


def test_a_manifest_that_cannot_be_read_is_made_anew(here):
    build(["01"], output=here)
    (here / "reports" / "internal" / "manifest.json").write_text("{")
    summary = build(["02"], output=here)
    assert summary.removed == (f"reports/internal/{GOOD}.html",)
    assert pages(here) == {OTHER, "index"}


def test_warnings_are_counted_and_pages_name_no_folder(here, capsys):
    warns = "import sys, warnings\nwarnings.warn('Se upp')\nprint(f'{sys.prefix}/x', material)"
    write(here, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell") + cell(warns))
    assert main(["build", "01", "--material", "data/demo"]) == 0
    assert "1 warning, shown on their pages" in capsys.readouterr().out
    shown = page(here, GOOD)
    assert "Se upp" in shown
    assert '<span class="s2">"demo"</span>' in shown
    for folder in (here, Path(sys.prefix), Path(tempfile.gettempdir()), Path.home()):
        assert f"{folder}/" not in shown, folder


def test_the_process_keeps_its_folder_and_its_environment(here):
    before = dict(os.environ)
    build(output=here / "elsewhere")
    assert Path.cwd() == here
    assert dict(os.environ) == before
    assert not (here / "figures").exists()
    assert (here / "elsewhere" / "figures" / "01_gz1_tabell.csv").is_file()


def test_notebooks_run_from_their_own_folder(here):
    where = cell("from pathlib import Path\nprint('run in', Path.cwd().name)")
    write(here, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell") + where)
    build(["01"], output=here)
    assert "run in notebooks" in page(here, GOOD)


# Progress


def test_progress_is_a_line_a_notebook_where_no_terminal_looks_on(capsys):
    with watching() as watch:
        for at in (1, 2, 3):
            watch(GOOD, at, 3)
        watch(OTHER, 1, 2)
    assert capsys.readouterr().err == f"running {GOOD}\nrunning {OTHER}\n"


def test_progress_is_a_bar_with_the_cell_in_a_terminal(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with watching() as watch:
        watch(GOOD, 2, 7)
    err = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)
    assert re.search(rf"{GOOD}\s.*cell 2 of 7", err)


def test_the_build_tells_each_cell_that_starts(here):
    told: list[tuple[str, int, int]] = []
    build(["01"], output=here, watch=lambda *cell: told.append(cell))
    cells = 4  # the parameters that are given stand in a cell of their own
    assert told == [(GOOD, at, cells) for at in range(1, cells + 1)]


@pytest.mark.parametrize(("first", "second"), [(GOOD, OTHER), (OTHER, GOOD)])
@pytest.mark.parametrize(
    ("longer", "shorter"),
    [("word " * 100, "word"), ("figures.bars", "word " * 100)],
    ids=["by its text", "by what it draws"],
)
def test_the_notebook_that_takes_longest_begins_first(here, first, second, longer, shorter):
    for stem, said in ((first, longer), (second, shorter)):
        write(here, stem, notebook("Dilemmat", f"{stem[:2]}_zz1_tabell") + cell(f"# {said}"))
    began: list[str] = []
    with runners.Local(threads=1) as runner:
        build(
            output=here,
            watch=lambda stem, at, _of: began.extend([stem] if at == 1 else []),
            runner=runner,
        )
    assert began == [first, second]


class Uneven:
    """A runner that fails with one notebook while the other would go on for a minute."""

    stopped, at_once = False, 2

    def __init__(self) -> None:
        self.over = Event()

    def run(self, task, output, watch=None):
        if task.path.stem == OTHER:
            raise RunnerError(Problem("build", "", "a disk with room", "none"))
        self.over.wait(60)
        raise NotebookError(Problem(task.path.name, "", "", "that it was stopped"))

    def stop(self):
        self.stopped = True
        self.over.set()


def test_what_goes_wrong_with_the_build_does_not_wait_for_the_longest_notebook(here):
    runner = Uneven()
    began = time.monotonic()
    with pytest.raises(RunnerError, match="a disk with room"):
        build(output=here, runner=runner)
    assert runner.stopped
    assert time.monotonic() - began < 50
    assert not list(here.glob("reports/internal/*.html"))


# Ctrl-C


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise")
def test_ctrl_c_ends_the_build_and_its_kernels(project):
    waiting = cell("import os, time\nopen(f'{os.getpid()}.pid', 'w').close()\ntime.sleep(900)")
    for stem in (GOOD, OTHER, BAD):
        write(project, stem, notebook(stem, f"{stem[:2]}_x_tabell") + waiting)
    process = subprocess.Popen(
        [ANALYS, "build"], cwd=project, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        kernels = _wait_for_kernels(project, process)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert said.splitlines()[-1] == "analys: stopped."
    assert "Traceback" not in said
    assert [pid for pid in kernels if psutil.pid_exists(pid) and not _is_over(pid)] == []
    left = [path.name for path in (project / "reports").rglob("*") if path.is_file()]
    assert left == ["lock"]


def _wait_for_kernels(project: Path, process: subprocess.Popen[str]) -> list[int]:
    for _ in range(480):
        found = [int(path.stem) for path in (project / "notebooks").glob("*.pid")]
        if len(found) == runners.THREADS:
            return found
        if process.poll() is not None:
            pytest.fail(f"the build has ended: {process.communicate()[0]}")
        time.sleep(0.25)
    pytest.fail("the notebooks do not start")


def _is_over(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_folder_that_happens_to_be_called_demo_is_not_the_material(tmp_path, monkeypatch):
    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path)
    summary = build(["05"], output=tmp_path / "out")
    assert not summary.failures
    assert [item["stem"] for item in summary.items if item["question"]] == ["05_ls0_argument"]


# A report for each municipality, in each language


def test_a_report_for_each_municipality_stands_in_a_folder_of_its_own(here, capsys):
    assert main(["build", "01", "--each", "case", "-p", "cases=[K01, K03]"]) == 0
    told = capsys.readouterr().out
    for case in ("K01", "K03"):
        html = (here / "reports" / f"internal-{case}" / f"{GOOD}.html").read_text(encoding="utf-8")
        assert f"<dd>{case}</dd>" in html
    done = re.findall(r"^(\d) of 2: (K0\d), ", told, flags=re.MULTILINE)
    assert [at for at, _case in done] == ["1", "2"]  # as they are done, the one or the other first
    assert sorted(case for _at, case in done) == ["K01", "K03"]
    assert told.endswith("2 of 2 reports built\n")
    assert not (here / "reports" / "internal").exists()


def test_one_report_that_fails_does_not_stop_the_rest(here, capsys):
    fails = cell('assert cases != ["K01"], "inte här"')
    write(here, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1") + fails)
    assert main(["build", "01", "--each", "case", "-p", "cases=[K01, K02]"]) == 1
    told = capsys.readouterr()
    assert re.search(r"\d of 2: K01, .*not whole: ", told.out)
    assert re.search(r"\d of 2: K02, [\d.]+ s: ", told.out)
    assert "1 of 2 reports built" in told.out
    assert "K01 failed:" in told.err
    assert "inte här" in told.err


def test_a_report_in_each_language(here, capsys):
    assert main(["build", "01", "--each", "language"]) == 0
    assert 'lang="sv"' in page(here, GOOD)
    english = here / "reports" / "internal-en" / f"{GOOD}.html"
    assert '<html lang="en">' in english.read_text(encoding="utf-8")


def test_a_report_for_each_of_none_says_what_is_needed(here, capsys):
    bare = str(refi.one_text(here, refi.whole(refi.source()), "Kort text."))
    assert main(["build", "01", "--each", "case", "--material", bare]) == 2
    told = capsys.readouterr().err
    assert "--each case: expected a material that names its municipalities; found none" in told


def test_the_limits_of_a_display_that_shows_nothing_are_not_told(here):
    limit = '\n# %% [markdown]\n# <p class="limit"><b>Vad tabellen inte säger.</b> {}.</p>\n'
    absent = cell(
        "table = tables.own_codes(report.study)\n"
        'report.publish(table, None, "01_gz1_egna", title="Egna", alt="Tabell", reading="")'
    )
    text = notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1") + limit.format("Om den första")
    write(here, GOOD, text + absent + limit.format("Om den andra"))
    build(["01"], output=here)
    assert "Om den första" in page(here, GOOD)
    assert "Om den andra" not in page(here, GOOD)


def test_a_part_that_shows_nothing_for_a_reason_told_before_is_left_out(here):
    heading = "\n# %% [markdown]\n# ### {}\n#\n# Inledning.\n"
    absent = cell(
        "table = tables.own_codes(report.study)\n"
        'report.publish(table, None, "01_gz1_egna{}", title="Egna", alt="Tabell", reading="")'
    )
    text = notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1")
    text += heading.format("Första delen") + absent.format("")
    text += heading.format("Andra delen") + absent.format("igen")
    write(here, GOOD, text)
    build(["01"], output=here)
    assert page(here, GOOD).count("Alla koder i materialet finns i kodboken.") == 1
    assert "Första delen" in page(here, GOOD)
    assert "Andra delen" not in page(here, GOOD)


def test_notebooks_that_run_at_once_leave_the_folder_of_the_process_alone(tmp_path):
    from papermill.iorw import local_file_io_cwd, papermill_io

    with local_file_io_cwd(str(tmp_path)):
        handlers = [papermill_io.get_handler(name) for name in ("local", str(tmp_path / "a.ipynb"))]
        assert [handler._cwd for handler in handlers] == [None, None]
