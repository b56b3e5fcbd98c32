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
# Läroboken drar en klar gräns: politiker bestämmer vad som ska göras, tjänstemän hur. I vardagen går
# de in på varandras område. Kso ringer handläggaren direkt, och kommunchefen väger in vad som går att
# få igenom. Lägesbilden kallar överlappet en gråzon. Den kan bli en gyllene zon, där saker blir gjorda,
# eller ett problem, där ingen vet vem som ansvarar.

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
asked = tables.asked(study, "GZ")
report.publish(
    asked, None, "01_gz_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## GZ1 · Är gråzonen naturlig, eller är den ett problem?
#
# Gråzonen kan beskrivas som en gyllene zon, som ett bekymmer eller som båda i samma intervju.
# Staplarna delar intervjuerna efter vad de säger, politiker och tjänstemän för sig.

# %%
names = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}
golden = tables.shares(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    golden, figures.stacked, "01_gz1_varde", question="GZ1", reading=readings.shares(golden),
    title="Gråzonen som gyllene zon och som problem, efter rollgrupp",
    alt="Två liggande staplar som delar varje rollgrupps intervjuer efter vad de säger",
)

# %% [markdown]
# Samma sak kommun för kommun: hur många av intervjuerna talar om det ena och det andra?

# %%
names = {"first": "Gyllene zon", "second": "Problem"}
where = tables.balance(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    where, figures.dumbbell, "01_gz1_kommuner", reading=readings.balance(where),
    title="Gyllene zon och problem, kommun för kommun",
    alt="Hantelfigur med två punkter per kommun, en för gyllene zon och en för problem",
)

# %%
report.quotes(["GZ.gyllene", "GZ.problem"], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som tiger om gråzonen kan tycka att den är självklar. Andelarna gäller bara dem som talar om den.</p>

# %% [markdown]
# ## GZ2 · Vad gör gråzonen till en gyllene zon?
#
# Kodboken skiljer fyra omständigheter. Figuren visar i hur många kommuner var och en nämns i samma
# avsnitt som den gyllene zonen, och i hur många den nämns i samma avsnitt som problemet.

# %%
factors = study.codebook.codes_of(dilemma="GZ", kind="factor")
against = {"GZ.gyllene": "Gyllene zon", "GZ.problem": "Problem"}
why = tables.contrast(study, "GZ", factors, against)
report.publish(
    why, figures.dots, "01_gz2_faktorer", question="GZ2", reading=readings.contrast(why),
    title="Vad som nämns tillsammans med den gyllene zonen och med problemet",
    alt="Punktfigur med två punkter per faktor: kommuner med gyllene zon och med problem",
)

# %%
report.quotes(factors, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att två saker nämns i samma andetag är inte att den ena orsakar den andra. En faktor som alla tar för given nämns kanske aldrig.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner går emot de övriga, och vilka tillfrågade teg? De prövar tolkningen bäst.

# %%
golden_or_problem = ("Gyllene zon", "Problem")
report.negative(["GZ.gyllene"], ["GZ.problem"], golden_or_problem)
