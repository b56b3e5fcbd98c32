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
# # Materialet
#
# Vad som samlats in, vad som kodats och av vem, vad som fattas, och om summorna stämmer med filerna.

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

# %%
report.gaps()

# %%
report.facts(tables.glance(study))

# %% [markdown]
# ## Vilka har intervjuats?
#
# Varje intervju efter kommun och roll: kommunstyrelsens ordförande (kso), kommunchefen (kc),
# oppositionsråd och andra ledande politiker och tjänstemän.

# %%
who = tables.interviews(study)
report.publish(
    who, figures.columns, "00_material_roller", reading=readings.interviews(who),
    title="Intervjuer efter kommun och roll",
    alt="Liggande staplar, en per kommun, delade efter roll",
)

# %% [markdown]
# När gjordes intervjuerna, och hur länge varade de?

# %%
when = tables.dates(study)
report.publish(
    when, figures.timeline, "00_material_datum", reading=readings.dates(when),
    title="Intervjuerna i tiden",
    alt="Punkter på en tidsaxel, en rad per kommun och en punkt per intervju",
)

# %% [markdown]
# ## Vilka dilemman frågades det om, och var?
#
# I streckade fält tillfrågades ingen i kommunen om dilemmat. En nolla betyder att någon tillfrågades
# men att ingen intervju är kodad med det.

# %%
dilemmas = study.codebook.dilemmas
rows = {key: study.dilemma_codes(key) for key in dilemmas}
short = {key: dilemma.short[language] for key, dilemma in dilemmas.items()}
where = tables.by_case(study, rows, short)

# %%
report.publish(
    where, figures.heatmap, "00_material_dilemman", reading=readings.by_case(where),
    title="Intervjuer som tar upp dilemmat, kommun för kommun",
    alt="Rutnät med dilemman som rader och kommuner som kolumner, streckat där ingen tillfrågades",
)

# %% [markdown]
# ## Vem har kodat?

# %%
who = tables.coders(study)
report.publish(
    who, None, "00_material_kodare", reading=readings.coders(who),
    title="Kodare", alt="Tabell över kodare med intervjuer, koder och kodningar",
)

# %% [markdown]
# ## Hur används kodboken?
#
# En kod som ingen använt står kvar med noll: också det är ett resultat.

# %%
use = tables.code_use(study)
report.publish(
    use, None, "00_material_koder", reading=readings.code_use(use),
    title="Kodbokens delar", alt="Tabell över hur många koder som används i var del av kodboken",
)

# %% [markdown]
# Koder i filen som inte finns i kodboken står kvar under sina egna namn och räknas för sig.

# %%
own = tables.own_codes(study)
report.publish(
    own, None, "00_material_egna", reading=readings.own_codes(own),
    title="Koder utanför kodboken", alt="Tabell över projektets egna koder med antal kodningar",
)

# %% [markdown]
# ## Stämmer summorna?
#
# Filerna räknas när de läses in, och rapporten räknar om dem i sina egna tabeller. Talen ska vara lika.

# %%
sums = tables.totals(study)
report.publish(
    sums, None, "00_material_summor", reading=readings.totals(sums),
    title="Filernas summor och rapportens", alt="Tabell över summor i filerna och i rapporten",
)

# %%
rest = tables.reading(study)
report.publish(
    rest, None, "00_material_utelamnat", reading="",
    title="Vad som inte används", alt="Tabell över sådant i filerna som inte används",
)

# %% [markdown]
# ## Några röster
#
# Några citat från olika kommuner och roller, för att se att de är rätt utklippta.

# %%
report.quotes(list(study.codings["code"].unique()), n=6)
