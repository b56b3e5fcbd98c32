"""Notebooks run as the Python that they are, with a report that draws and writes nothing."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from analys import report as reports
from analys.figures import style
from analys.table import Table
from builders import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[0-8]_*.py"))


@dataclass
class Published:
    """What a notebook publishes; no figure where it wants none or the table is absent."""

    stem: str
    table: Table
    figure: Figure | None
    reading: str
    question: str | None


class Drawing(reports.Report):
    """A report that keeps what it is given instead of publishing it."""

    published: list[Published]

    def publish(self, table, draw, stem, *, title, alt, reading, question=None, **beside):
        with style():
            figure = None
            if draw is not None and not table.absent:
                figure = self._picture(table, draw, beside)
                figure.draw_without_rendering()
        self.published.append(Published(stem, table, figure, reading, question))


def published(path: Path, study, folder: Path) -> list[Published]:
    """Run a notebook on a study, whatever parameters it asks for, and give what it publishes."""
    report = Drawing(study, None, folder, 3)
    report.published = []

    def open_report(dilemma=None, **parameters):
        report.dilemma = dilemma
        return report

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "open_report", open_report)
        patch.setattr(reports, "display", lambda *given, **more: None)
        code = compile(path.read_text(encoding="utf-8"), path.name, "exec")
        exec(code, {"__name__": "notebook"})
    return report.published
