"""Publishing: the one place that writes a figure and its table, and says what they show.

An item has one stem: `figures/01_gz1_varde.svg`, `.png` and `.csv`. Its figure is drawn once; what
the notebook shows is the SVG that was saved.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analys import wording
from analys.markup import scoped, unique_svg_ids
from analys.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEM = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)+")
DPI = 150
SPOKEN = 8  # rows of a table that an alternative text reads out
MARK = "Syntetiskt material"
SHOWN = 60  # rows of a table that a page shows; all of them stand in the CSV


@dataclass(frozen=True)
class Item:
    """A published figure or table, as the manifest has it.

    `question` is the id of the question it answers, None for what stands beside; `status` is
    "shown", or "absent" where the material holds nothing to answer with; `files` are names under
    `figures/`.
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

    def entry(self) -> dict[str, object]:
        """The manifest's entry for it."""
        return asdict(self)


def publish(
    table: Table,
    figure: Figure | None,
    stem: str,
    *,
    question: str | None,
    title: str,
    alt: str,
    reading: str,
    folder: Path,
    synthetic: bool = False,
) -> tuple[Item, str]:
    """Write a figure and its table under one stem, and give the HTML that shows them.

    Parameters
    ----------
    table, figure
        What was counted, and its picture; no figure where the table is the display.
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

    Raises
    ------
    ValueError
        If the stem is not well formed, or title or alt is empty or the alt only says the title.
    """
    _check(stem, title, alt)
    if table.absent:
        # Files of an earlier run would stand as if they still held.
        for suffix in (".svg", ".png", ".csv"):
            (folder / f"{stem}{suffix}").unlink(missing_ok=True)
        item = _item(table, stem, question, title, alt, table.absent, ())
        return item, f'<p class="notice">{escape(table.absent)}</p>'
    files = {f"{stem}.csv": _csv(table, synthetic)}
    svg = ""
    if figure is not None:
        svg, pictures = _pictures(figure, stem, MARK if synthetic else None)
        files |= pictures
    for name, data in files.items():
        write_whole(folder / name, data)
    item = _item(table, stem, question, title, alt, reading, tuple(sorted(files)))
    return item, _html(item, table, svg)


def _check(stem: str, title: str, alt: str) -> None:
    if not STEM.fullmatch(stem):
        raise ValueError(f"stem {stem!r} is not like 01_gz1_varde (number, question, subject)")
    if not title.strip() or not alt.strip():
        raise ValueError(f"{stem}: a title and an alternative text are required")
    if alt.strip(" .").casefold() == title.strip(" .").casefold():
        raise ValueError(f"{stem}: the alternative text only repeats the title; say what is seen")


def _item(
    table: Table,
    stem: str,
    question: str | None,
    title: str,
    alt: str,
    reading: str,
    files: tuple[str, ...],
) -> Item:
    return Item(
        stem=stem,
        question=question,
        title=title,
        caption=caption(table),
        alt=" ".join(part for part in (_stop(alt), reading, _spoken(table)) if part),
        unit=table.unit,
        n=table.n,
        status="absent" if table.absent else "shown",
        reading=reading,
        files=files,
    )


def caption(table: Table) -> str:
    """What is counted, out of how many, and who was not asked."""
    n = f"n = {wording.counted(table.n, table.unit)}".replace(" ", "\N{NO-BREAK SPACE}")
    if table.interviews is not None and table.unit != "interview":
        n += f", {wording.counted(table.interviews, 'interview')}"
    parts = [f"{table.measure}; {n}." if table.measure else f"{wording.upper_first(n)}."]
    if table.not_asked:
        parts.append(f"I {wording.listing(table.not_asked)} tillfrågades ingen.")
    return " ".join([*parts, table.note] if table.note else parts)


