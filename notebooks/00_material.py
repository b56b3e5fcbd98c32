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
# # Materialet
#
# Hur materialet samlats in, vilka som ingår, vad som kodats och av vem, vad som fattas, och om summorna
# stämmer med filerna.

# %% [markdown] tags=["en"]
# # The material
#
# How the material was collected, who is in it, what has been coded and by whom, what is missing, and
# whether the sums agree with the files.

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
accept_positions = False

# %%
report = open_report(
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
    accept_positions=accept_positions,
)
study = report.study

# %%
report.gaps()

# %%
report.facts(tables.glance(study))

# %% [markdown] tags=["sv"]
# ## Hur kom materialet till?
#
# Från planerade intervjuer till kodade. De som kodats av två gör det möjligt att se om kodarna läser lika.

# %% [markdown] tags=["en"]
# ## How did the material come about?
#
# From interviews planned to interviews coded. Those coded by two show whether the coders read alike.

# %%
steps = tables.flow(study)
report.publish(
    steps, figures.flow, "00_material_flode", reading=readings.flow(steps),
    title="Från planerad till kodad intervju",
    alt="Flödesschema från vänster till höger med en ruta per steg och bortfallet under",
)

# %% [markdown] tags=["sv"]
# ## Hur lika landet är kommunerna?
#
# Kommunerna är valda för att skilja sig åt, inte för att spegla landet. Figuren säger vilka slag av
# kommuner som materialet har mycket och lite av.

# %% [markdown] tags=["en"]
# ## How closely do the municipalities resemble the country?
#
# The municipalities were chosen to differ, not to mirror the country. The figure tells which kinds of
# municipality the material has much and little of.

# %%
spread = tables.sample(study)
report.publish(
    spread, figures.beside, "00_material_kommuner", reading=readings.sample(spread),
    title="Materialets kommuner bredvid landets",
    alt="Liggande staplar, en per storlek och landsdel, med ett streck för landets andel",
)

# %% [markdown] tags=["sv"]
# ## Vilka har intervjuats?
#
# Varje intervju efter kommun och roll: kommunstyrelsens ordförande (kso), kommunchefen (kc),
# oppositionsråd och andra ledande politiker och tjänstemän.

# %% [markdown] tags=["en"]
# ## Who was interviewed?
#
# Every interview by municipality and role: the chair of the municipal executive board (kso), the chief
# executive (kc), opposition leaders and other leading politicians and officials.

# %%
who = tables.interviews(study)
report.publish(
    who, figures.columns, "00_material_roller", reading=readings.interviews(who),
    title="Intervjuer efter kommun och roll",
    alt="Liggande staplar, en per kommun, delade efter roll",
)

# %%
long = tables.lengths(study)
report.publish(
    long, figures.strip, "00_material_langd", reading=readings.lengths(long),
    title="Intervjuernas längd efter roll",
    alt="Punkter längs en axel i minuter, en rad per roll, med medianen som ett streck",
)

# %%
when = tables.dates(study)
report.publish(
    when, figures.timeline, "00_material_datum", reading=readings.dates(when),
    title="Intervjuerna i tiden",
    alt="Punkter på en tidsaxel, en rad per kommun och en punkt per intervju",
)

# %% [markdown] tags=["sv"]
# ## Vilka dilemman frågades det om, och var?
#
# I streckade fält tillfrågades ingen om dilemmat. En nolla betyder att någon tillfrågades men att ingen
# intervju är kodad med det.

# %% [markdown] tags=["en"]
# ## Which dilemmas were asked about, and where?
#
# In hatched cells nobody was asked about the dilemma. A zero means that someone was asked but that no
# interview is coded with it.

# %%
dilemmas = study.codebook.dilemmas
rows = {key: study.dilemma_codes(key) for key in dilemmas}
short = {key: study.short(key) for key in dilemmas}
where = tables.by_case(study, rows, short)

