"""Pages as text: what they say of themselves, and that they ask nobody else for anything."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import nbformat.v4 as v4
import pytest
import yaml

import page_sample
from analys.errors import NotebookError
from analys.markup import anchored, framed_tables, scoped, slug, unique_svg_ids
from analys.pages import POLICY, TEMPLATES, Card, Page, render_index, render_notebook


class Tags(HTMLParser):
    """Every start tag with its attributes, and the text of the title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._open = tag

    def handle_data(self, data):
        if self._open == "title" and not self.title:
            self.title = data

    def having(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def _notebook(*cells):
    return v4.new_notebook(cells=list(cells))


def _shown(html: str):
    return v4.new_code_cell("1", outputs=[v4.new_output("display_data", data={"text/html": html})])


@pytest.fixture(scope="module", params=["notebook", "index"])
def html(request) -> str:
    if request.param == "index":
        return render_index(page_sample.index())
    return render_notebook(page_sample.notebook(), page_sample.page())


@pytest.fixture
def tags(html) -> Tags:
    return Tags(html)


def test_nothing_is_asked_of_anyone_else(html, tags):
    siblings = {f"{stem}.html" for stem in (*page_sample.LABELS, "index")}
    for address in tags.having("href"):
        assert address.startswith(("#", "data:")) or address in siblings, address
    assert all(source.startswith("data:") for source in tags.having("src"))
    assert not re.search(r"@import|url\((?![\"']?(?:data:|#))", html)


def test_the_policy_is_in_the_page_before_any_style_or_script(html, tags):
    order = [tag for tag, _ in tags.found]
    policies = [each for each in tags.named("meta") if "http-equiv" in each]
    assert [each["content"] for each in policies] == [POLICY]
    assert order.index("meta") < order.index("style")
    assert html.index("Content-Security-Policy") < html.index("<style")


def test_language_title_and_landmarks(tags):
    assert tags.named("html") == [{"lang": "sv"}]
    assert tags.title.endswith(page_sample.STUDY)
    counts = Counter(tag for tag, _ in tags.found)
    for once in ("h1", "main", "header", "nav"):
        assert counts[once] == 1, once


def test_ids_are_unique_and_every_reference_has_its_target(tags):
    ids = Counter(tags.having("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    wanted = [name for each in tags.having("aria-labelledby") for name in each.split()]
    wanted += [address[1:] for address in tags.having("href") if address.startswith("#")]
    assert set(wanted) <= set(ids)


def test_regions_have_names_of_their_own(tags):
    names = Counter(
        attributes["aria-label"]
        for _, attributes in tags.found
        if attributes.get("role") == "region"
    )
    assert names
    assert set(names.values()) == {1}


def test_every_head_cell_has_a_scope(tags):
    assert all(cell.get("scope") in {"row", "col"} for cell in tags.named("th"))


def test_the_banner_is_there_for_made_up_material_only(html):
    assert html.count(f'<p class="banner">{page_sample.SYNTHETIC}</p>') == 1
    real = render_notebook(page_sample.notebook(), Page("t", "s", "x"))
    assert 'class="banner"' not in real
    assert page_sample.SYNTHETIC not in real


def test_the_navigation_says_which_page_this_is():
    tags = Tags(render_notebook(page_sample.notebook(), page_sample.page()))
    assert [each["href"] for each in tags.named("a") if "aria-current" in each] == [
        "06_helhetssyn.html"
    ]


def test_provenance_is_in_the_foot(html):
    foot = html[html.index('<footer class="foot">') :]
    for label, value in page_sample.PROVENANCE:
        assert f"<dt>{label}</dt><dd>{value}</dd>" in foot


def test_code_is_folded_without_prompt_numbers_and_can_be_left_out():
    shown = render_notebook(page_sample.notebook(), page_sample.page())
    assert shown.count('<details class="code">') == 10
    assert "In&nbsp;[" not in shown
    assert shown.count("<summary>Parametrar</summary>") == 2
    without = render_notebook(page_sample.notebook(), Page("t", "s", "x", code=False))
    assert '<details class="code">' not in without
    assert "butterfly(weigh)" not in without
    assert '<button type="button" class="toggle"' not in without


def test_printed_text_and_errors_are_escaped_and_shorn_of_colour():
    html = render_notebook(page_sample.notebook(), page_sample.page())
    assert '<pre class="said">31 intervjuer\n</pre>' in html
    assert '<pre class="said warned">En varning.' in html
    assert "Cellen stoppade: ParameterError." in html
    assert "&lt;är&gt; okänd" in html
    assert "\x1b" not in html


def test_svg_comes_out_as_it_went_in():
    assert page_sample.butterfly() in render_notebook(page_sample.notebook(), page_sample.page())


def test_the_same_notebook_gives_the_same_bytes():
    first, second = (render_notebook(page_sample.notebook(), page_sample.page()) for _ in range(2))
    assert first == second


def test_what_a_page_is_told_cannot_break_out_of_it():
    evil = '</style></title><script>alert("1")</script>'
    html = render_notebook(
        _notebook(v4.new_markdown_cell("# Rubrik")),
        Page(evil, evil, "x", synthetic=evil, provenance=((evil, evil),)),
    )
    assert "<script>alert" not in html
    assert html.count("</style>") == 1


def test_a_picture_needs_a_text_that_stands_for_it():
    output = v4.new_output("display_data", data={"image/png": "iVBORw0KGgo="})
    with pytest.raises(NotebookError, match=r"draw\(\).*an alternative text"):
        render_notebook(_notebook(v4.new_code_cell("draw()", outputs=[output])), page_sample.page())
    output.metadata = {"image/png": {"alt": 'Fyra "staplar"'}}
    html = render_notebook(
        _notebook(v4.new_code_cell("draw()", outputs=[output])), page_sample.page()
    )
    assert 'alt="Fyra &quot;staplar&quot;"' in html


def test_unknown_languages_and_colours_are_refused():
    with pytest.raises(ValueError, match="language 'no' is not one of sv, en"):
        Page("t", "s", "x", language="no")
    with pytest.raises(ValueError, match="accent 'red'"):
        Page("t", "s", "x", accent="red")
    with pytest.raises(ValueError, match="accent 'red'"):
        Card("x", "n", "g", "r", "red")


def test_every_language_has_every_word():
    words = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    assert len({frozenset(each) for each in words.values()}) == 1
    english = render_notebook(page_sample.notebook(), Page("t", "s", "x", language="en"))
    assert '<html lang="en">' in english
    assert "Show code" in english
    assert "Visa kod" not in english


def test_every_word_is_used():
    words = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    used = set(re.findall(r"words\.(\w+)", templates)) | {"table"}
    assert used == set(words["sv"])


def test_headings_are_anchored_once_each():
    html = anchored("<h2>Vad då?</h2><h3>Vad då?</h3><h2 id='x'>Y</h2><p id=\"vad-da-3\"></p>")
    assert html.startswith('<h2 id="vad-da">Vad då?</h2><h3 id="vad-da-2">')
    assert "<h2 id='x'>Y</h2>" in html
    assert "¶" not in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hur vägs för- och nackdelar?", "hur-vags-for-och-nackdelar"),
        ("<em>Å</em> ena &amp; andra", "a-ena-andra"),
        ("?", "avsnitt"),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_ids_of_an_svg_are_prefixed_wherever_they_are_used():
    svg = (
        '<svg role="img" aria-labelledby="t d"><title id="t">#t</title><desc id="d"/>'
        '<g clip-path="url(#c)" fill="#dddddd"><use xlink:href="#m"/><use href="#other"/></g>'
        '<clipPath id="c"/><path id="m"/></svg>'
    )
    mended = unique_svg_ids(svg, "p-")
    assert 'aria-labelledby="p-t p-d"' in mended
    assert '<title id="p-t">#t</title>' in mended
    assert 'clip-path="url(#p-c)" fill="#dddddd"' in mended
    assert 'xlink:href="#p-m"' in mended
    assert 'href="#other"' in mended


def test_two_cards_with_the_same_figure_do_not_collide():
    html = render_index(page_sample.index())
    ids = Tags(html).having("id")
    assert len(ids) == len(set(ids))
    assert sum(name.endswith("06_hs1_argument-t") for name in ids) == 3


def test_heads_of_a_pandas_table_get_a_scope_and_its_corner_is_no_head():
    table = (
        "<table><thead><tr><th></th><th>roll</th></tr></thead>"
        '<tbody><tr><th>K01</th><td>kc</td></tr><tr><th scope="row">K02</th></tr></tbody></table>'
    )
    assert scoped(table) == (
        '<table><thead><tr><td></td><th scope="col">roll</th></tr></thead>'
        '<tbody><tr><th scope="row">K01</th><td>kc</td></tr><tr><th scope="row">K02</th></tr>'
        "</tbody></table>"
    )


def test_a_table_without_a_frame_gets_one_and_one_with_keeps_its_own():
    framed = '<div class="frame" role="region" aria-label="Min"><table></table></div>'
    html = framed_tables(f"{framed}<table></table><table></table>", "Tabell")
    assert html.startswith(framed)
    assert html.count('class="frame"') == 3
    assert 'aria-label="Tabell 2"' in html
