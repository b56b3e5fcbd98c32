"""An interview read whole: the talk with its codings beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from analys.annotation import Coding, annotated, coders_of, part_class, passages, style, turns
from analys.exploring.searchable import framed
from analys.interviews import Interview, interviews
from analys.language import SOURCE, _, spoken
from analys.publish import MARK
from analys.study import CONSENTED, Study
from analys.wording import counted, day, upper_first

LINK = re.compile(r'<a href="#[^"]*"([^>]*)>(.*?)</a>')


class Transcript:
    """An interview's text with the codings of all coders, shown in a notebook as HTML.

    Printed, it is the text alone.

    Parameters
    ----------
    interview
        An id of the study's.
    """

    def __init__(self, study: Study, interview: str) -> None:
        self._study = _alone(study, interview)
        (self._about,) = interviews(self._study)
        self.text = study.text(interview)  # empty where the material does not hold it

    def __repr__(self) -> str:
        return f"{self._heading()}\n\n{self.text.strip()}".rstrip()

    def _repr_html_(self) -> str:
        about = self._about
        lines = [f'<p class="title">{escape(self._heading())}</p>']
        lines += [f'<p class="note">{escape(said)}</p>' for said in self._notices()]
        lines += [_listed(about, about.whole)]
        lines += [self._talk() if turns(self.text) else _listed(about, about.codings)]
        return framed("".join(lines))

    def _heading(self) -> str:
        """What the interview is: id, role, municipality, day, and how much is coded in it."""
        row, study = self._about.row, self._study
        role = study.codebook.roles.get(row["role"])
        parts = [
            self._about.name,
            upper_first(role.text[study.language]) if role else "",
            row["case"],
            day(row["date"]) if row["date"] is not None else "",
            counted(len(self._about.counted), "coding"),
            _(MARK) if study.synthetic else "",
        ]
        return " · ".join(part for part in parts if part)

    def _notices(self) -> Iterator[str]:
        """What a reader must know before reading on."""
        consent = self._about.row["quote_consent"]
        if consent and consent not in CONSENTED:
            yield _("Den intervjuade har inte gått med på att citeras.")
        if not turns(self.text):
            yield _("Intervjuns text finns inte i materialet.")
        if not self._about.all:
            yield _("Ingen har kodat intervjun än.")

    def _talk(self) -> str:
        who, found = turns(self.text), passages(self.text, self._about.codings)
        own = f"t{hashlib.sha256(self._about.name.encode()).hexdigest()[:12]}"
        dilemmas = self._study.codebook.dilemmas
        colours = "".join(
            f"#{own} .{part_class(key)}{{--c:{part.color}}}" for key, part in dilemmas.items()
        )
        rules = style(found).replace(":root", f"#{own}")
        # A notebook would follow the notes' links away from itself.
        lang = "" if spoken() == SOURCE else SOURCE
        said = LINK.sub(r"<span\1>\2</span>", "".join(annotated(self.text, who, found, lang=lang)))
        hang = max((len(turn.speaker) for turn in who), default=0)
        return (
            f"<style>{colours}{rules}</style>"
            f'<div class="talk" id="{own}" style="--hang:{hang and hang + 1.5:g}" role="region" '
            f'tabindex="0" aria-label="{escape(self._about.name)}">{said}</div>'
        )


def _alone(study: Study, interview: str) -> Study:
    """The study of one interview."""
    kept = {
        name: frame[frame["interview"] == interview].reset_index(drop=True)
        for name in ("interviews", "codings", "all_codings")
        for frame in [getattr(study, name)]
    }
    return replace(study, **kept)


def _listed(about: Interview, codings: Sequence[Coding]) -> str:
    """Codings that have no text to stand beside, each with its quote where it has one."""
    lines = [
        f"<li>{escape(coding.label)} <code>{escape(coding.code)}</code> "
        f'<span class="by">{escape(coders_of([coding]))}</span>'
        f"{_quote(about.quotes.get(coding.id, ''))}</li>"
        for coding in codings
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _quote(text: str) -> str:
    return f"<blockquote>{escape(text)}</blockquote>" if text else ""
