"""What a build does and leaves undone: a notebook runs where something has changed."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from analys import fingerprints, inputs, manifest, planning, verifying
from analys.cli import main
from analys.hidden import SWITCH
from analys.kernels import Kernels
from analys.material import open_material
from analys.runners import Local
from project_build import GOOD, OTHER, cell, content, manifest_of, notebook, small_project, write

PAGES = "reports/internal"
CODEBOOK = "data/codebook.yaml"
EXPORT = "data/demo/intervjuer.qdpx"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its report; not to be changed."""
    project = small_project(tmp_path_factory.mktemp("built") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["build"]) == 0
    return project


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same to be changed, with us in its folder."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    monkeypatch.chdir(project)
    return project


def foretold(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    """What a dry run says of each notebook, and of what stands beside."""
    capsys.readouterr()
    assert main(["build", "--dry-run", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    parts = [line.partition("  " if line.startswith("0") else ": ") for line in lines[:-1]]
    return {name: told for name, _, told in parts}


# What is the same is left as it is


def test_a_second_build_changes_no_byte_and_imports_nothing_heavy(here):
    before, times = content(here), {path: path.stat().st_mtime_ns for path in here.rglob("*")}
    code = (
        "import sys; from analys.cli import main; status = main(['build']); "
        "heavy = ('pandas', 'numpy', 'yaml', 'nbformat', 'jupyter_client', 'zmq', 'rich'); "
        "heavy += ('tempfile',); "
        "print(status, [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=here
    )
    assert done.stdout.splitlines()[0] == "nothing has changed: 2 notebooks as they were"
    assert done.stdout.splitlines()[-1] == "0 []"
    assert content(here) == before
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*")} == times


def test_a_dry_run_of_the_same_would_run_nothing(here, capsys):
    assert foretold(capsys) == {GOOD: "as it was", OTHER: "as it was"}


def test_force_runs_all_and_changes_no_byte(here, capsys):
    before = content(here)
    assert main(["build", "--force"]) == 0
    assert capsys.readouterr().out.startswith("2 notebooks run, 0 failed\n  all: it is forced\n")
    assert content(here) == before


def test_a_status_of_failure_stays_while_nothing_changes(here, capsys):
    write(here, OTHER, notebook("Majoritetsskiftesdilemmat", "02_gz1_tabell", "GZ1"))
    assert main(["build"]) == 1
    assert main(["build"]) == 1
    told = capsys.readouterr().out
    assert "nothing has changed" in told
    assert told.count("answered more than once: GZ1") == 2


# What has changed runs, and is named


def test_a_changed_notebook_runs_alone(here, capsys):
    before = manifest_of(here)["notebooks"]
    write(here, GOOD, notebook("Gråzonen på nytt", "01_gz1_tabell", "GZ1"))
    assert foretold(capsys) == {GOOD: "would run: the notebook has changed", OTHER: "as it was"}
    assert main(["build"]) == 0
    assert capsys.readouterr().out.startswith(
        f"1 notebook run, 0 failed, 1 as it was\n  {GOOD}: the notebook has changed\n"
    )
    after = manifest_of(here)["notebooks"]
    assert after[OTHER] == before[OTHER]
    assert after[GOOD]["title"] == "Gråzonen på nytt"


def test_a_changed_coding_runs_all(here, capsys, monkeypatch):
    from analys import demo

    demo.make(here / "data" / "demo", seed=7)
    why = "would run: the material has changed"
    assert foretold(capsys) == {
        GOOD: why, OTHER: why, "index, workbook and interviews": "the material has changed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda here: _append(here / "data/demo/material.yaml", "\n"), None),
        (lambda here: _replaced(here / "data/demo/material.yaml", "title: ", "title: Ny "),
         "the material has changed"),
        (lambda here: _append(here / CODEBOOK, "# en rad\n"), "the codebook has changed"),
        (lambda here: _append(here / "requirements.lock", "x==1\n"),
         "requirements.lock has changed"),
    ],
)  # fmt: skip
def test_what_a_page_is_made_from_is_named_when_it_changes(here, capsys, change, told):
    change(here)
    assert foretold(capsys)[GOOD] == (f"would run: {told}" if told else "as it was")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def _replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "told"),
    [("library", "the library has changed"), ("installed", "other versions are installed")],
)
def test_another_library_or_environment_runs_all(here, capsys, monkeypatch, what, told):
    monkeypatch.setattr(fingerprints, what, lambda: "another")
    assert foretold(capsys)[OTHER] == f"would run: {told}"


