"""What a material.yaml may say, and how it is told when it may not."""

from datetime import date
from pathlib import Path

import pytest

from analys.errors import MaterialError
from analys.material import open_material
from analys.places import find_material, project_root
from analys.readers.archive import Limits

GOOD = "title: Vårt\nsynthetic: false\nprojects: a.qdpx\n"


@pytest.fixture
def folder(tmp_path):
    material = tmp_path / "vart"
    material.mkdir()
    (material / "tom").mkdir()
    for name in ("a.qdpx", "b.qdpx", "cases.csv", "codes.csv"):
        (material / name).write_text(name)
    return material


def written(folder, text):
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "material.yaml").write_bytes(data)
    return folder


def told(folder, text):
    with pytest.raises(MaterialError) as error:
        open_material(written(folder, text))
    return [str(problem) for problem in error.value.problems]


def test_a_description_names_its_files(folder):
    text = GOOD + "cases: cases.csv\ncodes: codes.csv\nobserved_until: 2011-12-31\n"
    found = open_material(written(folder, text))
    assert (found.name, found.title, found.synthetic) == ("vart", "Vårt", False)
    assert [path.name for path in found.files] == ["a.qdpx", "cases.csv", "codes.csv"]
    assert list(found.tables) == ["cases"]
    assert found.observed_until == date(2011, 12, 31)
    assert open_material(folder / "material.yaml") == found


def test_several_projects_may_be_named(folder):
    found = open_material(written(folder, GOOD.replace("a.qdpx", "[b.qdpx, a.qdpx]")))
    assert [path.name for path in found.projects] == ["b.qdpx", "a.qdpx"]


def test_something_may_be_said_of_each_file(folder):
    (folder / "texter").mkdir()
    (folder / "texter" / "K1.txt").write_text("Ja.")
    text = """
projects:
  - a.qdpx
  - {file: b.qdpx, coder: Per, case: K03, positions: utf-16, columns: {code: Kod}, texts: texter}
positions: utf-8
coders: {Lisa B: [LB, lbe], Per: per}
accept_positions: true
limits: {members: 5, member_mib: 2, total_mib: 3, ratio: 4}
"""
    found = open_material(written(folder, GOOD.replace("projects: a.qdpx\n", "") + text))
    first, second = found.project_files
    assert (first.coder, first.case, first.options(found.positions, found.limits).positions) == (
        None, None, "utf-8",
    )  # fmt: skip
    assert (second.coder, second.case) == ("Per", "K03")
    options = second.options(found.positions, found.limits)
    assert (options.positions, options.columns) == ("utf-16", {"code": "Kod"})
    assert options.texts == folder / "texter"
    assert options.limits == Limits(5, 2 << 20, 3 << 20, 4)
    assert found.coders == {"Lisa B": ("LB", "lbe"), "Per": ("per",)}
    assert found.accept_positions
    assert [path.name for path in found.files] == ["a.qdpx", "b.qdpx", "K1.txt"]


def test_the_hash_knows_the_texts_and_what_is_said_of_the_files(folder):
    (folder / "texter").mkdir()
    (folder / "texter" / "K1.txt").write_text("Ja.")
    said = [
        "a.qdpx",
        "{file: a.qdpx, coder: Per}",
        "{file: a.qdpx, case: K03}",
        "{file: a.qdpx, texts: texter}",
    ]
    more = [
        "coders: {Per: P}\n",
        "positions: utf-8\n",
        "accept_positions: true\n",
        "observed_until: 2011-11-30\n",
        "planned: 0\n",
        "declined: 2\n",
        "reporting: {COREQ 9: Tolkad}\n",
        "cases: cases.csv\n",
        "events: cases.csv\n",
    ]
    texts = [GOOD.replace("a.qdpx", each) for each in said] + [GOOD + each for each in more]
    hashes = {open_material(written(folder, text)).sha256() for text in texts}
    assert len(hashes) == len(texts)
    (folder / "texter" / "K1.txt").write_text("Nej.")
    assert open_material(written(folder, texts[3])).sha256() not in hashes


