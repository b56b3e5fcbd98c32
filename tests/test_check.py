"""`analys check`: what a good file holds, and one clear message for each way to be bad."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import refi_build as refi
from analys import checking, readers
from analys.cli import main
from analys.gaps import TABLES, lacking

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "data" / "demo"
CODEBOOK = ROOT / "data" / "codebook.yaml"


def truncated(folder: Path) -> Path:
    whole = (DEMO / "intervjuer.qdpx").read_bytes()
    path = folder / "half.qdpx"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def no_zip(folder: Path) -> Path:
    path = folder / "picture.qdpx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def empty(folder: Path) -> Path:
    path = folder / "nothing.qdpx"
    path.touch()
    return path


def doubled(folder: Path) -> Path:
    path = folder / "codebook.yaml"
    text = CODEBOOK.read_text(encoding="utf-8")
    assert text.count("      MS.bygge.tid:\n") == 1
    path.write_text(text.replace("      MS.bygge.tid:\n", "      MS.utfall.last:\n"), "utf-8")
    return path


def without_column(folder: Path) -> Path:
    path = folder / "material"
    shutil.copytree(DEMO, path)
    lines = (path / "spells.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "post" in lines[0].split(",")
    lines[0] = lines[0].replace("post", "office")
    (path / "spells.csv").write_text("\n".join(lines), encoding="utf-8")
    return path


def past_the_end(folder: Path) -> Path:
    coded = refi.source(refi.selection(3, 99, refi.coding()))
    return refi.one_text(folder, refi.whole(coded), "Kort text.")


@pytest.mark.parametrize(
    ("make", "file", "told"),
    [
        (truncated, "half.qdpx", "zip"),
        (no_zip, "picture.qdpx", "expected"),
        (empty, "nothing.qdpx", "empty"),
        (doubled, "codebook.yaml", "MS.utfall.last"),
        (without_column, "spells.csv", "post"),
        (past_the_end, "project.qdpx", "99"),
    ],
)
def test_a_bad_file_gets_one_clear_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable, file: str, told: str
):
    assert main(["check", str(make(tmp_path))]) == 1
    said = capsys.readouterr()
    (message,) = said.err.splitlines()
    assert message.startswith(f"analys: {file}")
    assert ": expected " in message
    assert "; found " in message
    assert told in message
    assert str(tmp_path) not in said.err
    assert "Traceback" not in said.err + said.out


def test_a_material_that_is_not_there_names_those_that_are(capsys):
    assert main(["check", "nowhere"]) == 1
    assert "Under data/ there is: demo" in capsys.readouterr().err


def test_the_demo_material_is_whole(capsys):
    assert main(["check", str(DEMO)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    first, *rest = said.out.splitlines()
    assert first == "demo: Syntetiskt demonstrationsmaterial (synthetic)"
    text = "\n".join(rest)
    assert "10 municipalities, 56 interviews" in text
    assert "0 codes of the file outside the codebook" in text
    assert "missing" not in text


def test_the_codebook_is_whole(capsys):
    assert main(["check", str(CODEBOOK)]) == 0
    assert "6 dilemmas, 90 codes, 23 questions. Nothing is wrong" in capsys.readouterr().out


def test_a_bare_project_is_told_with_what_it_lacks_and_codes_we_do_not_know(tmp_path):
    coded = refi.source(refi.selection(0, 4, refi.coding()))
    lines, error = checking.told(refi.one_text(tmp_path, refi.whole(coded), "Kort text."))
    assert error is None
    text = "\n".join(lines)
    assert (
        "0 of 1 codings are of the codebook's codes; 2 codes of the file outside the codebook"
        in text
    )
    assert "    Trust" in lines
    missing = [line for line in lines if line.startswith("  missing: ")]
    assert missing == [f"  missing: {gap.english}" for gap in lacking(())]
    assert len(missing) == len(TABLES) == 4
    assert missing[3] == (
        "  missing: events in the municipalities (events): elections and shifts cannot be drawn in"
    )


def test_a_file_of_codes_alone_has_nothing_to_report_on(tmp_path):
    lines, error = checking.told(refi.qdpx(tmp_path, refi.project(refi.USERS, refi.CODES)))
    assert error is None
    assert lines[-1] == (
        "  There is no text of an interview in it, so there is nothing to report on."
    )


def test_long_lists_of_foreign_codes_are_cut_and_counted(tmp_path):
    names = [f"Code {n:02}" for n in range(checking.LISTED + 3)]
    codes = "".join(
        f'<Code guid="{refi.guid(0x500 + n)}" name="{name}" isCodable="true"/>'
        for n, name in enumerate(names)
    )
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    lines, _ = checking.told(refi.qdpx(tmp_path, refi.project(refi.USERS, book)))
    assert [line.strip() for line in lines if line.startswith("    Code")] == names[:-3]
    assert "    … and 3 more" in lines


def test_a_project_is_read_once(monkeypatch):
    asked: list[Path] = []
    read = readers.read

    def counting(path: Path, *more: readers.Options, **others: bool) -> readers.Project:
        asked.append(path)
        return read(path, *more, **others)

    monkeypatch.setattr(readers, "read", counting)
    assert main(["check", str(DEMO)]) == 0
    assert len(asked) == 1


def test_the_unit_is_told_where_no_quotes_are_stored_and_a_file_is_named_once(tmp_path):
    coded = refi.source(refi.selection(0, 4, refi.coding()))
    xml = refi.whole(coded, origin="NVivo")
    lines, error = checking.told(refi.one_text(tmp_path, xml, "Kort text."))
    assert error is None
    assert lines[:2] == [
        "  project.qdpx by NVivo: 1 source, 1 text, 2 codes, 2 coders, 1 passage, 1 coding",
        "  positions in UTF-16 code units; no quotes are stored to compare with the text",
    ]


def test_codes_alone_are_told_without_codings(tmp_path):
    lines, _ = checking.told(refi.qdpx(tmp_path, refi.project(refi.USERS, refi.CODES)))
    assert "  2 codes of the file outside the codebook" in lines
    assert not any("positions in" in line for line in lines)
