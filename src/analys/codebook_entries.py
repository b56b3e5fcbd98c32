"""From an entry of the codebook's file to one part of a codebook.

Every function notes what is wrong with its entry and goes on; `Source.finish` raises it all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analys.code_system import (
    Attribute,
    Code,
    Dilemma,
    Group,
    Kind,
    Milestone,
    Palette,
    Question,
    Role,
    RoleGroup,
    Side,
    Statement,
    Study,
    Text,
    Topic,
    Vignette,
)
from analys.yaml_lines import Entry

ORIGINS = ("report", "derived", "added")
VALENCES = ("pro", "con")
TYPES = ("text", "integer", "boolean", "date", "category", "role", "dilemmas")
SHARES = ("never", "marginal", "joint", "grouped", "quarter", "summary", "bands")
OWNERS = ("case", "interview", "spell", "event")
COLOR = re.compile(r"#[0-9a-f]{6}")
STANCE = "stance"


def text(entry: Entry) -> Text:
    """Read the words of an entry in both languages."""
    return Text(entry.text("sv"), entry.text("en"))


def origin(entry: Entry) -> str:
    """Read where an entry's words come from."""
    return entry.choice("origin", ORIGINS)


def color(entry: Entry, key: str = "color") -> str:
    """Read a colour as `#rrggbb`."""
    written = entry.text(key)
    if written and not COLOR.fullmatch(written):
        expected = f"{key!r} in {entry.name} as #rrggbb in lower case"
        entry.source.problem(entry.at(key), expected, repr(written))
    return written


def statement(entry: Entry) -> Statement:
    """Read something the study says of itself."""
    return Statement(text(entry), origin(entry))


def milestone(id_: str, entry: Entry) -> Milestone:
    """Read a step in the further work."""
    return Milestone(id_, text(entry.entry("when")), text(entry), origin(entry))


def study(entry: Entry) -> Study:
    """Read the study as a whole, without its milestones."""
    report = entry.entry("status_report")
    return Study(
        title=text(entry.entry("title")),
        report_date=report.day("date"),
        venue=report.text("venue"),
        design=statement(entry.entry("design")),
        status={id_: statement(part) for id_, part in entry.entries("status")},
    )


def palette(entry: Entry) -> Palette:
    """Read all named colours and the sequence."""
    named = {}
    for part in ("text", "marks", "surface"):
        colors = entry.entry(part)
        named[part] = {name: color(colors, name) for name in colors}
    for written in entry.texts("sequence"):
        if written and not COLOR.fullmatch(written):
            expected = "colours as #rrggbb in lower case in 'sequence'"
            entry.source.problem(entry.at("sequence"), expected, repr(written))
    return Palette(**named, sequence=entry.texts("sequence"))


def role_group(id_: str, entry: Entry) -> RoleGroup:
    """Read politicians or officials."""
    return RoleGroup(id_, text(entry))


def role(id_: str, entry: Entry) -> Role:
    """Read a role with a reference to its group."""
    return Role(id_, text(entry), entry.reference("group", "role group"), origin(entry))


def kind(id_: str, entry: Entry) -> Kind:
    """Read what sort of thing a code is."""
    return Kind(id_, text(entry))


def side(id_: str, entry: Entry, dilemma_id: str) -> Side:
    """Read one side of a dilemma."""
    hatch = entry.optional("hatch") or ""
    return Side(id_, text(entry), dilemma_id, origin(entry), color(entry), hatch)


def topic(id_: str, entry: Entry, dilemma_id: str) -> Topic:
    """Read a topic of a dilemma."""
    return Topic(id_, text(entry), dilemma_id)


def code(id_: str, entry: Entry, kinds: Iterable[str], owner: str, *, of_dilemma: bool) -> Code:
    """Read a code of a dilemma or of a cross group, its `owner`."""
    side_id = parent = None
    if of_dilemma and entry.has("side"):
        side_id = entry.reference("side", f"side of {owner}")
    if entry.has("parent"):
        parent = entry.reference("parent", f"code of {owner}")
    kind_id = entry.choice("kind", kinds)
    stance = value = None
    if kind_id == STANCE or entry.has("stance") or entry.has("value"):
        stance = entry.reference("stance", f"topic of {owner}")
        value = entry.text("value")
        if kind_id != STANCE:
            expected = f"kind 'stance' in {id_}, which has a stance or a value"
            entry.source.problem(entry.at("kind"), expected, repr(kind_id))
    return Code(
        id=id_,
        text=text(entry),
        kind=kind_id,
        origin=origin(entry),
        parent=parent or side_id or owner,
        dilemma=owner if of_dilemma else None,
        group=None if of_dilemma else owner,
        side=side_id,
        links=entry.references("links", "node"),
        stance=stance,
        value=value,
        valence=entry.choice("valence", VALENCES) if entry.has("valence") else None,
        note=entry.optional("note"),
        slide=entry.optional("slide"),
    )


