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
# # Parhästdilemmat

# %% [markdown] tags=["en"]
# # The paired-horses dilemma

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
    "PH",
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
# Långsittardilemmat förstärks när kommunstyrelsens ordförande (kso) och kommunchefen (kc) fungerat väl
# ihop länge. Starkt förtroende gör lätt gråzonen gyllene och handlingsutrymmet stort, men utrymmet att
# ifrågasätta minskar och de två förknippas med varandra. Dilemmats kärna är hur man får ett produktivt
# samarbete utan stora problem när en av dem eller båda väljer eller tvingas sluta, och utan att rollerna
# växer ihop med personkemin.
#
# Lägesbilden ger två exempel. De är dess egna och räknas inte i någon siffra på sidan.

# %% [markdown] tags=["en"]
# ## The dilemma
#
# The long-stayer dilemma grows stronger when the chair of the municipal executive board (kso) and the
# chief executive (kc) have worked well together for long. Strong trust easily turns the grey zone golden
# and gives much room to act, but the room to question shrinks and the two are identified with each other.
# At the core is how to get productive cooperation without great trouble when one of them or both choose
# or are forced to leave, and without the roles fusing with personal chemistry.
#
# The status report gives two examples. They are its own and count in no number on this page.

# %%
report.vignettes()

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
asked = tables.asked(study, "PH")
report.publish(
    asked, None, "04_ph_tillfragade", title="Tillfrågade efter roll",
    alt="Tabell över tillfrågade och dem som talar om det, en rad per roll", reading=readings.asked(asked),
)

# %% [markdown] tags=["sv"]
# ## PH1 · Kan kso bytas ut ur ett långvarigt par utan att kc byts?
#
# Varje rad är en kommun, kso överst och kc under, med ett uppehåll i bandet där någon ny tog över. De
# tonade fälten är åren tillsammans för par som suttit minst sju år. Gränsen är vår; lägesbilden säger
# bara ”lång tid”. Se efter om ett tonat fält slutar i det ena bandet eller i båda: där bara kso byttes
# har frågan prövats.

# %% [markdown] tags=["en"]
# ## PH1 · Can the kso of a long-standing pair be replaced without replacing the kc?
#
# Each row is a municipality, the kso above and the kc below, with a gap in the band where somebody new
# took over. The shaded fields are the years together of pairs that sat for at least seven. The limit is
# ours; the status report says only “a long time”. Look whether a shaded field ends in one band or in
# both: where only the kso was replaced the question has been put to the test.

# %%
posts, longest = tables.spells(study, longest_first=True), tables.pairs(study)
report.publish(
    posts, figures.spells, "04_ph1_par", question="PH1", reading=readings.pairs(longest),
    title="Kso och kc genom åren, med åren tillsammans",
    alt="Tidsaxel med en rad per kommun, tonad där samma kso och kc suttit minst sju år ihop",
    events=tables.events(study), pairs=tables.pairs(study, at_least=7, every=True),
)

# %% [markdown] tags=["sv"]
# ### När den ena slutade
#
# Varje par som suttit minst sju år och sedan brutits: vem som slutade först, om det var självvalt eller
# tvingat, och om den andra följde efter inom 24 månader. Hur någon slutade läses ur materialets egna ord,
# och där inget står är det oklart. Ett byte som är yngre än 24 månader räknas som ovisst och inte som att
# kc satt kvar.

# %% [markdown] tags=["en"]
# ### When one of them left
#
# Every pair that sat for at least seven years and has since been broken: who left first, whether it was
# by choice or forced, and whether the other followed within 24 months. How somebody left is read from the
# material’s own words, and where it says nothing it is unclear. A change less than 24 months old counts
# as undecided and not as a kc who stayed.

# %%
broken = tables.departures(study, at_least=7)
report.publish(
    broken, None, "04_ph1_avgangar", reading=readings.departures(broken),
    title="Par som brutits, och om den andra följde efter",
    alt="Tabell över brutna par: vem som slutade först och om den andra följde efter",
)

