"""Texts are held in the way that suits a material's size, and what is counted is the same."""

from __future__ import annotations

import pandas as pd
import pytest

from analys import tables, text_storage
from analys.loading import load
from analys.material import open_material
from builders import ROOT, codebook

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


def test_the_same_is_counted_either_way(monkeypatch):
    def counted():
        study = opened()
        made = [tables.arguments(study, "GZ"), tables.cooccurring(study)]
        return [one.frame.to_csv() + one.basis.to_csv() for one in made]

    small = counted()
    monkeypatch.setattr(text_storage, "LARGE", 1)
    assert counted() == small


def test_size_is_that_of_all_files():
    material = open_material(DEMO)
    there = [path for path in DEMO.iterdir() if path in material.files]
    assert len(there) == len(material.files) > 1
    assert material.size() == sum(len(path.read_bytes()) for path in there)
