import sqlite3

import pandas as pd
import pytest

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.positions import CODE_POINT

SMILE = "\N{GRINNING FACE}"
TABLES = (
    "project (databaseversion text, date text, dateM text, memo text, about text, imageDir text)",
    "source (name text, id integer, file text, memo text, owner text, status integer)",
    "freecode (name text, memo text, owner text, id integer, status integer, color text)",
    "treecode (cid integer, catid integer, status integer, owner text)",
    "codecat (name text, cid integer, catid integer, memo text, status integer)",
    "coding (cid, fid, seltext, selfirst real, selend real, status, owner, date, memo)",
    "coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, status integer)",
    "cases (name text, memo text, id integer, status integer)",
    "caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer)",
    "attributes (name text, status integer, class text)",
    "caseAttr (variable text, value text, caseID integer, status integer)",
    "fileAttr (variable text, value text, fileID integer)",
    "journal (name text, journal text, owner text, status integer)",
    "annotation (fid integer, position integer, annotation text, owner text, status integer)",
    "imageCoding (cid integer, iid integer, status integer)",
    "image (name text, id integer, status integer)",
    "filecat (name text, catid integer, status integer)",
)


def built(tmp_path, *rows, without=()):
    """A project with file 1 and codes 1 and 2 of rows (table, cells); they are alive."""
    path = tmp_path / "p.rqda"
    database = sqlite3.connect(path)
    for table in TABLES:
        if table.split()[0] not in without:
            database.execute(f"CREATE TABLE {table}")
    basic = [
        ("source", {"id": 1, "name": "a", "file": f"Hej {SMILE} du"}),
        ("freecode", {"id": 1, "name": "Trust", "color": "green"}),
        ("freecode", {"id": 2, "name": "Role", "memo": "who"}),
    ]
    for table, cells in [row for row in basic if row[0] not in without] + list(rows):
        cells = {"status": 1, **cells} if table not in {"project", "fileAttr"} else cells
        marks = ", ".join("?" * len(cells))
        statement = f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({marks})"
        database.execute(statement, list(cells.values()))
    database.commit()
    database.close()
    return path


def coding(start, end, quote, **more):
    cells = {"cid": 1, "fid": 1, "selfirst": start, "selend": end, "seltext": quote}
    more = {"owner": "anna", "date": "Sun May  5 07:08:09 2024", **more}
    return "coding", {**cells, **more}


def test_codings_are_read_in_code_points(tmp_path):
    found = read(built(tmp_path, coding(6.0, 8.0, "du", memo="him"), coding(0, 3, "Hej", cid=2)))
    assert found.codings[["start", "end"]].to_numpy().tolist() == [[6, 8], [0, 3]]
    assert found.codings.code_id.tolist() == ["cid:1", "cid:2"]
    assert found.codings.quote.tolist() == ["du", "Hej"]
    assert found.codings.created[0] == pd.Timestamp("2024-05-05 07:08:09", tz="UTC")
    assert found.memos.text.tolist() == ["him"]
    assert (found.report.exporter, found.report.position_unit) == ("RQDA", CODE_POINT)
    assert found.report.quotes_agreeing == 2
    assert found.report.settled == found.report.warnings == []


def test_only_rows_that_are_alive_are_read(tmp_path):
    found = read(
        built(
            tmp_path,
            coding(0, 3, "Hej", status=0),
            coding(0, 3, "Hej", status=-1),
            ("source", {"id": 2, "name": "b", "file": "x", "status": 0}),
            ("freecode", {"id": 3, "name": "Gone", "status": 0}),
            coding(0, 1, "x", fid=2),
            coding(0, 1, "H", cid=3),
        )
    )
    assert len(found.codings) == 0
    assert found.codes.name.tolist() == ["Trust", "Role"]
    assert {each.what: each.n for each in found.report.skipped} == {
        "codings on deleted files": 1,
        "codings with deleted codes": 1,
    }


def test_a_code_in_two_categories_is_in_the_first(tmp_path):
    found = read(
        built(
            tmp_path,
            ("codecat", {"catid": 1, "name": "A"}),
            ("codecat", {"catid": 2, "name": "B"}),
            ("codecat", {"catid": 3, "name": "Gone", "status": 0}),
            ("treecode", {"cid": 2, "catid": 3}),
            ("treecode", {"cid": 1, "catid": 2}),
            ("treecode", {"cid": 1, "catid": 1}),
        )
    )
    assert found.codes.path.tolist() == ["A", "B", "B > Trust", "Role"]
    assert found.report.warnings == ["1 codes stand in a further category; the first is taken."]


def test_cases_values_and_notes(tmp_path):
    found = read(
        built(
            tmp_path,
            ("cases", {"id": 1, "name": "Alpköping", "memo": "north"}),
            ("caselinkage", {"caseid": 1, "fid": 1, "selfirst": 0, "selend": 8}),
            ("caselinkage", {"caseid": 1, "fid": 1, "selfirst": 4, "selend": 8}),
            ("caselinkage", {"caseid": 2, "fid": 1, "selfirst": 4, "selend": 8}),
            ("attributes", {"name": "kso", "class": "numeric"}),
            ("caseAttr", {"variable": "kso", "value": "1", "caseID": 1}),
            ("caseAttr", {"variable": "kso", "value": "2", "caseID": 1, "status": 0}),
            ("fileAttr", {"variable": "side", "value": "höger", "fileID": 1}),
            ("fileAttr", {"variable": "side", "value": "höger", "fileID": 9}),
            ("annotation", {"fid": 1, "position": 6, "annotation": "who?", "owner": "bo"}),
            ("journal", {"name": "Day 1", "journal": "We began."}),
            ("project", {"memo": "why"}),
        )
    )
    assert found.case_sources.start.isna().tolist() == [True, False]
    assert found.attributes.to_numpy().tolist() == [
        ["case", "1", "kso", "1", "integer"],
        ["source", "1", "side", "höger", "text"],
    ]
    assert found.memos.text.tolist() == ["why", "who?", "Day 1\n\nWe began."]
    assert found.memos.start.tolist()[1] == 6
    assert {each.what: each.n for each in found.report.skipped} == {
        "links between cases and files": 1,
        "values of a source": 1,
    }


def test_what_is_not_read_is_counted_where_it_is_alive(tmp_path):
    found = read(
        built(
            tmp_path,
            ("coding2", {"cid": 1, "fid": 1}),
            ("imageCoding", {"cid": 1}),
            ("imageCoding", {"cid": 1, "status": 0}),
            ("image", {"id": 1}),
            ("filecat", {"catid": 1}),
        )
    )
    assert {each.what: each.n for each in found.report.skipped} == {
        "pictures": 1,
        "categories of files": 1,
        "codings of the second round": 1,
        "codings on areas of pictures": 1,
    }
    assert found.report.counts["codings skipped"] == 2


def test_the_coder_that_nobody_named_is_told(tmp_path):
    found = read(built(tmp_path, coding(0, 3, "Hej", owner="default")))
    assert found.report.warnings[0].startswith("1 codings are by 'default'")


def test_an_old_project_has_fewer_tables(tmp_path):
    later = {"coding2", "imageCoding", "image", "annotation", "journal", "attributes", "filecat"}
    found = read(built(tmp_path, coding(0, 3, "Hej"), without=later))
    assert len(found.codings) == 1


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(MaterialError, match="table coding: expected a table of RQDA"):
        read(built(tmp_path, without={"coding"}))
