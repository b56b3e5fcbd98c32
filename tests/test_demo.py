"""The demonstration material: what is planted in it must be found in its codings."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analys import demo
from analys.cooccurrence import meetings
from analys.demo import bank as banks
from analys.demo import patterns, scaled
from analys.demo.plan import DOUBLE_CODED
from analys.errors import MaterialError, ParameterError
from analys.loading import load

SPEAKERS = {"INT", "KSO", "KC", "POL", "OPP", "TJM"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "demo"
    demo.make(folder)
    return folder


@pytest.fixture(scope="module")
def study(folder):
    return load(folder)


@pytest.fixture(scope="module")
def texts(study):
    return {each: study.text(each) for each in study.interviews["interview"]}


def found(study, code):
    return set(study.codings.loc[study.codings["code"] == code, "case"])


def cases(numbers):
    return {f"K{int(each):02}" for each in numbers.split()}


def together(study, first, second):
    """The municipalities where two codes meet on a passage."""
    codings = study.codings
    pairs = meetings(
        codings[codings["code"] == first], codings[codings["code"] == second], "passage"
    )
    return set(pairs["case_a"])


def speakers(study, code):
    """Interviews with a code, by role group."""
    rows = study.codings.loc[study.codings["code"] == code, ["interview"]].drop_duplicates()
    return rows.merge(study.interviews, on="interview")["role_group"].value_counts()


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_same_bytes(folder, tmp_path):
    demo.make(tmp_path / "again")
    assert bytes_of(folder) == bytes_of(tmp_path / "again")


def test_another_seed_another_text(study, tmp_path):
    demo.make(tmp_path / "other", seed=7)
    other = load(tmp_path / "other")
    assert not set(other.interviews["sha256"]) & set(study.interviews["sha256"])
    assert set(other.codings["code"]) == set(study.codings["code"])


def test_committed_material_is_what_the_generator_makes(folder):
    committed = Path(__file__).parents[1] / "data" / "demo"
    assert bytes_of(folder) == bytes_of(committed)


def test_writes_over_what_is_there_and_leaves_nothing_beside(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "old.txt").write_text("old")
    demo.make(tmp_path / "demo")
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
    assert not (tmp_path / "demo" / "old.txt").exists()


def test_counts(study, folder):
    assert len(study.cases) == 10
    assert len(study.interviews) == 56
    assert abs(len(study.all_codings) - 1_500) <= 75
    assert (folder / "intervjuer.qdpx").stat().st_size < 1_200_000
    assert not study.gaps
    assert study.synthetic
    assert str(study.observed_until) == "2011-11-30"
    for case, people in study.interviews.groupby("case"):
        assert len(people) in (5, 6), case
        assert list(people["role"])[:2] == ["kso", "kc"]


def test_interview_facts(study):
    people = study.interviews
    assert people["date"].between("2011-08-22", "2011-10-07").all()
    assert (people["date"].dt.day_of_week < 5).all()
    assert people["minutes"].between(38, 96).all()
    assert people["quote_consent"].value_counts().to_dict() == {
        "ja": 42,
        "efter godkännande": 10,
        "nej": 4,
    }
    politicians = people["role_group"] == "politician"
    assert people.loc[politicians, "block"].notna().all()
    assert people.loc[~politicians, "block"].isna().all()


def test_quotes_agree_with_positions(study):
    report = study.reports[0]
    assert report.quotes_agreeing == report.quotes_checked > 0
    assert not report.skipped
    assert not report.warnings


def test_codings_are_made_in_working_hours_of_the_autumn(study):
    created = study.all_codings["created"]
    assert created.dt.month.isin([10, 11]).all()
    assert created.dt.hour.between(8, 17).all()
    assert (created.dt.day_of_week < 5).all()


def test_talk_reads_as_a_transcript(study, texts):
    for interview, text in texts.items():
        assert 6_900 <= len(text) <= 14_000, interview
        assert not re.search(r"\[\[|\]\]|\{|\}|  ", text), interview
        paragraphs = text.split("\n\n")
        who = [paragraph.partition(": ")[0] for paragraph in paragraphs]
        role = study.interviews.set_index("interview").loc[interview, "role"].upper()
        assert set(who) == {"INT", role} <= SPEAKERS
        assert who[::2] == ["INT"] * len(who[::2]), "question and answer take turns"


def test_no_utterance_twice_in_a_municipality(texts):
    cores = {each.core for pool in banks.read().utterances.values() for each in pool}
    plain = [core for core in cores if "{" not in core]
    for case in {interview[:3] for interview in texts}:
        whole = "\n".join(text for interview, text in texts.items() if interview[:3] == case)
        assert max(whole.count(core) for core in plain) == 1, case


def test_no_two_interviews_read_alike(texts):
    sentences = {
        interview: set(re.split(r"(?<=[.!?])\s+", text)) for interview, text in texts.items()
    }
    shared = [
        len(sentences[one] & sentences[other]) / min(len(sentences[one]), len(sentences[other]))
        for one, other in combinations(sentences, 2)
    ]
    assert max(shared) < 0.30
    assert sum(shared) / len(shared) < 0.08


def test_no_question_twice_in_an_interview(texts):
    for interview, text in texts.items():
        asked = Counter(re.findall(r"(?m)^INT: (.*)$", text))
        assert max(asked.values()) == 1, (interview, asked.most_common(1))


def test_no_small_talk_twice_in_an_interview(texts):
    frame = banks.read().frame
    answers = [answer for _, answer in frame["probes"]] + frame["silent"]
    for interview, text in texts.items():
        assert max(text.count(each) for each in answers) <= 1, interview


def test_marked_words_are_seldom_said_in_two_municipalities(texts):
    whole = "\n".join(texts.values())
    cores = [
        banks.SLOT.sub("\0", each.core)
        for pool in banks.read().utterances.values()
        for each in pool
    ]
    said = [
        len(re.findall(r"\w+( \w+){0,3}".join(map(re.escape, core.split("\0"))), whole))
        for core in cores
    ]
    used = [number for number in said if number]
    assert max(used) <= 3
    assert sum(number > 1 for number in used) / len(used) < 0.2


def test_what_is_said_in_one_go_does_not_argue_with_itself(study):
    sides = (("FO.ena", "FO.andra"), ("HS.ena", "HS.andra"), ("LS.for", "LS.mot"))
    codings = study.codings
    for one, other in sides:
        near = {}
        for side in (one, other):
            rows = codings[codings["code"].str.startswith(f"{side}.")]
            near[side] = {
                (row.interview, paragraph(study.text(row.interview), row.start))
                for row in rows.itertuples()
            }
        assert not near[one] & near[other]


def paragraph(text, at):
    return text.count("\n\n", 0, at)


def test_places_vary(texts):
    local = banks.read().places
    for interview, text in texts.items():
        used = Counter(
            word for word in local[interview[:3]]["bygge"] for _ in re.findall(word, text)
        )
        assert len(used) != 1 or max(used.values()) < 3, interview


def test_every_code_but_one_is_used(study):
    used = set(study.codings["code"])
    assert set(study.codebook.codes) - used == {"MS.f.erfarenhet"}
    assert used <= set(study.codebook.codes)


def test_codes_are_found_where_they_are_planted_and_nowhere_else(study):
    for code, planted in patterns.WHERE.items():
        assert found(study, code) == planted, code


def test_majority_shift(study):
    shifted = study.cases[study.cases["shift"]]
    assert set(shifted["case"]) == cases("2 5 9")
    events = study.events[study.events["kind"] == "majoritetsskifte"]
    assert dict(zip(events["case"], events["date"].dt.year, strict=True)) == dict.fromkeys(
        ["K02", "K05", "K09"], 2011
    )
    assert found(study, "MS.utfall.last") == cases("2 5")
    assert found(study, "MS.utfall.ejlast") == {"K09"}
    assert found(study, "MS.f.kemi.dalig") == found(study, "MS.f.kc.bunden") == cases("2 5")
    assert found(study, "MS.f.kemi.god") == found(study, "MS.f.kc.brygga") == {"K09"}
    assert found(study, "MS.f.overlamning") == cases("5 9")
    assert set(study.asked("MS")["case"]) == cases("2 5 6 9")
    assert "K06" not in set(study.coded(study.dilemma_codes("MS"))["case"])


def test_early_talks_where_it_did_not_lock(study):
    assert together(study, "MS.bygge.samtal", "MS.fas.efter") == cases("2 5")
    early = together(study, "MS.bygge.samtal", "MS.fas.fore")
    assert early | together(study, "MS.bygge.samtal", "MS.fas.under") == {"K09"}


def pairs(spells):
    """Time that a kso and a kc of a municipality were in office together: years and both ends."""
    until = pd.Timestamp("2011-11-30")
    rows = []
    for case, those in spells.groupby("case"):
        for kso in those[those["post"] == "kso"].itertuples():
            for kc in those[those["post"] == "kc"].itertuples():
                ends = [until if pd.isna(each.end) else each.end for each in (kso, kc)]
                years = (min(ends) - max(kso.start, kc.start)).days / 365.25
                rows.append((case, years, kso.end, kc.end, kc.exit))
    return pd.DataFrame(rows, columns=["case", "years", "kso_end", "kc_end", "kc_exit"])


def test_pairs(study):
    long = pairs(study.spells).query("years >= 8").set_index("case")
    assert set(long.index) == cases("3 7 8")
    assert long.loc["K07", "years"] == pytest.approx(20, abs=0.1)
    assert long.loc["K07", "kso_end"].year == 2010
    assert long.loc["K03", "years"] == pytest.approx(11, abs=0.3)
    assert long.loc[["K03", "K07"], "kc_end"].isna().all()
    third = long.loc["K08"]
    assert third["kc_exit"] == "fick gå"
    assert third["kc_end"] - third["kso_end"] < pd.Timedelta(days=730)
    assert study.not_asked("PH") == ("K04",)
    assert found(study, "PH.slut.missnoje") == found(study, "PH.slut.forknippas") == {"K07"}
    assert together(study, "PH.kraft.zon", "GZ.gyllene") >= {"K03"}


def test_long_stayers(study):
    running = study.spells[study.spells["end"].isna()]
    years = (pd.Timestamp("2011-11-30") - running["start"]).dt.days / 365.25
    stayers = running[years >= 10]
    assert set(stayers["case"] + stayers["post"]) == {"K03kso", "K03kc", "K06kc", "K07kc"}
    assert found(study, "LS.mot.huvudet") == found(study, "LS.mot.beroende") == cases("3 6 7")
    assert len(found(study, "LS.for.kontinuitet")) == 9
    assert len(found(study, "LS.mot.overflodigt")) <= 3


def test_grey_zone(study):
    golden, problem = speakers(study, "GZ.gyllene"), speakers(study, "GZ.problem")
    assert golden["politician"] > golden["official"]
    assert problem["official"] > problem["politician"]
    assert len(together(study, "GZ.f.fortroende", "GZ.gyllene")) >= 4
    assert together(study, "GZ.f.fortroende", "GZ.problem") <= {"K04"}
    assert together(study, "GZ.f.kemi", "GZ.problem") == cases("2 5")
    assert len(together(study, "GZ.f.tydlighet", "GZ.gyllene")) >= 2
    assert len(together(study, "GZ.f.tydlighet", "GZ.problem")) >= 2


def test_formalisation(study):
    talks, documents = found(study, "FO.prata.ja"), found(study, "FO.dok.ja")
    assert talks & documents == cases("1 6 9")
    assert talks - documents == cases("3 8 10")
    assert documents - talks == cases("2")
    assert found(study, "FO.prata.nej") & found(study, "FO.dok.nej") == cases("4 5 7")
    writing, growing = speakers(study, "FO.ena.skriva"), speakers(study, "FO.andra.vaxa")
    assert writing["official"] > writing.get("politician", 0)
    assert growing["politician"] > growing.get("official", 0)


def test_whole_view(study):
    committees = study.cases.set_index("case")["committees"]
    assert set(committees.index[committees == "utan facknämnder"]) == cases("4 8")
    assert set(committees.index[committees == "under förändring"]) == {"K10"}
    assert study.not_asked("HS") == ("K05",)
    assert len(found(study, "HS.ena.helhet")) == 8
    assert len(found(study, "HS.andra.makt")) == 7
    assert found(study, "HS.andra.makt") >= cases("4 8")
    assert len(found(study, "HS.andra.infra")) == 3
    assert found(study, "HS.narmare") == cases("3 7 8")


@pytest.mark.parametrize(
    ("difficulty", "handling"),
    [
        ("B.roll", "H.skriva"),
        ("B.kemi", "H.byta"),
        ("B.information", "H.prata"),
        ("B.fortroende", "H.tredje"),
    ],
)
def test_difficulties_are_met_by_the_planted_handling(study, difficulty, handling):
    met = {each: together(study, difficulty, each) for each in study.codebook.codes_of(group="H")}
    others = max(len(where) for each, where in met.items() if each != handling)
    assert len(met[handling]) >= max(3, others + 2)


def test_strains_and_effects(study):
    effects = study.codebook.codes_of(group="P")

    def counts(strain):
        return {each: len(together(study, strain, each)) for each in effects}

    shift = counts("Y.majoritet")
    assert shift["P.last"] + shift["P.anstrangt"] > shift["P.starkt"] + shift["P.oforandrat"]
    reorganised, other = counts("Y.organisation"), counts("Y.annan")
    assert max(reorganised, key=reorganised.get) == "P.oforandrat"
    assert max(other, key=other.get) == "P.starkt"


def test_personal_chemistry(study):
    assert found(study, "K.bar") == cases("1 3 7 9 10")
    assert found(study, "K.stjalper") == cases("2 4 5")


def test_second_coder_agrees_as_people_do(study):
    codings = study.all_codings
    shared = codings[codings["interview"].isin(DOUBLE_CODED)]
    by = dict(list(shared.groupby("coder")))
    first, second = by["Kodare A"], by["Kodare B"]
    assert set(codings.loc[codings["coder"] == "Kodare B", "interview"]) == set(DOUBLE_CODED)
    assert len({interview[:3] for interview in DOUBLE_CODED}) == 8
    met = meetings(first, second, "passage", also_on=["code"])
    assert 0.70 <= met["coding_a"].nunique() / len(first) <= 0.95
    assert 0.70 <= met["coding_b"].nunique() / len(second) <= 0.95
    same = (met["start_a"] == met["start_b"]) & (met["end_a"] == met["end_b"])
    assert 0.2 <= same.mean() <= 0.8


def test_small_benchmark(tmp_path):
    made = demo.make(tmp_path / "many", cases=30, codings=5_000)
    study = load(tmp_path / "many")
    assert made.codings == len(study.all_codings) == 5_000
    assert len(study.cases) == 30
    assert (tmp_path / "many" / "README.md").read_text().count("measuring speed") == 1


def test_invented_municipalities_are_distributed_as_the_country():
    import random

    places = scaled.municipalities(290, random.Random(1))
    assert {len(place.case) for place in places} == {4}
    populations = sorted(place.population for place in places)
    assert 12_000 < populations[145] < 19_000
    assert 65 <= sum(place.shift for place in places) <= 115


@pytest.mark.parametrize(("cases", "codings"), [(0, None), (10, 0)])
def test_nothing_to_make_is_refused(tmp_path, cases, codings):
    with pytest.raises(ParameterError, match="at least one of each"):
        demo.make(tmp_path / "none", cases=cases, codings=codings)


def test_faults_of_the_bank_are_told_by_file_and_code(tmp_path):
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "GZ.yaml").write_text(
        "GZ.gyllene:\n"
        "  - text: no passage here\n"
        "  - {text: 'a [[{vem}]]', roles: [kung], also: [X.y], hue: 1}\n"
        "  - {text: 'a [[b]]', also: [X.y]}\n"
    )
    with pytest.raises(MaterialError) as told:
        banks.read(bank)
    text = str(told.value)
    for words in ("GZ.gyllene[0]", "one passage in [[…]]", "vem", "kung", "hue", "'X.y'"):
        assert words in text
