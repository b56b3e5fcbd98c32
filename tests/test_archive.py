import struct
import zipfile

import pytest

from analys.errors import MaterialError
from analys.readers.archive import Archive, Limits


def zipped(tmp_path, members, compression=zipfile.ZIP_DEFLATED):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def patched(path, old, new):
    data = path.read_bytes()
    assert len(old) == len(new)
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def flag(path, offset_local, offset_central, value):
    """Set a two-byte field in every local and central header."""
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", offset_local), (b"PK\x01\x02", offset_central)):
        at = data.find(magic)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, value)
            at = data.find(magic, at + 4)
    path.write_bytes(bytes(data))
    return path


def test_members_are_found_without_regard_to_case(tmp_path):
    path = zipped(tmp_path, [("Sources/ABC.TXT", "hej"), ("sources/.root", "")])
    with Archive(path) as archive:
        assert archive.find("sources/abc.txt") == "Sources/ABC.TXT"
        assert archive.read("SOURCES/abc.txt") == b"hej"
        assert archive.find("sources/other.txt") is None


def test_a_member_that_is_not_there_is_told(tmp_path):
    with (
        Archive(zipped(tmp_path, [("a", "")])) as archive,
        pytest.raises(MaterialError, match=r"a\.zip, b: expected a member of this name"),
    ):
        archive.read("b")


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "C:/x", "..", "a/.."], ids=lambda name: repr(name)
)
def test_names_that_lead_out_are_refused(tmp_path, name):
    with pytest.raises(MaterialError, match="found one that leads out of it"):
        Archive(zipped(tmp_path, [(name, "x")]))


def test_backslashes_are_refused(tmp_path):
    path = patched(zipped(tmp_path, [("sources+x", "x")]), b"sources+x", b"sources\\x")
    with pytest.raises(MaterialError, match="found one that leads out of it"):
        Archive(path)


def test_two_dots_within_a_name_are_no_way_out(tmp_path):
    with Archive(zipped(tmp_path, [("sources/a..b.txt", "x")])) as archive:
        assert archive.read("sources/a..b.txt") == b"x"


@pytest.mark.parametrize("second", ["a.txt", "A.TXT"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(tmp_path, second):
    path = zipped(tmp_path, [("a.txt", "1"), (second, "2")])
    with pytest.raises(MaterialError, match="expected it once; found it twice"):
        Archive(path)


def test_all_bad_names_are_told_at_once(tmp_path):
    path = zipped(tmp_path, [(f"../{n}", "") for n in range(25)])
    with pytest.raises(MaterialError, match="those above and 5 more") as caught:
        Archive(path)
    assert len(caught.value.problems) == 21


def test_too_many_members_are_refused(tmp_path):
    path = zipped(tmp_path, [(str(n), "") for n in range(11)])
    with pytest.raises(MaterialError, match="at most 10 members; found 11"):
        Archive(path, Limits(members=10))


def test_a_member_over_the_cap_is_not_opened(tmp_path):
    path = zipped(tmp_path, [("large", bytes(3 << 20)), ("small", b"x")], zipfile.ZIP_STORED)
    with Archive(path, Limits(member_bytes=2 << 20)) as archive:
        assert archive.read("small") == b"x"
        with pytest.raises(MaterialError, match="at most 2 MiB; found 3 MiB unpacked"):
            archive.read("large")


def test_a_bomb_is_known_by_its_ratio(tmp_path):
    path = zipped(tmp_path, [("bomb", bytes(20 << 20))])
    assert path.stat().st_size < 30_000
    with (
        Archive(path) as archive,
        pytest.raises(MaterialError, match="unpacks to at most 200 times its size"),
    ):
        archive.read("bomb")


def test_the_cap_in_all_counts_each_opened_member_once(tmp_path):
    members = [(name, bytes(1 << 20)) for name in "abc"]
    path = zipped(tmp_path, members, zipfile.ZIP_STORED)
    with Archive(path, Limits(total_bytes=2 << 20)) as archive:
        for name in ("a", "a", "b", "b"):
            assert len(archive.read(name)) == 1 << 20
        with pytest.raises(MaterialError, match="at most 2 MiB unpacked in all"):
            archive.read("c")


def test_no_zip_is_told(tmp_path):
    path = tmp_path / "a.zip"
    path.write_text("hej")
    with pytest.raises(MaterialError, match=r"a\.zip: expected a zip; found a file that is none"):
        Archive(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_zip_is_told(tmp_path, keep):
    path = zipped(tmp_path, [("a", "hej " * 100), ("b", "då " * 100)], zipfile.ZIP_STORED)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(MaterialError, match=r"expected a whole zip; found one cut short.*again"):
        Archive(path)


def test_a_damaged_member_is_told_when_it_is_read(tmp_path):
    path = zipped(tmp_path, [("a", b"0123456789" * 10)], zipfile.ZIP_STORED)
    patched(path, b"0123456789" * 10, b"0123456789" * 9 + b"012345678X")
    with (
        Archive(path) as archive,
        pytest.raises(MaterialError, match="a whole member; found Bad CRC"),
    ):
        archive.read("a")


def test_broken_deflate_is_told(tmp_path):
    path = zipped(tmp_path, [("a", bytes(range(256)) * 50)])
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(bytes(data))
    with Archive(path) as archive, pytest.raises(MaterialError, match="expected a whole member"):
        archive.read("a")


def test_an_encrypted_member_is_told(tmp_path):
    path = flag(zipped(tmp_path, [("a", "x")]), 6, 8, 1)
    with (
        Archive(path) as archive,
        pytest.raises(MaterialError, match="without a password; found an encrypted one"),
    ):
        archive.read("a")


def test_an_unknown_packing_is_told(tmp_path):
    path = zipped(tmp_path, [("a", "x")], zipfile.ZIP_LZMA)
    with Archive(path) as archive, pytest.raises(MaterialError, match="found method 14"):
        archive.read("a")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MaterialError, match=r"no\.zip: expected a file that can be opened"):
        Archive(tmp_path / "no.zip")


def test_streams_do_not_read_the_whole_member(tmp_path):
    path = zipped(tmp_path, [("a", "hej")])
    with Archive(path) as archive, archive.open("a") as stream:
        assert stream.read(2) == b"he"
        assert stream.read() == b"j"
