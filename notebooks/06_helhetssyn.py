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
# # Helhetssynsdilemmat

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
    "HS",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# Att ta bort facknämnder ska ge en mer samlad syn på kommunen, hos politiker och tjänstemän. Det
# flyttar också makt: politiken blir mindre inblandad, tjänstemännen får mer att säga till om,
# infrastruktur drar till sig uppmärksamhet och det blir svårare att utveckla sakpolitik i skola och
# omsorg. Kso och kc kommer närmare varandra, och där möter dilemmat parhästarna.

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
asked = tables.asked(study, "HS")
report.publish(
    asked, None, "06_hs_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## HS1 · Hur vägs för- och nackdelar mot varandra?
#
# Argumenten på ena sidan står till vänster och de på den andra till höger, efter hur kommunens nämnder
# ser ut. Ett av argumenten står på ena sidan i lägesbilden men kan läsas som en nackdel: att politiken
# får mindre insyn.

# %%
weighed = tables.arguments(study, "HS", by="committees")
report.publish(
    weighed, figures.butterfly, "06_hs1_argument", question="HS1",
    title="Argument för och emot att ta bort nämnder, efter kommunens nämnder",
    alt="Fjärilsdiagram med argument åt två håll, en panel per slags nämndorganisation",
    reading=readings.arguments(tables.arguments(study, "HS")),
)

# %%
report.quotes(["HS.ena.helhet", "HS.ena.insyn", "HS.andra.makt"], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Kommuner med och utan nämnder skiljer sig åt i mycket annat också, och grupperna kan vara små.</p>

# %% [markdown]
# ## HS2 · Vad talar för att behålla nämnderna?
#
# Argumenten på andra sidan, och skäl att behålla som sägs rent ut, de vanligaste först.

# %%
keep = [*study.codebook.codes_of(side="HS.andra"), "HS.behall"]
reasons = tables.mentions(study, keep, "HS", ranked=True)
report.publish(
    reasons, figures.bars, "06_hs2_behalla", question="HS2", reading=readings.mentions(reasons),
    title="Vad som talar för att behålla nämnderna",
    alt="Liggande staplar, ett argument per rad, med antal kommuner, flest överst",
)

# %%
report.quotes("HS.behall", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Ordningen är efter hur många kommuner argumentet hörs i, inte efter hur tungt det väger.</p>

# %% [markdown]
# ## HS3 · Vad talar för att ta bort dem?
#
# Argumenten på ena sidan, och skäl att ta bort som sägs rent ut.

# %%
drop = [*study.codebook.codes_of(side="HS.ena"), "HS.bort"]
reasons = tables.mentions(study, drop, "HS", ranked=True)
report.publish(
    reasons, figures.bars, "06_hs3_ta_bort", question="HS3", reading=readings.mentions(reasons),
    title="Vad som talar för att ta bort nämnderna",
    alt="Liggande staplar, ett argument per rad, med antal kommuner, flest överst",
)

# %%
report.quotes("HS.bort", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som redan tagit bort sina nämnder har skäl att försvara det.</p>

# %% [markdown]
# ## HS4 · Hur hanteras följderna när de tas bort?
#
# Rader är följder, kolumner sätt att hantera. Siffran är antalet kommuner där båda sägs i samma
# avsnitt.

# %%
outcome = study.codebook.codes_of(dilemma="HS", kind="consequence")
handling = study.codebook.codes_of(group="H")
met = tables.crossing(study, outcome, handling, "HS")
report.publish(
    met, figures.heatmap, "06_hs4_foljder", question="HS4", reading=readings.crossing(met),
    title="Följder och hur de hanteras",
    alt="Rutnät med följder som rader och sätt att hantera som kolumner",
)

# %%
report.quotes(outcome, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> En följd som ingen hanterar syns inte som en siffra här, bara som en tom rad.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner väger åt motsatt håll mot de flesta?

# %%
whole = study.codebook.codes_of(side="HS.ena")
other = study.codebook.codes_of(side="HS.andra")
report.negative(whole, other, ("Å ena sidan", "Å andra sidan"))
