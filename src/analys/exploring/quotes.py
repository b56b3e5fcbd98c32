"""Quotes: a frame for code, a table to search and filter for the eye."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd

from analys.exploring.searchable import searchable
from analys.language import _
from analys.publish import MARK
from analys.quoting import within
from analys.wording import counted, number, upper_first

SHOWN = 2000  # rows that a table shows: more than that and a browser gets slow
LONGEST = 1200  # characters of a quote that are shown
SEEN = ["interview", "case", "role", "code", "label", "before", "quote", "after", "coder"]


class Quotes(pd.DataFrame):
    """Quotes as `Study.quotes` gives them, shown in a notebook as a searchable table.

    What is taken out of it is shown so too, as long as it has the columns; anything else is shown
    as any frame.
    """

    _metadata = ["names", "synthetic"]  # noqa: RUF012 - as pandas wants it: kept through query, copy, slices
    names: Mapping[str, str] = {}  # what the roles are called
    synthetic: bool = False

    @property
    def _constructor(self) -> type[Quotes]:
        return Quotes

    def _repr_html_(self) -> str | None:
        if not set(SEEN) <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()  # type: ignore[operator,no-any-return]
        headings = {
            "interview": _("Intervju"),
            "case": _("Kommun"),
            "role": _("Roll"),
            "label": _("Kod"),
            "quote": _("Citat"),
            "coder": _("Kodare"),
        }
        if self["case"].isna().all():
            del headings["case"]
        shown = [self._row(row, headings) for row in self.head(SHOWN).to_dict("records")]
        return searchable(
            headings, shown, title=self._title(), note=self._note(),
            listed=("case", "role", "label", "coder"),
        )  # fmt: skip

    def _title(self) -> str:
        cases = self["case"].dropna().nunique()
        parts = [counted(len(self), "coding"), counted(self["interview"].nunique(), "interview")]
        parts += [counted(cases, "case")] if cases else []
        if self.synthetic:
            parts.append(_(MARK))
        return " · ".join(parts)

    def _note(self) -> str:
        more = len(self) - SHOWN
        if more <= 0:
            return ""
        return _(
            "Tabellen visar de {shown} första; {more} till finns. Smalna av med quotes(code=…, "
            "case=…, role=…)."
        ).format(shown=number(SHOWN), more=number(more))

    def _row(self, row: Mapping[Hashable, Any], headings: Mapping[str, str]) -> list[str]:
        told = {name: "–" if pd.isna(row[name]) else str(row[name]) for name in SEEN}
        cells = {name: escape(told[name]) for name in headings}
        cells["role"] = escape(upper_first(self.names.get(told["role"], told["role"])))
        code = "" if told["code"] == told["label"] else f"<code>{escape(told['code'])}</code>"
        cells["label"] = f"{escape(told['label'])} {code}".rstrip()
        cells["quote"] = _in_context(row)
        return list(cells.values())


def _in_context(row: Mapping[Hashable, Any]) -> str:
    """The quote marked, with what was said around it."""
    said = ["" if pd.isna(row[name]) else str(row[name]) for name in ("before", "quote", "after")]
    before, quote, after = within(*said)
    if len(quote) > LONGEST:
        quote, after = f"{quote[:LONGEST].rpartition(' ')[0]} …", ""
    return (
        f'<span class="before">{escape(before)}</span><mark>{escape(quote)}</mark>'
        f'<span class="after">{escape(after)}</span>'
    )
