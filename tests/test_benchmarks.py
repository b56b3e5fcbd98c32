"""The benchmarks' pure parts: what is said of numbers, and the changes made to a project."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import jupytext
import pytest

import cells
import sizes
from analys.loading import load
from builders import ROOT
from edits import append_cell, recode
from kept import Measured, all_kept, keep
from measuring import NotMeasuredError, in_turn, taken
from rerun_page import page


def runs(*seconds, **more):
    return [
        {"seconds": each, "cpu": each, "peak": 100.0, "tree": 150.0, "left": 0, **more}
        for each in seconds
    ]


def measured(**parts):
    return {name.replace("_", "-"): Measured("A machine.\n", ways) for name, ways in parts.items()}


def row(page, begin):
    """The cells of the one row of all tables that begins so."""
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {begin}")]
    return [cell.strip() for cell in line.strip("|").split("|")]


FULL = {
    "hand": runs(80.0, 90.0, 70.0, files=177),
    "jupytext": runs(10.0, 10.0, 10.0),
    "build": runs(10.0, 12.0, 8.0, files=177),
    "kept": runs(5.0, files=177),
    "nbconvert": "failed: exit status 1: no kernel | none",
}


def test_a_median_and_its_spread():
    assert cells.of(runs(3.0, 1.0, 2.0), "seconds") == 2
    assert cells.spread(runs(3.0, 1.0, 2.0), "seconds") == "2.00 (1.00 to 3.00)"
    assert cells.spread(runs(1234.5), "seconds", 1) == "1,234.5"
    assert cells.ratio(runs(9.0), runs(2.0), "seconds") == "4.5"
    assert cells.ratio("not measured", runs(2.0), "seconds") == "—"


def test_the_page_says_how_many_times_faster_the_build_is_than_by_hand():
    told = page(measured(full=FULL))
    assert row(told, "**`analys build --force`** from")[-4:] == ["177", "8.0", "9.0", "8.0"]
    wanted = "the whole report at least 8 times faster than by hand, from nothing"
    assert row(told, wanted)[1:] == [
        "8.0 times, 9.0 with the notebooks' conversion to .ipynb",
        "met",
    ]
    assert row(told, wanted.replace("from nothing", "run again"))[1:] == [
        "16.0 times, 18.0 with the notebooks' conversion to .ipynb",
        "met",
    ]
    assert row(told, "`jupyter nbconvert")[1:3] == ["0", "failed: exit status 1: no kernel / none"]


@pytest.mark.parametrize(("cpu", "busy"), [(60.0, False), (40.0, True)])
def test_a_machine_that_was_busy_is_said_to_have_been(cpu, busy):
    told = page(measured(full={**FULL, "hand": runs(80.0, cpu=cpu, files=177)}))
    assert ("took 2.0 times the processor's time" in told) == busy


def test_a_goal_that_is_missed_or_was_not_measured_is_said():
    missed = {way: FULL[way] for way in FULL if way != "jupytext"}
    told = page(measured(full={**missed, "build": runs(10.1, files=177)}))
    wanted = "the whole report at least 8 times faster than by hand, from nothing"
    assert row(told, wanted)[1:] == ["7.9 times", "**not met**"]
    assert row(told, "nothing changed")[1:] == ["not measured", "—"]
    assert "make bench PARTS=changes" in told


@pytest.mark.parametrize(("seconds", "verdict"), [(0.1, "met"), (0.101, "**not met**")])
def test_no_change_is_judged_in_milliseconds(seconds, verdict):
    ways = {"bare": runs(0.01), "unchanged": runs(seconds, pages=0), "coding": "failed: why"}
    told = page(measured(changes=ways))
    times = f"{seconds / 0.01:.1f}"
    assert row(told, "nothing changed: at most")[-1] == verdict
    assert row(told, "`analys build`, nothing changed")[-2:] == ["0", times]
    assert row(told, "`analys build`, the code")[2] == "failed: why"


def test_a_report_a_municipality():
    ways = {"threads": runs(50.0, reports=10), "dask": "not measured: no distributed"}
    told = page(measured(each_10=ways, each_290={"threads": runs(290.0, reports=290)}))
    assert row(told, "10 | `analys")[3:7] == ["50.0", "10", "5.00", "5.00"]
    assert row(told, "10 | the same")[3] == "not measured: no distributed"
    assert row(told, "290 |")[5] == "1.00"


def test_growth_is_judged_between_sizes_of_as_many_municipalities():
    more = {"interviews": 60, "page": 2.0, "pages": 9.0}
    told = page(
        measured(
            growth_10x10000={"build": runs(10.0, **more)},
            growth_10x100000={"build": runs(50.0, **more)},
            growth_10x1000000={"build": runs(501.0, **more)},
            growth_290x100000={"build": "failed: exit status 1"},
        )
    )
    assert row(told, "100,000 | 10 |")[4:7] == ["50.0", "50.0", "5.0"]
    assert row(told, "100,000 | 290")[3:5] == ["0", "failed: exit status 1"]
    assert row(told, "10,000 to 100,000")[-1] == "met"
    assert row(told, "100,000 to 1,000,000")[1:] == [
        "10.0 times the seconds, 1.0 times the memory",
        "**not met**",
    ]
    assert "10,000 to 100,000 codings (290" not in told


def test_parts_that_were_not_measured_are_named():
    told = page(measured(each_10={"threads": runs(50.0, reports=10)}), ["each-10", "each-290"])
    assert "Not measured yet: each-290 (`make bench PARTS=each-290`)." in told
    assert "Not measured yet: each" not in page(measured(each_10={}), ["each-10"])


def test_all_rows_of_a_table_are_as_wide_as_its_head():
    broken = {"build": "failed"}
    kept = measured(
        full=FULL, growth_10x10000=broken, each_10={"dask": "no"}, changes={"bare": "x"}
    )
    widths = [
        {line.count("|") for line in block.splitlines()}
        for block in re.findall(r"(?:^\|.*\n)+", page(kept), flags=re.MULTILINE)
    ]
    assert len(widths) == 5
    assert all(len(each) == 1 for each in widths)


def test_what_was_measured_on_several_machines_names_them():
    kept = {"full": Measured("One.\n", FULL), "changes": Measured("Two.\n", {"bare": runs(1.0)})}
    assert page(kept).endswith("- full: One.\n- changes: Two.\n")


def test_what_was_kept_is_found_again(tmp_path):
    kept = measured(full=FULL)
    keep("full", kept["full"], tmp_path)
    assert all_kept(tmp_path) == kept


def test_a_way_that_fails_is_left_out_and_says_why():
    done = []

    def good():
        done.append("good")
        return {"seconds": 1.0}

    def bad():
        done.append("bad")
        raise NotMeasuredError("exit status 2: no such option")

    found = in_turn({"good": good, "bad": bad, "gone": "not to be had"}, 2, ("good", "bad", "good"))
    assert done == ["good", "bad", "good", "good", "good"]
    assert len(found["good"]) == 4
    assert found["bad"] == "failed: exit status 2: no such option"
    assert found["gone"] == "not to be had"


def test_a_command_is_measured_with_what_it_starts_and_leaves(tmp_path):
    grandchild = "x = bytearray(60_000_000)"
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {grandchild!r}])"
    found = taken([sys.executable, "-c", code], tmp_path, {"PATH": ""})
    assert found["tree"] >= found["peak"] > 60
    assert found["left"] == 0
    with pytest.raises(NotMeasuredError, match="exit status 3: said last"):
        taken([sys.executable, "-c", "import sys; sys.stderr.write('said last\\n'); sys.exit(3)"],
              tmp_path, {})  # fmt: skip


@pytest.mark.parametrize(("spent", "ran"), [(20.0, False), (80.0, True)])
def test_workers_that_only_waited_are_no_measure_of_dask(monkeypatch, spent, ran):
    monkeypatch.setattr(sizes, "_each", lambda *_: {"seconds": 50.0, "cpu": 100.0, "reports": 2})
    used = iter([7.0, 7.0 + spent])
    there = SimpleNamespace(address="tcp://nowhere", cpu=lambda: next(used))
    if ran:
        assert sizes._by_workers(None, Path(), there)["cpu"] == 100 + spent
    else:
        with pytest.raises(NotMeasuredError, match="did not run the notebooks"):
            sizes._by_workers(None, Path(), there)


def test_one_coding_gets_another_code_and_nothing_else_changes(tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(ROOT / "data" / "demo", folder)
    before = load(folder).all_codings
    recode(folder / "intervjuer.qdpx", 7)
    after = load(folder).all_codings
    assert zipfile.ZipFile(folder / "intervjuer.qdpx").testzip() is None
    changed = before["code"].ne(after["code"])
    assert changed.sum() == 1
    assert before.drop(columns="code").equals(after.drop(columns="code"))


def test_a_cell_of_prose_is_one_cell_more(tmp_path):
    path = Path(shutil.copy(ROOT / "notebooks" / "03_formalisering.py", tmp_path))
    before = jupytext.read(path).cells
    append_cell(path, "Tillagt 1")
    after = jupytext.read(path).cells
    assert [cell.source for cell in after[:-1]] == [cell.source for cell in before]
    assert (after[-1].cell_type, after[-1].source) == ("markdown", "Tillagt 1")
