"""What we write is REFI-QDA by a schema, not by our own reader, which forgives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from analys.export import write_qdpx
from analys.readers import read
from builders import ROOT
from fuzz_files import coded_source, qdc, refi
from fuzz_files import qdpx as whole_qdpx
from refi_build import (
    ANNA,
    BO,
    CODES,
    ROLE,
    TEXT,
    TRUST,
    USERS,
    coding,
    guid,
    project,
    qdpx,
    selection,
    source,
    sources,
)
from refi_schema import faults_of_codebook, faults_of_project, faults_of_qdpx
from test_export import build, projects, small

REAL = ROOT.parent / "shared" / "real"
DEMO = ROOT / "data" / "demo" / "intervjuer.qdpx"

real = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"REAL FILES NOT TRIED: there is no folder {REAL}"
)

# What we write


def test_the_demonstration_is_valid():
    assert faults_of_qdpx(DEMO) == []


def test_the_demonstration_read_and_written_again_is_valid(tmp_path):
    write_qdpx(read(DEMO), tmp_path / "a.qdpx")
    assert faults_of_qdpx(tmp_path / "a.qdpx") == []


VALUES = {"integer": "-7", "date": "2011-05-06"}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
)
@given(projects())
def test_any_project_is_written_valid(made):
    # A value that is not of its variable's type is another matter.
    fitting = made.attributes["type"].map(VALUES).fillna(made.attributes["value"]).astype("str")
    made = replace(made, attributes=made.attributes.assign(value=fitting))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.qdpx"
        write_qdpx(made, path)
        assert faults_of_qdpx(path) == []


@pytest.mark.parametrize(
    "made",
    [
        build([]),
        small(),
        small(
            cases=[("k", None, None)],
            case_sources=[("k", "s1", None, None)],
            attributes=[
                ("case", "k", "true", "true", "boolean"),
                ("case", "k", "size", "-7", "integer"),
                ("source", "s1", "share", "0.25", "float"),
                ("source", "s1", "day", "2011-05-06", "date"),
                ("source", "s1", "at", "2011-05-06T07:08:09", "datetime"),
                ("source", "s1", "role", "", "text"),
            ],
            memos=[("m", "s1", 0, 3, "Vem?", "anna"), ("o", None, None, None, "Om", None)],
        ),
    ],
    ids=["empty", "one coding", "all kinds of values"],
)
def test_a_small_project_is_written_valid(tmp_path, made):
    write_qdpx(made, tmp_path / "a.qdpx")
    assert faults_of_qdpx(tmp_path / "a.qdpx") == []


@real
@pytest.mark.parametrize("name", ["nvivo_win_12.qdpx", "nvivo_mac_15_codebook.qdpx", "qc_1.3.qdpx"])
def test_what_others_wrote_is_written_valid(tmp_path, name):
    write_qdpx(read(REAL / name), tmp_path / "a.qdpx")
    assert faults_of_qdpx(tmp_path / "a.qdpx") == []


# What others write: the schema is not our own taste


@real
@pytest.mark.parametrize("name", ["nvivo_win_12.qdpx", "nvivo_mac_15_codebook.qdpx", "qc_1.3.qdpx"])
def test_projects_of_other_tools_are_valid(name):
    # qc writes paths without a scheme, which no schema sees.
    assert faults_of_qdpx(REAL / name) == []


@real
def test_the_standards_own_codebook_is_valid():
    assert faults_of_codebook((REAL / "refi_annex1.qdc").read_bytes()) == []


@real
def test_atlas_departs_in_this():
    """Two passages of a PDF stand twice, as a region and as text, under one GUID each."""
    faults = faults_of_project((REAL / "atlasti_mac_8.4.qde").read_bytes())
    place = "/Project/Sources/PDFSource[2]/Representation/PlainTextSelection[{}]"
    assert [fault.partition(":")[0] for fault in faults] == [place.format(n) for n in (1, 2)]
    assert all("duplicated value" in fault and "passages" in fault for fault in faults)


# The schema sees what is wrong

EVERYTHING = refi(coded_source(None, ""))
TIMED = project(
    USERS,
    CODES,
    sources(
        f'<AudioSource guid="{guid(5)}" name="a.mp3" path="internal://a.mp3">'
        f'<Transcript guid="{guid(6)}" plainTextPath="internal://{guid(6)}.txt">'
        f'<SyncPoint guid="{guid(0x61)}" timeStamp="0" position="0"/>'
        f'<SyncPoint guid="{guid(0x62)}" timeStamp="1500" position="9"/>'
        f'<TranscriptSelection guid="{guid(0x63)}" fromSyncPoint="{guid(0x61)}"'
        f' toSyncPoint="{guid(0x62)}">{coding()}</TranscriptSelection></Transcript>'
        f'<AudioSelection guid="{guid(0x64)}" begin="0" end="1500">{coding(ROLE, 0x2009)}'
        "</AudioSelection></AudioSource>"
    ),
)
MINE = source(selection(0, 3, coding()))


def test_whole_documents_are_valid(tmp_path):
    assert faults_of_project(EVERYTHING) == []
    assert faults_of_project(TIMED) == []
    assert faults_of_qdpx(whole_qdpx(tmp_path)) == []
    assert faults_of_codebook(qdc(tmp_path).read_bytes()) == []


@pytest.mark.parametrize(
    ("document", "old", "new", "told"),
    [
        (EVERYTHING, "<Users>", "<Sets/><Users>", "Sets"),
        (EVERYTHING, USERS, "<Users/>", "User"),
        (EVERYTHING, ' isCodable="true"', "", "isCodable"),
        (EVERYTHING, 'isCodable="true"', 'isCodable="yes"', "yes"),
        (EVERYTHING, 'color="#aa0000"', 'color="red"', "red"),
        (EVERYTHING, f'guid="{TRUST}"', 'guid="trust"', "trust"),
        (EVERYTHING, f'guid="{BO}"', f'guid="{ANNA}"', "duplicated"),
        (EVERYTHING, f'creatingUser="{BO}"', f'creatingUser="{guid(0xC)}"', "users"),
        (EVERYTHING, f'CodeRef targetGUID="{ROLE}"', f'CodeRef targetGUID="{TEXT}"', "codes"),
        (EVERYTHING, f'SourceRef targetGUID="{TEXT}"', f'SourceRef targetGUID="{ROLE}"', "sources"),
        (EVERYTHING, guid(0x1001) + '"/>', guid(0x1009) + '"/>', "passages"),
        (EVERYTHING, 'startPosition="0"', 'startPosition="-1"', "-1"),
        (EVERYTHING, 'startPosition="0"', "", "startPosition"),
        (EVERYTHING, "<IntegerValue>9000<", "<IntegerValue>många<", "många"),
        (EVERYTHING, "2011-05-06</DateValue>", "6 maj</DateValue>", "6 maj"),
        (EVERYTHING, 'typeOfVariable="Integer"', 'typeOfVariable="integer"', "integer"),
        (EVERYTHING, "2024-05-06T07:08:09Z", "2024-05-06 07:08:09", "07:08:09"),
        (EVERYTHING, 'direction="OneWay"', 'direction="oneway"', "oneway"),
        (EVERYTHING, "<PlainTextContent>Fråga igen</PlainTextContent>", "Fråga igen", "character"),
        (EVERYTHING, "MemberSource", "MemberCase", "MemberCase"),
        (TIMED, f'toSyncPoint="{guid(0x62)}"', f'toSyncPoint="{guid(0x69)}"', "moments"),
        (TIMED, 'timeStamp="1500"', 'timeStamp="1.5"', "1.5"),
        (TIMED, 'begin="0"', "", "begin"),
    ],
)
def test_a_fault_is_seen(document, old, new, told):
    assert old in document
    faults = faults_of_project(document.replace(old, new))
    assert faults
    assert any(told in fault for fault in faults)


def test_the_order_within_a_source_is_seen():
    turned = source(coding(ROLE, 0x2009), selection(0, 3, coding()))
    assert faults_of_project(project(USERS, CODES, sources(MINE))) == []
    (fault,) = faults_of_project(project(USERS, CODES, sources(turned)))
    assert "PlainTextSelection" in fault


def test_a_text_that_is_not_in_the_zip_is_seen(tmp_path):
    path = qdpx(tmp_path, project(USERS, CODES, sources(MINE)))
    assert faults_of_qdpx(path) == [f"no member for {TEXT}.txt"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<Sets>", "<Sets/><Sets>", "Sets"),
        (f'MemberCode guid="{TRUST}"', f'MemberCode guid="{TEXT}"', "codes"),
        (f'MemberCode guid="{TRUST}"', "MemberCode", "guid"),
        ('name="Trust"', "", "name"),
        ('isCodable="true"/>', 'isCodable="true"><NoteRef/></Code>', "NoteRef"),
    ],
)
def test_a_fault_of_a_codebook_is_seen(tmp_path, old, new, told):
    xml = qdc(tmp_path).read_text(encoding="utf-8")
    assert old in xml
    assert any(told in fault for fault in faults_of_codebook(xml.replace(old, new)))
