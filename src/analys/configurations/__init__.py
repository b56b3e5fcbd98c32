"""Which combinations of conditions go with an outcome: crisp-set QCA for a handful of cases.

Conditions are a frame of 0 and 1, a row a case; the outcome is a column of 0 and 1 beside it. A
term is written as a string with a sign for each condition: "1" there, "0" not there, "-" either.
"10-" is A and not B, whatever C is.
"""

from analys.configurations.minimise import MOST, covers, minimal_covers, prime_implicants
from analys.configurations.necessity import necessity, ron
from analys.configurations.robustness import (
    SMALL,
    Flips,
    Noise,
    TooManyConditionsError,
    advised,
    check_conditions,
    flips,
    leave_one_out,
    noise,
)
from analys.configurations.truth import (
    KINDS,
    Fit,
    Model,
    expression,
    fit,
    members,
    models,
    truth_table,
)

__all__ = [
    "KINDS",
    "MOST",
    "SMALL",
    "Fit",
    "Flips",
    "Model",
    "Noise",
    "TooManyConditionsError",
    "advised",
    "check_conditions",
    "covers",
    "expression",
    "fit",
    "flips",
    "leave_one_out",
    "members",
    "minimal_covers",
    "models",
    "necessity",
    "noise",
    "prime_implicants",
    "ron",
    "truth_table",
]
