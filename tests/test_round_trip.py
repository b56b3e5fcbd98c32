"""A study that is exported and loaded again is the same study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys.export import write_qdpx
from analys.loading import load
from analys.readers.frames import rows
from analys.readers.project import Project
from analys.study import Study
from analys.unkeying import as_project
from builders import ROOT, codebook
from test_export import projects

NAMES = ("GZ.gyllene", "GZ", "K.bar Personkemin", "gråzonsdilemmat", "Fördelar", "A > B", " Egna ")
VALUES = {
    "case": {
        "population": ("8900", "integer"), "Storlek": ("Small", "text"), "shift": ("1", "boolean"),
        "case": ("K01", "text"), "skl_group": ("många", "text"), "Ordförande": ("Ja", "boolean"),
    },
    "source": {
        "role": ("kso", "text"), "Datum": ("2011-09-09T00:00:00Z", "datetime"),
        "asked": ("GZ FO", "text"), "minutes": ("74", "integer"), "interview": ("Ett", "text"),
        "Kommun": ("K02", "text"),
        "Roll": ("okänd", "text"), "block": ("😀 rött", "text"), "kön": ("kvinna", "text"),
    },
}  # fmt: skip


@st.composite
def materials(draw) -> Project:
    """A project whose codes and variables are partly ours, and one text that is not there."""
    project = draw(projects())
    names = [draw(st.sampled_from([name, name, *NAMES])) for name in project.codes["name"]]
    owners = [("case", key) for key in project.cases["case_id"]]
    owners += [("source", key) for key in project.sources["source"]]
    pairs = [(kind, key, name) for kind, key in owners for name in VALUES[kind]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    more = [(kind, key, name, *VALUES[kind][name]) for kind, key, name in chosen]
    return replace(
        project,
        codes=project.codes.assign(name=names),
        attributes=pd.concat([project.attributes, rows("attributes", more)], ignore_index=True),
    )


def again(study: Study, folder: Path) -> Study:
    path = folder / "again.qdpx"
    write_qdpx(as_project(study, path), path)
    return load(path, codebook=codebook())


def same(one: Study, other: Study) -> None:
    left, right = frames(one), frames(other)
    for name, frame in left.items():
        pd.testing.assert_frame_equal(right[name], frame, obj=name)
    for interview in one.interviews["interview"]:
        assert other.text(interview) == one.text(interview)
    assert set(other.coders) == set(one.coders)
    assert set(one.users) <= set(other.users)


def frames(study: Study) -> dict[str, pd.DataFrame]:
    kept = study.kept
    found = {
        "cases": study.cases,
        "interviews": study.interviews,
        "codings": study.all_codings.drop(columns="source_file").sort_values("coding"),
        # Codes of one's own stand below those of the codebook, so their order may be another.
        "codes": study.codes.sort_values(["code"]),
        "memos": kept.memos.sort_values(["memo", "interview", "start", "end"]),
        "variables": kept.variables.sort_values(["owner_kind", "owner", "name", "value"]),
    }
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_a_tools_project_loads_exports_and_loads_as_the_same_study(project):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "first.qdpx"
        write_qdpx(project, path)
        first = load(path, codebook=codebook())
        same(first, again(first, Path(folder)))


def test_the_demo_from_its_export_alone_has_all_that_its_tables_said(tmp_path):
    first = load(ROOT / "data" / "demo", codebook=codebook())
    second = again(first, tmp_path)
    same(first, second)
    assert second.synthetic
    assert len(first.spells)
    assert second.spells.empty
    assert [gap.english.partition(" (")[0] for gap in second.gaps] == [
        "times in post for kso and kc",
        "events in the municipalities",
    ]


@pytest.mark.parametrize("name", ["nvivo_win_12.qdpx", "qc_1.3.qdpx"])
def test_files_of_real_tools_come_back_the_same(tmp_path, name):
    path = ROOT.parent / "shared" / "real" / name
    if not path.exists():
        pytest.skip(f"the files of real tools are not there: {path}")
    first = load(path, codebook=codebook())
    same(first, again(first, tmp_path))
    assert len(first.all_codings)
