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
# En långsittare ger kommunledningen trygg kontinuitet och effektiva arbetsrutiner. Men formella rutiner
# känns lätt överflödiga, kunskapen samlas i en persons huvud (”Vad var tanken bakom det här avtalet?”)
# och resten av ledningen blir beroende. För mycket makt? frågar lägesbilden. Dilemmat är att det är samma
# år på posten som ger båda delarna.

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
asked = tables.asked(study, "LS")
report.publish(
    asked, None, "05_ls_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## LS0 · Vad vinner och vad förlorar kommunen på en långsittare?
#
# Lägesbilden räknar upp två fördelar och tre nackdelar. Figuren visar i hur många kommuner de hörs.

# %%
weighed = tables.arguments(study, "LS")
report.publish(
    weighed, figures.butterfly, "05_ls0_argument", question="LS0",
    title="Fördelar och nackdelar med en långsittare",
    alt="Fjärilsdiagram med fördelar åt vänster och nackdelar åt höger",
    reading=readings.arguments(weighed),
)

# %% [markdown]
# Hur länge har nuvarande kommunstyrelseordförande (kso) och kommunchefer (kc) suttit? Tiden är den
# hittills: ingen vet när de slutar.

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
# <p class="limit"><b>Vad figuren inte säger.</b> En långsittare som intervjuas talar om sig själv. Och de som blivit beroende märker det kanske först när långsittaren slutat.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Jämför med tiderna på posten under PH1.

# %%
gains = study.codebook.codes_of(side="LS.for")
losses = study.codebook.codes_of(side="LS.mot")
report.negative(gains, losses, ("Fördelar", "Nackdelar"))
