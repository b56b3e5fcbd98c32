"""What the codes of a project may be in the codebook, for a person to decide on."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from analys.codebook import Codebook
from analys.codemap import folded, lineage, sure_codes, written

LABEL, GUESS, AMBIGUOUS = "label", "guess", "ambiguous"
CLOSE = 0.8  # how like a spelling must be to be a guess, as difflib counts
MOST = 3  # guesses for one code
COLUMNS = ("path", "code", "how", "guess", "codings", "interviews", "label")
Found = tuple[str | None, str | None, str | None]


def proposals(
    codes: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    code_map: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A code map to look over, and what speaks for each of its rows.

    Parameters
    ----------
    codes, codings
        Frames of a `Project`.
    code_map
        What is decided already; its rows are kept.

    Returns
    -------
    A row a path of the project, in the order of its tree: `path`; `code`, NA where nothing is
    proposed; `how` ("code map", "id", "path", "label"; "guess" or "ambiguous" where only `guess`
    says anything; NA where nothing is like it); `guess`, ids that it may be, the nearest first,
    with spaces between; `codings` and `interviews` that have the code; `label`, the Swedish name of
    `code` or of the first guess.
    """
    found = sure_codes(codes, codebook, code_map)
    found["place"] = found["path"].map(written)
    found[["code", "how", "guess"]] = pd.DataFrame(
        _all(codes, found, codebook), columns=["code", "how", "guess"], dtype="str"
    )
    place = found.set_index("code_id")["place"]
    counts = (
        codings.assign(place=codings["code_id"].map(place))
        .groupby("place")
        .agg(codings=("coding", "size"), interviews=("source", "nunique"))
    )
    found = found[found["place"] != ""].drop_duplicates("place").join(counts, on="place")
    shown = found["code"].fillna(found["guess"].str.partition(" ")[0])
    found["label"] = shown.map(lambda code: codebook.label(code, "sv"), na_action="ignore")
    found = found.fillna({"codings": 0, "interviews": 0})
    types = {"codings": "int64", "interviews": "int64", "label": "str"}
    return found.astype(types)[list(COLUMNS)].reset_index(drop=True)


def _all(codes: pd.DataFrame, sure: pd.DataFrame, codebook: Codebook) -> list[Found]:
    """What is found for each code; one below a code of ours is sought there first."""
    labels = _Labels(codebook)
    above: dict[str, str | None] = {}
    rows: list[Found] = []
    for key, parent, name, code, how in zip(
        codes["code_id"], codes["parent"], codes["name"], sure["code"], sure["how"], strict=True
    ):
        over = above.get(parent)
        known = None if pd.isna(code) else str(code)
        if known is not None:
            rows.append((known, how, None))
        else:
            like = labels.like(str(name), over)
            # What the code map leaves without a code is decided; what it is like is still told.
            rows.append(like if pd.isna(how) else (None, how, like[0] or like[2]))
        above[key] = rows[-1][0] or over
    return rows


class _Labels:
    """The names of the codebook's nodes, and what is like them."""

    def __init__(self, codebook: Codebook) -> None:
        nodes = codebook.frame()
        self._parents = dict(zip(nodes["code"], nodes["parent"], strict=True))
        self._exact: dict[str, list[str]] = {}
        self._near: dict[str, list[str]] = {}
        for code, sv, en in zip(nodes["code"], nodes["sv"], nodes["en"], strict=True):
            dilemma = codebook.dilemmas.get(code)
            short = (dilemma.short.sv, dilemma.short.en) if dilemma else ()
            for name in dict.fromkeys(map(folded, (sv, en, *short))):
                self._exact.setdefault(name, []).append(code)
                self._near.setdefault(name, []).append(code)
            for name in (code, f"{code} {sv}", f"{code} {en}"):
                self._near.setdefault(folded(name), []).append(code)

    def like(self, name: str, above: str | None) -> Found:
        """What a code may be by its name, standing below a node of ours or below none."""
        exact = self._exact.get(folded(name), [])
        below = [code for code in exact if above in set(lineage(code, self._parents))]
        fitting = exact if above is None else below
        if len(fitting) == 1:
            return fitting[0], LABEL, None
        if len(exact) > 1:
            return None, AMBIGUOUS, " ".join(exact)
        # The one of that name stands elsewhere in the codebook: theirs may be another thing.
        near = get_close_matches(folded(name), self._near, MOST, CLOSE)
        codes = dict.fromkeys(code for each in near for code in self._near[each])
        return None, GUESS if codes else None, " ".join(codes) or None
