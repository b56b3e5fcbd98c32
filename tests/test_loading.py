"""From the files of a small material to a Study, and every way it can go wrong."""

import pandas as pd
import pytest

from analys.checking import told
from analys.errors import MaterialError, ParameterError
from analys.loading import load
from builders import codebook
from refi_build import BO, USERS, coding, guid, project, qdpx, selection, source, sources

GOLDEN, OWN, BELOW = guid(0x201), guid(0x202), guid(0x203)
CODES = (
    f'<CodeBook><Codes><Code guid="{GOLDEN}" name="GZ.gyllene" isCodable="true">'
    f'<Code guid="{BELOW}" name="Golf" isCodable="true"/></Code>'
    f'<Code guid="{OWN}" name="Lunch" isCodable="true"/></Codes></CodeBook>'
)
TEXTS = {guid(0x11): "Vi pratar mycket.", guid(0x12): "Det är sällan.", guid(0x13): "Ja."}
NAMES = dict(zip(TEXTS, ("K01-1", "K01-2", "K02-1"), strict=True))
CASES = "case,size,shift\nK01,liten,ja\nK02,stor,nej\n"
INTERVIEWS = "interview,case,role,asked\nK01-1,K01,kso,GZ\nK01-2,K01,kc,\nK02-1,K02,kso,GZ FO\n"
SPELLS = "case,post,person,start,end\nK01,kso,p,2000-01-01,2005-01-01\n"
EVENTS = "case,date,kind\nK02,2010-09-19,val\n"
TABLES = {"cases": CASES, "interviews": INTERVIEWS, "spells": SPELLS, "events": EVENTS}


def passages():
    first, second, third = TEXTS
    return {
        first: [
            selection(0, 9, coding(GOLDEN, 0x21), coding(OWN, 0x22), key=0x31),
            selection(3, 9, coding(GOLDEN, 0x23, BO), key=0x32, user=BO),
        ],
        second: [selection(0, 3, coding(BELOW, 0x24), key=0x33)],
        third: [],
    }


@pytest.fixture
def material(tmp_path):
    """Write a material; tables by name, None to leave one out."""

    def made(names=NAMES, tail="", **tables):
        folder = tmp_path / "litet"
        folder.mkdir(exist_ok=True)
        inner = [source(*found, key=key, name=names[key]) for key, found in passages().items()]
        xml = project(USERS, CODES, sources(*inner), tail)
        qdpx(folder, xml, {f"{key}.txt": text for key, text in TEXTS.items()})
        lines = ["title: Litet", "synthetic: true", "projects: project.qdpx"]
        for name, text in ({**TABLES, **tables}).items():
            if text is not None:
                (folder / f"{name}.csv").write_text(text, encoding="utf-8")
                lines.append(f"{name}: {name}.csv")
        (folder / "material.yaml").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return made


def problems(folder):
    with pytest.raises(MaterialError) as error:
        load(folder, codebook=codebook())
    return [str(problem) for problem in error.value.problems]


def cases_in_project(*named):
    """Cases of the project itself: name and the text that belongs to it."""
    inner = "".join(
        f'<Case guid="{guid(0x50 + at)}" name="{name}"><SourceRef targetGUID="{key}"/></Case>'
        for at, (name, key) in enumerate(named)
    )
    return f"<Cases>{inner}</Cases>"


def test_the_frames_are_keyed_to_each_other_and_to_the_codebook(material):
    study = load(material(), codebook=codebook())
    assert study.cases["case"].tolist() == ["K01", "K02"]
    assert study.interviews["interview"].tolist() == ["K01-1", "K01-2", "K02-1"]
    assert study.interviews["role_group"].tolist() == ["politician", "official", "politician"]
    assert study.interviews["characters"].tolist() == [17, 14, 3]
    assert study.all_codings[["interview", "case", "code", "coder", "quote"]].values.tolist() == [
        ["K01-1", "K01", "GZ.gyllene", "Anna", "Vi pratar"],
        ["K01-1", "K01", "Lunch", "Anna", "Vi pratar"],
        ["K01-1", "K01", "GZ.gyllene", "Bo", "pratar"],
        ["K01-2", "K01", "GZ.gyllene > Golf", "Anna", "Det"],
    ]
    assert study.text("K01-2") == "Det är sällan."
    assert study.users == ("Anna", "Bo")
    (gap,) = study.gaps
    assert gap.what == "kodningar i 1 intervju (K02-1)"
    assert study.synthetic is True