# %% [markdown] tags=["sv"]
# ### Följer kc oftare efter ur ett långt par?
#
# Att kc slutar efter kso säger något först när man vet hur vanligt det är annars. Därför står här alla
# par där kso slutade först, korta som långa. De korta är jämförelsen: följer kc lika ofta efter dem är
# det inte längden som räknas.

# %% [markdown] tags=["en"]
# ### Does the kc follow more often out of a long pair?
#
# That a kc leaves after a kso tells something only when one knows how common it is otherwise. So here are
# all pairs in which the kso left first, short and long. The short ones are the comparison: if the kc
# follows as often out of them, it is not the length that counts.

# %%
after = tables.partings(study)
report.publish(
    after, figures.columns, "04_ph1_efter_kso", reading=readings.partings(after),
    title="Vad kc gjorde när kso slutade, efter parets år tillsammans",
    alt="Liggande staplar, en per tidsband, delade efter om kc satt kvar eller slutade",
)

# %% [markdown] tags=["sv"]
# ### Alla par efter hur länge de satt
#
# Varje punkt är ett par av kso och kc, efter år tillsammans och hur det gick. Öppna pilar sitter ännu.
# Figuren visar hur ovanliga långa par är i materialet och hur många som ligger nära sjuårsgränsen, så att
# man ser vad en annan gräns hade ändrat.

# %% [markdown] tags=["en"]
# ### Every pair by how long it sat
#
# Each point is a pair of kso and kc, by years together and by how it went. Open arrows are still sitting.
# The figure shows how uncommon long pairs are in the material and how many lie near the limit of seven
# years, so that one sees what another limit would have changed.

