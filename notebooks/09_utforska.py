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

# %% [markdown] tags=["sv"]
# # Utforska
#
# En plats för egna frågor till materialet. Inget här ingår i rapporten och inget skrivs till disk, så ändra
# vad du vill: byt en kod, en kommun eller en roll, lägg till celler och kör om. Det som visar sig hålla
# flyttas till dilemmats egen anteckningsbok.

# %% [markdown] tags=["en"]
# # Explore
#
# A place for questions of your own to the material. Nothing here is part of the report and nothing is
# written to disk, so change what you like: another code, municipality or role, more cells, and run again.
# What turns out to hold is moved to the dilemma's own notebook.

# %%
import analys
from analys import figures, readings, tables
from analys.report import open_report

# %% tags=["parameters"]
material = "demo"
edition = "internal"
language = "sv"
cases = "all"
coder = "consensus"
min_cases = 3
accept_positions = False

# %%
report = open_report(
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
    accept_positions=accept_positions,
)
study = report.study

# %% [markdown] tags=["sv"]
# ## Vad heter koden?
#
# Sök på ett ord eller en bit av ett, på svenska eller engelska, med eller utan prickar. Felstavat går också
# bra: då visas det som ligger närmast. Utan sökord visas hela kodboken. Talen räknar även koderna under.

# %% [markdown] tags=["en"]
# ## What is the code called?
#
# Search for a word or a part of one, in Swedish or English, with or without accents. Misspelt will do as
# well: then the nearest is shown. Without a word the whole codebook is shown. The counts include the codes
# below.

# %%
analys.help_codes("förtroende", study)

# %% [markdown] tags=["sv"]
# ## Vad sägs om det?
#
# Citaten står i sitt sammanhang, med det kodade avsnittet markerat. Sökrutan söker i alla kolumner och
# fälten under rubrikerna i var sin. Ett citat som ser tydligt ut i tabellen kan låta annorlunda i samtalet:
# läs det där innan du bygger på det.

# %% [markdown] tags=["en"]
# ## What is said about it?
#
# The quotations stand in their context, with the coded passage marked. The search box looks in all columns
# and the fields below the headings in one each. A quotation that seems clear in the table may sound
# different in the talk: read it there before you build on it.

# %%
study.quotes("GZ.gyllene")

# %% [markdown] tags=["sv"]
# Samma fråga i några kommuner och till en roll. Här tas de två första kommunerna; skriv annars ut dem, som
# `case=["K03", "K07"]`. Rollerna är `kso`, `kc`, `pol`, `opp` och `tjm`.

# %% [markdown] tags=["en"]
# The same question in some municipalities and to one role. Here the first two municipalities are taken;
# otherwise write them out, as `case=["K03", "K07"]`. The roles are `kso`, `kc`, `pol`, `opp` and `tjm`.

# %%
two = list(study.cases["case"].head(2))
study.quotes(["GZ.gyllene", "GZ.problem"], case=two, role="kc")

# %% [markdown] tags=["sv"]
# För koden är citaten en vanlig tabell i pandas. Här räknas hur många intervjuer i varje roll som talar om
# zonen som gyllene och som problem. Talen säger inget om hur många som tillfrågades; det gör tabellerna
# längre ner.

# %% [markdown] tags=["en"]
# To code the quotations are an ordinary table of pandas. Here is counted how many interviews in each role
# speak of the zone as golden and as a problem. The numbers do not say how many were asked; the tables
# further down do.

# %%
said = study.quotes(["GZ.gyllene", "GZ.problem"])
said.groupby(["role", "code"])["interview"].nunique().unstack(fill_value=0)

# %% [markdown] tags=["sv"]
# ## Hur ser intervjun ut?
#
# Porträttet visar var i samtalet varje dilemma kommer upp. Här tas den första intervju som någon har kodat;
# skriv id:t på den du vill läsa, till exempel `study.portrait("K03-2")`.

# %% [markdown] tags=["en"]
# ## What does the interview look like?
#
# The portrait shows where in the talk each dilemma comes up. Here the first interview that somebody has
# coded is taken; write the id of the one you want to read, for instance `study.portrait("K03-2")`.

# %%
one = min(study.read)
study.portrait(one)

# %% [markdown] tags=["sv"]
# Hela samtalet, med alla kodares kodningar bredvid texten. Ju mörkare ton, desto fler koder på samma ställe.

# %% [markdown] tags=["en"]
# The whole talk, with the codings of all coders beside the text. The darker the tint, the more codes in the
# same place.

# %%
study.transcript(one)

# %% [markdown] tags=["sv"]
# ## En egen tabell och en egen figur
#
# Rapportens tabeller och figurer går att använda på vilka koder som helst. En tabell säger själv vad den
# räknar och av hur många, en figur ritar tabellen och en läsning säger i ord vad som står i den.

# %% [markdown] tags=["en"]
# ## A table and a figure of your own
#
# The report's tables and figures can be used on any codes. A table says itself what it counts and out of how
# many, a figure draws the table, and a reading says in words what is in it.

# %%
factors = study.codebook.codes_of(dilemma="GZ", kind="factor")
rows = {code: [code] for code in factors}
where = tables.by_case(study, rows, study.labels(factors))
figures.heatmap(where)

# %%
report.reading(readings.by_case(where))

# %%
where

# %% [markdown] tags=["sv"]
# ## Vad nämns i samma avsnitt?
#
# Två koder möts när deras avsnitt överlappar i samma intervju. Byt `relation` till `"interview"` eller
# `"case"` för att fråga vidare. Att två saker nämns ihop betyder inte att den ena leder till den andra.

# %% [markdown] tags=["en"]
# ## What is mentioned in the same passage?
#
# Two codes meet when their passages overlap in the same interview. Change `relation` to `"interview"` or
# `"case"` to ask more widely. That two things are mentioned together does not mean that one leads to the
# other.

# %%
zones = ["GZ.gyllene", "GZ.problem"]
met = tables.crossing(study, factors, zones, "GZ", heads=("Faktor", "Utfall"), relation="passage")
figures.heatmap(met)

# %%
report.reading(readings.crossing(met))
