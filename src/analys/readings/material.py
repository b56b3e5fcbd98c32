"""Readings of tables of the material itself."""

from __future__ import annotations

from analys.language import _, plural
from analys.readings.phrases import sentences
from analys.table import Table
from analys.wording import counted, day, fraction, listing, number, out_of


def asked(table: Table) -> str:
    """Who was asked and who speaks."""
    facts = {name: int(value) for name, value in table.facts.items()}
    if not facts["recorded"]:
        read = out_of(facts["speaking"], facts["asked"], "interview")
        return _("Vad som frågades är inte antecknat. I {read} tas dilemmat upp.").format(read=read)
    if not facts["asked"]:
        whole = counted(facts["interviews"], "interview")
        return _("I ingen av {whole} frågades det om dilemmat.").format(whole=whole)
    return f"{_who(table, facts)}; {_speaking(table, facts)}."


def _who(table: Table, facts: dict[str, int]) -> str:
    """In how many interviews it was asked about, and in how many municipalities."""
    every = facts["asked"] == facts["interviews"]
    if every:
        return plural(
            "I den enda intervjun frågades det om dilemmat",
            "I alla {n} intervjuer frågades det om dilemmat",
            facts["asked"],
        ).format(n=number(facts["asked"]))
    names = {
        "who": out_of(facts["asked"], facts["interviews"], "interview"),
        "where": out_of(facts["cases"], facts["all_cases"], table.across),
    }
    if table.across == "interview":
        return _("I {who} frågades det om dilemmat").format(**names)
    return _("I {who}, i {where}, frågades det om dilemmat").format(**names)


def _speaking(table: Table, facts: dict[str, int]) -> str:
    """How many of those asked bring it up, and in how many municipalities."""
    speaking = facts["speaking"]
    if not speaking:
        return _("ingen av dem tar upp det")
    if speaking == facts["asked"]:
        return plural("den tar upp det", "alla tar upp det", speaking)
    if table.across == "interview":
        return _("{n} av dem tar upp det").format(n=number(speaking))
    return _("{n} av dem tar upp det, i {where}").format(
        n=number(speaking), where=counted(facts["cases_speaking"], table.across)
    )


def interviews(table: Table) -> str:
    """How many interviews, with whom."""
    if table.absent:
        return ""
    said = listing(
        _("{n} med {role}").format(n=number(table.facts[role]), role=name)
        for role, name in table.legend["group"].items()
        if table.facts[role]
    )
    return _("{interviews}: {roles}.").format(interviews=counted(table.n, "interview"), roles=said)


def dates(table: Table) -> str:
    """From when to when."""
    if table.absent:
        return ""
    first, last = table.frame["date"].min(), table.frame["date"].max()
    if first == last:
        when = _("Intervjuerna gjordes den {day}").format(day=day(first))
    else:
        when = _("Intervjuerna gjordes från den {first} till den {last}").format(
            first=day(first), last=day(last)
        )
    return f"{when}."


def coders(table: Table) -> str:
    """How many coders, and how much is coded twice."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    active, users = int((table.frame["codings"] > 0).sum()), len(table.frame)
    if active == users:
        who = plural("{n} kodare", "{n} kodare", active).format(n=number(active))
    else:
        who = _("{n} användare").format(n=fraction(active, users))
    said = plural(
        "{who} har gjort {codings} i {interviews}",
        "{who} har gjort {codings} i {interviews}",
        active,
    ).format(
        who=who,
        codings=counted(table.n, "coding"),
        interviews=counted(table.interviews or 0, "interview"),
    )
    several = facts["double"]
    both = _("ingen intervju är kodad av flera")
    if several:
        both = plural("{n} är kodad av flera", "{n} är kodade av flera", several)
        both = both.format(n=counted(several, "interview"))
    return sentences(f"{said}; {both}.", _left_out(facts) if facts["left_out"] else "")


def _left_out(facts: dict[str, int]) -> str:
    """How many codings do not count, and why."""
    left = facts["left_out"]
    if facts["consensus"]:
        said = plural(
            "{codings} räknas inte i rapporten: den har gjorts av bara en av kodarna, eller "
            "upprepar en annans på samma ställe.",
            "{codings} räknas inte i rapporten: de har gjorts av bara en av kodarna, eller "
            "upprepar en annans på samma ställe.",
            left,
        )
    else:
        said = plural(
            "{codings} räknas inte i rapporten: den är en annans än den valda kodarens.",
            "{codings} räknas inte i rapporten: de är andras än den valda kodarens.",
            left,
        )
    return said.format(codings=counted(left, "coding"))


def totals(table: Table) -> str:
    """Whether the files and the frames agree."""
    if table.frame.empty:
        return _("Filerna anger inga summor att jämföra med.")
    wrong = int(table.facts["wrong"])
    if not wrong:
        return _("Alla summor stämmer med filerna.")
    return table.note or _("{wrong} summor stämmer inte med filerna.").format(
        wrong=fraction(wrong, len(table.frame))
    )
