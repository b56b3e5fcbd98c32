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
# # Majoritetsskiftesdilemmat

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
    "MS",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# När majoriteten skiftar ska nya relationer byggas medan de gamla ännu sitter i väggarna. Det som var
# inarbetat kan då stå i vägen för det nya. Lägesbilden tar exempel från tre kommuner, både där det låste
# sig och där det inte gjorde det, och nämner två faktorer som påverkar: personkemin och kommunchefen.

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
asked = tables.asked(study, "MS")
report.publish(
    asked, None, "02_ms_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## MS1 · Vilka faktorer avgör om det låser sig?
#
# Figuren visar kommunerna med majoritetsskifte, var och en med sina faktorer. Något samband räknas inte
# fram: det skulle kräva fler skiften än ett tiotal kommuner kan ge.

# %%
shifted = tables.shifted(study)
factors = study.codebook.codes_of(dilemma="MS", kind="factor")
outcome = ["MS.utfall.last", "MS.utfall.ejlast"]
why = tables.configurations(study, "MS", factors, outcome, shifted)
report.publish(
    why, figures.configuration, "02_ms1_faktorer", question="MS1",
    title="Faktorer i kommuner med majoritetsskifte, efter utfall",
    alt="Rutnät med en rad per kommun och en cirkel per faktor, fylld där någon berättar om den",
    reading=readings.configurations(why),
)

# %%
report.quotes(outcome + factors[:4], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Faktor och utfall är hämtade ur samma intervjuer, och den som minns en låsning letar också upp skäl till den. Bland få kommuner stämmer dessutom nästan alltid någon faktor av en slump.</p>

# %% [markdown]
# ## MS2 · Hur byggs de nya relationerna?
#
# Vad gjorde man, och när? Raderna är sätt att bygga relationer och att hantera svårigheter, kolumnerna
# tiden före, under och efter skiftet.

# %%
ways = study.codebook.codes_of(dilemma="MS", kind="way")
handling = study.codebook.codes_of(group="H")
phases = study.codebook.codes_of(dilemma="MS", kind="phase")
built = tables.crossing(study, ways + handling, phases, "MS", heads=("Sätt", "Fas"), cases=shifted)
report.publish(
    built, figures.heatmap, "02_ms2_bygge", question="MS2", reading=readings.crossing(built),
    title="Sätt att bygga nya relationer före, under och efter skiftet",
    alt="Rutnät med sätt att bygga och hantera som rader och tre faser som kolumner",
)

# %%
report.quotes(ways, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Bara avsnitt som säger både hur och när är med. Var skiftet slutar och tiden efter börjar avgör dessutom den som berättar, och sedan den som kodar.</p>

# %% [markdown]
# ## MS3 · Hur inarbetade var de gamla relationerna?
#
# Hur länge kommunstyrelsens ordförande (kso) och kommunchefen (kc) suttit tillsammans säger hur gammal
# relationen var när skiftet kom. Tonade fält är deras år tillsammans, lodräta linjer är val och skiften,
# och en pil betyder att personen sitter kvar.

# %%
posts, old = tables.spells(study, shifted), tables.at_shift(study)
report.publish(
    posts, figures.spells, "02_ms3_poster", question="MS3", reading=readings.worn_in(old),
    title="Kso och kc i kommuner med majoritetsskifte",
    alt="Tidsaxel med en rad per kommun och en stapel per person som varit kso eller kc",
    events=tables.events(study, shifted), pairs=old,
)

# %%
report.quotes("MS.gammal.inarbetad", n=2)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Åren mäter inte hur inarbetad en relation är: två år dörr i dörr kan sätta djupare spår än tio på avstånd. Det säger bara intervjuerna.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Där inget skifte skett är tystnaden väntad.

# %%
locked_or_not = ("Låste sig", "Låste sig inte")
report.negative(["MS.utfall.last"], ["MS.utfall.ejlast"], locked_or_not, cases=shifted)
