"""Taguette itself makes a project on loopback; its files are read back."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.html_text import html_text
from taguette_sample import ABOUT, CODED, HIGHLIGHTS, PROJECT, TAGS, TEXTS, exported
from taguette_server import User, own_python, taguette_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What Taguette wrote at the desk of its only user."""
    return exported(tmp_path_factory.mktemp("taguette"), "project.sqlite3", "codebook.qdc")


def coded(project):
    names = project.sources.set_index("source").name
    paths = project.codes.set_index("code_id").path
    codings = project.codings
    found = zip(
        codings.source.map(names),
        codings.start,
        codings.end,
        codings.quote,
        codings.code_id.map(paths).str.replace(" > ", "."),
        strict=True,
    )
    return sorted(found)


@pytest.mark.parametrize("name", ["project.sqlite3", "taguette.sqlite3"])
def test_what_was_highlighted_is_read(folder, name):
    project = read(folder / name)
    assert {row.name: project.text(row.source) for row in _rows(project.sources)} == TEXTS
    assert coded(project) == CODED
    report = project.report
    assert (report.quotes_checked, report.quotes_agreeing) == (len(HIGHLIGHTS), len(HIGHLIGHTS))
    assert report.warnings == []
    assert {each.what: each.n for each in report.skipped} == {
        "highlights without a tag": 1,
        "pictures in documents": 1,
    }
    assert f"The project is {PROJECT!r}." in report.settled


def test_tags_and_descriptions_are_read(folder):
    project = read(folder / "project.sqlite3")
    tags = project.codes[project.codes.codable]
    told = dict(zip(tags.path.str.replace(" > ", "."), tags.description.fillna(""), strict=True))
    assert told == TAGS
    assert project.codes.path[~project.codes.codable].tolist() == ["roller", "roller > kso"]
    assert project.memos.text.tolist() == ["Om makt", ABOUT]


def test_an_export_says_when_but_not_who(folder):
    project = read(folder / "project.sqlite3")
    assert project.codings.coder.isna().all()
    assert project.report.without_coder == len(CODED)
    ago = pd.Timestamp.now("UTC") - project.codings.created
    assert ago.between(pd.Timedelta(0), pd.Timedelta("1h")).all()


def test_the_codebook_is_of_the_standard_and_flat(folder):
    project = read(folder / "codebook.qdc")
    assert project.codes.path.tolist() == list(TAGS)
    assert project.codes.codable.all()
    assert project.report.exporter == "Taguette 1.5.2"
    assert project.report.warnings == []


def test_a_server_says_who_marked_and_who_tagged(tmp_path):
    database = tmp_path / "server.sqlite3"
    with taguette_server(tmp_path) as port:
        anna, bo = User(port), User(port)
        for user, login in ((anna, "anna"), (bo, "bo")):
            user.register(login)
        project = anna.project("Gemensam")
        anna.members(project, bo="TAG")
        document = anna.document(project, "Intervju", "a.html", "<p>Hej du där</p>".encode())
        trust, power, other = (anna.tag(project, name) for name in ("tillit", "makt", "kraft"))
        both = anna.highlight(project, document, 0, 3, [trust])
        bo.highlight(project, document, 0, 3, [trust, power], both)
        bo.highlight(project, document, 4, 6, [other])
        anna.merge(project, other, power)
        found = read(database)
        export = anna.export(project, "project.sqlite3", tmp_path)
        bo.import_project(export)
    codings = found.codings[["quote", "code_id", "coder", "selection_coder"]]
    assert codings.to_numpy().tolist() == [
        ["Hej", str(trust), "anna", "anna"],
        ["Hej", str(power), "bo", "anna"],
        ["du", str(power), "bo", "bo"],
    ]
    assert read(export).codings.coder.isna().all()
    with pytest.raises(MaterialError, match="found 2: 'Gemensam', 'Gemensam'"):
        read(database)


def test_documents_are_counted_and_cut_as_taguette_does_it():
    script = Path(__file__).with_name("taguette_counting.py")
    made = subprocess.run([own_python(), script, "300"], capture_output=True, timeout=60)
    assert not made.returncode, made.stderr[-1000:]
    documents = json.loads(made.stdout)
    assert sum(len(places) for _, _, places in documents) > 500
    for html, text, places in documents:
        found = html_text(html)
        assert found.counted == text, html
        for start, end, snippet in places:
            first, last = found.places(np.array([start]), np.array([end]))
            cut = found.text[first[0] : last[0]]
            assert "".join(cut.split()) == "".join(html_text(snippet).text.split()), html


def _rows(frame):
    return list(frame.itertuples(index=False))
