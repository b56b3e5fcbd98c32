import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.export import write_qdpx
from analys.readers import read
from analys.readers.frames import COLUMNS, empty, rows
from analys.readers.package import digest
from analys.readers.project import Project, ReadingReport

NOW = pd.Timestamp("2024-05-06T07:08:09", tz="UTC")
GRIN = "\N{GRINNING FACE}"


def guid(n):
    return str(UUID(int=n))


def build(texts, codes=(), coders=(), codings=(), **more):
    """A project of (source, name, text), of which the rest is given as rows.

    A name that is a pair is that of a recording and of its transcript, which has the text.
    """
    sources = []
    for key, name, text in texts:
        length = (len(text), digest(text))
        if isinstance(name, tuple):
            sources.append((f"{key[:-1]}f", name[0], "audio", None, None, None))
            sources.append((key, name[1], "transcript", f"{key[:-1]}f", *length))
        else:
            sources.append((key, name, "text", None, *length))
    frames = {
        "sources": rows("sources", sources),
        "codes": rows("codes", codes),
        "coders": rows("coders", coders),
        "codings": rows("codings", codings),
    }
    for name in ("cases", "case_sources", "attributes", "memos", "links"):
        frames[name] = rows(name, more.get(name, []))
    report = ReadingReport("made", "analys", "code point")
    return Project(
        path=Path("made.qdpx"),
        report=report,
        text={key: text for key, _, text in texts}.__getitem__,
        **frames,
    )


def small(text="hej då", start=0, end=3, **more):
    code = ("trust", None, "Trust", "Trust", None, None, True)
    coding = ("c1", "s1", start, end, "trust", "anna", "anna", NOW, text[start:end])
    given = {"codings": [coding], **more}
    return build([("s1", "Ett", text)], [code], [("anna", "Anna")], **given)


def xml_of(path):
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("project.qde"))


def local(element):
    return element.tag.rpartition("}")[2]


def written(project, tmp_path, name="out.qdpx"):
    write_qdpx(project, tmp_path / name)
    return read(tmp_path / name)


# Write, read: the same

# XML holds no control characters but these three, and must be made to keep them.
told = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\r\n"),
    min_size=1,
    max_size=8,
).map(lambda text: text if text.strip() else "x")
texts = st.lists(
    st.sampled_from(
        ["a", "å", " ", "\n", "\r\n", "\r", "\t", "<", "&", '"', GRIN, "\u0301", "\x0c"]
    ),
    max_size=30,
).map("".join)
maybe = st.none() | told
typed = st.one_of(
    st.tuples(told | st.just(""), st.just("text")),
    st.tuples(st.integers().map(str), st.just("integer")),
    st.tuples(st.dates().map(str), st.just("date")),
)
dates = st.none() | st.datetimes(
    min_value=pd.Timestamp("1990-01-01").to_pydatetime(),
    max_value=pd.Timestamp("2100-01-01").to_pydatetime(),
).map(lambda date: pd.Timestamp(date, tz="UTC"))


@st.composite
def code_trees(draw):
    """Codes parents first, depth first, at most seven deep, whose names repeat."""
    tree, way = [], []
    for n in range(draw(st.integers(1, 12))):
        way = way[: draw(st.integers(0, min(len(way), 6)))]
        name = draw(st.sampled_from(["Tillit", "Roll"]) | told)
        path = " > ".join([*(each[2] for each in way), name])
        color = draw(st.sampled_from([None, "#aabbcc"]))
        parent = way[-1][0] if way else None
        node = (guid(100 + n), parent, name, path, color, draw(maybe), draw(st.booleans()))
        tree.append(node)
        way.append(node)
    return tree


@st.composite
def passages(draw, sources):
    """A whole source, or a passage of it; overlaps and empty passages too."""
    key, name, text = draw(st.sampled_from(sources))
    if draw(st.integers(0, 4)) == 0:  # of a transcript no whole can be coded
        return (f"{key[:-1]}f" if isinstance(name, tuple) else key), None, None, None
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return key, start, end, text[start:end]


