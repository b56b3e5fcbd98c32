"""`analys codes`: what a project's codes are in the codebook, and the draft of a code map."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

import refi_build as refi
from analys.cli import main
from analys.codemap import OWN, written
from analys.loading import load
from analys.proposals import proposals
from analys.readers.tabular import read_table
from builders import ROOT, codebook

REAL = ROOT.parent / "shared" / "real"


def proposed(*paths: str, code_map: dict[str, str | None] | None = None) -> dict[str, tuple]:
    """`{path: (code, how, guess)}`; the id is the path, parents by path."""
    tree = pd.DataFrame(
        {
            "code_id": paths,
            "parent": [path.rpartition(" > ")[0] or pd.NA for path in paths],
            "name": [path.rpartition(" > ")[2] for path in paths],
            "path": paths,
        },
        dtype="str",
    )
    none = pd.DataFrame({"coding": [], "code_id": [], "source": []}, dtype="str")
    given = None
    if code_map is not None:
        given = pd.DataFrame(code_map.items(), columns=["path", "code"], dtype="str")
    rows = proposals(tree, none, codebook(), given).replace({pd.NA: None}).astype(object)
    rows = rows.where(rows.notna(), None)
    return {row.path: (row.code, row.how, row.guess) for row in rows.itertuples()}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("GZ.gyllene", ("GZ.gyllene", "id", None)),
        ("grazonen SOM gyllene zon", ("GZ.gyllene", "label", None)),
        ("The grey zone as a problem", ("GZ.problem", "label", None)),
        ("grazon", ("GZ", "label", None)),
        ("Formalisering", ("FO", "label", None)),
        ("A\N{COMBINING RING ABOVE} ena sidan", ("HS.ena", "label", None)),
        ("Gråzonen som gyllene sohn", (None, "guess", "GZ.gyllene")),
        ("Tydlig ansvarsgrens", (None, "guess", "GZ.f.tydlighet")),
        ("gz.gyllene", (None, "guess", "GZ.gyllene")),
        ("Majoritetsskifte", (None, "ambiguous", "MS Y.majoritet")),
        ("Lunch", (None, None, None)),
    ],
)
def test_what_speaks_for_a_code(name, found):
    code, how, guess = proposed(name)[name]
    assert (code, how) == found[:2]
    assert (guess or "").split()[:1] == (found[2] or "").split()[:1]


def test_an_ambiguous_label_names_all_that_it_may_be():
    assert proposed("Majoritetsskifte")["Majoritetsskifte"][2] == "MS Y.majoritet"


def test_a_whole_path_is_known_by_path_and_below_a_known_code_its_part_is_meant():
    found = proposed(
        "Långsittardilemmat",
        "Långsittardilemmat > Fördelar",
        "Yttre påfrestning",
        "Yttre påfrestning > Majoritetsskifte",
    )
    assert [code for code, _, _ in found.values()] == ["LS", "LS.for", "Y", "Y.majoritet"]
    assert {how for _, how, _ in found.values()} == {"path"}
    short = proposed("Yttre påfrestning (våra)", "Y.annan", "Y.annan > Majoritetsskifte")
    assert short["Y.annan > Majoritetsskifte"][:2] == (None, "ambiguous")


def test_a_label_below_another_dilemma_is_only_a_guess():
    found = proposed("Helhetssyn", "Helhetssyn > Förtroende")
    assert found["Helhetssyn"] == ("HS", "label", None)
    assert found["Helhetssyn > Förtroende"] == (None, "guess", "GZ.f.fortroende B.fortroende")


def test_what_is_decided_stays_and_what_it_leaves_out_is_still_told():
    found = proposed("Lunch", "Tillit", "Grazon", code_map={"Lunch": "K.bar", "Grazon": None})
    assert found["Lunch"] == ("K.bar", "code map", None)
    assert found["Grazon"] == (None, "code map", "GZ")
    assert found["Tillit"] == (None, None, None)


# The command

TREE = ("Egna", "Gråzonen som gyllene zon", "Tydlig ansvarsgrens", "GZ.problem", " Två  mellanrum ")
KEYS = {name: refi.guid(0x300 + n) for n, name in enumerate(TREE)}


@pytest.fixture
def material(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project of five codes, two of one name; this is the working folder too."""
    codes = "".join(f'<Code guid="{key}" name="{name}"/>' for name, key in KEYS.items())
    codes += f'<Code guid="{refi.guid(0x399)}" name="Egna"/>'
    coded = [
        refi.selection(0, 4, refi.coding(key, 0x400 + n), key=0x500 + n)
        for n, key in enumerate([*KEYS.values(), refi.guid(0x399)])
    ]
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    xml = refi.project(refi.USERS, book, refi.sources(refi.source(*coded)))
    refi.one_text(tmp_path, xml, "Kort text.")
    describe(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def describe(folder: Path, more: str = "") -> None:
    text = f"title: Litet\nsynthetic: true\nprojects: project.qdpx\n{more}"
    (folder / "material.yaml").write_text(text, encoding="utf-8")


def test_the_tree_is_told_with_counts_and_the_draft_stands_in_the_materials_folder(
    material, capsys
):
    assert main(["codes", str(material)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{material.name}: 5 codes, 6 codings"
    (egna,) = [line for line in said if line.startswith("Egna")]
    assert egna.split() == ["Egna", "2", "1", "-"]
    assert any("= GZ.gyllene Gråzonen som gyllene zon (label)" in line for line in said)
    assert any("? GZ.f.tydlighet Tydlig ansvarsgräns (guess)" in line for line in said)
    assert "     2 mapped to nothing: kept as in the file" in said
    table = read_table(material / "codes.csv")
    assert table["path"].tolist() == [*TREE[:4], "Två  mellanrum"]
    assert table["code"].fillna("").tolist() == ["", "GZ.gyllene", "", "GZ.problem", ""]
    assert table["guess"].fillna("").tolist() == ["", "", "GZ.f.tydlighet", "", ""]
    assert (material / "codes.csv").read_bytes().startswith(b"\xef\xbb\xbfpath;code;how;guess;")


def test_the_draft_is_a_code_map_and_nothing_guessed_counts(material):
    before = load(material, codebook=codebook()).all_codings["code"].tolist()
    own = " Två  mellanrum "
    guessed = "Tydlig ansvarsgrens"
    assert before == ["Egna", TREE[1], guessed, "GZ.problem", own, "Egna"]
    assert main(["codes", str(material)]) == 0
    describe(material, "codes: codes.csv\n")
    after = load(material, codebook=codebook()).all_codings["code"].tolist()
    assert after == ["Egna", "GZ.gyllene", guessed, "GZ.problem", own, "Egna"]


def test_a_draft_that_is_there_is_not_written_over(material, capsys):
    draft = material / "codes.csv"
    draft.write_text("path,code\nEgna,K.bar\n", encoding="utf-8")
    assert main(["codes", str(material)]) == 2
    said = capsys.readouterr()
    assert "codes.csv: expected no file yet; found one. Name another" in said.err
    assert said.out.startswith(f"{material.name}: 5 codes")
    assert draft.read_text(encoding="utf-8") == "path,code\nEgna,K.bar\n"


def test_a_draft_by_force_keeps_what_the_code_map_decided(material):
    draft = material / "codes.csv"
    draft.write_text("path,code\nEgna,K.bar\nGZ.problem,\n", encoding="utf-8")
    describe(material, "codes: codes.csv\n")
    assert main(["codes", str(material), "--force"]) == 0
    found = read_table(draft).set_index("path")
    assert found.loc["Egna", ["code", "how"]].tolist() == ["K.bar", "code map"]
    assert pd.isna(found.loc["GZ.problem", "code"])
    assert load(material, codebook=codebook()).all_codings["code"].tolist()[3] == OWN + "GZ.problem"


def test_a_code_map_without_the_column_code_is_told(material, capsys):
    (material / "codes.csv").write_text("path,kod\nEgna,K.bar\n", encoding="utf-8")
    describe(material, "codes: codes.csv\n")
    assert main(["codes", str(material), "--force"]) == 2
    assert "codes.csv, line 1: expected a column code" in capsys.readouterr().err


def test_of_a_single_file_the_draft_stands_here(material, capsys):
    inner = material / "here"
    inner.mkdir()
    os.chdir(inner)
    assert main(["codes", str(material / "project.qdpx")]) == 0
    assert [path.name for path in inner.iterdir()] == ["codes.csv"]
    assert main(["codes", str(material / "project.qdpx"), "--output", "other.csv"]) == 0
    assert "Draft: other.csv" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    ["nvivo_mac_15_codebook.qdpx", "nvivo_win_12.qdpx", "qc_1.3.qdpx", "atlasti_mac_8.4.qde",
     "refi_annex1.qdc"],
)  # fmt: skip
def test_files_of_real_tools_list_and_draft(tmp_path, name, capsys):
    if not REAL.is_dir():
        pytest.skip(f"the files of real tools are not in {REAL}")
    output = tmp_path / "draft.csv"
    assert main(["codes", str(REAL / name), "--output", str(output)]) == 0
    table = read_table(output)
    assert table["path"].map(written).is_unique
    expected = {"nvivo_mac_15_codebook.qdpx": 262, "qc_1.3.qdpx": 262}.get(name)
    assert expected in (None, len(table))
    assert f"{len(table)} codes" in capsys.readouterr().out
