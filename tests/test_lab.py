"""`make lab`, used as an analyst uses it: double click, run all, look, save."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, Route, expect
from playwright.sync_api import TimeoutError as Waited

from browser import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[1]
NEEDED = ("Makefile", "jupytext.toml", "jupyter", "notebooks", "data/codebook.yaml", "data/demo")
TOKEN = "token-of-the-test"
NOTEBOOK, FIGURE = "01_grazon.py", "01_gz1_varde"
EXPLORING = "09_utforska.py"
PATIENCE = 120_000  # ms
TRIES = 4
COMPLAINTS = "[data-mime-type$='jupyter.stderr'], [data-mime-type$='jupyter.error']"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab on a copy of the project."""

    project: Path
    url: str


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a checkout holds, with this environment as its `.venv`."""
    folder = tmp_path_factory.mktemp("project")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        (folder / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def lab(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`make lab`, by someone who has never used Jupyter before."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--no-browser --port={port} --ServerApp.port_retries=0"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment = kept | {
        "HOME": str(home),
        "JUPYTER_TOKEN": TOKEN,
        "LAB_OPTIONS": f"{options} --allow-root",
    }
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            ["make", "--old-file=.venv/.ready", "lab"],
            cwd=project,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/api?token={TOKEN}", process, home / "log")
        yield Lab(project, url)
    finally:
        _stop(process)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(PATIENCE // 250):
        if process.poll() is not None:
            pytest.fail(f"`make lab` has ended:\n{log.read_text()[-2000:]}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.25)
    pytest.fail(f"`make lab` does not answer:\n{log.read_text()[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """JupyterLab ends its kernels when it is told to end."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def asked_outside() -> list[str]:
    return []


@pytest.fixture
def page(lab: Lab, reader: Reader, asked_outside: list[str]) -> Iterator[Page]:
    """JupyterLab in a browser that reaches it and nothing else."""

    def route(asked: Route) -> None:
        if asked.request.url.startswith(f"{lab.url}/") and "/api/news" not in asked.request.url:
            asked.continue_()
        else:
            asked_outside.append(asked.request.url)
            asked.abort()

    viewport = {"width": 1400, "height": 1000}
    with reader.browser.new_context(viewport=viewport) as context:
        context.route(re.compile("^http"), route)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{lab.url}/lab/tree/notebooks?reset&token={TOKEN}")  # no tabs of an earlier test
        yield page


def test_a_double_click_opens_a_notebook_that_runs_and_saves_as_text(
    lab: Lab, page: Page, asked_outside: list[str]
):
    written = lab.project / "notebooks" / NOTEBOOK
    before = written.read_text(encoding="utf-8")

    # The last extension to come says that jupytext is there.
    expect(page.locator(".jp-LauncherCard", has_text="Percent Format")).to_be_visible(
        timeout=PATIENCE
    )
    panel = _run_all(page, NOTEBOOK, "Gråzonsdilemmat")
    shown = panel.locator(f"figure.item[id$='{FIGURE}'] svg")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    published = lab.project / "figures" / f"{FIGURE}.svg"
    assert _lines(shown.evaluate("svg => svg.outerHTML")) == _lines(published.read_text("utf-8"))

    with page.expect_response(_is_saved, timeout=PATIENCE):
        page.keyboard.press("Control+s")
    assert written.read_text(encoding="utf-8") == before
    assert not list(lab.project.glob("[!.]*/**/*.ipynb"))
    assert asked_outside == []


def test_quotes_are_searched_and_an_interview_read_where_one_explores(
    lab: Lab, page: Page, asked_outside: list[str]
):
    panel = _run_all(page, EXPLORING, "Utforska")
    table = panel.locator(".analys-explore", has=page.get_by_label("Sök:")).first
    table.scroll_into_view_if_needed()
    info = table.locator(".dt-info")
    expect(info).to_contain_text("Rad 1–10 av", timeout=PATIENCE)
    table.get_by_label("Filtrera på roll").select_option("Kommunchef")
    table.get_by_label("Sök:").fill("kommunchef")
    expect(info).to_contain_text("i hela tabellen")
    assert set(table.locator("tbody tr td:nth-child(3)").all_inner_texts()) == {"Kommunchef"}
    expect(panel.locator(".analys-explore .talk .note").first).to_be_attached()
    assert asked_outside == []


def _run_all(page: Page, notebook: str, heading: str) -> Locator:
    """Open a notebook by a double click and run it to its end, without a complaint."""
    page.locator(".jp-DirListing-item", has_text=notebook).dblclick()
    panel = page.locator(".jp-NotebookPanel:visible")
    title = panel.locator(".jp-MarkdownOutput h1").first
    expect(title).to_contain_text(heading, timeout=PATIENCE)
    kernel = panel.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    expect(kernel).to_be_visible(timeout=PATIENCE)
    prompts = panel.locator(".jp-CodeCell .jp-InputPrompt")
    begun = prompts.filter(has_text=re.compile(r"\[[\d*]+\]:")).first
    for _ in range(TRIES):  # a busy machine can lose the click while the menus are being made
        title.click()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with contextlib.suppress(Waited):
            begun.wait_for(timeout=PATIENCE / TRIES)
            break
    ran = prompts.last.filter(has_text=re.compile(r"\[\d+\]:"))
    complaints = panel.locator(COMPLAINTS)
    try:
        ran.or_(complaints).first.wait_for(timeout=PATIENCE)
    except Waited:
        pytest.fail(f"Not run to its end: {prompts.all_inner_texts()}")
    assert complaints.all_inner_texts() == []
    return panel


def _is_saved(answer: Response) -> bool:
    return answer.request.method == "PUT" and answer.url.partition("?")[0].endswith(NOTEBOOK)


def _lines(svg: str) -> list[str]:
    """What is drawn, whatever the ids: the paths of a picture, in order."""
    return [" ".join(path.split()) for path in re.findall(r'<path[^>]* d="([^"]+)"', svg)]