def codes(entry: Entry, kinds: Iterable[str], owner: str, *, of_dilemma: bool) -> dict[str, Code]:
    """Read the codes of a dilemma or cross group; a code comes after the one it is a part of."""
    made: dict[str, Code] = {}
    parts = dict(entry.unique("codes"))
    for id_, part in parts.items():
        made[id_] = code(id_, part, kinds, owner, of_dilemma=of_dilemma)
        if made[id_].parent in parts.keys() - made.keys() | {id_}:
            expected = f"the parent of {id_} before it"
            part.source.problem(part.at("parent"), expected, f"{made[id_].parent!r} here or later")
    return made


def question(id_: str, entry: Entry, dilemma_id: str | None, notebook: str) -> Question:
    """Read a question; that of a dilemma is answered in the dilemma's notebook."""
    group = None
    if dilemma_id and entry.has("group"):
        group = entry.reference("group", f"topic of {dilemma_id}")
    return Question(
        id=id_,
        text=text(entry),
        dilemma=dilemma_id,
        origin=origin(entry),
        show=entry.text("show"),
        notebook=notebook if dilemma_id else entry.text("notebook"),
        group=group,
        note=entry.optional("note"),
        slide=entry.optional("slide"),
    )


def research(entry: Entry) -> dict[str, Question]:
    """Read the research questions, which belong to no dilemma."""
    return {
        id_: question(id_, part, None, "")
        for id_, part in entry.unique("research_questions", needed=False)
    }


def dilemma(id_: str, entry: Entry, kinds: Iterable[str]) -> Dilemma:
    """Read a dilemma with all that belongs to it."""
    notebook = entry.text("notebook")
    sides = {key: side(key, part, id_) for key, part in entry.unique("sides")}
    if len(sides) != 2:
        entry.source.problem(entry.at("sides"), f"two sides in {id_}", str(len(sides)))
    return Dilemma(
        id=id_,
        text=text(entry),
        short=text(entry.entry("short")),
        gist=text(entry.entry("gist")),
        origin=origin(entry),
        notebook=notebook,
        color=color(entry),
        basis=text(entry.entry("basis")) if entry.has("basis") else None,
        builds_on=entry.references("builds_on", "dilemma"),
        sides=sides,
        topics={key: topic(key, part, id_) for key, part in entry.entries("topics", needed=False)},
        codes=codes(entry, kinds, id_, of_dilemma=True),
        questions={
            key: question(key, part, id_, notebook) for key, part in entry.unique("questions")
        },
    )


def group(id_: str, entry: Entry, kinds: Iterable[str]) -> Group:
    """Read a group of codes that cut across the dilemmas."""
    return Group(
        id=id_,
        text=text(entry),
        origin=origin(entry),
        codes=codes(entry, kinds, id_, of_dilemma=False),
        note=entry.optional("note"),
        slide=entry.optional("slide"),
    )


def vignette(id_: str, entry: Entry) -> Vignette:
    """Read an example from the report."""
    return Vignette(
        id=id_,
        text=text(entry),
        dilemma=entry.reference("dilemma", "dilemma"),
        in_material=entry.flag("in_material"),
        origin=origin(entry),
        slide=entry.optional("slide"),
        note=entry.optional("note"),
        disclosure=entry.optional("disclosure"),
    )


def attribute(id_: str, entry: Entry, owner: str) -> Attribute:
    """Read a variable; with bounds there is one category more than there are bounds."""
    values: Mapping[str, Text] = {
        key: text(part) for key, part in entry.entries("values", needed=False)
    }
    bounds = entry.numbers("bounds")
    if bounds and len(values) != len(bounds) + 1:
        expected = f"{len(values) - 1} bounds between the {len(values)} values of {id_}"
        entry.source.problem(entry.at("bounds"), expected, str(len(bounds)))
    share = entry.choice("share", SHARES)
    joint = share == "joint" or entry.has("share_with")
    return Attribute(
        id=id_,
        text=text(entry),
        owner=owner,
        type=entry.choice("type", TYPES),
        share=share,
        share_with=entry.reference("share_with", f"variable of {owner}") if joint else None,
        values=values,
        bounds=bounds,
        note=entry.optional("note"),
    )


def attributes(entry: Entry) -> dict[str, dict[str, Attribute]]:
    """Read all variables by what they describe."""
    return {
        owner: {
            id_: attribute(id_, part, owner) for id_, part in entry.entries(owner, needed=False)
        }
        for owner in OWNERS
    }
