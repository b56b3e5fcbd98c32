"""What a notebook's report shows, as the displays that JupyterLab gets."""

import pytest
from matplotlib.figure import Figure

from analys import figures, readings, report, tables
from analys.errors import MaterialError, ParameterError
from analys.report import Report, open_report
from analys.study import Gap
from builders import ROOT, study

GOLD, BAD = "GZ.gyllene", "GZ.problem"
TEXT = "Det här är en mening, en hel mening, som en mening kan stå för sig, den meningen."
PEOPLE = {"K1-1": "K1 kso GZ", "K2-1": "K2 kc GZ", "K3-1": "K3 kso FO"}
SAID = [("K1-1", GOLD, 0, len(TEXT)), ("K2-1", BAD, 0, len(TEXT))]


@pytest.fixture
def displays(monkeypatch):
    """What was displayed: kind, HTML and metadata."""
    shown = []

    def display(data, *, raw, metadata):
        assert raw
        about = metadata["analys"]
        assert data["text/plain"] == f"<{about['kind']}>"
        shown.append((about["kind"], data["text/html"], about))

    monkeypatch.setattr(report, "display", display)
    return shown


@pytest.fixture
def speak(displays, tmp_path):
    def made(people=None, said=SAID, dilemma="GZ", min_cases=1, **more):
        people = people or PEOPLE
        texts = {name: TEXT.replace("mening", f"mening från {name}") for name in people}
        return Report(study(people, said, texts=texts, **more), dilemma, tmp_path, min_cases)

    return made


def kinds(displays):
    return [kind for kind, *_ in displays]


def test_the_opening_says_the_gist_and_who_was_asked(speak, displays):
    speak().opening()
    (_, lede, _), (_, html, facts) = displays
    assert "överlappet kan bli en gyllene zon eller ett problem" in lede
    assert facts["facts"] == [
        ("kommuner tillfrågade", "2\xa0av\xa03"),
        ("intervjuer tar upp dilemmat", "2\xa0av\xa02"),
        ("kodade avsnitt", "2"),
        ("koder använda", "2\xa0av\xa010"),
    ]
    assert html.count("<dt>") == 4
    with pytest.raises(ValueError, match="only a dilemma's report has an opening"):
        speak(dilemma=None).opening()


def test_questions_are_the_codebooks_and_ours_are_marked(speak, displays):
    speak().questions()
    speak(dilemma="LS").questions()
    (_, theirs, _), (_, ours, _) = displays
    assert theirs.count("<li>") == 2
    assert "vår fråga" not in theirs
    assert ours.count("vår fråga") == ours.count("<li>") == 1


def test_gaps_are_told_one_by_one_and_none_where_there_is_none(speak, displays):
    speak().gaps()
    assert displays == []
    speak(gaps=(Gap("datum <x>", "inget kan visas", str), Gap("b", "c", str))).gaps()
    assert kinds(displays) == ["gap", "gap"]
    assert displays[0][1] == (
        '<p class="notice">Materialet saknar datum &lt;x&gt;: inget kan visas.</p>'
    )


def put(speaker, made=None, draw=figures.bars, **more):
    made = made or tables.mentions(speaker.study, [GOLD, BAD], "GZ")
    given = {"title": "Vad som nämns", "alt": "Två staplar", "reading": readings.mentions(made)}
    speaker.publish(made, draw, "01_gz2_faktorer", **{**given, **more})


def test_an_item_is_shown_with_its_reading_before_it(speak, displays, tmp_path):
    put(speak(), question="GZ2")
    assert kinds(displays) == ["reading", "item"]
    item = displays[1][2]["item"]
    assert (item["stem"], item["question"], item["status"]) == ("01_gz2_faktorer", "GZ2", "shown")
    assert item["reading"] == displays[0][2]["text"]
    assert item["reading"] in item["alt"]
    assert {path.name.partition(".")[2] for path in tmp_path.iterdir()} == {
        "csv", "png", "svg", "underlag.csv",
    }  # fmt: skip


def test_an_absent_item_is_shown_as_a_notice_without_a_reading(speak, displays, tmp_path):
    silent = speak({"K1-1": "K1 kso"}, [])
    put(silent)
    assert kinds(displays) == ["item"]
    assert displays[0][2]["item"]["status"] == "absent"
    assert "Ingenting i materialet är kodat" in displays[0][1]
    assert not list(tmp_path.iterdir())


