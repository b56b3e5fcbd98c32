"""Texts are held in the way that suits a material's size, and what is counted is the same."""

from __future__ import annotations

import pandas as pd
import pytest

from analys import publish, text_storage, tidy
from analys.evidence import evidence
from analys.export import write_qdpx
from analys.loading import load
from analys.material import open_material
from analys.parameters import Parameters
from analys.site import site_of
from analys.transcripts import transcripts
from analys.unkeying import as_project
from builders import ROOT, codebook
from running import NOTEBOOKS, published

DEMO = ROOT / "data" / "demo"


@pytest.fixture(autouse=True)
def as_it_was():
    before = pd.get_option(text_storage.OPTION)
    pd.set_option(text_storage.OPTION, text_storage.UNDECIDED)
    yield
    pd.set_option(text_storage.OPTION, before)


def opened():
    return load(DEMO, codebook=codebook())


def storages(frame):
    texts = (dtype for dtype in frame.dtypes if isinstance(dtype, pd.StringDtype))
    return {dtype.storage for dtype in texts}


def test_a_small_material_has_pythons_own_texts():
    study = opened()
    for frame in (study.codings, study.interviews, study.cases):
        assert storages(frame) == {"python"}


def test_a_large_material_has_arrows(monkeypatch):
    opened()
    monkeypatch.setattr(text_storage, "LARGE", 1)
    study = opened()
    for frame in (study.codings, study.interviews, study.cases):
        assert storages(frame) == {"pyarrow"}


def test_what_was_set_by_hand_stays():
    pd.set_option(text_storage.OPTION, "pyarrow")
    assert storages(opened().codings) == {"pyarrow"}
    assert pd.get_option(text_storage.OPTION) == "pyarrow"


@pytest.fixture(scope="module")
def both():
    """The demo as a small material, and as if it were large."""
    before = pd.get_option(text_storage.OPTION)
    studies = []
    for largest in (text_storage.LARGE, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(text_storage, "LARGE", largest)
            pd.set_option(text_storage.OPTION, text_storage.UNDECIDED)
            studies.append(opened())
    pd.set_option(text_storage.OPTION, before)
    assert [storages(study.codings) for study in studies] == [{"python"}, {"pyarrow"}]
    return studies


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_publishes_the_same_either_way(both, path, tmp_path):
    made = []
    for study in both:
        shown = published(path, study, tmp_path)
        made.append([(one.stem, one.reading, *told(one.table)) for one in shown])
        mine = [evidence(study, one.table, one.stem) for one in shown]
        made[-1] += [(each.html, publish._csv(each.rows, True)) for each in mine]
    assert made[0] == made[1]


def told(table):
    """All of a table as text: what is shown, written, and stands behind it."""
    basis = None if table.basis is None else table.basis.to_csv()
    return publish._csv(table.frame, True), publish.sheet(table), publish.caption(table), basis


def test_what_is_exported_is_the_same_bytes_either_way(both, tmp_path):
    made = []
    for study in both:
        write_qdpx(as_project(study, tmp_path), tmp_path / "ut.qdpx")
        made.append(((tmp_path / "ut.qdpx").read_bytes(), dict(tidy.files(study))))
    assert made[0] == made[1]


def test_the_interviews_pages_are_the_same_either_way(both):
    sites = [site_of(study, Parameters(), ["01_grazon"], "0" * 64) for study in both]
    pages = [dict(transcripts(study, site)) for study, site in zip(both, sites, strict=True)]
    assert pages[0] == pages[1]


def test_size_is_that_of_all_files():
    material = open_material(DEMO)
    there = [path for path in DEMO.iterdir() if path in material.files]
    assert len(there) == len(material.files) > 1
    assert material.size() == sum(len(path.read_bytes()) for path in there)
