import sqlite3
import subprocess
from contextlib import closing

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.material import open_material
from analys.readers import read
from analys.readers.options import Options
from analys.readers.positions import (
    CODE_POINT,
    CODE_POINT_CRLF_1,
    UNIT_NAMES,
    UTF_16,
    UTF_16_CRLF_1,
)
from environments import environment
from qualcoder_build import BASIC, DATE, TABLES, Builder, coding, marked, text

SMILE = "\N{GRINNING FACE}"


def built(tmp_path, *rows, version=17, options=None, encoding="UTF-8", **how):
    path = Builder(tmp_path, version, encoding=encoding).rows(*BASIC, *rows).done()
    return read(path, options or Options(), **how)


def skipped(project):
    return {each.what: each.n for each in project.report.skipped}


@pytest.mark.parametrize("version", range(8, 18))
def test_every_version_is_read_alike(tmp_path, version):
    found = built(tmp_path, text(1, "Hej på dig"), coding(4, 6, "på"), version=version)
    row = found.codings.iloc[0]
    assert (row.coding, row.source, row.start, row.end, row.code_id, row.coder, row.quote) == (
        "1", "1", 4, 6, "cid:1", "anna", "på",
    )  # fmt: skip
    assert row.created == pd.Timestamp(DATE, tz="UTC")
    assert found.codes.path.tolist() == ["Relations", "Relations > Trust", "Role"]
    assert found.codes.codable.tolist() == [False, True, True]
    assert found.report.exporter == "QualCoder 3.5"
    assert found.report.quotes_agreeing == found.report.quotes_checked == 1
    assert found.report.warnings == found.report.settled == []


def test_the_folder_and_the_database_in_it_are_the_same(tmp_path):
    path = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej")).done()
    whole, inner = read(path), read(path / "data.qda")
    assert whole.codings.equals(inner.codings)
    assert whole.report.file == inner.report.file == "p.qda"


def test_a_material_is_a_project_or_names_its_folder(tmp_path):
    path = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej")).done()
    assert open_material(path).name == "p.qda"
    told = "title: x\nsynthetic: true\nprojects: [p.qda]\n"
    (tmp_path / "material.yaml").write_text(told, encoding="utf-8")
    assert open_material(tmp_path).projects == (path,)


def test_columns_tell_not_the_version_that_is_written(tmp_path):
    builder = Builder(tmp_path, 8).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej"))
    builder.execute("UPDATE project SET databaseversion = 'v17'")
    assert len(read(builder.done()).codings) == 1


def test_an_old_table_without_ids_of_codings_numbers_its_rows(tmp_path):
    tables = TABLES | {"code_text": TABLES["code_text"].replace("ctid integer primary key, ", "")}
    builder = Builder(tmp_path, 8, tables).rows(*BASIC, text(1, "Hej"))
    path = builder.rows(coding(0, 3, "Hej"), coding(0, 1, "H", cid=2)).done()
    assert read(path).codings.coding.tolist() == ["1", "2"]


def test_an_empty_project_is_read(tmp_path):
    found = read(Builder(tmp_path).done())
    assert not any(found.report.counts.values())
    assert found.report.skipped == found.report.warnings == []


def test_a_code_may_stand_in_a_code_which_goes_before_its_category(tmp_path):
    sub = ("code_name", {"cid": 3, "name": "Lost trust", "catid": 1, "supercid": 1})
    found = built(tmp_path, sub)
    assert found.codes.path.tolist() == [
        "Relations", "Relations > Trust", "Relations > Trust > Lost trust", "Role",
    ]  # fmt: skip
    assert found.codes.set_index("code_id").parent["cid:3"] == "cid:1"


def test_codes_of_one_name_in_two_categories_are_two(tmp_path):
    tables = TABLES | {"code_name": TABLES["code_name"].replace(", unique(name)", "")}
    builder = Builder(tmp_path, 17, tables).rows(
        ("code_cat", {"catid": 1, "name": "A"}),
        ("code_cat", {"catid": 2, "name": "B"}),
        ("code_name", {"cid": 1, "name": "Trust", "catid": 1}),
        ("code_name", {"cid": 2, "name": "Trust", "catid": 2}),
        text(1, "Hej"),
        coding(0, 3, "Hej", cid=2),
    )
    found = read(builder.done())
    assert found.codes.path.tolist() == ["A", "A > Trust", "B", "B > Trust"]
    assert found.codings.code_id.tolist() == ["cid:2"]


