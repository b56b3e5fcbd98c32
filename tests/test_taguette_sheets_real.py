"""Taguette's own tables of highlights, made on loopback and read back."""

import pytest

from analys.readers import read
from analys.readers.options import Options
from taguette_sample import CODED, TAGS, TEXTS, exported

pytestmark = pytest.mark.slow
TABLES = ("highlights.csv", "highlights.xlsx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return exported(tmp_path_factory.mktemp("taguette"), *TABLES)


def squeezed(text):
    return "".join(text.split())


def coded(project):
    names = project.sources.set_index("source").name
    paths = project.codes.set_index("code_id").path.str.replace(" > ", ".")
    codings = project.codings
    return sorted(
        (names[row.source], row.start, row.end, squeezed(row.quote), paths[row.code_id])
        for row in codings.itertuples()
    )


@pytest.mark.parametrize("name", TABLES)
def test_each_row_is_a_coding_without_coder(folder, name):
    project = read(folder / name)
    found = sorted((each[0], *each[3:]) for each in coded(project))
    assert found == sorted((each[0], squeezed(each[3]), each[4]) for each in CODED)
    assert project.report.without_coder == len(CODED)
    assert len(project.report.composed) == len(TEXTS)
    assert {each[4] for each in coded(project)} == set(TAGS)


@pytest.mark.parametrize("name", TABLES)
def test_quotes_are_found_in_texts_that_are_given(folder, name, tmp_path):
    for document, text in TEXTS.items():
        (tmp_path / f"{document}.txt").write_text(text, encoding="utf-8")
    project = read(folder / name, Options(texts=tmp_path))
    assert coded(project) == sorted((*each[:3], squeezed(each[3]), each[4]) for each in CODED)
    assert project.report.composed == ()
