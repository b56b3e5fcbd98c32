"""Transcripts of audio and video, whose passages lie between points of the text; links."""

import pytest

from analys.errors import MaterialError
from analys.readers import read
from refi_build import (
    ANNA,
    BO,
    CODES,
    OTHER,
    TEXT,
    TRUST,
    USERS,
    coding,
    guid,
    project,
    qdpx,
    selection,
    source,
    sources,
    whole,
)

FILM, SAID = guid(0x20), guid(0x21)
GRIN = "\N{GRINNING FACE}"


def point(key, position=None, time=None):
    at = "" if position is None else f' position="{position}"'
    when = "" if time is None else f' timeStamp="{time}"'
    return f'<SyncPoint guid="{guid(key)}"{at}{when}/>'


def said(*inner, key=0x30, start=0x40, end=0x41, user=BO):
    ends = f'fromSyncPoint="{guid(start)}" toSyncPoint="{guid(end)}"'
    by = f' creatingUser="{user}"'
    return (
        f'<TranscriptSelection guid="{guid(key)}" {ends}{by}>{"".join(inner)}</TranscriptSelection>'
    )


def transcript(*inner, path=f'plainTextPath="internal://{SAID}.txt"', name="Samtal"):
    return f'<Transcript guid="{SAID}" name="{name}" {path}>{"".join(inner)}</Transcript>'


def film(*inner, kind="Video"):
    return f'<{kind}Source guid="{FILM}" name="film">{"".join(inner)}</{kind}Source>'


def read_said(tmp_path, *inner, text="hej då alla", origin="Test 1.0", **given):
    xml = whole(film(transcript(*inner, **given)), origin=origin)
    return read(qdpx(tmp_path, xml, {f"{SAID}.txt": text}))


def skipped(project):
    return {each.what: each.n for each in project.report.skipped}


@pytest.mark.parametrize("kind", ["Audio", "Video"])
def test_a_transcript_is_a_source_that_is_part_of_its_medium(tmp_path, kind):
    xml = whole(film(transcript(), kind=kind))
    found = read(qdpx(tmp_path, xml, {f"{SAID}.txt": "\ufeffhej"}))
    assert found.sources[["source", "kind", "part_of"]].fillna("").to_numpy().tolist() == [
        [FILM, kind.lower(), ""],
        [SAID, "transcript", FILM],
    ]
    assert found.text(SAID) == "hej"
    counts = found.report.counts
    assert (counts["sources"], counts["transcripts"], counts["texts"]) == (1, 1, 1)


def test_a_passage_of_a_transcript_lies_between_its_points(tmp_path):
    points = point(0x40, 0, 0), point(0x41, 3, 1500), point(0x42, 6, 3000)
    found = read_said(tmp_path, *points, said(coding()), said(coding(key=9), start=0x41, end=0x42))
    assert found.codings[["source", "start", "end", "quote"]].to_numpy().tolist() == [
        [SAID, 0, 3, "hej"],
        [SAID, 3, 6, " då"],
    ]
    first = found.codings.iloc[0]
    assert (first.coder, first.selection_coder) == (ANNA, BO)
    assert skipped(found) == {"times of transcripts": 3, "video files": 1}


def test_points_of_nvivo_are_utf_16(tmp_path):
    points = point(0x40, 3), point(0x41, 6)
    found = read_said(tmp_path, *points, said(coding()), text=f"{GRIN} hej", origin="NVivo 12")
    assert found.codings.quote.tolist() == ["hej"]


def test_points_may_stand_after_the_passages(tmp_path):
    found = read_said(tmp_path, said(coding()), point(0x40, 0), point(0x41, 3))
    assert found.codings.quote.tolist() == ["hej"]


@pytest.mark.parametrize(
    "points",
    [[], [point(0x40, 0)], [point(0x40, 0), point(0x41)], [point(0x40, 0), point(0x41, "x")]],
    ids=["none", "one", "without a position", "no number"],
)
def test_a_passage_without_points_of_the_text_is_counted_and_named(tmp_path, points):
    found = read_said(tmp_path, *points, said(coding(key=1), coding(key=2)), name="Samtal 3")
    assert found.codings.empty
    assert skipped(found)["passages of transcripts"] == 1
    assert skipped(found)["codings on passages of transcripts"] == 2
    assert found.report.counts["codings skipped"] == 2
    assert any("(Samtal 3)" in each.why for each in found.report.skipped)


def test_a_text_within_the_xml_is_the_transcripts_own(tmp_path):
    content = "<PlainTextContent>hej &amp; då</PlainTextContent>"
    points = point(0x40, 4), point(0x41, 5)
    found = read_said(tmp_path, content, *points, said(coding()), path="")
    assert found.text(SAID) == "hej & då"
    assert found.codings.quote.tolist() == ["&"]


def test_notes_and_descriptions_of_transcripts_and_their_passages_are_memos(tmp_path):
    note = f'<Note guid="{guid(50)}"><PlainTextContent>Obs</PlainTextContent></Note>'
    ref = f'<NoteRef targetGUID="{guid(50)}"/>'
    told = "<Description>Om samtalet</Description>"
    xml = project(
        USERS,
        CODES,
        sources(film(transcript(told, point(0x40, 0), point(0x41, 3), said(ref)))),
        f"<Notes>{note}</Notes>",
    )
    memos = read(qdpx(tmp_path, xml, {f"{SAID}.txt": "hej"})).memos
    found = memos.fillna({"start": -1})[["source", "start", "text"]].to_numpy().tolist()
    assert found == [[SAID, 0, "Obs"], [SAID, -1, "Om samtalet"]]


