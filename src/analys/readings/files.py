"""Readings of the table of files."""

from __future__ import annotations

from analys.language import _, plural
from analys.readings.phrases import sentences
from analys.table import Table
from analys.wording import counted, number


def files(table: Table) -> str:
    """How many files there are, and what they have in common."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    if facts["files"] == 1:
        return _("Allt kodat står i en fil.")
    count = _("Det kodade står i {n} filer.").format(n=number(facts["files"]))
    texts = plural(
        "{n} text står i flera av dem och räknas som en.",
        "{n} texter står i flera av dem och räknas som en var.",
        facts["joined"],
    )
    apart = plural(
        "{n} text har ett namn som en annan också har, men inte samma ord, och hålls för sig.",
        "{n} texter har namn som andra också har, men inte samma ord, och hålls för sig.",
        facts["apart"],
    )
    once = plural(
        "{n} står i flera filer och räknas en gång.",
        "{n} står i flera filer och räknas en gång.",
        facts["once"],
    )
    return sentences(
        count,
        texts.format(n=number(facts["joined"])) if facts["joined"] else "",
        apart.format(n=number(facts["apart"])) if facts["apart"] else "",
        once.format(n=counted(facts["once"], "coding")) if facts["once"] else "",
    )
