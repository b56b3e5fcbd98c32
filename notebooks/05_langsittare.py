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
# # Långsittardilemmat

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
    "LS",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# Den som sitter länge ger kontinuitet och rutiner som sitter. Men formella rutiner kan börja kännas
# onödiga, kunskapen samlas i ett huvud och de andra blir beroende. Lägesbilden tar exemplet med avtalet
# som ingen annan längre vet tanken bakom.

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
asked = tables.asked(study, "LS")
report.publish(
    asked, None, "05_ls_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## LS0 · Vad vinner och vad förlorar kommunen på en långsittare?
#
# Frågan är vår. Lägesbilden räknar upp fördelar och nackdelar men ställer ingen fråga här.

# %%
weighed = tables.arguments(study, "LS")
report.publish(
    weighed, figures.butterfly, "05_ls0_argument", question="LS0",
    title="Fördelar och nackdelar med en långsittare",
    alt="Fjärilsdiagram med fördelar åt vänster och nackdelar åt höger",
    reading=readings.arguments(weighed),
)

# %% [markdown]
# Hur länge har de suttit som sitter nu? Tiden är den hittills, för de sitter ju kvar.

# %%
sat = tables.tenures(study)
report.publish(
    sat, figures.bands, "05_ls0_tid", reading=readings.tenures(sat),
    title="Tid på posten hittills för nuvarande kso och kc",
    alt="Liggande staplar med antal personer i varje tidsband, kso och kc för sig",
)

# %%
report.quotes(study.dilemma_codes("LS"), n=5)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> En långsittare som intervjuas talar om sig själv. Fördelarna kan vara lättare att säga högt än nackdelarna.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner väger åt motsatt håll mot de flesta?

# %%
gains = study.codebook.codes_of(side="LS.for")
losses = study.codebook.codes_of(side="LS.mot")
report.negative(gains, losses, ("Fördelar", "Nackdelar"))
