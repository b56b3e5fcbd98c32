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
# # Majoritetsskiftesdilemmat

# %% [markdown] tags=["en"]
# # The majority-shift dilemma

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
    "MS",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
    accept_positions=accept_positions,
)
study = report.study

# %%
report.opening()

# %% [markdown] tags=["sv"]
# ## Dilemmat
#
# När majoriteten skiftar ska nya relationer byggas medan de gamla ännu sitter i väggarna. Det som var
# inarbetat kan då stå i vägen för det nya. Lägesbilden tar exempel från tre kommuner, både där det låste
# sig och där det inte gjorde det, och nämner två faktorer som påverkar: personkemin och kommunchefen.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# When the majority shifts new relations must be built while the old ones still linger. What was worn in can
# then stand in the way of the new. The status report takes examples from three municipalities, both where
# it locked and where it did not, and names two factors that matter: personal chemistry and the chief
# executive.

# %% [markdown] tags=["sv"]
# ## Frågorna
#
# Frågorna är lägesbildens, i kodbokens ord, om inget annat sägs.

# %% [markdown] tags=["en"]
# ## The questions
#
# The questions are the status report’s, in the words of the codebook, unless said otherwise.

# %%
report.questions()

# %% [markdown] tags=["sv"]
# ## Vilka tillfrågades?
#
# Den som inte tillfrågades om dilemmat är inte tyst. Sidans andelar gäller bara tillfrågade.

# %% [markdown] tags=["en"]
# ## Who was asked?
#
# Those who were not asked about the dilemma are not silent. The fractions on this page are of those asked.

