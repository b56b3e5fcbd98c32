"""Numbers, dates and lists as Swedish writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from analys.table import UNITS

LOCALE = "sv"


def number(value: float, decimals: int = 0) -> str:
    r"""A number with decimal comma and no-break space between thousands.

    >>> number(1234.5, 1)
    '1\xa0234,5'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=LOCALE))


def day(value: date) -> str:
    """A date in words: 13 oktober 2011."""
    return str(format_date(value, "d MMMM y", locale=LOCALE))


def listing(items: Iterable[str]) -> str:
    """A list in words.

    >>> listing(["K01", "K02", "K05"])
    'K01, K02 och K05'
    """
    return str(format_list(list(items), locale=LOCALE))


def counted(n: float, unit: str) -> str:
    """A count with its unit in the right number: 1 kommun, 6 kommuner."""
    one, many = UNITS[unit]
    return f"{number(n)} {one if n == 1 else many}"


def rows(n: int) -> str:
    """How many rows of a table: 1 rad, 12 rader."""
    return f"{number(n)} {'rad' if n == 1 else 'rader'}"


def out_of(part: float, whole: float, unit: str) -> str:
    """A fraction in words, never broken over two lines: 6 av 10 kommuner."""
    one, many = UNITS[unit]
    return f"{fraction(part, whole)} {one if whole == 1 else many}"


def fraction(part: float, whole: float) -> str:
    """A fraction in words without its unit: 6 av 10."""
    return f"{number(part)}\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}{number(whole)}"


def upper_first(text: str) -> str:
    """The text with its first letter in upper case, the rest as it stands."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
