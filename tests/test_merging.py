"""Several coded files as one: nothing is lost, nothing is counted twice, and it is all told."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analys.errors import MaterialError
from analys.merging import by_one_coder, in_one_case, labelled, merged
from analys.merging.texts import Conversion, parting, plain
from analys.readers.frames import rows
from merging_build import guid, project, told

TEXT = "Vi pratar\nmycket 😀\n\noch sällan."
ENDS = ("\n", "\r\n", "\r")


def with_ends(text, end, mark=""):
    """The text with other line ends, and where each of its places is then, counted one by one."""
    places, made = [], mark
    for character in text:
        places.append(len(made))
        made += end if character == "\n" else character
    return made, [*places, len(made)]


def balanced(found):
    held = sum(file.codings for file in found.account.files)
    assert held == len(found.project.codings) + found.account.once
    assert found.account.codings == len(found.project.codings) == len(found.files)
    assert found.project.codings["coding"].is_unique


texts = st.lists(
    st.text(st.sampled_from("aå😀\n."), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
    unique=True,
)


@st.composite
def split_projects(draw):
    """Codings of a study; to which file each goes; and each file's own ids and line ends."""
    documents = {f"K{at}": text for at, text in enumerate(draw(texts))}
    codings = []
    for _ in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(list(documents)))
        start = draw(st.integers(0, len(documents[name])))
        end = draw(st.integers(start, len(documents[name])))
        code = draw(st.sampled_from(["A", "A > B", "A > B > C", "D"]))
        codings.append((name, start, end, code, draw(st.sampled_from(["Anna", "Bo", None]))))
    n = draw(st.integers(2, 4))
    by = draw(st.sampled_from(["coding", "coder", "document"]))
    draws = {key: draw(st.integers(0, n - 1)) for key in ["Anna", "Bo", None, *documents]}
    goes = [
        {"coder": draws[row[4]], "document": draws[row[0]]}.get(by, draw(st.integers(0, n - 1)))
        for row in codings
    ]
    prefixes = draw(st.lists(st.sampled_from(["", "x", "id-"]), min_size=n, max_size=n))
    ends = draw(st.lists(st.sampled_from(ENDS), min_size=n, max_size=n))
    marks = draw(st.lists(st.sampled_from(["", "\ufeff"]), min_size=n, max_size=n))
    return documents, codings, goes, list(zip(prefixes, ends, marks, strict=True))


def parted(documents, codings, goes, files):
    """The files that the codings were split over; each holds all documents."""
    made = []
    for file, (prefix, end, mark) in enumerate(files):
        here = {name: with_ends(text, end, mark) for name, text in documents.items()}
        moved = [
            (name, here[name][1][start], here[name][1][last], code, coder)
            for (name, start, last, code, coder), to in zip(codings, goes, strict=True)
            if to == file
        ]
        held = {name: text for name, (text, _) in here.items()}
        made.append(project(f"{file}.qdpx", held, moved, prefix=prefix))
    return made


@given(split_projects())
@settings(deadline=None)
def test_what_was_split_over_files_comes_back_whole(split):
    documents, codings, goes, files = split
    found = merged(parted(documents, codings, goes, files))
    balanced(found)
    whole = found.project
    end, mark = files[0][1:]
    here = {name: with_ends(text, end, mark) for name, text in documents.items()}
    expected = [
        (
            name, here[name][1][start], here[name][1][last], code, coder or "",
            here[name][0][here[name][1][start] : here[name][1][last]],
        )
        for name, start, last, code, coder in codings
    ]  # fmt: skip
    assert told(whole) == sorted(expected, key=str)
    assert sorted(whole.sources["name"]) == sorted(documents)
    assert not found.account.differing
    assert whole.codes["path"].is_unique
    assert whole.coders["name"].is_unique
    for name in ("sources", "codes", "coders"):
        assert getattr(whole, name).iloc[:, 0].is_unique
    from_file = pd.Series(found.files, dtype="str").value_counts().to_dict()
    assert from_file == {f"{to}.qdpx": goes.count(to) for to in set(goes)}


