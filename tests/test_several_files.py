"""A material of several coded files, from material.yaml to a Study and what is said of it."""

import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from analys import gaps, loading, readers, tables
from analys.checking import told
from analys.cli import main
from analys.errors import MaterialError
from analys.export import write_qdpx
from analys.inputs import Place
from analys.keying import case_of
from analys.loading import load
from analys.manifest import Manifest
from analys.merging.account import Account
from analys.parameters import checked
from analys.planning import BELONGING, Plan
from analys.readers.frames import rows
from analys.readers.project import ReadingReport
from analys.site import site_of
from analys.staging import Staging
from analys.writing import Run, write, write_interviews
from builders import ROOT, codebook, rows_of
from merging_build import project as placed
from refi_build import ANNA, BO, coding, guid, project, qdpx, selection, source, sources
from running import published

GOLDEN, BAD = guid(0x201), guid(0x202)
CODES = (
    f'<CodeBook><Codes><Code guid="{GOLDEN}" name="GZ.gyllene" isCodable="true"/>'
    f'<Code guid="{BAD}" name="GZ.problem" isCodable="true"/></Codes></CodeBook>'
)
TEXT = "Vi pratar mycket.\nDet är sällan."


def users(**names):
    inner = "".join(f'<User guid="{key}" name="{name}"/>' for name, key in names.items())
    return f"<Users>{inner}</Users>"


def file(folder, name, documents, people, origin="Test 1.0"):
    """A project called `name`; documents: `{name: (text, passages)}`, ids of their own a file."""
    keys = {each: guid(0x900 + 0x10 * len(name) + at) for at, each in enumerate(documents)}
    inner = [source(*found, key=keys[each], name=each) for each, (_, found) in documents.items()]
    xml = project(users(**people), CODES, sources(*inner), origin=origin)
    made = qdpx(folder, xml, {f"{keys[each]}.txt": text for each, (text, _) in documents.items()})
    return made.rename(folder / name)


@pytest.fixture
def folder(tmp_path):
    """Anna's file, and Bo's of the same interview with other line ends and one of his own."""
    anna = [
        selection(0, 9, coding(GOLDEN, 0x21, ANNA), key=0x31),
        selection(18, 21, coding(BAD, 0x22, ANNA), key=0x32),
    ]
    bo = [
        selection(3, 9, coding(GOLDEN, 0x23, BO), key=0x33, user=BO),
        selection(19, 22, coding(BAD, 0x24, BO), key=0x34, user=BO),
    ]
    own = [selection(0, 2, coding(GOLDEN, 0x25, BO), key=0x35, user=BO)]
    file(tmp_path, "anna.qdpx", {"K01-1": (TEXT, anna)}, {"Anna": ANNA})
    windows = TEXT.replace("\n", "\r\n")
    file(tmp_path, "bosse.qdpx", {"K01-1": (windows, bo), "K02-1": ("Ja då.", own)}, {"Bo": BO})
    return tmp_path


def described(folder, projects, more=""):
    text = f"title: T\nsynthetic: false\nprojects: {projects}\n{more}"
    (folder / "material.yaml").write_text(text, encoding="utf-8")
    return folder


def problems(folder):
    with pytest.raises(MaterialError) as error:
        load(folder, codebook=codebook())
    return [str(problem) for problem in error.value.problems]


BOTH = "[anna.qdpx, bosse.qdpx]"


def test_an_interview_that_two_coders_have_a_file_each_of_is_coded_twice(folder):
    study = load(described(folder, BOTH), codebook=codebook())
    assert study.interviews["interview"].tolist() == ["K01-1", "K02-1"]
    assert rows_of(study.all_codings, "interview", "code", "coder", "start", "quote") == [
        ("K01-1", "GZ.gyllene", "Anna", 0, "Vi pratar"),
        ("K01-1", "GZ.problem", "Anna", 18, "Det"),
        ("K01-1", "GZ.gyllene", "Bo", 3, "pratar"),
        ("K01-1", "GZ.problem", "Bo", 18, "Det"),
        ("K02-1", "GZ.gyllene", "Bo", 0, "Ja"),
    ]
    assert set(study.all_codings["source_file"]) == {"anna.qdpx", "bosse.qdpx"}
    assert rows_of(study.codings, "interview", "coder") == [
        ("K01-1", "Anna"), ("K01-1", "Anna"), ("K02-1", "Bo"),
    ]  # fmt: skip
    assert study.users == ("Anna", "Bo")
    assert study.text("K01-1") == TEXT
    assert tables.coders(study).facts["double"] == 1


