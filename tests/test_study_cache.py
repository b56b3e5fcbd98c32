"""Studies that are kept: the same as read, never another's, and never in the way."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fuzz_files
from analys import assembling, fingerprints, hidden, loading, tables, tidy
from analys.errors import MaterialError
from analys.export import write_qdpx
from analys.hidden import SWITCH
from analys.loading import load
from analys.parameters import Parameters
from analys.study import Study
from analys.study_cache import entries, folder, frames, keys, plain, texts
from analys.unkeying import as_project
from builders import ROOT
from test_several_files import BOTH, described, wrong_quotes
from test_several_files import folder as several_files  # noqa: F401 - a fixture

DEMO = ROOT / "data" / "demo"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own, with the codebook and a copy of the demo, where all are kept."""
    root = tmp_path / "projekt"
    shutil.copytree(DEMO, root / "data" / "demo")
    shutil.copy(ROOT / "data" / "codebook.yaml", root / "data")
    monkeypatch.chdir(root)
    monkeypatch.delenv(SWITCH)
    return root


@pytest.fixture
def several(request):
    """A folder with the files of two coders, not yet described."""
    return request.getfixturevalue("several_files")


@pytest.fixture
def reads(monkeypatch):
    """How often a material was read."""
    found = []
    real = assembling.assembled
    monkeypatch.setattr(
        assembling, "assembled", lambda *told, **more: (found.append(told), real(*told, **more))[1]
    )
    return found


def kept(root):
    return sorted(path for path in (root / ".analys" / "studies").glob("*") if path.is_dir())


def twice(material, **more):
    """A material's study as it is read, and as it is opened."""
    read = load(material, cached=True, **more)
    opened = load(material, cached=True, **more)
    assert not isinstance(read.text, texts.Texts)
    assert isinstance(opened.text, texts.Texts)
    return read, opened


def assert_same(read, opened):
    for part in fields(Study):
        mine, theirs = getattr(read, part.name), getattr(opened, part.name)
        if isinstance(mine, pd.DataFrame):
            assert_same_frames(mine, theirs)
        elif part.name == "kept":
            for each in fields(mine):
                assert_same_frames(getattr(mine, each.name), getattr(theirs, each.name))
        elif part.name != "text":
            assert (mine, type(mine)) == (theirs, type(theirs))
            assert repr(mine) == repr(theirs)
    assert [gap.english for gap in read.gaps] == [gap.english for gap in opened.gaps]
    for interview in [*read.interviews["interview"], "ingen"]:
        assert read.text(interview) == opened.text(interview)


def assert_same_frames(mine, theirs):
    pd.testing.assert_frame_equal(mine, theirs, check_index_type="exact", check_exact=True)
    assert mine.columns.identical(theirs.columns)
    assert type(mine.index) is type(theirs.index)
    assert not mine.attrs
    assert not theirs.attrs


# The same


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("accept", [False, True])
def test_the_demo_comes_back_as_it_was(project, language, accept):
    read, opened = twice("demo", language=language, accept_positions=accept)
    assert_same(read, opened)
    assert opened.codings["created"].dt.tz is not None


@pytest.mark.parametrize(
    "more",
    [{"cases": ["K03", "K07"]}, {"coder": "Kodare A"}, {"cases": "K01", "coder": "Kodare B"}],
)
def test_whoever_chooses_municipalities_or_a_coder_opens_the_same_entry(project, reads, more):
    load("demo", cached=True)
    assert_same(load("demo", **more), load("demo", cached=True, **more))
    assert len(reads) == 2
    assert len(kept(project)) == 1


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", fuzz_files.KINDS)
def test_a_bare_file_of_each_kind_comes_back_as_it_was(project, tmp_path, kind, language):
    path = fuzz_files.KINDS[kind](tmp_path)
    if kind == "maxqda":
        path = described(tmp_path, f"{{file: {path.name}, texts: {fuzz_files.TEXTS}}}")
    assert_same(*twice(path, language=language, accept_positions=True))


