"""The patterns planted in the demonstration, as data: which code is found where, and with what.

The README of the material tells them (`readme.py`), and the tests look for them in the codings.
"""

from __future__ import annotations

from analys.demo.plan import cases_of

ASKED = {
    dilemma: cases_of(numbers)
    for dilemma, numbers in {
        "GZ": "*",
        "MS": "2 5 6 9",
        "FO": "*",
        "PH": "1 2 3 5 6 7 8 9 10",
        "LS": "*",
        "HS": "1 2 3 4 6 7 8 9 10",
    }.items()
}

# The municipalities where each code is found: in every one of them, and in no other.
WHERE = {
    code: cases_of(numbers)
    for code, numbers in {
        "GZ.norm.pol": "*",
        "GZ.norm.tjm": "*",
        "GZ.praktik.pol": "*",
        "GZ.praktik.tjm": "1 2 4 5 6 7 8 9 10",
        "GZ.gyllene": "1 3 6 7 8 10",
        "GZ.problem": "2 4 5 6 8 9",
        "GZ.f.fortroende": "1 3 4 7 8 10",
        "GZ.f.tydlighet": "1 2 5 6 8 9",
        "GZ.f.moten": "1 3 4 6 8 10",
        "GZ.f.kemi": "2 3 5 7 10",
        "MS.utfall.last": "2 5",
        "MS.utfall.ejlast": "9",
        "MS.f.kemi.god": "9",
        "MS.f.kemi.dalig": "2 5",
        "MS.f.kc.brygga": "9",
        "MS.f.kc.bunden": "2 5",
        "MS.f.overlamning": "5 9",
        "MS.f.erfarenhet": "",
        "MS.bygge.samtal": "2 5 9",
        "MS.bygge.tid": "9",
        "MS.gammal.inarbetad": "2 5 9",
        "MS.fas.fore": "9",
        "MS.fas.under": "5 9",
        "MS.fas.efter": "2 5 9",
        "FO.ena.resonera": "1 2 3 6 8 9 10",
        "FO.ena.skriva": "1 2 4 6 8 9 10",
        "FO.andra.vaxa": "1 3 4 5 7 8 10",
        "FO.andra.jobbigt": "2 4 5 7 10",
        "FO.prata.ja": "1 3 6 8 9 10",
        "FO.prata.nej": "2 4 5 7",
        "FO.dok.ja": "1 2 6 9",
        "FO.dok.nej": "3 4 5 7 8 10",
        "FO.satt.mote": "1 3 6 8 9 10",
        "FO.satt.utbildning": "1 6 9 10",
        "FO.form.instruktion": "1 2 6 9",
        "FO.form.spelregler": "1 6 9",
        "PH.kraft.zon": "3 7",
        "PH.slut.ifragasatt": "3 7 8",
        "PH.slut.forknippas": "7",
        "PH.slut.missnoje": "7",
        "PH.grund.roller": "1 3 6 7 9",
        "PH.grund.kemi": "2 3 5 7 10",
        "PH.avgang.val": "1 7 9 10",
        "PH.avgang.tvang": "2 5 8",
        "PH.nyttblod": "6 7 8",
        "PH.nyttblod.ja": "3 9",
        "PH.nyttblod.nej": "6 7",
        "PH.forebygg": "1 3 6 7 9",
        "LS.for.kontinuitet": "1 2 3 4 5 7 8 9 10",
        "LS.for.rutiner": "1 3 6 7 8",
        "LS.mot.overflodigt": "3 7",
        "LS.mot.huvudet": "3 6 7",
        "LS.mot.beroende": "3 6 7",
        "HS.ena.helhet": "1 2 3 6 7 8 9 10",
        "HS.ena.insyn": "4 8 10",
        "HS.andra.makt": "1 2 4 6 8 9 10",
        "HS.andra.infra": "4 8 10",
        "HS.andra.sakpol": "4 8 10",
        "HS.narmare": "3 7 8",
        "HS.avpolitisering": "4 8 10",
        "HS.profession": "2 4 10",
        "HS.foljd.ks": "4 8 10",
        "HS.foljd.sakpol": "4 8 10",
        "HS.foljd.makt": "4 8",
        "HS.behall": "1 2 3 6 7 9 10",
        "HS.bort": "4 6 8 10",
        "B.roll": "1 2 5 6 8 9",
        "B.fortroende": "2 4 5 8 9 10",
        "B.kemi": "2 4 5 8",
        "B.information": "1 3 4 6 8 9 10",
        "B.lojalitet": "1 2 4 5 7 10",
        "B.makt": "3 4 6 7 8 10",
        "B.forvantan": "1 3 5 7 9 10",
        "H.prata": "1 2 3 5 6 8 9 10",
        "H.skriva": "1 2 6 9",
        "H.vaxa": "3 4 5 7 9 10",
        "H.byta": "2 4 5 8",
        "H.organisera": "2 4 6 8 10",
        "H.tredje": "2 4 5 8 9 10",
        "H.undvika": "2 3 4 5 7",
        "Y.person": "1 2 4 5 6 7 8 9 10",
        "Y.majoritet": "2 5 9",
        "Y.organisation": "1 4 6 8 10",
        "Y.annan": "1 3 6 7 8 9 10",
        "P.starkt": "1 3 6 7 8 9 10",
        "P.oforandrat": "1 3 4 6 7 8 9 10",
        "P.anstrangt": "2 4 5 7 8 10",
        "P.last": "2 5",
        "K.bar": "1 3 7 9 10",
        "K.stjalper": "2 4 5",
    }.items()
}

