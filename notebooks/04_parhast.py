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
# En kso och en kc som länge dragit åt samma håll får mycket gjort: förtroendet gör gråzonen gyllene
# och handlingsutrymmet stort. Samtidigt krymper utrymmet att ifrågasätta, och de två förknippas med
# varandra. Frågan är vad som händer när en av dem väljer eller tvingas sluta. Lägesbilden beskriver
# parhästdilemmat som långsittardilemmat förstärkt.

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
asked = tables.asked(study, "PH")
report.publish(
    asked, None, "04_ph_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och talande efter roll", reading=readings.asked(asked),
)

# %%
report.vignettes()

# %% [markdown]
# ## PH1 · Kan kso bytas ut ur ett långvarigt par utan att kc byts?
#
# Tonade fält är år tillsammans för par som suttit minst sju år. Tabellen under figuren räknar upp vad
# som hände när någon i ett sådant par slutade.

# %%
posts, broken = tables.spells(study), tables.departures(study, at_least=7)
report.publish(
    posts, figures.spells, "04_ph1_par", question="PH1", reading=readings.departures(broken),
    title="Kso och kc i varje kommun, med åren tillsammans",
    alt="Tidsaxel med en rad per kommun; tonat där kso och kc suttit samtidigt",
    events=tables.events(study), pairs=tables.pairs(study, at_least=7),
)

# %%
report.publish(
    broken, None, "04_ph1_avgangar", reading=readings.pairs(tables.pairs(study)),
    title="Par som brutits, och om den andra följde efter",
    alt="Tabell över brutna par med vem som slutade först och om den andra slutade",
)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att den ena slutar efter den andra är inte att den slutade för dess skull. Par som ännu sitter kvar har inte hunnit brytas.</p>

# %% [markdown]
# ## PH2 · Får nytt blod i politiken fullt utrymme när kc sitter kvar med sina rutiner, förväntningar och kunskaper?
#
# För och emot, i hur många kommuner det sägs.

# %%
no = ["PH.nyttblod.nej", "PH.slut.ifragasatt"]
names = ("Ja, det finns utrymme", "Nej, det är trångt")
room = tables.arguments(study, "PH", first=["PH.nyttblod.ja"], second=no, names=names)
report.publish(
    room, figures.butterfly, "04_ph2_nytt_blod", question="PH2",
    title="Finns utrymme för nytt blod?", reading=readings.arguments(room),
    alt="Fjärilsdiagram: skäl för att utrymmet finns åt vänster, skäl emot åt höger",
)