@given(split_projects(), st.data())
@settings(deadline=None)
def test_copies_of_one_project_count_each_coding_once(split, data):
    documents, codings, _, _ = split
    named = [(*row, guid(at)) for at, row in enumerate(codings)]
    held = [
        [row for row in named if data.draw(st.booleans())]
        for _ in range(data.draw(st.integers(2, 3)))
    ]
    found = merged([project(f"{at}.qdpx", documents, some) for at, some in enumerate(held)])
    balanced(found)
    distinct = {row for some in held for row in some}
    assert set(found.project.codings["coding"]) == {row[5] for row in distinct}
    assert found.account.once == sum(map(len, held)) - len(distinct)


@given(st.text(st.sampled_from("ab\r\n"), max_size=10), st.sampled_from(ENDS), st.data())
def test_a_passage_keeps_its_words_whatever_the_line_ends(text, end, data):
    """Also where it starts or ends within a line end: then it takes the whole of it."""
    other = plain(text).replace("\n", end)
    start = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(start, len(text)))
    places = [pd.Series([at], dtype="Int64") for at in (start, last)]
    first, after = (int(each[0]) for each in Conversion(text, other).converted(*places))
    within = [at for at in (start, last) if text[at - 1 : at + 1] == "\r\n" and at]
    wider = text[start - (start in within) : last + (last in within)] if start < last else ""
    assert plain(other[first:after]) == plain(wider)


def test_a_bom_and_line_ends_do_not_make_another_text():
    a = project("a.qdpx", {"K1": TEXT}, [("K1", 3, 9, "A", "Anna")])
    text, places = with_ends(TEXT, "\r\n", "\ufeff")
    b = project("b.qdpx", {"Ett": text}, [("Ett", places[10], places[20], "A", "Bo")])
    found = merged([a, b])
    assert told(found.project) == [
        ("K1", 10, 20, "A", "Bo", "mycket 😀\n\n"),
        ("K1", 3, 9, "A", "Anna", "pratar"),
    ]
    assert found.project.text(found.project.sources["source"][0]) == TEXT
    (joined,) = found.account.joined
    assert (joined.names, joined.converted) == ({"a.qdpx": "K1", "b.qdpx": "Ett"}, ("b.qdpx",))
    assert found.files.tolist() == ["a.qdpx", "b.qdpx"]
    lines = list(found.account.lines())
    assert "1 document stands in several files, 1 with other line ends in one of them" in lines
    assert "one document by its text: 'K1' in a.qdpx, 'Ett' in b.qdpx" in lines


def test_line_ends_after_the_last_word_do_not_make_another_text():
    long, short = "Vi pratar 😀.\r\n\r\n", "Vi pratar 😀."
    a = project("a.qda", {"K1": long}, [("K1", 3, 16, "A", "Anna")])
    b = project("b.sqlite3", {"Ett": short}, [("Ett", 3, 11, "B", "Bo")])
    assert told(merged([a, b]).project) == [
        ("K1", 3, 11, "B", "Bo", "pratar 😀"),
        ("K1", 3, 16, "A", "Anna", "pratar 😀.\r\n\r\n"),
    ]
    assert told(merged([b, a]).project) == [
        ("Ett", 3, 11, "B", "Bo", "pratar 😀"),
        ("Ett", 3, 12, "A", "Anna", "pratar 😀."),
    ]


def test_documents_of_one_name_and_two_texts_are_kept_apart_and_told_of():
    a = project("a.qdpx", {"K1": "Vi pratar mycket."}, [("K1", 0, 2, "A", "Anna")])
    b = project("b.qdpx", {"K1.docx": "Vi pratar lite."}, [("K1.docx", 10, 14, "A", "Bo")])
    found = merged([a, b])
    assert found.project.sources["name"].tolist() == ["K1", "K1.docx (b.qdpx)"]
    assert [row[0] for row in told(found.project)] == ["K1", "K1.docx (b.qdpx)"]
    (pair,) = found.account.differing
    assert (pair.at, pair.here, pair.there) == (11, "mycket.", "lite.")
    assert (
        "kept apart: 'K1.docx' of a.qdpx and of b.qdpx (now 'K1.docx (b.qdpx)') differ from "
        "character 11: 'mycket.' and 'lite.'"
    ) in list(found.account.lines())


