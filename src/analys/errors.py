"""Errors for the person at the keyboard.

A problem says where it is, what was expected, what was found and what to do about it.
Problems are gathered while something is checked and raised together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, told so that it can be mended.

    `place` is a line, row, column, member or notebook cell within `file`; empty where the
    whole file is meant.
    """

    file: str
    place: str
    expected: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        told = f"{where}: expected {self.expected}; found {self.found}."
        return f"{told} {self.advice}" if self.advice else told


class AnalysError(Exception):
    """Base of all errors that are told without a traceback; `problems` holds each of them."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[AnalysError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class CodebookError(AnalysError):
    """The codebook cannot be used."""


class MaterialError(AnalysError):
    """A material, or a file of it, cannot be used."""


class ParameterError(AnalysError):
    """A parameter or its value is unknown."""


class NotebookError(AnalysError):
    """A notebook could not be run."""


class RunnerError(AnalysError):
    """Those who run notebooks cannot be had, or cannot run any, whatever it holds."""


def tell(problems: Iterable[Problem]) -> None:
    """Say at the command line what is wrong."""
    for problem in problems:
        print(f"analys: {problem}", file=sys.stderr)  # noqa: T201