def test_the_sums_of_all_files_agree_with_the_frames(folder):
    study = load(described(folder, BOTH), codebook=codebook())
    found = tables.totals(study)
    assert rows_of(found, "what", "file", "shared", "study", "agree") == [
        ("Kodningar", 5, 0, 5, "ja"),
        ("Användare", 2, 0, 2, "ja"),
        ("Texter", 3, 1, 2, "ja"),
    ]
    assert list(found.shown()) == ["Vad", "I filerna", "varav samma", "I rapporten", "Stämmer"]
    held = tables.files(study)
    assert rows_of(held, "file", "texts", "joined", "coders", "codings", "once") == [
        ("anna.qdpx", 1, 0, 1, 2, 0),
        ("bosse.qdpx", 2, 1, 1, 3, 0),
    ]


def test_a_copy_of_a_file_adds_nothing_and_is_told_of(folder):
    (folder / "kopia.qdpx").write_bytes((folder / "anna.qdpx").read_bytes())
    study = load(described(folder, "[anna.qdpx, kopia.qdpx]"), codebook=codebook())
    assert len(study.all_codings) == 2
    assert tables.totals(study).facts["wrong"] == 0
    assert rows_of(tables.reading(study), "file", "what", "n", "why") == [
        ("kopia.qdpx", "kodningar som en tidigare fil också har", 2, "de räknas en gång")
    ]
    lines, _ = told(folder)
    assert ("  2 files: 4 codings, 2 of them in several files and counted once; 2 count") in lines


def test_one_municipality_a_file(folder):
    projects = "[{file: anna.qdpx, case: K01}, {file: bosse.qdpx, case: K01}]"
    study = load(described(folder, projects), codebook=codebook())
    assert study.cases["case"].tolist() == ["K01"]
    assert study.interviews["case"].tolist() == ["K01", "K01"]
    assert "K01" in set(study.all_codings["case"])


def test_the_municipality_of_a_file_fills_the_table_and_may_not_contradict_it(folder):
    projects = "[{file: anna.qdpx, case: K01}, bosse.qdpx]"
    table = folder / "interviews.csv"
    table.write_text("interview,case,role\nK01-1,,kso\nK02-1,K02,kc\n", encoding="utf-8")
    more = "interviews: interviews.csv\n"
    study = load(described(folder, projects, more), codebook=codebook())
    assert study.interviews["case"].tolist() == ["K01", "K02"]
    table.write_text("interview,case\nK01-1,K09\nK02-1,K02\n", encoding="utf-8")
    assert problems(folder) == [
        (
            "interviews.csv, line 2, column case: expected K01, as material.yaml says of its file; "
            "found 'K09'."
        )
    ]


def test_one_coder_a_file_and_one_name_for_several(folder):
    projects = "[{file: anna.qdpx, coder: Lisa}, {file: bosse.qdpx}]"
    study = load(described(folder, projects, "coders: {Bosse B: bo}\n"), codebook=codebook())
    assert study.coders == ["Bosse B", "Lisa"]
    assert tables.totals(study).facts["wrong"] == 0
    assert rows_of(tables.coders(study), "coder", "names") == [("Bosse B", "Bo"), ("Lisa", "")]
    assert "Namn i filerna" in tables.coders(study).shown()
    lines, _ = told(folder)
    assert "  settled: coder Lisa for 2 codings, as material.yaml says" in lines
    assert "  coder Bosse B: 3 codings by Bo in bosse.qdpx" in lines


def test_faults_of_all_files_are_told_at_once(folder):
    (folder / "bild.qdpx").write_bytes(b"\x89PNG")
    (folder / "tom.qdpx").touch()
    found = problems(described(folder, "[bild.qdpx, anna.qdpx, tom.qdpx]"))
    assert [problem.partition(":")[0] for problem in found] == ["bild.qdpx", "tom.qdpx"]


def test_columns_and_texts_are_for_tables(folder):
    (folder / "texter").mkdir()
    (folder / "texter" / "K01-1.txt").write_text("Ja.")
    projects = "{file: anna.qdpx, columns: {code: Kod}, texts: texter}"
    assert problems(described(folder, projects)) == [
        (
            f"material.yaml, key projects, anna.qdpx, {told}; found another file. Another tool's "
            "file says itself what is what."
        )
        for told in (
            "columns: expected a table, CSV or Excel",
            "texts: expected a table or a MAXQDA file without texts",
        )
    ]


def test_texts_of_one_name_that_differ_are_a_gap_and_not_quoted_on_a_page(folder):
    file(folder, "c.qdpx", {"K01-1": (TEXT.replace("mycket", "hemligt"), [])}, {})
    study = load(described(folder, "[anna.qdpx, c.qdpx]"), codebook=codebook())
    assert study.interviews["interview"].tolist() == ["K01-1", "K01-1 (c.qdpx)"]
    assert "en gemensam text för 1 intervju (K01-1)" in [gap.what for gap in study.gaps]
    held = tables.files(study)
    assert held.note == "K01-1 i anna.qdpx och i c.qdpx skiljer sig från tecken 11."
    lines, _ = told(folder)
    assert any("differ from character 11: 'mycket." in line for line in lines)


