import zipfile

import pandas as pd
import pytest

from analys.errors import MaterialError, ParameterError
from analys.readers import read
from analys.readers.archive import Limits
from analys.readers.options import Options
from refi_build import (
    ANNA,
    BO,
    CODES,
    OTHER,
    ROLE,
    TEXT,
    TRUST,
    USERS,
    coding,
    guid,
    one_text,
    project,
    qdpx,
    selection,
    source,
    sources,
    whole,
)

GRIN = "\N{GRINNING FACE}"


def coded(start, end, **given):
    return whole(source(selection(start, end, coding())), **given)


def row(project):
    assert len(project.codings) == 1
    return project.codings.iloc[0]


# Positions


def test_the_standard_counts_code_points(tmp_path):
    found = read(one_text(tmp_path, coded(2, 5), f"{GRIN} hej då"))
    assert row(found).quote == "hej"
    assert found.report.position_unit == "code point"


@pytest.mark.parametrize("origin", ["NVivo for Windows 12.6", "NVivo for Mac 15.0.0"])
def test_nvivo_counts_utf_16(tmp_path, origin):
    found = read(one_text(tmp_path, coded(3, 6, origin=origin), f"{GRIN} hej då"))
    assert (row(found).start, row(found).end, row(found).quote) == (2, 5, "hej")
    assert found.report.position_unit == "utf-16"
    assert found.report.exporter == origin


def test_the_bom_is_not_counted_and_not_in_the_text(tmp_path):
    found = read(one_text(tmp_path, coded(0, 3, origin="NVivo"), "\ufeffhej då"))
    assert row(found).quote == "hej"
    assert found.text(TEXT) == "hej då"
    assert found.sources.characters.tolist() == [6]


def test_crlf_counts_two_and_stays(tmp_path):
    found = read(one_text(tmp_path, coded(3, 6, origin="NVivo"), "a\r\nhej\r\n"))
    assert row(found).quote == "hej"
    assert found.text(TEXT) == "a\r\nhej\r\n"


def test_the_unit_can_be_set(tmp_path):
    path = one_text(tmp_path, coded(3, 6), f"{GRIN} hej då")
    assert row(read(path)).quote == "ej "
    assert row(read(path, Options("utf-16"))).quote == "hej"
    crlf = one_text(tmp_path, coded(2, 5), "a\r\nhej")
    assert row(read(crlf, Options("code point, CRLF as one"))).quote == "hej"


def test_an_unknown_unit_is_told_with_the_known_ones(tmp_path):
    path = one_text(tmp_path, coded(0, 1), "hej")
    with pytest.raises(ParameterError, match=r"one of 'code point', 'utf-16'.*found 'bytes'"):
        read(path, Options("bytes"))


def test_a_position_inside_a_character_takes_it_whole(tmp_path):
    found = read(one_text(tmp_path, coded(2, 5, origin="NVivo"), f"a{GRIN}b{GRIN}c"))
    assert row(found).quote == f"{GRIN}b{GRIN}"
    assert "2 positions lie inside a character; the whole character is taken." in (
        found.report.warnings
    )


def test_atlas_crlf_counts_one_where_its_quotes_show_it(tmp_path):
    xml = whole(source(selection(2, 5, coding(), name="hej")), origin="ATLAS.ti 22")
    found = read(one_text(tmp_path, xml, "a\r\nhej\r\ndå"))
    assert row(found).quote == "hej"
    assert found.report.position_unit == "code point, CRLF as one"
    assert (found.report.quotes_checked, found.report.quotes_agreeing) == (1, 1)


def test_atlas_crlf_counts_two_where_its_quotes_show_that(tmp_path):
    xml = whole(source(selection(3, 6, coding(), name="hej")), origin="ATLAS.ti 22")
    found = read(one_text(tmp_path, xml, "a\r\nhej\r\ndå"))
    assert row(found).quote == "hej"
    assert found.report.position_unit == "code point"


def test_an_unknown_exporter_and_emoji_give_a_warning(tmp_path):
    told = "1 coded texts hold characters that tools count differently; code points are taken."
    path = one_text(tmp_path, coded(0, 1), GRIN)
    assert told in read(path).report.warnings
    assert told not in read(path, Options("code point")).report.warnings


# Stored quotes