def test_a_material_of_several_tools_comes_back_as_it_was(project, several):
    files = [path.name for path in sorted(several.glob("*.qdpx"))]
    files += [fuzz_files.KINDS[kind](several).name for kind in ("qdpx", "taguette", "workbook")]
    told = "coders: {Bosse B: bo}\nplanned: 9\nreporting: {COREQ 9: ja}\nobserved_until: 2011-05-06"
    read, opened = twice(described(several, f"[{', '.join(files)}]", told))
    assert_same(read, opened)
    assert len(opened.reports) == len(files) > 3
    assert opened.account.joined
    assert opened.account.coders
    assert opened.observed_until == date(2011, 5, 6)


def test_positions_that_were_accepted_by_hand_are_told_of_in_both_languages(project, tmp_path):
    path = wrong_quotes(tmp_path)
    for language in ("sv", "en"):
        read, opened = twice(path, language=language, accept_positions=True)
        assert_same(read, opened)
        assert opened.accepted[0].mismatches
    with pytest.raises(MaterialError, match="--accept-positions takes the file as it is"):
        load(path, cached=True)


def test_what_is_made_of_it_is_the_same_byte_for_byte(project, tmp_path):
    made = []
    for name, study in zip(("läst", "öppnad"), twice("demo"), strict=True):
        write_qdpx(as_project(study, tmp_path), tmp_path / f"{name}.qdpx")
        files = dict(tidy.files(study, tidy.FORMATS))
        made.append(((tmp_path / f"{name}.qdpx").read_bytes(), files))
        made[-1] += (tables.files(study).frame.to_csv(), study.quotes("GZ.gyllene").to_csv())
    assert made[0] == made[1]


def test_every_field_of_a_study_is_kept():
    known = {*entries.FRAMES, *entries.WORDS, *entries.ELSEWHERE}
    assert known == {part.name for part in fields(Study)}
    assert not set(entries.WORDS) & entries.ELSEWHERE


TYPES = {
    "str": st.text(st.characters(exclude_categories=["Cs"])),
    "Int64": st.integers(-(2**63), 2**63 - 1),
    "boolean": st.booleans(),
    "datetime64[us]": st.datetimes(datetime(1, 1, 1), datetime(9999, 1, 1)),
    "datetime64[us, UTC]": st.datetimes(
        datetime(1700, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC)
    ),
    "Float64": st.floats(allow_nan=False),
}


@st.composite
def typed_frames(draw):
    """Frames of all the types that a study has, anything missing, with any order of columns."""
    height = draw(st.integers(0, 6))
    columns = {}
    for kind in draw(st.permutations(sorted(TYPES))):
        values = st.lists(st.none() | TYPES[kind], min_size=height, max_size=height)
        columns[draw(st.sampled_from([kind, f"{kind} å"]))] = pd.Series(draw(values), dtype=kind)
    frame = pd.DataFrame(columns).assign(held=np.arange(height) % 2 == 0)
    return frame if draw(st.booleans()) else frame[frame["held"]]


@given(typed_frames())
def test_a_frame_comes_back_with_its_types_its_order_and_what_is_missing(frame):
    packed = frames.packed(frame)
    assert_same_frames(frame, frames.unpacked(packed))
    assert frames.same(frame, frames.unpacked(packed))
    assert frames.packed(frame.copy()) == packed


@pytest.mark.parametrize(
    "other",
    [
        pd.DataFrame({"a": [1, 3]}), pd.DataFrame({"a": [1.0, 2.0]}), pd.DataFrame({"b": [1, 2]}),
        pd.DataFrame({"a": [1, 2]}, index=[1, 2]), pd.DataFrame({"a": [1]}),
        pd.DataFrame({"a": pd.Series([1, 2], dtype="Int64")}),
        pd.DataFrame({"a": [1, 2]}, index=pd.Index([0, 1])),
    ],
)  # fmt: skip
def test_frames_that_differ_in_anything_are_not_the_same(other):
    assert not frames.same(pd.DataFrame({"a": [1, 2]}), other)


def test_a_column_of_any_type_is_not_kept(project, demo):
    with pytest.raises(ValueError, match="of any type"):
        frames.packed(pd.DataFrame({"a": pd.Series(["x", 1], dtype="object")}))


