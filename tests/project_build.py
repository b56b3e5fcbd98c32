"""A small project with notebooks of a few lines, for tests of builds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

"""
PARAMETERS = """# %% tags=["parameters"]
material, edition, language = "demo", "internal", "sv"
cases, coder, min_cases = "all", "consensus", 3
"""
PUBLISHING = """
# %% [markdown]
# # {title}

# %%
from analys import tables
from analys.report import open_report
report = open_report(material=material, cases=cases, coder=coder, min_cases=min_cases)
table = tables.interviews(report.study)
report.publish(
    table, None, "{stem}", title="Intervjuer", alt="Tabell med en rad per roll",
    reading="Läsningen.", question={question!r},
)
"""
GOOD, BAD, OTHER = "01_grazon", "03_formalisering", "02_majoritetsskifte"


def notebook(title: str, stem: str, question: str | None = None) -> str:
    return HEAD + PARAMETERS + PUBLISHING.format(title=title, stem=stem, question=question)


def cell(code: str) -> str:
    return f"\n# %%\n{code}\n"


def write(project: Path, stem: str, text: str) -> None:
    (project / "notebooks" / f"{stem}.py").write_text(text, encoding="utf-8")


def page(project: Path, stem: str) -> str:
    return (project / "reports" / "internal" / f"{stem}.html").read_text(encoding="utf-8")


def pages(project: Path) -> set[str]:
    return {path.stem for path in (project / "reports" / "internal").glob("*.html")}


def manifest_of(project: Path) -> dict:
    return json.loads((project / "reports" / "internal" / "manifest.json").read_text("utf-8"))


def small_project(folder: Path) -> Path:
    """A project of two good notebooks."""
    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "codebook.yaml", folder / "data")
    shutil.copytree(ROOT / "data" / "demo", folder / "data" / "demo")
    (folder / "notebooks").mkdir()
    write(folder, GOOD, notebook("Gråzonsdilemmat", "01_gz1_tabell", "GZ1"))
    write(folder, OTHER, notebook("Majoritetsskiftesdilemmat", "02_ms1_tabell", "MS1"))
    return folder


def content(project: Path) -> dict[str, bytes]:
    """Every file of a project's reports and figures, by its name."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in ("reports", "figures")
        for path in sorted((project / folder).rglob("*"))
        if path.is_file() and ".building" not in path.parts
    }