# %%
asked = tables.asked(study, "MS")
report.publish(
    asked, None, "02_ms_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ### Var och när skiftade majoriteten?
#
# Bara där majoriteten har skiftat kan samarbetet ha låst sig efter skiftet. Tabellen säger när det skedde,
# mellan vilka block makten gick och om kommunstyrelsens ordförande (kso) och kommunchefen (kc) var desamma
# efteråt. Ett streck betyder att materialet inte säger det.

# %% [markdown] tags=["en"]
# ### Where and when did the majority shift?
#
# Only where the majority has shifted can cooperation have locked after the shift. The table tells when it
# happened, between which blocs power passed, and whether the chair of the municipal executive board (kso)
# and the chief executive (kc) were the same afterwards. A dash means that the material does not say.

# %%
when = tables.shifts(study, persons=False)
report.publish(
    when, None, "02_ms_skiften", reading=readings.shifts(when), title="Skiftena i korthet",
    alt="Tabell med en rad per skifte, med dag, block och om kso och kc var nya",
)

# %% [markdown] tags=["sv"]
# ## MS1 · Vilka faktorer avgör om det låser sig?
#
# Figuren visar vilka faktorer som hörs i varje kommun med majoritetsskifte, ordnade efter hur det gick.
# Leta efter kolumner som är fyllda på ena sidan och tomma på den andra, och efter rader som inte följer
# med.

# %% [markdown] tags=["en"]
# ## MS1 · Which factors decide whether it locks?
#
# The figure shows which factors are heard in each municipality with a majority shift, in order of how
# things turned out. Look for columns that are filled on one side and empty on the other, and for rows that
# do not follow.

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

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Faktor och utfall är hämtade ur samma intervjuer, och den som minns en låsning letar också upp skäl till den. Bland få kommuner stämmer dessutom nästan alltid någon faktor av en slump.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Factor and outcome are taken from the same interviews, and someone who remembers a lock-up also finds reasons for it. Among few municipalities, moreover, some factor nearly always fits by chance.</p>

# %%
report.quotes(outcome, n=3)

# %% [markdown] tags=["sv"]
# ### Vad säger de som var med?
#
# Varje faktor med ett par citat. Bakom en fylld cirkel kan stå en enda intervju; här syns hur många det är.
# Alla som tillfrågades räknas, också där inget skifte skett.

# %% [markdown] tags=["en"]
# ### What do those who were there say?
#
# Each factor with a couple of quotations. Behind a filled circle there may be a single interview; here it
# shows how many there are. All who were asked count, also where no shift took place.

# %%
told = tables.ranked(study, factors, "MS", quotes=2)
report.publish(
    told, None, "02_ms1_ord", reading=readings.ranked(told), title="Faktorerna i intervjuernas ord",
    alt="Tabell med en rad per faktor, den vanligaste först, och citat",
)

# %% [markdown] tags=["sv"]
# ### Vad skiljer två kommuner som annars är lika?
#
# Två kommuner som är lika i allt utom en faktor, men där det gick olika, är så nära ett försök som en
# fallstudie kommer. Saknas sådana par skiljer sig kommunerna i flera avseenden på en gång, och då går det
# inte att säga vilket som gjorde det. Personkemin och kommunchefen har var sin kod för det goda och för det
# dåliga; av dem räknas bara den ena, annars skulle ett par alltid skilja sig två gånger om.

# %% [markdown] tags=["en"]
# ### What differs between two municipalities that are otherwise alike?
#
# Two municipalities that are alike in everything but one factor, and where things turned out differently,
# are as near to an experiment as a case study comes. Where there is no such pair the municipalities differ
# in several respects at once, and then there is no telling which of them did it. Personal chemistry and the
# chief executive have a code each for the good and for the bad; only one of them counts here, or a pair
# would always differ twice over.

# %%
once = ["MS.f.kemi.dalig", "MS.f.kc.bunden", "MS.f.overlamning", "MS.f.erfarenhet"]
alike = tables.matched_pairs(study, "MS", once, outcome, shifted)
report.publish(
    alike, None, "02_ms1_par", reading=readings.matched_pairs(alike),
    title="Par med olika utfall som skiljer sig i en faktor",
    alt="Tabell med en rad per par av kommuner och den faktor som skiljer dem åt",
)

# %% [markdown] tags=["sv"]
# ### En utforskande jämförelse
#
# Lägesbilden nämner personkemin och kommunchefen. Räcker de för att skilja kommuner där det låste sig från
# kommuner där det inte gjorde det? Frågan går att pröva med kvalitativ jämförande analys (QCA), men svaret
# ska inte läsas som ett resultat:
#
# - Bara kommuner som haft ett skifte kan vara med, och de är få. Med få kommuner passar också ren slump.
# - Villkor och utfall är kodade ur samma intervjuer. Den som minns ett utfall minns också skäl till det.
# - Att något alltid finns med gör det inte till en orsak, och om de kombinationer som ingen kommun har vet
#   materialet ingenting.
#
# Fyra tabeller följer, i den ordning de ska läsas:
#
# - Sanningstabellen har en rad per tänkbar kombination av villkor, också de som ingen kommun har.
# - Ett villkor är nödvändigt om alla som har utfallet också har villkoret. Relevansen (RoN) är låg för
#   sådant som nästan alla har ändå.
# - En lösning är en kombination som räcker för utfallet. Den konservativa håller sig till kombinationer som
#   finns, den sparsamma antar om de övriga vad som ger kortast svar. Flera lika korta modeller betyder att
#   materialet inte kan välja.
# - Till sist prövas hur lite som ändrar lösningen: en kommun i taget utgår, en uppgift i taget vänds, och
#   utfallet byts mot slump. En lösning som inte tål det ska inte citeras.

# %% [markdown] tags=["en"]
# ### An exploratory comparison
#
# The status report names personal chemistry and the chief executive. Are they enough to tell municipalities
# where it locked from municipalities where it did not? The question can be tried with qualitative
# comparative analysis (QCA), but the answer is not to be read as a result:
#
# - Only municipalities that had a shift can be in it, and they are few. With few municipalities pure chance
#   fits as well.
# - Conditions and outcome are coded from the same interviews. Someone who remembers an outcome also
#   remembers reasons for it.
# - That something is always there does not make it a cause, and of the combinations that no municipality
#   has the material knows nothing.
#
# Four tables follow, in the order in which they are to be read:
#
# - The truth table has a row for each conceivable combination of conditions, those that no municipality has
#   included.
# - A condition is necessary if all that have the outcome have the condition too. Relevance (RoN) is low for
#   what nearly all have anyway.
# - A solution is a combination that is enough for the outcome. The conservative one keeps to combinations
#   that exist, the parsimonious one assumes of the rest whatever gives the shortest answer. Several models
#   as short as one another mean that the material cannot choose.
# - Last it is tried how little changes the solution: one municipality at a time is left out, one cell at a
#   time is turned, and the outcome is exchanged for chance. A solution that does not stand that should not
#   be cited.

# %%
two = ["MS.f.kemi.dalig", "MS.f.kc.bunden"]
truth = tables.truth_table(study, "MS", two, outcome, shifted)
report.publish(
    truth, None, "02_ms1_sanning", reading=readings.truth_table(truth), title="Sanningstabell",
    alt="Tabell med en rad per kombination av två villkor, med kommunerna som har den och utfallet",
)

# %%
needed = tables.necessity(study, "MS", two, outcome, shifted)
report.publish(
    needed, None, "02_ms1_nodvandig", reading=readings.necessity(needed), title="Nödvändiga villkor",
    alt="Tabell med en rad per utfall och villkor, med konsistens, täckning och relevans",
)

# %%
enough = tables.solutions(study, "MS", two, outcome, shifted)
report.publish(
    enough, None, "02_ms1_losningar", reading=readings.solutions(enough), title="Lösningar",
    alt="Tabell med en rad per del av en lösning, med konsistens och täckning",
)

# %%
firm = tables.robustness(study, "MS", two, outcome, shifted)
report.publish(
    firm, None, "02_ms1_provning", reading=readings.robustness(firm), title="Vad lösningen tål",
    alt="Tabell med en rad per prövning och hur ofta den ändrar lösningen",
)

# %% [markdown] tags=["sv"]
# Fler villkor passar alltid bättre, och säger därför mindre. Alla faktorer på en gång prövas bara där
# kommunerna är många nog för det. Annars står här varför inte.

# %% [markdown] tags=["en"]
# More conditions always fit better, and so say less. All factors at once are tried only where there are
# municipalities enough for it. Otherwise it says here why not.

# %%
every = tables.truth_table(study, "MS", factors, outcome, shifted)
report.publish(
    every, None, "02_ms1_alla", reading=readings.truth_table(every), title="Alla faktorer på en gång",
    alt="Tabell med en rad per kombination av alla faktorer, med kommunerna som har den",
)

# %% [markdown] tags=["sv"]
# ## MS2 · Hur byggs de nya relationerna?
#
# Vad gjorde man, och när? Raderna är sätt att bygga relationer och att hantera svårigheter, kolumnerna
# tiden före, under och efter skiftet. En rad som är tom säger att ingen knyter det sättet till någon av
# tiderna.

# %% [markdown] tags=["en"]
# ## MS2 · How are the new relations built?
#
# What was done, and when? The rows are ways of building relations and of handling difficulties, the columns
# the time before, during and after the shift. A row that is empty says that nobody ties that way to any of
# the times.

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

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Bara avsnitt som säger både hur och när är med. Var skiftet slutar och tiden efter börjar avgör dessutom den som berättar, och sedan den som kodar.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Only passages that tell both how and when are in it. Where the shift ends and the time after begins is decided, moreover, by the one who tells, and then by the one who codes.</p>

# %% [markdown] tags=["sv"]
# ### Vilka tider berättar man om?
#
# Samma skifte kan minnas som något som förbereddes eller som något som fick redas ut efteråt. Tabellen
# följer dem som talar om tiden före, under eller efter, en rad i taget.

# %% [markdown] tags=["en"]
# ### Which times do they tell of?
#
# The same shift may be remembered as something prepared for or as something to be sorted out afterwards.
# The table follows those who speak of the time before, during or after, a row at a time.

# %%
times = tables.followed(study, phases, "MS")
report.publish(
    times, None, "02_ms2_faser", reading=readings.followed(times),
    title="Vilka som berättar om tiden före, under och efter",
    alt="Tabell med en rad per kommun eller intervju, med vilka som berättar och om vilken tid",
)

# %%
words = tables.ranked(study, ways, "MS", quotes=2)
report.publish(
    words, None, "02_ms2_ord", reading=readings.ranked(words),
    title="Sätt att bygga nya relationer, i intervjuernas ord",
    alt="Tabell med en rad per sätt, det vanligaste först, och citat",
)

# %%
report.quotes(phases, n=3)

# %% [markdown] tags=["sv"]
# ## MS3 · Hur inarbetade var de gamla relationerna?
#
# Hur länge kso och kc suttit tillsammans säger hur gammal relationen var när skiftet kom. Figuren visar
# tiden kring skiftet. Tonade fält är deras år tillsammans, lodräta linjer är val och skiften, och en pil
# betyder att personen sitter kvar.

# %% [markdown] tags=["en"]
# ## MS3 · How worn in were the old relations?
#
# How long the kso and the kc had sat together tells how old the relation was when the shift came. The
# figure shows the time around the shift. Shaded fields are their years together, vertical lines are
# elections and shifts, and an arrow means that the person is still there.

# %%
posts = tables.spells(study, shifted, around=10)
old = tables.at_shift(study)
report.publish(
    posts, figures.spells, "02_ms3_poster", question="MS3", reading=readings.worn_in(old),
    title="Kso och kc kring majoritetsskiftet",
    alt="Tidsaxel med en rad per kommun och en stapel per person som varit kso eller kc",
    events=tables.events(study, shifted), pairs=old,
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Åren mäter inte hur inarbetad en relation är: två år dörr i dörr kan sätta djupare spår än tio på avstånd. Det säger bara intervjuerna.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Years do not measure how worn in a relation is: two years door to door may leave deeper traces than ten at a distance. Only the interviews tell that.</p>

# %% [markdown] tags=["sv"]
# ### Hur gammal var relationen?
#
# Åren räknas till dagen för skiftet. Den som suttit länge på sin post kan ändå ha varit ny för den andra,
# och därför står bådas egna år bredvid.

# %% [markdown] tags=["en"]
# ### How old was the relation?
#
# The years are counted to the day of the shift. Someone long in post may still have been new to the other,
# and so the years of each stand beside.

# %%
report.publish(
    old, None, "02_ms3_par", reading="",
    title="Det gamla paret när skiftet kom",
    alt="Tabell med en rad per kommun, med åren tillsammans och vilka som var nya efter skiftet",
)

# %%
report.quotes("MS.gammal.inarbetad", n=3)

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Där inget skifte skett är tystnaden väntad.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked but is silent? Where no shift took place silence is expected.

# %%
locked_or_not = ("Låste sig", "Låste sig inte")
report.negative(["MS.utfall.last"], ["MS.utfall.ejlast"], locked_or_not, cases=shifted)
