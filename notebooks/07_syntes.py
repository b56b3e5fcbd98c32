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
# # Syntes
#
# De två forskningsfrågorna, hur de sex dilemmana hänger ihop, och personkemins betydelse.

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
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %% [markdown]
# ## FF1 · Vilka slags svårigheter uppstår i samarbetet, och hur hanteras de?
#
# Raderna är svårigheter (lägesbildens samarbetsbesvärligheter), kolumnerna sätt att hantera dem. Siffran
# är antalet kommuner där båda tas upp i samma avsnitt.

# %%
trouble = study.codebook.codes_of(group="B")
handling = study.codebook.codes_of(group="H")
met = tables.crossing(study, trouble, handling, heads=("Svårighet", "Hantering"))
report.publish(
    met, figures.heatmap, "07_ff1_hantering", question="FF1", reading=readings.crossing(met),
    title="Svårigheter och hur de hanteras",
    alt="Rutnät med svårigheter som rader och sätt att hantera som kolumner",
)

# %% [markdown]
# I vilka dilemman kommer svårigheterna upp? Siffran är antalet kommuner där de tas upp i samma avsnitt
# som dilemmat.

# %%
dilemmas = list(study.codebook.dilemmas)
where = tables.crossing(study, trouble, dilemmas, heads=("Svårighet", "Dilemma"))
report.publish(
    where, figures.heatmap, "07_ff1_dilemman", reading=readings.crossing(where),
    title="Svårigheter efter dilemma",
    alt="Rutnät med svårigheter som rader och dilemman som kolumner",
)

# %%
report.quotes(trouble, n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> En svårighet som löstes så väl att ingen minns den finns inte här. Och att ett sätt att hantera nämns betyder inte att det hjälpte.</p>

# %% [markdown]
# ## FF2 · Vad gör yttre påfrestningar med samarbetet?
#
# Raderna är påfrestningar, kolumnerna vad de gjorde med samarbetet. Siffran är antalet kommuner där båda
# tas upp i samma avsnitt.

# %%
strain = study.codebook.codes_of(group="Y")
effect = study.codebook.codes_of(group="P")
done = tables.crossing(study, strain, effect, heads=("Påfrestning", "Påverkan"))
report.publish(
    done, figures.heatmap, "07_ff2_paverkan", question="FF2", reading=readings.crossing(done),
    title="Yttre påfrestningar och deras påverkan",
    alt="Rutnät med påfrestningar som rader och påverkan på samarbetet som kolumner",
)

# %% [markdown]
# Vilka påfrestningar och vilken påverkan berättar man om i varje kommun?

# %%
rows = {code: [code] for code in strain + effect}
where = tables.by_case(study, rows, study.labels(strain + effect))
report.publish(
    where, figures.heatmap, "07_ff2_kommuner", reading=readings.by_case(where),
    title="Påfrestningar och påverkan, kommun för kommun",
    alt="Rutnät med påfrestningar och påverkan som rader och kommuner som kolumner",
)

# %%
report.quotes(strain, n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Påfrestning och påverkan är hämtade ur samma berättelse: sambandet är berättarens. En annan i samma kommun kan ha sett det motsatta.</p>

# %% [markdown]
# ## Hur hänger dilemmana ihop?
#
# I hur många kommuner tas två dilemman upp i samma avsnitt? På diagonalen står hur många kommuner som
# tar upp dilemmat alls.

# %%
together = tables.crossing(study, dilemmas, dilemmas, heads=("Dilemma", "Med dilemma"))
report.publish(
    together, figures.heatmap, "07_dilemman_ihop", reading=readings.together(together),
    title="Dilemman som möts i samma avsnitt",
    alt="Rutnät med dilemman som rader och kolumner, med hur ofta två möts i varje ruta",
)

# %% [markdown]
# ## Personkemins betydelse
#
# Lägesbilden tar upp personkemins betydelse för sig. Staplarna delar intervjuerna efter om personkemin
# sägs bära samarbetet eller stjälpa det, vilket dilemma de än talar om.

# %%
names = {"first": "Bara att den bär", "both": "Båda", "second": "Bara att den stjälper"}
chemistry = tables.shares(study, None, ["K.bar"], ["K.stjalper"], names)
report.publish(
    chemistry, figures.stacked, "07_personkemi_roller", reading=readings.shares(chemistry),
    title="Personkemin bär eller stjälper samarbetet, efter rollgrupp",
    alt="Liggande staplar, en per grupp, som delar intervjuerna efter vad de säger",
)

# %%
report.quotes(["K.bar", "K.stjalper"], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Ordet personkemi rymmer allt från sympati till makt, och koden skiljer dem inte åt.</p>