def test_categories_in_a_circle_are_cut_and_told(tmp_path):
    found = built(
        tmp_path,
        ("code_cat", {"catid": 7, "name": "A", "supercatid": 8}),
        ("code_cat", {"catid": 8, "name": "B", "supercatid": 7}),
        ("code_cat", {"catid": 9, "name": "C", "supercatid": 9}),
        ("code_name", {"cid": 3, "name": "Within", "catid": 8}),
    )
    paths = set(found.codes.path)
    assert {"A", "A > B", "A > B > Within", "C"} < paths
    assert found.report.warnings == ["2 circles of categories within one another; they are cut."]


def test_a_category_that_is_deleted_leaves_its_codes_at_the_root(tmp_path):
    found = built(tmp_path, ("code_name", {"cid": 3, "name": "Left", "catid": 99}))
    assert "Left" in set(found.codes.path)
    assert "1 codes and categories stand in one that is deleted" in found.report.warnings[0]


def test_categories_without_end_are_told(tmp_path):
    chain = [
        ("code_cat", {"catid": n, "name": f"K{n}", "supercatid": n - 1 if n > 10 else None})
        for n in range(10, 200)
    ]
    with pytest.raises(MaterialError, match="categories within categories, 100 deep at most"):
        built(tmp_path, *chain)


def test_two_coders_may_put_one_code_on_one_passage(tmp_path):
    rows = coding(0, 3, "Hej"), coding(0, 3, "Hej", owner="bo"), coding(1, 3, "ej", cid=2)
    found = built(tmp_path, text(1, "Hej"), *rows)
    assert found.codings.coder.tolist() == ["anna", "bo", "anna"]
    assert found.coders.coder_id.tolist() == ["anna", "bo"]
    assert found.report.counts["passages"] == 2


def test_a_coding_without_owner_has_no_coder(tmp_path):
    rows = coding(0, 3, "Hej", owner=""), coding(0, 1, "H", owner=None)
    found = built(tmp_path, text(1, "Hej"), *rows)
    assert found.codings.coder.isna().all()
    assert found.report.without_coder == 2


def test_the_coders_of_no_person_and_the_hidden_are_told(tmp_path):
    machine = "\N{PUSHPIN} Speaker coding"
    found = built(
        tmp_path,
        text(1, "Hej"),
        coding(0, 3, "Hej", owner=machine),
        coding(0, 3, "Hej", owner="bo"),
        ("coder_names", {"name": "bo", "visibility": 0}),
    )
    assert [warning[:40] for warning in found.report.warnings] == [
        "1 codings are by coders that are hidden ",
        "1 codings are by no person: QualCoder ma",
    ]


# Positions: what QualCoder's window writes, and what its search does.


def test_the_window_counts_utf_16_and_its_quotes_tell(tmp_path):
    full = f"Hej {SMILE} du. Ja {SMILE} just.\nNej då, inte alls."
    found = built(
        tmp_path, text(1, full), marked(full, "just.\nNej"), marked(full, "inte alls"),
        marked(full, "Hej"),
    )  # fmt: skip
    assert found.codings.quote.tolist() == ["just.\nNej", "inte alls", "Hej"]
    assert found.report.position_unit == UTF_16_CRLF_1
    (told,) = found.report.settled
    assert told == (
        f"positions are counted in {UNIT_NAMES[UTF_16_CRLF_1]}: 3 of 3 stored quotes agree so, "
        "1 in code points"
    )
    assert found.report.quotes_agreeing == 3


def test_code_points_are_taken_where_they_fit(tmp_path):
    full = f"Hej {SMILE} du"
    found = built(tmp_path, text(1, full), coding(6, 8, "du"))
    assert found.codings.quote.tolist() == ["du"]
    assert found.report.position_unit == CODE_POINT
    assert found.report.settled == []


def test_a_coding_by_search_among_those_of_the_window_keeps_its_own_count(tmp_path):
    full = f"{SMILE}{SMILE} Hej du. Tillit är allt, sa hon. Tillit kommer först."
    found = built(
        tmp_path,
        text(1, full),
        marked(full, "Hej du"),
        marked(full, "sa hon", cid=2),
        coding(full.index("Tillit"), full.index("Tillit") + 6, "Tillit"),
    )
    assert found.codings.quote.tolist() == ["Hej du", "sa hon", "Tillit"]
    assert found.report.quotes_agreeing == 3
    assert found.report.settled[1].startswith("1 codings are counted in code points, not in UTF-16")


