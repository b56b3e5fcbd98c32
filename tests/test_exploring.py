"""What one explores with in a notebook: quotes to search, portraits, texts, help with codes."""

import copy
import json
import re
import subprocess
import sys

import jupytext
import nbformat
import pandas as pd
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from playwright.sync_api import expect

import analys
from analys import figures, publish, tables
from analys.errors import MaterialError, ParameterError
from analys.exploring import Quotes, explored, help_codes
from analys.exploring import quotes as shown_quotes
from analys.exploring.searchable import searchable
from analys.exploring.showing import picture, register, table_html
from analys.language import speaking
from analys.study import Study
from builders import ROOT, study

TEXT = "INT: Hur?\nKC: Vi litar <b>blint</b> & helt på varandra här. Alltid.\n"
FROM = TEXT.index("litar")
GOLD = ("A-1", "GZ.gyllene", FROM, TEXT.index(" här"))
NOTEBOOK = ROOT / "notebooks" / "09_utforska.py"
ADDRESS = re.compile(r"(?:https?:)?//[a-z]", re.IGNORECASE)


@pytest.fixture
def small():
    return explored(
        study(
            {"A-1": "A kc GZ", "B-1": "B kso GZ", "B-2": "B opp -"},
            [GOLD, ("B-1", "GZ.problem"), ("B-1", "GZ.f.fortroende", 2, 8), ("B-2", "K.bar")],
            texts={"A-1": TEXT, "B-1": "Det är mest till besvär, säger jag."},
        )
    )


def test_quotes_stay_the_frame_that_a_study_gives(small):
    found = small.quotes("GZ")
    pd.testing.assert_frame_equal(pd.DataFrame(found), Study.quotes(small, "GZ"))
    assert found.to_csv() == Study.quotes(small, "GZ").to_csv()


@pytest.mark.parametrize(
    "taken",
    [
        lambda quotes: quotes.query("role == 'kso'"),
        lambda quotes: quotes[quotes["case"] == "B"],
        lambda quotes: quotes.sort_values("start").head(1),
        lambda quotes: copy.deepcopy(quotes),
    ],
)
def test_what_is_taken_out_of_quotes_is_shown_as_quotes(small, taken):
    rows = taken(small.quotes("GZ"))
    assert isinstance(rows, Quotes)
    assert '<script type="module">' in rows._repr_html_()
    assert "ommunstyrelsens ordförande" in rows._repr_html_()


def test_other_columns_are_shown_as_any_frame(small):
    rows = small.quotes("GZ")[["case", "quote"]]
    assert rows._repr_html_() == pd.DataFrame(rows)._repr_html_()
    assert isinstance(small.quotes("GZ")["quote"], pd.Series)


def test_the_quote_is_marked_in_its_context_and_escaped(small):
    html = small.quotes("GZ.gyllene")._repr_html_()
    assert "<mark>litar &lt;b&gt;blint&lt;/b&gt; &amp; helt på varandra</mark>" in html
    assert '<span class="before">Vi </span>' in html
    assert '<span class="after"> här. Alltid.</span>' in html
    assert "<b>" not in html


def test_a_coding_of_a_whole_interview_has_no_words():
    whole = explored(study({"A-1": "- - GZ"}, [("A-1", "GZ.gyllene", None, None)]))
    html = whole.quotes()._repr_html_()
    assert "<mark></mark>" in html
    assert 'class="c-case"' not in html  # the material names no municipality


def test_large_results_are_cut_and_say_so(small, monkeypatch):
    monkeypatch.setattr(shown_quotes, "SHOWN", 2)
    html = small.quotes()._repr_html_()
    assert html.count("<mark>") == 2
    assert "Tabellen visar de 2 första; 2 till finns." in html
    assert "4 kodningar · 3 intervjuer · 2 kommuner" in html
    assert "till finns" not in small.quotes("GZ.gyllene")._repr_html_()


def test_a_hundred_thousand_quotes_make_a_table_that_a_browser_can_hold(small):
    many = pd.concat([small.quotes()] * 25_000, ignore_index=True)
    html = Quotes(many)._repr_html_()
    assert html.count("<mark>") == 2000
    assert "98\xa0000 till finns" in html
    assert len(html) < 3_000_000


def test_quotes_of_nothing_are_an_empty_table_that_says_so(small):
    html = small.quotes("GZ.norm")._repr_html_()
    assert "0 kodningar" in html
    assert "<tbody></tbody>" in html
    assert json.dumps("Tabellen är tom.") in html


