"""Choosing quotes: from different municipalities and roles, never one voice alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from analys.language import N_, _
from analys.markup import passage, talk
from analys.study import Study
from analys.wording import upper_first

LENGTH = (40, 420)  # characters of a quote that reads well on its own
IDEAL = 180
RUN = 5  # words in a run by which two quotes are told to be the same
# As sizes stand before a noun.
SIZES = {"liten": N_("liten"), "mellan": N_("mellanstor"), "stor": N_("stor")}
CONTEXT = 90
SPEAKER = re.compile(r"^[A-ZÅÄÖ]{1,12}\d*: ?")  # who speaks, at the beginning of a turn


def pick(
    study: Study, codes: Sequence[str], n: int = 3, heard: Collection[str] = ()
) -> pd.DataFrame:
    """Some quotes for some codes: each next one from the least heard municipality, role and code.

    Only interviews that may be quoted are used; where the material does not record consent, all.
    Quotes that echo what is `heard` (runs of words, as `runs` gives them) are passed over.

    Returns
    -------
    At most `n` rows of `Study.quotes`, with `consent`; fewer where fewer may be quoted.
    """
    rows = study.coded(codes).dropna(subset="quote")
    rows = rows.sort_values(["interview", "start", "end", "code"], ignore_index=True)
    about = study.interviews.set_index("interview")
    consent = about["quote_consent"]
    rows = rows.assign(
        role=rows["interview"].map(about["role"]),
        consent=rows["interview"].map(consent),
        size=rows["quote"].str.len(),
    )
    rows = rows[rows["interview"].isin(study.quotable)]
    fitting = rows["size"].between(*LENGTH)
    chosen = _spread(rows[fitting], n, set(heard))
    if chosen.empty:
        chosen = _spread(rows[~fitting], n, set(heard))
    told = study.in_context(chosen, CONTEXT)
    return told.assign(consent=chosen["consent"].array)


def runs(quote: str) -> frozenset[str]:
    """All runs of five words in a quote, whatever its spacing and punctuation.

    >>> sorted(runs("Det vet man ju inte, va?"))
    ['det vet man ju inte', 'vet man ju inte va']
    """
    words = re.findall(r"\w+", quote.casefold())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def echoes(quote: str, heard: Collection[str]) -> bool:
    """Whether a third or more of a quote's runs have been heard, so that it says nothing new."""
    said = runs(quote)
    return 3 * len(said.intersection(heard)) >= len(said)


def _spread(rows: pd.DataFrame, n: int, said: set[str]) -> pd.DataFrame:
    quotes = rows["quote"].astype("str").array
    distance = (rows["size"] - IDEAL).abs().to_numpy(dtype=np.int64)
    # Of each coding its code, municipality, role and interview by number, and how often heard.
    voices = [
        pd.factorize(rows[column], use_na_sentinel=False)[0]
        for column in ("code", "case", "role", "interview")
    ]
    heard = np.zeros(len(rows), dtype=np.int64)
    left = np.ones(len(rows), dtype=bool)
    chosen: list[int] = []
    while left.any() and len(chosen) < n:
        there = np.flatnonzero(left)
        there = there[heard[there] == heard[there].min()]
        best = int(there[distance[there].argmin()])
        left[best] = False
        if echoes(quotes[best], said):
            continue
        chosen.append(best)
        said |= runs(quotes[best])
        heard += sum((voice == voice[best]).astype(np.int64) for voice in voices)
    return rows.iloc[chosen]


def quotes_html(study: Study, rows: pd.DataFrame) -> str:
    """Quotes as a page shows them: in their context, with who speaks and where it stands."""
    each = "".join(_quote(study, row) for row in rows.to_dict("records"))
    return f'<div class="quotes">{each}</div>'


def _quote(study: Study, row: Mapping[Hashable, Any]) -> str:
    parts = within(str(row["before"]), str(row["quote"]), str(row["after"]))
    before, quote, after = (escape(part.replace("”", "’")) for part in parts)
    words = _("”{words}”").format(words=f"{before}<mark>{quote}</mark>{after}")
    link = passage(str(row["interview"]), str(row["coding"]))
    notes = [escape(part) for part in (_speaker(study, row), str(row["label"])) if part]
    notes.append(f'<a href="{escape(link)}">{escape(str(row["interview"]))}</a>')
    if study.synthetic:
        notes.append(_("syntetiskt citat"))
    elif row["consent"] == "efter godkännande":
        notes.append(_("citeras först efter godkännande"))
    footer = " · ".join(notes)
    return (
        f'<blockquote class="quote"><p{talk(study.language)}>{words}</p>'
        f"<footer>{footer}</footer></blockquote>"
    )


def _speaker(study: Study, row: Mapping[Hashable, Any]) -> str:
    roles = study.codebook.roles
    role = str(row["role"])
    who = upper_first(roles[role].text[study.language]) if role in roles else ""
    about = study.cases[study.cases["case"] == row["case"]]
    if about.empty or pd.isna(about["size"].iloc[0]) or pd.isna(about["region"].iloc[0]):
        return who
    size, region = str(about["size"].iloc[0]), str(about["region"].iloc[0])
    where = _("{size} kommun i {region}").format(size=_(SIZES.get(size, size)), region=region)
    return f"{who}, {where}" if who else upper_first(where)


def within(before: str, quote: str, after: str) -> tuple[str, str, str]:
    """A quote with what was said around it, cut to whole words of the same turn of talk."""
    return _tail(before), quote.strip(), _head(after)


def _tail(text: str) -> str:
    """The end of what was said before; all of it where the talk begins there."""
    *others, same = text.rsplit("\n", 1)
    if others or SPEAKER.match(same):
        return SPEAKER.sub("", same.lstrip())
    return f"… {same.partition(' ')[2]}" if same else ""


def _head(text: str) -> str:
    """The beginning of what was said after; all of it where the turn of talk ends there."""
    same, *others = text.split("\n", 1)
    if others or not same:
        return same.rstrip()
    return f"{same.rpartition(' ')[0]} …"
