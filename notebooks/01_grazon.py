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
# # Gråzonsdilemmat

# %% [markdown] tags=["en"]
# # The grey-zone dilemma

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
    "GZ",
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
# Politikerrollen och tjänstemannarollen bör vara på ett sätt och är ibland på ett annat. Där de går in i
# varandra ligger gråzonen. Lägesbilden ger den två ansikten: den gyllene zonen, där starkt förtroende
# skapar stort handlingsutrymme, och gråzonen som blivit ett problem. Dilemmat är att samma zon kan bli det
# ena eller det andra.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# The politician’s role and the official’s ought to be one way and are sometimes another. Where the two run
# into each other lies the grey zone. The status report gives it two faces: the golden zone, where strong
# trust creates wide room to act, and the grey zone that has become a problem. The dilemma is that the same
# zone can turn into either.

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
asked = tables.asked(study, "GZ")
report.publish(
    asked, None, "01_gz_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ## GZ1 · Är gråzonen naturlig, eller är den ett problem?
#
# En intervju kan beskriva gråzonen som en gyllene zon, som ett problem eller som bådadera. Staplarna delar
# de intervjuer som gör det, politiker och tjänstemän för sig. Skiljer sig staplarna åt kan det vara två
# erfarenheter av samma gräns, men också två sätt att tala om den.

# %% [markdown] tags=["en"]
# ## GZ1 · Is the grey zone natural, or is it a problem?
#
# An interview may describe the grey zone as a golden zone, as a problem or as both. The bars divide those
# that do, politicians and officials apart. If the bars differ, that may be two experiences of the same
# boundary, but also two ways of talking about it.

# %%
names = {"first": "Bara gyllene", "both": "Båda", "second": "Bara problem"}
golden = tables.shares(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    golden, figures.stacked, "01_gz1_varde", question="GZ1", reading=readings.shares(golden),
    title="Gråzonen som gyllene zon och som problem, efter rollgrupp",
    alt="Liggande staplar, en per grupp, som delar intervjuerna efter vad de säger",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Frågan gäller om gråzonen är naturlig, men kodboken skiljer bara på gyllene zon och problem. Den som tar gråzonen för given nämner den kanske inte alls.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The question is whether the grey zone is natural, but the codebook tells only a golden zone from a problem. Someone who takes the grey zone for granted may not mention it at all.</p>

# %%
report.quotes(["GZ.gyllene", "GZ.problem"], n=4)

# %% [markdown] tags=["sv"]
# ### Var hörs det ena, och var det andra?
#
# Ligger punkterna långt isär är bilden samstämmig på den raden. Ligger de tätt finns båda bilderna sida vid
# sida, och då är det värt att läsa vem som säger vad.

# %% [markdown] tags=["en"]
# ### Where is the one heard, and where the other?
#
# Where the points lie far apart the accounts agree in that row. Where they lie close both pictures exist
# side by side, and it is worth reading who says which.

# %%
names = {"first": "Gyllene zon", "second": "Problem"}
where = tables.balance(study, "GZ", ["GZ.gyllene"], ["GZ.problem"], names)
report.publish(
    where, figures.dumbbell, "01_gz1_kommuner", reading=readings.balance(where),
    title="Gyllene zon och problem sida vid sida",
    alt="Hanteldiagram med två punkter per rad, en för gyllene zon och en för problem",
)

# %% [markdown] tags=["sv"]
# ### Berättar de som uttrycker normen också om avsteg från den?
#
# Lägesbilden ställer rollerna som de bör vara mot rollerna som de ibland är. Den övre stapeln är de
# intervjuer som uttrycker normen, den undre de som berättar om praktiken som bryter den. Där staplarna ligger
# över varandra är det samma intervju som gör bådadera: normen gäller, och ändå bryts den.

# %% [markdown] tags=["en"]
# ### Do those who state the norm also tell of its breach?
#
# The status report sets the roles as they ought to be against the roles as they sometimes are. The upper
# bar is the interviews that state the norm, the lower those that tell of the practice that breaks it. Where
# the bars lie above one another the same interview does both: the norm holds, and is broken all the same.

# %%
breaches = {"GZ.norm.pol": "GZ.praktik.pol", "GZ.norm.tjm": "GZ.praktik.tjm"}
norm = tables.norm_practice(study, "GZ", breaches)
report.publish(
    norm, figures.norms, "01_gz1_norm", reading=readings.norm_practice(norm),
    title="Så bör rollerna vara, och så är de ibland",
    alt="Två staplar per norm och grupp, som överlappar där samma intervju gör bådadera",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som bara berättar om praktiken kan mycket väl dela normen utan att uttrycka den, för det självklara sägs sällan. Och ett avsteg är inte alltid ett övertramp i berättarens ögon.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Someone who only tells of the practice may well share the norm without stating it, for what goes without saying is seldom said. Nor is a departure from the norm always a transgression in the eyes of the one who tells of it.</p>

# %%
report.quotes(["GZ.norm.pol", "GZ.norm.tjm"], n=2)

# %% [markdown] tags=["sv"]
# ### Vem berättar om vems avsteg?
#
# Ett avsteg kan gå åt två håll: politikern in i förvaltningen, tjänstemannen in i politiken. Båda grupperna
# kan berätta om bådadera. Att berätta om den andra gruppens steg kostar lite. Den som berättar om den egna
# gruppens vittnar mot sina egna, och det väger ofta tyngre. Men ett oppositionsråd som berättar om
# majoriteten räknas också dit.

# %% [markdown] tags=["en"]
# ### Who tells of whose steps across the line?
#
# A step across the line can go two ways: the politician into administration, the official into politics.
# Either group may tell of either. To tell of the other group’s steps costs little. Those who tell of their
# own group’s testify against their own side, and that often carries more weight. But an opposition leader
# who tells of the majority counts there too.

# %%
acts = {"politician": "GZ.praktik.pol", "official": "GZ.praktik.tjm"}
steps = tables.overstepping(study, "GZ", acts)
report.publish(
    steps, figures.tellers, "01_gz1_riktning", reading=readings.overstepping(steps),
    title="Steg över gränsen, efter vem som berättar",
    alt="Liggande staplar i två block, ett per riktning, med en stapel per grupp som berättar",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Den man berättar om har inte alltid fått svara. Att det ena hållet hörs oftare kan bero på vilka som intervjuades, och på vad som är lättast att säga om en kollega.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Those told of have not always had a chance to answer. That one direction is heard more often may be due to who was interviewed, and to what is easiest to say of a colleague.</p>

# %%
report.quotes(["GZ.praktik.pol", "GZ.praktik.tjm"], n=3)

# %% [markdown] tags=["sv"]
# ## GZ2 · Vad gör gråzonen till en gyllene zon?
#
# Lägesbilden knyter den gyllene zonen till starkt förtroende; kodboken prövar fler faktorer. Figuren visar
# hur ofta varje faktor nämns i samma avsnitt som den gyllene zonen, och hur ofta i samma avsnitt som
# problemet. En faktor som ligger lika nära båda skiljer dem inte åt.

# %% [markdown] tags=["en"]
# ## GZ2 · What turns the grey zone into a golden one?
#
# The status report ties the golden zone to strong trust; the codebook tries further factors. The figure
# shows how often each factor is mentioned in the same passage as the golden zone, and how often in the same
# passage as the problem. A factor that lies as close to both does not tell them apart.

# %%
factors = study.codebook.codes_of(dilemma="GZ", kind="factor")
against = {"GZ.gyllene": "Gyllene zon", "GZ.problem": "Problem"}
why = tables.contrast(study, "GZ", factors, against)
report.publish(
    why, figures.dots, "01_gz2_faktorer", question="GZ2", reading=readings.contrast(why),
    title="Vad som nämns tillsammans med den gyllene zonen och med problemet",
    alt="Punktdiagram med två punkter per faktor, en för den gyllene zonen och en för problemet",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Två saker i samma andetag behöver inte vara orsak och verkan. Förtroendet kan ha gjort zonen gyllene, men också ha vuxit fram i den.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Two things in the same breath need not be cause and effect. Trust may have turned the zone golden, but may also have grown in it.</p>

# %% [markdown] tags=["sv"]
# ### Håller det när hela intervjun räknas?
#
# Ett avsnitt är ett snävt mått: den som talar om förtroende i början och om zonen i slutet faller utanför.
# Här räknas i stället hela intervjun. En skillnad som står sig med båda måtten är säkrare än en som bara
# syns med det ena.

# %% [markdown] tags=["en"]
# ### Does it hold when the whole interview is counted?
#
# A passage is a narrow measure: someone who speaks of trust at the beginning and of the zone at the end
# falls outside it. Here the whole interview counts instead. A difference that stands with both measures is
# safer than one that shows with only one.

# %%
wider = tables.contrast(study, "GZ", factors, against, relation="interview")
report.publish(
    wider, figures.dots, "01_gz2_intervju", reading=readings.contrast(wider),
    title="Samma faktorer, räknade i hela intervjun",
    alt="Punktdiagram med två punkter per faktor, en för den gyllene zonen och en för problemet",
)

# %% [markdown] tags=["sv"]
# ### Vad säger de själva?
#
# Faktorerna i intervjuernas ord, först där de hör ihop med den gyllene zonen och sedan där de hör ihop med
# problemet.

# %% [markdown] tags=["en"]
# ### What do they say themselves?
#
# The factors in the words of the interviews, first where they go with the golden zone and then where they
# go with the problem.

# %%
words = tables.ranked(study, factors, "GZ", stance="GZ.gyllene", quotes=2)
report.publish(
    words, None, "01_gz2_gyllene", reading=readings.ranked(words),
    title="Vad som sägs göra gråzonen gyllene",
    alt="Tabell med en rad per faktor, den vanligaste först, och citat",
)

# %%
words = tables.ranked(study, factors, "GZ", stance="GZ.problem", quotes=2)
report.publish(
    words, None, "01_gz2_problem", reading=readings.ranked(words),
    title="Vad som sägs när gråzonen är ett problem",
    alt="Tabell med en rad per faktor, den vanligaste först, och citat",
)

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Det är på dem en tolkning prövas.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked but is silent? It is on them that an interpretation is tested.

# %%
golden_or_problem = ("Gyllene zon", "Problem")
report.negative(["GZ.gyllene"], ["GZ.problem"], golden_or_problem)