def test_a_text_is_in_the_hash_however_its_ending_is_written(folder):
    (folder / "texter").mkdir()
    (folder / "texter" / "K1.TXT").write_text("Ja.")
    (folder / "texter" / "mapp.txt").mkdir()
    found = open_material(written(folder, GOOD.replace("a.qdpx", "{file: a.qdpx, texts: texter}")))
    assert [path.name for path in found.files] == ["a.qdpx", "K1.TXT"]
    before = found.sha256()
    (folder / "texter" / "K1.TXT").write_text("Nej.")
    assert found.sha256() != before


def test_the_hash_knows_files_of_one_name_apart_and_in_their_order(folder):
    for name in "xy":
        (folder / name).mkdir()
        (folder / name / "a.qdpx").write_text(name)
    listed = ["[x/a.qdpx, y/a.qdpx]", "[y/a.qdpx, x/a.qdpx]"]
    listed += [
        f"[{{file: {name}/a.qdpx, coder: Per}}, {other}/a.qdpx]" for name, other in ("xy", "yx")
    ]
    texts = [GOOD.replace("a.qdpx", each) for each in listed]
    hashes = [open_material(written(folder, text)).sha256() for text in texts]
    for name, other in ("xy", "yx"):
        (folder / name / "a.qdpx").write_text(other)
    hashes += [open_material(written(folder, text)).sha256() for text in texts]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize("described", [True, False])
def test_the_folder_of_a_qualcoder_project_is_a_file(folder, described):
    project = folder / "vart.qda"
    (project / "images").mkdir(parents=True)
    (project / "images" / "a.png").write_text("bild")
    (project / "data.qda").write_text("data")
    written(folder, GOOD.replace("a.qdpx", "vart.qda"))
    found = open_material(folder if described else project)
    assert found.projects == (project,)
    assert found.files == (project / "data.qda",)
    before = found.sha256()
    (project / "images" / "a.png").write_text("en annan")
    assert found.sha256() == before
    (project / "data.qda").write_text("ny")
    assert found.sha256() != before


def test_keys_that_stand_twice_are_told_with_their_lines(folder):
    text = GOOD + "coders: {A: B,\n  A: C}\nsynthetic: true\n"
    assert told(folder, text) == [
        (
            "material.yaml, line 6: expected each key once; found synthetic again (first on line "
            "2). Keep one of them."
        ),
        (
            "material.yaml, line 5: expected each key once; found A again (first on line 4). Keep "
            "one of them."
        ),
    ]


def test_a_single_file_is_a_material_of_its_own(folder):
    found = open_material(folder / "a.qdpx")
    assert (found.name, found.title, found.synthetic) == ("a.qdpx", "a", False)
    assert found.tables == {}


def test_the_hash_is_of_names_and_bytes_and_not_of_the_place(folder, tmp_path):
    first = open_material(written(folder, GOOD)).sha256()
    moved = open_material(folder.rename(tmp_path / "annat"))
    assert moved.sha256() == first
    (moved.projects[0]).write_text("ny")
    assert moved.sha256() != first


