"""From a tool's project to the frames of a study: interviews, municipalities and codings."""

from analys.keying.case_rows import case_of, cases, check_cases
from analys.keying.coding_rows import UNKNOWN_CODER, check_map, codings, kept
from analys.keying.interview_rows import interviews

__all__ = [
    "UNKNOWN_CODER",
    "case_of",
    "cases",
    "check_cases",
    "check_map",
    "codings",
    "interviews",
    "kept",
]