def test_one_letter_is_not_moved_for_it_may_stand_there_by_chance(tmp_path):
    full = f"{SMILE} en man och en ko"
    rows = marked(full, "man och"), marked(full, "en ko"), coding(3, 4, "n")
    with pytest.raises(MaterialError, match="the stored quote 'n'"):
        built(tmp_path, text(1, full), *rows)


def test_a_quote_that_two_other_units_give_at_two_places_is_not_moved(tmp_path):
    full = f"{SMILE}{SMILE}ja,ja,ja,ja\r\nja,ja,ja,ja. Nej, aldrig. Jo, jo."
    at = full.index("Nej, aldrig")
    rows = coding(at, at + 11, "Nej, aldrig"), coding(17, 19, "ja")
    found = read(Builder(tmp_path).rows(*BASIC, text(1, full), *rows).done(), accept_positions=True)
    assert found.codings.start.tolist() == [at, 17]
    assert found.report.settled == []


@pytest.mark.parametrize(
    ("full", "place", "unit"),
    [
        ("Hej\r\ndu där", (4, 10), UTF_16_CRLF_1),
        ("Hej\r\ndu där", (5, 11), CODE_POINT),
        (f"{SMILE}{SMILE}Hej\r\ndu där", (8, 14), UTF_16_CRLF_1),
        (f"{SMILE}{SMILE}Hej\r\ndu där", (9, 15), UTF_16),
        (f"{SMILE}{SMILE}Hej\r\ndu där", (6, 12), CODE_POINT_CRLF_1),
    ],
)
def test_a_crlf_counts_one_in_the_window(tmp_path, full, place, unit):
    found = built(tmp_path, text(1, full), coding(*place, "du där"))
    assert found.codings.quote.tolist() == ["du där"]
    assert found.report.position_unit == unit


def test_a_unit_that_is_asked_for_is_taken_as_it_is(tmp_path):
    full = f"Hej {SMILE} du och jag"
    rows = text(1, full), marked(full, "du och")
    with pytest.raises(MaterialError, match="write `positions: utf-16`"):
        built(tmp_path, *rows, options=Options(positions=CODE_POINT))


def test_a_bom_that_qualcoder_left_in_the_text_is_counted_and_then_dropped(tmp_path):
    rows = coding(1, 4, "Hej"), coding(0, 4, "\ufeffHej", cid=2)
    note = ("annotation", {"fid": 1, "pos0": 5, "pos1": 7, "memo": "du?", "owner": "anna"})
    found = built(tmp_path, text(1, "\ufeffHej du"), *rows, note)
    assert found.text("1") == "Hej du"
    assert found.codings[["start", "end"]].to_numpy().tolist() == [[0, 3], [0, 3]]
    assert found.codings.quote.tolist() == ["Hej", "Hej"]
    assert found.memos[["start", "end"]].to_numpy().tolist() == [[4, 6]]
    assert found.sources.characters.tolist() == [6]


def test_a_bom_is_none_to_the_window(tmp_path):
    rows = coding(0, 3, "Hej"), coding(4, 6, "du"), coding(5, 7, "du", cid=2)
    found = built(tmp_path, text(1, "\ufeffHej du"), *rows)
    assert found.codings[["start", "end"]].to_numpy().tolist() == [[0, 3], [4, 6], [4, 6]]
    assert found.codings.quote.tolist() == ["Hej", "du", "du"]


def test_quotes_of_another_text_are_refused_or_accepted(tmp_path):
    rows = text(1, "Hej du"), coding(0, 3, "Nej")
    path = Builder(tmp_path).rows(*BASIC, *rows).done()
    with pytest.raises(MaterialError, match=r"source '1\.txt', coding 1, 0 to 3: .* 'Nej'"):
        read(path)
    found = read(path, accept_positions=True)
    assert found.report.accepted
    assert found.report.fits[UTF_16] == 0


def test_places_without_room_are_told_with_their_coding(tmp_path):
    rows = coding(0, 99, "Hej"), coding(3, 1, "Hej"), coding(-1, 1, "Hej")
    with pytest.raises(MaterialError) as caught:
        built(tmp_path, text(1, "Hej"), *rows)
    assert [problem.found for problem in caught.value.problems] == ["0 to 99", "3 to 1", "-1 to 1"]
    assert caught.value.problems[0].place == "source '1.txt', coding 1"


