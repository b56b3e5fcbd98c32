# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Formaliseringsdilemmat

# %%
from analys import figures, readings, tables
from analys.report import open_report

# %% tags=["parameters"]
material = "demo"
edition = "internal"
language = "sv"
cases = "all"
coder = "consensus"
min_cases = 3

# %%
report = open_report(
    "FO",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# Å ena sidan är det bra att resonera ihop sig om relationer och att skriva ner hur man vill ha dem. Å
# andra sidan är det bra att låta dem växa fram, och jobbigt att tala om dem. Relationer är här både
# roller och samspel. Lägesbilden skiljer på att tala om dem och att dokumentera det man kommit överens om.

# %% [markdown]
# ## Frågorna
#
# Frågorna är lägesbildens, i kodbokens ord, om inget annat sägs.

# %%
report.questions()

# %% [markdown]
# ## Vilka tillfrågades?
#
# Den som inte tillfrågades om dilemmat är inte tyst. Sidans andelar gäller bara tillfrågade.

# %%
asked = tables.asked(study, "FO")
report.publish(
    asked, None, "03_fo_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## FO1 · Bör man resonera fram relationerna eller låta dem bli som de blir?
#
# Argumenten för att forma relationerna står till vänster, argumenten för att låta dem växa till
# höger. Politiker och tjänstemän visas för sig.

# %%
weighed = tables.arguments(study, "FO", by="role_group")
report.publish(
    weighed, figures.butterfly, "03_fo1_argument", question="FO1",
    title="Argument för att forma relationerna och för att låta dem växa",
    alt="Fjärilsdiagram med argument åt två håll, en panel per grupp",
    reading=readings.arguments(weighed),
)

# %%
report.quotes(["FO.ena.resonera", "FO.andra.vaxa", "FO.andra.jobbigt"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Argument är inte praktik. Den som tycker att det är bra att skriva ner kan ändå ha låtit bli; vad man gör visas under FO3.</p>

# %% [markdown]
# ## FO2 · Hur bör man tala om relationerna?
#
# Lägesbilden frågar hur man ska göra; intervjuerna berättar hur man gör. Här är de sätt som nämns, och
# om man talar om relationen alls.

# %%
ways = study.codebook.codes_of(dilemma="FO", kind="way")
talks = tables.mentions(study, [*ways, "FO.prata.ja", "FO.prata.nej"], "FO")
report.publish(
    talks, figures.bars, "03_fo2_samtal", question="FO2", reading=readings.mentions(talks),
    title="Sätt att tala om relationerna",
    alt="Liggande staplar, en per sätt",
)

# %%
report.quotes(ways, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Samma kommun kan både tala och inte tala om relationen, beroende på vem som svarar. Det som var ett samtal om samarbetet för den ena var kanske ett vanligt möte för den andra.</p>

# %% [markdown]
# ## FO3 · Bör överenskommelser om relationerna skrivas ner?
#
# Vad gör man? Talar om relationen eller inte, dokumenterar eller inte. Varje kommun placeras efter vad
# flest av dess intervjuer säger.

# %%
talk = {"yes": "Talar om relationen", "no": "Talar inte om den"}
write = {"yes": "Dokumenterar", "no": "Dokumenterar inte"}
codes = ["FO.prata.ja", "FO.prata.nej"], ["FO.dok.ja", "FO.dok.nej"]
both = tables.two_by_two(study, "FO", *codes, {"row": talk, "column": write})

# %%
report.publish(
    both, figures.quadrants, "03_fo3_talar_skriver", question="FO3",
    title="Att tala om relationen och att dokumentera den",
    alt="Fyra fält: talar eller talar inte, dokumenterar eller dokumenterar inte",
    reading=readings.two_by_two(both),
)

# %%
report.quotes(["FO.ena.skriva", "FO.dok.nej"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Frågan gäller vad man bör göra, men fälten säger vad man gör. Att inte skriva ner kan vara ett val, eller något som aldrig blev av; skälen står under FO1.</p>

# %% [markdown]
# ## FO4 · Hur dokumenterar man dem?
#
# ”Hur gör man det?” frågar lägesbilden. Här är de slags dokument som nämns.

# %%
forms = study.codebook.codes_of(dilemma="FO", kind="form")
papers = tables.mentions(study, forms, "FO")
report.publish(
    papers, figures.bars, "03_fo4_dokument", question="FO4", reading=readings.mentions(papers),
    title="Dokument om samarbetet",
    alt="Liggande staplar, en per slags dokument",
)

# %%
report.quotes(forms, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Ett dokument kan finnas utan att någon nämner det, och nämnas utan att någon använder det.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Argument på båda sidor kan vara oenighet,
# men också eftertanke.

# %%
shape = study.codebook.codes_of(side="FO.ena")
grow = study.codebook.codes_of(side="FO.andra")
report.negative(shape, grow, ("Forma dem", "Låt dem växa"))
