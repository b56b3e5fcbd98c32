"""Figures that are not drawn twice: when a kept one is the same, and when it is not trusted."""

from __future__ import annotations

import os
from dataclasses import replace

import matplotlib as mpl
import pandas as pd
import pytest

from analys import figures, fingerprints, hidden, pictures_kept, report, tables
from analys.language import speaking
from analys.report import Report

STEM = "01_gz1_varde"
NAMES = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A project of its own, with pictures kept."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "codebook.yaml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(hidden.SWITCH, raising=False)
    pictures_kept._seen["until"] = 0.0  # look at the source again
    return tmp_path


@pytest.fixture
def table(demo):
    return tables.shares(demo, "GZ", ["GZ.gyllene"], ["GZ.problem"], NAMES)


def key(table, draw=figures.stacked, beside=None, *more):
    return pictures_kept.key(draw, table, beside or {}, *(more or (STEM, "")))


def test_the_same_table_has_the_same_name_whoever_made_it(demo, table):
    again = tables.shares(demo, "GZ", ["GZ.gyllene"], ["GZ.problem"], dict(NAMES))
    assert key(table) == key(replace(table)) == key(again)
    assert len(key(table)) == 64


def test_whatever_a_picture_shows_is_in_its_name(table):
    frame = table.frame.copy()
    number = frame.select_dtypes("number").columns[0]
    frame.loc[frame.index[0], number] += 1
    others = [
        key(replace(table, frame=frame)),
        key(replace(table, note="En anmärkning.")),
        key(replace(table, headings={**table.headings, "group": "Annat"})),
        key(table, figures.dumbbell),
        key(table, figures.stacked, {"other": table}),
        key(table, figures.stacked, None, "01_gz1_annat", ""),
        key(table, figures.stacked, None, STEM, "Syntetiskt material"),
    ]
    with speaking("en"):
        others.append(key(table))
    with mpl.rc_context({"lines.linewidth": 9}):
        others.append(key(table))
    assert None not in others
    assert len({key(table), *others}) == len(others) + 1


def test_what_else_is_installed_or_another_library_has_other_names(table, monkeypatch):
    name = key(table)
    monkeypatch.setattr(fingerprints, "installed", lambda: "another")
    assert key(table) not in (name, None)
    monkeypatch.setitem(pictures_kept._seen, "until", 0.0)
    monkeypatch.setattr(pictures_kept, "RUNNING", "edited since")
    assert key(table) is None


def test_a_figure_function_of_someone_elses_is_always_drawn(table, monkeypatch):
    assert key(table, lambda table: figures.stacked(table)) is None
    monkeypatch.setenv(hidden.SWITCH, "off")
    assert key(table) is None


def test_what_is_kept_is_opened_and_what_is_damaged_is_not(project):
    name = "a" * 64
    assert pictures_kept.opened(name) is None
    pictures_kept.keep(name, b"<svg/>\n", b"\x89PNG\n\n")
    assert pictures_kept.opened(name) == (b"<svg/>\n", b"\x89PNG\n\n")
    path = project / ".analys" / "figures" / name
    whole = path.read_bytes()
    path.with_name("b" * 64).write_bytes(whole)
    assert pictures_kept.opened("b" * 64) is None  # it is of another table
    for damaged in (b"", whole[:-1], whole.replace(b"<svg/>", b"<svg />"), b"x\ny\nz",
                    whole.replace(b"\n7\n", b"\n6\n")):  # fmt: skip
        path.write_bytes(damaged)
        assert pictures_kept.opened(name) is None, damaged
    for kept in (project / ".analys", path):
        assert kept.stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_kept_all_is_drawn(project, monkeypatch):
    (project / ".analys").write_text("no folder")
    pictures_kept.keep("a" * 64, b"<svg/>", b"PNG")
    assert pictures_kept.opened("a" * 64) is None
    pictures_kept.prune()


def test_those_not_used_for_the_longest_go(project, monkeypatch):
    monkeypatch.setattr(pictures_kept, "MOST", 200)  # bytes; one holds 74 to 83
    for at, letter in enumerate("abc"):
        pictures_kept.keep(letter * 64, b"<svg/>", b"PNG")
        os.utime(project / ".analys" / "figures" / (letter * 64), (at, at))
    assert pictures_kept.opened("a" * 64)  # which is a use
    pictures_kept.prune()
    left = {path.name[0] for path in (project / ".analys" / "figures").iterdir()}
    assert left == {"a", "c"}


def test_a_kept_figure_is_shown_and_written_as_it_was_drawn(demo, table, tmp_path, monkeypatch):
    shown: list[object] = []
    monkeypatch.setattr(report, "display", lambda data, **_: shown.append(data))
    drawn: list[str] = []
    real = Report._picture
    monkeypatch.setattr(
        Report, "_picture", lambda self, *told: (drawn.append("1"), real(self, *told))[1]
    )
    files, pages = [], []
    for folder in ("first", "second"):
        speaker = Report(demo, "GZ", tmp_path / folder, 3)
        speaker.publish(
            table, figures.stacked, STEM, question="GZ1", title="Gråzonen", alt="Staplar",
            reading="Läsningen.",
        )  # fmt: skip
        files.append({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()})
        pages.append(list(shown))
        shown.clear()
    assert drawn == ["1"]
    assert files[0] == files[1]
    assert pages[0] == pages[1]
    assert f"{STEM}.png" in files[0]


def test_a_table_whose_frame_holds_what_cannot_be_written_down_is_drawn(table):
    odd = replace(table, facts={"a": lambda: 1})
    assert key(odd) is None
    assert isinstance(odd.frame, pd.DataFrame)