def test_a_place_that_is_no_number_is_told(tmp_path):
    with pytest.raises(MaterialError, match="coding 1: expected two whole numbers"):
        built(tmp_path, text(1, "Hej"), coding("first", 3, "Hej"))


def test_a_coding_without_a_stored_quote_is_placed_unchecked(tmp_path):
    found = built(tmp_path, text(1, "Hej"), coding(0, 3, None))
    assert found.codings.quote.tolist() == ["Hej"]
    assert found.report.quotes_checked == 0
    assert found.report.settled == []


def test_that_no_quote_tells_how_places_are_counted_is_told(tmp_path):
    found = built(tmp_path, text(1, f"Hej {SMILE} du"), coding(0, 3, "Hej"), coding(6, 8, None))
    assert found.codings.quote.tolist() == ["Hej", "du"]
    assert found.report.settled == [
        (
            "no stored quote tells how positions are counted: 1 places are taken as counted as "
            "'code point', unproved"
        )
    ]


# What is left over, and what is not text.


def test_codings_on_deleted_files_and_with_deleted_codes_are_counted(tmp_path):
    rows = coding(0, 1, "H", fid=9), coding(0, 1, "H", cid=9), coding(0, 3, "Hej")
    found = built(tmp_path, text(1, "Hej"), *rows)
    assert skipped(found) == {"codings on deleted files": 1, "codings with deleted codes": 1}
    assert found.report.counts["codings"] == 1
    assert found.report.counts["codings skipped"] == 2


def test_codings_on_pictures_and_recordings_are_counted(tmp_path):
    found = built(
        tmp_path,
        text(1, None, "a.png", mediapath="/images/a.png"),
        text(2, None, "a.mp3", mediapath="/audio/a.mp3"),
        text(3, None, "b.mp4", mediapath="video:C:/b.mp4"),
        ("code_image", {"id": 1, "cid": 1, "memo": "look"}),
        ("code_av", {"id": 2, "cid": 1, "memo": ""}),
        ("code_av", {"id": 3, "cid": 1}),
    )
    assert skipped(found) == {
        "pictures": 1,
        "audio files": 1,
        "video files": 1,
        "codings on areas of pictures and pages": 1,
        "codings on stretches of audio and video": 2,
        "memos of codings on pictures, audio and video": 1,
    }
    assert found.report.counts["codings skipped"] == 3
    assert found.sources.kind.tolist() == ["picture", "audio", "video"]
    assert found.sources.characters.isna().all()


def test_a_transcript_is_part_of_its_recording(tmp_path):
    found = built(
        tmp_path,
        text(1, None, "a.mp3", mediapath="audio:/home/a.mp3", av_text_id=2),
        text(2, "Hej", "a.mp3.txt"),
        coding(0, 3, "Hej", fid=2),
    )
    assert found.sources.kind.tolist() == ["audio", "transcript"]
    assert found.sources.part_of.tolist()[1] == "1"
    assert found.codings.quote.tolist() == ["Hej"]


def test_a_pdf_is_read_by_its_text(tmp_path):
    row = text(1, "Hej", "a.pdf", mediapath="/docs/a.pdf")
    found = built(tmp_path, row, coding(0, 3, "Hej"))
    assert found.sources.kind.tolist() == ["pdf"]
    assert found.text("1") == "Hej"


def test_a_file_without_its_text_is_told(tmp_path):
    found = built(tmp_path, text(1, None), coding(0, 3, "Hej"))
    assert skipped(found) == {"texts": 1, "codings on files without a text": 1}
    with pytest.raises(MaterialError, match="expected a source with a text"):
        found.text("1")


def test_graphs_references_and_marks_of_importance_are_counted(tmp_path):
    found = built(
        tmp_path,
        text(1, "Hej"),
        coding(0, 3, "Hej", important=1),
        coding(0, 1, "H", important=0),
        ("graph", {"name": "g"}),
        ("ris", {"risid": 1, "tag": "TI"}),
    )
    assert skipped(found) == {
        "marks that a coding is important": 1,
        "graphs": 1,
        "lines of references": 1,
    }


# Cases, attributes, memos.

CASES = (
    ("cases", {"caseid": 1, "name": "Alpköping", "memo": "north"}),
    ("cases", {"caseid": 2, "name": "Björkstad"}),
)


