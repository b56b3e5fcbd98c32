"""Figures: a `Table` goes in, a matplotlib `Figure` comes out.

They neither read nor save, and count only what is too much to be shown one by one (`tallies`).
Save them inside `style()`, so that type and bytes repeat.
"""

from __future__ import annotations

from analys.figures.arguments import bars, butterfly
from analys.figures.blocks import norms, tellers
from analys.figures.canvas import stamp
from analys.figures.cells import directed, effects, meetings, patterns
from analys.figures.counts import bands, quadrants
from analys.figures.dates import timeline
from analys.figures.lengths import stays
from analys.figures.marks import dots, dumbbell
from analys.figures.matrices import heatmap
from analys.figures.mirror import mirror
from analys.figures.network import network
from analys.figures.portrait import portrait, portraits
from analys.figures.posts import spells
from analys.figures.presence import configuration
from analys.figures.sample import beside, flow, strip
from analys.figures.shares import columns, stacked
from analys.figures.style import style
from analys.figures.upset import upset

__all__ = [
    "bands",
    "bars",
    "beside",
    "butterfly",
    "columns",
    "configuration",
    "directed",
    "dots",
    "dumbbell",
    "effects",
    "flow",
    "heatmap",
    "meetings",
    "mirror",
    "network",
    "norms",
    "patterns",
    "portrait",
    "portraits",
    "quadrants",
    "spells",
    "stacked",
    "stamp",
    "stays",
    "strip",
    "style",
    "tellers",
    "timeline",
    "upset",
]