@pytest.mark.parametrize(
    ("name", "origin", "checked", "agreeing"),
    [
        ("Jag litar på honom.", "ATLAS.ti 8", 1, 1),
        ("Jag litar  på…", "ATLAS.ti 8", 1, 1),
        ("Jag litar på henne.", "ATLAS.ti 8", 1, 0),
        ("tillit", "ATLAS.ti 8", 0, 0),
        ("Quotation 6:1", "ATLAS.ti 8", 0, 0),
        ("line:729", "qc 1.3.2", 0, 0),
        ("", "NVivo", 0, 0),
    ],
)
def test_a_name_that_is_a_quote_is_compared(tmp_path, name, origin, checked, agreeing):
    xml = whole(source(selection(0, 19, coding(), name=name)), origin=origin)
    path = one_text(tmp_path, xml, "Jag litar på honom. Hon ler.")
    report = read(path, accept_positions=True).report
    assert (report.quotes_checked, report.quotes_agreeing) == (checked, agreeing)
    assert any("stored quotes disagree" in told for told in report.warnings) == (checked > agreeing)


def test_a_quote_cut_at_100_characters_is_compared(tmp_path):
    text = "Vi hade ett möte varje vecka. " * 10
    for name, agreeing in ((text[:99] + "…", 1), (text[1:100] + "…", 0)):
        xml = whole(source(selection(0, 250, coding(), name=name)), origin="ATLAS.ti 8")
        report = read(one_text(tmp_path, xml, text), accept_positions=True).report
        assert (report.quotes_checked, report.quotes_agreeing) == (1, agreeing)
        assert report.accepted == (not agreeing)


# XML as others write it


def test_namespaces_do_not_matter_but_are_told(tmp_path):
    xml = project(USERS, CODES, sources(source(selection(0, 3, coding()))), urn="urn:other")
    found = read(one_text(tmp_path, xml, "hej då"))
    assert row(found).quote == "hej"
    assert "The namespace 'urn:other' is not the standard's." in found.report.warnings


def test_sections_out_of_order_are_read_and_told(tmp_path):
    xml = project(sources(source(selection(0, 3, coding()))), CODES, USERS)
    found = read(one_text(tmp_path, xml, "hej då"))
    assert row(found).code_id == TRUST
    assert "Sections stand out of order: Sources, CodeBook, Users." in found.report.warnings


def test_guids_in_either_case_and_in_braces_are_one(tmp_path):
    xml = coded(0, 3).replace(f'targetGUID="{TRUST}"', f'targetGUID="{{{TRUST.upper()}}}"')
    assert TRUST.upper() in xml
    found = read(one_text(tmp_path, xml.replace(ANNA, ANNA.upper(), 1), "hej då"))
    assert row(found).code_id == TRUST
    assert found.coders.coder_id.tolist() == [ANNA, BO]


def test_an_element_the_standard_has_not_is_listed(tmp_path):
    xml = project(USERS, CODES, "<Extras><Extra/></Extras>")
    skipped = read(qdpx(tmp_path, xml)).report.skipped
    assert [(each.what, each.n) for each in skipped] == [
        ("elements <Extras>", 1),
        ("elements <Extra>", 1),
    ]


def test_codes_nest_and_names_repeat(tmp_path):
    inner = f'<Code guid="{guid(3)}" name="Trust" isCodable="true"/>'
    tree = (
        f'<Code guid="{guid(1)}" name="Trust" isCodable="false" color="#ff0000">'
        f"<Description>All of it</Description>{inner}</Code>"
        f'<Code guid="{guid(2)}" name="Trust" isCodable="true"/>'
    )
    codes = read(qdpx(tmp_path, project(f"<CodeBook><Codes>{tree}</Codes></CodeBook>"))).codes
    assert codes.code_id.tolist() == [guid(1), guid(3), guid(2)]
    assert codes.path.tolist() == ["Trust", "Trust > Trust", "Trust"]
    assert codes.parent.fillna("").tolist() == ["", guid(1), ""]
    assert codes.codable.tolist() == [False, True, True]
    assert codes.color.fillna("").tolist() == ["#ff0000", "", ""]
    assert codes.description.fillna("").tolist() == ["All of it", "", ""]


def test_windows_nvivo_writes_sources_with_a_capital(tmp_path):
    path = qdpx(tmp_path, coded(0, 3), {f"{TEXT.upper()}.txt": "hej då"}, at="Sources")
    assert row(read(path)).quote == "hej"


def test_mac_nvivo_adds_a_member_that_is_ignored(tmp_path):
    path = qdpx(tmp_path, coded(0, 3), {".root": "", f"{TEXT}.txt": "hej då"})
    assert row(read(path)).quote == "hej"


# Codings


def test_who_marked_and_who_coded_are_both_kept(tmp_path):
    xml = whole(source(selection(0, 3, coding(user=BO), user=ANNA)))
    found = row(read(one_text(tmp_path, xml, "hej")))
    assert (found.coder, found.selection_coder) == (BO, ANNA)


