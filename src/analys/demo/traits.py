"""What an utterance gives away of persons, so that no one contradicts themselves or the others.

Sex and trade are read from words; what a person has once given away holds for the interview, and
the kso and kc of a municipality are spoken of as he or she throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from analys.demo.bank import Utterance

HE, SHE = "han", "hon"
# How the kso and the kc of each municipality are spoken of.
SPOKEN_OF = {
    case: {"kso": kso, "kc": kc}
    for case, kso, kc in (
        ("K01", SHE, HE),
        ("K02", HE, HE),
        ("K03", HE, SHE),
        ("K04", HE, HE),
        ("K05", SHE, HE),
        ("K06", SHE, SHE),
        ("K07", SHE, SHE),
        ("K08", HE, SHE),
        ("K09", SHE, HE),
        ("K10", HE, HE),
    )
}
PRONOUNS = {
    HE: re.compile(r"\b(han|honom|hans)\b", re.IGNORECASE),
    SHE: re.compile(r"\b(hon|henne|hennes)\b", re.IGNORECASE),
}
LONG_AGO = re.compile(
    r"\b(förr[ae]?|gaml[ae]|företräd\w+|föregång\w+|slutade|efterträd\w+|ekonomichef\w*|socialchef\w*"
    r"|handläggare|förvaltningschef\w*|nämndordförande|på den tiden|annan kommun)\b|\{ar\}"
)
TELLING = {
    "sex": {
        HE: r"[Mm]in fru\b|[Ff]råga frun|med frun|farfar|[Kk]arlar i sextio|två karlar",
        SHE: r"[Mm]in man\b|tjejkväll",
    },
    "trade": {
        "ekonomi": r"ekonomichef hamnar|[Jj]ag är (civil)?ekonom\b|suttit på ekonomin|[Jj]ag är "
        r"ekonomichef|Civilekonom|[Jj]ag är ekonom, jag",
        "social": r"Som socialchef|familjebehandlarna|biståndshandläggarna|^Socialchef"
        r"|[Ss]ocionom från början|chef för vård och omsorg|I min värld, socialtjänsten"
        r"|jag har legitimation",
        "skola": r"Som skolchef|Rektorerna, ja|barn och utbildning|från skolans värld"
        r"|rektor en gång",
        "teknik": r"tekniska sidan|när jag var gatuchef|^Teknisk chef|lantmätare",
        "juridik": r"[Jj]ag är jurist|[Jj]ag är kommunjurist",
        "bygge": r"Man är inte arkitekt|ett enskilt bygglov, på kvällen|stadsbyggnadskontoret",
        "försvar": r"[Jj]ag är officer",
        "samhälle": r"gammal statsvetare|samhällsvetare",
        "kansli": r"kanslichef\. Det vi gör|[Pp]ersonalchef, HR|stabschef, alltså",
        "näring": r"^Näringslivschef",
        "kultur": r"^Kultur- och fritidschef",
    },
    "post": {
        "nämnd": r"jag är nämndordförande|[Jj]ag är ordförande i en nämnd|^Min nämnd\b",
        "vice": r"[Jj]ag som är vice ordförande|förste vice ordförande",
        "fullmäktige": r"[Jj]ag är ordförande i fullmäktige",
        "ny": r"Som nykomling|Som ny i kommunstyrelsen",
    },
}
# The holder of a post does not speak of it as somebody else's.
OWN_POST = {
    "kso": re.compile(r"(?<!förra )(?<!gaml[ae] )\b([Oo]rdföranden|[Kk]ommunalrådet)\b"),
    "kc": re.compile(r"(?<!förra )(?<!gaml[ae] )\b[Kk]ommunchefen\b"),
}
LONG_IN_POST = ("K03", "K06", "K07")  # where the kc remembers any year that may be named
WITHOUT_COMMITTEES = ("K04", "K08")
COMMITTEE = re.compile(r"nämnd(en|ens|er|erna|ordförande)?\b")
PATTERNS = {
    kind: {value: re.compile(pattern) for value, pattern in values.items()}
    for kind, values in TELLING.items()
}


@cache
def given_away(text: str) -> tuple[tuple[str, str], ...]:
    """What a text tells of the one who says it: pairs of `sex` or `trade` and its value."""
    return tuple(
        (kind, value)
        for kind, values in PATTERNS.items()
        for value, pattern in values.items()
        if pattern.search(text)
    )


def contradicts(text: str, known: Mapping[str, str]) -> bool:
    """Whether a text gives away something else than what is known of a person."""
    return any(known.get(kind, value) != value for kind, value in given_away(text))


def agreeing(lines: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """The lines that do not contradict what is known; all of them if none is left."""
    lines = list(lines)
    return [line for line in lines if not contradicts(line, known)] or lines


@cache
def spoken_of(utterance: Utterance) -> tuple[tuple[str, str], ...]:
    """Whom of kso and kc an utterance speaks of as he or she: pairs of post and pronoun.

    Only where it is plain: one pronoun throughout, and nobody else that it could mean.
    """
    text = utterance.before + utterance.core + utterance.after
    found = [word for word, pattern in PRONOUNS.items() if pattern.search(text)]
    if len(found) != 1 or LONG_AGO.search(text.lower()):
        return ()
    if utterance.roles == {"kso"}:
        return (("kc", found[0]),)
    if utterance.roles == {"kc"}:
        return (("kso", found[0]),)
    names_kc, names_kso = "ommunchef" in text, "ommunalråd" in text or "rdförande" in text
    if names_kc == names_kso:
        return ()
    return (("kc" if names_kc else "kso", found[0]),)


def of_themselves(utterance: Utterance, role: str) -> bool:
    """Whether someone in a role would speak of themselves as of somebody else."""
    text = utterance.before + utterance.core + utterance.after
    return role in OWN_POST and utterance.roles != {role} and bool(OWN_POST[role].search(text))


def before_their_time(utterance: Utterance, role: str, pattern: str) -> bool:
    """Whether a kc would remember a year from before they came."""
    text = utterance.before + utterance.core + utterance.after
    return role == "kc" and pattern not in LONG_IN_POST and "{ar}" in text


def out_of_place(utterance: Utterance, pattern: str) -> bool:
    """Whether an utterance does not go with a municipality: a wrong he or she, or committees."""
    text = utterance.before + utterance.core + utterance.after
    of_committees = not utterance.code.startswith("HS.") and COMMITTEE.search(text)
    if pattern in WITHOUT_COMMITTEES and of_committees:
        return True
    right = SPOKEN_OF[pattern]
    return any(right[post] != word for post, word in spoken_of(utterance))
