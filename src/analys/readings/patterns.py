"""Readings of where the patterns hold and break, and of the matrix that holds all in few words."""

from __future__ import annotations

import pandas as pd

from analys.language import _, plural
from analys.readings.groups import commonest, widest
from analys.readings.phrases import by_unit, quoted, sentences, some, top
from analys.table import Table
from analys.wording import fraction, lower_first, number, out_of

AGAINST = "against"


def crossing_by(table: Table) -> str:
    """Which pair is commonest in each group, and where two groups differ most."""
    if table.absent or "facet" not in table.frame:
        return ""
    if not table.facts["pairs"]:
        return _("Inget av paren förekommer i materialet.")
    pairs = [
        _("{row} ihop med {column}").format(
            row=quoted(row["row_name"]), column=quoted(row["column_name"])
        )
        for row in table.frame.to_dict("records")
    ]
    rows = table.frame.assign(name=pairs, part=table.frame["value"])
    groups = table.legend["facet"]
    return sentences(commonest(rows, groups, table.unit), widest(rows, groups, table.unit))


def patterns(table: Table) -> str:
    """In which dilemma most go against the rest, and which units do so most often."""
    if table.absent:
        return ""
    rows = table.frame.dropna(subset=["kind", "value"])
    against = rows[rows["kind"] == AGAINST]
    if rows.empty:
        return _("Inget dilemma kan bedömas.")
    if against.empty:
        return _("Ingen går tvärtemot det vanligaste i något dilemma.")
    each = pd.DataFrame(
        {"n": against.groupby("row").size(), "of": rows.groupby("row")["column"].nunique()}
    )
    each = each.reindex([row for row in table.legend["row"] if row in set(rows["row"])])
    each["n"] = each["n"].fillna(0).astype(int)
    best = top(each, "n")
    names = [
        _("{name} ({of})").format(
            name=lower_first(table.legend["row"][str(row)]),
            of=out_of(part["n"], part["of"], table.across),
        )
        for row, part in best.iterrows()
    ]
    never = [lower_first(table.legend["row"][str(row)]) for row in each.index[each["n"] == 0]]
    return sentences(
        _("Flest går tvärtemot i {names}.").format(names=some(names)),
        _("I {names} gör ingen det.").format(names=some(never)) if never else "",
        _often(against, rows),
    )


def _often(against: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Which units go against the rest in most dilemmas, and how many never do."""
    counts = against["column"].value_counts()
    whole = rows["column"].nunique()
    never = whole - counts.size
    said = ""
    if counts.max() > 1:
        most = sorted(counts.index[counts == counts.max()])
        said = plural(
            "Oftast gör {names} det, i {n} dilemman.",
            "Oftast gör {names} det, i {n} dilemman var.",
            len(most),
        ).format(names=some(most), n=number(counts.max()))
    rest = _("{never} gör det aldrig.").format(never=fraction(never, whole)) if never else ""
    return sentences(said, rest)


def exceptions(table: Table) -> str:
    """How many break the pattern of each dilemma, and of those how many lean the other way."""
    if table.absent:
        return ""
    judged = [key for key in table.legend["dilemma"] if f"of_{key}" in table.facts]
    if not judged:
        return _("Inget dilemma kan bedömas.")
    if table.frame.empty:
        return _("Inget undantag finns från det vanligaste i något dilemma.")
    said = [
        _("{name} {of}").format(
            name=lower_first(table.legend["dilemma"][key]),
            of=fraction(table.facts[key], table.facts[f"of_{key}"]),
        )
        for key in judged
    ]
    how = table.frame["leaning"].map(lambda leaning: leaning in {"even", "silent"})
    other, whole = int((~how).sum()), len(table.frame)
    silent = int((table.frame["leaning"] == "silent").sum())
    template = by_unit(
        table.unit,
        _("Kommuner som bryter mönstret, av dem som kan bedömas: {what}."),
        _("Intervjuer som bryter mönstret, av dem som kan bedömas: {what}."),
    )
    rest = plural(
        "Av {n} undantag lutar {other} åt andra hållet, {even} väger jämnt och {silent} nämner "
        "ingendera sidan.",
        "Av {n} undantag lutar {other} åt andra hållet, {even} väger jämnt och {silent} nämner "
        "ingendera sidan.",
        whole,
    ).format(
        n=number(whole),
        other=number(other),
        even=number(whole - other - silent),
        silent=number(silent),
    )
    return sentences(template.format(what=some(said)), rest)


def framework(table: Table) -> str:
    """How many of the cells hold something, how many are silent or were not asked about."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    whole = facts["cells"] + facts["silent"] + facts["not_asked"]
    filled = _("{cells} fält har något att berätta").format(cells=fraction(facts["cells"], whole))
    rest = [
        _("i {n} frågades ingen").format(n=number(facts["not_asked"])),
        _("i {n} frågades det utan att någon tog upp dilemmat").format(n=number(facts["silent"])),
    ]
    shown = [each for each, n in zip(rest, (facts["not_asked"], facts["silent"]), strict=True) if n]
    quotes = _("Ett citat som får visas finns i {quotes}.").format(quotes=number(facts["quotes"]))
    return sentences(
        f"{'; '.join([filled, *shown])}.",
        quotes if facts["cells"] else "",
    )