def test_a_coding_without_coder_or_date_takes_those_of_its_passage(tmp_path):
    marked = selection(0, 3, coding(user=None, date=""), user=BO)
    marked = marked.replace("name=", 'creationDateTime="2020-01-02T03:04:05+02:00" name=', 1)
    report = read(path := one_text(tmp_path, whole(source(marked)), "hej")).report
    assert row(read(path)).coder == BO
    assert row(read(path)).created == pd.Timestamp("2020-01-02T01:04:05", tz="UTC")
    assert "1 codings name no coder; that of their passage is taken." in report.warnings
    assert "1 codings name no date; that of their passage is taken." in report.warnings


def test_a_missing_date_is_nat(tmp_path):
    xml = whole(source(selection(0, 3, coding(date=""))))
    found = read(one_text(tmp_path, xml, "hej"))
    assert pd.isna(row(found).created)
    assert str(found.codings.created.dtype) == "datetime64[us, UTC]"
    assert "1 codings have no date." in found.report.warnings


def test_a_date_that_cannot_be_read_is_nat_and_told(tmp_path):
    found = read(one_text(tmp_path, whole(source(selection(0, 3, coding(date="igår")))), "hej"))
    assert pd.isna(row(found).created)
    assert "1 dates cannot be read." in found.report.warnings


def test_several_codings_of_one_passage(tmp_path):
    xml = whole(source(selection(0, 3, coding(TRUST, 1), coding(ROLE, 2, user=BO))))
    codings = read(one_text(tmp_path, xml, "hej då")).codings
    assert codings.code_id.tolist() == [TRUST, ROLE]
    assert codings.coder.tolist() == [ANNA, BO]
    assert codings.quote.tolist() == ["hej", "hej"]


def test_a_passage_written_once_a_code_is_read_as_two_codings(tmp_path):
    twice = selection(0, 3, coding(TRUST, 1), key=7), selection(0, 3, coding(ROLE, 2), key=8)
    codings = read(one_text(tmp_path, whole(source(*twice)), "hej då")).codings
    assert codings[["start", "end", "quote"]].drop_duplicates().to_numpy().tolist() == [
        [0, 3, "hej"]
    ]
    assert codings.coding.tolist() == [guid(1), guid(2)]


def test_a_source_coded_as_a_whole_has_no_place(tmp_path):
    found = row(read(one_text(tmp_path, whole(source(coding())), "hej")))
    assert found[["start", "end", "quote"]].isna().all()
    assert (found.source, found.code_id, found.coder) == (TEXT, TRUST, ANNA)


def test_codings_that_share_a_guid_are_numbered(tmp_path):
    xml = whole(source(selection(0, 3, coding(TRUST, 1), coding(ROLE, 1))))
    found = read(one_text(tmp_path, xml, "hej"))
    assert found.codings.coding.tolist() == [guid(1), f"{guid(1)}#2"]
    assert "1 codings have no GUID of their own; they are numbered." in found.report.warnings


def test_an_empty_text_may_hold_an_empty_passage(tmp_path):
    found = read(one_text(tmp_path, coded(0, 0), ""))
    assert row(found).quote == ""
    assert found.sources.characters.tolist() == [0]
    assert found.text(TEXT) == ""


# Texts, wherever they lie


def test_text_within_the_xml(tmp_path):
    content = "<PlainTextContent>hej &amp; då</PlainTextContent>"
    xml = whole(source(content, selection(0, 5, coding()), path=""))
    found = read(qdpx(tmp_path, xml))
    assert row(found).quote == "hej &"
    assert found.text(TEXT) == "hej & då"


@pytest.mark.parametrize("path", ["internal://a b.txt", "a b.txt"])
def test_paths_into_the_zip_with_and_without_a_scheme(tmp_path, path):
    xml = whole(source(selection(0, 3, coding()), path=path))
    assert row(read(qdpx(tmp_path, xml, {"a b.txt": "hej då"}))).quote == "hej"