def test_a_case_holds_files_and_parts_of_files(tmp_path):
    found = built(
        tmp_path,
        *CASES,
        text(1, f"Hej {SMILE} du"),
        text(2, None, "a.png", mediapath="/images/a.png"),
        ("case_text", {"caseid": 1, "fid": 1, "pos0": 0, "pos1": 8}),
        ("case_text", {"caseid": 1, "fid": 2, "pos0": 0, "pos1": 0}),
        ("case_text", {"caseid": 2, "fid": 1, "pos0": 0, "pos1": 3}),
        ("case_text", {"caseid": 2, "fid": 1, "pos0": 0, "pos1": 9}),
        ("case_text", {"caseid": 9, "fid": 1, "pos0": 0, "pos1": 3}),
    )
    assert found.cases.name.tolist() == ["Alpköping", "Björkstad"]
    assert found.cases.description.tolist()[0] == "north"
    links = found.case_sources.astype(object).where(found.case_sources.notna(), None)
    assert links.to_numpy().tolist() == [
        ["1", "1", None, None], ["1", "2", None, None], ["2", "1", 0, 3], ["2", "1", None, None],
    ]  # fmt: skip
    assert skipped(found)["links between cases and files"] == 1


def test_places_without_a_quote_count_as_the_window_does(tmp_path):
    note = {"fid": 1, "pos0": 7, "pos1": 9, "memo": "who?", "owner": "bo"}
    full = f"Hej {SMILE} du"
    found = built(tmp_path, text(1, full), ("annotation", note), coding(0, 3, "Hej"))
    assert found.memos[["start", "end"]].to_numpy().tolist() == [[6, 8]]
    assert "1 places without a quote are taken as counted in UTF-16" in found.report.warnings[0]


def test_places_without_a_quote_count_as_the_quotes_do(tmp_path):
    note = {"fid": 1, "pos0": 6, "pos1": 8, "memo": "who?", "owner": "bo"}
    full = f"Hej {SMILE} du"
    found = built(tmp_path, text(1, full), ("annotation", note), coding(6, 8, "du"))
    assert found.memos[["start", "end"]].to_numpy().tolist() == [[6, 8]]
    assert found.report.warnings == []


def test_an_annotation_that_reaches_out_of_its_text_is_cut(tmp_path):
    note = {"fid": 1, "pos0": 1, "pos1": 99, "memo": "who?", "owner": "bo"}
    found = built(tmp_path, text(1, "Hej"), ("annotation", note))
    assert found.memos[["start", "end"]].to_numpy().tolist() == [[1, 3]]
    assert "1 places without a quote reach out of their text" in found.report.warnings[0]


def test_values_of_cases_and_files_have_a_type(tmp_path):
    kinds = {"kso": "numeric", "share": "numeric", "side": "character", "odd": "numeric"}
    types = [("attribute_type", {"name": name, "valuetype": kind}) for name, kind in kinds.items()]
    given = [
        ("kso", "case", "1", 1), ("kso", "case", "-2", 2), ("share", "case", "0.5", 1),
        ("share", "case", "1", 2), ("side", "file", "höger", 1), ("odd", "file", "1_0", 1),
        ("unknown", "file", "x", 1), ("kso", "file", "", 1), ("side", "journal", "x", 1),
        ("side", "case", "x", 9),
    ]  # fmt: skip
    values = [
        ("attribute", dict(zip(("name", "attr_type", "value", "id"), row, strict=True)))
        for row in given
    ]
    found = built(tmp_path, *CASES, text(1, "Hej"), *types, *values)
    assert found.attributes.to_numpy().tolist() == [
        ["case", "1", "kso", "1", "integer"],
        ["case", "2", "kso", "-2", "integer"],
        ["case", "1", "share", "0.5", "float"],
        ["case", "2", "share", "1", "float"],
        ["source", "1", "side", "höger", "text"],
        ["source", "1", "odd", "1_0", "text"],
        ["source", "1", "unknown", "x", "text"],
    ]
    assert skipped(found) == {"values of a journal": 1, "values of a case": 1}
    assert "1 attributes are numeric but hold words" in found.report.warnings[0]


