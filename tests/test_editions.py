"""Two editions of one report: every text has its twin, and each page speaks one language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import jupytext
import pytest

from analys import language
from analys.build import Summary, build, find_notebooks
from analys.execution import in_language
from browser import Reader
from builders import ROOT, codebook

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
STEMS = [path.stem for path in find_notebooks(ROOT)]
# Words that stand in nearly every Swedish sentence, and in no English one.
SWEDISH = (
    "och", "att", "som", "inte", "är", "av", "på", "det", "till", "från", "eller", "ett", "en",
    "med", "om", "i", "kommun", "kommuner", "intervju", "intervjuer", "avsnitt", "kodning",
    "kodningar", "ingen", "inget", "båda", "bara", "ja", "nej", "utan", "när", "där", "vad", "hur",
    "vilka", "underlag", "tabell", "figur", "fråga", "år", "rad", "rader", "tillfrågad",
)  # fmt: skip
QUESTION = re.compile(r"^## ([A-Z]{2}\d) · (.+)$", re.MULTILINE)
HEADINGS = {
    "Dilemmat": "The dilemma",
    "Frågorna": "The questions",
    "Vilka tillfrågades?": "Who was asked?",
    "Negativa fall": "Negative cases",
}


def prose(path: Path) -> list[tuple[list[str], str]]:
    """The tags and the text of each cell of prose."""
    return [
        (cell.metadata.get("tags", []), cell.source)
        for cell in jupytext.read(path).cells
        if cell.cell_type == "markdown"
    ]


def shape(text: str) -> list[str]:
    """What a text is built of: headings, list items, paragraphs and what is set apart."""
    parts = [re.match(r"#+|- |\d+\. |<p class=\"\w+\">", part) for part in text.split("\n\n")]
    return [part[0] if part else "text" for part in parts]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_prose_has_its_twin_right_after_it(path):
    cells = prose(path)
    assert cells
    for (first, swedish), (second, english) in zip(cells[::2], cells[1::2], strict=True):
        assert (first, second) == (["sv"], ["en"]), swedish
        assert shape(swedish) == shape(english), swedish
        assert swedish != english


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_english_headings_ask_in_the_codebooks_own_english(path):
    text = "\n\n".join(source for tags, source in prose(path) if tags == ["en"])
    questions = codebook().questions
    for key, asked in QUESTION.findall(text):
        assert asked == questions[key].text["en"]
    plain = dict(
        zip(
            re.findall(r"^## (.+)$", "\n".join(s for t, s in prose(path) if t == ["sv"]), re.M),
            re.findall(r"^## (.+)$", text, re.M),
            strict=True,
        )
    )
    assert {key: plain[key] for key in HEADINGS if key in plain} == {
        key: name for key, name in HEADINGS.items() if key in plain
    }


@pytest.mark.parametrize("speech", language.LANGUAGES)
def test_a_notebook_keeps_the_prose_of_one_language(speech):
    kept = in_language(jupytext.read(NOTEBOOKS[0]), speech)
    tags = [cell.metadata["tags"] for cell in kept.cells if cell.cell_type == "markdown"]
    assert tags
    assert all(each == [speech] for each in tags)


class English(HTMLParser):
    """The words of a page that are not said to be in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = given.get("lang", "en") != "en" or tag in ("script", "style")
        other = other or "code" in (given.get("class") or "").split()
        if self.hidden or other:
            if tag not in ("meta", "link", "br", "img", "input", "path", "use", "rect"):
                self.hidden.append(tag)
            return
        self.text += [v for name in ("aria-label", "alt", "title") if (v := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def words(html: str) -> str:
    parser = English()
    parser.feed(html)
    return " ".join(" ".join(parser.text).split())


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return build(parameters={"language": "en"}, output=tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def pages(summary: Summary) -> dict[str, Path]:
    return {path.stem: path for path in summary.index.parent.glob("*.html")}


@pytest.mark.slow
def test_the_english_edition_answers_all_questions_in_a_folder_of_its_own(summary):
    assert summary.good
    assert summary.index.parent.name == "internal-en"
    assert list(summary.answered) == list(codebook().questions)
    assert (summary.index.parent / "figures" / "01_gz1_varde.svg").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("stem", [*STEMS, "index"])
def test_an_english_page_holds_no_swedish_but_what_was_said(pages, stem):
    html = pages[stem].read_text(encoding="utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    said = words(re.sub(r"data:[a-z]+/[^\"')]*", "", html))
    said = re.sub(r"\S+\.(csv|qdpx|yaml)\b", "", said)  # names of files
    found = re.findall(rf"(?:\S+ ){{0,4}}\b(?:{'|'.join(SWEDISH)})\b(?: \S+){{0,4}}", said)
    assert not found


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_numbers_are_written_as_in_english(pages, stem):
    said = words(pages[stem].read_text(encoding="utf-8"))
    assert not re.findall(r"\b\d+,\d\b(?!\d)", said)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("stem", ["02_majoritetsskifte", "index"])
def test_axe_finds_no_violation_in_english(reader: Reader, pages, stem):
    reader.assert_accessible(pages[stem])
