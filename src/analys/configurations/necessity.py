"""Whether a condition has to be there: necessity, which is looked at before sufficiency."""

from __future__ import annotations

import pandas as pd


def necessity(conditions: pd.DataFrame, outcome: pd.Series) -> pd.DataFrame:
    """How far each condition and its absence are necessary for the outcome and for its absence.

    Parameters
    ----------
    conditions, outcome
        As in `truth.truth_table`.

    Returns
    -------
    A row an outcome (first 1, then 0), condition and state (1, 0): `outcome`, `condition`, `state`,
    `members` (cases with the state), `with_outcome` (cases with the outcome), `both`,
    `consistency` (both of with_outcome), `coverage` (both of members), `ron` (see `ron`). NaN
    where nothing can be divided.
    """
    rows = [
        _row(conditions[name].astype(bool) == bool(state), outcome.astype(bool) == bool(result))
        | {"outcome": result, "condition": name, "state": state}
        for result in (1, 0)
        for name in conditions
        for state in (1, 0)
    ]
    columns = ["outcome", "condition", "state", "members", "with_outcome", "both"]
    return pd.DataFrame(rows, columns=[*columns, "consistency", "coverage", "ron"])


def _row(here: pd.Series, has: pd.Series) -> dict[str, object]:
    both, members, result = int((here & has).sum()), int(here.sum()), int(has.sum())
    return {
        "members": members,
        "with_outcome": result,
        "both": both,
        "consistency": both / result if result else float("nan"),
        "coverage": both / members if members else float("nan"),
        "ron": ron(len(here), members, both),
    }


def ron(n: int, members: int, both: int) -> float:
    """Relevance of necessity: low where a condition is nearly always there, so that it says little.

    With crisp sets the cases without the condition, of the cases without condition and outcome
    together: sum(1 - x) / sum(1 - min(x, y)), Schneider and Wagemann, Set-Theoretic Methods for
    the Social Sciences (2012), p. 236. NaN where every case has both.

    >>> ron(18, 10, 8)
    0.8
    """
    return (n - members) / (n - both) if n > both else float("nan")
