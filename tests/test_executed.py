"""Executed notebooks: what differs from run to run is left out, and all else is kept."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analys.errors import NotebookError
from analys.executed import read_executed, settle, text_of
from analys.execution import execute
from analys.kernels import Kernels
from small_notebooks import notebook

SPEC = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def stream(text: str, name: str = "stdout"):
    return new_output("stream", name=name, text=text)


def shown(html: str, **more: str):
    return new_output("display_data", {"text/html": html, **more})


def executed(*outputs, source: str = "1", tags: tuple[str, ...] = ()):
    cell = new_code_cell(source, outputs=list(outputs), execution_count=1)
    cell.metadata["tags"] = list(tags)
    return new_notebook(cells=[cell], metadata={"kernelspec": SPEC})


def settled(output, *folders: Path):
    return settle(executed(output), folders).cells[0].outputs[0]


PNG = new_output("display_data", {"image/png": "iVBORw0KGgo=\n"})
OUTPUTS = st.one_of(TEXTS.map(stream), TEXTS.map(shown), st.just(PNG))
CODE = st.builds(
    lambda source, outputs: new_code_cell(source, outputs=outputs),
    TEXTS,
    st.lists(OUTPUTS, max_size=2),
)


@st.composite
def notebooks(draw):
    cells = draw(st.lists(st.one_of(TEXTS.map(new_markdown_cell), CODE), max_size=5))
    return nbformat.from_dict({**new_notebook(cells=cells), "metadata": {"kernelspec": SPEC}})


@given(notebooks())
def test_what_is_written_is_read_back(made):
    made = settle(made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ipynb"
        path.write_text(text_of(made), encoding="utf-8", newline="")
        again = read_executed(path)
    assert again == made
    assert text_of(again) == text_of(made)


@given(notebooks())
def test_the_text_is_nbformats_own_and_valid(made):
    made = settle(made)
    assert text_of(made) == nbformat.writes(made) + "\n"
    nbformat.validate(made)


@given(notebooks())
def test_to_settle_twice_is_to_settle_once(made):
    once = text_of(settle(made))
    assert text_of(settle(nbformat.reads(once, as_version=4))) == once


@given(notebooks(), st.text("abcdef0123456789", min_size=8, max_size=12))
def test_ids_of_cells_and_papermills_notes_leave_no_trace(made, ident):
    plain = text_of(settle(nbformat.from_dict(made)))
    for at, cell in enumerate(made.cells):
        cell.id = f"{ident}{at}"
        cell.metadata["papermill"] = {"duration": 0.1, "start_time": ident}
        cell.metadata["execution"] = {"iopub.status.busy": ident}
    made.metadata["papermill"] = {"start_time": ident}
    made.metadata["jupytext"] = {"text_representation": {"jupytext_version": ident}}
    assert text_of(settle(made)) == plain


def test_the_version_of_python_is_left_out_and_the_language_kept():
    made = executed()
    made.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    assert settle(made).metadata == {"kernelspec": SPEC, "language_info": {"name": "python"}}


def test_tags_are_kept_and_empty_ones_are_not():
    assert settle(executed(tags=("parameters",))).cells[0].metadata == {"tags": ["parameters"]}
    assert settle(executed()).cells[0].metadata == {}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("<object object at 0x7f3a5c01b0>", "<object object at 0x…>"),
        ("/tmp/ipykernel_123/4567890.py:1: UserWarning: x", "cell:1: UserWarning: x"),
        ("färgen 0xffaa00 står kvar", "färgen 0xffaa00 står kvar"),
        ("vi träffades at 0xtra", "vi träffades at 0xtra"),
        (f"{tempfile.gettempdir()}/a/b.csv", "a/b.csv"),
        (f"{Path.home()}/x", "x"),
        ("utan mapp: / och //", "utan mapp: / och //"),
    ],
)
def test_addresses_and_folders_are_left_out_of_all_text(said, left):
    assert settled(stream(said)).text == left
    assert settled(shown(said)).data["text/html"] == left


def test_the_folders_of_the_project_are_left_out():
    project = Path("/srv/någons/projekt")
    told = settled(stream(f"{project}/data och /srv/annat"), project, Path(), Path("/"))
    assert told.text == "data och /srv/annat"


def test_parameters_name_no_folder_and_other_code_stays_as_it_is():
    source = 'material = "/srv/data/demo"'
    for tags, left in ((("injected-parameters",), 'material = "demo"'), ((), source)):
        made = settle(executed(source=source, tags=tags), [Path("/srv/data")])
        assert made.cells[0].source == left


def test_pictures_stay_as_they_are():
    png = "at0x/tmp/+/"
    assert settled(shown("x", **{"image/png": png})).data["image/png"] == png


def test_styled_tables_are_numbered_in_their_order():
    html = (
        '<style>#T_{0}_row0_col1 {{color: red}} #T_{0} th {{}}</style><table id="T_{0}">'
        '<td id="T_{0}_row0_col1" class="T_x">T_{0}s</td>'
    )
    made = settle(executed(shown(html.format("0a1b2")), shown(html.format("9f8e7"))))
    first, second = (output.data["text/html"] for output in made.cells[0].outputs)
    assert first.replace("T_0a1b2s", "T_9f8e7s").replace("T_1", "T_2") == second
    styled = ["T_1_row0_col1", "T_1", "T_1", "T_1_row0_col1"]
    assert re.findall(r"T_1\b|T_1_row0_col1", first) == styled
    assert "T_0a1b2s" in first


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [1]}', '{"cells": [{}]}', "\0"])
def test_what_is_no_notebook_is_told_with_what_to_do(text, tmp_path):
    path = tmp_path / "01_a.ipynb"
    path.write_text(text)
    with pytest.raises(NotebookError, match=r"01_a.ipynb: expected an executed notebook; .*again"):
        read_executed(path)


def test_a_notebook_that_is_gone_is_told(tmp_path):
    with pytest.raises(NotebookError, match=r"found No such file or directory\. Build it again"):
        read_executed(tmp_path / "01_a.ipynb")


CELLS = (
    "import sys, warnings\nout, err = sys.stdout, sys.stderr",
    "for n in range(3):\n    print('ut', n, flush=True)\n    print('fel', n, file=err, flush=True)",
    "warnings.warn(f'Se upp i {sys.prefix}/x')",
    "object()",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]}).style.highlight_max()",
    "from pathlib import Path\nprint(Path('../data').resolve(), material)\nPath.cwd()",
    "import os\nprint(os.environ['ANALYS_OUTPUT'])",
    "{'ä', 'b', 'c', 'd'}",
)


def test_the_same_notebook_gives_the_same_bytes_in_two_folders(tmp_path):
    texts = []
    with Kernels("ordinary") as kernels:
        for name in ("ett", "ett-annat-namn"):
            project = tmp_path / name
            path = notebook(project, *CELLS)
            given_ = {"material": str(project / "data" / "demo")}
            texts.append(text_of(execute(path, given_, kernels, output=project / "ut")))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    assert "ut 0\\n" in texts[0]
    assert "Se upp i x" in texts[0]