def test_another_template_only_writes_the_pages_again(here, capsys, monkeypatch):
    before = content(here)
    monkeypatch.setattr(fingerprints, "templates", lambda: "another")
    assert foretold(capsys)[OTHER] == (
        "page would be written again: the pages' template has changed"
    )
    assert main(["build"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("0 notebooks run, 0 failed, 2 as they were\n  all: page written")
    assert "running" not in told.err
    after = content(here)
    assert {name for name in before if before[name] != after[name]} == {f"{PAGES}/manifest.json"}


def test_a_new_notebook_runs_and_is_in_the_navigation_of_the_others(here, capsys):
    write(here, "03_formalisering", notebook("Formalisering", "03_fo1_tabell", "FO1"))
    told = foretold(capsys)
    assert told["03_formalisering"] == "would run: it has not been run yet"
    assert told[GOOD].startswith("page would be written again: there are other notebooks")
    assert main(["build"]) == 0
    assert 'href="03_formalisering.html"' in (here / PAGES / f"{GOOD}.html").read_text("utf-8")


def test_a_notebook_that_is_gone_takes_its_page_and_figures_with_it(here, capsys):
    (here / "notebooks" / f"{OTHER}.py").unlink()
    assert main(["build"]) == 0
    assert f"removed, no longer true: {OTHER}.html, 1 file of figures/" in capsys.readouterr().out
    names = content(here)
    assert not [name for name in names if OTHER in name or "02_ms1" in name]
    assert main(["build"]) == 0
    assert "nothing has changed: 1 notebook as it was" in capsys.readouterr().out


# What is gone or was tampered with is made again


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize(
    ("name", "doing"),
    [
        ("figures/01_gz1_tabell.csv", "would run"),
        (f"{PAGES}/notebooks/{GOOD}.ipynb", "would run"),
        (f"{PAGES}/{GOOD}.html", "page would be written again"),
        (f"{PAGES}/index.html", None),
        (f"{PAGES}/tabeller.xlsx", None),
        (f"{PAGES}/intervjuer/K01-1.html", None),
        (f"{PAGES}/tabeller.json", None),
    ],
)
def test_an_output_that_is_gone_or_was_changed_is_made_again(here, capsys, name, doing, gone):
    before = content(here)
    if gone:
        (here / name).unlink()
    else:
        _append(here / name, "x")
    how = f"{Path(name).name} {'is gone' if gone else 'is not as it was made'}"
    told = foretold(capsys)
    if doing is None:
        assert told["index, workbook and interviews"] == how
        assert told[GOOD] == "as it was"
    else:
        assert told[GOOD].startswith(doing)
        assert how in " ".join(told.values())
    assert main(["build"]) == 0
    assert content(here) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": 2, "notebooks": []}', '{"format": 1}',
     '{"format": 2, "notebooks": {"01_grazon": {}}}', '{"format": 2, "questions": 5}',
     '{"format": 2, "failed": null}', '{"format": 2, "beside": {"inputs": [1]}}',
     '{"format": 2, "beside": {"outputs": {"reports/\\u0000": ""}}}'],
)  # fmt: skip
def test_a_manifest_that_says_nothing_is_as_good_as_none(here, text):
    (here / PAGES / "manifest.json").write_text(text)
    assert manifest.read(here / PAGES / "manifest.json") == manifest.Manifest()


@pytest.mark.parametrize("name", ["../../precious.txt", "data/codebook.yaml", "/etc/hosts"])
def test_a_manifest_that_names_files_elsewhere_is_not_followed(here, name):
    path = here / PAGES / "manifest.json"
    told = json.loads(path.read_text("utf-8"))
    told["beside"]["outputs"][name] = "0"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert manifest.read(path) == manifest.Manifest()


# One notebook of several


