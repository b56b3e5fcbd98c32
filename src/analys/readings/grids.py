"""Readings of tables with two ways in: what meets what, and what is brought up where."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analys.language import _, plural
from analys.readings.groups import commonest, widest
from analys.readings.phrases import by_unit, clauses, each_of, labels, quoted, sentences, some, top
from analys.table import Table
from analys.wording import fraction, lower_first, number, out_of

MORE = 3  # pairs, besides the commonest, that a sentence can hold


def crossing(table: Table) -> str:
    """Which pairs meet in most units, what the other rows meet most, and what meets nothing."""
    if table.absent:
        return ""
    best = top(table.frame, "value")
    if best.empty:
        return _("Inget av paren förekommer i materialet.")
    there = plural(
        "{pairs} möjligt par förekommer.",
        "{pairs} möjliga par förekommer.",
        len(table.frame),
    ).format(pairs=fraction(int(table.facts["pairs"]), len(table.frame)))
    most = int(best["value"].iloc[0])
    if most == 1 and len(best) > 1:
        said = _("Inget par förekommer i fler än {most}.")
        return sentences(said.format(most=out_of(1, table.n, table.unit)), there)
    said = _("Oftast nämns {pairs}: i {most}.").format(
        pairs=some([_pair(row) for row in best.to_dict("records")], few=MORE),
        most=out_of(most, table.n, table.unit),
    )
    return sentences(said, _other_rows(table, best), _meets_nothing(table), there)


def _pair(row: Mapping[Hashable, Any]) -> str:
    return _("{row} ihop med {column}").format(
        row=quoted(row["row_name"]), column=quoted(row["column_name"])
    )


def _other_rows(table: Table, best: pd.DataFrame) -> str:
    """What each of the other rows meets most, where it is one thing and in several units."""
    rest = table.frame[~table.frame["row"].isin(best["row"])]
    tops = [top(rows, "value") for _row, rows in rest.groupby("row", sort=False)]
    clear = [row.iloc[0] for row in tops if len(row) == 1 and row["value"].iloc[0] > 1]
    if not clear:
        return ""
    clear.sort(key=lambda row: -int(row["value"]))
    said = [
        _("{pair} (i {n})").format(pair=_pair(dict(row)), n=number(row["value"]))
        for row in clear[:MORE]
    ]
    return _("Därnäst kommer {pairs}.").format(pairs=some(said))


def _meets_nothing(table: Table) -> str:
    sums = table.frame.groupby("row_name", sort=False)["value"].sum()
    never = [quoted(name) for name in sums.index[sums == 0]]
    if not never:
        return ""
    return _("{names} nämns inte ihop med något av det andra.").format(names=some(never))


def together(table: Table) -> str:
    """Which two different things meet in most units, and how many never do."""
    if table.absent:
        return ""
    order = list(table.legend["row"])
    rows = table.frame
    rows = rows[rows["row"].map(order.index) < rows["column"].map(order.index)]
    best = top(rows, "value")
    if best.empty:
        return _("Inga två av dem möts.")
    pairs = [
        f"{lower_first(row['row_name'])}–{lower_first(row['column_name'])}"
        for row in best.to_dict("records")
    ]
    said = _("Oftast möts {pairs}: i {most}.").format(
        pairs=some(pairs), most=out_of(int(best["value"].iloc[0]), table.n, table.unit)
    )
    never = int((rows["value"] == 0).sum())
    rest = plural("{never} par möts aldrig.", "{never} par möts aldrig.", len(rows))
    return sentences(said, rest.format(never=fraction(never, len(rows))) if never else "")


def by_case(table: Table) -> str:
    """What is brought up in most units of those asked, what in fewest, and what nowhere."""
    if table.absent:
        return ""
    rows = table.frame.dropna(subset="value")
    part = (rows["value"] > 0).groupby(rows["row"]).sum()
    asked = rows.groupby("row")["column"].nunique()
    there = [row for row in table.legend["row"] if row in asked.index]
    share = (part / asked).reindex(there)
    named = {
        row: _("{name} i {n}").format(
            name=quoted(table.legend["row"][row]), n=fraction(int(part[row]), int(asked[row]))
        )
        for row in there
    }
    most = [named[row] for row in there if share[row] == share.max() > 0]
    fewest = [named[row] for row in there if 0 < share[row] == share[share > 0].min() < share.max()]
    nowhere = [quoted(table.legend["row"][row]) for row in there if share[row] == 0]
    if not most:
        return by_unit(
            table.across,
            _("Inget av det tas upp i någon av de tillfrågade kommunerna."),
            _("Inget av det tas upp i någon av de tillfrågade intervjuerna."),
        )
    return sentences(
        by_unit(
            table.across,
            _("Av kommunerna där det frågades tar flest upp {what}."),
            _("Av intervjuerna där det frågades tar flest upp {what}."),
        ).format(what=some(most)),
        _("Minst spridning har {what}.").format(what=some(fewest)) if fewest else "",
        _("Ingenstans: {what}.").format(what=some(nowhere)) if nowhere else "",
    )


def by_dilemma(table: Table) -> str:
    """What comes up most in each dilemma, or in each group, and what in none."""
    if table.absent:
        return ""
    rows = table.frame[table.frame["asked"] > 0]
    if not table.facts["pairs"]:
        return _("Inget av det nämns ihop med något av dilemmana.")
    if "facet" in table.frame:
        return _dilemma_by_group(table, rows)
    tops = {
        dilemma: (top(part, "value"), int(part["asked"].iloc[0]))
        for dilemma, part in rows.groupby("row", sort=False)
    }
    order = sorted(tops, key=lambda each: -_share(*tops[each]))
    said = [
        _("{dilemma} {what} {of}").format(
            dilemma=lower_first(table.legend["row"][str(dilemma)]),
            what=labels(best, column="column_name"),
            of=each_of(best, int(best["value"].iloc[0]), asked, unit),
        )
        for dilemma, unit in zip(order, [table.unit, *[""] * len(order)], strict=False)
        for best, asked in [tops[dilemma]]
        if len(best)
    ]
    silent = [lower_first(table.legend["row"][str(each)]) for each in order if tops[each][0].empty]
    sums = rows.groupby("column_name", sort=False)["value"].sum()
    never = [quoted(name) for name in sums.index[sums == 0]]
    return sentences(
        _("Vanligast i varje dilemma: {what}.").format(what=clauses(said)),
        _("Inget av det nämns i samband med {what}.").format(what=some(silent, "or"))
        if silent
        else "",
        _("{names} nämns inte i samband med något dilemma.").format(names=some(never))
        if never
        else "",
    )


def _share(best: pd.DataFrame, asked: int) -> float:
    return float(best["value"].iloc[0]) / asked if len(best) else 0.0


def _dilemma_by_group(table: Table, rows: pd.DataFrame) -> str:
    """The commonest pair of each group, and the pair where two groups differ most."""
    pairs = [
        _("{row} ihop med {column}").format(
            row=quoted(row["column_name"]), column=lower_first(row["row_name"])
        )
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(name=pairs, part=rows["value"])
    groups = table.legend["facet"]
    return sentences(commonest(rows, groups, table.unit), widest(rows, groups, table.unit))
