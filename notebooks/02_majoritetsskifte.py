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
# Efter ett majoritetsskifte möter nya politiker en kommunchef som arbetat nära de gamla. De nya
# relationerna ska byggas medan de gamla ännu sitter i väggarna. Lägesbilden tar exempel från tre
# kommuner, där det låste sig i några men inte i alla, och nämner personkemin och kommunchefen som
# det som påverkar.

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
asked = tables.asked(study, "MS")
report.publish(
    asked, None, "02_ms_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
)

# %% [markdown]
# ## MS1 · Vilka faktorer avgör om det låser sig?
#
# Bara kommuner som haft ett majoritetsskifte kan ha låst sig. Figuren visar var och en av dem med sina
# faktorer i stället för att räkna fram ett samband: till det krävs många fler skiften.

# %%
shifted = tables.shifted(study)
factors = study.codebook.codes_of(dilemma="MS", kind="factor")
outcome = ["MS.utfall.last", "MS.utfall.ejlast"]
why = tables.configurations(study, "MS", factors, outcome, shifted)
report.publish(
    why, figures.configuration, "02_ms1_faktorer", question="MS1",
    title="Faktorer i kommuner med majoritetsskifte, efter utfall",
    alt="Rutnät med en rad per kommun och en cirkel per faktor, fylld där faktorn finns",
    reading=readings.configurations(why),
)

# %%
report.quotes(outcome + factors[:4], n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Faktor och utfall är hämtade ur samma intervjuer: den som minns en låsning minns också skäl till den. När kommunerna är få passar lätt någon faktor av en slump.</p>

# %% [markdown]
# ## MS2 · Hur byggs de nya relationerna?
#
# Vad gjorde man, och när? Raderna är sätt att bygga och hantera, kolumnerna tiden före, under och
# efter skiftet.

# %%
ways = study.codebook.codes_of(dilemma="MS", kind="way")
handling = study.codebook.codes_of(group="H")
phases = study.codebook.codes_of(dilemma="MS", kind="phase")
built = tables.crossing(study, ways + handling, phases, "MS", cases=shifted)
report.publish(
    built, figures.heatmap, "02_ms2_bygge", question="MS2", reading=readings.crossing(built),
    title="Sätt att bygga nya relationer före, under och efter skiftet",
    alt="Rutnät med sätt att bygga och hantera som rader och tre faser som kolumner",
)

# %%
report.quotes(ways, n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Bara avsnitt som både säger hur och när är med. Det som gjordes utan att dateras i samtalet syns inte.</p>

# %% [markdown]
# ## MS3 · Hur inarbetade var de gamla relationerna?
#
# Tiden på posten för kso och kc säger hur gammal relationen var när skiftet kom. Tonat är de år som
# den gamla kso och kc hade tillsammans, lodräta linjer är val och skiften, och en pil betyder att
# personen sitter kvar.

# %%
posts, old = tables.spells(study, shifted), tables.at_shift(study)
report.publish(
    posts, figures.spells, "02_ms3_poster", question="MS3", reading=readings.worn_in(old),
    title="Kso och kc i kommuner med majoritetsskifte",
    alt="Tidsaxel med en rad per kommun och en stapel per person på posten som kso och kc",
    events=tables.events(study, shifted), pairs=old,
)

# %%
report.quotes("MS.gammal.inarbetad", n=2)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> År på posten är inte samma sak som hur nära man arbetat. Det säger bara intervjuerna.</p>

# %% [markdown]
# ## Negativa fall
#
# Här är utgångspunkten att det låser sig. Vilka kommuner med skifte säger något annat?

# %%
locked_or_not = ("Låste sig", "Låste sig inte")
report.negative(["MS.utfall.last"], ["MS.utfall.ejlast"], locked_or_not)
