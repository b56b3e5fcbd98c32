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
# # Formaliseringsdilemmat

# %% [markdown] tags=["en"]
# # The formalisation dilemma

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
    "FO",
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
# Å ena sidan är det bra att resonera ihop sig om relationer och att skriva ner hur man vill ha dem. Å andra
# sidan är det bra att låta dem växa fram, och jobbigt att tala om dem. Relationer är här både roller och
# samspel. Lägesbilden skiljer på att tala om dem och att dokumentera det man kommit överens om.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# On the one hand it is good to reason relations out together and to write down how one wants them. On the
# other hand it is good to let them grow, and awkward to talk about them. Relations here are both roles and
# interplay. The status report tells talking about them from documenting what has been agreed.

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
asked = tables.asked(study, "FO")
report.publish(
    asked, None, "03_fo_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ## FO1 · Bör man resonera fram relationerna eller låta dem bli som de blir?
#
# Argumenten för att forma relationerna går åt vänster, argumenten för att låta dem växa åt höger. Lika
# långa staplar åt båda håll är ett dilemma; en sida som är tom är det inte.

# %% [markdown] tags=["en"]
# ## FO1 · Should relations be reasoned out, or left to become what they become?
#
# The arguments for shaping the relations go to the left, those for letting them grow to the right. Bars as
# long in both directions are a dilemma; an empty side is not.

# %%
weighed = tables.arguments(study, "FO")
report.publish(
    weighed, figures.butterfly, "03_fo1_argument", question="FO1",
    title="Argument för att forma relationerna och för att låta dem växa",
    alt="Fjärilsdiagram med argument åt två håll",
    reading=readings.arguments(weighed),
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Argument är inte praktik. Den som tycker att det är bra att skriva ner kan ändå ha låtit bli; vad man gör visas under FO3.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> An argument is not practice. Someone who thinks it good to write down may still not have done so; what is done is shown under FO3.</p>

# %% [markdown] tags=["sv"]
# ### Talar politiker och tjänstemän olika?
#
# Samma argument, men politiker och tjänstemän för sig. Ett argument som bara hörs från den ena gruppen kan
# vara gruppens intresse snarare än en erfarenhet som delas.

# %% [markdown] tags=["en"]
# ### Do politicians and officials speak differently?
#
# The same arguments, but politicians and officials apart. An argument heard from one group alone may be the
# group’s interest rather than an experience that is shared.

# %%
apart = tables.arguments(study, "FO", by="role_group")
report.publish(
    apart, figures.butterfly, "03_fo1_grupper", reading=readings.arguments(apart),
    title="Samma argument, efter rollgrupp",
    alt="Fjärilsdiagram med argument åt två håll, en panel per grupp",
)

# %%
sides = study.codebook.codes_of(dilemma="FO", kind="argument")
report.quotes(sides, n=4)

# %% [markdown] tags=["sv"]
# ## FO2 · Hur bör man tala om relationerna?
#
# Lägesbilden frågar hur man ska göra; intervjuerna berättar hur man gör. Först om man talar om relationen
# alls, sedan de sätt som nämns.

# %% [markdown] tags=["en"]
# ## FO2 · How should the relations be talked about?
#
# The status report asks how it should be done; the interviews tell how it is done. First whether the
# relation is talked about at all, then the ways that are mentioned.

# %%
ways = study.codebook.codes_of(dilemma="FO", kind="way")
talks = tables.mentions(study, ["FO.prata.ja", "FO.prata.nej", *ways], "FO")
report.publish(
    talks, figures.bars, "03_fo2_samtal", question="FO2", reading=readings.mentions(talks),
    title="Sätt att tala om relationerna",
    alt="Liggande staplar, en per sätt",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Samma kommun kan både tala och inte tala om relationen, beroende på vem som svarar. Det som var ett samtal om samarbetet för den ena var kanske ett vanligt möte för den andra.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The same municipality may both talk and not talk about the relation, depending on who answers. What was a talk about the cooperation to one was perhaps an ordinary meeting to another.</p>

# %% [markdown] tags=["sv"]
# ### Hur går det till?
#
# Sätten i intervjuernas ord. Läs efter vem som kallar till samtalen, och vad som händer när de blir av för
# sällan.

# %% [markdown] tags=["en"]
# ### How is it done?
#
# The ways in the words of the interviews. Read for who calls the talks, and for what happens when they are
# too rare.

# %%
words = tables.ranked(study, ways, "FO", quotes=2)
report.publish(
    words, None, "03_fo2_ord", reading="",
    title="Sätt att tala om relationerna, i intervjuernas ord",
    alt="Tabell med en rad per sätt, det vanligaste först, och citat",
)

# %%
report.quotes(["FO.prata.ja", "FO.prata.nej"], n=2)

# %% [markdown] tags=["sv"]
# ## FO3 · Bör överenskommelser om relationerna skrivas ner?
#
# Vad gör man? Talar om relationen eller inte, dokumenterar eller inte. En kommun hamnar där de flesta av
# dess intervjuer pekar.

# %% [markdown] tags=["en"]
# ## FO3 · Should agreements about the relations be written down?
#
# What is done? The relation is talked about or not, agreements are documented or not. A municipality ends
# up where most of its interviews point.

# %%
talk = {"yes": "Talar om relationen", "no": "Talar inte om den"}
write = {"yes": "Dokumenterar", "no": "Dokumenterar inte"}
codes = ["FO.prata.ja", "FO.prata.nej"], ["FO.dok.ja", "FO.dok.nej"]
both = tables.two_by_two(study, "FO", *codes, {"row": talk, "column": write})

# %%
report.publish(
    both, figures.quadrants, "03_fo3_talar_skriver", question="FO3",
    title="Att tala om relationen och att dokumentera den",
    alt="Fyra fält: talar eller talar inte, dokumenterar eller dokumenterar inte",
    reading=readings.two_by_two(both),
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Frågan gäller vad man bör göra, men fälten säger vad man gör. Att inte skriva ner kan vara ett val, eller något som aldrig blev av; skälen står under FO1.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The question is what should be done, but the cells tell what is done. Not writing down may be a choice, or something that never came about; the reasons stand under FO1.</p>

# %% [markdown] tags=["sv"]
# ### Hör argument och praktik ihop?
#
# Argumenten från FO1 mot vad samma intervju säger att man gör. Ett argument som hörs lika ofta på båda håll
# följer inte praktiken. Ett som bara hörs på det ena kan ha styrt den, men också ha kommit till efteråt för
# att försvara den.

# %% [markdown] tags=["en"]
# ### Do argument and practice go together?
#
# The arguments of FO1 against what the same interview says is done. An argument heard as often either way
# does not follow the practice. One heard only the one way may have guided it, but may also have come about
# afterwards to defend it.

# %%
against = {"FO.dok.ja": "Dokumenterar", "FO.dok.nej": "Dokumenterar inte"}
done = tables.contrast(study, "FO", sides, against, relation="interview")
report.publish(
    done, figures.dots, "03_fo3_argument", reading=readings.contrast(done),
    title="Argument och praktik i samma intervju",
    alt="Punktdiagram med två punkter per argument, en för att dokumentera och en för att låta bli",
)

# %%
report.quotes(["FO.dok.ja", "FO.dok.nej"], n=3)

# %% [markdown] tags=["sv"]
# ## FO4 · Hur dokumenteras överenskommelserna?
#
# ”Hur gör man det?” frågar lägesbilden. Här är de slags dokument som nämns.

# %% [markdown] tags=["en"]
# ## FO4 · How are the agreements written down?
#
# “How is it done?” asks the status report. Here are the kinds of document that are mentioned.

# %%
forms = study.codebook.codes_of(dilemma="FO", kind="form")
papers = tables.mentions(study, forms, "FO")
report.publish(
    papers, figures.bars, "03_fo4_dokument", question="FO4", reading=readings.mentions(papers),
    title="Dokument om samarbetet",
    alt="Liggande staplar, en per slags dokument",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Ett dokument kan finnas utan att någon nämner det, och nämnas utan att någon använder det.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> A document may exist without anyone mentioning it, and be mentioned without anyone using it.</p>

# %% [markdown] tags=["sv"]
# ### Vad står i dem, och används de?
#
# Dokumenten i intervjuernas ord. Läs efter vem som tog initiativet, och om någon tar fram pappret när det
# skaver.

# %% [markdown] tags=["en"]
# ### What do they say, and are they used?
#
# The documents in the words of the interviews. Read for who took the initiative, and for whether anyone
# takes out the paper when things chafe.

# %%
words = tables.ranked(study, forms, "FO", quotes=2)
report.publish(
    words, None, "03_fo4_ord", reading="",
    title="Dokumenten i intervjuernas ord",
    alt="Tabell med en rad per slags dokument, det vanligaste först, och citat",
)

# %%
report.quotes(forms, n=2)

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Argument på båda sidor kan vara oenighet, men också
# eftertanke.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked but is silent? Arguments on both sides may be disagreement, but
# also reflection.

# %%
shape = study.codebook.codes_of(side="FO.ena")
grow = study.codebook.codes_of(side="FO.andra")
report.negative(shape, grow, ("Forma dem", "Låt dem växa"))
