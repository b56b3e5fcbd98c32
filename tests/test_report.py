"""The whole report, built once from the demo material, read as files and seen in a browser."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from analys import codebook
from analys.build import Summary, build, find_notebooks
from analys.figures import stamp, style
from analys.material import open_material
from analys.site import SYNTHETIC, first_sentence
from browser import Reader

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
STEMS = [path.stem for path in find_notebooks(ROOT)]
PAGES = [*STEMS, "index"]
CODEBOOK = codebook.read(ROOT / "data" / "codebook.yaml")
KEYS = {
    "alt", "caption", "files", "n", "question", "reading", "status", "stem", "title", "unit",
}  # fmt: skip
ENGLISH = (
    "the", "and", "of", "with", "is", "from", "none", "nan", "nat", "true", "false", "case",
    "cases", "code", "codes", "coder", "interview", "interviews", "figure", "table", "missing",
    "politician", "official", "unknown", "warning", "evidence", "characters",
)  # fmt: skip


class Words(HTMLParser):
    """The words that a page shows or speaks, its code left out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = tag in ("script", "style") or "code" in (given.get("class") or "").split()
        if self._silent or silent:
            self._silent += tag not in ("meta", "link", "br", "img", "input")
        self.text += [
            value for name in ("aria-label", "alt", "title") if (value := given.get(name))
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def words(html: str) -> str:
    parser = Words()
    parser.feed(html)
    return " ".join(" ".join(parser.text).split())


def without_data(text: str) -> str:
    """A text without its embedded fonts, which may hold any letters in any order."""
    return re.sub(r"data:[a-z]+/[^\"')]*", "", text)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="module")
def summary(output: Path) -> Summary:
    return build(output=output)


@pytest.fixture(scope="module")
def pages(summary: Summary) -> dict[str, Path]:
    return {path.stem: path for path in summary.index.parent.glob("*.html")}


@pytest.fixture(scope="module")
def html(pages: dict[str, Path]) -> dict[str, str]:
    return {stem: path.read_text(encoding="utf-8") for stem, path in pages.items()}


