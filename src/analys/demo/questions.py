"""Which of the interviewer's questions lead to what is said next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analys.demo.choice import OUTCOMES, Said

# By the beginning of a code: words of the questions that it answers. The longest that fits counts.
ANSWERS = {
    prefix: re.compile(words)
    for prefix, words in {
        "GZ.norm": "läroboken|hålla sig borta|gränsen mellan|borde vara",
        "GZ.praktik": "vanlig vecka|den andres uppgift|oklart om|varandras område|gråzon",
        "GZ.gyllene": "gråzon|överlappar varandra|röra er ganska fritt",
        "GZ.problem": "gråzon|överlappar varandra|oklart om|varandras område",
        "GZ.f": "det där överlappet|överlappar varandra|gråzon",
        "GZ.f.gyllene": "när det fungerar|röra er ganska fritt",
        "GZ.f.problem": "när det skaver|oklart om",
        "MS.utfall": "erfarenheter av det|första månaderna|låsa sig|kommer igång efter",
        "MS.f.kc": "Vilken roll|avgör om|erfarenheter av det|första månaderna",
        "MS.f.kemi": "lära känna|avgör om|låsa sig|erfarenheter av det",
        "MS.f.overlamning": "förberett bättre|tiden kring ett val|avgör om",
        "MS.bygge": "lära känna|samtal från den tiden|kommer igång efter",
        "MS.gammal": "den förra ledningen|gamla relationer",
        "MS.fas.fore": "förberett bättre|tiden kring ett val",
        "MS.fas.under": "tiden kring ett val|förberett bättre",
        "MS.fas.efter": "första månaderna|erfarenheter av det|kommer igång efter",
        "FO.ena": "bra att resonera|överenskommelser på papper",
        "FO.ena.resonera": "bra att resonera|komma överens om arbetssättet",
        "FO.ena.skriva": "överenskommelser på papper|något nedskrivet",
        "FO.andra.vaxa": "bra att resonera|gå förlorat",
        "FO.andra.jobbigt": "Hur känns det|Pratar ni",
        "FO.prata": "Pratar ni|Vem tar initiativet",
        "FO.dok": "skrivna spelregler|något nedskrivet|på papper",
        "FO.satt": "vad har ni prövat|Hur gör ni rent|Vem tar initiativet",
        "FO.satt.utbildning": "vad har ni prövat",
        "FO.form": "skrivna spelregler|vad har ni prövat|på papper",
        "PH.kraft": "par hästar|vinner kommunen",
        "PH.slut.ifragasatt": "ifrågasätta|par hästar",
        "PH.slut.forknippas": "nästan som en enhet|skilja på politikern",
        "PH.slut.missnoje": "Om någon är missnöjd|kommunchefen slutar",
        "PH.grund": "Bygger relationen",
        "PH.avgang": "kommunchefen slutar|fick gå, eller",
        "PH.nyttblod": "nya krafter|byta ut den ena",
        "PH.forebygg": "förbereda sig|byta ut den ena",
        "LS.for": "vinner en kommun|vad kontinuitet betyder|hur länge man bör",
        "LS.for.rutiner": "märks det i rutinerna|vinner en kommun",
        "LS.mot": "besvärligt med den|komma ny",
        "LS.mot.overflodigt": "formella rutiner|märks det i rutinerna|besvärligt med",
        "LS.mot.huvudet": "Var finns den kunskapen|inte kom till jobbet|besvärligt med",
        "LS.mot.beroende": "särskilt beroende|inte kom till jobbet|besvärligt med",
        "HS.ena.helhet": "bättre helhetssyn|ta bort dem|resonerat om den",
        "HS.ena.insyn": "ser politikerna av",
        "HS.andra.makt": "tjänstemännens inflytande",
        "HS.andra.infra": "mest tid i styrelsen",
        "HS.andra.sakpol": "skol- och omsorgspolitiken",
        "HS.narmare": "när frågorna samlas",
        "HS.avpolitisering": "mest tid i styrelsen|skol- och omsorgspolitiken",
        "HS.profession": "deras profession",
        "HS.foljd": "hand om följderna",
        "HS.foljd.ks": "Hur tung är|hand om följderna",
        "HS.foljd.sakpol": "skol- och omsorgspolitiken|hand om följderna",
        "HS.behall": "ha kvar facknämnder",
        "HS.bort": "ta bort dem|resonerat om den",
        "Y.person": "ledningen byts ut|ledande posterna",
        "Y.majoritet": "valresultaten|före valet",
        "Y.organisation": "omorganisationen|Ni har haft",
        "Y.annan": "utsatta för|stormar|rår över|Vilka händelser",
        "H.tredje": "utanför huset|Hur tog ni|gjorde ni åt",
        "H.organisera": "genom organisationen|Hur tog ni|gjorde ni åt",
        "H.undvika": "inte göra något alls|gör du först|brukar hjälpa",
        "H.byta": "Hur tog ni|gjorde ni åt|sitter det i människorna",
        "K.bar": "personkemin|bygger ert|med en annan person|skratta tillsammans",
        "K.stjalper": "personkemin|inte stämde|Måste man tycka|inte komma överens",
        "H": "brukar hjälpa|sätt att hantera|Hur tog ni|gjorde ni åt|tar tag i",
    }.items()
}
# These lean on something said before and cannot open a topic.
PRESUPPOSES = re.compile(
    r"^(Du (?!hade)|Och |Om du jämför|Om du fick göra|Hur tog|Hur påverkade|Hur länge satt|Blev ni"
    r"|Kom ni|Märkte andra|Vad fick det|Vad gjorde ni|Vem är det som tar|När något sådant"
    r"|Är det något i er|Hur känns det att ta|Vad skulle krävas"
    r"|Hur var det att komma ny|Tycker du att formella|Skulle samarbetet)"
)


def leading_to(said: Said, questions: Sequence[str], *, opening: bool) -> list[str]:
    """The questions that an utterance answers, the best fitting only; none if none does.

    `opening` leaves out those that lean on something said before.
    """
    usable = openers(questions) if opening else list(questions)
    known = False
    for code in _telling(said):
        words = max((each for each in ANSWERS if code.startswith(each)), key=len, default=None)
        if words and (found := [each for each in usable if ANSWERS[words].search(each)]):
            return found
        known = known or words is not None
    return [] if known else usable


def openers(questions: Sequence[str]) -> list[str]:
    """The questions that can open a topic."""
    return [each for each in questions if not PRESUPPOSES.match(each)]


def _telling(said: Said) -> list[str]:
    """The codes to go by, the most telling first.

    Of an effect it is the strain; of what the grey zone depends on, how it turned out.
    """
    if said.topic == "P":
        return sorted(said.codes, key=lambda code: not code.startswith("Y."))
    if said.codes[0].startswith("GZ.f."):
        turned = [code for code in said.codes if code in OUTCOMES]
        return [*(f"GZ.f.{code.removeprefix('GZ.')}" for code in turned), *said.codes]
    return list(said.codes)
