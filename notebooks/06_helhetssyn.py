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
# # Helhetssynsdilemmat

# %% [markdown] tags=["en"]
# # The whole-view dilemma

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
    "HS",
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
# Att ta bort nämnder stimulerar enligt lägesbilden helhetstänkandet hos både politiker och tjänstemän.
# Men tjänstemännen får mer makt, infrastrukturen drar till sig uppmärksamheten och det blir svårare att
# utveckla lokal sakpolitik i skola och omsorg. Kommunstyrelsens ordförande (kso) och kommunchefen (kc)
# kommer närmare varandra, vilket kan leda till avpolitisering och ”ekonomisering”: där tangerar dilemmat
# parhästdilemmat. Och ledande tjänstemäns lojalitet uppåt riskerar att tränga undan professionens
# värderingar.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# Abolishing committees, according to the status report, stimulates thinking about the whole among both
# politicians and officials. But the officials gain power, infrastructure draws the attention, and it
# becomes harder to develop local policy for schools and care. The chair of the municipal executive board
# (kso) and the chief executive (kc) draw closer, which may lead to depoliticisation and “economisation”:
# there the dilemma touches the paired-horses dilemma. And the loyalty upwards of leading officials risks
# pushing aside the values of the profession.

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
asked = tables.asked(study, "HS")
report.publish(
    asked, None, "06_hs_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ## HS1 · Hur vägs för- och nackdelar mot varandra?
#
# Lägesbildens ”å ena sidan” står till vänster och dess ”å andra sidan” till höger. Att politiken får
# mindre insyn står i lägesbilden på den första sidan men läses lättare som en nackdel; det står kvar på
# sin plats och säger det i etiketten.

# %% [markdown] tags=["en"]
# ## HS1 · How are pros and cons weighed against each other?
#
# The status report’s “on the one hand” stands to the left and its “on the other hand” to the right. That
# politics gets less insight stands on the first side in the report but is more easily read as a drawback;
# it keeps its place and its label says so.

# %%
weighed = tables.arguments(study, "HS")
report.publish(
    weighed, figures.butterfly, "06_hs1_argument", question="HS1",
    title="Argument om att ta bort nämnder",
    alt="Fjärilsdiagram med argument å ena sidan åt vänster och å andra sidan åt höger",
    reading=readings.arguments(weighed),
)

# %% [markdown] tags=["sv"]
# ### Efter nämndorganisation
#
# Där nämnderna finns kvar talar man om vad man tror, där de tagits bort om vad man sett. Ett argument som
# bara hörs där de är borta bygger på erfarenhet; ett som bara hörs där de finns kvar kan vara en
# förväntan eller en farhåga. Panelerna är olika breda, så läs staplarna mot det tonade fältet.

# %% [markdown] tags=["en"]
# ### By committee structure
#
# Where the committees remain people speak of what they believe, where they have been abolished of what
# they have seen. An argument that is heard only where they are gone rests on experience; one that is
# heard only where they remain may be a hope or a fear. The panels differ in width, so read the bars
# against the tinted field.

# %%
split = tables.divided(study, tables.arguments(study, "HS", by="committees"))
report.publish(
    split, figures.butterfly, "06_hs1_namnder", reading=readings.arguments(split),
    title="Argument om att ta bort nämnder, efter kommunens nämndorganisation",
    alt="Fjärilsdiagram med argument åt två håll, en panel per slags nämndorganisation",
)

# %% [markdown] tags=["sv"]
# ### Politiker och tjänstemän
#
# Att tjänstemännen får mer makt kan sägas av dem som förlorar den och av dem som får den, och det är inte
# samma iakttagelse.

# %% [markdown] tags=["en"]
# ### Politicians and officials
#
# That the officials gain power can be said by those who lose it and by those who gain it, and that is not
# the same observation.

# %%
who = tables.arguments(study, "HS", by="role_group")
report.publish(
    who, figures.butterfly, "06_hs1_rollgrupp", reading=readings.arguments(who),
    title="Argument om att ta bort nämnder, efter rollgrupp",
    alt="Fjärilsdiagram med argument åt två håll, en panel för politiker och en för tjänstemän",
)

# %%
report.quotes(["HS.ena.helhet", "HS.ena.insyn", "HS.andra.makt"], n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Antalet som framför ett argument är inte dess vikt för dem som vägde. Och kommuner med olika nämndorganisation skiljer sig åt i mycket annat också.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The number who put an argument forward is not the weight that it had for those who did the weighing. And municipalities with different committee structures differ in much else as well.</p>

# %% [markdown] tags=["sv"]
# ### Där dilemmat tangerar parhästdilemmat
#
# Lägesbilden menar att helhetstänkandet för kso och kc närmare varandra, och att närheten kan leda till
# avpolitisering. Tabellen följer var det ena eller det andra sägs, med nämndorganisationen och det par
# som suttit längst. Hörs närheten där det finns ett långt par men nämnderna är kvar, kommer den knappast
# av att nämnder tagits bort.

# %% [markdown] tags=["en"]
# ### Where the dilemma touches the paired-horses dilemma
#
# The status report holds that thinking about the whole brings the kso and the kc closer, and that the
# closeness may lead to depoliticisation. The table follows where the one or the other is said, with the
# committee structure and the pair that has sat longest. If the closeness is heard where there is a long
# pair but the committees remain, it hardly comes from abolishing committees.

# %%
known = {
    "Nämndorganisation": tables.committees_told(study),
    "Längsta paret": tables.pair_told(study),
}
close = ["HS.narmare", "HS.avpolitisering"]
closer = tables.followed(study, close, "HS", beside=known)

# %%
report.publish(
    closer, None, "06_hs1_narmare", reading=readings.followed(closer),
    title="Kso och kc närmare varandra, och avpolitisering, fall för fall",
    alt="Tabell med en rad per kommun: vilka som säger det, nämnderna och det längsta paret",
)

# %% [markdown] tags=["sv"]
# Vad säger de samma intervjuer om parhästar? Hörs närheten ihop med förtroende och handlingsutrymme är
# den parhästarnas styrka; hörs den ihop med minskat utrymme att ifrågasätta är den deras problem.

# %% [markdown] tags=["en"]
# What do the same interviews say of paired horses? If the closeness is heard with trust and room to act
# it is the strength of the paired horses; if it is heard with less room to question it is their trouble.

# %%
pairs = study.dilemma_codes("PH")
heads = ("Parhäst", "Helhetssyn")
touching = tables.crossing(study, pairs, close, "HS", heads=heads, relation="interview")
report.publish(
    touching, figures.heatmap, "06_hs1_parhast", reading=readings.crossing(touching),
    title="Där helhetssyn möter parhäst i samma intervju",
    alt="Rutnät med parhästdilemmats koder som rader, närhet och avpolitisering som kolumner",
)

# %%
report.quotes(close, n=3)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Att två saker sägs i samma intervju säger inte vilken som kom först. Parhästar kan ha tagit bort nämnderna lika väl som tvärtom.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> That two things are said in the same interview does not say which came first. Paired horses may have abolished the committees as well as the other way round.</p>

# %% [markdown] tags=["sv"]
# ## HS2 · Vad talar för att behålla nämnderna?
#
# Vilka argument framför de som ger skäl att behålla nämnderna? Alla argument är med, också de från andra
# sidan, för den som vill behålla kan mycket väl medge vad som vinns på att ta bort. De vanligaste står
# överst, med ett yttrande för vart och ett där något får citeras. Under tabellen står om argument och
# skäl möts i samma avsnitt eller bara i samma intervju; det senare är ett svagare samband. Citaten efter
# tabellen är skälen själva, sagda rent ut.

# %% [markdown] tags=["en"]
# ## HS2 · What speaks for keeping the committees?
#
# Which arguments are put forward by those who give reasons to keep the committees? All arguments are
# included, also those of the other side, for whoever wishes to keep may well admit what is gained by
# abolishing. The commonest stand at the top, with an utterance for each where one may be quoted. Under
# the table it says whether argument and reason meet in the same passage or only in the same interview;
# the latter is a weaker tie. The quotations after the table are the reasons themselves, said outright.

# %%
both = study.codebook.codes_of(dilemma="HS", kind="argument")
keep = tables.ranked(study, both, "HS", stance="HS.behall", quotes=1)
report.publish(
    keep, None, "06_hs2_behalla", question="HS2", reading=readings.ranked(keep),
    title="Argument hos dem som ger skäl att behålla nämnderna",
    alt="Tabell med ett argument per rad, flest överst, och ett yttrande för vart och ett",
)

# %%
report.quotes("HS.behall", n=3)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad tabellen inte säger.</b> Den som säger att tjänstemännen får mer makt behöver inte mena det som ett skäl att behålla nämnderna. Vad som är skäl framgår av citaten, inte av talen.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the table does not say.</b> Those who say that the officials gain power need not mean it as a reason to keep the committees. What is a reason shows in the quotations, not in the numbers.</p>

# %% [markdown] tags=["sv"]
# ## HS3 · Vad talar för att ta bort nämnderna?
#
# Samma fråga till dem som ger skäl att ta bort nämnderna, med samma argument i samma ordning av
# vanlighet.

# %% [markdown] tags=["en"]
# ## HS3 · What speaks for abolishing the committees?
#
# The same question to those who give reasons to abolish the committees, with the same arguments ordered
# in the same way.

# %%
drop = tables.ranked(study, both, "HS", stance="HS.bort", quotes=1)
report.publish(
    drop, None, "06_hs3_ta_bort", question="HS3", reading=readings.ranked(drop),
    title="Argument hos dem som ger skäl att ta bort nämnderna",
    alt="Tabell med ett argument per rad, flest överst, och ett yttrande för vart och ett",
)

# %%
report.quotes("HS.bort", n=3)

# %% [markdown] tags=["sv"]
# ### Vilka argument skiljer hållningarna åt?
#
# De två listorna lagda på varandra, räknade i samma intervju. Långt mellan punkterna: argumentet går med
# den ena hållningen. Tätt ihop: det nämns lika ofta av båda och avgör alltså inget.

# %% [markdown] tags=["en"]
# ### Which arguments set the two stances apart?
#
# The two lists laid on each other, counted within the same interview. Points far apart: the argument goes
# with one of the stances. Close together: both mention it as often, and so it decides nothing.

# %%
stances = {"HS.behall": "Behålla", "HS.bort": "Ta bort"}
apart = tables.contrast(study, "HS", both, stances, relation="interview")
report.publish(
    apart, figures.dots, "06_hs3_mot_hs2", reading=readings.contrast(apart),
    title="Argument ihop med skäl att behålla och att ta bort",
    alt="Punktdiagram med två punkter per argument, en för att behålla och en för att ta bort",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Den som tagit bort sina nämnder har skäl att försvara det, och talar kanske om nackdelarna just för att de blivit verkliga. En intervju som ger skäl åt båda håll räknas hos båda.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Those who have abolished their committees have reason to defend it, and may speak of the drawbacks just because they have become real. An interview that gives reasons both ways counts with both.</p>

# %% [markdown] tags=["sv"]
# ## HS4 · Hur hanteras följderna när nämnder tas bort?
#
# Raderna är lägesbildens följder, kolumnerna sätt att hantera dem. Siffran räknar bara där båda tas upp i
# samma avsnitt, för det är bara då man kan tro att sättet gäller just den följden. Glesa rutor är alltså
# väntade; en tom rad är en följd som ingen berättar att man gjort något åt.

# %% [markdown] tags=["en"]
# ## HS4 · How are the consequences handled when committees are abolished?
#
# The rows are the status report’s consequences, the columns ways of handling them. The number counts only
# where both are brought up in the same passage, for only then can one believe that the way concerns that
# very consequence. Sparse cells are thus to be expected; an empty row is a consequence that nobody tells
# of having done anything about.

# %%
outcome = study.codebook.codes_of(dilemma="HS", kind="consequence")
handling = study.codebook.codes_of(group="H")
met = tables.crossing(study, outcome, handling, "HS", heads=("Följden", "Hantering"))
report.publish(
    met, figures.heatmap, "06_hs4_foljder", question="HS4", reading=readings.crossing(met),
    title="Följder och hur de hanteras",
    alt="Rutnät med följder som rader och sätt att hantera som kolumner",
)

# %% [markdown] tags=["sv"]
# ### Var märks följderna?
#
# En följd kan bara ha märkts där nämnder tagits bort eller håller på att tas bort. Berättas det om den
# annanstans är det en farhåga, och den får läsas som en sådan.

# %% [markdown] tags=["en"]
# ### Where are the consequences noticed?
#
# A consequence can only have been noticed where committees have been abolished or are being abolished. If
# it is told of elsewhere it is a fear, and has to be read as one.

# %%
known = {"Nämndorganisation": tables.committees_told(study)}
felt = tables.followed(study, outcome, "HS", beside=known)
report.publish(
    felt, None, "06_hs4_var", reading=readings.followed(felt),
    title="Var följderna tas upp, och av vilka",
    alt="Tabell med en rad per kommun: vilka följder som tas upp, av vilka, och nämnderna där",
)

# %%
report.quotes(outcome, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Att ett sätt nämns betyder inte att det hjälpte. Och det som hanterades utan besvär blev aldrig något att berätta om.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> That a way is mentioned does not mean that it helped. And what was handled without difficulty never became anything to tell of.</p>

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Jämför med nämndorganisationen under HS1: den som
# tagit bort nämnderna utan att tala om helheten är värd att läsa.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked and is silent? Compare with the committee structure under HS1:
# those who have abolished the committees without speaking of the whole are worth reading.

# %%
whole = study.codebook.codes_of(side="HS.ena")
other = study.codebook.codes_of(side="HS.andra")
report.negative(whole, other, ("Å ena sidan", "Å andra sidan"))