def _stop(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith(".") else f"{sentence.rstrip()}."


def _spoken(table: Table) -> str:
    """The first rows read out, for someone who does not see the figure."""
    shown = table.shown() if table.headings and not table.absent else pd.DataFrame()
    if shown.empty:
        return ""
    rows = [
        ", ".join(f"{heading} {_cell(value)}" for heading, value in row.items())
        for row in shown.head(SPOKEN).to_dict("records")
    ]
    more = len(shown) - len(rows)
    rest = f" Ytterligare {wording.rows(more)} står i tabellen." if more > 0 else ""
    return "; ".join(rows) + "." + rest


def _pictures(figure: Figure, stem: str, mark: str | None) -> tuple[str, dict[str, bytes]]:
    """The SVG, and both files; a mark stands in them as text too, to survive copying."""
    from analys.figures import style

    vector, raster = StringIO(), BytesIO()
    with style():
        figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
        about = {"Software": None} | ({"Comment": mark} if mark else {})
        figure.savefig(raster, format="png", dpi=DPI, metadata=about)
    svg = re.sub(r"^.*?(?=<svg)", "", vector.getvalue(), flags=re.DOTALL)
    svg = re.sub(r"\s*<metadata>.*?</metadata>|<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    svg = unique_svg_ids(svg, f"{stem}-")
    if mark:
        svg = re.sub(r"(<svg[^>]*>)", rf"\1<desc>{mark}</desc>", svg, count=1)
    return svg, {f"{stem}.svg": svg.encode(), f"{stem}.png": raster.getvalue()}


def _csv(table: Table, synthetic: bool) -> bytes:
    """The table for Swedish Excel: UTF-8 with a BOM, semicolons, decimal commas."""
    frame = table.frame.assign(syntetiskt="ja") if synthetic else table.frame
    text = frame.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it stands whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _html(item: Item, table: Table, svg: str) -> str:
    title = escape(item.title.rstrip("."))
    stop = "" if title.endswith("?") else "."
    text = f"<figcaption><b>{title}{stop}</b> {escape(item.caption)}</figcaption>"
    if not svg:
        return f'<figure class="item" id="{item.stem}">{_frame(item, table)}{text}</figure>'
    picture = re.sub(
        r"<svg\b", f'<svg role="img" aria-label="{escape(item.alt, quote=True)}"', svg, count=1
    )
    picture = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", picture, count=1)
    picture = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", picture, count=1)
    rows = wording.rows(len(table.frame))
    return (
        f'<figure class="item" id="{item.stem}">'
        f'<div class="frame" role="region" tabindex="0" aria-label="Figur: {title}">{picture}</div>'
        f'{text}<details class="data"><summary>Tabell: {rows}</summary>'
        f"{_frame(item, table)}</details></figure>"
    )


def _frame(item: Item, table: Table) -> str:
    name = escape(f"Tabell: {item.title.rstrip('.')}", quote=True)
    more = len(table.frame) - SHOWN
    rest = f'<p class="limit">De {SHOWN} första raderna; {more} till står i {item.stem}.csv.</p>'
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{name}">'
        f"{html_table(table.shown().head(SHOWN), item.title, heard=True)}</div>"
        f"{rest if more > 0 else ''}"
    )


def html_table(frame: pd.DataFrame, title: str, *, heard: bool = False) -> str:
    """A table with a caption and scopes; its first column heads the rows.

    With `heard` the caption is for those who do not see the page: a title stands beside it.
    """
    numeric = [_is_count(frame[name]) for name in frame]
    head = "".join(
        f"<th{' class=n' if number else ''}>{escape(str(name))}</th>"
        for name, number in zip(frame, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<th>{escape(_cell(value))}</th>"
            if at == 0
            else f"<td{' class=n' if numeric[at] else ''}>{escape(_cell(value))}</td>"
            for at, value in enumerate(row)
        )
        + "</tr>"
        for row in frame.itertuples(index=False, name=None)
    )
    kind = " class=heard" if heard else ""
    caption = f"<caption{kind}>{escape(title.rstrip('.'))}</caption>"
    return scoped(
        f'<table class="data">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _is_count(values: pd.Series) -> bool:
    """Whether a column is of numbers, or of fractions in words (6 av 10)."""
    if pd.api.types.is_numeric_dtype(values):
        return True
    told = values.dropna().astype("str")
    return len(told) > 0 and bool(told.str.fullmatch(r"[\d\s]+av[\d\s]+").all())


def _cell(value: object) -> str:
    """A value as it is read; what is missing was not asked or is not known."""
    match value:
        case _ if pd.isna(value):  # type: ignore[call-overload]
            return "–"
        case bool():
            return "ja" if value else "nej"
        case float():
            return wording.number(value, 0 if value == int(value) else 1)
        case int():
            return wording.number(value)
        case date():
            return value.strftime("%Y-%m-%d")
        case _:
            return str(value)
