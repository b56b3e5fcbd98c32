"""How the material came about: the flow, the sample beside the country, lengths, checklists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analys import language
from analys.errors import MaterialError
from analys.figures import sample as drawn
from analys.material import Collection, open_material
from analys.readings import collection as readings
from analys.tables import checklist
from analys.tables import collection as tables
from builders import rows_of, study

HELD = {"A1": "A kso GZ", "A2": "A kc GZ", "B1": "B kso GZ"}


def of(interviews=None, codings=(), **more):
    return study(HELD if interviews is None else interviews, codings, **more)


def test_the_flow_counts_each_stage_and_what_fell_away():
    twice = [("A1", "GZ.gyllene", 0, 9, "Anna"), ("A1", "GZ.gyllene", 0, 9, "Bo")]
    material = of(codings=twice, read=False, collection=Collection(planned=6, declined=2))
    table = tables.flow(material)
    assert rows_of(table, "stage", "interviews", "cases", "lost", "why") == [
        ("planned", 6, None, None, ""),
        ("held", 3, 2, 3, "2 tackade nej, 1 blev inte av"),
        ("coded", 1, 1, 2, "ännu inte kodade"),
        ("double", 1, 1, None, ""),
    ]
    assert readings.flow(table) == (
        "3\xa0av\xa06 intervjuer som planerades har genomförts; 1\xa0av\xa03 är kodade, 1 av två "
        "kodare."
    )


def test_a_flow_that_was_not_planned_begins_with_what_was_held():
    table = tables.flow(of())
    assert list(table.frame["stage"]) == ["held", "coded", "double"]
    assert readings.flow(table) == (
        "3 intervjuer har genomförts; alla är kodade, ingen av två kodare."
    )


def test_a_plan_for_all_is_not_held_against_some_municipalities():
    some = of(collection=Collection(planned=6)).only(["A"])
    assert "planned" not in set(tables.flow(some).frame["stage"])


def test_without_interviews_there_is_no_flow():
    assert tables.flow(of({}, cases=["A"])).absent == "Materialet har inga intervjuer."


@given(st.integers(0, 40), st.integers(0, 20), st.booleans())
def test_what_is_lost_is_what_is_missing_since_the_stage_before(planned, declined, told):
    collection = Collection(planned=planned if told else None, declined=declined)
    rows = tables.flow(of(collection=collection)).frame
    stages = rows[rows["stage"] != "double"]
    lost = stages["interviews"].shift() - stages["interviews"]
    assert lost.dropna().tolist() == stages["lost"].dropna().tolist()


CASES = {
    "A": {"size": "liten", "region": "Norrland"},
    "B": {"size": "liten", "region": "Norrland"},
    "C": {"size": "stor", "region": "Svealand"},
}


def test_the_sample_stands_beside_the_country():
    table = tables.sample(of(cases=CASES))
    assert rows_of(table, "value", "cases", "of", "country", "country_of") == [
        ("liten", 2, 3, 142, 290),
        ("mellan", 0, 3, 101, 290),
        ("stor", 1, 3, 47, 290),
        ("Götaland", 0, 3, 140, 290),
        ("Svealand", 1, 3, 96, 290),
        ("Norrland", 2, 3, 54, 290),
    ]
    assert "Landsdel: fler ”Norrland” (2\xa0av\xa03 mot landets 54\xa0av\xa0290)" in (
        readings.sample(table)
    )
    assert sum(tables.sample(of(cases=CASES)).frame.query("attribute == 'size'")["gap"]) == (
        pytest.approx(0)
    )


def test_what_cannot_be_compared_says_why():
    assert "saknar uppgift om kommunernas storlek" in str(tables.sample(of()).absent)
    alone = of({"A1": "A kso GZ"}, cases={"A": CASES["A"]})
    assert "ensam kommun" in str(tables.sample(alone).absent)
    assert readings.sample(tables.sample(alone)) == ""


def test_lengths_are_told_with_what_is_unknown():
    about = {"A1": {"minutes": 50}, "A2": {"minutes": 70}}
    table = tables.lengths(of(about=about))
    assert rows_of(table, "interview", "role", "value") == [("A2", "kc", 70), ("A1", "kso", 50)]
    assert readings.lengths(table) == (
        "Intervjuerna varade 50–70 minuter, hälften minst 60; tillsammans 2 timmars samtal. "
        "För 1 intervju saknas uppgift."
    )
    assert tables.lengths(of()).absent


def test_the_checklist_says_what_the_material_knows_and_asks_the_group_for_the_rest():
    own = {"COREQ 9": "Tematisk analys.", "COREQ 4": "Två män, en kvinna."}
    table = checklist(of(collection=Collection(6, 2, own)))
    said = table.frame.set_index("item")
    assert said.loc["COREQ 12", "says"] == "3 intervjuer i 2 kommuner."
    assert said.loc["COREQ 13", "says"].startswith("3\xa0av\xa06 planerade intervjuer genomfördes")
    assert tuple(said.loc["COREQ 9", ["says", "by"]]) == ("Tematisk analys.", "group")
    assert said.loc["COREQ 4", "says"] == "Två män, en kvinna."
    assert said.loc["COREQ 28", "by"] == "missing"
    assert sum(table.facts.values()) == len(table.frame)
    assert readings.checklist(table).startswith(f"Av {len(table.frame)} punkter fylls")


def test_all_of_it_speaks_english():
    material = of(
        cases=CASES, about={"A1": {"minutes": 50}}, collection=Collection(planned=6, declined=2)
    )
    with language.speaking("en"):
        assert readings.flow(tables.flow(material)).startswith(
            "3\xa0of\xa06 interviews planned have been held; all are coded"
        )
        assert "(≈\xa0" not in readings.sample(tables.sample(material))
        assert "Region: more “Norrland”" in readings.sample(tables.sample(material))
        said = checklist(material).frame.set_index("item")
        assert said.loc["COREQ 12", "says"] == "3 interviews in 2 municipalities."


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("planned: många", r"key planned: expected a whole number, 0 or more; found 'många'"),
        ("declined: -1", r"key declined: expected a whole number, 0 or more; found -1"),
        ("reporting: ja", r"key reporting: expected items of a checklist"),
        ("reporting: {COREQ 9: 3}", r"key reporting: expected items of a checklist"),
    ],
)
def test_what_material_yaml_says_of_the_collection_is_checked(tmp_path, line, message):
    (tmp_path / "a.qdpx").write_bytes(b"")
    text = f"title: T\nsynthetic: false\nprojects: a.qdpx\n{line}\n"
    (tmp_path / "material.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MaterialError, match=message):
        open_material(tmp_path)


@pytest.mark.parametrize("n", [1, 3, 300])
@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_the_figures_cut_no_text(n, spoken):
    interviews = {f"K{at}-1": f"K{at} kso GZ" for at in range(n)}
    cases = {f"K{at}": {"size": "liten", "region": "Norrland"} for at in range(n)}
    about = {name: {"minutes": 45 + at % 30} for at, name in enumerate(interviews)}
    collection = Collection(planned=n + 7, declined=4)
    material = of(interviews, cases=cases, about=about, collection=collection)
    with language.speaking(spoken):
        for table, draw in (
            (tables.flow(material), drawn.flow),
            (tables.sample(material), drawn.beside),
            (tables.lengths(material), drawn.strip),
        ):
            figure = draw(table)
            figure.draw_without_rendering()
            for ax in figure.axes:
                for text in ax.texts:
                    box = text.get_window_extent()
                    assert box.x0 >= -1, text.get_text()
                    assert box.x1 <= figure.bbox.x1 + 1, text.get_text()
