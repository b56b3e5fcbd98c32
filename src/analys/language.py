"""The language that a report is in, and what its Swedish sentences are in that language.

Sentences are written in Swedish where they are used, marked with `_` or `plural` as gettext has it.
Their English stands in `locale/en/*.po`. One process speaks one language at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SOURCE = "sv"
LANGUAGES = (SOURCE, "en")
CATALOGUES = Path(__file__).parent / "locale"

_state = {"language": SOURCE}


def speak(language: str) -> None:
    """Say all that follows in a language.

    Raises
    ------
    ValueError
        If it is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    _state["language"] = language


def spoken() -> str:
    """The language that is spoken now."""
    return _state["language"]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language while the block runs."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def _(text: str) -> str:
    """A Swedish text in the language spoken; the text itself where no other is known.

    Numbers and names are put in afterwards: `_("I {part} av {whole}").format(part=6, whole=10)`.
    """
    found = _catalogue(spoken()).get(text, text)
    return found if isinstance(found, str) else found[0]


def plural(one: str, many: str, n: float) -> str:
    """One of two Swedish texts, or their like in the language spoken, by a number."""
    found = _catalogue(spoken()).get(one, (one, many))
    forms = (found, found) if isinstance(found, str) else found
    return forms[0 if n == 1 else 1]


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """A Swedish text that is said later, with `_`: marked where it is written."""
    return text


@cache
def _catalogue(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """`{text: its translation, or one and many}`; nothing for the language of the source."""
    if language == SOURCE:
        return {}
    # Babel takes its time to import, and Swedish needs none of it.
    from babel.messages.pofile import read_po

    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open(encoding="utf-8") as stream:
            for message in read_po(stream, locale=language):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if text and message.string:
                    found[text] = (
                        message.string if isinstance(message.string, str) else tuple(message.string)
                    )
    return found