def test_the_table_speaks_english(small):
    with speaking("en"):
        html = small.quotes("GZ")._repr_html_()
    assert "Search:" in html
    assert ">Quote</th>" in html
    assert not re.search("Sök|Intervju<|Kommun<|Roll<|rader", html)


def test_a_table_holds_no_address(small):
    html = small.quotes()._repr_html_()
    assert not ADDRESS.search(re.sub(r'"[A-Za-z0-9+/=]{1000,}"', "", html))


def test_the_same_rows_make_the_same_table(small):
    assert small.quotes()._repr_html_() == small.quotes()._repr_html_()


def test_what_an_option_holds_cannot_end_the_script():
    html = searchable({"a": "</script>"}, [["1"]], title="</script>")
    assert html.count("</script>") == 1


def test_narrowing_keeps_what_a_study_shows(small):
    narrowed = small.only(["B"]).by_coder("Anna")
    assert isinstance(narrowed.quotes(), Quotes)
    assert explored(narrowed) is narrowed


def test_a_portrait_is_the_figure_of_the_interview(small):
    figure = small.portrait("A-1")
    assert isinstance(figure, Figure)
    assert figure.get_supxlabel() == ""
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert small.short("GZ") in labels


def test_portraits_of_several_stand_below_one_another(small):
    assert "A-1" in [text.get_text() for text in figures.canvas.shown_texts(small.portrait())]


def test_a_portrait_of_invented_material_says_so(demo):
    figure = explored(demo).portrait("K03-2")
    assert figure.get_supxlabel() == "Syntetiskt material"
    assert picture(figure, synthetic=True).count("<svg") == 1
    high = figure.get_figheight()
    picture(figure, synthetic=True)
    assert figure.get_figheight() == high  # the mark is put in once


def test_a_wrong_interview_names_the_nearest(small):
    for shown in (small.portrait, small.transcript):
        with pytest.raises(ParameterError, match=r"found 'A-11'. Did you mean A-1\?"):
            shown("A-11")


def test_an_interview_that_nobody_has_coded_has_no_portrait():
    unread = explored(study({"A-1": "A kc GZ", "A-2": "A kso GZ"}, [GOLD], read=False))
    with pytest.raises(MaterialError, match="interview A-2: expected an interview with a text"):
        unread.portrait("A-2")


@pytest.mark.parametrize("search", ["förtroende", "FORTROENDE", " troende ", "f.fortroende"])
def test_codes_are_found_whatever_the_accents(search):
    assert "GZ.f.fortroende" in set(help_codes(search)["code"])


def test_codes_are_found_in_either_language_and_by_what_they_stand_under():
    assert "GZ.f.fortroende" in set(help_codes("trust")["code"])
    found = help_codes("produktivt handlingsutrymme")
    assert found["code"].tolist() == ["PH.kraft.zon"]
    assert found["under"].tolist() == ["Produktivt samarbete"]
    assert found["top"].tolist() == ["Parhästdilemmat"]
    assert found.said == "1 kod står under ”produktivt handlingsutrymme”."


def test_a_misspelt_code_gives_the_nearest():
    found = help_codes("fortroände")
    assert "GZ.f.fortroende" in set(found["code"])
    assert found.said == "Ingen kod heter något med ”fortroände”. Närmast kommer:"
    assert found.said in repr(found)
    assert found.said in found._repr_html_()


def test_what_is_like_no_code_is_told_so():
    found = help_codes("<qqqq>")
    assert found.empty
    assert repr(found).startswith("Ingen kod heter något med ”<qqqq>”, och ingen liknar det.")
    assert "”&lt;qqqq&gt;”" in found._repr_html_()
    assert "<table" not in found._repr_html_()


def test_an_empty_search_lists_all_by_dilemma(small):
    found = help_codes()
    assert found["code"].tolist() == small.codebook.frame()["code"].tolist()
    tops = found["top"].drop_duplicates().tolist()
    assert tops == [small.label(key) for key in (*small.codebook.dilemmas, *small.codebook.groups)]
    assert found._repr_html_().count("<tbody>") == len(tops)


def test_counts_are_of_the_study_those_below_included(small):
    found = help_codes("", small).set_index("code")
    assert found.loc["GZ", ["cases", "interviews", "codings"]].tolist() == [2, 2, 3]
    assert found.loc["GZ.norm", "codings"] == 0


def test_every_count_agrees_with_what_the_study_codes(demo):
    found = help_codes("", demo)
    expected = [len(demo.coded([code])) for code in found["code"]]
    assert found["codings"].tolist() == expected


