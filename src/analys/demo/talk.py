"""Composes an interview: the talk as text, and the passages in it that a coder would mark."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analys.demo import traits
from analys.demo.choice import OUTCOMES, Cast, Said, topics
from analys.demo.plan import DILEMMAS
from analys.demo.questions import leading_to, openers
from analys.demo.transcript import Filling, Pile, Talk, Transcript

INTERVIEWER = "INT"
HESITATES = re.compile(
    r"^(Ja|Jo|Nej|Nja|Mm|Tja|Äh|Asså|Alltså|Oj|Eh|Hm|Men|Du|Vad ska"
    r"|Hur ska|Jaha|Nå|Ska jag|Om jag)\b"
)
HESITATION, PROBE, FILLER, DOUBLE = 0.2, 0.4, 0.12, 0.25  # shares of answers
PROBE_MOST = 0.85
# An effect is told with the strain that it is the effect of, so that is what is asked about.
ASKED_AS = {"P": "Y"}
TYPICAL = 15  # utterances an interview; those with fewer are asked for more
ON_TOPIC = 0.95  # questions between answers that are of the topic, not just for more
SHORTEST = 6_900
LENGTH = 8_600  # characters; small talk is added to interviews that would be much shorter


def compose(
    person: Cast,
    frame: Mapping[str, Any],
    filling: Filling,
    shelf: Pile,
    rng: random.Random,
) -> Talk:
    """Let a person be interviewed: opening, the topics in some order, closing."""
    talk, speaker = Transcript(filling), person.role.upper()
    shelf.sit()
    talk.say(INTERVIEWER, shelf.take(frame["opening"]["interviewer"]))
    background = frame["background"][person.role] + frame["background"]["anyone"]
    background = traits.agreeing(background, person.known)
    opening = traits.agreeing(frame["opening"][person.role], person.known)
    talk.say(speaker, shelf.take(opening), shelf.take(background))
    order = _order(person, rng)
    places = range(1, len(order))
    pauses = set(rng.sample(places, min(_pauses(person), len(places))))
    for n, block in enumerate(order):
        if n in pauses:
            talk.say(INTERVIEWER, shelf.take(frame["breaks"]))
            talk.say(speaker, shelf.take(background))
        _block(talk, speaker, block, person, frame, shelf, rng)
    while talk.length < SHORTEST:
        talk.say(INTERVIEWER, shelf.take(frame["breaks"]))
        talk.say(speaker, shelf.take(background))
    talk.say(INTERVIEWER, shelf.take(frame["closing"]["interviewer"]))
    talk.say(speaker, shelf.take(frame["closing"]["answer"]))
    return talk.finish()


def _pauses(person: Cast) -> int:
    """How many pieces of small talk an interview needs to be of some length."""
    said = sum(
        len(each.utterance.before + each.utterance.core + each.utterance.after)
        for each in person.said
    )
    return max(2, min(7, round((LENGTH - 2_600 - 1.15 * said) / 400)))


def _order(person: Cast, rng: random.Random) -> list[tuple[str, ...]]:
    """Topics in the order they come up; those that belong together stay together."""
    there = topics(person)
    together: list[tuple[str, ...]] = [(topic,) for topic in there if topic in DILEMMAS]
    rng.shuffle(together)
    for belonging in (("B", "H"), ("Y", "P"), ("K",)):
        if block := tuple(topic for topic in belonging if topic in there):
            together.insert(rng.randrange(1, len(together) + 1), block)
    return together


def _block(
    talk: Transcript,
    speaker: str,
    block: tuple[str, ...],
    person: Cast,
    frame: Mapping[str, Any],
    shelf: Pile,
    rng: random.Random,
) -> None:
    """One topic: a question, what the person has to say, and the questions in between."""
    said = _sequence([each for each in person.said if each.topic in block], rng)
    questions = frame["questions"]
    if not said:
        talk.say(INTERVIEWER, shelf.take(openers(questions[block[0]])))
        talk.say(speaker, shelf.take(frame["silent"]))
        return
    lead = questions[ASKED_AS.get(said[0].topic, said[0].topic)]
    talk.say(INTERVIEWER, shelf.take(leading_to(said[0], lead, opening=True) or openers(lead)))
    for n, group in enumerate(_answers(said, rng)):
        if n:
            talk.say(INTERVIEWER, _next_question(group[0], frame, shelf, rng))
        talk.say(speaker, *_dressed(group, frame, shelf, rng))
        if rng.random() < min(PROBE_MOST, PROBE * TYPICAL / len(person.said)):
            question, answer = shelf.take(frame["probes"])
            talk.say(INTERVIEWER, question)
            talk.say(speaker, answer)


def _sequence(said: list[Said], rng: random.Random) -> list[Said]:
    """What is said on a topic, shuffled, each handling right after the difficulty that it met."""
    free = [each for each in said if not each.answers]
    rng.shuffle(free)
    free.sort(key=lambda each: each.topic in ("P", "H"))
    met_by = {each.answers: each for each in said if each.answers}
    ordered: list[Said] = []
    for each in free:
        ordered.append(each)
        if each.utterance.id in met_by:
            ordered.append(met_by[each.utterance.id])
    return ordered


def _answers(said: Sequence[Said], rng: random.Random) -> Iterator[list[Said]]:
    """What is said in one go: as a rule one utterance, at times two of the same topic."""
    left = list(said)
    while left:
        two = (
            len(left) > 1
            and rng.random() < DOUBLE
            and _go_together(left[0], left[1])
            and not HESITATES.match(left[1].utterance.before)
        )
        yield [left.pop(0) for _ in range(2 if two else 1)]


def _go_together(one: Said, other: Said) -> bool:
    """Whether two utterances can be said in one go: on the same side of the same dilemma."""
    sides = {tuple(each.utterance.code.split(".")[:2]) for each in (one, other)}
    turned = [set(OUTCOMES) & set(each.codes) for each in (one, other)]
    return one.topic in DILEMMAS and len(sides) == 1 and turned[0] == turned[1]


def _next_question(said: Said, frame: Mapping[str, Any], shelf: Pile, rng: random.Random) -> str:
    """What the interviewer asks next: on from what was said, or for more of it."""
    if said.answers or said.topic in ("H", "P") or rng.random() < ON_TOPIC:
        questions = frame["questions"][ASKED_AS.get(said.topic, said.topic)]
        if found := leading_to(said, shelf.fresh(questions), opening=False):
            return str(shelf.take(found))
    return str(shelf.take(frame["followups"]))


def _dressed(
    group: list[Said], frame: Mapping[str, Any], shelf: Pile, rng: random.Random
) -> Iterator[str | Said]:
    """An answer with the hesitation before it and the small talk after it."""
    opening = group[0].utterance.before or group[0].utterance.core
    if rng.random() < HESITATION and not HESITATES.match(opening):
        yield shelf.take(frame["hesitations"])
    yield from group
    if rng.random() < FILLER:
        yield shelf.take(frame["filler"])
