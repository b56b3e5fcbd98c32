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
# # Syntes
#
# De två forskningsfrågorna, hur de sex dilemmana hänger ihop, vad personkemin gör i dem, och var mönstren
# bryts. Läs den här sidan sist: den säger var man ska gå tillbaka till de andra.

# %% [markdown] tags=["en"]
# # Synthesis
#
# The two research questions, how the six dilemmas hang together, what personal chemistry does in them, and
# where the patterns break. Read this page last: it says where to go back to the others.

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

# %% [markdown] tags=["sv"]
# ## FF1 · Vilka slags svårigheter uppstår i samarbetet, och hur hanteras de?
#
# Raderna är svårigheter (lägesbildens samarbetsbesvärligheter), kolumnerna sätt att hantera dem. De räknas
# ihop bara där någon nämner båda i samma avsnitt, för först då vet man att sättet gäller just den
# svårigheten. En tom rad är en svårighet som man lever med utan att berätta vad man gör åt den.

# %% [markdown] tags=["en"]
# ## FF1 · Which kinds of difficulty arise in the cooperation, and how are they handled?
#
# The rows are difficulties, the columns ways of handling them. They are counted together only where
# someone mentions both in the same passage, for only then does one know that the way concerns that very
# difficulty. An empty row is a difficulty that people live with without telling what they do about it.

# %%
trouble = study.codebook.codes_of(group="B")
handling = study.codebook.codes_of(group="H")
met = tables.crossing(study, trouble, handling, heads=("Svårighet", "Hantering"))
report.publish(
    met, figures.heatmap, "07_ff1_hantering", question="FF1", reading=readings.crossing(met),
    title="Svårigheter och hur de hanteras",
    alt="Rutnät med svårigheter som rader och sätt att hantera som kolumner",
)

# %% [markdown] tags=["sv"]
# ### Ser politiker och tjänstemän samma sak?
#
# Samma rutnät, delat efter vem som berättar. Där den ena sidan är tom kan det vara en svårighet som bara
# den andra ser, eller ett sätt att hantera som bara den andra har till hands.

# %% [markdown] tags=["en"]
# ### Do politicians and officials see the same thing?
#
# The same grid, divided by who tells. Where one side is empty it may be a difficulty that only the other
# sees, or a way of handling that only the other has to hand.

# %%
told = tables.crossing_by(study, trouble, handling, heads=("Svårighet", "Hantering"))
report.publish(
    told, figures.heatmap, "07_ff1_rollgrupper", reading=readings.crossing_by(told),
    title="Svårigheter och hur de hanteras, efter rollgrupp",
    alt="Två rutnät sida vid sida, ett för politiker och ett för tjänstemän",
)

# %% [markdown] tags=["sv"]
# ### I vilka dilemman kommer svårigheterna upp?
#
# Siffran är antalet kommuner där svårigheten och dilemmat tas upp i samma avsnitt. Läs kolumnvis: en
# svårighet som kommer upp i många dilemman hör till samarbetet, en som bara finns i ett hör till dilemmat.

# %% [markdown] tags=["en"]
# ### In which dilemmas do the difficulties come up?
#
# The number is of municipalities where the difficulty and the dilemma are brought up in the same passage.
# Read by column: a difficulty that comes up in many dilemmas belongs to the cooperation, one that is found
# in a single one belongs to that dilemma.

# %%
where = tables.by_dilemma(study, trouble, heads=("Dilemma", "Svårighet"))
report.publish(
    where, figures.heatmap, "07_ff1_dilemman", reading=readings.by_dilemma(where),
    title="Svårigheter efter dilemma",
    alt="Rutnät med dilemman som rader och svårigheter som kolumner, streckat där ingen tillfrågades",
)

