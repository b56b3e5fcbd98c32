"""The same notebooks and tables give the same bytes: read back, at once, and elsewhere."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

import builders
import page_sample
from analys import interviews
from analys.pages import Page, render_notebook
from analys.parameters import Parameters
from analys.results import result_of
from analys.site import index_page, site_of
from analys.transcripts import transcripts
from analys.workbook import workbook

LIBRARY = "3fa9c1d2e4b5" + "0" * 52
TEXT = "INT: Hur går det?\n\nKSO: Det går <bra> & vi litar på varandra.\n\nINT: Jaså.\n"
TABLE = {
    "columns": ["Kommun", "n", "Dag"],
    "kinds": ["text", "number", "date"],
    "rows": [["K2", 1.5, "2011-10-13"], ["K1", None, None]],
}
FACTS = [["kommuner", "2"], ["intervjuer", "3"], ["avsnitt", "4"], ["Ålder", "5"], ["borta", "6"]]


def item(stem, **more):
    about = {"title": "Värdet", "caption": "Antal; n = 2 kommuner.", "unit": "case", "n": 2}
    said = {"question": None, "reading": "Båda hörs.", "status": "shown", "files": [], "alt": "Två"}
    return {"stem": stem, **about, **said, "table": TABLE, **more}


def shown(kind, html, **more):
    told = {"analys": {"kind": kind, **more}}
    data = {"text/html": html, "text/plain": f"<{kind}>"}
    return v4.new_code_cell("1", outputs=[v4.new_output("display_data", data, metadata=told)])


def notebook():
    """A notebook of which a page leaves something out, and to which it adds small labels."""
    absent = item("01_gz9_inget", status="absent", table=None)
    cells = [
        v4.new_markdown_cell("# Gråzon\n\nOm *gråzonen*\u2028och `annat`."),
        shown("facts", "<dl><dt>kommuner</dt></dl>", facts=FACTS),
        v4.new_markdown_cell("## GZ1 · Vad är den?"),
        shown("item", '<figure id="a"><table><th>1</th></table></figure>', item=item("01_gz1_x")),
        shown("reading", '<p class="reading">Så är det.</p>', text="Så är det."),
        v4.new_markdown_cell("### Sådant som inte finns"),
        shown("item", "", item=absent),
        v4.new_markdown_cell("## Resten"),
    ]
    return v4.new_notebook(cells=[*cells, *page_sample.notebook().cells[1:]])


def study():
    return builders.study(
        {"K1-1": "K1 kso GZ", "K2-1": "K2 kc GZ MS", "K2-2": "K2 kc -"},
        [
            ("K1-1", "GZ.gyllene", 23, 33),
            ("K1-1", "K.bar", 24, 40, "Bo"),
            ("K2-1", "K.bar", None, None),
        ],
        texts={"K1-1": TEXT, "K2-1": TEXT},
        synthetic=True,
    ).by_coder("consensus")


def site():
    return site_of(study(), Parameters(), ["00_material", "01_grazon"], LIBRARY)


def made():
    """The bytes of everything that pages and the workbook are made of."""
    result = result_of(notebook(), "01_grazon", site())
    items = [{**each, "page": result.title, "table": TABLE} for each in result.items]
    book = workbook(items, title="Studien", language="sv", synthetic=True)
    pages = [page for _name, page in transcripts(study(), site())]
    index = index_page(site(), {"01_grazon": {"items": items}}, Path("none"))
    return [book, *(page.encode() for page in (result.page, index, *pages))]


def digests():
    return [hashlib.sha256(each).hexdigest() for each in made()]


def test_a_notebook_is_not_changed_by_being_rendered():
    given = notebook()
    before = deepcopy(given)
    page = result_of(given, "01_grazon", site()).page
    assert given == before
    assert '<p class="kicker">Fråga GZ1</p>' in page
    assert "Sådant som inte finns" not in page


def test_a_notebook_read_back_from_its_file_gives_the_same(tmp_path):
    nbformat.write(notebook(), tmp_path / "01_grazon.ipynb")
    again = nbformat.read(tmp_path / "01_grazon.ipynb", as_version=4)
    assert result_of(again, "01_grazon", site()) == result_of(notebook(), "01_grazon", site())


def test_facts_keep_their_order_on_the_index_through_files_that_sort_their_keys():
    facts = result_of(notebook(), "00_material", site()).facts
    entry = json.loads(json.dumps({"00_material": {"facts": facts}}, sort_keys=True))
    index = index_page(site(), entry, Path("none"))
    first = [index.index(f"<dt>{name}</dt>") for name, _value in FACTS[:4]]
    assert first == sorted(first)
    assert "<dt>borta</dt>" not in index


def test_pages_rendered_at_once_are_those_rendered_one_by_one():
    pages = [Page(f"Sida {n}", "s", f"{n}", code=n % 2 == 0) for n in range(6)]
    alone = [render_notebook(page_sample.notebook(), page) for page in pages]
    with ThreadPoolExecutor(3) as pool:
        at_once = pool.map(lambda page: render_notebook(page_sample.notebook(), page), pages * 3)
        assert list(at_once) == alone * 3


@pytest.mark.parametrize("seed", ["1", "77"])
def test_another_process_elsewhere_with_another_order_of_sets_gives_the_same(tmp_path, seed):
    own = [str(Path(__file__).parent), str(builders.ROOT / "src")]
    run = subprocess.run(
        [sys.executable, "-c", "import test_pages_same as t; print(*t.digests())"],
        cwd=tmp_path,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join(own),
            "PYTHONHASHSEED": seed,
            "TZ": "Pacific/Auckland",
            "LC_ALL": "C",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == digests()


def test_the_foot_names_the_library_by_its_source_wherever_it_stands():
    assert site().provenance[-1] == ("analys", f"{version('analys')}, 3fa9c1d2e4b5…")
    other = site_of(study(), Parameters(), [], "0" * 64)
    assert other.provenance[:-1] == site().provenance[:-1]
    assert other.provenance[-1] != site().provenance[-1]


def test_an_interview_is_put_together_when_it_is_its_turn(monkeypatch):
    asked = []
    monkeypatch.setattr(interviews._Codings, "of", lambda self, name: asked.append(name) or [])
    pages = transcripts(study(), site())
    assert next(pages)[0] == "K1-1.html"
    assert asked == ["K1-1"]