@st.composite
def projects(draw):
    sources = [
        (guid(16 + 16 * n), draw(told | st.tuples(told, told)), text)
        for n, text in enumerate(draw(st.lists(texts, min_size=1, max_size=3)))
    ]
    keys = [key for key, _, _ in sources]
    codes = draw(code_trees())
    coders = [(guid(50 + n), draw(told)) for n in range(draw(st.integers(1, 3)))]
    users = [key for key, _ in coders]
    codings = []
    for n in range(draw(st.integers(0, 12))):
        key, start, end, quote = draw(passages(sources))
        marked = None if start is None else draw(st.sampled_from([None, *users]))
        code, coder = draw(st.sampled_from(codes))[0], draw(st.sampled_from(users))
        codings.append((guid(1000 + n), key, start, end, code, coder, marked, draw(dates), quote))
    cases = [(guid(200 + n), draw(told), draw(maybe)) for n in range(draw(st.integers(0, 3)))]
    owners = [("case", key) for key, _, _ in cases]
    owners += [("source", key) for key, name, _ in sources if isinstance(name, str)]
    values = st.tuples(st.sampled_from(owners or [("source", f"{keys[0][:-1]}f")]), told, typed)
    memos = []
    for n in range(draw(st.integers(0, 3))):
        key, start, end, _ = draw(passages(sources) | st.just((None, None, None, None)))
        memos.append(
            (guid(300 + n), key, start, end, draw(told), draw(st.sampled_from([None, *users])))
        )
    parts = st.tuples(st.sampled_from([key for key, _, _ in cases] or [None]), passages(sources))
    ends = st.one_of(
        st.tuples(st.just("code"), st.sampled_from([code[0] for code in codes])),
        st.tuples(st.just("source"), st.sampled_from(keys)),
        passages(sources)
        .filter(lambda place: place[1] is not None)
        .map(lambda place: ("selection", f"{place[0]} {place[1]} {place[2]}")),
        st.tuples(st.just("other"), st.just(guid(999))),
    )
    links = draw(st.lists(st.tuples(maybe, ends, ends), max_size=3))
    return build(
        sources,
        codes,
        coders,
        codings,
        cases=cases,
        case_sources=[
            (case, *place[:3])
            for case, place in draw(st.lists(parts, max_size=4, unique_by=repr))
            if case
        ],
        attributes=[
            (*owner, name, value, kind)
            for owner, name, (value, kind) in draw(st.lists(values, max_size=5))
        ],
        links=[
            (guid(400 + n), name, *origin, *target)
            for n, (name, origin, target) in enumerate(links)
        ],
        memos=memos,
    )


ORDER = {
    "codings": ["coding"],
    "memos": ["memo"],
    "case_sources": ["case_id", "source", "start", "end"],
}


def sorted_as(name, frame):
    # Order is kept where it means something: of sources, codes, coders, cases.
    by = ORDER.get(name) or (["owner", "name", "type", "value"] if name == "attributes" else None)
    return frame.sort_values(by, ignore_index=True) if by else frame


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_what_is_written_is_read_again(project):
    with TemporaryDirectory() as folder:
        again = written(project, Path(folder))
        for name in COLUMNS:
            first, second = getattr(project, name), getattr(again, name)
            pd.testing.assert_frame_equal(sorted_as(name, second), sorted_as(name, first))
        for source in project.sources.dropna(subset="characters").source:
            assert again.text(source) == project.text(source)
    assert again.report.quotes_checked == again.report.quotes_agreeing
    assert again.report.position_unit == "code point"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects(), st.randoms())
def test_the_bytes_do_not_depend_on_the_order_of_codings(project, random):
    order = list(range(len(project.codings)))
    random.shuffle(order)
    shuffled = replace(project, codings=project.codings.iloc[order])
    with TemporaryDirectory() as folder:
        write_qdpx(project, Path(folder) / "a")
        write_qdpx(shuffled, Path(folder) / "b")
        assert (Path(folder) / "a").read_bytes() == (Path(folder) / "b").read_bytes()


# The form of the file


def test_elements_stand_in_the_standards_order(tmp_path):
    project = small(
        cases=[("k", "Ekby", None)],
        case_sources=[("k", "s1", None, None)],
        attributes=[("case", "k", "size", "7", "integer"), ("source", "s1", "role", "kso", "text")],
        memos=[("m", "s1", None, None, "Obs", "anna"), ("n", "s1", 0, 3, "Vem?", "anna")],
    )
    write_qdpx(project, tmp_path / "a.qdpx")
    root = xml_of(tmp_path / "a.qdpx")
    assert root.tag == "{urn:QDA-XML:project:1.0}Project"
    assert root.get("origin") == "analys"
    sections = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes"]
    assert [local(child) for child in root] == sections
    (source,) = root[4]
    assert [local(child) for child in source] == ["PlainTextSelection", "NoteRef", "VariableValue"]
    assert [local(child) for child in source[0]] == ["Coding", "NoteRef"]
    assert source.get("plainTextPath") == f"internal://{source.get('guid')}.txt"
    (case,) = root[3]
    assert [local(child) for child in case] == ["VariableValue", "SourceRef"]
    assert [child.get("typeOfVariable") for child in root[2]] == ["Integer", "Text"]