def test_texts_that_are_but_the_quotes_of_a_file_are_told_to_be_why_they_differ():
    a = project("a.csv", {"K1": "Ja.\n\nNej."})
    b = project("b.csv", {"K1": "Nej.\n\nKanske."})
    files = [replace(each, report=replace(each.report, composed=("1",))) for each in (a, b)]
    assert [remark.partition(":")[0] for remark in merged(files).account.remarks] == [
        f"the texts of {name}.csv are composed of its own quotes and are no other file's"
        for name in "ab"
    ]


def test_where_texts_part_is_found_at_either_end():
    assert parting("ab", "ab c") == (3, "", " c")
    assert parting("x", "y") == (1, "x", "y")
    assert parting("a\r\nb", "a\nc") == (3, "b", "c")


def test_texts_of_one_file_that_are_alike_stay_two():
    a = project("a.qdpx", {"K1": "Ja.", "K2": "Ja.", "K3": ""})
    b = project("b.qdpx", {"K2": "Ja.", "K4": "", "K1": "Ja."})
    found = merged([a, b])
    assert found.project.sources["name"].tolist() == ["K1", "K2", "K3", "K4"]
    assert found.account.joined_texts == 2
    assert {name for each in found.account.joined for name in each.names.values()} == {"K1", "K2"}


def test_two_databases_that_both_begin_at_one_are_told_apart():
    a = project("a.qda", {"K1": "Ja."}, [("K1", 0, 2, "A", "Anna")], cases={"Aby": ["K1"]})
    b = project("b.qda", {"K2": "Nej."}, [("K2", 0, 3, "B", "Bo")], cases={"Bo": ["K2"]})
    found = merged([a, b])
    balanced(found)
    assert told(found.project) == [
        ("K1", 0, 2, "A", "Anna", "Ja"),
        ("K2", 0, 3, "B", "Bo", "Nej"),
    ]
    assert found.account.files[1].renumbered == 1
    whole = found.project
    cases = dict(zip(whole.cases["case_id"], whole.cases["name"], strict=True))
    documents = dict(zip(whole.sources["source"], whole.sources["name"], strict=True))
    belonging = whole.case_sources[["case_id", "source"]].itertuples(index=False)
    assert [(cases[case], documents[source]) for case, source in belonging] == [
        ("Aby", "K1"),
        ("Bo", "K2"),
    ]


def test_an_id_with_other_content_is_another_coding():
    rows_ = [("K1", 0, 2, "A", "Anna", guid(9)), ("K1", 0, 1, "A", "Anna", guid(8))]
    other = [("K1", 0, 2, "B", "Anna", guid(9)), ("K1", 0, 1, "A", "Anna", guid(7))]
    files = [project(f"{at}.qdpx", {"K1": "Ja."}, some) for at, some in enumerate((rows_, other))]
    found = merged([*files, replace(files[1], path=files[1].path.with_name("2.qdpx"))])
    balanced(found)
    first, second, third = found.account.files
    assert (second.once, second.renumbered, second.alike) == (0, 1, 1)
    assert (third.once, third.renumbered, third.alike) == (2, 0, 0)
    assert found.project.codings["coding"].tolist() == [guid(9), guid(8), f"{guid(9)}-2", guid(7)]
    assert sum("another id; both count" in line for line in found.account.lines()) == 1
    assert first.once == 0