def test_relative_and_absolute_paths_below_the_projects_folder(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text("hej då", encoding="utf-8")
    for path in ("relative:///texts/a.txt", f"absolute:///{tmp_path}/texts/a.txt"):
        xml = whole(source(selection(0, 3, coding()), path=path))
        found = read(qdpx(tmp_path, xml))
        assert row(found).quote == "hej"
        assert found.text(TEXT) == "hej då"


@pytest.mark.parametrize(
    "path",
    ["relative:///../secret.txt", "absolute:///secret.txt", "absolute:///C:/secret.txt", "LINK"],
)
def test_paths_never_leave_the_projects_folder(tmp_path, path):
    inner = tmp_path / "inner"
    inner.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")
    (inner / "link.txt").symlink_to(secret)
    path = {"LINK": "relative:///link.txt", "absolute:///secret.txt": f"absolute:///{secret}"}.get(
        path, path
    )
    xml = whole(source(selection(0, 3, coding()), path=path))
    with pytest.raises(MaterialError, match="below the project's folder; found one that leads out"):
        read(qdpx(inner, xml))


def test_internal_paths_do_not_leave_the_zip(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.txt").write_text("hemligt")
    xml = whole(source(selection(0, 3, coding()), path="internal://../../secret.txt"))
    with pytest.raises(MaterialError, match=r"secret\.txt is not there"):
        read(qdpx(inner, xml))


def test_a_bare_qde_finds_its_texts_beside_it(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / f"sources/{TEXT}.txt").write_text("hej då", encoding="utf-8")
    (tmp_path / "p.qde").write_text(coded(0, 3), encoding="utf-8")
    assert row(read(tmp_path / "p.qde")).quote == "hej"


def test_a_bare_qde_without_its_texts_keeps_its_positions(tmp_path):
    (tmp_path / "p.qde").write_text(coded(2, 5), encoding="utf-8")
    found = read(tmp_path / "p.qde")
    assert (row(found).start, row(found).end) == (2, 5)
    assert pd.isna(row(found).quote)
    assert pd.isna(found.sources.characters[0])
    assert ("texts", 1) in [(each.what, each.n) for each in found.report.skipped]
    with pytest.raises(MaterialError, match="expected a source with a text"):
        found.text(TEXT)


def test_a_bare_qde_in_utf_16_needs_its_texts(tmp_path):
    (tmp_path / "p.qde").write_text(coded(2, 5, origin="NVivo"), encoding="utf-8")
    with pytest.raises(MaterialError, match="expected the text its passages are in"):
        read(tmp_path / "p.qde")


def test_a_text_missing_from_a_zip_is_told_where_it_is_coded(tmp_path):
    with pytest.raises(MaterialError, match=r"'Interview': expected the text.*not there"):
        read(qdpx(tmp_path, coded(0, 1)))
    skipped = read(qdpx(tmp_path, whole(source()))).report.skipped
    assert [(each.what, each.n) for each in skipped] == [("texts", 1)]


def test_a_text_that_is_not_utf_8_is_told_with_the_byte(tmp_path):
    with pytest.raises(MaterialError, match="expected UTF-8; found byte 0xe5 at 1"):
        read(one_text(tmp_path, coded(0, 1), "på".encode("cp1252")))


def test_a_text_that_changed_since_is_told(tmp_path):
    path = one_text(tmp_path, coded(0, 1), "hej")
    found = read(path)
    one_text(tmp_path, coded(0, 1), "nej")
    with pytest.raises(MaterialError, match="expected the text that was there at reading"):
        found.text(TEXT)


def test_a_nameless_source_is_called_by_its_file(tmp_path):
    xml = whole(f'<TextSource guid="{TEXT}" plainTextPath="admin-1.txt"/>')
    found = read(qdpx(tmp_path, xml, {"admin-1.txt": "hej"}))
    assert found.sources.name.tolist() == ["admin-1.txt"]


def test_a_pdf_is_read_by_its_text(tmp_path):
    region = (
        f'<PDFSelection guid="{guid(9)}" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"<Representation><PlainTextContent>X</PlainTextContent></Representation>"
        f"{coding(key=5)}</PDFSelection>"
    )
    text = (
        f'<Representation guid="{guid(8)}" plainTextPath="internal://r.txt">'
        f"{selection(0, 3, coding(key=6))}</Representation>"
    )
    pdf = (
        f'<PDFSource guid="{TEXT}" name="a.pdf" path="internal://a.pdf">{region}{text}</PDFSource>'
    )
    found = read(qdpx(tmp_path, whole(pdf), {"r.txt": "hej då"}))
    assert found.sources.kind.tolist() == ["pdf"]
    assert row(found).quote == "hej"
    assert found.text(TEXT) == "hej då"
    assert [(each.what, each.n) for each in found.report.skipped] == [
        ("regions of PDF pages", 1),
        ("codings on regions of PDF pages", 1),
    ]
    assert found.report.counts["codings skipped"] == 1


# Cases, values, sets


def variable(key, name, kind="Text"):
    return f'<Variable guid="{guid(key)}" name="{name}" typeOfVariable="{kind}"/>'


def value(key, kind, told):
    return (
        f'<VariableValue><VariableRef targetGUID="{guid(key)}"/>'
        f"<{kind}Value>{told}</{kind}Value></VariableValue>"
    )


def with_cases(cases, *inner, variables="", **given):
    return project(
        USERS,
        CODES,
        f"<Variables>{variables}</Variables>" if variables else "",
        f"<Cases>{cases}</Cases>" if cases else "",
        sources(source(*inner), source(key=OTHER, name="Other")),
        **given,
    )


def read_cases(tmp_path, *args, **given):
    texts = {f"{key}.txt": "hej då" for key in (TEXT, OTHER)}
    return read(qdpx(tmp_path, with_cases(*args, **given), texts))


def test_cases_have_names_descriptions_sources_and_values_of_each_type(tmp_path):
    kinds = {
        "Text": "stor",
        "Boolean": "true",
        "Integer": "7",
        "Float": "0.5",
        "Date": "2010-10-01",
        "DateTime": "2010-10-01T00:00:00Z",
    }
    variables = "".join(variable(n, kind.lower(), kind) for n, kind in enumerate(kinds, 30))
    values = "".join(value(n, kind, told) for n, (kind, told) in enumerate(kinds.items(), 30))
    case = (
        f'<Case guid="{guid(20)}" name="Ekby"><Description>En kommun</Description>{values}'
        f'<SourceRef targetGUID="{TEXT}"/><SourceRef targetGUID="{OTHER}"/></Case>'
    )
    found = read_cases(tmp_path, case, variables=variables)
    assert found.cases.to_numpy().tolist() == [[guid(20), "Ekby", "En kommun"]]
    assert found.case_sources[["case_id", "source"]].to_numpy().tolist() == [
        [guid(20), TEXT],
        [guid(20), OTHER],
    ]
    assert found.attributes.to_numpy().tolist() == [
        ["case", guid(20), kind.lower(), told, kind.lower()] for kind, told in kinds.items()
    ]


def test_a_nameless_case_with_one_source_tells_of_that_source(tmp_path):
    case = (
        f'<Case guid="{guid(20)}">{value(30, "Text", "kso")}<SourceRef targetGUID="{TEXT}"/></Case>'
    )
    found = read_cases(tmp_path, case, variables=variable(30, "role"))
    assert found.cases.name.isna().tolist() == [True]
    assert found.attributes.to_numpy().tolist() == [["source", TEXT, "role", "kso", "text"]]


def test_a_nameless_case_with_two_sources_is_a_case(tmp_path):
    refs = "".join(f'<SourceRef targetGUID="{key}"/>' for key in (TEXT, OTHER))
    case = f'<Case guid="{guid(20)}">{value(30, "Text", "7")}{refs}</Case>'
    found = read_cases(tmp_path, case, variables=variable(30, "size"))
    assert found.attributes.to_numpy().tolist() == [["case", guid(20), "size", "7", "text"]]


def test_a_case_may_hold_a_source_and_passages_each_once(tmp_path):
    places = selection(0, 3, coding()), selection(0, 3, key=0x1001), selection(4, 6, key=0x1002)
    refs = "".join(f'<SelectionRef targetGUID="{guid(0x1000 + n)}"/>' for n in range(3))
    case = f'<Case guid="{guid(20)}" name="A"><SourceRef targetGUID="{TEXT}"/>{refs}</Case>'
    found = read_cases(tmp_path, case, *places)
    assert found.case_sources.fillna({"start": -1, "end": -1}).to_numpy().tolist() == [
        [guid(20), TEXT, -1, -1],
        [guid(20), TEXT, 0, 3],
        [guid(20), TEXT, 4, 6],
    ]
    assert found.report.skipped == []


def test_a_case_of_a_region_holds_its_whole_source_and_tells_so(tmp_path):
    region = f'<PictureSelection guid="{guid(70)}" firstX="0" firstY="0" secondX="1" secondY="1"/>'
    case = f'<Case guid="{guid(20)}" name="A"><SelectionRef targetGUID="{guid(70)}"/></Case>'
    picture = f'<PictureSource guid="{guid(71)}" name="bild">{region}</PictureSource>'
    found = read(qdpx(tmp_path, project(f"<Cases>{case}</Cases>", sources(picture))))
    assert found.case_sources["source"].tolist() == [guid(71)]
    assert found.case_sources["start"].isna().all()
    told = "1 parts of cases are no text; their whole source is taken."
    assert told in found.report.warnings


def test_values_on_a_source(tmp_path):
    found = read_cases(tmp_path, "", value(30, "Text", "kso"), variables=variable(30, "role"))
    assert found.attributes.to_numpy().tolist() == [["source", TEXT, "role", "kso", "text"]]


def test_sets_named_key_and_value_are_values_of_their_sources(tmp_path):
    sets = (
        f'<Sets><Set guid="{guid(40)}" name="gender: male"><MemberSource targetGUID="{TEXT}"/>'
        f'<MemberSource targetGUID="{OTHER}"/><MemberCode targetGUID="{TRUST}"/></Set>'
        f'<Set guid="{guid(41)}" name="All"><MemberSource targetGUID="{TEXT}"/></Set>'
        f'<Set guid="{guid(42)}" name="Coke::diet"><MemberSource targetGUID="{TEXT}"/></Set>'
        f'<Set guid="{guid(43)}" name="a: b"><MemberCode targetGUID="{TRUST}"/></Set></Sets>'
    )
    texts = {f"{key}.txt": "hej" for key in (TEXT, OTHER)}
    xml = project(USERS, CODES, sources(source(), source(key=OTHER)), sets)
    found = read(qdpx(tmp_path, xml, texts))
    assert found.attributes.to_numpy().tolist() == [
        ["source", TEXT, "gender", "male", "text"],
        ["source", OTHER, "gender", "male", "text"],
    ]
    assert sorted((each.what, each.n) for each in found.report.skipped) == [
        ("codes and notes in sets", 1),
        ("sets", 3),
    ]


# Notes


def note(key, text, user=ANNA):
    content = f"<PlainTextContent>{text}</PlainTextContent>"
    return f'<Note guid="{guid(key)}" creatingUser="{user}">{content}</Note>'


def memos(project):
    return (
        project.memos.fillna({"source": "", "coder": "", "start": -1, "end": -1})[
            ["source", "start", "end", "text", "coder"]
        ]
        .to_numpy()
        .tolist()
    )


def test_a_passage_with_a_description_and_no_code_is_a_memo(tmp_path):
    xml = whole(source(selection(0, 3, "<Description>Vem?</Description>")), origin="MAXQDA 22")
    found = read(one_text(tmp_path, xml, "hej då"))
    assert found.codings.empty
    assert memos(found) == [[TEXT, 0, 3, "Vem?", ANNA]]


def test_a_passage_with_neither_is_listed(tmp_path):
    xml = whole(source(selection(0, 3, "<Description/>")))
    found = read(one_text(tmp_path, xml, "hej"))
    assert found.memos.empty
    assert [(each.what, each.n) for each in found.report.skipped] == [
        ("passages with neither code nor comment", 1)
    ]


def test_notes_on_the_project_a_source_a_passage_and_a_coding(tmp_path):
    ref = '<NoteRef targetGUID="{}"/>'.format
    marked = coding().replace("</Coding>", ref(guid(53)) + "</Coding>")
    xml = project(
        USERS,
        CODES,
        sources(source(selection(0, 3, marked, ref(guid(52))), ref(guid(51)))),
        f"<Notes>{''.join(note(n, f'n{n}') for n in (50, 51, 52, 53))}</Notes>",
    )
    assert memos(read(one_text(tmp_path, xml, "hej då"))) == [
        ["", -1, -1, "n50", ANNA],
        [TEXT, -1, -1, "n51", ANNA],
        [TEXT, 0, 3, "n52", ANNA],
        [TEXT, 0, 3, "n53", ANNA],
    ]


@pytest.mark.parametrize("swap", [False, True])
def test_nvivo_annotations_are_links_from_a_passage_to_a_note(tmp_path, swap):
    ends = [guid(50), guid(0x1000)] if swap else [guid(0x1000), guid(50)]
    link = '<Link guid="{}" originGUID="{}" targetGUID="{}"/>'.format(guid(60), *ends)
    xml = project(
        USERS,
        CODES,
        sources(source(selection(2, 5))),
        f"<Notes>{note(50, 'Se upp')}</Notes>",
        f"<Links>{link}</Links>",
        origin="NVivo",
    )
    found = read(one_text(tmp_path, xml, f"{GRIN}hej"))
    assert memos(found) == [[TEXT, 1, 4, "Se upp", ANNA]]
    assert found.links.empty


def test_the_text_of_a_note_may_lie_in_the_zip_and_follows_its_name(tmp_path):
    told = f'<Note guid="{guid(50)}" name="Dagbok" plainTextPath="internal://n.txt"/>'
    xml = project(USERS, CODES, f"<Notes>{told}</Notes>")
    assert memos(read(qdpx(tmp_path, xml, {"n.txt": "Måndag"}))) == [
        ["", -1, -1, "Dagbok\n\nMåndag", ""]
    ]


# What is not read


def test_transcripts_media_and_graphs_are_listed(tmp_path):
    clip = f'<VideoSelection guid="{guid(70)}" begin="0" end="9">{coding(key=1)}</VideoSelection>'
    said = f'<TranscriptSelection guid="{guid(71)}">{coding(key=2)}</TranscriptSelection>'
    transcript = f'<Transcript guid="{guid(72)}" name="Samtal 3">{said}</Transcript>'
    xml = project(
        USERS,
        CODES,
        sources(
            f'<VideoSource guid="{guid(73)}" name="film">{transcript}{clip}</VideoSource>',
            f'<PictureSource guid="{guid(74)}" name="bild">{coding(key=3)}</PictureSource>',
            f'<AudioSource guid="{guid(75)}" name="ljud"/>',
        ),
        f'<Graphs><Graph guid="{guid(76)}"><Vertex guid="{guid(77)}"/></Graph></Graphs>',
    )
    found = read(qdpx(tmp_path, xml))
    assert found.sources.kind.tolist() == ["video", "transcript", "picture", "audio"]
    assert (row(found).source, row(found).coding) == (guid(74), guid(3))
    assert {each.what: each.n for each in found.report.skipped} == {
        "passages of transcripts": 1,
        "codings on passages of transcripts": 1,
        "texts": 1,
        "stretches of video": 1,
        "codings on stretches of video": 1,
        "graphs": 1,
        "pictures": 1,
        "audio files": 1,
        "video files": 1,
    }
    (told,) = {each.why for each in found.report.skipped if "of transcripts" in each.what}
    assert told == "they lie between no points of the text (Samtal 3)"
    assert (found.report.counts["sources"], found.report.counts["transcripts"]) == (3, 1)


# What is wrong


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (coded(0, 7), r"start <= end <= 6 \(code points of the text\); found 0 to 7.*positions"),
        (coded(4, 2), r"start <= end <= 6 .*found 4 to 2\.$"),
        (coded(-1, 2), "two whole numbers from 0; found '-1' to '2'"),
        (coded("x", ""), "two whole numbers from 0; found 'x' to ''"),
        (coded(0, 10**30), "two whole numbers from 0"),
        (whole(source(selection(0, 1, coding(guid(9))))), "expected a code that is there; found"),
        (whole(source(selection(0, 1, coding(user=guid(9))))), "expected a user that is there"),
        (whole(source(selection(0, 1, coding(), user=guid(9)))), "expected a user that is there"),
        (whole(source(selection(0, 1, "<Coding/>"))), "expected a coding with one code; found 0"),
        (whole(source(), source()), f"a GUID of its own for each; found 2 of {TEXT}"),
        (whole('<TextSource name="x"/>'), "a GUID of its own for each; found 1 without one"),
        (
            with_cases(f'<Case guid="{guid(20)}" name="A"><SourceRef targetGUID="{ANNA}"/></Case>'),
            f"case 'A': expected a source that is there; found {ANNA}",
        ),
        (
            with_cases(f'<Case guid="{guid(20)}"><SelectionRef targetGUID="{ANNA}"/></Case>'),
            f"expected a passage that is there; found {ANNA}",
        ),
        (with_cases("", value(30, "Text", "x")), "expected a variable that is there"),
        (
            project(
                USERS,
                CODES,
                f'<Sets><Set name="a: b"><MemberSource targetGUID="{BO}"/></Set></Sets>',
            ),
            "set 'a: b': expected a source that is there",
        ),
    ],
)
def test_contradictions_are_told(tmp_path, xml, told):
    with pytest.raises(MaterialError, match=told):
        read(qdpx(tmp_path, xml, {f"{key}.txt": "hej då" for key in (TEXT, OTHER)}))