def test_empty_sections_are_left_out(tmp_path):
    write_qdpx(build([]), tmp_path / "a.qdpx")
    assert list(xml_of(tmp_path / "a.qdpx")) == []


def test_ids_that_are_no_guids_become_guids_that_agree(tmp_path):
    found = written(small(), tmp_path)
    assert UUID(found.codes.code_id[0])
    assert found.codings.code_id[0] == found.codes.code_id[0]
    assert found.codings.source[0] == found.sources.source[0]
    assert found.codings.coder[0] == found.coders.coder_id[0]
    assert len({found.codes.code_id[0], found.sources.source[0], found.coders.coder_id[0]}) == 3


def test_one_selection_a_passage_and_marker_with_all_its_codings(tmp_path):
    codings = [
        (f"c{n}", "s1", start, 3, "trust", "anna", marker, NOW, "")
        for n, (start, marker) in enumerate([(0, "anna"), (1, "anna"), (0, "anna"), (0, None)])
    ]
    write_qdpx(small(codings=codings), tmp_path / "a.qdpx")
    selections = xml_of(tmp_path / "a.qdpx").findall(".//{*}PlainTextSelection")
    assert [(each.get("startPosition"), len(each)) for each in selections] == [
        ("0", 1),
        ("0", 2),
        ("1", 1),
    ]
    assert len({each.get("guid") for each in selections}) == 3


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
        (GRIN * 101, GRIN * 99 + "…"),
        ('a\r\n"b" & <c>\x0c', 'a\r\n"b" & <c>'),
    ],
    ids=["whole", "cut", "emoji", "special"],
)
def test_a_passage_is_named_by_its_quote_cut_at_100(tmp_path, quote, name):
    write_qdpx(small(quote, 0, len(quote)), tmp_path / "a.qdpx")
    (selection,) = xml_of(tmp_path / "a.qdpx").findall(".//{*}PlainTextSelection")
    assert selection.get("name") == name
    report = read(tmp_path / "a.qdpx").report
    assert (report.quotes_checked, report.quotes_agreeing) == (1, 1)


