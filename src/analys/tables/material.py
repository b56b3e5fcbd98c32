"""Tables of the material itself: what was collected, coded, by whom, and whether it adds up."""

from __future__ import annotations

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import behind, frame_of, heading
from analys.wording import fraction, listing, number, unit_name, upper_first

NO_ROLES = N_("Materialet saknar uppgift om vem som intervjuats.")


def glance(study: Study) -> dict[str, str]:
    """The material in three or four numbers, each with what it counts."""
    frame = frame_of(study, None)
    coded = len(study.read)
    foreign = int((study.codes["origin"] == "foreign").sum())
    first = {unit_name("case"): number(len(study.cases))} if frame.unit == "case" else {}
    first = first or ({} if frame.alone else {_("koder i filen"): number(foreign)})
    return {
        **first,
        _("intervjuer kodade"): fraction(coded, len(study.interviews)),
        unit_name("coding"): number(len(study.all_codings)),
        _("kodare"): fraction(len(study.coders), max(len(study.users), len(study.coders))),
    }


def interviews(study: Study) -> Table:
    """Interviews a municipality and role.

    Returns
    -------
    A row a municipality and role, empty ones too: `label` (the municipality), `group` (the role),
    `value` (interviews).
    """
    roles = study.labels(study.codebook.roles)
    known = study.interviews.dropna(subset=["case", "role"])
    grid = pd.MultiIndex.from_product([study.cases["case"], list(roles)], names=["label", "group"])
    counts = known.groupby(["case", "role"]).size()
    rows = counts.reindex(grid, fill_value=0).rename("value").reset_index()
    wide = rows.assign(group_name=rows["group"].map(roles))
    return Table(
        wide,
        unit="interview",
        n=len(study.interviews),
        headings={"label": _("Kommun"), "group_name": _("Roll"), "value": heading("interview")},
        measure=_("Antal intervjuer per kommun och roll"),
        absent=None if len(known) else _(NO_ROLES),
        legend={"group": roles},
        facts={role: int((known["role"] == role).sum()) for role in roles},
        source=_("intervjutabellen"),
    )


def dates(study: Study) -> Table:
    """When the interviews were held: a row an interview, `interview`, `date`, `case`, `role`."""
    rows = study.interviews.dropna(subset=["date", "case"])
    rows = rows[["interview", "case", "role", "date", "minutes"]].sort_values(["case", "date"])
    roles = study.labels(study.codebook.roles)
    rows = rows.assign(
        day=rows["date"].dt.strftime("%Y-%m-%d"), role_name=rows["role"].map(roles)
    ).reset_index(drop=True)
    return Table(
        rows,
        unit="interview",
        n=len(study.interviews),
        headings={
            "interview": heading("interview", 1),
            "role_name": _("Roll"),
            "day": _("Datum"),
            "minutes": _("Minuter"),
        },
        measure=_("Varje intervju efter datum"),
        absent=None if len(rows) else _("Materialet saknar datum för intervjuerna."),
        legend={"role": roles, "case": {case: case for case in study.cases["case"]}},
        source=_("intervjutabellen"),
    )


def coders(study: Study) -> Table:
    """Who coded what; users of the files who coded nothing have zeros.

    Returns
    -------
    A row a coder: `coder`, `names` (what the files call the coder), `interviews`, `alone`
    (interviews no one else coded), `codes` (codes used), `codings`. `facts`: `double` (interviews
    with several coders), `left_out` (codings of those that the coders do not agree on). The basis
    goes by `coder` and holds all codings, also those left out.
    """
    codings = study.all_codings
    per_interview = codings.groupby("interview")["coder"].nunique()
    rows = codings.groupby("coder").agg(
        interviews=("interview", "nunique"), codes=("code", "nunique"), codings=("coding", "size")
    )
    alone = codings[codings["interview"].map(per_interview) == 1]
    rows["alone"] = alone.groupby("coder")["interview"].nunique()
    everyone = dict.fromkeys([*rows.index, *study.users])
    rows = rows.reindex(pd.Index(everyone, name="coder")).fillna(0).astype(int)
    rows = rows.sort_values("codings", ascending=False, kind="stable").reset_index()
    called = {coder.name: coder.names for coder in (study.account.coders if study.account else ())}
    rows["names"] = [listing(called.get(name, ())) for name in rows["coder"]]
    named = any(names != (name,) for name, names in called.items())
    return Table(
        rows[["coder", "names", "interviews", "alone", "codes", "codings"]],
        unit="coding",
        n=len(codings),
        headings={
            "coder": _("Kodare"),
            **({"names": _("Namn i filerna")} if named else {}),
            "interviews": heading("interview"),
            "alone": _("varav som ensam kodare"),
            "codes": _("Koder använda"),
            "codings": heading("coding"),
        },
        measure=_("Antal intervjuer, koder och kodningar per kodare"),
        interviews=codings["interview"].nunique(),
        absent=None if len(codings) else _("Ingenting i materialet är kodat."),
        facts={
            "double": int((per_interview > 1).sum()),
            "left_out": study.left_out,
            "consensus": int(study.coder == "consensus"),
        },
        basis=behind(codings, "coder"),
        leads="codings",
    )


