"""Fixtures that several test modules share."""

import pytest

from analys.loading import load
from browser import reader
from builders import ROOT, codebook

__all__ = ["reader"]


@pytest.fixture(scope="session")
def demo():
    """The Study of the committed demo material, by consensus."""
    return load(ROOT / "data" / "demo", codebook=codebook())
