"""The examples in the docstrings of the library, each tried."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import analys

MODULES = ["analys", *(found.name for found in pkgutil.walk_packages(analys.__path__, "analys."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_try():
    finder = doctest.DocTestFinder()
    found = [each for name in MODULES for each in finder.find(importlib.import_module(name))]
    assert sum(len(each.examples) for each in found) > 10