def test_a_contradiction_names_source_and_coding(tmp_path):
    xml = whole(source(selection(0, 1, coding(guid(9))), name="Ekby 3"))
    with pytest.raises(MaterialError) as caught:
        read(one_text(tmp_path, xml, "hej"))
    (problem,) = caught.value.problems
    assert problem.file == "project.qdpx"
    assert problem.place == f"source 'Ekby 3', coding {guid(0x2000)}"


def test_all_problems_are_told_at_once_but_not_a_thousand(tmp_path):
    many = [selection(0, 99, coding(key=n), key=n) for n in range(30)]
    with pytest.raises(MaterialError, match="found those above and 11 more") as caught:
        read(one_text(tmp_path, whole(source(*many, selection(0, 1, coding(BO)))), "hej"))
    assert len(caught.value.problems) == 21


# Hostile and broken


ENTITIES = (
    '<!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "head",
    [
        ENTITIES,
        '<?xml version="1.0"?>\n<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        "<!-- x -->" * 10_000 + "<!DOCTYPE Project>",
    ],
    ids=["entities", "external", "after a long comment"],
)
@pytest.mark.parametrize("name", ["p.qde", "p.qdpx"])
def test_a_dtd_is_refused(tmp_path, head, name):
    xml = project(CODES, "<Description>&c;</Description>", head=head)
    path = tmp_path / "p.qde"
    path.write_text(xml, encoding="utf-8")
    if name == "p.qdpx":
        path = qdpx(tmp_path, xml)
    with pytest.raises(MaterialError, match="expected no DTD; found a DOCTYPE"):
        read(path)


