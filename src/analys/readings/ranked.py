"""Readings of arguments in falling order, and of municipalities followed one by one."""

from __future__ import annotations

from analys.language import _, plural
from analys.readings.codes import mentions
from analys.readings.phrases import by_unit, each_of, labels, quoted, sentences, some, top
from analys.table import Table
from analys.wording import counted, fraction, out_of


def ranked(table: Table) -> str:
    """Which argument is heard most; with a stance, which goes with it, and who takes it."""
    if table.absent:
        return ""
    if "stance_units" not in table.facts:
        return mentions(table)
    (stance,) = table.legend["stance"].values()
    if not table.facts["stance_units"]:
        return by_unit(
            table.unit,
            _("Ingen av de tillfrågade kommunerna tar upp {stance}."),
            _("Ingen av de tillfrågade intervjuerna tar upp {stance}."),
        ).format(stance=quoted(stance))
    said = _("{stance} tas upp i {taken}.").format(
        stance=quoted(stance), taken=out_of(table.facts["stance_units"], table.n, table.unit)
    )
    return sentences(said, _with_stance(table))


def _with_stance(table: Table) -> str:
    """What goes with the stance most often, and what never does."""
    best, never = top(table.frame), table.frame[table.frame["cases"] == 0]
    passages = bool(table.facts["passages"])
    if best.empty:
        none = _("Inget av det andra hörs i samma avsnitt.")
        return none if passages else _("Inget av det andra hörs i samma intervju.")
    if len(best) + len(never) < len(table.frame):
        close, wide = (
            _("I samma avsnitt hörs oftast {what}"),
            _("I samma intervju hörs oftast {what}"),
        )
    else:
        close, wide = _("I samma avsnitt hörs {what}"), _("I samma intervju hörs {what}")
    of = each_of(best, int(best["cases"].iloc[0]), table.n, table.unit)
    said = (close if passages else wide).format(what=f"{labels(best)} {of}")
    if never.empty:
        return f"{said}."
    return _("{said}, men aldrig {never}.").format(said=said, never=labels(never, "or"))


def followed(table: Table) -> str:
    """Where it is told of, by how many there, and how many say nothing."""
    if table.absent:
        return ""
    facts = {name: int(value) for name, value in table.facts.items()}
    if not facts["units"]:
        return by_unit(
            table.unit,
            _("Ingen av de tillfrågade kommunerna tar upp det."),
            _("Ingen av de tillfrågade intervjuerna tar upp det."),
        )
    where = out_of(facts["units"], table.n, table.unit)
    rows = table.frame.to_dict("records")
    if table.unit == "case":
        shares = [out_of(rows[0]["interviews"], rows[0]["asked"], "interview")]
        shares += [fraction(row["interviews"], row["asked"]) for row in rows[1:]]
        places = [f"{row['case']} ({share})" for row, share in zip(rows, shares, strict=True)]
    else:
        places = [str(row["case"]) for row in rows]
    said = _("Det tas upp i {where}: {places}.").format(where=where, places=some(places))
    silent = facts["silent"]
    if not silent:
        return said
    rest = plural("{silent} säger ingenting om det.", "{silent} säger ingenting om det.", silent)
    return f"{said} {rest.format(silent=counted(silent, table.unit))}"
