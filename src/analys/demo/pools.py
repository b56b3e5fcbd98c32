"""Which utterances fit which municipality."""

from __future__ import annotations

from itertools import permutations

from analys.demo.bank import Bank, Utterance
from analys.demo.patterns import MET_BY, PHASE_OF_TALKS, TOGETHER, WHERE
from analys.errors import MaterialError, Problem


def fits(utterance: Utterance, pattern: str) -> bool:
    """Whether an utterance may be said in a municipality: all its codes, and pairs of codes, do."""
    codes = utterance.codes
    if utterance.cases and pattern not in utterance.cases:
        return False
    if any(pattern not in WHERE[code] for code in codes):
        return False
    if codes[0].startswith("MS.bygge") and pattern in PHASE_OF_TALKS:
        phases = {code for code in codes if code.startswith("MS.fas")}
        if not phases or not phases <= set(PHASE_OF_TALKS[pattern]):
            return False
    return all(_together(pair, pattern) for pair in permutations(codes, 2))


def _together(pair: tuple[str, str], pattern: str) -> bool:
    first, second = pair
    if pair in TOGETHER and pattern not in TOGETHER[pair]:
        return False
    if first in MET_BY and second.startswith("H."):
        return pattern in MET_BY[first].get(second, ())
    return True


def pools(bank: Bank, pattern: str) -> dict[str, list[Utterance]]:
    """The utterances that fit a municipality, by code; a code of its plan without one is an error.

    Raises
    ------
    MaterialError
        If the plan asks for a code that no utterance can give there.
    """
    found = {
        code: [each for each in bank.utterances[code] if fits(each, pattern)]
        for code, cases in WHERE.items()
        if pattern in cases
    }
    missing = [code for code, pool in found.items() if not pool]
    if missing:
        raise MaterialError(
            Problem(f"{code.partition('.')[0]}.yaml", code, f"an utterance for {pattern}", "none")
            for code in missing
        )
    return found
