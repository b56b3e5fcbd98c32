"""Whether the material adds up, and what of the files no number rests on."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from analys.language import SOURCE, _, spoken
from analys.study import Study
from analys.table import Table
from analys.wording import lower_first


def totals(study: Study) -> Table:
    """Counts as the files have them beside counts as the frames have them.

    Returns
    -------
    A row a thing counted: `what`, `file` (as the readers counted it), `shared` (of these, what an
    earlier file has too), `study` (rows of the frame), `agree` (yes or no, in words). `facts`:
    `wrong` (how many do not agree).
    """
    counts: dict[str, int] = {}
    for report in study.reports:
        for name, count in report.counts.items():
            counts[name] = counts.get(name, 0) + count
    account = study.account
    there = {
        "codings": (_("Kodningar"), account.once if account else 0, len(study.all_codings)),
        "coders": (_("Användare"), account.joined_coders if account else 0, len(study.users)),
        "texts": (
            _("Texter"),
            account.joined_texts if account else 0,
            int(study.interviews["characters"].notna().sum()),
        ),
    }
    rows = [
        (label, counts[name], shared, found, _("ja") if right else _("nej"))
        for name, (label, shared, found) in there.items()
        if name in counts
        for right in [counts[name] - shared == found]
    ]
    table = pd.DataFrame(rows, columns=["what", "file", "shared", "study", "agree"])
    several = {"shared": _("varav samma")} if table["shared"].any() else {}
    fewer = _("Rapporten gäller ett urval av kommuner och har därför färre än filerna.")
    return Table(
        table,
        unit="coding",
        n=len(study.all_codings),
        headings={
            "what": _("Vad"),
            "file": _("I filerna"),
            **several,
            "study": _("I rapporten"),
            "agree": _("Stämmer"),
        },
        measure=_("Antal i filerna, räknade vid inläsningen, och i rapportens tabeller"),
        note=fewer if study.chosen else "",
        facts={"wrong": int((table["agree"] != _("ja")).sum())},
        source=_("filernas egna summor och rapportens tabeller"),
    )


def reading(study: Study) -> Table:
    """What the files hold that no number of the report rests on.

    Returns
    -------
    A row a thing skipped, warned of or left out of the counts: `file`, `what`, `n`, `why`.
    """
    rows = [
        (report.file, _said("what", skipped.what), skipped.n, _said("why", skipped.why))
        for report in study.reports
        for skipped in report.skipped
    ]
    rows += [
        (file.file, _("kodningar som en tidigare fil också har"), file.once, _("de räknas en gång"))
        for file in (study.account.files if study.account else ())
        if file.once
    ]
    rows += [
        (report.file, _("varning"), 1, _said("warning", warning))
        for report in study.reports
        for warning in report.warnings
    ]
    coded = ", ".join(study.codings["source_file"].dropna().unique())
    about, why = _("kodningar av {dilemma}"), _("dilemmat frågades inte där")
    rows += [
        (coded, about.format(dilemma=lower_first(study.label(dilemma))), unasked, why)
        for dilemma in study.codebook.dilemmas
        if (unasked := _unasked(study, dilemma))
    ]
    return Table(
        pd.DataFrame(rows, columns=["file", "what", "n", "why"]),
        unit="coding",
        n=len(study.all_codings),
        headings={
            "file": _("Fil"),
            "what": _("Vad"),
            "n": _("Antal"),
            "why": _("Varför det inte används"),
        },
        measure=_("Vad som finns i filerna men inte i rapporten"),
        absent=None if rows else _("Allt som filerna innehåller har använts."),
        source=_("vad som antecknades när filerna lästes"),
    )


def _said(kind: str, told: str) -> str:
    """A reader's words, which are English, in the language spoken; as they stand if not known."""
    if spoken() != SOURCE:
        return told
    for pattern, words in _words()[kind]:
        if found := pattern.fullmatch(told):
            holes = found.groupdict()
            units = {
                name: _said("unit", holes[name]) for name in ("unit", "usual") if name in holes
            }
            return words.format(**holes | units)
    return told


@cache
def _words() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """What the readers' words are in Swedish, by kind; a hole in them takes any text."""
    text = (files("analys") / "tables" / "skipped.yaml").read_text(encoding="utf-8")
    kinds: dict[str, dict[str, str]] = yaml.safe_load(text)
    return {
        kind: [(re.compile(_holes(told)), words) for told, words in entries.items()]
        for kind, entries in kinds.items()
    }


def _holes(told: str) -> str:
    r"""A pattern for a reader's words: `{n} texts` as `(?P<n>.+)\ texts`."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(told))


def _unasked(study: Study, dilemma: str) -> int:
    """Codings of a dilemma in interviews where it was not asked about."""
    found = study.coded(study.dilemma_codes(dilemma))
    return int((~found["interview"].isin(study.asked(dilemma)["interview"])).sum())
