"""Readings of tables with two ways in: what meets what, and what is brought up where."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analys.language import _, plural
from analys.readings.groups import commonest, widest
from analys.readings.phrases import by_unit, clauses, each_of, labels, quoted, sentences, some, top
from analys.table import Table
from analys.wording import Style, fraction, listing, lower_first, number, out_of

TIES = 2  # pairs as common as any that a sentence can name
TIED = 2  # things as common with one row that a sentence can name
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
        pairs=some([_pair(row) for row in best.to_dict("records")], few=TIES),
        most=out_of(most, table.n, table.unit),
    )
    return sentences(said, _other_rows(table, best), _meets_nothing(table), there)


def _pair(row: Mapping[Hashable, Any]) -> str:
    return _("{row} ihop med {column}").format(
        row=quoted(row["row_name"]), column=quoted(row["column_name"])
    )


def _other_rows(table: Table, best: pd.DataFrame) -> str:
    """What each of the other rows meets most, where it is one thing or two, in several units."""
    rest = table.frame[~table.frame["row"].isin(best["row"])]
    tops = [top(rows, "value") for _row, rows in rest.groupby("row", sort=False)]
    clear = [row for row in tops if 1 <= len(row) <= TIED and row["value"].iloc[0] > 1]
    if not clear:
        return ""
    clear.sort(key=lambda row: -int(row["value"].iloc[0]))
    said = [_with_count(row) for row in clear[:MORE]]
    return _("Bland de övriga märks {pairs}.").format(pairs=some(said))


def _with_count(rows: pd.DataFrame) -> str:
    """One row's pairs, all in as many units."""
    told = plural("{pair} (i {n})", "{pair} (i {n} vardera)", len(rows))
    pair = _("{row} ihop med {column}").format(
        row=quoted(rows["row_name"].iloc[0]), column=listing(map(quoted, rows["column_name"]))
    )
    return told.format(pair=pair, n=number(rows["value"].iloc[0]))


def _meets_nothing(table: Table) -> str:
    sums = table.frame.groupby("row_name", sort=False)["value"].sum()
    never = [quoted(name) for name in sums.index[sums == 0]]
    if not never:
        return ""
    return _("Inget av paren rymmer {names}.").format(names=some(never, "or"))


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
    """What is brought up in most units of those asked, what in fewest, and where most of it is."""
    if table.absent:
        return ""
    rows = table.frame.dropna(subset="value").astype({"value": int})
    rows = rows.assign(there=rows["value"] > 0)
    found = rows.groupby("row")["there"].agg(["sum", "count"]).reindex(list(table.legend["row"]))
    found = found.dropna().assign(share=lambda each: each["sum"] / each["count"])
    if not found["sum"].sum():
        return by_unit(
            table.across,
            _("Inget av det tas upp i någon av de tillfrågade kommunerna."),
            _("Inget av det tas upp i någon av de tillfrågade intervjuerna."),
        )
    nowhere = found[found["sum"] == 0]
    return sentences(
        _spread(table, found[found["sum"] > 0]),
        _("Ingen tar upp {names}.").format(names=_names(table, nowhere, "or"))
        if len(nowhere)
        else "",
        _richest(table, rows),
    )


def _names(table: Table, rows: pd.DataFrame, style: Style = "standard") -> str:
    return some([quoted(table.legend["row"][row]) for row in rows.index], style)


def _spread(table: Table, found: pd.DataFrame) -> str:
    """What most units bring up, and what fewest do, of those that were asked."""
    most = found[found["share"] == found["share"].max()]
    least = found[
        (found["share"] == found["share"].min()) & (found["share"] < found["share"].max())
    ]
    if found["share"].max() == 1:
        said = by_unit(
            table.across,
            _("{most} tas upp i alla kommuner där det frågades"),
            _("{most} tas upp i alla intervjuer där det frågades"),
        ).format(most=_names(table, most))
    else:
        said = by_unit(
            table.across,
            _("Av kommunerna där det frågades tar flest upp {most}"),
            _("Av intervjuerna där det frågades tar flest upp {most}"),
        ).format(most=_with_share(table, most))
    if least.empty:
        return f"{said}."
    return _("{said}; minst spridning har {least}.").format(
        said=said, least=_with_share(table, least)
    )


def _with_share(table: Table, rows: pd.DataFrame) -> str:
    return some(
        [
            f"{quoted(table.legend['row'][row])} ({fraction(int(part), int(whole))})"
            for row, part, whole in zip(rows.index, rows["sum"], rows["count"], strict=True)
        ]
    )


def _richest(table: Table, rows: pd.DataFrame) -> str:
    """Where most of the things are brought up, and where fewest, if all were asked of all."""
    counts = rows.groupby("column", sort=False)["there"].sum()
    everywhere = len(rows) == len(table.frame)
    if not everywhere or table.across != "case" or counts.max() == counts.min():
        return ""
    most, fewest = (list(counts.index[counts == end]) for end in (counts.max(), counts.min()))
    of = rows["row"].nunique()
    return _("Flest av dem, {most}, tas upp i {where}, och färst, {fewest}, i {there}.").format(
        most=fraction(int(counts.max()), of),
        where=some(most),
        fewest=number(int(counts.min())),
        there=some(fewest),
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
        _("{code} i samband med {dilemma}").format(
            code=quoted(row["column_name"]), dilemma=lower_first(row["row_name"])
        )
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(name=pairs, part=rows["value"])
    groups = table.legend["facet"]
    return sentences(commonest(rows, groups, table.unit), widest(rows, groups, table.unit))
