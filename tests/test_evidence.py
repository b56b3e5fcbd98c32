"""The codings behind a number: what is listed, where rows lead, and what the file holds."""

import re

import pandas as pd
import pytest

from analys import display, evidence, tables
from analys.display import Evidence, Shown
from analys.table import Table
from builders import study

GOLD, BAD, TRUST = "GZ.gyllene", "GZ.problem", "GZ.f.fortroende"
PEOPLE = {"K1-1": "K1 kso GZ", "K1-2": "K1 kc GZ", "K2-1": "K2 kc GZ"}
TEXT = "KSO: Först en mening. Sedan <något> som betyder något. Sist ett ord till."
SAID = [
    ("K1-1", GOLD, 5, 21),
    ("K1-2", GOLD, 22, 54),
    ("K2-1", GOLD, None, None),
    ("K2-1", BAD, 5, 21),
]


@pytest.fixture
def some():
    return study(PEOPLE, SAID, texts=dict.fromkeys(PEOPLE, TEXT))


@pytest.fixture
def counted(some):
    return tables.mentions(some, [GOLD, BAD, TRUST], "GZ")


def behind(some, table, stem="01_gz1_varde"):
    return evidence.evidence(some, table, stem)


def test_each_row_of_the_table_has_its_codings_and_a_silent_row_none(some, counted):
    found = behind(some, counted)
    assert found.links == {
        0: ("u-01_gz1_varde-0", "Gråzonen som gyllene zon"),
        1: ("u-01_gz1_varde-1", "Gråzonen som problem"),
    }
    assert list(found.rows["row"]) == [1, 1, 1, 2]
    assert list(found.rows["coding"]) == ["c0", "c1", "c2", "c3"]
    assert list(found.rows["role"]) == ["kso", "kc", "kc", "kc"]
    assert list(found.rows["what"].unique()) == [name for _, name in found.links.values()]


def test_the_list_says_how_many_and_leads_to_the_passages(some, counted):
    html = behind(some, counted).html
    assert "<summary>Underlag: 4 kodningar i 3 intervjuer i 2 kommuner</summary>" in html
    assert 'id="u-01_gz1_varde-0"' in html
    assert "Gråzonen som gyllene zon – 3 kodningar" in html
    assert '<a href="intervjuer/K1-1.html#c-c0">K1-1, tecken 6–21</a>' in html
    assert "K2-1, hela intervjun" in html
    assert "<mark>Först en mening.</mark>" in html
    assert "&lt;något&gt;" in html
    assert "<något>" not in html


def test_a_coding_behind_two_rows_is_listed_under_both(some):
    both = tables.mentions(some, [GOLD], "GZ", by="role_group")
    found = behind(some, both)
    assert set(found.rows["row"]) == {1, 2}
    assert len(found.rows) == 3


def test_a_table_of_no_codings_says_what_it_rests_on(some):
    plain = Table(pd.DataFrame({"a": [1]}), "case", 1, source="kommuntabellen")
    assert behind(some, plain).html == '<p class="source">Underlag: kommuntabellen.</p>'
    assert behind(some, Table(pd.DataFrame(), "case", 0, absent="Inget.")).html == ""
    silent = tables.mentions(study(PEOPLE, []), [GOLD], "GZ")
    assert "Underlag: inga kodningar." in behind(study(PEOPLE, []), silent).html


def test_what_is_many_is_cut_spread_over_municipalities_and_told():
    people = {f"K{at}-1": f"K{at} kso GZ" for at in range(1, 4)}
    said = [(name, GOLD, at, at + 1) for name in people for at in range(20)]
    many = study(people, said, texts=dict.fromkeys(people, TEXT))
    found = behind(many, tables.mentions(many, [GOLD], "GZ"))
    shown = re.findall(r'href="intervjuer/(K\d)-1', found.html)
    assert len(shown) == evidence.A_GROUP
    assert {case: shown.count(case) for case in shown} == {"K1": 4, "K2": 4, "K3": 4}
    assert "… och 48 till, i 01_gz1_varde.underlag.csv." in found.html
    assert len(found.rows) == 60


def test_rows_beyond_those_listed_lead_to_the_list_and_are_told(monkeypatch, some, counted):
    monkeypatch.setattr(evidence, "GROUPS", 1)
    found = behind(some, counted)
    assert found.links[1][0] == "u-01_gz1_varde"
    assert "Ytterligare 1 rader står i 01_gz1_varde.underlag.csv." in found.html


def test_a_file_that_cannot_hold_all_says_so(monkeypatch, some, counted):
    assert len(behind(some, counted).rows) == 4
    monkeypatch.setattr(evidence, "FILED", 3)
    found = behind(some, counted)
    assert list(found.rows["what"]) == ["Gråzonen som gyllene zon"] * 3
    assert "I 01_gz1_varde.underlag.csv står de 3 första raderna av 4." in found.html


SVG = (
    '<svg width="7" height="3"><g id="s-axes"><g id="s-row-0"><g><path/></g></g>'
    '<g id="s-row-1"><path/></g></g></svg>'
)
ABOUT = Shown("s", "Titel", "Antal; n = 2.", 'Två "staplar"')
LINKS = {0: ("u-s-0", "A & B")}
FRAME = pd.DataFrame({"label": ["A & B", "C"], "cases": [3, 0], "more": ["1 av 2", "0 av 2"]})


def table(**more):
    headings = {"label": "Kod", "cases": "Kommuner", "more": "Intervjuer"}
    return Table(FRAME, "case", 2, headings=headings, measure="Antal", **more)


def test_the_mark_of_a_row_leads_to_its_codings_and_an_empty_one_nowhere():
    html = display.item_html(ABOUT, table(), SVG, Evidence(links=LINKS))
    assert (
        '<a xlink:href="#u-s-0" tabindex="-1"><title>A &amp; B: underlag</title>'
        '<g id="s-row-0"><g><path/></g></g></a><g id="s-row-1"><path/></g></g></svg>' in html
    )
    assert '<svg role="group" aria-label="Två &quot;staplar&quot;"' in html
    assert 'role="img"' in display.item_html(ABOUT, table(), SVG, Evidence())


@pytest.mark.parametrize(("leads", "linked"), [("", ">3</a></td>"), ("more", ">1 av 2</a></td>")])
def test_the_count_of_a_row_leads_there_too(leads, linked):
    html = display.item_html(ABOUT, table(leads=leads), "", Evidence(links=LINKS))
    assert html.count("<a ") == 1
    assert linked in html
    assert 'underlag: A &amp; B"' in html


def test_the_head_leads_where_a_row_has_no_count():
    words = Table(FRAME[["label"]], "case", 2, headings={"label": "Kod"})
    html = display.item_html(ABOUT, words, "", Evidence(links=LINKS))
    assert '<th scope="row"><a href="#u-s-0"' in html


def test_an_unknown_column_to_lead_from_is_refused():
    with pytest.raises(ValueError, match="leads='hidden' is not one of label, cases, more"):
        table(leads="hidden")
