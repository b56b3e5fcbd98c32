"""Taguette's databases, each quirk in a file made by hand."""

import tempfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.export import write_qdpx
from analys.readers import read
from analys.readers.html_text import html_text
from analys.readers.options import Options
from taguette_build import Made

SMILE = "\N{GRINNING FACE}"


@pytest.fixture
def made(tmp_path):
    found = Made(tmp_path / "p.sqlite3")
    found.tag("tillit")
    return found


def one(made, html, start, end, **more):
    """The quote of one highlight of one document."""
    made.document(html)
    made.highlight(start, end, 1, **more)
    return read(made.path).codings.quote.tolist()


def test_positions_are_utf_8_bytes_of_the_text_without_its_tags(made):
    made.document(f"<p>Åsa {SMILE} är <b>här</b></p>")
    made.highlight(0, 4, 1)
    made.highlight(5, 9, 1)
    made.highlight(10, 18, 1)
    project = read(made.path)
    assert project.codings.quote.tolist() == ["Åsa", SMILE, "är här"]
    assert project.codings[["start", "end"]].to_numpy().tolist() == [[0, 3], [4, 5], [6, 12]]
    assert project.text("1") == f"Åsa {SMILE} är här"
    assert project.report.position_unit == "utf-8"
    assert project.sources.characters[0] == 12


def test_an_entity_counts_as_the_character_it_stands_for(made):
    assert one(made, "<p>du &amp; jag&nbsp;&#229;r &lt;b&gt;</p>", 3, 15) == ["& jag\xa0år <"]


def test_tags_inside_a_word_do_not_part_it(made):
    assert one(made, "<p>Kom<b>mun</b><i>chefen</i> sa</p>", 0, 12) == ["Kommunchefen"]


def test_what_stands_in_a_script_counts_but_is_not_read(made):
    html = "<p>Hej</p><script>var a = '<b>å</b>';</script><style>p{}</style><p>då</p>"
    before = len("Hejvar a = '<b>å</b>';p{}".encode())
    made.document(html)
    made.highlight(before, before + 3, 1)
    made.highlight(0, before + 3, 1)
    project = read(made.path)
    assert project.text("1") == "Hej\ndå"
    assert project.codings.quote.tolist() == ["Hej\ndå", "då"]


def test_comments_do_not_count(made):
    assert one(made, "<p>a<!-- <p>x</p> -->b</p><p>c</p>", 1, 3) == ["b\nc"]