def test_a_code_of_ones_own_below_one_of_the_codebook_counts_with_it(material):
    study = load(material(), codebook=codebook())
    assert study.coded(["GZ.gyllene"])["interview"].tolist() == ["K01-1", "K01-2"]
    assert study.codes.loc[study.codes["origin"] == "foreign", "code"].tolist() == [
        "GZ.gyllene > Golf",
        "Lunch",
    ]


def test_a_code_map_brings_ones_own_codes_home(material):
    study = load(material(codes="path;code\nLunch;K.bar\n"), codebook=codebook())
    assert study.codes.loc[study.codes["origin"] == "foreign", "code"].tolist() == [
        "GZ.gyllene > Golf"
    ]
    assert len(study.coded(["K.bar"])) == 0  # only Anna of two coders has put it there
    assert len(study.by_coder("Anna").coded(["K.bar"])) == 1


def test_without_tables_the_project_itself_says_what_it_can(material):
    tail = cases_in_project(("Aby", guid(0x11)), ("Bo", guid(0x13)))
    study = load(material(tail=tail, **dict.fromkeys(TABLES)), codebook=codebook())
    assert study.interviews["interview"].tolist() == ["K01-1", "K01-2", "K02-1"]
    assert study.interviews["case"].fillna("–").tolist() == ["Aby", "–", "Bo"]
    assert study.cases["case"].tolist() == ["Aby", "Bo"]
    assert study.interviews[["role", "asked", "date"]].isna().all(axis=None)
    lacking = [gap.what.partition("(")[2][:-1] for gap in study.gaps]
    assert lacking == [*TABLES, "K02-1", "K01-2"]  # without codings; without a municipality
    assert len(study.spells) == len(study.events) == 0


def test_a_project_without_municipalities_has_none(material):
    study = load(material(**dict.fromkeys(TABLES)), codebook=codebook())
    assert len(study.cases) == 0
    assert study.interviews["case"].isna().all()
    with pytest.raises(ParameterError, match="expected all, as the material names no municipality"):
        study.only(["K01"])


def test_texts_of_one_name_are_told_apart(material):
    names = dict(zip(TEXTS, ("Intervju", "Intervju", "Intervju (2)"), strict=True))
    study = load(material(names, **dict.fromkeys(TABLES)), codebook=codebook())
    assert study.interviews["interview"].tolist() == [
        "Intervju",
        "Intervju (2)",
        "Intervju (2) (2)",
    ]
    assert study.text("Intervju (2)") == "Det är sällan."


def test_an_interview_may_be_named_by_its_file_and_may_lack_a_text(material):
    names = dict(zip(TEXTS, ("a.docx", "b", "c"), strict=True))
    table = "interview,source,case\nK01-1,a,K01\nK01-2,b,K01\nK02-1,c,K02\nK02-2,,K02\n"
    study = load(material(names, interviews=table), codebook=codebook())
    assert study.interviews["characters"].isna().tolist() == [False, False, False, True]
    assert study.text("K01-1") == "Vi pratar mycket."
    assert study.text("K02-2") == ""


def test_faults_of_all_tables_are_told_at_once(material):
    folder = material(
        cases=CASES.replace("liten", "pytteliten"), spells=SPELLS.replace("2000-01-01", "år 2000")
    )
    assert problems(folder) == [
        "cases.csv, line 2, column size: expected one of liten, mellan, stor; found 'pytteliten'.",
        "spells.csv, line 2, column start: expected a date, YYYY-MM-DD; found 'år 2000'.",
    ]


def test_rows_of_a_municipality_that_is_not_there_are_told_with_their_lines(material):
    folder = material(
        events=EVENTS + "\nK09,2010-09-19,val\n", spells=SPELLS + "K08,kc,q,2000-01-01,\n"
    )
    assert problems(folder) == [
        "spells.csv, line 3, column case: expected a municipality of cases.csv; found 'K08'.",
        "events.csv, line 4, column case: expected a municipality of cases.csv; found 'K09'.",
    ]


def test_a_municipality_of_the_project_that_is_not_in_the_table_is_told(material):
    folder = material(tail=cases_in_project(("K07", guid(0x11))), interviews=None)
    assert problems(folder) == [
        "project.qdpx, case 'K07': expected a municipality of cases.csv; found no row for it."
    ]