# %%
report.quotes(["PH.nyttblod", "PH.slut.ifragasatt"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som själv är nytt blod svarar kanske annorlunda än den som sitter kvar. Rollerna bakom svaren står i citaten.</p>

# %% [markdown]
# ## PH3 · Går problemet att förebygga?
#
# Vad nämns i samma avsnitt som talet om att förebygga?

# %%
means = [*study.codebook.codes_of(group="H"), "FO.satt.mote", "FO.satt.utbildning"]
prevent = tables.contrast(study, "PH", means, {"PH.forebygg": "Förebyggande"})
report.publish(
    prevent, figures.bars, "04_ph3_forebygga", question="PH3",
    title="Sätt att förebygga", reading=readings.mentions(prevent),
    alt="Liggande staplar, en per sätt, med antal kommuner där det nämns som förebyggande",
)

# %%
report.quotes("PH.forebygg", n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Förslag är inte erfarenhet. Figuren skiljer inte det som prövats från det som bara föreslås.</p>

# %% [markdown]
# ## PH4 · Gällde missnöjet den gamla eller den nya kso, politiker eller tjänstemän – och går de att skilja åt?
#
# Frågan kommer ur lägesbildens eget exempel ovan. Tabellen visar vilka roller som talar om missnöje
# och om att paret förknippas med varandra; svaret ligger i citaten.

# %%
ends = ["PH.slut.missnoje", "PH.slut.forknippas"]
who = tables.mentions(study, ends, "PH", by="role_group")
report.publish(
    who, None, "04_ph4_missnoje", question="PH4", reading=readings.mentions(who),
    title="Missnöje och hopkoppling, efter rollgrupp",
    alt="Tabell över kommuner och intervjuer som talar om missnöje och hopkoppling",
)

# %%
report.quotes(ends, n=4)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Väljarnas missnöje syns här bara genom dem som intervjuats. Ingen väljare har tillfrågats.</p>

# %% [markdown]
# ## PH5 · Bygger relationen på intagna roller eller på personkemi, och går de att skilja åt?
#
# De intervjuer som nämner båda säger mest om huruvida de går att skilja åt.

# %%
names = {"first": "Bara roller", "both": "Båda", "second": "Bara personkemi"}
basis = tables.shares(study, "PH", ["PH.grund.roller"], ["PH.grund.kemi"], names)
report.publish(
    basis, figures.stacked, "04_ph5_grund", question="PH5", reading=readings.shares(basis),
    title="Vad relationen vilar på, efter rollgrupp",
    alt="Två liggande staplar som delar varje rollgrupps intervjuer: roller, båda, personkemi",
)

# %%
names = {"first": "Roller", "second": "Personkemi"}
where = tables.balance(study, "PH", ["PH.grund.roller"], ["PH.grund.kemi"], names)
report.publish(
    where, figures.dumbbell, "04_ph5_kommuner", reading=readings.balance(where),
    title="Roller och personkemi, kommun för kommun",
    alt="Hantelfigur med två punkter per kommun, en för roller och en för personkemi",
)

# %%
report.quotes(["PH.grund.roller", "PH.grund.kemi"], n=3)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Vad en relation vilar på är svårt att se inifrån, och båda parter kan ha fel.</p>

# %% [markdown]
# ## PH6 · Hur får man ett produktivt samarbete utan stora problem när en av dem eller båda slutar?
#
# Rader är villkor, kolumner följder när någon slutar. Siffran är antalet kommuner där båda finns.

# %%
conditions = ["PH.kraft.zon", "PH.grund.roller", "PH.grund.kemi", "FO.prata.ja", "FO.dok.ja"]
ends = study.codebook.codes_of(side="PH.slut")
when = tables.crossing(study, conditions, ends, "PH", relation="case")
report.publish(
    when, figures.heatmap, "04_ph6_villkor", question="PH6", reading=readings.crossing(when),
    title="Villkor och följder när någon slutar",
    alt="Rutnät med villkor som rader och följder vid avgång som kolumner",
)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Villkor och följd behöver inte gälla samma avgång, bara samma kommun.</p>

# %% [markdown]
# ## PH7 · Hur undviker man att rollerna växer ihop med personkemin?
#
# Formaliseringsdilemmat är ett möjligt svar: tal och dokument om relationen. Figuren visar i hur många
# kommuner de möter parhästtalet i samma intervju.

# %%
formal = ["FO.ena.resonera", "FO.ena.skriva", "FO.satt.mote", "FO.form.instruktion"]
pair = ["PH.grund.roller", "PH.grund.kemi", "PH.forebygg"]
apart = tables.crossing(study, formal, pair, "PH", relation="interview")
report.publish(
    apart, figures.heatmap, "04_ph7_isar", question="PH7", reading=readings.crossing(apart),
    title="Formalisering och parhästtal i samma intervju",
    alt="Rutnät med sätt att formalisera som rader och tal om relationens grund som kolumner",
)

# %%
report.quotes(["PH.grund.roller", "PH.forebygg"], n=2)

# %% [markdown]
# <p class="limit"><b>Vad figuren inte säger.</b> Att samma person talar om båda är inte att det ena håller isär det andra.</p>

# %% [markdown]
# ## Negativa fall
#
# Vilka kommuner talar mer om kraften än om problemen, eller tvärtom, mot vad de flesta gör?

# %%
strength = study.codebook.codes_of(side="PH.kraft")
trouble = study.codebook.codes_of(side="PH.slut")
report.negative(strength, trouble, ("Produktivt samarbete", "Problem när paret bryts"))
