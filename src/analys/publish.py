"""Publishing: the one place that writes a figure and its table, and says what they show.

An item has one stem: `figures/01_gz1_varde.svg`, `.png` and `.csv`, and `.underlag.csv` for the
codings behind it. Its figure is drawn once; what the notebook shows is the SVG that was saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analys import pictures_kept, wording
from analys.display import Evidence, Shown, are_fractions, cell, item_html
from analys.language import N_, _
from analys.markup import unique_svg_ids
from analys.table import Table
from analys.whole import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEM = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)+")
_PATH = re.compile(r' d="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
FORMULA = re.compile(r"[=+\-@].", re.DOTALL)  # how a text begins that is taken for a formula
SPOKEN = 8  # rows of a table that an alternative text reads out
MARK = N_("Syntetiskt material")
SUFFIXES = (".svg", ".png", ".csv", ".underlag.csv")


@dataclass(frozen=True)
class Item:
    """A published figure or table, as the manifest has it.

    `question` is the id of the question it answers, None for what stands beside; `status` is
    "shown", or "absent" where the material holds nothing to answer with; `files` are names under
    `figures/`; `table` is what a reader is shown of the numbers (see `sheet`).
    """

    stem: str
    question: str | None
    title: str
    caption: str
    alt: str
    unit: str
    n: int
    status: str
    reading: str
    files: tuple[str, ...]
    table: Mapping[str, Any] | None = None

    def entry(self) -> dict[str, object]:
        """The manifest's entry for it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def publish(
    table: Table,
    figure: Figure | Callable[[], Figure] | None,
    stem: str,
    *,
    question: str | None,
    title: str,
    alt: str,
    reading: str,
    folder: Path,
    synthetic: bool = False,
    evidence: Evidence | None = None,
    kept: str | None = None,
) -> tuple[Item, str]:
    """Write a figure and its table under one stem, and give the HTML that shows them.

    Parameters
    ----------
    table, figure
        What was counted, and its picture, or what draws it when it is needed; no figure where the
        table is the display.
    stem
        Notebook, question and subject: "01_gz1_varde".
    question
        The id of the question that this answers, or None.
    title
        What is shown, as the caption's first words.
    alt
        What kind of picture it is and of what; the reading and the first numbers are added to it.
    reading
        The computed sentence that reads the table.
    folder
        Where the files go.
    synthetic
        Whether the table is marked as made from invented data, in a column of its own.
    evidence
        The codings behind the table.
    kept
        The name under which the picture may have been kept, and is kept from now on.

    Raises
    ------
    ValueError
        If the stem is not well formed, or title or alt is empty or the alt only says the title.
    """
    _check(stem, title, alt)
    behind = evidence or Evidence()
    files: dict[str, bytes] = {}
    svg = ""
    if not table.absent:
        files[f"{stem}.csv"] = _csv(table.frame, synthetic)
        if len(behind.rows):
            files[f"{stem}.underlag.csv"] = _csv(behind.rows, synthetic)
        if figure is not None:
            files |= _saved(figure, stem, _(MARK) if synthetic else None, kept)
            svg = files[f"{stem}.svg"].decode()
    for suffix in SUFFIXES:  # files of an earlier run would stand as if they still held
        if f"{stem}{suffix}" not in files:
            (folder / f"{stem}{suffix}").unlink(missing_ok=True)
    for name, data in files.items():
        write_whole(folder / name, data)
    item = Item(
        stem=stem,
        question=question,
        title=title,
        caption=caption(table),
        alt=" ".join(part for part in (_stop(alt), reading, _spoken(table)) if part),
        unit=table.unit,
        n=table.n,
        status="absent" if table.absent else "shown",
        reading=table.absent or reading,
        files=tuple(sorted(files)),
        table=None if table.absent else sheet(table),
    )
    if table.absent:
        return item, f'<p class="notice">{escape(table.absent)}</p>'
    about = Shown(stem, title, item.caption, item.alt)
    return item, item_html(about, table, svg, behind)


def _check(stem: str, title: str, alt: str) -> None:
    if not STEM.fullmatch(stem):
        raise ValueError(f"stem {stem!r} is not like 01_gz1_varde (number, question, subject)")
    if not title.strip() or not alt.strip():
        raise ValueError(f"{stem}: a title and an alternative text are required")
    if alt.strip(" .").casefold() == title.strip(" .").casefold():
        raise ValueError(f"{stem}: the alternative text only repeats the title; say what is seen")


