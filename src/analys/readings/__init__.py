"""Computed readings: one to three sentences that say what a table shows.

Every number in them comes from the table, so that they stay true when the material changes. A
table with nothing to show has no reading.
"""

from analys.readings.codes import arguments, code_use, mentions, met, own_codes
from analys.readings.collection import checklist, flow, lengths, sample
from analys.readings.cooccurring import chemistry, chemistry_by, combinations, cooccurring, directed
from analys.readings.files import files
from analys.readings.grids import by_case, by_dilemma, crossing, together
from analys.readings.leanings import balance, contrast, negative_cases, shares, two_by_two
from analys.readings.material import asked, coders, dates, interviews, totals
from analys.readings.outcomes import configurations, effects_by_case
from analys.readings.partings import by_pair, partings
from analys.readings.patterns import crossing_by, exceptions, framework, patterns
from analys.readings.portraits import portraits
from analys.readings.posts import departures, paired, pairs
from analys.readings.ranked import followed, ranked
from analys.readings.roles import norm_practice, overstepping
from analys.readings.shifts import shifts, worn_in
from analys.readings.tenures import long_stayers, stays, tenures
from analys.readings.truth import (
    matched_pairs,
    necessity,
    robustness,
    solutions,
    truth_table,
)

__all__ = [
    "arguments",
    "asked",
    "balance",
    "by_case",
    "by_dilemma",
    "by_pair",
    "checklist",
    "chemistry",
    "chemistry_by",
    "code_use",
    "coders",
    "combinations",
    "configurations",
    "contrast",
    "cooccurring",
    "crossing",
    "crossing_by",
    "dates",
    "departures",
    "directed",
    "effects_by_case",
    "exceptions",
    "files",
    "flow",
    "followed",
    "framework",
    "interviews",
    "lengths",
    "long_stayers",
    "matched_pairs",
    "mentions",
    "met",
    "necessity",
    "negative_cases",
    "norm_practice",
    "overstepping",
    "own_codes",
    "paired",
    "pairs",
    "partings",
    "patterns",
    "portraits",
    "ranked",
    "robustness",
    "sample",
    "shares",
    "shifts",
    "solutions",
    "stays",
    "tenures",
    "together",
    "totals",
    "truth_table",
    "two_by_two",
    "worn_in",
]
