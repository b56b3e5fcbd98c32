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
# # Gråzonsdilemmat

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
    "GZ",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# Politikerrollen och tjänstemannarollen bör vara på ett sätt och är ibland på ett annat. Där de går in
# i varandra ligger gråzonen. Lägesbilden ger den två ansikten: den gyllene zonen, där starkt förtroende
# skapar stort handlingsutrymme, och gråzonen som blivit ett problem. Dilemmat är att samma zon kan bli
# det ena eller det andra.

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
asked = tables.asked(study, "GZ")
report.publish(
    asked, None, "01_gz_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## GZ1 · Är gråzonen naturlig, eller är den ett problem?
#
# En intervju kan beskriva gråzonen som en gyllene zon, som ett problem eller som bådadera. Staplarna
# delar de intervjuer som gör det, politiker och tjänstemän för sig.

# %%
names = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}
golden = tables.shares(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    golden, figures.stacked, "01_gz1_varde", question="GZ1", reading=readings.shares(golden),
    title="Gråzonen som gyllene zon och som problem, efter rollgrupp",
    alt="Liggande staplar, en per grupp, som delar intervjuerna efter vad de säger",
)

# %% [markdown]
# Samma sak kommun för kommun: hur många intervjuer talar om det ena, och hur många om det andra?

# %%
names = {"first": "Gyllene zon", "second": "Problem"}
where = tables.balance(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    where, figures.dumbbell, "01_gz1_kommuner", reading=readings.balance(where),
    title="Gyllene zon och problem, kommun för kommun",
    alt="Hanteldiagram med två punkter per kommun, en för gyllene zon och en för problem",
)

# %%
report.quotes(["GZ.gyllene", "GZ.problem"], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Frågan gäller om gråzonen är naturlig, men kodboken skiljer bara på gyllene zon och problem. Den som tar gråzonen för given nämner den kanske inte alls.</p>

# %% [markdown]
# ## GZ2 · Vad gör gråzonen till en gyllene zon?
#
# Lägesbilden knyter den gyllene zonen till starkt förtroende; kodboken prövar fler faktorer. Figuren
# visar i hur många kommuner varje faktor nämns i samma avsnitt som den gyllene zonen, och i hur många
# i samma avsnitt som problemet.

# %%
factors = study.codebook.codes_of(dilemma="GZ", kind="factor")
against = {"GZ.gyllene": "Gyllene zon", "GZ.problem": "Problem"}
why = tables.contrast(study, "GZ", factors, against)
report.publish(
    why, figures.dots, "01_gz2_faktorer", question="GZ2", reading=readings.contrast(why),
    title="Vad som nämns tillsammans med den gyllene zonen och med problemet",
    alt="Punktdiagram med två punkter per faktor, en för den gyllene zonen och en för problemet",
)

# %%
report.quotes(factors, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Två saker i samma andetag behöver inte vara orsak och verkan. Förtroendet kan ha gjort zonen gyllene, men också ha vuxit fram i den.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Det är på dem en tolkning prövas.

# %%
golden_or_problem = ("Gyllene zon", "Problem")
report.negative(["GZ.gyllene"], ["GZ.problem"], golden_or_problem)
