"""Fixtures that several test modules share."""

from browser import reader

__all__ = ["reader"]
