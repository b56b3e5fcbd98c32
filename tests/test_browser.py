"""The sample pages, seen in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

import page_sample
from analys.pages import render_index, render_notebook
from browser import NAMES, Reader, executable

pytestmark = pytest.mark.browser
NAMED = ("06_helhetssyn", "index")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    rendered = {
        "06_helhetssyn": render_notebook(page_sample.notebook(), page_sample.page()),
        "index": render_index(page_sample.index()),
    }
    for stem, html in rendered.items():
        (folder / f"{stem}.html").write_text(html, encoding="utf-8")
    return {stem: folder / f"{stem}.html" for stem in rendered}


@pytest.mark.parametrize("stem", NAMED)
def test_axe_finds_no_violation(reader: Reader, pages, stem):
    reader.assert_accessible(pages[stem])


@pytest.mark.parametrize("width", [320, 400, 768])
@pytest.mark.parametrize("stem", NAMED)
def test_the_page_never_scrolls_sideways(reader: Reader, pages, stem, width):
    reader.assert_reflows(pages[stem], width)


@pytest.mark.parametrize("stem", NAMED)
def test_no_request_leaves_the_page_and_its_policy_is_kept(reader: Reader, pages, stem):
    reader.assert_self_contained(pages[stem])


def test_the_checks_see_what_they_look_for(reader: Reader, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<!DOCTYPE html><html lang="sv"><title>x</title><main><h1>x</h1><img src="a.png">'
        '<p style="width: 900px">x</p></main></html>'
    )
    with pytest.raises(AssertionError, match="image-alt"):
        reader.assert_accessible(bad)
    with pytest.raises(AssertionError, match="px too wide"):
        reader.assert_reflows(bad)
    with pytest.raises(AssertionError, match=r"request for .*a\.png"):
        reader.assert_self_contained(bad)


def test_own_fonts_are_used(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"]) as (page, _):
        loaded = page.evaluate(
            "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
        )
    assert {name.strip('"') for name in loaded} == {"Source Serif Pro", "Source Sans Pro"}


def test_code_is_behind_one_button(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"]) as (page, _):
        button = page.locator(".toggle")
        assert (button.inner_text(), button.get_attribute("aria-expanded")) == ("Visa kod", "false")
        assert page.locator(".code:visible").count() == 0
        button.click()
        assert (button.inner_text(), button.get_attribute("aria-expanded")) == ("Dölj kod", "true")
        assert page.locator(".code pre:visible").count() == page.locator(".code").count() > 0
        page.locator(".code summary").first.click()
        assert not page.locator(".code pre").first.is_visible()
        button.click()
        assert page.locator(".code:visible").count() == 0


def test_without_script_code_is_folded_but_within_reach(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"], java_script_enabled=False) as (page, _):
        assert not page.locator(".toggle").is_visible()
        assert page.locator(".code pre:visible").count() == 0
        page.locator(".code summary").first.click()
        assert page.locator(".code pre:visible").count() == 1


def test_the_keyboard_reaches_the_content_first(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"]) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_wide_figure_scrolls_in_its_frame_and_only_then_stops_tab(reader: Reader, pages):
    measured = "(f) => [f.scrollWidth > f.clientWidth, f.tabIndex]"
    for width, expected in ((1200, [False, -1]), (400, [True, 0])):
        with reader.page(pages["06_helhetssyn"], width) as (page, _):
            frame = page.locator(".item > .frame").first
            assert frame.evaluate(measured) == expected, width


def test_the_navigation_shows_where_we_are_on_a_phone(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"], 320) as (page, _):
        box = page.locator("nav [aria-current]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("stem", NAMED)
def test_prints_to_a4(reader: Reader, pages, stem):
    pdf = reader.print(pages[stem])
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf


def test_paper_has_the_banner_but_no_code_and_no_navigation(reader: Reader, pages):
    with reader.page(pages["06_helhetssyn"]) as (page, _):
        page.locator(".toggle").click()
        page.emulate_media(media="print")
        assert page.locator(".banner").is_visible()
        for hidden in (".code", ".top", ".skip", ".toggle"):
            assert page.locator(f"{hidden}:visible").count() == 0, hidden
        for whole in (".item > .frame", ".quote", ".reading"):
            kept = page.locator(whole).first.evaluate("(e) => getComputedStyle(e).breakInside")
            assert kept == "avoid", whole


def test_a_missing_browser_fails_in_ci_and_is_skipped_loudly_elsewhere(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=NAMES[0]):
        executable()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        executable()
