"""What a codebook consists of. Frozen; the order of every mapping is the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analys.errors import CodebookError, Problem

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Text:
    """The same words in Swedish and English; `text["sv"]`."""

    sv: str
    en: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise CodebookError(Problem("codebook", "", "language sv or en", repr(language)))
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True)
class Statement:
    """Something the study says of itself, and where the words come from."""

    text: Text
    origin: str


@dataclass(frozen=True)
class Milestone:
    """A step in the further work that the status report announces."""

    id: str
    when: Text
    text: Text
    origin: str


@dataclass(frozen=True)
class Study:
    """What the status report says of the study as a whole."""

    title: Text
    report_date: date
    venue: str
    design: Statement
    status: Mapping[str, Statement]


@dataclass(frozen=True)
class RoleGroup:
    """Politicians or officials; the palette has a colour of the same name."""

    id: str
    text: Text


@dataclass(frozen=True)
class Role:
    """A role that an interviewed person has; `group` is the id of a `RoleGroup`."""

    id: str
    text: Text
    group: str
    origin: str


@dataclass(frozen=True)
class Kind:
    """What sort of thing a code is."""

    id: str
    text: Text


@dataclass(frozen=True)
class Side:
    """One of the two sides of a dilemma; `hatch` is matplotlib's, empty for solid."""

    id: str
    text: Text
    dilemma: str
    origin: str
    color: str
    hatch: str


@dataclass(frozen=True)
class Topic:
    """What a stance is a stance on, and what questions can be grouped by."""

    id: str
    text: Text
    dilemma: str


@dataclass(frozen=True)
class Code:
    """A code of a dilemma or of a cross group (the other is None).

    `parent` is never missing: the code it is a part of, else its side, else its dilemma or group.
    `stance` and `value` are a topic and an answer, for kind "stance" alone; `valence` is "pro" or
    "con" where that is not what the side says.
    """

    id: str
    text: Text
    kind: str
    origin: str
    parent: str
    dilemma: str | None
    group: str | None
    side: str | None
    links: tuple[str, ...]
    stance: str | None
    value: str | None
    valence: str | None
    note: str | None
    slide: str | None


@dataclass(frozen=True)
class Question:
    """A question the study asks, and the display that answers it.

    `dilemma` is None for the two research questions; `group` is the id of a topic or None;
    `notebook` is the stem of the notebook that answers it.
    """

    id: str
    text: Text
    dilemma: str | None
    origin: str
    show: str
    notebook: str
    group: str | None
    note: str | None
    slide: str | None


@dataclass(frozen=True)
class Dilemma:
    """A dilemma with its sides, topics, codes and questions.

    `text` is its name and `short` its name in a label; `basis` says what the report's account of
    it rests on, if it says so; `builds_on` are the ids of other dilemmas.
    """

    id: str
    text: Text
    short: Text
    gist: Text
    origin: str
    notebook: str
    color: str
    basis: Text | None
    builds_on: tuple[str, ...]
    sides: Mapping[str, Side]
    topics: Mapping[str, Topic]
    codes: Mapping[str, Code]
    questions: Mapping[str, Question]


@dataclass(frozen=True)
class Group:
    """A group of codes that cut across the dilemmas."""

    id: str
    text: Text
    origin: str
    codes: Mapping[str, Code]
    note: str | None
    slide: str | None


@dataclass(frozen=True)
class Vignette:
    """An example from the status report; shown as such and never counted.

    `in_material` tells whether it is about one of the municipalities of the study; `disclosure`
    says what could give that municipality away.
    """

    id: str
    text: Text
    dilemma: str
    in_material: bool
    origin: str
    slide: str | None
    note: str | None
    disclosure: str | None


@dataclass(frozen=True)
class Attribute:
    """A variable of a case, interview, spell or event.

    `values` are the labels of its categories in order, empty where it has none; `bounds` are the
    lower bounds of the second category and on; `share` says how it may leave the team, and
    `share_with` the one variable it may be crossed with.
    """

    id: str
    text: Text
    owner: str
    type: str
    share: str
    share_with: str | None
    values: Mapping[str, Text]
    bounds: tuple[int, ...]
    note: str | None


@dataclass(frozen=True)
class Palette:
    """Named colours, `palette["kso"]`, and the sequence for counts from none to most.

    Those in `text` and `marks` have a contrast of at least 3:1 on white.
    """

    text: Mapping[str, str]
    marks: Mapping[str, str]
    surface: Mapping[str, str]
    sequence: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        named = {**self.text, **self.marks, **self.surface}
        if name not in named:
            known = f"a colour name: {', '.join(named)}"
            raise CodebookError(Problem("codebook", "palette", known, repr(name)))
        return named[name]
