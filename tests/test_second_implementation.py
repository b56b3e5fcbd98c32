"""Two published readers of REFI-QDA, made by others, find in our files what we put there.

They run in an environment of their own. Where they differ from us, it says here in what and why.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from analys.export import write_qdpx
from analys.readers import read
from analys.readers.frames import rows
from analys.readers.package import digest
from analys.readers.project import Project, ReadingReport
from builders import ROOT
from environments import environment
from fuzz_files import SPOKEN, TRUSTED, UNCLEAR, placed
from refi_build import guid

READING = Path(__file__).with_name("second_reading.py")
DEMO = ROOT / "data" / "demo" / "intervjuer.qdpx"
NOW = pd.Timestamp("2024-05-06T07:08:09", tz="UTC")
TEXT, PDF, PICTURE, ANNA, BO, TOP, SAME, DEEP = (guid(n) for n in range(1, 9))
BOM = "\ufeff"
LINES = f'{BOM}a\r\n"b" & <c>\tå e\u0301 \U0001f469\u200d\U0001f4bb slut\n'


def tricky() -> Project:
    """What other programs stumble over: emoji, CRLF, a BOM, markup, overlap, nothing marked."""
    texts = {TEXT: SPOKEN, PDF: LINES}
    places = [
        (TEXT, *placed(TRUSTED), TOP, ANNA),
        (TEXT, *placed(TRUSTED), DEEP, ANNA),
        (TEXT, *placed(TRUSTED), TOP, BO),
        (TEXT, *placed(UNCLEAR), SAME, BO),
        (TEXT, 10, 10, SAME, ANNA),
        (TEXT, 0, len(SPOKEN), TOP, ANNA),
        (PDF, 0, 3, TOP, ANNA),
        (PDF, *placed('"b" & <c>\tå e\u0301', LINES), DEEP, ANNA),
        (PDF, *placed("\U0001f469\u200d\U0001f4bb", LINES), DEEP, None),
        (TEXT, None, None, TOP, ANNA),
        (PICTURE, None, None, SAME, BO),
    ]
    codings = [
        (
            guid(0x100 + n),
            source,
            start,
            end,
            code,
            coder,
            None if start is None else coder,
            NOW if n % 2 else None,
            None if start is None else texts[source][start:end],
        )
        for n, (source, start, end, code, coder) in enumerate(places)
    ]
    case = guid(0x200)
    return Project(
        path=Path("tricky.qdpx"),
        sources=rows(
            "sources",
            [
                (TEXT, 'Ett "citat" & <ett>', "text", None, len(SPOKEN), digest(SPOKEN)),
                (PDF, "Två.pdf", "pdf", None, len(LINES), digest(LINES)),
                (PICTURE, "Tre.jpg", "picture", None, None, None),
            ],
        ),
        codes=rows(
            "codes",
            [
                (TOP, None, "Tillit", "Tillit", "#aabbcc", "Vad\nsom helst", False),
                (SAME, TOP, "Tillit", "Tillit > Tillit", None, None, True),
                (DEEP, SAME, "Över > under/bredvid", "Tillit > Tillit > Över", None, None, True),
            ],
        ),
        coders=rows("coders", [(ANNA, "Anna Ö"), (BO, "Bo")]),
        codings=rows("codings", codings),
        cases=rows("cases", [(case, "Ekby", None), (guid(0x201), None, None)]),
        case_sources=rows("case_sources", [(case, TEXT, None, None), (case, PDF, None, None)]),
        attributes=rows(
            "attributes",
            [("case", case, "size", "9000", "integer"), ("source", TEXT, "day", "fre", "text")],
        ),
        memos=rows(
            "memos",
            [(guid(0x300), TEXT, 0, 3, "Obs", ANNA), (guid(0x301), TEXT, None, None, "Om", None)],
        ),
        links=rows("links", []),
        report=ReadingReport("tricky", "analys", "code point"),
        text=texts.__getitem__,
    )


def found_by_others(path: Path) -> dict[str, dict]:
    python = environment("pyrefiqda==0.3.1", "qdapy==0.1.0")
    done = subprocess.run([python, READING, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def demonstration():
    return read(DEMO), found_by_others(DEMO)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("tricky") / "tricky.qdpx"
    write_qdpx(tricky(), path)
    return read(path), found_by_others(path)


PROJECTS = pytest.mark.parametrize("which", ["demonstration", "small"])


def marked(project: Project) -> pd.DataFrame:
    """Codings on passages, the coder by name and "" where there is none."""
    codings = project.codings.dropna(subset="start")
    names = project.coders.set_index("coder_id")["name"]
    return codings.assign(coder=codings["coder"].map(names).fillna(""))


def as_rows(frame: pd.DataFrame, *columns: str) -> list[list]:
    return sorted(map(list, frame[list(columns)].astype(object).itertuples(index=False)))


def coders_named(project: Project) -> list[str]:
    return sorted(set(marked(project)["coder"]) - {""})


# pyrefiqda: classes made from the standard's own schema


@PROJECTS
def test_pyrefiqda_finds_the_same_codings_with_the_same_quotes(request, which):
    ours, others = request.getfixturevalue(which)
    columns = ("coding", "source", "start", "end", "quote", "code_id", "coder")
    assert others["pyrefiqda"]["codings"] == as_rows(marked(ours), *columns)


@PROJECTS
def test_pyrefiqda_finds_as_much_of_all_the_rest(request, which):
    ours, others = request.getfixturevalue(which)
    theirs = others["pyrefiqda"]
    assert theirs["sources"] == sorted(ours.sources["name"])
    assert theirs["codes"] == sorted(ours.codes["name"])
    assert theirs["coders"] == coders_named(ours)
    assert theirs["cases"] == sorted(ours.cases["name"].fillna(""))
    assert theirs["in cases"] == len(ours.case_sources)
    assert theirs["values"] == len(ours.attributes)
    assert theirs["notes"] == ours.memos["memo"].nunique()
    assert theirs["whole"] == ours.codings["start"].isna().sum()


# qdapy: frames of codings on passages of texts; cases, notes and pictures are counted as left out


def test_qdapy_finds_the_same_codings_with_the_same_quotes(demonstration):
    ours, others = demonstration
    columns = ("source", "start", "end", "quote", "code_id", "coder")
    assert others["qdapy"]["codings"] == as_rows(marked(ours), *columns)


@PROJECTS
def test_qdapy_finds_the_same_codes_and_coders(request, which):
    ours, others = request.getfixturevalue(which)
    assert others["qdapy"]["codes"] == sorted(ours.codes["name"])
    assert others["qdapy"]["coders"] == coders_named(ours)


def test_qdapy_leaves_the_text_of_a_pdf_and_whole_sources_out(small):
    """It looks for passages right below a source, and for codings only in passages.

    The standard puts passages of a PDF's text below its `Representation`, and lets a source be
    coded without any passage: so these are there, and qdapy does not tell that it left them.
    """
    ours, others = small
    columns = ("source", "start", "end", "quote", "code_id", "coder")
    of_text = marked(ours).loc[lambda found: found["source"] == TEXT]
    assert others["qdapy"]["codings"] == as_rows(of_text, *columns)
    assert others["qdapy"]["sources"] == sorted(ours.sources["name"][:2])
    skipped = {"PictureSource": 1, "Cases": 2, "Variables": 2, "Notes": 2}
    assert others["qdapy"]["skipped"] == skipped
