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
        return _("Alla kodningar finns i en fil.")
    count = _("Kodningarna finns i {n} filer.").format(n=number(facts["files"]))
    texts = plural(
        "{n} text finns i flera av dem och räknas som en.",
        "{n} texter finns i flera av dem och räknas som en var.",
        facts["joined"],
    )
    apart = plural(
        "{n} text har samma namn som en annan men inte samma ord, och hålls isär.",
        "{n} texter har samma namn som andra men inte samma ord, och hålls isär.",
        facts["apart"],
    )
    once = plural(
        "{n} finns i flera filer och räknas en gång.",
        "{n} finns i flera filer och räknas en gång.",
        facts["once"],
    )
    return sentences(
        count,
        texts.format(n=number(facts["joined"])) if facts["joined"] else "",
        apart.format(n=number(facts["apart"])) if facts["apart"] else "",
        once.format(n=counted(facts["once"], "coding")) if facts["once"] else "",
    )
