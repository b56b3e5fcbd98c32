"""The municipalities of the demonstration and the patterns planted in them, as data.

Everything here is invented. The analyses are to find these patterns from the codings alone, so
nothing but this package and the material's README may read them from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SEED = 2011
OBSERVED_UNTIL = date(2011, 11, 30)
FIRST_CODER, SECOND_CODER = "Kodare A", "Kodare B"
DOUBLE_CODED = ("K01-1", "K02-2", "K03-4", "K04-5", "K06-3", "K07-2", "K09-1", "K10-5")
POLITICIANS = ("kso", "pol", "opp")
DILEMMAS = ("GZ", "MS", "FO", "PH", "LS", "HS")
CROSS = ("B", "H", "Y", "P", "K")
UTTERANCES = 14.7  # coded utterances an interview; chosen to give about 1,500 codings


@dataclass(frozen=True)
class Municipality:
    """An invented municipality; the fields are those of the frame `cases`.

    `pattern` is the municipality whose planted patterns it follows: its own here, one of the ten
    where more are invented for a benchmark.
    """

    case: str
    population: int
    region: str
    skl_group: int
    rule_2006: str
    rule_2010: str
    committees: str
    roles: tuple[str, ...]
    pattern: str

    @property
    def size(self) -> str:
        """The codebook's category for the population."""
        return (
            "liten"
            if self.population < 15_000
            else "mellan"
            if self.population < 50_000
            else "stor"
        )

    @property
    def shift(self) -> bool:
        """Whether the rule changed kind at the 2010 election."""
        return self.rule_2006 != self.rule_2010


SIX = ("kso", "kc", "pol", "opp", "tjm", "tjm")
NO_SECOND_OFFICIAL = SIX[:5]
NO_OPPOSITION = ("kso", "kc", "pol", "tjm", "tjm")
MUNICIPALITIES = tuple(
    Municipality(case, population, region, group, before, after, committees, roles, case)
    for case, population, region, group, before, after, committees, roles in (
        ("K01", 8_900, "Norrland", 7, "borgerligt", "borgerligt", "nämnder", NO_SECOND_OFFICIAL),
        ("K02", 23_400, "Götaland", 7, "borgerligt", "vänster", "nämnder", SIX),
        ("K03", 71_000, "Svealand", 3, "vänster", "vänster", "nämnder", SIX),
        (
            "K04",
            6_100,
            "Norrland",
            8,
            "borgerligt",
            "borgerligt",
            "utan facknämnder",
            NO_OPPOSITION,
        ),
        ("K05", 31_200, "Svealand", 7, "vänster", "borgerligt", "nämnder", SIX),
        ("K06", 98_500, "Götaland", 3, "vänster", "vänster", "nämnder", SIX),
        ("K07", 11_700, "Götaland", 5, "vänster", "vänster", "nämnder", NO_SECOND_OFFICIAL),
        ("K08", 18_300, "Svealand", 5, "borgerligt", "borgerligt", "utan facknämnder", SIX),
        ("K09", 42_600, "Götaland", 9, "borgerligt", "blocköverskridande", "nämnder", SIX),
        (
            "K10",
            13_900,
            "Svealand",
            7,
            "borgerligt",
            "borgerligt",
            "under förändring",
            NO_OPPOSITION,
        ),
    )
)
CASES = tuple(each.case for each in MUNICIPALITIES)


def cases_of(numbers: str) -> frozenset[str]:
    """Municipalities written short: "1 3 10" is K01, K03 and K10; "*" is all."""
    return frozenset(CASES if numbers == "*" else (f"K{int(each):02}" for each in numbers.split()))