def test_codes_are_one_by_their_path_and_one_by_their_guid_and_name_where_they_were_moved():
    ids = {"A": guid(1), "A > B": guid(2), "C": guid(3)}
    a = project("a.qdpx", {}, codes=["A > B", "C"], ids=ids)
    b = project(
        "b.qdpx", {}, codes=["A", "B > D", "E"], ids={"A": guid(4), "B": guid(2), "E": guid(3)}
    )
    found = merged([a, b])
    assert found.project.codes["path"].tolist() == ["A", "A > B", "C", "A > B > D", "E"]
    assert found.project.codes["code_id"].is_unique
    (remark,) = found.account.remarks
    assert remark == (
        "code 'E' of b.qdpx has the GUID of 'C' of a.qdpx: they are kept apart, codes.csv can join "
        "them"
    )


def test_two_codes_of_one_path_in_one_file_stay_two():
    a = project("a.qdpx", {}, codes=["A"])
    doubled = pd.concat([a.codes, a.codes.assign(code_id="2")], ignore_index=True)
    found = merged([a, replace(a, path=a.path.with_name("b"), codes=doubled)])
    assert found.project.codes["path"].tolist() == ["A", "A"]


def test_the_coder_map_joins_names_and_says_how_many_codings_each_had():
    a = project("a.qdpx", {"K1": "Ja."}, [("K1", 0, 1, "A", "LB"), ("K1", 0, 2, "A", "Per")])
    b = project("b.qdpx", {"K1": "Ja."}, [("K1", 0, 2, "A", "lbe"), ("K1", 1, 2, "A", "lisa b")])
    found = merged([a, b], {"Lisa B": ["lb", "LBE"]})
    assert found.project.coders["name"].tolist() == ["Lisa B", "Per"]
    (coder,) = found.account.coders
    assert coder.parts == (("a.qdpx", "LB", 1), ("b.qdpx", "lbe", 1), ("b.qdpx", "lisa b", 1))
    assert found.account.joined_coders == 2
    alone = merged([a], {"Per P": ["per"]})
    assert told(alone.project)[1][4] == "Per P"
    assert list(alone.account.lines()) == ["coder Per P: 1 coding by Per in a.qdpx"]


def test_a_name_in_the_coder_map_that_no_file_has_is_told_with_the_nearest():
    a = project("a.qdpx", {"K1": "Ja."}, [("K1", 0, 1, "A", "Lisa")])
    with pytest.raises(MaterialError) as error:
        merged([a], {"Lisa B": ["Lsia"], "Per": ["xyz"]})
    assert [str(problem) for problem in error.value.problems] == [
        (
            "material.yaml, key coders, Lisa B: expected a coder that a file names (Lisa); found "
            "Lsia. Did you mean Lisa?"
        ),
        "material.yaml, key coders, Per: expected a coder that a file names (Lisa); found xyz.",
    ]


def test_a_file_that_names_nobody_gets_its_coder():
    a = project("a.sqlite3", {"K1": "Ja."}, [("K1", 0, 1, "A", None), ("K1", 0, 2, "A", None)])
    found = by_one_coder(replace(a, report=replace(a.report, without_coder=2)), "Per", "a.sqlite3")
    assert [row[4] for row in told(found)] == ["Per", "Per"]
    assert (found.report.without_coder, found.report.counts["coders"]) == (0, 1)
    assert a.report.counts["coders"] == 0
    default = project("b.qda", {"K1": "Ja."}, [("K1", 0, 1, "A", "default")])
    assert by_one_coder(default, "Lisa", "b.qda").coders["name"].tolist() == ["Lisa"]


def test_a_file_of_two_coders_is_not_one_coders():
    a = project("a.qda", {"K1": "Ja."}, [("K1", 0, 1, "A", "Bo"), ("K1", 0, 2, "A", "Anna")])
    with pytest.raises(MaterialError, match=r"a file of one coder; found codings of Anna and Bo\."):
        by_one_coder(a, "Per", "a.qda")


