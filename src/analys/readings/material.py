"""Readings of tables of the material itself."""

from __future__ import annotations

from analys.readings.phrases import count
from analys.table import Table
from analys.wording import counted, day, fraction, listing, number, out_of


def asked(table: Table) -> str:
    """Who was asked and who speaks."""
    facts = {name: int(value) for name, value in table.facts.items()}
    unit = table.across
    if not facts["recorded"]:
        read = out_of(facts["speaking"], facts["asked"], "interview")
        return f"Vad som frågades är inte antecknat. {read} tar upp dilemmat."
    who = out_of(facts["asked"], facts["interviews"], "interview")
    speaking = f"{count(facts['speaking'])} av dem tar upp det"
    if unit == "interview":
        return f"I {who} frågades det om dilemmat; {speaking}."
    there = f", i {counted(facts['cases_speaking'], unit)}" if facts["speaking"] else ""
    where = out_of(facts["cases"], facts["all_cases"], unit)
    return f"I {who} frågades det om dilemmat, i {where}; {speaking}{there}."


def interviews(table: Table) -> str:
    """How many interviews, with whom."""
    if table.absent:
        return ""
    said = listing(
        f"{number(table.facts[role])} med {name}"
        for role, name in table.legend["group"].items()
        if table.facts[role]
    )
    return f"{counted(table.n, 'interview')}: {said}."


def dates(table: Table) -> str:
    """From when to when, and how long the interviews were."""
    if table.absent:
        return ""
    first, last = table.frame["date"].min(), table.frame["date"].max()
    when = f"den {day(first)}" if first == last else f"från den {day(first)} till den {day(last)}"
    minutes = table.frame["minutes"].dropna()
    if minutes.empty:
        return f"Intervjuerna gjordes {when}."
    return (
        f"Intervjuerna gjordes {when} och varade i {number(minutes.min())}–{number(minutes.max())} "
        f"minuter (median {number(minutes.median())})."
    )


def coders(table: Table) -> str:
    """How many coders, and how much is coded twice."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    active, users = int((table.frame["codings"] > 0).sum()), len(table.frame)
    who = f"{number(active)} kodare" if active == users else f"{fraction(active, users)} användare"
    said = (
        f"{who} har gjort {counted(table.n, 'coding')} i "
        f"{counted(table.interviews or 0, 'interview')}; "
    )
    several = facts["double"]
    said += f"{counted(several, 'interview') if several else 'ingen intervju'} är "
    said += f"{'kodade' if several > 1 else 'kodad'} av flera."
    if not facts["left_out"]:
        return said
    left = f"{counted(facts['left_out'], 'coding')} räknas inte i rapporten: de "
    if facts["consensus"]:
        left += "har gjorts av bara en av kodarna, eller upprepar en annans på samma ställe."
    else:
        left += "är andras än den valda kodarens."
    return f"{said} {left}"


def totals(table: Table) -> str:
    """Whether the files and the frames agree."""
    if table.frame.empty:
        return "Filerna anger inga summor att jämföra med."
    wrong = int(table.facts["wrong"])
    if not wrong:
        return "Alla summor stämmer med filerna."
    return table.note or f"{fraction(wrong, len(table.frame))} summor stämmer inte med filerna."
