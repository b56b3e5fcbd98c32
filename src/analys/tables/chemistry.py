"""Personal chemistry over all dilemmas: where it is said to carry or overturn the cooperation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analys.language import _
from analys.study import Study
from analys.table import Table
from analys.tables.base import behind, fractions, measure
from analys.tables.matrices import by_dilemma

WAYS = ("K.bar", "K.stjalper")
KEYS = ["row", "column"]


def chemistry(study: Study, codes: Sequence[str] = WAYS) -> Table:
    """In how many municipalities the chemistry is spoken of along with each dilemma.

    Parameters
    ----------
    codes
        What is said of the chemistry: the code that stands to the left, the one to the right.

    Returns
    -------
    A row a dilemma and code: `row`, `column`, `passage` (units where an interview brings up both in
    the same passage), `interview` (in the same interview; never fewer), `asked` (units asked about
    the dilemma); NA where none was. `facts`: `passage` and `interview`, the rows where they meet
    so. The basis goes by `row` and `column`; of those in the same interview it holds the chemistry.
    """
    heads = (_("Dilemma"), _("Personkemin"))
    near, far = (
        by_dilemma(study, list(codes), heads=heads, relation=relation)
        for relation in ("passage", "interview")
    )
    rows = near.frame[[*KEYS, "row_name", "column_name", "asked"]].assign(
        passage=near.frame["value"], interview=far.frame["value"]
    )
    asked = rows["asked"] > 0
    for relation in ("passage", "interview"):
        said = fractions(rows[relation].fillna(0), rows["asked"])
        said_of = pd.Series(said, rows.index, dtype="str")
        rows[f"{relation}_of"] = said_of.where(asked, _("ingen tillfrågad"))
    wide = pd.DataFrame(far.basis)
    wide = wide[wide["coding"].isin(study.coded(list(codes))["coding"])]
    return replace(
        near,
        frame=rows,
        headings={
            "row_name": heads[0],
            "column_name": heads[1],
            "passage_of": _("I samma avsnitt"),
            "interview_of": _("I samma intervju"),
        },
        measure=measure(
            near.unit,
            _("Antal kommuner där minst en intervju tar upp båda, i samma avsnitt eller intervju"),
            _("Antal intervjuer som tar upp båda, i samma avsnitt eller alls"),
        ),
        facts={name: int((rows[name] > 0).sum()) for name in ("passage", "interview")},
        basis=behind(pd.concat([near.basis, wide]), *KEYS),
    )