def test_one_synthetic_file_makes_the_whole_synthetic(folder):
    file(folder, "c.qdpx", {"K03-1": ("Ja.", [])}, {}, origin="analys, synthetic material")
    study = load(described(folder, "[anna.qdpx, c.qdpx]"), codebook=codebook())
    assert study.synthetic
    assert tables.files(study).frame["tool"].tolist()[1] == "analys (syntetiskt material)"


def test_the_foot_of_a_page_says_that_positions_were_accepted_by_hand(tmp_path, folder):
    line = ("Positioner", "godtagna för hand")
    taken = load(wrong_quotes(tmp_path), codebook=codebook(), accept_positions=True)
    assert line in site_of(taken, checked({}), [], "0" * 64).provenance
    sound = load(described(folder, "[anna.qdpx]"), codebook=codebook())
    assert line not in site_of(sound, checked({}), [], "0" * 64).provenance


def wrong_quotes(folder):
    text = "Det är ju så att vi pratar mycket med varandra här i huset, varje dag och länge."
    stored = "en annan mening som sägs x"  # as long as what stands at its place
    named = selection(0, 26, coding(GOLDEN, 0x21, ANNA), name=stored, key=0x31)
    return file(folder, "fel.qdpx", {"K01-1": (text, [named])}, {"Anna": ANNA}, "ATLAS.ti 9")


def test_positions_that_do_not_agree_are_taken_by_hand_only(tmp_path, capsys):
    path = wrong_quotes(tmp_path)
    with pytest.raises(MaterialError, match="--accept-positions takes the file as it is"):
        load(path, codebook=codebook())
    assert main(["check", str(path)]) == 1
    capsys.readouterr()
    assert main(["check", "--accept-positions", str(path)]) == 0
    said = capsys.readouterr().out
    assert "0 of 1 stored quotes agree with the text: accepted all the same" in said
    assert "'en annan mening som sägs x', the text 'Det är ju så att vi pratar'" in said
    study = load(path, codebook=codebook(), accept_positions=True)
    assert [report.file for report in study.accepted] == ["fel.qdpx"]
    assert study.gaps[4].what == (
        "säkra positioner i fel.qdpx, där 0\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}1 citat "
        "stämmer med texten"
    )


def test_material_yaml_may_accept_positions_and_every_page_says_so(tmp_path):
    wrong_quotes(tmp_path)
    folder = described(tmp_path, "fel.qdpx", "accept_positions: true\n")
    study = load(folder, codebook=codebook())
    site = site_of(study, checked({}), ["00_material"], "0" * 64)
    (caution,) = site.cautions
    assert caution.replace("\N{NO-BREAK SPACE}", " ") == (
        "Positionerna i fel.qdpx stämmer inte med texten för 1 av 1 citat; de har godtagits för "
        "hand"
    )


def test_the_caution_stands_on_every_page_that_a_build_writes(tmp_path):
    path = wrong_quotes(tmp_path)
    chosen = checked({"material": str(path), "accept_positions": True, "language": "en"})
    study = loading.chosen_study(chosen)
    site = site_of(study, chosen, ["00_material"], "0" * 64)
    plan = Plan((), (), True, dict.fromkeys(BELONGING, ""), {}, Manifest())
    with Staging(tmp_path / "out", chosen.report) as staging:
        run = Run(study, site, Place("fel.qdpx", {}, {}), ROOT, plan, staging)
        run.failures["00_material"] = ()
        write_interviews(run)
        write(run)
    pages = {page.stem: page.read_text(encoding="utf-8") for page in run.pages.rglob("*.html")}
    assert {"index", "00_material", "K01-1"} <= set(pages)
    for page in pages.values():
        (caution,) = re.findall(r'<p class="banner caution">(.+?)</p>', page)
        assert "fel.qdpx do not agree with the text for 1" in caution


def test_codings_without_a_place_and_composed_texts_are_gaps():
    reports = (ReadingReport("a.csv", "Test", "none"),)
    (composed,) = gaps.of_files(reports, Account((), composed=3))
    assert composed.what == "hela texten för 3 intervjuer"
    interviews = pd.DataFrame({"interview": ["K1"], "case": ["A"], "role": [None]})
    some = placed(
        "a.csv", {"K1": "Ja."}, [("K1", 0, 2, "A", "Anna"), ("K1", None, None, "A", "Bo")]
    )
    of_source = pd.Series(["K1"], index=["1"])
    codings = pd.DataFrame({"interview": ["K1"]})
    assert gaps.losses(some, interviews, codings, of_source) == []  # the whole interview is coded
    quote = some.codings["quote"].fillna("Nej")
    some = replace(some, codings=some.codings.assign(quote=quote))
    (unplaced,) = gaps.losses(some, interviews, codings, of_source)
    assert unplaced.what == "plats i texten för 1 kodning"