# %%
report.publish(
    where, figures.heatmap, "00_material_dilemman", reading=readings.by_case(where),
    title="Intervjuer som tar upp dilemmat",
    alt="Rutnät med dilemman som rader, streckat där ingen tillfrågades",
)

# %% [markdown] tags=["sv"]
# ## Var i samtalen kommer dilemmana upp?
#
# Varje rad är en intervju från början till slut. Där ett dilemma kommer upp långt från sin plats i guiden
# är det den intervjuade som fört det på tal, och det är ofta värt att läsa där.

# %% [markdown] tags=["en"]
# ## Where in the talk do the dilemmas come up?
#
# Each row is an interview from beginning to end. Where a dilemma comes up far from its place in the guide
# it is the interviewee who raised it, and that is often worth reading.

# %%
talk = tables.portraits(study)
report.publish(
    talk, figures.portraits, "00_material_portratt", reading=readings.portraits(talk),
    title="Dokumentporträtt av intervjuerna",
    alt="En remsa per intervju, färgad efter det dilemma som tas upp på var plats i samtalet",
)

# %% [markdown] tags=["sv"]
# ## Vilka filer kommer kodningarna ur?
#
# Texter i två filer räknas som samma intervju när orden är desamma, vad filerna än kallar den.

# %% [markdown] tags=["en"]
# ## Which files do the codings come from?
#
# Texts of two files count as the same interview when the words are the same, whatever the files call it.

# %%
held = tables.files(study)
report.publish(
    held, None, "00_material_filer", reading=readings.files(held),
    title="De kodade filerna", alt="Tabell med en rad per fil och vad den innehåller",
)

# %% [markdown] tags=["sv"]
# ## Vem har kodat?

# %% [markdown] tags=["en"]
# ## Who has coded?

# %%
who = tables.coders(study)
report.publish(
    who, None, "00_material_kodare", reading=readings.coders(who),
    title="Kodarna", alt="Tabell över kodare med intervjuer, koder och kodningar",
)

# %% [markdown] tags=["sv"]
# ## Hur används kodboken?
#
# En kod som ingen använt står kvar med noll: också det är ett resultat.

# %% [markdown] tags=["en"]
# ## How is the codebook used?
#
# A code that nobody used stays, with zero: that is a result too.

# %%
use = tables.code_use(study)
report.publish(
    use, None, "00_material_koder", reading=readings.code_use(use),
    title="Kodbokens delar", alt="Tabell över hur många koder som används i var del av kodboken",
)

# %%
own = tables.own_codes(study)
report.publish(
    own, None, "00_material_egna", reading=readings.own_codes(own),
    title="Koder utanför kodboken", alt="Tabell över projektets egna koder med antal kodningar",
)

# %% [markdown] tags=["sv"]
# ## Stämmer summorna?
#
# Filerna räknas när de läses in, och rapporten räknar om dem i sina egna tabeller. Talen ska vara lika.

# %% [markdown] tags=["en"]
# ## Do the sums agree?
#
# The files are counted as they are read, and the report counts them again in its own tables. The numbers
# should be the same.

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

# %% [markdown] tags=["sv"]
# ## Vad ska redovisas?
#
# Två checklistor för kvalitativa studier, COREQ och SRQR: det som materialet självt kan svara på, och det
# som bara gruppen kan skriva.

# %% [markdown] tags=["en"]
# ## What is to be reported?
#
# Two checklists for qualitative studies, COREQ and SRQR: what the material can answer by itself, and what
# only the group can write.

# %%
items = tables.checklist(study)
report.publish(
    items, None, "00_material_redovisning", reading=readings.checklist(items),
    title="Punkter ur COREQ och SRQR", alt="Tabell med en rad per punkt och vad projektet säger om den",
)

# %% [markdown] tags=["sv"]
# ## Några röster
#
# Citat från olika kommuner och roller, för att se att de är rätt utklippta.

# %% [markdown] tags=["en"]
# ## Some voices
#
# Quotations from different municipalities and roles, to see that they are cut as they should be.

# %%
report.quotes(list(study.codings["code"].unique()), n=6)
