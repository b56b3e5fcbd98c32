"""Numbers, dates and lists as the language spoken writes them, and counts with their unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, localcontext
from functools import lru_cache
from typing import Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from analys.language import _, plural, spoken
from analys.table import UNITS

Style = Literal["standard", "or"]
LOCALES = {"sv": "sv", "en": "en_GB"}
PERCENT_FROM = 10
HALF = 0.5  # is rounded up
MOST = 2**53  # above it a float is whole


def number(value: float, decimals: int = 0) -> str:
    r"""A number; in Swedish with decimal comma and no-break space between thousands.

    >>> number(1234.5, 1)
    '1\xa0234,5'
    """
    if not decimals and 0 <= value < MOST:
        value = int(value) + (value % 1 >= HALF)
    return _number(value + 0, decimals, spoken())  # no zero is negative


@lru_cache(maxsize=16_384)  # a report says the same few numbers over and over
def _number(value: float, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(rounding=ROUND_HALF_UP):
        return str(format_decimal(value, pattern, locale=LOCALES[language]))


def day(value: date) -> str:
    """A date in words: 13 oktober 2011."""
    return str(format_date(value, "d MMMM y", locale=LOCALES[spoken()]))


def listing(items: Iterable[str], style: Style = "standard") -> str:
    """A list in words: one and another, or one or another.

    >>> listing(["K01", "K02", "K05"])
    'K01, K02 och K05'
    >>> listing(["K01", "K02", "K05"], "or")
    'K01, K02 eller K05'
    """
    return str(format_list(list(items), style, locale=LOCALES[spoken()]))


def unit_name(unit: str, n: float = 2) -> str:
    """What a unit is called, one of it or many: kommun, kommuner."""
    return plural(*UNITS[unit], n)


def counted(n: float, unit: str) -> str:
    """A count with its unit in the right number: 1 kommun, 6 kommuner."""
    return f"{number(n)} {unit_name(unit, n)}"


def rows(n: int) -> str:
    """How many rows of a table: 1 rad, 12 rader."""
    return f"{number(n)} {plural('rad', 'rader', n)}"


def out_of(part: float, whole: float, unit: str) -> str:
    """A fraction in words, never broken over two lines: 6 av 10 kommuner."""
    return f"{fraction(part, whole)} {unit_name(unit, whole)}"


def fraction(part: float, whole: float) -> str:
    """A fraction in words without its unit: 6 av 10."""
    said = _("{part} av {whole}").format(part=number(part), whole=number(whole))
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def percent_of(part: float, whole: float) -> str:
    """A fraction with its percentage, which says nothing of fewer than ten: 7 av 12 (58 %)."""
    said = fraction(part, whole)
    if whole < PERCENT_FROM:
        return said
    share = format_percent(part / whole, locale=LOCALES[spoken()])
    return f"{said}\N{NO-BREAK SPACE}({share})"


def upper_first(text: str) -> str:
    """The text with its first letter in upper case, the rest as it stands."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