def test_the_projects_own_codes_are_found_in_it():
    own = study({"A-1": "A kc GZ"}, [("A-1", "Eget > Kaffe")],
                foreign=[("Eget", None), ("Eget > Kaffe", "Eget")])  # fmt: skip
    found = help_codes("kaffe", own)
    assert found[["code", "top", "codings"]].values.tolist() == [["Eget > Kaffe", "Eget", 1]]


def test_codes_are_called_in_the_language_spoken():
    with speaking("en"):
        found = help_codes("GZ.f.fortroende")
    assert found["label"].tolist() == ["Trust"]
    assert found.said.startswith("1 code is called")


def test_the_package_offers_them_and_nothing_else():
    assert analys.help_codes is help_codes
    assert {"explore", "help_codes"} <= set(dir(analys))
    with pytest.raises(AttributeError, match="no attribute 'explor'"):
        _ = analys.explor


def test_the_package_imports_nothing_before_it_is_asked():
    told = "import sys, analys; print([name for name in sys.modules if 'pandas' in name])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_exploring_takes_the_parameters_of_the_notebooks(demo):
    found = analys.explore(cases="K03")
    assert found.chosen == ("K03",)
    assert found.quotes("GZ.gyllene")["case"].unique().tolist() == ["K03"]
    with pytest.raises(ParameterError, match="case: expected"):
        analys.explore(case="K03")


def test_a_table_is_shown_with_what_it_counts(small):
    table = tables.by_case(small, {"GZ": ["GZ"]}, {"GZ": "Gråzon"})
    html = table_html(table, synthetic=True)
    assert f"{publish.caption(table)} Syntetiskt material.</p>" in html
    assert "n\xa0=\xa0" in html


def test_a_table_that_says_nothing_says_why(demo):
    none = tables.portraits(study({"A-1": "A kc GZ"}, read=False))
    assert none.absent in table_html(none)


def test_a_notebook_shows_tables_and_figures_that_stand_last(small):
    shell = InteractiveShell.instance()
    try:
        register(synthetic=False)
        table = tables.portraits(small, ["A-1"])
        told, _ = shell.display_formatter.format(table)
        drawn, _ = shell.display_formatter.format(small.portrait("A-1"))
    finally:
        InteractiveShell.clear_instance()
    assert "<caption" in told["text/html"]
    assert "<svg" in drawn["image/svg+xml"]


@pytest.mark.browser
def test_the_table_is_searched_and_filtered_without_a_network(demo, reader, tmp_path):
    page_of = tmp_path / "quotes.html"
    html = explored(demo).quotes(["GZ", "FO"])._repr_html_()
    page_of.write_text(f'<!doctype html><meta charset="utf-8">{html}', encoding="utf-8")
    all_rows = len(demo.quotes(["GZ", "FO"]))
    with reader.page(page_of) as (page, told):
        info = page.locator(".dt-info")
        expect(info).to_have_text(f"Rad 1–10 av {all_rows}")
        box = page.get_by_label("Sök:")
        box.fill("gyllene grazonen")
        golden = len(demo.quotes("GZ.gyllene"))
        expect(info).to_contain_text(f"av {golden} (av {all_rows} i hela tabellen)")
        box.fill("")
        page.get_by_label("Filtrera på roll").select_option("Kommunchef")
        chiefs = len(demo.quotes(["GZ", "FO"], role="kc"))
        expect(info).to_contain_text(f"av {chiefs} (")
        page.get_by_label("Filtrera på kommun").select_option("K03")
        both = len(demo.quotes(["GZ", "FO"], role="kc", case="K03"))
        expect(info).to_contain_text(f"av {both} (")
        page.get_by_label("Filtrera på citat").fill("qqqq")
        expect(page.locator("tbody")).to_have_text("Ingen rad passar.")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [line for line in told if "blob:" not in line] == []


def test_a_transcript_marks_what_is_coded_and_names_the_codes(small):
    html = small.transcript("A-1")._repr_html_()
    assert "A-1 · Kommunchef · A · 1 kodning</p>" in html
    assert re.search(
        r"<mark[^>]*>litar &lt;b&gt;blint&lt;/b&gt; &amp; helt på varandra</mark>", html
    )
    assert "Gråzonen som gyllene zon</span>" in html
    assert "<a " not in html


def test_a_printed_transcript_is_the_text(small):
    assert repr(small.transcript("A-1")) == f"A-1 · Kommunchef · A · 1 kodning\n\n{TEXT.strip()}"


