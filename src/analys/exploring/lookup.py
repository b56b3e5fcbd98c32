"""Looking up a code by what one remembers of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import Any

import pandas as pd

from analys import codebook as codebooks
from analys.exploring.searchable import framed
from analys.language import LANGUAGES, _, plural, spoken
from analys.places import project_root
from analys.publish import MARK
from analys.study import Study
from analys.wording import number

ALIKE = 0.72  # how alike a misspelt word must be to the right one, as difflib counts
NEAR = 6  # words that a misspelt one may have meant
CODEBOOK = "data/codebook.yaml"
COUNTS = ("cases", "interviews", "codings")


class Codes(pd.DataFrame):
    """Codes that were looked up, shown in a notebook as a table, gathered by dilemma."""

    _metadata = ["said"]  # noqa: RUF012 - as pandas wants it
    said: str = ""  # what was found, in a sentence

    @property
    def _constructor(self) -> type[Codes]:
        return Codes

    def __repr__(self) -> str:
        shown = [name for name in ("code", "label", "under", *COUNTS) if name in self]
        rows = pd.DataFrame(self)[shown].to_string(index=False) if len(self) and shown else ""
        return "\n".join(part for part in (self.said, rows) if part)

    def _repr_html_(self) -> str | None:
        if not {"code", "label", "top", "under"} <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()  # type: ignore[operator,no-any-return]
        said = f"<p>{escape(self.said)}</p>" if self.said else ""
        return framed(f"{said}{self._table() if len(self) else ''}")

    def _table(self) -> str:
        names = {"code": _("Kod"), "label": _("Vad den heter"), "under": _("Under")}
        counts = {"cases": _("Kommuner"), "interviews": _("Intervjuer"), "codings": _("Kodningar")}
        names |= {name: heading for name, heading in counts.items() if name in self}
        head = "".join(_cell("th", name, escape(heading)) for name, heading in names.items())
        parts = "".join(
            f'<tbody><tr><th colspan="{len(names)}">{escape(str(top))}</th></tr>'
            f"{''.join(_line(row, names) for row in rows.to_dict('records'))}</tbody>"
            for top, rows in self.groupby("top", sort=False)
        )
        return f'<div class="rows"><table><thead><tr>{head}</tr></thead>{parts}</table></div>'


def _line(row: Mapping[Hashable, Any], names: Collection[str]) -> str:
    cells = {name: number(row[name]) if name in COUNTS else escape(row[name]) for name in names}
    cells["code"] = f"<code>{cells['code']}</code>"
    return f"<tr>{''.join(_cell('td', name, cells[name]) for name in names)}</tr>"


def _cell(tag: str, name: str, html: str) -> str:
    return f"<{tag}{' class=n' if name in COUNTS else ''}>{html}</{tag}>"


@dataclass(frozen=True)
class Node:
    """What a code can be found by: its own words, and those of all that it stands under."""

    code: str
    own: str
    whole: str

    @property
    def words(self) -> set[str]:
        """The words of its own."""
        return set(re.findall(r"\w+", self.own))


def help_codes(search: str = "", study: Study | None = None) -> Codes:
    """Look up codes by their id or by words of what they, or what they stand under, are called.

    Capitals, accents and word order do not matter, and both languages are searched. Where nothing
    is called so, the nearest spellings are shown.

    Parameters
    ----------
    search
        One or more words, or parts of words; all codes without.
    study
        Where to count how often each code is used, its own codes too; without one, the project's
        codebook is searched and nothing counted.

    Returns
    -------
    A row a node of the code system, in its order: `code`, `label`, `top` (the dilemma or group),
    `under` (what it stands under within that), `kind`; with a study `cases` (where the material
    names them), `interviews` and `codings`, codes below included.
    """
    codes = study.codes if study else codebooks.read(project_root() / CODEBOOK).frame()
    above = dict(zip(codes["code"], codes["parent"], strict=True))
    names = dict(zip(codes["code"], codes[spoken()], strict=True))
    chosen, said = _found(_nodes(codes, above), search.strip())
    mark = f"{_(MARK)}." if study and study.synthetic else ""
    chains = {code: _chain(code, above)[::-1] for code in chosen}
    found = pd.DataFrame(
        {
            "code": chosen,
            "label": [names[code] for code in chosen],
            "top": [names[chain[0]] for chain in chains.values()],
            "under": [" › ".join(names[each] for each in chain[1:-1]) for chain in chains.values()],
            "kind": codes.set_index("code").loc[chosen, "kind"].array,
        }
    ).astype("str")
    shown = Codes(found if study is None else _counted(found, study, above))
    shown.said = " ".join(part for part in (said, mark) if part)
    return shown


def _nodes(codes: pd.DataFrame, above: Mapping[str, Any]) -> list[Node]:
    own = {
        str(row["code"]): _folded(" ".join(str(row[name]) for name in ("code", *LANGUAGES)))
        for row in codes.to_dict("records")
    }
    return [
        Node(code, words, " ".join(own[each] for each in _chain(code, above)))
        for code, words in own.items()
    ]


def _chain(code: str, above: Mapping[str, Any]) -> list[str]:
    """The code, what it stands under, and so on to the top."""
    chain = [code]
    while pd.notna(above.get(chain[-1])):
        chain.append(above[chain[-1]])
    return chain


def _folded(text: str) -> str:
    """Text without capitals and accents.

    >>> _folded("Förtroendefulla GRÅZONER")
    'fortroendefulla grazoner'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _found(nodes: list[Node], search: str) -> tuple[list[str], str]:
    """The codes that a search finds, and a sentence on what they are."""
    words = _folded(search).split()
    if not words:
        return [node.code for node in nodes], ""
    named = [node.code for node in nodes if all(word in node.own for word in words)]
    placed = [node.code for node in nodes if all(word in node.whole for word in words)]
    near = [] if placed else _near(nodes, words)
    found = named or placed or near
    n = len(found)
    if named:
        said = plural("{n} kod heter något med {words}.", "{n} koder heter något med {words}.", n)
    elif placed:
        said = plural("{n} kod står under {words}.", "{n} koder står under {words}.", n)
    elif near:
        said = _("Ingen kod heter något med {words}. Närmast kommer:")
    else:
        said = _(
            "Ingen kod heter något med {words}, och ingen liknar det. help_codes() visar alla."
        )
    return found, said.format(n=number(n), words=_("”{words}”").format(words=search))