def test_those_not_asked_for_are_told_when_they_are_no_longer_up_to_date(here, capsys):
    write(here, GOOD, notebook("Gråzonen på nytt", "01_gz1_tabell", "GZ1"))
    (here / "figures" / "02_ms1_tabell.csv").unlink()
    assert main(["build", "01"]) == 0
    told = capsys.readouterr().out
    line = f"not asked for and no longer up to date: {OTHER}: 02_ms1_tabell.csv is gone"
    assert line in told
    assert main(["build", "01"]) == 0
    again = capsys.readouterr().out
    assert again.startswith("nothing has changed: 1 notebook as it was\n")
    assert line in again


def test_those_not_asked_for_are_told_when_they_were_edited(here, capsys):
    write(here, OTHER, notebook("Majoritetsskiftet på nytt", "02_ms1_tabell", "MS1"))
    line = f"not asked for and no longer up to date: {OTHER}: the notebook has changed"
    for asked in ([], ["--force"]):
        assert main(["build", "01", *asked]) == 0
        assert line in capsys.readouterr().out
    assert main(["build"]) == 0
    assert main(["build", "01"]) == 0
    assert "no longer up to date" not in capsys.readouterr().out


def test_two_notebooks_that_give_the_same_figure_do_not_stand_side_by_side(here, capsys):
    write(here, OTHER, notebook("Majoritetsskiftesdilemmat", "01_gz1_tabell"))
    assert main(["build"]) == 1
    told = capsys.readouterr().err
    assert "01_gz1_tabell.csv: expected a stem of its own; found it in 01_grazon too" in told


@pytest.mark.parametrize("kept", [True, False])
def test_the_workbook_of_a_partial_build_has_the_tables_of_all(here, capsys, kept):
    if not kept:  # then they come from the executed notebooks
        (here / PAGES / "tabeller.json").write_text("{}")
    write(here, GOOD, notebook("Gråzonen på nytt", "01_gz1_annan", "GZ1"))
    assert main(["build", "01"]) == 0
    sheets = openpyxl.load_workbook(here / PAGES / "tabeller.xlsx").sheetnames
    assert sheets == ["Innehåll", "01_gz1_annan", "02_ms1_tabell"]
    capsys.readouterr()
    assert main(["build"]) == 0
    assert capsys.readouterr().out.startswith("nothing has changed")


def test_the_page_of_a_notebook_that_failed_stays_until_it_is_run_again(here, capsys):
    write(here, OTHER, notebook("Skiftet", "02_ms1_tabell") + cell("1 / 0"))
    assert main(["build"]) == 1
    write(here, GOOD, notebook("Gråzonen på nytt", "01_gz1_tabell", "GZ1"))
    assert main(["build", "01"]) == 0
    assert "Sidan kunde inte byggas" in (here / PAGES / f"{OTHER}.html").read_text("utf-8")
    assert foretold(capsys)[OTHER] == "would run: it failed the last time"


# The material


def test_a_material_is_the_same_while_its_files_and_folders_are(here):
    before = manifest.read(here / PAGES / "manifest.json")
    place = here / "data" / "demo"
    assert planning.same_material(before, place) == before.inputs["material"]
    (place / "cases.csv").touch()
    assert planning.same_material(before, place) == before.inputs["material"]
    _append(place / "cases.csv", "\n")
    assert planning.same_material(before, place) == ""


def test_another_file_of_the_same_folder_is_another_material(tmp_path):
    for name in ("ett.qdpx", "tva.qdpx", "material.yaml"):
        (tmp_path / name).write_text(name)
    one = tmp_path / "ett.qdpx"
    before = manifest.Manifest(
        inputs={"material": "m"}, place="ett.qdpx", files={one.name: fingerprints.of_file(one)}
    )
    assert planning.same_material(before, one) == "m"
    assert planning.same_material(before, tmp_path / "tva.qdpx") == ""
    assert planning.same_material(before, tmp_path) == ""