def test_two_transcripts_on_a_page_keep_apart(small):
    one, other = (small.transcript(name)._repr_html_() for name in ("A-1", "B-1"))
    ids = [re.search(r'<div class="talk" id="(t\w+)"', html)[1] for html in (one, other)]
    assert len(set(ids)) == 2
    for own, html in zip(ids, (one, other), strict=True):
        rules = re.search("<style>((?!.analys).*?)</style>", html, re.DOTALL)[1]
        assert all(rule.startswith(f"#{own}") for rule in re.split(r"(?<=\})\s*", rules) if rule)


def test_an_interview_without_text_lists_its_codings():
    whole = explored(
        study({"A-1": "- - GZ"}, [("A-1", "GZ.gyllene", None, None), ("A-1", "GZ.norm", 1, 3)])
    )
    html = whole.transcript("A-1")._repr_html_()
    assert "Intervjuns text finns inte i materialet." in html
    assert html.index("<code>GZ.gyllene</code>") < html.index("<code>GZ.norm</code>")


def test_an_interview_that_may_not_be_quoted_says_so():
    about = {"A-1": {"quote_consent": "nej"}}
    closed = explored(study({"A-1": "A kc GZ"}, [GOLD], texts={"A-1": TEXT}, about=about))
    assert "inte gått med på att citeras" in closed.transcript("A-1")._repr_html_()


@pytest.mark.browser
def test_without_scripts_the_table_still_holds_its_rows(small, reader, tmp_path):
    page_of = tmp_path / "quotes.html"
    page_of.write_text(small.quotes()._repr_html_(), encoding="utf-8")
    with reader.page(page_of, java_script_enabled=False) as (page, _):
        assert page.locator("tbody tr:visible").count() == 4


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Run the notebook by papermill alone: the outputs, and where it could have written."""

    def run(**parameters):
        folder = tmp_path_factory.mktemp("explored")
        nbformat.write(jupytext.read(NOTEBOOK), folder / "in.ipynb")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ANALYS_OUTPUT", str(folder / "products"))
            done = papermill.execute_notebook(
                folder / "in.ipynb", folder / "out.ipynb", parameters, progress_bar=False
            )
        assert not (folder / "products").exists()
        return [output for cell in done.cells for output in cell.get("outputs", [])]

    return run


def shown_by(outputs, kind):
    return ["".join(output["data"][kind]) for output in outputs if kind in output.get("data", {})]


@pytest.mark.slow
@pytest.mark.browser
def test_the_notebook_runs_writes_nothing_and_searches_offline(executed, reader, tmp_path):
    outputs = executed()
    assert {output["output_type"] for output in outputs} <= {"display_data", "execute_result"}
    html = shown_by(outputs, "text/html")
    assert len(shown_by(outputs, "image/svg+xml")) == 3
    assert not ADDRESS.search(re.sub(r'"[A-Za-z0-9+/=]{1000,}"', "", "".join(html)))
    page_of = tmp_path / "outputs.html"
    page_of.write_text(f'<!doctype html><meta charset="utf-8">{"".join(html)}', encoding="utf-8")
    with reader.page(page_of) as (page, told):
        expect(page.locator(".dt-info")).to_have_count(2)
        page.get_by_label("Sök:").first.fill("kommunchef")
        expect(page.locator(".dt-info").first).to_contain_text("i hela tabellen")
        expect(page.locator(".talk .note").first).to_be_visible()
        assert [line for line in told if "blob:" not in line] == []


@pytest.mark.slow
def test_the_notebook_speaks_english_of_one_municipality(executed):
    html = "".join(shown_by(executed(language="en", cases="K03"), "text/html"))
    said = re.findall(r"<(p|th)(?![^>]*(?:lang|reading))[^>]*>(.*?)</\1>", html)
    words = " ".join(text for _, text in said)
    assert {"Interviews", "Quote", "Role"} <= {text for _, text in said}
    assert not re.search(r"\b(intervjuer|kodningar|kommuner|Roll|Citat|som|och)\b", words)


def test_the_notebook_says_everything_twice_in_the_same_shape():
    cells = [cell for cell in jupytext.read(NOTEBOOK).cells if cell.cell_type == "markdown"]
    tags = [cell.metadata["tags"] for cell in cells]
    assert tags == [["sv"], ["en"]] * (len(cells) // 2)
    for one, twin in zip(cells[::2], cells[1::2], strict=True):
        shapes = [re.findall(r"^(?:#+|-) ", cell.source, re.MULTILINE) for cell in (one, twin)]
        assert shapes[0] == shapes[1]


def test_what_the_readme_shows_of_exploring_works():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Explore") : text.index("## Layout")]
    (block,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    done = {}
    exec(block, done)
    assert len(done["study"].quotes("GZ.gyllene")) > 0
