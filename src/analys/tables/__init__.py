"""Tables: pure functions from a Study to a tidy frame with its unit and n."""

from analys.tables.base import frame_of
from analys.tables.material import (
    asked,
    code_use,
    coders,
    dates,
    glance,
    interviews,
    own_codes,
)
from analys.tables.matrices import by_case, configurations, crossing
from analys.tables.mentions import arguments, mentions, negative_cases
from analys.tables.posts import at_shift, departures, events, pairs, shifted, spells, tenures
from analys.tables.shares import balance, contrast, shares, two_by_two
from analys.tables.sums import reading, totals

__all__ = [
    "arguments",
    "asked",
    "at_shift",
    "balance",
    "by_case",
    "code_use",
    "coders",
    "configurations",
    "contrast",
    "crossing",
    "dates",
    "departures",
    "events",
    "frame_of",
    "glance",
    "interviews",
    "mentions",
    "negative_cases",
    "own_codes",
    "pairs",
    "reading",
    "shares",
    "shifted",
    "spells",
    "tenures",
    "totals",
    "two_by_two",
]