@pytest.fixture(scope="module")
def manifest(summary: Summary) -> dict[str, Any]:
    text = (summary.index.parent / "manifest.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture(scope="module")
def items(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for entry in manifest["notebooks"].values() for item in entry["items"]]


@pytest.fixture(scope="module")
def shown(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if item["status"] == "shown"]


def test_every_notebook_runs_without_a_warning(summary):
    assert summary.failures == {}
    assert list(summary.built) == STEMS
    assert summary.good
    assert summary.warnings == 0


def test_every_question_is_answered_by_exactly_one_item(summary, items):
    told = Counter(item["question"] for item in items if item["question"])
    assert told == dict.fromkeys(CODEBOOK.questions, 1)
    assert list(summary.answered) == list(CODEBOOK.questions)
    assert (summary.unanswered, summary.doubled) == ({}, ())


def test_questions_are_answered_by_the_notebook_that_the_codebook_names(manifest):
    for stem, entry in manifest["notebooks"].items():
        told = [item["question"] for item in entry["items"] if item["question"]]
        asked = [key for key, each in CODEBOOK.questions.items() if each.notebook == stem]
        assert sorted(told) == sorted(asked), stem


def test_items_have_the_manifests_fields_and_are_shown_where_there_is_something(items):
    for item in items:
        assert set(item) == KEYS, item["stem"]
    absent = [item for item in items if item["status"] != "shown"]
    nothing_there = {"00_material_egna", "02_ms1_par"}
    assert {item["stem"] for item in absent} == {*nothing_there, "02_ms1_alla"}  # too much asked
    assert all((item["status"], item["files"]) == ("absent", []) for item in absent)
    assert all(item["n"] > 0 for item in items if item not in absent)


def test_stems_are_unique_and_begin_with_their_notebooks_number(manifest, items):
    assert max(Counter(item["stem"] for item in items).values()) == 1
    for stem, entry in manifest["notebooks"].items():
        assert all(item["stem"][:3] == stem[:3] for item in entry["items"]), stem


def test_captions_say_n_and_alternative_texts_more_than_titles(shown):
    for item in shown:
        assert re.search(r"; n\s=\s\d", item["caption"]), item["caption"]
        assert len(item["alt"]) > len(item["title"]), item["stem"]
        assert not item["alt"].startswith(item["title"]), item["stem"]


def test_figures_holds_what_the_manifest_says_and_nothing_else(output, shown):
    for item in shown:
        stems = {name.partition(".")[0] for name in item["files"]}
        kinds = {name.partition(".")[2] for name in item["files"]} - {"underlag.csv"}
        assert kinds in ({"csv"}, {"csv", "png", "svg"}), item["stem"]
        assert stems == {item["stem"]}
    said = {name for item in shown for name in item["files"]}
    assert said == {path.name for path in (output / "figures").iterdir()}


def test_every_table_opens_as_swedish_excel_reads_it(output, shown):
    for item in shown:
        path = output / "figures" / f"{item['stem']}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), item["stem"]
        table = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
        assert len(table) > 0, item["stem"]
        assert table.shape[1] > 1, item["stem"]


def glyphs(svg: str) -> str:
    """The letters of a picture, which are drawn and not written, as their numbers in the font."""
    return " ".join(re.findall(r'href="#[^"]*-([A-Za-z]+-[0-9a-f]+)"', svg))


def test_every_picture_opens_and_says_that_the_material_is_made_up(output):
    marked, stream = Figure(), StringIO()
    stamp(marked, "Syntetiskt material")
    with style():
        marked.savefig(stream, format="svg")
    mark = glyphs(stream.getvalue())
    assert len(mark.split()) == len("Syntetisktmaterial") + 1
    drawn = sorted((output / "figures").glob("*.svg"))
    assert drawn
    for svg in drawn:
        text = svg.read_text(encoding="utf-8")
        assert ET.fromstring(text).tag.endswith("}svg")
        assert mark in glyphs(text), svg.name
        with Image.open(svg.with_suffix(".png")) as picture:
            assert min(picture.size) > 100, svg.name


@pytest.mark.parametrize("stem", PAGES)
def test_pages_say_what_they_are_and_what_they_are_made_of(html, manifest, stem):
    page = html[stem]
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')
    study = CODEBOOK.study.title["sv"]
    own = "" if stem == "index" else f"{manifest['notebooks'][stem]['title']} – "
    assert f"<title>{own}{study}</title>" in page
    assert f'<p class="banner">{SYNTHETIC}</p>' in page
    foot = words(page.partition('<footer class="foot">')[2])
    assert open_material("demo").title in foot
    assert open_material("demo").sha256()[:12] in foot
    assert f"{CODEBOOK.version}, " in foot
    assert CODEBOOK.sha256[:12] in foot
    assert re.search(r"analys \d+\.\d+\.\d+, [0-9a-f]{12}…", foot)
    assert {"alla", "konsensus", "3"} <= set(foot.split())


def test_pages_have_real_titles(manifest):
    titles = {stem: entry["title"] for stem, entry in manifest["notebooks"].items()}
    named = {each.notebook: each.text["sv"] for each in CODEBOOK.dilemmas.values()}
    assert titles == named | {"00_material": "Materialet", "07_syntes": "Syntes"}


@pytest.mark.parametrize("stem", PAGES)
def test_pages_link_to_each_other_and_to_no_one_else(html, stem):
    links = set(re.findall(r'(?:href|src|action)="([^"#][^"]*)"', without_data(html[stem])))
    told = {link for link in links if link != "data:," and not link.startswith("intervjuer/")}
    book = {"tabeller.xlsx"} if stem == "index" else set()
    assert told == {f"{page}.html" for page in PAGES} | book


def test_nothing_names_a_folder_of_this_machine(output):
    folders = [Path.home(), Path(tempfile.gettempdir()), ROOT, output]
    written = [
        path for path in output.rglob("*") if path.suffix in {".html", ".json", ".csv", ".svg"}
    ]
    assert len(written) > len(PAGES)
    for path in written:
        text = without_data(path.read_text(encoding="utf-8"))
        assert not [folder for folder in folders if f"{folder}/" in text], path.name


@pytest.mark.parametrize("stem", PAGES)
def test_swedish_pages_speak_swedish(html, stem):
    said = words(html[stem])
    assert "Underlag för sidan" in said
    found = re.findall(rf"\b(?:{'|'.join(ENGLISH)})\b", said, re.IGNORECASE)
    assert not found


@pytest.mark.parametrize("key", CODEBOOK.dilemmas)
def test_the_index_shows_each_dilemmas_leading_figure_and_what_it_says(html, manifest, output, key):
    about = CODEBOOK.dilemmas[key]
    leading = next(
        item for item in manifest["notebooks"][about.notebook]["items"] if item["question"]
    )
    card = html["index"].partition(f'aria-labelledby="card-{about.notebook}"')[2]
    card = card.partition("</article>")[0]
    assert first_sentence(leading["reading"]) in unescape(card)
    assert about.gist["sv"] in unescape(card)
    drawn = re.findall(r'<path[^>]* d="([^"]+)"', card)
    svg = (output / "figures" / f"{leading['stem']}.svg").read_text(encoding="utf-8")
    assert len(drawn) > 0
    assert drawn == re.findall(r'<path[^>]* d="([^"]+)"', svg)


def test_the_index_answers_the_research_questions(html, items):
    for key in ("FF1", "FF2"):
        answer = next(item for item in items if item["question"] == key)
        assert answer["reading"] in unescape(html["index"]), key


def test_pages_show_every_item_under_its_stem(html, manifest):
    for stem, entry in manifest["notebooks"].items():
        there = re.findall(r'<figure class="item" id="([^"]+)"', html[stem])
        assert there == [item["stem"] for item in entry["items"] if item["files"]], stem


def test_the_same_inputs_give_the_same_bytes(summary, output, tmp_path):
    again = build(["01"], output=tmp_path)
    assert again.built == ("01_grazon",)
    for path in sorted(tmp_path.rglob("01_*")):
        first = output / path.relative_to(tmp_path)
        assert digest(path) == digest(first), path.name


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.browser
@pytest.mark.parametrize("stem", PAGES)
def test_axe_finds_no_violation(reader: Reader, pages, stem):
    reader.assert_accessible(pages[stem])


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("stem", PAGES)
def test_no_page_scrolls_sideways(reader: Reader, pages, stem, width):
    reader.assert_reflows(pages[stem], width)


@pytest.mark.browser
@pytest.mark.parametrize("stem", PAGES)
def test_no_request_leaves_a_page(reader: Reader, pages, stem):
    reader.assert_self_contained(pages[stem])


@pytest.mark.browser
@pytest.mark.parametrize("stem", PAGES)
def test_pages_print_to_a4(reader: Reader, pages, stem):
    pdf = reader.print(pages[stem])
    sizes = set(re.findall(rb"/MediaBox \[0 0 (\d+)[\d.]* (\d+)", pdf))
    assert sizes <= {(b"594", b"841"), (b"595", b"841"), (b"595", b"842")}
    assert sizes


@pytest.mark.browser
@pytest.mark.parametrize("stem", STEMS)
def test_code_is_behind_the_button(reader: Reader, pages, stem):
    with reader.page(pages[stem]) as (page, _):
        assert page.locator(".code pre:visible").count() == 0
        page.locator(".toggle").click()
        assert page.locator(".code pre:visible").count() == page.locator(".code").count() > 0


@pytest.mark.browser
def test_the_index_has_no_code_and_no_button(reader: Reader, pages):
    with reader.page(pages["index"]) as (page, _):
        assert page.locator(".code").count() == 0
        assert page.locator(".toggle:visible").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("display", ["figure", "table"])
def test_a_number_leads_to_its_codings_and_they_to_the_interview(reader: Reader, pages, display):
    with reader.page(pages["07_syntes"]) as (page, _):
        item = page.locator("[id='07_ff1_hantering']")
        if display == "table":
            item.locator("details:not(.evidence) summary").click()
            item.locator("details:not(.evidence) td a").first.click()
        else:
            item.locator("svg a").first.click()
        page.wait_for_function("location.hash.startsWith('#u-07_ff1_hantering-')")
        group = page.locator(f"[id='{page.evaluate('location.hash.slice(1)')}']")
        assert group.is_visible()
        link = group.locator(".where a").first.get_attribute("href")
    name, _, place = str(link).partition("#")
    interview = (pages["index"].parent / name).read_text(encoding="utf-8")
    assert f'id="{place}"' in interview


def test_the_workbook_has_a_sheet_for_every_table(pages, shown):
    book = openpyxl.load_workbook(pages["index"].with_name("tabeller.xlsx"), read_only=True)
    assert len(book.sheetnames) == len(shown) + 1
    assert {item["stem"] for item in shown} >= set(book.sheetnames[1:])
