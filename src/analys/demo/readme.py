"""The README of the demonstration material: what it is, and what was planted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from analys.demo.files import Made
from analys.demo.patterns import MET_BY, WHERE
from analys.demo.plan import CASES, DOUBLE_CODED, MUNICIPALITIES, SECOND_CODER

PLANTED = Path(__file__).parent / "planted.yaml"
HEAD = """\
# Synthetic demonstration material

*Sammanfattning: Materialet är påhittat. Ingen verklig kommun, person eller intervju finns i det.
Yttrandena är skrivna för hand, koderna har satts av ett program efter en plan, och planens mönster
står nedan så att man kan pröva om analyserna hittar dem.*

No real municipality or person is in this material, and nobody has said any of it. The utterances
were written by hand for it (`src/analys/demo/bank/`); a program gave them to invented speakers
after a plan (`plan.py`, `patterns.py`), composed the interviews, and marked passages as two coders
might. It was made by `analys demo` and is not to be edited: change the plan or the bank and make
it anew.
"""
BENCHMARK = """\
The municipalities are invented, distributed over sizes, regions and rules as Sweden's are; each
follows the pattern of one of the ten of the demonstration, and utterances are used again and again.
It is for measuring speed and for nothing else.
"""
FILES = """\
## Files
| file | a row or part is |
|---|---|
| `intervjuer.qdpx` | REFI-QDA project: the interviews, the code tree, the codings of both coders |
| `cases.csv` | a municipality |
| `interviews.csv` | an interview |
| `spells.csv` | one person's time as kso or kc |
| `events.csv` | an election, majority shift, change of person or reorganisation |
| `material.yaml` | what the material is called and which file is what |
"""


def text(made: Made, seed: int) -> str:
    """The README of a material, with what was planted if it is the demonstration."""
    planted = tuple(each.case for each in made.municipalities) == CASES
    planted = planted and tuple(made.municipalities) == MUNICIPALITIES
    parts = [HEAD, _counts(made, seed), FILES]
    parts += [_planted(), _where(), _met_by()] if planted else [BENCHMARK]
    return "\n".join(parts)


def _counts(made: Made, seed: int) -> str:
    second = [mark for mark in made.marks if mark.coder == SECOND_CODER]
    twice = len({mark.interview for mark in second})
    characters = sum(len(each.text) for each in made.interviews)
    lines = (
        f"Seed {seed}: {len(made.municipalities)} municipalities, {len(made.interviews)} ",
        f"interviews of together {characters} characters, {len(made.marks)} codings, ",
        f"{len(second)} of them by the second coder, in the {twice} that both have coded.",
    )
    return f"## Counts\n{''.join(lines)}\n"


def _planted() -> str:
    found = yaml.safe_load(PLANTED.read_text(encoding="utf-8"))
    rows = [f"| {each['about']} | {each['pattern']} | {each['against']} |" for each in found]
    head = ("## Planted patterns", "| about | pattern | against it |", "|---|---|---|")
    return "\n".join([*head, *rows, ""])


def _where() -> str:
    rows = [f"| `{code}` | {_listed(cases)} |" for code, cases in WHERE.items()]
    told = (
        "Each code is found in every one of these municipalities and in no other, by consensus "
        f"as well. Coded by two: {', '.join(DOUBLE_CODED)}."
    )
    head = ("## Where each code is found", told, "", "| code | where |", "|---|---|")
    return "\n".join([*head, *rows, ""])


def _listed(cases: Iterable[str]) -> str:
    found = sorted(cases)
    return "all" if len(found) == len(CASES) else ", ".join(found) or "nowhere"


def _met_by() -> str:
    head = ["## How difficulties are met", "| difficulty | handling | where |", "|---|---|---|"]
    return "\n".join([*head, *_handlings(), ""])


def _handlings() -> Iterator[str]:
    for difficulty, met in MET_BY.items():
        for handling, cases in met.items():
            yield f"| `{difficulty}` | `{handling}` | {_listed(cases)} |"