def test_positions_behind_the_transcript_are_told(tmp_path):
    with pytest.raises(MaterialError, match=r"'Samtal'.*start <= end <= 11 .*found 0 to 99"):
        read_said(tmp_path, point(0x40, 0), point(0x41, 99), said(coding()))


def test_two_transcripts_of_one_film_and_codings_on_the_film(tmp_path):
    second = f'<Transcript guid="{guid(0x22)}"><PlainTextContent>b</PlainTextContent></Transcript>'
    clip = f'<VideoSelection guid="{guid(70)}" begin="0" end="9">{coding(key=1)}</VideoSelection>'
    xml = whole(film(transcript(), second, clip, coding(key=2)), source(coding(key=3)))
    found = read(qdpx(tmp_path, xml, {f"{SAID}.txt": "a", f"{TEXT}.txt": "c"}))
    assert found.sources.source.tolist() == [FILM, SAID, guid(0x22), TEXT]
    assert found.codings[["source", "coding"]].to_numpy().tolist() == [
        [FILM, guid(2)],
        [TEXT, guid(3)],
    ]
    assert skipped(found)["codings on stretches of video"] == 1


def test_a_case_may_hold_a_passage_of_a_transcript(tmp_path):
    case = f'<Case guid="{guid(80)}" name="A"><SelectionRef targetGUID="{guid(0x30)}"/></Case>'
    points = point(0x40, 0), point(0x41, 3)
    xml = project(
        USERS, CODES, f"<Cases>{case}</Cases>", sources(film(transcript(*points, said())))
    )
    found = read(qdpx(tmp_path, xml, {f"{SAID}.txt": "hej"}))
    assert found.case_sources.to_numpy().tolist() == [[guid(80), SAID, 0, 3]]
    assert "passages with neither code nor comment" not in skipped(found)


# Codings on notes


def test_codings_on_the_text_of_a_note_are_counted_and_named(tmp_path):
    inner = selection(0, 1, coding(key=1)) * 2 + coding(key=3)
    note = f'<Note guid="{guid(50)}" name="Dagbok">{inner}</Note>'
    found = read(qdpx(tmp_path, project(USERS, CODES, f"<Notes>{note}</Notes>")))
    assert found.codings.empty
    assert skipped(found) == {
        "passages of notes": 2,
        "codings on passages of notes": 2,
        "codings on notes": 1,
    }
    assert found.report.counts["codings skipped"] == 3


# Links


def link(origin, target, key=90, name="svar"):
    ends = f'originGUID="{origin}" targetGUID="{target}"'
    return f'<Link guid="{guid(key)}" name="{name}" direction="OneWay" {ends}/>'


@pytest.mark.parametrize(
    ("end", "kind", "key"),
    [
        (TRUST, "code", TRUST),
        (guid(80), "case", guid(80)),
        (TEXT, "source", TEXT),
        (guid(0x1000), "selection", f"{TEXT} 1 4"),
        (guid(50), "memo", guid(50)),
        (guid(0x2000), "coding", guid(0x2000)),
        (guid(0x999), "other", guid(0x999)),
    ],
)
def test_an_end_of_a_link_may_be_anything(tmp_path, end, kind, key):
    note = f'<Note guid="{guid(50)}"><PlainTextContent>Obs</PlainTextContent></Note>'
    xml = project(
        USERS,
        CODES,
        f'<Cases><Case guid="{guid(80)}" name="A"/></Cases>',
        sources(source(selection(2, 5, coding()))),
        f"<Notes>{note}</Notes>",
        f"<Links>{link(end.upper(), TRUST)}</Links>",
        origin="NVivo",
    )
    found = read(qdpx(tmp_path, xml, {f"{TEXT}.txt": f"{GRIN}hej"}))
    assert found.links.to_numpy().tolist() == [[guid(90), "svar", kind, key, "code", TRUST]]
    assert found.report.counts["links"] == 1


def test_notes_of_codes_and_codes_of_cases_are_links(tmp_path):
    noted = CODES.replace("</Codes>", "").replace(
        'name="Role" isCodable="true"/>',
        f'name="Role" isCodable="true"><NoteRef targetGUID="{guid(50)}"/></Code></Codes>',
    )
    case = f'<Case guid="{guid(80)}" name="A"><CodeRef targetGUID="{TRUST}"/></Case>'
    note = f'<Note guid="{guid(50)}"><PlainTextContent>Obs</PlainTextContent></Note>'
    xml = project(USERS, noted, f"<Cases>{case}</Cases>", f"<Notes>{note}</Notes>")
    ends = read(qdpx(tmp_path, xml)).links.drop(columns=["link", "name"])
    assert sorted(ends.to_numpy().tolist()) == [
        ["case", guid(80), "code", TRUST],
        ["code", guid(0x102), "memo", guid(50)],
    ]


def test_a_passage_that_is_only_linked_is_not_listed_as_empty(tmp_path):
    ends = selection(0, 1, key=0x1000), selection(1, 2, key=0x1001), selection(2, 3, key=0x1002)
    links = f"<Links>{link(guid(0x1000), guid(0x1001))}</Links>"
    found = read(qdpx(tmp_path, project(sources(source(*ends)), links), {f"{TEXT}.txt": "hej"}))
    assert skipped(found)["passages with neither code nor comment"] == 1


def test_a_description_of_a_picture_is_listed_with_its_codings(tmp_path):
    inner = f"<TextDescription>{selection(0, 1, coding())}</TextDescription>"
    picture = f'<PictureSource guid="{OTHER}" name="bild">{inner}</PictureSource>'
    found = skipped(read(qdpx(tmp_path, whole(picture))))
    assert found["descriptions of pictures"] == 1
    assert found["codings on passages of descriptions of pictures"] == 1
