"""All tables of a report in one workbook for Excel: a sheet each, and a first one that lists them.

The file holds numbers as numbers and dates as dates, and leaves to the reader's Excel to write
them as that country does. Nothing in a text is taken for a formula, a number or a link.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from analys.language import _, speaking
from analys.wording import unit_name, upper_first

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1)  # whenever it was: the same bytes each time
LONGEST = 31  # characters of a sheet's name
CELL = 32_767  # characters of a cell
ROWS = 1_048_000  # rows of a sheet, its head apart
NARROW, WIDE = 6, 60  # characters of a column
CAPTION = 90  # characters of a line of a caption
LINE = 15.0  # points
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "caption": {"text_wrap": True, "valign": "top", "font_color": "#5b6475"},
    "mark": {"bold": True, "font_color": "#5a4300", "bg_color": "#fff4d6"},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "number_head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1,
                    "align": "right"},
    "text": {"text_wrap": True, "valign": "top"},
    "fraction": {"valign": "top", "align": "right"},
    "whole": {"valign": "top", "num_format": "#,##0"},
    "decimal": {"valign": "top", "num_format": "#,##0.0"},
    "share": {"valign": "top", "num_format": "0.00"},
    "date": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"valign": "top", "font_color": "#0f6e84", "underline": 1},
}  # fmt: skip
NUMBERS = {"whole", "decimal", "share"}

Item = Mapping[str, Any]


def workbook(items: Sequence[Item], *, title: str, language: str, synthetic: bool) -> bytes:
    """Write the tables of a report as a workbook.

    Parameters
    ----------
    items
        What the report has published: `stem`, `title`, `caption`, `unit`, `n`, `question` (or
        None), `reading`, `page`, and `table`: `columns` (headings), `kinds` ("text", "number",
        "date", "fraction", a column each) and `rows`; a missing value is None. Items without a
        table are listed and have no sheet.
    title
        The study's.
    language
        In which the workbook speaks.
    synthetic
        Whether each sheet is marked as made from invented data.
    """
    from xlsxwriter import Workbook

    stream = BytesIO()
    with speaking(language):
        book = Workbook(stream, PLAIN)
        mark = _("Syntetiskt material") if synthetic else ""
        book.set_properties({"title": title, "comments": mark, "created": CREATED})
        formats = {name: book.add_format(dict(about)) for name, about in FORMATS.items()}
        sheets = _Sheets(book, formats, mark)
        with_table = [item for item in items if item.get("table")]
        first, *names = _names([_("Innehåll"), *(item["stem"] for item in with_table)])
        stems = [item["stem"] for item in with_table]
        sheets.contents(first, title, items, dict(zip(stems, names, strict=True)))
        for name, item in zip(names, with_table, strict=True):
            sheets.table(name, item, first)
        book.close()
    return stream.getvalue()


def _names(stems: Sequence[str]) -> list[str]:
    """A name for each sheet: short enough, and no two alike in whatever case.

    >>> _names(["a" * 31, "A" * 40])[1]
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAA~2'
    """
    taken: set[str] = set()
    found = []
    for stem in stems:
        name, number = stem[:LONGEST], 1
        while name.casefold() in taken:
            number += 1
            end = f"~{number}"
            name = stem[: LONGEST - len(end)] + end
        taken.add(name.casefold())
        found.append(name)
    return found


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, formats: Mapping[str, Format], mark: str) -> None:
        self.book = book
        self.formats = formats
        self.mark = mark

    def contents(
        self, name: str, title: str, items: Sequence[Item], named: Mapping[str, str]
    ) -> None:
        """The first sheet: what there is, what it counts, and what it says."""
        columns = [
            (_("Blad"), 24), (_("Titel"), 44), (_("Fråga"), 8), (_("Rapportsida"), 24),
            (_("Vad som räknas"), 60), (_("Enhet"), 16), ("n", 8), (_("Läsning"), 70),
        ]  # fmt: skip
        about = _("En tom cell betyder att ingen tillfrågades eller att uppgiften saknas.")
        sheet, at = self._opened(name, title, about, [width for _heading, width in columns])
        sheet.set_column(0, 0, 24)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(at, column, heading, self.formats["head"])
        for row, item in enumerate(items, at + 1):
            self._listed(sheet, row, item, named.get(item["stem"]))
        self._finished(sheet, at, at + len(items), len(columns), frozen=1)

    def _listed(self, sheet: Worksheet, row: int, item: Item, name: str | None) -> None:
        if name:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.formats["link"], name)
        else:
            self._text(sheet, row, 0, _("inget blad"))
        told = [item["title"], item["question"] or "", item["page"], item["caption"]]
        for column, text in enumerate([*told, upper_first(unit_name(item["unit"]))], 1):
            self._text(sheet, row, column, text)
        sheet.write_number(row, 6, item["n"], self.formats["whole"])
        self._text(sheet, row, 7, item["reading"])

    def table(self, name: str, item: Item, contents: str) -> None:
        """The sheet of an item: what it is, and its table as the page shows it."""
        table = item["table"]
        kinds, rows = table["kinds"], table["rows"][:ROWS]
        columns = [[row[at] for row in rows] for at in range(len(kinds))]
        written = [_format(values, kind) for values, kind in zip(columns, kinds, strict=True)]
        widths = [
            _width(heading, values)
            for heading, values in zip(table["columns"], columns, strict=True)
        ]
        sheet, at = self._opened(name, item["title"], item["caption"], widths, contents)
        for column, (heading, kind) in enumerate(zip(table["columns"], kinds, strict=True)):
            sheet.set_column(column, column, widths[column])
            head = "head" if kind in ("text", "date") else "number_head"
            sheet.write_string(at, column, heading, self.formats[head])
        for number, row in enumerate(rows, at + 1):
            for column, (value, form) in enumerate(zip(row, written, strict=True)):
                self._value(sheet, number, column, value, form)
        self._finished(sheet, at, at + len(rows), len(kinds), frozen=int(len(kinds) > 4))

    def _opened(
        self, name: str, title: str, about: str, widths: Sequence[float], contents: str = ""
    ) -> tuple[Worksheet, int]:
        """A new sheet with what stands above its table, and the row of the table's head."""
        sheet = self.book.add_worksheet(name)
        self._text(sheet, 0, 0, title, "title")
        last = next((at for at, wide in enumerate(accumulate(widths)) if wide >= CAPTION), None)
        if last is None:  # the columns are narrower than a line: it goes on beyond them
            last = len(widths) + math.ceil((CAPTION - sum(widths)) / 8.43)
        last = max(last, 1)
        sheet.merge_range(1, 0, 1, last, "", self.formats["caption"])
        self._text(sheet, 1, 0, about, "caption")
        sheet.set_row(1, LINE * math.ceil(max(1, len(about)) / (CAPTION * 0.95)))
        at = 2
        if self.mark:
            self._text(sheet, at, 0, self.mark, "mark")
            sheet.set_footer(f"&C{self.mark.replace('&', '&&')}")
            at += 1
        if contents:
            sheet.write_url(at, 0, f"internal:'{contents}'!A1", self.formats["link"], contents)
            at += 1
        return sheet, at + 1

    def _finished(self, sheet: Worksheet, at: int, last: int, columns: int, *, frozen: int) -> None:
        """Freeze the head of a sheet, give it a filter, and make it fit on paper."""
        sheet.freeze_panes(at + 1, frozen)
        sheet.autofilter(at, 0, max(last, at + 1), columns - 1)
        sheet.repeat_rows(at)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _value(self, sheet: Worksheet, row: int, column: int, value: object, form: str) -> None:
        """A cell in its column's format; nothing where there is no value."""
        match value:
            case None:
                return
            case bool():
                self._text(sheet, row, column, _("ja") if value else _("nej"))
            case int() | float():
                if math.isfinite(value):
                    number = form if form in NUMBERS else "whole"
                    sheet.write_number(row, column, value, self.formats[number])
            case str() if form == "date" and (day := _day(value)):
                sheet.write_datetime(row, column, day, self.formats["date"])
            case _:
                self._text(sheet, row, column, value, "text" if form == "date" else form)

    def _text(
        self, sheet: Worksheet, row: int, column: int, text: object, name: str = "text"
    ) -> None:
        sheet.write_string(row, column, _cut(str(text)), self.formats[name])


def _cut(text: str) -> str:
    return text if len(text) <= CELL else f"{text[: CELL - 2]} …"


def _day(text: str) -> date | None:
    """The day that a text names, if it does."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _format(values: Sequence[object], kind: str) -> str:
    """The format of a column: its kind, and of numbers whether they have decimals."""
    if kind != "number":
        return kind
    numbers = [value for value in values if isinstance(value, int | float)]
    broken = [value for value in numbers if math.isfinite(value) and value != int(value)]
    if not broken:
        return "whole"
    return "share" if all(abs(value) <= 1 for value in numbers) else "decimal"


def _width(heading: str, values: Sequence[object]) -> float:
    """The width that a column needs: its longest value, its heading's longest word."""
    longest = max((len(_shown(value)) for value in values if value is not None), default=0)
    word = max(map(len, heading.split()), default=0) + 3  # beside the filter's button
    return min(WIDE, max(NARROW, word, longest + 2, min(len(heading) + 3, 16)))


def _shown(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.1f}" if math.isfinite(value) else ""
    return str(value)
