"""A report from a real project of another study: everything unknown, and nothing untrue."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from analys.build import Summary, build
from analys.cli import main
from analys.loading import load
from browser import Reader

REAL = Path(__file__).parents[1].parent / "shared" / "real"
NVIVO = REAL / "nvivo_win_12.qdpx"
DILEMMAS = (
    "01_grazon", "02_majoritetsskifte", "03_formalisering", "04_parhast", "05_langsittare",
    "06_helhetssyn",
)  # fmt: skip
REASONS = (
    "Ingenting i materialet är kodat med", "Materialet saknar", "Ingen kommun i urvalet",
    "Materialet säger inte om någon kommun haft ett majoritetsskifte.",
)  # fmt: skip
EMOJI = re.compile("[\U0001f300-\U0001faff]")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not REAL.is_dir(), reason=f"REAL FILES NOT TRIED: there is no folder {REAL}"
    ),
]


@pytest.fixture(scope="module")
def text() -> str:
    """The project's only text, as it lies in the file."""
    with zipfile.ZipFile(NVIVO) as archive:
        (name,) = (name for name in archive.namelist() if name.lower().endswith(".txt"))
        return archive.read(name).decode("utf-8-sig")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="module")
def summary(output: Path) -> Summary:
    return build(parameters={"material": str(NVIVO)}, output=output)


@pytest.fixture(scope="module")
def html(summary: Summary) -> dict[str, str]:
    pages = summary.index.parent.glob("*.html")
    return {path.stem: unescape(path.read_text(encoding="utf-8")) for path in pages}


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("nvivo_win_12.qdpx", "60 codes, 2 coders, 97 passages, 97 codings"),
        ("nvivo_mac_15_codebook.qdpx", "2 texts, 262 codes, 2 coders"),
        ("qc_1.3.qdpx", "262 codes, 1 coder, 158 passages, 205 codings"),
        ("atlasti_mac_8.4.qde", "There is no text of an interview in it"),
        ("refi_annex1.qdc", "There is no text of an interview in it"),
    ],
)
def test_a_real_file_is_checked_and_found_good(capsys, name, holds):
    assert main(["check", str(REAL / name)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert holds in said.out


def test_what_is_no_project_is_refused(capsys):
    assert main(["check", str(REAL / "README.md")]) == 1
    told = capsys.readouterr().err
    assert "analys: README.md, line 1: expected a heading for the document" in told
    assert "Traceback" not in told


def test_every_notebook_runs_and_no_question_is_said_to_be_answered(summary):
    assert summary.failures == {}
    assert summary.good
    assert len(summary.built) == len(DILEMMAS) + 2
    assert summary.answered == ()
    assert len(summary.unanswered) == 23
    assert [why for why in summary.unanswered.values() if not why.startswith(REASONS)] == []


def test_the_material_page_shows_its_codes_codings_and_users(html):
    page = html["00_material"]
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page.replace("\xa0", " ")))
    assert (facts["koder i filen"], facts["kodningar"]) == ("60", "97")
    assert facts["kodare"] == "1 av 2"
    table = page.partition('id="00_material_egna"')[2].partition("</figure>")[0]
    assert table.count('<th scope="row">') == 60
    coders = page.partition('id="00_material_kodare"')[2].partition("</figure>")[0]
    assert re.findall(r'<th scope="row">([^<]*)</th>', coders) == ["floriansipos", "Gergo"]
    assert "Materialet saknar uppgifter om kommunerna" in page


def test_the_material_page_quotes_the_text_as_it_stands(html, text):
    page = html["00_material"]
    whole = " ".join(text.split())
    for part, least in (("blockquote", 6), ("li", 50)):  # what is chosen, and what is evidence
        said = re.findall(rf"<{part}\b.*?</{part}>", page, re.DOTALL)
        quoted = [one for each in said for one in re.findall(r"<mark>(.*?)</mark>", each, re.S)]
        assert len(quoted) >= least, part
        stems = [" ".join(unescape(one).removesuffix(" …").split()) for one in quoted]
        assert [stem for stem in stems if stem not in whole] == []


def test_quotes_are_right_on_both_sides_of_emoji(text):
    rows = load(NVIVO).quotes(context=40)
    assert len(rows) == 97
    around = (rows["before"] + rows["quote"] + rows["after"]).str.strip("…").str.strip()
    assert around.str.contains(EMOJI).any()
    whole = " ".join(text.split())
    assert [each for each in around if " ".join(each.split()) not in whole] == []


@pytest.mark.parametrize("stem", DILEMMAS)
def test_a_dilemma_page_says_why_it_shows_nothing(html, stem):
    said = re.findall(r'<p class="notice">([^<]*)</p>', html[stem])
    assert len(said) > 2
    assert [each for each in said if not each.startswith(REASONS)] == []
    assert "<svg" not in html[stem].partition("<main")[2]
    assert 'class="banner"' not in html[stem]


def test_no_page_names_a_folder_of_this_machine(html):
    for stem, page in html.items():
        assert str(REAL) not in page, stem
        assert f"{Path.home()}/" not in re.sub(r'"data:[^"]*"', "", page), stem


@pytest.mark.browser
@pytest.mark.parametrize("stem", ["00_material", "02_majoritetsskifte", "index"])
def test_pages_with_nothing_on_them_are_as_accessible(reader: Reader, summary, stem):
    path = summary.index.parent / f"{stem}.html"
    reader.assert_accessible(path)
    reader.assert_reflows(path)
