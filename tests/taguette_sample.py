"""A project made in Taguette by its own interface, and what it should be read as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from taguette_server import User, taguette

SMILE, FAMILY = "\N{GRINNING FACE}", "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
ABOUT, PROJECT = "Ordförande, vår 2024", "Samspel i tolv kommuner"

PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Titeln</title><style>p {{ color: red }}</style></head>
<body>
<h1>Intervju 1 {SMILE}</h1>
<!-- inte med -->
<p>Åsa:   Vi har <b>kommun<i>chefen</i></b> &amp; nämnden,
   och det går&nbsp;bra {FAMILY}.</p><p>Erik: Nej&hellip; det<br>går inte.</p>
<script>document.title = "å";</script>
<ul><li>tillit</li><li>makt &lt; vilja</li></ul>
<table><tr><th>År</th><td>2024</td></tr><tr><th>Parti</th><td>–</td></tr></table>
<pre>
  rad 1 {SMILE}
    rad 2</pre>
<p>Slut <img src="bild.png">på intervjun.</p>
</body></html>
"""
PAGE_READ = f"""Intervju 1 {SMILE}
Åsa: Vi har kommunchefen & nämnden, och det går\N{NO-BREAK SPACE}bra {FAMILY}.
Erik: Nej… det
går inte.
tillit
makt < vilja
År\t2024
Parti\t–
  rad 1 {SMILE}
    rad 2
Slut på intervjun."""

# Without a BOM Taguette guesses the encoding, and here wrongly.
SPEECH = f"""\ufeffWEBVTT

00:00:01.000 --> 00:00:04.000
Åsa: Det är kommunchefens sak {SMILE},

00:00:04.000 --> 00:00:07.000
Erik: inte min.
"""
SPEECH_READ = f"""00:00:01.000 Åsa: Det är kommunchefens sak {SMILE},
00:00:04.000 Erik: inte min."""

TEXTS = {"Intervju 1": PAGE_READ, "Intervju 2 – ljud": SPEECH_READ}
TAGS = {
    "interesting": "Further review required",
    "roller.kc": "Kommunchefen",
    "roller.kso.gräns": "",
    "tillit": "När man\nlitar på varandra",
}


@dataclass(frozen=True)
class Asked:
    """A passage to highlight, by its first and last words, and its tags."""

    document: str
    first: str
    last: str
    tags: tuple[str, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Where it should stand in the text that is read."""
        text = TEXTS[self.document]
        start = text.index(self.first)
        return start, text.index(self.last, start) + len(self.last)

    @property
    def quote(self) -> str:
        """What should be read."""
        return TEXTS[self.document][slice(*self.place)]

    def offsets(self, html: str) -> tuple[int, int]:
        """What a browser would send: bytes of the text of what it shows."""
        text = unescape(re.sub(r"<[^>]+>", "", html))
        start = text.index(self.first)
        end = text.index(self.last, start) + len(self.last)
        return len(text[:start].encode()), len(text[:end].encode())


HIGHLIGHTS = (
    Asked("Intervju 1", "Intervju", SMILE, ("tillit",)),
    Asked("Intervju 1", "kommunchefen", "kommunchefen", ("roller.kc", "tillit")),
    Asked("Intervju 1", "munchefen", "nämnden,", ("roller.kso.gräns",)),
    Asked("Intervju 1", "bra", "Erik: Nej…", ("roller.kc",)),
    Asked("Intervju 1", "det", "inte.", ("roller.kc",)),
    Asked("Intervju 1", "tillit", "vilja", ("tillit",)),
    Asked("Intervju 1", "År", "–", ("roller.kc",)),
    Asked("Intervju 1", "rad 1", "rad 2", ("roller.kso.gräns",)),
    Asked("Intervju 1", "Slut", "intervjun.", ()),
    Asked("Intervju 2 – ljud", "kommunchefens", SMILE, ("roller.kc",)),
    Asked("Intervju 2 – ljud", SMILE, "min.", ("roller.kso.gräns", "interesting")),
)
CODED = sorted(
    (asked.document, *asked.place, asked.quote, tag) for asked in HIGHLIGHTS for tag in asked.tags
)
"""What should be read: document, start, end, quote, tag."""


def make(user: User) -> int:
    """Make the project, and give its id."""
    project = user.project(PROJECT, "Om makt")
    user.document(project, "Intervju 1", "a.html", PAGE.encode(), ABOUT)
    user.document(project, "Intervju 2 – ljud", "b.vtt", SPEECH.encode())
    keys = {"interesting": 1} | {
        path: user.tag(project, path, about)
        for path, about in TAGS.items()
        if path != "interesting"  # which a new project has
    }
    documents = dict(zip(TEXTS, (1, 2), strict=True))
    contents = {name: user.contents(project, key) for name, key in documents.items()}
    for asked in HIGHLIGHTS:
        offsets = asked.offsets(contents[asked.document])
        tags = [keys[tag] for tag in asked.tags]
        user.highlight(project, documents[asked.document], *offsets, tags)
    return project


def exported(folder: Path, *names: str) -> Path:
    """Make the project at one's own desk and export it; gives the folder, with the database."""
    with taguette(folder) as user:
        project = make(user)
        for name in names:
            user.export(project, name, folder)
    return folder