def test_a_spell_that_ends_before_it_starts_is_told(material):
    assert problems(material(spells=SPELLS.replace("2005", "1995"))) == [
        (
            "spells.csv, line 2, column end: expected a date on or after the start, 2000-01-01; "
            "found 1995-01-01."
        )
    ]


def test_a_text_without_a_row_is_told(material):
    (found,) = problems(material(interviews="interview,case\nK01-1,K01\n"))
    assert found == (
        "interviews.csv, column source (or interview): expected a row for each text of "
        "project.qdpx; found no row for 'K01-2', 'K02-1'. Add a row whose interview (or source) "
        "is the text's name in the project."
    )


def test_a_text_with_two_rows_is_told(material):
    rows = "K01-1,K01,K01-2\nK01-2,K01,K01-2\nK01-3,K01,K01-1\nK02-1,K02,\n"
    (found,) = problems(material(interviews=f"interview,case,source\n{rows}"))
    assert found == (
        "interviews.csv, column source (or interview): expected each text for one interview; "
        "found 'K01-2' for K01-1 and K01-2."
    )


def test_a_code_map_with_a_path_of_nothing_is_told(material):
    assert problems(material(codes="path,code\nLunhc,K.bar\n")) == [
        (
            "codes.csv, line 2, column path: expected a code of project.qdpx; found 'Lunhc'. Did "
            "you mean 'Lunch'?"
        )
    ]


def test_only_some_municipalities_and_one_coder(material):
    study = load(material(), codebook=codebook(), cases=["K01"], coder="Bo")
    assert study.cases["case"].tolist() == ["K01"]
    assert study.interviews["interview"].tolist() == ["K01-1", "K01-2"]
    assert (len(study.all_codings), len(study.codings), study.left_out) == (4, 1, 3)
    assert len(study.events) == 0
    assert load(material(), codebook=codebook(), cases="K01").chosen == ("K01",)


def test_a_spreadsheet_of_swedish_excel_reads_as_well(material):
    folder = material()
    for name, text in TABLES.items():
        text = text.replace(",", ";").replace("\n", "\r\n")
        (folder / f"{name}.csv").write_bytes(text.replace("liten", "mellan").encode("cp1252"))
    study = load(folder, codebook=codebook())
    assert study.cases["size"].tolist() == ["mellan", "stor"]


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\0\0",
        b"x\n1\n",
        b'"',
        b"\xff\xfe\xfd",
        b",,,\n1,2,3",
        b"case,case\n1,2\n",
        b"interview,case,post,kind,person,start,date\n,,,,,,\n\n1,2,3,4,5,6,7,8",
    ],
)
def test_odd_tables_are_told_without_a_traceback(material, name, content):
    folder = material()
    (folder / f"{name}.csv").write_bytes(content)
    with pytest.raises(MaterialError) as error:
        load(folder, codebook=codebook())
    assert f"{name}.csv" in {problem.file for problem in error.value.problems}
    assert all(problem.expected and problem.found for problem in error.value.problems)
    assert not any("Error" in str(problem) for problem in error.value.problems)


def test_what_could_be_told_before_an_error_is_kept(material):
    lines, error = told(material(cases=""))
    assert lines == ["litet: Litet (synthetic)"]
    assert str(error) == "cases.csv, line 1: expected a row of headings; found nothing."


def test_row_order_of_the_files_does_not_change_the_frames(material):
    def content(folder):
        study = load(folder, codebook=codebook())
        return [
            frame.sort_values(list(frame.columns[:2])).reset_index(drop=True)
            for frame in (study.cases, study.interviews, study.codings)
        ]

    turned = {
        name: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])])
        for name, text in TABLES.items()
    }
    for one, other in zip(content(material()), content(material(**turned)), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_headings_in_swedish_are_read_as_ours_and_told_as_they_are(material):
    swedish = "Kommun;Befolkning;storlek;skifte\nK01;9000;liten;ja\nK02;x;stor;nej\n"
    told = "cases.csv, line 3, column Befolkning: expected a whole number"
    (problem,) = problems(material(cases=swedish))
    assert problem.startswith(told)
    study = load(material(cases=swedish.replace(";x;", ";;")), codebook=codebook())
    assert study.cases["population"].fillna(0).tolist() == [9000, 0]
    assert study.cases["shift"].tolist() == [True, False]