def test_a_text_that_comes_into_a_folder_of_texts_is_seen(tmp_path):
    (tmp_path / "texter").mkdir()
    (tmp_path / "texter" / "a.txt").write_text("a")
    before = manifest.Manifest(
        inputs={"material": "m"},
        files={"texter/a.txt": fingerprints.of_file(tmp_path / "texter" / "a.txt")},
        folders={"texter": fingerprints.of_names(tmp_path / "texter")},
    )
    assert planning.same_material(before, tmp_path) == "m"
    for lock in (".~lock.a.txt#", ".a.txt.swp", "a.txt~", "~$a.txt"):
        (tmp_path / "texter" / lock).write_text("b")
    assert planning.same_material(before, tmp_path) == "m"
    (tmp_path / "texter" / "b.txt").write_text("b")
    assert planning.same_material(before, tmp_path) == ""


def test_the_same_material_elsewhere_runs_nothing(here, tmp_path, capsys):
    shutil.copytree(here / "data" / "demo", tmp_path / "demo")
    assert main(["build", "--material", str(tmp_path / "demo")]) == 0
    assert "nothing has changed" in capsys.readouterr().out


# The same bytes


def test_what_is_asked_for_in_other_words_is_the_same_report(here, capsys):
    assert main(["build", "-p", "cases=[K01]"]) == 0
    part = content(here)
    assert main(["build", "--force", "-p", "cases=K01", "-p", "language=sv"]) == 0
    assert content(here) == part


def test_verify_finds_the_same_bytes(here, capsys):
    before = content(here)
    assert main(["build", "--verify"]) == 0
    assert capsys.readouterr().out == f"{len(before)} files, the same bytes\n"
    assert content(here) == before


def test_verify_names_the_files_that_differ(here, capsys):
    (here / "figures" / "01_gz1_tabell.csv").write_bytes(b"annat")
    (here / PAGES / f"{OTHER}.html").unlink()
    assert main(["build", "--verify"]) == 1
    told = capsys.readouterr()
    assert "figures/01_gz1_tabell.csv differs from byte 1 on: 'annat' in the report" in told.err
    assert f"{PAGES}/{OTHER}.html is not in the report" in told.err
    assert told.out.startswith("2 files of ")


def test_verify_of_one_notebook_compares_what_is_its_own(here, capsys):
    assert main(["build", "01", "--verify"]) == 0
    assert capsys.readouterr().out == "3 files, the same bytes\n"


def test_verify_without_a_report_says_what_to_do(here, capsys):
    assert main(["build", "--verify", "-p", "language=en"]) == 2
    assert "reports/internal-en: expected a report to compare with" in capsys.readouterr().err


@pytest.mark.parametrize(("kind", "threads"), [("warm", 1), ("ordinary", 3)])
def test_kernels_of_either_kind_and_any_number_give_the_same_bytes(built, tmp_path, kind, threads):
    from analys.build import build

    other = small_project(tmp_path / "annan mapp" / "project")
    with pytest.MonkeyPatch.context() as patch, Local(Kernels(kind), threads) as runner:
        patch.chdir(other)
        assert build(root=other, runner=runner).good
    assert content(other) == content(built)


def test_a_manifest_holds_no_clock_and_no_folder_of_this_machine(built):
    text = (built / PAGES / "manifest.json").read_text("utf-8")
    assert str(built) not in text
    assert not [word for word in ("mtime", "seconds", "started", "finished") if word in text]


def test_a_dry_run_of_a_forced_build_runs_nothing(here, capsys):
    before = content(here)
    assert foretold(capsys, "--force") == {
        GOOD: "would run: it is forced", OTHER: "would run: it is forced",
    }  # fmt: skip
    assert content(here) == before
    assert main(["build", "--verify", "--dry-run"]) == 2


def test_a_dry_run_of_what_was_never_built_reads_no_material(here, capsys, monkeypatch):
    shutil.rmtree(here / "reports")
    (here / EXPORT).write_bytes(b"no project")
    first = "would run: it has not been run yet"
    told = foretold(capsys)
    assert (told[GOOD], told[OTHER]) == (first, first)