def test_all_faults_are_told_at_once(folder):
    assert told(folder, "synthetic: ja\ninterview: a.csv\ncases: case.csv\nprojects: []\n") == [
        (
            "material.yaml, key interview: expected one of title, synthetic, projects, cases, "
            "interviews, spells, events, codes, coders, positions, accept_positions, limits, "
            "observed_until, planned, declined, reporting; found an unknown key. Did you mean "
            "interviews?"
        ),
        "material.yaml, key title: expected a title; found none.",
        "material.yaml, key synthetic: expected true or false; found 'ja'.",
        (
            "material.yaml, key cases: expected a file in the material's folder; found no file "
            "case.csv. Is it spelt so?"
        ),
        "material.yaml, key projects: expected at least one coded project; found none.",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("synthetic:", "key synthetic: expected true or false; found nothing"),
        ("title: [a]", r"key title: expected a title; found \['a'\]"),
        ("title: ' '", "key title: expected a title; found ' '"),
        ("projects: 3", "key projects: expected the name of a file; found 3"),
        ("projects: {coder: b}", "key projects: expected the key file, with a name; found {'co"),
        ("projects: {file: [a]}", "key projects: expected the name of a file; found ['a']"),
        ("projects: [a.qdpx, a.qdpx]", "key projects: expected each file once; found a.qdpx again"),
        ("projects: tom", "found tom, a folder without data.qda"),
        (
            "projects: {file: a.qdpx, codr: Per}",
            (
                "key projects, a.qdpx: expected keys of file, coder, case, positions, columns, "
                "texts; found the unknown key codr. Did you mean coder?"
            ),
        ),
        ("projects: {file: a.qdpx, coder: }", "projects, a.qdpx, coder: expected a coder's name"),
        ("projects: {file: a.qdpx, case: 3}", "case: expected a municipality's id, in quotes; fo"),
        ("projects: {file: a.qdpx, positions: x}", "a.qdpx, positions: expected code point or ut"),
        ("projects: {file: a.qdpx, columns: Kod}", "columns: expected names of columns with the "),
        ("projects: {file: a.qdpx, columns: {code: 3}}", "columns: expected names of columns with"),
        ("projects: {file: a.qdpx, texts: tom}", "texts, NAME.txt; found tom without any"),
        ("projects: {file: a.qdpx, texts: nej}", "texts, NAME.txt; found no folder nej"),
        ("projects: {file: a.qdpx, texts: [1]}", "texts, NAME.txt; found [1]"),
        ("projects: {file: a.qdpx, texts: ..}", "texts, NAME.txt; found .., which is outside"),
        ("cases: [cases.csv]", "key cases: expected the name of a file; found ['cases.csv']"),
        ("positions: bytes", "CRLF as one or utf-8; found 'bytes'"),
        (
            "positions: [utf-16]",
            "CRLF as one or utf-8; found ['utf-16']",
        ),
        ("observed_until: 2011", "key observed_until: expected a date, YYYY-MM-DD; found 2011"),
        ("observed_until: 2011-01-01 10:00:00", "key observed_until: expected a date, YYYY-MM-DD"),
        ("1: a", "key 1: expected one of"),
        ("accept_positions: ja", "key accept_positions: expected true or false; found 'ja'"),
        ("limits: 3", "key limits: expected keys of members, member_mib, total_mib, ratio"),
        ("limits: {rato: 3}", "key limits, rato: expected one of members, member_mib, total_mib, "),
        ("limits: {ratio: 0}", "key limits, ratio: expected a whole number, 1 or more; found 0"),
        ("limits: {ratio: true}", "limits, ratio: expected a whole number, 1 or more; found True"),
        ("coders: [LB]", "key coders: expected people with the names that the files give them"),
        ("coders: {Lisa: }", "key coders, Lisa: expected a name, or a list of names; found None"),
        ("coders: {Lisa: []}", "key coders, Lisa: expected a name, or a list of names; found []"),
        (
            "coders: {Lisa: [LB], Per: [lb]}",
            "key coders: expected each name for one person; found lb for Lisa and for Per",
        ),
        (
            "coders: {Lisa: [LB], Per: [lisa]}",
            "key coders: expected each name for one person; found lisa for Lisa and for Per",
        ),
        ("cases: .", "key cases: expected a file in the material's folder; found no file ."),
        (f"cases: {'a' * 5000}", "key cases: expected a file in the material's folder"),
        ('cases: "a\\0b"', "key cases: expected a file in the material's folder"),
    ],
)
def test_each_wrong_value_is_told(folder, line, problem):
    key = line.partition(":")[0]
    kept = "".join(f"{had}\n" for had in GOOD.splitlines() if not had.startswith(key))
    found = told(folder, f"{kept}{line}\n")
    assert len(found) == 1
    assert problem.replace("\\", "") in found[0]


