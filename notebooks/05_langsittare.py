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
# # Långsittardilemmat

# %% [markdown] tags=["en"]
# # The long-stayer dilemma

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
    "LS",
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
# En långsittare ger kommunledningen trygg kontinuitet och effektiva arbetsrutiner. Men formella rutiner
# känns lätt överflödiga, kunskapen samlas i en persons huvud (”Vad var tanken bakom det här avtalet?”)
# och resten av ledningen blir beroende. För mycket makt? frågar lägesbilden. Dilemmat är att det är samma
# år på posten som ger båda delarna.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# A long-stayer gives the leadership of the municipality secure continuity and efficient routines. But
# formal routines easily feel needless, knowledge gathers in one person’s head (“What was the idea behind
# this agreement?”) and the rest of the leadership becomes dependent. Too much power? the status report
# asks. The dilemma is that the same years in post give both.

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
# Those who were not asked about the dilemma are not silent. The fractions on this page are of those
# asked.

# %%
asked = tables.asked(study, "LS")
report.publish(
    asked, None, "05_ls_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ## LS0 · Vad vinner och vad förlorar kommunen på en långsittare?
#
# Lägesbilden räknar upp två fördelar och tre nackdelar. Figuren visar hur många som framför var och en;
# den säger ännu inget om ifall där finns någon långsittare. Fördelarna kan även den tala om som aldrig
# haft en långsittare; för nackdelarna är det svårare. Därför delas figuren längre ned.

# %% [markdown] tags=["en"]
# ## LS0 · What does a municipality gain and lose by a long-stayer?
#
# The status report lists two advantages and three disadvantages. The figure shows how many put each of
# them forward; it does not yet tell whether there is a long-stayer there. Even those who never had a
# long-stayer can speak of the advantages; that is harder with the disadvantages. So the figure is divided
# further down.

# %%
weighed = tables.arguments(study, "LS")
report.publish(
    weighed, figures.butterfly, "05_ls0_argument", question="LS0",
    title="Fördelar och nackdelar med en långsittare",
    alt="Fjärilsdiagram med fördelar åt vänster och nackdelar åt höger",
    reading=readings.arguments(weighed),
)

# %% [markdown] tags=["sv"]
# ### Hur länge sitter de?
#
# Varje punkt är en persons tid som kommunstyrelsens ordförande (kso) eller kommunchef (kc). Öppna pilar
# sitter ännu kvar och är alltså inte korta utan ofärdiga; medianen räknar in dem så långt de följts. De
# streckade linjerna är medelvärden ur enkäter till landets kommunchefer vid tre tillfällen. De är
# sammanhang att läsa mot, inte material, och gäller bara kc.

# %% [markdown] tags=["en"]
# ### How long do they sit?
#
# Each point is one person’s time as chair of the municipal executive board (kso) or chief executive (kc).
# Open arrows are still there, and so are not short but unfinished; the median takes them into account for
# as long as they have been followed. The dashed lines are means from surveys of the country’s chief
# executives on three occasions. They are context to read against, not material, and concern the kc only.

# %%
spells = tables.stays(study)
report.publish(
    spells, figures.stays, "05_ls0_tider", reading=readings.stays(spells),
    title="Tid på posten för kso och kc",
    alt="Punkter längs en axel i år, kso och kc för sig, med median och enkätmedel som linjer",
    landmarks=tables.landmarks(study, spells),
)

# %% [markdown] tags=["sv"]
# De som sitter nu, i kodbokens tidsband. Tiden är den hittills: ingen vet när de slutar.

# %% [markdown] tags=["en"]
# Those who sit now, in the codebook’s bands. The time is so far: nobody knows when they will leave.

# %%
sat = tables.tenures(study)
report.publish(
    sat, figures.bands, "05_ls0_tid", reading=readings.tenures(sat),
    title="Tid på posten hittills för nuvarande kso och kc",
    alt="Liggande staplar med antal personer i varje tidsband, kso och kc för sig",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> En tidpunkt fångar oftare dem som sitter länge än dem som gick fort. Och medianen förutsätter att alla tider är kända från sin början och att inga korta fallit bort.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> A single point in time catches those who sit for long more often than those who left soon. And the median takes for granted that all spells are known from their beginning and that no short ones have been left out.</p>

# %% [markdown] tags=["sv"]
# ### Hörs nackdelarna där någon suttit länge?
#
# Kommunerna delas efter hur länge den har suttit som suttit längst av nuvarande kso och kc. Stiger
# nackdelarna från vänster till höger är det åren som hörs; stiger fördelarna lika mycket är det kanske bara
# ämnet som ligger närmare till hands. Läs staplarna mot det tonade fältet, som är så brett som antalet
# tillfrågade i bandet.

# %% [markdown] tags=["en"]
# ### Are the disadvantages heard where somebody has sat for long?
#
# The municipalities are grouped by the time in post of whichever of the present kso and kc has sat longer.
# If the disadvantages rise from left to right it is the years that are heard; if the advantages rise as much it
# may only be the subject that is closer at hand. Read the bars against the tinted field, which is as wide
# as the number asked in the band.

# %%
by_years = tables.arguments(study, "LS", by=tables.tenure_groups(study))
by_years = tables.divided(study, by_years)
report.publish(
    by_years, figures.butterfly, "05_ls0_tidsband", reading=readings.arguments(by_years),
    title="Fördelar och nackdelar efter hur länge den som suttit längst har suttit",
    alt="Fjärilsdiagram i paneler, en per tidsband, med fördelar åt vänster och nackdelar åt höger",
)

# %% [markdown] tags=["sv"]
# Hur många av de intervjuer som talar om långsittare nämner bara fördelar, bara nackdelar eller båda? Där
# mittfältet är stort är dilemmat ett dilemma för dem som lever i det.

# %% [markdown] tags=["en"]
# How many of the interviews that speak of long-stayers mention only advantages, only disadvantages or
# both? Where the field in the middle is large the dilemma is a dilemma to those who live in it.

# %%
gains = study.codebook.codes_of(side="LS.for")
losses = study.codebook.codes_of(side="LS.mot")
names = {"first": "Bara fördelar", "both": "Båda", "second": "Bara nackdelar"}
divided = tables.shares(study, "LS", gains, losses, names, by=tables.tenure_groups(study))
report.publish(
    divided, figures.stacked, "05_ls0_delade", reading=readings.shares(divided),
    title="Intervjuer om fördelar, nackdelar eller båda, efter tidsband",
    alt="Liggande staplar, en per tidsband, delade i bara fördelar, båda och bara nackdelar",
)

# %% [markdown] tags=["sv"]
# ### Kunskapen i ett huvud, och beroendet
#
# Två av nackdelarna går att pröva fall för fall: var sägs det, av vilka, och hur länge har de som sitter
# där suttit? Sägs det bara av långsittaren själv, eller bara av dem som är beroende, är det olika saker.
# Nämndorganisationen står med därför att färre nämnder kan samla kunskapen hos färre.

# %% [markdown] tags=["en"]
# ### Knowledge in one head, and dependence
#
# Two of the disadvantages can be tested case by case: where is it said, by whom, and how long have those
# sat who sit there? If only the long-stayer says it, or only those who depend, that is not the same
# thing. The committee structure is there because fewer committees may gather knowledge in fewer heads.

# %%
known = {
    "De som sitter nu": tables.posts_told(study),
    "Nämndorganisation": tables.committees_told(study),
}
heads = ["LS.mot.huvudet", "LS.mot.beroende"]
where = tables.followed(study, heads, "LS", beside=known)

# %%
report.publish(
    where, None, "05_ls0_fall", reading=readings.followed(where),
    title="Kunskap i ett huvud och beroende, fall för fall",
    alt="Tabell med en rad per kommun: vilka som säger det, hur länge de nu suttit, och nämnderna",
)

# %%
report.quotes(heads, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad tabellen inte säger.</b> Tabellen säger vem som talar, inte vem det talas om. Och de som blivit beroende märker det kanske först när långsittaren slutat.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the table does not say.</b> The table says who speaks, not who is spoken of. And those who have become dependent may notice it only when the long-stayer has left.</p>

# %% [markdown] tags=["sv"]
# ### Ensam eller i par?
#
# Lägesbilden menar att dilemmat förstärks när kso och kc suttit länge ihop. Tabellen visar långsittarna,
# med minst nio år på posten, och om de suttit minst sju år med en och samma kso eller kc. Figuren under
# delar argumenten efter det: är nackdelarna fler i par än för den som suttit ensam stämmer det med
# lägesbilden.

# %% [markdown] tags=["en"]
# ### Alone or in a pair?
#
# The status report holds that the dilemma grows stronger when a kso and a kc have sat together for long.
# The table shows the long-stayers, with at least nine years in post, and whether they have sat at least
# seven years with one and the same kso or kc. The figure beneath divides the arguments by that: if there
# are more disadvantages in a pair than for one who sat alone, it agrees with the status report.

# %%
stayers = tables.long_stayers(study)
report.publish(
    stayers, None, "05_ls0_langsittare", reading=readings.long_stayers(stayers),
    title="Långsittarna, ensamma eller i par",
    alt="Tabell över långsittare: post, tid, och med vem de suttit längst",
)

# %%
ties = tables.arguments(study, "LS", by=tables.tie_groups(study))
ties = tables.divided(study, ties)
report.publish(
    ties, figures.butterfly, "05_ls0_ensam_eller_par", reading=readings.arguments(ties),
    title="Fördelar och nackdelar efter om långsittaren suttit ensam eller i par",
    alt="Fjärilsdiagram i paneler: långsittare i par, långsittare ensam, ingen långsittare",
)

# %%
report.quotes(study.dilemma_codes("LS"), n=5)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> En långsittare som intervjuas talar om sig själv. Med så få långsittare kan en enda kommun avgöra hur en panel ser ut.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> A long-stayer who is interviewed speaks about himself or herself. With so few long-stayers a single municipality may decide what a panel looks like.</p>

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Jämför med tiderna på posten ovan: den som haft en
# långsittare och bara talar om fördelar är värd att läsa, och likaså den som talar om nackdelar utan att
# ha haft någon.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked and is silent? Compare with the times in post above: those who
# have had a long-stayer and speak only of advantages are worth reading, and so are those who speak of
# disadvantages without having had one.

# %%
report.negative(gains, losses, ("Fördelar", "Nackdelar"))