def _near(nodes: list[Node], words: list[str]) -> list[str]:
    """The codes with most words spelt nearly like those that are searched for."""
    known = sorted({word for node in nodes for word in node.words})
    alike = [set(get_close_matches(word, known, NEAR, ALIKE)) for word in words]
    hits = {node.code: sum(bool(some & node.words) for some in alike) for node in nodes}
    most = max(hits.values(), default=0)
    return [code for code, n in hits.items() if most and n == most]


def _counted(found: pd.DataFrame, study: Study, above: Mapping[str, Any]) -> pd.DataFrame:
    """The codes with how often each, and what stands below it, is used."""
    wanted = set(found["code"])
    pairs = pd.DataFrame(
        [
            (code, top)
            for code in study.codings["code"].unique()
            for top in _chain(code, above)
            if top in wanted
        ],
        columns=["code", "counted"],
        dtype="str",
    )
    columns = {"cases": "case", "interviews": "interview", "codings": "coding"}
    if study.codings["case"].isna().all():
        del columns["cases"]
    met = study.codings[["code", *columns.values()]].merge(pairs, on="code")
    sums = met.groupby("counted")[list(columns.values())].nunique()
    counts = sums.reindex(found["code"], fill_value=0).set_axis(list(columns), axis="columns")
    return pd.concat([found, counts.reset_index(drop=True)], axis="columns")