@pytest.mark.parametrize("before", [None, "on", "off"])
def test_to_verify_all_is_read_and_drawn_anew_and_what_was_set_is_set_again(
    here, monkeypatch, before
):
    monkeypatch.delenv(SWITCH)
    if before:
        monkeypatch.setenv(SWITCH, before)
    seen = []

    def noted(*_):
        seen.append(os.environ.get(SWITCH))
        return verifying.Verdict(0, ())

    monkeypatch.setattr(verifying, "verify", noted)
    assert main(["build", "--verify"]) == 0
    assert seen == ["off"]
    assert os.environ.get(SWITCH) == before
    assert gc.isenabled()


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--verify"]])
def test_each_and_a_look_at_one_report_exclude_one_another(here, capsys, arguments):
    assert main(["build", "--each", "case", *arguments]) == 2
    assert f"found {arguments[0]}" in capsys.readouterr().err


def test_a_text_beside_a_bare_project_counts_as_the_material(tmp_path, monkeypatch, capsys):
    import refi_build as refi

    monkeypatch.chdir(small_project(tmp_path / "project"))
    source = refi.source(path="relative:///texter/a.txt")
    (tmp_path / "texter").mkdir()
    (tmp_path / "texter" / "a.txt").write_text("Vi pratar.", encoding="utf-8")
    bare = tmp_path / "bar.qde"
    bare.write_text(refi.whole(source), encoding="utf-8")
    assert main(["build", "01", "--material", str(bare)]) == 0
    assert main(["build", "01", "--material", str(bare)]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    (tmp_path / "sources").mkdir()  # only reading the material tells that nothing of it is used
    assert foretold(capsys, "01", "--material", str(bare))[GOOD] == "as it was"
    (tmp_path / "texter" / "a.txt").write_text("Vi talar.", encoding="utf-8")
    assert foretold(capsys, "01", "--material", str(bare))[GOOD].startswith("would run")
    assert main(["build", "01", "--material", str(bare)]) == 0
    assert "the material has changed" in capsys.readouterr().out


def test_a_description_that_comes_makes_another_material_of_a_bare_project(tmp_path):
    project = tmp_path / "vart.qda"
    project.mkdir()
    (project / "data.qda").write_text("a database")
    place = inputs._place_of(open_material(project), project, ())
    before = manifest.Manifest(
        inputs={"material": "m"}, place=place.name, files=place.files, folders=place.folders
    )
    assert planning.same_material(before, project) == "m"
    (project / "material.yaml").write_text("title: En annan")
    assert planning.same_material(before, project) == ""


def test_the_source_is_all_of_the_library_but_what_lays_out_pages(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "__pycache__").mkdir()
    monkeypatch.setattr(fingerprints, "PACKAGE", str(tmp_path))
    monkeypatch.setattr(fingerprints, "TEMPLATES", str(tmp_path / "templates"))
    assert fingerprints.source() == ""
    hashes = []
    for path, text in (("a.py", "x = 1"), ("a.py", "x = 2"), ("b.py", ""), ("a.po", "y")):
        (tmp_path / path).write_text(text)
        hashes.append(fingerprints.source())
    for path in ("templates/sida.css", "__pycache__/a.pyc", ".a.py.swp", "a.py~"):
        (tmp_path / path).write_text("")
        hashes.append(fingerprints.source())
    assert len(set(hashes)) == 4
    assert len(set(hashes[-5:])) == 1


@pytest.mark.parametrize("many", [0, 1, 2, 7])
def test_many_fingerprints_are_those_of_each_in_their_order(tmp_path, many):
    paths = [str(tmp_path / f"{at}.txt") for at in range(many)]
    for at, path in enumerate(paths):
        if at != 4:  # it is not there
            Path(path).write_text(str(at) * at)
    assert fingerprints.of_files(paths) == [fingerprints.of_file(path) for path in paths]


def test_what_is_installed_is_told_by_the_folders_of_packages(tmp_path, monkeypatch):
    place = tmp_path / "site-packages"
    (place / "pandas-3.0.1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(place))
    seen = [fingerprints.installed.__wrapped__()]
    (place / "pandas").mkdir()
    seen.append(fingerprints.installed.__wrapped__())
    (place / "pandas-3.0.1.dist-info").rename(place / "pandas-3.0.2.dist-info")
    seen.append(fingerprints.installed.__wrapped__())
    assert seen[0] == seen[1] != seen[2]