# How many utterances of a code a municipality gives at first; one where nothing else is said.
TIMES = {
    "GZ.gyllene": 3, "GZ.problem": 3, "MS.utfall.last": 3, "MS.utfall.ejlast": 3,
    "MS.f.kemi.dalig": 2, "MS.f.kemi.god": 2, "MS.f.kc.brygga": 2, "MS.f.kc.bunden": 2,
    "MS.bygge.samtal": 2, "FO.ena.skriva": 2, "FO.andra.vaxa": 2, "FO.prata.ja": 2,
    "FO.prata.nej": 2, "FO.dok.ja": 2, "FO.dok.nej": 2, "LS.for.kontinuitet": 2,
    "LS.mot.huvudet": 2, "LS.mot.beroende": 2, "HS.ena.helhet": 2, "HS.andra.makt": 2,
    "PH.slut.missnoje": 2, "PH.slut.forknippas": 2, "PH.kraft.zon": 2, "K.bar": 2,
    "K.stjalper": 2, "B.roll": 2, "B.fortroende": 2, "B.kemi": 2, "B.information": 2,
}  # fmt: skip
MOST = 4  # utterances of one code that a municipality gives at most

# Said more by one group: four times in five a speaker of that group is sought.
LEANING = {
    "GZ.gyllene": "politician",
    "GZ.problem": "official",
    "FO.ena.skriva": "official",
    "FO.andra.vaxa": "politician",
}

# Codes that may stand on one passage only in these municipalities; what is not listed is free.
TOGETHER = {
    pair: cases_of(numbers)
    for pair, numbers in {
        ("GZ.f.fortroende", "GZ.problem"): "4",
        ("GZ.f.moten", "GZ.problem"): "4",
        ("GZ.f.kemi", "GZ.gyllene"): "3 7 10",
        ("Y.organisation", "P.oforandrat"): "1 4 6 8 10",
        ("Y.organisation", "P.anstrangt"): "10",
        ("Y.organisation", "P.starkt"): "8",
        ("Y.organisation", "P.last"): "",
        ("Y.annan", "P.starkt"): "1 3 6 7 8 9 10",
        ("Y.annan", "P.oforandrat"): "3",
        ("Y.annan", "P.anstrangt"): "7",
        ("Y.annan", "P.last"): "",
        ("Y.majoritet", "P.starkt"): "9",
        ("Y.majoritet", "P.oforandrat"): "9",
    }.items()
}

# How a difficulty is met. The first handling of each is the planted one; a difficulty that is
# listed here meets no other handling on the same passage than these.
MET_BY = {
    difficulty: {handling: cases_of(numbers) for handling, numbers in met.items()}
    for difficulty, met in {
        "B.roll": {"H.skriva": "1 2 6 9", "H.organisera": "8", "H.undvika": "5"},
        "B.kemi": {"H.byta": "2 4 5 8", "H.undvika": "4", "H.tredje": "5"},
        "B.information": {"H.prata": "1 3 6 8 9 10", "H.organisera": "4", "H.undvika": "3"},
        "B.fortroende": {"H.tredje": "2 4 5 8 9 10", "H.byta": "2", "H.undvika": "5"},
    }.items()
}

# Early and late talks after a majority shift: the phase that must stand on the passage.
PHASE_OF_TALKS: dict[str, tuple[str, ...]] = {
    "K02": ("MS.fas.efter",),
    "K05": ("MS.fas.efter",),
    "K09": ("MS.fas.fore", "MS.fas.under"),
}

# A newcomer who was not there says nothing of what happened before.
BARRED: dict[str, dict[str, tuple[str, ...]]] = {
    "K05": {"kc": ("MS", "Y.majoritet", "P.last", "K.stjalper")}
}

# Who is meant when others speak of the pair and the long-stayers: they do not say the same things.
MEANT = {"K03": ("kso", "kc"), "K06": ("kc",), "K07": ("kc",)}
OF_THEM = ("PH.kraft", "PH.slut", "PH.grund.kemi", "LS.mot")

# One person does not say both, where it can be avoided.
OPPOSED = (("FO.ena", "FO.andra"), ("FO.ena.resonera", "FO.prata.nej"))
