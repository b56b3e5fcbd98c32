"""`analys export`: project, codebook or tables, whole or not at all; and what each cannot hold."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

import refi_build as refi
from analys import readers
from analys.checking import told
from analys.cli import main
from analys.loading import load
from analys.readers.tabular import read_table
from builders import ROOT, codebook

DEMO = str(ROOT / "data" / "demo")


def values(**named: str) -> str:
    """Values of variables, which `variables` declares."""
    return "".join(
        f'<VariableValue><VariableRef targetGUID="{refi.guid(KEYS[name])}"/>'
        f"<TextValue>{value}</TextValue></VariableValue>"
        for name, value in named.items()
    )


KEYS = {
    name: 0x700 + n
    for n, name in enumerate(["Roll", "Storlek", "minutes", "kön", "Intervjudatum", "Kommun"])
}
KEYS |= {"Datum": 0x7F0, "population": 0x7F1}
VARIABLES = "".join(
    f'<Variable guid="{refi.guid(key)}" name="{name}" typeOfVariable="Text"/>'
    for name, key in KEYS.items()
)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A tool's project with codes, colours, notes and variables of its own."""
    codes = (
        f'<Code guid="{refi.TRUST}" name="Tillit" isCodable="true" color="#aabbcc">'
        f"<Description>Vår egen</Description></Code>"
        f'<Code guid="{refi.ROLE}" name="GZ.gyllene" isCodable="true"/>'
    )
    note = refi.guid(0x900)
    coded = refi.selection(
        0, 4, refi.coding(), refi.coding(refi.ROLE, 0x2001), f'<NoteRef targetGUID="{note}"/>'
    )
    said = values(Roll="Kommunchef", minutes="lång", kön="kvinna", Datum="2011-09-09T00:00:00")
    text = refi.source(coded, said)
    case = (
        f'<Case guid="{refi.guid(0x50)}" name="Ekby">{values(Storlek="Small", population="8900")}'
        f'<SourceRef targetGUID="{refi.TEXT}"/></Case><Case guid="{refi.guid(0x51)}" name="Eva"/>'
    )
    notes = f'<Notes><Note guid="{note}"><PlainTextContent>Obs!</PlainTextContent></Note></Notes>'
    xml = refi.project(
        refi.USERS,
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>",
        f"<Variables>{VARIABLES}</Variables>",
        f"<Cases>{case}</Cases>",
        refi.sources(text),
        notes,
    )
    return refi.one_text(tmp_path, xml, "Kort text.")


def test_variables_that_go_by_our_names_tell_where_no_table_does(foreign):
    study = load(foreign, codebook=codebook())
    (interview,) = study.interviews.to_dict("records")
    assert [interview[name] for name in ("case", "role", "role_group")] == [
        "Ekby",
        "kc",
        "official",
    ]
    assert interview["date"] == pd.Timestamp("2011-09-09")
    assert pd.isna(interview["minutes"])
    # Eva is a case of the file with nothing of ours: whatever she is, no municipality.
    assert study.cases[["case", "size", "population"]].values.tolist() == [["Ekby", "liten", 8900]]
    (warning,) = [line for line in study.reports[0].warnings if "minutes" in line]
    assert warning.startswith("1 values of minutes (sources) are left out: 'lång' cannot be read")
    assert [gap.english.partition(" (")[0] for gap in study.gaps] == [
        "times in post for kso and kc",
        "events in the municipalities",
    ]


def test_a_project_of_ones_own_keeps_its_notes_colours_and_variables(foreign, tmp_path, capsys):
    out = tmp_path / "out.qdpx"
    assert main(["export", str(foreign), str(out)]) == 0
    found = readers.read(out)
    codes = found.codes.set_index("name")
    assert codes.loc["Tillit", ["color", "description"]].tolist() == ["#aabbcc", "Vår egen"]
    assert not codes.loc["GZ Gråzonsdilemmat", "codable"]
    assert codes.loc["GZ.gyllene Gråzonen som gyllene zon", "codable"]
    assert found.memos[["text", "start", "end"]].values.tolist() == [["Obs!", 0, 4]]
    said = found.attributes.set_index("name")["value"]
    assert said["kön"] == "kvinna"
    assert said["minutes"] == "lång"
    types = found.attributes.set_index("name")["type"]
    assert types[["population", "date", "role"]].tolist() == ["integer", "date", "text"]
    assert "  not in it: 1 case of the files (they are no munic" in capsys.readouterr().out


def test_the_demo_as_a_project_says_what_it_cannot_hold(tmp_path, capsys):
    out = tmp_path / "out.qdpx"
    assert main(["export", DEMO, str(out)]) == 0
    said = capsys.readouterr().out
    assert "56 texts, 113 codes, 1,513 codings, 2 coders, 10 cases" in said
    assert "not in it: 67 spells (REFI-QDA has no place for them" in said
    assert "not in it: 116 events" in said
    lines, error = told(out)
    assert error is None
    assert any("10 municipalities, 56 interviews, 0 spells, 0 events" in line for line in lines)
    assert not any("warning" in line for line in lines)


def test_codings_on_a_text_that_is_not_there_are_told(tmp_path, capsys):
    missing = refi.source(refi.coding(key=0x2005), key=refi.OTHER, name="Borta")
    whole = refi.whole(refi.source(refi.selection(0, 4, refi.coding())), missing)
    assert main(["export", str(refi.one_text(tmp_path, whole, "Text")), f"{tmp_path}/a.qdpx"]) == 0
    said = capsys.readouterr().out
    assert "1 text, 115 codes, 1 coding" in said
    assert "not in it: 1 coding (their texts are not with the files)" in said


