"""Which quotes a page shows, and how."""

import pytest

from analys import quoting
from builders import study

LONG = "Det här, sa {0}, är en mening, sa {0}, som är lagom lång, sa {0}, för att stå ensam."
GOLD, BAD = "GZ.gyllene", "GZ.problem"


def said(*interviews, codes=(GOLD,), consent=None, **more):
    """Each interview says one sentence, coded with each code in turn."""
    texts = {name: f"INTERVJUARE: Jaha?\nKSO: {LONG.format(name)} Ja." for name in interviews}
    start = {name: text.index("Det här") for name, text in texts.items()}
    rows = [
        (name, codes[at % len(codes)], start[name], texts[name].index(" Ja."))
        for at, name in enumerate(interviews)
    ]
    people = {name: f"{name[:2]} {'kso' if name.endswith('1') else 'kc'}" for name in interviews}
    about = {name: {"quote_consent": word} for name, word in (consent or {}).items()}
    return study(people, rows, texts=texts, about=about, **more)


def test_each_next_quote_is_from_the_least_heard():
    some = said("K1-1", "K1-2", "K2-1", "K2-2", "K3-1")
    found = quoting.pick(some, [GOLD], 3)
    assert found["case"].tolist() == ["K1", "K2", "K3"]
    assert set(found["role"]) == {"kso", "kc"}


def test_each_code_is_heard():
    some = said("K1-1", "K2-1", "K3-1", "K4-1", codes=(GOLD, GOLD, GOLD, BAD))
    assert set(quoting.pick(some, [GOLD, BAD], 2)["code"]) == {GOLD, BAD}


@pytest.mark.parametrize(
    ("consent", "interviews"),
    [
        ({"K1-1": "nej", "K2-1": "ja", "K3-1": "efter godkännande"}, {"K2-1", "K3-1"}),
        ({"K1-1": "nej"}, set()),
        ({"K2-1": "ja"}, {"K2-1"}),
        ({}, {"K1-1", "K2-1", "K3-1"}),
    ],
)
def test_only_those_who_may_be_quoted_are(consent, interviews):
    some = said("K1-1", "K2-1", "K3-1", consent=consent)
    assert set(quoting.pick(some, [GOLD], 5)["interview"]) == interviews


def test_no_quote_stands_twice():
    some = said("K1-1", "K2-1")
    first = quoting.pick(some, [GOLD], 1)
    heard = set().union(*first["quote"].map(quoting.runs))
    second = quoting.pick(some, [GOLD], 5, heard)
    assert set(first["interview"]) | set(second["interview"]) == {"K1-1", "K2-1"}
    assert set(first["interview"]) & set(second["interview"]) == set()
    assert quoting.pick(some, [GOLD], 5, heard.union(*second["quote"].map(quoting.runs))).empty


def test_spacing_case_and_punctuation_do_not_make_a_quote_another():
    assert quoting.runs("Ja,  det ÄR så!") == quoting.runs("ja det är så")
    assert quoting.runs("ja") != quoting.runs("nej")


def test_another_place_name_does_not_make_a_quote_another():
    quote = "De vill veta att samma människa svarar i telefonen nästa år, säger man i {}."
    heard = quoting.runs(quote.format("Norrbyn"))
    assert quoting.echoes(quote.format("Söderviken"), heard)
    assert not quoting.echoes("De vill veta vem som svarar när man ringer.", heard)


def test_quotes_too_short_are_shown_only_where_there_is_none_better():
    text = f"Ja. {LONG.format(1)}"
    rows = [("K1-1", GOLD, 0, 3), ("K1-1", GOLD, 4, len(text))]
    both = study({"K1-1": "K1 kso"}, rows, texts={"K1-1": text})
    assert quoting.pick(both, [GOLD])["start"].tolist() == [4]
    short = study({"K1-1": "K1 kso"}, rows[:1], texts={"K1-1": text})
    assert quoting.pick(short, [GOLD])["quote"].tolist() == ["Ja."]


def test_nothing_coded_or_nothing_wanted_gives_nothing():
    assert quoting.pick(said("K1-1"), [BAD]).empty
    assert quoting.pick(said("K1-1"), [GOLD], 0).empty


def shown(some, codes=(GOLD,)):
    return quoting.quotes_html(some, quoting.pick(some, list(codes)))


def test_a_quote_says_who_speaks_where_it_stands_and_what_it_is_coded_with():
    html = shown(said("K1-1"))
    assert f"<mark>{LONG.format('K1-1')}</mark>" in html
    assert "INTERVJUARE" not in html
    assert "KSO:" not in html
    link = '<a href="intervjuer/K1-1.html#c-c0">K1-1</a>'
    said_by = "Kommunstyrelsens ordförande · Gråzonen som gyllene zon"
    assert f"<footer>{said_by} · {link}</footer>" in html


@pytest.mark.parametrize(
    ("size", "where"), [("liten", "liten"), ("mellan", "mellanstor"), ("stor", "stor")]
)
def test_a_quote_says_what_kind_of_municipality_it_is_from(size, where):
    some = said("K1-1", cases={"K1": {"size": size, "region": "Norrland"}})
    assert f"Kommunstyrelsens ordförande, {where} kommun i Norrland" in shown(some)
    half = said("K1-1", cases={"K1": {"size": size}})
    assert "kommun i" not in shown(half)


def test_a_synthetic_quote_and_one_to_be_approved_say_so():
    assert "syntetiskt citat" in shown(said("K1-1", synthetic=True))
    asked = said("K1-1", consent={"K1-1": "efter godkännande"})
    assert "citeras först efter godkännande" in shown(asked)
    free = shown(said("K1-1", consent={"K1-1": "ja"}))
    assert "godkännande" not in free
    assert "syntetiskt" not in free


def test_what_is_said_is_escaped():
    text = f"<script>alert(1)</script> & {LONG.format(1)}"
    some = study({"K1-1": "K1 kso"}, [("K1-1", GOLD, 0, len(text))], texts={"K1-1": text})
    html = shown(some)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html


def test_context_is_cut_at_whole_words():
    before, after = "ordet " * 40, " sedan" * 40
    text = f"{before}{LONG.format(1)}{after}"
    end = len(text) - len(after)
    some = study({"K1-1": "K1 kso"}, [("K1-1", GOLD, len(before), end)], texts={"K1-1": text})
    html = shown(some)
    lead, tail = html.split("<mark>")[0], html.split("</mark>")[1]
    assert lead.startswith('<div class="quotes"><blockquote class="quote"><p>”… ordet ordet')
    assert tail.split("”")[0].endswith("sedan sedan …")