@pytest.mark.parametrize(
    "name", ["../utanfor.csv", "sub/../../utanfor.csv", "{absolute}", "lank.csv"]
)
def test_a_file_outside_the_folder_is_refused(folder, tmp_path, name):
    outside = tmp_path / "utanfor.csv"
    outside.write_text("case\nK01\n")
    (folder / "sub").mkdir()
    (folder / "lank.csv").symlink_to(outside)
    name = name.format(absolute=outside)
    assert told(folder, f"{GOOD}cases: {name}\n") == [
        (
            "material.yaml, key cases: expected a file in the material's folder; found "
            f"{name}, which is outside. A material is one folder; put the file in it."
        )
    ]


def test_a_link_that_leads_out_of_a_folder_below_is_refused(folder, tmp_path):
    outside = tmp_path / "utanfor.txt"
    outside.write_text("Hemligt.")
    for name in ("texter/K1.txt", "vart.qda/data.qda"):
        (folder / name).parent.mkdir()
        (folder / name).symlink_to(outside)
    said = "[{file: a.qdpx, texts: texter}, vart.qda, sub/../a.qdpx]"
    (folder / "sub").mkdir()
    found = told(folder, GOOD.replace("a.qdpx", said))
    assert [each.partition("found ")[2] for each in found] == [
        "texter/K1.txt, which is outside. A material is one folder; put the file in it.",
        "vart.qda, which is outside. A material is one folder; put the file in it.",
    ]


def test_a_file_is_named_once_however_it_is_written(folder):
    (folder / "sub").mkdir()
    (found,) = told(folder, GOOD.replace("a.qdpx", "[a.qdpx, sub/../a.qdpx]"))
    assert "each file once; found sub/../a.qdpx again" in found


def test_a_file_in_a_folder_below_is_not_outside(folder):
    (folder / "sub").mkdir()
    (folder / "cases.csv").rename(folder / "sub" / "cases.csv")
    found = open_material(written(folder, f"{GOOD}cases: sub/cases.csv\n"))
    assert found.tables["cases"].name == "cases.csv"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b\n", "material.yaml: expected keys with values, such as title: …; found a list."),
        ("", "material.yaml: expected keys with values, such as title: …; found nothing."),
        ("hej", "material.yaml: expected keys with values, such as title: …; found 'hej'."),
        ("title: a\nb: [", "material.yaml, line 2: expected YAML; found expected the node content"),
        ("a: !!python/x 1", "material.yaml, line 1: expected YAML; found could not determine"),
        ("observed_until: 2011-02-30", "material.yaml: expected YAML; found day"),
        ("a: " + "[" * 3000, "material.yaml: expected YAML; found maximum recursion"),
        (b"title: \xe5", "material.yaml: expected YAML in UTF-8; found bytes that are not UTF-8."),
    ],
)
def test_what_is_no_description_is_told(folder, text, problem):
    (found,) = told(folder, text)
    assert found.startswith(problem)


def test_a_folder_without_a_description_is_told(folder):
    with pytest.raises(
        MaterialError, match=r"^vart: expected a material\.yaml .* found none\. data/"
    ):
        open_material(folder)


@pytest.mark.parametrize("name", ["dmeo", "a" * 5000, "a\0b", "~nobody-has-this-name/x"])
def test_a_name_of_nothing_is_told_with_the_materials_there_are(name):
    with pytest.raises(
        MaterialError, match=r"found nothing of that name\. Under data/ there is: de"
    ):
        find_material(name)


def test_a_material_is_found_by_its_name_or_its_path(monkeypatch, tmp_path):
    demo = Path(__file__).parents[1] / "data" / "demo"
    assert find_material("demo") == find_material("data/demo") == find_material(demo) == demo
    monkeypatch.chdir(tmp_path)
    assert find_material("demo") == demo


def test_the_project_is_found_from_within_and_from_elsewhere(tmp_path, monkeypatch):
    root = Path(__file__).parents[1]
    assert project_root(root / "data" / "demo") == project_root(tmp_path) == root
    monkeypatch.setattr("analys.places.__file__", str(tmp_path / "places.py"))
    with pytest.raises(MaterialError, match=r"a project folder with data/codebook\.yaml here or"):
        project_root(tmp_path)
