"""Fixtures that several test modules share."""

import pytest

from analys.language import SOURCE, speak
from analys.loading import load
from browser import reader
from builders import ROOT, codebook

__all__ = ["reader"]


@pytest.fixture(autouse=True)
def swedish():
    """Every test begins in Swedish, whatever the one before it loaded."""
    speak(SOURCE)
    yield
    speak(SOURCE)


@pytest.fixture(scope="session")
def demo():
    """The Study of the committed demo material, by consensus."""
    return load(ROOT / "data" / "demo", codebook=codebook())