def caption(table: Table) -> str:
    """What is counted, out of how many, and who was not asked."""
    n = f"n = {wording.counted(table.n, table.unit)}".replace(" ", "\N{NO-BREAK SPACE}")
    if table.interviews is not None and table.unit != "interview":
        n += f", {wording.counted(table.interviews, 'interview')}"
    parts = [f"{table.measure}; {n}." if table.measure else f"{wording.upper_first(n)}."]
    if table.not_asked:
        nobody = _("I {cases} tillfrågades ingen.")
        parts.append(nobody.format(cases=wording.listing(table.not_asked)))
    return " ".join([*parts, table.note] if table.note else parts)


def _stop(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith(".") else f"{sentence.rstrip()}."


def _spoken(table: Table) -> str:
    """The first rows read out, for someone who does not see the figure."""
    if not table.headings or table.absent:
        return ""
    # What was said is in a language of its own, which an alternative text cannot be told.
    words = [table.headings[name] for name in table.talk if name in table.headings]
    shown = table.shown().drop(columns=words)
    if shown.empty:
        return ""
    rows = [
        ", ".join(f"{heading} {cell(value)}" for heading, value in row.items())
        for row in shown.head(SPOKEN).to_dict("records")
    ]
    more = len(shown) - len(rows)
    rest = _("Ytterligare {rows} står i tabellen.").format(rows=wording.rows(more))
    return "; ".join(rows) + "." + (f" {rest}" if more > 0 else "")


def sheet(table: Table) -> dict[str, Any]:
    """What a reader is shown of a table, as plain values.

    Returns
    -------
    `columns` (headings), `kinds` ("number", "date", "fraction": 6 av 10, or "text") and `rows`,
    lists of numbers, texts, days as YYYY-MM-DD, and None for what is missing.
    """
    shown = table.shown()
    return {
        "columns": [str(name) for name in shown],
        "kinds": [_kind(shown[name]) for name in shown],
        "rows": [
            [_plain(value) for value in row] for row in shown.itertuples(index=False, name=None)
        ],
    }


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "text"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    return "fraction" if are_fractions(values) else "text"


def _plain(value: Any) -> object:  # noqa: ANN401 - a cell of any frame
    if pd.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value  # NumPy's own numbers
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if number else cell(value)


def _saved(
    figure: Figure | Callable[[], Figure], stem: str, mark: str | None, kept: str | None
) -> dict[str, bytes]:
    """Both files of a figure: as they were kept, or drawn now."""
    found = pictures_kept.opened(kept) if kept else None
    if found:
        return dict(zip((f"{stem}.svg", f"{stem}.png"), found, strict=True))
    files = _pictures(figure() if callable(figure) else figure, stem, mark)
    if kept:
        pictures_kept.keep(kept, files[f"{stem}.svg"], files[f"{stem}.png"])
    return files


def _pictures(figure: Figure, stem: str, mark: str | None) -> dict[str, bytes]:
    """Both files; a mark stands in them as text too, to survive copying."""
    from analys.figures.saving import pictures

    svg, png = pictures(figure, mark)
    svg = _COMMENT.sub("", svg[svg.index("<svg") :])
    svg = unique_svg_ids(_rounded(svg), f"{stem}-")
    if mark:
        svg = re.sub(r"(<svg[^>]*>)", rf"\1<desc>{mark}</desc>", svg, count=1)
    return {f"{stem}.svg": svg.encode(), f"{stem}.png": png}


def _rounded(svg: str) -> str:
    """The paths of an SVG to a hundredth of a point: finer than print, and a third smaller."""
    return _PATH.sub(
        lambda path: _LONG.sub(
            lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), path[0]
        ),
        svg,
    )


def _csv(frame: pd.DataFrame, synthetic: bool) -> bytes:
    """A frame for Swedish Excel: UTF-8 with a BOM, semicolons, decimal commas."""
    marked = frame.infer_objects()
    for name, values in marked.select_dtypes(["str", "object"]).items():
        if any(map(_is_formula, values.tolist())):
            marked[name] = values.map(_no_formula)
    for name in marked.select_dtypes(["bool", "boolean"]):
        marked[name] = marked[name].map(cell, na_action="ignore")
    if synthetic:
        marked[_("syntetiskt")] = _("ja")
    text = marked.to_csv(
        index=False, sep=";", decimal=",", float_format="%.10g", lineterminator="\r\n"
    )
    return b"\xef\xbb\xbf" + text.encode()


def _is_formula(value: object) -> bool:
    """Whether a spreadsheet would take a text for a formula (-det var väl så)."""
    return isinstance(value, str) and FORMULA.match(value) is not None


def _no_formula(value: object) -> object:
    """The same, kept as text."""
    return f"'{value}" if _is_formula(value) else value
