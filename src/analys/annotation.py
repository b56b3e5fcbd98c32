"""A text with its codings marked: who says what, what is coded where, by whom and as what.

A passage is what is coded in one place: codings whose ends differ only by spaces and punctuation
stand for the same one. Passages overlap freely, so the text is cut wherever one begins or ends,
and each piece knows which passages it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from analys.language import _
from analys.markup import anchor
from analys.quoting import SPEAKER

DEEPEST = 4  # tints: so many codes in one place, or more
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
EDGE = re.compile(r"[\W_]+")
ASKS = re.compile(r"(?:INT|INTERVJUARE|INTERVJUAREN|FRÅGA|I|F)\d*")


@dataclass(frozen=True, slots=True)
class Coding:
    """One code put on one stretch of the text by one coder.

    `part` is the dilemma of the code, empty where it belongs to none. `counted`: the report's
    numbers rest on it; `agrees`: they rest on another coder's of the same code that it overlaps.
    """

    id: str
    start: int
    end: int
    code: str
    label: str
    part: str
    coder: str
    counted: bool
    agrees: bool = False

    @property
    def stands(self) -> bool:
        """Whether it is behind the report's numbers, itself or by agreeing."""
        return self.counted or self.agrees

    @property
    def anchor(self) -> str:
        """Its id on the page, which links from other pages lead to."""
        return anchor(self.id)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is coded in one place; `number` counts from the beginning of the text."""

    number: int
    start: int
    end: int
    codings: tuple[Coding, ...]

    @property
    def part(self) -> str:
        """The dilemma that all its codes belong to; empty where they do not share one."""
        parts = {coding.part for coding in self.codings}
        return parts.pop() if len(parts) == 1 else ""

    @property
    def codes(self) -> set[str]:
        """The codes in it that stand."""
        return {coding.code for coding in self.codings if coding.stands}


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of the text, `said` beginning after the label of who speaks."""

    start: int
    said: int
    end: int
    speaker: str


