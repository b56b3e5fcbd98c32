"""The quick way through plain blocks of passages, held to what the parser alone finds."""

from contextlib import nullcontext
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.readers.refi import stream as refi_stream
from analys.readers.refi.plain import read_blocks
from refi_build import ANNA, BO, CODES, DATE, ROLE, TRUST, USERS, guid, project, source, sources

PASSAGE = (
    f'<PlainTextSelection guid="{guid(1)}" name="Hej" startPosition="1" endPosition="4"'
    f' creatingUser="{ANNA}" creationDateTime="{DATE}">\n<Coding guid="{guid(2)}"'
    f' creatingUser="{BO}" creationDateTime="{DATE}"><CodeRef targetGUID="{TRUST}"/></Coding>\n'
    "</PlainTextSelection>\n"
)
NUL, BELL = "\x00", "\x07"


def collected(xml, quick):
    """What was found, or the problems that were told."""
    data = xml if isinstance(xml, bytes) else xml.encode()
    if quick:
        collector = refi_stream.collect(lambda: nullcontext(BytesIO(data)), "p.qde", 200)
    else:
        feeder = refi_stream._Feeder("p.qde", 200)
        collector = feeder.feed(BytesIO(data), plain=False)
    parts = dict(vars(collector.parts))
    tables = [parts.pop(name)._table.to_pylist() for name in ("selections", "codings")]
    problems = collector.problems
    return parts, tables, problems.n, problems._told


def either(xml, quick):
    try:
        return collected(xml, quick)
    except MaterialError as error:
        return error.problems


def text_of(*inner):
    return project(USERS, CODES, sources(source(*inner), source(*inner, key=guid(9))))


# Blocks of a few hundred bytes, so that each is cut in every way
@pytest.fixture(autouse=True)
def _small(monkeypatch):
    for name, size in (("CHUNK", 1000), ("LARGE", 900), ("SMALL", 500)):
        monkeypatch.setattr(refi_stream, name, size)


def test_a_plain_passage_is_read_as_columns():
    (block,) = read_blocks([PASSAGE.strip().encode()])
    assert {name: column.to_pylist() for name, column in block.selections.items()} == {
        "guid": [guid(1)],
        "start": [1],
        "end": [4],
        "user": [ANNA],
        "created": [DATE],
        "name": ["Hej"],
    }
    assert {name: column.to_pylist() for name, column in block.codings.items()} == {
        "guid": [guid(2)],
        "code": [TRUST],
        "user": [BO],
        "created": [DATE],
    }
    assert block.owner.tolist() == [0]