def test_memos_keep_their_places_and_writers(tmp_path):
    found = built(
        tmp_path,
        *CASES,
        text(1, "Hej du", memo="a file", owner="bo"),
        coding(0, 3, "Hej", memo="a coding"),
        ("annotation", {"fid": 1, "pos0": 4, "pos1": 6, "memo": "a note", "owner": "eva"}),
        ("annotation", {"fid": 9, "pos0": 4, "pos1": 6, "memo": "left", "owner": "eva"}),
        ("case_text", {"caseid": 1, "fid": 1, "pos0": 0, "pos1": 3, "memo": "a part"}),
        ("journal", {"name": "Day 1", "jentry": "We began."}),
    )
    memos = found.memos.astype(object).where(found.memos.notna(), None)
    assert memos.to_numpy().tolist() == [
        ["memo of file 1", "1", None, None, "a file", "bo"],
        ["memo of coding 1", "1", 0, 3, "a coding", "anna"],
        ["annotation 1", "1", 4, 6, "a note", "eva"],
        ["memo of part 1 of a case", "1", 0, 3, "a part", None],
        ["journal 1", None, None, None, "Day 1\n\nWe began.", None],
    ]
    assert found.coders.name.tolist() == ["anna", "bo", "eva"]
    assert found.codes.set_index("code_id").description["cid:2"] == "who does what"
    assert skipped(found) == {"annotations": 1}


def test_the_projects_memo_is_a_memo(tmp_path):
    builder = Builder(tmp_path).execute("UPDATE project SET memo = 'why'")
    assert read(builder.done()).memos.text.tolist() == ["why"]


def test_a_date_that_is_none_is_counted(tmp_path):
    found = built(tmp_path, text(1, "Hej"), coding(0, 3, "Hej", date="yesterday"))
    assert found.codings.created.isna().all()
    assert found.report.warnings == ["1 dates cannot be read."]


# What another program wrote.

NEW_PROJECT = """
import sys
from exegete.new_project import about_line, creation_statements, write_project
write_project(sys.argv[1], creation_statements("anna", about_line("4.0"), "2026-10-02"))
"""


def test_a_project_of_another_program_in_the_format_of_qualcoder_4_is_read(tmp_path):
    path, full = tmp_path / "p.qda", f"Hej {SMILE} du.\r\nJa, tillit."
    python = environment("exegete==0.15.1a1")
    subprocess.run([python, "-c", NEW_PROJECT, path], check=True)
    assert not any(read(path).report.counts.values())
    with closing(sqlite3.connect(path / "data.qda")) as database, database:
        for table, cells in [*BASIC, text(1, full), coding(16, 22, "tillit")]:
            marks = ", ".join("?" * len(cells))
            statement = f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({marks})"
            database.execute(statement, list(cells.values()))
    found = read(path)
    assert found.codings.quote.tolist() == ["tillit"]
    assert found.report.warnings == found.report.skipped == []


def test_a_database_in_utf_16_is_read(tmp_path):
    found = built(tmp_path, text(1, f"Hej {SMILE} på"), coding(6, 8, "på"), encoding="UTF-16le")
    assert found.codings.quote.tolist() == ["på"]


# Damage.


@pytest.mark.parametrize("table", ["source", "code_text"])
def test_text_that_is_not_utf_8_is_told_with_its_table(tmp_path, table):
    column = {"source": "fulltext", "code_text": "seltext"}[table]
    builder = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej"))
    builder.execute(f"UPDATE {table} SET {column} = CAST(x'48E56A' AS TEXT)")
    with pytest.raises(MaterialError, match=f"table {table}, the first row: expected text in UTF"):
        read(builder.done())


def test_a_database_that_is_cut_short_is_told(tmp_path):
    builder = Builder(tmp_path).rows(*BASIC, text(1, "Hej " * 50_000), coding(0, 3, "Hej"))
    data = builder.done() / "data.qda"
    whole = data.read_bytes()
    for share in (0.1, 0.5, 0.9):
        data.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(MaterialError, match="a damaged SQLite database"):
            read(data)


def test_a_missing_table_and_a_missing_column_are_told_together(tmp_path):
    builder = Builder(tmp_path).execute("DROP TABLE code_text")
    builder.execute("ALTER TABLE source RENAME COLUMN fulltext TO words")
    with pytest.raises(MaterialError) as caught:
        read(builder.done())
    assert [problem.place for problem in caught.value.problems] == [
        "table source",
        "table code_text",
    ]


