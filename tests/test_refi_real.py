"""Real files from real tools; they lie beside the project and are not part of it."""

from collections import Counter
from pathlib import Path

import pytest

from analys.export import write_qdpx
from analys.readers import read
from analys.readers.options import Options

REAL = Path(__file__).parents[1].parent / "shared" / "real"
NVIVO, MAC, QC = "nvivo_win_12.qdpx", "nvivo_mac_15_codebook.qdpx", "qc_1.3.qdpx"
ATLAS, STANDARD = "atlasti_mac_8.4.qde", "refi_annex1.qdc"

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"REAL FILES NOT TRIED: there is no folder {REAL}"
)


@pytest.mark.parametrize(
    ("name", "exporter", "unit", "counts"),
    [
        (NVIVO, "NVivo for Windows 12.6", "utf-16", (1, 60, 2, 97, 97, 0)),
        (MAC, "NVivo for Mac 15.0.0", "utf-16", (2, 262, 2, 0, 0, 0)),
        (QC, "qc 1.3.2", "code point", (2, 262, 1, 158, 205, 0)),
        (STANDARD, "unknown", "code point", (0, 6, 0, 0, 0, 0)),
        (
            ATLAS,
            "ATLAS.ti 8.4.0 573 , macOS Version 10.14.3 (Build 18D109)",
            "code point",
            (12, 14, 3, 8, 9, 7),
        ),
    ],
)
def test_counts(name, exporter, unit, counts):
    report = read(REAL / name).report
    kinds = ("sources", "codes", "coders", "passages", "codings", "codings skipped")
    assert tuple(report.counts[kind] for kind in kinds) == counts
    assert (report.exporter, report.position_unit) == (exporter, unit)


def test_nvivo_quotes_are_right_after_emoji():
    project = read(REAL / NVIVO)
    quotes = project.codings.quote.unique().tolist()
    text = project.text(project.sources.source[0])
    # Whole lines were marked, some with their line end: one unit off anywhere would show.
    places = project.codings[["start", "end"]].drop_duplicates().to_numpy().tolist()
    assert len(places) == 20
    for start, end in places:
        assert text[start - 2 : start] == "\r\n"
        assert "\r\n" in (text[end : end + 2], text[end - 2 : end])
    assert "Mi az a fityesznek? Akkor írják át amikor akarják 🤣🤣🤣" in quotes
    assert "Nem tehetik kötelezővé! 😡😡" in quotes


def test_nvivo_read_by_code_points_is_off():
    by_utf_16 = read(REAL / NVIVO).codings.quote
    by_code_points = read(REAL / NVIVO, Options("code point")).codings.quote
    assert (by_utf_16 != by_code_points).sum() == 61


def test_nvivo_text_is_kept_with_its_crlf_and_without_its_bom():
    project = read(REAL / NVIVO)
    text = project.text(project.sources.source[0])
    assert text.startswith("video_id\r\nvideo_title\r\n")
    assert len(text) == project.sources.characters[0]


def test_nvivo_passages_are_marked_by_one_user_and_coded_by_the_other():
    project = read(REAL / NVIVO)
    names = project.coders.set_index("coder_id").name
    assert set(project.codings.selection_coder.map(names)) == {"Gergo"}
    assert set(project.codings.coder.map(names)) == {"floriansipos"}
    assert project.codings.created.notna().all()


@pytest.mark.parametrize("name", [MAC, QC])
def test_names_repeat_in_a_tree_seven_deep(name):
    codes = read(REAL / name).codes
    assert codes.path.str.count(" > ").max() == 6
    assert sum(n > 1 for n in Counter(codes.name).values()) == 9
    assert codes.code_id.is_unique
    assert codes.path.is_unique


def test_qc_lines_are_cut_at_line_ends():
    project = read(REAL / QC)
    assert project.codings.quote.str.endswith("\n").all()
    assert project.sources.name.tolist() == ["board_2017.txt", "admin-1.txt"]


def test_atlas_sets_are_attributes_and_the_rest_is_listed():
    project = read(REAL / ATLAS)
    values = Counter(project.attributes[["name", "value"]].itertuples(index=False, name=None))
    assert values == {
        ("gender", "male"): 1,
        ("gender", "female"): 2,
        ("age", "67"): 1,
        ("age", "25"): 2,
    }
    skipped = {each.what: each.n for each in project.report.skipped}
    assert skipped["times of transcripts"] == 13
    assert skipped["codings on regions of PDF pages"] == 4
    assert skipped["codings on regions of pictures"] == 2
    assert skipped["codings on stretches of video"] == 1
    assert skipped["graphs"] == 1
    assert skipped["texts"] == 8 + 3  # of the transcripts too
    transcripts = project.sources[project.sources.kind == "transcript"]
    assert len(transcripts) == project.report.counts["transcripts"] == 3
    films = project.sources[project.sources.kind == "video"].source
    assert transcripts.part_of.isin(films).all()
    assert "day to day log" in project.memos.text.str.cat()
    assert len(project.memos) == 4


def test_the_standards_own_example_has_braces():
    codes = read(REAL / STANDARD).codes
    assert codes.code_id[0] == "5215cc69-b628-4e02-afb9-9beeaee55808"
    assert codes.codable.tolist() == [False, True, True, False, True, True]
    assert codes.description[5] == "Democrats, socialists, or progressive independents"


@pytest.mark.parametrize("name", [NVIVO, MAC, QC])
def test_written_and_read_again_they_are_the_same(tmp_path, name):
    project = read(REAL / name)
    write_qdpx(project, tmp_path / "again.qdpx")
    again = read(tmp_path / "again.qdpx")
    for frame in ("sources", "codes", "coders", "attributes", "memos"):
        assert getattr(again, frame).equals(getattr(project, frame)), frame
    first, second = (
        each.codings.sort_values("coding").reset_index(drop=True) for each in (project, again)
    )
    assert second.equals(first)
    assert again.report.quotes_agreeing == again.report.quotes_checked > 0 or not len(first)