def test_the_text_lies_in_the_zip_as_it_is(tmp_path):
    write_qdpx(small("hej\r\nå\r"), tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        names = archive.namelist()
        assert names[0] == "project.qde"
        assert archive.read(names[1]) == "hej\r\nå\r".encode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_that_begins_with_a_bom_keeps_it(tmp_path):
    found = written(small("\ufeffhej", 0, 4), tmp_path)
    assert found.text(found.sources.source[0]) == "\ufeffhej"
    assert found.codings.quote[0] == "\ufeffhej"


def test_dates_are_written_in_utc(tmp_path):
    project = small()
    swedish = project.codings["created"].dt.tz_convert("Europe/Stockholm")
    codings = project.codings.assign(created=swedish)
    assert written(replace(project, codings=codings), tmp_path).codings.created[0] == NOW


def test_a_pdf_and_a_picture_are_written_as_such(tmp_path):
    project = small(memos=[])
    sources = rows(
        "sources",
        [
            ("s1", "a.pdf", "pdf", None, 6, digest("hej då")),
            ("s2", "b.jpg", "picture", None, None, None),
        ],
    )
    whole = ("c2", "s2", None, None, "trust", "anna", None, NOW, None)
    codings = pd.concat([project.codings, rows("codings", [whole])], ignore_index=True)
    found = written(replace(project, sources=sources, codings=codings), tmp_path)
    assert found.sources.kind.tolist() == ["pdf", "picture"]
    assert found.codings.quote.fillna("").tolist() == ["hej", ""]


# What cannot be written


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"codes": empty("codes")}, "codings.code_id: expected one that is there; found 'trust'"),
        ({"coders": empty("coders")}, "codings.coder: expected one that is there; found 'anna'"),
        ({"memos": rows("memos", [("m", "x", None, None, "t", None)])}, "memos.source.*found 'x'"),
        (
            {"attributes": rows("attributes", [("case", "x", "n", "v", "text")])},
            r"attributes.owner \(case\): .*found 'x'",
        ),
        (
            {"attributes": rows("attributes", [("source", "s1", "n", "v", "colour")])},
            "attributes.type: expected one that is there; found 'colour'",
        ),
        (
            {"codes": rows("codes", [("trust", "trust", "T", "T", None, None, True)])},
            "codes.parent: expected a tree at most 150 deep",
        ),
        (
            {"codes": rows("codes", [("trust", None, "T\x00", "T", None, None, True)])},
            "codes.name: expected text without control characters",
        ),
        (
            {"codes": rows("codes", [("trust", None, "T", "T", "red", None, True)])},
            "codes.color: expected #RRGGBB; found 'red'",
        ),
        ({"coders": rows("coders", [("anna", "A"), ("anna", "B")])}, "each id once; found anna"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path, change, told):
    with pytest.raises(MaterialError, match=told):
        write_qdpx(replace(small(), **change), tmp_path / "a.qdpx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("start", "end"), [(0, 7), (4, 3), (-1, 3), (None, 3)])
def test_a_passage_outside_its_text_is_told(tmp_path, start, end):
    coding = ("c1", "s1", start, end, "trust", "anna", "anna", NOW, "")
    with pytest.raises(MaterialError, match=r"codings, c1: expected 0 <= start <= end"):
        write_qdpx(small(codings=[coding]), tmp_path / "a.qdpx")


def test_a_half_written_file_never_stands(tmp_path):
    path = tmp_path / "a.qdpx"
    write_qdpx(small(), path)
    before = path.read_bytes()

    def fails(_):
        raise MaterialError([])

    with pytest.raises(MaterialError):
        write_qdpx(replace(small(), text=fails), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MaterialError, match="expected a file that can be written; found No such"):
        write_qdpx(small(), tmp_path / "no" / "a.qdpx")


# What lies around the codings


def test_a_transcript_stands_in_its_recording_and_its_passages_between_points(tmp_path):
    project = small()
    transcript = [
        ("s2", "a.mp3", "audio", None, None, None),
        ("s1", "Utskrift", "transcript", "s2", 6, digest("hej då")),
    ]
    project = replace(project, sources=rows("sources", transcript))
    write_qdpx(project, tmp_path / "a.qdpx")
    (audio,) = xml_of(tmp_path / "a.qdpx").iter("{urn:QDA-XML:project:1.0}AudioSource")
    (inner,) = audio
    points = {point.get("guid"): point.get("position") for point in inner[:2]}
    assert [local(child) for child in inner] == ["SyncPoint", "SyncPoint", "TranscriptSelection"]
    ends = (inner[2].get("fromSyncPoint"), inner[2].get("toSyncPoint"))
    assert tuple(map(points.get, ends)) == ("0", "3")
    again = read(tmp_path / "a.qdpx")
    assert again.codings.quote.tolist() == ["hej"]
    assert again.sources.kind.tolist() == ["audio", "transcript"]
    assert again.sources.part_of[1] == again.sources.source[0]


def test_a_transcript_of_no_recording_is_a_text(tmp_path):
    sources = rows("sources", [("s1", "Utskrift", "transcript", None, 6, digest("hej då"))])
    found = written(replace(small(), sources=sources), tmp_path)
    assert found.sources.kind.tolist() == ["text"]
    assert found.codings.quote.tolist() == ["hej"]


def test_a_part_of_a_case_and_a_link_point_to_the_passage_that_is_there(tmp_path):
    link = ("l", "se", "selection", "s1 0 3", "selection", "s1 4 6")
    project = small(cases=[("k", "Ekby", None)], case_sources=[("k", "s1", 0, 3)], links=[link])
    write_qdpx(project, tmp_path / "a.qdpx")
    root = xml_of(tmp_path / "a.qdpx")
    keys = [each.get("guid") for each in root.iter("{urn:QDA-XML:project:1.0}PlainTextSelection")]
    assert len(keys) == 2
    (case,) = root.iter("{urn:QDA-XML:project:1.0}Case")
    assert [local(child) for child in case] == ["SelectionRef"]
    assert case[0].get("targetGUID") == keys[0]
    (found,) = root.iter("{urn:QDA-XML:project:1.0}Link")
    assert (found.get("originGUID"), found.get("targetGUID")) == tuple(keys)
    assert local(root[-1]) == "Links"


@pytest.mark.parametrize("value", ["x", "", "12,5"])
def test_a_variable_with_a_value_that_is_not_of_its_type_is_text(tmp_path, value):
    attributes = [
        ("source", "s1", "år", "2010", "integer"),
        ("source", "s1", "år", value, "integer"),
    ]
    found = written(small(attributes=attributes), tmp_path).attributes
    assert set(found["type"]) == {"text"}
    assert sorted(found["value"]) == sorted(["2010", value])


def test_a_missing_value_is_not_written(tmp_path):
    attributes = [("source", "s1", "år", None, "integer"), ("source", "s1", "roll", "kc", "text")]
    assert written(small(attributes=attributes), tmp_path).attributes["name"].tolist() == ["roll"]