def passages(text: str, codings: Sequence[Coding]) -> list[Passage]:
    """The passages of a text in their order.

    >>> one = Coding("a", 0, 8, "K.bar", "Bär", "", "Anna", True)
    >>> two = Coding("b", 0, 9, "K.bar", "Bär", "", "Bo", True)
    >>> [(each.start, each.end, len(each.codings)) for each in passages("Det går. Ja.", [one, two])]
    [(0, 9, 2)]
    """
    together: dict[tuple[int, int], list[Coding]] = {}
    for coding in codings:
        together.setdefault(_core(text, coding.start, coding.end), []).append(coding)
    found = [
        (min(each.start for each in group), max(each.end for each in group), group)
        for group in together.values()
    ]
    found.sort(key=lambda each: (each[0], -each[1], each[2][0].code))
    return [
        Passage(number, start, end, tuple(group))
        for number, (start, end, group) in enumerate(found, 1)
    ]


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of a passage without spaces and punctuation; as they are where it has no more."""
    said = text[start:end]
    before = EDGE.match(said)
    after = re.search(rf"{EDGE.pattern}$", said[-20:])
    first = start + (before.end() if before else 0)
    last = end - (len(after[0]) if after else 0)
    return (first, last) if first < last else (start, end)


def turns(text: str) -> list[Turn]:
    r"""The paragraphs of a text, those without a word left out.

    >>> [(each.speaker, each.said, each.end) for each in turns("INT: Hur?\n\nBra.")]
    [('INT', 5, 9), ('', 11, 15)]
    """
    found = []
    for line in LINE.finditer(text):
        if not line[0].strip():
            continue
        label = SPEAKER.match(line[0])
        said = line.start() + (label.end() if label else 0)
        speaker = label[0].strip(": ") if label else ""
        found.append(Turn(line.start(), said, line.end(), speaker))
    return found


def annotated(
    text: str, spoken: Sequence[Turn], found: Sequence[Passage], *, lang: str = ""
) -> Iterator[str]:
    """The turns of a text as HTML, each with the notes on the passages that begin in it.

    Parameters
    ----------
    spoken, found
        The text's turns and passages, as `turns` and `passages` give them.
    lang
        The language of what is said, where it is not the page's.
    """
    begins = _begins(spoken, found)
    within: list[Passage] = []
    for at, turn in enumerate(spoken):
        here = begins[at]
        reaching = [each for each in within if each.end > turn.start]
        yield _turn(text, turn, here, reaching, lang)
        within = [each for each in (*reaching, *here) if each.end > turn.end]


def _begins(spoken: Sequence[Turn], found: Sequence[Passage]) -> list[list[Passage]]:
    """The passages that begin in each turn; those after the last word begin in the last turn."""
    begins: list[list[Passage]] = [[] for _turn in spoken]
    at = 0
    for passage in found:
        while at < len(spoken) - 1 and spoken[at].end <= passage.start:
            at += 1
        begins[at].append(passage)
    return begins


def _turn(
    text: str, turn: Turn, here: Sequence[Passage], reaching: Sequence[Passage], lang: str
) -> str:
    kind = "turn asks" if ASKS.fullmatch(turn.speaker) else "turn"
    notes = "".join(map(note, here))
    notes = f'<ul class="notes">{notes}</ul>' if notes else ""
    label = escape(text[turn.start : turn.said])
    who = f'<b class="who">{label}</b>' if label else ""
    if here or reaching:
        said = "".join(_pieces(text, turn, here, reaching))
    else:
        said = escape(text[turn.said : turn.end], quote=False)
    spoken = f' lang="{lang}"' if lang else ""
    return f'<div class="{kind}">{notes}<p{spoken}>{who}{said}</p></div>\n'


def _pieces(
    text: str, turn: Turn, here: Sequence[Passage], reaching: Sequence[Passage]
) -> Iterator[str]:
    """The words of a turn, cut where a passage begins or ends."""
    there = (*reaching, *here)
    ends = {turn.said, turn.end}
    ends |= {at for each in there for at in (each.start, each.end) if turn.said < at < turn.end}
    cuts = sorted(ends)
    first = {each.number: max(turn.said, min(each.start, turn.end)) for each in here}
    for start, end in zip(cuts, [*cuts[1:], turn.end], strict=True):
        yield from (_anchors(each) for each in here if first[each.number] == start)
        words = escape(text[start:end], quote=False)
        over = [each for each in there if each.start < end and each.end > start]
        yield _marked(words, over) if over and words else words


def _anchors(passage: Passage) -> str:
    """Where links to the codings of a passage lead; the first is seen, as its beginning."""
    ids = [coding.anchor for coding in passage.codings]
    tick = f'<span class="at tick {part_class(passage.part)}" id="{ids[0]}"></span>'
    return tick + "".join(f'<span class="at" id="{each}"></span>' for each in ids[1:])


def _marked(words: str, over: Sequence[Passage]) -> str:
    codes = set().union(*(each.codes for each in over))
    tint = f"d{min(DEEPEST, len(codes))}"
    names = " ".join(f"p{each.number}" for each in over)
    return f'<mark class="{tint} {names}">{words}</mark>'


def note(passage: Passage) -> str:
    """What stands in the margin beside a passage: its codes, and who has put them there."""
    lines: dict[str, list[Coding]] = {}
    for coding in passage.codings:
        lines.setdefault(coding.code, []).append(coding)
    coders = {code: coders_of(group) for code, group in lines.items()}
    same = len(set(coders.values())) == 1
    told = "".join(
        _line(group, "" if same else coders[code]) for code, group in sorted(lines.items())
    )
    by = f'<p class="by">{escape(next(iter(coders.values())))}</p>' if same else ""
    kind = part_class(passage.part)
    return f'<li class="note {kind}" id="n{passage.number}">{told}{by}</li>'


def _line(group: Sequence[Coding], by: str) -> str:
    first = group[0]
    name = f'title="{escape(first.code)}"'
    link = f'<a href="#{first.anchor}" {name}>{escape(first.label)}</a>'
    notes = [by] if by else []
    stands = any(coding.stands for coding in group)
    if not any(coding.counted for coding in group):
        notes.append(_("instämmer") if stands else _("räknas inte"))
    rest = f' <span class="by">{escape(", ".join(notes))}</span>' if notes else ""
    kind = part_class(first.part) + ("" if stands else " uncounted")
    return f'<p class="{kind}">{link}{rest}</p>'


def coders_of(group: Sequence[Coding]) -> str:
    """Who has coded, in words; no name is broken over two lines."""
    names = dict.fromkeys(coding.coder for coding in group)
    return ", ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)


def part_class(part: str) -> str:
    """The class that gives a dilemma's colour; that of what is no dilemma without one."""
    return f"k-{part}" if part else "k"


def style(found: Sequence[Passage]) -> str:
    """The rules by which a passage lights up when one comes to it, or points at its note."""
    return "\n".join(
        f":root:has(:is({','.join(_selector(each) for each in passage.codings)}):target) "
        f":is(.p{passage.number},#n{passage.number}){{--lit:var(--target)}}\n"
        f":root:has(#n{passage.number}:is(:hover,:focus-within)) .p{passage.number}"
        "{--lit:var(--pointed)}"
        for passage in found
    )


def _selector(coding: Coding) -> str:
    return f'[id="{coding.anchor}"]'