@given(st.lists(st.tuples(st.uuids().map(str), st.text(st.characters(exclude_categories=["Cs"])))))
def test_texts_come_back_one_by_one(tmp_path_factory, given):
    path = tmp_path_factory.mktemp("texter") / "texts.parquet"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "TOGETHER", 5)
        held = texts.write(path, given)
    read = texts.Texts(path, held, pytest.fail)
    assert {name: read(name) for name, _ in reversed(given)} == dict(given)
    assert len(held) == sum(bool(text) for _, text in given)


def test_one_text_is_read_without_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "TOGETHER", 10)
    path = tmp_path / "texts.parquet"
    held = texts.write(path, [(str(n), f"text {n:05}") for n in range(9)])
    assert held["group"].tolist() == list(range(9))
    read = texts.Texts(path, held, pytest.fail)
    assert read("7") == "text 00007"
    assert read._last[1] == ["text 00007"]


def test_plain_values_are_those_of_json():
    assert plain.plain({"n": np.int64(3), "t": (date(2011, 1, 2),)}) == {
        "n": 3, "t": ["2011-01-02"],
    }  # fmt: skip


# Only where it is the same


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_changed_coding_gives_the_new_study(project, several):
    described(several, BOTH)
    before = load(several, cached=True)
    shutil.copy(several / "bosse.qdpx", several / "anna.qdpx")
    after = load(several, cached=True)
    assert not isinstance(after.text, texts.Texts)
    assert len(after.all_codings) != len(before.all_codings)
    assert_same(load(several), load(several, cached=True))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/demo/material.yaml", "title: ", "title: En annan "),
        ("data/demo/material.yaml", "synthetic: true", "synthetic: false"),
        ("data/demo/material.yaml", "planned: 59", "planned: 70"),
        ("data/demo/material.yaml", "title", "limits: {depth: 90}\ntitle"),
        ("data/demo/cases.csv", "Götaland", "Svealand"),
        ("data/codebook.yaml", "#", "# en rad till\n#"),
    ],
)
def test_whatever_else_changes_is_read_anew(project, reads, file, old, new):
    load("demo", cached=True)
    change(project / file, old, new)
    assert_same(load("demo", cached=True), load("demo"))
    assert len(reads) == 3
    assert len(kept(project)) == 2


def test_another_version_of_a_package_reads_anew(project, reads, monkeypatch):
    load("demo", cached=True)
    monkeypatch.setattr(fingerprints, "installed", lambda: "another pandas")
    load("demo", cached=True)
    assert len(reads) == 2


def test_another_source_reads_anew_and_a_source_edited_meanwhile_keeps_nothing(
    project, reads, monkeypatch
):
    monkeypatch.setattr(fingerprints, "source", lambda: "edited")
    load("demo", cached=True)
    assert not kept(project)
    monkeypatch.setattr(keys, "RUNNING", "edited")
    load("demo", cached=True)
    assert len(kept(project)) == 1
    monkeypatch.undo()
    monkeypatch.chdir(project)
    monkeypatch.delenv(SWITCH)
    assert not isinstance(load("demo", cached=True).text, texts.Texts)


def test_a_material_that_changes_while_it_is_read_is_not_kept(project, monkeypatch):
    real = assembling.assembled

    def meanwhile(*told, **more):
        found = real(*told, **more)
        change(project / "data/demo/cases.csv", "Götaland", "Svealand")
        return found

    monkeypatch.setattr(assembling, "assembled", meanwhile)
    load("demo", cached=True)
    assert not kept(project)


def test_a_faulty_material_is_not_kept_and_its_fault_told_each_time(project, reads):
    change(project / "data/demo/cases.csv", "Götaland", "Utomlands")
    for _ in range(2):
        with pytest.raises(MaterialError, match="Utomlands"):
            load("demo", cached=True)
    assert len(reads) == 2
    assert not (project / ".analys").exists()


