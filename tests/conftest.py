"""Fixtures that several test modules share."""

import os

import pytest
from hypothesis import settings

from analys import text_storage
from analys.hidden import SWITCH
from analys.language import SOURCE, speak
from analys.loading import load
from browser import reader
from builders import ROOT, codebook

__all__ = ["reader"]

# What a test patches must not be kept, nor what is kept stand in for what it reads.
os.environ[SWITCH] = "off"

# All frames hold texts as a process does that has opened a small material.
text_storage.choose(0)

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
