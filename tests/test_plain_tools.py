"""The notebooks without our own command: jupytext and papermill, from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest

from analys.parameters import Parameters

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
PARAMETERS = list(Parameters.__dataclass_fields__)


def run(command: str, *arguments: str | Path, folder: Path) -> str:
    """A command of the environment, run in a folder with the products going to it."""
    done = subprocess.run(
        [Path(sys.executable).with_name(command), *arguments],
        cwd=folder,
        env=os.environ | {"ANALYS_OUTPUT": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("stem", "item", "parameters"),
    [
        ("01_grazon", "01_gz1_kommuner", ("cases", "K03")),
        ("07_syntes", "07_ff1_hantering", ("coder", "consensus")),
    ],
)
def test_a_notebook_runs_by_jupytext_and_papermill_alone(tmp_path, stem, item, parameters):
    notebook = ROOT / "notebooks" / f"{stem}.py"
    run("jupytext", "--to", "ipynb", notebook, "-o", "in.ipynb", folder=tmp_path)
    told = run("papermill", "in.ipynb", "out.ipynb", "-p", *parameters, folder=tmp_path)
    assert "unknown parameter" not in told
    for suffix in (".svg", ".png", ".csv"):
        assert (tmp_path / "figures" / f"{item}{suffix}").is_file()
    notebook = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    shown = [
        output["data"]["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    assert any(f'<figure class="item" id="{item}">' in html and "<svg" in html for html in shown)


def test_the_parameter_is_what_the_notebook_counts_with(tmp_path):
    notebook = ROOT / "notebooks" / "00_material.py"
    run("jupytext", "--to", "ipynb", notebook, "-o", "in.ipynb", folder=tmp_path)
    run("papermill", "in.ipynb", "out.ipynb", "-p", "cases", "K03 K07", folder=tmp_path)
    table = pd.read_csv(tmp_path / "figures" / "00_material_roller.csv", sep=";", decimal=",")
    assert set(table["label"]) == {"K03", "K07"}


def test_every_notebook_becomes_an_ipynb_whose_parameters_papermill_knows(tmp_path):
    for path in NOTEBOOKS:
        shutil.copy(path, tmp_path)
    run("jupytext", "--to", "ipynb", *(path.name for path in NOTEBOOKS), folder=tmp_path)
    made = sorted(tmp_path.glob("*.ipynb"))
    assert [path.stem for path in made] == [path.stem for path in NOTEBOOKS]
    for path in made:
        nbformat.validate(nbformat.read(path, as_version=4))
        assert list(papermill.inspect_notebook(path)) == PARAMETERS, path.name