PLAIN = {
    "as it is": PASSAGE,
    "in one line": PASSAGE.replace("\n", ""),
    "with spaces wherever they may be": PASSAGE.replace("=", " = ").replace("/>", " />"),
    "two codings": PASSAGE.replace("</Coding>", f"</Coding>{PASSAGE.splitlines()[1]}"),
    "other order": PASSAGE.replace(f' creatingUser="{ANNA}"', "").replace(
        ' name="Hej"', f' creatingUser="{ANNA}" name="Hej"'
    ),
    "no name, no dates": PASSAGE.replace(' name="Hej"', "").replace(
        f' creationDateTime="{DATE}"', ""
    ),
    "braces and capitals": PASSAGE.replace(TRUST, f" {{{TRUST.upper()}}}"),
    "36 characters with braces": PASSAGE.replace(BO, "{" + BO[2:] + "}"),
    "36 characters with a space": PASSAGE.replace(BO, BO[1:] + " "),
    "36 bytes": PASSAGE.replace(BO, BO[2:] + "Ä"),
    "entities": PASSAGE.replace("Hej", "&amp;lt; &lt;&gt;&quot;&apos;&#9;&#10;&#13; 😀"),
    "modified": PASSAGE.replace(" startP", f' modifyingUser="{BO}" startP'),
    "letters beyond ASCII in a GUID": PASSAGE.replace(TRUST, "Å İ"),
}
NOT_PLAIN = {
    "a note": PASSAGE.replace("</Coding>", f'</Coding><NoteRef targetGUID="{guid(5)}"/>'),
    "a note in the coding": PASSAGE.replace("</Coding>", f'<NoteRef targetGUID="{BO}"/></Coding>'),
    "a description": PASSAGE.replace("<Coding", "<Description>Vem?</Description><Coding", 1),
    "quotation marks in a text": PASSAGE.replace(
        "<Coding", '<Description>"ja", sa "hon</Description><Coding', 1
    ),
    "no coding": PASSAGE[: PASSAGE.index("<Coding")] + "</PlainTextSelection>",
    "no code": PASSAGE.replace(f'<CodeRef targetGUID="{TRUST}"/>', ""),
    "two codes": PASSAGE.replace("</Coding>", f'<CodeRef targetGUID="{ROLE}"/></Coding>'),
    "a comment": PASSAGE.replace("<Coding", "<!-- x --><Coding", 1),
    "a comment with a passage": f"<!-- {PASSAGE} -->{PASSAGE}",
    "cdata with a passage": f"<Description><![CDATA[{PASSAGE}]]></Description>",
    "an instruction with a passage": f"<?x {PASSAGE}?>",
    "apostrophes": PASSAGE.replace('"', "'"),
    "unknown attribute": PASSAGE.replace(" name=", ' x="1" name='),
    "other entities": PASSAGE.replace("Hej", "&#229;&#x1F600;"),
    "entity in a passage's GUID": PASSAGE.replace(guid(1), "a&amp;b"),
    "entity in a GUID and in a name": PASSAGE.replace(BO, "&lt;").replace("Hej", "H&gt;"),
    "entity in a number": PASSAGE.replace('"4"', '"&#52;"'),
    "a line end in a name": PASSAGE.replace("Hej", "He\nj"),
    "no position": PASSAGE.replace(' endPosition="4"', ""),
    "no number": PASSAGE.replace('"4"', '"x"'),
    "long number": PASSAGE.replace('"4"', f'"{"9" * 30}"'),
    "spaces around a number": PASSAGE.replace('"4"', '" 4 "'),
    "words between": f'{PASSAGE} sa "hon" och {PASSAGE}',
    "an empty element": '<PlainTextSelection guid="x" startPosition="1" endPosition="2"/>',
    "a prefix": PASSAGE.replace("<Coding", '<q:Coding xmlns:q="urn:q"', 1).replace(
        "</Coding", "</q:Coding"
    ),
    "within a note": f'<Note guid="{guid(5)}">{PASSAGE}</Note>',
    "within a region": f"<PDFSelection>{PASSAGE}</PDFSelection>",
}
MALFORMED = {
    "an attribute twice": PASSAGE.replace(" name=", f' guid="{guid(7)}" name='),
    "an attribute twice that is not read": PASSAGE.replace(
        " name=", ' modifyingUser="a" modifyingUser="b" name='
    ),
    "a bracket in a value": PASSAGE.replace("Hej", "He<j"),
    "an ampersand in a name": PASSAGE.replace("Hej", "He&j"),
    "an unknown entity": PASSAGE.replace("Hej", "He&auml;j"),
    "an ampersand in a GUID": PASSAGE.replace(BO, "a&b"),
    "an ampersand in a passage's GUID": PASSAGE.replace(guid(1), "a&b"),
    "a control character": PASSAGE.replace("Hej", f"H{BELL}"),
    "a control character between": PASSAGE.replace("<Coding", f"{BELL}<Coding"),
    "a form feed between attributes": PASSAGE.replace(" name=", "\x0cname="),
    "a NUL": PASSAGE.replace("Hej", NUL),
    "no character": PASSAGE.replace("Hej", "\ufffe"),
    "not UTF-8": PASSAGE.encode().replace(b"Hej", b"p\xe5"),
    "a surrogate": PASSAGE.encode().replace(b"Hej", b"\xed\xa0\x80"),
    "no space between attributes": PASSAGE.replace(" name=", "name="),
    "a value without quotes": PASSAGE.replace('"4"', "4"),
    "elements that cross": PASSAGE.replace("</Coding>\n</Plain", "</Plain", 1) + "</Coding>",
    "one that is not closed": PASSAGE.replace("/></Coding>", "></Coding>"),
    "within a value": f'<Coding guid="> {PASSAGE} ">',
    "within a tag": f"<Coding {PASSAGE} >",
    "an unbound prefix": PASSAGE.replace("<Coding", "<q:Coding", 1),
}
CASES = {**PLAIN, **NOT_PLAIN, **MALFORMED}


def around(inner):
    """A document with a piece of XML among plain passages."""
    head, tail = text_of(f"{PASSAGE * 3}@{PASSAGE}").replace("@", "@@", 1).split("@@")
    piece = inner if isinstance(inner, bytes) else inner.encode()
    return head.encode() + piece + tail.replace("@", "").encode()


@pytest.mark.parametrize("inner", CASES.values(), ids=CASES)
def test_the_quick_way_finds_what_the_parser_finds(inner):
    assert either(around(inner), True) == either(around(inner), False)


@pytest.mark.parametrize("inner", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_read_the_quick_way(inner):
    (block,) = read_blocks([inner.strip().encode()])
    assert block is not None


@pytest.mark.parametrize(
    "inner", {**NOT_PLAIN, **MALFORMED}.values(), ids={**NOT_PLAIN, **MALFORMED}
)
def test_what_is_not_is_left_to_the_parser(inner):
    data = inner if isinstance(inner, bytes) else inner.encode()
    good = PASSAGE.strip().encode()
    assert read_blocks([good, data.strip(), good])[1] is None


@pytest.mark.parametrize("inner", MALFORMED.values(), ids=MALFORMED)
def test_malformed_passages_are_told_with_line_and_column(inner):
    (problem,) = either(around(inner), True)
    assert problem.expected == "well-formed XML"
    assert problem.place.startswith("line ")


def test_other_encodings_are_left_to_the_parser():
    xml = '<?xml version="1.0" encoding="iso-8859-1"?>' + text_of(PASSAGE.replace("Hej", "å"))
    found = either(xml.encode("latin-1"), True)
    assert found == either(xml.encode("latin-1"), False)
    assert found[1][0][0]["name"] == "å"


def test_ascii_that_says_another_encoding_is_left_to_the_parser():
    head = '<?xml version="1.0" encoding="iso-8859-1"?>'
    xml = head + text_of(PASSAGE.replace("Hej", "å"))  # as UTF-8, which would be two characters
    assert either(xml, True)[1][0][0]["name"] == "Ã¥"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(list({**PLAIN, **NOT_PLAIN}.values())), max_size=12), st.data())
def test_whatever_stands_together_both_find_the_same(inner, data):
    for name in ("CHUNK", "LARGE", "SMALL"):
        setattr(refi_stream, name, data.draw(st.sampled_from([64, 300, 500, 1000, 3000])))
    xml = text_of(*inner)
    assert either(xml, True) == either(xml, False)
