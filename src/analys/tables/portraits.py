"""Document portraits: where in each interview a dilemma or a cross group comes up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analys.language import N_, _
from analys.study import Study
from analys.table import Table
from analys.tables.base import behind
from analys.wording import counted, number, upper_first

OWN = "own"  # the part that the project's own codes make up
KEYS = ["interview", "part", "stretch"]
NO_TEXT = N_("Ingen av intervjuerna är både läst och utskriven, så de kan inte ritas.")


def portraits(study: Study, interviews: Sequence[str] | None = None) -> Table:
    """Where in the talk each dilemma and cross group comes up, interview by interview.

    Parameters
    ----------
    interviews
        Only these, where given.

    Returns
    -------
    A row a stretch of talk: codings of one part that overlap or touch, merged. `interview`, `case`,
    `role`, `part` (id of the dilemma or group, "own" for codes outside the codebook), `stretch`
    (0, 1, ... within interview and part), `start` and `end` (share of the text, 0 to 1),
    `characters` (of the stretch), `passages` (codings merged). A part that an interview does not
    touch has one row without start and end: `passages` is 0 if it was asked about, NA if not. The
    interviews stand in the order of the municipalities. The basis goes by interview, part, stretch.
    Codings of a whole interview have no place in it and are left out.

    Raises
    ------
    ParameterError
        If an interview is not in the study, naming the nearest that is.
    """
    chosen = study.interviews
    if interviews is not None:
        known = study.known("interview", list(interviews), chosen["interview"])
        chosen = chosen[chosen["interview"].isin(known or [])]
    drawn = chosen[chosen["interview"].isin(study.read) & (chosen["characters"].fillna(0) > 0)]
    drawn = drawn.iloc[_order(study, drawn)]
    placed = _placed(study, drawn)
    names = _parts(study, OWN in set(placed["part"]))
    rows = _complete(study, drawn, _merged(placed), list(names))
    roles = {
        role: upper_first(part.text[study.language]) for role, part in study.codebook.roles.items()
    }
    rows["role_name"] = rows["role"].map(roles).fillna("–").astype("str")
    rows["part_name"] = rows["part"].map(names).astype("str")
    for name in ("start", "end"):
        rows[f"{name}_told"] = [
            "–" if pd.isna(value) else f"{number(100 * value)} %" for value in rows[name]
        ]
    return Table(
        rows,
        unit="interview",
        n=len(drawn),
        headings={
            "interview": _("Intervju"),
            "role_name": _("Roll"),
            "part_name": _("Del av kodboken"),
            "start_told": _("Börjar"),
            "end_told": _("Slutar"),
            "characters": _("Tecken"),
            "passages": _("Kodningar"),
        },
        measure=_(
            "Var i samtalet varje del av kodboken tas upp, från textens början till dess slut"
        ),
        absent=None if len(drawn) else _(NO_TEXT),
        note=_note(study, chosen, drawn),
        legend={"part": names},
        facts={"dilemmas": len(study.codebook.dilemmas), "passages": placed["coding"].nunique()},
        basis=behind(placed, *KEYS),
    )


def _order(study: Study, interviews: pd.DataFrame) -> list[int]:
    """Places of the interviews, municipality by municipality."""
    rank = {case: at for at, case in enumerate(study.cases["case"])}
    ranks = interviews["case"].map(rank).fillna(len(rank)).to_list()
    return sorted(range(len(interviews)), key=lambda at: ranks[at])


def _parts(study: Study, own: bool) -> dict[str, str]:
    """The parts of the code system in their order, and what they are called."""
    book = study.codebook
    names = {part: study.short(part) for part in (*book.dilemmas, *book.groups)}
    return names | ({OWN: _("Projektets egna koder")} if own else {})


def _part_of(study: Study) -> dict[str, str]:
    """`{code: the dilemma or group that it belongs to}`, for every node."""
    book = study.codebook
    known = study.codes.dropna(subset="dilemma")
    found = dict(zip(known["code"], known["dilemma"], strict=True))
    found |= {group: group for group in book.groups}
    return found | {code.id: code.group for code in book.codes.values() if code.group}


def _placed(study: Study, interviews: pd.DataFrame) -> pd.DataFrame:
    """The codings that have a place, with the part and the stretch of it that they are in."""
    found = study.codings.dropna(subset=["start", "end"])
    found = found[found["interview"].isin(interviews["interview"])]
    found = found.assign(part=found["code"].map(_part_of(study)).fillna(OWN).astype("str"))
    found = found.sort_values(["interview", "part", "start", "end"], kind="stable")
    groups = found.groupby(["interview", "part"], sort=False)
    reached = groups["end"].cummax()
    before = reached.groupby([found["interview"], found["part"]], sort=False).shift()
    new = (found["start"] > before).fillna(False).astype(int)
    stretch = new.groupby([found["interview"], found["part"]], sort=False).cumsum()
    return found.assign(stretch=stretch)[["coding", *KEYS, "start", "end"]]


def _merged(placed: pd.DataFrame) -> pd.DataFrame:
    """A row a stretch: its ends in characters and how many codings make it up."""
    return (
        placed.groupby(KEYS, sort=False)
        .agg(first=("start", "min"), last=("end", "max"), passages=("coding", "nunique"))
        .reset_index()
    )


def _complete(
    study: Study, interviews: pd.DataFrame, merged: pd.DataFrame, parts: Sequence[str]
) -> pd.DataFrame:
    """The stretches in order, with a row for each part that an interview does not touch."""
    grid = pd.MultiIndex.from_product([interviews["interview"], parts], names=KEYS[:2])
    rows = pd.DataFrame(index=grid).reset_index().merge(merged, on=KEYS[:2], how="left")
    about = interviews.set_index("interview")
    length = rows["interview"].map(about["characters"]).astype("Int64")
    rows["case"] = rows["interview"].map(about["case"])
    rows["role"] = rows["interview"].map(about["role"])
    rows["start"] = (rows["first"] / length).astype("float64")
    rows["end"] = (rows["last"] / length).astype("float64").clip(upper=1.0)
    rows["characters"] = (rows["last"] - rows["first"]).astype("Int64")
    asked = pd.concat(
        [
            study.asked(part)[["interview"]].assign(part=part)
            for part in parts
            if part in study.codebook.dilemmas
        ]
    )
    silent = rows["passages"].isna() & (
        ~rows["part"].isin(study.codebook.dilemmas)
        | pd.MultiIndex.from_frame(rows[KEYS[:2]]).isin(pd.MultiIndex.from_frame(asked))
    )
    rows["stretch"] = rows["stretch"].fillna(0).astype("int64")
    for name in ("passages", "characters"):
        rows[name] = rows[name].astype("Int64").mask(silent, 0)
    columns = ["interview", "case", "role", "part", "stretch", "start", "end", "characters"]
    return rows[[*columns, "passages"]]


def _note(study: Study, chosen: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """What is not drawn: interviews without text or coding, codings without a place."""
    said = []
    left = len(chosen) - len(drawn)
    if left and len(drawn):
        said.append(
            _("Ritas inte: {interviews} som ingen har kodat eller som saknar text.").format(
                interviews=counted(left, "interview")
            )
        )
    whole = study.codings[study.codings["interview"].isin(drawn["interview"])]
    whole = whole[whole["start"].isna()]
    if len(whole):
        said.append(
            _("Utan plats i samtalet: {codings} av en hel intervju.").format(
                codings=counted(len(whole), "coding")
            )
        )
    return " ".join(said)