def code_use(study: Study) -> Table:
    """How much each part of the code system is used.

    Returns
    -------
    A row a dilemma, cross group, or the project's own codes: `part`, `label`, `codes` (how many it
    has), `used`, `unused` (labels of those nobody used), `codings`, `cases` (units). The basis goes
    by `part`.
    """
    frame = frame_of(study, None)
    foreign = study.codes.loc[study.codes["origin"] == "foreign", "code"]
    parts = {key: study.codebook.codes_of(dilemma=key) for key in study.codebook.dilemmas}
    parts |= {key: study.codebook.codes_of(group=key) for key in study.codebook.groups}
    labels = {key: study.label(key) for key in parts}
    if len(foreign):
        parts["own"], labels["own"] = list(foreign), _("Projektets egna koder")
    rows = [_use(study, key, labels[key], codes, frame.unit) for key, codes in parts.items()]
    columns = ["part", "label", "codes", "used", "codings", "cases", "unused"]
    part_of = {code: key for key, codes in parts.items() for code in codes}
    found = study.codings.assign(part=study.codings["code"].map(part_of)).dropna(subset="part")
    return Table(
        pd.DataFrame(rows, columns=columns),
        unit="coding",
        n=len(study.codings),
        headings={
            "label": _("Del av kodboken"),
            "codes": heading("code"),
            "used": _("varav använda"),
            "codings": heading("coding"),
            "cases": heading(frame.unit),
            "unused": _("Ingen använde"),
        },
        measure=_("Antal koder och kodningar per del av kodboken"),
        interviews=study.codings["interview"].nunique(),
        facts={"foreign": len(foreign), "codes": len(study.codebook.codes)},
        across=frame.unit,
        basis=behind(found, "part"),
        leads="codings",
    )


def _use(
    study: Study, key: str, label: str, codes: list[str], unit: str
) -> tuple[str, str, int, int, int, int, str]:
    found = study.codings[study.codings["code"].isin(codes)]
    used = set(found["code"])
    unused = [] if key == "own" or not used else [code for code in codes if code not in used]
    return (
        key,
        label,
        len(codes),
        len(used),
        len(found),
        found[unit].nunique(),
        "; ".join(study.label(code) for code in unused) or ("–" if used else _("alla")),
    )


def own_codes(study: Study) -> Table:
    """The project's codes that the codebook does not have.

    Returns
    -------
    A row a code: `code` (its path), `codings`, `interviews`; most used first. The basis goes by
    `code` and holds all codings, also those left out.
    """
    foreign = study.codes.loc[study.codes["origin"] == "foreign", "code"]
    found = study.all_codings[study.all_codings["code"].isin(foreign)]
    counts = found.groupby("code").agg(
        codings=("coding", "size"), interviews=("interview", "nunique")
    )
    rows = counts.reindex(foreign, fill_value=0).rename_axis("code").reset_index()
    rows = rows.sort_values(["codings", "code"], ascending=[False, True], ignore_index=True)
    return Table(
        rows,
        unit="code",
        n=len(rows),
        headings={
            "code": _("Kod"),
            "codings": heading("coding"),
            "interviews": heading("interview"),
        },
        measure=_("Antal kodningar per kod"),
        absent=None if len(rows) else _("Alla koder i materialet finns i kodboken."),
        facts={"codings": len(found)},
        basis=behind(found, "code"),
    )


def asked(study: Study, dilemma: str) -> Table:
    """Who was asked about a dilemma, and who speaks of it.

    Returns
    -------
    A row a role: `role`, `label`, `interviews`, `asked`, `speaking` (asked and coded with any of
    the dilemma's codes), `cases` (municipalities asked). `facts`: `asked`, `speaking`, `cases`,
    `cases_speaking`, `all_cases`, `segments`. The basis goes by `role`: codings of those speaking.
    """
    frame = frame_of(study, dilemma)
    found = study.coded(study.dilemma_codes(dilemma))
    speaking = frame.interviews[frame.interviews["interview"].isin(found["interview"])]
    roles = study.codebook.roles
    rows = pd.DataFrame(
        [
            (
                role,
                upper_first(study.label(role)),
                int((study.interviews["role"] == role).sum()),
                int((frame.interviews["role"] == role).sum()),
                int((speaking["role"] == role).sum()),
                frame.interviews.loc[frame.interviews["role"] == role, "case"].nunique(),
            )
            for role in roles
        ],
        columns=["role", "label", "interviews", "asked", "speaking", "cases"],
    )
    everyone = frame_of(study, None)
    in_asked = found[found["interview"].isin(frame.interviews["interview"])]
    role_of = study.interviews.set_index("interview")["role"]
    stand = in_asked.assign(role=in_asked["interview"].map(role_of)).dropna(subset="role")
    within = {"cases": _("i antal kommuner")} if frame.unit == "case" else {}
    return Table(
        rows,
        unit="interview",
        n=len(study.interviews),
        headings={
            "label": _("Roll"),
            "interviews": heading("interview"),
            "asked": _("varav tillfrågade"),
            "speaking": _("varav tar upp det"),
            **within,
        },
        measure=_("Antal intervjuer per roll"),
        interviews=len(frame.interviews),
        not_asked=frame.not_asked,
        absent=None if study.interviews["role"].notna().any() else _(NO_ROLES),
        facts={
            "recorded": int(study.records_asked),
            "asked": len(frame.interviews),
            "speaking": len(speaking),
            "interviews": len(study.interviews),
            "cases": frame.n,
            "cases_speaking": speaking[frame.unit].nunique(),
            "all_cases": everyone.n,
            "segments": len(in_asked),
        },
        across=frame.unit,
        basis=behind(stand, "role"),
        leads="speaking",
    )
