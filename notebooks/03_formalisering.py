# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
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
# Somliga vill resonera igenom hur samarbetet ska gå till och skriva ner det. Andra vill att det får
# växa fram, och tycker att det är jobbigt att tala om. Lägesbilden ställer de två hållningarna mot
# varandra och skiljer mellan att tala om relationerna och att dokumentera dem.

# %% [markdown]
# ## Frågorna
#
# Varje fråga får sin egen figur eller tabell längre ned.

# %%
report.questions()

# %% [markdown]
# ## Vad frågades av vem?
#
# Alla fick inte alla frågor. Den som inte tillfrågades räknas inte som tyst.

# %%
asked = tables.asked(study, "FO")
report.publish(
    asked, None, "03_fo_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
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
    alt="Fjärilsdiagram med argument åt två håll, politiker och tjänstemän bredvid varandra",
    reading=readings.arguments(weighed),
)

# %%
report.quotes(["FO.ena.resonera", "FO.andra.vaxa", "FO.andra.jobbigt"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Hur många kommuner ett argument hörs i är inte hur starkt det är. Ett enda välgrundat argument kan väga tyngst.</p>

# %% [markdown]
# ## FO2 · Hur talar man om relationerna?
#
# Lägesbilden frågar ”Hur gör man det?” om samtalen. Här är sätten som nämns, och om man talar alls.

# %%
ways = study.codebook.codes_of(dilemma="FO", kind="way")
talks = tables.mentions(study, [*ways, "FO.prata.ja", "FO.prata.nej"], "FO")
report.publish(
    talks, figures.bars, "03_fo2_samtal", question="FO2", reading=readings.mentions(talks),
    title="Sätt att tala om relationerna",
    alt="Liggande staplar, en per sätt, med antal kommuner",
)

# %%
report.quotes(ways, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Samma kommun kan både tala och inte tala om relationen, beroende på vem som svarar.</p>

# %% [markdown]
# ## FO3 · Bör överenskommelser om relationerna skrivas ner?
#
# Två frågor i en: talar man om relationen, och dokumenterar man? Varje kommun står där de flesta av
# dess intervjuer ställer den.

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
# <p class="limit"><b>Vad figuren inte säger.</b> Fälten säger vad man gör, inte vad man borde göra. Att inte skriva ner kan vara ett val eller något som aldrig blev av.</p>

# %% [markdown]
# ## FO4 · Hur dokumenterar man dem?
#
# Lägesbilden frågar ”Hur gör man det?” också om dokumenten.

# %%
forms = study.codebook.codes_of(dilemma="FO", kind="form")
papers = tables.mentions(study, forms, "FO")
report.publish(
    papers, figures.bars, "03_fo4_dokument", question="FO4", reading=readings.mentions(papers),
    title="Dokument om samarbetet",
    alt="Liggande staplar, en per slags dokument, med antal kommuner",
)

# %%
report.quotes(forms, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Ett dokument kan finnas utan att någon nämner det, och nämnas utan att någon använder det.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner väger åt motsatt håll mot de flesta?

# %%
shape = study.codebook.codes_of(side="FO.ena")
grow = study.codebook.codes_of(side="FO.andra")
report.negative(shape, grow, ("Forma dem", "Låt dem växa"))