def test_tables_that_not_every_project_needs_may_be_missing(tmp_path):
    builder = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej"))
    for table in set(TABLES) - {"source", "code_text", "code_name"}:
        builder.execute(f"DROP TABLE {table}")
    found = read(builder.done())
    assert found.report.exporter == "QualCoder"
    assert len(found.codings) == 1


def test_an_id_that_stands_twice_is_told(tmp_path):
    tables = TABLES | {"source": TABLES["source"].replace(" primary key", "")}
    builder = Builder(tmp_path, 17, tables).rows(text(1, "a", "a"), text(1, "b", "b"))
    with pytest.raises(MaterialError, match="table source: expected each id once; found 1 2 times"):
        read(builder.done())


def test_a_database_that_its_tool_has_not_closed_is_told(tmp_path):
    path = Builder(tmp_path).done()
    (path / "data.qda-wal").write_bytes(b"more")
    with pytest.raises(MaterialError, match="Close the tool that has it open"):
        read(path)


def test_a_database_in_the_midst_of_a_change_is_told(tmp_path):
    path = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej")).done()
    with closing(sqlite3.connect(path / "data.qda")) as database:
        database.execute("PRAGMA cache_size = 1")
        for key in range(2, 50):
            row = (key, f"{key}.txt", "Hej " * 2000)
            database.execute("INSERT INTO source(id, name, fulltext) VALUES (?, ?, ?)", row)
        with pytest.raises(MaterialError, match=r"more in data\.qda-journal"):
            read(path)
        database.rollback()
    assert len(read(path).sources) == 1


def test_reading_leaves_the_project_as_it_was(tmp_path):
    path = Builder(tmp_path).rows(*BASIC, text(1, "Hej"), coding(0, 3, "Hej")).done()
    before = (path / "data.qda").read_bytes()
    read(path)
    assert [file.name for file in path.iterdir()] == ["data.qda"]
    assert (path / "data.qda").read_bytes() == before


# Laws.

PIECES = st.sampled_from(["hej ", "å", SMILE, "\r\n", "\n", "e\N{COMBINING ACUTE ACCENT}", "ja, "])
TEXTS = st.lists(PIECES, min_size=1, max_size=20).map("".join)


@st.composite
def projects(draw):
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    codings = set()
    for _ in range(draw(st.integers(0, 12))):
        fid = draw(st.integers(1, len(texts)))
        start, end = sorted(
            draw(st.lists(st.integers(0, len(texts[fid - 1])), min_size=2, max_size=2))
        )
        codings.add((fid, start, end, draw(st.integers(1, 2)), draw(st.sampled_from("ab"))))
    return texts, sorted(codings)


@settings(deadline=None, max_examples=30)
@given(projects(), st.sampled_from([8, 12, 17]))
def test_what_is_written_in_code_points_is_read_back(tmp_path_factory, made, version):
    texts, codings = made
    rows = [text(at, full) for at, full in enumerate(texts, 1)]
    for fid, start, end, cid, owner in codings:
        rows.append(coding(start, end, texts[fid - 1][start:end], cid, fid, owner=owner))
    found = built(tmp_path_factory.mktemp("law"), *rows, version=version)
    assert [
        (int(row.source), row.start, row.end, int(row.code_id.removeprefix("cid:")), row.coder)
        for row in found.codings.itertuples()
    ] == codings
    assert [found.text(str(at)) for at in range(1, len(texts) + 1)] == texts
    assert found.report.quotes_agreeing == len(codings)
    assert found.report.position_unit == CODE_POINT


@settings(deadline=None, max_examples=30)
@given(projects())
def test_what_the_window_wrote_gives_its_own_quotes(tmp_path_factory, made):
    texts, codings = made
    rows = [text(at, full) for at, full in enumerate(texts, 1)]
    quotes = {}
    for fid, start, end, cid, owner in codings:
        full = texts[fid - 1]
        # Nobody can mark half of a line's end.
        start, end = (at - (full[at - 1 : at + 1] == "\r\n") for at in (start, end))
        row = marked(full, full[start:end], cid=cid, fid=fid, owner=owner)
        quotes.setdefault(str(row), (full[start:end], row))
    found = built(tmp_path_factory.mktemp("law"), *rows, *(row for _, row in quotes.values()))
    # Its sign for a line's end does not tell which end it was.
    assert [quote.replace("\r\n", "\n") for quote in found.codings.quote] == [
        quote.replace("\r\n", "\n") for quote, _ in quotes.values()
    ]
    assert found.report.quotes_agreeing == len(quotes)
