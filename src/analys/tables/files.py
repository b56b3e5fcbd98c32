"""The coded files of the material, one beside the other."""

from __future__ import annotations

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import heading
from analys.wording import number, upper_first

UNKNOWN = "unknown"  # what a reader says of a file that does not name its tool


def tool_of(exporter: str) -> str:
    """What a program that wrote a file is called on a page; its own name but for ours."""
    if exporter == UNKNOWN:
        return _("okänt")
    ours = exporter.startswith("analys") and "synthetic" in exporter
    return _("analys (syntetiskt material)") if ours else exporter


def files(study: Study) -> Table:
    """What each coded file holds, and what of it another holds too.

    Returns
    -------
    A row a file: `file`, `tool`, `texts` (documents with a text), `joined` (of these, in an earlier
    file too), `coders`, `codings`, `once` (of these, in an earlier file too; they count once). The
    columns of what is shared have a heading where there are several files. `facts`: `files`,
    `joined` (documents in several files), `once`, `codings` (that count), `apart` (documents that
    only share a name).
    """
    account = study.account
    found = {file.file: file for file in account.files} if account else {}
    rows = []
    for report in study.reports:
        file, counts = found.get(report.file), report.counts
        rows.append(
            (
                report.file,
                tool_of(report.exporter),
                file.texts if file else counts.get("texts", 0),
                file.joined if file else 0,
                file.coders if file else counts.get("coders", 0),
                file.codings if file else counts.get("codings", 0),
                file.once if file else 0,
            )
        )
    columns = ["file", "tool", "texts", "joined", "coders", "codings", "once"]
    several = len(rows) > 1
    return Table(
        pd.DataFrame(rows, columns=columns),
        unit="coding",
        n=account.codings if account else len(study.all_codings),
        headings={
            "file": _("Fil"),
            "tool": _("Verktyg"),
            "texts": _("Texter"),
            **({"joined": _("varav i en tidigare fil")} if several else {}),
            "coders": upper_first(_("kodare")),
            "codings": heading("coding"),
            **({"once": _("varav redan räknade")} if several else {}),
        },
        measure=_("Antal texter, kodare och kodningar per fil"),
        absent=None if rows else _("Materialet har ingen kodad fil."),
        note=_apart(study),
        facts={
            "files": len(rows),
            "joined": len(account.joined) if account else 0,
            "once": account.once if account else 0,
            "codings": account.codings if account else len(study.all_codings),
            "apart": len(account.differing) if account else 0,
        },
        source=_("det som räknades när filerna lästes"),
    )


def _apart(study: Study) -> str:
    """Where the texts part that only share a name; what they say there is not for a page."""
    text = _("{name} i {file} och i {other} skiljer sig från tecken {at}.")
    return " ".join(
        text.format(name=pair.name, file=pair.file, other=pair.other_file, at=number(pair.at))
        for pair in (study.account.differing if study.account else ())
    )
