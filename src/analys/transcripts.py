"""A page for each interview: the whole talk, with all its codings beside it; and their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analys import wording
from analys.annotation import Coding, Turn, annotated, coders_of, part_class, passages, style, turns
from analys.interviews import Interview, interviews
from analys.language import _, plural
from analys.markup import TALK, TRANSCRIPTS, anchor, file_name
from analys.pages import NEUTRAL, Page, render_beside
from analys.site import INTERVIEWS, Site
from analys.study import CONSENTED, Study

CROSS = ""  # the part of codes that belong to no dilemma
THINNEST = 0.004  # of the width of a portrait, so that the eye finds it


def transcripts(study: Study, site: Site) -> Iterator[tuple[str, str]]:
    """The pages of the interviews and of their list: `(file name, HTML)`, one at a time.

    Each is put together, and its text read, when it is asked for. All of them are the same where
    the material, the codebook, the parameters, `site.stems`, this library and what is installed
    are: no figure, notebook or earlier build has a part in them.

    Parameters
    ----------
    study
        With what all coders have coded; what its chosen coder has, or by consensus, counts.
    site
        What the pages share with the report's others.
    """
    pages = _Pages(study, site)
    shown = _shown(study)
    beside = {
        name: (shown[max(0, at - 1) : at], shown[at + 1 : at + 2]) for at, name in enumerate(shown)
    }
    listed = []
    for each in interviews(study):
        listed.append(pages.listed(each))
        if each.name in beside:
            yield _file(each.name), pages.page(each, *beside[each.name])
    yield "index.html", pages.contents(listed)


def _shown(study: Study) -> list[str]:
    """The interviews that have a page: those with a text, or codings without one."""
    names = study.interviews["interview"]
    said = study.interviews["characters"].fillna(0) > 0
    return names[said | names.isin(study.all_codings["interview"].unique())].to_list()


def _file(interview: str) -> str:
    return f"{file_name(interview)}.html"


class _Pages:
    """Writes the pages of one study."""

    def __init__(self, study: Study, site: Site) -> None:
        self.study = study
        self.site = site
        self.book = site.codebook
        self.rank = {code: at for at, code in enumerate(study.codes["code"])}
        self.lang = TALK if site.parameters.language != TALK else ""

    def page(self, interview: Interview, before: Sequence[str], after: Sequence[str]) -> str:
        """The page of an interview, with links to those before and after it."""
        text = self.study.text(interview.name) if interview.length else ""
        spoken = turns(text)
        found = passages(text, interview.codings) if spoken else []
        quoted = [] if spoken else interview.codings
        title = _("Intervju {interview}").format(interview=interview.name)
        return render_beside(
            "transcript.html.j2",
            self._around(title, f"{TRANSCRIPTS}/{file_name(interview.name)}"),
            style="\n".join([self._colours(), _hang(spoken), style(found)]),
            lede=self._lede(interview),
            notices=_notices(interview, heard=bool(spoken)),
            facts=_facts(interview),
            about=self._about(interview),
            portrait=self._portrait(interview),
            key=self._key(interview),
            key_told=_key_told(interview),
            whole=interview.whole,
            quotes=[(coding, interview.quotes.get(coding.id, "")) for coding in quoted],
            talk="".join(annotated(text, spoken, found, lang=self.lang)),
            lang=self.lang,
            uncounted=any(not coding.stands for coding in interview.codings),
            before=[(_file(name), name) for name in before],
            after=[(_file(name), name) for name in after],
        )

    def contents(self, listed: Sequence[Mapping[str, str]]) -> str:
        """The page that lists the interviews, each as `listed` has it."""
        lede = _("{interviews}, var och en med hela samtalet och kodningarna i marginalen.")
        return render_beside(
            "transcripts.html.j2",
            self._around(_("Intervjuer"), INTERVIEWS),
            lede=lede.format(interviews=wording.counted(len(listed), "interview")),
            rows=listed,
        )

    def _around(self, title: str, stem: str) -> Page:
        return Page(
            title=title,
            study=self.site.study,
            stem=stem,
            nav=self.site.nav(INTERVIEWS),
            language=self.site.parameters.language,
            accent=NEUTRAL,
            synthetic=self.site.banner,
            cautions=self.site.cautions,
            provenance=self.site.provenance,
            code=False,
            root="../",
        )

    def _colours(self) -> str:
        """The rules that give each dilemma its colour."""
        return "".join(
            f".{part_class(key)}{{--c:{about.color}}}" for key, about in self.book.dilemmas.items()
        )

    def _lede(self, interview: Interview) -> str:
        """Who speaks, where and when, as far as is known."""
        who, case, day = self._role(interview), interview.row["case"], interview.row["date"]
        if who and case:
            parts = [_("{who} i {case}").format(who=who, case=case)]
        else:
            parts = [part for part in (who, case) if part]
        return ", ".join([*parts, wording.day(day)] if day is not None else parts)

    def _role(self, interview: Interview) -> str:
        role = self.book.roles.get(interview.row["role"])
        return wording.upper_first(role.text[self.study.language]) if role else ""

    def _about(self, interview: Interview) -> list[tuple[str, str]]:
        """What else is known: `(what, the answer)`."""
        unknown = _("inte antecknat")
        row = interview.row
        asked = [self.study.short(each) for each in str(row["asked"] or "").split()]
        consent = {"ja": _("ja"), "nej": _("nej"), "efter godkännande": _("efter godkännande")}
        coders = Counter(coding.coder for coding in interview.all)
        told = [f"{name} ({wording.counted(n, 'coding')})" for name, n in coders.most_common()]
        return [
            (_("Tillfrågad om"), ", ".join(asked) or unknown),
            (_("Kodad av"), ", ".join(told) or _("ingen än")),
            (_("Får citeras"), consent.get(row["quote_consent"], row["quote_consent"] or unknown)),
        ]

    def _portrait(self, interview: Interview) -> list[dict[str, Any]]:
        """The strips of the portrait: a row a dilemma, or a group that comes up."""
        rows: dict[str, list[Mapping[Any, Any]]] = {}
        for row in interview.stretches:
            rows.setdefault(row["part"], []).append(row)
        return [
            {
                "name": group[0]["part_name"],
                "kind": part_class(part if part in self.book.dilemmas else CROSS),
                "asked": pd.notna(group[0]["passages"]),
                "n": wording.number(sum(0 if row["coding"] is None else row["passages"]
                                        for row in group)),
                "stretches": [_stretch(row) for row in group if row["coding"]],
            }
            for part, group in rows.items()
            if part in self.book.dilemmas or any(row["coding"] for row in group)
        ]  # fmt: skip

    def _key(self, interview: Interview) -> list[dict[str, Any]]:
        """The codes of an interview by dilemma, in the codebook's order, with their places."""
        by_code: dict[str, list[Coding]] = {}
        for coding in sorted(interview.all, key=lambda each: self.rank[each.code]):
            by_code.setdefault(coding.code, []).append(coding)
        parts: dict[str, list[dict[str, Any]]] = {}
        for group in by_code.values():
            parts.setdefault(group[0].part, []).append(_code(group, interview))
        return [
            {
                "name": self.study.short(part) if part else _("Över alla dilemman"),
                "kind": part_class(part),
                "codes": parts[part],
            }
            for part in (*self.book.dilemmas, CROSS)
            if part in parts
        ]

    def listed(self, interview: Interview) -> dict[str, str]:
        """An interview's row in the list of them."""
        row = interview.row
        return {
            "interview": interview.name,
            "file": _file(interview.name) if interview.shows else "",
            "case": row["case"] or "–",
            "role": self._role(interview) or "–",
            "date": "–" if row["date"] is None else f"{row['date']:%Y-%m-%d}",
            "minutes": "–" if row["minutes"] is None else wording.number(row["minutes"]),
            "codings": wording.number(len(interview.counted)),
            "coders": coders_of(interview.all) or "–",
        }


