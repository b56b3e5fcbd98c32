"""A made-up dilemma page and index that hold every fragment a page can hold."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import font_source_sans_pro
import matplotlib as mpl
import nbformat.v4 as v4
from matplotlib import font_manager
from matplotlib.figure import Figure
from nbformat import NotebookNode

from analys.markup import unique_svg_ids
from analys.pages import Card, Index, NavItem, Page, ResearchQuestion

STUDY = "Samarbete mellan politiker och tjänstemän"
SYNTHETIC = (
    "Syntetiskt demonstrationsmaterial – siffror och citat är påhittade och säger inget om "
    "någon kommun"
)
PROVENANCE = (
    ("Material", "demo (syntetiskt)"),
    ("sha256", "4f1c0d9e7ab2"),
    ("Kodbok", "1.0"),
    ("Edition", "intern"),
    ("Språk", "sv"),
    ("min_cases", "3"),
    ("analys", "0.1.0, 3e1f2aa90c4d…"),
)
LABELS = {
    "00_material": "Materialet",
    "01_grazon": "Gråzon",
    "02_majoritetsskifte": "Majoritetsskifte",
    "03_formalisering": "Formalisering",
    "04_parhast": "Parhäst",
    "05_langsittare": "Långsittare",
    "06_helhetssyn": "Helhetssyn",
    "07_syntes": "Syntes",
}
ARGUMENTS = (
    ("Stimulerar helhetstänkande", 8),
    ("Politiken mindre inblandad, mindre insyn", 5),
    ("Mer makt hos tjänstemännen", -7),
    ("Svårare att utveckla sakpolitik i skola och omsorg", -6),
    ("Infrastruktur drar till sig uppmärksamheten", -3),
)
TEAL, RUST, INK, QUIET = "#0f6e84", "#c2501c", "#1d2433", "#5b6475"


def _svg(figure: Figure, prefix: str, title: str, told: str) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    svg = stream.getvalue()
    start = svg.index("<svg")
    head, rest = svg[start:].split(">", 1)
    svg = (
        f'{head} role="img" aria-labelledby="t d"><title id="t">{title}</title>'
        f'<desc id="d">{told}</desc>{rest}'
    )
    return unique_svg_ids(svg, prefix)


def _style() -> dict[str, object]:
    for face in (Path(font_source_sans_pro.__file__).parent / "files").glob("*-Regular.ttf"):
        font_manager.fontManager.addfont(face)
    return {
        "font.family": "Source Sans Pro",
        "font.size": 9.5,
        "svg.fonttype": "none",
        "svg.hashsalt": "sample",
        "hatch.linewidth": 0.7,
        "text.color": INK,
    }


@cache
def butterfly() -> str:
    """Arguments for and against, as municipalities."""
    with mpl.rc_context(_style()):
        figure = Figure(figsize=(7.6, 3.0), layout="constrained")
        axes = figure.subplots()
        for row, (label, number) in enumerate(ARGUMENTS):
            left = number > 0
            axes.barh(
                -row, -number, 0.6, color=TEAL if left else RUST, hatch=None if left else "////",
                edgecolor=TEAL if left else "white",
            )  # fmt: skip
            axes.text(
                0.12 if left else -0.12, -row, label, ha="left" if left else "right", va="center"
            )
            axes.text(
                -number + (-0.15 if left else 0.15), -row, str(abs(number)), va="center",
                ha="right" if left else "left", color=TEAL if left else RUST,
            )  # fmt: skip
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.text(-0.12, 0.75, "← Å ena sidan", ha="right", color=TEAL)
        axes.text(0.12, 0.75, "Å andra sidan →", color=RUST)
        axes.set(xlim=(-10, 10), ylim=(-4.5, 1), yticks=[])
        axes.set_xticks([-10, -5, 0, 5, 10], ["10 kommuner", "5", "0", "5", "10 kommuner"])
        axes.tick_params(length=0, labelcolor=QUIET)
        axes.set_frame_on(False)
        return _svg(
            figure, "06_hs1_argument-", "Argument för och emot", "8 av 9 mot 7 av 9 kommuner."
        )


@cache
def matrix() -> str:
    """Interviews that speak of a dilemma, a municipality a column."""
    rows = list(LABELS.values())[1:7]
    with mpl.rc_context(_style()):
        figure = Figure(figsize=(7.6, 2.9), layout="constrained")
        axes = figure.subplots()
        ramp = ("#f4f7f8", "#b7d5db", "#5fa3b1", "#0f6e84", "#07404e")
        for row in range(6):
            for column in range(10):
                number = (row * 7 + column * 5 + row * column) % 7
                asked = (row, column) not in {(1, 0), (1, 2), (1, 3), (5, 4)}
                axes.barh(
                    -row, 0.94, 0.9, left=column, color=ramp[min(4, number)] if asked else "white",
                    hatch=None if asked else "/////", edgecolor="white" if asked else "#c9d0d8",
                )  # fmt: skip
                if asked:
                    axes.text(
                        column + 0.47, -row, str(number), ha="center", va="center",
                        color="white" if number > 2 else INK,
                    )  # fmt: skip
        axes.set_yticks([-row for row in range(6)], rows)
        axes.set_xticks([c + 0.47 for c in range(10)], [f"K{c:02d}" for c in range(1, 11)])
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_frame_on(False)
        return _svg(figure, "07_matris-", "Dilemman per kommun", "Tio kommuner, sex dilemman.")


HEAD = """<p class="kicker">Dilemma 6 av 6</p>
<h1>Helhetssynsdilemmat</h1>
<p class="lede">Att ta bort nämnder främjar helheten men flyttar makt, uppmärksamhet och lokal
sakpolitik.</p>
<dl class="facts">
<div><dt>kommuner tillfrågade</dt><dd>9 av 10</dd></div>
<div><dt>intervjuer talar om det</dt><dd>31 av 56</dd></div>
<div><dt>kodade avsnitt</dt><dd>187</dd></div>
<div><dt>kommuner utan facknämnder</dt><dd>3</dd></div>
</dl>"""

QUESTION = """<p class="kicker">Fråga HS1</p>
<h2>Hur vägs för- och nackdelar mot varandra?</h2>"""

READING = """<p class="reading">Helhetstänkandet nämns i 8 av 9 kommuner; lika vanligt är att
makten flyttar till tjänstemännen (7 av 9). I 6 kommuner framförs båda.</p>"""

SOURCES = """<details class="data"><summary>Underlag: 187 kodade avsnitt</summary>
<div class="frame" role="region" tabindex="0" aria-label="Tabell: underlag till fråga HS1">
<table class="data"><caption>De tre första av 187, efter kommun</caption><thead><tr>
<th scope="col">Intervju</th><th scope="col">Kod</th><th scope="col">Kodare</th>
<th scope="col">Citat</th></tr></thead><tbody>
<tr><th scope="row">K01-2 · kc</th><td>Mer makt hos tjänstemännen</td><td>A</td>
<td>”… det blir ju vi som sitter på underlagen …”</td></tr>
<tr><th scope="row">K02-1 · kso</th><td>Stimulerar helhetstänkande</td><td>B</td>
<td>”… man slutar försvara sin egen nämnd …”</td></tr>
<tr><th scope="row">K02-4 · tjm</th><td>Svårare att utveckla sakpolitik</td><td>A</td>
<td>”… vem driver skolfrågorna nu då?”</td></tr>
</tbody></table></div></details>"""

NUMBERS = """<details class="data"><summary>Tabell: 5 rader</summary>
<div class="frame" role="region" tabindex="0" aria-label="Tabell: argument för och emot">
<table class="data"><thead><tr><th scope="col">Argument</th><th scope="col">Sida</th>
<th scope="col" class="n">Kommuner</th></tr></thead><tbody>{rows}</tbody></table></div></details>"""

VOICES = """<div class="quotes">
<blockquote class="quote"><p>”Förut kom nämnden med sina frågor. <mark>Nu kommer allt till oss på
en gång</mark>, och då blir det de stora vägarna vi pratar om.”</p><footer>Kommunstyrelsens
ordförande, mellanstor kommun i Svealand · K06-1 · syntetiskt citat</footer></blockquote>
<blockquote class="quote"><p>”Det är klart att vi ser helheten bättre. Men den som vill något med
skolan vet inte längre vilken dörr man ska knacka på.”</p><footer>Annan ledande tjänsteman, liten
kommun i Norrland · K08-3 · syntetiskt citat</footer></blockquote></div>"""

VIGNETTE = """<aside class="vignette" aria-label="Ur lägesbilden">
<p class="kicker">Ur lägesbilden 2011-10-13 – ingår inte i siffrorna</p>
<p>I en mindre kommun hade samma kso och kc arbetat stabilt ihop i tjugo år när kso lämnade över;
kc hade några år kvar till pension.</p></aside>"""

NOTICE = """<p class="notice">Materialet saknar svar på frågan i K05: dilemmat togs inte upp i
intervjuerna där.</p>"""

LIMIT = """<p class="limit">Figuren säger hur spritt ett argument är, inte hur tungt det väger: en
kommun räknas en gång, hur många som än framför argumentet.</p>"""

STANDALONE = """<div class="frame" role="region" tabindex="0" aria-label="Tabell: intervjuer">
<table class="data"><caption>Intervjuer som talar om dilemmat, efter roll</caption><thead><tr>
<th scope="col">Roll</th><th scope="col" class="n">Tillfrågade</th><th scope="col" class="n">Talar
om det</th></tr></thead><tbody>
<tr><th scope="row">Kommunstyrelsens ordförande</th><td class="n">9</td><td class="n">8</td></tr>
<tr><th scope="row">Kommunchef</th><td class="n">9</td><td class="n">7</td></tr>
<tr><th scope="row">Annan ledande tjänsteman</th><td class="n">21</td><td class="n">10</td></tr>
</tbody></table></div>"""

PANDAS = """<table border="1" class="dataframe"><thead><tr><th></th><th>roll</th></tr></thead>
<tbody><tr><th>K01</th><td>kc</td></tr></tbody></table>"""


def _figure(stem: str, svg: str, caption: str, data: str = "") -> str:
    return (
        f'<figure class="item" id="{stem}"><div class="frame" role="region" tabindex="0" '
        f'aria-label="Figur: {stem}">{svg}</div><figcaption>{caption}</figcaption>{data}</figure>'
    )


def _rows() -> str:
    return "".join(
        f'<tr><th scope="row">{label}</th><td>Å {"ena" if number > 0 else "andra"} sidan</td>'
        f'<td class="n">{abs(number)}</td></tr>'
        for label, number in ARGUMENTS
    )


def _code(source: str, *fragments: str, tags: tuple[str, ...] = ()) -> NotebookNode:
    outputs = [v4.new_output("display_data", data={"text/html": each}) for each in fragments]
    return v4.new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def _printing() -> NotebookNode:
    return v4.new_code_cell(
        'print("31 intervjuer")',
        outputs=[
            v4.new_output("stream", name="stdout", text="31 intervjuer\n"),
            v4.new_output("stream", name="stderr", text="En varning.\n"),
            v4.new_output("execute_result", data={"text/plain": "31"}),
            v4.new_output(
                "error", ename="ParameterError", evalue="edition 'delad' är okänd",
                traceback=["\x1b[31mParameterError\x1b[0m: edition 'delad' <är> okänd"],
            ),
        ],
    )  # fmt: skip


def notebook(*, failing: bool = True) -> NotebookNode:
    """Every fragment once; `failing` adds the cell that prints and stops."""
    caption = (
        "<b>Argument för och emot att ta bort nämnder.</b> Antal kommuner där minst en intervju "
        "framför argumentet; n = 9 kommuner, 31 intervjuer. En kommun tillfrågades inte (K05)."
    )
    where = "<b>Intervjuer som tar upp dilemmat, per kommun.</b> Streckat: frågan ställdes inte."
    cells = [
        v4.new_markdown_cell(HEAD.partition("<dl")[0]),
        _code("import analys\nfrom analys import figures, study"),
        _code('material = "demo"\nmin_cases = 3  # färre visas inte', tags=("parameters",)),
        _code('edition = "internal"', tags=("injected-parameters",)),
        _code("dilemma.facts()", "<dl" + HEAD.partition("<dl")[2]),
        v4.new_markdown_cell(QUESTION),
        _code("weigh = dilemma.arguments()\nweigh.reading()", READING),
        _code(
            'publish.figure(figures.butterfly(weigh), "06_hs1_argument")',
            _figure("06_hs1_argument", butterfly(), caption, NUMBERS.format(rows=_rows())),
            LIMIT,
            SOURCES,
        ),
        _code('dilemma.quotes("HS.andra.infra", n=2)', VOICES, VIGNETTE),
        v4.new_markdown_cell('<p class="kicker">Fråga HS4</p>\n\n## Hur hanteras följderna?'),
        _code("dilemma.reading()", NOTICE, STANDALONE),
        v4.new_markdown_cell(
            "## Vilka dilemman finns var?\n\nVarje ruta är en kommun. Läs om urvalet under "
            "[materialet](00_material.html); `0` betyder tillfrågad men tyst.\n\n### Hur läses den?"
            "\n\n- **Mörkare**: fler intervjuer.\n- **Streckat**: frågan ställdes inte."
        ),
        _code("publish.figure(matrix)", _figure("07_matris", matrix(), where), PANDAS),
    ]
    return v4.new_notebook(cells=[*cells, _printing()] if failing else cells)


def nav(current: str) -> tuple[NavItem, ...]:
    return tuple(NavItem(stem, label, stem == current) for stem, label in LABELS.items())


def page(stem: str = "06_helhetssyn") -> Page:
    return Page(
        title="Helhetssynsdilemmat",
        study=STUDY,
        stem=stem,
        nav=nav(stem),
        accent="#2f7d4f",
        synthetic=SYNTHETIC,
        provenance=PROVENANCE,
    )


CARDS = (
    (
        "01_grazon",
        "Gråzonsdilemmat",
        (
            "Rollerna som de bör vara möter rollerna som de är; överlappet kan bli en gyllene zon"
            " eller ett problem."
        ),
        (
            "Gråzonen beskrivs som gyllene i 8 av 10 kommuner och som problem i 6; i 5 beskrivs "
            "den som båda."
        ),
        "#5f6b7a",
    ),
    (
        "02_majoritetsskifte",
        "Majoritetsskiftesdilemmat",
        (
            "När majoriteten byts ska nya relationer byggas medan de gamla ännu är inarbetade; "
            "ibland låser det sig."
        ),
        "I 2 av 3 kommuner med majoritetsskifte låste sig samarbetet.",
        "#9b2c5a",
    ),
    (
        "03_formalisering",
        "Formaliseringsdilemmat",
        "Ska samarbetsrelationer talas igenom och skrivas ner, eller få växa fram?",
        "I 7 av 9 kommuner talar man om relationen; i 3 skriver man ner det man kommit fram till.",
        "#1f6f8b",
    ),
    (
        "04_parhast",
        "Parhästdilemmat",
        "Ett kso–kc-par som länge dragit väl ihop ger kraft, men hur går det när en av dem slutar?",
        "2 av 10 kommuner har ett par som suttit ihop i mer än tio år.",
        "#8a4b12",
    ),
    (
        "05_langsittare",
        "Långsittardilemmat",
        "Lång tid på posten ger trygghet och flyt men samlar kunskap och makt hos en person.",
        "Trygg kontinuitet nämns i 7 av 10 kommuner, beroende av en person i 6.",
        "#4b5fa5",
    ),
    (
        "06_helhetssyn",
        "Helhetssynsdilemmat",
        (
            "Att ta bort nämnder främjar helheten men flyttar makt, uppmärksamhet och lokal "
            "sakpolitik."
        ),
        "Helhetstänkandet nämns i 8 av 9 kommuner; makten flyttar till tjänstemännen i 7.",
        "#2f7d4f",
    ),
)


def index() -> Index:
    figures = (matrix(), butterfly())
    return Index(
        study=STUDY,
        status="Analys av 56 intervjuer · lägesbild 2011-10-13",
        lede="Vad händer mellan dem som leder en kommun när rollerna möts, majoriteter byts och "
        "personer blir kvar länge? Sex dilemman ur intervjuer i tio kommuner.",
        facts=(
            ("kommuner", "10"),
            ("intervjuer, hösten 2011", "56"),
            ("kodade avsnitt", "1 512"),
            ("intervjuer kodade av två", "8"),
        ),
        dilemmas=tuple(
            Card(*card, figure=figures[number % 2]) for number, card in enumerate(CARDS)
        ),
        questions=(
            ResearchQuestion(
                "FF1",
                "Vilka slags svårigheter uppstår i samarbetet, och hur hanteras de?",
                "Vanligast är skilda förväntningar (9 av 10 kommuner); de hanteras oftast genom "
                "att man resonerar tillsammans (7 av 9).",
                "07_syntes",
            ),
            ResearchQuestion(
                "FF2",
                "Vad gör yttre påfrestningar med samarbetet?",
                "Majoritetsskifte har ansträngt samarbetet i 3 av 3 kommuner, personbyte i 4 av 8.",
                "07_syntes",
            ),
        ),
        milestones=(
            ("2011-10-13", "Lägesbild på Strömstadskonferensen"),
            ("Årsskiftet 2011/2012", "Preliminära resultat"),
            ("Mars 2012", "Medforskare tar del av resultaten och är med och tolkar dem"),
            ("Därefter", "Fördjupad analys"),
        ),
        nav=nav("index"),
        synthetic=SYNTHETIC,
        provenance=PROVENANCE,
    )