def test_texts_that_lie_beside_what_the_material_names_are_not_kept(project, tmp_path):
    path = fuzz_files.KINDS["qdpx"](tmp_path)
    xml = fuzz_files.refi(fuzz_files.coded_source(None, ""))
    bare = tmp_path / "bar.qde"
    bare.write_text(xml, encoding="utf-8")
    (tmp_path / f"{fuzz_files.TEXT}.txt").write_text(fuzz_files.SPOKEN, encoding="utf-8")
    load(bare, cached=True, accept_positions=True)
    assert not kept(project)
    load(path, cached=True, accept_positions=True)
    assert len(kept(project)) == 1
    shutil.rmtree(project / ".analys")
    (tmp_path / "sources").mkdir()
    (tmp_path / f"{fuzz_files.TEXT}.txt").rename(tmp_path / "sources" / f"{fuzz_files.TEXT}.txt")
    assert_same(*twice(bare, accept_positions=True))


# Damage


FILES = [
    "index.json", "study.json", "texts.parquet", "held.parquet", "all_codings.parquet",
    "cases.parquet", "interviews.parquet", "spells.parquet", "events.parquet", "codes.parquet",
    "kept-memos.parquet", "kept-codes.parquet", "kept-variables.parquet",
]  # fmt: skip


def turned(data):
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


DAMAGE = {
    "gone": None,
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "one bit turned": turned,
    "longer": lambda data: data + b"x",
    "foreign": lambda data: b"PAR1 is what a Parquet file begins with",
}


def test_these_are_all_files_of_an_entry(project):
    load("demo", cached=True)
    assert {path.name for path in kept(project)[0].iterdir()} == set(FILES)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("file", FILES)
def test_a_damaged_entry_is_made_anew(project, several, file, damage):
    described(several, BOTH)
    read = load(several, cached=True)
    path = kept(project)[0] / file
    whole = path.read_bytes()
    if DAMAGE[damage] is None:
        path.unlink()
    else:
        path.write_bytes(DAMAGE[damage](whole))
    assert_same(read, load(several, cached=True))  # reads every text, and finds a damaged one
    assert_same(read, load(several, cached=True))
    assert path.read_bytes() == whole
    assert isinstance(load(several, cached=True).text, texts.Texts)


@pytest.fixture
def demo_entry(project):
    read = load("demo", cached=True)
    return read, kept(project)[0]


def test_an_entry_under_another_name_is_not_opened(project, demo_entry, reads):
    _, entry = demo_entry
    change(project / "data/demo/cases.csv", "Götaland", "Svealand")
    new = load("demo", cached=True)
    [other] = set(kept(project)) - {entry}
    shutil.rmtree(other)
    shutil.copytree(entry, other)
    assert_same(new, load("demo", cached=True))
    assert len(reads) == 2


def test_a_file_of_another_entry_is_not_opened(project, demo_entry):
    _, entry = demo_entry
    change(project / "data/demo/cases.csv", "Götaland", "Svealand")
    new = load("demo", cached=True)
    [other] = set(kept(project)) - {entry}
    shutil.copy(entry / "cases.parquet", other / "cases.parquet")
    assert_same(new, load("demo", cached=True))