@pytest.mark.parametrize(
    ("xml", "place"),
    [
        (b"<Project>\n  <Users>\n </Project>", "line 3, column 4"),
        (b"<Project>\n<Users>", "line 2, column 8"),
        (b"<Project>\n\xe5</Project>", "line 2, column 1"),
        (b"<Project", "line 1, column"),
    ],
)
def test_malformed_xml_is_told_with_line_and_column(tmp_path, xml, place):
    with pytest.raises(MaterialError, match=f"{place}.*expected well-formed XML"):
        read(qdpx(tmp_path, xml))


def test_an_unknown_encoding_is_told(tmp_path):
    with pytest.raises(MaterialError, match="expected well-formed XML; found unknown encoding"):
        read(qdpx(tmp_path, '<?xml version="1.0" encoding="klingon"?><Project/>'))


def test_utf_16_xml_is_read(tmp_path):
    xml = '<?xml version="1.0" encoding="utf-16"?>' + project(USERS, CODES)
    assert len(read(qdpx(tmp_path, xml.encode("utf-16"))).codes) == 2
    (tmp_path / "p.qde").write_bytes(xml.encode("utf-16"))
    assert len(read(tmp_path / "p.qde").codes) == 2


def test_a_tree_without_end_is_refused(tmp_path):
    deep = "".join(f'<Code guid="{guid(n)}" name="c">' for n in range(5_000))
    xml = project(f"<CodeBook><Codes>{deep}{'</Code>' * 5_000}</Codes></CodeBook>")
    with pytest.raises(MaterialError, match="at most 200 elements within each other"):
        read(qdpx(tmp_path, xml))


