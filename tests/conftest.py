"""Fixtures that several test modules share."""

import pytest
from hypothesis import settings

from analys.language import SOURCE, speak
from analys.loading import load
from browser import reader
from builders import ROOT, codebook

__all__ = ["reader"]

# A busy machine is no fault of the code.
settings.register_profile("analys", deadline=None)
settings.load_profile("analys")


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