def test_a_damaged_text_is_read_from_the_material_and_the_entry_made_anew(project, demo_entry):
    read, entry = demo_entry
    data = bytearray((entry / "texts.parquet").read_bytes())
    data[len(data) // 4] ^= 0xFF
    (entry / "texts.parquet").write_bytes(data)
    opened = load("demo", cached=True)
    assert isinstance(opened.text, texts.Texts)
    assert_same(read, opened)
    assert not entry.exists()
    assert_same(*twice("demo"))


def test_a_damaged_text_of_a_material_that_changed_since_is_told(project, demo_entry):
    read, entry = demo_entry
    (entry / "texts.parquet").write_bytes(turned((entry / "texts.parquet").read_bytes()))
    opened = load("demo", cached=True)
    change(project / "data/demo/cases.csv", "Götaland", "Svealand")
    with pytest.raises(MaterialError, match="the text that was there at reading; found another"):
        assert_same(read, opened)


def test_whoever_has_it_open_reads_its_texts_though_it_is_removed(project, demo_entry):
    _, entry = demo_entry
    opened = load("demo", cached=True)
    shutil.rmtree(entry)
    shutil.rmtree(project / "data" / "demo")
    name = opened.interviews["interview"].iloc[-1]
    assert hash_of(opened.text(name)) == opened.interviews["sha256"].iloc[-1]


def hash_of(text):
    return texts._hash(text)


# Its place


def test_it_is_switched_off_by_a_variable(project, reads, monkeypatch):
    monkeypatch.setenv(SWITCH, "off")
    assert load("demo", cached=True).sha256 == load("demo", cached=True).sha256
    assert len(reads) == 2
    assert not (project / ".analys").exists()


def test_reading_keeps_nothing_unless_asked_to_and_notebooks_ask(project, reads):
    load("demo")
    assert not (project / ".analys").exists()
    for _ in range(2):
        loading.chosen_study(Parameters())
    assert len(reads) == 2


def test_commands_that_tell_of_the_files_read_them(project, reads, tmp_path, capsys):
    from analys.cli import main

    load("demo", cached=True)
    for line in (["check", "demo"], ["export", "demo", str(tmp_path / "ut.qdpx")]):
        before = len(reads)
        assert main(line) == 0
        assert len(reads) == before + 1


def test_a_hit_needs_none_of_what_checks(project):
    load("demo", cached=True)
    code = (
        "import sys; from analys.loading import load; load('demo', cached=True); "
        "print(*{'pandera', 'openpyxl', 'analys.keying', 'analys.schemas'} & {*sys.modules})"
    )
    assert python(code).stdout.strip() == ""


def test_only_the_owner_may_look_into_it(project, demo_entry):
    _, entry = demo_entry
    for path in (project / ".analys", project / ".analys" / "studies", entry):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in entry.iterdir()} == {0o600}
    (project / ".analys").chmod(0o755)
    load("demo", cached=True, language="en")
    assert stat.S_IMODE((project / ".analys").stat().st_mode) == 0o700


def test_git_sees_nothing_of_it_here_or_where_it_is_copied(project, demo_entry, tmp_path):
    other = tmp_path / "annat"
    other.mkdir()
    shutil.copytree(project / ".analys", other / "kopia")
    subprocess.run(["git", "init", "--quiet", other], check=True)
    told = subprocess.run(
        ["git", "-C", other, "status", "--porcelain", "--untracked-files=all"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout == ""
    assert "/.analys/\n" in (ROOT / ".gitignore").read_text(encoding="utf-8")


def test_it_lies_nowhere_else_in_the_project(project):
    before = set(project.rglob("*"))
    load("demo", cached=True)
    load("demo", cached=True)
    made = {path.relative_to(project).parts[0] for path in set(project.rglob("*")) - before}
    assert made == {".analys"}
    assert not list((project / ".analys" / "studies").glob(f"{folder.UNFINISHED}*"))


def test_the_last_used_entries_stay(project):
    lines = "title: ", "title: A", "title: AA", "title: AAA", "title: AAAA"
    load("demo", cached=True)
    [first] = kept(project)
    for at, (old, new) in enumerate(pairwise(lines)):
        for age, path in enumerate(kept(project)):
            os.utime(path / "index.json", (1_000_000 + age + at, 1_000_000 + age + at))
        os.utime(first / "index.json", (2_000_000, 2_000_000))
        change(project / "data/demo/material.yaml", old, new)
        load("demo", cached=True)
    assert len(kept(project)) == folder.FEW
    assert first in kept(project)


def test_opening_is_use(project, demo_entry):
    _, entry = demo_entry
    os.utime(entry / "index.json", (1_000_000, 1_000_000))
    load("demo", cached=True)
    assert (entry / "index.json").stat().st_mtime > 1_000_000


def test_two_folders_give_the_same_bytes(project, demo_entry):
    _, entry = demo_entry
    before = {path.name: path.read_bytes() for path in entry.iterdir()}
    shutil.rmtree(project / ".analys")
    load("demo", cached=True)
    assert {path.name: path.read_bytes() for path in entry.iterdir()} == before


# Where it cannot be


def test_without_a_right_to_write_it_is_read(project, reads):
    (project / ".analys").write_text("a file where the folder should be")
    first, second = load("demo", cached=True), load("demo", cached=True)
    assert_same(first, second)
    assert len(reads) == 2


def test_without_a_project_it_is_read(tmp_path, project, monkeypatch):
    from analys.errors import Problem
    from builders import codebook

    def none():
        raise MaterialError(Problem("", "", "a project", "none"))

    monkeypatch.setattr(hidden, "project_root", none)
    study = load(DEMO, codebook=codebook(), cached=True)
    assert len(study.interviews) == 56
    assert not (project / ".analys").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
@pytest.mark.parametrize("most", [0, 200, 6_000, 110_000])
def test_on_a_full_disk_it_is_read(project, most):
    code = f"""
        import resource
        from analys.loading import load
        resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
        print(len(load("demo", cached=True).all_codings))
    """
    assert python(code).stdout.split() == ["1513"]
    assert not kept(project)
    assert len(load("demo", cached=True).all_codings) == 1513
    assert len(kept(project)) == 1


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="who may all cannot be refused")
def test_in_a_folder_that_may_only_be_read_it_is_read(project, reads):
    project.chmod(0o500)
    try:
        load("demo", cached=True)
        load("demo", cached=True)
    finally:
        project.chmod(0o700)
    assert len(reads) == 2


def test_a_study_that_would_not_come_back_alike_is_not_kept(project, monkeypatch):
    real = assembling.assembled

    def odd(*told, **more):
        found = real(*told, **more)
        return replace(found, cases=found.cases.assign(odd=pd.Series([b"x"] * 10, dtype="object")))

    monkeypatch.setattr(assembling, "assembled", odd)
    assert load("demo", cached=True).cases["odd"].tolist() == [b"x"] * 10
    assert not kept(project)


# Several at once, and one that dies


def python(code, *told, check=True, **more):
    """Run a line or several in a process of its own, in the project."""
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *told],
        capture_output=True, text=True, check=False, **more,
    )  # fmt: skip
    assert not check or run.returncode == 0, run.stderr
    return run


