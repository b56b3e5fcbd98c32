"""Computed readings: one or two Swedish sentences that say what a table shows.

Every number in them comes from the table, so that they stay true when the material changes. A
table with nothing to show has no reading.
"""

from analys.readings.codes import (
    arguments,
    balance,
    code_use,
    contrast,
    mentions,
    met,
    negative_cases,
    own_codes,
    shares,
    two_by_two,
)
from analys.readings.grids import by_case, configurations, crossing, together
from analys.readings.material import asked, coders, dates, interviews, totals
from analys.readings.posts import departures, pairs, tenures, worn_in

__all__ = [
    "arguments",
    "asked",
    "balance",
    "by_case",
    "code_use",
    "coders",
    "configurations",
    "contrast",
    "crossing",
    "dates",
    "departures",
    "interviews",
    "mentions",
    "met",
    "negative_cases",
    "own_codes",
    "pairs",
    "shares",
    "tenures",
    "together",
    "totals",
    "two_by_two",
    "worn_in",
]