@pytest.mark.parametrize(
    ("html", "counted", "text"),
    [
        ("<p>a</p><p>b</p>", "ab", "a\nb"),
        ("<p>a</p>\n\n  <p>b</p>\n", "a\n\n  b\n", "a\nb"),
        ("<p>en   lång\n  rad</p>", "en   lång\n  rad", "en lång rad"),
        ("a<br>b<br/><br>c", "abc", "a\nb\n\nc"),
        ("<p>a<br></p><p>b</p>", "ab", "a\nb"),
        ("<p> a <b> b </b> c </p>", " a  b  c ", "a b c"),
        ("<pre>\n a\n  b </pre><p>c</p>", " a\n  b c", " a\n  b \nc"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "abc", "a\nb\nc"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>d", "abcd", "a\tb\nc\nd"),
        ("<p>a\r\nb\rc</p>", "a\nb\nc", "a b c"),
        ("<p>a\N{NO-BREAK SPACE} b</p>", "a\xa0 b", "a\xa0 b"),
        ("a &amp b &lt", "a & b <", "a & b <"),
        ("<p>a</p>b <i", "ab ", "a\nb"),
        ("", "", ""),
        ("<p></p>\n<p> </p>", "\n ", ""),
    ],
)
def test_html_is_counted_as_it_stands_and_read_as_it_is_shown(html, counted, text):
    found = html_text(html)
    assert (found.counted, found.text) == (counted, text)


def test_a_highlight_keeps_the_blank_space_that_is_read(made):
    made.document("<p>ett två</p>\n<p>tre</p>")
    for place in [(0, 4), (0, 12), (3, 8), (8, 9), (8, 10)]:
        made.highlight(*place, 1)
    quotes = read(made.path).codings.quote.tolist()
    assert quotes == ["ett ", "ett två\ntre", " två", "", "t"]


def test_a_position_inside_a_character_gives_it_to_what_is_before(made):
    made.document(f"<p>a{SMILE}b</p>")
    made.highlight(0, 3, 1, snippet=f"<p>a{SMILE}</p>")
    made.highlight(3, 6, 1, snippet="<p>b</p>")
    project = read(made.path)
    assert project.codings.quote.tolist() == [f"a{SMILE}", "b"]
    (warning,) = project.report.warnings
    assert warning.startswith("2 positions lie inside a character")
    made.highlight(0, 1, 1, snippet="<p>annat</p>")
    accepted = read(made.path, accept_positions=True)
    assert accepted.report.accepted
    assert accepted.report.warnings[0] == warning


def test_stored_quotes_are_pieces_of_html_and_compared_as_text(made):
    made.document("<p>Hej &amp; <b>hå</b></p>\n<p>du</p>")
    made.highlight(2, 12, 1, snippet="<p>j &amp; <b>hå</b></p>\n<p>du</p>")
    report = read(made.path).report
    assert (report.quotes_checked, report.quotes_agreeing) == (1, 1)


def test_a_file_whose_quotes_say_otherwise_is_refused_with_the_unit_that_fits(made):
    made.document("<p>å ä ö hej</p>")
    made.highlight(6, 9, 1, snippet="<p>hej</p>")
    with pytest.raises(MaterialError, match="Counted in code points 1 would agree") as error:
        read(made.path)
    assert "document 'Intervju', 4 to 6: expected the stored quote 'hej'; found 'ö '" in str(
        error.value
    )
    assert read(made.path, Options("code point")).codings.quote.tolist() == ["hej"]
    accepted = read(made.path, accept_positions=True)
    assert accepted.report.warnings[-1].startswith("1 of 1 stored quotes disagree")


def test_html_that_is_cut_short_is_told_where_a_highlight_goes_past_it(made):
    made.document("<p>Hej på d", "Intervju 7")
    made.highlight(0, 3, 1)
    made.highlight(4, 40, 1)
    expected = (
        r"document 'Intervju 7', highlight 2: .*<= end <= 9 \(utf-8 .*found 4 to 40.*cut short"
    )
    with pytest.raises(MaterialError, match=expected):
        read(made.path)


def test_all_that_is_wrong_is_told_at_once(made):
    made.document("<p>Hej</p>")
    made.document(None, "Tom")
    made.highlight("x", None, 1)
    made.highlight(-1, 2, 1)
    made.highlight(3, 1, 1)
    with pytest.raises(MaterialError) as error:
        read(made.path)
    places = [problem.place for problem in error.value.problems]
    assert places == [
        "document 'Intervju', highlight 1",
        "document 'Intervju', highlight 2",
        "document 'Intervju', highlight 3",
        "document 'Tom'",
    ]


def test_a_document_over_the_limit_is_told(made):
    made.document("<p>Hej</p>")
    limits = Options().limits.__class__(member_bytes=5)
    with pytest.raises(MaterialError, match="document 'Intervju': expected at most 0 MiB"):
        read(made.path, Options(limits=limits))


def test_dots_in_a_tag_make_a_tree(made):
    for path in ("roller.kc.gräns", "1. Bakgrund", "roller", "bl.", "a..b", "roller.kso"):
        made.tag(path, f"om {path}")
    project = read(made.path)
    codes = project.codes.fillna("")[["code_id", "parent", "path", "codable", "description"]]
    assert codes.to_numpy().tolist() == [
        ["1", "", "tillit", True, ""],
        ["4", "", "roller", True, "om roller"],
        ["path:roller.kc", "4", "roller > kc", False, ""],
        ["2", "path:roller.kc", "roller > kc > gräns", True, "om roller.kc.gräns"],
        ["3", "", "1. Bakgrund", True, "om 1. Bakgrund"],
        ["5", "", "bl.", True, "om bl."],
        ["path:a.", "", "a.", False, ""],
        ["6", "path:a.", "a. > b", True, "om a..b"],
        ["7", "4", "roller > kso", True, "om roller.kso"],
    ]
    assert project.report.settled[-1] == (
        "A dot that is not between two names is part of the name: '1. Bakgrund', 'bl.', 'a..b'."
    )


def test_two_tags_of_one_path_are_two_codes(made):
    made.tag("tillit.grund")
    made.tag("tillit.grund")
    made.document("<p>Hej du</p>")
    made.highlight(0, 3, 2)
    made.highlight(4, 6, 3)
    project = read(made.path)
    assert project.codes[["code_id", "parent"]].fillna("").to_numpy().tolist() == [
        ["1", ""], ["2", "1"], ["3", "1"],
    ]  # fmt: skip
    assert project.codings.code_id.tolist() == ["2", "3"]


def test_several_tags_on_a_highlight_are_several_codings(made):
    made.tag("makt")
    made.document("<p>Hej</p>")
    made.highlight(0, 3, 2, 1)
    codings = read(made.path).codings
    assert codings[["coding", "code_id"]].to_numpy().tolist() == [["1/1", "1"], ["1/2", "2"]]


def test_a_highlight_without_a_tag_is_counted_and_named(made):
    made.document("<p>Hej du</p>", "Intervju 3")
    made.highlight(0, 3)
    report = read(made.path).report
    (skipped,) = report.skipped
    assert (skipped.what, skipped.n) == ("highlights without a tag", 1)
    assert skipped.why.endswith("Intervju 3, 0 to 3")
    assert (report.counts["passages"], report.counts["codings"]) == (1, 0)


def test_what_names_something_that_is_not_there_is_counted(made):
    made.document("<p>Hej</p>")
    made.highlight(0, 3, 1, 9)
    made.highlight(0, 3, 1, document=8)
    made.run("INSERT INTO highlight_tags VALUES (77, 1)")
    project = read(made.path)
    assert len(project.codings) == 1
    assert {(each.what, each.n, each.why) for each in project.report.skipped} == {
        ("highlights", 1, "their document is not there"),
        ("codings", 2, "their highlight is not there"),
        ("codings", 1, "their tag is not there"),
    }
    assert project.report.counts["codings skipped"] == 3


def test_pictures_are_counted(made):
    made.document('<p>a<img src="/static/missing.png"></p>')
    assert [each.what for each in read(made.path).report.skipped] == ["pictures in documents"]


def test_descriptions_are_memos(made):
    made.run("UPDATE projects SET description = 'Om makt'")
    made.document("<p>Hej</p>", description="Ordförande")
    memos = read(made.path).memos[["source", "text"]].fillna("")
    assert memos.to_numpy().tolist() == [["", "Om makt"], ["1", "Ordförande"]]


def test_admin_alone_is_no_coder(made):
    made.document("<p>Hej</p>")
    made.tagged("admin", made.highlight(0, 3, 1), 1)
    project = read(made.path)
    assert project.codings.coder.isna().all()
    assert project.codings.created.dt.strftime("%Y-%m-%d %H").tolist() == ["2024-03-01 10"]
    assert len(project.coders) == 0
    assert project.report.without_coder == 1
    assert "The file names no coder: Taguette writes admin for everybody in it." in (
        project.report.settled
    )


def test_the_log_of_a_server_says_who_put_which_tag_and_when(made):
    made.tag("makt")
    made.document("<p>Hej</p>")
    made.run("INSERT INTO users VALUES ('anna')")
    key = made.highlight(0, 3, 1, 2)
    made.tagged("anna", key, 1)
    made.tagged("bo", key, 1, 2, date="2024-03-02 09:30:00")
    project = read(made.path)
    codings = project.codings
    assert codings[["coder", "selection_coder"]].to_numpy().tolist() == [
        ["anna", "anna"],
        ["bo", "anna"],
    ]
    assert codings.created.dt.day.tolist() == [1, 2]
    assert project.coders.name.tolist() == ["anna", "bo"]
    assert project.report.without_coder == 0


def test_a_tag_that_was_taken_away_and_put_back_is_of_who_put_it_back(made):
    made.document("<p>Hej</p>")
    key = made.highlight(0, 3, 1)
    made.tagged("anna", key, 1)
    made.tagged("anna", key)
    made.tagged("bo", key, 1)
    assert read(made.path).codings.coder.tolist() == ["bo"]


def test_a_tag_that_was_merged_is_of_who_put_what_it_was(made):
    made.document("<p>Hej</p>")
    key = made.highlight(0, 3, 1)
    made.tagged("anna", key, 5)
    made.command("bo", {"type": "tag_merge", "src_tag_id": 5, "dest_tag_id": 1})
    assert read(made.path).codings.coder.tolist() == ["anna"]


def test_who_imported_a_project_did_not_code_what_was_in_it(made):
    made.document("<p>Hej då</p>")
    for start in (0, 4):
        made.highlight(start, start + 3, 1)
    made.tagged("bo", 1, 1)
    made.command("bo", {"type": "project_import"})
    made.tagged("bo", 2, 1)
    project = read(made.path)
    assert project.codings.coder.fillna("-").tolist() == ["-", "bo"]
    assert any("was imported" in line for line in project.report.settled)


@pytest.mark.parametrize(
    "payload",
    [
        "{not json",
        "[" * 100_000,
        "[1]",
        '{"type": "highlight_add", "tags": [1]}',
        '{"type": "highlight_add", "highlight_id": 1, "tags": [[1]]}',
        '{"type": "highlight_add", "highlight_id": 1, "tags": 1}',
        '{"type": "tag_merge", "src_tag_id": {}, "dest_tag_id": 1}',
    ],
)
def test_a_command_that_cannot_be_read_is_counted(made, payload):
    made.document("<p>Hej</p>")
    made.highlight(0, 3, 1)
    made.command("anna", payload)
    project = read(made.path)
    assert project.codings.coder.isna().all()
    assert project.report.warnings == [
        "1 commands of the log cannot be read; who coded by them is not known."
    ]


def test_without_a_log_or_descriptions_all_else_is_read(made):
    made.document("<p>Hej</p>")
    made.highlight(0, 3, 1)
    for table, column in (("documents", "description"), ("tags", "description")):
        made.run(f"ALTER TABLE {table} DROP COLUMN {column}")
    made.run("ALTER TABLE projects DROP COLUMN description")
    made.run("ALTER TABLE highlights DROP COLUMN snippet")
    made.run("DROP TABLE commands")
    project = read(made.path)
    assert project.codings.quote.tolist() == ["Hej"]
    assert project.report.quotes_checked == 0
    assert len(project.memos) == 0


def test_several_projects_are_refused_by_name(made):
    made.run("INSERT INTO projects VALUES (2, 'Provet', ''), (3, 'Tomt', '')")
    made.document("<p>Hej</p>")
    made.document("<p>Hej</p>", project=2)
    with pytest.raises(MaterialError, match=r"found 2: 'Studien', 'Provet'.*export the one"):
        read(made.path)


def test_projects_without_documents_are_left_out_and_named(made):
    made.run("INSERT INTO projects VALUES (2, 'Tomt', '')")
    made.document("<p>Hej</p>")
    report = read(made.path).report
    assert report.settled[:2] == [
        "The project is 'Studien'.",
        "Left out are projects without documents: 'Tomt'.",
    ]


def test_a_database_without_its_tables_is_told(made):
    made.run("DROP TABLE tags")
    made.run("ALTER TABLE documents DROP COLUMN contents")
    with pytest.raises(MaterialError, match="table documents: expected the columns contents") as e:
        read(made.path)
    assert "table tags: expected the table; found none" in str(e.value)


def test_a_text_that_has_changed_since_it_was_read_is_told(made):
    made.document("<p>Hej</p>")
    project = read(made.path)
    made.run("UPDATE documents SET contents = '<p>Nej</p>'")
    with pytest.raises(MaterialError, match="expected the text that was there at reading"):
        project.text("1")
    with pytest.raises(MaterialError, match="document 9: expected a document with a text"):
        project.text("9")


def test_written_as_refi_qda_it_is_the_same(made, tmp_path):
    made.tag("roller.kc", "kommunchef")
    made.document(f"<p>Åsa {SMILE}</p><p>är <b>här</b></p>", "Intervju å")
    made.highlight(0, 12, 1, 2, snippet=f"<p>Åsa {SMILE}</p><p>är </p>")
    made.tagged("anna", 1, 1, 2)
    project = read(made.path)
    write_qdpx(project, tmp_path / "a.qdpx")
    again = read(tmp_path / "a.qdpx")
    columns = ["start", "end", "quote", "created"]
    assert again.codings[columns].equals(project.codings[columns])
    assert again.codes[["path", "codable"]].equals(project.codes[["path", "codable"]])
    assert again.text(again.sources.source[0]) == project.text("1")


INLINE = ("b", "em", "u", "sup", "a")
WORDS = st.text(st.sampled_from("aåö<&\"'>.é漢" + SMILE), min_size=1, max_size=4)


@st.composite
def paragraphs(draw):
    """HTML of words in nested tags, written with entities or not, and its words a paragraph."""
    html, plain = [], []
    for _ in range(draw(st.integers(1, 4))):
        words, depth, pieces = draw(st.lists(WORDS, min_size=1, max_size=4)), [], []
        for word in words:
            if draw(st.booleans()):
                depth.append(draw(st.sampled_from(INLINE)))
                pieces.append(f"<{depth[-1]}>")
            shown = "".join(
                f"&#{ord(each)};" if draw(st.booleans()) else escape(each) for each in word
            )
            pieces.append(shown)
            if depth and draw(st.booleans()):
                pieces.append(f"</{depth.pop()}>")
            pieces.append(" ")
        pieces.pop()
        pieces += [f"</{tag}>" for tag in reversed(depth)]
        html.append(f"<p>{''.join(pieces)}</p>")
        plain.append(" ".join(words))
    return html, plain


@settings(deadline=None, max_examples=60)
@given(paragraphs(), st.sampled_from(["", "\n", "\n  "]), st.data())
def test_what_was_highlighted_is_what_is_read(found, between, data):
    html, plain = found
    counted, text = between.join(plain), "\n".join(plain)
    ends = st.integers(0, len(counted))
    places = [sorted(data.draw(st.tuples(ends, ends))) for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder) / "p.sqlite3")
        made.tag("tillit")
        made.document(between.join(html))
        for start, end in places:
            made.highlight(len(counted[:start].encode()), len(counted[:end].encode()), 1)
        project = read(made.path)
        assert project.text("1") == text
    quotes = project.codings.sort_values("coding").quote
    for (start, end), quote in zip(places, quotes, strict=True):
        wanted = counted[start:end]
        assert "".join(quote.split()) == "".join(wanted.split())
        if not between:
            assert quote.replace("\n", "") == wanted
    for row in project.codings.itertuples():
        assert text[row.start : row.end] == row.quote
