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
# # Parhästdilemmat

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
    "PH",
    material=material, edition=edition, language=language,
    cases=cases, coder=coder, min_cases=min_cases,
)
study = report.study

# %%
report.opening()

# %% [markdown]
# ## Dilemmat
#
# Långsittardilemmat förstärks när kso och kc fungerat väl ihop länge. Starkt förtroende gör lätt gråzonen
# gyllene och handlingsutrymmet stort, men utrymmet att ifrågasätta minskar och de två förknippas med
# varandra. Dilemmats kärna är hur man får ett produktivt samarbete utan stora problem när en av dem eller
# båda väljer eller tvingas sluta, och utan att rollerna växer ihop med personkemin.

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
asked = tables.asked(study, "PH")
report.publish(
    asked, None, "04_ph_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %%
report.vignettes()

# %% [markdown]
# ## PH1 · Kan kso bytas ut ur ett långvarigt par utan att kc byts?
#
# Tonade fält är år tillsammans för par som suttit minst sju år; gränsen är vår, lägesbilden säger ”lång
# tid”. Tabellen under figuren visar vad som hände när någon i ett sådant par slutade.

# %%
posts, broken = tables.spells(study), tables.departures(study, at_least=7)
report.publish(
    posts, figures.spells, "04_ph1_par", question="PH1", reading=readings.departures(broken),
    title="Kso och kc i varje kommun, med åren tillsammans",
    alt="Tidsaxel med en rad per kommun, tonad där samma kso och kc suttit minst sju år ihop",
    events=tables.events(study), pairs=tables.pairs(study, at_least=7),
)

# %%
report.publish(
    broken, None, "04_ph1_avgangar", reading=readings.pairs(tables.pairs(study)),
    title="Par som brutits, och om den andra följde efter",
    alt="Tabell över brutna par: vem som slutade först och om den andra följde efter",
)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att kc slutar efter kso betyder inte att det var därför; pension och nya uppdrag kommer ändå. Par som sitter kvar har ännu inte prövats.</p>

# %% [markdown]
# ## PH2 · Får nytt blod i politiken fullt utrymme när kc sitter kvar med sina rutiner, förväntningar och kunskaper?
#
# Till vänster står att utrymmet finns, till höger att det saknas. Att utrymmet att ifrågasätta minskar
# räknas till höger.

# %%
no = ["PH.nyttblod.nej", "PH.slut.ifragasatt"]
names = ("Ja, det finns utrymme", "Nej, det är trångt")
room = tables.arguments(study, "PH", first=["PH.nyttblod.ja"], second=no, names=names)
report.publish(
    room, figures.butterfly, "04_ph2_nytt_blod", question="PH2",
    title="Finns det utrymme för nytt blod?", reading=readings.arguments(room),
    alt="Fjärilsdiagram: skäl för att utrymmet finns åt vänster, skäl emot åt höger",
)

# %%
report.quotes(["PH.nyttblod", "PH.slut.ifragasatt"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som själv är nytt blod svarar kanske annorlunda än den som suttit länge. Vem som säger vad framgår bara av citaten.</p>

# %% [markdown]
# ## PH3 · Går problemet att förebygga?
#
# Problemet är att kc sitter kvar när politiken förnyas. Figuren visar vilka sätt att hantera som nämns i
# samma avsnitt som något om att förebygga det.

# %%
means = [*study.codebook.codes_of(group="H"), "FO.satt.mote", "FO.satt.utbildning"]
prevent = tables.contrast(study, "PH", means, {"PH.forebygg": "Förebyggande"})
report.publish(
    prevent, figures.bars, "04_ph3_forebygga", question="PH3",
    title="Sätt att förebygga", reading=readings.met(prevent),
    alt="Liggande staplar, en per sätt, med hur ofta det nämns ihop med att förebygga",
)

# %%
report.quotes("PH.forebygg", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Figuren skiljer inte det som prövats från det som bara föreslagits. Och där man lyckats förebygga finns inget problem att berätta om.</p>

# %% [markdown]
# ## PH4 · Gällde missnöjet den gamla eller den nya kso, politiker eller tjänstemän – och går de att skilja åt?
#
# Frågan kommer ur ett av lägesbildens exempel ovan. Tabellen visar i hur många kommuner och intervjuer
# politiker och tjänstemän nämner missnöje i valet, och att paret förknippas med varandra. Svaret får
# sökas i citaten.

# %%
ends = ["PH.slut.missnoje", "PH.slut.forknippas"]
who = tables.mentions(study, ends, "PH", by="role_group")
report.publish(
    who, None, "04_ph4_missnoje", question="PH4", reading=readings.mentions(who),
    title="Missnöje i valet och par som förknippas, efter rollgrupp",
    alt="Tabell över kommuner och intervjuer som nämner missnöjet eller att paret förknippas",
)

# %%
report.quotes(ends, n=4)

# %% [markdown]
# <p class="limit"><b>Vad tabellen inte säger.</b> Väljarnas missnöje syns här bara genom dem som intervjuats. Ingen väljare har tillfrågats.</p>

# %% [markdown]
# ## PH5 · Bygger relationen på intagna roller eller på personkemi, och går de att skilja åt?
#
# Staplarna delar intervjuerna efter vad de säger att relationen vilar på. De som nämner båda har mest att
# säga om gränsen mellan dem.

# %%
names = {"first": "Bara roller", "both": "Båda", "second": "Bara personkemi"}
basis = tables.shares(study, "PH", ["PH.grund.roller"], ["PH.grund.kemi"], names)
report.publish(
    basis, figures.stacked, "04_ph5_grund", question="PH5", reading=readings.shares(basis),
    title="Vad relationen vilar på, efter rollgrupp",
    alt="Liggande staplar, en per grupp, delade i roller, båda och personkemi",
)

# %%
names = {"first": "Roller", "second": "Personkemi"}
where = tables.balance(study, "PH", ["PH.grund.roller"], ["PH.grund.kemi"], names)
report.publish(
    where, figures.dumbbell, "04_ph5_kommuner", reading=readings.balance(where),
    title="Roller och personkemi, kommun för kommun",
    alt="Hanteldiagram med två punkter per kommun, en för roller och en för personkemi",
)

# %%
report.quotes(["PH.grund.roller", "PH.grund.kemi"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Vad en relation vilar på är svårt att se inifrån. Den som svarar roller beskriver kanske hur det borde vara.</p>

# %% [markdown]
# ## PH6 · Hur får man ett produktivt samarbete utan stora problem när en av dem eller båda slutar?
#
# Raderna är möjliga förutsättningar, kolumnerna problem när paret bryts. Siffran är antalet kommuner där
# båda tas upp, i samma intervju eller i olika.

# %%
conditions = ["PH.kraft.zon", "PH.grund.roller", "PH.grund.kemi", "FO.prata.ja", "FO.dok.ja"]
ends = study.codebook.codes_of(side="PH.slut")
when = tables.crossing(study, conditions, ends, "PH", heads=("Villkor", "Följd"), relation="case")
report.publish(
    when, figures.heatmap, "04_ph6_villkor", question="PH6", reading=readings.crossing(when),
    title="Förutsättningar för samarbetet och problem när paret bryts",
    alt="Rutnät med förutsättningar som rader och problem när paret bryts som kolumner",
)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Förutsättning och problem behöver inte gälla samma par, bara samma kommun. Ett par som aldrig brutits har inte hunnit visa några problem.</p>

# %% [markdown]
# ## PH7 · Hur undviker man att rollerna växer ihop med personkemin?
#
# Formaliseringsdilemmat rymmer ett möjligt svar: att tala om relationen och skriva ner den. Figuren visar
# i hur många kommuner det tas upp i samma intervju som relationens grund eller sätt att förebygga.

# %%
formal = ["FO.ena.resonera", "FO.ena.skriva", "FO.satt.mote", "FO.form.instruktion"]
pair = ["PH.grund.roller", "PH.grund.kemi", "PH.forebygg"]
heads = ("Formalisering", "Parhäst")
apart = tables.crossing(study, formal, pair, "PH", heads=heads, relation="interview")
report.publish(
    apart, figures.heatmap, "04_ph7_isar", question="PH7", reading=readings.crossing(apart),
    title="Formalisering och relationens grund i samma intervju",
    alt="Rutnät med formalisering som rader, relationens grund och förebyggande som kolumner",
)

# %%
report.quotes(["PH.grund.roller", "PH.forebygg"], n=2)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att samma person talar om båda betyder inte att det ena hjälper mot det andra. Kanske skriver man ner just där rollerna redan vuxit ihop med personkemin.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner bryter mönstret, och vilka tillfrågade tiger? Där kso och kc aldrig varit parhästar är
# tystnaden väntad.

# %%
strength = study.codebook.codes_of(side="PH.kraft")
trouble = study.codebook.codes_of(side="PH.slut")
report.negative(strength, trouble, ("Produktivt samarbete", "Problem när paret bryts"))
