"""A browser that looks at finished pages: Debian's Chromium, driven by playwright, offline.

`Reader` holds the checks, so that the sample pages and the built ones are held to the same:
`assert_accessible`, `assert_reflows`, `assert_self_contained`, and `screenshot` to look oneself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1200, 400, 320)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")


def executable() -> str:
    """Find the browser; without one, fail in CI and skip, saying so, elsewhere."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    told = f"no browser to look with: none of {', '.join(NAMES)} is on the PATH"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


class Reader:
    """Someone who opens a page, at a width, in a browser that may fetch nothing else."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @contextmanager
    def page(
        self, path: Path, width: int = 1200, **context: Any
    ) -> Iterator[tuple[Page, list[str]]]:
        """Open a page; the list fills with what it asked for and what it complained of."""
        url = path.resolve().as_uri()
        told: list[str] = []

        def route(asked: Route) -> None:
            if asked.request.url == url:
                asked.continue_()
            else:
                told.append(f"request for {asked.request.url}")
                asked.abort()

        with self.browser.new_context(
            viewport={"width": width, "height": 900}, **context
        ) as opened:
            opened.route("**/*", route)
            page = opened.new_page()
            page.on("console", lambda message: told.append(f"console: {message.text}"))
            page.on("pageerror", lambda error: told.append(f"error: {error}"))
            page.goto(url)
            page.evaluate("document.fonts.ready.then(() => true)")
            yield page, told

    @staticmethod
    def unfold(page: Page) -> None:
        """Show the code and open all that is folded."""
        if page.locator(".toggle:visible").count():
            page.locator(".toggle").click()
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true })"
        )

    def assert_self_contained(self, path: Path) -> None:
        with self.page(path) as (page, told):
            self.unfold(page)
            page.wait_for_load_state("networkidle")
            assert not told, f"{path.name}: " + "; ".join(told)

    def assert_reflows(self, path: Path, width: int = 320) -> None:
        """WCAG 1.4.10: at 320 px nothing but figures and tables, in their frames, scrolls."""
        wide = """[...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .filter((e) => !e.closest(".frame, nav, .aside"))
            .map((e) => e.outerHTML.slice(0, 80))"""
        with self.page(path, width) as (page, _):
            self.unfold(page)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{path.name} is {over} px too wide: {page.evaluate(wide)}"

    def assert_accessible(self, path: Path) -> None:
        """Hold a page to WCAG 2.1 AA and good practice, folded and unfolded, wide and narrow."""
        only = {"type": "tag", "values": list(RULES)}
        options = {"runOnly": only, "resultTypes": ["violations"]}
        for width in (1200, 320):
            with self.page(path, width) as (page, _):
                for state in ("folded", "unfolded"):
                    if state == "unfolded":
                        self.unfold(page)
                    found = Axe().run(page, options=options).response["violations"]
                    assert not found, f"{path.name}, {width} px, {state}:\n" + "\n".join(
                        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
                        for rule in found
                        for node in rule["nodes"]
                    )

    def screenshot(self, path: Path, width: int, to: Path | None = None) -> bytes:
        """Picture a whole page, for a person to look at."""
        with self.page(path, width) as (page, _):
            return page.screenshot(path=to, full_page=True)

    def print(self, path: Path, to: Path | None = None) -> bytes:
        """Print a page to PDF, as its own style sheet says."""
        with self.page(path) as (page, _):
            return page.pdf(path=to, prefer_css_page_size=True, print_background=True)


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield Reader(browser)
        browser.close()
