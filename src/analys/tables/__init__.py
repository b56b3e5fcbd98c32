"""Tables: pure functions from a Study to a tidy frame with its unit and n."""

from analys.tables.base import frame_of
from analys.tables.checklist import checklist
from analys.tables.chemistry import chemistry
from analys.tables.collection import flow, lengths, sample
from analys.tables.combined import combinations, directed
from analys.tables.cooccurring import cooccurring
from analys.tables.crossed import crossing_by
from analys.tables.divided import divided
from analys.tables.files import files
from analys.tables.followed import followed
from analys.tables.framework import framework
from analys.tables.leanings import balance, negative_cases, two_by_two
from analys.tables.material import (
    asked,
    code_use,
    coders,
    dates,
    glance,
    interviews,
    own_codes,
)
from analys.tables.matrices import by_case, by_dilemma, crossing
from analys.tables.mentions import arguments, mentions
from analys.tables.ordered import by_pair
from analys.tables.outcomes import configurations, effects_by_case
from analys.tables.pairs import departures, paired, pairs
from analys.tables.partings import partings
from analys.tables.patterns import exceptions, patterns
from analys.tables.portraits import portraits
from analys.tables.posts import events, spells
from analys.tables.ranked import ranked
from analys.tables.roles import norm_practice, overstepping
from analys.tables.shares import contrast, shares
from analys.tables.shifts import shifted, shifts
from analys.tables.solutions import robustness, solutions
from analys.tables.stayers import long_stayers, tenure_groups
from analys.tables.sums import reading, totals
from analys.tables.tenures import landmarks, stays, tenures
from analys.tables.ties import committees_told, pair_groups, pair_told, posts_told, tie_groups
from analys.tables.truth import matched_pairs, necessity, truth_table
from analys.tables.worn_in import at_shift

__all__ = [
    "arguments",
    "asked",
    "at_shift",
    "balance",
    "by_case",
    "by_dilemma",
    "by_pair",
    "checklist",
    "chemistry",
    "code_use",
    "coders",
    "combinations",
    "committees_told",
    "configurations",
    "contrast",
    "cooccurring",
    "crossing",
    "crossing_by",
    "dates",
    "departures",
    "directed",
    "divided",
    "effects_by_case",
    "events",
    "exceptions",
    "files",
    "flow",
    "followed",
    "frame_of",
    "framework",
    "glance",
    "interviews",
    "landmarks",
    "lengths",
    "long_stayers",
    "matched_pairs",
    "mentions",
    "necessity",
    "negative_cases",
    "norm_practice",
    "overstepping",
    "own_codes",
    "pair_groups",
    "pair_told",
    "paired",
    "pairs",
    "partings",
    "patterns",
    "portraits",
    "posts_told",
    "ranked",
    "reading",
    "robustness",
    "sample",
    "shares",
    "shifted",
    "shifts",
    "solutions",
    "spells",
    "stays",
    "tenure_groups",
    "tenures",
    "tie_groups",
    "totals",
    "truth_table",
    "two_by_two",
]