def _hang(spoken: Sequence[Turn]) -> str:
    """The room that the labels of the speakers need beside what they say."""
    longest = max((len(turn.speaker) for turn in spoken), default=0)
    return f":root{{--hang:{longest + 2 if longest else 0}}}"


def _notices(interview: Interview, *, heard: bool) -> list[str]:
    """What a reader must know before reading on."""
    consent = interview.row["quote_consent"]
    said = {
        _("Den intervjuade har inte gått med på att citeras."): consent
        and consent not in CONSENTED,
        _("Intervjuns text finns inte i materialet."): not heard,
        _("Ingen har kodat intervjun än."): not interview.all,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _facts(interview: Interview) -> list[tuple[str, str]]:
    """Numbers at a glance: `(what, how many)`."""
    counted, minutes = interview.counted, interview.row["minutes"]
    codes = len({coding.code for coding in counted})
    numbers = [
        (plural("kodning som räknas", "kodningar som räknas", len(counted)), len(counted)),
        (plural("kod bland dem", "koder bland dem", codes), codes),
        (_("tecken"), interview.length or None),
        (plural("minut", "minuter", minutes or 0), minutes),
    ]
    return [(name, wording.number(n)) for name, n in numbers if n is not None]


def _stretch(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    """Where a stretch begins and how wide it is, in thousandths, and where it leads."""
    wide = max(row["end"] - row["start"], THINNEST)
    at = min(row["start"], 1 - wide)
    return f"{1000 * at:.0f}", f"{1000 * wide:.0f}", anchor(row["coding"])


def _code(group: Sequence[Coding], interview: Interview) -> dict[str, Any]:
    """A code of the key: what it is called, how often it counts and where it stands."""
    counted = [coding for coding in group if coding.counted]
    length = interview.length or max((each.end for each in interview.codings), default=0) or 1
    return {
        "label": group[0].label,
        "n": wording.number(len(counted)),
        "counted": bool(counted),
        "places": [
            (coding.anchor, _("hela") if coding in interview.whole else _share(coding, length))
            for coding in counted or group
        ],
    }


def _share(coding: Coding, length: int) -> str:
    """How far into the talk a coding begins."""
    said = _("{n} %").format(n=wording.number((200 * coding.start + length) // (2 * length)))
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _key_told(interview: Interview) -> str:
    codes = len({coding.code for coding in interview.all})
    told = _("{codes} i intervjun, och hur långt in i samtalet de står")
    return told.format(codes=wording.counted(codes, "code"))