# %%
report.quotes(trouble, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> En svårighet som löstes så väl att ingen minns den finns inte här. Och att ett sätt att hantera nämns betyder inte att det hjälpte.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> A difficulty that was solved so well that nobody remembers it is not here. And that a way of handling is mentioned does not mean that it helped.</p>

# %% [markdown] tags=["sv"]
# ## FF2 · Vad gör yttre påfrestningar med samarbetet?
#
# Raderna är påfrestningar utifrån, kolumnerna vad de sägs ha gjort med samarbetet. Frågan är om en
# påfrestning har en egen verkan, så att nästan allt står i en kolumn, eller om den lika ofta stärker.

# %% [markdown] tags=["en"]
# ## FF2 · What do external strains do to the cooperation?
#
# The rows are strains from outside, the columns what they are said to have done to the cooperation. The
# question is whether a strain has an effect of its own, so that almost everything stands in one column, or
# strengthens as often as not.

# %%
strain = study.codebook.codes_of(group="Y")
effect = study.codebook.codes_of(group="P")
done = tables.crossing(study, strain, effect, heads=("Påfrestning", "Påverkan"))
report.publish(
    done, figures.heatmap, "07_ff2_paverkan", question="FF2", reading=readings.crossing(done),
    title="Yttre påfrestningar och deras påverkan",
    alt="Rutnät med påfrestningar som rader och påverkan på samarbetet som kolumner",
)

# %% [markdown] tags=["sv"]
# ### Vad blev följden i varje kommun?
#
# Varje ruta visar den påverkan som flest av kommunens intervjuer berättar om, och hur många av dem som tar
# upp påfrestningen. ”Flera” betyder att lika många berättar om olika påverkan: där är man oense, eller så
# hände det mer än en gång. Läs också kolumnvis, för en kommun som stärks av det ena kan låsas av det andra.

# %% [markdown] tags=["en"]
# ### What came of it in each municipality?
#
# Each cell shows the effect that most of the municipality’s interviews tell of, and how many of those that
# bring up the strain. “Several” means that as many tell of different effects: there they disagree, or it
# happened more than once. Read by column too, for a municipality that is strengthened by one thing may be
# locked by another.

# %%
outcome = tables.effects_by_case(study, strain, effect)
report.publish(
    outcome, figures.effects, "07_ff2_kommuner", reading=readings.effects_by_case(outcome),
    title="Påfrestningar och vad de gjorde, kommun för kommun",
    alt="Rutnät med påfrestningar som rader och en färg och ett tecken för påverkan i varje ruta",
)

# %%
report.quotes(strain, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Påfrestning och påverkan är hämtade ur samma berättelse: sambandet är berättarens. En annan i samma kommun kan ha sett det motsatta.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Strain and effect are taken from the same story: the link is the teller’s. Someone else in the same municipality may have seen the opposite.</p>

# %% [markdown] tags=["sv"]
# ## Hur hänger dilemmana ihop?
#
# Den som talar om två dilemman i samma andetag har själv knutit ihop dem, och det är de banden som figuren
# visar. Ju tjockare linje, desto större andel av kommunerna där det frågades om båda. Ett dilemma utan
# linje möter inget annat.

# %% [markdown] tags=["en"]
# ## How do the dilemmas hang together?
#
# Those who speak of two dilemmas in the same breath have tied them together themselves, and those are the
# ties that the figure shows. The thicker a line, the larger the share of the municipalities where both were
# asked about. A dilemma without a line meets no other.

# %%
ties = tables.cooccurring(study)
report.publish(
    ties, figures.network, "07_dilemman_natverk", reading=readings.cooccurring(ties),
    title="Dilemman som möts i samma avsnitt",
    alt="Nätverk med dilemman i ring och linjer mellan dem som möts, tjockare ju fler kommuner",
)

# %% [markdown] tags=["sv"]
# ### Hur nära varandra?
#
# Ju vidare man ritar cirkeln, desto fler par kan mötas, och desto mindre säger det. Skiljer sig ett steg
# mycket från nästa har man talat om båda dilemmana utan att knyta ihop dem.

# %% [markdown] tags=["en"]
# ### How close to each other?
#
# The wider the circle is drawn the more pairs can meet, and the less it says. Where one step differs much
# from the next, people have spoken of both dilemmas without tying them together.

# %%
near = ("passage", "interview", "case")
steps = tables.cooccurring(study, relations=near)
report.publish(
    steps, figures.meetings, "07_dilemman_avstand", reading=readings.cooccurring(steps),
    title="Par av dilemman efter hur nära varandra de tas upp",
    alt="Rutnät med par av dilemman som rader och allt vidare avstånd som kolumner",
)

# %% [markdown] tags=["sv"]
# ### Leder det ena till det andra?
#
# Ett band kan vara starkt från ena hållet och svagt från det andra: av dem som talar om det ovanliga kan
# nästan alla komma in på det vanliga, men inte tvärtom. Här räknas intervjuer, och bara de där det frågades
# om båda.

# %% [markdown] tags=["en"]
# ### Does the one lead to the other?
#
# A tie can be strong from one end and weak from the other: of those who speak of the unusual nearly all
# may come to the usual, but not the other way round. Here interviews are counted, and only those where
# both were asked about.

# %%
ways = tables.directed(study)
report.publish(
    ways, figures.directed, "07_dilemman_riktning", reading=readings.directed(ways),
    title="Hur stor del av det ena som möter det andra",
    alt="Rutnät med dilemman som rader och kolumner och en bråkdel i varje ruta",
)

# %% [markdown] tags=["sv"]
# ### Vilka tas upp i samma intervju?
#
# Varje stapel är en kombination av dilemman, och prickarna under den säger vilka. En öppen prick betyder
# att någon av dem tillfrågades utan att ta upp dilemmat; ett streck att ingen av dem fick frågan. Skilj på
# de två: det första är ett svar, det andra är guidens verk.

# %% [markdown] tags=["en"]
# ### Which are brought up in the same interview?
#
# Each bar is a combination of dilemmas, and the dots below it say which. An open dot means that some of
# them were asked and do not bring the dilemma up; a dash that none of them got the question. Keep the two
# apart: the first is an answer, the second is the guide’s doing.

# %%
sets = tables.combinations(study)
report.publish(
    sets, figures.upset, "07_dilemman_kombinationer", reading=readings.combinations(sets),
    title="Vilka dilemman intervjuerna tar upp tillsammans",
    alt="Staplar för hur många intervjuer som har varje kombination, med prickar för dilemmana i den",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Att två dilemman möts i ett avsnitt säger inte vilket som kom först, eller om de drar åt samma håll. Öppna underlaget och läs: bandet kan vara ett ”därför” likaväl som ett ”däremot”.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> That two dilemmas meet in a passage does not say which came first, or whether they pull the same way. Open the codings and read: the tie may be a “therefore” as well as a “however”.</p>

# %% [markdown] tags=["sv"]
# ## Personkemins betydelse
#
# Lägesbilden tar upp personkemins betydelse för sig, men den kan gå igen i vilket dilemma som helst. Den
# mörka stapeln är kommuner där personkemin sägs bära eller stjälpa samarbetet i samma avsnitt som dilemmat,
# den ljusa där det sägs i samma intervju, var som helst. Det är den mörka som binder kemin till dilemmat.

# %% [markdown] tags=["en"]
# ## The importance of personal chemistry
#
# The status report takes up personal chemistry by itself, but it may recur in any dilemma. The dark bar is
# of municipalities where the chemistry is said to carry or overturn the cooperation in the same passage as
# the dilemma, the pale one where that is said anywhere in the same interview. It is the dark bar that ties
# the chemistry to the dilemma.

# %%
between = tables.chemistry(study)
report.publish(
    between, figures.mirror, "07_personkemi_dilemman", reading=readings.chemistry(between),
    title="Personkemin i de sex dilemmana",
    alt="Staplar åt vänster och höger, en rad per dilemma: hur ofta kemin bär och hur ofta den stjälper",
)

# %% [markdown] tags=["sv"]
# ### Efter rollgrupp
#
# Först samma avsnitt, delade efter vem som talar; sedan intervjuerna i sin helhet, vilket dilemma de än
# handlar om. Små tal: en enda intervju kan flytta en ruta.

# %% [markdown] tags=["en"]
# ### By role group
#
# First the same passages, divided by who speaks; then the interviews as a whole, whichever dilemma they
# are about. Small numbers: a single interview can move a cell.

# %%
kinds = ["K.bar", "K.stjalper"]
felt = tables.by_dilemma(study, kinds, heads=("Dilemma", "Personkemin"), by="role_group")
report.publish(
    felt, figures.heatmap, "07_personkemi_grupper", reading=readings.chemistry_by(felt),
    title="Personkemin i dilemmana, efter rollgrupp",
    alt="Två rutnät med dilemman som rader, ett för politiker och ett för tjänstemän",
)

# %%
names = {"first": "Bara att den bär", "both": "Båda", "second": "Bara att den stjälper"}
chemistry = tables.shares(study, None, ["K.bar"], ["K.stjalper"], names)
report.publish(
    chemistry, figures.stacked, "07_personkemi_roller", reading=readings.shares(chemistry),
    title="Personkemin bär eller stjälper samarbetet, efter rollgrupp",
    alt="Liggande staplar, en per grupp, som delar intervjuerna efter vad de säger",
)

# %%
report.quotes(kinds, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Ordet personkemi rymmer allt från sympati till makt, och koden skiljer dem inte åt. Den som säger att kemin stämde kan mena att ingen sade emot.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The word chemistry holds everything from liking to power, and the code does not tell them apart. Whoever says that the chemistry was right may mean that nobody objected.</p>

# %% [markdown] tags=["sv"]
# ## Vad säger varje kommun?
#
# Rammatrisen: en rad per kommun och en kolumn per dilemma. Sammanfattningen är räknad ur kodningarna, och
# citatet är ett av flera möjliga. Läs en rad för att lära känna en kommun, en kolumn för att se vad som
# skiljer dem åt. Matrisen finns också i arbetsboken.

# %% [markdown] tags=["en"]
# ## What does each municipality say?
#
# The framework matrix: a row a municipality and a column a dilemma. The summary is counted from the
# codings, and the quote is one of several possible. Read a row to get to know a municipality, a column to
# see what sets them apart. The matrix is in the workbook too.

# %%
matrix = tables.framework(study)
report.publish(
    matrix, None, "07_kommuner_matris", reading=readings.framework(matrix),
    title="Vad kommunerna säger om varje dilemma",
    alt="Tabell med en rad per kommun och en kolumn per dilemma",
)

# %% [markdown] tags=["sv"]
# ## Var bryts mönstren?
#
# I ett dilemma finns oftast ett håll som fler lutar åt. Figuren visar vilka som följer det och vilka som går
# tvärtemot, med hur många intervjuer det vilar på. En kommun som går tvärtemot i flera dilemman är inte ett
# undantag utan ett annat mönster, och förtjänar att läsas som ett sådant.

# %% [markdown] tags=["en"]
# ## Where do the patterns break?
#
# In a dilemma there is mostly one way that more lean. The figure shows who follows it and who goes against it,
# with how many interviews that rests on. A municipality that goes against it in several dilemmas is not an
# exception but another pattern, and deserves to be read as one.

# %%
pattern = tables.patterns(study)
report.publish(
    pattern, figures.patterns, "07_monster_kommuner", reading=readings.patterns(pattern),
    title="Kommunerna mot det vanligaste, dilemma för dilemma",
    alt="Rutnät med dilemman som rader och kommuner som kolumner, färgat efter om de följer mönstret",
)

# %% [markdown] tags=["sv"]
# ### Negativa fall i alla dilemman
#
# Här står också de som väger jämnt och de som tillfrågades utan att ta upp någondera sidan. Varje rad är en
# plats att börja läsa på: vad är det här som gör att mönstret inte håller?

# %% [markdown] tags=["en"]
# ### Negative cases in all dilemmas
#
# Here stand also those that are evenly divided and those that were asked and bring up neither side. Each
# row is a place to begin reading: what is it here that makes the pattern fail?

# %%
against = tables.exceptions(study)
report.publish(
    against, None, "07_monster_undantag", reading=readings.exceptions(against),
    title="De som bryter mönstret, i varje dilemma",
    alt="Tabell med en rad per dilemma och kommun som bryter mönstret",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Åt vilket håll en kommun lutar avgörs av hur många intervjuer som nämner det ena och det andra, och ofta skiljer en enda. Undantaget kan bero på vem som råkade bli intervjuad.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Which way a municipality leans is decided by how many interviews mention the one and the other, and often a single one makes the difference. The exception may depend on who happened to be interviewed.</p>
