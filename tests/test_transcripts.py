"""The interviews' pages: what is marked in a text, what stands beside it, and where links lead."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

import builders
from analys.annotation import Coding, annotated, note, passages, turns
from analys.build import build
from analys.interviews import interviews
from analys.language import speaking
from analys.markup import passage
from analys.parameters import Parameters
from analys.site import site_of
from analys.transcripts import transcripts
from browser import Reader

TEXT = "INT: Hur går det?\n\nKSO: Det går bra. Vi litar på varandra.\n\nINT: Jaså.\n"
BRA = (TEXT.index("Det går"), TEXT.index(" Vi"))
LITAR = (TEXT.index("Vi litar"), TEXT.index("\n\nINT: Jaså"))


def coding(start, end, code="K.bar", coder="Anna", **more):
    name = f"{coder}-{code}-{start}-{end}"
    about = {"label": code, "part": "", "counted": True, **more}
    return Coding(name, start, end, code, coder=coder, **about)


def marked(text, *codings, lang=""):
    return "".join(annotated(text, turns(text), passages(text, codings), lang=lang))


def test_a_talk_that_nobody_has_coded_has_a_page_all_the_same(demo):
    none = demo.codings.iloc[:0]
    found = list(interviews(replace(demo, codings=none, all_codings=none)))
    assert len(found) == len(demo.interviews)
    assert not any(each.codings or each.whole for each in found)


class Said(HTMLParser):
    """What stands in the paragraphs of a talk, and which passages each piece belongs to."""

    def __init__(self, html):
        super().__init__()
        self.paragraphs, self.pieces, self.within = [], [], None
        self.in_notes = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.in_notes += tag == "ul"
        if tag == "p" and not self.in_notes:
            self.paragraphs.append("")
        if tag == "mark":
            self.within = given["class"].split()

    def handle_endtag(self, tag):
        self.in_notes -= tag == "ul"
        if tag == "mark":
            self.within = None

    def handle_data(self, data):
        if self.in_notes or not data.strip("\n"):
            return
        self.paragraphs[-1] += data
        self.pieces.append((data, self.within or []))


def lit(html, number):
    """The words that light up for a passage."""
    return "".join(words for words, names in Said(html).pieces if f"p{number}" in names)


def pages_of(study, **parameters):
    site = site_of(study, Parameters(**parameters), ["00_material", "01_grazon"], "0" * 64)
    return dict(transcripts(study, site))


# The text


def test_the_whole_text_stands_there_turn_by_turn_with_who_speaks_apart():
    html = marked(TEXT, coding(*BRA))
    assert Said(html).paragraphs == [line for line in TEXT.split("\n") if line]
    assert re.findall(r'<b class="who">([^<]+)</b>', html) == ["INT: ", "KSO: ", "INT: "]
    assert html.count('class="turn asks"') == 2


def test_a_text_without_speakers_or_blank_lines_is_paragraphs_all_the_same():
    html = marked("Ett.\r\nTvå & <tre>.\u2029Fyra.", coding(0, 3))
    assert Said(html).paragraphs == ["Ett.", "Två & <tre>.", "Fyra."]
    assert 'class="who"' not in html


def test_passages_that_overlap_are_cut_where_one_begins_or_ends():
    text = "abcdefghij"
    html = marked(text, coding(0, 6, "A"), coding(3, 9, "B"), coding(4, 5, "C"))
    assert Said(html).pieces == [
        ("abc", ["d1", "p1"]), ("d", ["d2", "p1", "p2"]), ("e", ["d3", "p1", "p2", "p3"]),
        ("f", ["d2", "p1", "p2"]), ("ghi", ["d1", "p2"]), ("j", []),
    ]  # fmt: skip


def test_the_tint_deepens_with_codes_that_stand_and_no_further_than_four():
    codes = [coding(0, 3, code) for code in "ABCDEF"]
    assert 'class="d4 p1"' in marked("abc def", *codes)
    assert 'class="d1 p1"' in marked("abc", coding(0, 3), coding(0, 3, coder="Bo"))
    assert 'class="d0 p1"' in marked("abc", coding(0, 3, counted=False))
    assert 'class="d1 p1"' in marked("abc", coding(0, 3, counted=False, agrees=True))


def test_what_differs_by_spaces_and_punctuation_alone_is_one_passage():
    text = "Ja. Det går bra, säger han."
    found = passages(text, [coding(4, 15), coding(3, 16, coder="Bo"), coding(4, 11, "X")])
    assert [(each.start, each.end, len(each.codings)) for each in found] == [(3, 16, 2), (4, 11, 1)]


def test_a_passage_over_several_turns_is_marked_in_each_and_noted_in_the_first():
    html = marked(TEXT, coding(BRA[0], len(TEXT)))
    assert lit(html, 1) == "Det går bra. Vi litar på varandra.Jaså."
    assert html.count('id="n1"') == 1
    assert html.index('id="n1"') < html.index("Det går bra")
    assert html.index('id="n1"') > html.index("Hur går det")


@pytest.mark.parametrize("start", [0, 3, 18, len(TEXT) - 1, len(TEXT), len(TEXT) + 40])
def test_a_coding_has_its_anchor_wherever_it_begins(start):
    one = coding(start, start + 5)
    html = marked(TEXT, one)
    assert html.count(f'id="{one.anchor}"') == 1
    assert html.count("<li") == 1


@st.composite
def coded_texts(draw):
    lines = st.text(st.sampled_from("abå <&\"'.𝄞\n\u2028"), max_size=60)
    text = draw(lines) + "Ord."
    ends = st.integers(0, len(text) + 2)
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=8))
    codes = st.sampled_from("ABC")
    return text, [coding(*span, draw(codes), str(at)) for at, span in enumerate(spans)]


@given(coded_texts())
def test_nothing_is_lost_and_each_passage_lights_up_whole(given_text):
    text, codings = given_text
    html = marked(text, *codings)
    lines = [line for line in re.split(r"[\n\u2028]", text) if line.strip()]
    assert Said(html).paragraphs == lines
    for each in passages(text, codings):
        words = re.sub(r"[\n\u2028]", "", text[each.start : each.end])
        assert "".join(lit(html, each.number).split()) == "".join(words.split())
    for each in codings:
        assert html.count(f'id="{each.anchor}"') == 1


# The notes


def test_codings_of_one_passage_are_one_note_with_several_labels():
    html = note(passages(TEXT, [
        coding(*BRA, "GZ.gyllene", label="Gyllene & god", part="GZ"),
        coding(*BRA, "PH.kraft.zon", label="Kraft", part="PH"),
    ])[0])  # fmt: skip
    assert html.count("<li") == 1
    assert re.findall(r">([^<>]+)</a>", html) == ["Gyllene &amp; god", "Kraft"]
    assert re.findall(r'<p class="(k-\w+)">', html) == ["k-GZ", "k-PH"]
    assert html.count(">Anna<") == 1
    assert 'class="note k"' in html


def test_coders_of_one_code_share_its_line_and_others_keep_theirs():
    both = [coding(*BRA, "A"), coding(*BRA, "A", "Bo A")]
    html = note(passages(TEXT, [*both, coding(*BRA, "B", "Bo A")])[0])
    assert re.findall(r'class="by">([^<]+)<', html) == ["Anna, Bo\xa0A", "Bo\xa0A"]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"counted": True}, ""),
        ({"counted": False, "agrees": True}, "instämmer"),
        ({"counted": False}, "räknas inte"),
    ],
)
def test_a_coding_that_does_not_count_says_so_quietly(about, said):
    html = note(passages(TEXT, [coding(*BRA, **about)])[0])
    assert re.findall(r'</a> <span class="by">([^<]+)<', html) == ([said] if said else [])
    assert ("uncounted" in html) == (said == "räknas inte")


def test_a_coding_agrees_where_it_overlaps_one_of_the_same_code_that_counts():
    rows = [
        ("K1-1", "K.bar", *BRA, "Anna"), ("K1-1", "K.bar", BRA[0] + 2, BRA[1], "Bo"),
        ("K1-1", "K.stjalper", *BRA, "Bo"), ("K1-1", "K.bar", *LITAR, "Bo"),
    ]  # fmt: skip
    study = builders.study({"K1-1": "K1 kso GZ"}, rows, texts={"K1-1": TEXT}).by_coder("Anna")
    (found,) = interviews(study)
    assert {each.id: (each.counted, each.agrees) for each in found.codings} == {
        "c0": (True, False), "c1": (False, True), "c2": (False, False), "c3": (False, False),
    }  # fmt: skip


# The pages


@pytest.fixture(scope="module")
def small():
    told = {
        "K1-1": "K1 kso GZ FO", "K1-2": "K1 kc GZ", "K2-1": "K2 - -", "K2-2": "K2 pol GZ",
        "Åsa, kc": "K2 kc GZ",
    }  # fmt: skip
    rows = [
        ("K1-1", "GZ.gyllene", *BRA), ("K1-1", "GZ.problem", *LITAR, "Bo"),
        ("K1-1", "K.bar", None, None, "Anna"), ("K2-1", "GZ.gyllene", 2, 9), ("Åsa, kc", "K.bar"),
    ]  # fmt: skip
    about = {
        "K1-1": {"quote_consent": "nej", "minutes": 71, "date": builders.day("2011-09-01")},
        "K1-2": {"quote_consent": "ja"},
    }
    texts = {"K1-1": TEXT, "K1-2": TEXT, "K2-1": "", "K2-2": "", "Åsa, kc": TEXT}
    made = builders.study(told, rows, texts=texts, about=about, read=False).by_coder("Anna")
    return replace(
        made, all_codings=made.all_codings.replace({"quote": {"": "Vi <b>litar</b> på dem."}})
    )


@pytest.fixture(scope="module")
def pages(small):
    return pages_of(small)


def test_there_is_a_page_for_each_interview_that_has_a_text_or_codings(pages):
    named = [passage("Åsa, kc").partition("/")[2], "K1-1.html", "K1-2.html", "K2-1.html"]
    assert sorted(pages) == sorted([*named, "index.html"])


def test_an_interview_called_as_the_list_does_not_take_its_place():
    pages = pages_of(builders.study({"index": "K1 kso GZ"}, texts={"index": TEXT}))
    assert sorted(pages) == sorted([passage("index").partition("/")[2], "index.html"])
    assert len(pages) == 2


def test_the_head_says_who_where_when_and_what_may_be_done(pages):
    head = pages["K1-1.html"].partition('<h2 id="where">')[0]
    assert "<h1>Intervju K1-1</h1>" in head
    assert "Kommunstyrelsens ordförande i K1, 1 september 2011" in head
    assert "<div><dt>Tillfrågad om</dt><dd>Gråzon, Formalisering</dd></div>" in head
    assert "<dd>Anna (2 kodningar), Bo (1 kodning)</dd>" in head
    assert "<dt>kodningar som räknas</dt><dd>2</dd>" in re.sub(r"\s*\n\s*", "", head)
    assert "Den intervjuade har inte gått med på att citeras." in head
    assert "gått med på" not in pages["K1-2.html"]


def test_an_interview_that_nobody_has_coded_has_its_text_all_the_same(pages):
    page = pages["K1-2.html"]
    assert "Ingen har kodat intervjun än." in page
    assert "Vi litar på varandra." in page
    assert "<mark" not in page
    assert '<table class="portrait"' not in page


def test_an_interview_without_text_shows_what_was_coded_in_it(pages):
    page = pages["K2-1.html"]
    assert "Intervjuns text finns inte i materialet." in page
    assert "Vi &lt;b&gt;litar&lt;/b&gt; på dem." in page
    assert page.count('id="c-c3"') == 1
    assert '<div class="talk">' not in page


def test_what_is_coded_on_the_whole_interview_stands_above_the_talk(pages):
    page = pages["K1-1.html"]
    assert page.index('<li id="c-c2">Personkemin bär samarbetet') < page.index('<h2 id="talk">')


def test_the_key_counts_each_code_and_leads_to_its_places(pages):
    key = pages["K1-1.html"].partition('<div class="parts">')[2].partition("</details>")[0]
    assert re.findall(r'href="#(c-\w+)">([^<]+)<', key) == [
        ("c-c0", f"{100 * BRA[0] / len(TEXT):.0f}\xa0%"), ("c-c1", "52\xa0%"), ("c-c2", "hela"),
    ]  # fmt: skip
    assert re.findall(r"<b>([^<]+)</b>", key) == ["1", "– räknas inte", "1"]


def test_the_portrait_leads_to_where_each_stretch_begins(pages):
    portrait = pages["K1-1.html"].partition('<table class="portrait">')[2].partition("</table>")[0]
    assert re.findall(r'href="#([^"]+)"', portrait) == ["c-c0"]
    assert portrait.count("inte tillfrågad") == 4


def test_pages_lead_to_their_neighbours_and_back_to_the_report(pages):
    page = pages["K1-2.html"]
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page)[:2] == [
        ("prev", "K1-1.html"), ("next", "K2-1.html"),
    ]  # fmt: skip
    for link in ("../index.html", "../01_grazon.html", "../intervjuer/index.html"):
        assert f'href="{link}"' in page
    assert 'rel="prev"' not in pages["K1-1.html"]
    assert 'rel="next"' not in pages[passage("Åsa, kc").partition("/")[2]]


def test_the_list_names_all_and_links_those_with_a_page(pages):
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>", pages["index.html"])
    assert rows[0] == '<a href="K1-1.html">K1-1</a>'
    assert rows[3] == "K2-2"
    assert len(rows) == 5


def test_what_is_said_stays_swedish_in_the_english_edition(small):
    with speaking("en"):
        page = pages_of(small, language="en")["K1-1.html"]
    assert '<html lang="en">' in page
    assert "Interview K1-1" in page
    assert "Asked about" in page
    assert page.count('<p lang="sv">') == 3
    assert "The grey zone as a golden zone" in unescape(page)


def test_the_pages_are_the_same_each_time_and_carry_no_more_than_one_font(small, pages):
    assert pages_of(small) == pages
    assert all(page.count("@font-face") == 1 for page in pages.values())


# The report


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given.get("href") or given["xlink:href"]] if tag == "a" else []


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    output = tmp_path_factory.mktemp("report")
    old = output / "reports" / "internal" / "intervjuer" / "K99-1.html"
    old.parent.mkdir(parents=True)
    old.write_text("En intervju som inte finns längre.")
    summary = build(["01"], output=output)
    assert summary.removed == ("reports/internal/intervjuer/K99-1.html",)
    return summary.index.parent


@pytest.fixture(scope="module")
def seen(report):
    paths = {path.resolve(): path.read_text(encoding="utf-8") for path in report.rglob("*.html")}
    return {path: Links(html) for path, html in paths.items()}


@pytest.mark.slow
def test_every_link_to_and_within_the_interviews_leads_to_something(report, seen):
    built = {path.name for path in report.glob("*.html")}
    followed = 0
    for path, found in seen.items():
        for link in found.links:
            name, _, anchor = link.partition("#")
            there = (path.parent / name).resolve() if name else path
            if there.parent == report.resolve() and there.name not in built:
                continue  # a notebook that this build did not run
            assert there in seen, f"{path.name} links to {link}"
            assert not anchor or anchor in seen[there].ids, f"{path.name} links to {link}"
            followed += "intervjuer" in str(there)
    assert followed > 1000
    assert any(
        link.startswith("intervjuer/") and "#" in link
        for link in seen[(report / "01_grazon.html").resolve()].links
    )


@pytest.mark.slow
def test_no_id_stands_twice_on_a_page_and_every_coding_has_one(seen):
    ids = 0
    for path, found in seen.items():
        assert len(found.ids) == len(set(found.ids)), path.name
        ids += sum(each.startswith("c-") for each in found.ids)
    assert ids == 1513


@pytest.mark.slow
def test_a_page_that_has_not_changed_is_left_alone(report):
    folder = report / "intervjuer"
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    (folder / "K01-1.html").write_text("Ändrad.")
    build(["01"], output=report.parents[1])
    again = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {path.name for path in before if before[path] != again[path]} == {"K01-1.html"}


@pytest.mark.slow
def test_the_workbook_lists_what_the_report_publishes(report):
    import openpyxl

    first = openpyxl.load_workbook(report / "tabeller.xlsx").worksheets[0]
    assert "Gråzonsdilemmat" in [cell.value for cell in first["D"]]


# In a browser


@pytest.fixture(scope="module")
def written(pages, small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("intervjuer")
    long = "KOMMUNCHEFEN: " + "Det här är en lång mening om samarbete. " * 40
    rows = [("K9-1", code, start, start + 120, coder)
            for coder in ("Anna", "Bo")
            for code, start in (("GZ.gyllene", 400), ("PH.kraft.zon", 440), ("K.bar", 440),
                                ("B.roll", 460), ("FO.ena.skriva", 900))]  # fmt: skip
    dense = builders.study({"K9-1": "K9 kc GZ"}, rows, texts={"K9-1": long}, synthetic=True)
    all_pages = pages | {"K9-1.html": pages_of(dense.by_coder("consensus"))["K9-1.html"]}
    for name, html in all_pages.items():
        (folder / name).write_text(html, encoding="utf-8")
    return folder


NAMES = ("K1-1.html", "K1-2.html", "K2-1.html", "K9-1.html", "index.html")


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation(reader: Reader, written: Path, name):
    reader.assert_accessible(written / name)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 700, 1200])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways(reader: Reader, written: Path, name, width):
    reader.assert_reflows(written / name, width)


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_no_request_leaves_a_page(reader: Reader, written: Path, name):
    reader.assert_self_contained(written / name)


TINTS = """(name) => [...document.querySelectorAll(name)]
    .map((each) => getComputedStyle(each).backgroundColor)"""


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_link_lights_up_its_whole_passage_and_its_note(reader: Reader, written: Path, script):
    with reader.page(written / "K9-1.html", java_script_enabled=script) as (page, _):
        unlit = page.evaluate(TINTS, ".p1")[0]
        page.locator(".note a").first.click()
        expect(page.locator(".p1").first).not_to_have_css("background-color", unlit)
        (lit_up,) = set(page.evaluate(TINTS, ".p1"))
        assert page.locator(".p1").count() > 1
        assert set(page.evaluate(TINTS, "#n1")) == {lit_up}
        assert lit_up not in page.evaluate(TINTS, "mark:not(.p1)")
        top = page.locator(".p1").first.bounding_box()
        assert top is not None
        assert 0 < top["y"] < 900


@pytest.mark.browser
def test_notes_stand_beside_where_their_passages_begin_and_never_on_one_another(
    reader: Reader, written: Path
):
    with reader.page(written / "K9-1.html") as (page, _):
        page.wait_for_timeout(50)
        boxes = [each.bounding_box() for each in page.locator(".note").all()]
        begins = [each.bounding_box() for each in page.locator(".tick").all()]
    assert len(boxes) == len(begins) == 4
    assert abs(boxes[0]["y"] - begins[0]["y"]) < 6
    assert abs(boxes[-1]["y"] - begins[-1]["y"]) < 6
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    assert min(box["x"] for box in boxes) > max(box["x"] for box in begins)


@pytest.mark.browser
def test_on_a_phone_notes_stand_below_their_paragraph(reader: Reader, written: Path):
    with reader.page(written / "K9-1.html", 390) as (page, _):
        paragraph = page.locator(".turn > p").first.bounding_box()
        first = page.locator(".note").first.bounding_box()
    assert first["y"] >= paragraph["y"] + paragraph["height"]


@pytest.mark.browser
def test_pages_print_to_a4_with_notes_beside_the_talk(reader: Reader, written: Path):
    assert b"/MediaBox [0 0 59" in reader.print(written / "K9-1.html")
    with reader.page(written / "K9-1.html", 627) as (page, _):
        page.emulate_media(media="print")
        paragraph = page.locator(".turn > p").first.bounding_box()
        first = page.locator(".note").first.bounding_box()
        assert page.locator(".beside:visible").count() == 0
    assert first["x"] >= paragraph["x"] + paragraph["width"]
