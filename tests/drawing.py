"""Draw a figure of each kind and print what its files hash to; a script for other processes."""

import hashlib
import json
import os
import sys

from analys import figures
from analys.figures.saving import pictures
from analys.loading import load
from builders import ROOT, codebook
from test_early import stated, told_of
from test_figures_tidy import FIGURES, tables_of
from test_synthesis import DRAWN

EARLY = {
    "norms": (figures.norms, stated(("politician", "a", 28, 9, 3, 5))),
    "tellers": (figures.tellers, told_of(("official", "off", 1, 3, 1, 3), unit="interview")),
}


def made():
    """Each kind's figure function and tables; those of the synthesis are counted anew."""
    demo = load(ROOT / "data" / "demo", codebook=codebook())
    kinds = {name: (draw, tables_of(name, 10, False)) for name, (draw, _made) in FIGURES.items()}
    kinds |= {name: (draw, (table,)) for name, (draw, table) in EARLY.items()}
    return kinds | {name: (draw, (table(demo),)) for name, (draw, table, _there) in DRAWN.items()}


def hashes():
    """SHA-256 of each figure's SVG and PNG."""
    found = {}
    for name, (draw, tables) in made().items():
        svg, png = pictures(figures.stamp(draw(*tables), "Syntetiskt"), "Syntetiskt")
        found[name] = [hashlib.sha256(data).hexdigest() for data in (svg.encode(), png)]
    return found


if __name__ == "__main__":
    if sys.argv[1:] == ["forked"] and (child := os.fork()):  # the child does the rest
        raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.stdout.write(json.dumps(hashes()))
