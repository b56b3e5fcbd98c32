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
# Att ta bort nämnder stimulerar enligt lägesbilden helhetstänkandet hos både politiker och tjänstemän.
# Men tjänstemännen får mer makt, infrastrukturen drar till sig uppmärksamheten och det blir svårare att
# utveckla lokal sakpolitik i skola och omsorg. Kommunstyrelsens ordförande (kso) och kommunchefen (kc)
# kommer närmare varandra, vilket kan leda till avpolitisering och ”ekonomisering”: där tangerar dilemmat
# parhästdilemmat. Och ledande tjänstemäns lojalitet uppåt riskerar att tränga undan professionens
# värderingar.

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
asked = tables.asked(study, "HS")
report.publish(
    asked, None, "06_hs_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## HS1 · Hur vägs för- och nackdelar mot varandra?
#
# Lägesbildens ”å ena sidan” står till vänster och dess ”å andra sidan” till höger, efter kommunens
# nämndorganisation. Att politiken får mindre insyn står i lägesbilden på den första sidan men kan läsas
# som en nackdel.

# %%
weighed = tables.arguments(study, "HS", by="committees")
report.publish(
    weighed, figures.butterfly, "06_hs1_argument", question="HS1",
    title="Argument om att ta bort nämnder, efter kommunens nämndorganisation",
    alt="Fjärilsdiagram med argument åt två håll, en panel per slags nämndorganisation",
    reading=readings.arguments(tables.arguments(study, "HS")),
)

# %%
report.quotes(["HS.ena.helhet", "HS.ena.insyn", "HS.andra.makt"], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Där nämnderna finns kvar talar man om vad man tror, där de tagits bort om vad man sett. Kommunerna skiljer sig åt i mycket annat också.</p>

# %% [markdown]
# ## HS2 · Vad talar för att behålla nämnderna?
#
# Lägesbildens argument ”å andra sidan”, och skäl att behålla nämnder som sägs rent ut, de vanligaste
# först.

# %%
keep = [*study.codebook.codes_of(side="HS.andra"), "HS.behall"]
reasons = tables.mentions(study, keep, "HS", ranked=True)
report.publish(
    reasons, figures.bars, "06_hs2_behalla", question="HS2", reading=readings.mentions(reasons),
    title="Vad som talar för att behålla nämnderna",
    alt="Liggande staplar, ett argument per rad, flest överst",
)

# %%
report.quotes("HS.behall", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att tjänstemännen får mer makt räknas här som ett skäl att behålla nämnderna, men den som säger det behöver inte mena det så.</p>

# %% [markdown]
# ## HS3 · Vad talar för att ta bort dem?
#
# Lägesbildens argument ”å ena sidan”, och skäl att ta bort nämnder som sägs rent ut, de vanligaste
# först.

# %%
drop = [*study.codebook.codes_of(side="HS.ena"), "HS.bort"]
reasons = tables.mentions(study, drop, "HS", ranked=True)
report.publish(
    reasons, figures.bars, "06_hs3_ta_bort", question="HS3", reading=readings.mentions(reasons),
    title="Vad som talar för att ta bort nämnderna",
    alt="Liggande staplar, ett argument per rad, flest överst",
)

# %%
report.quotes("HS.bort", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Politikens mindre insyn är med därför att lägesbilden ställer den på den sidan, inte för att någon måste mena den som ett skäl. Den som tagit bort sina nämnder har dessutom skäl att försvara det.</p>

# %% [markdown]
# ## HS4 · Hur hanteras följderna när de tas bort?
#
# Raderna är lägesbildens följder, kolumnerna sätt att hantera dem. Siffran är antalet kommuner där båda
# tas upp i samma avsnitt.

# %%
outcome = study.codebook.codes_of(dilemma="HS", kind="consequence")
handling = study.codebook.codes_of(group="H")
met = tables.crossing(study, outcome, handling, "HS", heads=("Följd", "Hantering"))
report.publish(
    met, figures.heatmap, "06_hs4_foljder", question="HS4", reading=readings.crossing(met),
    title="Följder och hur de hanteras",
    alt="Rutnät med följder som rader och sätt att hantera som kolumner",
)

# %%
report.quotes(outcome, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> En rad av nollor kan betyda att följden inte hanteras, eller bara att ingen nämnde de två i samma avsnitt. Och att ett sätt nämns betyder inte att det hjälpte.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Jämför med nämndorganisationen under HS1.

# %%
whole = study.codebook.codes_of(side="HS.ena")
other = study.codebook.codes_of(side="HS.andra")
report.negative(whole, other, ("Å ena sidan", "Å andra sidan"))