def test_a_file_of_one_municipality_has_all_its_documents_there():
    a = project("a.qda", {"K1": "Ja.", "K2": "Nej."}, cases={"Anna": ["K1"], "K03": []})
    found = in_one_case(a, "K03")
    assert found.cases["name"].tolist() == ["Anna", "K03"]
    assert found.case_sources["case_id"].tolist() == ["2", "2"]
    assert found.report.settled[-1].endswith("as material.yaml says; the file has 1 in others")
    fresh = in_one_case(project("b.qda", {"K1": "Ja."}), "K03")
    assert fresh.cases["name"].tolist() == ["K03"]


def test_memos_attributes_and_links_follow():
    text, places = with_ends(TEXT, "\r\n")
    a = project("a.qda", {"K1": TEXT, "K0": "x"}, [("K1", 0, 2, "A", "Anna")])
    b = project(
        "b.qda", {"K1": text}, [("K1", 0, 2, "B", "Bo")], cases={"Aby": ["K1"]},
        memos=[("1", "1", places[10], places[16], "så", "1"), ("2", None, None, None, "", "1")],
        attributes=[("case", "1", "storlek", "liten", "text"), ("source", "1", "a", "b", "text")],
        links=[
            ("1", None, "coding", "1", "code", "1"),
            ("2", None, "memo", "1", "selection", f"1 {places[10]} {places[16]}"),
        ],
    )  # fmt: skip
    whole = merged([a, b]).project
    assert whole.memos[["source", "start", "end"]].iloc[0].tolist() == ["1", 10, 16]
    assert whole.memos["coder"].tolist() == ["1-2", "1-2"]
    assert whole.attributes["owner"].tolist() == ["1", "1"]
    assert whole.links[["origin", "target"]].to_numpy().tolist() == [
        ["1-2", "1-2"],
        ["1", "1 10 16"],
    ]
    again = merged([b, replace(b, path=b.path.with_name("c.qda"))]).project
    for name in ("memos", "attributes", "links", "case_sources", "cases"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(b, name))


def test_a_part_of_a_document_belongs_to_its_case_in_the_text_that_counts():
    text, places = with_ends(TEXT, "\r\n")
    a = project("a.qda", {"K1": TEXT})
    b = project("b.qda", {"K1": text}, cases={"Aby": []})
    part = rows("case_sources", [("1", "1", places[10], places[16])])
    whole = merged([a, replace(b, case_sources=part)]).project
    assert whole.case_sources[["start", "end"]].to_numpy().tolist() == [[10, 16]]


def test_pictures_are_one_by_their_guid_and_name_only():
    a = project("a.qdpx", {"Karta": None, "Bild": None}, ids={"Karta": guid(1), "Bild": "2"})
    b = project("b.qdpx", {"Karta": None, "Bild": None}, ids={"Karta": guid(1), "Bild": "2"})
    found = merged([a, b])
    assert found.project.sources["name"].tolist() == ["Karta", "Bild", "Bild"]
    assert found.account.joined == ()


def test_nameless_cases_are_one_where_their_document_is():
    a = project("a.qdpx", {"K1": "Ja.", "K2": "Nej."}, cases={"": ["K1"]})
    b = project("b.qdpx", {"K2": "Nej.", "K1": "Ja."}, cases={"": ["K1"]})
    assert len(merged([a, b]).project.cases) == 1
    c = project("c.qdpx", {"K2": "Nej."}, cases={"": ["K2"]})
    assert len(merged([a, c]).project.cases) == 2


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    paths = [tmp_path / "per" / "a.qdpx", tmp_path / "lisa" / "a.qdpx", tmp_path / "b.qdpx"]
    assert labelled(paths) == ["per/a.qdpx", "lisa/a.qdpx", "b.qdpx"]


def test_one_file_alone_comes_out_as_it_is():
    a = project("a.qdpx", {"K1": "Ja."}, [("K1", 0, 1, "A", "Anna")])
    found = merged([a])
    assert found.project is a
    assert list(found.account.lines()) == []
    balanced(found)