def test_of_parts_in_several_municipalities_that_with_most_characters_counts():
    some = placed(
        "a.qda", {"K1": "x" * 30, "K2": "Ja.", "K3": "Nej."}, cases={"A": [], "B": [], "": []}
    )
    belonging = [
        ("1", "1", 0, 9), ("2", "1", 9, 15), ("2", "1", 15, 20), ("3", "2", None, None),
        ("1", "2", 0, 3), ("1", "3", 0, 4), ("2", "3", None, None), ("1", "3", None, None),
    ]  # fmt: skip
    some = replace(some, case_sources=rows("case_sources", belonging))
    assert case_of(some).to_dict() == {"1": "B", "2": "A", "3": "B"}


def test_the_parameter_reaches_the_reader(tmp_path):
    path = wrong_quotes(tmp_path)
    chosen = checked({"material": str(path), "accept_positions": True})
    assert loading.chosen_study(chosen).accepted
    with pytest.raises(MaterialError, match="stored quotes to agree with the text"):
        loading.chosen_study(checked({"material": str(path)}))


def test_the_page_of_the_material_holds_for_two_files(folder, tmp_path_factory):
    study = load(described(folder, BOTH), codebook=codebook())
    notebook = ROOT / "notebooks" / "00_material.py"
    found = published(notebook, study, tmp_path_factory.mktemp("figures"))
    readings = {item.stem: item.reading.replace("\N{NO-BREAK SPACE}", " ") for item in found}
    assert readings["00_material_filer"] == (
        "Kodningarna finns i 2 filer. 1 text finns i flera av dem och räknas som en."
    )
    assert readings["00_material_summor"] == "Alla summor stämmer med filerna."
    assert "1 intervju är kodad av flera" in readings["00_material_kodare"]


def test_the_demo_split_by_its_coders_gives_the_same_study(demo, tmp_path):
    """Two files as two coders would have sent them, beside the tables of the whole."""
    whole = readers.read(ROOT / "data" / "demo" / "intervjuer.qdpx")
    shutil.copytree(ROOT / "data" / "demo", tmp_path / "m")
    names = []
    for coder in whole.coders["coder_id"]:
        part = replace(whole, codings=whole.codings[whole.codings["coder"] == coder])
        names.append(f"{len(names)}.qdpx")
        write_qdpx(part, tmp_path / "m" / names[-1])
    text = (tmp_path / "m" / "material.yaml").read_text(encoding="utf-8")
    text = text.replace("projects: intervjuer.qdpx", f"projects: [{', '.join(names)}]")
    (tmp_path / "m" / "material.yaml").write_text(text, encoding="utf-8")
    study = load(tmp_path / "m", codebook=codebook())
    assert len(study.account.files) == 2
    assert study.account.once == study.account.files[1].alike == 0
    columns = ["interview", "case", "start", "end", "code", "coder", "quote", "created"]
    for name in ("codings", "all_codings"):
        one, other = (getattr(each, name)[columns].sort_values(columns) for each in (demo, study))
        pd.testing.assert_frame_equal(
            one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=False
        )
    pd.testing.assert_frame_equal(study.interviews, demo.interviews)
    assert study.gaps == demo.gaps
    assert tables.totals(study).facts["wrong"] == 0


def test_a_text_that_two_tables_are_put_together_of_is_one_that_is_lacking(tmp_path):
    rows = "Dokument;Kod;Citat;Kodare\nI1;Tillit;ja så;Per\nI2;Tillit;nej;Per\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "b.csv").write_text(rows.replace("Per", "Bo"), encoding="utf-8")
    description = "title: Vårt\nsynthetic: false\nprojects: [a.csv, b.csv]\n"
    (tmp_path / "material.yaml").write_text(description, encoding="utf-8")
    study = load(tmp_path, codebook=codebook())
    assert "hela texten för 2 intervjuer" in [gap.what for gap in study.gaps]


def test_an_export_counts_what_two_files_share_once(folder, capsys):
    first = (folder / "anna.qdpx").read_bytes()
    (folder / "kopia.qdpx").write_bytes(first)
    described(folder, "[{file: anna.qdpx, case: K03}, {file: kopia.qdpx, case: K03}]")
    assert main(["export", str(folder), str(folder / "ut.qdpx")]) == 0
    told = capsys.readouterr().out
    assert "1 case, " in told
    assert "cases of the files" not in told
    assert "case of the files" not in told
    assert "their texts are not with the files" not in told
