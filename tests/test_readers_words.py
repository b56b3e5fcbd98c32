"""What readers skip and warn of stands in Swedish on Swedish pages."""

from __future__ import annotations

import pytest

import fuzz_files
import qualcoder_build as qualcoder
import refi_build as refi
from analys import tables
from analys.cli import main
from analys.loading import load
from analys.readers.positions import UNIT_NAMES
from builders import codebook

KINDS = ("qdpx", "qde", "qualcoder", "taguette", "table", "taguette_table", "workbook")


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_a_reader_is_left_in_english(tmp_path, kind):
    study = load(fuzz_files.KINDS[kind](tmp_path), codebook=codebook())
    english = {skipped.what for report in study.reports for skipped in report.skipped}
    english |= {skipped.why for report in study.reports for skipped in report.skipped}
    english |= {warning for report in study.reports for warning in report.warnings}
    table = tables.reading(study)
    assert english.isdisjoint({*table.frame["what"], *table.frame["why"]})


def test_units_are_swedish_within_a_warning(tmp_path):
    source = refi.source(refi.selection(0, 4, refi.coding()))
    path = refi.one_text(tmp_path, refi.whole(source, origin="NVivo"), "Kort text.")
    (tmp_path / "material.yaml").write_text(
        "title: T\nsynthetic: false\nprojects: project.qdpx\npositions: code point\n"
    )
    assert path.name == "project.qdpx"
    (why,) = tables.reading(load(tmp_path, codebook=codebook())).frame["why"]
    assert why.startswith("Positionerna räknas i kodpunkter, som det är sagt, och inte i UTF-16-e")


def test_every_unit_has_its_swedish():
    from analys.tables.sums import _said

    for name in UNIT_NAMES.values():
        assert _said("unit", name) != name


def test_a_material_without_interviews_is_not_built(tmp_path, capsys):
    database = qualcoder.Builder(tmp_path).rows(*qualcoder.BASIC).done()
    output = tmp_path / "out"
    assert main(["build", "00", "--material", str(database), "--output", str(output)]) == 2
    told = capsys.readouterr().err
    assert "p.qda: expected an interview with its text; found none in it." in told
    assert not output.exists()


def test_a_colour_that_only_has_a_name_is_left_out_of_an_export_and_told(tmp_path, capsys):
    database = qualcoder.Builder(tmp_path).rows(*qualcoder.BASIC)
    database.execute("UPDATE code_name SET color = 'green' WHERE cid = 1")
    out = tmp_path / "new" / "ut.qdpx"
    assert main(["export", str(database.done()), str(out)]) == 0
    assert "not in it: 1 colour of codes (only #RRGGBB can be written)" in capsys.readouterr().out
    assert out.is_file()


def test_a_folder_of_qualcoder_without_its_database_is_told(tmp_path, capsys):
    (tmp_path / "tom.qda").mkdir()
    assert main(["check", str(tmp_path / "tom.qda")]) == 1
    assert "tom.qda: expected data.qda, in which QualCoder keeps" in capsys.readouterr().err