AT_ONCE = """
    import sys
    from pathlib import Path
    import analys.assembling
    from analys.loading import load
    from analys.study_cache import folder
    real = folder._move
    def together(made, target):
        Path(sys.argv[1]).touch()
        while len(list(Path(sys.argv[1]).parent.glob("färdig-*"))) < 3:
            pass
        real(made, target)
    folder._move = together
    print(len(load("demo", cached=True).all_codings))
"""


def test_several_write_the_same_entry_at_once(project, tmp_path):
    ends = [str(tmp_path / f"färdig-{n}") for n in range(3)]
    code = textwrap.dedent(AT_ONCE)
    started = [
        subprocess.Popen([sys.executable, "-c", code, end], stdout=subprocess.PIPE, text=True)
        for end in ends
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in started] == ["1513"] * 3
    assert [process.returncode for process in started] == [0, 0, 0]
    [entry] = kept(project)
    assert folder.ENTRY.fullmatch(entry.name)
    assert isinstance(load("demo", cached=True).text, texts.Texts)


KILLED = """
    import os, signal, sys
    from analys.loading import load
    from analys import hidden
    from analys.study_cache import entries, folder, texts
    left = int(sys.argv[2])
    modules = {"hidden": hidden, "folder": folder, "texts": texts, "entries": entries}
    module, name = modules[sys.argv[1].split(".")[0]], sys.argv[1].split(".")[1]
    real = getattr(module, name)
    def dying(*told):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*told)
    setattr(module, name, dying)
    load("demo", cached=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed so there")
@pytest.mark.parametrize(
    "when",
    [
        ("hidden.prepare", "0"), ("texts._hash", "20"), ("folder.written", "0"),
        ("folder.written", "6"), ("entries._alike", "0"), ("folder._move", "0"),
        ("folder._prune", "0"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_whoever_is_killed_while_writing_leaves_nothing_that_is_opened(project, when):
    run = python(KILLED, *when, check=False)
    assert run.returncode == -signal.SIGKILL
    whole = [path for path in kept(project) if folder.ENTRY.fullmatch(path.name)]
    assert len(whole) == (when[0] == "folder._prune")
    assert_same(load("demo"), load("demo", cached=True))
    assert isinstance(load("demo", cached=True).text, texts.Texts)
    for path in kept(project):
        if path not in whole:
            os.utime(path, (1_000_000, 1_000_000))
    load("demo", cached=True, language="en")
    assert all(folder.ENTRY.fullmatch(path.name) for path in kept(project))