def test_an_unknown_question_is_told_before_anything_is_written(speak, displays, tmp_path):
    with pytest.raises(ValueError, match="question 'GZ9' is not one of FF1, FF2, GZ1"):
        put(speak(), question="GZ9")
    assert displays == []
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("synthetic", "marks"), [(True, 1), (False, 0)])
def test_a_figure_of_made_up_material_says_so(speak, monkeypatch, synthetic, marks):
    stamped = []
    monkeypatch.setattr(figures, "stamp", lambda figure, text: stamped.append((figure, text)))
    put(speak(synthetic=synthetic))
    assert [text for _, text in stamped] == ["Syntetiskt material"] * marks
    assert all(isinstance(figure, Figure) for figure, _ in stamped)


@pytest.mark.parametrize(("least", "noted"), [(1, False), (2, False), (3, True)])
def test_a_table_of_few_municipalities_says_so(speak, displays, least, noted):
    put(speak(min_cases=least))
    caption = displays[1][2]["item"]["caption"]
    assert (f"Färre än {least} kommuner: läs det som enskilda exempel." in caption) == noted


def test_quotes_are_shown_once_on_a_page(speak, displays):
    speaker = speak()
    speaker.quotes([GOLD, BAD], n=1)
    speaker.quotes([GOLD, BAD], n=3)
    speaker.quotes(GOLD)
    assert [about["n"] for *_, about in displays] == [1, 1, 0]
    first, second, third = (html for _, html, _ in displays)
    assert first != second
    assert "Inga fler avsnitt" in third


def test_quotes_of_what_nobody_said_are_not_shown(speak, displays):
    speak().quotes("GZ.f.moten")
    assert displays == []


def test_negative_cases_are_a_sentence_and_a_table(speak, displays):
    people = {**PEOPLE, "K4-1": "K4 kso GZ"}
    speak(people, [*SAID, ("K4-1", GOLD, 0, 9)]).negative([GOLD], [BAD], ("Guld", "Problem"))
    assert kinds(displays) == ["reading", "item"]
    assert "lutar 2 åt ”Guld” och 1 (K2) åt ”Problem”" in displays[0][1]
    assert displays[1][2]["item"]["stem"] == "01_gz_negativa"
    assert '<th scope="row">K2</th>' in displays[1][1]
    assert 'id="u-01_gz_negativa-0"' in displays[1][1]


def test_negative_cases_of_nothing_are_a_notice(speak, displays):
    speak({"K1-1": "K1 kso"}, []).negative([GOLD], [BAD], ("Guld", "Problem"))
    assert kinds(displays) == ["negative"]
    assert "notice" in displays[0][1]


def test_vignettes_are_the_dilemmas_own_and_say_that_they_do_not_count(speak, displays):
    speaker = speak(dilemma="PH")
    speaker.vignettes()
    mine = [each for each in speaker.study.codebook.vignettes.values() if each.dilemma == "PH"]
    assert kinds(displays) == ["vignette"] * len(mine)
    assert mine
    for vignette, (_, html, _) in zip(mine, displays, strict=True):
        assert "ingår inte i siffrorna" in html
        assert ("utanför studien" in html) == (not vignette.in_material)
    displays.clear()
    speak(dilemma="GZ").vignettes()
    assert displays == []


def test_a_report_is_opened_of_the_parameters(monkeypatch, tmp_path):
    monkeypatch.setenv(report.OUTPUT, str(tmp_path))
    opened = open_report("GZ", material="demo", cases="K01 K02", coder="consensus", min_cases=2)
    assert opened.study.cases["case"].tolist() == ["K01", "K02"]
    assert (opened.dilemma, opened.folder, opened.min_cases) == ("GZ", tmp_path / "figures", 2)
    monkeypatch.delenv(report.OUTPUT)
    assert open_report().folder == ROOT / "figures"
    part = open_report(cases="K01").folder
    assert part == ROOT / "reports" / "internal-K01" / "figures"


@pytest.mark.parametrize(
    ("parameters", "error", "told"),
    [
        ({"material": "dmeo"}, MaterialError, "found nothing of that name"),
        ({"mateiral": "demo"}, ParameterError, "Did you mean material?"),
        ({"cases": "K77"}, ParameterError, "expected some of K01"),
        ({"coder": "Nemo"}, ParameterError, "expected one of consensus"),
    ],
)
def test_a_report_that_cannot_be_opened_says_why(parameters, error, told):
    with pytest.raises(error) as found:
        open_report("GZ", **parameters)
    assert told in str(found.value)