# %%
every = tables.paired(study)
report.publish(
    every, figures.stays, "04_ph1_alla_par", reading=readings.paired(every),
    title="Alla par efter år tillsammans och vem som slutade först",
    alt="Punkter längs en axel i år, en rad för de par som sitter kvar och en per sätt att brytas",
    landmarks=tables.landmarks(study),
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Att kc slutar efter kso betyder inte att det var därför: pension och nya uppdrag kommer ändå, och en kc i ett långt par är oftare nära pensionen. Par som sitter kvar har ännu inte prövats, och hur det var före de första kända tiderna vet ingen.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> That a kc leaves after a kso does not mean that it was the reason: retirement and other posts come anyway, and the kc of a long pair is more often close to retirement. Pairs that still sit have not been tested yet, and nobody knows how it was before the first known spells.</p>

# %% [markdown] tags=["sv"]
# ## PH2 · Får nytt blod i politiken fullt utrymme när kc sitter kvar med sina rutiner, förväntningar och kunskaper?
#
# Till vänster står att utrymmet finns, till höger att det saknas. Att utrymmet att ifrågasätta minskar
# räknas till höger, för det är samma sak sedd från den som är ny.

# %% [markdown] tags=["en"]
# ## PH2 · Is there full room for new blood in politics when the kc stays on with routines, expectations and knowledge?
#
# To the left stands that there is room, to the right that there is not. That the room to question shrinks
# counts to the right, for it is the same thing seen by the one who is new.

# %%
no = ["PH.nyttblod.nej", "PH.slut.ifragasatt"]
names = ("Ja, det finns utrymme", "Nej, det är trångt")
room = tables.arguments(study, "PH", first=["PH.nyttblod.ja"], second=no, names=names)
report.publish(
    room, figures.butterfly, "04_ph2_nytt_blod", question="PH2",
    title="Finns det utrymme för nytt blod?", reading=readings.arguments(room),
    alt="Fjärilsdiagram: skäl för att utrymmet finns åt vänster, skäl emot åt höger",
)

# %% [markdown] tags=["sv"]
# ### Där ett par suttit länge, och annars
#
# Är det trångt där ett långt par sitter eller har suttit, eller är det trångt överallt där någon nämner
# saken? Varje panel har sin egen bredd; läs hur stor del av det tonade fältet som stapeln fyller.

# %% [markdown] tags=["en"]
# ### Where a pair has sat for long, and elsewhere
#
# Is there little room where a long pair sits or has sat, or wherever anybody mentions the matter? Each
# panel has its own width; read how much of the tinted field the bar fills.

# %%
groups = tables.pair_groups(study, at_least=7)
where = tables.arguments(
    study, "PH", first=["PH.nyttblod.ja"], second=no, names=names, by=groups,
)
where = tables.divided(study, where)
report.publish(
    where, figures.butterfly, "04_ph2_dar_par_suttit", reading=readings.arguments(where),
    title="Utrymme för nytt blod, efter om ett par suttit länge",
    alt="Fjärilsdiagram i paneler: kommuner med och utan ett par som suttit minst sju år",
)

# %% [markdown] tags=["sv"]
# ### Vem säger vad?
#
# Den som själv är ny svarar kanske annorlunda än den som suttit länge. Politiker och tjänstemän står
# därför var för sig.

# %% [markdown] tags=["en"]
# ### Who says what?
#
# Those who are new themselves may answer differently from those who have sat for long. Politicians and
# officials therefore stand apart.

# %%
who = tables.arguments(
    study, "PH", first=["PH.nyttblod.ja"], second=no, names=names, by="role_group",
)
report.publish(
    who, figures.butterfly, "04_ph2_rollgrupp", reading=readings.arguments(who),
    title="Utrymme för nytt blod, efter rollgrupp",
    alt="Fjärilsdiagram i två paneler, en för politiker och en för tjänstemän",
)

# %%
report.quotes(["PH.nyttblod", "PH.slut.ifragasatt"], n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> De som kom in och gick igen är sällan kvar att intervjua, så trängseln kan vara större än den hörs. Och den som har utrymme märker det sällan.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> Those who came in and left again are seldom there to be interviewed, so the lack of room may be greater than it sounds. And those who have room seldom notice it.</p>

# %% [markdown] tags=["sv"]
# ## PH3 · Går problemet att förebygga?
#
# Problemet är att kc sitter kvar när politiken förnyas. Sätten nedan är de som nämns ihop med att
# förebygga det, de vanligaste överst; tabellen ger ett yttrande för vart och ett av dem som hörs.
# Bildtexten säger om de möts i samma avsnitt eller bara i samma intervju, och det senare är ett svagare
# samband.

# %% [markdown] tags=["en"]
# ## PH3 · Can the problem be prevented?
#
# The problem is that the kc stays when politics is renewed. The ways below are those mentioned together
# with preventing it, the commonest at the top; the table gives an utterance for each that is heard. The
# caption says whether they meet in the same passage or only in the same interview, and the latter is a
# weaker tie.

# %%
means = [*study.codebook.codes_of(group="H"), "FO.satt.mote", "FO.satt.utbildning"]
means = [*means, "FO.form.instruktion", "FO.form.spelregler"]
prevent = tables.ranked(study, means, "PH", stance="PH.forebygg")
report.publish(
    prevent, figures.bars, "04_ph3_forebygga", question="PH3",
    title="Sätt som nämns ihop med att förebygga", reading=readings.ranked(prevent),
    alt="Liggande staplar, en per sätt, flest överst",
)

# %%
report.quotes("PH.forebygg", n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Figuren skiljer inte det som prövats från det som bara föreslagits. Och där man lyckats förebygga finns inget problem att berätta om.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> The figure does not tell what has been tried from what has only been proposed. And where prevention succeeded there is no trouble to tell of.</p>

# %% [markdown] tags=["sv"]
# ## PH4 · Gällde missnöjet den gamla eller den nya kso, politiker eller tjänstemän – och går de att skilja åt?
#
# Frågan kommer ur lägesbildens andra exempel ovan, med paret på tjugo år. Tabellen följer var missnöje i
# valet tas upp, eller att paret förknippas med varandra: vem som säger det, och vilket par det kan gälla.
# Vem missnöjet riktades mot är inte kodat; det får läsas ur citaten, och svaret kan vara att det inte går
# att skilja åt.

# %% [markdown] tags=["en"]
# ## PH4 · Was the discontent with the old or the new kso, with politicians or officials – and can they be told apart?
#
# The question comes from the second of the status report’s examples above, with the pair of twenty years.
# The table follows where discontent at the polls is brought up, or that the two are identified with each
# other: who says it, and which pair it may be about. Whom the discontent was aimed at is not coded; it
# has to be read from the quotations, and the answer may be that they cannot be told apart.

# %%
ends = ["PH.slut.missnoje", "PH.slut.forknippas"]
known = {"Längsta paret": tables.pair_told(study)}
blame = tables.followed(study, ends, "PH", beside=known)
report.publish(
    blame, None, "04_ph4_missnoje", question="PH4", reading=readings.followed(blame),
    title="Missnöje i valet och par som förknippas, och vilket par det kan gälla",
    alt="Tabell med en rad per kommun: vilka som tar upp det, och kommunens längsta par",
)

# %% [markdown] tags=["sv"]
# ### Politiker eller tjänstemän?
#
# Om bara den ena gruppen berättar om missnöjet är det dess bild av vem som valdes bort.

# %% [markdown] tags=["en"]
# ### Politicians or officials?
#
# If only one of the groups tells of the discontent, it is that group’s picture of who was voted out.

# %%
who = tables.mentions(study, ends, "PH", by="role_group")
report.publish(
    who, None, "04_ph4_rollgrupp", reading=readings.mentions(who),
    title="Missnöje i valet och par som förknippas, efter rollgrupp",
    alt="Tabell över kommuner och intervjuer som nämner missnöjet eller att paret förknippas",
)

# %%
report.quotes(ends, n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad tabellen inte säger.</b> Väljarnas missnöje syns här bara genom dem som intervjuats. Ingen väljare har tillfrågats.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the table does not say.</b> The voters’ discontent shows here only through those who were interviewed. No voter has been asked.</p>

# %% [markdown] tags=["sv"]
# ## PH5 · Bygger relationen på intagna roller eller på personkemi, och går de att skilja åt?
#
# Staplarna delar de intervjuer som säger vad relationen vilar på. Mittfältet, de som nämner båda, är
# svaret på frågans andra led: är det stort skiljer man på dem i ord men håller fast vid båda.

# %% [markdown] tags=["en"]
# ## PH5 · Does the relation rest on the roles taken or on personal chemistry, and can the two be told apart?
#
# The bars divide the interviews that say what the relation rests on. The field in the middle, those who
# mention both, answers the second part of the question: if it is large, people tell the two apart in
# words but hold on to both.

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
    title="Roller och personkemi sida vid sida",
    alt="Hanteldiagram med två punkter per kommun, en för roller och en för personkemi",
)

# %%
report.quotes(["PH.grund.roller", "PH.grund.kemi"], n=4)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Vad en relation vilar på är svårt att se inifrån. Den som svarar roller beskriver kanske hur det borde vara, och personkemi märks bäst när den saknas.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> What a relation rests on is hard to see from within. Those who answer roles may be describing how it ought to be, and personal chemistry is noticed most when it is lacking.</p>

# %% [markdown] tags=["sv"]
# ## PH6 · Hur får man ett produktivt samarbete utan stora problem när en av dem eller båda slutar?
#
# Överst möjliga förutsättningar, i mitten hur någon slutade, nederst problem när paret bryts. Kolumnerna
# är kommuner, den med det längsta paret först. Läs varje kolumn uppifrån och ned som ett fall, och leta
# efter ett långt par med förutsättningar men utan problem: där har någon kanske lyckats.

# %% [markdown] tags=["en"]
# ## PH6 · How does one get productive cooperation without great trouble when one of them or both leave?
#
# At the top possible conditions, in the middle how somebody left, at the bottom trouble when the pair
# breaks. The columns are municipalities, that of the longest pair first. Read each column from top to
# bottom as a case, and look for a long pair with conditions but no trouble: there somebody may have
# succeeded.

# %%
conditions = ["PH.kraft.zon", "PH.grund.roller", "PH.grund.kemi", "PH.forebygg"]
conditions = [*conditions, "FO.prata.ja", "FO.dok.ja"]
left = study.codebook.codes_of(dilemma="PH", kind="departure")
trouble = study.codebook.codes_of(side="PH.slut")
groups = {
    "Möjliga förutsättningar": conditions, "Hur någon slutade": left,
    "Problem när paret bryts": trouble,
}
summary = tables.by_pair(study, "PH", groups)

# %%
report.publish(
    summary, figures.heatmap, "04_ph6_sammanfattning", question="PH6", reading=readings.by_pair(summary),
    title="Förutsättningar, avgångar och problem, fall för fall",
    alt="Rutnät: förutsättningar, avgångar och problem som rader, det längsta paret längst till vänster",
)

# %% [markdown] tags=["sv"]
# ### Förutsättning mot det som hände
#
# Samma sak kod mot kod, men bara där en och samma intervju tar upp båda. Jämför raderna: en förutsättning
# som hörs ihop med problemen lika ofta som de andra skyddar inte märkbart.

# %% [markdown] tags=["en"]
# ### Condition against what happened
#
# The same thing code by code, but only where one and the same interview brings up both. Compare the rows:
# a condition that is heard with the trouble as often as the others is no noticeable protection.

# %%
ends = [*left, *trouble]
heads = ("Förutsättning", "När paret bryts")
when = tables.crossing(study, conditions, ends, "PH", heads=heads, relation="interview")
report.publish(
    when, figures.heatmap, "04_ph6_villkor", reading=readings.crossing(when),
    title="Förutsättningar för samarbetet, avgångar och problem",
    alt="Rutnät med förutsättningar som rader, avgångar och problem som kolumner",
)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Förutsättning och problem behöver inte gälla samma par, bara samma kommun. Ett par som aldrig brutits har inte hunnit visa några problem, och ett långt par talas det mer om, både på gott och ont.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> A condition and a trouble need not concern the same pair, only the same municipality. A pair that was never broken has had no occasion to show any trouble, and a long pair is talked about more, for good and ill.</p>

# %% [markdown] tags=["sv"]
# ## PH7 · Hur undviker man att rollerna växer ihop med personkemin?
#
# Formaliseringsdilemmat rymmer ett möjligt svar: att tala om relationen och skriva ner den. Figuren visar
# var det tas upp i samma intervju som relationens grund eller sätt att förebygga. Hörs formalisering
# oftare med rollerna än med personkemin är det en ledtråd om vad de tillfrågade förknippar den med, inte
# mer.

# %% [markdown] tags=["en"]
# ## PH7 · How does one keep the roles from fusing with personal chemistry?
#
# The formalisation dilemma holds one possible answer: to talk about the relation and write it down. The
# figure shows where that is brought up in the same interview as what the relation rests on or ways to
# prevent the problem. If formalisation is heard more often with the roles than with personal chemistry,
# that is a clue to what those asked associate it with, no more.

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
report.quotes(["PH.grund.roller", "PH.forebygg", "FO.form.instruktion"], n=3)

# %% [markdown] tags=["sv"]
# <p class="limit"><b>Vad figuren inte säger.</b> Att samma person talar om båda betyder inte att det ena hjälper mot det andra. Kanske skriver man ner just där rollerna redan vuxit ihop med personkemin.</p>

# %% [markdown] tags=["en"]
# <p class="limit"><b>What the figure does not say.</b> That the same person speaks of both does not mean that the one helps against the other. Perhaps people write things down just where the roles have already fused with personal chemistry.</p>

# %% [markdown] tags=["sv"]
# ## Negativa fall
#
# Vilka bryter mönstret, och vilka tillfrågade tiger? Här prövas kommuner där ett par suttit minst sju
# år; annars är tystnaden väntad. Paret kan ha brutits för länge sedan. Ett långt par som ingen talar om,
# eller som bara berömts, är det mest läsvärda här.

# %% [markdown] tags=["en"]
# ## Negative cases
#
# Who breaks the pattern, and who was asked and is silent? The municipalities tested here are those where a
# pair has sat for at least seven years; elsewhere silence is to be expected. The pair may have been broken
# long ago. A long pair that nobody speaks of, or that is only praised, is the one most worth reading here.

# %%
strength = study.codebook.codes_of(side="PH.kraft")
paired, others = tables.pair_groups(study, at_least=7).values()
report.negative(strength, trouble, ("Styrka", "Svårigheter"), cases=paired or None)
