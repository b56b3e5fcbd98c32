"""What is opened of a REFI-QDA file, and what is said where there is too much of it."""

import zipfile

import pytest

from analys.errors import MaterialError
from analys.readers import read
from analys.readers.archive import MIB, Archive, Limits
from analys.readers.options import Options
from refi_build import TEXT, coding, guid, project, qdpx, selection, source, whole

TREE = "".join(f'<Code guid="{guid(n)}" name="c">' for n in range(1, 31)) + "</Code>" * 30
DEEP = project(f"\n<CodeBook>\n<Codes>{TREE}</Codes></CodeBook>")


def big(n):
    return bytes(range(256)) * (n * MIB // 256)


def refused(path, told, **limits):
    with pytest.raises(MaterialError, match=told):
        read(path, Options(limits=Limits(**limits)))


def test_nothing_is_opened_but_the_project_and_what_it_names(tmp_path, monkeypatch):
    opened = []
    before = Archive.open
    monkeypatch.setattr(
        Archive, "open", lambda self, name: opened.append(name) or before(self, name)
    )
    texts = {f"{TEXT}.txt": "hej", "bomb.txt": bytes(400 * MIB // 8), "film.mp4": b"x"}
    found = read(qdpx(tmp_path, whole(source(selection(0, 3, coding()))), texts))
    assert found.text(TEXT) == "hej"
    assert set(opened) == {"project.qde", f"sources/{TEXT}.txt"}


def test_too_many_members_name_their_limit(tmp_path):
    path = qdpx(tmp_path, whole(), {str(n): "" for n in range(9)})
    refused(path, r"at most 5 members; found 10.*`limits: {members: 10}` in mat", members=5)
    assert read(path, Options(limits=Limits(members=10))).sources.empty


def test_a_large_member_names_its_limit(tmp_path):
    path = qdpx(tmp_path, whole(source()), {f"{TEXT}.txt": big(2)})
    told = r"at most 1 MiB; found 2 MiB unpacked.*`limits: {member_mib: 2}` in material\.yaml"
    refused(path, told, member_bytes=MIB)


def test_members_too_large_together_name_their_limit(tmp_path):
    keys = [guid(n) for n in range(1, 4)]
    xml = whole(*(source(key=key) for key in keys))
    path = qdpx(tmp_path, xml, {f"{key}.txt": b"x" * MIB for key in keys})
    told = r"at most 2 MiB unpacked in all; found more.*`limits: {total_mib: 6}`"
    refused(path, told, total_bytes=2 * MIB)


def test_a_bomb_names_its_limit(tmp_path):
    path = qdpx(tmp_path, whole(source()), {f"{TEXT}.txt": b"x" * (20 * MIB)})
    with pytest.raises(MaterialError, match=r"at most 200 times.*`limits: {ratio: \d+}`"):
        read(path)
    assert read(path, Options(limits=Limits(ratio=2000))).sources.characters[0] == 20 * MIB


@pytest.mark.parametrize("name", ["p.qde", "p.qdpx"])
def test_a_deep_tree_names_its_line_and_its_limit(tmp_path, name):
    (tmp_path / "p.qde").write_text(DEEP, encoding="utf-8")
    path = tmp_path / "p.qde" if name == "p.qde" else qdpx(tmp_path, DEEP)
    told = r"line 3: expected at most 20 elements within each other.*`limits: {depth: 40}`"
    refused(path, told, depth=20)
    assert len(read(path, Options(limits=Limits(depth=40))).codes) == 30


def test_files_beside_a_bare_project_are_held_to_the_same(tmp_path):
    (tmp_path / "sources").mkdir()
    for key in (guid(1), guid(2)):
        (tmp_path / f"sources/{key}.txt").write_bytes(b"x" * 2 * MIB)
    path = tmp_path / "p.qde"
    path.write_text(whole(source(), source(key=guid(2))), encoding="utf-8")
    refused(path, "at most 1 MiB; found 2 MiB.*{member_mib: 2}", member_bytes=MIB)
    refused(path, "at most 3 MiB unpacked in all.*{total_mib: 8}", total_bytes=3 * MIB)
    refused(path, r"p\.qde: expected at most 0 MiB", member_bytes=100)


def test_the_limits_hold_when_a_text_is_asked_for_later(tmp_path):
    path = qdpx(tmp_path, whole(source()), {f"{TEXT}.txt": b"x" * (20 * MIB)})
    found = read(path, Options(limits=Limits(ratio=2000)))
    assert len(found.text(TEXT)) == 20 * MIB


@pytest.mark.parametrize("inner", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>'])
def test_a_dtd_after_plain_passages_is_no_xml(tmp_path, inner):
    passages = selection(0, 1, coding()) * 3
    xml = whole(source(passages, inner, passages))
    with pytest.raises(MaterialError, match=r"line 1, column .*expected well-formed XML"):
        read(qdpx(tmp_path, xml, {f"{TEXT}.txt": "hej"}))


def test_a_zip_cut_short_within_the_project_is_told(tmp_path):
    path = qdpx(tmp_path, whole(source(selection(0, 3, coding()))), {f"{TEXT}.txt": "hej"})
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("project.qde").header_offset + 60
    data = bytearray(path.read_bytes())
    data[at : at + 20] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(MaterialError, match=r"project\.qde: expected a whole member"):
        read(path)