def test_whole_texts_selected_without_end_are_refused(tmp_path):
    few = Options(limits=Limits(quoted_characters=50))
    xml = whole(source(*(selection(0, 20, coding(key=n), key=n) for n in range(3))))
    told = "at most 50 characters of quotes; found 60.*limits: {quoted_characters: 120}"
    with pytest.raises(MaterialError, match=told):
        read(one_text(tmp_path, xml, "hej då " * 10), few)


def test_qualcoder_counts_in_one_way_in_its_window_and_in_another_in_its_search(tmp_path):
    text = "Ja 😀 då.\r\nNej 😀 du, sa hon till honom."
    window, search = text.replace("\r\n", "\n"), text
    by_window = len(window[: window.index("Nej")].encode("utf-16-le")) // 2
    passages = [
        selection(by_window, by_window + 6, coding(key=1), key=1, name="Nej 😀"),
        selection(3, 5, coding(key=2), key=2, name="😀"),
        selection(search.index("sa hon"), search.index("sa hon") + 6, coding(key=3), key=3,
                  name="sa hon"),
    ]  # fmt: skip
    path = one_text(tmp_path, whole(source(*passages), origin="QualCoder 3.7"), text)
    found = read(path)
    assert found.codings.quote.tolist() == ["Nej 😀", "😀", "sa hon"]
    assert found.report.quotes_agreeing == found.report.quotes_checked == 3
    told = "2 passages are counted in another unit than the rest, as their stored quotes show."
    assert told in found.report.warnings
    assert read(path, Options("code point")).codings.quote[0] == "Nej 😀 "


def test_a_zip_has_one_project_at_its_root(tmp_path):
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p/project.qde", project(CODES))
    with pytest.raises(
        MaterialError, match=r"at the root of the zip; found p/project\.qde.*not the"
    ):
        read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.qde", project(CODES))
        archive.writestr("b.QDE", project(CODES))
    with pytest.raises(MaterialError, match=r"found a\.qde, b\.QDE"):
        read(path)