def test_the_codebook_alone(tmp_path, capsys):
    out = tmp_path / "out.qdc"
    assert main(["export", DEMO, str(out)]) == 0
    assert "56 interviews and 1,513 codings (a .qdc holds codes alone)" in capsys.readouterr().out
    root = ElementTree.parse(out).getroot()
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    assert [child.tag.rpartition("}")[2] for child in root] == ["Codes"]
    for code in root.iter("{urn:QDA-XML:codebook:1.0}Code"):
        assert {"guid", "name", "isCodable"} <= set(code.attrib)
        inner = [child.tag.rpartition("}")[2] for child in code]
        assert inner == sorted(inner, key=["Description", "Code"].index)
        assert inner.count("Description") == 1
    found = readers.read(out).codes.set_index("name")
    assert "The grey-zone dilemma" in found.loc["GZ Gråzonsdilemmat", "description"]
    assert len(found) == len(codebook().frame())


def test_tables_are_read_again_as_they_were(tmp_path, capsys):
    folder = tmp_path / "tables"
    assert main(["export", DEMO, str(folder)]) == 0
    study = load(DEMO, codebook=codebook())
    assert "1,513 codings, 67 spells" in capsys.readouterr().out
    stored = pd.read_parquet(folder / "codings.parquet")
    pd.testing.assert_frame_equal(stored, study.all_codings)
    for name in ("cases", "interviews", "spells", "events"):
        assert len(read_table(folder / f"{name}.csv")) == len(getattr(study, name))
    raw = (folder / "cases.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfcase,population,size")
    assert read_table(folder / "cases.csv")["shift"].isin(["true", "false"]).all()
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "| shift | true or false |" in readme
    assert "Synthetic" in readme


def test_the_tables_serve_as_those_of_a_material(tmp_path):
    folder = tmp_path / "again"
    assert main(["export", DEMO, str(folder), "--format", "csv"]) == 0
    assert main(["export", DEMO, str(folder / "p.qdpx")]) == 0
    names = ("cases", "interviews", "spells", "events")
    listed = "".join(f"{name}: {name}.csv\n" for name in names)
    text = f"title: Igen\nsynthetic: true\nprojects: p.qdpx\n{listed}"
    (folder / "material.yaml").write_text(text, encoding="utf-8")
    first, second = (load(path, codebook=codebook()) for path in (DEMO, folder))
    for name in names:
        pd.testing.assert_frame_equal(getattr(second, name), getattr(first, name))
    assert not second.gaps


@pytest.mark.parametrize("name", ["out.qdpx", "out.qdc", "tables/"])
def test_what_is_there_is_not_written_over(foreign, tmp_path, name, capsys):
    target = str(tmp_path / name) + ("/" if name.endswith("/") else "")
    assert main(["export", str(foreign), target]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["export", DEMO, target]) == 2
    assert "Name another, or write over it with --force." in capsys.readouterr().err
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before
    assert main(["export", DEMO, target, "--force"]) == 0


def test_a_folder_keeps_what_is_not_ours_and_no_table_of_an_earlier_format(foreign, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("kvar", encoding="utf-8")
    assert main(["export", str(foreign), str(folder), "--format", "parquet"]) == 0
    assert main(["export", str(foreign), str(folder), "--format", "csv", "--force"]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"letter.txt", "codings.csv", "README.md"} <= names
    assert not [name for name in names if name.endswith(".parquet")]


def test_tables_that_cannot_be_written_whole_leave_nothing(foreign, tmp_path, monkeypatch):
    def broken(*_: object) -> object:
        yield "cases.csv", b""
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analys.tidy.files", broken)
    before = sorted(tmp_path.iterdir())
    assert main(["export", str(foreign), str(tmp_path / "new" / "")]) == 2
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["out.xlsx"], "expected NAME.qdpx, NAME.qdc or a folder; found '.xlsx'"),
        (["out.qdpx", "--format", "csv"], "expected a folder to write tables to"),
        (["project.qdpx/"], "expected a folder; found a file"),
    ],
)
def test_a_target_of_another_kind_is_told(foreign, monkeypatch, capsys, arguments, expected):
    monkeypatch.chdir(foreign.parent)
    assert main(["export", str(foreign), *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_nothing_is_read_before_the_target_is_known_to_be_free(tmp_path, monkeypatch):
    monkeypatch.setattr("analys.loading.load", lambda *_: pytest.fail("it was read"))
    (tmp_path / "out.qdc").touch()
    options = ["export", DEMO, str(tmp_path / "out.qdc")]
    assert main(options) == 2


def test_a_text_that_was_put_together_of_quotes_is_known_as_such_after_an_export(tmp_path):
    table = "Dokument;Kod;Citat;Kodare\nI1;Tillit;ja så;Per\nI1;Roll;nej;Per\n"
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    assert main(["export", str(tmp_path / "a.csv"), str(tmp_path / "ut.qdpx")]) == 0
    again = load(tmp_path / "ut.qdpx", codebook=codebook())
    assert "hela texten för 1 intervju" in [gap.what for gap in again.gaps]
    assert len(again.reports[0].composed) == 1
